//! What travels: the requests of each call, and what its answers mean.
//!
//! Reading an answer goes from strong to weak, whatever the call:
//! 1. fields that settle it (a flag, `success:true`, a block, a captcha, a wait);
//! 2. a refusal that the service is known to word this way, or HTTP 401, 402, 403, 405, 415 and 429;
//! 3. fields that merely say no (`success:false`, `available:false`);
//! 4. the HTTP status.
//!
//! So an HTTP error does not hide a flag, and an unsubscribed instance is not mistaken for a wrong code.
//! Source: the vendor's documentation and answers of the live service that people quote.

mod account;
mod censor;
mod content;
mod fields;
mod gateway;
mod refusal;
mod replies;
pub(super) mod wait;

use super::error::left;
use crate::domain::credentials::Credentials;
use crate::domain::method::{Method, Waits};
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::flow::at_hand::AtHand;
use crate::flow::effect::{Call, RecoveryRoute};
use crate::flow::event::{
    AnswerWaits, Cause, Outcome, Refusal, RefusalCause, Reply, ReplyFacts, RetryAfter,
};
use censor::Censor;
use content::{Class, Content, class_of, content_of};
use fields::Fields;
use replies::Said;
use serde::Serialize;
use std::cell::OnceCell;

const TRANSFER_PATH: &[&str] = &["mobile", "device-transfer-confirmed"];

/// A call as it is put on the wire.
pub(super) struct Request<'a> {
    pub(super) verb: Verb,
    /// What follows the instance in the address, or the root for the list of instances.
    pub(super) path: &'static [&'static str],
    /// `None` sends no body at all.
    pub(super) body: Option<Body<'a>>,
}

/// The verbs that the service uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post,
}

/// The bodies that the service wants.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Body<'a> {
    Number {
        ddi: String,
        phone: &'a str,
    },
    CodeRequest {
        ddi: String,
        phone: &'a str,
        method: &'static str,
    },
    Digits {
        code: &'a str,
    },
    Email {
        email: &'a str,
    },
    #[serde(rename_all = "camelCase")]
    Verification {
        verification_code: &'a str,
    },
    Captcha {
        captcha: &'a str,
    },
    #[serde(rename_all = "camelCase")]
    Appeal {
        appeal_token: &'a str,
        description: &'a str,
    },
}

/// An answer as it came.
pub(super) struct Answer {
    /// HTTP status.
    pub(super) status: u16,
    /// The header `Retry-After`.
    pub(super) retry_after: Option<String>,
    /// The header `Date`.
    pub(super) date: Option<String>,
    pub(super) body: Vec<u8>,
}

/// How `call` is put on the wire.
pub(super) fn request(call: &Call) -> Request<'_> {
    let get = |path| Request {
        verb: Verb::Get,
        path,
        body: None,
    };
    let post = |path, body| Request {
        verb: Verb::Post,
        path,
        body: Some(body),
    };
    match call {
        Call::Status => get(&["status"]),
        Call::Device => get(&["device"]),
        Call::Instance => get(&["me"]),
        Call::Instances { .. } => get(&["instances"]),
        Call::FinishTransfer => get(TRANSFER_PATH),
        Call::PostTransfer => Request {
            verb: Verb::Post,
            path: TRANSFER_PATH,
            body: None,
        },
        Call::AnswerCaptcha(read) => post(
            &["mobile", "respond-captcha"],
            Body::Captcha { captcha: read },
        ),
        Call::RecoverPin(route) => Request {
            verb: Verb::Post,
            path: recovery_path(*route),
            body: None,
        },
        Call::Security(call) => account::request(call),
        Call::Appeal { token, description } => post(
            &["mobile", "request-unbanning"],
            Body::Appeal {
                appeal_token: token.expose(),
                description,
            },
        ),
        Call::Availability(number) => post(
            &["mobile", "registration-available"],
            Body::Number {
                ddi: number.calling_code().to_string(),
                phone: number.national(),
            },
        ),
        Call::RequestCode(number, method) => post(
            &["mobile", "request-registration-code"],
            Body::CodeRequest {
                ddi: number.calling_code().to_string(),
                phone: number.national(),
                method: name_of(*method),
            },
        ),
        Call::ConfirmCode(code) => post(
            &["mobile", "confirm-registration-code"],
            digits(code.digits()),
        ),
        Call::ConfirmPin(pin) => post(&["mobile", "confirm-pin-code"], digits(pin.digits())),
    }
}

fn digits(secret: &Secret) -> Body<'_> {
    Body::Digits {
        code: secret.expose(),
    }
}

fn recovery_path(route: RecoveryRoute) -> &'static [&'static str] {
    match route {
        RecoveryRoute::Documented => &["mobile", "recovery-pin-code"],
        RecoveryRoute::Collection => &["mobile", "recover-pin-code"],
    }
}

/// The service's name of a method.
fn name_of(method: Method) -> &'static str {
    match method {
        Method::Sms => "sms",
        Method::Voice => "voice",
        Method::Popup => "wa_old",
    }
}

/// What came of `call`, given its answer, and the waits that the answer names, whatever it is.
pub(super) fn read(
    (credentials, hand): (Option<&Credentials>, &AtHand),
    call: &Call,
    answer: &Answer,
) -> (Outcome, AnswerWaits) {
    let censor = Censor::new(credentials, call, hand);
    let reading = Reading::new(censor, call, answer);
    (reading.outcome(), reading.waits())
}

/// An answer on its way to being understood.
struct Reading<'a> {
    call: &'a Call,
    status: u16,
    class: Class,
    retry_after: RetryAfter,
    content: Content,
    censor: Censor,
    facts: OnceCell<ReplyFacts>,
}

