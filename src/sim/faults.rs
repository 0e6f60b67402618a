//! What goes wrong on the way between client and service: the list of it, not the doing.
//!
//! ```toml
//! [[faults]]
//! route = "/status"
//! nth = 2              # the second call of that route, counted from 1; or `every = true`
//! kind = "reset_after" # see `Kind`
//! retry_after = 10     # seconds, for "rate_limited" only; absent leaves the header out
//! status = 405         # 400 to 599, for "refused" and "gateway" only, which have to name one
//! ```

use serde::Deserialize;
use std::num::NonZeroUsize;
use thiserror::Error;

/// Something that goes wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Table")]
pub(super) struct Fault {
    route: String,
    calls: Calls,
    pub(super) kind: Kind,
    /// Seconds named in `Retry-After`.
    pub(super) retry_after: Option<u64>,
    /// The HTTP status of the kinds that name one.
    pub(super) status: u16,
}

/// Which calls of a route it strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calls {
    Nth(NonZeroUsize),
    Every,
}

/// What.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Kind {
    /// The connection breaks before the service saw the request.
    #[serde(rename = "reset_before")]
    ResetBefore,
    /// The connection breaks after the request took effect.
    #[serde(rename = "reset_after")]
    ResetAfter,
    /// The request takes effect, and no answer ever comes.
    #[serde(rename = "hang")]
    Hang,
    /// The request takes effect, and its answer is a body that never ends.
    #[serde(rename = "endless")]
    Endless,
    /// The request takes effect, and half of the answer's JSON comes.
    #[serde(rename = "truncated")]
    Truncated,
    /// The request takes effect, and the answer is status 200 without a body.
    #[serde(rename = "empty_200")]
    Empty200,
    /// The request takes effect, and the answer is JSON of another shape than an object.
    #[serde(rename = "array")]
    Array,
    /// A gateway's page with status 502; the service saw nothing.
    #[serde(rename = "html_502")]
    Html502,
    /// A gateway's text with status 503; the service saw nothing.
    #[serde(rename = "plain_503")]
    Plain503,
    /// A web page with status 200; the service saw nothing.
    #[serde(rename = "html_200")]
    Html200,
    /// A redirect to another address; the service saw nothing.
    #[serde(rename = "redirect")]
    Redirect,
    /// Status 429, with `Retry-After` when the fault names seconds; the service saw nothing.
    #[serde(rename = "rate_limited")]
    RateLimited,
    /// The service's own refusal with the status that the fault names, and a text; it did nothing.
    #[serde(rename = "refused")]
    Refused,
    /// A gateway's page with the status that the fault names; the service saw nothing.
    #[serde(rename = "gateway")]
    Gateway,
    /// `NOT_FOUND` with status 200; the service did nothing.
    #[serde(rename = "not_found_200")]
    NotFound200,
    /// `NOT_FOUND` with status 404; the service did nothing.
    #[serde(rename = "not_found_404")]
    NotFound404,
}

impl Kind {
    /// Whether the service sees the request all the same.
    pub(super) fn takes_effect(self) -> bool {
        match self {
            Kind::ResetAfter
            | Kind::Hang
            | Kind::Endless
            | Kind::Truncated
            | Kind::Empty200
            | Kind::Array => true,
            Kind::ResetBefore
            | Kind::Html502
            | Kind::Plain503
            | Kind::Html200
            | Kind::Redirect
            | Kind::RateLimited
            | Kind::Refused
            | Kind::Gateway
            | Kind::NotFound200
            | Kind::NotFound404 => false,
        }
    }
}

/// The fault that the `nth` call of `route` meets.
pub(super) fn fault_of<'a>(faults: &'a [Fault], route: &str, nth: usize) -> Option<&'a Fault> {
    faults.iter().find(|fault| {
        fault.route == route
            && match fault.calls {
                Calls::Nth(struck) => struck.get() == nth,
                Calls::Every => true,
            }
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    route: String,
    nth: Option<NonZeroUsize>,
    #[serde(default)]
    every: bool,
    kind: Kind,
    retry_after: Option<u64>,
    status: Option<u16>,
}

#[derive(Debug, Error)]
enum FaultError {
    #[error("a fault has either `nth` or `every = true`")]
    WhichCalls,
    #[error("only a fault of kind \"rate_limited\" has `retry_after`")]
    NoRetryAfter,
    #[error(
        "a fault of kind \"refused\" or \"gateway\", and no other, has a `status` from 400 to 599"
    )]
    Status,
}

impl TryFrom<Table> for Fault {
    type Error = FaultError;

    fn try_from(table: Table) -> Result<Self, FaultError> {
        let calls = match (table.nth, table.every) {
            (Some(nth), false) => Calls::Nth(nth),
            (None, true) => Calls::Every,
            (Some(_), true) | (None, false) => return Err(FaultError::WhichCalls),
        };
        if table.retry_after.is_some() && table.kind != Kind::RateLimited {
            return Err(FaultError::NoRetryAfter);
        }
        let takes_status = matches!(table.kind, Kind::Refused | Kind::Gateway);
        let is_error = |status: &u16| (400..=599).contains(status);
        if takes_status != table.status.is_some() || !table.status.iter().all(is_error) {
            return Err(FaultError::Status);
        }
        Ok(Self {
            status: table.status.unwrap_or_default(),
            route: table.route,
            calls,
            kind: table.kind,
            retry_after: table.retry_after,
        })
    }
}
