//! The ways in which WhatsApp can deliver a code, and how long each is closed.

use crate::domain::time::{Deadline, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a registration code travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A text message.
    Sms,
    /// A voice call that reads the code aloud.
    Voice,
    /// A pop-up in the WhatsApp app of the phone that holds the number.
    Popup,
}

impl Method {
    /// Every method, in the order of the board.
    pub const ALL: [Method; 3] = [Method::Sms, Method::Voice, Method::Popup];

    /// A name for it, the same in every language and version.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Method::Sms => "sms",
            Method::Voice => "voice",
            Method::Popup => "popup",
        }
    }
}

/// A wait as the service reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// The method may be asked at once.
    Now,
    /// The method opens after this long, counted from the answer.
    For(Duration),
    /// The service closed the method (it answers `-1`).
    Closed,
    /// The service did not say. Never the same as "now".
    Unknown,
    /// The service said something that cannot be read, or more than a year.
    Unreadable,
}

/// The three waits of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Waits {
    /// Text message.
    pub sms: Wait,
    /// Voice call.
    pub voice: Wait,
    /// App pop-up; `None` when this number is not eligible for it.
    pub popup: Option<Wait>,
}

impl Waits {
    /// Nothing was said about any wait.
    pub const UNKNOWN: Waits = Waits {
        sms: Wait::Unknown,
        voice: Wait::Unknown,
        popup: None,
    };

    /// The wait of `method`; `None` when the number is not eligible for it.
    #[must_use]
    pub fn of(&self, method: Method) -> Option<Wait> {
        match method {
            Method::Sms => Some(self.sms),
            Method::Voice => Some(self.voice),
            Method::Popup => self.popup,
        }
    }
}

/// Whether a method can be asked, as far as it is known at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// It may be asked.
    Open,
    /// It opens when the deadline has passed.
    Until(Deadline),
    /// The service closed it for this number.
    Closed,
    /// This number is not eligible for it.
    NotEligible,
    /// The wait is not known, so it stays shut until a fresh look.
    Unknown,
}

impl Lock {
    /// The lock at `now`: a deadline that has passed is open.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Lock {
        let over = |deadline: Deadline| deadline.remaining(now).is_none();
        if matches!(self, Lock::Until(deadline) if over(deadline)) {
            return Lock::Open;
        }
        self
    }

    /// The lock at `now`, shut at least until `deadline`. What is shut for another cause than time stays so.
    #[must_use]
    pub fn no_earlier_than(self, deadline: Option<Deadline>, now: Timestamp) -> Lock {
        match (self.at(now), deadline) {
            (Lock::Open, Some(deadline)) => Lock::Until(deadline).at(now),
            (Lock::Until(known), Some(deadline)) => Lock::Until(known.later(deadline, now)),
            (lock, _) => lock,
        }
    }

    /// Whether the method may be asked at `now`.
    #[must_use]
    pub fn is_open(self, now: Timestamp) -> bool {
        self.at(now) == Lock::Open
    }
}
