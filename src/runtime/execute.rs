//! Runs calls: one task for each call in flight, its end handed back to the desk. The only spawner.

use crate::domain::credentials::Credentials;
use crate::flow::at_hand::AtHand;
use crate::flow::effect::Call;
use crate::flow::event::CallId;
use crate::runtime::front_end::SessionId;
use crate::zapi::{Client, Exchange};
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
}

impl Calls {
    /// Begins a call; what is at hand decides which digits of its answer are shown.
    pub(crate) fn begin(
        &mut self,
        (session, id): (SessionId, CallId),
        client: Client,
        credentials: Option<Arc<Credentials>>,
        (call, hand): (Call, AtHand),
    ) -> AbortHandle {
        let task = async move {
            let limit = call.time_limit();
            Ended {
                session,
                call: id,
                exchange: client
                    .exchange(credentials.as_deref(), &call, (limit, &hand))
                    .await,
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
