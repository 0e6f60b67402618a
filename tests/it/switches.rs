//! Every switch of the simulated service, over plain HTTP: what any client gets.
//!
//! A row is a scenario's TOML and a conversation. Each line of it is `CALL -> STATUS PART`. The part is JSON whose fields
//! the answer has with these values (`"absent"`: it does not have the field), or a text that the raw answer holds. A line
//! `@60` sets the simulator's clock to 60 s.

mod rows;

use rows::{ACTING, ALL_STEPS, Row, rows};
use serde_json::{Map, Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use zapi_onboard::sim::{Scenario, SimClock, Simulator};

const NUMBER: &str = r#"{"ddi":"55","phone":"11987654321"}"#;
const LOOK: &str = "/mobile/registration-available";
const REQUEST: &str = "/mobile/request-registration-code";
const CODE: &str = "/mobile/confirm-registration-code";
const JSON: &str = "content-type: application/json\r\n";

/// A simulator with one scenario, and its clock in seconds.
pub(crate) struct Stand {
    simulator: Simulator,
    scenario: Scenario,
    seconds: Arc<AtomicU64>,
}

/// An answer, whole and in parts.
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) raw: String,
    pub(crate) body: String,
}

impl Stand {
    pub(crate) async fn new(toml: &str) -> Self {
        let scenario = Scenario::parse(&format!("title.en = 'x'\n{toml}"));
        let scenario = scenario.unwrap_or_else(|error| panic!("{error:?}: {toml}"));
        let seconds = Arc::new(AtomicU64::new(0));
        let read = Arc::clone(&seconds);
        let clock: SimClock = Arc::new(move || Duration::from_secs(read.load(Ordering::SeqCst)));
        let simulator = Simulator::start(scenario.clone(), clock).await;
        Self {
            simulator: simulator.expect("a free port"),
            scenario,
            seconds,
        }
    }

    /// Sends a request about the scenario's instance with these headers.
    async fn send(&self, verb: &str, route: &str, headers: &str, body: &str) -> Heard {
        let (id, token) = (self.scenario.instance_id(), self.scenario.instance_token());
        let path = if route.starts_with("/instances") {
            route.to_owned()
        } else {
            format!("/instances/{id}/token/{token}{route}")
        };
        let request = format!(
            "{verb} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            body.len()
        );
        let address = self.simulator.base_url().trim_start_matches("http://");
        let address: SocketAddr = address.parse().expect("an address");
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let sent = stream.write_all(request.as_bytes()).await;
        sent.expect("it reads");
        let mut raw = Vec::new();
        // A connection that breaks leaves what came before.
        let _end = stream.read_to_end(&mut raw).await;
        let raw = String::from_utf8(raw).expect("text");
        let status = raw.get(9..12).and_then(|status| status.parse().ok());
        let body = raw.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        Heard {
            status: status.unwrap_or_default(),
            body: body.to_owned(),
            raw,
        }
    }

    /// Sends a request with the right Client-Token.
    pub(crate) async fn ask(&self, verb: &str, route: &str, body: &str) -> Heard {
        let token = self.scenario.client_token();
        let kind = if verb == "POST" { JSON } else { "" };
        let headers = format!("client-token: {token}\r\n{kind}");
        self.send(verb, route, &headers, body).await
    }

    /// Makes the call of one line: a word for each, or `VERB ROUTE BODY`.
    pub(crate) async fn call(&self, line: &str) -> Heard {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let field = |key: &str| json!({ key: rest }).to_string();
        let by = |method: &str| {
            json!({ "ddi": "55", "phone": "11987654321", "method": method }).to_string()
        };
        let token = self.scenario.client_token();
        match word {
            "GET" | "POST" | "PUT" | "DELETE" => {
                let (route, body) = rest.split_once(' ').unwrap_or((rest, ""));
                self.ask(word, route, body).await
            }
            "status" | "device" | "me" => self.ask("GET", &format!("/{word}"), "").await,
            "look" => self.ask("POST", LOOK, NUMBER).await,
            "request" => self.ask("POST", REQUEST, &by(rest)).await,
            "captcha" => {
                let route = "/mobile/respond-captcha";
                self.ask("POST", route, &field("captcha")).await
            }
            "code" => self.ask("POST", CODE, &field("code")).await,
            "pin" => {
                let route = "/mobile/confirm-pin-code";
                self.ask("POST", route, &field("code")).await
            }
            "recover" => self.ask("POST", "/mobile/recovery-pin-code", "").await,
            "transfer" => {
                self.ask("GET", "/mobile/device-transfer-confirmed", "")
                    .await
            }
            "untyped" => {
                let headers = format!("client-token: {token}\r\ncontent-type: text/plain\r\n");
                self.send("POST", rest, &headers, NUMBER).await
            }
            "tokenless" => self.send("GET", rest, "", "").await,
            "wrong-token" => self.send("GET", rest, "client-token: X9\r\n", "").await,
            "partner" => {
                let bearer = format!(
                    "authorization: Bearer {}\r\n",
                    self.scenario.partner_token()
                );
                let route = "/instances?page=1&pageSize=50";
                self.send("GET", route, &bearer, "").await
            }
            _ => panic!("{line:?} is no call"),
        }
    }

    /// What the simulator thought of the last call, and whether it counted.
    fn last(&self) -> (String, bool) {
        let call = self.simulator.calls().pop().expect("a call");
        (call.verdict, call.counted)
    }
}

