//! One file per step: ask, send, take the outcome in. One struct per state, holding what that moment knows.
//!
//! A state is consumed by what happens to it and returns the state that follows. It cannot do anything by
//! itself: through [`Cx`] it asks for effects.

pub(crate) mod appeal;
pub(crate) mod board;
pub(crate) mod captcha;
pub(crate) mod claiming;
pub(crate) mod code;
pub(crate) mod confirmation;
pub(crate) mod connected;
pub(crate) mod consequence;
pub(crate) mod credentials;
pub(crate) mod device;
pub(crate) mod existing;
pub(crate) mod halted;
pub(crate) mod instances;
pub(crate) mod leave;
pub(crate) mod looking;
pub(crate) mod new_code;
pub(crate) mod not_arrived;
pub(crate) mod number;
pub(crate) mod partner;
pub(crate) mod pin;
pub(crate) mod recovery;
pub(crate) mod refused;
pub(crate) mod requesting;
pub(crate) mod same_line;
pub(crate) mod second_look;
pub(crate) mod secure;
pub(crate) mod unknown;
pub(crate) mod verify;
pub(crate) mod welcome;

use crate::domain::method::{Lock, Method};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint, Effect};
use crate::flow::event::{
    Answer, AnswerWaits, CallId, Cause, Claimed, Failure, Link, Outcome, Refusal, RefusalCause,
    Reply,
};
use crate::flow::memory::{LOOK_SPACING, Memory, Registration, Tries};
use crate::flow::prompt::{Activity, Ask, Awaiting, Choice, Consequence, Leftover, Offer, Problem};
use crate::flow::{State, Wakeup};

/// A state of the machine.
pub(crate) trait Step: Into<State> {
    /// The person answered the present prompt.
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State;

    /// The awaited call came to its end.
    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        drop((outcome, cx));
        self.into()
    }

    /// The claim that was made was granted, or not.
    fn claimed(self, claimed: Claimed, cx: &mut Cx<'_>) -> State {
        drop((claimed, cx));
        self.into()
    }

    /// The wake-up that the state asked for has come.
    fn woken(self, cx: &mut Cx<'_>) -> State {
        let _ = cx;
        self.into()
    }

    /// Where the onboarding stands, for whoever goes on with it after this process.
    fn mark(&self) -> Mark<'_>;

    /// What a front end shows.
    fn view(&self, memory: &Memory, now: Timestamp) -> View;

    /// The call that the state awaits.
    fn awaits(&self) -> Option<CallId> {
        None
    }

    /// When the state wants to be woken.
    fn wakeup(&self) -> Option<Wakeup> {
        None
    }
}

/// A prompt without its id.
pub(crate) struct View {
    pub(crate) ask: Ask,
    pub(crate) offers: Vec<Offer>,
    pub(crate) problem: Option<Problem>,
    pub(crate) activity: Option<Activity>,
}

impl View {
    /// Shows `ask` with these harmless offers.
    pub(crate) fn new(ask: Ask, choices: &[Choice]) -> Self {
        Self {
            ask,
            offers: choices.iter().copied().map(harmless).collect(),
            problem: None,
            activity: None,
        }
    }

    /// Adds an offer.
    pub(crate) fn with_offer(mut self, offer: Offer) -> Self {
        self.offers.push(offer);
        self
    }

    /// Says what went wrong.
    pub(crate) fn with_problem(mut self, problem: Option<Problem>) -> Self {
        self.problem = problem;
        self
    }

    /// Shows a call under way.
    pub(crate) fn while_doing(mut self, activity: Option<Activity>) -> Self {
        self.activity = activity;
        self
    }
}

/// An offer that can always be chosen and does nothing that counts.
pub(crate) fn harmless(choice: Choice) -> Offer {
    Offer {
        choice,
        lock: Lock::Open,
        acts: Consequence::Harmless,
    }
}

/// An offer that leads to a call that acts.
pub(crate) fn acting(choice: Choice, lock: Lock) -> Offer {
    Offer {
        choice,
        lock,
        acts: Consequence::Acts,
    }
}

