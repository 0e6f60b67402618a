//! The bodies of `assets/fixtures`, each with where it is from: what the client sends and reads, field by field, and
//! what the simulator answers, with the same fields, types and words.
//!
//! The folder is walked: a new file is checked by being there. Its keys:
//!
//! | key | meaning |
//! | --- | --- |
//! | `source` | the page of the vendor's documentation, or who says it |
//! | `call` | the client's call; a body that the client never asks for has none |
//! | `request`, `sends` | verb and path; the body of the request |
//! | `status`, `retry_after`, `body` | the answer: status, header `Retry-After`, body |
//! | `read` | each field of the body, with a piece of what the client makes of it; empty: it does not count there |
//! | `simulator` | the scenario that answers so, and the calls before |

use crate::switches::Stand;
use crate::wire::{Tested, credentials};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method as Verb, StatusCode, Uri};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use zapi_onboard::domain::codes::{Pin, RegistrationCode};
use zapi_onboard::domain::credentials::PartnerToken;
use zapi_onboard::domain::email::{Email, VerificationCode};
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::effect::{Call, RecoveryRoute, SecurityCall};
use zapi_onboard::zapi::{BaseUrl, Client};

/// What a source begins with.
const SOURCES: [&str; 5] = [
    "the vendor's documentation: ",
    "the vendor's Postman collection: ",
    "an answer of the live service that people quote",
    "a client of the live service",
    "an inference of this project",
];

/// The fewest bodies that there are; a walk through an empty folder proves nothing.
const FEWEST: usize = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    source: String,
    call: Option<String>,
    request: String,
    #[serde(default)]
    sends: String,
    status: u16,
    retry_after: Option<String>,
    body: String,
    #[serde(default)]
    read: BTreeMap<String, String>,
    simulator: Simulated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Simulated {
    #[serde(default)]
    scenario: String,
    #[serde(default)]
    before: Vec<String>,
    /// Whether the call goes without `Client-Token`.
    #[serde(default)]
    without_token: bool,
}

/// All fixtures by their names.
fn all() -> Vec<(String, Fixture)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fixtures");
    let mut found = Vec::new();
    for file in fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.expect("a name").to_owned();
        let text = fs::read_to_string(&path).expect("text");
        let fixture = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.push((name, fixture));
    }
    assert!(found.len() >= FEWEST, "only {} are there", found.len());
    found
}

/// What the client is asked to do.
fn call_named(name: &str) -> Result<Call, Box<dyn std::error::Error>> {
    let number = || PhoneNumber::parse("55", "11987654321");
    Ok(match name {
        "status" => Call::Status,
        "device" => Call::Device,
        "instance" => Call::Instance,
        "instances" => Call::Instances {
            partner: PartnerToken::parse(Some(&Secret::new("eyJ0.a-b_c==")))?,
            page: 1,
        },
        "availability" => Call::Availability(number()?),
        "request_code" => Call::RequestCode(number()?, Method::Sms),
        "captcha" => Call::AnswerCaptcha("H7K4P".to_owned()),
        "code" => Call::ConfirmCode(RegistrationCode::parse("123456")?),
        "pin" => Call::ConfirmPin(Pin::parse("246810")?),
        "recover_pin" => Call::RecoverPin(RecoveryRoute::Documented),
        "recover_pin_other" => Call::RecoverPin(RecoveryRoute::Collection),
        "transfer" => Call::FinishTransfer,
        "appeal" => Call::Appeal {
            token: Secret::new("AT"),
            description: "It is a shop.".to_owned(),
        },
        "read_email" => Call::Security(SecurityCall::ReadEmail),
        "set_email" => Call::Security(SecurityCall::SetEmail(Email::parse("shop@example.com")?)),
        "verify_email" => Call::Security(SecurityCall::VerifyEmail(
            VerificationCode::parse("654321").ok_or("no code")?,
        )),
        "read_pin" => Call::Security(SecurityCall::ReadPin),
        "set_pin" => Call::Security(SecurityCall::SetPin(Pin::parse("246810")?)),
        other => panic!("{other:?} is no call of the client"),
    })
}

/// Answers every request with what is put here, and keeps the request.
#[derive(Default)]
struct Scripted {
    status: u16,
    retry_after: Option<String>,
    body: String,
    asked: Option<(String, String)>,
}

type Shared = Arc<Mutex<Scripted>>;

async fn play(
    State(script): State<Shared>,
    verb: Verb,
    uri: Uri,
    body: Bytes,
) -> (StatusCode, HeaderMap, String) {
    let mut script = script.lock().expect("no panic before");
    let body = String::from_utf8(body.to_vec()).expect("text");
    script.asked = Some((format!("{verb} {uri}"), body));
    let mut headers = HeaderMap::new();
    if let Some(wait) = &script.retry_after {
        headers.insert("retry-after", wait.parse().expect("a header"));
    }
    let status = StatusCode::from_u16(script.status).expect("a status");
    (status, headers, script.body.clone())
}

/// The real client, before a server that says what is wanted.
struct Reader {
    client: Client,
    script: Shared,
}

