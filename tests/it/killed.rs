//! The process dies: after everything that the desk does, in every scenario, and another process takes up what
//! was kept. The simulator's log is the judge: the same end, and nothing that acts twice.
//!
//! The desk traces what it does; a subscriber that panics at one of these events is the kill. It strikes after
//! every write, before every call leaves, and after every answer arrived that nobody heard any more.

use crate::journeys::{Row, acts, plan_of, rows};
use crate::limits::WATCHDOG;
use crate::player::{Eyes, JumpingClock, Plan, Player};
use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use tokio::runtime::Runtime;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::prompt::{Act, Choice};
use zapi_onboard::journal::Journal;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{LoggedCall, Scenario, Simulator};
use zapi_onboard::zapi::{BaseUrl, Client};

thread_local! {
    /// How many of the desk's doings are left to live; `None` for ever.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// More than the desk does in any scenario.
const MOST: u32 = 1_000;

const MINUTE: std::time::Duration = std::time::Duration::from_mins(1);

/// Ends a life when its time has come.
struct Reaper;

impl Subscriber for Reaper {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("zapi_onboard::runtime")
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, _event: &Event<'_>) {
        let left = LEFT.get();
        LEFT.set(left.map(|left| left.saturating_sub(1)));
        if left == Some(0) {
            LEFT.set(None);
            // Without the noise of a panic's hook.
            std::panic::resume_unwind(Box::new("killed"));
        }
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// A world in which processes come and go.
struct World {
    runtime: Runtime,
    clock: JumpingClock,
    simulator: Rc<Simulator>,
    scenario: Scenario,
    folder: tempfile::TempDir,
}

impl World {
    fn of(row: &Row) -> Self {
        let scenario = Scenario::named(row.scenario).expect("a built-in scenario");
        let scenario = scenario.at_once();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let clock = JumpingClock::default();
        let serving = Simulator::start(scenario.clone(), clock.for_simulator());
        let simulator = runtime.block_on(serving).expect("a free port");
        Self {
            runtime,
            clock,
            simulator: Rc::new(simulator),
            scenario,
            folder: folder(),
        }
    }

    /// One process: it takes up what is kept, or begins; where it stood at its end, unless it was killed.
    fn live(&self, plan: Plan, life: Option<u32>) -> Option<Standing> {
        LEFT.set(life);
        let run =
            || tracing::subscriber::with_default(Reaper, || self.runtime.block_on(self.run(plan)));
        let ended = catch_unwind(AssertUnwindSafe(run));
        LEFT.set(None);
        match ended {
            Ok(standing) => Some(standing),
            Err(payload) if payload.is::<&str>() && life.is_some() => None,
            Err(payload) => std::panic::resume_unwind(payload),
        }
    }

    async fn run(&self, plan: Plan) -> Standing {
        let base = BaseUrl::parse(self.simulator.base_url()).expect("a loopback address");
        let service = base.to_string();
        let opened = Journal::open(self.folder.path(), "ana").expect("a journal");
        assert_eq!(opened.trouble, None);
        let kept = opened.journal.sessions().expect("readable");
        let records = Records::journal(opened.journal, &service);
        let client = Client::new(&base).expect("a client");
        let mut desk = Desk::new(self.clock.clone(), client, records);
        let fields = CredentialFields {
            instance_id: self.scenario.instance_id().to_owned(),
            instance_token: Some(Secret::new(self.scenario.instance_token())),
            client_token: Some(Secret::new(self.scenario.client_token())),
        };
        match kept.into_iter().next() {
            Some(kept) => desk.take_up(kept.kept, &fields).expect("it is taken up"),
            None => desk.open(&fields),
        };
        let (mut player, diary) = Player::new(plan);
        let mut signals = Signals::none();
        let run = desk.run(&mut player, &mut signals);
        let ended = tokio::time::timeout(WATCHDOG, run).await;
        let Ok(ended) = ended else {
            panic!("it hangs at {:?}", diary.borrow().shown.last());
        };
        ended.expect("the desk keeps going");
        desk.standings().into_iter().next().expect("one session").1
    }

    /// The acting calls so far.
    fn acts(&self) -> Vec<String> {
        acts(&self.simulator.calls())
    }

    /// What the person goes on with who saw what the phone showed until the process died.
    fn remaining(&self, row: &Row) -> Plan {
        let mut plan = plan_of(&self.scenario);
        let acts = self.acts();
        let seen = |what: &str| acts.iter().filter(|act| act.starts_with(what)).count();
        let happened = |what: &str| acts.iter().any(|act| act == what);
        // A code that was turned down unjudged is typed again.
        let unjudged = ["turned down", "too early", "said again"];
        let judged = acts.iter().filter(|act| {
            act.starts_with("confirm-registration-code")
                && !unjudged.iter().any(|verdict| act.ends_with(verdict))
        });
        skip(&mut plan.codes, judged.count());
        skip(&mut plan.captchas, seen("respond-captcha"));
        skip(&mut plan.secures, seen("security/"));
        plan.recovers &= !happened("recover-pin-code: mailed");
        if seen("request-unbanning") > 0 {
            plan.appeal = None;
            plan.looks_again |= happened("request-unbanning: unbanned");
        }
        if seen("registration-available") > 0 {
            plan.partner = None;
        }
        plan.persists = row.is_to_connect();
        plan.eyes = Some(self.eyes());
        plan
    }

    /// What the person sees on the phone, whenever they are asked.
    fn eyes(&self) -> Eyes {
        let (simulator, scenario) = (Rc::clone(&self.simulator), self.scenario.clone());
        Eyes(Rc::new(move |act| {
            sight(act, &acts(&simulator.calls()), &scenario)
        }))
    }
}

/// What the phone shows after a call whose answer was lost.
fn sight(act: Act, acts: &[String], scenario: &Scenario) -> Choice {
    let happened = |what: &str| acts.iter().any(|act| act == what);
    let accepted = |what: &str| happened(&format!("{what}: accepted"));
    let solved = happened("respond-captcha: sent");
    let transferred =
        accepted("device-transfer-confirmed") || happened("device-transfer-confirmed: turned down");
    let phone = if wants_phone(scenario) && !transferred {
        Choice::PhoneAsks
    } else {
        Choice::CheckNow
    };
    match act {
        Act::RequestCode if solved || happened("request-registration-code: sent") => {
            Choice::CodeArrived
        }
        Act::RequestCode => Choice::NothingArrived,
        Act::AnswerCaptcha if solved => Choice::CodeArrived,
        Act::ConfirmCode if accepted("confirm-registration-code") => {
            if wants_pin(scenario) && !accepted("confirm-pin-code") {
                Choice::PinAsked
            } else {
                phone
            }
        }
        Act::ConfirmPin if accepted("confirm-pin-code") => phone,
        Act::AnswerCaptcha | Act::ConfirmCode | Act::ConfirmPin => Choice::TypeAgain,
        Act::Transfer => Choice::PhoneAsks,
    }
}

fn wants_pin(scenario: &Scenario) -> bool {
    let after_transfer = scenario.name() == "transfer-asks-pin";
    (scenario.name().contains("pin") && !after_transfer) || scenario.name() == "all-flags"
}

fn wants_phone(scenario: &Scenario) -> bool {
    let all = [
        "device",
        "pin-then-device",
        "all-flags",
        "flaky-status",
        "transfer-asks-pin",
    ];
    all.contains(&scenario.name())
}

fn skip<T>(left: &mut VecDeque<T>, count: usize) {
    left.drain(..count.min(left.len()));
}

/// Where files that are synced often cost least.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a folder")
}

/// What may happen more often on the person's word alone: a look that was lost, a transfer that the phone did
/// not accept yet, a route that does nothing because it is not there.
fn decisive(acts: &[String]) -> Vec<&str> {
    let idle = |act: &&str| {
        act.starts_with("registration-available:")
            || act.ends_with(": too early")
            || act.ends_with(": said again")
            || act.ends_with(": no such route")
    };
    let mut decisive: Vec<&str> = acts
        .iter()
        .map(String::as_str)
        .filter(|act| !idle(act))
        .collect();
    decisive.sort_unstable();
    decisive
}

/// A captcha or a "no" to the code request: nothing on the phone tells of it, and no call reads it later.
fn is_answer_that_only_repeats(act: &str) -> bool {
    let said = act.strip_prefix("request-registration-code: ");
    said.is_some_and(|said| ["captcha", "blocked", "declined"].contains(&said))
}

/// Looks at the availability of the number are a minute apart, and one more than without the kill at most.
fn looks_are_few(calls: &[LoggedCall], row: &Row, at: u32) {
    let looks: Vec<_> = calls
        .iter()
        .filter(|call| call.route == "/mobile/registration-available")
        .collect();
    let planned = row
        .acts
        .iter()
        .filter(|act| act.starts_with("registration-available"))
        .count();
    let spaced = looks
        .windows(2)
        .all(|pair| pair[1].at >= pair[0].at + MINUTE);
    assert!(
        spaced && looks.len() <= planned + 2,
        "{} killed at {at}: {looks:?}",
        row.scenario
    );
}

/// Kills the first process after its `at`th doing and lets the next ones go to the end; `false` when the first
/// came to its end alive.
fn killed_at(row: &Row, at: u32) -> bool {
    let world = World::of(row);
    let plan = plan_of(&world.scenario);
    if world.live(plan, Some(at)).is_some() {
        return false;
    }
    let before = world.acts();
    let standing = world
        .live(world.remaining(row), None)
        .expect("nobody kills it");
    let acts = world.acts();
    let planned: Vec<String> = row.acts.iter().map(|act| (*act).to_owned()).collect();
    let mut after = decisive(&acts);
    if let Some(lost) = before.last().filter(|act| is_answer_that_only_repeats(act)) {
        // What it said died with the process. On the person's word, after a fresh look, it is asked once more.
        let twice = after.iter().position(|act| act == lost);
        let times = after.iter().filter(|act| *act == lost).count();
        if times == 2 {
            after.remove(twice.expect("it is there"));
        }
    }
    assert_eq!(
        after,
        decisive(&planned),
        "{} killed at {at}: {acts:?} after {before:?}",
        row.scenario
    );
    looks_are_few(&world.simulator.calls(), row, at);
    let connects = row.is_to_connect();
    let connected = standing == Standing::Connected;
    assert_eq!(
        connected, connects,
        "{} killed at {at}: {standing:?}",
        row.scenario
    );
    true
}

fn every_kill_of(rows: impl Iterator<Item = Row>) {
    for row in rows {
        let points = (0..MOST).take_while(|at| killed_at(&row, *at)).count();
        let points = u32::try_from(points).expect("few");
        assert!(
            points > 1 && points < MOST,
            "{}: {points} kills",
            row.scenario
        );
    }
}

fn share(nth: usize) {
    every_kill_of(rows().into_iter().skip(nth).step_by(4));
}

#[test]
fn a_kill_at_any_point_of_the_first_quarter_of_the_scenarios_costs_nothing() {
    share(0);
}

#[test]
fn a_kill_at_any_point_of_the_second_quarter_of_the_scenarios_costs_nothing() {
    share(1);
}

#[test]
fn a_kill_at_any_point_of_the_third_quarter_of_the_scenarios_costs_nothing() {
    share(2);
}

#[test]
fn a_kill_at_any_point_of_the_last_quarter_of_the_scenarios_costs_nothing() {
    share(3);
}
