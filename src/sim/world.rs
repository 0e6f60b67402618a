//! What the simulated service knows and decides. No IO; the time is an argument.

use crate::sim::scenario::{RequestAnswer, Scenario};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// A tiny picture, for a captcha.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

const METHODS: [(&str, &str); 3] = [
    ("sms", "smsWaitSeconds"),
    ("voice", "voiceWaitSeconds"),
    ("wa_old", "waOldWaitSeconds"),
];

/// One call that the service saw, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedCall {
    /// `GET` or `POST`.
    pub verb: String,
    /// The path behind instance and token.
    pub route: String,
    /// When, on the simulator's clock.
    pub at: Duration,
    /// What the service thought of it, in a few words.
    pub verdict: &'static str,
}

/// A request as the service sees it.
pub(super) struct Request<'a> {
    pub(super) verb: &'a str,
    pub(super) route: &'a str,
    pub(super) instance_id: &'a str,
    pub(super) instance_token: &'a str,
    pub(super) client_token: Option<&'a str>,
    pub(super) is_json: bool,
    pub(super) body: &'a [u8],
}

/// An answer: status, body, and what the log says.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) verdict: &'static str,
}

/// How far the registration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    Code,
    Pin,
    Device { asked: Duration },
    Done { at: Duration },
}

/// When a method opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Closed,
    At(Duration),
}

/// The service's state.
pub(super) struct World {
    scenario: Scenario,
    set_up: Option<(String, String)>,
    gates: BTreeMap<&'static str, Gate>,
    last_wait: BTreeMap<&'static str, Duration>,
    requested: Option<(&'static str, Duration)>,
    stage: Stage,
    counts: BTreeMap<String, usize>,
    pub(super) log: Vec<LoggedCall>,
}

fn answer(status: u16, verdict: &'static str, body: Value) -> Answer {
    Answer {
        status,
        body,
        verdict,
    }
}

fn refusal(status: u16, verdict: &'static str, error: &str) -> Answer {
    answer(status, verdict, json!({ "error": error }))
}

impl World {
    pub(super) fn new(scenario: Scenario) -> Self {
        let waits = &scenario.waits;
        let waits = [Some(waits.sms), Some(waits.voice), waits.wa_old];
        let gate = |wait: Option<i64>| match wait.map(u64::try_from) {
            Some(Ok(seconds)) => Gate::At(Duration::from_secs(seconds)),
            Some(Err(_)) => Gate::Closed,
            None => Gate::At(Duration::ZERO),
        };
        let gates = METHODS.iter().zip(waits).map(|((name, _), wait)| (*name, gate(wait)));
        Self {
            gates: gates.collect(),
            last_wait: BTreeMap::new(),
            set_up: None,
            requested: None,
            stage: Stage::Idle,
            counts: BTreeMap::new(),
            log: Vec::new(),
            scenario,
        }
    }

