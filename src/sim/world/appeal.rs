//! A ban, the appeal against it, and what becomes of it.

use crate::sim::scenario::AppealAnswer;
use crate::sim::world::{Answer, World};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// How an appeal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Appealed {
    Never,
    InReview { since: Duration },
    Unbanned,
}

impl World {
    /// Whether an appeal has lifted the ban.
    pub(super) fn is_unbanned(&self, now: Duration) -> bool {
        match self.appealed {
            Appealed::Never => false,
            Appealed::Unbanned => true,
            Appealed::InReview { since } => {
                let after = self.scenario.appeal.unbanned_after.map(Duration::from_secs);
                after.is_some_and(|after| now >= since.saturating_add(after))
            }
        }
    }

    /// Whether the number may not be registered because of a ban.
    pub(super) fn is_banned(&self, now: Duration) -> bool {
        self.scenario.availability.blocked && !self.is_unbanned(now)
    }

    /// An appeal that is made again is the same appeal.
    fn in_review_since(&self, now: Duration) -> Appealed {
        match self.appealed {
            Appealed::InReview { since } => Appealed::InReview { since },
            Appealed::Never | Appealed::Unbanned => Appealed::InReview { since: now },
        }
    }

    pub(super) fn appeal(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let text = |key| body.get(key).and_then(Value::as_str);
        let (Some(token), Some(description)) = (text("appealToken"), text("description")) else {
            return Answer::refusal(400, "refused: body", "Invalid body");
        };
        if description.trim().is_empty() {
            return Answer::refusal(400, "refused: body", "Invalid description");
        }
        let was_told = self.looked_at.is_some() && self.is_banned(now);
        let right = self.scenario.availability.appeal_token.as_deref();
        if !was_told || right != Some(token) {
            return Answer::refusal(400, "refused: appeal token", "Invalid appealToken");
        }
        let (verdict, appealed, body) = match self.scenario.appeal.answer {
            AppealAnswer::InReview => (
                "in review",
                self.in_review_since(now),
                json!({ "success": true, "status": "IN_REVIEW" }),
            ),
            AppealAnswer::Unbanned => (
                "unbanned",
                Appealed::Unbanned,
                json!({ "success": true, "status": "UNBANNED" }),
            ),
            AppealAnswer::Refused => ("refused", Appealed::Never, json!({ "success": false })),
        };
        self.appealed = appealed;
        Answer::ok(verdict, body).counted()
    }
}
