//! What the fields of an answer say, call by call.

use super::account::security_untold;
use super::fields::{Fields, phone_digits};
use super::refusal::{LinkWords, link_in};
use super::{Class, Reading, name_of};
use crate::domain::method::{Method, Waits};
use crate::domain::picture::{Picture, PictureError};
use crate::domain::secret::Secret;
use crate::flow::effect::{Call, SecurityCall};
use crate::flow::event::{
    AppealReply, AppealVerdict, AvailabilityReply, Block, Captcha, CaptchaReply, CaptchaVerdict,
    CodeRequestReply, CodeRequestVerdict, ConfirmationReply, DeviceReply, InstanceReply, Link,
    Outcome, RecoveryReply, RefusalCause, Reply, StatusReply, TransferReply,
};

const WAITS: [&str; 3] = ["smsWaitSeconds", "voiceWaitSeconds", "waOldWaitSeconds"];

/// What the fields of an answer say.
pub(super) enum Said {
    /// Something that settles it.
    Firmly(Reply),
    /// A mere no, which the words of a known refusal explain better.
    Weakly(Reply),
    /// Nothing.
    Nothing,
}

impl Reading<'_> {
    /// What the fields say.
    pub(super) fn said(&self, fields: &Fields) -> Said {
        match self.call {
            Call::Status => self.status_said(fields),
            Call::Device => self.device_said(fields),
            Call::Instance => self.instance_said(fields),
            Call::Instances { .. } => self.instances_said(fields),
            Call::Security(call) => self.security_said(call, fields),
            Call::Availability(_) => self.availability_said(fields),
            Call::RequestCode(..) => self.code_request_said(fields),
            Call::ConfirmCode(_) | Call::ConfirmPin(_) => self.confirmation_said(fields),
            Call::AnswerCaptcha(_) => self.captcha_said(fields),
            Call::RecoverPin(_) => match fields.flag("success") {
                Some(true) => Said::Firmly(self.recovery(Some(true))),
                Some(false) => Said::Weakly(self.recovery(Some(false))),
                None => Said::Nothing,
            },
            Call::Appeal { .. } => self.appeal_said(fields),
            Call::FinishTransfer => match fields.flag("success") {
                Some(true) => Said::Firmly(Reply::Transfer(TransferReply::Done)),
                Some(false) => Said::Weakly(self.not_accepted()),
                None => Said::Nothing,
            },
        }
    }

    /// What an answer with HTTP 2xx means whose fields say nothing.
    pub(super) fn when_vague(&self, fields: &Fields) -> Outcome {
        match self.call {
            Call::Status => Ok(self.link(Link::Unclear)),
            Call::Device => match link_in(&fields.texts()) {
                None if fields.names_error() => Ok(self.refused(RefusalCause::Other)),
                None | Some(_) => Ok(Reply::Device(DeviceReply::default())),
            },
            Call::Instance if !fields.names_error() => {
                Ok(Reply::Instance(InstanceReply::default()))
            }
            Call::FinishTransfer if fields.names_error() => Ok(self.not_accepted()),
            _ if fields.names_error() => Ok(self.refused(RefusalCause::Other)),
            Call::FinishTransfer => Ok(Reply::Transfer(TransferReply::Unclear)),
            Call::Availability(_) | Call::Instance | Call::Instances { .. } => {
                self.not_understood()
            }
            Call::RequestCode(..) => Ok(self.code_request(fields, CodeRequestVerdict::Unclear)),
            Call::ConfirmCode(_) | Call::ConfirmPin(_) => Ok(self.confirmation(fields)),
            Call::AnswerCaptcha(_) => Ok(self.captcha(fields, CaptchaVerdict::Unclear)),
            Call::Security(call) => Ok(security_untold(call)),
            Call::RecoverPin(_) => Ok(self.recovery(None)),
            Call::Appeal { .. } => Ok(self.appeal(AppealVerdict::Unclear)),
        }
    }

    /// What an answer with HTTP 2xx and no body means; `None` when it cannot be one.
    pub(super) fn when_empty(&self) -> Option<Reply> {
        let nothing = Fields::default();
        match self.call {
            Call::Status
            | Call::Device
            | Call::Instance
            | Call::Instances { .. }
            | Call::Availability(_)
            | Call::Security(SecurityCall::ReadEmail | SecurityCall::ReadPin) => None,
            Call::Security(call) => Some(security_untold(call)),
            Call::RequestCode(..) => Some(self.code_request(&nothing, CodeRequestVerdict::Unclear)),
            Call::ConfirmCode(_) | Call::ConfirmPin(_) => Some(self.confirmation(&nothing)),
            // Clients of the live service see an answer without a body when the picture was read right.
            Call::AnswerCaptcha(_) => Some(self.captcha(&nothing, CaptchaVerdict::Solved)),
            Call::RecoverPin(_) => Some(self.recovery(None)),
            Call::Appeal { .. } => Some(self.appeal(AppealVerdict::Unclear)),
            Call::FinishTransfer => Some(Reply::Transfer(TransferReply::Unclear)),
        }
    }

    /// What an answer with HTTP 4xx and no known cause means, where that is not a refusal of the call.
    pub(super) fn when_declined(&self) -> Option<Reply> {
        let unconnected = || match &self.content {
            super::Content::Object(fields) => link_in(&fields.texts()),
            super::Content::Empty | super::Content::Text(_) => None,
        };
        match self.call {
            Call::Status => unconnected().map(|_| self.link(Link::Unclear)),
            Call::Device => unconnected().map(|_| Reply::Device(DeviceReply::default())),
            // Who may not ask at all was not told about the phone.
            Call::FinishTransfer if matches!(self.status, 401 | 403) => None,
            Call::FinishTransfer => Some(self.not_accepted()),
            Call::Instance
            | Call::Instances { .. }
            | Call::Security(_)
            | Call::Availability(_)
            | Call::RequestCode(..)
            | Call::ConfirmCode(_)
            | Call::ConfirmPin(_)
            | Call::AnswerCaptcha(_)
            | Call::RecoverPin(_)
            | Call::Appeal { .. } => None,
        }
    }

    /// Only a JSON boolean of an answer without an HTTP error tells.
    fn status_said(&self, fields: &Fields) -> Said {
        let connected = fields
            .given("connected")
            .and_then(serde_json::Value::as_bool);
        match (self.class, connected) {
            (Class::Fine, Some(true)) => Said::Firmly(self.link(Link::Connected)),
            (Class::Fine, Some(false)) => Said::Weakly(match link_in(&fields.texts()) {
                Some(LinkWords::Lost) => self.link(Link::SessionLost),
                // It says how the instance is linked, and refuses nothing.
                Some(LinkWords::TakenOver) => return Said::Firmly(self.link(Link::TakenOver)),
                Some(LinkWords::Connected | LinkWords::None) | None => {
                    self.link(Link::NotConnected)
                }
            }),
            (Class::Fine, None)
            | (Class::Elsewhere | Class::Refused | Class::Faulty | Class::Odd, _) => Said::Nothing,
        }
    }

    fn link(&self, link: Link) -> Reply {
        Reply::Status(StatusReply {
            link,
            text: self.text(),
        })
    }

    fn device_said(&self, fields: &Fields) -> Said {
        let text = |text: Option<&str>| self.censor.text(text?);
        let original = fields.inner("originalDevice", "device_model");
        let reply = DeviceReply {
            phone: fields.given("phone").and_then(phone_digits),
            name: text(fields.text("name")),
            model: text(
                fields
                    .inner("device", "device_model")
                    .or(fields.text("originalDevice"))
                    .or(original),
            ),
        };
        if self.class == Class::Fine && reply != DeviceReply::default() {
            Said::Firmly(Reply::Device(reply))
        } else {
            Said::Nothing
        }
    }

    fn captcha_said(&self, fields: &Fields) -> Said {
        use CaptchaVerdict::{Blocked, Solved, Wrong};
        let firm = |verdict| Said::Firmly(self.captcha(fields, verdict));
        if fields.flag("blocked") == Some(true) {
            return firm(Blocked);
        }
        match (fields.flag("success"), fields.holds("captcha")) {
            (Some(true), _) => firm(Solved),
            (Some(false) | None, true) => firm(Wrong),
            (Some(false), false) => Said::Weakly(self.captcha(fields, Wrong)),
            (None, false) => Said::Nothing,
        }
    }

    fn captcha(&self, fields: &Fields, verdict: CaptchaVerdict) -> Reply {
        Reply::Captcha(CaptchaReply {
            verdict,
            picture: picture(fields),
            text: self.text(),
        })
    }

    fn recovery(&self, success: Option<bool>) -> Reply {
        Reply::Recovery(RecoveryReply {
            success,
            text: self.text(),
        })
    }

    fn appeal_said(&self, fields: &Fields) -> Said {
        let state = fields.text("status").map(str::to_ascii_uppercase);
        match (state.as_deref(), fields.flag("success")) {
            (Some("UNBANNED"), _) => Said::Firmly(self.appeal(AppealVerdict::Unbanned)),
            (Some("IN_REVIEW"), _) | (_, Some(true)) => {
                Said::Firmly(self.appeal(AppealVerdict::InReview))
            }
            (_, Some(false)) => Said::Weakly(self.appeal(AppealVerdict::Declined)),
            (_, None) => Said::Nothing,
        }
    }

    fn appeal(&self, verdict: AppealVerdict) -> Reply {
        Reply::Appeal(AppealReply {
            verdict,
            text: self.text(),
        })
    }

    fn availability_said(&self, fields: &Fields) -> Said {
        let eligible = fields.flag("waOldEligible") == Some(true);
        let reply = AvailabilityReply {
            available: fields.flag("available") == Some(true),
            blocked: match fields.flag("blocked") {
                Some(true) if fields.text("appealToken").is_some() => Some(Block::Appealable),
                Some(true) => Some(Block::Plain),
                Some(false) | None => None,
            },
            appeal_token: fields.text("appealToken").map(Secret::new),
            waits: waits(fields, eligible),
            retry_after: self.retry_after,
            reason: self.text(),
        };
        let firm = reply.available || reply.blocked.is_some() || tells_wait(fields);
        let weak = fields.given("available").is_some() || fields.given("blocked").is_some();
        match Reply::Availability(reply) {
            reply if firm => Said::Firmly(reply),
            reply if weak => Said::Weakly(reply),
            _ => Said::Nothing,
        }
    }

    fn code_request_said(&self, fields: &Fields) -> Said {
        use CodeRequestVerdict::{Blocked, Captcha, NotSent, Sent};
        let firm = |verdict| Said::Firmly(self.code_request(fields, verdict));
        if fields.flag("blocked") == Some(true) {
            return firm(Blocked);
        }
        if fields.holds("captcha") {
            return firm(Captcha);
        }
        match fields.flag("success") {
            Some(true) => firm(Sent(fields.text("method").and_then(method_named))),
            Some(false) if tells_wait(fields) => firm(NotSent),
            Some(false) => Said::Weakly(self.code_request(fields, NotSent)),
            // A refusal that names waits: nothing was sent, and the waits are worth more than the refusal.
            None if self.class == Class::Refused && tells_wait(fields) => firm(NotSent),
            None => Said::Nothing,
        }
    }

    fn code_request(&self, fields: &Fields, verdict: CodeRequestVerdict) -> Reply {
        let eligible = match fields.flag("waOldEligible") {
            Some(eligible) => eligible,
            None => fields.given("waOldWaitSeconds").is_some(),
        };
        Reply::CodeRequest(CodeRequestReply {
            verdict,
            picture: picture(fields).filter(|_| verdict == CodeRequestVerdict::Captcha),
            waits: waits(fields, eligible),
            retry_after: self.retry_after,
            text: self.text(),
        })
    }

    fn confirmation_said(&self, fields: &Fields) -> Said {
        let wants = |flag| fields.flag(flag) == Some(true);
        let flagged = wants("confirmSecurityCode") || wants("deviceConfirm");
        match (flagged, fields.flag("success")) {
            (true, _) | (false, Some(true)) => Said::Firmly(self.confirmation(fields)),
            (false, Some(false)) => Said::Weakly(self.confirmation(fields)),
            (false, None) => Said::Nothing,
        }
    }

    fn confirmation(&self, fields: &Fields) -> Reply {
        Reply::Confirmation(ConfirmationReply {
            pin_required: fields.flag("confirmSecurityCode") == Some(true),
            device_required: fields.flag("deviceConfirm") == Some(true),
            success: fields.flag("success"),
            text: self.text(),
        })
    }

    fn not_accepted(&self) -> Reply {
        Reply::Transfer(TransferReply::NotAccepted(self.text()))
    }
}

/// The picture of a captcha; `None` when there is nothing in the field.
fn picture(fields: &Fields) -> Option<Captcha> {
    let given = fields.holds("captcha").then(|| fields.text("captcha"))?;
    Some(given.map_or(Err(PictureError::NotBase64), Picture::parse))
}

fn tells_wait(fields: &Fields) -> bool {
    WAITS.iter().any(|name| fields.given(name).is_some())
}

fn waits(fields: &Fields, popup_eligible: bool) -> Waits {
    let [sms, voice, popup] = WAITS.map(|name| fields.wait(name));
    Waits {
        sms,
        voice,
        popup: popup_eligible.then_some(popup),
    }
}

fn method_named(name: &str) -> Option<Method> {
    Method::ALL
        .into_iter()
        .find(|method| name_of(*method).eq_ignore_ascii_case(name))
}
