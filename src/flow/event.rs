//! What a flow hears: answers of a person, replies of the service, and its own alarm clock.

mod account;
mod branches;
mod facts;
mod late;
mod records;
mod tls;

pub use account::{
    ChangeReply, EmailState, InstanceKind, InstanceReply, InstanceRow, InstancesReply,
    ListedInstance, Payment, SecureAnswer, SecurityReply,
};

pub use branches::{AppealReply, AppealVerdict, CaptchaReply, CaptchaVerdict, RecoveryReply};
pub use facts::{AnswerWaits, Reason, ReplyFacts, RetryAfter};
pub use late::{Late, LateOutcome};
pub use records::{Holder, Resource, Trouble, TroubleKind, UnderWay};
pub use tls::{CertificateFault, TlsTrouble};

use crate::domain::credentials::CredentialFields;
use crate::domain::method::{Method, Waits};
use crate::domain::picture::{Picture, PictureError};
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::flow::bookmark::Bookmark;
use crate::flow::prompt::{Choice, PromptId};
use serde::{Deserialize, Deserializer, Serialize};
use std::time::Duration;

/// Names one call of one flow. Ids only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct CallId(pub u64);

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A person answered a prompt. An answer to another prompt than the present one changes nothing.
    Answered {
        /// The prompt that was answered.
        prompt: PromptId,
        /// What was said.
        answer: Answer,
    },
    /// A call came to its end. A call that nobody awaits changes nothing.
    Replied {
        /// The call.
        call: CallId,
        /// What came of it.
        outcome: Outcome,
        /// The waits that its answer names.
        waits: AnswerWaits,
    },
    /// The claim of [`crate::flow::effect::Effect::Claim`] was granted, or not.
    Claimed(Claimed),
    /// Somebody took the number over: nothing more was written down, and what was to be sent was not.
    Dispossessed(Holder),
    /// A call of a former holder may still arrive: until then nothing that acts may leave.
    CallUnderWay(UnderWay),
    /// What came of a call that was under way when the number changed hands.
    Late(Late),
    /// Something could not be written down.
    Unrecorded(Trouble),
    /// The moment of [`crate::flow::Flow::next_wakeup`] has come.
    Woken,
}

/// What a person says to a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The three credential fields as typed; a token that is `None` stays as it is held.
    Credentials(CredentialFields),
    /// The partner's form as typed.
    Partner(PartnerFields),
    /// Calling code and national number as typed.
    Number {
        /// Calling code, with or without `+`.
        calling_code: String,
        /// National number, or an international one with its `+`.
        national: String,
    },
    /// The registration code as typed or pasted.
    Code(Secret),
    /// The two-step PIN as typed.
    Pin(Secret),
    /// What the person reads in the captcha.
    Captcha(String),
    /// Why WhatsApp should lift the ban, as typed; may have several lines.
    Appeal(String),
    /// An answer to one of the questions that protect the account.
    Secure(SecureAnswer),
    /// One of the prompt's choices.
    Choose(Choice),
}

impl Answer {
    /// Whether what is typed is sent by a call that acts.
    #[must_use]
    pub fn acts(&self) -> bool {
        match self {
            Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_)
            | Answer::Secure(_) => true,
            Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Number { .. }
            | Answer::Choose(_) => false,
        }
    }
}

/// The partner's form as typed; a token that is `None` stays as it is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerFields {
    /// The partner token.
    pub partner_token: Option<Secret>,
    /// The account security token.
    pub client_token: Option<Secret>,
}

/// What came of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It was granted; holds what is known about the line, from whichever process.
    Granted(Option<Box<Bookmark>>),
    /// Somebody else has it.
    Held(Holder),
}

/// What came of a call.
pub type Outcome = Result<Reply, Failure>;

/// A usable answer of the service. A "no" is one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// `/status`.
    Status(StatusReply),
    /// `/device`.
    Device(DeviceReply),
    /// `/me`.
    Instance(InstanceReply),
    /// The list of the account's instances.
    Instances(InstancesReply),
    /// `/mobile/registration-available`.
    Availability(AvailabilityReply),
    /// `/mobile/request-registration-code`.
    CodeRequest(CodeRequestReply),
    /// `/mobile/confirm-registration-code` and `/mobile/confirm-pin-code`.
    Confirmation(ConfirmationReply),
    /// `/mobile/respond-captcha`.
    Captcha(CaptchaReply),
    /// `/mobile/recovery-pin-code`.
    Recovery(RecoveryReply),
    /// `/mobile/device-transfer-confirmed`.
    Transfer(TransferReply),
    /// `/mobile/request-unbanning`.
    Appeal(AppealReply),
    /// `/security/…`.
    Security(SecurityReply),
    /// The service refused the call as such.
    Refused(Refusal),
}

/// How an instance is connected, as `/status` said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// A number is connected.
    Connected,
    /// None is.
    NotConnected,
    /// One was, and its session waits to be restored.
    SessionLost,
    /// One was, and another instance or login took it over.
    TakenOver,
    /// The answer does not tell.
    Unclear,
}

/// The answer of `/status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusReply {
    /// How the instance is connected.
    pub link: Link,
    /// The service's own words, when it had any; beside a plain yes or no only those that are not known to say the same.
    pub text: Option<ServerText>,
}

