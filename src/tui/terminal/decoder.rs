//! What the bytes of a terminal mean: keys, and what is pasted.
//!
//! The toolkit has a reader of its own, but it lives in a thread, which every key has to wake and be handed over from,
//! and takes an `ESC` for a key when the rest of its sequence is late, as on a slow line. Here whatever has begun is held
//! until its end or its deadline, so nothing that a terminal sends by itself is typed, and nothing that it leaves unended
//! keeps keys back: [`Decoder::remaining`] says when [`Decoder::expire`] is due. What keeps to no shape vanishes whole.
//!
//! Promises, at any pace and wherever the bytes are cut: a Ctrl-C comes through at once, within a paste too; no byte of a
//! sequence, a reply or a report of the mouse is typed; no line end that was pasted is an Enter, not even behind a paste
//! whose end got lost.

mod keys;
mod paste;

use crate::domain::time::{Deadline, Timestamp};
use crate::runtime::input::sequence::{CTRL_C, ESC, Parameters, Sequence, Step, without_sequences};
use crate::tui::probe::LONGEST_WAIT;
use crate::tui::probe::replies::Cut;
use crate::tui::terminal::decoder::keys::{Meaning, meaning};
use crate::tui::terminal::decoder::paste::Paste;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::VecDeque;
use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// How long an `ESC` may be the beginning of something.
const ESCAPE_WAITS: Duration = Duration::from_millis(50);
/// The longest pause within any other sequence.
const SEQUENCE_WAITS: Duration = Duration::from_millis(100);
/// How long after it was given up the rest of a sequence, if it comes in one piece, is still known as that.
const REST_WITHIN: Duration = Duration::from_millis(500);
/// The longest pause within a paste.
const PASTE_WAITS: Duration = Duration::from_millis(500);
/// What follows a byte within this time was not typed by hand.
const BURST_WITHIN: Duration = Duration::from_millis(50);
/// A loop that comes this much later than a deadline takes what it finds for what came after it.
const LATE: Duration = Duration::from_millis(500);
/// The most bytes of a sequence that are kept; no key has a longer one.
const LONGEST: usize = 64;

/// What came.
#[cfg_attr(test, derive(Clone, Debug, PartialEq, Eq))]
pub(super) enum Decoded {
    /// A key, or a whole paste.
    Event(Event),
    /// A part of a paste whose end did not come in time.
    TornPaste(Zeroizing<String>),
}

/// Bytes of a terminal, on their way to events.
#[derive(Default)]
pub(super) struct Decoder {
    /// What has begun and is not complete, and its bytes.
    sequence: Option<Sequence>,
    held: Zeroizing<Vec<u8>>,
    pasted: Option<Paste>,
    torn: Torn,
    /// What came so far of such a rest.
    rest: Zeroizing<Vec<u8>>,
    /// A line end that is an Enter if nothing follows it.
    enter: bool,
    /// When what is held is given up.
    due: Option<Deadline>,
    /// What was given up.
    given_up: Option<GivenUp>,
    /// When the last bytes came.
    last: Option<Timestamp>,
    /// Whether the byte at hand came with no other around it.
    alone: bool,
    decoded: VecDeque<Decoded>,
}

/// Whether the end of a paste got lost.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Torn {
    #[default]
    No,
    /// It did, and nothing came since: what comes next is the rest of it.
    Fresh,
    /// It did: what comes in a burst may be the rest of it.
    Yes,
}

/// A sequence that was given up.
struct GivenUp {
    sequence: Sequence,
    held: Zeroizing<Vec<u8>>,
    /// How long the rest of it is known.
    until: Deadline,
}

impl Decoder {
    /// The next thing that is complete.
    pub(super) fn next(&mut self) -> Option<Decoded> {
        self.decoded.pop_front()
    }

    /// How long what is held may go on from `now`; `None` when nothing is held.
    pub(super) fn remaining(&self, now: Timestamp) -> Option<Duration> {
        let due = self.due?;
        Some(due.remaining(now).unwrap_or_default())
    }

    /// Goes on after an asking that ended at `now` within a reply. The rest of that reply may take as long as the line is
    /// slow, up to [`LONGEST_WAIT`].
    pub(super) fn resume_within(&mut self, cut: Cut, now: Timestamp) {
        // Its bytes are gone, so it means nothing, whatever ends it.
        self.held.zeroize();
        self.sequence = Some(match cut {
            Cut::String => Sequence::String,
            Cut::StringEnd => Sequence::StringEnd,
            Cut::Control => Sequence::Control(Parameters::Several),
        });
        self.due = Some(Deadline::after(now, LONGEST_WAIT));
    }

