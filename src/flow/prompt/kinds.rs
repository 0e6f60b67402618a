//! What can be told of every question by its kind.

use super::{Ask, Station};
use crate::domain::phone::PhoneNumber;

impl Ask {
    /// The number that it is about; `None` before there is one.
    #[must_use]
    pub fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. } => None,
            Ask::Credentials { resuming, .. } => resuming.as_ref(),
            Ask::Held { number, .. }
            | Ask::NumberGate { number, .. }
            | Ask::Board { number, .. }
            | Ask::RequestGate { number, .. }
            | Ask::Verifying { number, .. }
            | Ask::Unknown { number, .. }
            | Ask::Halted { number, .. }
            | Ask::Appeal { number, .. }
            | Ask::Secure { number, .. }
            | Ask::Connected { number, .. } => Some(number),
            Ask::Captcha { live, .. }
            | Ask::Code { live, .. }
            | Ask::NotArrived { live, .. }
            | Ask::Pin { live, .. }
            | Ask::PinRecovery { live, .. }
            | Ask::Device { live, .. }
            | Ask::LeaveGate { live } => Some(&live.number),
        }
    }

    /// The station that this belongs to.
    #[must_use]
    pub fn station(&self) -> Station {
        match self {
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. } => Station::Credentials,
            Ask::Number { .. } | Ask::NumberGate { .. } | Ask::Held { .. } => Station::Number,
            Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. } => Station::Method,
            Ask::Captcha { .. } | Ask::Code { .. } | Ask::NotArrived { .. } => Station::Code,
            Ask::Pin { .. } | Ask::PinRecovery { .. } | Ask::Device { .. } => Station::Security,
            Ask::Verifying { .. } | Ask::Secure { .. } | Ask::Connected { .. } => {
                Station::Connected
            }
            Ask::Unknown { act, .. } => act.station(),
            Ask::LeaveGate { live } => live.awaiting.station(),
        }
    }

    /// Whether the answer is typed, not chosen.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        if let Ask::Secure { step, .. } = self {
            return step.takes_text();
        }
        matches!(
            self,
            Ask::Credentials { .. }
                | Ask::Partner { .. }
                | Ask::Number { .. }
                | Ask::Captcha { .. }
                | Ask::Code { .. }
                | Ask::Pin { .. }
                | Ask::Appeal { .. }
        )
    }

    /// A name for the kind of question, the same in every language and version.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Ask::Unrecorded { .. } => "unrecorded",
            Ask::Welcome { .. } => "welcome",
            Ask::Held { .. } => "held",
            Ask::Credentials { .. } => "credentials",
            Ask::Partner { .. } => "partner",
            Ask::Instances { .. } => "instances",
            Ask::AlreadyConnected { .. } => "already_connected",
            Ask::Number { .. } => "number",
            Ask::NumberGate { .. } => "number_gate",
            Ask::Board { .. } => "board",
            Ask::RequestGate { .. } => "request_gate",
            Ask::Captcha { .. } => "captcha",
            Ask::Code { .. } => "code",
            Ask::NotArrived { .. } => "not_arrived",
            Ask::Pin { .. } => "pin",
            Ask::PinRecovery { .. } => "pin_recovery",
            Ask::Device { .. } => "device",
            Ask::Verifying { .. } => "verifying",
            Ask::Unknown { .. } => "unknown",
            Ask::Halted { .. } => "halted",
            Ask::Appeal { .. } => "appeal",
            Ask::LeaveGate { .. } => "leave_gate",
            Ask::Secure { step, .. } => step.name(),
            Ask::Connected { .. } => "connected",
        }
    }
}
