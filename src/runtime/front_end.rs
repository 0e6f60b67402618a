//! What the loop asks of a front end. The front end is handed the time; it never reads a clock.
//!
//! One onboarding at a time is looked at; of the others the roster says how they are doing.

use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Prompt, PromptId};
pub use crate::roster::SessionId;
use crate::roster::{Arrangement, Roster};
use std::collections::BTreeSet;
use std::future::Future;
use std::time::Duration;

/// One onboarding as a front end sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which one.
    pub session: SessionId,
    /// Its question.
    pub prompt: Prompt,
}

/// The desk as a front end sees it.
#[derive(Clone, Copy)]
pub struct DeskView<'d> {
    card: Option<&'d Card>,
    roster: Option<&'d Roster>,
    changed: &'d BTreeSet<SessionId>,
    news: &'d [SessionId],
    cards: Option<&'d dyn Fn(SessionId) -> Option<Card>>,
    names: Option<&'d dyn Fn(SessionId) -> Option<String>>,
    simulated: bool,
}

/// No onboarding.
static NONE: BTreeSet<SessionId> = BTreeSet::new();

impl<'d> DeskView<'d> {
    /// A desk with one onboarding.
    #[must_use]
    pub fn alone(card: &'d Card) -> Self {
        Self {
            card: Some(card),
            roster: None,
            changed: &NONE,
            news: &[],
            cards: None,
            names: None,
            simulated: false,
        }
    }

    /// A desk on which `card` is looked at; `changed` are those that changed since it was shown last, and `news` those
    /// of them of which somebody who looks elsewhere is to be told.
    #[must_use]
    pub fn new(
        card: Option<&'d Card>,
        roster: &'d Roster,
        (changed, news): (&'d BTreeSet<SessionId>, &'d [SessionId]),
        cards: &'d dyn Fn(SessionId) -> Option<Card>,
    ) -> Self {
        Self {
            card,
            roster: Some(roster),
            changed,
            news,
            cards: Some(cards),
            names: None,
            simulated: false,
        }
    }

    /// The same desk, whose onboardings are written down under these names.
    #[must_use]
    pub fn named(self, names: &'d dyn Fn(SessionId) -> Option<String>) -> Self {
        Self {
            names: Some(names),
            ..self
        }
    }

    /// The name that an onboarding is written down under; `None` before it has a number to itself.
    #[must_use]
    pub fn onboarding(&self, session: SessionId) -> Option<String> {
        self.names.and_then(|names| names(session))
    }

    /// The same desk, at a service that has said of itself whether it is a simulated one.
    #[must_use]
    pub fn simulated(self, simulated: bool) -> Self {
        Self { simulated, ..self }
    }

    /// Whether every answer so far said that a simulator on this machine gave it; `false` before the first one.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.simulated
    }

    /// The onboarding that is looked at; `None` on an empty desk.
    #[must_use]
    pub fn first(&self) -> Option<&'d Card> {
        self.card
    }

    /// How all are doing; `None` where there are never others.
    #[must_use]
    pub fn roster(&self) -> Option<&'d Roster> {
        self.roster
    }

    /// The same, where there are others.
    #[must_use]
    pub fn others(&self) -> Option<&'d Roster> {
        self.roster.filter(|roster| roster.len() > 1)
    }

    /// Those that changed since the desk was shown last.
    #[must_use]
    pub fn changed(&self) -> &'d BTreeSet<SessionId> {
        self.changed
    }

    /// Those that came to something of which somebody who looks elsewhere is to be told.
    #[must_use]
    pub fn news(&self) -> &'d [SessionId] {
        self.news
    }

    /// Any onboarding, as it is.
    #[must_use]
    pub fn card(&self, session: SessionId) -> Option<Card> {
        match self.cards {
            Some(cards) => cards(session),
            None => self.card.filter(|card| card.session == session).cloned(),
        }
    }
}

/// What the person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing that concerns anybody but the front end.
    Nothing,
    /// A prompt was answered.
    Answered {
        /// Whose.
        session: SessionId,
        /// The prompt that was shown when the answer was given.
        prompt: PromptId,
        /// What was said.
        answer: Answer,
    },
    /// The person wants to look at this onboarding.
    Look(SessionId),
    /// The person wants another number on the desk.
    New,
    /// The person wants an onboarding that came to a stop to begin anew.
    Retry(SessionId),
    /// The person sets an onboarding aside, or takes it back.
    SetAside(SessionId),
    /// The person wants to see the roster in another way.
    Arrange(Arrangement),
    /// The person leaves the program.
    Leave,
    /// The person suspends the program.
    Suspend,
    /// The person wants the other surface of this terminal, where there is one.
    Switch,
    /// There is nobody any more: the terminal is gone.
    Gone,
}

/// Which changes a front end wants to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Those of the onboarding that is looked at and of the roster.
    Looked,
    /// Those of all onboardings.
    All,
}

/// When it counts that somebody says that the customer accepted on the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Said after the phone was asked: what was written before cannot be what anybody saw. Until the service has
    /// identified itself as a simulated one.
    AfterAsked,
    /// Whenever it was written: the service is this program's own simulator.
    Anytime,
}

impl Acceptance {
    /// Whether what was written before the question does not count, at a service that is `simulated` or not.
    #[must_use]
    pub fn is_guarded(self, simulated: bool) -> bool {
        self == Acceptance::AfterAsked && !simulated
    }
}

/// What was typed at a question and not handed in, on its way from one surface of a terminal to the other.
#[derive(Clone, Debug, Default)]
pub struct HalfTyped {
    /// The question, by its name; empty for none.
    pub question: String,
    /// The text of each field; `None` where nothing was typed.
    pub texts: Vec<Option<Secret>>,
}

/// A surface on which prompts are shown and answered.
pub trait FrontEnd {
    /// Why the surface cannot go on.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Shows the desk as it is at `now`; says when what it shows will change by itself, if it will.
    ///
    /// # Errors
    /// The surface cannot be written to.
    fn show(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> Result<Option<Duration>, Self::Error>;

    /// Which changes it wants to be shown.
    fn follows(&self) -> Follows {
        Follows::Looked
    }

    /// Waits until there is something to [`FrontEnd::hear`]. Can be dropped at any point without loss.
    fn input(&mut self) -> impl Future<Output = Result<(), Self::Error>>;

    /// Takes in what was typed, up to the first thing that concerns the desk. To be called again until it
    /// says [`Heard::Nothing`].
    fn hear(&mut self, now: Timestamp) -> Heard;

    /// Gives the terminal back for as long as the process is stopped.
    ///
    /// # Errors
    /// The surface cannot be restored.
    fn suspend(&mut self) -> Result<(), Self::Error>;

    /// Takes the terminal again; everything is to be shown anew.
    ///
    /// # Errors
    /// The surface cannot be taken again.
    fn resume(&mut self) -> Result<(), Self::Error>;
}
