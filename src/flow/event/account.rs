//! What the service says of the instance and of the account that pays for it.

use crate::domain::server_text::ServerText;
use serde::Serialize;

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
