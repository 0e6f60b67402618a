//! Swallows a terminal's replies that come too late to be read by [`crate::tui::probe`].
//!
//! The toolkit's parser does not know strings. A late `ESC _ G … ESC \` reaches us as Alt+`_`, a key for each
//! character, and Alt+`\`; `ESC P` and `ESC ]` likewise, the latter perhaps ended by Ctrl-G. When a read ends
//! right after an `ESC`, that comes as the Esc key and the next character by itself. Complete control sequences
//! (`ESC [ ? … c`) it does know and keeps to itself.
//!
//! Nothing is held back, so nothing has to be released later: a key is swallowed or passed on at once. A sequence
//! is given up where it is clear that a person types: after a pause, at a key that no reply holds, at a
//! beginning that no reply has. Of typing, at most the key is lost that looked like the beginning.

use crate::domain::time::Timestamp;
use crate::tui::probe::LONGEST_WAIT;
use crate::tui::probe::replies::Cut;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::Duration;

/// The longest pause within a reply.
pub const LONGEST_PAUSE: Duration = Duration::from_millis(100);
/// The most characters of a reply.
pub const MOST_CHARS: usize = 4096;

/// The filter that events go through, in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stray {
    state: State,
    /// Characters since the reply began.
    count: usize,
    /// When the last key came, and how long the next may take if it is of the same reply.
    last: Option<(Timestamp, Duration)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// A person types.
    #[default]
    Typing,
    /// An Esc was passed on; its sequence may follow.
    AfterEsc,
    /// A string has begun, and what comes must be one of these.
    Opening(Opening),
    /// Within a string.
    String,
    /// After an Esc within a string.
    StringEsc,
    /// `[` after an Esc: a `?` must come.
    ControlOpening,
    /// Within a control sequence.
    Control,
}

/// What must come first in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// `G`: kitty's pictures.
    Application,
    /// `>`: the terminal's name.
    Device,
    /// `|` after that.
    DeviceName,
    /// A digit: a setting of the terminal.
    System,
}

impl Opening {
    fn of(letter: char) -> Option<Self> {
        match letter {
            '_' => Some(Self::Application),
            'P' => Some(Self::Device),
            ']' => Some(Self::System),
            _ => None,
        }
    }

    /// What follows when `c` is what must come.
    fn next(self, c: char) -> Option<State> {
        match (self, c) {
            (Self::Application, 'G') | (Self::DeviceName, '|') => Some(State::String),
            (Self::System, c) if c.is_ascii_digit() => Some(State::String),
            (Self::Device, '>') => Some(State::Opening(Self::DeviceName)),
            (Self::Application | Self::Device | Self::DeviceName | Self::System, _) => None,
        }
    }
}

impl Stray {
    /// The filter for what follows an asking that ended at `now`, perhaps within a reply. The rest of that reply
    /// may take as long as the line is slow, up to [`LONGEST_WAIT`].
    #[must_use]
    pub fn after(cut: Option<Cut>, now: Timestamp) -> Self {
        let state = match cut {
            None => State::Typing,
            Some(Cut::String) => State::String,
            Some(Cut::StringEnd) => State::StringEsc,
            Some(Cut::Control) => State::Control,
        };
        Self {
            state,
            count: 0,
            last: Some((now, LONGEST_WAIT)),
        }
    }

    /// Passes `event`, which came at `now`, on or swallows it. Only keys are ever swallowed.
    pub fn sift(&mut self, event: Event, now: Timestamp) -> Option<Event> {
        let key = match &event {
            Event::Key(key) if key.kind == KeyEventKind::Press => *key,
            // A person's doing; a paste comes whole and is never within a reply.
            Event::Paste(_) => {
                *self = Self::default();
                return Some(event);
            }
            Event::Key(_)
            | Event::FocusGained
            | Event::FocusLost
            | Event::Mouse(_)
            | Event::Resize(..) => return Some(event),
        };
        let paused = self
            .last
            .is_some_and(|(last, longest)| now.since(last) > longest);
        if paused || self.count >= MOST_CHARS {
            self.state = State::Typing;
        }
        self.last = Some((now, LONGEST_PAUSE));
        let (next, swallowed) = self.step(Sign::of(&key));
        self.count = match next {
            State::Typing | State::AfterEsc => 0,
            State::Opening(_)
            | State::String
            | State::StringEsc
            | State::ControlOpening
            | State::Control => self.count + 1,
        };
        self.state = next;
        (!swallowed).then_some(event)
    }

    /// What follows on a key, and whether it is swallowed.
    fn step(self, sign: Sign) -> (State, bool) {
        let swallowed = match (self.state, sign) {
            (State::String, Sign::Esc) => Some(State::StringEsc),
            (_, Sign::Esc) => return (State::AfterEsc, false),
            (State::Opening(opening), Sign::Char(c)) => opening.next(c),
            (State::String, Sign::Char(_)) => Some(State::String),
            (State::AfterEsc, Sign::Char('[')) => Some(State::ControlOpening),
            (State::ControlOpening, Sign::Char('?'))
            | (State::Control, Sign::Char('0'..='9' | ';')) => Some(State::Control),
            (State::String, Sign::Bell | Sign::Alt('\\'))
            | (State::StringEsc, Sign::Char('\\'))
            | (State::Control, Sign::Char('c')) => Some(State::Typing),
            (_, Sign::Alt(c)) | (State::AfterEsc | State::StringEsc, Sign::Char(c)) => {
                Opening::of(c).map(State::Opening)
            }
            (State::Typing | State::ControlOpening | State::Control, Sign::Char(_))
            | (_, Sign::Bell | Sign::Other) => None,
        };
        (swallowed.unwrap_or(State::Typing), swallowed.is_some())
    }
}

/// A key as the part of a reply that it could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Char(char),
    /// `ESC` and a character.
    Alt(char),
    Esc,
    /// Ctrl-G, the other end of a string.
    Bell,
    Other,
}

impl Sign {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "a foreign enum: no other key is part of a reply"
    )]
    fn of(key: &KeyEvent) -> Self {
        let without_shift = key.modifiers - KeyModifiers::SHIFT;
        let plain = without_shift.is_empty();
        match key.code {
            KeyCode::Char(c) if plain => Self::Char(c),
            KeyCode::Char(c) if without_shift == KeyModifiers::ALT => Self::Alt(c),
            KeyCode::Char('g') if without_shift == KeyModifiers::CONTROL => Self::Bell,
            KeyCode::Esc if plain => Self::Esc,
            _ => Self::Other,
        }
    }
}
