//! What the simulated service knows and decides. No IO; the time is an argument.
//!
//! Not responsible for HTTP and for what goes wrong on the way. Invariants: nothing secret is written down;
//! every request gets an answer; a request that is refused at the door changes nothing.

mod account;
mod appeal;
mod captcha;
mod door;
mod early;
mod number;
mod partner;
mod registration;
mod shape;
mod waits;

use crate::sim::scenario::{Condition, Method, Scenario, Spelling};
use account::Account;
use appeal::Appealed;
use captcha::{Asked, Then};
use early::Turns;
use number::Number;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use waits::Gates;

/// What is logged for a path that is not of the service's shape; such a path could hold anything.
pub(super) const ODD_PATH: &str = "(another path)";

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
    /// Whether it acted: a code request that was counted, granted or not; an answer, a code, a PIN, an appeal or
    /// a transfer that was awaited, right or not; a change of the session or of the account.
    pub counted: bool,
}

/// A request as the service sees it.
pub(super) struct Request<'a> {
    pub(super) verb: &'a str,
    pub(super) scope: Scope,
    pub(super) route: &'a str,
    /// What follows `?`, as it is written.
    pub(super) query: &'a str,
    pub(super) instance_id: &'a str,
    pub(super) instance_token: &'a str,
    /// The `Client-Token` header.
    pub(super) client_token: Option<&'a str>,
    /// The `Authorization` header.
    pub(super) authorization: Option<&'a str>,
    /// Whether the body is declared to be JSON.
    pub(super) is_json: bool,
    pub(super) body: &'a [u8],
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// One instance, named by id and token.
    Instance,
    /// The partner's account.
    Account,
    /// A path that the service does not have.
    Nowhere,
}

/// An answer: status, body, and what the log says.
pub(super) struct Answer {
    pub(super) status: u16,
    /// `null` stands for no body at all.
    pub(super) body: Value,
    /// What the header `Retry-After` says.
    pub(super) retry_after: Option<String>,
    verdict: &'static str,
    counted: bool,
}

