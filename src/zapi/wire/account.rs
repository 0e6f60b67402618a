//! What the fields of an answer say about the instance and the account that pays for it.

use super::censor::Censor;
use super::fields::Fields;
use super::replies::Said;
use super::{Body, Class, Reading, Request, Verb, digits};
use crate::domain::credentials::fits_address;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::flow::effect::SecurityCall;
use crate::flow::event::{
    ChangeReply, EmailState, InstanceKind, InstanceReply, InstanceRow, InstancesReply,
    ListedInstance, Payment, Reply, SecurityReply,
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

    /// What protects the account, and what became of changing it.
    pub(super) fn security_said(&self, call: &SecurityCall, fields: &Fields) -> Said {
        let success = fields.flag("success");
        let code_wanted = fields
            .text("message")
            .is_some_and(|text| text.eq_ignore_ascii_case("VERIFY_EMAIL"));
        let firm = |reply| Said::Firmly(Reply::Security(reply));
        match call {
            SecurityCall::ReadEmail | SecurityCall::ReadPin if self.class != Class::Fine => {
                Said::Nothing
            }
            SecurityCall::ReadEmail => match self.email_state(fields) {
                state if state == EmailState::default() => Said::Nothing,
                state => firm(SecurityReply::Email(state)),
            },
            SecurityCall::ReadPin => match fields.flag("hasCode") {
                None => Said::Nothing,
                set => firm(SecurityReply::Pin(set)),
            },
            SecurityCall::SetEmail(_) if code_wanted && success != Some(false) => {
                firm(SecurityReply::Change(ChangeReply::CodeWanted))
            }
            SecurityCall::SetEmail(_) | SecurityCall::VerifyEmail(_) | SecurityCall::SetPin(_) => {
                match success {
                    Some(true) => firm(SecurityReply::Change(ChangeReply::Done)),
                    Some(false) => Said::Weakly(Reply::Security(SecurityReply::Change(
                        ChangeReply::Declined(self.text()),
                    ))),
                    None => Said::Nothing,
                }
            }
        }
    }

    fn email_state(&self, fields: &Fields) -> EmailState {
        let address = fields.text("email");
        EmailState {
            is_set: fields.flag("hasEmail").or(address.map(|_| true)),
            address: address.and_then(|address| self.censor.address(address)),
            verified: fields.flag("verified"),
        }
    }
}

/// How a call about what protects the account is put on the wire.
pub(super) fn request(call: &SecurityCall) -> Request<'_> {
    let (path, body): (&'static [&'static str], _) = match call {
        SecurityCall::ReadEmail => (&["security", "email"], None),
        SecurityCall::ReadPin => (&["security", "two-fa-code"], None),
        SecurityCall::SetEmail(email) => {
            let email = email.as_str();
            (&["security", "email"], Some(Body::Email { email }))
        }
        SecurityCall::VerifyEmail(code) => {
            let verification_code = code.secret().expose();
            let body = Body::Verification { verification_code };
            (&["security", "verify-email"], Some(body))
        }
        SecurityCall::SetPin(pin) => {
            let path = &["security", "two-fa-code"];
            (path, Some(digits(pin.digits())))
        }
    };
    let verb = if body.is_some() {
        Verb::Post
    } else {
        Verb::Get
    };
    Request { verb, path, body }
}

/// What an answer without anything in it says about what protects the account.
pub(super) fn security_untold(call: &SecurityCall) -> Reply {
    Reply::Security(match call {
        SecurityCall::ReadEmail => SecurityReply::Email(EmailState::default()),
        SecurityCall::ReadPin => SecurityReply::Pin(None),
        SecurityCall::SetEmail(_) | SecurityCall::VerifyEmail(_) | SecurityCall::SetPin(_) => {
            SecurityReply::Change(ChangeReply::Unclear)
        }
    })
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
