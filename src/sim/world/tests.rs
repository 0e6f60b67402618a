#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use super::*;

mod services;

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
            scope: Scope::Instance,
            query: "",
            authorization: None,
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
    assert_eq!(world.post(LOOK, r#"{"ddi":-55,"phone":1.5}"#, 0).0, 400);
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
    let mut world = world("[fields]\nnumbers = 'strings'\n[waits]\nsms = -1");
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
            scope: Scope::Instance,
            query: "",
            authorization: None,
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
