//! HTTP around the world: takes a request apart, puts an answer together, and lets faults get in between.
//!
//! It decides nothing that the service would decide. Invariant: whatever comes, the world's lock is not held
//! across a wait.

use crate::sim::connection::Switch;
use crate::sim::date::http_date;
use crate::sim::faults::{Fault, Kind, fault_of};
use crate::sim::scenario::Scenario;
use crate::sim::world::{Answer, LoggedCall, ODD_PATH, Request, Scope, World, not_found};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Monotone time since any fixed origin.
pub type SimClock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Is told of each call right after it was judged, or lost.
pub type Witness = Arc<dyn Fn(&LoggedCall) + Send + Sync>;

/// The list of a partner's instances.
const LIST: &str = "/instances";

/// The header by which every answer says that no real service gave it.
const SIMULATED: HeaderName = HeaderName::from_static("x-zapi-onboard-simulator");

/// One world for each instance, and the clock of all.
pub(super) struct Service {
    /// Never empty; the first one has whatever is about none of the others.
    estates: Vec<Estate>,
    by_instance: HashMap<String, usize>,
    clock: SimClock,
    /// Unix seconds at the clock's origin; `None` when nobody told, and answers bear the machine's date.
    begins: Option<i64>,
    witness: Witness,
}

/// The world of one instance.
struct Estate {
    world: Mutex<World>,
    faults: Vec<Fault>,
    latency: Duration,
}

