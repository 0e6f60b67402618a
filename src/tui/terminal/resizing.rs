//! A window that changes its size, again and again while somebody drags its edge.

use crate::domain::time::{Deadline, Timestamp};
use std::time::Duration;

/// A window that changes its size: it is drawn for the last one only, when a while has passed without another one, or
/// now and then while they go on coming.
#[derive(Clone, Copy)]
pub(super) struct Resizing {
    settles: Deadline,
    at_last: Deadline,
}

impl Resizing {
    const SETTLES_WITHIN: Duration = Duration::from_millis(50);
    const AT_LAST_AFTER: Duration = Duration::from_millis(250);

    pub(super) fn again(former: Option<Self>, now: Timestamp) -> Self {
        let at_last = || Deadline::after(now, Self::AT_LAST_AFTER);
        Self {
            settles: Deadline::after(now, Self::SETTLES_WITHIN),
            at_last: former.map_or_else(at_last, |former| former.at_last),
        }
    }

    pub(super) fn remaining(self, now: Timestamp) -> Duration {
        let waits = [self.settles, self.at_last].map(|due| due.remaining(now));
        waits.into_iter().min().flatten().unwrap_or_default()
    }
}
