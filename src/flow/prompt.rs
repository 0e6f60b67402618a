//! What a front end must show: plain data, without secrets, without sentences.
//!
//! A new variant of [`Ask`] or [`Choice`] breaks the build in every front end at once; that is its purpose.

mod advice;
mod attention;
mod form;
mod kinds;
mod live;
mod offer;
mod problem;
mod secure;

pub use advice::Advice;
pub use attention::Attention;
pub use form::{FieldName, FormField, Holds, Nature};
pub(crate) use kinds::VERIFYING_IS_OVERDUE;
pub use live::{
    Act, AfterPin, Awaiting, Came, Certainty, Checked, Finding, Live, Pause, PausedBy, PollView,
    Recovery,
};
pub use offer::{Choice, Consequence, Offer};
pub use problem::{Activity, AppealError, Doing, Halt, Problem};
pub use secure::{SecureStep, Shield};

use crate::domain::credentials::CredentialField;
use crate::domain::method::{Lock, Method};
use crate::domain::phone::{NumberWarning, PhoneNumber};
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Skew, Timestamp};
use crate::flow::bookmark::Unfinished;
use crate::flow::event::{
    Captcha, DeviceReply, Holder, InstanceReply, InstanceRow, Late, Trouble, UnderWay,
};
use crate::flow::turned_away::RefusedRequest;
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
    /// What can be chosen beside typing, in order. The first harmless one is the default.
    pub offers: Vec<Offer>,
    /// What went wrong with the last answer.
    pub problem: Option<Problem>,
    /// The call that is under way. While there is one, only the offers are taken.
    pub activity: Option<Activity>,
    /// How far this machine's clock is off the service's; `None` when it is not, or nobody knows.
    pub skew: Option<Skew>,
    /// The kind of network file system that the journal is on; `None` on a local one.
    pub network_journal: Option<ServerText>,
    /// A call of a former holder that may still arrive: nothing that acts leaves until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_way: Option<UnderWay>,
    /// What came of a call that was under way when the number changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
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

/// What is known of the instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// It is being read.
    Reading,
    /// What the service said.
    Known(InstanceReply),
    /// Nothing; the way goes on without it.
    Unknown,
}

/// What is left on an instance of a former connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leftover {
    /// A session that waits to be restored.
    LostSession,
    /// Another instance or login took its number over.
    TakenOver,
}