impl Estate {
    fn new(scenario: Scenario) -> Self {
        Self {
            faults: scenario.faults.clone(),
            latency: Duration::from_millis(scenario.latency_ms),
            world: Mutex::new(World::new(scenario)),
        }
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Service {
    pub(super) fn new(
        first: Scenario,
        more: Vec<Scenario>,
        clock: SimClock,
        witness: Witness,
    ) -> Self {
        let scenarios = || std::iter::once(&first).chain(&more);
        let ids = scenarios().map(|scenario| scenario.instance_id().to_ascii_uppercase());
        let by_instance = ids.zip(0..).collect();
        let begins = first.begins;
        Self {
            estates: std::iter::once(first)
                .chain(more)
                .map(Estate::new)
                .collect(),
            by_instance,
            clock,
            begins,
            witness,
        }
    }

    /// The calls of every instance, one instance after the other.
    pub(super) fn calls(&self) -> Vec<LoggedCall> {
        let calls = |estate: &Estate| estate.world().calls().to_vec();
        self.estates.iter().flat_map(calls).collect()
    }

    /// The date that an answer of `now` bears; `None` for the machine's.
    fn date(&self, now: Duration) -> Option<HeaderValue> {
        let since = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let date = http_date(self.begins?.saturating_add(since));
        HeaderValue::try_from(date).ok()
    }

    fn estate(&self, request: &Request<'_>) -> Option<&Estate> {
        let at = self
            .by_instance
            .get(&request.instance_id.to_ascii_uppercase())
            .copied();
        self.estates.get(at.unwrap_or_default())
    }
}

impl Estate {
    /// Lets the world judge a call at `now`, unless a fault keeps it from there.
    fn receive(
        &self,
        request: &Request<'_>,
        now: Duration,
        witness: &Witness,
    ) -> (Option<Answer>, Option<&Fault>) {
        let mut world = self.world();
        let fault = fault_of(&self.faults, request.route, world.count(request.route));
        let answer = match fault {
            Some(fault) if !fault.kind.takes_effect() => {
                world.note_lost(request, now);
                None
            }
            Some(_) | None => Some(world.judge(request, now)),
        };
        let noted = world.calls().last().cloned();
        drop(world);
        if let Some(call) = noted {
            witness(&call);
        }
        (answer, fault)
    }
}

/// Hands every request to the service.
pub(super) fn router(service: Arc<Service>) -> Router {
    Router::new().fallback(marked).with_state(service)
}

/// Serves, and marks the answer as one of the simulator.
async fn marked(
    State(service): State<Arc<Service>>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut response = serve(&service, &switch, (&method, &uri), (&headers, &body)).await;
    let mark = HeaderValue::from_static("1");
    response.headers_mut().insert(SIMULATED, mark);
    response
}

async fn serve(
    service: &Service,
    switch: &Switch,
    (method, uri): (&Method, &Uri),
    (headers, body): (&HeaderMap, &Bytes),
) -> Response<Body> {
    let path = parts_of(uri.path());
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let request = Request {
        verb: method.as_str(),
        scope: path.scope,
        query: uri.query().unwrap_or_default(),
        route: path.route,
        instance_id: path.instance_id,
        instance_token: path.instance_token,
        client_token: text("client-token"),
        authorization: text("authorization"),
        is_json: text("content-type").is_some_and(is_json),
        body,
    };
    let Some(estate) = service.estate(&request) else {
        return json(404, not_found().to_string());
    };
    let (answer, fault) = estate.receive(&request, (service.clock)(), &service.witness);
    if !estate.latency.is_zero() {
        tokio::time::sleep(estate.latency).await;
    }
    let (status, body, wait) = match answer {
        Some(answer) => (answer.status, written(&answer.body), answer.retry_after),
        None => (200, not_found().to_string(), None),
    };
    let mut response = match fault {
        None => json(status, body),
        Some(fault) => spoil(fault, switch, status, &body).await,
    };
    if let Some(wait) = wait.and_then(|wait| HeaderValue::try_from(wait).ok()) {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    if let Some(date) = service.date((service.clock)()) {
        response.headers_mut().insert(DATE, date);
    }
    response
}

/// A body as it is sent; `null` is none.
fn written(body: &Value) -> String {
    if body.is_null() {
        return String::new();
    }
    body.to_string()
}

/// What a path of the service is made of.
struct Parts<'a> {
    scope: Scope,
    instance_id: &'a str,
    instance_token: &'a str,
    route: &'a str,
}

/// Takes `/instances/ID/token/TOKEN/rest` apart; id and token are empty when it is no such path.
fn parts_of(path: &str) -> Parts<'_> {
    let parts = || {
        let rest = path.strip_prefix("/instances/")?;
        let (instance_id, rest) = rest.split_once("/token/")?;
        let (instance_token, route) = rest.split_at_checked(rest.find('/')?)?;
        Some(Parts {
            scope: Scope::Instance,
            instance_id,
            instance_token,
            route,
        })
    };
    let is_list = path.trim_end_matches('/') == LIST;
    parts().unwrap_or(Parts {
        scope: if is_list {
            Scope::Account
        } else {
            Scope::Nowhere
        },
        instance_id: "",
        instance_token: "",
        route: if is_list { LIST } else { ODD_PATH },
    })
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// Does to an answer what the fault wants.
async fn spoil(fault: &Fault, switch: &Switch, status: u16, body: &str) -> Response<Body> {
    match fault.kind {
        Kind::ResetBefore | Kind::ResetAfter => {
            switch.cut();
            // Never sent: a cut connection refuses to write.
            respond(200, "text/plain", Body::empty())
        }
        Kind::Hang => std::future::pending().await,
        Kind::Endless => {
            switch.pour();
            std::future::pending().await
        }
        Kind::Truncated => {
            let half = body.get(..body.len() / 2).unwrap_or_default();
            json(status, half.to_owned())
        }
        Kind::Empty200 => respond(200, "application/json", Body::empty()),
        Kind::Array => json(200, "[1,2,3]".to_owned()),
        Kind::Html502 => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        Kind::Plain503 => respond(503, "text/plain", Body::from("upstream connect error")),
        Kind::Html200 => html(200, "<html><title>Welcome to nginx!</title></html>"),
        Kind::Redirect => {
            let mut response = respond(302, "text/plain", Body::empty());
            let elsewhere = HeaderValue::from_static("http://127.0.0.1:9/elsewhere");
            response.headers_mut().insert(LOCATION, elsewhere);
            response
        }
        Kind::RateLimited => {
            let mut response = json(429, r#"{"error":"Too many requests"}"#.to_owned());
            if let Some(seconds) = fault.retry_after {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            response
        }
        Kind::Refused => {
            let reason = StatusCode::from_u16(fault.status).unwrap_or_default();
            let text = reason.canonical_reason().unwrap_or("Refused");
            json(
                fault.status,
                serde_json::json!({ "error": text }).to_string(),
            )
        }
        Kind::Gateway => html(fault.status, "<html><body><h1>gateway</h1></body></html>"),
        Kind::NotFound200 => json(200, not_found().to_string()),
        Kind::NotFound404 => json(404, not_found().to_string()),
    }
}

fn json(status: u16, body: String) -> Response<Body> {
    respond(status, "application/json", Body::from(body))
}

fn html(status: u16, body: &'static str) -> Response<Body> {
    respond(status, "text/html", Body::from(body))
}

fn respond(status: u16, kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}
