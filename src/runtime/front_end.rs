//! What the loop asks of a front end. The front end is handed the time; it never reads a clock.

use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Prompt, PromptId};
use std::future::Future;
use std::time::Duration;

/// Names one onboarding at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub u32);

/// One onboarding as a front end sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which one.
    pub session: SessionId,
    /// Its question.
    pub prompt: Prompt,
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
    /// The person leaves the program.
    Leave,
    /// The person suspends the program.
    Suspend,
    /// The person wants the other surface of this terminal, where there is one.
    Switch,
    /// There is nobody any more: the terminal is gone.
    Gone,
}

/// When it counts that somebody says that the customer accepted on the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Said after the phone was asked. What was written before cannot be what anybody saw.
    AfterAsked,
    /// Whenever it was written: the service is a simulated one on this machine.
    Anytime,
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
    fn show(&mut self, desk: &[Card], now: Timestamp) -> Result<Option<Duration>, Self::Error>;

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
