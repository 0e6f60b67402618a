//! What a front end must show: plain data, without secrets, without sentences.
//!
//! A new variant of [`Ask`] or [`Choice`] breaks the build in every front end at once; that is its purpose.

use crate::domain::codes::DigitsError;
use crate::domain::credentials::CredentialError;
use crate::domain::method::{Lock, Method};
use crate::domain::phone::{NumberError, NumberWarning, PhoneNumber};
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{DeviceReply, Failure, Refusal};
use serde::Serialize;

/// Names one asking of one question. An answer carries the id of the prompt that it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct PromptId(pub u64);

/// One question, or one thing to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Prompt {
    /// Which asking this is.
    pub id: PromptId,
    /// What is asked.
    pub ask: Ask,
    /// What can be chosen beside typing, in order. The first open and harmless one is the default.
    pub offers: Vec<Offer>,
    /// What went wrong with the last answer.
    pub problem: Option<Problem>,
    /// The call that is under way. While there is one, only the offers are taken.
    pub activity: Option<Activity>,
}

/// The stations of an onboarding, as a person counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Station {
    /// Credentials of the instance.
    Credentials,
    /// The number.
    Number,
    /// How the code shall come.
    Method,
    /// The code.
    Code,
    /// Two-step PIN and confirmation on the phone, where they are asked for.
    Security,
    /// Connected.
    Connected,
}

impl Station {
    /// All stations, in order.
    pub const ALL: [Station; 6] = [
        Station::Credentials,
        Station::Number,
        Station::Method,
        Station::Code,
        Station::Security,
        Station::Connected,
    ];
}

/// What is asked or shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The three tokens.
    Credentials {
        /// The id as typed or given by the environment.
        instance_id: String,
        /// Characters of the instance token that is held; `None` when there is none.
        instance_token: Option<usize>,
        /// Characters of the account security token that is held; `None` when there is none.
        client_token: Option<usize>,
    },
    /// The instance is connected already; it is not overwritten.
    AlreadyConnected {
        /// Which line is connected.
        device: DeviceReply,
    },
    /// Calling code and national number.
    Number {
        /// As typed.
        calling_code: String,
        /// As typed.
        national: String,
    },
    /// The consequence, before the number is first used.
    NumberGate {
        /// The number.
        number: PhoneNumber,
        /// What to warn about.
        warnings: Vec<NumberWarning>,
        /// Whether the instance holds a lost session, which this would replace.
        replaces_session: bool,
    },
    /// The methods and their waits.
    Board {
        /// The number.
        number: PhoneNumber,
        /// Each method with its lock.
        locks: Vec<(Method, Lock)>,
        /// Code requests made for this number in this session.
        requests: u32,
        /// A registration under way that can be taken up again.
        live: Option<Live>,
        /// The service's own words.
        reason: Option<ServerText>,
    },
    /// The consequence, before a code is requested.
    RequestGate {
        /// The number.
        number: PhoneNumber,
        /// The method.
        method: Method,
        /// Code requests made for this number in this session.
        requests: u32,
    },
    /// The registration code.
    Code {
        /// The request that it belongs to.
        live: Live,
        /// Wrong codes since that request.
        wrong: u32,
        /// A pause after several wrong codes.
        pause: Option<Deadline>,
        /// Watching whether the pop-up connects without a code.
        watch: Option<PollView>,
    },
    /// The two-step PIN.
    Pin {
        /// The request that it belongs to.
        live: Live,
        /// Wrong PINs since that request.
        wrong: u32,
        /// A pause after several wrong PINs.
        pause: Option<Deadline>,
    },
    /// The confirmation on the phone.
    Device {
        /// The request that it belongs to.
        live: Live,
        /// Since when it is awaited.
        since: Timestamp,
        /// What polling knows.
        poll: PollView,
        /// Transfer calls made since the request.
        transfers: u32,
    },
    /// Whether the right number is connected.
    Verifying {
        /// The number that should be.
        number: PhoneNumber,
        /// Since when it is looked for.
        since: Timestamp,
        /// What polling knows.
        poll: PollView,
    },
    /// A call left and was not answered: the person is asked what they see.
    Unknown {
        /// The number.
        number: PhoneNumber,
        /// What was sent.
        act: Act,
        /// What `/status` said since.
        check: Option<Checked>,
    },
    /// The end of the road, for the time being.
    Halted {
        /// The number, once there is one.
        number: PhoneNumber,
        /// Why.
        halt: Halt,
    },
    /// Asks before a registration under way is left.
    LeaveGate {
        /// What is left.
        live: Live,
    },
    /// The right number is connected.
    Connected {
        /// The number that was asked for.
        number: PhoneNumber,
        /// The line as the service reports it.
        device: DeviceReply,
        /// When the onboarding began.
        started: Timestamp,
        /// When it was found connected.
        finished: Timestamp,
    },
}

impl Ask {
    /// The station that this belongs to.
    #[must_use]
    pub fn station(&self) -> Station {
        match self {
            Ask::Credentials { .. } | Ask::AlreadyConnected { .. } => Station::Credentials,
            Ask::Number { .. } | Ask::NumberGate { .. } => Station::Number,
            Ask::Board { .. } | Ask::RequestGate { .. } | Ask::Halted { .. } => Station::Method,
            Ask::Code { .. } => Station::Code,
            Ask::Pin { .. } | Ask::Device { .. } => Station::Security,
            Ask::Verifying { .. } | Ask::Connected { .. } => Station::Connected,
            Ask::Unknown { act, .. } => act.station(),
            Ask::LeaveGate { live } => live.awaiting.station(),
        }
    }

