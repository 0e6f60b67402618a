//! What goes wrong on the way between client and service.
//!
//! ```toml
//! [[faults]]
//! route = "/status"
//! nth = 2              # the second call of that route; 0, the default, is every one
//! kind = "reset_after" # see [`Kind`]
//! ```

use serde::Deserialize;

/// Something that goes wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    route: String,
    #[serde(default)]
    nth: usize,
    pub(super) kind: Kind,
    /// Seconds named in `Retry-After`, where the kind has one.
    pub(super) retry_after: Option<u64>,
}

/// What.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// The connection breaks before the service saw the request.
    ResetBefore,
    /// The connection breaks after the request took effect.
    ResetAfter,
    /// The request takes effect, and no answer ever comes.
    HangAfter,
    /// A gateway's page with status 502.
    Html502,
    /// A gateway's text with status 503.
    Plain503,
    /// A web page with status 200.
    Html200,
    /// Status 200 without a body.
    Empty200,
    /// Half of a JSON document.
    Truncated,
    /// A body that never ends.
    Endless,
    /// A redirect to another host.
    Redirect,
    /// Status 429, with `Retry-After` when the fault names seconds.
    RateLimited,
    /// `NOT_FOUND` with status 200.
    NotFound200,
    /// JSON of another shape than an object.
    Array,
}

impl Kind {
    /// Whether the service sees the request all the same.
    pub(super) fn takes_effect(self) -> bool {
        matches!(
            self,
            Kind::ResetAfter | Kind::HangAfter | Kind::Truncated | Kind::Empty200
        )
    }
}

/// The fault that the `nth` call of `route` meets.
pub(super) fn fault_of<'a>(faults: &'a [Fault], route: &str, nth: usize) -> Option<&'a Fault> {
    faults
        .iter()
        .find(|fault| fault.route == route && (fault.nth == 0 || fault.nth == nth))
}
