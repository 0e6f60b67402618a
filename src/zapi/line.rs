//! The connections to the service: made at the first call, kept between calls, and for how long.
//!
//! A [`Lane`] is at most one connection, used by one call at a time; one lane is kept while no call uses it. A server
//! closes a connection that is idle for some time. A request that is written to it at that moment is lost without a
//! word, and of one that acts it is not known then what became of it. So a call that acts takes a connection only that was
//! used a moment ago, or that the server said it keeps (`Keep-Alive: timeout=`); a call that only reads, such as a check
//! of `/status` every few seconds, takes one that has been idle for longer. A new connection resumes the session of the
//! former one, where there was a secure one.

use super::base_url::{BaseUrl, Reach};
use super::door::Door;
use super::error::ClientError;
use super::trust;
use crate::flow::effect::Weight;
use crate::flow::event::Link;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
/// How long the system sends again what the other side does not confirm. With the limit of a call it ends what is under
/// way before the act window is over.
#[cfg(any(target_os = "linux", target_os = "android"))]
const UNCONFIRMED: Duration = Duration::from_secs(30);

/// The connections.
pub(super) struct Line {
    reach: Reach,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How secure connections are made; it remembers their sessions.
    tls: Option<ClientConfig>,
    /// The lane that no call uses.
    idle: Option<Lane>,
}

/// At most one connection.
pub(super) struct Lane {
    pub(super) http: reqwest::Client,
    pub(super) door: Door,
    /// When an answer came last.
    used: Option<Instant>,
    /// How long the server keeps idle connections, as it says.
    announced: Option<Duration>,
}

/// The lane that `/status` was just read on, for the call that acts upon it. Dropped, it is free for others.
pub struct WarmLane {
    home: Arc<Line>,
    lane: Option<Lane>,
    /// What `/status` said.
    pub(super) said: Link,
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
        let lane = self.lane(Weight::Reads)?;
        self.put_back(lane);
        Ok(())
    }

    /// What a call of this weight is made on.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub(super) fn lane(&self, weight: Weight) -> Result<Lane, ClientError> {
        let mut state = self.state();
        match state.idle.take() {
            Some(lane) if lane.is_fresh(weight) => Ok(lane),
            // Its connection goes with it.
            Some(_) | None => self.make(&mut state),
        }
    }

    /// A lane without a connection.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub(super) fn new_lane(&self) -> Result<Lane, ClientError> {
        self.make(&mut self.state())
    }

    /// Keeps a lane that no call uses, instead of the one that was kept so far.
    pub(super) fn put_back(&self, lane: Lane) {
        self.state().idle = Some(lane);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make(&self, state: &mut State) -> Result<Lane, ClientError> {
        let door = Door::default();
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .retry(reqwest::retry::never())
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_WITHIN)
            .connector_layer(door.clone())
            .pool_idle_timeout(KEEP_IDLE)
            .pool_max_idle_per_host(1);
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let http = http.tcp_user_timeout(UNCONFIRMED);
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
        Ok(Lane {
            http,
            door,
            used: None,
            announced: None,
        })
    }
}

impl Lane {
    /// Notes what the server said of how long it keeps connections.
    pub(super) fn announce(&mut self, keep_alive: Option<&str>) {
        self.announced = keep_alive.and_then(timeout_of);
    }

    /// Notes that an answer came whole.
    pub(super) fn note_use(&mut self) {
        #[expect(
            clippy::disallowed_methods,
            reason = "how long a connection was idle is of no interest to anybody else"
        )]
        let now = Instant::now();
        self.used = Some(now);
    }

    /// Whether its connection is certainly there, or there is none yet.
    fn is_fresh(&self, weight: Weight) -> bool {
        let idle = self.used.map(|used| used.elapsed());
        idle.is_none_or(|idle| idle <= most_idle(weight, self.announced))
    }
}

impl WarmLane {
    pub(super) fn new(home: &Arc<Line>, lane: Lane, said: Link) -> Self {
        Self {
            home: Arc::clone(home),
            lane: Some(lane),
            said,
        }
    }

    /// The lane, unless its connection may be closed by this time.
    pub(super) fn take(mut self) -> Option<Lane> {
        self.lane.take().filter(|lane| lane.is_fresh(Weight::Acts))
    }
}

impl Drop for WarmLane {
    fn drop(&mut self) {
        if let Some(lane) = self.lane.take() {
            self.home.put_back(lane);
        }
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
