//! The only reader of the clocks.
//!
//! On Linux a wait is one alarm of the kernel's. The runtime's own timers come in two steps for everything beyond 64 ms:
//! a program that counts seconds down would wake up twice for each.

#[cfg_attr(target_os = "linux", path = "clock/alarm.rs")]
#[cfg_attr(not(target_os = "linux"), path = "clock/no_alarm.rs")]
mod alarm;
mod told;

use crate::domain::time::{BootId, Timestamp};
use crate::runtime::clock::alarm::Alarm;
use crate::runtime::clock::told::Told;
use rustix::time::{ClockId, clock_gettime};
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Tells the time and waits.
pub trait Clock {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Waits for `wait`.
    fn sleep(&self, wait: Duration) -> impl Future<Output = ()>;
}

/// The machine's clocks. Clones share one alarm.
#[derive(Clone, Debug)]
pub struct SystemClock {
    boot: BootId,
    alarm: Arc<OnceLock<Option<Alarm>>>,
    /// Who tells the time instead.
    told: Option<Arc<Told>>,
}

/// Counts suspends too, where the system has such a clock.
#[cfg(any(target_os = "linux", target_os = "android"))]
const BOOT_CLOCK: ClockId = ClockId::Boottime;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const BOOT_CLOCK: ClockId = ClockId::Monotonic;

impl SystemClock {
    /// Finds out which boot this is.
    #[must_use]
    pub fn new() -> Self {
        Self {
            boot: boot_id(),
            alarm: Arc::default(),
            told: None,
        }
    }

    /// A clock that goes by a file which holds milliseconds since the Unix epoch: for the demo alone, where time is as
    /// simulated as the service.
    #[must_use]
    pub fn told_by(file: PathBuf) -> Self {
        Self {
            told: Some(Arc::new(Told::by(file))),
            ..Self::new()
        }
    }
}

/// The boot clock in milliseconds, whatever clock the desk goes by: for how long something really took.
pub(crate) fn boot_ms() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    let boot = clock_gettime(BOOT_CLOCK);
    let seconds = u64::try_from(boot.tv_sec).unwrap_or_default();
    let millis = u64::try_from(boot.tv_nsec / 1_000_000).unwrap_or_default();
    seconds * 1_000 + millis
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        if let Some(told) = &self.told {
            let wall_ms = told.ms();
            return Timestamp {
                wall_ms,
                boot_ms: u64::try_from(wall_ms).unwrap_or_default(),
                boot: self.boot,
            };
        }
        Timestamp {
            wall_ms: wall_ms(),
            boot_ms: boot_ms(),
            boot: self.boot,
        }
    }

    async fn sleep(&self, wait: Duration) {
        if let Some(told) = &self.told {
            return told.wait_for(self.now().plus(wait).wall_ms).await;
        }
        // A timestamp has whole milliseconds: one more makes sure that the moment has come when this ends.
        let wait = wait + Duration::from_millis(1);
        let alarm = self.alarm.get_or_init(Alarm::new).as_ref();
        match alarm.and_then(Alarm::take) {
            Some(taken) => taken.rings_after(wait).await,
            None => tokio::time::sleep(wait).await,
        }
    }
}

/// Milliseconds since the Unix epoch; negative before it.
fn wall_ms() -> i64 {
    let signed = |d: Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    let wall = SystemTime::now();
    match wall.duration_since(UNIX_EPOCH) {
        Ok(since) => signed(since),
        Err(before) => -signed(before.duration()),
    }
}

/// The id of this boot. Where the system has none, one of this process, so that boot clocks of other
/// processes are never compared with ours.
fn boot_id() -> BootId {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    let known = u128::from_str_radix(&digits, 16).ok();
    BootId(known.unwrap_or_else(|| {
        let start = u128::try_from(wall_ms()).unwrap_or_default();
        (start << 32) | u128::from(std::process::id())
    }))
}
