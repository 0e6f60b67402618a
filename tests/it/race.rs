//! Ten processes want three numbers: they take them over from each other, connect slowly, are stopped and killed. What
//! they send is in one log, and that is judged: nothing of a former holder leaves once the new one may act.
//!
//! A process is stopped anywhere but between the last reading of the clock and the write: what happens there stays open,
//! as the journal's documentation says.

mod judge;
mod racer;

use self::judge::Figures;
use self::racer::{Chance, GATE, GO, LIMITS, LOG, Part};
use crate::killed::folder;
use crate::limits::WATCHDOG;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use zapi_onboard::runtime::clock::{Clock as _, SystemClock};

/// What a test that starts itself once more does there.
const RACER: &str = "ZAPI_ONBOARD_TEST_RACER";
/// How many takeovers are looked at, where it is to be another number than the usual one.
const TAKEOVERS: &str = "ZAPI_ONBOARD_TEST_TAKEOVERS";
const USUAL_TAKEOVERS: usize = 60;

const PROCESSES: usize = 10;

/// One process, which ends with this.
struct Racer {
    child: Child,
    pid: Pid,
    gate: File,
    /// The boot clock when it goes on, in milliseconds.
    stopped_until: Option<u64>,
}

impl Racer {
    fn start(test: &str, folder: &Path, part: &Part) -> Self {
        let gate = File::create(folder.join(format!("{GATE}{}", part.place)));
        let child = Command::new(std::env::current_exe().expect("this test's program"))
            .args(["--exact", test, "--nocapture"])
            .env(RACER, part.to_words())
            .current_dir(folder)
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        let raw = i32::try_from(child.id()).expect("a process id");
        Self {
            child,
            pid: Pid::from_raw(raw).expect("a process id"),
            gate: gate.expect("a file"),
            stopped_until: None,
        }
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("it is there");
    }

