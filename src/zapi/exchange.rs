//! What came of a call, and what the head of its answer says beside that.

use super::error::Unanswered;
use crate::domain::time::ServerDate;
use crate::flow::effect::Call;
use crate::flow::event::{AnswerWaits, Outcome, RetryAfter};

/// What came of a call, when, and from whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// What came of it.
    pub outcome: Outcome,
    /// The waits that the answer names, also one that is a refusal or broke off.
    pub waits: AnswerWaits,
    /// The date that the answer bears; `None` when there was no answer, or none that can be read.
    pub date: Option<ServerDate>,
    /// Whether the answer says of itself that a simulator on this machine gave it; `None` when there was no answer.
    pub simulated: Option<bool>,
}

/// What the head of an answer says beside what it means.
#[derive(Default)]
pub(super) struct Head {
    pub(super) date: Option<ServerDate>,
    pub(super) simulated: Option<bool>,
    /// The wait of the header `Retry-After`.
    pub(super) retry_after: RetryAfter,
}

impl Exchange {
    /// The end of a `call` that was not answered.
    pub(super) fn unanswered(unanswered: Unanswered, call: &Call) -> Self {
        Self::broken_off(unanswered, call, &Head::default())
    }

    /// The end of a `call` whose answer broke off after its `head`, if that came.
    pub(super) fn broken_off(unanswered: Unanswered, call: &Call, head: &Head) -> Self {
        Self {
            outcome: Err(unanswered.failure(call.weight())),
            waits: AnswerWaits {
                retry_after: head.retry_after,
                ..AnswerWaits::default()
            },
            date: head.date,
            simulated: head.simulated,
        }
    }
}
