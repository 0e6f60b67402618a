//! What an answer may say beside the verdict of its call: the same in every answer, with the same consequence everywhere.

use super::{Captcha, Event};
use crate::domain::method::Waits;
use crate::domain::server_text::ServerText;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the answer to a call that acts says beside its verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyFacts {
    /// `WhatsApp` blocked the number.
    pub blocked: bool,
    /// How long to wait before the same is sent again.
    pub retry_after: RetryAfter,
    /// The word of the field `reason`.
    pub reason: Option<Reason>,
    /// The two-step PIN is wanted.
    pub pin_required: bool,
    /// The transfer must be accepted on the phone that holds the number.
    pub device_required: bool,
    /// A picture that must be answered first.
    pub captcha: Option<Captcha>,
    /// The service's own words.
    pub text: Option<ServerText>,
}

/// The waits that an answer names, whatever it says of its call: also beside a refusal, and where it does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerWaits {
    /// How long to wait before the same is sent again.
    pub retry_after: RetryAfter,
    /// How long each method is closed from the answer on.
    pub methods: Waits,
}

impl Default for AnswerWaits {
    /// None is named.
    fn default() -> Self {
        Self {
            retry_after: RetryAfter::Absent,
            methods: Waits::UNKNOWN,
        }
    }
}

impl Event {
    /// The waits that an answer names; none of any other event.
    pub(crate) fn waits(&self) -> AnswerWaits {
        if let Event::Replied { waits, .. } = self {
            return *waits;
        }
        AnswerWaits::default()
    }
}

/// How long to wait before the same is sent again, by the body or the header of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryAfter {
    /// Nothing is said, or that there is no wait.
    #[default]
    Absent,
    /// At least this long, counted from the answer; at most a year.
    After(Duration),
    /// Something is said that cannot be read, or is over a year.
    Unreadable,
}

impl RetryAfter {
    /// The wait, where it can be read.
    #[must_use]
    pub fn wait(self) -> Option<Duration> {
        match self {
            RetryAfter::After(wait) => Some(wait),
            RetryAfter::Absent | RetryAfter::Unreadable => None,
        }
    }

    /// Of two that one answer names, the one that holds: the longer wait, and a wait rather than one that cannot be read.
    #[must_use]
    pub fn or_longer(self, other: RetryAfter) -> RetryAfter {
        match (self, other) {
            (RetryAfter::After(one), RetryAfter::After(two)) => RetryAfter::After(one.max(two)),
            (known @ RetryAfter::After(_), _) | (RetryAfter::Unreadable, known) => {
                known.or_unreadable()
            }
            (RetryAfter::Absent, other) => other,
        }
    }

    fn or_unreadable(self) -> RetryAfter {
        match self {
            RetryAfter::Absent => RetryAfter::Unreadable,
            known @ (RetryAfter::After(_) | RetryAfter::Unreadable) => known,
        }
    }
}

/// What the word of the field `reason` means for what was sent. Words count there alone, and only where nothing else stands
/// in the field: a text that happens to hold one says nothing.
///
/// Source: the words that `WhatsApp`'s own app gets; that the service passes them on is a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The code or the PIN is wrong.
    Incorrect,
    /// The code is too old, or gone.
    Expired,
    /// It was sent too early, or too often.
    TooOften,
    /// This method does not reach the phone.
    NoRoute,
    /// The two-step PIN is wanted.
    PinWanted,
    /// What was sent cannot be right as it is.
    BadRequest,
    /// The service itself has to mend something.
    ServiceFault,
    /// `WhatsApp` blocked the number.
    Blocked,
    /// Not at present.
    Later,
    /// This account or number is not allowed to.
    NotAllowed,
    /// A word that is not known.
    Other,
}

impl Reason {
    /// What `word` means.
    #[must_use]
    pub fn of_word(word: &str) -> Reason {
        match word.trim().to_ascii_lowercase().as_str() {
            "mismatch" | "incorrect" | "wrong_code" => Reason::Incorrect,
            "stale" | "missing" | "code_expired" => Reason::Expired,
            "guessed_too_fast"
            | "too_many_guesses"
            | "too_many"
            | "too_recent"
            | "too_many_all_methods" => Reason::TooOften,
            "no_routes" | "next_method" | "provider_timeout" | "provider_unroutable" => {
                Reason::NoRoute
            }
            "security_code" | "second_code" => Reason::PinWanted,
            "bad_param" | "missing_param" | "format_wrong" | "length_short" | "length_long" => {
                Reason::BadRequest
            }
            "bad_token" | "old_version" => Reason::ServiceFault,
            "blocked" => Reason::Blocked,
            "temporarily_unavailable" | "reset_too_soon" | "limited_release" => Reason::Later,
            "biz_not_allowed" | "not_allowed" => Reason::NotAllowed,
            _ => Reason::Other,
        }
    }

    /// How long nothing more is sent where the answer names no wait; `None` where there is no need to wait.
    #[must_use]
    pub fn wait_without_one(self) -> Option<Duration> {
        match self {
            Reason::TooOften => Some(Duration::from_hours(24)),
            Reason::Later => Some(Duration::from_hours(1)),
            Reason::Incorrect
            | Reason::Expired
            | Reason::NoRoute
            | Reason::PinWanted
            | Reason::BadRequest
            | Reason::ServiceFault
            | Reason::Blocked
            | Reason::NotAllowed
            | Reason::Other => None,
        }
    }
}
