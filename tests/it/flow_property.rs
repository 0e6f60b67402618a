//! The whole machine against a person who mostly does the sensible thing and sometimes does not, and a service
//! that mostly answers well.
//!
//! Uniformly random events never get past the third question, so the next move is chosen by the question that
//! is asked; a counter makes sure that every question, stop and problem was met. What must hold is checked after
//! every event, against a model that is simpler than the machine; from some of the states, copies of the machine
//! walk on: through every way in which the call under way can end, out by Back alone, and through twenty Enters.
//!
//! Planted by hand, one after the other, and each caught: stale replies taken in, the record before a call left
//! out, an unreadable wait taken for "now", the spacing of transfers and of looks a second short, availability
//! asked on an instance that `/status` had just called connected or on none at all, a lost request sent again, its
//! locks left open, a watch kept beside the code, another line called ours, a PIN without a way back, an acting
//! default, `/device` read in a circle.

use crate::flow_driver::{
    APPEAL_TOKEN, CLIENT_TOKEN, CODE, Driver, Flag, LISTED_TOKEN, NEW_PIN, PARTNER_TOKEN, PIN,
    TOKEN, appeal_said, available, captcha_said, change, confirmed, device, email_code,
    email_state, fields, instance, new_pin, number, page, partner, pin_state, recovered, requested,
    set_email, status, transferred, typed,
};
use crate::gallery::QUESTIONS;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::phone::{LineMatch, PhoneNumber};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::{Deadline, Timestamp};
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect, RecoveryRoute, SecurityCall, Weight};
use zapi_onboard::flow::event::{
    Answer, AnswerWaits, AppealVerdict, AvailabilityReply, Block, CallId, CaptchaReply,
    CaptchaVerdict, Cause, ChangeReply, CodeRequestReply, CodeRequestVerdict, Event, Failure,
    Holder, Link, Outcome, PartnerFields, Refusal, RefusalCause, Reply, ReplyFacts, Resource,
    SecureAnswer, TransferVerdict, Trouble, TroubleKind,
};
use zapi_onboard::flow::prompt::{
    Ask, Choice, Consequence, Offer, Problem, Prompt, PromptId, SecureStep,
};

/// One throw of the dice: what to do, and two numbers to do it with.
type Throw = (u8, u8, u8);

/// Under this, the sensible thing is done: 86 of 100.
const SENSIBLE: u8 = 220;

const SECOND: Duration = Duration::from_secs(1);

/// What the test knows about a method of a number: the moment from which it may be asked, if ever.
type Opens = BTreeMap<(String, Method), Option<Timestamp>>;

/// What an answer of the person asks for. One word allows one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Email,
    EmailCode,
    NewPin,
    Look,
    Request(Method),
    Code,
    Pin,
    Captcha,
    Recovery,
    Transfer,
    PostTransfer,
    Appeal,
}

/// The machine with the model beside it.
struct World {
    driver: Driver,
    opens: Opens,
    /// The acting answer that no acting call has used yet.
    word: Option<Word>,
    /// The lines whose last look offered the pop-up.
    eligible: BTreeSet<String>,
    /// The last call that ended, and what came of it.
    last_ended: Option<(Call, Outcome)>,
    looks: BTreeMap<String, Timestamp>,
    /// The waits that the service named when it wanted fewer requests.
    limits: Vec<Deadline>,
    /// The instance that calls go to.
    instance: String,
    /// The numbers whose availability was told, as they were asked.
    set_up: HashSet<(String, PhoneNumber)>,
    last_transfer: Option<Timestamp>,
    /// Whether the service did not know the documented transfer call.
    transfer_not_found: bool,
    last_answer: Option<Event>,
    /// Whether the event at hand is an answer.
    just_answered: bool,
    newest_call: Option<CallId>,
    visits: BTreeMap<String, usize>,
}

