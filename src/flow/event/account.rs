//! What the service says of the instance and of the account that pays for it.

use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use serde::Serialize;
use std::fmt;

/// The answer of `/me`. The token that it holds is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InstanceReply {
    /// The name that the panel shows.
    pub name: Option<ServerText>,
    /// When the subscription ends, in milliseconds since the Unix epoch.
    pub due_unix_ms: Option<i64>,
    /// Whether it is paid.
    pub payment: Option<Payment>,
}

/// The state of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// `PAID`
    Paid,
    /// Any other word of the service. Nobody documents which there are.
    Other(ServerText),
}

/// One page of the account's instances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstancesReply {
    /// The instances, as the service orders them.
    pub instances: Vec<ListedInstance>,
    /// How many there are on all pages; `None` when not said.
    pub total: Option<u32>,
    /// How many pages there are; `None` when not said.
    pub pages: Option<u32>,
}

/// An instance of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedInstance {
    /// What may be shown of it.
    pub row: InstanceRow,
    /// Its token; `None` when the list does not hold it.
    pub token: Option<Secret>,
}

/// What may be shown of an instance of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstanceRow {
    /// Its id, fit for an address.
    pub id: String,
    /// What it can do.
    pub kind: InstanceKind,
    /// Name, end and payment.
    pub about: InstanceReply,
    /// Whether a number is connected; `None` when not said.
    pub connected: Option<bool>,
}

/// What an instance can do. The order is the one in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceKind {
    /// It can register a number.
    Mobile,
    /// The service does not say.
    Unknown,
    /// It is paired with a phone and cannot register a number.
    Web,
}

/// What a person says at the questions that protect the account.
#[derive(Clone, PartialEq, Eq)]
pub enum SecureAnswer {
    /// The e-mail address as typed.
    Email(String),
    /// The code that was mailed, as typed.
    EmailCode(Secret),
    /// The PIN to be set, as typed twice.
    NewPin {
        /// The first time.
        pin: Secret,
        /// The second time.
        again: Secret,
    },
}

impl fmt::Debug for SecureAnswer {
    /// The address is somebody's own, and is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SecureAnswer::Email(_) => "Email(…)",
            SecureAnswer::EmailCode(_) => "EmailCode(…)",
            SecureAnswer::NewPin { .. } => "NewPin(…)",
        })
    }
}

/// What the service says about what protects the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityReply {
    /// The account's e-mail address.
    Email(EmailState),
    /// Whether a two-step PIN is set; `None` when not said.
    Pin(Option<bool>),
    /// What became of a change.
    Change(ChangeReply),
}

/// The state of the account's e-mail address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EmailState {
    /// Whether there is one; `None` when not said.
    pub is_set: Option<bool>,
    /// The address, as the service spells it.
    pub address: Option<ServerText>,
    /// Whether its owner has proved it; `None` when not said.
    pub verified: Option<bool>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeReply {
    /// It is made.
    Done,
    /// It is made when the mailed code is handed in.
    CodeWanted,
    /// It was not made.
    Declined(Option<ServerText>),
    /// The answer does not tell.
    Unclear,
}
