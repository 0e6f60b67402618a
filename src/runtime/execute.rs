//! Runs calls: one task for each call in flight, its end handed back to the desk. The only spawner.

use crate::domain::credentials::Credentials;
use crate::flow::at_hand::AtHand;
use crate::flow::effect::Call;
use crate::flow::event::CallId;
use crate::runtime::front_end::SessionId;
use crate::zapi::{Clearance, Client, Exchange, WarmLane};
use std::sync::Arc;
use tokio::task::{AbortHandle, JoinError, JoinSet};

/// The calls of all sessions that are under way.
#[derive(Default)]
pub(crate) struct Calls {
    tasks: JoinSet<Ended>,
}

/// A call that came to its end.
pub(crate) struct Ended {
    pub(crate) session: SessionId,
    pub(crate) call: CallId,
    pub(crate) exchange: Exchange,
    /// What `/status` was read on, for a call that acts upon it.
    pub(crate) warm: Option<WarmLane>,
}

/// What a call that acts leaves with.
pub(crate) struct Departure {
    /// The connection that `/status` was just read on.
    pub(crate) warm: Option<WarmLane>,
    /// Asked right before the first byte.
    pub(crate) clearance: Clearance,
}

impl Calls {
    /// Begins a call, with a `departure` when it acts; what is at hand decides which digits of its answer are shown.
    pub(crate) fn begin(
        &mut self,
        (session, id): (SessionId, CallId),
        client: Client,
        credentials: Option<Arc<Credentials>>,
        (call, hand): (Call, AtHand),
        departure: Option<Departure>,
    ) -> AbortHandle {
        let task = async move {
            let limit = call.time_limit();
            let by = credentials.as_deref();
            let (exchange, warm) = match departure {
                Some(Departure { warm, clearance }) => {
                    let sent = client.act(by, &call, (limit, &hand), (warm, &clearance));
                    (sent.await, None)
                }
                None => client.exchange_on_lane(by, &call, (limit, &hand)).await,
            };
            Ended {
                session,
                call: id,
                exchange,
                warm,
            }
        };
        #[expect(clippy::disallowed_methods, reason = "this is the spawner")]
        self.tasks.spawn(task)
    }

    /// Whether nothing is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Waits for the next end; `None` for a call that was given up.
    pub(crate) async fn next(&mut self) -> Result<Option<Ended>, JoinError> {
        match self.tasks.join_next().await {
            Some(Ok(ended)) => Ok(Some(ended)),
            Some(Err(error)) if error.is_cancelled() => Ok(None),
            Some(Err(error)) => Err(error),
            None => Ok(None),
        }
    }
}
