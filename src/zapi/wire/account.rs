//! What the fields of an answer say about the instance and the account that pays for it.

use super::fields::Fields;
use super::replies::Said;
use super::{Class, Reading};
use crate::domain::server_text::ServerText;
use crate::flow::event::{InstanceReply, Payment, Reply};

impl Reading<'_> {
    /// `/me`. The field with the token is not looked at.
    pub(super) fn instance_said(&self, fields: &Fields) -> Said {
        let reply = InstanceReply {
            name: fields.text("name").and_then(|name| self.censor.text(name)),
            due_unix_ms: fields.moment_ms("due"),
            payment: payment(fields, |word| self.censor.text(word)),
        };
        if self.class == Class::Fine && reply != InstanceReply::default() {
            Said::Firmly(Reply::Instance(reply))
        } else {
            Said::Nothing
        }
    }
}

/// The state of a payment; `None` when it is not said.
fn payment(fields: &Fields, safe: impl Fn(&str) -> Option<ServerText>) -> Option<Payment> {
    let word = fields.text("paymentStatus")?;
    if word.eq_ignore_ascii_case("PAID") {
        Some(Payment::Paid)
    } else {
        safe(word).map(Payment::Other)
    }
}
