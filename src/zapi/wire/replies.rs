//! What the fields of an answer say, call by call.

use super::account::security_untold;
use super::fields::{Fields, phone_digits};
use super::refusal::{LinkWords, link_in};
use super::{Class, Content, Reading, name_of};
use crate::domain::method::{Method, Waits};
use crate::domain::picture::{Picture, PictureError};
use crate::domain::secret::Secret;
use crate::flow::effect::{Call, SecurityCall};
use crate::flow::event::{
    AppealReply, AppealVerdict, AvailabilityReply, Block, Captcha, CaptchaReply, CaptchaVerdict,
    CodeRequestReply, CodeRequestVerdict, ConfirmationReply, DeviceReply, InstanceReply, Link,
    Outcome, Reason, RecoveryReply, RefusalCause, Reply, RetryAfter, StatusReply, TransferReply,
    TransferVerdict,
};

use serde_json::Value;

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
            Call::RecoverPin(_) => self.recovery_said(fields),
            Call::Appeal { .. } => self.appeal_said(fields),
            Call::FinishTransfer | Call::PostTransfer => self.transfer_said(fields),
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
            Call::FinishTransfer | Call::PostTransfer if fields.names_error() => {
                Ok(self.transfer(TransferVerdict::NotAccepted))
            }
            _ if fields.names_error() => Ok(self.refused(RefusalCause::Other)),
            Call::FinishTransfer | Call::PostTransfer => {
                Ok(self.transfer(TransferVerdict::Unclear))
            }
            Call::Availability(_) | Call::Instance | Call::Instances { .. } => {
                self.not_understood()
            }
            Call::RequestCode(..) => Ok(self.code_request(fields, CodeRequestVerdict::Unclear)),
            Call::ConfirmCode(_) | Call::ConfirmPin(_) => Ok(self.confirmation(fields)),
            Call::AnswerCaptcha(_) => Ok(self.captcha(CaptchaVerdict::Unclear)),
            Call::Security(call) => Ok(security_untold(call)),
            Call::RecoverPin(_) => Ok(self.recovery(None)),
            Call::Appeal { .. } => Ok(self.appeal(AppealVerdict::Unclear)),
        }
    }

    /// What an answer with HTTP 2xx and no body means; `None` when it says nothing.
    pub(super) fn when_empty(&self) -> Option<Reply> {
        let nothing = Fields::default();
        let names_wait = self.retry_after != RetryAfter::Absent;
        match self.call {
            // The wait of a header counts; without one the HTTP status is all that can be told.
            Call::RequestCode(..) if names_wait => {
                Some(self.code_request(&nothing, CodeRequestVerdict::Unclear))
            }
            Call::ConfirmCode(_) | Call::ConfirmPin(_) if names_wait => {
                Some(self.confirmation(&nothing))
            }
            Call::RecoverPin(_) if names_wait => Some(self.recovery(None)),
            Call::FinishTransfer | Call::PostTransfer if names_wait => {
                Some(self.transfer(TransferVerdict::Unclear))
            }
            Call::Status
            | Call::Device
            | Call::Instance
            | Call::Instances { .. }
            | Call::Availability(_)
            | Call::RequestCode(..)
            | Call::ConfirmCode(_)
            | Call::ConfirmPin(_)
            | Call::RecoverPin(_)
            | Call::Appeal { .. }
            | Call::FinishTransfer
            | Call::PostTransfer
            | Call::Security(SecurityCall::ReadEmail | SecurityCall::ReadPin) => None,
            Call::Security(call) => Some(security_untold(call)),
            // Clients of the live service see an answer without a body when the picture was read right.
            Call::AnswerCaptcha(_) => Some(self.captcha(CaptchaVerdict::Solved)),
        }
    }

    /// What an answer with HTTP 4xx and no known cause means, where that is not a refusal of the call.
    pub(super) fn when_declined(&self) -> Option<Reply> {
        let unconnected = || match &self.content {
            Content::Object(fields) => link_in(&fields.texts()),
            Content::Empty | Content::Text(_) => None,
        };
        match self.call {
            Call::Status => unconnected().map(|_| self.link(Link::Unclear)),
            Call::Device => unconnected().map(|_| Reply::Device(DeviceReply::default())),
            Call::FinishTransfer | Call::PostTransfer => {
                Some(self.transfer(TransferVerdict::NotAccepted))
            }
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

    /// The link, with the service's words. Beside a yes or a no that is plain, those that are known say nothing more.
    fn link(&self, link: Link) -> Reply {
        let text = match (link, &self.content) {
            (Link::Connected | Link::NotConnected | Link::SessionLost, Content::Object(fields)) => {
                let mut unknown = fields.texts();
                unknown.retain(|text| link_in(&[text]).is_none());
                self.censor.text(&unknown.join(": "))
            }
            (Link::TakenOver | Link::Unclear, _) | (_, Content::Empty | Content::Text(_)) => {
                self.text()
            }
        };
        Reply::Status(StatusReply { link, text })
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

    /// Whether the facts alone tell what the call came to, so that neither `success` nor the HTTP status is asked. A wait
    /// does beside a refusal, except where the service wants fewer requests of all kinds.
    fn is_settled(&self) -> bool {
        let facts = self.facts();
        let limited = matches!(self.known_refusal(), Some(RefusalCause::TooManyRequests(_)));
        facts.blocked
            || facts.captcha.is_some()
            || facts.pin_required
            || facts.device_required
            || facts.reason.is_some_and(|reason| reason != Reason::Other)
            || (self.class == Class::Refused && facts.retry_after != RetryAfter::Absent && !limited)
    }

    /// `reply`, as firmly as the facts and `success` make it.
    fn weighed(&self, reply: Reply, success: Option<bool>) -> Said {
        match success {
            _ if self.is_settled() => Said::Firmly(reply),
            Some(true) => Said::Firmly(reply),
            Some(false) => Said::Weakly(reply),
            None => Said::Nothing,
        }
    }

    /// What `success` says; where only the facts say no, that.
    fn success(&self, fields: &Fields) -> Option<bool> {
        let facts = self.facts();
        let flagged = facts.pin_required || facts.device_required;
        let says_no = self.class == Class::Refused && self.is_settled() && !flagged;
        fields.flag("success").or(says_no.then_some(false))
    }

    fn captcha_said(&self, fields: &Fields) -> Said {
        let verdict = match (fields.flag("success"), fields.holds("captcha")) {
            (Some(true), false) => CaptchaVerdict::Solved,
            (None, false) if self.success(fields).is_none() => CaptchaVerdict::Unclear,
            // A new picture beside a yes is one more picture, and no word of the former one.
            (Some(true), true) => CaptchaVerdict::Unclear,
            (Some(false) | None, _) => CaptchaVerdict::Wrong,
        };
        let reply = self.captcha(verdict);
        self.weighed(reply, self.success(fields))
    }

    fn captcha(&self, verdict: CaptchaVerdict) -> Reply {
        Reply::Captcha(CaptchaReply {
            verdict,
            facts: self.facts().clone(),
        })
    }

    fn recovery_said(&self, fields: &Fields) -> Said {
        let success = self.success(fields);
        let reply = self.recovery(success);
        self.weighed(reply, success)
    }

    fn recovery(&self, success: Option<bool>) -> Reply {
        Reply::Recovery(RecoveryReply {
            success,
            facts: self.facts().clone(),
        })
    }

    fn transfer_said(&self, fields: &Fields) -> Said {
        let success = self.success(fields);
        let verdict = match success {
            Some(true) => TransferVerdict::Done,
            Some(false) => TransferVerdict::NotAccepted,
            None => TransferVerdict::Unclear,
        };
        let reply = self.transfer(verdict);
        self.weighed(reply, success)
    }

    fn transfer(&self, verdict: TransferVerdict) -> Reply {
        Reply::Transfer(TransferReply {
            verdict,
            facts: self.facts().clone(),
        })
    }

    fn appeal_said(&self, fields: &Fields) -> Said {
        let state = fields.text("status").map(str::to_ascii_uppercase);
        let success = self.success(fields);
        let verdict = match (state.as_deref(), success) {
            (Some("UNBANNED"), _) => AppealVerdict::Unbanned,
            (Some("IN_REVIEW"), _) | (_, Some(true)) => AppealVerdict::InReview,
            (_, Some(false)) => AppealVerdict::Declined,
            (_, None) => AppealVerdict::Unclear,
        };
        let told = matches!(verdict, AppealVerdict::Unbanned | AppealVerdict::InReview);
        let reply = self.appeal(verdict);
        self.weighed(reply, told.then_some(true).or(success))
    }

    fn appeal(&self, verdict: AppealVerdict) -> Reply {
        Reply::Appeal(AppealReply {
            verdict,
            facts: self.facts().clone(),
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
            facts: self.facts().clone(),
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
        let facts = self.facts();
        let firm = |verdict| Said::Firmly(self.code_request(fields, verdict));
        if facts.blocked || facts.reason == Some(Reason::Blocked) {
            return firm(Blocked);
        }
        if facts.captcha.is_some() {
            return firm(Captcha);
        }
        match fields.flag("success") {
            Some(true) => firm(Sent(fields.text("method").and_then(method_named))),
            Some(false) if tells_wait(fields) || self.is_settled() => firm(NotSent),
            Some(false) => Said::Weakly(self.code_request(fields, NotSent)),
            // A refusal that names waits or a reason: nothing was sent, and these are worth more than the refusal.
            None if self.class == Class::Refused && (tells_wait(fields) || self.is_settled()) => {
                firm(NotSent)
            }
            None => Said::Nothing,
        }
    }

    fn code_request(&self, fields: &Fields, verdict: CodeRequestVerdict) -> Reply {
        Reply::CodeRequest(CodeRequestReply {
            verdict,
            waits: waits_after(fields),
            facts: self.facts().clone(),
        })
    }

    fn confirmation_said(&self, fields: &Fields) -> Said {
        let reply = self.confirmation(fields);
        self.weighed(reply, self.success(fields))
    }

    fn confirmation(&self, fields: &Fields) -> Reply {
        Reply::Confirmation(ConfirmationReply {
            success: self.success(fields),
            facts: self.facts().clone(),
        })
    }
}

/// The picture of a captcha; `None` when there is nothing in the field. Of what is no text its JSON is taken.
pub(super) fn picture(fields: &Fields) -> Option<Captcha> {
    let given = fields
        .given("captcha")
        .filter(|_| fields.holds("captcha"))?;
    Some(match (fields.text("captcha"), given) {
        (Some(text), _) => Picture::parse(text),
        (None, Value::Array(_) | Value::Object(_)) => {
            Picture::from_bytes(given.to_string().into_bytes())
        }
        (None, _) => Err(PictureError::Empty),
    })
}

fn tells_wait(fields: &Fields) -> bool {
    WAITS.iter().any(|name| fields.given(name).is_some())
}

/// The waits of an answer to another call than availability, which alone says whether the number is eligible for the app
/// pop-up.
pub(super) fn waits_after(fields: &Fields) -> Waits {
    waits(fields, fields.flag("waOldEligible") != Some(false))
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