    /// Forgets what has begun to be typed, which was not meant for what is asked from here on. The rest of a paste is
    /// still known as such.
    pub(super) fn forget_typed(&mut self) {
        self.enter = false;
        if let Some(paste) = &mut self.pasted {
            let _text = paste.interrupt();
        }
    }

    /// Takes in what was read at `now`.
    pub(super) fn feed(&mut self, bytes: &[u8], now: Timestamp) {
        if bytes.is_empty() {
            return;
        }
        let came_late = |due: Deadline| now.since(due.from) >= due.wait + LATE;
        if self.due.is_some_and(came_late) {
            self.expire(now);
        }
        let before = self.last.replace(now);
        let quiet = before.is_none_or(|before| now.since(before) >= BURST_WITHIN);
        self.settle_enter(quiet);
        self.alone = quiet && bytes.len() == 1;
        self.take_up(bytes, now);
        for byte in bytes {
            self.take(*byte);
        }
        self.flush();
        if self.torn == Torn::Fresh {
            self.torn = Torn::Yes;
        }
        self.due = self.waits().map(|wait| Deadline::after(now, wait));
    }

    /// Gives up what is held, if nothing followed in time.
    pub(super) fn expire(&mut self, now: Timestamp) {
        if self.due.is_none_or(|due| due.remaining(now).is_some()) {
            return;
        }
        self.due = None;
        let until = Deadline::after(now, REST_WITHIN);
        self.settle_enter(true);
        if let Some(mut paste) = self.pasted.take() {
            self.torn = Torn::Fresh;
            self.push_torn(&paste.take_text());
            self.given_up = paste.begun_end().map(|(sequence, held)| GivenUp {
                sequence,
                held,
                until,
            });
        }
        if let Some(sequence) = self.sequence.take() {
            self.escape_alone(sequence);
            let held = std::mem::take(&mut self.held);
            self.given_up = Some(GivenUp {
                sequence,
                held,
                until,
            });
        }
    }

    fn waits(&self) -> Option<Duration> {
        match self.sequence {
            _ if self.pasted.is_some() => Some(PASTE_WAITS),
            Some(Sequence::Escape) => Some(ESCAPE_WAITS),
            Some(_) => Some(SEQUENCE_WAITS),
            None => self.enter.then_some(BURST_WITHIN),
        }
    }

    /// Takes a sequence up again that was given up, when this is the rest of it.
    fn take_up(&mut self, bytes: &[u8], now: Timestamp) {
        let Some(given_up) = self.given_up.take() else {
            return;
        };
        let in_time = given_up.until.remaining(now).is_some();
        // One byte is what a person types.
        if in_time && bytes.len() > 1 && given_up.sequence.is_ended_by(bytes) {
            self.sequence = Some(given_up.sequence);
            self.held = given_up.held;
        }
    }

    fn take(&mut self, byte: u8) {
        let Some(paste) = &mut self.pasted else {
            return self.step(byte);
        };
        if byte == CTRL_C {
            let text = paste.interrupt();
            self.push_torn(&text);
            self.plain(byte);
        } else if paste.take(byte) {
            let was_torn = paste.is_torn();
            let text = paste.take_text();
            self.pasted = None;
            if was_torn {
                self.push_torn(&text);
            } else {
                let text = String::from_utf8_lossy(&without_sequences(&text)).into_owned();
                self.decoded.push_back(Decoded::Event(Event::Paste(text)));
            }
        }
    }

    fn step(&mut self, byte: u8) {
        let Some(sequence) = self.sequence else {
            return self.begin(byte);
        };
        match sequence.step(byte) {
            Step::Held(next) => {
                self.hold(byte);
                self.sequence = Some(next);
            }
            Step::Complete => {
                self.hold(byte);
                self.complete(sequence);
            }
            Step::Through(rest) => {
                self.sequence = rest;
                self.plain(byte);
            }
            Step::Broken => {
                self.escape_alone(sequence);
                self.begin(byte);
            }
            Step::BrokenByEscape => {
                self.begin(ESC);
                self.step(byte);
            }
        }
    }

    fn begin(&mut self, byte: u8) {
        self.held.zeroize();
        self.sequence = Sequence::begun_by(byte);
        if self.sequence.is_some() {
            self.hold(byte);
        } else if byte.is_ascii() {
            self.plain(byte);
        }
    }