/// The answer of `/device`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReply {
    /// Calling code and national number of the connected line, digits only; `None` when not said.
    #[serde(deserialize_with = "digits_only")]
    pub phone: Option<String>,
    /// The name that the account shows.
    pub name: Option<ServerText>,
    /// The device model that the service reports.
    pub model: Option<ServerText>,
}

/// What was written down as digits; anything else in it was put there by somebody else.
fn digits_only<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let stored = Option::<String>::deserialize(deserializer)?;
    Ok(stored.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())))
}

/// The answer of `/mobile/registration-available`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailabilityReply {
    /// Whether the number can be registered at all; `false` also when the service did not say.
    pub available: bool,
    /// Whether WhatsApp blocked the number, and whether an appeal is possible.
    pub blocked: Option<Block>,
    /// What an appeal against the ban is filed with.
    pub appeal_token: Option<Secret>,
    /// How long each method is closed.
    pub waits: Waits,
    /// What else it says. A reason is only shown.
    pub facts: ReplyFacts,
}

/// A block of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A ban that can be appealed: the answer held an appeal token.
    Appealable,
    /// A block that only time lifts.
    Plain,
}

/// The answer of `/mobile/request-registration-code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRequestReply {
    /// What became of the request.
    pub verdict: CodeRequestVerdict,
    /// How long each method is closed from now on.
    pub waits: Waits,
    /// What else it says.
    pub facts: ReplyFacts,
}

/// The picture that a captcha is, or why it cannot be shown.
pub type Captcha = Result<Picture, PictureError>;

/// What became of a code request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRequestVerdict {
    /// The number is blocked.
    Blocked,
    /// A picture must be answered first.
    Captcha,
    /// A code is on its way, by this method when the service named it.
    Sent(Option<Method>),
    /// No code was sent.
    NotSent,
    /// The answer does not tell.
    Unclear,
}

/// The answer to a code or a PIN. The flags come before `success`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationReply {
    /// What `success` said; `None` when it was not there.
    pub success: Option<bool>,
    /// What else it says, the flags among it.
    pub facts: ReplyFacts,
}

/// The answer to the transfer call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferReply {
    /// What became of it.
    pub verdict: TransferVerdict,
    /// What else it says.
    pub facts: ReplyFacts,
}

/// What became of a transfer call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferVerdict {
    /// The transfer is done.
    Done,
    /// The phone has not accepted yet.
    NotAccepted,
    /// The answer does not tell.
    Unclear,
}

/// Why the service refused a call before looking at what it asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The cause, as far as it is known.
    pub cause: RefusalCause,
    /// The service's own words.
    pub text: Option<ServerText>,
    /// The HTTP status, 100 to 599.
    pub status: u16,
}

/// Known causes of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCause {
    /// No account security token arrived, or it was never activated.
    ClientTokenMissing,
    /// The account security token is wrong.
    ClientTokenWrong,
    /// The partner token is wrong.
    PartnerTokenWrong,
    /// The account only admits other IP addresses.
    AddressNotAllowed,
    /// HTTP 401 or 403 without a text that says why.
    Unauthorized,
    /// HTTP 405 or 415: the verb or the content type was refused, so nothing was done. A gateway may say so too.
    FormRefused,
    /// Instance id and token do not belong together, or the instance is gone.
    NoSuchInstance,
    /// The instance is a web instance.
    NotMobile,
    /// Another instance or another login took the number.
    SessionConflict,
    /// Trial or subscription ended.
    SubscriptionEnded,
    /// The service's own `NOT_FOUND`, word for word: it does not know the path or the verb, and did nothing.
    NoSuchRoute,
    /// Something like it, which a gateway may have said as well.
    PathUnknown,
    /// Too many requests; holds the wait that the service named.
    TooManyRequests(Option<Duration>),
    /// Something else.
    Other,
}

/// No usable answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// The request never left this machine, so it did nothing.
    NotSent(Cause),
    /// A call that only reads was not answered.
    NoAnswer(Cause),
    /// A call that acts left, and nobody knows whether it took effect.
    OutcomeUnknown(Cause),
}

impl Failure {
    /// What went wrong.
    #[must_use]
    pub fn cause(&self) -> &Cause {
        match self {
            Failure::NotSent(cause) | Failure::NoAnswer(cause) | Failure::OutcomeUnknown(cause) => {
                cause
            }
        }
    }
}

/// What went wrong on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The server's name could not be looked up.
    Dns,
    /// No connection could be made.
    Connect,
    /// No secure connection came about.
    Tls(TlsTrouble),
    /// No answer came in time.
    Timeout,
    /// The program ended before an answer came.
    Interrupted,
    /// It could not be written down that the call would be made.
    NotRecorded,
    /// Somebody took the number over before the call could leave.
    TakenOver,
    /// Too much time had passed since it was written down that the call would be made.
    TooLate,
    /// A call of another holder may still arrive.
    CallUnderWay,
    /// `/status` said right before that the instance is connected already.
    AlreadyConnected,
    /// `/status` said something else than a moment before.
    StatusChanged,
    /// `/status` was refused right before.
    StatusRefused(Refusal),
    /// The connection broke before the answer was complete.
    Broken,
    /// The server points elsewhere, which is not followed.
    Redirected,
    /// The answer is larger than is read.
    TooLarge,
    /// A server or a gateway in front of it failed; holds HTTP status and readable text.
    ServerError(u16, Option<ServerText>),
    /// The answer is not what the service documents; holds HTTP status and readable text.
    NotUnderstood(u16, Option<ServerText>),
}
