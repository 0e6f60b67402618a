//! The whole machine against a person who mostly does the sensible thing and sometimes does not, and a service
//! that mostly answers well.
//!
//! Uniformly random events never get past the third question, so the next move is chosen by the question that
//! is asked; a counter makes sure that every question was met. What must hold is checked after every event,
//! against a model that is simpler than the machine.
//!
//! Planted by hand, one after the other, and each caught: stale replies taken in, the record before a call left
//! out, an unreadable wait taken for "now", the spacing of transfers forgotten, availability asked on an
//! instance that `/status` had just called connected.

use crate::flow_driver::{
    CLIENT_TOKEN, CODE, Driver, Flag, PIN, TOKEN, available, confirmed, device, fields, number,
    requested, status, typed,
};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect, Weight};
use zapi_onboard::flow::event::{
    Answer, AvailabilityReply, Block, CallId, Cause, CodeRequestReply, CodeRequestVerdict, Event,
    Failure, Link, Outcome, Refusal, RefusalCause, Reply, TransferReply,
};
use zapi_onboard::flow::prompt::{Ask, Choice, Prompt, PromptId};

/// One throw of the dice: what to do, and two numbers to do it with.
type Throw = (u8, u8, u8);

/// Under this, the sensible thing is done: 86 of 100.
const SENSIBLE: u8 = 220;

/// What the test knows about a method of a number: the moment from which it may be asked, if ever.
type Opens = BTreeMap<(String, Method), Option<Timestamp>>;

/// The machine with the model beside it.
struct World {
    driver: Driver,
    opens: Opens,
    /// Acting answers that no acting call has used yet.
    words: u32,
    /// The method that the last word was given for, and whether its lock was open then.
    request_word: Option<(Method, bool)>,
    /// The last call that ended, and what came of it.
    last_ended: Option<(Call, Outcome)>,
    looks: BTreeMap<String, Timestamp>,
    last_transfer: Option<Timestamp>,
    last_answer: Option<Event>,
    visits: BTreeMap<&'static str, usize>,
}

impl World {
    fn new() -> Self {
        Self {
            driver: Driver::new(),
            opens: Opens::new(),
            words: 0,
            request_word: None,
            last_ended: None,
            looks: BTreeMap::new(),
            last_transfer: None,
            last_answer: None,
            visits: BTreeMap::new(),
        }
    }

    fn play(&mut self, throw: Throw) {
        let (kind, a, b) = throw;
        if kind < SENSIBLE {
            self.sensible(a, b);
        } else {
            self.odd(kind, a, b);
        }
        let name = self.driver.question();
        *self.visits.entry(name).or_default() += 1;
        self.check_state();
    }

    fn sensible(&mut self, a: u8, b: u8) {
        if let Some((call, _)) = self.driver.in_flight.clone() {
            let outcome = self.likely_outcome(a, b);
            return self.tell(Event::Replied { call, outcome });
        }
        let due = self.driver.flow.next_wakeup().map(|wakeup| wakeup.due);
        if let Some(due) = due.filter(|_| a < 128) {
            let left = due.remaining(self.driver.now).unwrap_or_default();
            self.driver.now = self.driver.now.plus(left);
            return self.tell(Event::Woken);
        }
        let prompt = self.driver.prompt();
        if let Some(answer) = sensible_answer(&prompt, self.driver.now, a, b) {
            return self.answer(prompt.id, answer);
        }
        self.driver.wait(u64::from(b) + 1);
    }

    fn odd(&mut self, kind: u8, a: u8, b: u8) {
        let now = self.driver.now;
        match kind % 9 {
            0 => self.tell(Event::Replied {
                call: CallId(u64::from(a)),
                outcome: self.likely_outcome(a, b),
            }),
            1 => self.answer(PromptId(u64::from(a)), any_answer(b)),
            2 => {
                if let Some(event) = self.last_answer.clone() {
                    self.tell(event);
                }
            }
            3 => self.tell(Event::Woken),
            4 => self.answer(self.driver.id(), Answer::Choose(Choice::Back)),
            5 => self.answer(self.driver.id(), any_answer(b)),
            6 => {
                // Exactly on a deadline that is shown, a second before, or a second after.
                let left = deadlines(&self.driver.prompt(), now)
                    .into_iter()
                    .nth(usize::from(a % 4));
                let left =
                    left.unwrap_or(Duration::from_mins(1)) + Duration::from_secs(u64::from(b % 3));
                let wait = left.saturating_sub(Duration::from_secs(1));
                self.driver.now = now.plus(wait);
            }
            7 => self.driver.now.wall_ms += (i64::from(a) - 128) * 3_600_000,
            _ => {
                if let Some((call, _)) = self.driver.in_flight.clone() {
                    let outcome = failed(self.driver.call(), a);
                    self.tell(Event::Replied { call, outcome });
                }
            }
        }
    }