impl World {
    fn new() -> Self {
        Self {
            driver: Driver::new(),
            opens: Opens::new(),
            word: None,
            eligible: BTreeSet::new(),
            last_ended: None,
            looks: BTreeMap::new(),
            limits: Vec::new(),
            instance: String::new(),
            set_up: HashSet::new(),
            last_transfer: None,
            transfer_not_found: false,
            last_answer: None,
            just_answered: false,
            newest_call: None,
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
        for label in labels(&self.driver.prompt()) {
            *self.visits.entry(label).or_default() += 1;
        }
        self.check_state();
        match b % 24 {
            0 => every_outcome_leads_on(&self.driver),
            1 => back_leads_out(&self.driver),
            2 => twenty_enters_do_nothing_that_counts(&self.driver),
            3 => a_resume_sends_nothing_by_itself(&self.driver),
            _ => {}
        }
    }

    fn sensible(&mut self, a: u8, b: u8) {
        let prompt = self.driver.prompt();
        if let Some((call, _)) = self.driver.in_flight.clone() {
            // People do not wait for a check that runs by itself.
            if prompt.activity.is_none()
                && a >= 192
                && let Some(answer) = sensible_answer(&prompt, self.driver.now, a, b)
            {
                return self.answer(prompt.id, answer);
            }
            let outcome = self.likely_outcome(a, b);
            return self.tell(replied(call, outcome));
        }
        let due = self.driver.flow.next_wakeup().map(|wakeup| wakeup.due);
        if let Some(due) = due.filter(|_| a < 128) {
            let left = due.remaining(self.driver.now).unwrap_or_default();
            self.driver.now = self.driver.now.plus(left);
            return self.tell(Event::Woken);
        }
        if let Some(answer) = sensible_answer(&prompt, self.driver.now, a, b) {
            return self.answer(prompt.id, answer);
        }
        self.driver.wait(u64::from(b) + 1);
    }

    fn odd(&mut self, kind: u8, a: u8, b: u8) {
        match kind % 16 {
            0 => {
                let outcome = self.likely_outcome(a, b);
                self.tell(replied(CallId(u64::from(a)), outcome));
            }
            1 => self.answer(PromptId(u64::from(a)), any_answer(b)),
            2 => {
                if let Some(event) = self.last_answer.clone() {
                    self.tell(event);
                }
            }
            3 => self.tell(Event::Woken),
            4 => self.answer(self.driver.id(), Answer::Choose(Choice::Back)),
            5 | 6 => self.answer(self.driver.id(), any_answer(b)),
            7..=9 => self.jump(a, b),
            10 => self.driver.now.wall_ms += (i64::from(a) - 128) * 3_600_000,
            11 => {
                // Whatever is offered, open or shut.
                let offers = self.driver.prompt().offers;
                if let Some(offer) = offers.get(usize::from(a) % offers.len().max(1)) {
                    self.answer(self.driver.id(), Answer::Choose(offer.choice));
                }
            }
            12 => {
                if let Some((call, _)) = self.driver.in_flight.clone() {
                    let outcome = failed(self.driver.call(), a);
                    self.tell(replied(call, outcome));
                }
            }
            // It is found out when something is to be written down, and nothing is while a call acts.
            13 if self
                .driver
                .call()
                .is_none_or(|call| call.weight() == Weight::Reads) =>
            {
                self.tell(Event::Dispossessed(Holder {
                    what: Resource::Line,
                    operator: None,
                    since: self.driver.now,
                }));
            }
            13 => {}
            14 => self.tell(Event::Unrecorded(Trouble {
                kind: if a < 128 {
                    TroubleKind::Full
                } else {
                    TroubleKind::SetAside(String::new())
                },
                path: String::new(),
            })),
            _ => self.die_and_resume(),
        }
    }

    /// The process dies, and another one takes up what was kept.
    fn die_and_resume(&mut self) {
        let Some(bookmark) = self.driver.kept.last() else {
            return;
        };
        let written = serde_json::to_string(bookmark).expect("a bookmark is plain data");
        let read: Bookmark = serde_json::from_str(&written).expect("what was written can be read");
        let token = bookmark.appeal_token().present().cloned();
        let captcha = bookmark.captcha().present().cloned();
        let read = read.with_kept(captcha.map(Ok), token.map(Ok));
        if let Some(call) = self.driver.call().cloned() {
            let lost = Err(Failure::OutcomeUnknown(Cause::Interrupted));
            self.learn(&call, &lost);
        }
        if !knows_a_limit(&written) {
            // It was told while no number was at hand, and nothing is written down then.
            self.limits.clear();
        }
        let known = std::mem::take(&mut self.driver.kept);
        self.driver = Driver::resuming(read, self.driver.now);
        self.driver.kept = known;
        (
            self.word,
            self.last_ended,
            self.last_answer,
            self.newest_call,
        ) = (None, None, None, None);
        *self.visits.entry("welcome".to_owned()).or_default() += 1;
        *self.visits.entry("died".to_owned()).or_default() += 1;
    }

    /// Lets time pass until a deadline that shows, a second less, or a second more; then tries what waited.
    fn jump(&mut self, a: u8, b: u8) {
        let now = self.driver.now;
        let offers = self.driver.prompt().offers;
        let waits = |offer: &Offer| match offer.lock {
            Lock::Until(deadline) => Some((deadline.remaining(now)?, offer.choice)),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        };
        let waiting: Vec<_> = offers.iter().filter_map(waits).collect();
        let chosen = waiting.get(usize::from(a / 2) % waiting.len().max(1));
        if let Some((left, choice)) = chosen.filter(|_| !a.is_multiple_of(4)) {
            self.pass(*left, b);
            return self.answer(self.driver.id(), Answer::Choose(*choice));
        }
        let mut left = deadlines(&self.driver.prompt(), now);
        let due = self.driver.flow.next_wakeup();
        left.extend(due.and_then(|wakeup| wakeup.due.remaining(now)));
        let at = usize::from(a) % left.len().max(1);
        self.pass(left.get(at).copied().unwrap_or(Duration::from_mins(1)), b);
        if due.is_some() {
            self.tell(Event::Woken);
        }
    }

    /// Lets a wait pass, or a second less, or a second more.
    fn pass(&mut self, left: Duration, b: u8) {
        let wait = (left + Duration::from_secs(u64::from(b % 3))).saturating_sub(SECOND);
        self.driver.now = self.driver.now.plus(wait);
    }

    fn answer(&mut self, prompt: PromptId, answer: Answer) {
        self.tell(Event::Answered { prompt, answer });
    }

    /// Hands an event over and checks everything that must hold of what comes back.
    fn tell(&mut self, event: Event) {
        let before = self.driver.prompt();
        let idle = self.is_idle(&event, &before);
        let shut = self.is_shut(&event, &before);
        let ending = self.driver.call().cloned();
        let effects = self.driver.handle(event.clone());
        let after = self.driver.prompt();
        no_secret(&format!("{effects:?}"));
        if idle {
            assert_eq!(effects, [], "{event:?} had effects");
            assert_eq!(after, before, "{event:?} changed the prompt");
            return;
        }
        assert!(after.id >= before.id, "prompts are numbered upwards");
        if shut {
            assert_eq!(
                (effects.as_slice(), after.id),
                ([].as_slice(), before.id),
                "{event:?}"
            );
            return;
        }
        if let (Event::Replied { outcome, .. }, Some(call)) = (&event, ending) {
            self.learn(&call, outcome);
            self.last_ended = Some((call, outcome.clone()));
        }
        self.just_answered = matches!(event, Event::Answered { .. });
        if let Event::Answered { answer, .. } = &event {
            self.word = word_of(answer);
            self.last_answer = Some(event);
        }
        self.check_pace(&effects);
        self.check_effects(&effects);
        let ended = matches!(
            before.ask,
            Ask::Connected { .. } | Ask::Secure { .. } | Ask::Unrecorded { .. }
        );
        if after.ask.name() == "connected" && !ended {
            self.check_connected();
        }
    }

    /// Whether nothing at all may come of an event: it is stale, too early, or no answer to this question.
    fn is_idle(&self, event: &Event, before: &Prompt) -> bool {
        match event {
            Event::Answered { prompt, answer } => {
                *prompt != before.id || !is_answer_to(&before.ask, answer, before)
            }
            Event::Replied { call, .. } => self.driver.flow.awaits() != Some(*call),
            Event::Dispossessed(_)
            | Event::CallUnderWay(_)
            | Event::Late(_)
            | Event::Unrecorded(_) => false,
            // The driver answers claims itself.
            Event::Claimed(_) => true,
            Event::Woken => self
                .driver
                .flow
                .next_wakeup()
                .is_none_or(|wakeup| wakeup.due.remaining(self.driver.now).is_some()),
        }
    }

    /// Whether an event chooses what is not offered or locked: nothing happens but that the lock is told.
    fn is_shut(&self, event: &Event, before: &Prompt) -> bool {
        let Event::Answered {
            answer: Answer::Choose(choice),
            ..
        } = event
        else {
            return false;
        };
        let mut open = before
            .offers
            .iter()
            .filter(|o| o.lock.is_open(self.driver.now));
        !open.any(|offer| offer.choice == *choice)
    }

    fn check_effects(&mut self, effects: &[Effect]) {
        let mut calls = 0;
        for (at, effect) in effects.iter().enumerate() {
            if let Effect::UseCredentials(credentials) = effect {
                credentials.instance_id().clone_into(&mut self.instance);
            }
            let Effect::Call(id, call) = effect else {
                continue;
            };
            calls += 1;
            assert!(Some(*id) > self.newest_call, "{id:?} is not new");
            self.newest_call = Some(*id);
            if call.weight() == Weight::Reads {
                continue;
            }
            if !self.is_second_spelling(call) {
                assert_eq!(
                    self.word.take(),
                    word_for(call),
                    "{call:?} without a word of its own"
                );
            }
            let announced = at.checked_sub(1).and_then(|at| effects.get(at));
            let Some(Effect::Record(record)) = announced else {
                panic!("{call:?} without its record: {effects:?}");
            };
            let kind = std::mem::discriminant::<Checkpoint>;
            let due = call.announcement(1).expect("acting calls are announced");
            assert_eq!(kind(record), kind(&due));
            self.check_acting(call);
        }
        assert!(calls < 2, "{effects:?}");
        if calls == 0 {
            // What was asked for did not come about; nothing later may.
            self.word = None;
        }
    }

    /// Whether the service did not know the first spelling of a route, so that the call did nothing.
    fn is_second_spelling(&self, call: &Call) -> bool {
        let first = Call::RecoverPin(RecoveryRoute::Documented);
        let unknown = |refusal: &Refusal| refusal.cause == RefusalCause::NoSuchRoute;
        *call == Call::RecoverPin(RecoveryRoute::Collection)
            && matches!(
                &self.last_ended,
                Some((ended, Ok(Reply::Refused(refusal)))) if *ended == first && unknown(refusal)
            )
    }

    /// What repeats itself keeps its pace: `/device` is read after `/status` only, unless the person asks.
    fn check_pace(&self, effects: &[Effect]) {
        let reads_line = |effect: &Effect| matches!(effect, Effect::Call(_, Call::Device));
        if !effects.iter().any(reads_line) || self.just_answered {
            return;
        }
        let connected = matches!(
            &self.last_ended,
            Some((Call::Status, Ok(Reply::Status(s)))) if s.link == Link::Connected
        );
        assert!(connected, "{effects:?} after {:?}", self.last_ended);
    }

    fn check_acting(&mut self, call: &Call) {
        let now = self.driver.now;
        let free = matches!(
            &self.last_ended,
            Some((Call::Status, Ok(Reply::Status(s)))) if matches!(s.link, Link::NotConnected | Link::SessionLost | Link::TakenOver)
        );
        let sends_at_once = matches!(
            call,
            Call::ConfirmCode(_)
                | Call::ConfirmPin(_)
                | Call::AnswerCaptcha(_)
                | Call::Security(_)
                | Call::FinishTransfer
                | Call::PostTransfer
        );
        let limited = self
            .limits
            .iter()
            .any(|limit| limit.remaining(now).is_some());
        assert!(
            !(limited && sends_at_once),
            "{call:?} before the service wanted it"
        );
        self.check_pace_of(call, free);
    }

    fn check_pace_of(&mut self, call: &Call, free: bool) {
        let now = self.driver.now;
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
                let asked = (self.instance.clone(), number.clone());
                assert!(self.set_up.contains(&asked), "{number:?} was not set up");
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
            Call::FinishTransfer | Call::PostTransfer => {
                assert!(*call != Call::PostTransfer || self.transfer_not_found);
                if let Some(last) = self.last_transfer.replace(now) {
                    assert!(
                        now.since(last) >= Duration::from_secs(15),
                        "transfers too close"
                    );
                }
            }
            Call::ConfirmCode(_)
            | Call::ConfirmPin(_)
            | Call::AnswerCaptcha(_)
            | Call::RecoverPin(_)
            | Call::Appeal { .. }
            | Call::Status
            | Call::Device
            | Call::Instance
            | Call::Security(_)
            | Call::Instances { .. } => {}
        }
    }

