//! What the simulated service knows and decides. No IO; the time is an argument.

mod registration;

use crate::sim::scenario::{Condition, Scenario};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

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
        let gates = METHODS
            .iter()
            .zip(waits)
            .map(|((name, _), wait)| (*name, gate(wait)));
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
        if s.instance.is == Condition::SubscriptionEnded {
            let text = "To continue sending a message, you must subscribe to this instance again";
            return Some(refusal(200, "subscription ended", text));
        }
        if request.verb == "POST" && !request.is_json {
            return Some(refusal(415, "no json", "Unsupported Media Type"));
        }
        if s.instance.is == Condition::Web && request.route.starts_with("/mobile/") {
            let text = "This feature is only available for a mobile instance";
            return Some(refusal(400, "web instance", text));
        }
        None
    }

    fn serve(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        match (request.verb, request.route) {
            ("GET", "/status") => self.status(now),
            ("GET", "/device") => self.device(now),
            ("GET", "/me") => answer(
                200,
                "ok",
                json!({ "id": self.scenario.instance_id(),
                "token": self.scenario.instance_token(), "name": "Demo",
                "due": 1_893_456_000_000_i64, "connected": self.is_connected(now), "paymentStatus": "PAID" }),
            ),
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
        s.instance.is == Condition::Connected || by_popup || by_phone
    }

    fn accepts_after(&self) -> Duration {
        Duration::from_secs(self.scenario.device.accepts_after)
    }

    fn status(&self, now: Duration) -> Answer {
        let body = if self.is_connected(now) {
            json!({ "connected": true, "smartphoneConnected": false, "session": true,
                "error": "You are already connected" })
        } else if self.scenario.instance.is == Condition::SessionLost && self.stage == Stage::Idle {
            json!({ "connected": false, "error": "You need to restore the session." })
        } else {
            json!({ "connected": false, "smartphoneConnected": false, "session": false,
                "error": "You are not connected." })
        };
        answer(200, "ok", body)
    }

    fn device(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return answer(
                200,
                "not connected",
                json!({ "error": "You are not connected." }),
            );
        }
        let s = &self.scenario;
        let asked = self
            .set_up
            .as_ref()
            .map(|(ddi, phone)| format!("{ddi}{phone}"));
        let phone = s.instance.phone.clone().or(asked);
        let own = || format!("{}{}", s.calling_code(), s.national_number());
        let name = s.instance.name.as_deref().unwrap_or("Padaria do Bairro");
        let body = json!({ "phone": phone.unwrap_or_else(own), "imgUrl": null, "about": "",
            "name": name, "device": { "sessionName": "Z-API", "device_model": "Z-API Mobile" },
            "originalDevice": "iphone", "sessionId": 175, "isBusiness": false });
        answer(200, "ok", body)
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

fn body_of(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(body).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;

    fn world(toml: &str) -> World {
        match Scenario::parse(&format!("{toml}\n[title]\nen = 'x'")) {
            Ok(scenario) => World::new(scenario),
            Err(error) => unreachable!("{error}"),
        }
    }

    fn call(world: &mut World, verb: &str, route: &str, body: &str, at: u64) -> (u16, Value) {
        let (id, token, client) = {
            let s = world.scenario();
            (s.instance_id(), s.instance_token(), s.client_token())
        };
        let request = Request {
            verb,
            route,
            instance_id: id,
            instance_token: token,
            client_token: Some(client),
            is_json: true,
            body: body.as_bytes(),
        };
        let answer = world.judge(&request, Duration::from_secs(at));
        (answer.status, answer.body)
    }

    const NUMBER: &str = r#"{"ddi":"55","phone":"11987654321"}"#;
    const BY_SMS: &str = r#"{"ddi":"55","phone":"11987654321","method":"sms"}"#;
    const LOOK: &str = "/mobile/registration-available";
    const REQUEST: &str = "/mobile/request-registration-code";
    const CODE: &str = "/mobile/confirm-registration-code";
    const TRANSFER: &str = "/mobile/device-transfer-confirmed";

    #[test]
    fn a_code_request_needs_availability_of_the_very_same_number_first() {
        let mut world = world("");
        assert_eq!(call(&mut world, "POST", REQUEST, BY_SMS, 0).0, 400);
        call(
            &mut world,
            "POST",
            LOOK,
            r#"{"ddi":"55","phone":"1187654321"}"#,
            0,
        );
        assert_eq!(call(&mut world, "POST", REQUEST, BY_SMS, 0).0, 400);
        call(&mut world, "POST", LOOK, NUMBER, 0);
        let (status, body) = call(&mut world, "POST", REQUEST, BY_SMS, 0);
        assert_eq!((status, &body["success"]), (200, &json!(true)));
    }

    #[test]
    fn a_request_during_a_cooldown_is_blocked_and_doubles_it() {
        let mut world = world("[waits]\nsms = 100");
        call(&mut world, "POST", LOOK, NUMBER, 0);
        let (_, body) = call(&mut world, "POST", REQUEST, BY_SMS, 40);
        assert_eq!(body["blocked"], json!(true));
        assert_eq!(body["smsWaitSeconds"], json!(120));
        let (_, body) = call(&mut world, "POST", REQUEST, BY_SMS, 41);
        assert_eq!(body["smsWaitSeconds"], json!(240));
        let (_, body) = call(&mut world, "POST", REQUEST, BY_SMS, 41 + 240);
        assert_eq!(body["success"], json!(true));
    }

    #[test]
    fn a_closed_method_stays_closed_and_is_reported_as_minus_one() {
        let mut world = world("[waits]\nsms = -1\nas_strings = true");
        let (_, body) = call(&mut world, "POST", LOOK, NUMBER, 0);
        assert_eq!(body["smsWaitSeconds"], json!("-1"));
        let (_, body) = call(&mut world, "POST", REQUEST, BY_SMS, 1_000_000);
        assert_eq!(body["blocked"], json!(true));
    }

    #[test]
    fn a_transfer_before_the_phone_accepted_is_refused() {
        let mut world = world("[code]\ndevice = true");
        assert_eq!(call(&mut world, "GET", TRANSFER, "", 0).0, 400);
        call(&mut world, "POST", LOOK, NUMBER, 0);
        call(&mut world, "POST", REQUEST, BY_SMS, 0);
        let (_, body) = call(&mut world, "POST", CODE, r#"{"code":"123456"}"#, 10);
        assert_eq!(body, json!({ "success": false, "deviceConfirm": true }));
        assert_eq!(call(&mut world, "GET", TRANSFER, "", 17).0, 400);
        assert_eq!(call(&mut world, "GET", TRANSFER, "", 18).0, 200);
        assert_eq!(
            call(&mut world, "GET", "/status", "", 18).1["connected"],
            json!(false)
        );
        assert_eq!(
            call(&mut world, "GET", "/status", "", 19).1["connected"],
            json!(true)
        );
    }

    #[test]
    fn codes_and_pins_are_only_taken_when_awaited() {
        let mut world = world("[code]\npin = true");
        assert_eq!(
            call(&mut world, "POST", CODE, r#"{"code":"123456"}"#, 0).0,
            400
        );
        let pin = "/mobile/confirm-pin-code";
        assert_eq!(
            call(&mut world, "POST", pin, r#"{"code":"246810"}"#, 0).0,
            400
        );
        call(&mut world, "POST", LOOK, NUMBER, 0);
        call(&mut world, "POST", REQUEST, BY_SMS, 0);
        let wrong = call(&mut world, "POST", CODE, r#"{"code":"000000"}"#, 0);
        assert_eq!(wrong, (200, json!({ "success": false })));
        let right = call(&mut world, "POST", CODE, r#"{"code":"123456"}"#, 0);
        assert_eq!(
            right.1,
            json!({ "success": false, "confirmSecurityCode": true })
        );
        let done = call(&mut world, "POST", pin, r#"{"code":"246810"}"#, 0);
        assert_eq!(done.1, json!({ "success": true }));
    }

    #[test]
    fn the_door_refuses_wrong_tokens_content_and_paths() {
        let mut world = world("");
        let (id, token, client) = {
            let s = world.scenario();
            (s.instance_id(), s.instance_token(), s.client_token())
        };
        let mut knock = |instance_token, client_token, is_json, route| {
            let request = Request {
                verb: "POST",
                route,
                instance_id: id,
                instance_token,
                client_token,
                is_json,
                body: NUMBER.as_bytes(),
            };
            let answer = world.judge(&request, Duration::ZERO);
            (answer.status, answer.body["error"].clone())
        };
        assert_eq!(
            knock("X", Some(client), true, LOOK),
            (400, json!("Instance not found"))
        );
        let missing = json!("your client-token is not configured");
        assert_eq!(knock(token, None, true, LOOK), (400, missing));
        let wrong = json!("Client-Token X not allowed");
        assert_eq!(knock(token, Some("X"), true, LOOK), (403, wrong));
        assert_eq!(knock(token, Some(client), false, LOOK).0, 415);
        let nowhere = knock(token, Some(client), true, "/mobile/nowhere");
        assert_eq!(nowhere, (200, json!("NOT_FOUND")));
        let wrong_verb = knock(token, Some(client), true, "/status");
        assert_eq!(wrong_verb, (200, json!("NOT_FOUND")));
    }
}
