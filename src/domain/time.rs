//! Moments and waits that survive restarts, suspends and clocks that somebody sets.
//!
//! A cooldown goes on while the program is closed, so a process-local instant will not do; and a wall clock
//! can be set forward. A [`Timestamp`] therefore carries both the wall clock and the boot clock, with the
//! boot's id: within one boot the boot clock decides how much time has passed, across boots the wall clock.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Names one boot of one machine. Boot clocks of different boots cannot be compared.
///
/// Written down as hexadecimal digits: few readers of JSON know numbers of this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BootId(pub u128);

impl From<BootId> for String {
    fn from(boot: BootId) -> String {
        format!("{:032x}", boot.0)
    }
}

impl TryFrom<String> for BootId {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        u128::from_str_radix(&digits, 16).map(BootId)
    }
}

/// A moment, as the runtime's clock read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timestamp {
    /// Wall clock, milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// Time since boot, suspends included, in milliseconds.
    pub boot_ms: u64,
    /// The boot that `boot_ms` counts from.
    pub boot: BootId,
}

impl Timestamp {
    /// Time that has passed from `earlier` to `self`; zero when `earlier` lies ahead.
    #[must_use]
    pub fn since(self, earlier: Timestamp) -> Duration {
        let ms = if self.boot == earlier.boot {
            self.boot_ms.saturating_sub(earlier.boot_ms)
        } else {
            u64::try_from(self.wall_ms.saturating_sub(earlier.wall_ms)).unwrap_or(0)
        };
        Duration::from_millis(ms)
    }

    /// The moment that lies `wait` after `self`, on both clocks.
    #[must_use]
    pub fn plus(self, wait: Duration) -> Timestamp {
        let ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        Timestamp {
            wall_ms: self
                .wall_ms
                .saturating_add(i64::try_from(ms).unwrap_or(i64::MAX)),
            boot_ms: self.boot_ms.saturating_add(ms),
            boot: self.boot,
        }
    }
}

/// The moment that a server dates an answer with, by its own wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerDate {
    /// Milliseconds since the Unix epoch.
    pub wall_ms: i64,
}

/// How far this machine's wall clock is off a server's, in whole minutes. It is only told: no wait ends sooner
/// or later for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Skew {
    /// The clock here is ahead.
    Ahead(Duration),
    /// The clock here is behind.
    Behind(Duration),
}

impl Skew {
    /// What lies within this is the way of an answer, and not worth a word.
    const TOLERATED: Duration = Duration::from_mins(2);

    /// How far the wall clock is off, at `now`, when an answer of this date has just come; `None` when that is
    /// not worth a word.
    #[must_use]
    pub fn between(date: ServerDate, now: Timestamp) -> Option<Self> {
        let off = now.wall_ms.saturating_sub(date.wall_ms);
        let by = Duration::from_millis(off.unsigned_abs());
        if by <= Self::TOLERATED {
            return None;
        }
        let minutes = Duration::from_mins((by.as_secs() + 30) / 60);
        Some(if off > 0 {
            Skew::Ahead(minutes)
        } else {
            Skew::Behind(minutes)
        })
    }
}

/// A wait that began at a known moment and lasts a known time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// When the wait began.
    pub from: Timestamp,
    /// How long it lasts.
    pub wait: Duration,
}

impl Deadline {
    /// A wait of `wait` that begins at `from`.
    #[must_use]
    pub fn after(from: Timestamp, wait: Duration) -> Self {
        Self { from, wait }
    }

    /// What is left of the wait at `now`; `None` when it is over.
    #[must_use]
    pub fn remaining(self, now: Timestamp) -> Option<Duration> {
        self.wait
            .checked_sub(now.since(self.from))
            .filter(|left| !left.is_zero())
    }