    /// Connected is only what `/device` just named, or what it named and a person said to be the line.
    fn check_connected(&self) {
        let Ask::Connected { number, device, .. } = self.driver.prompt().ask else {
            panic!("not connected");
        };
        if let Some(Event::Answered { answer, .. }) = &self.last_answer
            && self.just_answered
        {
            assert_eq!(*answer, Answer::Choose(Choice::SameLine));
            let found = number.matches(device.phone.as_deref());
            assert_ne!(found, LineMatch::Different, "another line");
            return;
        }
        let Some((Call::Device, Ok(Reply::Device(device)))) = &self.last_ended else {
            panic!("connected after {:?}", self.last_ended);
        };
        let digits = device.phone.as_deref().unwrap_or_default();
        assert_eq!(
            number.matches(Some(digits)),
            LineMatch::Same,
            "{digits} is another line"
        );
    }

    fn learn_look(&mut self, number: &PhoneNumber, reply: &AvailabilityReply) {
        let now = self.driver.now;
        let moment = |wait: Option<Wait>| opening(wait, now);
        let longest = [reply.waits.sms, reply.waits.voice]
            .into_iter()
            .filter_map(|wait| moment(Some(wait)).filter(|_| wait != Wait::Now))
            .max_by_key(|at| at.boot_ms);
        if reply.waits.popup.is_some() {
            self.eligible.insert(line_of(number));
        } else {
            self.eligible.remove(&line_of(number));
        }
        for method in Method::ALL {
            let wait = reply.waits.of(method);
            let unsaid = method == Method::Popup && wait == Some(Wait::Unknown);
            let opens = if unsaid { longest } else { moment(wait) };
            self.opens.insert((line_of(number), method), opens);
        }
        self.set_up.insert((self.instance.clone(), number.clone()));
    }

