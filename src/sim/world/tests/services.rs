//! What stands beside the registration itself: captchas, appeals, recovery, the account, the session, the list.

use super::*;

const CAPTCHA: &str = "/mobile/respond-captcha";
const APPEAL: &str = "/mobile/request-unbanning";
const BANNED: &str =
    "[availability]\navailable = false\nblocked = true\nappeal_token = 'AT'\nreason = 'spam'\n";
const MAY_I: &str = r#"{"appealToken":"AT","description":"It is a shop."}"#;

fn answer(text: &str) -> String {
    json!({ "captcha": text }).to_string()
}

/// A world whose captcha is asked.
fn before_a_captcha(toml: &str) -> (World, String) {
    let mut world = world(&format!("request.answer = 'captcha'\n{toml}"));
    let body = world.request(BY_SMS, 0);
    assert_eq!(body["success"], json!(false));
    let picture = body["captcha"].as_str().unwrap().to_owned();
    (world, picture)
}

#[test]
fn the_right_answer_to_a_captcha_sends_the_code_without_another_request() {
    let (mut world, picture) = before_a_captcha("");
    assert!(picture.starts_with("iVBOR"), "{picture}");
    assert_eq!(world.post(CODE, RIGHT_CODE, 0).0, 400);
    let done = (200, json!({ "success": true }));
    assert_eq!(world.post(CAPTCHA, &answer("h7k4p "), 1), done);
    assert_eq!(world.last(), ("sent", true));
    assert_eq!(world.post(CAPTCHA, &answer("H7K4P"), 1).0, 400);
    assert_eq!(world.last(), ("refused: order", false));
    assert_eq!(world.post(CODE, RIGHT_CODE, 2), done);
    assert!(world.says_connected(3));
}

#[test]
fn a_captcha_asks_again_with_a_new_picture_the_same_or_none() {
    for (on_wrong, next) in [("new", "4X9TE"), ("same", "H7K4P"), ("none", "H7K4P")] {
        let (mut world, first) = before_a_captcha(&format!("captcha.on_wrong = '{on_wrong}'"));
        let (status, body) = world.post(CAPTCHA, &answer("nope"), 0);
        assert_eq!((status, &body["success"]), (200, &json!(false)));
        assert_eq!(world.last(), ("wrong", true));
        let picture = body.get("captcha").and_then(Value::as_str);
        match on_wrong {
            "new" => assert_ne!(picture, Some(first.as_str())),
            "same" => assert_eq!(picture, Some(first.as_str())),
            _ => assert_eq!(picture, None),
        }
        let right = world.post(CAPTCHA, &answer(next), 0).1;
        assert_eq!(right, json!({ "success": true }), "{on_wrong}");
    }
}

#[test]
fn the_word_on_a_right_captcha_may_be_no_word_at_all() {
    let (mut world, _) = before_a_captcha("captcha.empty = true");
    assert_eq!(world.post(CAPTCHA, &answer("H7K4P"), 0), (200, Value::Null));
    assert_eq!(world.post(CODE, RIGHT_CODE, 0).1["success"], json!(true));
}

#[test]
fn a_captcha_is_answered_only_when_asked_and_with_text() {
    let mut idle = world("");
    assert_eq!(idle.post(CAPTCHA, &answer("H7K4P"), 0).0, 400);
    let (mut asked, _) = before_a_captcha("");
    for odd in ["", "{}", r#"{"captcha":7}"#] {
        assert_eq!(asked.post(CAPTCHA, odd, 0).0, 400, "{odd}");
    }
    assert_eq!(asked.last(), ("refused: body", false));
}

