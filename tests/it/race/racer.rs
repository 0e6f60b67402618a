//! One process of a race. It does with the journal what the desk does: claim, announce, connect, look, send, note the
//! answer.

use rustix::process::{Signal, set_parent_process_death_signal};
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::flow::effect::{Aim, Checkpoint, Claim, Taking};
use zapi_onboard::flow::event::{Late, LateOutcome};
use zapi_onboard::journal::{
    ActLimits, Acting, Grant, Journal, LastLook, Lost, Page, Verdict, Withheld,
};
use zapi_onboard::runtime::clock::{Clock as _, SystemClock};

/// What everybody writes to.
pub(super) const LOG: &str = "log";
/// The beginning of the name of what is locked while a process must not be stopped.
pub(super) const GATE: &str = "gate-";
/// What is there when the one that stands still is to go.
pub(super) const GO: &str = "go";
const NUMBERS: usize = 3;

/// Everything that takes seconds in the program, in a fraction of them.
pub(super) const LIMITS: ActLimits = ActLimits {
    leave_within: Duration::from_millis(60),
    window: Duration::from_millis(300),
    last_look: true,
};
/// The longest that an answer takes.
const LONGEST_CALL: u64 = 60;

/// What a process does in a race.
pub(super) struct Part {
    pub(super) role: String,
    pub(super) place: usize,
    pub(super) seed: u64,
    pub(super) last_look: bool,
}

impl Part {
    pub(super) fn to_words(&self) -> String {
        format!(
            "{} {} {} {}",
            self.role, self.place, self.seed, self.last_look
        )
    }

    pub(super) fn of_words(words: &str) -> Self {
        let words: Vec<&str> = words.split(' ').collect();
        Self {
            role: words[0].to_owned(),
            place: words[1].parse().expect("a place"),
            seed: words[2].parse().expect("a seed"),
            last_look: words[3].parse().expect("a switch"),
        }
    }
}

/// Random numbers, by xorshift.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    pub(super) fn pick(&mut self, count: usize) -> usize {
        let limit = u64::try_from(count).expect("few");
        usize::try_from(self.below(limit)).expect("few")
    }

    pub(super) fn is(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// Where the process waits to be stopped on the way of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Nowhere,
    /// Between the commit and the last look.
    BeforeTheLook,
    /// Between the look at the leases and the one at the clock.
    WithinTheLook,
}

struct Racer {
    journal: Journal,
    clock: SystemClock,
    log: File,
    gate: File,
    chance: Chance,
    has_sent: bool,
}

/// The number that is granted, and its place among all.
struct Held {
    number: usize,
    grant: Grant,
    /// The boot clock from which on its holder may act, in milliseconds.
    acts_from: u64,
}

/// Does the part. The present folder is that of the race.
pub(super) fn race(part: &Part) {
    // Not even a process that stands still outlives the race.
    set_parent_process_death_signal(Some(Signal::KILL)).expect("a signal");
    let mut racer = Racer::new(part);
    match part.role.as_str() {
        "runner" => loop {
            racer.run();
        },
        "taker" => racer.act_once(Stand::Nowhere),
        "stands-before-the-look" => racer.act_once(Stand::BeforeTheLook),
        "stands-within-the-look" => racer.act_once(Stand::WithinTheLook),
        other => panic!("{other}"),
    }
}

fn pause(ms: u64) {
    std::thread::sleep(Duration::from_millis(ms));
}

fn claim(number: usize, taking: Taking) -> Claim {
    Claim {
        number: PhoneNumber::parse("55", &format!("1198765432{number}")).expect("a number"),
        instance_id: format!("3C67AB641C8AA0412F6A2242B4E23AC{number}"),
        taking,
        aim: Aim::Onboard,
    }
}

impl Racer {
    fn new(part: &Part) -> Self {
        let log = OpenOptions::new().append(true).open(LOG);
        let gate = OpenOptions::new()
            .write(true)
            .open(format!("{GATE}{}", part.place));
        let mut log = log.expect("the log");
        let mut journal = loop {
            match Journal::open(Path::new("journal"), &format!("operator-{}", part.place)) {
                Ok(opened) => {
                    assert_eq!(opened.trouble, None);
                    break opened.journal;
                }
                Err(_busy) => log.write_all(b"busy\n").expect("the log"),
            }
        };
        journal.limit_acts(ActLimits {
            last_look: part.last_look,
            ..LIMITS
        });
        Self {
            journal,
            clock: SystemClock::new(),
            log,
            gate: gate.expect("the gate"),
            chance: Chance::new(part.seed),
            has_sent: false,
        }
    }

    /// In one write, so that no line is torn.
    fn note(&self, line: &str) {
        let line = format!("{line}\n");
        (&self.log).write_all(line.as_bytes()).expect("the log");
    }

    /// Says that it stands, for the race that stops it there, and stays until it is to go.
    fn stand_still(&self) {
        self.note("stands");
        while !Path::new(GO).exists() {
            pause(5);
        }
    }

    fn boot_ms(&self) -> u64 {
        self.clock.now().boot_ms
    }

    /// One onboarding: a number that is free, or that is taken over, and what is sent for it.
    fn run(&mut self) {
        let number = self.chance.pick(NUMBERS);
        let held = self.claim(number, Taking::IfFree).or_else(|| {
            let takes_over = self.chance.is(30);
            takes_over
                .then(|| self.claim(number, Taking::Over))
                .flatten()
        });
        let Some(held) = held else {
            let moment = 80 + self.chance.below(240);
            return pause(moment);
        };
        for _ in 0..=self.chance.below(3) {
            if !self.act(&held, Stand::Nowhere) {
                break;
            }
        }
        self.release(&held);
        let moment = self.chance.below(100);
        pause(moment);
    }

