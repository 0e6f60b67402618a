//! What can go wrong below an answer, reduced to causes.
//!
//! An error of the HTTP library prints the URL, and with it the instance's token. [`Unanswered`] is the only
//! thing that such an error becomes, and nothing of its text is kept.

use crate::flow::effect::Weight;
use crate::flow::event::{Cause, Failure, TlsTrouble};
use crate::zapi::door::Door;
use crate::zapi::trust;
use thiserror::Error;

/// Why no client could be made.
#[derive(Debug, Error)]
pub enum ClientError {
    /// This machine has no certificates to check the service's with.
    #[error("no trusted certificates could be loaded")]
    NoTrustStore(#[source] rustls::Error),
    /// The HTTP library could not be set up.
    #[error("the HTTP client could not be set up")]
    Setup(#[source] reqwest::Error),
}

/// A call that brought no answer.
#[derive(Debug)]
pub(super) struct Unanswered {
    pub(super) departure: Departure,
    pub(super) cause: Cause,
}

/// Whether the request left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Departure {
    /// There was no connection to send it on.
    Never,
    /// The one that was meant is gone, and none was made.
    Shut,
    /// It left, or may have.
    Possible,
}

impl Unanswered {
    /// What this means for a call of this weight.
    pub(super) fn failure(self, weight: Weight) -> Failure {
        match (self.departure, weight) {
            (Departure::Never | Departure::Shut, _) => Failure::NotSent(self.cause),
            (Departure::Possible, weight) => left(weight, self.cause),
        }
    }
}

/// What the lack of a usable answer means for a call that left.
pub(super) fn left(weight: Weight, cause: Cause) -> Failure {
    match weight {
        Weight::Reads => Failure::NoAnswer(cause),
        Weight::Acts => Failure::OutcomeUnknown(cause),
    }
}

impl From<ClientError> for Unanswered {
    fn from(error: ClientError) -> Self {
        let cause = match error {
            ClientError::NoTrustStore(_) => Cause::Tls(TlsTrouble::NoTrustStore),
            ClientError::Setup(_) => Cause::Connect,
        };
        Self {
            departure: Departure::Never,
            cause,
        }
    }
}

impl From<reqwest::Error> for Unanswered {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let not_cleared = Door::not_cleared(&error);
        let cause = if let Some(cause) = not_cleared {
            cause
        } else if error.is_dns() {
            Cause::Dns
        } else if error.is_timeout() {
            Cause::Timeout
        } else if error.is_redirect() {
            Cause::Redirected
        } else if error.is_builder() {
            Cause::Connect
        } else if error.is_connect() {
            trust::trouble_of(&error).map_or(Cause::Connect, Cause::Tls)
        } else {
            Cause::Broken
        };
        // The time limit of the whole call may strike while still connecting; the library does not tell, so
        // only an error of the connector itself proves that nothing left.
        let departure = if Door::is_shut(&error) {
            Departure::Shut
        } else if error.is_builder() || error.is_connect() {
            Departure::Never
        } else {
            Departure::Possible
        };
        Self { departure, cause }
    }
}
