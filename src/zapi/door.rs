//! The door of a lane: whether a new connection may be made for a call, and what is asked before the call may use it.
//!
//! A call that acts goes out on the connection that `/status` was just read on. Where that is gone, the HTTP library
//! would connect by itself, for as long as that takes, and write at once; the door is what keeps it from that.

use crate::flow::event::Cause;
use reqwest::Error as HttpError;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tower_layer::Layer;
use tower_service::Service;

/// Asks whether a call that acts may still leave; the cause why not.
pub type Clearance = Arc<dyn Fn() -> Result<(), Cause> + Send + Sync>;

type BoxError = Box<dyn Error + Send + Sync>;

/// The door of one lane. Clones are the same door.
#[derive(Clone, Default)]
pub(super) struct Door {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
enum State {
    /// Connections are made as they are needed.
    #[default]
    Open,
    /// None is made.
    Shut,
    /// One is made, and used only if this says so then.
    Guarded(Clearance),
}

/// Why a call did not get a connection.
#[derive(Debug)]
enum Refused {
    /// The door is shut.
    Shut,
    /// The call may not leave any more.
    NotCleared(Cause),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refused::Shut => "no new connection is made for this call",
            Refused::NotCleared(_) => "the call may not leave any more",
        })
    }
}

impl Error for Refused {}

impl Door {
    /// Lets no connection be made.
    pub(super) fn shut(&self) {
        self.set(State::Shut);
    }

    /// Lets a connection be made and be used only if `clearance` is given when it is there.
    pub(super) fn guard(&self, clearance: Clearance) {
        self.set(State::Guarded(clearance));
    }

    /// Lets connections be made.
    pub(super) fn open(&self) {
        self.set(State::Open);
    }

    /// Whether `error` is the shut door's.
    pub(super) fn is_shut(error: &HttpError) -> bool {
        matches!(refused(error), Some(Refused::Shut))
    }

    /// The cause for which the door let no call through that had a connection.
    pub(super) fn not_cleared(error: &HttpError) -> Option<Cause> {
        match refused(error)? {
            Refused::Shut => None,
            Refused::NotCleared(cause) => Some(cause.clone()),
        }
    }

    fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn clearance(&self) -> Result<Option<Clearance>, Refused> {
        match &*self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Open => Ok(None),
            State::Shut => Err(Refused::Shut),
            State::Guarded(clearance) => Ok(Some(Arc::clone(clearance))),
        }
    }
}

fn refused(error: &HttpError) -> Option<&Refused> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(refused) = error.downcast_ref() {
            return Some(refused);
        }
        source = error.source();
    }
    None
}

impl<S> Layer<S> for Door {
    type Service = Guarded<S>;

    fn layer(&self, connector: S) -> Guarded<S> {
        Guarded {
            connector,
            door: self.clone(),
        }
    }
}

/// What connects, behind the door.
#[derive(Clone)]
pub(super) struct Guarded<S> {
    connector: S,
    door: Door,
}

impl<S, R> Service<R> for Guarded<S>
where
    S: Service<R>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    S::Response: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: R) -> Self::Future {
        let clearance = match self.door.clearance() {
            Ok(clearance) => clearance,
            Err(refused) => return Box::pin(std::future::ready(Err(refused.into()))),
        };
        let connecting = self.connector.call(to);
        Box::pin(async move {
            let connection = connecting.await.map_err(Into::into)?;
            if let Some(clearance) = clearance {
                clearance().map_err(Refused::NotCleared)?;
            }
            Ok(connection)
        })
    }
}