/// Has one conversation; panics where an answer is another one than expected.
async fn hold(row: &Row) {
    let stand = Stand::new(row.toml).await;
    for line in row.talk {
        if let Some(seconds) = line.strip_prefix('@') {
            let seconds = seconds.parse().expect("seconds");
            stand.seconds.store(seconds, Ordering::SeqCst);
            continue;
        }
        let (call, expected) = line.split_once(" -> ").expect("a call and its answer");
        let (status, part) = expected.split_once(' ').unwrap_or((expected, ""));
        let heard = stand.call(call).await;
        let about = format!("{}: {line}\n{}", row.about, heard.raw);
        assert_eq!(heard.status.to_string(), status, "{about}");
        match serde_json::from_str::<Map<String, Value>>(part) {
            Ok(fields) => check_fields(&fields, &heard.body, &about),
            Err(_no_json) => assert!(heard.raw.contains(part), "{about}"),
        }
    }
}

fn check_fields(expected: &Map<String, Value>, body: &str, about: &str) {
    let fields: Map<String, Value> =
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{about}"));
    for (name, value) in expected {
        let found = fields.get(name);
        if value == "absent" {
            assert_eq!(found, None, "{name} in {about}");
        } else {
            assert_eq!(found, Some(value), "{name} in {about}");
        }
    }
}

#[tokio::test]
async fn every_switch_is_heard_over_plain_http() {
    for row in rows() {
        hold(row).await;
    }
}

/// Each of these did nothing: the very same call goes through afterwards.
#[tokio::test]
async fn every_call_that_acts_can_be_refused_with_every_status() {
    for (nth, step) in ACTING.iter().enumerate() {
        for status in [401, 403, 404, 405, 415, 429, 500] {
            let before = ACTING.iter().take(nth).filter(|done| !done.is_aside);
            let (toml, step_line) = (ALL_STEPS, step.line);
            let stand = Stand::new(&format!("{toml}\n{}", step.refused_with(status))).await;
            stand.seconds.store(100, Ordering::SeqCst);
            for done in before {
                stand.call(done.line).await;
            }
            stand.seconds.store(1_000, Ordering::SeqCst);
            let heard = stand.call(step_line).await;
            assert_eq!(heard.status, status, "{step_line}: {}", heard.raw);
            assert!(!stand.last().1, "{step_line} with {status}");
            let heard = stand.call(step_line).await;
            assert_eq!(heard.status, 200, "{step_line}: {}", heard.raw);
            assert_ne!(stand.last().0, "lost", "{step_line}");
        }
    }
}

/// The words that `WhatsApp` is known to use.
const REASONS: &str = "incorrect mismatch wrong_code stale missing code_expired guessed_too_fast too_many_guesses too_many \
    too_recent too_many_all_methods no_routes next_method provider_timeout provider_unroutable security_code second_code \
    bad_param missing_param format_wrong length_short length_long bad_token old_version blocked temporarily_unavailable \
    reset_too_soon limited_release biz_not_allowed not_allowed";

#[tokio::test]
async fn every_reason_word_can_stand_in_the_answers_to_code_pin_and_transfer() {
    for word in REASONS.split_whitespace() {
        let early = |entry: &str| format!("[[{entry}.answers]]\nreason = '{word}'\n");
        let toml = format!(
            "device.accepted_after = 0\n[code]\nconfirm_security_code = true\ndevice_confirm = true\n{}{}{}",
            early("code"),
            early("pin"),
            early("device")
        );
        let stand = Stand::new(&toml).await;
        stand.call("look").await;
        stand.call("request sms").await;
        for line in ["code 123456", "pin 246810", "transfer"] {
            let heard = stand.call(line).await;
            let said = json!({ "success": false, "reason": word });
            assert_eq!(heard.body, said.to_string(), "{line}");
            stand.call(line).await;
        }
        stand.seconds.store(200, Ordering::SeqCst);
        let status = stand.call("status").await;
        assert!(
            status.body.contains(r#""connected":true"#),
            "{word}: {}",
            status.body
        );
    }
}

/// As long as those that the service gives out.
#[tokio::test]
async fn the_appeal_tokens_of_the_scenarios_are_as_long_as_real_ones() {
    for name in ["banned", "unbanned", "unbanned-later", "appeal-refused"] {
        let scenario = Scenario::named(name).expect("a built-in scenario");
        let clock: SimClock = Arc::new(|| Duration::ZERO);
        let stand = Stand {
            simulator: Simulator::start(scenario.clone(), clock)
                .await
                .expect("a free port"),
            scenario,
            seconds: Arc::default(),
        };
        let look: Value = serde_json::from_str(&stand.call("look").await.body).expect("JSON");
        let token = look["appealToken"].as_str().expect("a token");
        assert_eq!(token.len(), 186, "{name}");
        let appeal = json!({ "appealToken": token, "description": "It is a shop." });
        let route = "POST /mobile/request-unbanning";
        let heard = stand.call(&format!("{route} {appeal}")).await;
        assert_eq!(heard.status, 200, "{name}: {}", heard.raw);
        let cut = json!({ "appealToken": token.get(..185), "description": "It is a shop." });
        let heard = stand.call(&format!("{route} {cut}")).await;
        assert_eq!(heard.status, 400, "{name}: {}", heard.raw);
    }
}