    /// What an answer says about when methods open, by rules simpler than the machine's.
    fn learn(&mut self, call: &Call, outcome: &Outcome) {
        let now = self.driver.now;
        if let Ok(Reply::Refused(refusal)) = outcome
            && let RefusalCause::TooManyRequests(Some(wait)) = refusal.cause
        {
            self.limits.push(Deadline::after(now, wait));
        }
        let moment = |wait: Option<Wait>| opening(wait, now);
        match (call, outcome) {
            (Call::Availability(number), Ok(Reply::Availability(reply))) => {
                self.learn_look(number, reply);
            }
            (Call::Availability(number), Err(Failure::NotSent(_))) => {
                self.looks.remove(&line_of(number));
            }
            (Call::Availability(number), Ok(Reply::Refused(refusal)))
                if refusal.cause == RefusalCause::NotMobile =>
            {
                self.looks.remove(&line_of(number));
            }
            (Call::RequestCode(number, asked), Ok(Reply::CodeRequest(reply))) => {
                let longest = self.longest_wait(number, reply.waits);
                for method in Method::ALL {
                    let offered =
                        method != Method::Popup || self.eligible.contains(&line_of(number));
                    let wait = reply.waits.of(method);
                    let unsaid = method == Method::Popup && wait == Some(Wait::Unknown);
                    let said = if unsaid { longest } else { moment(wait) };
                    let said = said.filter(|_| offered);
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
                if let Ok(Reply::Refused(refusal)) = outcome {
                    self.heed_limit(number, refusal.cause);
                }
            }
            (Call::RequestCode(number, _), Err(_)) => self.shut(number),
            (Call::FinishTransfer, Ok(Reply::Refused(refusal)))
                if refusal.cause == RefusalCause::NoSuchRoute =>
            {
                self.transfer_not_found = true;
            }
            (_, _) => {}
        }
    }

    fn heed_limit(&mut self, number: &PhoneNumber, cause: RefusalCause) {
        let RefusalCause::TooManyRequests(wait) = cause else {
            return;
        };
        match wait {
            None => self.shut(number),
            Some(wait) => {
                let wait = wait.max(Duration::from_mins(1));
                self.postpone(number, self.driver.now.plus(wait));
            }
        }
    }

    /// Nothing opens for this line before `least`.
    fn postpone(&mut self, number: &PhoneNumber, least: Timestamp) {
        for method in Method::ALL {
            if let Some(Some(opens)) = self.opens.get_mut(&(line_of(number), method)) {
                let later = opens.boot_ms < least.boot_ms;
                *opens = if later { least } else { *opens };
            }
        }
    }

    /// The end of the longest wait that runs for this line, known before or named by an answer.
    fn longest_wait(&self, number: &PhoneNumber, waits: Waits) -> Option<Timestamp> {
        let now = self.driver.now;
        let named = [waits.sms, waits.voice]
            .into_iter()
            .filter_map(|wait| match wait {
                Wait::For(wait) => Some(now.plus(wait)),
                Wait::Now | Wait::Closed | Wait::Unknown | Wait::Unreadable => None,
            });
        let known = Method::ALL.into_iter().filter_map(|method| {
            let known = self.opens.get(&(line_of(number), method)).copied();
            known.flatten().filter(|at| at.boot_ms > now.boot_ms)
        });
        named.chain(known).max_by_key(|at| at.boot_ms)
    }

    /// Nothing opens for this line until a fresh look.
    fn shut(&mut self, number: &PhoneNumber) {
        for method in Method::ALL {
            self.opens.insert((line_of(number), method), None);
        }
    }

    fn check_state(&self) {
        let prompt = self.driver.prompt();
        no_secret(&format!("{prompt:?}{:?}", self.driver.flow));
        no_secret(&serde_json::to_string(&prompt).expect("a prompt is plain data"));
        assert!(leads_on(&self.driver), "stuck at {prompt:?}");
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
            Call::Device
            | Call::Instance
            | Call::Instances { .. }
            | Call::Security(_)
            | Call::Availability(_)
            | Call::RequestCode(..)
            | Call::ConfirmCode(_)
            | Call::ConfirmPin(_)
            | Call::AnswerCaptcha(_)
            | Call::RecoverPin(_)
            | Call::Appeal { .. }
            | Call::FinishTransfer
            | Call::PostTransfer => likely_reply(call, a, b),
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
            5 => status(Link::TakenOver),
            _ => status(Link::NotConnected),
        }
    }
}

/// When a method opens whose wait was told at `now`.
fn opening(wait: Option<Wait>, now: Timestamp) -> Option<Timestamp> {
    match wait {
        Some(Wait::Now) => Some(now),
        Some(Wait::For(wait)) => Some(now.plus(wait)),
        Some(Wait::Closed | Wait::Unknown | Wait::Unreadable) | None => None,
    }
}

/// What the service says to a call, whatever else is known.
fn likely_reply(call: &Call, a: u8, b: u8) -> Outcome {
    match call {
        Call::Status => status(match a % 4 {
            0 => Link::Connected,
            1 => Link::SessionLost,
            2 => Link::Unclear,
            _ => Link::NotConnected,
        }),
        Call::Instance => instance(),
        Call::Security(call) => likely_security(call, a),
        Call::Instances { .. } => page(Some(u32::from(a % 4))),
        Call::Device => match a % 8 {
            0 => device(None),
            1 => device(Some("5521912345678")),
            // Without its calling code, and as no number at all.
            2 => device(Some("11987654321")),
            3 => device(Some("182880134910105")),
            _ => device(Some("551187654321")),
        },
        Call::Availability(_) => likely_look(a, b),
        Call::RequestCode(..) => likely_request(a, b),
        Call::ConfirmCode(_) | Call::ConfirmPin(_) => likely_confirmation(a),
        Call::AnswerCaptcha(_) => captcha_said(match a % 6 {
            0 | 1 => CaptchaVerdict::Wrong,
            2 => CaptchaVerdict::Unclear,
            3 if b.is_multiple_of(4) => return Ok(blocked_captcha()),
            _ => CaptchaVerdict::Solved,
        }),
        Call::RecoverPin(_) => match a % 4 {
            0 => recovered(Some(false)),
            1 => recovered(None),
            2 => Ok(refused(RefusalCause::NoSuchRoute)),
            _ => recovered(Some(true)),
        },
        Call::Appeal { .. } => appeal_said(match a % 4 {
            0 => AppealVerdict::Declined,
            1 => AppealVerdict::Unbanned,
            2 => AppealVerdict::Unclear,
            _ => AppealVerdict::InReview,
        }),
        Call::FinishTransfer if a % 5 == 4 => Ok(refused(RefusalCause::NoSuchRoute)),
        Call::FinishTransfer | Call::PostTransfer => transferred(match a % 4 {
            0 | 1 => TransferVerdict::NotAccepted,
            2 => TransferVerdict::Done,
            _ => TransferVerdict::Unclear,
        }),
    }
}

/// The number got blocked at the captcha.
fn blocked_captcha() -> Reply {
    Reply::Captcha(CaptchaReply {
        verdict: CaptchaVerdict::Wrong,
        facts: ReplyFacts {
            blocked: true,
            ..ReplyFacts::default()
        },
    })
}

