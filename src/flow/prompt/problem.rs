//! What stands in the way: stops, problems with an answer, and calls under way.

use crate::domain::codes::DigitsError;
use crate::domain::credentials::{CredentialError, PartnerTokenError};
use crate::domain::email::EmailError;
use crate::domain::keeper::Keeper;
use crate::domain::method::Lock;
use crate::domain::phone::NumberError;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{DeviceReply, Failure, Reason, Refusal};
use crate::flow::prompt::{Came, Certainty};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Why the onboarding stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Halt {
    /// The number cannot be registered at present; perhaps again at the deadline.
    Unavailable {
        /// The service's own words.
        reason: Option<ServerText>,
        /// When a fresh look makes sense.
        look_again: Deadline,
    },
    /// WhatsApp banned the number and an appeal is possible.
    Banned(Option<ServerText>),
    /// WhatsApp looks at an appeal.
    InReview {
        /// The service's own words.
        text: Option<ServerText>,
        /// When it was filed.
        since: Timestamp,
        /// Whether the service said that it has it.
        certainty: Certainty,
        /// What came instead of an answer; `None` when nothing did, or the answer is certain.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        came: Option<Came>,
        /// When a fresh look makes sense.
        look_again: Deadline,
    },
    /// WhatsApp blocked the number for some time.
    Blocked {
        /// The service's own words.
        reason: Option<ServerText>,
        /// The wait that the service named.
        until: Option<Deadline>,
        /// When a fresh look makes sense.
        look_again: Deadline,
    },
    /// The service declined the code request without saying why.
    RequestDeclined {
        /// The service's own words.
        text: Option<ServerText>,
        /// When a fresh look makes sense.
        look_again: Deadline,
    },
    /// The service answered the code request in a way that nobody documented.
    UnknownAnswer {
        /// Its answer.
        refusal: Refusal,
        /// When a fresh look makes sense.
        look_again: Deadline,
    },
    /// Another number than the one asked for is connected.
    WrongNumber(DeviceReply),
}

impl Halt {
    /// The shortest time after which one may look at a blocked, declined or banned number again.
    ///
    /// Source: people report that a block lifts after one to six hours.
    const LOOK_AFTER: Duration = Duration::from_hours(1);

    /// A block that was told at `now`, with the wait that the service named.
    #[must_use]
    pub fn blocked(reason: Option<ServerText>, wait: Option<Duration>, now: Timestamp) -> Self {
        let look_again = wait.unwrap_or_default().max(Self::LOOK_AFTER);
        Halt::Blocked {
            reason,
            until: wait.map(|wait| Deadline::after(now, wait)),
            look_again: Deadline::after(now, look_again),
        }
    }

    /// A code request that was declined at `now` without a cause.
    #[must_use]
    pub fn declined(text: Option<ServerText>, now: Timestamp) -> Self {
        Halt::RequestDeclined {
            text,
            look_again: Deadline::after(now, Self::LOOK_AFTER),
        }
    }

    /// An undocumented answer to the code request, come at `now`.
    #[must_use]
    pub fn unknown_answer(refusal: Refusal, now: Timestamp) -> Self {
        Halt::UnknownAnswer {
            refusal,
            look_again: Deadline::after(now, Self::LOOK_AFTER),
        }
    }

