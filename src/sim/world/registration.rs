//! The registration itself: the order of its calls, and what each answer says.

use crate::sim::scenario::{Method, Reported, RequestAnswer};
use crate::sim::world::waits::{Left, whole_seconds};
use crate::sim::world::{Answer, Stage, World};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// A phone number as requests name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    ddi: String,
    phone: String,
}

impl Number {
    /// Both fields must be digits and nothing else.
    fn in_body(body: &Map<String, Value>) -> Option<Self> {
        let digits = |key: &str| {
            let text = body.get(key)?.as_str()?;
            let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            is_number.then(|| text.to_owned())
        };
        Some(Self {
            ddi: digits("ddi")?,
            phone: digits("phone")?,
        })
    }

    /// With its calling code.
    pub(super) fn international(&self) -> String {
        format!("{}{}", self.ddi, self.phone)
    }
}

impl World {
    /// Tells the availability of a number, and sets it up.
    pub(super) fn look(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(number) = Number::in_body(body) else {
            return Answer::refusal(400, "refused: number", "Invalid phone");
        };
        self.looked_at = Some(number);
        let a = &self.scenario.availability;
        let is_lifted = self.is_unbanned(now);
        let mut body = object([("available", Some((a.available || is_lifted).into()))]);
        self.write_waits(&mut body, now);
        let eligible = self.scenario.waits.wa_old_eligible;
        body.extend(object([
            ("blocked", self.is_banned(now).then_some(true.into())),
            ("waOldEligible", eligible.then_some(true.into())),
        ]));
        if !is_lifted {
            body.extend(object([
                ("appealToken", a.appeal_token.clone().map(Value::from)),
                ("reason", a.reason.clone().map(Value::from)),
                ("retryAfter", a.retry_after.map(Value::from)),
            ]));
        }
        Answer::ok("ok", body)
    }