impl<'a> Reading<'a> {
    fn new(censor: Censor, call: &'a Call, answer: &Answer) -> Self {
        let content = content_of(&answer.body);
        let date = answer.date.as_deref();
        let in_body = match &content {
            Content::Object(fields) => fields.retry_after(date),
            Content::Empty | Content::Text(_) => RetryAfter::Absent,
        };
        let in_header = wait::header(answer.retry_after.as_deref(), date);
        Self {
            call,
            status: answer.status,
            class: class_of(answer.status),
            retry_after: in_body.or_longer(in_header),
            content,
            censor,
            facts: OnceCell::new(),
        }
    }

    /// The waits that the answer names; also beside a refusal, and where it does not tell what became of the call.
    fn waits(&self) -> AnswerWaits {
        AnswerWaits {
            retry_after: self.retry_after,
            methods: match &self.content {
                Content::Object(fields) => replies::waits_after(fields),
                Content::Empty | Content::Text(_) => Waits::UNKNOWN,
            },
        }
    }

    fn outcome(&self) -> Outcome {
        match (self.class, &self.content) {
            (Class::Elsewhere, _) => self.failed(Cause::Redirected),
            (Class::Odd, _) | (Class::Fine, Content::Text(_)) => self.not_understood(),
            (Class::Fine | Class::Refused | Class::Faulty, Content::Object(fields)) => {
                self.by_fields(fields)
            }
            (Class::Fine, Content::Empty) => match self.when_empty() {
                Some(reply) => Ok(reply),
                None => self.not_understood(),
            },
            (Class::Refused | Class::Faulty, Content::Empty | Content::Text(_)) => {
                match self.known_refusal() {
                    Some(cause) => Ok(self.refused(cause)),
                    None => self.by_status(),
                }
            }
        }
    }

    fn by_fields(&self, fields: &Fields) -> Outcome {
        match (self.said(fields), self.known_refusal()) {
            // HTTP refused the call before anybody looked at what was handed in.
            (Said::Firmly(reply), Some(cause))
                if refusal::is_by_http(cause) && reply.is_mere_no() =>
            {
                Ok(self.refused(cause))
            }
            (Said::Firmly(reply), _) | (Said::Weakly(reply), None) => Ok(reply),
            (Said::Weakly(_) | Said::Nothing, Some(cause)) => Ok(self.refused(cause)),
            (Said::Nothing, None) if self.class == Class::Fine => self.when_vague(fields),
            (Said::Nothing, None) => self.by_status(),
        }
    }

    /// What the HTTP status alone says.
    fn by_status(&self) -> Outcome {
        if self.leaves_open() {
            return self.not_understood();
        }
        match (self.class, refusal::of_status(self.status, self.call)) {
            (Class::Refused, RefusalCause::Other) => Ok(self
                .when_declined()
                .unwrap_or_else(|| self.refused(RefusalCause::Other))),
            (Class::Refused, cause) => Ok(self.refused(cause)),
            (Class::Faulty, _) => self.failed(Cause::ServerError(self.status, self.text())),
            (Class::Fine | Class::Elsewhere | Class::Odd, _) => self.not_understood(),
        }
    }

    /// The refusal that this answer is known to be. A server that failed says nothing that counts.
    fn known_refusal(&self) -> Option<RefusalCause> {
        if self.class == Class::Faulty {
            return None;
        }
        let words = match &self.content {
            Content::Object(fields) => fields.texts(),
            Content::Text(text) => vec![text.as_str()],
            Content::Empty => Vec::new(),
        };
        if let Content::Object(fields) = &self.content
            && refusal::is_not_found(fields, self.status)
        {
            return Some(RefusalCause::NoSuchRoute);
        }
        let by_status = refusal::of_status(self.status, self.call);
        let plain = matches!(
            by_status,
            RefusalCause::SubscriptionEnded
                | RefusalCause::TooManyRequests(_)
                | RefusalCause::PartnerTokenWrong
                | RefusalCause::Unauthorized
                | RefusalCause::FormRefused
        );
        let by_words = refusal::of_words(&words, self.call);
        self.beyond_gateway(by_words).or(plain.then_some(by_status))
    }

    /// What the answer says beside the verdict of its call: the one reader of it, whichever the call. Read once, since a
    /// picture may be among it.
    fn facts(&self) -> &ReplyFacts {
        self.facts.get_or_init(|| {
            let nothing = Fields::default();
            let fields = match &self.content {
                Content::Object(fields) => fields,
                Content::Empty | Content::Text(_) => &nothing,
            };
            ReplyFacts {
                blocked: fields.flag("blocked") == Some(true),
                retry_after: self.retry_after,
                reason: fields.reason(),
                pin_required: fields.flag("confirmSecurityCode") == Some(true),
                device_required: fields.flag("deviceConfirm") == Some(true),
                captcha: replies::picture(fields),
                text: self.text(),
            }
        })
    }

    fn refused(&self, cause: RefusalCause) -> Reply {
        let limited = matches!(cause, RefusalCause::TooManyRequests(_));
        Reply::Refused(Refusal {
            cause: if limited {
                RefusalCause::TooManyRequests(self.retry_after.wait())
            } else {
                cause
            },
            text: self.text(),
            status: self.status,
        })
    }

    fn not_understood(&self) -> Outcome {
        self.failed(Cause::NotUnderstood(self.status, self.text()))
    }

    fn failed(&self, cause: Cause) -> Outcome {
        Err(left(self.call.weight(), cause))
    }

    /// The service's own words, made safe.
    fn text(&self) -> Option<ServerText> {
        match &self.content {
            Content::Object(fields) => self.censor.text(&fields.texts().join(": ")),
            Content::Text(text) => self.censor.text(text),
            Content::Empty => None,
        }
    }
}

#[cfg(test)]
mod tests;
