//! What the fields of an answer say about the instance and the account that pays for it.

use super::censor::Censor;
use super::fields::Fields;
use super::replies::Said;
use super::{Class, Reading};
use crate::domain::credentials::fits_address;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::flow::event::{
    InstanceKind, InstanceReply, InstanceRow, InstancesReply, ListedInstance, Payment, Reply,
};
use serde_json::Value;

impl Reading<'_> {
    /// `/me`. The field with the token is not looked at.
    pub(super) fn instance_said(&self, fields: &Fields) -> Said {
        let reply = about(fields, &self.censor);
        if self.class == Class::Fine && reply != InstanceReply::default() {
            Said::Firmly(Reply::Instance(reply))
        } else {
            Said::Nothing
        }
    }

    /// The list of the account's instances.
    pub(super) fn instances_said(&self, fields: &Fields) -> Said {
        let content = fields.given("content").and_then(Value::as_array);
        let Some(content) = content.filter(|_| self.class == Class::Fine) else {
            return Said::Nothing;
        };
        let rows = content.iter().take(MAX_ROWS).filter_map(Value::as_object);
        Said::Firmly(Reply::Instances(InstancesReply {
            instances: rows
                .filter_map(|row| listed(&Fields(row.clone()), &self.censor))
                .collect(),
            total: fields.count("total"),
            pages: fields.count("totalPage"),
        }))
    }
}

/// The most instances of one page that are taken in; the service may not heed the size that is asked for.
const MAX_ROWS: usize = 500;

/// One instance of the list; `None` when it has no id that can be one.
fn listed(fields: &Fields, censor: &Censor) -> Option<ListedInstance> {
    let id = fields.text("id").filter(|id| fits_address(id))?;
    let token = fields.text("token").filter(|token| fits_address(token));
    let token = token.map(Secret::new);
    let about = match &token {
        Some(token) => about(fields, &censor.and(token)),
        None => about(fields, censor),
    };
    let row = InstanceRow {
        id: id.to_owned(),
        kind: match fields.text("middleware") {
            Some(kind) if kind.eq_ignore_ascii_case("mobile") => InstanceKind::Mobile,
            Some(kind) if kind.eq_ignore_ascii_case("web") => InstanceKind::Web,
            Some(_) | None => InstanceKind::Unknown,
        },
        about,
        connected: fields.flag("whatsappConnected"),
    };
    Some(ListedInstance { row, token })
}

/// Name, end and payment of an instance.
fn about(fields: &Fields, censor: &Censor) -> InstanceReply {
    InstanceReply {
        name: fields.text("name").and_then(|name| censor.text(name)),
        due_unix_ms: fields.moment_ms("due"),
        payment: payment(fields, |word| censor.text(word)),
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
