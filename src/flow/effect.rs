//! What a flow wants done: effects as plain values, compared in tests, executed in the order returned.

mod security;

pub use security::SecurityCall;

use crate::domain::codes::{Pin, RegistrationCode};
use crate::domain::credentials::{Credentials, PartnerToken};
use crate::domain::method::Method;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::flow::bookmark::Bookmark;
use crate::flow::event::CallId;
use crate::flow::prompt::Doing;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// From here on, calls are made with these credentials.
    UseCredentials(Credentials),
    /// From here on this is where the onboarding stands. It is written down together with the records that
    /// follow, before anything else runs.
    Keep(Box<Bookmark>),
    /// Remember this before the next effect runs.
    Record(Checkpoint),
    /// Claim a number and its instance; the end comes back as [`crate::flow::event::Event::Claimed`].
    Claim(Claim),
    /// Look whether things can be written down by this time.
    TryRecords,
    /// The person wants to go on although nothing can be written down.
    GoUnrecorded,
    /// Make this call; its end comes back as [`crate::flow::event::Event::Replied`].
    Call(CallId, Call),
    /// Nobody awaits this call any more. Only calls that read are ever abandoned.
    Abandon(CallId),
    /// The person is done with this onboarding.
    Close,
}

/// A wish to be the only one who acts on a number and an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The number; every spelling of its line counts.
    pub number: PhoneNumber,
    /// The instance.
    pub instance_id: String,
    /// Whether somebody else's claim is taken over.
    pub taking: Taking,
    /// What for.
    pub aim: Aim,
}

/// What a number and an instance are claimed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// To connect the number: what was finished before is not gone on with.
    Onboard,
    /// To protect the account of a number that is connected: what was finished before is what it is about.
    Protect,
}

/// What happens to somebody else's claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// It holds, as long as its holder lives.
    IfFree,
    /// It ends: the person said so.
    Over,
}

/// How many instances are asked for at once.
pub const INSTANCES_PER_PAGE: u32 = 8;

/// A request to the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Reads how the instance is connected.
    Status,
    /// Reads which line is connected.
    Device,
    /// Reads the instance's name and until when it is paid.
    Instance,
    /// Reads one page of the account's instances. The only call that needs no credentials of an instance.
    Instances {
        /// What the list is read with.
        partner: PartnerToken,
        /// Which page, from 1.
        page: u32,
    },
    /// Asks whether a number can be registered. It also sets the number up at WhatsApp.
    Availability(PhoneNumber),
    /// Asks WhatsApp to send a code. The vendor and WhatsApp count it.
    RequestCode(PhoneNumber, Method),
    /// Hands the code in.
    ConfirmCode(RegistrationCode),
    /// Hands the two-step PIN in.
    ConfirmPin(Pin),
    /// Hands in what was read in the captcha.
    AnswerCaptcha(String),
    /// Asks WhatsApp to mail a link by which the owner resets the two-step PIN.
    RecoverPin(RecoveryRoute),
    /// Finishes the transfer after a person accepted on the phone.
    FinishTransfer,
    /// The same by the other verb, when the service does not know the documented one.
    PostTransfer,
    /// Reads or changes what protects the account.
    Security(SecurityCall),
    /// Asks WhatsApp to lift a ban.
    Appeal {
        /// What the availability answer gave for it.
        token: Secret,
        /// Why the ban should be lifted.
        description: String,
    },
}

/// The spellings of the route by which a PIN is recovered; the vendor's own documents disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryRoute {
    /// `/mobile/recovery-pin-code`, as the documentation has it.
    Documented,
    /// `/mobile/recover-pin-code`, as the vendor's Postman collection has it.
    Collection,
}

/// Whether a call may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It only reads.
    Reads,
    /// It does something that cannot be taken back.
    Acts,
}

impl Call {
    /// Whether it acts upon an instance that is to be connected yet: nothing of the kind leaves while the instance is
    /// connected, or while it is not known whether it is. What protects the account acts upon a connected one.
    #[must_use]
    pub fn needs_unconnected(&self) -> bool {
        self.weight() == Weight::Acts && !matches!(self, Call::Security(_))
    }

    /// What it does, for whoever is shown it.
    #[must_use]
    pub fn doing(&self) -> Doing {
        match self {
            Call::Status => Doing::ReadingStatus,
            Call::Device => Doing::ReadingDevice,
            Call::Instance => Doing::ReadingInstance,
            Call::Instances { .. } => Doing::ListingInstances,
            Call::Availability(_) => Doing::AskingAvailability,
            Call::RequestCode(..) => Doing::RequestingCode,
            Call::ConfirmCode(_) => Doing::SendingCode,
            Call::ConfirmPin(_) => Doing::SendingPin,
            Call::AnswerCaptcha(_) => Doing::AnsweringCaptcha,
            Call::RecoverPin(_) => Doing::RecoveringPin,
            Call::FinishTransfer | Call::PostTransfer => Doing::FinishingTransfer,
            Call::Security(call) => call.doing(),
            Call::Appeal { .. } => Doing::Appealing,
        }
    }

    /// Whether the call acts.
    #[must_use]
    pub fn weight(&self) -> Weight {
        if self.doing().acts() {
            Weight::Acts
        } else {
            Weight::Reads
        }
    }

    /// Whether it is made with the credentials of an instance.
    #[must_use]
    pub fn needs_credentials(&self) -> bool {
        !matches!(self, Call::Instances { .. })
    }

    /// The longest that its answer is awaited.
    #[must_use]
    pub fn time_limit(&self) -> Duration {
        match self.weight() {
            Weight::Reads => Duration::from_secs(15),
            Weight::Acts => Duration::from_secs(45),
        }
    }

