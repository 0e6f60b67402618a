//! The calls that read and change what protects the account.

use super::Checkpoint;
use crate::domain::codes::Pin;
use crate::domain::email::{Email, VerificationCode};
use crate::flow::prompt::Doing;

/// A request about what protects the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityCall {
    /// Reads the account's e-mail address.
    ReadEmail,
    /// Reads whether a two-step PIN is set.
    ReadPin,
    /// Sets the e-mail address.
    SetEmail(Email),
    /// Hands in the code that was mailed to it.
    VerifyEmail(VerificationCode),
    /// Sets the two-step PIN.
    SetPin(Pin),
}

impl SecurityCall {
    /// What it does, for whoever is shown it.
    #[must_use]
    pub fn doing(&self) -> Doing {
        match self {
            SecurityCall::ReadEmail | SecurityCall::ReadPin => Doing::ReadingSecurity,
            SecurityCall::SetEmail(_) => Doing::SettingEmail,
            SecurityCall::VerifyEmail(_) => Doing::VerifyingEmail,
            SecurityCall::SetPin(_) => Doing::SettingPin,
        }
    }

    /// The record that must precede it; `None` for one that only reads.
    #[must_use]
    pub fn announcement(&self, nth: u32) -> Option<Checkpoint> {
        match self {
            SecurityCall::ReadEmail | SecurityCall::ReadPin => None,
            SecurityCall::SetEmail(_) => Some(Checkpoint::EmailSubmitted { nth }),
            SecurityCall::VerifyEmail(_) => Some(Checkpoint::EmailCodeSubmitted { nth }),
            SecurityCall::SetPin(_) => Some(Checkpoint::NewPinSubmitted { nth }),
        }
    }
}
