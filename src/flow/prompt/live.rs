//! A registration under way: what it waits for, and what watching it found.

use crate::domain::method::Method;
use crate::domain::phone::PhoneNumber;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{Cause, Failure, Outcome, Refusal};
use crate::flow::prompt::Station;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A registration under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// The number.
    pub number: PhoneNumber,
    /// The method that was asked for.
    pub asked: Method,
    /// The method that the service really used.
    pub used: Method,
    /// When the code was requested.
    pub requested: Timestamp,
    /// What is awaited next.
    pub awaiting: Awaiting,
    /// What was sent last and not answered; `None` when nothing is in doubt.
    pub unknown: Option<Act>,
}

/// What a registration under way waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaiting {
    /// The answer to a captcha.
    Captcha,
    /// The code.
    Code,
    /// The two-step PIN.
    Pin {
        /// Whether a confirmation on the phone was asked for as well.
        then: AfterPin,
    },
    /// The confirmation on the phone.
    Device,
    /// The final check.
    Verification,
}

impl Awaiting {
    /// The station that this belongs to.
    #[must_use]
    pub fn station(self) -> Station {
        match self {
            Awaiting::Captcha | Awaiting::Code => Station::Code,
            Awaiting::Pin { .. } | Awaiting::Device => Station::Security,
            Awaiting::Verification => Station::Connected,
        }
    }
}

/// What follows an accepted PIN, unless its answer says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterPin {
    /// The final check.
    Verification,
    /// The confirmation on the phone.
    Device,
}

/// A mail with a link by which the owner resets the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// When it was asked for.
    pub at: Timestamp,
    /// Whether the service said that it was sent.
    pub certainty: Certainty,
    /// What came instead of an answer; `None` when nothing did, or the answer is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Came>,
}

/// Whether the service said that something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It said so.
    Confirmed,
    /// Its answer was lost or does not tell.
    Lost,
}

/// A call whose outcome can stay unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The code request.
    RequestCode,
    /// Handing in what was read in the captcha.
    AnswerCaptcha,
    /// Handing in the code.
    ConfirmCode,
    /// Handing in the PIN.
    ConfirmPin,
    /// The transfer call.
    Transfer,
}

impl Act {
    pub(crate) fn station(self) -> Station {
        match self {
            Act::RequestCode => Station::Method,
            Act::AnswerCaptcha | Act::ConfirmCode => Station::Code,
            Act::ConfirmPin | Act::Transfer => Station::Security,
        }
    }
}

/// What came instead of an answer that tells what became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// A page, nothing or something unreadable, with this HTTP status.
    Status(u16),
    /// An answer that does not tell.
    Vague,
}

impl Came {
    /// What came, as far as anything did.
    pub(crate) fn of(outcome: &Outcome) -> Option<Self> {
        let Err(failure) = outcome else {
            return Some(Came::Vague);
        };
        if let Cause::ServerError(status, _) | Cause::NotUnderstood(status, _) = failure.cause() {
            return Some(Came::Status(*status));
        }
        None
    }
}

/// What polling knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollView {
    /// The last check; `None` before the first.
    pub last: Option<Checked>,
    /// When the next one is due; `None` while one is under way.
    pub next: Option<Deadline>,
    /// Since when one is under way; `None` while none is.
    pub asked: Option<Timestamp>,
}

/// One finished check of `/status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// When its answer came.
    pub at: Timestamp,
    /// What it was.
    pub finding: Finding,
    /// The service's own words beside it, where they say something else.
    pub text: Option<ServerText>,
}

/// What a check of `/status` found, when it did not find a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The service says: not connected yet.
    Pending,
    /// The service says: another instance or login took the number.
    TakenOver,
    /// The service says: connected, and which line it is could not be read.
    LineUnclear,
    /// The service answered something that does not tell.
    Unclear,
    /// The service could not be reached.
    Unreachable(Failure),
    /// The service wants fewer requests.
    Limited,
    /// The service refused the question.
    Refused(Refusal),
}

/// Nothing more is handed in for some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// Until when.
    pub until: Deadline,
    /// Whose pause it is.
    pub by: PausedBy,
}

impl Pause {
    /// From this on, a code whose field is shut is too old when it opens.
    const LONG: Duration = Duration::from_mins(10);

    /// Whether the service shut the field for so long that the way on is a new code, or a new PIN.
    #[must_use]
    pub fn is_long(self) -> bool {
        self.by == PausedBy::Service && self.until.wait >= Self::LONG
    }
}

/// Whose pause it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PausedBy {
    /// The program's own, after three wrong ones.
    ThreeWrong,
    /// The service wants nothing more before.
    Service,
}
