//! The words for the number's way from the phone to the service.

use crate::flow::prompt::Ask;
use crate::wording::Wording;

/// Where the number is on its way from the phone to the service, for a drawing: the lead says the same in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it comes from.
    pub phone: String,
    /// Where it goes.
    pub service: String,
    /// What is the matter between the two.
    pub between: String,
    /// How far it has come.
    pub reached: Reached,
}

/// How far a number has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is on the phone.
    Phone,
    /// It has left, and nobody said that it arrived.
    OnTheWay,
    /// It works through the service.
    Service,
}

impl Wording<'_> {
    /// Where the number is on its way; `None` where that is not the matter.
    pub(super) fn passage(&self, ask: &Ask) -> Option<Passage> {
        let c = self.catalog;
        let (between, reached) = match ask {
            Ask::NumberGate { .. } => (c.passage_planned(), Reached::Phone),
            Ask::Device { .. } => (c.passage_waits(), Reached::Phone),
            Ask::Verifying { .. } => (c.passage_checking(), Reached::OnTheWay),
            Ask::Connected { .. } => (c.passage_done(), Reached::Service),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::NotArrived { .. }
            | Ask::Pin { .. }
            | Ask::PinRecovery { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. }
            | Ask::LeaveGate { .. }
            | Ask::Secure { .. } => return None,
        };
        Some(Passage {
            phone: c.passage_phone(),
            service: c.passage_service(),
            between,
            reached,
        })
    }
}
