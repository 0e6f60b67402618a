//! When which onboarding is to be woken: the next one is found without looking at the others.

use crate::domain::time::{Deadline, Timestamp};
use crate::runtime::budget::Budget;
use crate::runtime::front_end::SessionId;
use std::collections::BTreeSet;
use std::time::Duration;

/// Moments by the boot clock, in milliseconds, the earliest first.
#[derive(Debug, Default)]
struct Queue {
    due: BTreeSet<(u64, SessionId)>,
    /// By the numbers of the sessions.
    of: Vec<Option<u64>>,
}

/// The moments at hand, and how many checks may be made.
#[derive(Debug, Default)]
pub struct Wakes {
    /// Checks of the service, which the budget holds back.
    checks: Queue,
    /// Moments at which something changes by time going by alone.
    changes: Queue,
    /// How many checks may be made.
    pub budget: Budget,
}

impl Wakes {
    /// Plans both moments of an onboarding; `None` for none.
    pub fn plan(
        &mut self,
        session: SessionId,
        check: Option<Deadline>,
        change: Option<Duration>,
        now: Timestamp,
    ) {
        let check = check.map(|due| due.remaining(now).unwrap_or_default());
        let at = |wait: Duration| now.plus(wait).boot_ms;
        self.checks.set(session, check.map(at));
        self.changes.set(session, change.map(at));
    }

    /// An onboarding that changes at `now` by itself; asked once.
    pub fn changing(&mut self, now: Timestamp) -> Option<SessionId> {
        let session = self.changes.first_by(now)?;
        self.changes.set(session, None);
        Some(session)
    }

    /// An onboarding whose check may be made at `now`, `first` before all others; it is counted.
    pub fn checking(&mut self, first: Option<SessionId>, now: Timestamp) -> Option<SessionId> {
        if !self.budget.opens_in(now).is_zero() {
            return None;
        }
        let is_due = |due: u64| due <= now.boot_ms;
        let first = first.filter(|session| self.checks.at(*session).is_some_and(is_due));
        let session = first.or_else(|| self.checks.first_by(now))?;
        self.checks.set(session, None);
        self.budget.spend(now);
        Some(session)
    }

    /// How long until one of both is there; `None` when nothing is planned.
    #[must_use]
    pub fn next_in(&self, now: Timestamp) -> Option<Duration> {
        let check = self.checks.first_in(now);
        let check = check.map(|wait| wait.max(self.budget.opens_in(now)));
        check.into_iter().chain(self.changes.first_in(now)).min()
    }
}

impl Queue {
    fn at(&self, session: SessionId) -> Option<u64> {
        self.of.get(session.0 as usize).copied().flatten()
    }

    fn set(&mut self, session: SessionId, due: Option<u64>) {
        if let Some(before) = self.at(session) {
            self.due.remove(&(before, session));
        }
        let at = session.0 as usize;
        if self.of.len() <= at {
            self.of.resize(at + 1, None);
        }
        if let Some(entry) = self.of.get_mut(at) {
            *entry = due;
        }
        self.due.extend(due.map(|due| (due, session)));
    }

    fn first_by(&self, now: Timestamp) -> Option<SessionId> {
        let (due, session) = self.due.first()?;
        (*due <= now.boot_ms).then_some(*session)
    }

    fn first_in(&self, now: Timestamp) -> Option<Duration> {
        let (due, _) = self.due.first()?;
        Some(Duration::from_millis(due.saturating_sub(now.boot_ms)))
    }
}
