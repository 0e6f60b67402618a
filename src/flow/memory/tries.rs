//! How often something secret was handed in, and until when the service wants nothing more of a kind.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{Reason, Refusal, RefusalCause, ReplyFacts, RetryAfter};
use crate::flow::prompt::{Pause, PausedBy};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How often something secret was handed in, and how often it was wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    /// Handed in.
    pub(crate) sent: u32,
    /// Refused as wrong.
    pub(crate) wrong: u32,
    /// Refused for an undocumented cause, which may be that it is wrong.
    refused: u32,
    /// The pause that began with the last third wrong one.
    pub(crate) pause: Option<Deadline>,
    /// Until when the service wants no more of them.
    #[serde(default)]
    pub(crate) shut: Shut,
}

/// Until when the service wants nothing more of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shut {
    until: Option<Deadline>,
    /// How often the service named a wait that cannot be read.
    unreadable: u32,
}

impl Tries {
    /// How long to pause after every third wrong one.
    const PAUSE: Duration = Duration::from_mins(1);

    /// Counts a wrong one at `now`.
    pub(crate) fn count_wrong(&mut self, now: Timestamp) {
        self.wrong += 1;
        self.pause_at_third(now);
    }

    fn pause_at_third(&mut self, now: Timestamp) {
        if (self.wrong + self.refused).is_multiple_of(3) {
            self.pause = Some(Deadline::after(now, Self::PAUSE));
        }
    }

    /// Counts a refusal of unknown cause: how a wrong one is refused is not documented, so it may be one.
    pub(crate) fn count_refused(&mut self, refusal: &Refusal, now: Timestamp) {
        if refusal.cause == RefusalCause::Other {
            self.refused += 1;
            self.pause_at_third(now);
        }
    }

    /// The pause that still holds at `now`: the service's own, where it is the later one.
    pub(crate) fn pause_at(&self, now: Timestamp) -> Option<Pause> {
        let ours = self.pause.filter(|pause| pause.remaining(now).is_some());
        let by = |until, by| Pause { until, by };
        match (ours, self.shut.at(now)) {
            (Some(ours), Some(shut)) if ours.remaining(now) > shut.remaining(now) => {
                Some(by(ours, PausedBy::ThreeWrong))
            }
            (_, Some(shut)) => Some(by(shut, PausedBy::Service)),
            (ours, None) => ours.map(|ours| by(ours, PausedBy::ThreeWrong)),
        }
    }
}

impl Shut {
    /// Takes over what another onboarding of the same line knows; the later end holds.
    pub(crate) fn join(&mut self, other: &Shut) {
        self.until = Deadline::latest_end(self.until, other.until);
        self.unreadable = self.unreadable.max(other.unreadable);
    }

    /// The wait for one that cannot be read; it doubles with each.
    const UNREADABLE: Duration = Duration::from_mins(1);
    /// The longest that such a wait gets.
    const UNREADABLE_AT_MOST: Duration = Duration::from_hours(24);

    /// Takes in what an answer that came at `now` says of waiting; the later end holds. Gives back until when it is shut.
    pub(crate) fn name(&mut self, facts: &ReplyFacts, now: Timestamp) -> Option<Deadline> {
        let known = facts.reason.and_then(Reason::wait_without_one);
        let wait = match facts.retry_after {
            RetryAfter::After(wait) => Some(wait),
            RetryAfter::Absent => known,
            RetryAfter::Unreadable => {
                let doubled = 2_u32.saturating_pow(self.unreadable.min(11));
                self.unreadable = self.unreadable.saturating_add(1);
                let guessed = Self::UNREADABLE.saturating_mul(doubled);
                known.max(Some(guessed.min(Self::UNREADABLE_AT_MOST)))
            }
        };
        let until = wait.map(|wait| Deadline::after(now, wait));
        self.until = Deadline::latest(self.until, until, now);
        self.at(now)
    }

    /// Until when it is shut; `None` when it is open at `now`.
    pub(crate) fn at(&self, now: Timestamp) -> Option<Deadline> {
        self.until.filter(|until| until.remaining(now).is_some())
    }

    /// `lock` at `now`, shut at least as long as this.
    pub(crate) fn held(&self, lock: Lock, now: Timestamp) -> Lock {
        lock.no_earlier_than(self.at(now), now)
    }
}
