//! The HTTP around the world: a listener on this machine, one handler, and what goes wrong on the way.

use crate::sim::faults::{Fault, Kind, fault_of};
use crate::sim::scenario::Scenario;
use crate::sim::world::{Answer, LoggedCall, Request, World, not_found};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri, header};
use futures_util::stream;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// Monotone time since any fixed moment.
pub type SimClock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The running simulator. It stops serving when dropped.
pub struct Simulator {
    base_url: String,
    shared: Arc<Shared>,
    task: AbortHandle,
}

struct Shared {
    world: Mutex<World>,
    clock: SimClock,
}

impl Simulator {
    /// Serves `scenario` on a free port of this machine, with time as `clock` tells it.
    ///
    /// # Errors
    /// No port can be had.
    pub async fn start(scenario: Scenario, clock: SimClock) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            world: Mutex::new(World::new(scenario)),
            clock,
        });
        let router = Router::new()
            .fallback(serve)
            .with_state(Arc::clone(&shared));
        #[expect(
            clippy::disallowed_methods,
            reason = "the simulator is a program of its own and spawns its server"
        )]
        let task = tokio::spawn(async move { axum::serve(listener, router).await }).abort_handle();
        Ok(Self {
            base_url,
            shared,
            task,
        })
    }

    /// Where it serves: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Every call that it received, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<LoggedCall> {
        self.shared.world().log.clone()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the world judge a call, or a fault get in between.
    fn receive(&self, request: &Request<'_>) -> (Answer, Option<Fault>) {
        let now = (self.clock)();
        let mut world = self.world();
        let nth = world.count(request.route);
        let fault = fault_of(&world.scenario().faults, request.route, nth).cloned();
        if fault
            .as_ref()
            .is_some_and(|fault| !fault.kind.takes_effect())
        {
            world.note(request, "fault", now);
            let nothing = Answer {
                status: 200,
                body: not_found(),
                verdict: "fault",
            };
            return (nothing, fault);
        }
        let answer = world.judge(request, now);
        world.note(request, answer.verdict, now);
        (answer, fault)
    }
}

async fn serve(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let (instance_id, instance_token, route) = parts_of(uri.path());
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_json = text(header::CONTENT_TYPE.as_str())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    let request = Request {
        verb: method.as_str(),
        route,
        instance_id,
        instance_token,
        client_token: text("client-token"),
        is_json,
        body: &body,
    };
    let (answer, fault) = shared.receive(&request);
    let latency = shared.world().scenario().latency_ms;
    if latency > 0 {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    match fault {
        None => json(answer.status, answer.body.to_string()),
        Some(fault) => faulty(&fault, &answer).await,
    }
}

/// Instance, token and the rest of `/instances/ID/token/TOKEN/rest`; empty texts when it is no such path.
fn parts_of(path: &str) -> (&str, &str, &str) {
    let parts = || {
        let rest = path.strip_prefix("/instances/")?;
        let (id, rest) = rest.split_once("/token/")?;
        let slash = rest.find('/')?;
        let (token, route) = rest.split_at_checked(slash)?;
        Some((id, token, route))
    };
    parts().unwrap_or(("", "", path))
}

async fn faulty(fault: &Fault, answer: &Answer) -> Response<Body> {
    let body = answer.body.to_string();
    match fault.kind {
        Kind::ResetBefore | Kind::ResetAfter => {
            let broken = io::Error::from(io::ErrorKind::ConnectionReset);
            let stream = stream::iter([Err::<Bytes, io::Error>(broken)]);
            respond(200, "application/json", Body::from_stream(stream))
        }
        Kind::HangAfter => std::future::pending().await,
        Kind::Html502 => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
        Kind::Plain503 => respond(503, "text/plain", Body::from("upstream connect error")),
        Kind::Html200 => html(200, "<html><title>Welcome to nginx!</title></html>"),
        Kind::Empty200 => respond(200, "application/json", Body::empty()),
        Kind::Truncated => {
            let half = body.get(..body.len() / 2).unwrap_or_default();
            json(answer.status, half.to_owned())
        }
        Kind::Endless => {
            let chunk = Bytes::from(vec![b' '; 65_536]);
            let stream = stream::repeat_with(move || Ok::<Bytes, io::Error>(chunk.clone()));
            respond(200, "application/json", Body::from_stream(stream))
        }
        Kind::Redirect => {
            let mut response = respond(302, "text/plain", Body::empty());
            let elsewhere = header::HeaderValue::from_static("http://127.0.0.1:9/elsewhere");
            response.headers_mut().insert(header::LOCATION, elsewhere);
            response
        }
        Kind::RateLimited => {
            let mut response = json(429, r#"{"error":"Too many requests"}"#.to_owned());
            if let Some(seconds) = fault.retry_after {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
        Kind::NotFound200 => json(200, not_found().to_string()),
        Kind::Array => json(200, "[1,2,3]".to_owned()),
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
    *response.status_mut() = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    let kind = header::HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