    fn answer(&mut self, prompt: PromptId, answer: Answer) {
        self.tell(Event::Answered { prompt, answer });
    }

    /// Hands an event over and checks everything that must hold of what comes back.
    fn tell(&mut self, event: Event) {
        let before = self.driver.prompt();
        let stale = match &event {
            Event::Answered { prompt, .. } => *prompt != before.id,
            Event::Replied { call, .. } => self.driver.flow.awaits() != Some(*call),
            Event::Woken => false,
        };
        let ending = self.driver.call().cloned();
        let effects = self.driver.handle(event.clone());
        if !effects.is_empty() || self.driver.id() != before.id {
            self.hear_word(&event, &before);
        }
        if stale {
            assert_eq!(effects, [], "a stale event had effects");
            assert_eq!(
                self.driver.prompt(),
                before,
                "a stale event changed the prompt"
            );
            return;
        }
        if let (Event::Replied { outcome, .. }, Some(call)) = (&event, ending) {
            self.learn(&call, outcome);
            self.last_ended = Some((call, outcome.clone()));
        }
        if matches!(event, Event::Answered { .. }) {
            self.last_answer = Some(event);
        }
        self.check_effects(&effects);
    }

    /// Notes an answer that was taken: whether it asks for an acting call, and takes back a former one.
    fn hear_word(&mut self, event: &Event, before: &Prompt) {
        let Event::Answered { answer, .. } = event else {
            return;
        };
        let acts = match answer {
            Answer::Code(_) | Answer::Pin(_) => true,
            Answer::Choose(choice) => matches!(
                choice,
                Choice::UseNumber
                    | Choice::LookAgain
                    | Choice::Request(_)
                    | Choice::AcceptedOnPhone
            ),
            Answer::Credentials(_) | Answer::Number { .. } => false,
        };
        self.words = u32::from(acts);
        if let Answer::Choose(Choice::Request(method)) = answer {
            let offer = before
                .offers
                .iter()
                .find(|o| o.choice == Choice::Request(*method));
            let open = offer.is_some_and(|offer| offer.lock.is_open(self.driver.now));
            self.request_word = Some((*method, open));
        }
    }

    fn check_effects(&mut self, effects: &[Effect]) {
        for (at, effect) in effects.iter().enumerate() {
            if let Effect::Record(checkpoint) = effect {
                no_secret(&format!("{checkpoint:?}"));
            }
            let Effect::Call(_, call) = effect else {
                continue;
            };
            if call.weight() == Weight::Reads {
                continue;
            }
            assert_eq!(self.words, 1, "{call:?} without a word of its own");
            self.words = 0;
            let announced = at.checked_sub(1).and_then(|at| effects.get(at));
            let Some(Effect::Record(record)) = announced else {
                panic!("{call:?} without its record: {effects:?}");
            };
            let kind = std::mem::discriminant::<Checkpoint>;
            let due = call.announcement(1).expect("acting calls are announced");
            assert_eq!(kind(record), kind(&due));
            self.check_acting(call);
        }
    }

    fn check_acting(&mut self, call: &Call) {
        let now = self.driver.now;
        let free = matches!(
            &self.last_ended,
            Some((Call::Status, Ok(Reply::Status(s)))) if matches!(s.link, Link::NotConnected | Link::SessionLost)
        );
        match call {
            Call::Availability(number) => {
                assert!(free, "availability without a look at the status");
                let line = line_of(number);
                if let Some(last) = self.looks.insert(line, now) {
                    assert!(
                        now.since(last) >= Duration::from_mins(1),
                        "looked too often"
                    );
                }
            }
            Call::RequestCode(number, method) => {
                assert!(free, "code request without a look at the status");
                assert_eq!(
                    self.request_word,
                    Some((*method, true)),
                    "asked through a lock"
                );
                let opens = self
                    .opens
                    .get(&(line_of(number), *method))
                    .copied()
                    .flatten();
                let opens = opens.expect("a method that is known to open");
                assert!(
                    opens.boot_ms <= now.boot_ms,
                    "{method:?} was asked before its time"
                );
                self.opens.insert((line_of(number), *method), None);
            }
            Call::FinishTransfer => {
                if let Some(last) = self.last_transfer.replace(now) {
                    assert!(
                        now.since(last) >= Duration::from_secs(15),
                        "transfers too close"
                    );
                }
            }
            Call::ConfirmCode(_) | Call::ConfirmPin(_) | Call::Status | Call::Device => {}
        }
    }

