//! What the bytes of a terminal mean: keys, and what is pasted.
//!
//! The toolkit has a reader of its own, but it lives in a thread, which every key has to wake and be handed over from,
//! and takes an `ESC` for a key when the rest of its sequence is late, as on a slow line. Here an `ESC` is held until
//! something follows or [`ESCAPE_WAITS`] is over. Nothing else is different: what `ESC P` and its like begin comes as the
//! key with Alt that it is, and [`crate::tui::stray`] tells whether it was one.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::VecDeque;
use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// How long an `ESC` may be the begin of something.
pub(super) const ESCAPE_WAITS: Duration = Duration::from_millis(50);
/// The most bytes of a sequence that are kept; no key has a longer one.
const LONGEST: usize = 64;
/// The most bytes of a paste that are kept.
const LONGEST_PASTE: usize = 1024 * 1024;

const ESC: u8 = 0x1b;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Bytes of a terminal, on their way to events.
#[derive(Default)]
pub(super) struct Decoder {
    /// What has begun and is not complete.
    held: Zeroizing<Vec<u8>>,
    pasted: Option<Paste>,
    events: VecDeque<Event>,
}

/// What is being pasted.
#[derive(Default)]
struct Paste {
    text: Zeroizing<Vec<u8>>,
    /// How many bytes of its end have come.
    ending: usize,
}

impl Paste {
    /// Takes a byte in; `true` when it was the last one.
    fn take(&mut self, byte: u8) -> bool {
        if PASTE_ENDS.get(self.ending) == Some(&byte) {
            self.ending += 1;
            return self.ending == PASTE_ENDS.len();
        }
        // What looked like the end was text; only its first byte can begin another one.
        let text = PASTE_ENDS.get(..self.ending).unwrap_or_default();
        self.ending = usize::from(byte == ESC);
        let last = (byte != ESC).then_some(byte);
        let room = LONGEST_PASTE.saturating_sub(self.text.len());
        self.text
            .extend(text.iter().copied().chain(last).take(room));
        false
    }
}

impl Decoder {
    /// The next event that is complete.
    pub(super) fn next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Whether something is held that is a key if nothing follows.
    pub(super) fn holds_key(&self) -> bool {
        self.pasted.is_none() && matches!(self.held.as_slice(), [ESC] | [ESC, b'[' | b'O'])
    }

    /// Nothing follows what is held.
    pub(super) fn give_up_waiting(&mut self) {
        if !self.holds_key() {
            return;
        }
        match self.held.get(1) {
            Some(letter) => self.press(KeyCode::Char(char::from(*letter)), KeyModifiers::ALT),
            None => self.press(KeyCode::Esc, KeyModifiers::NONE),
        }
        self.held.clear();
    }