/// An offer that is shut now and then.
pub(crate) fn locked(choice: Choice, lock: Lock) -> Offer {
    Offer {
        choice,
        lock,
        acts: Consequence::Harmless,
    }
}

/// The offers to pick a method, shut as the method is. Picking one leads to its consequence only.
pub(crate) fn method_offers(locks: Vec<(Method, Lock)>) -> impl Iterator<Item = Offer> {
    let offer = |(method, lock)| locked(Choice::Pick(method), lock);
    locks.into_iter().map(offer)
}

/// A call under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InFlight {
    pub(crate) id: CallId,
    /// What a front end shows of it.
    pub(crate) activity: Activity,
}

/// A call that acts, and the check of `/status` right before it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stage {
    Status(InFlight),
    Acting(InFlight),
}

impl Stage {
    /// The call under way.
    pub(crate) fn flight(self) -> InFlight {
        match self {
            Stage::Status(flight) | Stage::Acting(flight) => flight,
        }
    }

    /// What can be chosen meanwhile: the check can be given up, the call that acts cannot.
    pub(crate) fn ways_out(self) -> &'static [Choice] {
        match self {
            Stage::Status(_) => &[Choice::Back],
            Stage::Acting(_) => &[],
        }
    }
}

/// What a state may ask for while something happens to it.
pub(crate) struct Cx<'f> {
    pub(crate) memory: &'f mut Memory,
    pub(crate) now: Timestamp,
    /// The waits that the answer at hand names; none where there is no answer.
    pub(crate) waits: AnswerWaits,
    pub(crate) effects: Vec<Effect>,
    pub(crate) last_call: &'f mut CallId,
    pub(crate) renewed: bool,
}

impl Cx<'_> {
    /// Makes a call. One that acts is announced by its record first; `nth` counts those of its kind from 1.
    pub(crate) fn call(&mut self, call: Call, nth: u32) -> InFlight {
        self.last_call.0 += 1;
        if matches!(call, Call::RequestCode(..)) {
            self.memory.was_unconnected = false;
        }
        let flight = InFlight {
            id: *self.last_call,
            activity: Activity {
                doing: call.doing(),
                until: Deadline::after(self.now, call.time_limit()),
            },
        };
        self.effects
            .extend(call.announcement(nth).map(Effect::Record));
        self.effects.push(Effect::Call(flight.id, call));
        flight
    }

    /// Awaits a call no more. Only for calls that read.
    pub(crate) fn abandon(&mut self, flight: InFlight) {
        self.effects.push(Effect::Abandon(flight.id));
    }

    /// Remembers something.
    pub(crate) fn record(&mut self, checkpoint: Checkpoint) {
        self.effects.push(Effect::Record(checkpoint));
    }

    /// Ends the onboarding.
    pub(crate) fn close(&mut self) {
        self.effects.push(Effect::Close);
    }

    /// Asks the same question anew: answers to the former asking no longer count.
    pub(crate) fn renew_prompt(&mut self) {
        self.renewed = true;
    }
}

/// The problem in an outcome that is not the reply that was hoped for.
pub(crate) fn problem_of(outcome: Outcome, now: Timestamp) -> Problem {
    match outcome {
        Ok(Reply::Refused(refusal)) => refused(refusal, now),
        Err(failure) => not_answered(failure, now),
        Ok(
            Reply::Status(_)
            | Reply::Device(_)
            | Reply::Instance(_)
            | Reply::Instances(_)
            | Reply::Security(_)
            | Reply::Availability(_)
            | Reply::CodeRequest(_)
            | Reply::Confirmation(_)
            | Reply::Captcha(_)
            | Reply::Recovery(_)
            | Reply::Transfer(_)
            | Reply::Appeal(_),
        ) => Problem::Failed(Failure::NoAnswer(Cause::NotUnderstood(200, None))),
    }
}