/// What the service says about what protects the account.
fn likely_security(call: &SecurityCall, a: u8) -> Outcome {
    match call {
        SecurityCall::ReadEmail => match a % 4 {
            0 => email_state(None, None),
            1 => email_state(Some("ana@example.com"), Some(true)),
            _ => email_state(Some("ana@example.com"), Some(false)),
        },
        SecurityCall::ReadPin => pin_state((!a.is_multiple_of(3)).then_some(a.is_multiple_of(2))),
        SecurityCall::SetEmail(_) | SecurityCall::VerifyEmail(_) | SecurityCall::SetPin(_) => {
            change(match a % 5 {
                0 => ChangeReply::Declined(None),
                1 => ChangeReply::Unclear,
                2 => ChangeReply::Done,
                _ => ChangeReply::CodeWanted,
            })
        }
    }
}

fn replied(call: CallId, outcome: Outcome) -> Event {
    Event::Replied {
        call,
        outcome,
        waits: AnswerWaits::default(),
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
        4 => Wait::Unreadable,
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
            appeal_token: (blocked == Some(Block::Appealable)).then(|| Secret::new(APPEAL_TOKEN)),
            waits,
            facts: ReplyFacts::default(),
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
            facts: ReplyFacts::default(),
        })),
        _ => Ok(Reply::CodeRequest(CodeRequestReply {
            verdict: CodeRequestVerdict::Sent(None),
            waits: Waits {
                sms: wait,
                voice: Wait::Unknown,
                popup: (b > 100).then(|| wait_of(a)),
            },
            facts: ReplyFacts::default(),
        })),
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

const CAUSES: [RefusalCause; 15] = [
    RefusalCause::Other,
    RefusalCause::TooManyRequests(None),
    RefusalCause::TooManyRequests(Some(Duration::from_secs(150))),
    RefusalCause::NotMobile,
    RefusalCause::ClientTokenMissing,
    RefusalCause::ClientTokenWrong,
    RefusalCause::PartnerTokenWrong,
    RefusalCause::AddressNotAllowed,
    RefusalCause::NoSuchInstance,
    RefusalCause::SessionConflict,
    RefusalCause::SubscriptionEnded,
    RefusalCause::NoSuchRoute,
    RefusalCause::PathUnknown,
    RefusalCause::Unauthorized,
    RefusalCause::FormRefused,
];

fn refused(cause: RefusalCause) -> Reply {
    Reply::Refused(Refusal {
        cause,
        text: None,
        status: 400,
    })
}

/// No usable answer, or a refusal.
fn failed(call: Option<&Call>, dice: u8) -> Outcome {
    let acts = call.is_some_and(|call| call.weight() == Weight::Acts);
    match dice % 3 {
        0 => Err(Failure::NotSent(Cause::Connect)),
        1 => Ok(refused(CAUSES[usize::from(dice / 3) % CAUSES.len()])),
        _ if acts => Err(Failure::OutcomeUnknown(Cause::Timeout)),
        _ => Err(Failure::NoAnswer(Cause::Broken)),
    }
}

fn any_answer(dice: u8) -> Answer {
    const CHOICES: [Choice; 32] = [
        Choice::SameLine,
        Choice::OtherLine,
        Choice::Protect,
        Choice::SetEmail,
        Choice::TypeEmailCode,
        Choice::SetPin,
        Choice::ListInstances,
        Choice::TakeInstance(0),
        Choice::TakeInstance(3),
        Choice::NextPage,
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
        Choice::TransferByPost,
        Choice::PinForgotten,
        Choice::RecoverPin,
        Choice::NotArrived,
        Choice::HaveCode,
        Choice::WriteAppeal,
        Choice::CodeArrived,
        Choice::NothingArrived,
        Choice::TypeAgain,
        Choice::PinAsked,
        Choice::PhoneAsks,
        Choice::Stay,
    ];
    match dice {
        0..=79 => Answer::Choose(CHOICES[usize::from(dice) % CHOICES.len()]),
        80..=89 => Answer::Appeal("Please.".to_owned()),
        90..=99 => Answer::Captcha("7K4".to_owned()),
        100..=129 => Answer::Code(Secret::new(CODE)),
        130..=149 => Answer::Code(Secret::new("12345")),
        150..=159 => Answer::Code(Secret::new("none")),
        160..=179 => Answer::Pin(Secret::new(PIN)),
        180..=189 => Answer::Pin(Secret::new("5647")),
        190..=214 => typed("11 8765-4321"),
        215..=229 => typed("119"),
        230..=234 => Answer::Credentials(pasted()),
        235..=237 => partner(),
        238 => set_email("ana@example.com"),
        239 => new_pin(NEW_PIN, NEW_PIN),
        240..=247 => Answer::Credentials(the_same_token_twice()),
        _ => Answer::Credentials(elsewhere()),
    }
}

/// The address of the API, pasted into the first field.
fn pasted() -> CredentialFields {
    CredentialFields {
        instance_id: format!("https://api.z-api.io/instances/AB12/token/{TOKEN}/status"),
        instance_token: None,
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    }
}

fn the_same_token_twice() -> CredentialFields {
    CredentialFields {
        client_token: Some(Secret::new(TOKEN)),
        ..fields()
    }
}