    /// Waits until it stands still, or has ended.
    fn wait_for_stop(&self) {
        let standing = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(self.pid), standing).expect("it is a child");
    }

    fn stop(&mut self, until: u64) {
        self.gate.lock().expect("a lock");
        self.signal(Signal::STOP);
        self.wait_for_stop();
        self.gate.unlock().expect("a lock");
        self.stopped_until = Some(until);
    }

    fn go_on(&mut self) {
        self.signal(Signal::CONT);
        self.stopped_until = None;
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("it is a child")
    }

    fn end(&mut self) {
        let status = self.child.wait().expect("it is a child");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Racer {
    fn drop(&mut self) {
        // One that has ended by itself cannot be killed.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

struct Race<'t> {
    /// The test that starts itself once more.
    test: &'t str,
    folder: TempDir,
    last_look: bool,
    clock: SystemClock,
    chance: Chance,
    kills: usize,
    stops: usize,
}

impl<'t> Race<'t> {
    fn new(test: &'t str, last_look: bool) -> Self {
        let folder = folder();
        File::create(folder.path().join(LOG)).expect("a log");
        let clock = SystemClock::new();
        let chance = Chance::new(clock.now().boot_ms);
        Self {
            test,
            folder,
            last_look,
            clock,
            chance,
            kills: 0,
            stops: 0,
        }
    }

    fn start(&mut self, role: &str, place: usize) -> Racer {
        let part = Part {
            role: role.to_owned(),
            place,
            seed: self.chance.below(u64::MAX),
            last_look: self.last_look,
        };
        Racer::start(self.test, self.folder.path(), &part)
    }

    fn figures(&self) -> Figures {
        let log = fs::read_to_string(self.folder.path().join(LOG)).expect("a log");
        Figures::of(&log)
    }

    /// The holder, in `role`, stands still where that says; meanwhile the number is taken over and the new holder acts.
    fn overtaken(&mut self, role: &str) {
        let (log, go) = (self.folder.path().join(LOG), self.folder.path().join(GO));
        let standing = || {
            let log = fs::read_to_string(&log).expect("a log");
            log.lines().filter(|line| *line == "stands").count()
        };
        let before = standing();
        let mut former = self.start(role, 0);
        while standing() == before {
            assert_eq!(former.ended(), None, "it is to stand still");
            std::thread::sleep(Duration::from_millis(5));
        }
        former.stop(u64::MAX);
        self.start("taker", 1).end();
        File::create(&go).expect("a file");
        former.go_on();
        former.end();
        fs::remove_file(go).expect("it is there");
    }

    /// All of them, until there were `takeovers`.
    fn run(&mut self, takeovers: usize) {
        let mut racers: Vec<Racer> = (0..PROCESSES)
            .map(|place| self.start("runner", place))
            .collect();
        let (mut seen, mut since) = (0, self.clock.now().boot_ms);
        while seen < takeovers {
            std::thread::sleep(Duration::from_millis(20 + self.chance.below(60)));
            self.disturb(&mut racers);
            let (known, now) = (self.figures().takeovers, self.clock.now().boot_ms);
            if known > seen {
                (seen, since) = (known, now);
            }
            let still = Duration::from_millis(now - since);
            assert!(still < WATCHDOG, "nothing goes on after {seen} takeovers");
        }
    }

    /// Lets those go on whose time has come, and stops or kills another one.
    fn disturb(&mut self, racers: &mut [Racer]) {
        let now = self.clock.now().boot_ms;
        for racer in &mut *racers {
            assert_eq!(racer.ended(), None, "nobody ends by itself");
            if racer.stopped_until.is_some_and(|until| until <= now) {
                racer.go_on();
            }
        }
        let place = self.chance.pick(racers.len());
        if self.chance.is(25) {
            self.kills += 1;
            // The former one is killed first.
            racers[place].child.kill().expect("it lives");
            racers[place] = self.start("runner", place);
        } else if racers[place].stopped_until.is_none() {
            self.stops += 1;
            let longest = u64::try_from(LIMITS.window.as_millis()).expect("a short time");
            racers[place].stop(now + self.chance.below(2 * longest));
        }
    }

    /// Says what was seen, where a count was asked for.
    fn tell(&self, figures: &Figures) {
        if std::env::var_os(TAKEOVERS).is_some() {
            let last_look = if self.last_look { "with" } else { "without" };
            let (kills, stops) = (self.kills, self.stops);
            let line =
                format!("{last_look} the last look: {kills} kills, {stops} stops, {figures}");
            writeln!(std::io::stdout(), "{line}").expect("standard output");
        }
    }
}

/// What a process that was started by a race does; `false` in every other one.
fn raced() -> bool {
    let Ok(words) = std::env::var(RACER) else {
        return false;
    };
    racer::race(&Part::of_words(&words));
    true
}

fn takeovers() -> usize {
    let wanted = std::env::var(TAKEOVERS).ok();
    wanted.map_or(USUAL_TAKEOVERS, |wanted| wanted.parse().expect("a count"))
}

#[test]
fn nothing_of_a_former_holder_leaves_once_the_new_one_may_act() {
    if raced() {
        return;
    }
    let test = "race::nothing_of_a_former_holder_leaves_once_the_new_one_may_act";
    let mut race = Race::new(test, true);
    race.overtaken("stands-before-the-look");
    let figures = race.figures();
    assert_eq!((figures.sent, figures.taken_over), (1, 1), "{figures}");
    // The leases were its own when it looked at them.
    race.overtaken("stands-within-the-look");
    let figures = race.figures();
    assert_eq!((figures.sent, figures.taken_over), (2, 1), "{figures}");
    race.run(takeovers());
    let figures = race.figures();
    race.tell(&figures);
    assert_eq!(figures.late, [""; 0], "{figures}");
    assert!(figures.takeovers >= takeovers(), "{figures}");
}

#[test]
fn without_the_last_look_a_call_of_a_former_holder_leaves() {
    if raced() {
        return;
    }
    let test = "race::without_the_last_look_a_call_of_a_former_holder_leaves";
    let mut race = Race::new(test, false);
    race.overtaken("stands-before-the-look");
    let figures = race.figures();
    assert_eq!(figures.late.len(), 1, "{figures}");
    race.run(takeovers() / 4);
    let figures = race.figures();
    race.tell(&figures);
    assert!(!figures.late.is_empty(), "{figures}");
}