impl Reader {
    async fn start() -> Result<Self, Box<dyn std::error::Error>> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = BaseUrl::parse(&format!("http://{}", listener.local_addr()?))?;
        let script = Shared::default();
        let router = Router::new().fallback(play).with_state(Arc::clone(&script));
        #[expect(
            clippy::disallowed_methods,
            reason = "the scripted service is a program of its own"
        )]
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self {
            client: Client::new(&base)?,
            script,
        })
    }

    /// What the client makes of this body.
    async fn read(
        &self,
        call: &Call,
        fixture: &Fixture,
        body: &str,
    ) -> Result<String, Box<dyn std::error::Error>> {
        *self.script.lock().expect("no panic before") = Scripted {
            status: fixture.status,
            retry_after: fixture.retry_after.clone(),
            body: body.to_owned(),
            asked: None,
        };
        let credentials = credentials()?;
        let credentials = (!matches!(call, Call::Instances { .. })).then_some(&credentials);
        Ok(format!("{:?}", self.client.send(credentials, call).await))
    }

    fn asked(&self) -> (String, String) {
        let asked = self.script.lock().expect("no panic before").asked.clone();
        asked.expect("a request")
    }
}

/// The paths of all values that hold no others, such as `content.0.id`.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.push(path.to_owned());
            return;
        }
    };
    for (name, value) in inner {
        let path = if path.is_empty() {
            name
        } else {
            format!("{path}.{name}")
        };
        leaves(value, &path, found);
    }
}

/// The same body without the value at this path.
fn without(body: &Value, path: &str) -> Value {
    let mut body = body.clone();
    let (outer, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = outer.split('.').filter(|part| !part.is_empty());
    let pointer: String = pointer.flat_map(|part| ["/", part]).collect();
    let fields = body.pointer_mut(&pointer).and_then(Value::as_object_mut);
    fields.expect("an object").remove(name).expect("a field");
    body
}

fn json_of(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// The path behind the instance, as the fixtures write it.
fn bare(asked: &str) -> String {
    let (verb, path) = asked.split_once(' ').expect("verb and path");
    let route = path
        .split_once("/token/")
        .and_then(|(_, rest)| rest.split_once('/'));
    route.map_or_else(|| asked.to_owned(), |(_, route)| format!("{verb} /{route}"))
}

#[test]
fn every_fixture_names_where_it_is_from() {
    for (name, fixture) in all() {
        assert!(
            Path::new(&name)
                .extension()
                .is_some_and(|kind| kind == "toml"),
            "{name}"
        );
        let known = SOURCES
            .iter()
            .any(|source| fixture.source.starts_with(source));
        assert!(known, "{name} is from {:?}", fixture.source);
    }
}

/// Takes the fields out one by one: each changes just what it is said to change.
#[tokio::test]
async fn the_client_sends_and_reads_every_fixture_field_by_field() -> Tested {
    let reader = Reader::start().await?;
    let mut wrong = Vec::new();
    for (name, fixture) in all() {
        let Some(call) = &fixture.call else {
            assert!(fixture.read.is_empty(), "{name} is read by no call");
            continue;
        };
        let call = call_named(call)?;
        let whole = reader.read(&call, &fixture, &fixture.body).await?;
        let (asked, sent) = reader.asked();
        assert_eq!(
            (bare(&asked), sent),
            (fixture.request.clone(), fixture.sends.clone()),
            "{name}"
        );
        let body = json_of(&fixture.body).unwrap_or_else(|| Map::new().into());
        let mut fields = Vec::new();
        leaves(&body, "", &mut fields);
        fields.sort();
        let named: Vec<&String> = fixture.read.keys().collect();
        assert_eq!(
            named,
            fields.iter().collect::<Vec<_>>(),
            "the fields of {name}"
        );
        for (field, piece) in &fixture.read {
            let less = without(&body, field).to_string();
            let less = reader.read(&call, &fixture, &less).await?;
            let has = |text: &str| text.contains(piece.as_str());
            let as_told = if piece.is_empty() {
                whole == less
            } else {
                has(&whole) && !has(&less)
            };
            if !as_told {
                wrong.push(format!(
                    "{name}, {field}: {piece:?}\n  with it:    {whole}\n  without it: {less}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Whether an answer has the fields of a fixture, each of the same type; yes and no, and the words of errors and
/// states, are the same.
fn alike(fixture: &Value, answer: &Value, name: &str) -> bool {
    match (fixture, answer) {
        (Value::Object(expected), Value::Object(found)) => {
            expected.keys().eq(found.keys())
                && expected
                    .iter()
                    .all(|(key, value)| alike(value, &found[key], key))
        }
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(expected, found)| alike(expected, found, name))
        }
        (Value::String(expected), Value::String(found)) => {
            !["error", "message", "status", "method", "reason"].contains(&name) || expected == found
        }
        (Value::Number(_), Value::Number(_)) => true,
        _ => fixture == answer,
    }
}

#[tokio::test]
async fn the_simulator_answers_every_fixture_with_the_same_fields_and_types() {
    for (name, fixture) in all() {
        let stand = Stand::new(&fixture.simulator.scenario).await;
        for line in &fixture.simulator.before {
            stand.call(line).await;
        }
        let (verb, route) = fixture.request.split_once(' ').expect("verb and path");
        let heard = if route.starts_with("/instances") {
            stand.call("partner").await
        } else if fixture.simulator.without_token {
            stand.call(&format!("tokenless {route}")).await
        } else {
            stand.ask(verb, route, &fixture.sends).await
        };
        assert_eq!(heard.status, fixture.status, "{name}: {}", heard.raw);
        let header = heard
            .raw
            .lines()
            .find_map(|line| line.strip_prefix("retry-after: "));
        assert_eq!(header, fixture.retry_after.as_deref(), "{name}");
        match (json_of(&fixture.body), json_of(&heard.body)) {
            (Some(expected), Some(found)) => {
                assert!(
                    alike(&expected, &found, ""),
                    "{name}: {expected}\nand {found}"
                );
            }
            (expected, found) => {
                assert_eq!((expected, found), (None, None), "{name}");
                assert_eq!(heard.body, fixture.body, "{name}");
            }
        }
    }
}