/// The account security token where the partner token belongs.
fn no_partner() -> PartnerFields {
    PartnerFields {
        partner_token: Some(Secret::new(CLIENT_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    }
}

/// Another instance.
fn elsewhere() -> CredentialFields {
    CredentialFields {
        instance_id: "ELSEWHERE".to_owned(),
        ..fields()
    }
}

/// Whether `answer` is of the kind that is asked for at present. Choices are looked at by their offers.
fn is_answer_to(ask: &Ask, answer: &Answer, prompt: &Prompt) -> bool {
    let idle = prompt.activity.is_none();
    match answer {
        Answer::Credentials(_) => matches!(ask, Ask::Credentials { .. }) && idle,
        Answer::Partner(_) => matches!(ask, Ask::Partner { .. }) && idle,
        Answer::Secure(answer) => is_answer_to_form(ask, answer) && idle,
        Answer::Number { .. } => matches!(ask, Ask::Number { .. }) && idle,
        Answer::Code(_) => matches!(ask, Ask::Code { pause: None, .. }) && idle,
        Answer::Pin(_) => matches!(ask, Ask::Pin { pause: None, .. }) && idle,
        Answer::Captcha(_) => matches!(ask, Ask::Captcha { pause: None, .. }) && idle,
        Answer::Appeal(_) => matches!(ask, Ask::Appeal { .. }) && idle,
        Answer::Choose(_) => true,
    }
}

/// Whether `answer` is the one of this form that protects the account.
fn is_answer_to_form(ask: &Ask, answer: &SecureAnswer) -> bool {
    let Ask::Secure { step, .. } = ask else {
        return false;
    };
    match answer {
        SecureAnswer::Email(_) => *step == SecureStep::Email,
        SecureAnswer::EmailCode(_) => {
            matches!(step, SecureStep::EmailCode { pause: None, .. })
        }
        SecureAnswer::NewPin { .. } => *step == SecureStep::NewPin,
    }
}

fn word_of(answer: &Answer) -> Option<Word> {
    match answer {
        Answer::Code(_) => Some(Word::Code),
        Answer::Pin(_) => Some(Word::Pin),
        Answer::Choose(Choice::UseNumber | Choice::LookAgain) => Some(Word::Look),
        Answer::Choose(Choice::Request(method)) => Some(Word::Request(*method)),
        Answer::Choose(Choice::AcceptedOnPhone) => Some(Word::Transfer),
        Answer::Choose(Choice::TransferByPost) => Some(Word::PostTransfer),
        Answer::Choose(Choice::RecoverPin) => Some(Word::Recovery),
        Answer::Captcha(_) => Some(Word::Captcha),
        Answer::Secure(SecureAnswer::Email(_)) => Some(Word::Email),
        Answer::Secure(SecureAnswer::EmailCode(_)) => Some(Word::EmailCode),
        Answer::Secure(SecureAnswer::NewPin { .. }) => Some(Word::NewPin),
        Answer::Appeal(_) => Some(Word::Appeal),
        Answer::Choose(_) | Answer::Credentials(_) | Answer::Partner(_) | Answer::Number { .. } => {
            None
        }
    }
}

fn word_for(call: &Call) -> Option<Word> {
    match call {
        Call::Status
        | Call::Device
        | Call::Instance
        | Call::Instances { .. }
        | Call::Security(SecurityCall::ReadEmail | SecurityCall::ReadPin) => None,
        Call::Security(SecurityCall::SetEmail(_)) => Some(Word::Email),
        Call::Security(SecurityCall::VerifyEmail(_)) => Some(Word::EmailCode),
        Call::Security(SecurityCall::SetPin(_)) => Some(Word::NewPin),
        Call::Availability(_) => Some(Word::Look),
        Call::RequestCode(_, method) => Some(Word::Request(*method)),
        Call::ConfirmCode(_) => Some(Word::Code),
        Call::ConfirmPin(_) => Some(Word::Pin),
        Call::AnswerCaptcha(_) => Some(Word::Captcha),
        Call::RecoverPin(_) => Some(Word::Recovery),
        Call::FinishTransfer => Some(Word::Transfer),
        Call::PostTransfer => Some(Word::PostTransfer),
        Call::Appeal { .. } => Some(Word::Appeal),
    }
}

/// The question, and what kind of it.
fn labels(prompt: &Prompt) -> Vec<String> {
    let name = prompt.ask.name();
    let first_word =
        |debug: String| -> String { debug.chars().take_while(|c| c.is_alphanumeric()).collect() };
    let mut labels = vec![name.to_owned()];
    if let Ask::Unknown { act, .. } = &prompt.ask {
        labels.push(format!("{name} {act:?}"));
    }
    if let Ask::Halted { halt, .. } = &prompt.ask {
        labels.push(first_word(format!("{halt:?}")));
    }
    let problem = prompt.problem.as_ref();
    labels.extend(problem.map(|problem| first_word(format!("{problem:?}"))));
    labels
}

/// What Enter chooses when nothing was moved.
fn default_offer(prompt: &Prompt, now: Timestamp) -> Option<Choice> {
    let mut offers = prompt.offers.iter();
    offers
        .find(|offer| offer.lock.is_open(now) && offer.acts == Consequence::Harmless)
        .map(|offer| offer.choice)
}

/// Whether something can be done or waited for.
fn leads_on(driver: &Driver) -> bool {
    let prompt = driver.prompt();
    default_offer(&prompt, driver.now).is_some()
        || (prompt.ask.takes_text() && prompt.activity.is_none())
        || driver.flow.awaits().is_some()
        || driver.flow.next_wakeup().is_some()
}

fn acts(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Call(_, call) if call.weight() == Weight::Acts))
}

/// Whatever comes of the call under way, the machine goes on.
fn every_outcome_leads_on(driver: &Driver) {
    let Some((id, call)) = driver.in_flight.clone() else {
        return;
    };
    let mut outcomes: Vec<Outcome> = CAUSES.map(refused).map(Ok).into();
    outcomes.extend((0..=255).step_by(8).map(|a| likely_reply(&call, a, a / 3)));
    outcomes.extend([
        Err(Failure::NotSent(Cause::Dns)),
        Err(Failure::NoAnswer(Cause::Timeout)),
        Err(Failure::OutcomeUnknown(Cause::Broken)),
        status(Link::Unclear),
        device(None),
        confirmed(None, &[]),
        captcha_said(CaptchaVerdict::Wrong),
        recovered(None),
        appeal_said(AppealVerdict::Unclear),
        transferred(TransferVerdict::Unclear),
    ]);
    for outcome in outcomes {
        let mut copy = driver.clone();
        copy.reply(outcome.clone());
        assert_ne!(
            copy.flow.awaits(),
            Some(id),
            "{outcome:?} of {call:?} was not heard"
        );
        assert!(leads_on(&copy), "stuck after {outcome:?} of {call:?}");
    }
}

/// Back alone, with calls that act lost on the way, leads to the first question and sends nothing that acts.
fn back_leads_out(driver: &Driver) {
    let mut copy = driver.clone();
    for _ in 0..24 {
        if matches!(copy.question(), "welcome" | "credentials" | "connected") {
            return;
        }
        let offers = copy.prompt().offers;
        let offered = |choice: &Choice| offers.iter().any(|offer| offer.choice == *choice);
        let ways = [Choice::Back, Choice::Stay, Choice::TryAgain, Choice::GoOn];
        let effects = if let Some(way) = ways.into_iter().find(offered) {
            copy.choose(way)
        } else {
            copy.reply(Err(Failure::OutcomeUnknown(Cause::Broken)))
        };
        assert!(!acts(&effects), "Back sent {effects:?}");
    }
    panic!("Back does not lead out of {:?}", driver.prompt());
}