    /// Takes in what was read.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let Some(pasted) = &mut self.pasted else {
                self.step(*byte);
                continue;
            };
            if pasted.take(*byte) {
                let text = String::from_utf8_lossy(&pasted.text).into_owned();
                self.events.push_back(Event::Paste(text));
                self.pasted = None;
            }
        }
    }

    fn step(&mut self, byte: u8) {
        if byte == ESC {
            // What was held is broken off; an `ESC` before another one was a key.
            self.give_up_waiting();
            self.held.zeroize();
            self.held.push(byte);
            return;
        }
        match self.held.as_slice() {
            [ESC] if byte == b'[' || byte == b'O' => self.held.push(byte),
            [ESC, b'O'] => {
                self.held.clear();
                self.end_short(byte);
            }
            // The console of Linux: `ESC [ [ A` is F1.
            [ESC, b'['] if byte == b'[' => self.held.push(byte),
            [ESC, b'[', b'['] => {
                self.held.clear();
                if let Some(nth) = byte.checked_sub(b'A').filter(|nth| *nth < 5) {
                    self.press(KeyCode::F(nth + 1), KeyModifiers::NONE);
                }
            }
            [ESC, b'[', ..] => self.in_control(byte),
            _ => self.in_text(byte),
        }
    }

    fn in_control(&mut self, byte: u8) {
        if !(0x40..=0x7e).contains(&byte) {
            if self.held.len() < LONGEST {
                self.held.push(byte);
            }
            return;
        }
        let parameters = self.held.get(2..).unwrap_or_default().to_vec();
        self.held.clear();
        if byte == b'~' && parameters == b"200" {
            self.pasted = Some(Paste::default());
        } else if let Some((code, modifiers)) = control(&parameters, byte) {
            self.press(code, modifiers);
        }
    }

    /// What follows `ESC O`.
    fn end_short(&mut self, byte: u8) {
        let code = cursor_key(byte).or_else(|| {
            let nth = byte.checked_sub(b'P').filter(|nth| *nth < 4)?;
            Some(KeyCode::F(nth + 1))
        });
        if let Some(code) = code {
            self.press(code, KeyModifiers::NONE);
        }
    }

    /// A byte of a character or a control key, perhaps after an `ESC`.
    fn in_text(&mut self, byte: u8) {
        self.held.push(byte);
        let alt = self.held.first() == Some(&ESC);
        let text = self.held.get(usize::from(alt)..).unwrap_or_default();
        let modifiers = if alt {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        match std::str::from_utf8(text) {
            Ok(text) => {
                let c = text.chars().next();
                self.held.zeroize();
                if let Some(c) = c {
                    self.press_char(c, modifiers);
                }
            }
            // A character that is not complete yet.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => self.held.zeroize(),
        }
    }

    fn press_char(&mut self, c: char, modifiers: KeyModifiers) {
        let control = |letter: u8| KeyCode::Char(char::from(letter));
        let (code, with) = match c {
            '\r' => (KeyCode::Enter, KeyModifiers::NONE),
            '\t' => (KeyCode::Tab, KeyModifiers::NONE),
            '\x7f' | '\x08' => (KeyCode::Backspace, KeyModifiers::NONE),
            '\0' => (KeyCode::Char(' '), KeyModifiers::CONTROL),
            '\x01'..='\x1a' => (control(b'`' + c as u8), KeyModifiers::CONTROL),
            '\x1c'..='\x1f' => (control(b'4' + c as u8 - 0x1c), KeyModifiers::CONTROL),
            c if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
            c => (KeyCode::Char(c), KeyModifiers::NONE),
        };
        self.press(code, modifiers | with);
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.events
            .push_back(Event::Key(KeyEvent::new(code, modifiers)));
    }
}

/// The key of a control sequence. Source: xterm's control sequences, "PC-Style Function Keys" and "VT220-Style Function
/// Keys".
fn control(parameters: &[u8], last: u8) -> Option<(KeyCode, KeyModifiers)> {
    let parameters = std::str::from_utf8(parameters).ok()?;
    let mut numbers = parameters.split(';').map(|number| match number {
        "" => Some(1),
        number => number.parse::<u8>().ok(),
    });
    // Replies begin with something that is no number.
    let first = numbers.next().flatten()?;
    let pressed = numbers.next().unwrap_or(Some(1))?;
    let code = match (last, first) {
        (b'Z', _) => KeyCode::BackTab,
        (b'~', nth) => numbered_key(nth)?,
        // Otherwise it is a reply: where the cursor is.
        (b'P'..=b'S', 1) => KeyCode::F(last - b'P' + 1),
        (_, 1) => cursor_key(last)?,
        _ => return None,
    };
    Some((code, modifiers(pressed)))
}

fn cursor_key(letter: u8) -> Option<KeyCode> {
    match letter {
        b'A' => Some(KeyCode::Up),
        b'B' => Some(KeyCode::Down),
        b'C' => Some(KeyCode::Right),
        b'D' => Some(KeyCode::Left),
        b'H' => Some(KeyCode::Home),
        b'F' => Some(KeyCode::End),
        _ => None,
    }
}

fn numbered_key(nth: u8) -> Option<KeyCode> {
    match nth {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => Some(KeyCode::F(nth - 10)),
        17..=21 => Some(KeyCode::F(nth - 11)),
        23 | 24 => Some(KeyCode::F(nth - 12)),
        _ => None,
    }
}