/// The problem of a call without an answer. Where the `/status` right before it was refused because the service wants
/// fewer requests, there is a time to wait for.
fn not_answered(failure: Failure, now: Timestamp) -> Problem {
    if let Failure::NotSent(Cause::StatusRefused(refusal)) = &failure
        && matches!(refusal.cause, RefusalCause::TooManyRequests(_))
    {
        return refused(refusal.clone(), now);
    }
    Problem::Failed(failure)
}

/// What went wrong with something of `tries` that was handed in and certainly took no effect: the service refused
/// it, or it never left. `None` when it is not known what became of it.
pub(crate) fn not_taken(outcome: Outcome, tries: &mut Tries, cx: &Cx<'_>) -> Option<Problem> {
    match &outcome {
        Ok(Reply::Refused(refusal)) => tries.count_refused(refusal, cx.now),
        Err(Failure::NotSent(_)) => {}
        Ok(_) | Err(Failure::OutcomeUnknown(_) | Failure::NoAnswer(_)) => return None,
    }
    Some(problem_of(outcome, cx.now))
}

/// The problem of a refusal that came at `now`.
pub(crate) fn refused(refusal: Refusal, now: Timestamp) -> Problem {
    match refusal.cause {
        RefusalCause::TooManyRequests(wait) => {
            // As long as nothing is sent when no wait was named.
            let until = Deadline::after(now, wait.unwrap_or(LOOK_SPACING));
            Problem::Limited(refusal, until)
        }
        RefusalCause::ClientTokenMissing
        | RefusalCause::ClientTokenWrong
        | RefusalCause::PartnerTokenWrong
        | RefusalCause::AddressNotAllowed
        | RefusalCause::NoSuchInstance
        | RefusalCause::NotMobile
        | RefusalCause::SessionConflict
        | RefusalCause::SubscriptionEnded
        | RefusalCause::Unauthorized
        | RefusalCause::FormRefused
        | RefusalCause::NoSuchRoute
        | RefusalCause::PathUnknown
        | RefusalCause::Other => Problem::Refused(refusal),
    }
}

/// What a check of `/status` right before an acting call says about going on.
pub(crate) enum Way {
    /// No number is connected.
    Free,
    /// A number got connected meanwhile.
    Taken,
    /// It cannot be told, so nothing is sent.
    Unclear(Problem),
}

/// Reads the check of `/status` that precedes an acting call. The way is not free while a call of another holder may
/// still arrive.
pub(crate) fn way(outcome: Outcome, cx: &Cx<'_>) -> Way {
    let Ok(Reply::Status(status)) = outcome else {
        return Way::Unclear(problem_of(outcome, cx.now));
    };
    let under_way = cx.memory.under_way_at(cx.now);
    match (status.link, under_way.map(|under_way| under_way.until)) {
        (Link::Connected, _) => Way::Taken,
        (Link::Unclear, _) => Way::Unclear(Problem::StatusUnclear(status.text)),
        (Link::NotConnected | Link::SessionLost | Link::TakenOver, Some(until)) => {
            Way::Unclear(Problem::Locked(Lock::Until(until)))
        }
        (Link::NotConnected | Link::SessionLost | Link::TakenOver, None) => Way::Free,
    }
}

/// What the link of `/status` says is left of a former connection.
pub(crate) fn leftover_of(link: Link) -> Option<Leftover> {
    match link {
        Link::SessionLost => Some(Leftover::LostSession),
        Link::TakenOver => Some(Leftover::TakenOver),
        Link::Connected | Link::NotConnected | Link::Unclear => None,
    }
}

/// Takes a registration up where it waits.
pub(crate) fn take_up(registration: Registration, cx: &mut Cx<'_>) -> State {
    if let Some(act) = registration.progress.live.unknown {
        return unknown::AskOutcome::again(registration, act).into();
    }
    match registration.progress.live.awaiting {
        Awaiting::Captcha => captcha::AskCaptcha::begin(registration).into(),
        Awaiting::Code => code::AskCode::begin(registration, cx).into(),
        Awaiting::Pin { .. } => pin::AskPin::begin(registration).into(),
        Awaiting::Device => device::AwaitDevice::begin(registration, cx).into(),
        Awaiting::Verification => verify::Verifying::begin(registration, cx).into(),
    }
}