/// Twenty Enters at once, even with every reading call answered in between, send nothing that acts.
fn twenty_enters_do_nothing_that_counts(driver: &Driver) {
    let mut copy = driver.clone();
    let under_way = copy.in_flight.is_some();
    for _ in 0..20 {
        let prompt = copy.prompt();
        let effects = if copy.in_flight.is_some() && !under_way {
            copy.reply(status(Link::NotConnected))
        } else if let Some(answer) = entered(&prompt, copy.now) {
            copy.answer(answer)
        } else {
            return;
        };
        assert!(!acts(&effects), "Enter sent {effects:?} at {prompt:?}");
    }
}

/// Whenever the process dies, what was kept leads on, tells no secret, and costs no call that acts.
fn a_resume_sends_nothing_by_itself(driver: &Driver) {
    let Some(bookmark) = driver.kept.last() else {
        return;
    };
    let written = serde_json::to_string(bookmark).expect("a bookmark is plain data");
    no_secret(&written);
    let read: Bookmark = serde_json::from_str(&written).expect("what was written can be read");
    let again = serde_json::to_string(&read).expect("a bookmark is plain data");
    assert_eq!(again, written, "something was lost on the way");
    for link in [Link::NotConnected, Link::Connected] {
        let mut resumed = Driver::resuming(read.clone(), driver.now);
        let mut effects = resumed.answer(Answer::Credentials(fields_of(&read)));
        if resumed.call().is_none() {
            // The service turned just these away: others lead on.
            assert!(matches!(
                resumed.prompt().problem,
                Some(Problem::Refused(_))
            ));
            effects = resumed.answer(Answer::Credentials(CredentialFields {
                client_token: Some(Secret::new("ANOTHER-TOKEN")),
                ..fields_of(&read)
            }));
        }
        effects.extend(resumed.reply(status(link)));
        assert!(!acts(&effects), "a resume sent {effects:?}");
        assert!(leads_on(&resumed), "stuck at {:?}", resumed.prompt());
        assert_ne!(resumed.question(), "credentials", "from {written}");
    }
}

fn knows_a_limit(written: &str) -> bool {
    let bookmark: serde_json::Value = serde_json::from_str(written).expect("JSON");
    bookmark
        .get("limited")
        .is_some_and(|limit| !limit.is_null())
}

fn fields_of(kept: &Bookmark) -> CredentialFields {
    CredentialFields {
        instance_id: kept.instance_id().to_owned(),
        ..fields()
    }
}

/// What Enter says when nothing was typed or moved.
fn entered(prompt: &Prompt, now: Timestamp) -> Option<Answer> {
    if prompt.activity.is_none() && prompt.ask.takes_text() {
        return as_it_stands(&prompt.ask);
    }
    default_offer(prompt, now).map(Answer::Choose)
}

/// Whether the credentials themselves were turned away.
fn turned_away(prompt: &Prompt) -> bool {
    let statuses = [
        RefusalCause::Unauthorized,
        RefusalCause::ClientTokenWrong,
        RefusalCause::NotMobile,
    ];
    matches!(&prompt.problem, Some(Problem::Refused(refusal)) if statuses.contains(&refusal.cause))
}

/// What the fields of a form hold before anything is typed.
fn as_it_stands(ask: &Ask) -> Option<Answer> {
    if let Ask::Credentials { instance_id, .. } = ask {
        return Some(Answer::Credentials(CredentialFields {
            instance_id: instance_id.clone(),
            ..CredentialFields::default()
        }));
    }
    if let Ask::Number { national, .. } = ask {
        return Some(typed(national));
    }
    let nothing = Secret::new("");
    match ask.name() {
        "partner" => Some(Answer::Partner(PartnerFields::default())),
        "email" => Some(set_email("")),
        "email_code" => Some(Answer::Secure(SecureAnswer::EmailCode(nothing))),
        "new_pin" => Some(new_pin("", "")),
        "code" => Some(Answer::Code(nothing)),
        "pin" => Some(Answer::Pin(nothing)),
        "captcha" => Some(Answer::Captcha(String::new())),
        _ => None,
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
        let offer = open.get(usize::from(a) % open.len().max(1));
        offer.copied().map(Answer::Choose)
    };
    let mostly = |answer: Answer| if b < 230 { Some(answer) } else { some_offer() };
    if prompt.ask.takes_text() {
        return sensible_text(prompt, b).map_or_else(some_offer, mostly);
    }
    match &prompt.ask {
        Ask::NumberGate { .. } => {
            let ready = open.contains(&Choice::UseNumber);
            ready
                .then(|| mostly(Answer::Choose(Choice::UseNumber)))
                .flatten()
        }
        Ask::RequestGate { method, .. } => mostly(Answer::Choose(Choice::Request(*method))),
        Ask::Board { .. } => {
            let picks: Vec<Choice> = open
                .iter()
                .copied()
                .filter(|choice| matches!(choice, Choice::Pick(_)))
                .collect();
            let pick = picks.get(usize::from(a) % picks.len().max(1)).copied();
            pick.map(Answer::Choose).and_then(mostly)
        }
        Ask::PinRecovery { .. } if open.contains(&Choice::RecoverPin) => {
            mostly(Answer::Choose(Choice::RecoverPin))
        }
        Ask::Halted { .. } if open.contains(&Choice::WriteAppeal) => {
            mostly(Answer::Choose(Choice::WriteAppeal))
        }
        Ask::Unrecorded { .. }
        | Ask::Welcome { .. }
        | Ask::Held { .. }
        | Ask::Credentials { .. }
        | Ask::Partner { .. }
        | Ask::Instances { .. }
        | Ask::Secure { .. }
        | Ask::Number { .. }
        | Ask::Captcha { .. }
        | Ask::Code { .. }
        | Ask::NotArrived { .. }
        | Ask::Pin { .. }
        | Ask::PinRecovery { .. }
        | Ask::Appeal { .. }
        | Ask::AlreadyConnected { .. }
        | Ask::Device { .. }
        | Ask::Verifying { .. }
        | Ask::SameLine { .. }
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::LeaveGate { .. }
        | Ask::Connected { .. } => some_offer(),
    }
}