    pub(super) fn request_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(number) = Number::in_body(body) else {
            return Answer::refusal(400, "refused: number", "Invalid phone");
        };
        let asked = body.get("method").and_then(Value::as_str);
        let Some(asked) = asked.and_then(Method::named) else {
            return Answer::refusal(400, "refused: method", "Invalid method");
        };
        if self.looked_at.as_ref() != Some(&number) {
            let text = "Check registration availability first";
            return Answer::refusal(400, "refused: order", text);
        }
        if self.is_banned(now) {
            return blocked().counted();
        }
        if asked == Method::WaOld && !self.scenario.waits.wa_old_eligible {
            return declined("not eligible").counted();
        }
        if self.gates.left(asked, now) != Left::Nothing {
            return self.too_early(asked, now).counted();
        }
        self.answer_request(number, asked, now).counted()
    }

    /// A request before its time comes back blocked, and the wait grows.
    fn too_early(&mut self, asked: Method, now: Duration) -> Answer {
        self.gates.double(asked, now);
        let (verdict, retry_after) = match self.gates.left(asked, now) {
            Left::Forever => ("closed", None),
            Left::Nothing => ("too early", Some(0)),
            Left::For(left) => ("too early", Some(whole_seconds(left))),
        };
        let mut body = object([
            ("success", Some(false.into())),
            ("blocked", Some(true.into())),
            ("retryAfter", retry_after.map(Value::from)),
        ]);
        self.write_waits(&mut body, now);
        Answer::ok(verdict, body)
    }

    /// The answer to a request in its time. Of one that is blocked or declined, nothing comes.
    fn answer_request(&mut self, number: Number, asked: Method, now: Duration) -> Answer {
        let used = self.scenario.request.method.unwrap_or(asked);
        match self.scenario.request.answer {
            RequestAnswer::Sent => {
                self.send_code(number, used, now);
                let mut body = object([
                    ("success", Some(true.into())),
                    ("method", Some(used.name().into())),
                ]);
                self.write_waits(&mut body, now);
                Answer::ok("sent", body)
            }
            RequestAnswer::Empty => {
                self.send_code(number, used, now);
                Answer::ok("sent", json!({}))
            }
            RequestAnswer::Captcha => self.ask_captcha(number, used, now),
            RequestAnswer::Blocked => blocked(),
            RequestAnswer::Declined => declined("declined"),
        }
    }

    fn send_code(&mut self, number: Number, method: Method, now: Duration) {
        self.gates.shut(method, &self.scenario.waits, now);
        self.registering = Some(number);
        self.stage = Stage::Code { method, sent: now };
    }

    pub(super) fn confirm_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(typed) = body.get("code").and_then(Value::as_str) else {
            return Answer::refusal(400, "refused: body", "Invalid code");
        };
        let Stage::Code { .. } = self.stage else {
            return Answer::refusal(400, "refused: order", "No registration in progress");
        };
        let code = &self.scenario.code;
        if typed != code.value {
            return declined("wrong").counted();
        }
        self.stage = match (code.asks_pin, code.asks_device) {
            (true, _) => Stage::Pin,
            (false, true) => Stage::Device { asked: now },
            (false, false) => Stage::Done { at: now },
        };
        let success = match (self.stage, code.success) {
            (_, _) if code.empty => None,
            (Stage::Done { .. }, _) | (_, Reported::True) => Some(true),
            (_, Reported::False) => Some(false),
            (_, Reported::Absent) => None,
        };
        let flag = |is_set: bool| (is_set && !code.empty).then_some(Value::from(true));
        let body = object([
            ("success", success.map(Value::from)),
            ("confirmSecurityCode", flag(code.asks_pin)),
            ("deviceConfirm", flag(code.asks_device)),
        ]);
        Answer::ok("accepted", body).counted()
    }

    pub(super) fn confirm_pin(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(typed) = body.get("code").and_then(Value::as_str) else {
            return Answer::refusal(400, "refused: body", "Invalid code");
        };
        if self.stage != Stage::Pin {
            return Answer::refusal(400, "refused: order", "No security code requested");
        }
        let pin = &self.scenario.pin;
        if typed != pin.value {
            return declined("wrong").counted();
        }
        self.stage = if pin.asks_device || self.scenario.code.asks_device {
            Stage::Device { asked: now }
        } else {
            Stage::Done { at: now }
        };
        let body = if pin.asks_device {
            json!({ "success": false, "deviceConfirm": true })
        } else {
            json!({ "success": true })
        };
        Answer::ok("accepted", body).counted()
    }

    /// Has a link mailed by which the holder of the number takes the PIN away.
    pub(super) fn recover_pin(&mut self, _: &Map<String, Value>, _now: Duration) -> Answer {
        if self.stage != Stage::Pin {
            return Answer::refusal(400, "refused: order", "No security code requested");
        }
        Answer::ok("mailed", json!({ "success": true })).counted()
    }

    /// Finishes the transfer that the phone accepted.
    pub(super) fn transfer(&mut self, now: Duration) -> Answer {
        let Stage::Device { asked } = self.stage else {
            let text = "No device transfer in progress";
            return Answer::refusal(400, "refused: order", text);
        };
        if now < self.accepted_at(asked) {
            let text = "Device transfer was not confirmed on the phone";
            return Answer::refusal(400, "too early", text).counted();
        }
        self.stage = Stage::Done { at: now };
        Answer::ok("accepted", json!({ "success": true })).counted()
    }

    fn write_waits(&self, body: &mut Map<String, Value>, now: Duration) {
        self.gates.write(body, now, &self.scenario.waits);
    }
}

pub(super) fn declined(verdict: &'static str) -> Answer {
    Answer::ok(verdict, json!({ "success": false }))
}

fn blocked() -> Answer {
    Answer::ok("blocked", json!({ "success": false, "blocked": true }))
}

/// An object of the fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let fields = fields.into_iter();
    fields
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}