/// What is held down with a key: one more than a bit for each.
fn modifiers(pressed: u8) -> KeyModifiers {
    let bits = pressed.saturating_sub(1);
    [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ]
    .into_iter()
    .filter(|(bit, _)| bits & bit != 0)
    .fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(pieces: &[&[u8]]) -> Vec<Event> {
        let mut decoder = Decoder::default();
        for piece in pieces {
            decoder.feed(piece);
        }
        std::iter::from_fn(|| decoder.next()).collect()
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_are_what_terminals_send_for_them() {
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        for (bytes, code, modifiers) in [
            (&b"7"[..], KeyCode::Char('7'), none),
            (b"Z", KeyCode::Char('Z'), shift),
            ("ç".as_bytes(), KeyCode::Char('ç'), none),
            (b"\r", KeyCode::Enter, none),
            (b"\x7f", KeyCode::Backspace, none),
            (b"\x08", KeyCode::Backspace, none),
            (b"\x03", KeyCode::Char('c'), KeyModifiers::CONTROL),
            (b"\x1b_", KeyCode::Char('_'), KeyModifiers::ALT),
            ("\x1bã".as_bytes(), KeyCode::Char('ã'), KeyModifiers::ALT),
            (b"\x1b[A", KeyCode::Up, none),
            (b"\x1bOB", KeyCode::Down, none),
            (b"\x1b[1;2C", KeyCode::Right, shift),
            (
                b"\x1b[1;7D",
                KeyCode::Left,
                KeyModifiers::ALT | KeyModifiers::CONTROL,
            ),
            (b"\x1b[Z", KeyCode::BackTab, none),
            (b"\x1b[3~", KeyCode::Delete, none),
            (b"\x1b[H", KeyCode::Home, none),
            (b"\x1b[4~", KeyCode::End, none),
            (b"\x1bOQ", KeyCode::F(2), none),
            (b"\x1b[[C", KeyCode::F(3), none),
            (b"\x1b[15~", KeyCode::F(5), none),
            (b"\x1b[18~", KeyCode::F(7), none),
            (b"\x1b[24~", KeyCode::F(12), none),
            (b"\x1b[6;5~", KeyCode::PageDown, KeyModifiers::CONTROL),
        ] {
            let whole = decoded(&[bytes]);
            assert_eq!(whole, [key(code, modifiers)], "{bytes:?}");
            let apart: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(decoded(&apart), whole, "{bytes:?} byte by byte");
        }
    }

    #[test]
    fn an_escape_is_a_key_only_when_nothing_follows() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b");
        assert!(decoder.holds_key() && decoder.next().is_none());
        decoder.feed(b"[B");
        assert_eq!(decoder.next(), Some(key(KeyCode::Down, KeyModifiers::NONE)));
        decoder.feed(b"\x1b");
        decoder.give_up_waiting();
        assert_eq!(decoder.next(), Some(key(KeyCode::Esc, KeyModifiers::NONE)));
        decoder.feed(b"\x1b[");
        decoder.give_up_waiting();
        let alt = key(KeyCode::Char('['), KeyModifiers::ALT);
        assert_eq!(decoder.next(), Some(alt));
        decoder.feed(b"x");
        assert_eq!(
            decoder.next(),
            Some(key(KeyCode::Char('x'), KeyModifiers::NONE))
        );
        assert_eq!(
            decoded(&[b"\x1b\x1b[A"]),
            [
                key(KeyCode::Esc, KeyModifiers::NONE),
                key(KeyCode::Up, KeyModifiers::NONE)
            ]
        );
    }

    #[test]
    fn a_paste_comes_whole_whatever_is_in_it() {
        let pasted = |text: &str| Event::Paste(text.to_owned());
        let bytes = b"\x1b[200~12\r\n\x1b[A\x1b34\x1b[201~";
        assert_eq!(decoded(&[bytes]), [pasted("12\r\n\x1b[A\x1b34")]);
        let apart: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decoded(&apart), [pasted("12\r\n\x1b[A\x1b34")]);
        let long = [
            b"\x1b[200~".to_vec(),
            vec![b'7'; LONGEST_PASTE + 100],
            PASTE_ENDS.to_vec(),
            b"x".to_vec(),
        ];
        let events = decoded(&[&long.concat()]);
        assert_eq!(events.len(), 2, "the end is found although not all is kept");
    }

    #[test]
    fn replies_and_nonsense_are_no_keys() {
        for bytes in [
            &b"\x1b[?62;22c"[..],
            b"\x1b[12;40R",
            b"\x1b[<0;3;4M",
            b"\x1b[I",
            b"\x1b[201~",
            b"\x1b[99~",
            b"\xff\xfe",
        ] {
            assert_eq!(decoded(&[bytes]), [], "{bytes:?}");
        }
        let broken = decoded(&[b"\x1b[1;\x1b[B"]);
        assert_eq!(broken, [key(KeyCode::Down, KeyModifiers::NONE)]);
    }
}
