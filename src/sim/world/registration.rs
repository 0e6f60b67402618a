//! The registration itself: the order of its calls, and what each answer says.

use crate::sim::scenario::{Method, Reported, RequestAnswer};
use crate::sim::world::early::Entry;
use crate::sim::world::number::{Number, digits_in};
use crate::sim::world::waits::{Left, seconds_in, whole_seconds};
use crate::sim::world::{Answer, Stage, World};
use serde_json::{Map, Value, json};
use std::time::Duration;

impl World {
    /// Tells the availability of a number, and sets it up.
    pub(super) fn look(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let number = match number_in(body) {
            Ok(number) => number,
            Err(refusal) => return refusal,
        };
        self.looked_at = Some(number);
        let a = &self.scenario.availability;
        let is_lifted = self.is_unbanned(now);
        let mut body = object([("available", Some(self.is_available(now).into()))]);
        self.write_waits(&mut body, now);
        let eligible = self.scenario.waits.wa_old_eligible;
        body.extend(object([
            ("blocked", self.is_blocked(now).then_some(true.into())),
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

    fn is_blocked(&self, now: Duration) -> bool {
        self.is_banned(now) || self.turns.is_blocked(now)
    }

    /// Whether the number may be registered, by what a look at it says.
    fn is_available(&self, now: Duration) -> bool {
        let is_open = self.scenario.availability.available || self.is_unbanned(now);
        is_open && !self.turns.is_blocked(now)
    }

    pub(super) fn request_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let number = match number_in(body) {
            Ok(number) => number,
            Err(refusal) => return refusal,
        };
        let asked = body.get("method").and_then(Value::as_str);
        let Some(asked) = asked.and_then(Method::named) else {
            return Answer::refusal(400, "refused: method", "Invalid method");
        };
        if self.looked_at.as_ref() != Some(&number) {
            let text = "Check registration availability first";
            return Answer::refusal(400, "refused: order", text);
        }
        if self.is_blocked(now) {
            return blocked().counted();
        }
        if !self.is_available(now) {
            return declined("unavailable").counted();
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
                let request = &self.scenario.request;
                let mut body = object([
                    ("success", Some(true.into())),
                    ("retryAfter", request.retry_after.clone()),
                    ("method", Some(used.name().into())),
                ]);
                self.write_waits(&mut body, now);
                let header = request.retry_after_header.as_ref();
                Answer::ok("sent", body).retry_after(header)
            }
            RequestAnswer::Empty => {
                self.send_code(number, used, now);
                let header = self.scenario.request.retry_after_header.as_ref();
                Answer::ok("sent", json!({})).retry_after(header)
            }
            RequestAnswer::Captcha => self.ask_captcha(number, used, now),
            RequestAnswer::Blocked => blocked(),
            RequestAnswer::Declined => declined("declined"),
        }
    }

    fn send_code(&mut self, number: Number, method: Method, now: Duration) {
        let request = &self.scenario.request;
        let named = [&request.retry_after, &request.retry_after_header];
        let wait = named.map(|value| seconds_in(value.as_ref()));
        let longest = wait.into_iter().max().unwrap_or_default();
        self.gates.shut(method, &self.scenario.waits, now);
        self.gates.hold(method, now.saturating_add(longest));
        self.registering = Some(number);
        self.stage = Stage::Code { method, sent: now };
    }

    pub(super) fn confirm_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(typed) = digits_in(body, "code") else {
            return Answer::refusal(400, "refused: body", "Invalid code");
        };
        if let Some(answer) = self.repeat_early(Entry::Code, now) {
            return answer;
        }
        let Stage::Code { .. } = self.stage else {
            return Answer::refusal(400, "refused: order", "No registration in progress");
        };
        if let Some(answer) = self.answer_early(Entry::Code, now) {
            return answer;
        }
        let code = &self.scenario.code;
        if typed != code.value {
            return declined("wrong").counted();
        }
        self.phone_owed = code.asks_device;
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
        let Some(typed) = digits_in(body, "code") else {
            return Answer::refusal(400, "refused: body", "Invalid code");
        };
        if self.stage != Stage::Pin {
            return Answer::refusal(400, "refused: order", "No security code requested");
        }
        if let Some(answer) = self.answer_early(Entry::Pin, now) {
            return answer;
        }
        let pin = &self.scenario.pin;
        if typed != pin.value {
            return declined("wrong").counted();
        }
        self.stage = if pin.asks_device || self.phone_owed {
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
        if let Some(answer) = self.repeat_early(Entry::Transfer, now) {
            return answer;
        }
        let Stage::Device { asked } = self.stage else {
            let text = "No device transfer in progress";
            return Answer::refusal(400, "refused: order", text);
        };
        if now < self.accepted_at(asked) {
            let text = "Device transfer was not confirmed on the phone";
            return Answer::refusal(400, "too early", text).counted();
        }
        if let Some(answer) = self.answer_early(Entry::Transfer, now) {
            return answer;
        }
        self.stage = Stage::Done { at: now };
        Answer::ok("accepted", json!({ "success": true })).counted()
    }

    fn write_waits(&self, body: &mut Map<String, Value>, now: Duration) {
        self.gates.write(body, now, &self.scenario.waits);
    }
}

/// The number that a body names.
fn number_in(body: &Map<String, Value>) -> Result<Number, Answer> {
    let refusal = |verdict| Answer::refusal(400, verdict, "Invalid phone");
    let number = Number::in_body(body).ok_or_else(|| refusal("refused: number"))?;
    if number.carries_calling_code() {
        return Err(refusal("refused: calling code"));
    }
    Ok(number)
}

pub(super) fn declined(verdict: &'static str) -> Answer {
    Answer::ok(verdict, json!({ "success": false }))
}

fn blocked() -> Answer {
    Answer::ok("blocked", json!({ "success": false, "blocked": true }))
}

/// An object of the fields that have a value.
pub(super) fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let fields = fields.into_iter();
    fields
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}
