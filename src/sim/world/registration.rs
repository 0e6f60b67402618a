//! The registration itself: the order of its calls, the waits, and what each answer says.

use crate::sim::scenario::RequestAnswer;
use crate::sim::world::{Answer, Gate, METHODS, Stage, World, answer, refusal};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// A tiny picture, for a captcha.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// What is left of a wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    For(Duration),
    Forever,
}

impl World {
    pub(super) fn availability(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(number) = number_of(body) else {
            return refusal(400, "no number", "Invalid phone");
        };
        self.set_up = Some(number);
        let a = self.scenario.availability.clone();
        let mut body = object([("available", a.available.into())]);
        self.write_waits(&mut body, now);
        if a.blocked {
            body.insert("blocked".to_owned(), true.into());
        }
        if a.wa_old_eligible {
            body.insert("waOldEligible".to_owned(), true.into());
        }
        let further = [
            ("appealToken", a.appeal_token.map(Value::from)),
            ("reason", a.reason.map(Value::from)),
            ("retryAfter", a.retry_after.map(Value::from)),
        ];
        for (key, value) in further {
            if let Some(value) = value {
                body.insert(key.to_owned(), value);
            }
        }
        answer(200, "ok", body.into())
    }

    pub(super) fn request_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(number) = number_of(body) else {
            return refusal(400, "no number", "Invalid phone");
        };
        if self.set_up.as_ref() != Some(&number) {
            return refusal(400, "not set up", "Check registration availability first");
        }
        let asked = body.get("method").and_then(Value::as_str).unwrap_or("");
        let Some((method, _)) = METHODS.iter().find(|(name, _)| *name == asked) else {
            return refusal(400, "no method", "Invalid method");
        };
        let left = self.left(method, now);
        if left != Left::Nothing {
            return self.too_early(method, left, now);
        }
        let used = self.scenario.request.method.clone();
        let used = METHODS
            .iter()
            .find(|(name, _)| Some(*name) == used.as_deref());
        let used = used.map_or(*method, |(name, _)| *name);
        self.shut(used, now);
        self.grant(used, now)
    }

    fn grant(&mut self, used: &'static str, now: Duration) -> Answer {
        let mut body = object([("success", false.into())]);
        let verdict = match self.scenario.request.answer {
            RequestAnswer::Sent => {
                self.requested = Some((used, now));
                self.stage = Stage::Code;
                body = object([("success", true.into()), ("method", used.into())]);
                self.write_waits(&mut body, now);
                "sent"
            }
            RequestAnswer::Captcha => {
                body.insert("captcha".to_owned(), PICTURE.into());
                "captcha"
            }
            RequestAnswer::Blocked => {
                body.insert("blocked".to_owned(), true.into());
                "blocked"
            }
            RequestAnswer::Declined => "declined",
            RequestAnswer::Empty => {
                body = Map::new();
                "empty"
            }
        };
        answer(200, verdict, body.into())
    }

    /// A request before its time makes things worse: the wait doubles.
    fn too_early(&mut self, method: &'static str, left: Left, now: Duration) -> Answer {
        let mut body = object([("success", false.into()), ("blocked", true.into())]);
        if let Left::For(left) = left {
            let before = self.last_wait.get(method).copied().unwrap_or(left);
            let wait = left.max(before) * 2;
            self.gates.insert(method, Gate::At(now + wait));
            self.last_wait.insert(method, wait);
            body.insert("retryAfter".to_owned(), seconds(wait).into());
        }
        self.write_waits(&mut body, now);
        answer(200, "too early", body.into())
    }

    pub(super) fn confirm_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        if self.stage != Stage::Code {
            return refusal(400, "no code awaited", "No registration in progress");
        }
        let code = self.scenario.code.clone();
        if body.get("code").and_then(Value::as_str) != Some(code.value.as_str()) {
            return answer(200, "wrong", json!({ "success": false }));
        }
        self.stage = match (code.pin, code.device) {
            (true, _) => Stage::Pin,
            (false, true) => Stage::Device { asked: now },
            (false, false) => Stage::Done { at: now },
        };
        if code.empty {
            return answer(200, "accepted", json!({}));
        }
        if self.stage == (Stage::Done { at: now }) {
            return answer(200, "accepted", json!({ "success": true }));
        }
        let mut body = Map::new();
        let flags = [
            ("success", code.success),
            ("confirmSecurityCode", code.pin.then_some(true)),
            ("deviceConfirm", code.device.then_some(true)),
        ];
        for (key, flag) in flags {
            if let Some(flag) = flag {
                body.insert(key.to_owned(), flag.into());
            }
        }
        answer(200, "accepted", body.into())
    }

    pub(super) fn confirm_pin(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        if self.stage != Stage::Pin {
            return refusal(400, "no PIN awaited", "No security code requested");
        }
        let pin = self.scenario.pin.clone();
        if body.get("code").and_then(Value::as_str) != Some(pin.value.as_str()) {
            return answer(200, "wrong", json!({ "success": false }));
        }
        if pin.device {
            self.stage = Stage::Device { asked: now };
            return answer(
                200,
                "accepted",
                json!({ "success": false, "deviceConfirm": true }),
            );
        }
        self.stage = if self.scenario.code.device {
            Stage::Device { asked: now }
        } else {
            Stage::Done { at: now }
        };
        answer(200, "accepted", json!({ "success": true }))
    }

    pub(super) fn transfer(&mut self, now: Duration) -> Answer {
        let Stage::Device { asked } = self.stage else {
            return refusal(400, "no transfer awaited", "No device transfer in progress");
        };
        if now < asked + self.accepts_after() {
            return refusal(
                400,
                "too early",
                "Device transfer was not confirmed on the phone",
            );
        }
        self.stage = Stage::Done { at: now };
        answer(200, "accepted", json!({ "success": true }))
    }

    /// What is left of a method's wait.
    fn left(&self, method: &str, now: Duration) -> Left {
        match self.gates.get(method) {
            Some(Gate::Closed) => Left::Forever,
            Some(Gate::At(opens)) => match opens.checked_sub(now) {
                Some(left) if !left.is_zero() => Left::For(left),
                Some(_) | None => Left::Nothing,
            },
            None => Left::Nothing,
        }
    }

    fn shut(&mut self, method: &'static str, now: Duration) {
        let wait = u64::try_from(self.scenario.waits.after_request).unwrap_or_default();
        let wait = Duration::from_secs(wait);
        self.gates.insert(method, Gate::At(now + wait));
        self.last_wait.insert(method, wait);
    }

    fn write_waits(&self, body: &mut Map<String, Value>, now: Duration) {
        let waits = &self.scenario.waits;
        for (method, field) in METHODS {
            let seconds = match self.left(method, now) {
                Left::Nothing => 0,
                Left::Forever => -1,
                Left::For(left) => seconds(left),
            };
            if method == "wa_old" && waits.wa_old.is_none() {
                continue;
            }
            let seconds = if waits.as_strings {
                seconds.to_string().into()
            } else {
                seconds.into()
            };
            body.insert(field.to_owned(), seconds);
        }
    }
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    let fields = fields.into_iter();
    fields.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn seconds(wait: Duration) -> i64 {
    i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX)
}

fn number_of(body: &Map<String, Value>) -> Option<(String, String)> {
    let digits = |key: &str| {
        let text = body.get(key)?.as_str()?;
        let all_digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        all_digits.then(|| text.to_owned())
    };
    Some((digits("ddi")?, digits("phone")?))
}