    /// A name for the kind of question, the same in every language and version.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Ask::Credentials { .. } => "credentials",
            Ask::AlreadyConnected { .. } => "already_connected",
            Ask::Number { .. } => "number",
            Ask::NumberGate { .. } => "number_gate",
            Ask::Board { .. } => "board",
            Ask::RequestGate { .. } => "request_gate",
            Ask::Code { .. } => "code",
            Ask::Pin { .. } => "pin",
            Ask::Device { .. } => "device",
            Ask::Verifying { .. } => "verifying",
            Ask::Unknown { .. } => "unknown",
            Ask::Halted { .. } => "halted",
            Ask::LeaveGate { .. } => "leave_gate",
            Ask::Connected { .. } => "connected",
        }
    }
}

/// A registration under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
}

/// What a registration under way waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaiting {
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
            Awaiting::Code => Station::Code,
            Awaiting::Pin { .. } | Awaiting::Device => Station::Security,
            Awaiting::Verification => Station::Connected,
        }
    }
}

/// What follows an accepted PIN, unless its answer says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterPin {
    /// The final check.
    Verification,
    /// The confirmation on the phone.
    Device,
}

/// A call whose outcome can stay unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The code request.
    RequestCode,
    /// Handing in the code.
    ConfirmCode,
    /// Handing in the PIN.
    ConfirmPin,
    /// The transfer call.
    Transfer,
}

impl Act {
    fn station(self) -> Station {
        match self {
            Act::RequestCode => Station::Method,
            Act::ConfirmCode => Station::Code,
            Act::ConfirmPin | Act::Transfer => Station::Security,
        }
    }
}

/// What polling knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PollView {
    /// The last check; `None` before the first.
    pub last: Option<Checked>,
    /// When the next one is due; `None` while one is under way.
    pub next: Option<Deadline>,
}

/// One finished check of `/status`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// When its answer came.
    pub at: Timestamp,
    /// What it was.
    pub finding: Finding,
}

/// What a check of `/status` found, when it did not find a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The service says: not connected yet.
    Pending,
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

/// Why the onboarding stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// WhatsApp blocked the number for some time.
    Blocked {
        /// The service's own words.
        reason: Option<ServerText>,
        /// The wait that the service named.
        until: Option<Deadline>,
    },
    /// A picture must be answered.
    Captcha,
    /// The service declined the code request without saying why.
    RequestDeclined(Option<ServerText>),
    /// The service answered the code request in a way that nobody documented.
    UnknownAnswer(Refusal),
    /// The owner does not know the two-step PIN.
    PinForgotten,
    /// Another number than the one asked for is connected.
    WrongNumber(DeviceReply),
}

/// Something that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What.
    pub choice: Choice,
    /// Whether it can be chosen at a moment.
    pub lock: Lock,
    /// Whether choosing it does something that cannot be taken back.
    pub acts: Consequence,
}

/// What choosing an offer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// Nothing that counts.
    Harmless,
    /// A call that acts. It is never the default.
    Acts,
}

/// The choices of all prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// One step back, keeping what was typed.
    Back,
    /// End this onboarding here.
    Leave,
    /// Ask the service about this number.
    UseNumber,
    /// Go to the gate of this method.
    Pick(Method),
    /// Request a code by this method.
    Request(Method),
    /// Ask for fresh waits.
    LookAgain,
    /// Take up the registration under way.
    Resume,
    /// Read `/status` at once.
    CheckNow,
    /// The customer accepted on the phone: finish the transfer.
    AcceptedOnPhone,
    /// The owner does not know the PIN.
    PinForgotten,
    /// A code arrived.
    CodeArrived,
    /// No code arrived.
    NothingArrived,
    /// Type the code or the PIN again.
    TypeAgain,
    /// The phone or the app asks for the two-step PIN.
    PinAsked,
    /// The phone asks for a confirmation.
    PhoneAsks,
    /// Stay where one is.
    Stay,
}

/// What went wrong with the last answer, shown where it can be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The credentials cannot be right.
    Credentials(CredentialError),
    /// The number cannot be one.
    Number(NumberError),
    /// The code or PIN cannot be one.
    Digits(DigitsError),
    /// The code has an unusual number of digits; the same text once more is sent as it is.
    UnusualLength(usize),
    /// The service says that the code is wrong.
    WrongCode(Option<ServerText>),
    /// The service says that the PIN is wrong.
    WrongPin(Option<ServerText>),
    /// The phone has not accepted the transfer.
    TransferTooEarly(Option<ServerText>),
    /// The service refused the call.
    Refused(Refusal),
    /// The call failed.
    Failed(Failure),
    /// The service did not send a code: the waits have changed.
    NotSentYet(Option<ServerText>),
    /// `/status` did not tell whether the instance is free, so nothing was sent.
    StatusUnclear(Option<ServerText>),
    /// The method opens later.
    Locked(Lock),
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
    /// Asks for availability.
    AskingAvailability,
    /// Requests a code.
    RequestingCode,
    /// Hands in the code.
    SendingCode,
    /// Hands in the PIN.
    SendingPin,
    /// Finishes the transfer.
    FinishingTransfer,
}