    /// Takes the first number over and acts, until something left or the number is lost.
    fn act_once(&mut self, stand: Stand) {
        let held = loop {
            if let Some(held) = self.claim(0, Taking::Over) {
                break held;
            }
        };
        // The one that stands still has one call to make.
        while self.act(&held, stand) && !self.has_sent && stand == Stand::Nowhere {}
        self.release(&held);
    }

    fn claim(&mut self, number: usize, taking: Taking) -> Option<Held> {
        let now = self.clock.now();
        let service = crate::journal::SERVICE;
        match self
            .journal
            .claim(&claim(number, taking), service, None, now)
        {
            Ok(Verdict::Granted(grant)) => {
                let now = self.clock.now();
                let until = grant.under_way.as_ref().map(|under_way| under_way.until);
                let left = until.and_then(|until| until.remaining(now));
                let acts_from = now.plus(left.unwrap_or_default()).boot_ms;
                let how = if taking == Taking::Over {
                    "over"
                } else {
                    "free"
                };
                let waits = if until.is_some() { " under-way" } else { "" };
                let fence = grant.fence;
                self.note(&format!("shown {number} {fence} {acts_from} {how}{waits}"));
                Some(Held {
                    number,
                    grant: *grant,
                    acts_from,
                })
            }
            Ok(Verdict::Held(_)) => None,
            Err(_busy) => {
                self.note("busy");
                None
            }
        }
    }

    /// Announces a call and sends it; `false` when the number is lost.
    fn act(&mut self, held: &Held, stand: Stand) -> bool {
        let left = held.acts_from.saturating_sub(self.boot_ms());
        // A racer that does not wait is to be refused.
        if left > 0 && self.chance.is(80) {
            pause(left + 1);
        }
        let look = loop {
            match self.announce(held) {
                Ok(look) => break look,
                Err(Lost::Lease(_)) => return self.note_of("lost", held),
                Err(Lost::Early(under_way)) => {
                    self.note_of("early", held);
                    let left = under_way.until.remaining(self.clock.now());
                    std::thread::sleep(left.unwrap_or_default());
                }
                Err(Lost::Trouble(_)) => self.note("busy"),
            }
        };
        if stand == Stand::BeforeTheLook {
            self.stand_still();
        } else if stand == Stand::Nowhere {
            let slowest = if self.chance.is(80) { 40 } else { 600 };
            let connection = self.chance.below(slowest);
            pause(connection);
        }
        let is_sent = self.send(held, &look, stand);
        if is_sent {
            let answer = self.chance.below(LONGEST_CALL);
            pause(answer);
            if self.chance.is(20) {
                // No answer: it may still arrive.
                return true;
            }
        }
        self.answered(held, is_sent)
    }

    fn announce(&mut self, held: &Held) -> Result<LastLook, Lost> {
        let since = self.boot_ms();
        let now = self.clock.now();
        let tenure = held.grant.tenure();
        let page = Page {
            records: &[requested(held.number)],
            acting: Acting::Begins,
            ..Page::default()
        };
        self.journal.write(&tenure, &page, now)?;
        let look = self.journal.last_look(&tenure, since);
        look.map_err(Lost::Trouble)
    }

    /// The last look, and the call in the log.
    fn send(&mut self, held: &Held, look: &LastLook, stand: Stand) -> bool {
        let looked = look.may_act(|| {
            if stand == Stand::WithinTheLook {
                self.stand_still();
            }
            self.gate.lock().expect("a lock");
            self.boot_ms()
        });
        if looked.is_ok() {
            let at = self.boot_ms();
            let (number, fence) = (held.number, held.grant.fence);
            self.note(&format!("sent {number} {fence} {at}"));
            self.has_sent = true;
        }
        self.gate.unlock().expect("a lock");
        match looked {
            Ok(()) => true,
            Err(Withheld::TakenOver) => self.note_of("taken-over", held),
            Err(Withheld::TooLate) => self.note_of("too-late", held),
            Err(Withheld::Unreadable) => self.note_of("unreadable", held),
        }
    }

    /// Writes down what came of the call; `false` when the number is lost.
    fn answered(&mut self, held: &Held, is_sent: bool) -> bool {
        let late = Late {
            call: requested(held.number),
            outcome: LateOutcome::Succeeded,
            by: None,
        };
        let page = Page {
            acting: Acting::Ends,
            late: is_sent.then_some(&late),
            ..Page::default()
        };
        let now = self.clock.now();
        match self.journal.write(&held.grant.tenure(), &page, now) {
            Ok(()) => true,
            Err(Lost::Lease(_)) => false,
            Err(Lost::Early(_)) => panic!("nothing was announced"),
            Err(Lost::Trouble(_)) => {
                self.note("busy");
                false
            }
        }
    }

    fn release(&mut self, held: &Held) {
        if self.journal.release(&held.grant.tenure()).is_err() {
            self.note("busy");
        }
    }

    /// `false`, for what calls it.
    fn note_of(&self, what: &str, held: &Held) -> bool {
        self.note(&format!("{what} {} {}", held.number, held.grant.fence));
        false
    }
}

fn requested(number: usize) -> Checkpoint {
    Checkpoint::CodeRequested {
        number: claim(number, Taking::IfFree).number,
        method: Method::Sms,
        nth: 1,
    }
}