    /// The same appeal, filed at another moment than it was heard of.
    #[must_use]
    pub fn filed_at(self, filed: Timestamp) -> Self {
        match self {
            Halt::InReview {
                text,
                certainty,
                came,
                look_again,
                ..
            } => Halt::InReview {
                text,
                since: filed,
                certainty,
                came,
                look_again,
            },
            other @ (Halt::Unavailable { .. }
            | Halt::Banned(_)
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. }
            | Halt::WrongNumber(_)) => other,
        }
    }

    /// When a fresh look makes sense; `None` when no time does.
    #[must_use]
    pub fn look_again(&self) -> Option<Deadline> {
        match self {
            Halt::Unavailable { look_again, .. }
            | Halt::InReview { look_again, .. }
            | Halt::Blocked { look_again, .. }
            | Halt::RequestDeclined { look_again, .. }
            | Halt::UnknownAnswer { look_again, .. } => Some(*look_again),
            Halt::Banned(_) | Halt::WrongNumber(_) => None,
        }
    }

    /// An appeal that was sent at `now`; `came` is what came instead of an answer.
    pub(crate) fn perhaps_in_review(
        text: Option<ServerText>,
        came: Option<Came>,
        now: Timestamp,
    ) -> Self {
        Halt::InReview {
            text,
            since: now,
            certainty: Certainty::Lost,
            came,
            look_again: Deadline::after(now, Self::LOOK_AFTER),
        }
    }

    /// An appeal that was filed at `now`.
    #[must_use]
    pub fn in_review(text: Option<ServerText>, certainty: Certainty, now: Timestamp) -> Self {
        Halt::InReview {
            text,
            since: now,
            certainty,
            came: None,
            look_again: Deadline::after(now, Self::LOOK_AFTER),
        }
    }
}

/// Why a text is no appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealError {
    /// Nothing was written.
    Empty,
    /// It is too long; holds its characters.
    TooLong(usize),
}

impl AppealError {
    /// The most characters of an appeal. The vendor names no limit; this one keeps a mistaken paste out.
    pub const MAX_CHARS: usize = 2_000;
}

/// What went wrong with the last answer, shown where it can be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The credentials cannot be right.
    Credentials(CredentialError),
    /// The partner token cannot be right.
    Partner(PartnerTokenError),
    /// The number cannot be one.
    Number(NumberError),
    /// Several lines were pasted where one is wanted.
    SeveralLines,
    /// The code or PIN cannot be one.
    Digits(DigitsError),
    /// The code has an unusual number of digits; the same text once more is sent as it is.
    UnusualLength(usize),
    /// The PIN has more digits than `WhatsApp` asks for; the same text once more is sent as it is.
    UnusualPin(usize),
    /// The service did not take what was sent, for another cause than that it is wrong.
    Declined {
        /// The cause, as far as it is known.
        reason: Option<Reason>,
        /// The service's own words.
        text: Option<ServerText>,
        /// Until when nothing more of the kind is sent.
        until: Option<Deadline>,
    },
    /// The service says that the code is wrong.
    WrongCode(Option<ServerText>),
    /// The service says that the PIN is wrong.
    WrongPin(Option<ServerText>),
    /// The service says that the captcha was read wrong.
    WrongCaptcha(Option<ServerText>),
    /// Nothing was read in the captcha yet.
    EmptyCaptcha,
    /// The text is no appeal.
    Appeal(AppealError),
    /// The service did not take the appeal.
    AppealDeclined(Option<ServerText>),
    /// Another account of this machine keeps the token that an appeal is filed with.
    AppealKeptBy(Keeper),
    /// The service did not send the mail for a new PIN.
    RecoveryDeclined(Option<ServerText>),
    /// The ban was lifted: fresh waits are to be asked for.
    Unbanned(Option<ServerText>),
    /// The text is no e-mail address.
    Email(EmailError),
    /// The service says that the mailed code is wrong.
    WrongEmailCode(Option<ServerText>),
    /// The two PINs are not the same.
    PinsDiffer,
    /// The service did not make the change.
    ChangeDeclined(Option<ServerText>),
    /// The phone has not accepted the transfer.
    TransferTooEarly(Option<ServerText>),
    /// The service refused the call.
    Refused(Refusal),
    /// HTTP refused the form of the call before anything was done.
    TurnedAway {
        /// Its answer.
        refusal: Refusal,
        /// From when on the person may send it once more.
        until: Deadline,
        /// Whether that was the last try of the day.
        is_over: bool,
    },
    /// The service wants fewer requests until then.
    Limited(Refusal, Deadline),
    /// The call failed.
    Failed(Failure),
    /// The service did not send a code: the waits have changed.
    NotSentYet(Option<ServerText>),
    /// `/status` did not tell whether the instance is free, so nothing was sent.
    StatusUnclear(Option<ServerText>),
    /// The method opens later.
    Locked(Lock),
}