impl Answer {
    fn ok(verdict: &'static str, body: impl Into<Value>) -> Self {
        Self {
            status: 200,
            body: body.into(),
            retry_after: None,
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

    /// The same, with this in the header `Retry-After`.
    fn retry_after(self, value: Option<&Value>) -> Self {
        let written = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        Self {
            retry_after: value.map(written),
            ..self
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
    /// A captcha is to be answered first.
    Captcha {
        then: Then,
        asked: Asked,
    },
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
    turns: Turns,
    /// Whether the phone has to accept once the PIN is right.
    phone_owed: bool,
    condition: Condition,
    appealed: Appealed,
    account: Account,
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
            turns: Turns::default(),
            phone_owed: false,
            condition: scenario.instance.is,
            appealed: Appealed::Never,
            account: Account::new(&scenario),
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
        let mut answer = match self.refuse_at_the_door(request) {
            Some(refusal) => refusal,
            None => self.serve(request, now),
        };
        shape::apply(&self.scenario.fields, &mut answer.body);
        self.note(request, now, answer.verdict, answer.counted);
        answer
    }

    /// Writes down a call that was lost on its way here.
    pub(super) fn note_lost(&mut self, request: &Request<'_>, now: Duration) {
        self.note(request, now, "lost", false);
    }

    fn note(&mut self, request: &Request<'_>, at: Duration, verdict: &str, counted: bool) {
        let s = &self.scenario;
        let secrets = [s.instance_token(), s.client_token(), s.partner_token()];
        let is_odd = secrets.iter().any(|secret| request.route.contains(secret));
        let route = if is_odd { ODD_PATH } else { request.route };
        self.calls.push(LoggedCall {
            verb: request.verb.to_owned(),
            route: route.to_owned(),
            at,
            verdict: verdict.to_owned(),
            counted,
        });
    }

    fn serve(&mut self, request: &Request<'_>, now: Duration) -> Answer {
        if request.scope == Scope::Account {
            return match request.verb {
                "GET" => self.list_instances(request, now),
                _ => self.no_such_route(request.route),
            };
        }
        if let Some(neighbour) = self.neighbour(request) {
            return self.serve_neighbour(neighbour, request);
        }
        match request.verb {
            "GET" => self.serve_get(request.route, now),
            "POST" => match self.step_of(request.route) {
                Some(step) => match object_in(request.body) {
                    Some(body) => step(self, &body, now),
                    None => Answer::refusal(400, "refused: body", "Malformed JSON body"),
                },
                None => self.no_such_route(request.route),
            },
            _ => self.no_such_route(request.route),
        }
    }

    fn serve_get(&mut self, route: &str, now: Duration) -> Answer {
        match route {
            "/status" => self.status(now),
            "/device" => self.device(now),
            "/me" => self.me(now),
            "/restart" => account::restart(),
            "/restore-session" => self.restore_session(now),
            "/disconnect" => self.disconnect(now),
            "/security/email" => self.email(now),
            "/security/two-fa-code" => self.account_pin(now),
            "/mobile/device-transfer-confirmed" if !self.scenario.device.wants_post => {
                self.transfer(now)
            }
            _ => self.no_such_route(route),
        }
    }

    /// Whether this route is there for a `GET`.
    fn can_get(&self, route: &str) -> bool {
        match route {
            "/mobile/device-transfer-confirmed" => !self.scenario.device.wants_post,
            _ => GETS.contains(&route),
        }
    }

    /// What a `POST` of this route does.
    fn step_of(&self, route: &str) -> Option<Step> {
        let recovery = self.scenario.pin.recovery;
        match route {
            "/mobile/registration-available" => Some(World::look),
            "/mobile/request-registration-code" => Some(World::request_code),
            "/mobile/respond-captcha" => Some(World::respond_captcha),
            "/mobile/confirm-registration-code" => Some(World::confirm_code),
            "/mobile/confirm-pin-code" => Some(World::confirm_pin),
            "/mobile/recovery-pin-code" if recovery != Spelling::Recover => {
                Some(World::recover_pin)
            }
            "/mobile/recover-pin-code" if recovery != Spelling::Recovery => {
                Some(World::recover_pin)
            }
            "/mobile/device-transfer-confirmed" if self.scenario.device.wants_post => {
                Some(|world, _, now| world.transfer(now))
            }
            "/mobile/request-unbanning" => Some(World::appeal),
            "/security/email" => Some(World::set_email),
            "/security/verify-email" => Some(World::verify_email),
            "/security/email/remove" => Some(World::remove_email),
            "/security/two-fa-code" => Some(World::set_account_pin),
            "/security/two-fa-code/remove" => Some(World::remove_account_pin),
            _ => None,
        }
    }

    /// The answer to a path that does not exist, or not with that verb.
    fn no_such_route(&self, route: &str) -> Answer {
        let is_there = self.can_get(route) || self.step_of(route).is_some();
        if let Some(status) = self.scenario.wrong_verb_status.filter(|_| is_there) {
            return Answer::refusal(status, "refused: verb", "Method Not Allowed");
        }
        Answer {
            status: self.scenario.not_found_status,
            ..Answer::ok("no such route", not_found())
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
            | Stage::Captcha { .. }
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
            Stage::Idle
            | Stage::Captcha { .. }
            | Stage::Code { .. }
            | Stage::Pin
            | Stage::Device { .. } => false,
        };
        settled || self.condition == Condition::Connected
    }
}

/// What can be read, the transfer aside.
const GETS: [&str; 9] = [
    "/status",
    "/device",
    "/me",
    "/restart",
    "/restore-session",
    "/disconnect",
    "/security/email",
    "/security/two-fa-code",
    "/instances",
];

/// What a `POST` does with its body at that time.
type Step = fn(&mut World, &Map<String, Value>, Duration) -> Answer;

/// The object that a body holds; a body that is not there holds nothing.
fn object_in(body: &[u8]) -> Option<Map<String, Value>> {
    if body.is_empty() {
        return Some(Map::new());
    }
    serde_json::from_slice(body).ok()
}

/// The answer to a path or verb that does not exist.
pub(super) fn not_found() -> Value {
    json!({ "error": "NOT_FOUND", "message": "Unable to find matching target resource method" })
}

#[cfg(test)]
mod tests;