/// What is asked or shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Something cannot be written down, or what was written is not to be had.
    Unrecorded {
        /// What is the matter.
        trouble: Trouble,
    },
    /// Onboardings that were left unfinished.
    Welcome {
        /// Those that can be taken up; [`Choice::TakeUp`] counts them from 0.
        sessions: Vec<Unfinished>,
    },
    /// Somebody else is at this number or instance.
    Held {
        /// The number.
        number: PhoneNumber,
        /// Who.
        holder: Holder,
    },
    /// The three tokens.
    Credentials {
        /// The number whose onboarding is to be taken up; `None` for a new one.
        resuming: Option<PhoneNumber>,
        /// The id as typed or given by the environment.
        instance_id: String,
        /// Characters of the instance token that is held; `None` when there is none.
        instance_token: Option<usize>,
        /// Characters of the account security token that is held; `None` when there is none.
        client_token: Option<usize>,
        /// After an attempt that failed: the fields whose values look unusual.
        unusual: Vec<CredentialField>,
        /// The name of the profile that they are kept as; `None` when they are for an onboarding.
        keep_as: Option<String>,
    },
    /// The partner token, and beside it the account security token.
    Partner {
        /// Characters of the partner token that is held; `None` when there is none.
        partner_token: Option<usize>,
        /// Characters of the account security token that is held; `None` when there is none.
        client_token: Option<usize>,
    },
    /// The account's instances, to pick one from.
    Instances {
        /// Those of this page; [`Choice::TakeInstance`] counts them from 0.
        rows: Vec<InstanceRow>,
        /// Which page, from 1.
        page: u32,
        /// How many pages there are; `None` when not said.
        pages: Option<u32>,
        /// How many instances there are on all pages; `None` when not said.
        total: Option<u32>,
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
        /// The instance that it will be connected to.
        instance: About,
    },
    /// The consequence, before the number is first used.
    NumberGate {
        /// The number.
        number: PhoneNumber,
        /// What to warn about.
        warnings: Vec<NumberWarning>,
        /// What is left on the instance of a former connection, which this would replace.
        leftover: Option<Leftover>,
        /// The instance; `None` when nothing is known of it.
        instance: Option<InstanceReply>,
    },
    /// The methods and their waits.
    Board {
        /// The number.
        number: PhoneNumber,
        /// Each method with its lock.
        locks: Vec<(Method, Lock)>,
        /// Code requests made for this number from here in the last 24 hours.
        requests: u32,
        /// The last of them.
        last_request: Option<(Method, Timestamp)>,
        /// A request after these that HTTP refused, so that it is none of them.
        turned_away: Option<RefusedRequest>,
        /// What makes sense next.
        advice: Advice,
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
        /// Code requests made for this number from here in the last 24 hours.
        requests: u32,
        /// A request after these that HTTP refused, so that it is none of them.
        turned_away: Option<RefusedRequest>,
        /// The end of a wait whose rest the person overrides; `None` where none runs.
        #[serde(skip_serializing_if = "Option::is_none")]
        wait_ends: Option<Deadline>,
    },
    /// A picture must be read before the code is sent.
    Captcha {
        /// The request that it belongs to.
        live: Live,
        /// The picture, or why it cannot be shown.
        picture: Captcha,
        /// Wrong answers since that request.
        wrong: u32,
        /// A pause after several wrong answers.
        pause: Option<Pause>,
    },
    /// The registration code.
    Code {
        /// The request that it belongs to.
        live: Live,
        /// Wrong codes since that request.
        wrong: u32,
        /// A pause after several wrong codes.
        pause: Option<Pause>,
        /// Each method with its lock, for another request.
        locks: Vec<(Method, Lock)>,
        /// Watching whether the pop-up connects without a code.
        watch: Option<PollView>,
    },
    /// What can be done when no code comes.
    NotArrived {
        /// The request that it belongs to.
        live: Live,
        /// Code requests made for this number from here in the last 24 hours.
        requests: u32,
        /// What makes sense next.
        advice: Advice,
    },
    /// The two-step PIN.
    Pin {
        /// The request that it belongs to.
        live: Live,
        /// Wrong PINs since that request.
        wrong: u32,
        /// A pause after several wrong PINs.
        pause: Option<Pause>,
        /// The last mail for a new PIN.
        recovery: Option<Recovery>,
    },
    /// The consequence, before WhatsApp mails the owner a link for a new PIN.
    PinRecovery {
        /// The request that it belongs to.
        live: Live,
        /// The last mail for a new PIN.
        recovery: Option<Recovery>,
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
        /// Whether that has taken so long that something may be wrong.
        is_overdue: bool,
    },
    /// The instance is connected, and whether with the number that was asked for is not certain.
    SameLine {
        /// The number that was asked for.
        number: PhoneNumber,
        /// The line as the service reports it: in a spelling that may be the number's, or without a readable number.
        device: DeviceReply,
    },
    /// A call left and was not answered: the person is asked what they see.
    Unknown {
        /// The number.
        number: PhoneNumber,
        /// What was sent.
        act: Act,
        /// What came instead of an answer; `None` when nothing did.
        came: Option<Came>,
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
    /// Why WhatsApp should lift the ban.
    Appeal {
        /// The number.
        number: PhoneNumber,
        /// What was typed before.
        description: String,
        /// The service's own words on the ban.
        reason: Option<ServerText>,
    },
    /// Asks before a registration under way is left.
    LeaveGate {
        /// What is left.
        live: Live,
    },
    /// One of the questions that protect the account behind the connected number.
    Secure {
        /// The number.
        number: PhoneNumber,
        /// Which of them.
        step: SecureStep,
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
