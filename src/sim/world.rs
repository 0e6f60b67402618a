//! What the simulated service knows and decides. No IO; the time is an argument.
//!
//! Not responsible for HTTP and for what goes wrong on the way. Invariants: nothing secret is written down;
//! every request gets an answer; a request that is refused at the door changes nothing.

mod registration;
mod waits;

use crate::sim::scenario::{Condition, Method, Scenario};
use registration::Number;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use waits::Gates;

/// One call that the service saw, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedCall {
    /// `GET` or `POST`.
    pub verb: String,
    /// The path behind instance and token, such as `/mobile/request-registration-code`.
    pub route: String,
    /// When, on the simulator's clock.
    pub at: Duration,
    /// What the service thought of it, in a few words: `ok`, `too early`, `refused: client token`.
    pub verdict: String,
    /// Whether it acted: a code request that was counted, granted or not; a code, a PIN or a transfer that was
    /// awaited, right or not.
    pub counted: bool,
}

/// A request as the service sees it.
pub(super) struct Request<'a> {
    pub(super) verb: &'a str,
    pub(super) route: &'a str,
    pub(super) instance_id: &'a str,
    pub(super) instance_token: &'a str,
    /// The `Client-Token` header.
    pub(super) client_token: Option<&'a str>,
    /// Whether the body is declared to be JSON.
    pub(super) is_json: bool,
    pub(super) body: &'a [u8],
}

/// An answer: status, body, and what the log says.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    verdict: &'static str,
    counted: bool,
}

impl Answer {
    fn ok(verdict: &'static str, body: impl Into<Value>) -> Self {
        Self {
            status: 200,
            body: body.into(),
            verdict,
            counted: false,
        }
    }

    fn refusal(status: u16, verdict: &'static str, error: &str) -> Self {
        Self {
            status,
            ..Self::ok(verdict, json!({ "error": error }))
        }
    }

    /// The same, for a call that acted.
    fn counted(self) -> Self {
        Self {
            counted: true,
            ..self
        }
    }
}

/// How far the registration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    /// A code was sent and is awaited.
    Code {
        method: Method,
        sent: Duration,
    },
    Pin,
    /// The phone was asked.
    Device {
        asked: Duration,
    },
    /// All steps are done; connected when it has settled.
    Done {
        at: Duration,
    },
}

/// The service's state.
pub(super) struct World {
    scenario: Scenario,
    gates: Gates,
    /// The number whose availability was asked last.
    looked_at: Option<Number>,
    /// The number that a code was requested for.
    registering: Option<Number>,
    stage: Stage,
    counts: BTreeMap<String, usize>,
    calls: Vec<LoggedCall>,
}

impl World {
    pub(super) fn new(scenario: Scenario) -> Self {
        Self {
            gates: Gates::new(&scenario.waits),
            looked_at: None,
            registering: None,
            stage: Stage::Idle,
            counts: BTreeMap::new(),
            calls: Vec::new(),
            scenario,
        }
    }

    /// Every call that arrived, in order.
    pub(super) fn calls(&self) -> &[LoggedCall] {
        &self.calls
    }