    /// The record that must precede the call; `None` for a call that only reads.
    ///
    /// `nth` counts the acting calls of its kind in this session, from 1.
    #[must_use]
    pub fn announcement(&self, nth: u32) -> Option<Checkpoint> {
        match self {
            Call::Status | Call::Device | Call::Instance | Call::Instances { .. } => None,
            Call::Availability(number) => Some(Checkpoint::AvailabilityAsked {
                number: number.clone(),
            }),
            Call::RequestCode(number, method) => Some(Checkpoint::CodeRequested {
                number: number.clone(),
                method: *method,
                nth,
            }),
            Call::ConfirmCode(_) => Some(Checkpoint::CodeSubmitted { nth }),
            Call::ConfirmPin(_) => Some(Checkpoint::PinSubmitted { nth }),
            Call::AnswerCaptcha(_) => Some(Checkpoint::CaptchaAnswered { nth }),
            Call::RecoverPin(route) => Some(Checkpoint::PinRecoveryAsked { route: *route, nth }),
            Call::FinishTransfer => Some(Checkpoint::TransferCalled { nth }),
            Call::PostTransfer => Some(Checkpoint::TransferPosted { nth }),
            Call::Security(call) => call.announcement(nth),
            Call::Appeal { .. } => Some(Checkpoint::AppealFiled { nth }),
        }
    }
}

/// What must be remembered. No secret is ever part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checkpoint {
    /// The credentials of this instance were accepted.
    CredentialsAccepted {
        /// The instance's id.
        instance_id: String,
    },
    /// Availability is about to be asked.
    AvailabilityAsked {
        /// The number.
        number: PhoneNumber,
    },
    /// A code is about to be requested.
    CodeRequested {
        /// The number.
        number: PhoneNumber,
        /// The method.
        method: Method,
        /// How often a code was requested for this number in this session.
        nth: u32,
    },
    /// A code is about to be handed in.
    CodeSubmitted {
        /// How many were handed in since the last request.
        nth: u32,
    },
    /// A PIN is about to be handed in.
    PinSubmitted {
        /// How many were handed in since the last request.
        nth: u32,
    },
    /// The transfer call is about to be made.
    TransferCalled {
        /// How many were made since the last request.
        nth: u32,
    },
    /// The transfer call is about to be made by the other verb.
    TransferPosted {
        /// How many transfer calls were made since the last request.
        nth: u32,
    },
    /// What was read in a captcha is about to be handed in.
    CaptchaAnswered {
        /// How many answers were handed in since the last request.
        nth: u32,
    },
    /// A mail for a new PIN is about to be asked for.
    PinRecoveryAsked {
        /// The spelling of the route.
        route: RecoveryRoute,
        /// How often one was asked for since the last request.
        nth: u32,
    },
    /// An appeal against a ban is about to be filed.
    AppealFiled {
        /// How many were filed for this number in this session.
        nth: u32,
    },
    /// An e-mail address is about to be set for the account.
    EmailSubmitted {
        /// How many were sent in this session.
        nth: u32,
    },
    /// The code that was mailed is about to be handed in.
    EmailCodeSubmitted {
        /// How many were handed in in this session.
        nth: u32,
    },
    /// A two-step PIN is about to be set for the account.
    NewPinSubmitted {
        /// How many were sent in this session.
        nth: u32,
    },
    /// The announced call never left this machine.
    NothingSent,
    /// HTTP refused the announced call before anything was done.
    TurnedAway {
        /// The HTTP status, 200 to 499.
        status: u16,
    },
    /// A person overrides the rest of the wait of the method that is requested next.
    WaitOverridden {
        /// The method.
        method: Method,
    },
    /// A captcha must be answered before the code is sent.
    CaptchaRequired,
    /// The two-step PIN is wanted.
    PinRequired,
    /// Somebody must accept on the phone.
    DeviceRequired,
    /// The announced call left and nobody knows whether it took effect.
    OutcomeUnknown,
    /// WhatsApp looks at the appeal.
    InReview,
    /// WhatsApp lifted the ban.
    Unbanned,
    /// The onboarding came to a stop that only time or somebody else can lift.
    Halted,
    /// The right number is connected.
    Connected,
    /// The onboarding is gone on with.
    Resumed,
}

impl Checkpoint {
    /// Whether this is the record of just this call.
    #[must_use]
    pub fn announces(&self, call: &Call) -> bool {
        let nth = match self {
            Checkpoint::CodeRequested { nth, .. }
            | Checkpoint::CodeSubmitted { nth }
            | Checkpoint::PinSubmitted { nth }
            | Checkpoint::CaptchaAnswered { nth }
            | Checkpoint::PinRecoveryAsked { nth, .. }
            | Checkpoint::AppealFiled { nth }
            | Checkpoint::EmailSubmitted { nth }
            | Checkpoint::EmailCodeSubmitted { nth }
            | Checkpoint::NewPinSubmitted { nth }
            | Checkpoint::TransferPosted { nth }
            | Checkpoint::TransferCalled { nth } => *nth,
            Checkpoint::CredentialsAccepted { .. }
            | Checkpoint::AvailabilityAsked { .. }
            | Checkpoint::NothingSent
            | Checkpoint::TurnedAway { .. }
            | Checkpoint::WaitOverridden { .. }
            | Checkpoint::CaptchaRequired
            | Checkpoint::PinRequired
            | Checkpoint::DeviceRequired
            | Checkpoint::OutcomeUnknown
            | Checkpoint::InReview
            | Checkpoint::Unbanned
            | Checkpoint::Halted
            | Checkpoint::Connected
            | Checkpoint::Resumed => 0,
        };
        call.announcement(nth).as_ref() == Some(self)
    }
}
