//! Counting the onboardings at the desk.

use crate::roster::{Condition, Slip};
use std::time::Duration;

/// How many onboardings are doing how, and how long the connected ones took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u32; Condition::ALL.len()],
    took: Duration,
    timed: u32,
}

impl Tally {
    /// How many are doing so.
    #[must_use]
    pub fn of(&self, condition: Condition) -> u32 {
        self.counts.get(condition as usize).copied().unwrap_or(0)
    }

    /// How long the connected ones took on average; `None` before one is.
    #[must_use]
    pub fn average(&self) -> Option<Duration> {
        self.took.checked_div(self.timed)
    }

    pub(super) fn add(&mut self, slip: &Slip) {
        if let Some(count) = self.counts.get_mut(slip.condition as usize) {
            *count += 1;
        }
        if let Some(took) = slip.took {
            self.took += took;
            self.timed += 1;
        }
    }

    pub(super) fn remove(&mut self, slip: &Slip) {
        if let Some(count) = self.counts.get_mut(slip.condition as usize) {
            *count = count.saturating_sub(1);
        }
        if let Some(took) = slip.took {
            self.took = self.took.saturating_sub(took);
            self.timed = self.timed.saturating_sub(1);
        }
    }
}