    fn hold(&mut self, byte: u8) {
        if self.held.len() < LONGEST {
            self.held.push(byte);
        }
    }

    /// An `ESC` that nothing followed was a key.
    fn escape_alone(&mut self, sequence: Sequence) {
        if sequence == Sequence::Escape {
            self.press(KeyCode::Esc, KeyModifiers::NONE);
        }
    }

    fn complete(&mut self, sequence: Sequence) {
        self.sequence = None;
        let held = std::mem::take(&mut self.held);
        match sequence {
            // A letter held down with Alt is no key here.
            Sequence::Character(_) if held.first() == Some(&ESC) => {}
            Sequence::Character(_) if self.in_rest() => self.rest.extend_from_slice(&held),
            Sequence::Character(_) => {
                let text = std::str::from_utf8(&held).unwrap_or_default();
                text.chars().for_each(|c| self.press_char(c));
            }
            Sequence::Single | Sequence::Control(_) | Sequence::Console if held.len() < LONGEST => {
                self.follow(meaning(&held));
            }
            Sequence::Escape
            | Sequence::Single
            | Sequence::Control(_)
            | Sequence::Console
            | Sequence::Mouse { .. }
            | Sequence::String
            | Sequence::StringEnd => {}
        }
    }

    fn follow(&mut self, meaning: Option<Meaning>) {
        match meaning {
            None => {}
            Some(Meaning::Key(code, modifiers)) => self.press(code, modifiers),
            Some(Meaning::PasteBegins) => {
                self.flush();
                self.torn = Torn::No;
                self.pasted = Some(Paste::default());
            }
            Some(Meaning::PasteEnds) => {
                self.flush();
                self.torn = Torn::No;
            }
        }
    }

    /// Whether what comes is the rest of a paste whose end got lost.
    fn in_rest(&self) -> bool {
        match self.torn {
            Torn::No => false,
            Torn::Fresh => true,
            Torn::Yes => !self.alone,
        }
    }

    /// A byte that is no part of a sequence.
    fn plain(&mut self, byte: u8) {
        match byte {
            b'\r' | b'\n' | b'\t' | b' '..=b'~' if self.in_rest() => self.rest.push(byte),
            b'\r' | b'\n' if self.torn == Torn::Yes => self.enter = true,
            b'\n' if self.alone => self.press(KeyCode::Enter, KeyModifiers::NONE),
            b'\n' => {}
            byte => self.press_char(char::from(byte)),
        }
    }

    /// A line end behind a torn paste was an Enter if it stayed alone, and else a part of the rest.
    fn settle_enter(&mut self, stayed_alone: bool) {
        if !std::mem::take(&mut self.enter) {
            return;
        }
        if stayed_alone {
            self.press(KeyCode::Enter, KeyModifiers::NONE);
        } else {
            self.rest.push(b'\n');
        }
    }

    fn press_char(&mut self, c: char) {
        let control = |letter: u8| KeyCode::Char(char::from(letter));
        let (code, modifiers) = match c {
            '\r' => (KeyCode::Enter, KeyModifiers::NONE),
            '\t' => (KeyCode::Tab, KeyModifiers::NONE),
            '\x7f' | '\x08' => (KeyCode::Backspace, KeyModifiers::NONE),
            '\0' => (KeyCode::Char(' '), KeyModifiers::CONTROL),
            '\x01'..='\x1a' => (control(b'`' + c as u8), KeyModifiers::CONTROL),
            '\x1c'..='\x1f' => (control(b'4' + c as u8 - 0x1c), KeyModifiers::CONTROL),
            c if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
            c => (KeyCode::Char(c), KeyModifiers::NONE),
        };
        self.press(code, modifiers);
    }

    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.flush();
        let key = Event::Key(KeyEvent::new(code, modifiers));
        self.decoded.push_back(Decoded::Event(key));
    }

    /// Hands on what came of the rest of a paste.
    fn flush(&mut self) {
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            self.push_torn(&rest);
        }
    }

    fn push_torn(&mut self, text: &[u8]) {
        let text = without_sequences(text);
        if !text.is_empty() {
            let text = Zeroizing::new(String::from_utf8_lossy(&text).into_owned());
            self.decoded.push_back(Decoded::TornPaste(text));
        }
    }
}

#[cfg(test)]
mod tests;