#[test]
fn a_pin_is_recovered_by_the_spelling_that_exists() {
    let (recovery, recover) = ("/mobile/recovery-pin-code", "/mobile/recover-pin-code");
    for (exists, answered) in [
        ("recovery", [true, false]),
        ("recover", [false, true]),
        ("both", [true, true]),
    ] {
        for status in [200, 404] {
            let mut world = world(&format!(
                "not_found_status = {status}\ncode.confirm_security_code = true\npin.recovery = '{exists}'"
            ));
            world.request(BY_SMS, 0);
            world.post(CODE, RIGHT_CODE, 0);
            for (route, is_there) in [recovery, recover].into_iter().zip(answered) {
                let heard = world.post(route, "", 0);
                let expected = if is_there {
                    (200, json!({ "success": true }))
                } else {
                    (status, not_found())
                };
                assert_eq!(heard, expected, "{exists} {route}");
                assert_eq!(world.last().1, is_there);
            }
        }
    }
    let mut idle = world("");
    assert_eq!(idle.post(recovery, "", 0).0, 400);
    assert_eq!(idle.post(recovery, "{}", 0).0, 400);
}

#[test]
fn a_banned_number_gets_no_code_and_an_appeal_may_free_it() {
    let mut world = world(&format!("{BANNED}[appeal]\nanswer = 'unbanned'"));
    assert_eq!(world.post(APPEAL, MAY_I, 0).0, 400);
    assert_eq!(world.last(), ("refused: appeal token", false));
    assert_eq!(world.request(BY_SMS, 0)["blocked"], json!(true));
    let freed = json!({ "success": true, "status": "UNBANNED" });
    assert_eq!(world.post(APPEAL, MAY_I, 0), (200, freed));
    assert_eq!(world.last(), ("unbanned", true));
    let (_, look) = world.post(LOOK, NUMBER, 0);
    assert_eq!(look["available"], json!(true));
    for gone in ["blocked", "appealToken", "reason"] {
        assert!(look.get(gone).is_none(), "{gone}");
    }
    assert_eq!(world.request(BY_SMS, 0)["success"], json!(true));
    assert_eq!(world.post(APPEAL, MAY_I, 0).0, 400);
}

#[test]
fn an_appeal_in_review_is_seen_granted_by_a_later_look_and_by_nothing_else() {
    let mut never = world(BANNED);
    let mut later = world(&format!("{BANNED}[appeal]\nunbanned_after = 60"));
    for world in [&mut never, &mut later] {
        world.post(LOOK, NUMBER, 0);
        let review = json!({ "success": true, "status": "IN_REVIEW" });
        assert_eq!(world.post(APPEAL, MAY_I, 10), (200, review.clone()));
        assert_eq!(world.post(APPEAL, MAY_I, 40), (200, review));
        assert_eq!(world.post(LOOK, NUMBER, 69).1["blocked"], json!(true));
    }
    assert_eq!(later.post(LOOK, NUMBER, 70).1["available"], json!(true));
    assert_eq!(never.post(LOOK, NUMBER, 700).1["available"], json!(false));
}

#[test]
fn an_appeal_needs_its_token_and_a_description_and_may_be_refused() {
    let mut world = world(&format!("{BANNED}[appeal]\nanswer = 'refused'"));
    world.post(LOOK, NUMBER, 0);
    for odd in [
        r#"{"appealToken":"XX","description":"It is a shop."}"#,
        r#"{"appealToken":"AT","description":" "}"#,
        r#"{"appealToken":"AT"}"#,
        "",
    ] {
        assert_eq!(world.post(APPEAL, odd, 0).0, 400, "{odd}");
    }
    let refused = (200, json!({ "success": false }));
    assert_eq!(world.post(APPEAL, MAY_I, 0), refused);
    assert_eq!(world.post(LOOK, NUMBER, 0).1["blocked"], json!(true));
}

