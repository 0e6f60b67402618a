//! The two-step PIN, which only the owner of the number knows.

use crate::domain::codes::Pin;
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, ConfirmationReply, Outcome, Reply};
use crate::flow::memory::{Memory, Registration};
use crate::flow::prompt::{Act, AfterPin, Ask, Awaiting, Came, Choice, Doing, Problem};
use crate::flow::steps::board::standing;
use crate::flow::steps::confirmation::{Verdict, of_pin};
use crate::flow::steps::consequence::{ReplySummary, Sent, follow};
use crate::flow::steps::device::AwaitDevice;
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::recovery::RecoveryGate;
use crate::flow::steps::second_look::SecondLook;
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, InFlight, Step, View, not_taken};
use crate::flow::turned_away::Acting;
use crate::flow::{State, Wakeup};
use std::ops::ControlFlow;

/// The PIN is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskPin {
    registration: Registration,
    problem: Option<Problem>,
    /// A PIN of unusual length that was warned about.
    warned: Option<Pin>,
    look: SecondLook,
}

/// The PIN was handed in.
#[derive(Clone, Debug)]
pub(crate) struct ConfirmingPin {
    registration: Registration,
    flight: InFlight,
}

impl AskPin {
    /// Asks for the PIN of `registration`.
    pub(crate) fn begin(registration: Registration) -> Self {
        Self::asking(registration, None)
    }

    pub(crate) fn asking(mut registration: Registration, problem: Option<Problem>) -> Self {
        let then = after_pin(&registration);
        registration.progress.live.awaiting = Awaiting::Pin { then };
        Self {
            registration,
            problem,
            warned: None,
            look: SecondLook::default(),
        }
    }

    /// Makes this look meanwhile.
    pub(crate) fn looking(mut self, look: SecondLook) -> Self {
        self.look = look;
        self
    }

    fn submit(mut self, typed: &Secret, cx: &mut Cx<'_>) -> State {
        let dossier = &self.registration.dossier;
        let tries = &mut self.registration.progress.pins;
        if tries.pause_at(cx.now).is_some() {
            return self.into();
        }
        if let Some(until) = cx.memory.shut_until(dossier, Acting::Pin, cx.now) {
            return self.ask_again(Problem::Locked(Lock::Until(until)), cx);
        }
        match Pin::parse(typed.expose()) {
            Err(error) => self.ask_again(Problem::Digits(error), cx),
            Ok(pin) => {
                if let Some(digits) = pin.unusual_length()
                    && self.warned.as_ref() != Some(&pin)
                {
                    self.warned = Some(pin);
                    return self.ask_again(Problem::UnusualPin(digits), cx);
                }
                tries.sent += 1;
                let flight = cx.call(Call::ConfirmPin(pin), tries.sent);
                ConfirmingPin {
                    registration: self.registration,
                    flight,
                }
                .into()
            }
        }
    }

    fn ask_again(mut self, problem: Problem, cx: &mut Cx<'_>) -> State {
        cx.renew_prompt();
        self.problem = Some(problem);
        self.into()
    }
}

impl Step for AskPin {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        self.look.stop_for(&answer, cx);
        match answer {
            Answer::Pin(typed) => self.submit(&typed, cx),
            Answer::Choose(Choice::Back) => LeaveGate::new(self.registration).into(),
            Answer::Choose(Choice::PinForgotten) => RecoveryGate::new(self.registration).into(),
            Answer::Choose(Choice::Pick(method)) => {
                match self.registration.another_code(method, cx.memory, cx.now) {
                    ControlFlow::Break(state) => state,
                    ControlFlow::Continue((registration, lock)) => {
                        Self::asking(registration, Some(Problem::Locked(lock))).into()
                    }
                }
            }
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Code(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        let problem = &mut self.problem;
        match self.look.replied(self.registration, outcome, problem, cx) {
            ControlFlow::Continue(registration) => {
                self.registration = registration;
                self.into()
            }
            ControlFlow::Break(state) => state,
        }
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        self.look.woken(cx);
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn awaits(&self) -> Option<CallId> {
        self.look.awaits()
    }

    fn wakeup(&self) -> Option<Wakeup> {
        self.look.wakeup()
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let choices = [Choice::PinForgotten, Choice::Back];
        View::new(ask(&self.registration, memory, now), &choices)
            .with_new_code(&self.registration, memory, now)
            .with_problem(standing(self.problem.as_ref(), now))
    }
}

impl ConfirmingPin {
    /// The PIN that a former process handed in.
    pub(crate) fn interrupted(registration: Registration, now: Timestamp) -> Self {
        let flight = InFlight::of_former_process(Doing::SendingPin, now);
        Self {
            registration,
            flight,
        }
    }

    fn judge(mut self, reply: &ConfirmationReply, cx: &mut Cx<'_>) -> State {
        let summary = ReplySummary {
            facts: &reply.facts,
            success: reply.success,
        };
        self.registration = match follow(self.registration, Sent::Pin, summary, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match of_pin(reply, after_pin(&self.registration)) {
            Verdict::Device => {
                cx.record(Checkpoint::DeviceRequired);
                AwaitDevice::begin(self.registration, cx).into()
            }
            Verdict::Done => Verifying::after_last_step(self.registration, cx).into(),
            Verdict::Wrong => {
                self.registration.progress.pins.count_wrong(cx.now);
                let text = reply.facts.text.clone();
                AskPin::asking(self.registration, Some(Problem::WrongPin(text))).into()
            }
            Verdict::Unclear => self.unknown(Some(Came::Vague), cx),
        }
    }

    fn unknown(mut self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.registration.progress.came = came;
        Clarifying::begin(self.registration, Act::ConfirmPin, cx).into()
    }
}

impl Step for ConfirmingPin {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.ended(Acting::Pin, &outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        if let Ok(Reply::Confirmation(reply)) = &outcome {
            return self.judge(reply, cx);
        }
        let came = Came::of(&outcome);
        match not_taken(outcome, &mut self.registration.progress.pins, cx) {
            Some(problem) => {
                let problem = self.registration.dossier.timed(problem, Acting::Pin, cx);
                let look = SecondLook::after(&problem, cx);
                AskPin::asking(self.registration, Some(problem))
                    .looking(look)
                    .into()
            }
            None => self.unknown(came, cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration).while_pending(Pending::ConfirmPin)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(ask(&self.registration, memory, now), &[]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn after_pin(registration: &Registration) -> AfterPin {
    match registration.progress.live.awaiting {
        Awaiting::Pin { then } => then,
        Awaiting::Captcha | Awaiting::Code | Awaiting::Device | Awaiting::Verification => {
            AfterPin::Verification
        }
    }
}

fn ask(registration: &Registration, memory: &Memory, now: Timestamp) -> Ask {
    let progress = &registration.progress;
    Ask::Pin {
        live: progress.live.clone(),
        wrong: progress.pins.wrong,
        pause: registration.under_way().pause_of(Acting::Pin, memory, now),
        recovery: progress.recovery,
    }
}
