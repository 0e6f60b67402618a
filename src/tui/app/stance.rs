//! Where somebody stands who is at the keys: what is asked, what is focused, and how far typing has come. Whoever plays
//! the demo looks at this, as a person looks at the screen. No text leaves a field: it can only be compared.

use crate::domain::time::Timestamp;
use crate::flow::prompt::Prompt;
use crate::runtime::front_end::SessionId;
use crate::tui::app::{App, Shown};
use crate::tui::screen::{Focus, Screen};
use std::time::Duration;

/// Where somebody stands.
#[derive(Clone, Copy)]
pub struct Stance<'a> {
    session: SessionId,
    prompt: &'a Prompt,
    screen: &'a Screen,
}

/// A place that can be focused. They lie in this order on the screen, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A field.
    Field(usize),
    /// The button under the fields.
    Submit,
    /// An offer.
    Offer(usize),
}

/// What stands in a field, beside what is wanted there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// So many of the first characters of what is wanted.
    Part(usize),
    /// All of it.
    Whole,
    /// Something else.
    Other,
}

impl Stance<'_> {
    /// Whose question it is.
    #[must_use]
    pub fn session(&self) -> SessionId {
        self.session
    }

    /// The question.
    #[must_use]
    pub fn prompt(&self) -> &Prompt {
        self.prompt
    }

    /// What is focused.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.screen.focus {
            Focus::Field(at) => Place::Field(at),
            Focus::Submit => Place::Submit,
            Focus::Offer(at) => Place::Offer(at),
        }
    }

    /// How many fields there are.
    #[must_use]
    pub fn fields(&self) -> usize {
        self.screen.fields.len()
    }

    /// What stands in a field.
    #[must_use]
    pub fn typed(&self, field: usize, wanted: &str) -> Typed {
        let Some(field) = self.screen.fields.get(field) else {
            return Typed::Other;
        };
        if field.is_held() {
            return Typed::Other;
        }
        if field.text() == wanted {
            return Typed::Whole;
        }
        let rest = wanted.strip_prefix(field.text());
        let at_its_end = field.before_caret().len() == field.text().len();
        match rest.filter(|_| at_its_end) {
            Some(_) => Typed::Part(field.text().chars().count()),
            None => Typed::Other,
        }
    }

    /// Whether this is one of the ready-made texts, which a key brings.
    #[must_use]
    pub fn is_ready_made(&self, text: &str) -> bool {
        self.screen.templates.iter().any(|known| known == text)
    }

    /// In how long what was typed will be handed in by itself; `None` when it will not.
    #[must_use]
    pub fn hands_in(&self, now: Timestamp) -> Option<Duration> {
        self.screen.leaves_in(now)
    }
}

impl App {
    /// Where somebody stands; `None` while there is no question.
    #[must_use]
    pub fn stance(&self) -> Option<Stance<'_>> {
        let shown: &Shown = self.shown.as_ref()?;
        Some(Stance {
            session: shown.session,
            prompt: &shown.prompt,
            screen: &shown.screen,
        })
    }
}