    /// What an answer says about when methods open, by rules simpler than the machine's.
    fn learn(&mut self, call: &Call, outcome: &Outcome) {
        let now = self.driver.now;
        let moment = |wait: Option<Wait>| match wait {
            Some(Wait::Now) => Some(now),
            Some(Wait::For(wait)) => Some(now.plus(wait)),
            Some(Wait::Closed | Wait::Unknown) | None => None,
        };
        match (call, outcome) {
            (Call::Availability(number), Ok(Reply::Availability(reply))) => {
                let longest = [reply.waits.sms, reply.waits.voice]
                    .into_iter()
                    .filter_map(|wait| moment(Some(wait)).filter(|_| wait != Wait::Now))
                    .max_by_key(|at| at.boot_ms);
                for method in Method::ALL {
                    let wait = reply.waits.of(method);
                    let unsaid = method == Method::Popup && wait == Some(Wait::Unknown);
                    let opens = if unsaid { longest } else { moment(wait) };
                    self.opens.insert((line_of(number), method), opens);
                }
            }
            (Call::Availability(number), Err(Failure::NotSent(_))) => {
                self.looks.remove(&line_of(number));
            }
            (Call::RequestCode(number, asked), Ok(Reply::CodeRequest(reply))) => {
                for method in Method::ALL {
                    let said = moment(reply.waits.of(method));
                    if said.is_some() || method == *asked {
                        self.opens.insert((line_of(number), method), said);
                    }
                }
            }
            (
                Call::RequestCode(number, method),
                Err(Failure::NotSent(_)) | Ok(Reply::Refused(_)),
            ) => {
                self.opens.insert((line_of(number), *method), Some(now));
            }
            (Call::RequestCode(number, _), Err(_)) => {
                for method in Method::ALL {
                    self.opens.insert((line_of(number), method), None);
                }
            }
            (Call::FinishTransfer, Err(Failure::NotSent(_))) | (_, _) => {}
        }
    }

    fn check_state(&self) {
        let prompt = self.driver.prompt();
        no_secret(&format!("{prompt:?}{:?}", self.driver.flow));
        no_secret(&serde_json::to_string(&prompt).expect("a prompt is plain data"));
        let leads_on = prompt
            .offers
            .iter()
            .any(|offer| offer.lock.is_open(self.driver.now))
            || (prompt.ask.takes_text() && prompt.activity.is_none())
            || self.driver.flow.awaits().is_some()
            || self.driver.flow.next_wakeup().is_some();
        assert!(leads_on, "stuck at {prompt:?}");
        let awaited = self.driver.in_flight.as_ref().map(|(id, _)| *id);
        assert_eq!(
            self.driver.flow.awaits(),
            awaited,
            "an awaited call is not under way"
        );
        let acting = self
            .driver
            .call()
            .is_some_and(|call| call.weight() == Weight::Acts);
        if acting {
            assert_eq!(self.driver.flow.next_wakeup(), None);
            assert!(prompt.activity.is_some(), "an acting call is not shown");
        }
    }

    /// What the service says, good things first.
    fn likely_outcome(&self, a: u8, b: u8) -> Outcome {
        let Some(call) = self.driver.call() else {
            return status(Link::NotConnected);
        };
        if a >= 226 {
            return failed(Some(call), b);
        }
        match call {
            Call::Status => self.likely_status(a),
            Call::Device => match a % 8 {
                0 => device(None),
                1 => device(Some("5521912345678")),
                _ => device(Some("551187654321")),
            },
            Call::Availability(_) => likely_look(a, b),
            Call::RequestCode(..) => likely_request(a, b),
            Call::ConfirmCode(_) | Call::ConfirmPin(_) => likely_confirmation(a),
            Call::FinishTransfer => Ok(Reply::Transfer(match a % 4 {
                0 | 1 => TransferReply::NotAccepted(None),
                2 => TransferReply::Done,
                _ => TransferReply::Unclear,
            })),
        }
    }

