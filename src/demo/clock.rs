//! The clock of a demo: it begins with the machine's, and may run faster.
//!
//! Desk, screen and simulator share one, so that all of them agree. It never runs back. Only whoever runs a player changes
//! its pace, between two looks of the loop.
//!
//! A rush is a piece of time that is to seem short: hours in a few seconds. What the program does takes time, too, and at
//! such a pace a millisecond of it would be half a minute of what is waited for. So time goes by in a rush only while
//! somebody sleeps, and never further than they wanted to.

use crate::domain::time::Timestamp;
use crate::runtime::clock::{Clock, SystemClock};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How fast time goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pace {
    /// Milliseconds of the demo in each second.
    per_second: u64,
}

impl Pace {
    /// As fast as everywhere.
    pub const REAL: Pace = Pace { per_second: 1_000 };
    /// The slowest one.
    pub const SLOWEST: Pace = Pace { per_second: 100 };
    /// The fastest one that can be asked for.
    pub const FASTEST: Pace = Pace {
        per_second: 100_000,
    };

    /// So many times as fast, as a person writes it: `0.1` to `100`; `None` for anything else.
    #[must_use]
    pub fn parse(factor: &str) -> Option<Self> {
        let (whole, part) = factor.split_once('.').unwrap_or((factor, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if part.len() > 3
            || !digits(whole)
            || !digits(part)
            || (whole.is_empty() && part.is_empty())
        {
            return None;
        }
        let whole: u64 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        let part: u64 = format!("{part:0<3}").parse().ok()?;
        let per_second = whole.checked_mul(1_000)?.checked_add(part)?;
        let pace = Pace { per_second };
        (Self::SLOWEST..=Self::FASTEST)
            .contains(&pace)
            .then_some(pace)
    }

    /// In how many thousandths of its time something happens at this pace.
    #[must_use]
    pub fn thousandths(self) -> u64 {
        1_000_000 / self.per_second
    }

    /// How much time goes by in the demo while `real` does.
    #[must_use]
    pub fn of_real(self, real: Duration) -> Duration {
        let ms = u64::try_from(real.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(ms.saturating_mul(self.per_second) / 1_000)
    }

    /// How long it really takes until so much time went by in the demo, rounded up.
    fn to_real(self, wait: Duration) -> Duration {
        let ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(ms.saturating_mul(1_000).div_ceil(self.per_second))
    }
}

/// The clock. Clones are the same one.
#[derive(Clone)]
pub struct DemoClock<C = SystemClock> {
    real: C,
    course: Arc<Mutex<Course>>,
}

/// How time goes on from a moment.
#[derive(Clone, Copy)]
struct Course {
    /// The moment, by the real clock.
    from: Timestamp,
    /// The same one, by this clock.
    at: Timestamp,
    pace: Pace,
    rush: Option<Rush>,
}

/// Time that goes by faster.
#[derive(Clone, Copy)]
struct Rush {
    until: Timestamp,
    pace: Pace,
    /// How far somebody sleeps.
    sleeps_to: Timestamp,
}

impl Course {
    fn at(self, real: Timestamp) -> Timestamp {
        let passed = real.since(self.from);
        match self.rush {
            None => self.at.plus(self.pace.of_real(passed)),
            Some(rush) => {
                let fast = self.at.plus(rush.pace.of_real(passed));
                earlier(fast, earlier(rush.sleeps_to, rush.until))
            }
        }
    }

    /// The same, told from `real` on; a rush that is over is forgotten.
    fn from(self, real: Timestamp) -> Self {
        let now = self.at(real);
        Self {
            from: real,
            at: now,
            rush: self.rush.filter(|rush| is_before(now, rush.until)),
            ..self
        }
    }
}

fn is_before(one: Timestamp, other: Timestamp) -> bool {
    !other.since(one).is_zero()
}

fn earlier(one: Timestamp, other: Timestamp) -> Timestamp {
    if is_before(other, one) { other } else { one }
}

impl<C: Clock> DemoClock<C> {
    /// A clock that agrees with `real` by now, and goes on at `pace`.
    #[must_use]
    pub fn new(real: C, pace: Pace) -> Self {
        let now = real.now();
        let course = Course {
            from: now,
            at: now,
            pace,
            rush: None,
        };
        Self {
            real,
            course: Arc::new(Mutex::new(course)),
        }
    }

    /// Goes on at this pace.
    pub fn run_at(&self, pace: Pace) {
        let course = *self.course();
        if course.pace == pace && course.rush.is_none() {
            // Telling time from another moment would cost a fraction of it each time.
            return;
        }
        self.turn(|course| {
            course.pace = pace;
            course.rush = None;
        });
    }

    /// Has time go by until `moment` as if it took only `span`; after that it goes on at its own pace. What rushes there
    /// already goes on doing so.
    pub fn rush_to(&self, moment: Timestamp, span: Duration) {
        /// Moments this close are the same: they are told by waits in whole milliseconds.
        const SAME: Duration = Duration::from_millis(20);
        let same = |known: Timestamp| moment.since(known).max(known.since(moment)) <= SAME;
        self.turn(|course| {
            let known = course.rush.is_some_and(|rush| same(rush.until));
            let wait = moment.since(course.at);
            if known || wait.is_zero() {
                return;
            }
            let ms = |wait: Duration| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            let times = ms(wait).div_ceil(ms(span).max(1)).max(1);
            let per_second = course.pace.per_second.saturating_mul(times);
            course.rush = Some(Rush {
                until: moment,
                pace: Pace { per_second },
                sleeps_to: course.at,
            });
        });
    }

    /// How fast time goes by at the moment.
    #[must_use]
    pub fn pace(&self) -> Pace {
        let course = self.course().from(self.real.now());
        course.rush.map_or(course.pace, |rush| rush.pace)
    }

    /// Sets another course from now on.
    fn turn(&self, change: impl FnOnce(&mut Course)) {
        let real = self.real.now();
        let mut course = self.course();
        *course = course.from(real);
        change(&mut course);
    }

    /// Has time go by up to `moment`; says how long that really takes, to the end of a rush at most.
    fn run_to(&self, moment: Timestamp) -> Duration {
        let course = *self.course();
        if course.rush.is_none() {
            return course.pace.to_real(moment.since(self.now()));
        }
        let mut left = Duration::ZERO;
        self.turn(|course| {
            left = match &mut course.rush {
                None => course.pace.to_real(moment.since(course.at)),
                Some(rush) => {
                    rush.sleeps_to = moment;
                    let end = earlier(moment, rush.until);
                    rush.pace.to_real(end.since(course.at))
                }
            };
        });
        left
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        // A course is plain data: whoever broke down left a whole one.
        self.course.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Clock> Clock for DemoClock<C> {
    fn now(&self) -> Timestamp {
        self.course().at(self.real.now())
    }

    /// Ends early when a rush does: what was waited for was reckoned at its pace.
    async fn sleep(&self, wait: Duration) {
        let course = self.course().from(self.real.now());
        let moment = course.at.plus(wait);
        let end = course
            .rush
            .map_or(moment, |rush| earlier(moment, rush.until));
        // Fractions of milliseconds are lost on the way.
        while is_before(self.now(), end) {
            let real = self.run_to(moment);
            self.real.sleep(real).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::BootId;
    use std::cell::Cell;
    use std::rc::Rc;

    /// A clock that stands still until somebody sleeps, or a test moves it.
    #[derive(Clone, Default)]
    struct Bench(Rc<Cell<u64>>);

    impl Bench {
        fn pass(&self, ms: u64) {
            self.0.set(self.0.get() + ms);
        }
    }

    impl Clock for Bench {
        fn now(&self) -> Timestamp {
            Timestamp {
                wall_ms: 0,
                boot_ms: self.0.get(),
                boot: BootId(1),
            }
        }

        async fn sleep(&self, wait: Duration) {
            self.pass(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        }
    }

    fn clock(pace: Pace) -> (DemoClock<Bench>, Bench) {
        let bench = Bench::default();
        (DemoClock::new(bench.clone(), pace), bench)
    }

    fn ms(clock: &DemoClock<Bench>) -> u64 {
        clock.now().boot_ms
    }

    #[test]
    fn a_factor_is_read_as_people_write_it_and_within_its_limits() {
        let read = |text: &str| Pace::parse(text).map(|pace| pace.per_second);
        for (text, pace) in [
            ("1", 1_000),
            ("1.0", 1_000),
            ("0.1", 100),
            (".5", 500),
            ("2.", 2_000),
            ("2.25", 2_250),
            ("100", 100_000),
        ] {
            assert_eq!(read(text), Some(pace), "{text}");
        }
        for text in [
            "",
            ".",
            "0",
            "0.099",
            "100.001",
            "1e2",
            "-1",
            "+1",
            " 1",
            "nan",
            "99999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(Pace::REAL.thousandths(), 1_000);
        assert_eq!(Pace { per_second: 4_000 }.thousandths(), 250);
    }

    #[tokio::test]
    async fn time_goes_by_at_its_pace_and_a_sleep_ends_when_its_moment_has_come() {
        for (pace, slept) in [
            (Pace::SLOWEST, 15_000),
            (Pace::REAL, 1_500),
            (Pace::FASTEST, 15),
        ] {
            let (clock, bench) = clock(pace);
            clock.sleep(Duration::from_millis(1_500)).await;
            assert_eq!((ms(&clock), bench.0.get()), (1_500, slept));
        }
    }

    #[tokio::test]
    async fn another_pace_counts_from_then_on() {
        let (clock, bench) = clock(Pace::REAL);
        bench.pass(700);
        clock.run_at(Pace::FASTEST);
        bench.pass(2);
        assert_eq!(ms(&clock), 900);
        clock.run_at(Pace::SLOWEST);
        bench.pass(1_000);
        assert_eq!(ms(&clock), 1_000);
    }

    #[tokio::test]
    async fn a_rush_takes_its_span_goes_by_only_in_sleeps_and_ends_in_time() {
        let (clock, bench) = clock(Pace::REAL);
        let hour = Duration::from_hours(1);
        let end = clock.now().plus(hour);
        clock.rush_to(end, Duration::from_secs(4));
        // What the program does in between takes no time.
        bench.pass(20);
        assert_eq!(ms(&clock), 0);
        let frame = clock.pace().of_real(Duration::from_millis(40));
        clock.sleep(frame).await;
        assert_eq!(clock.now().since(Bench::default().now()), frame);
        bench.pass(30);
        clock.rush_to(end, Duration::from_secs(4));
        assert_eq!(clock.now().since(Bench::default().now()), frame);
        // A wait that was reckoned too long does not last beyond the end.
        clock.sleep(hour + hour).await;
        assert_eq!(clock.now(), end);
        assert!((4_000..4_200).contains(&bench.0.get()), "{}", bench.0.get());
        assert_eq!(clock.pace(), Pace::REAL);
        clock.sleep(Duration::from_secs(1)).await;
        assert_eq!(clock.now(), end.plus(Duration::from_secs(1)));
    }

    #[tokio::test]
    async fn a_rush_is_left_where_it_stands_when_somebody_wants_another_pace() {
        let (clock, bench) = clock(Pace::REAL);
        let end = clock.now().plus(Duration::from_hours(2));
        clock.rush_to(end, Duration::from_secs(2));
        clock.sleep(Duration::from_hours(1)).await;
        clock.run_at(Pace::REAL);
        let left = ms(&clock);
        bench.pass(1_000);
        assert_eq!(ms(&clock), left + 1_000);
        assert_eq!(left, 3_600_000);
    }

    #[tokio::test]
    async fn looking_often_costs_no_time() {
        let (clock, bench) = clock(Pace::SLOWEST);
        for _ in 0..1_000 {
            clock.run_at(Pace::SLOWEST);
            bench.pass(1);
        }
        assert_eq!(ms(&clock), 100);
        // After a rush, too, time goes on.
        clock.rush_to(
            clock.now().plus(Duration::from_mins(1)),
            Duration::from_secs(1),
        );
        clock.sleep(Duration::from_mins(1)).await;
        let end = ms(&clock);
        clock.sleep(Duration::from_secs(1)).await;
        assert_eq!((end, ms(&clock)), (60_100, 61_100));
    }

    #[test]
    fn a_rush_to_what_is_over_is_none() {
        let (clock, bench) = clock(Pace::REAL);
        let past = clock.now();
        bench.pass(5_000);
        clock.rush_to(past, Duration::from_secs(1));
        assert_eq!((ms(&clock), clock.pace()), (5_000, Pace::REAL));
    }
}
