//! Where the sequences in a terminal's input begin and end, whatever they mean.
//!
//! The states are those of the VT500's parser, as far as input has them, and those of what terminals send besides: the
//! keys of rxvt and of the console of Linux, and reports of the mouse, whose coordinates are bytes of any kind. Each byte
//! has a successor state in every state, so nothing is ever half understood; how long a sequence may take is up to who
//! reads it.
//!
//! Sources: Paul Williams, "A parser for DEC's ANSI-compatible video terminals"; xterm's control sequences, "Mouse
//! Tracking"; rxvt-unicode's manual rxvt(7), "Key Codes"; `console_codes(4)`.

use zeroize::Zeroizing;

/// The byte that begins a sequence.
pub(crate) const ESC: u8 = 0x1b;
/// What Ctrl-C sends.
pub(crate) const CTRL_C: u8 = 0x03;
const BEL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const DELETE: u8 = 0x7f;

/// A sequence that has begun, by what may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    /// After `ESC`.
    Escape,
    /// Within a character; so many bytes of it are to come.
    Character(u8),
    /// After `ESC O`.
    Single,
    /// After `ESC [`, and perhaps parameters.
    Control(Parameters),
    /// After `ESC [ [`, which begins the first function keys on the console of Linux.
    Console,
    /// Within a report of the mouse, whose coordinates are characters.
    Mouse {
        /// So many characters are to come.
        left: u8,
        /// The last one may have a second byte, where they are sent in UTF-8.
        may_go_on: bool,
    },
    /// Within a string: after `ESC P`, `ESC ]`, `ESC _`, `ESC ^` or `ESC X`.
    String,
    /// After an `ESC` within a string.
    StringEnd,
}

/// What stands between `ESC [` and the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parameters {
    /// Nothing yet.
    None,
    /// One number.
    Number,
    /// Anything else.
    Several,
}

/// What a byte is to the sequence before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A part of it, and more is to come.
    Held(Sequence),
    /// Its last byte.
    Complete,
    /// A control character amid it, which counts by itself; this is left of the sequence.
    Through(Option<Sequence>),
    /// No part of it: it is broken off, and the byte begins something else.
    Broken,
    /// The byte after an `ESC` that broke it off.
    BrokenByEscape,
}

impl Sequence {
    /// What `byte` begins; `None` when it is something by itself, or nothing at all.
    pub(crate) fn begun_by(byte: u8) -> Option<Self> {
        match byte {
            ESC => Some(Self::Escape),
            0xc2..=0xdf => Some(Self::Character(1)),
            0xe0..=0xef => Some(Self::Character(2)),
            0xf0..=0xf4 => Some(Self::Character(3)),
            _ => None,
        }
    }

    /// What `byte` is to it.
    pub(crate) fn step(self, byte: u8) -> Step {
        match (self, byte) {
            (Self::String, ESC) => Step::Held(Self::StringEnd),
            (_, ESC) => Step::Broken,
            (Self::String, _) => in_string(byte),
            (Self::StringEnd, b'\\') => Step::Complete,
            (Self::StringEnd, _) => Step::BrokenByEscape,
            (Self::Character(left), _) => in_character(byte, left),
            (Self::Mouse { left, may_go_on }, _) => in_mouse(byte, left, may_go_on),
            (Self::Escape, 0..=0x1f | DELETE) => Step::Through(None),
            (Self::Single | Self::Control(_) | Self::Console, 0..=0x1f | DELETE) => {
                Step::Through(Some(self))
            }
            (Self::Escape, _) => after_escape(byte),
            (_, 0x80..) => Step::Broken,
            (Self::Single, b'0'..=b'9' | b';') => Step::Held(self),
            (Self::Single | Self::Console, _) => Step::Complete,
            (Self::Control(parameters), _) => in_control(byte, parameters),
        }
    }