/// What a person would type, with the mistakes that people make; `None` while a pause holds.
fn sensible_text(prompt: &Prompt, b: u8) -> Option<Answer> {
    let ask = &prompt.ask;
    let dice = b % 16;
    if matches!(
        ask,
        Ask::Captcha { pause: Some(_), .. }
            | Ask::Code { pause: Some(_), .. }
            | Ask::Pin { pause: Some(_), .. }
            | Ask::Secure {
                step: SecureStep::EmailCode { pause: Some(_), .. },
                ..
            }
    ) {
        return None;
    }
    let answer = match (ask.name(), dice) {
        ("email", 0) => set_email("ana"),
        ("email", _) => set_email("ana@example.com"),
        ("email_code", 0) => Answer::Secure(SecureAnswer::EmailCode(Secret::new(" "))),
        ("email_code", _) => email_code(),
        ("new_pin", 0 | 1) => new_pin(NEW_PIN, "111111"),
        ("new_pin", _) => new_pin(NEW_PIN, NEW_PIN),
        ("partner", 0) => Answer::Partner(PartnerFields::default()),
        ("partner", 1) => Answer::Partner(no_partner()),
        ("partner", _) => partner(),
        // What was turned away is given another token mostly, as a person would.
        ("credentials", 5..) if turned_away(prompt) => Answer::Credentials(CredentialFields {
            client_token: Some(Secret::new(format!("TOKEN-OF-ACCOUNT-{b}"))),
            ..fields()
        }),
        ("credentials", 4 | 5) => Answer::Choose(Choice::ListInstances),
        ("credentials", 0 | 1) => Answer::Credentials(elsewhere()),
        ("credentials", 2) => Answer::Credentials(pasted()),
        ("credentials", 3) => Answer::Credentials(the_same_token_twice()),
        ("credentials", _) => Answer::Credentials(fields()),
        ("number", 0 | 1) => typed("11 8765-4321"),
        ("number", 2 | 3) => typed("21 91234-5678"),
        ("number", 4) => typed("119"),
        ("number", _) => typed("11 98765-4321"),
        ("code", 0 | 1) => Answer::Code(Secret::new("12345")),
        ("code", 2) => Answer::Code(Secret::new("none")),
        ("code", _) => Answer::Code(Secret::new(CODE)),
        ("captcha", 0..=3) => Answer::Captcha(" ".to_owned()),
        ("captcha", _) => Answer::Captcha("7K4W".to_owned()),
        ("appeal", 0) => Answer::Appeal(String::new()),
        ("appeal", 1) => Answer::Appeal("x".repeat(2_001)),
        ("appeal", _) => Answer::Appeal("It is our number.".to_owned()),
        (_, 0) => Answer::Pin(Secret::new("5647")),
        (_, _) => Answer::Pin(Secret::new(PIN)),
    };
    Some(answer)
}

/// What is left of every wait that a prompt shows.
fn deadlines(prompt: &Prompt, now: Timestamp) -> Vec<Duration> {
    let locks = crate::flow_driver::locks_of(prompt);
    let offers = prompt.offers.iter().map(|offer| offer.lock);
    let mut shown: Vec<Deadline> = locks
        .into_iter()
        .chain(offers)
        .filter_map(|lock| match lock {
            Lock::Until(deadline) => Some(deadline),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        })
        .collect();
    match &prompt.ask {
        Ask::Code { pause, watch, .. } => {
            shown.extend(pause.map(|pause| pause.until));
            shown.extend(watch.as_ref().and_then(|watch| watch.next));
        }
        Ask::Captcha { pause, .. } | Ask::Pin { pause, .. } => {
            shown.extend(pause.map(|pause| pause.until));
        }
        Ask::Secure {
            step: SecureStep::EmailCode { pause, .. },
            ..
        } => shown.extend(*pause),
        Ask::Device { poll, .. } | Ask::Verifying { poll, .. } => shown.extend(poll.next),
        Ask::Unrecorded { .. }
        | Ask::Welcome { .. }
        | Ask::Held { .. }
        | Ask::Credentials { .. }
        | Ask::Partner { .. }
        | Ask::Instances { .. }
        | Ask::Secure { .. }
        | Ask::AlreadyConnected { .. }
        | Ask::Number { .. }
        | Ask::NumberGate { .. }
        | Ask::Board { .. }
        | Ask::RequestGate { .. }
        | Ask::NotArrived { .. }
        | Ask::PinRecovery { .. }
        | Ask::Appeal { .. }
        | Ask::SameLine { .. }
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::LeaveGate { .. }
        | Ask::Connected { .. } => {}
    }
    shown
        .into_iter()
        .filter_map(|deadline| deadline.remaining(now))
        .collect()
}

fn no_secret(text: &str) {
    for secret in [
        TOKEN,
        CLIENT_TOKEN,
        PARTNER_TOKEN,
        LISTED_TOKEN,
        CODE,
        PIN,
        APPEAL_TOKEN,
    ] {
        assert!(!text.contains(secret), "{secret} shows in {text}");
    }
}

/// Every lost call, stop and problem.
const KINDS: [&str; 35] = [
    "unknown RequestCode",
    "unknown ConfirmCode",
    "unknown ConfirmPin",
    "unknown Transfer",
    "Unavailable",
    "Banned",
    "Blocked",
    "InReview",
    "RequestDeclined",
    "UnknownAnswer",
    "unknown AnswerCaptcha",
    "WrongCaptcha",
    "EmptyCaptcha",
    "Appeal",
    "AppealDeclined",
    "RecoveryDeclined",
    "Unbanned",
    "WrongNumber",
    "Credentials",
    "Partner",
    "Email",
    "WrongEmailCode",
    "PinsDiffer",
    "ChangeDeclined",
    "Number",
    "Digits",
    "UnusualLength",
    "WrongCode",
    "WrongPin",
    "TransferTooEarly",
    "Refused",
    "Failed",
    "NotSentYet",
    "StatusUnclear",
    "Locked",
];

/// How many lives are played.
const CASES: u32 = 400;

#[test]
fn whatever_happens_the_promises_hold_and_every_question_is_met() {
    assert_eq!(number().matches(Some("551187654321")), LineMatch::Same);
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let visits = RefCell::new(BTreeMap::new());
    let throws = vec(any::<Throw>(), 40..160);
    let outcome = TestRunner::new_with_rng(config, rng).run(&throws, |throws| {
        let mut world = World::new();
        for throw in throws {
            world.play(throw);
            if world.visits.get("connected").is_some_and(|met| *met > 8) {
                break;
            }
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
    for name in QUESTIONS.into_iter().chain(KINDS) {
        let least = if QUESTIONS.contains(&name) { 40 } else { 5 };
        let met = visits.get(name).copied().unwrap_or(0);
        assert!(met > least, "{name} was hardly met: {visits:?}");
    }
}
