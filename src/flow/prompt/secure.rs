//! The questions that protect the account, after the number is connected.

use crate::domain::time::Deadline;
use crate::flow::event::EmailState;
use serde::Serialize;

/// Which of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecureStep {
    /// What is set, and what can be done.
    Overview(Shield),
    /// The e-mail address.
    Email,
    /// The code that was mailed.
    EmailCode {
        /// Wrong codes in this session.
        wrong: u32,
        /// A pause after several wrong codes.
        pause: Option<Deadline>,
    },
    /// The PIN to be set, twice.
    NewPin,
}

/// What protects the account, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shield {
    /// The e-mail address; `None` when it could not be read.
    pub email: Option<EmailState>,
    /// Whether a two-step PIN is set; `None` when it could not be read.
    pub pin: Option<bool>,
}

impl SecureStep {
    /// A name for the kind of question, the same in every language and version.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            SecureStep::Overview(_) => "secure",
            SecureStep::Email => "email",
            SecureStep::EmailCode { .. } => "email_code",
            SecureStep::NewPin => "new_pin",
        }
    }

    /// The pause after several wrong codes; `None` where there is none.
    #[must_use]
    pub fn pause(&self) -> Option<Deadline> {
        match self {
            SecureStep::EmailCode { pause, .. } => *pause,
            SecureStep::Overview(_) | SecureStep::Email | SecureStep::NewPin => None,
        }
    }

    /// Whether the answer is typed, not chosen.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        !matches!(self, SecureStep::Overview(_))
    }
}
