//! How a call that acts goes out: on the connection that `/status` was just read on, and right after its clearance.
//!
//! ```text
//! warm connection ──► clearance ──► send
//!      │ gone
//! another one: /status again ──► clearance ──► send
//!      │ gone again: the server closes each one after its answer
//! one of its own ──► clearance ──► send
//! ```

use super::client::Client;
use super::door::Clearance;
use super::error::{Departure, Unanswered};
use super::exchange::Exchange;
use super::line::{Lane, WarmLane};
use crate::domain::credentials::Credentials;
use crate::domain::server_text::ServerText;
use crate::flow::at_hand::AtHand;
use crate::flow::effect::{Call, Weight};
use crate::flow::event::{Cause, Link, Reply, StatusReply};
use std::sync::Arc;
use std::time::Duration;

/// The HTTP status of a `/status` that was answered.
const OK: u16 = 200;

/// A call that acts on its way out.
pub(super) struct Leaving<'c> {
    pub(super) client: &'c Client,
    pub(super) credentials: Option<&'c Credentials>,
    pub(super) call: &'c Call,
    /// The longest that its answer is awaited, and what is at hand.
    pub(super) limit: (Duration, &'c AtHand),
    pub(super) clearance: &'c Clearance,
}

impl Leaving<'_> {
    /// Sends it on the warm lane, or on another one that is warmed up first.
    pub(super) async fn on_any(&self, warm: Option<WarmLane>) -> Result<Exchange, Unanswered> {
        let said = warm.as_ref().map(|warm| warm.said);
        if let Some(link) = said {
            self.suits(link, None).map_err(never)?;
        }
        let mut lane = match warm.and_then(WarmLane::take) {
            Some(lane) => lane,
            None => {
                self.warmed_up(self.client.line.lane(Weight::Acts)?, said)
                    .await?
            }
        };
        let first = match self.on_connection_of(&mut lane).await {
            Err(gone) if gone.departure == Departure::Shut => {
                lane = self.warmed_up(self.client.line.new_lane()?, said).await?;
                self.on_connection_of(&mut lane).await
            }
            done => done,
        };
        let done = match first {
            Err(gone) if gone.departure == Departure::Shut => {
                lane.door.guard(Arc::clone(self.clearance));
                self.sent_on(&mut lane).await
            }
            done => done,
        };
        lane.door.open();
        self.client.line.put_back(lane);
        done
    }

    /// `lane` once `/status` was read on it.
    async fn warmed_up(&self, mut lane: Lane, before: Option<Link>) -> Result<Lane, Unanswered> {
        let status = Call::Status;
        let limit = (status.time_limit(), self.limit.1);
        let read = self.client.on(&mut lane, self.credentials, &status, limit);
        match read.await?.outcome {
            Ok(Reply::Status(status)) => {
                self.may_leave(status, before).map_err(never)?;
                Ok(lane)
            }
            Ok(Reply::Refused(refusal)) => Err(never(Cause::StatusRefused(refusal))),
            Ok(_) => Err(never(Cause::StatusChanged)),
            Err(failure) => Err(never(failure.cause().clone())),
        }
    }

    /// What `/status` must say: what the call needs, and the same as `before`, where it was read before.
    fn may_leave(&self, status: StatusReply, before: Option<Link>) -> Result<(), Cause> {
        self.suits(status.link, status.text)?;
        if before.is_some_and(|before| before != status.link) {
            return Err(Cause::StatusChanged);
        }
        Ok(())
    }

    /// An instance that is connected already is not acted upon, nor one of which that is not known.
    fn suits(&self, link: Link, text: Option<ServerText>) -> Result<(), Cause> {
        let needs_unconnected = self.call.needs_unconnected();
        match link {
            Link::Connected if needs_unconnected => Err(Cause::AlreadyConnected),
            Link::Unclear if needs_unconnected => Err(Cause::NotUnderstood(OK, text)),
            Link::Connected
            | Link::NotConnected
            | Link::SessionLost
            | Link::TakenOver
            | Link::Unclear => Ok(()),
        }
    }

    /// Sends the call on the connection that is there; none is made.
    async fn on_connection_of(&self, lane: &mut Lane) -> Result<Exchange, Unanswered> {
        lane.door.shut();
        (self.clearance)().map_err(never)?;
        self.sent_on(lane).await
    }

    async fn sent_on(&self, lane: &mut Lane) -> Result<Exchange, Unanswered> {
        let (credentials, call) = (self.credentials, self.call);
        self.client.on(lane, credentials, call, self.limit).await
    }
}

/// Nothing of the call left.
fn never(cause: Cause) -> Unanswered {
    Unanswered {
        departure: Departure::Never,
        cause,
    }
}