#[test]
fn an_accounts_email_is_set_verified_told_and_removed() {
    let mut world = world("instance.is = 'connected'");
    let told = |has: bool, email: Value, verified: bool| json!({ "success": true, "hasEmail": has, "email": email, "verified": verified });
    let email = "/security/email";
    let verify = "/security/verify-email";
    assert_eq!(world.get(email, 0).1, told(false, Value::Null, false));
    let code = r#"{"verificationCode":"654321"}"#;
    assert_eq!(world.post(verify, code, 0).0, 400);
    assert_eq!(world.post(email, r#"{"email":"shop"}"#, 0).0, 400);
    let asks = json!({ "success": true, "message": "VERIFY_EMAIL" });
    assert_eq!(world.post(email, r#"{"email":"a@example.com"}"#, 0).1, asks);
    assert_eq!(
        world.get(email, 0).1,
        told(true, json!("a@example.com"), false)
    );
    let wrong = r#"{"verificationCode":"000000"}"#;
    assert_eq!(world.post(verify, wrong, 0).1, json!({ "success": false }));
    assert_eq!(world.post(verify, code, 0).1, json!({ "success": true }));
    assert_eq!(
        world.get(email, 0).1,
        told(true, json!("a@example.com"), true)
    );
    assert_eq!(world.post(verify, code, 0).0, 400);
    assert_eq!(
        world.post("/security/email/remove", "", 0).1,
        json!({ "success": true, "message": "REMOVED" })
    );
    assert_eq!(world.get(email, 0).1, told(false, Value::Null, false));
}

#[test]
fn an_email_may_count_at_once_or_be_there_from_the_start() {
    let mut world = world(
        "instance.is = 'connected'\n[account]\nemail = 'b@example.com'\nemail_verified = true\nverifies_email = false",
    );
    assert_eq!(world.get("/security/email", 0).1["verified"], json!(true));
    let body = r#"{"email":"a@example.com"}"#;
    assert_eq!(
        world.post("/security/email", body, 0).1,
        json!({ "success": true })
    );
    assert_eq!(world.get("/security/email", 0).1["verified"], json!(true));
}

#[test]
fn an_accounts_pin_has_six_to_eight_digits() {
    let mut world = world("instance.is = 'connected'");
    let route = "/security/two-fa-code";
    let has = |yes: bool| json!({ "success": true, "hasCode": yes });
    assert_eq!(world.get(route, 0).1, has(false));
    for odd in [
        r#"{"code":"12345"}"#,
        r#"{"code":"12345a"}"#,
        r#"{"code":"123456789"}"#,
        "",
    ] {
        assert_eq!(world.post(route, odd, 0).0, 400, "{odd}");
    }
    for taken in [r#"{"code":123456}"#, r#"{"code":"12345678"}"#] {
        assert_eq!(world.post(route, taken, 0).0, 200, "{taken}");
    }
    assert_eq!(
        world.post(route, RIGHT_PIN, 0).1,
        json!({ "success": true })
    );
    assert_eq!(world.last(), ("PIN set", true));
    assert_eq!(world.get(route, 0).1, has(true));
    assert_eq!(
        world.post("/security/two-fa-code/remove", "", 0).1,
        json!({ "success": true })
    );
    assert_eq!(world.get(route, 0).1, has(false));
}

#[test]
fn the_account_is_only_spoken_of_while_connected() {
    let mut world = world("");
    for (verb, route, body) in [
        ("GET", "/security/email", ""),
        ("GET", "/security/two-fa-code", ""),
        ("POST", "/security/email", r#"{"email":"a@example.com"}"#),
        ("POST", "/security/email/remove", ""),
        ("POST", "/security/two-fa-code", RIGHT_PIN),
        ("POST", "/security/two-fa-code/remove", ""),
    ] {
        let heard = world.hear(verb, route, body, 0);
        assert_eq!(
            heard,
            (200, json!({ "error": "You are not connected." })),
            "{route}"
        );
        assert!(!world.last().1);
    }
}

#[test]
fn disconnecting_takes_the_number_off_and_restoring_brings_a_lost_session_back() {
    let value = (200, json!({ "value": true }));
    let mut taken = world("instance.is = 'connected'");
    assert_eq!(taken.get("/restart", 0), value);
    assert!(taken.says_connected(0));
    assert_eq!(taken.get("/disconnect", 0), value);
    assert!(!taken.says_connected(0));
    assert_eq!(taken.get("/restore-session", 0), value);
    assert!(!taken.says_connected(10));
    taken.request(BY_SMS, 10);
    taken.post(CODE, RIGHT_CODE, 10);
    assert!(taken.says_connected(11));
    taken.get("/disconnect", 12);
    assert!(!taken.says_connected(13));

    let mut lost = world("instance.is = 'session_lost'");
    lost.get("/restore-session", 0);
    assert!(!lost.says_connected(0));
    assert!(lost.says_connected(1));
    assert_eq!(lost.get("/device", 1).1["phone"], "5511987654321");
}

#[test]
fn a_session_conflict_shows_on_the_status_until_the_number_is_taken_back() {
    let mut world = world("instance.is = 'session_conflict'");
    let status = world.get("/status", 0).1;
    assert_eq!(status["connected"], json!(false));
    assert!(status["error"].to_string().contains("another instance"));
    world.request(BY_SMS, 0);
    assert_eq!(world.get("/status", 0).1["error"], "You are not connected.");
}

#[test]
fn the_instance_tells_what_is_paid_until_when() {
    let toml = "[instance]\ndue_in_days = 2\npayment_status = 'TRIAL'\ndue_as = 'seconds'";
    let scenario = Scenario::parse(&format!("title.en = 'x'\n{toml}")).unwrap();
    let mut soon = World::new(scenario.starting_at(1_800_000_000));
    let me = soon.get("/me", 0).1;
    assert_eq!(me["due"], json!(1_800_172_800));
    assert_eq!(me["paymentStatus"], "TRIAL");
    assert_eq!(me["connected"], json!(false));
    assert_eq!(me["token"], soon.scenario.instance_token());
    let mut far = world("instance.due = 1900000000");
    assert_eq!(far.get("/me", 0).1["due"], json!(1_900_000_000_000_i64));
}

#[test]
fn the_door_may_be_shut_for_everybody() {
    for (refuses, status, text) in [
        ("ip", 403, "203.0.113.7 not allowed"),
        ("instance", 400, "Instance not found"),
        (
            "token_not_configured",
            400,
            "your client-token is not configured",
        ),
        ("payment", 402, "Payment Required"),
    ] {
        let mut world = world(&format!("door.refuses = '{refuses}'"));
        for route in ["/status", "/me"] {
            let heard = world.get(route, 0);
            assert_eq!(heard, (status, json!({ "error": text })), "{route}");
        }
        assert_eq!(world.post(LOOK, NUMBER, 0).0, status);
    }
    let mut wrong = world("door.refuses = 'client_token'");
    let (status, body) = wrong.get("/status", 0);
    assert_eq!(status, 403);
    assert!(body["error"].to_string().contains("not allowed"));
}

#[test]
fn a_call_without_client_token_may_hear_null_not_allowed() {
    let mut world = world("door.without_token = 'null_not_allowed'");
    let s = world.scenario.clone();
    let answer = world.judge(
        &Request {
            verb: "GET",
            scope: Scope::Instance,
            route: "/status",
            query: "",
            instance_id: s.instance_id(),
            instance_token: s.instance_token(),
            client_token: None,
            authorization: None,
            is_json: false,
            body: b"",
        },
        Duration::ZERO,
    );
    assert_eq!(answer.body, json!({ "error": "null not allowed" }));
}

#[test]
fn all_answers_take_the_form_that_is_wanted() {
    let mut text = world("[fields]\nnumbers = 'strings'\n[instance]\nis = 'connected'");
    assert_eq!(text.get("/device", 0).1["sessionId"], "175");
    assert_eq!(text.get("/me", 0).1["due"], "1893456000000");
    let mut floats = world("[fields]\nnumbers = 'floats'\n[waits]\nsms = 30");
    let look = floats.post(LOOK, NUMBER, 0).1;
    assert_eq!(look["smsWaitSeconds"].to_string(), "30.0");
    let mut bare = world("[fields]\nabsent = ['success']\nnull = ['method', 'error']");
    let sent = bare.request(BY_SMS, 0);
    assert_eq!(sent.get("success"), None);
    assert_eq!(sent["method"], Value::Null);
    assert_eq!(bare.post(CODE, RIGHT_CODE, 0).1, json!({}));
    assert_eq!(bare.get("/status", 1).1["error"], Value::Null);
}

/// Asks for the list.
fn list(world: &mut World, query: &str, authorization: Option<&str>) -> (u16, Value) {
    let request = Request {
        verb: "GET",
        scope: Scope::Account,
        route: "/instances",
        query,
        instance_id: "",
        instance_token: "",
        client_token: None,
        authorization,
        is_json: false,
        body: b"",
    };
    let answer = world.judge(&request, Duration::ZERO);
    (answer.status, answer.body)
}

#[test]
fn a_partner_lists_all_instances_page_by_page() {
    let mut world = world("[partner]\ntoken = 'right'\nmost_per_page = 10");
    let mut seen = Vec::new();
    for (page, count) in [(1, 10), (2, 10), (3, 4), (4, 0)] {
        let query = format!("page={page}&pageSize=50");
        let (status, body) = list(&mut world, &query, Some("Bearer right"));
        assert_eq!(status, 200);
        assert_eq!(body["total"], json!(24));
        assert_eq!(body["totalPage"], json!(3));
        assert_eq!(
            (&body["page"], &body["pageSize"]),
            (&json!(page), &json!(10))
        );
        let content = body["content"].as_array().unwrap();
        assert_eq!(content.len(), count);
        seen.extend(
            content
                .iter()
                .map(|entry| entry["id"].as_str().unwrap().to_owned()),
        );
    }
    assert!(seen.contains(&world.scenario.instance_id().to_owned()));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 24);
    let query = "page=1&pageSize=5&middleware=web";
    let web = list(&mut world, query, Some("Bearer right")).1;
    assert_eq!(web["total"], json!(8));
    assert_eq!(web["content"][0]["middleware"], "web");
}

#[test]
fn the_list_wants_the_partner_token_and_a_page() {
    let mut world = world("partner.token = 'right'");
    let page = "page=1&pageSize=20";
    for wrong in [
        None,
        Some("right"),
        Some("Basic right"),
        Some("Bearer wrong"),
    ] {
        assert_eq!(list(&mut world, page, wrong).0, 401, "{wrong:?}");
    }
    assert_eq!(world.last(), ("refused: partner token", false));
    assert_eq!(list(&mut world, "page=1", Some("Bearer right")).0, 400);
    assert_eq!(list(&mut world, page, Some("bearer right")).0, 200);
    let log = format!("{:?}", world.calls());
    assert!(!log.contains("right"), "{log}");
}

#[test]
fn a_listed_neighbour_is_what_the_list_says_and_registers_nothing() {
    let mut world = world("partner.token = 'right'");
    let listed = list(&mut world, "page=1&pageSize=50", Some("Bearer right")).1;
    let client = world.scenario.client_token().to_owned();
    let own = world.scenario.instance_id().to_owned();
    for entry in listed["content"].as_array().unwrap() {
        let text = |key: &str| entry[key].as_str().unwrap();
        assert_eq!((text("id").len(), text("token").len()), (32, 24));
        if text("id") == own {
            continue;
        }
        let mut ask = |verb, route, body: &str| {
            let request = Request {
                verb,
                scope: Scope::Instance,
                route,
                query: "",
                instance_id: text("id"),
                instance_token: text("token"),
                client_token: Some(&client),
                authorization: None,
                is_json: true,
                body: body.as_bytes(),
            };
            let answer = world.judge(&request, Duration::ZERO);
            (answer.status, answer.body)
        };
        let status = ask("GET", "/status", "").1;
        assert_eq!(status["connected"], entry["whatsappConnected"]);
        let look = ask("POST", LOOK, NUMBER).1;
        let is_web = text("middleware") == "web";
        assert_eq!(
            look["error"].to_string().contains("mobile instance"),
            is_web
        );
        assert!(look.get("available").is_none());
        assert_eq!(ask("GET", "/me", "").1["name"], entry["name"]);
    }
}

#[test]
fn a_secret_in_a_path_is_not_logged() {
    let mut world = world("");
    let token = world.scenario.instance_token().to_owned();
    world.get(&format!("/token/{token}"), 0);
    let call = world.calls().last().unwrap();
    assert_eq!(call.route, "(another path)");
}