    /// Whether `bytes`, which came at once but late, are the rest of it: then they end it. What comes right behind the
    /// rest of one that has no end of its own must begin another one, or it is likelier that a person typed all of it.
    pub(crate) fn is_ended_by(self, bytes: &[u8]) -> bool {
        let mut sequence = self;
        for (at, byte) in bytes.iter().enumerate() {
            match sequence.step(*byte) {
                Step::Held(next) => sequence = next,
                Step::Complete => {
                    let has_end =
                        !matches!(sequence, Self::Mouse { .. } | Self::Single | Self::Console);
                    let next = bytes.get(at + 1);
                    // A letter behind an `ESC` is a key.
                    return sequence != Self::Escape && (has_end || next.is_none_or(|b| *b == ESC));
                }
                Step::Through(_) | Step::Broken | Step::BrokenByEscape => return false,
            }
        }
        false
    }
}

fn in_character(byte: u8, left: u8) -> Step {
    match (byte, left) {
        (0x80..=0xbf, 0 | 1) => Step::Complete,
        (0x80..=0xbf, _) => Step::Held(Sequence::Character(left - 1)),
        _ => Step::Broken,
    }
}

fn after_escape(byte: u8) -> Step {
    match byte {
        b'[' => Step::Held(Sequence::Control(Parameters::None)),
        b'O' => Step::Held(Sequence::Single),
        b'P' | b']' | b'_' | b'^' | b'X' => Step::Held(Sequence::String),
        _ => match Sequence::begun_by(byte) {
            Some(character) => Step::Held(character),
            None => Step::Complete,
        },
    }
}

fn in_control(byte: u8, parameters: Parameters) -> Step {
    match (parameters, byte) {
        (Parameters::None, b'[') => Step::Held(Sequence::Console),
        (Parameters::None, b'M') => mouse(3),
        // Where a part of the text was to be marked: its end, or both ends and the mouse.
        (Parameters::None, b't') => mouse(2),
        (Parameters::None, b'T') => mouse(6),
        (Parameters::None | Parameters::Number, b'0'..=b'9') => {
            Step::Held(Sequence::Control(Parameters::Number))
        }
        // rxvt: held down with Shift.
        (Parameters::Number, b'$') => Step::Complete,
        (_, 0x20..=0x3f) => Step::Held(Sequence::Control(Parameters::Several)),
        _ => Step::Complete,
    }
}

fn mouse(left: u8) -> Step {
    Step::Held(Sequence::Mouse {
        left,
        may_go_on: false,
    })
}

fn in_mouse(byte: u8, left: u8, may_go_on: bool) -> Step {
    if may_go_on && (0x80..=0xbf).contains(&byte) {
        return match left {
            0 => Step::Complete,
            _ => mouse(left),
        };
    }
    let Some(left) = left.checked_sub(1) else {
        return Step::Broken;
    };
    let may_go_on = (0xc2..=0xdf).contains(&byte);
    let next = (left > 0 || may_go_on).then_some(Sequence::Mouse { left, may_go_on });
    match (byte, next) {
        // A far column can come as any byte; of all, only this one is let through.
        (CTRL_C, next) => Step::Through(next),
        (_, Some(next)) => Step::Held(next),
        (_, None) => Step::Complete,
    }
}

fn in_string(byte: u8) -> Step {
    match byte {
        CTRL_C => Step::Through(None),
        BEL | CANCEL | SUBSTITUTE => Step::Complete,
        _ => Step::Held(Sequence::String),
    }
}