    fn likely_status(&self, a: u8) -> Outcome {
        let waiting = matches!(
            self.driver.question(),
            "device" | "verifying" | "code" | "unknown"
        );
        match a % 16 {
            0 => status(Link::Connected),
            1 | 2 if waiting => status(Link::Connected),
            3 => status(Link::Unclear),
            4 => status(Link::SessionLost),
            _ => status(Link::NotConnected),
        }
    }
}

fn line_of(number: &PhoneNumber) -> String {
    // The one line with and without its ninth digit, and the other one.
    let ours = number.same_line(&crate::flow_driver::number());
    if ours {
        "ours".to_owned()
    } else {
        number.national().to_owned()
    }
}

fn wait_of(dice: u8) -> Wait {
    match dice % 8 {
        0 => Wait::For(Duration::from_secs(90)),
        1 => Wait::For(Duration::from_hours(2)),
        2 => Wait::Closed,
        3 => Wait::Unknown,
        _ => Wait::Now,
    }
}

fn likely_look(a: u8, b: u8) -> Outcome {
    let waits = Waits {
        sms: wait_of(a),
        voice: wait_of(b),
        popup: (!b.is_multiple_of(3)).then(|| wait_of(a / 8)),
    };
    let plain = |available, blocked| {
        Ok(Reply::Availability(AvailabilityReply {
            available,
            blocked,
            waits,
            retry_after: None,
            reason: None,
        }))
    };
    match b % 16 {
        0 => plain(false, None),
        1 => plain(false, Some(Block::Appealable)),
        2 => plain(true, Some(Block::Plain)),
        _ => available(waits),
    }
}

fn likely_request(a: u8, b: u8) -> Outcome {
    let wait = wait_of(b);
    match a % 16 {
        0 => requested(CodeRequestVerdict::Blocked, wait),
        1 => requested(CodeRequestVerdict::Captcha, wait),
        2 | 3 => requested(CodeRequestVerdict::NotSent, wait),
        4 => requested(CodeRequestVerdict::Unclear, wait),
        5 => requested(CodeRequestVerdict::Sent(Some(Method::Voice)), wait),
        6 => Ok(Reply::CodeRequest(CodeRequestReply {
            verdict: CodeRequestVerdict::Sent(None),
            waits: Waits::UNKNOWN,
            retry_after: None,
            text: None,
        })),
        _ => requested(CodeRequestVerdict::Sent(None), wait),
    }
}

fn likely_confirmation(a: u8) -> Outcome {
    match a % 8 {
        0 => confirmed(Some(false), &[]),
        1 => confirmed(None, &[]),
        2 => confirmed(Some(true), &[Flag::Pin, Flag::Device]),
        3 => confirmed(Some(false), &[Flag::Pin]),
        4 => confirmed(Some(false), &[Flag::Device]),
        5 => confirmed(None, &[Flag::Pin, Flag::Device]),
        _ => confirmed(Some(true), &[]),
    }
}

/// No usable answer, or a refusal.
fn failed(call: Option<&Call>, dice: u8) -> Outcome {
    let acts = call.is_some_and(|call| call.weight() == Weight::Acts);
    let causes = [
        RefusalCause::Other,
        RefusalCause::TooManyRequests(None),
        RefusalCause::NotMobile,
    ];
    match dice % 6 {
        0 => Err(Failure::NotSent(Cause::Connect)),
        at @ 1..=3 => Ok(Reply::Refused(Refusal {
            cause: causes[usize::from(at) - 1],
            text: None,
            status: 400,
        })),
        _ if acts => Err(Failure::OutcomeUnknown(Cause::Timeout)),
        _ => Err(Failure::NoAnswer(Cause::Broken)),
    }
}

