//! The connection to the service: set up at the first call, kept between calls, and for how long.
//!
//! A server closes a connection that nobody uses for some time. A request that is written to it at that moment is lost
//! without a word, and of one that acts nobody knows then what became of it. So a call that acts takes a connection
//! only that was used a moment ago, or that the server said it keeps (`Keep-Alive: timeout=`); a call that only reads,
//! such as a check of `/status` every few seconds, takes one that has been idle for longer. A new connection resumes
//! the session of the former one, where there was a secure one.

use super::base_url::{BaseUrl, Reach};
use super::error::ClientError;
use super::trust;
use crate::flow::effect::Weight;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const USER_AGENT: &str = concat!("zapi-onboard/", env!("CARGO_PKG_VERSION"));
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How long a connection may have been idle that a call which acts is written to. The shortest time after which
/// common servers close one is five seconds (Node, Apache).
const FRESH: Duration = Duration::from_secs(4);
/// The same for a call that only reads; longer than the pause between two checks.
const KEEP_IDLE: Duration = Duration::from_secs(30);
/// What a request needs at the most to reach the server.
const ON_THE_WAY: Duration = Duration::from_secs(1);

/// The connection.
pub(super) struct Line {
    reach: Reach,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How secure connections are made; it remembers their sessions.
    tls: Option<ClientConfig>,
    http: Option<reqwest::Client>,
    /// When an answer came last.
    used: Option<Instant>,
    /// How long the server keeps idle connections, as it says.
    announced: Option<Duration>,
}

impl Line {
    pub(super) fn new(base: &BaseUrl) -> Self {
        Self {
            reach: base.reach(),
            state: Mutex::default(),
        }
    }

    /// Makes sure that connections can be made.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub(super) fn set_up(&self) -> Result<(), ClientError> {
        self.http_of(&mut self.state()).map(drop)
    }

    /// What a call of this weight is made by.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub(super) fn http(&self, weight: Weight) -> Result<reqwest::Client, ClientError> {
        let mut state = self.state();
        let idle = state.used.map(|used| used.elapsed());
        if idle.is_some_and(|idle| idle > most_idle(weight, state.announced)) {
            // Its connections go with it.
            state.http = None;
            state.used = None;
        }
        self.http_of(&mut state)
    }

    /// Notes what the server said of how long it keeps connections.
    pub(super) fn heard(&self, keep_alive: Option<&str>) {
        self.state().announced = keep_alive.and_then(timeout_of);
    }

    /// Notes that the connection was used.
    pub(super) fn used(&self) {
        #[expect(
            clippy::disallowed_methods,
            reason = "how long a connection was idle is of no interest to anybody else"
        )]
        let now = Instant::now();
        self.state().used = Some(now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn http_of(&self, state: &mut State) -> Result<reqwest::Client, ClientError> {
        if let Some(http) = &state.http {
            return Ok(http.clone());
        }
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .retry(reqwest::retry::never())
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_WITHIN)
            .pool_idle_timeout(KEEP_IDLE)
            .pool_max_idle_per_host(1);
        let mut tls = || match &state.tls {
            Some(tls) => Ok(tls.clone()),
            // The machine's certificates are all of the setup that can be missing.
            None => trust::config()
                .map(|tls| state.tls.insert(tls).clone())
                .map_err(ClientError::NoTrustStore),
        };
        let http = match self.reach {
            Reach::Network => http.https_only(true).tls_backend_preconfigured(tls()?),
            Reach::Loopback => http
                .https_only(true)
                .no_proxy()
                .tls_backend_preconfigured(tls()?),
            // Nothing is encrypted, so a machine without certificates will do.
            Reach::PlainLoopback => http.no_proxy().tls_certs_only([]),
        };
        let http = http.build();
        let http = http.map_err(|error| ClientError::Setup(error.without_url()))?;
        state.http = Some(http.clone());
        Ok(http)
    }
}

/// How long a connection may have been idle that a call of this weight is written to.
fn most_idle(weight: Weight, announced: Option<Duration>) -> Duration {
    let announced = announced.map(|keeps| keeps.saturating_sub(ON_THE_WAY));
    match weight {
        Weight::Acts => announced.unwrap_or(FRESH).min(KEEP_IDLE),
        Weight::Reads => announced.unwrap_or(KEEP_IDLE).min(KEEP_IDLE),
    }
}

/// The seconds of `timeout=5, max=100`. Source: draft-thomson-hybi-http-timeout, which servers follow.
fn timeout_of(keep_alive: &str) -> Option<Duration> {
    let mut parameters = keep_alive.split(',').map(str::trim);
    let seconds = parameters.find_map(|parameter| parameter.strip_prefix("timeout="))?;
    seconds.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_acts_takes_no_connection_that_may_be_closed() {
        let announced = timeout_of("timeout=5, max=100");
        assert_eq!(announced, Some(Duration::from_secs(5)));
        for weight in [Weight::Acts, Weight::Reads] {
            assert_eq!(most_idle(weight, announced), Duration::from_secs(4));
            let long = timeout_of("max=3, timeout=600");
            assert_eq!(most_idle(weight, long), KEEP_IDLE);
        }
        assert_eq!(most_idle(Weight::Acts, None), FRESH);
        assert_eq!(most_idle(Weight::Reads, None), KEEP_IDLE);
        assert_eq!(timeout_of("timeout=soon"), None);
        assert_eq!(timeout_of(""), None);
    }
}