/// `text` without its sequences, such as the colours of what was copied and the clicks of a mouse; one that has no end is
/// left out up to the end of the text. An `ESC` before a letter is left out alone.
pub(crate) fn without_sequences(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut kept = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut sequence = None;
    for byte in text.iter().copied() {
        if sequence == Some(Sequence::StringEnd) && byte != b'\\' {
            // The `ESC` began another one.
            sequence = Some(Sequence::Escape);
        }
        let step = match sequence {
            Some(Sequence::Escape) if after_escape(byte) == Step::Complete => Step::Broken,
            Some(begun) => Sequence::step(begun, byte),
            None => Step::Broken,
        };
        match step {
            Step::Held(next) => sequence = Some(next),
            Step::Complete => sequence = None,
            Step::Through(rest) => {
                kept.push(byte);
                sequence = rest;
            }
            Step::Broken | Step::BrokenByEscape => {
                sequence = (byte == ESC).then_some(Sequence::Escape);
                kept.extend((byte != ESC).then_some(byte));
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a test fails by panicking"
    )]

    use super::*;

    /// How many of `bytes` the first sequence has; `None` when it goes on.
    fn length(bytes: &[u8]) -> Option<usize> {
        let mut sequence = Sequence::begun_by(bytes[0]).expect("a beginning");
        for (at, byte) in bytes.iter().enumerate().skip(1) {
            match sequence.step(*byte) {
                Step::Held(next) => sequence = next,
                Step::Complete => return Some(at + 1),
                Step::Through(_) | Step::Broken | Step::BrokenByEscape => return Some(at),
            }
        }
        None
    }

    #[test]
    fn every_kind_of_sequence_has_its_end_and_no_byte_more() {
        for bytes in [
            &b"\x1b[A"[..],
            b"\x1b[1;5A",
            b"\x1b[200~",
            b"\x1b[?2026;2$y",
            b"\x1b[7$",
            b"\x1b[7^",
            b"\x1b[8@",
            b"\x1bOP",
            b"\x1bO2P",
            b"\x1b[[A",
            b"\x1b[M 24",
            b"\x1b[M\x60\xff\x80",
            b"\x1b[M \xc3\x84\xc2\x95",
            b"\x1b[M \xc4\x80\xc3\x85",
            b"\x1b[t24",
            b"\x1b[T242424",
            b"\x1b[<0;12;4M",
            b"\x1b[32;12;4M",
            b"\x1b]11;rgb:0/0/0\x07",
            b"\x1b]11;rgb:0/0/0\x1b\\",
            b"\x1bP1$r0m\x1b\\",
            b"\x1b_Gi=31;OK\x1b\\",
            b"\x1b^x\x1b\\",
            "ã".as_bytes(),
            "\x1bã".as_bytes(),
        ] {
            let name = String::from_utf8_lossy(bytes);
            assert_eq!(length(bytes), Some(bytes.len()), "{name:?}");
            let followed = [bytes, b"7"].concat();
            assert_eq!(length(&followed), Some(bytes.len()), "{name:?} and a digit");
        }
    }

    #[test]
    fn a_late_rest_is_told_from_what_a_person_types() {
        let parts: &[(&[u8], &[u8], bool)] = &[
            (b"\x1b[<0;1", b"2;4M", true),
            (b"\x1b[<0;1", b"123456\r", false),
            (b"\x1b", b"[B", true),
            (b"\x1b", b"[200~12", true),
            (b"\x1b", b"ab", false),
            (b"\x1b", b"123456", false),
            (b"\x1b[M", b" 24", true),
            (b"\x1b[M", b" 24\x1b[M#24", true),
            (b"\x1b[M", b"123456", false),
            (b"\x1b]11;rgb:0", b"/0/0\x07", true),
            (b"\x1b]11;rgb:0", b"123456\r", false),
        ];
        for (begun, rest, expected) in parts {
            let mut sequence = Sequence::Escape;
            for byte in &begun[1..] {
                let Step::Held(next) = sequence.step(*byte) else {
                    panic!("{begun:?} is over");
                };
                sequence = next;
            }
            assert_eq!(sequence.is_ended_by(rest), *expected, "{begun:?} {rest:?}");
        }
    }

    #[test]
    fn sequences_are_taken_out_of_a_text_and_nothing_else_is() {
        for (text, expected) in [
            (&b"\x1b[1m123\x1b[0m456"[..], &b"123456"[..]),
            (b"\x1b[M 2412", b"12"),
            (b"12\x1b[200~34\x1b[201~", b"1234"),
            (b"12\x1b34\x1b\x1b[A5", b"12345"),
            (b"\x1b]0;9\x1b[A12", b"12"),
            ("não 12\r\n".as_bytes(), "não 12\r\n".as_bytes()),
            (b"12\x1b[<0;3", b"12"),
        ] {
            let kept = without_sequences(text);
            assert_eq!(kept.as_slice(), expected, "{text:?}");
        }
    }
}