    /// The wall clock at which the wait ends, in milliseconds since the Unix epoch, as seen from `now`.
    ///
    /// It is told from what is left and not from where the wait began, so that it stays right after the wall
    /// clock has been set.
    #[must_use]
    pub fn ends_at_wall_ms(self, now: Timestamp) -> i64 {
        match self.remaining(now) {
            Some(left) => now.plus(left).wall_ms,
            None => self.from.plus(self.wait).wall_ms,
        }
    }

    /// The later of two deadlines where no present moment is at hand: as seen from the later of their beginnings.
    #[must_use]
    pub fn later_end(self, other: Deadline) -> Deadline {
        let now = if other.from.wall_ms > self.from.wall_ms {
            other.from
        } else {
            self.from
        };
        self.later(other, now)
    }

    /// The later of two deadlines, where there are any, as seen from `now`.
    #[must_use]
    pub fn latest(
        one: Option<Deadline>,
        other: Option<Deadline>,
        now: Timestamp,
    ) -> Option<Deadline> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.later(other, now)),
            (one, other) => one.or(other),
        }
    }

    /// The later end of two deadlines, where there are any and no present moment is at hand.
    #[must_use]
    pub fn latest_end(one: Option<Deadline>, other: Option<Deadline>) -> Option<Deadline> {
        match (one, other) {
            (Some(one), Some(other)) => Some(one.later_end(other)),
            (one, other) => one.or(other),
        }
    }

    /// The later of two deadlines, as seen from `now`.
    #[must_use]
    pub fn later(self, other: Deadline, now: Timestamp) -> Deadline {
        if other.remaining(now) > self.remaining(now) {
            other
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: BootId = BootId(1);

    fn at(wall_ms: i64, boot_ms: u64) -> Timestamp {
        Timestamp {
            wall_ms,
            boot_ms,
            boot: BOOT,
        }
    }

    #[test]
    fn a_wall_clock_set_forward_does_not_end_a_wait_early() {
        let deadline = Deadline::after(at(0, 0), Duration::from_mins(1));
        let now = at(3_600_000, 10_000);
        assert_eq!(deadline.remaining(now), Some(Duration::from_secs(50)));
        assert_eq!(deadline.ends_at_wall_ms(now), 3_650_000);
    }

    #[test]
    fn across_boots_the_wall_clock_decides() {
        let deadline = Deadline::after(at(1_000, 900_000), Duration::from_mins(1));
        let later = Timestamp {
            wall_ms: 31_000,
            boot_ms: 5,
            boot: BootId(2),
        };
        assert_eq!(deadline.remaining(later), Some(Duration::from_secs(30)));
    }

    #[test]
    fn a_clock_set_back_across_boots_never_shortens_a_wait() {
        let deadline = Deadline::after(at(100_000, 0), Duration::from_mins(1));
        let later = Timestamp {
            wall_ms: 0,
            boot_ms: 5,
            boot: BootId(2),
        };
        assert_eq!(deadline.remaining(later), Some(Duration::from_mins(1)));
    }

    #[test]
    fn a_clock_that_is_off_by_more_than_two_minutes_is_told_in_whole_minutes() {
        let told = |here, server| Skew::between(ServerDate { wall_ms: server }, at(here, 0));
        let minutes = Duration::from_mins;
        assert_eq!(told(120_000, 0), None);
        assert_eq!(told(0, 120_000), None);
        assert_eq!(told(120_001, 0), Some(Skew::Ahead(minutes(2))));
        assert_eq!(told(0, 209_999), Some(Skew::Behind(minutes(3))));
        assert_eq!(told(0, 210_000), Some(Skew::Behind(minutes(4))));
        for (here, server) in [(i64::MAX, i64::MIN), (i64::MIN, i64::MAX)] {
            assert!(told(here, server).is_some());
        }
    }

    #[test]
    fn a_wait_is_over_at_its_last_instant_and_not_before() {
        let deadline = Deadline::after(at(0, 0), Duration::from_secs(1));
        assert_eq!(
            deadline.remaining(at(0, 999)),
            Some(Duration::from_millis(1))
        );
        assert_eq!(deadline.remaining(at(0, 1_000)), None);
    }
}
