//! No alarm: the runtime's timers do.

use std::convert::Infallible;
use std::time::Duration;

/// There is none.
#[derive(Debug)]
pub(super) struct Alarm(Infallible);

/// Nobody has it.
pub(super) struct Taken(Infallible);

impl Alarm {
    pub(super) fn new() -> Option<Self> {
        None
    }

    pub(super) fn take(&self) -> Option<Taken> {
        match self.0 {}
    }
}

impl Taken {
    pub(super) async fn rings_after(self, _wait: Duration) {
        match self.0 {}
    }
}