    pub(super) fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Counts a call of `route` that arrived, and says the how many-th it is.
    pub(super) fn count(&mut self, route: &str) -> usize {
        let count = self.counts.entry(route.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// Writes a call down.
    pub(super) fn note(&mut self, request: &Request<'_>, verdict: &'static str, at: Duration) {
        self.log.push(LoggedCall {
            verb: request.verb.to_owned(),
            route: request.route.to_owned(),
            at,
            verdict,
        });
    }

    /// Judges a request.
    pub(super) fn judge(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        self.door(request)
            .unwrap_or_else(|| self.serve(request, now))
    }

    /// Refuses what does not belong here.
    fn door(&self, request: &Request<'_>) -> Option<Answer> {
        let s = &self.scenario;
        if request.instance_id != s.instance_id() || request.instance_token != s.instance_token() {
            return Some(refusal(400, "no such instance", "Instance not found"));
        }
        match request.client_token {
            None => {
                let text = "your client-token is not configured";
                return Some(refusal(400, "no client token", text));
            }
            Some(token) if token != s.client_token() => {
                let text = format!("Client-Token {token} not allowed");
                return Some(refusal(403, "wrong client token", &text));
            }
            Some(_) => {}
        }
        if s.instance.subscription_ended {
            let text = "To continue sending a message, you must subscribe to this instance again";
            return Some(refusal(200, "subscription ended", text));
        }
        if request.verb == "POST" && !request.is_json {
            return Some(refusal(415, "no json", "Unsupported Media Type"));
        }
        if s.instance.web && request.route.starts_with("/mobile/") {
            let text = "This feature is only available for a mobile instance";
            return Some(refusal(400, "web instance", text));
        }
        None
    }

    fn serve(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        match (request.verb, request.route) {
            ("GET", "/status") => self.status(now),
            ("GET", "/device") => self.device(now),
            ("GET", "/me") => answer(200, "ok", json!({ "id": self.scenario.instance_id(),
                "token": self.scenario.instance_token(), "name": "Demo",
                "due": 1_893_456_000_000_i64, "connected": self.is_connected(now), "paymentStatus": "PAID" })),
            ("GET", "/mobile/device-transfer-confirmed") => self.transfer(now),
            ("POST", route) if ROUTES.contains(&route) => match body_of(request.body) {
                Some(body) => self.post(route, &body, now),
                None => refusal(400, "unreadable", "Malformed JSON body"),
            },
            _ => answer(200, "no such route", not_found()),
        }
    }

    fn post(&mut self, route: &str, body: &Map<String, Value>, now: Duration) -> Answer {
        match route {
            "/mobile/registration-available" => self.availability(body, now),
            "/mobile/request-registration-code" => self.request_code(body, now),
            "/mobile/confirm-registration-code" => self.confirm_code(body, now),
            _ => self.confirm_pin(body, now),
        }
    }

    fn is_connected(&self, now: Duration) -> bool {
        let s = &self.scenario;
        let done = |at: Duration| now >= at + Duration::from_millis(s.settle_ms);
        let by_popup = self.requested.is_some_and(|(method, at)| {
            let after = s.popup.connects_after.map(Duration::from_secs);
            method == "wa_old" && after.is_some_and(|after| now >= at + after)
        });
        let by_phone = match self.stage {
            Stage::Device { asked } => s.device.by_itself && done(asked + self.accepts_after()),
            Stage::Done { at } => done(at),
            Stage::Idle | Stage::Code | Stage::Pin => false,
        };
        s.instance.connected || by_popup || by_phone
    }

    fn accepts_after(&self) -> Duration {
        Duration::from_secs(self.scenario.device.accepts_after)
    }

    fn status(&self, now: Duration) -> Answer {
        let body = if self.is_connected(now) {
            json!({ "connected": true, "smartphoneConnected": false, "session": true,
                "error": "You are already connected" })
        } else if self.scenario.instance.session_lost && self.stage == Stage::Idle {
            json!({ "connected": false, "error": "You need to restore the session." })
        } else {
            json!({ "connected": false, "smartphoneConnected": false, "session": false,
                "error": "You are not connected." })
        };
        answer(200, "ok", body)
    }

    fn device(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return answer(200, "not connected", json!({ "error": "You are not connected." }));
        }
        let s = &self.scenario;
        let asked = self.set_up.as_ref().map(|(ddi, phone)| format!("{ddi}{phone}"));
        let phone = s.instance.phone.clone().or(asked);
        let own = || format!("{}{}", s.calling_code(), s.national_number());
        let name = s.instance.name.as_deref().unwrap_or("Padaria do Bairro");
        let body = json!({ "phone": phone.unwrap_or_else(own), "imgUrl": null, "about": "",
            "name": name, "device": { "sessionName": "Z-API", "device_model": "Z-API Mobile" },
            "originalDevice": "iphone", "sessionId": 175, "isBusiness": false });
        answer(200, "ok", body)
    }

    fn availability(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(number) = number_of(body) else {
            return refusal(400, "no number", "Invalid phone");
        };
        self.set_up = Some(number);
        let a = self.scenario.availability.clone();
        let mut body = json!({ "available": a.available });
        self.write_waits(&mut body, now);
        if a.blocked {
            body["blocked"] = true.into();
        }
        if a.wa_old_eligible {
            body["waOldEligible"] = true.into();
        }
        let further = [
            ("appealToken", a.appeal_token.map(Value::from)),
            ("reason", a.reason.map(Value::from)),
            ("retryAfter", a.retry_after.map(Value::from)),
        ];
        for (key, value) in further {
            if let Some(value) = value {
                body[key] = value;
            }
        }
        answer(200, "ok", body)
    }

    fn request_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
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
        if let Some(left) = self.left(method, now) {
            return self.too_early(method, left, now);
        }
        let used = self.scenario.request.method.clone();
        let used = METHODS.iter().find(|(name, _)| Some(*name) == used.as_deref());
        let used = used.map_or(*method, |(name, _)| *name);
        self.shut(used, now);
        self.grant(used, now)
    }

