//! One budget for all checks that repeat themselves, so that many onboardings ask the service no more than one does.
//!
//! A bucket of allowances that fills at a steady rate. What a person asks for is never held up by it, but counts.

use crate::domain::time::Timestamp;
use std::time::Duration;

/// Checks a minute when nothing else is said.
pub const CHECKS_PER_MINUTE: u32 = 120;

/// Checks that may follow each other at once after a quiet time.
const AT_ONCE: u32 = 5;

/// How many checks may be made.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Between two checks, in the long run.
    every: Duration,
    /// When the bucket is full again; `None` while it is.
    full_at: Option<Timestamp>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::per_minute(CHECKS_PER_MINUTE)
    }
}

impl Budget {
    /// So many checks a minute, at least 1.
    #[must_use]
    pub fn per_minute(checks: u32) -> Self {
        Self {
            every: Duration::from_mins(1) / checks.max(1),
            full_at: None,
        }
    }

    /// How long until another check may be made; zero when it may at `now`.
    pub(crate) fn opens_in(&self, now: Timestamp) -> Duration {
        self.missing(now).saturating_sub(self.every * (AT_ONCE - 1))
    }

    /// Counts a check made at `now`, whether there was an allowance for it or not.
    pub(crate) fn spend(&mut self, now: Timestamp) {
        self.full_at = Some(now.plus(self.missing(now) + self.every));
    }

    /// How long until the bucket is full.
    fn missing(&self, now: Timestamp) -> Duration {
        self.full_at
            .map_or(Duration::ZERO, |full_at| full_at.since(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::BootId;

    fn at(ms: u64) -> Timestamp {
        Timestamp {
            wall_ms: 0,
            boot_ms: ms,
            boot: BootId(1),
        }
    }

    #[test]
    fn after_a_quiet_time_a_few_checks_go_at_once_and_then_one_at_a_time() {
        let mut budget = Budget::per_minute(60);
        for _ in 0..AT_ONCE {
            assert_eq!(budget.opens_in(at(0)), Duration::ZERO);
            budget.spend(at(0));
        }
        assert_eq!(budget.opens_in(at(0)), Duration::from_secs(1));
        assert_eq!(budget.opens_in(at(999)), Duration::from_millis(1));
        assert_eq!(budget.opens_in(at(1_000)), Duration::ZERO);
    }

    #[test]
    fn in_the_long_run_no_more_checks_are_made_than_a_minute_has() {
        let mut budget = Budget::per_minute(30);
        let mut made = 0;
        for ms in 0..600_000 {
            if budget.opens_in(at(ms)).is_zero() {
                budget.spend(at(ms));
                made += 1;
            }
        }
        assert_eq!(made, 300 + AT_ONCE - 1);
    }

    #[test]
    fn what_a_person_asks_for_counts_although_nothing_was_left() {
        let mut budget = Budget::per_minute(60);
        for _ in 0..AT_ONCE + 2 {
            budget.spend(at(0));
        }
        assert_eq!(budget.opens_in(at(0)), Duration::from_secs(3));
    }
}
