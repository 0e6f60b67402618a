//! Tells a terminal's replies from what is typed between them, byte by byte.

use crate::tui::probe::Answer;

/// The most bytes of one sequence that are kept. The rest is dropped; what is longer than this is no reply of use.
const MOST_KEPT: usize = 4096;
/// The most characters of a terminal's name.
const LONGEST_NAME: usize = 64;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// A reply whose beginning came in time and whose end did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Within a string, which ends with `ESC \`.
    String,
    /// Right after the `ESC` that ends a string: a `\` is missing.
    StringEnd,
    /// Within a control sequence, which ends with a letter.
    Control,
}

/// The replies to [`crate::tui::probe::QUESTIONS`] so far.
#[derive(Clone, Debug, Default)]
pub struct Replies {
    state: State,
    /// The sequence that is being read, as it came.
    raw: Vec<u8>,
    typed: Vec<u8>,
    kitty: bool,
    name: Option<String>,
    progress: Progress,
    /// Within a bracketed paste there are no replies.
    pasting: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Progress {
    /// No reply has begun.
    #[default]
    Silent,
    /// A reply has begun.
    Begun,
    /// The last question was answered.
    Complete,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Between sequences.
    #[default]
    Ground,
    /// After an escape.
    Escape,
    /// After `ESC [`.
    Control,
    /// After `ESC` and the letter of a string, until it is certain that it is a reply.
    Opening(Kind),
    /// Within a reply's string.
    String(Kind),
    /// After an escape within a reply's string.
    StringEscape(Kind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `ESC _ G`: kitty's replies.
    Application,
    /// `ESC P > |`: the name.
    Device,
    /// `ESC ]` and a digit: nothing that was asked for.
    System,
}

impl Kind {
    fn of(letter: u8) -> Option<Self> {
        match letter {
            b'_' => Some(Self::Application),
            b'P' => Some(Self::Device),
            b']' => Some(Self::System),
            _ => None,
        }
    }

    /// What `inside` the string says: `Some(true)` it is a reply, `Some(false)` it is none.
    fn is_reply(self, inside: &[u8]) -> Option<bool> {
        match (self, inside) {
            (_, []) => None,
            (Self::Application, [first, ..]) => Some(*first == b'G'),
            (Self::System, [first, ..]) => Some(first.is_ascii_digit()),
            (Self::Device, [first]) if *first == b'>' => None,
            (Self::Device, inside) => Some(inside.starts_with(b">|")),
        }
    }
}

impl Replies {
    /// Takes in what was read. All that follows the last reply is typing.
    pub fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.is_complete() {
                self.typed.push(*byte);
            } else {
                self.step(*byte);
            }
        }
    }

    /// Whether the last question was answered, which every terminal answers.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.progress == Progress::Complete
    }

    /// Whether any reply has come, or begun to.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.progress != Progress::Silent
    }

    /// What was said and typed. A sequence that has only begun is typing, unless it can only be a reply.
    #[must_use]
    pub fn into_answer(mut self) -> Answer {
        let cut = match self.state {
            State::String(_) => Some(Cut::String),
            State::StringEscape(_) => Some(Cut::StringEnd),
            State::Control if self.raw.starts_with(b"\x1b[?") => Some(Cut::Control),
            State::Ground | State::Escape | State::Control | State::Opening(_) => None,
        };
        if cut.is_none() {
            self.typed.append(&mut self.raw);
        }
        Answer {
            kitty: self.kitty,
            name: self.name,
            is_whole: self.progress == Progress::Complete,
            round_trip: None,
            typed: self.typed,
            cut,
        }
    }

    fn step(&mut self, byte: u8) {
        match self.state {
            State::Ground if byte == ESC => self.open(),
            State::Ground => self.typed.push(byte),
            State::Escape => self.after_escape(byte),
            State::Control => self.in_control(byte),
            State::Opening(kind) => self.in_opening(kind, byte),
            State::String(kind) => match byte {
                ESC => self.state = State::StringEscape(kind),
                BEL if kind == Kind::System => self.end_string(kind),
                _ => self.keep(byte),
            },
            State::StringEscape(kind) if byte == b'\\' => self.end_string(kind),
            // The string was broken off, and this is the second byte of something else.
            State::StringEscape(_) => {
                self.open();
                self.after_escape(byte);
            }
        }
    }

    fn open(&mut self) {
        self.raw.clear();
        self.raw.push(ESC);
        self.state = State::Escape;
    }

    fn after_escape(&mut self, byte: u8) {
        if byte == ESC {
            // The first one was a key.
            self.typed.push(ESC);
            return;
        }
        self.raw.push(byte);
        match Kind::of(byte).filter(|_| !self.pasting) {
            _ if byte == b'[' => self.state = State::Control,
            Some(kind) => self.state = State::Opening(kind),
            None => self.as_typed(),
        }
    }

    fn in_control(&mut self, byte: u8) {
        if byte == ESC {
            self.as_typed();
            self.open();
            return;
        }
        self.raw.push(byte);
        let parameters = (0x20..=0x3f).contains(&byte);
        if parameters && self.raw.len() < MOST_KEPT {
            return;
        }
        match self.raw.as_slice() {
            b"\x1b[200~" => self.pasting = true,
            b"\x1b[201~" => self.pasting = false,
            [_, _, b'?', .., b'c'] if !self.pasting => {
                self.progress = Progress::Complete;
                self.raw.clear();
            }
            _ => {}
        }
        self.as_typed();
    }

    fn in_opening(&mut self, kind: Kind, byte: u8) {
        if byte == ESC {
            self.as_typed();
            self.open();
            return;
        }
        self.raw.push(byte);
        match kind.is_reply(self.raw.get(2..).unwrap_or_default()) {
            None => {}
            Some(true) => {
                self.progress = Progress::Begun;
                self.state = State::String(kind);
            }
            Some(false) => self.as_typed(),
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.raw.len() < MOST_KEPT {
            self.raw.push(byte);
        }
    }

    fn end_string(&mut self, kind: Kind) {
        let inside = self.raw.get(2..).unwrap_or_default();
        match kind {
            Kind::Application => {
                let status = inside.strip_prefix(b"Gi=31;");
                self.kitty |= status.is_some_and(|status| status.starts_with(b"OK"));
            }
            Kind::Device => {
                let name = String::from_utf8_lossy(inside.get(2..).unwrap_or_default());
                let printable = name.chars().filter(|c| !c.is_control());
                self.name = Some(printable.take(LONGEST_NAME).collect());
            }
            Kind::System => {}
        }
        self.raw.clear();
        self.state = State::Ground;
    }

    /// What was read of the sequence is no reply.
    fn as_typed(&mut self) {
        self.typed.append(&mut self.raw);
        self.state = State::Ground;
    }
}
