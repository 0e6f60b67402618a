//! An alarm of Linux: a descriptor that can be read when the time has come.

use crate::runtime::watch::watch;
use rustix::fd::OwnedFd;
use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
    timerfd_settime,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::unix::AsyncFd;

/// The alarm. One waits for it at a time.
#[derive(Debug)]
pub(super) struct Alarm {
    timer: AsyncFd<OwnedFd>,
    is_taken: AtomicBool,
}

/// The alarm in the hands of whoever waits for it.
pub(super) struct Taken<'a>(&'a Alarm);

impl Alarm {
    /// Sets one up for the loop that runs; `None` where there is no loop, or the system has none left.
    pub(super) fn new() -> Option<Self> {
        tokio::runtime::Handle::try_current().ok()?;
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        let timer = timerfd_create(TimerfdClockId::Monotonic, flags).ok()?;
        Some(Self {
            timer: watch(timer).ok()?,
            is_taken: AtomicBool::new(false),
        })
    }

    /// Takes it; `None` while somebody else waits for it.
    pub(super) fn take(&self) -> Option<Taken<'_>> {
        let was_taken = self.is_taken.swap(true, Ordering::AcqRel);
        (!was_taken).then_some(Taken(self))
    }
}

impl Taken<'_> {
    /// Waits for `wait`.
    pub(super) async fn rings_after(self, wait: Duration) {
        let timer = &self.0.timer;
        let once = Itimerspec {
            it_interval: Timespec::default(),
            it_value: Timespec {
                tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: i64::from(wait.subsec_nanos()),
            },
        };
        // Setting it forgets a former ringing that nobody read.
        let set = timerfd_settime(timer.get_ref(), TimerfdTimerFlags::empty(), &once);
        let mut rung = [0; 8];
        while set.is_ok() {
            let Ok(mut ready) = timer.readable().await else {
                break;
            };
            if rustix::io::read(timer.get_ref(), &mut rung).is_ok() {
                return;
            }
            ready.clear_ready();
        }
        tokio::time::sleep(wait).await;
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.0.is_taken.store(false, Ordering::Release);
    }
}