fn any_answer(dice: u8) -> Answer {
    const CHOICES: [Choice; 17] = [
        Choice::Back,
        Choice::UseNumber,
        Choice::Pick(Method::Sms),
        Choice::Pick(Method::Popup),
        Choice::Request(Method::Sms),
        Choice::Request(Method::Voice),
        Choice::LookAgain,
        Choice::Resume,
        Choice::CheckNow,
        Choice::AcceptedOnPhone,
        Choice::PinForgotten,
        Choice::CodeArrived,
        Choice::NothingArrived,
        Choice::TypeAgain,
        Choice::PinAsked,
        Choice::PhoneAsks,
        Choice::Stay,
    ];
    match dice {
        0..=99 => Answer::Choose(CHOICES[usize::from(dice) % CHOICES.len()]),
        100..=139 => Answer::Code(Secret::new(CODE)),
        140..=159 => Answer::Code(Secret::new("12345")),
        160..=189 => Answer::Pin(Secret::new(PIN)),
        190..=219 => typed("11 8765-4321"),
        220..=239 => typed("119"),
        _ => Answer::Credentials(fields()),
    }
}

/// What a person would say to this question; `None` to let time pass.
fn sensible_answer(prompt: &Prompt, now: Timestamp, a: u8, b: u8) -> Option<Answer> {
    let open: Vec<Choice> = prompt
        .offers
        .iter()
        .filter(|offer| offer.lock.is_open(now) && offer.choice != Choice::Leave)
        .map(|offer| offer.choice)
        .collect();
    let some_offer = || {
        open.get(usize::from(a) % open.len().max(1))
            .copied()
            .map(Answer::Choose)
    };
    let mostly = |answer: Answer| if b < 230 { Some(answer) } else { some_offer() };
    match &prompt.ask {
        Ask::Credentials { .. } => Some(Answer::Credentials(fields())),
        Ask::Number { .. } => Some(match b % 8 {
            0 => typed("11 8765-4321"),
            1 => typed("21 91234-5678"),
            _ => typed("11 98765-4321"),
        }),
        Ask::NumberGate { .. } => {
            let ready = open.contains(&Choice::UseNumber);
            ready
                .then(|| mostly(Answer::Choose(Choice::UseNumber)))
                .flatten()
        }
        Ask::RequestGate { method, .. } => mostly(Answer::Choose(Choice::Request(*method))),
        Ask::Code { pause, .. } => pause
            .is_none()
            .then(|| mostly(Answer::Code(Secret::new(CODE))))
            .flatten(),
        Ask::Pin { pause, .. } => pause
            .is_none()
            .then(|| mostly(Answer::Pin(Secret::new(PIN))))
            .flatten(),
        Ask::Board { .. } => {
            let picks: Vec<Choice> = open
                .iter()
                .copied()
                .filter(|choice| matches!(choice, Choice::Pick(_)))
                .collect();
            let pick = picks.get(usize::from(a) % picks.len().max(1)).copied();
            pick.map(Answer::Choose).and_then(mostly)
        }
        Ask::AlreadyConnected { .. }
        | Ask::Device { .. }
        | Ask::Verifying { .. }
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::LeaveGate { .. }
        | Ask::Connected { .. } => some_offer(),
    }
}

/// What is left of every wait that a prompt shows.
fn deadlines(prompt: &Prompt, now: Timestamp) -> Vec<Duration> {
    let locks = crate::flow_driver::locks_of(prompt);
    let offers = prompt.offers.iter().map(|offer| offer.lock);
    locks
        .into_iter()
        .chain(offers)
        .filter_map(|lock| match lock {
            Lock::Until(deadline) => deadline.remaining(now),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        })
        .collect()
}

fn no_secret(text: &str) {
    for secret in [TOKEN, CLIENT_TOKEN, CODE, PIN] {
        assert!(!text.contains(secret), "{secret} shows in {text}");
    }
}

#[test]
fn whatever_happens_the_promises_hold_and_every_question_is_met() {
    assert!(number().is_line_of("551187654321"));
    let config = Config {
        cases: 300,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let visits = RefCell::new(BTreeMap::new());
    let throws = vec(any::<Throw>(), 40..160);
    let outcome = TestRunner::new_with_rng(config, rng).run(&throws, |throws| {
        let mut world = World::new();
        for throw in throws {
            world.play(throw);
        }
        for (name, count) in world.visits {
            *visits.borrow_mut().entry(name).or_insert(0) += count;
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let visits = visits.into_inner();
    let all = [
        "credentials",
        "already_connected",
        "number",
        "number_gate",
        "board",
        "request_gate",
        "code",
        "pin",
        "device",
        "verifying",
        "unknown",
        "halted",
        "leave_gate",
        "connected",
    ];
    for name in all {
        assert!(
            visits.get(name).copied().unwrap_or(0) > 50,
            "{name} was hardly met: {visits:?}"
        );
    }
}