    /// Counts a call of `route` that arrived, and says the how many-th it is.
    pub(super) fn count(&mut self, route: &str) -> usize {
        let count = self.counts.entry(route.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// Judges a request, and writes the verdict down.
    pub(super) fn judge(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        self.let_time_pass(now);
        let answer = match self.refuse_at_the_door(request) {
            Some(refusal) => refusal,
            None => self.serve(request, now),
        };
        self.note(request, now, answer.verdict, answer.counted);
        answer
    }

    /// Writes down a call that was lost on its way here.
    pub(super) fn note_lost(&mut self, request: &Request<'_>, now: Duration) {
        self.note(request, now, "lost", false);
    }

    fn note(&mut self, request: &Request<'_>, at: Duration, verdict: &str, counted: bool) {
        self.calls.push(LoggedCall {
            verb: request.verb.to_owned(),
            route: request.route.to_owned(),
            at,
            verdict: verdict.to_owned(),
            counted,
        });
    }

    fn refuse_at_the_door(&self, request: &Request<'_>) -> Option<Answer> {
        let s = &self.scenario;
        if request.instance_id != s.instance_id() || request.instance_token != s.instance_token() {
            let text = "Instance not found";
            return Some(Answer::refusal(400, "refused: instance", text));
        }
        match request.client_token {
            None => {
                let text = "your client-token is not configured";
                return Some(Answer::refusal(400, "refused: no client token", text));
            }
            Some(token) if token != s.client_token() => {
                let text = format!("Client-Token {token} not allowed");
                return Some(Answer::refusal(403, "refused: client token", &text));
            }
            Some(_) => {}
        }
        if s.instance.is == Condition::SubscriptionEnded {
            let text = "To continue sending a message, you must subscribe to this instance again";
            return Some(Answer::refusal(200, "subscription ended", text));
        }
        if request.verb == "POST" && !request.is_json {
            let text = "Unsupported Media Type";
            return Some(Answer::refusal(415, "refused: content type", text));
        }
        if s.instance.is == Condition::Web && request.route.starts_with("/mobile/") {
            let text = "This feature is only available for a mobile instance";
            return Some(Answer::refusal(400, "web instance", text));
        }
        None
    }

    fn serve(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        match (request.verb, request.route) {
            ("GET", "/status") => self.status(now),
            ("GET", "/device") => self.device(now),
            ("GET", "/me") => self.me(now),
            ("GET", "/mobile/device-transfer-confirmed") => self.transfer(now),
            ("POST", route) => match step_of(route) {
                Some(step) => match serde_json::from_slice(request.body) {
                    Ok(body) => step(self, &body, now),
                    Err(_) => Answer::refusal(400, "refused: body", "Malformed JSON body"),
                },
                None => Answer::ok("no such route", not_found()),
            },
            _ => Answer::ok("no such route", not_found()),
        }
    }

    /// Does what happens without a call.
    fn let_time_pass(&mut self, now: Duration) {
        let happens = match self.stage {
            Stage::Code {
                method: Method::WaOld,
                sent,
            } => {
                let after = self.scenario.popup.connects_after;
                after.map(|after| sent.saturating_add(Duration::from_secs(after)))
            }
            Stage::Device { asked } if self.scenario.device.connects_by_itself => {
                Some(self.accepted_at(asked))
            }
            Stage::Idle
            | Stage::Code { .. }
            | Stage::Pin
            | Stage::Device { .. }
            | Stage::Done { .. } => None,
        };
        if let Some(at) = happens.filter(|at| *at <= now) {
            self.stage = Stage::Done { at };
        }
    }

    /// When the phone accepts, having been asked at `asked`.
    fn accepted_at(&self, asked: Duration) -> Duration {
        asked.saturating_add(Duration::from_secs(self.scenario.device.accepted_after))
    }

    fn is_connected(&self, now: Duration) -> bool {
        let settle = Duration::from_millis(self.scenario.settle_ms);
        let settled = match self.stage {
            Stage::Done { at } => now >= at.saturating_add(settle),
            Stage::Idle | Stage::Code { .. } | Stage::Pin | Stage::Device { .. } => false,
        };
        settled || self.scenario.instance.is == Condition::Connected
    }

    fn status(&self, now: Duration) -> Answer {
        let instance = &self.scenario.instance;
        let body = if self.is_connected(now) {
            let error = Some(&instance.error_while_connected).filter(|text| !text.is_empty());
            json!({ "connected": true, "smartphoneConnected": false, "session": true, "error": error })
        } else if instance.is == Condition::SessionLost && self.stage == Stage::Idle {
            json!({ "connected": false, "error": "You need to restore the session." })
        } else {
            json!({ "connected": false, "smartphoneConnected": false, "session": false,
                "error": "You are not connected." })
        };
        Answer::ok("ok", body)
    }

    fn device(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            let body = json!({ "error": "You are not connected." });
            return Answer::ok("not connected", body);
        }
        let s = &self.scenario;
        let registered = self.registering.as_ref().map(Number::international);
        let own = || format!("{}{}", s.calling_code(), s.national_number());
        let phone = s.instance.phone.clone().or(registered).unwrap_or_else(own);
        let body = json!({ "phone": phone, "imgUrl": null, "about": "", "name": s.instance.name,
            "device": { "sessionName": "Z-API", "device_model": "Z-API Mobile" },
            "originalDevice": "iphone", "sessionId": 175, "isBusiness": false });
        Answer::ok("ok", body)
    }

    fn me(&self, now: Duration) -> Answer {
        let s = &self.scenario;
        let body = json!({ "id": s.instance_id(), "token": s.instance_token(), "name": "Demo",
            "due": 1_893_456_000_000_i64, "connected": self.is_connected(now), "paymentStatus": "PAID",
            "created": 1_735_689_600_000_i64 });
        Answer::ok("ok", body)
    }
}

/// What a `POST` does with its body at that time.
type Step = fn(&mut World, &Map<String, Value>, Duration) -> Answer;

/// What a `POST` of this route does.
fn step_of(route: &str) -> Option<Step> {
    match route {
        "/mobile/registration-available" => Some(World::look),
        "/mobile/request-registration-code" => Some(World::request_code),
        "/mobile/confirm-registration-code" => Some(World::confirm_code),
        "/mobile/confirm-pin-code" => Some(World::confirm_pin),
        _ => None,
    }
}

/// The answer to a path or verb that does not exist.
pub(super) fn not_found() -> Value {
    json!({ "error": "NOT_FOUND", "message": "Unable to find matching target resource method" })
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::*;

    const NUMBER: &str = r#"{"ddi":"55","phone":"11987654321"}"#;
    const BY_SMS: &str = r#"{"ddi":"55","phone":"11987654321","method":"sms"}"#;
    const BY_VOICE: &str = r#"{"ddi":"55","phone":"11987654321","method":"voice"}"#;
    const BY_POPUP: &str = r#"{"ddi":"55","phone":"11987654321","method":"wa_old"}"#;
    const RIGHT_CODE: &str = r#"{"code":"123456"}"#;
    const RIGHT_PIN: &str = r#"{"code":"246810"}"#;
    const WRONG: &str = r#"{"code":"000000"}"#;
    const LOOK: &str = "/mobile/registration-available";
    const REQUEST: &str = "/mobile/request-registration-code";
    const CODE: &str = "/mobile/confirm-registration-code";
    const PIN: &str = "/mobile/confirm-pin-code";
    const TRANSFER: &str = "/mobile/device-transfer-confirmed";

    fn world(toml: &str) -> World {
        World::new(Scenario::parse(&format!("title.en = 'x'\n{toml}")).unwrap())
    }

    impl World {
        /// Judges a request of somebody who is let in.
        fn hear(&mut self, verb: &str, route: &str, body: &str, at: u64) -> (u16, Value) {
            let s = self.scenario.clone();
            let request = Request {
                verb,
                route,
                instance_id: s.instance_id(),
                instance_token: s.instance_token(),
                client_token: Some(s.client_token()),
                is_json: true,
                body: body.as_bytes(),
            };
            let answer = self.judge(&request, Duration::from_secs(at));
            (answer.status, answer.body)
        }

        fn get(&mut self, route: &str, at: u64) -> (u16, Value) {
            self.hear("GET", route, "", at)
        }

        fn post(&mut self, route: &str, body: &str, at: u64) -> (u16, Value) {
            self.hear("POST", route, body, at)
        }

        /// Looks, and requests a code.
        fn request(&mut self, body: &str, at: u64) -> Value {
            self.post(LOOK, NUMBER, at);
            self.post(REQUEST, body, at).1
        }

        fn last(&self) -> (&str, bool) {
            let call = self.calls().last().unwrap();
            (&call.verdict, call.counted)
        }

        fn says_connected(&mut self, at: u64) -> bool {
            self.get("/status", at).1["connected"] == json!(true)
        }
    }

    #[test]
    fn a_code_request_needs_a_look_at_the_very_same_number_first() {
        let mut world = world("");
        assert_eq!(world.post(REQUEST, BY_SMS, 0).0, 400);
        world.post(LOOK, r#"{"ddi":"55","phone":"1187654321"}"#, 0);
        assert_eq!(world.post(REQUEST, BY_SMS, 0).0, 400);
        assert_eq!(world.last(), ("refused: order", false));
        world.post(LOOK, NUMBER, 0);
        assert_eq!(world.last(), ("ok", false));
        assert_eq!(world.post(REQUEST, BY_SMS, 0).1["success"], json!(true));
        assert_eq!(world.last(), ("sent", true));
    }

    #[test]
    fn a_number_is_digits_and_nothing_else() {
        let mut world = world("");
        for (ddi, phone) in [("+55", "11"), ("55", ""), ("55", "11a"), ("", "11")] {
            let body = json!({ "ddi": ddi, "phone": phone, "method": "sms" }).to_string();
            assert_eq!(world.post(LOOK, &body, 0).0, 400, "{body}");
            assert_eq!(world.post(REQUEST, &body, 0).0, 400, "{body}");
        }
        assert_eq!(world.post(LOOK, r#"{"ddi":55,"phone":11}"#, 0).0, 400);
        assert_eq!(world.post(LOOK, "[]", 0).0, 400);
        assert_eq!(world.post(LOOK, "{", 0).0, 400);
    }

    #[test]
    fn a_request_during_a_cooldown_is_blocked_and_doubles_it() {
        let mut world = world("[waits]\nsms = 100");
        let body = world.request(BY_SMS, 40);
        assert_eq!(body["success"], json!(false));
        assert_eq!(body["blocked"], json!(true));
        assert_eq!(body["retryAfter"], json!(200));
        assert_eq!(body["smsWaitSeconds"], json!(200));
        assert_eq!(world.last(), ("too early", true));
        assert_eq!(world.request(BY_SMS, 41)["smsWaitSeconds"], json!(400));
        assert_eq!(world.request(BY_SMS, 440)["blocked"], json!(true));
        assert_eq!(world.request(BY_SMS, 440 + 800)["success"], json!(true));
    }

    #[test]
    fn a_cooldown_that_doubles_for_ever_does_not_overflow() {
        let mut world = world("[waits]\nsms = 169282");
        for _ in 0..100 {
            assert_eq!(world.request(BY_SMS, 0)["blocked"], json!(true));
        }
    }

    #[test]
    fn each_method_has_its_own_wait() {
        let mut world = world("[waits]\nwa_old = 0\nwa_old_eligible = true");
        let body = world.request(BY_SMS, 0);
        assert_eq!(body["smsWaitSeconds"], json!(60));
        assert_eq!(body["voiceWaitSeconds"], json!(0));
        assert_eq!(world.request(BY_POPUP, 10)["waOldWaitSeconds"], json!(120));
        assert_eq!(world.request(BY_VOICE, 10)["smsWaitSeconds"], json!(50));
        assert_eq!(world.request(BY_SMS, 60)["success"], json!(true));
    }

    #[test]
    fn a_closed_method_stays_closed_and_is_reported_as_minus_one() {
        let mut world = world("waits_as_strings = true\n[waits]\nsms = -1");
        let (_, body) = world.post(LOOK, NUMBER, 0);
        assert_eq!(body["smsWaitSeconds"], json!("-1"));
        assert_eq!(body["voiceWaitSeconds"], json!("0"));
        assert!(body.get("waOldWaitSeconds").is_none());
        let body = world.request(BY_SMS, 1_000_000);
        assert_eq!(body["blocked"], json!(true));
        assert!(body.get("retryAfter").is_none());
        assert_eq!(world.last(), ("closed", true));
    }

    #[test]
    fn a_pop_up_that_is_not_eligible_is_declined() {
        let mut world = world("");
        assert_eq!(world.request(BY_POPUP, 0), json!({ "success": false }));
        assert_eq!(world.post(CODE, RIGHT_CODE, 0).0, 400);
    }

    #[test]
    fn a_request_that_is_not_granted_starts_no_wait_and_awaits_no_code() {
        for answer in ["blocked", "declined"] {
            let mut world = world(&format!("request.answer = '{answer}'"));
            assert_eq!(world.request(BY_SMS, 0)["success"], json!(false));
            assert_eq!(world.last(), (answer, true));
            let (_, body) = world.post(LOOK, NUMBER, 0);
            assert_eq!(body["smsWaitSeconds"], json!(0));
            assert_eq!(world.post(CODE, RIGHT_CODE, 0).0, 400);
        }
    }

    #[test]
    fn the_method_that_is_really_used_is_named_and_shut() {
        let mut world = world("request.method = 'voice'");
        let body = world.request(BY_SMS, 0);
        assert_eq!(body["method"], json!("voice"));
        assert_eq!(body["voiceWaitSeconds"], json!(60));
        assert_eq!(body["smsWaitSeconds"], json!(0));
    }

    #[test]
    fn codes_and_pins_are_only_taken_when_awaited() {
        let mut world = world("code.confirm_security_code = true");
        assert_eq!(world.post(CODE, RIGHT_CODE, 0).0, 400);
        assert_eq!(world.post(PIN, RIGHT_PIN, 0).0, 400);
        assert_eq!(world.last(), ("refused: order", false));
        world.request(BY_SMS, 0);
        let wrong = (200, json!({ "success": false }));
        assert_eq!(world.post(CODE, WRONG, 0), wrong);
        assert_eq!(world.last(), ("wrong", true));
        let right = world.post(CODE, RIGHT_CODE, 0).1;
        let asks = json!({ "success": false, "confirmSecurityCode": true });
        assert_eq!(right, asks);
        assert_eq!(world.post(CODE, RIGHT_CODE, 0).0, 400);
        assert_eq!(world.post(PIN, WRONG, 0), wrong);
        let done = (200, json!({ "success": true }));
        assert_eq!(world.post(PIN, RIGHT_PIN, 0), done);
        assert!(world.says_connected(1));
    }

    #[test]
    fn the_answer_to_a_code_says_what_the_scenario_wants() {
        let both = "confirm_security_code = true\ndevice_confirm = true\n";
        for (success, expected) in [
            ("success = 'true'", json!({ "success": true })),
            ("success = 'false'", json!({ "success": false })),
            ("success = 'absent'", json!({})),
        ] {
            let mut world = world(&format!("[code]\n{both}{success}"));
            world.request(BY_SMS, 0);
            let mut answer = world.post(CODE, RIGHT_CODE, 0).1;
            let fields = answer.as_object_mut().unwrap();
            assert_eq!(fields.remove("confirmSecurityCode"), Some(json!(true)));
            assert_eq!(fields.remove("deviceConfirm"), Some(json!(true)));
            assert_eq!(answer, expected);
            assert_eq!(world.post(PIN, RIGHT_PIN, 0).1, json!({ "success": true }));
            assert_eq!(world.get(TRANSFER, 8).1, json!({ "success": true }));
        }
        let mut world = world("code.empty = true");
        world.request(BY_SMS, 0);
        assert_eq!(world.post(CODE, RIGHT_CODE, 0), (200, json!({})));
        assert!(world.says_connected(1));
    }

    #[test]
    fn a_transfer_before_the_phone_accepted_is_refused() {
        let mut world = world("code.device_confirm = true");
        assert_eq!(world.get(TRANSFER, 0).0, 400);
        assert_eq!(world.last(), ("refused: order", false));
        world.request(BY_SMS, 0);
        let asks = json!({ "success": false, "deviceConfirm": true });
        assert_eq!(world.post(CODE, RIGHT_CODE, 10).1, asks);
        assert_eq!(world.get(TRANSFER, 17).0, 400);
        assert_eq!(world.last(), ("too early", true));
        assert_eq!(world.get(TRANSFER, 18).0, 200);
        assert!(!world.says_connected(18));
        assert!(world.says_connected(19));
    }

    #[test]
    fn a_phone_may_connect_by_itself_and_a_late_transfer_takes_nothing_back() {
        let mut world = world("code.device_confirm = true\n[device]\nconnects_by_itself = true");
        world.request(BY_SMS, 0);
        world.post(CODE, RIGHT_CODE, 0);
        assert!(!world.says_connected(8));
        assert!(world.says_connected(9));
        assert_eq!(world.get(TRANSFER, 10).0, 400);
        assert!(world.says_connected(10));
    }

    #[test]
    fn a_pop_up_may_connect_without_a_code() {
        let mut world = world("[waits]\nwa_old_eligible = true\n[popup]\nconnects_after = 6");
        world.request(BY_SMS, 0);
        assert!(!world.says_connected(100));
        world.request(BY_POPUP, 100);
        assert!(!world.says_connected(106));
        assert!(world.says_connected(107));
        assert_eq!(world.get("/device", 107).1["phone"], "5511987654321");
    }

    #[test]
    fn the_instance_tells_what_the_scenario_is_about() {
        let mut lost = world("instance.is = 'session_lost'");
        let restore = json!("You need to restore the session.");
        assert_eq!(lost.get("/status", 0).1["error"], restore);
        let not_connected = json!({ "error": "You are not connected." });
        assert_eq!(lost.get("/device", 0), (200, not_connected));

        let mut taken = world("[instance]\nis = 'connected'\nphone = '5521998877665'");
        let status = taken.get("/status", 0).1;
        assert_eq!(status["connected"], json!(true));
        assert_eq!(status["error"], json!("You are already connected"));
        assert_eq!(taken.get("/device", 0).1["phone"], "5521998877665");

        let mut quiet = world("[instance]\nis = 'connected'\nerror_while_connected = ''");
        assert_eq!(quiet.get("/status", 0).1["error"], Value::Null);

        let mut ended = world("instance.is = 'subscription_ended'");
        let error = ended.get("/status", 0).1["error"].to_string();
        assert!(error.contains("subscribe to this instance again"));

        let mut web = world("instance.is = 'web'");
        assert_eq!(web.get("/status", 0).0, 200);
        let error = web.post(LOOK, NUMBER, 0).1["error"].to_string();
        assert!(error.contains("mobile instance"));
    }

    #[test]
    fn the_door_refuses_wrong_tokens_content_and_paths() {
        let mut world = world("");
        let s = world.scenario.clone();
        let (token, client) = (s.instance_token(), s.client_token());
        let mut knock = |instance_token, client_token, is_json, route| {
            let request = Request {
                verb: "POST",
                route,
                instance_id: s.instance_id(),
                instance_token,
                client_token,
                is_json,
                body: NUMBER.as_bytes(),
            };
            let answer = world.judge(&request, Duration::ZERO);
            (answer.status, answer.body["error"].clone())
        };
        let no_instance = (400, json!("Instance not found"));
        assert_eq!(knock("X", Some(client), true, LOOK), no_instance);
        let missing = json!("your client-token is not configured");
        assert_eq!(knock(token, None, true, LOOK), (400, missing));
        let wrong = json!("Client-Token X9 not allowed");
        assert_eq!(knock(token, Some("X9"), true, LOOK), (403, wrong));
        assert_eq!(knock(token, Some(client), false, LOOK).0, 415);
        for nowhere in ["/mobile/nowhere", "/status"] {
            let answer = knock(token, Some(client), true, nowhere);
            assert_eq!(answer, (200, json!("NOT_FOUND")));
        }
        let log = format!("{:?}", world.calls());
        for secret in [token, client, "X9"] {
            assert!(!log.contains(secret), "{log}");
        }
        assert!(log.contains("refused: client token"));
        assert!(world.calls().iter().all(|call| !call.counted));
    }
}