impl Problem {
    /// Whether it is about what was typed alone, so that other text may mend it before it is handed in again.
    #[must_use]
    pub fn is_about_typing(&self) -> bool {
        match self {
            Problem::Credentials(_)
            | Problem::Partner(_)
            | Problem::Number(_)
            | Problem::Digits(_)
            | Problem::SeveralLines
            | Problem::Email(_)
            | Problem::PinsDiffer
            | Problem::EmptyCaptcha
            | Problem::Appeal(_) => true,
            // The same text once more is sent as it is.
            Problem::UnusualLength(_)
            | Problem::UnusualPin(_)
            | Problem::Declined { .. }
            | Problem::WrongCode(_)
            | Problem::WrongPin(_)
            | Problem::WrongCaptcha(_)
            | Problem::WrongEmailCode(_)
            | Problem::ChangeDeclined(_)
            | Problem::AppealDeclined(_)
            | Problem::AppealKeptBy(_)
            | Problem::RecoveryDeclined(_)
            | Problem::Unbanned(_)
            | Problem::TransferTooEarly(_)
            | Problem::Refused(_)
            | Problem::TurnedAway { .. }
            | Problem::Limited(..)
            | Problem::Failed(_)
            | Problem::NotSentYet(_)
            | Problem::StatusUnclear(_)
            | Problem::Locked(_) => false,
        }
    }

    /// Whether a captcha's answer, a code or a PIN was refused, and no wait tells when another may be sent.
    #[must_use]
    pub fn refuses_digits(&self) -> bool {
        matches!(
            self,
            Problem::WrongCaptcha(_)
                | Problem::WrongCode(_)
                | Problem::WrongPin(_)
                | Problem::Declined { until: None, .. }
        )
    }

    /// Whether what was typed is refused as wrong, so that it is of no use any more.
    #[must_use]
    pub fn says_wrong(&self) -> bool {
        matches!(
            self,
            Problem::WrongCode(_)
                | Problem::WrongPin(_)
                | Problem::WrongCaptcha(_)
                | Problem::WrongEmailCode(_)
                | Problem::PinsDiffer
        )
    }
}

/// A call under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// What it does.
    pub doing: Doing,
    /// The latest moment at which it ends.
    pub until: Deadline,
}

/// What a call under way does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// Reads `/status`.
    ReadingStatus,
    /// Reads `/device`.
    ReadingDevice,
    /// Reads `/me`.
    ReadingInstance,
    /// Reads the account's instances.
    ListingInstances,
    /// Asks for availability.
    AskingAvailability,
    /// Requests a code.
    RequestingCode,
    /// Hands in the code.
    SendingCode,
    /// Hands in the PIN.
    SendingPin,
    /// Hands in what was read in the captcha.
    AnsweringCaptcha,
    /// Asks for a mail for a new PIN.
    RecoveringPin,
    /// Finishes the transfer.
    FinishingTransfer,
    /// Files an appeal.
    Appealing,
    /// Reads what protects the account.
    ReadingSecurity,
    /// Sets the account's e-mail address.
    SettingEmail,
    /// Hands in the code that was mailed.
    VerifyingEmail,
    /// Sets the account's PIN.
    SettingPin,
}

impl Doing {
    /// Whether the call does something that cannot be taken back.
    #[must_use]
    pub fn acts(self) -> bool {
        match self {
            Doing::ReadingStatus
            | Doing::ReadingDevice
            | Doing::ReadingInstance
            | Doing::ListingInstances
            | Doing::ReadingSecurity => false,
            Doing::AskingAvailability
            | Doing::RequestingCode
            | Doing::SendingCode
            | Doing::SendingPin
            | Doing::AnsweringCaptcha
            | Doing::RecoveringPin
            | Doing::FinishingTransfer
            | Doing::Appealing
            | Doing::SettingEmail
            | Doing::VerifyingEmail
            | Doing::SettingPin => true,
        }
    }
}