    fn grant(&mut self, used: &'static str, now: Duration) -> Answer {
        let mut body = json!({ "success": false });
        let verdict = match self.scenario.request.answer {
            RequestAnswer::Sent => {
                self.requested = Some((used, now));
                self.stage = Stage::Code;
                body = json!({ "success": true, "method": used });
                self.write_waits(&mut body, now);
                "sent"
            }
            RequestAnswer::Captcha => {
                body["captcha"] = PICTURE.into();
                "captcha"
            }
            RequestAnswer::Blocked => {
                body["blocked"] = true.into();
                "blocked"
            }
            RequestAnswer::Declined => "declined",
            RequestAnswer::Empty => {
                body = json!({});
                "empty"
            }
        };
        answer(200, verdict, body)
    }

    /// A request before its time makes things worse: the wait doubles.
    fn too_early(&mut self, method: &'static str, left: Option<Duration>, now: Duration) -> Answer {
        let mut body = json!({ "success": false, "blocked": true });
        if let Some(left) = left {
            let before = self.last_wait.get(method).copied().unwrap_or(left);
            let wait = left.max(before) * 2;
            self.gates.insert(method, Gate::At(now + wait));
            self.last_wait.insert(method, wait);
            body["retryAfter"] = seconds(wait).into();
        }
        self.write_waits(&mut body, now);
        answer(200, "too early", body)
    }

    fn confirm_code(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
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
        let mut body = json!({});
        let flags = [
            ("success", code.success),
            ("confirmSecurityCode", code.pin.then_some(true)),
            ("deviceConfirm", code.device.then_some(true)),
        ];
        for (key, flag) in flags {
            if let Some(flag) = flag {
                body[key] = flag.into();
            }
        }
        answer(200, "accepted", body)
    }

    fn confirm_pin(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        if self.stage != Stage::Pin {
            return refusal(400, "no PIN awaited", "No security code requested");
        }
        let pin = self.scenario.pin.clone();
        if body.get("code").and_then(Value::as_str) != Some(pin.value.as_str()) {
            return answer(200, "wrong", json!({ "success": false }));
        }
        if pin.device {
            self.stage = Stage::Device { asked: now };
            return answer(200, "accepted", json!({ "success": false, "deviceConfirm": true }));
        }
        self.stage = if self.scenario.code.device {
            Stage::Device { asked: now }
        } else {
            Stage::Done { at: now }
        };
        answer(200, "accepted", json!({ "success": true }))
    }

    fn transfer(&mut self, now: Duration) -> Answer {
        let Stage::Device { asked } = self.stage else {
            return refusal(400, "no transfer awaited", "No device transfer in progress");
        };
        if now < asked + self.accepts_after() {
            return refusal(400, "too early", "Device transfer was not confirmed on the phone");
        }
        self.stage = Stage::Done { at: now };
        answer(200, "accepted", json!({ "success": true }))
    }

    /// What is left of a method's wait: `None` when it is open, `Some(None)` when it is closed for good.
    fn left(&self, method: &str, now: Duration) -> Option<Option<Duration>> {
        match self.gates.get(method) {
            Some(Gate::Closed) => Some(None),
            Some(Gate::At(opens)) if *opens > now => Some(Some(*opens - now)),
            Some(Gate::At(_)) | None => None,
        }
    }

    fn shut(&mut self, method: &'static str, now: Duration) {
        let wait = u64::try_from(self.scenario.waits.after_request).unwrap_or_default();
        let wait = Duration::from_secs(wait);
        self.gates.insert(method, Gate::At(now + wait));
        self.last_wait.insert(method, wait);
    }

    fn write_waits(&self, body: &mut Value, now: Duration) {
        let waits = &self.scenario.waits;
        for (method, field) in METHODS {
            let seconds = match self.left(method, now) {
                None => 0,
                Some(None) => -1,
                Some(Some(left)) => seconds(left),
            };
            if method == "wa_old" && waits.wa_old.is_none() {
                continue;
            }
            body[field] = if waits.as_strings {
                seconds.to_string().into()
            } else {
                seconds.into()
            };
        }
    }
}

const ROUTES: [&str; 4] = [
    "/mobile/registration-available",
    "/mobile/request-registration-code",
    "/mobile/confirm-registration-code",
    "/mobile/confirm-pin-code",
];

/// The answer to a path or verb that does not exist.
pub(super) fn not_found() -> Value {
    json!({ "error": "NOT_FOUND", "message": "Unable to find matching target resource method" })
}

fn seconds(wait: Duration) -> i64 {
    i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX)
}

fn body_of(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(body).ok()
}

fn number_of(body: &Map<String, Value>) -> Option<(String, String)> {
    let digits = |key: &str| {
        let text = body.get(key)?.as_str()?;
        let all_digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        all_digits.then(|| text.to_owned())
    };
    Some((digits("ddi")?, digits("phone")?))
}
