//! The owner forgot the two-step PIN: WhatsApp mails them a link. No code comes back through the service.
//!
//! The vendor's documents spell the route in two ways. A route that is not there does nothing, so the second
//! spelling is tried once, by itself, with a record of its own, when the service says word for word that it does not
//! know the first. After any other answer it is not.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint, RecoveryRoute};
use crate::flow::event::{
    Answer, CallId, Failure, Outcome, RecoveryReply, Refusal, RefusalCause, Reply,
};
use crate::flow::memory::{Memory, Registration};
use crate::flow::prompt::{Ask, Came, Certainty, Choice, Doing, Problem, Recovery};
use crate::flow::steps::consequence::{ReplySummary, Sent, follow};
use crate::flow::steps::pin::AskPin;
use crate::flow::steps::second_look::SecondLook;
use crate::flow::steps::{Cx, InFlight, Step, View, acting, problem_of};
use crate::flow::turned_away::Acting;
use std::ops::ControlFlow;
use std::time::Duration;

/// Between two mails. Nobody documents a limit; this one gives the first mail time to arrive.
const RECOVERY_SPACING: Duration = Duration::from_mins(5);

/// The consequence is shown.
#[derive(Clone, Debug)]
pub(crate) struct RecoveryGate {
    registration: Registration,
    problem: Option<Problem>,
}

/// The mail was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Recovering {
    registration: Registration,
    route: RecoveryRoute,
    flight: InFlight,
}

impl RecoveryGate {
    /// Asks about the PIN of `registration`.
    pub(crate) fn new(registration: Registration) -> Self {
        Self {
            registration,
            problem: None,
        }
    }

    /// Asks again, after what went wrong last.
    pub(crate) fn asking(registration: Registration, problem: Option<Problem>) -> Self {
        Self {
            registration,
            problem,
        }
    }

    fn lock(&self, memory: &Memory, now: Timestamp) -> Lock {
        let progress = &self.registration.progress;
        let spacing = progress.recovery.map_or(Lock::Open, |last| {
            Lock::Until(Deadline::after(last.at, RECOVERY_SPACING))
        });
        let turned = &self.registration.dossier.turned;
        let lock = progress.recovery_shut.held(spacing, now);
        memory.held(turned.held(Acting::Recovery, lock, now), now)
    }
}

impl Step for RecoveryGate {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return AskPin::begin(self.registration).into();
        }
        let is_open = self.lock(cx.memory, cx.now) == Lock::Open;
        if answer == Answer::Choose(Choice::RecoverPin) && is_open {
            return Recovering::begin(self.registration, RecoveryRoute::Documented, cx).into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(ask(&self.registration), &[Choice::Back])
            .with_offer(acting(Choice::RecoverPin, self.lock(memory, now)))
            .with_problem(self.problem.clone())
    }
}

impl Recovering {
    /// The wish that a former process sent.
    pub(crate) fn interrupted(
        registration: Registration,
        route: RecoveryRoute,
        now: Timestamp,
    ) -> Self {
        let flight = InFlight::of_former_process(Doing::RecoveringPin, now);
        Self {
            registration,
            route,
            flight,
        }
    }

    fn begin(mut registration: Registration, route: RecoveryRoute, cx: &mut Cx<'_>) -> Self {
        registration.progress.recoveries += 1;
        let nth = registration.progress.recoveries;
        let flight = cx.call(Call::RecoverPin(route), nth);
        Self {
            registration,
            route,
            flight,
        }
    }

    fn judge(mut self, reply: RecoveryReply, cx: &mut Cx<'_>) -> State {
        let summary = ReplySummary {
            facts: &reply.facts,
            success: reply.success,
        };
        self.registration = match follow(self.registration, Sent::Recovery, summary, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match reply.success {
            Some(true) => {
                // A wait beside a yes is one until the next mail.
                self.registration
                    .progress
                    .recovery_shut
                    .name(&reply.facts, cx.now);
                self.asked(Certainty::Confirmed, None, cx)
            }
            Some(false) => self.ask_again(Problem::RecoveryDeclined(reply.facts.text)),
            None => self.unknown(Some(Came::Vague), cx),
        }
    }

    fn asked(mut self, certainty: Certainty, came: Option<Came>, cx: &Cx<'_>) -> State {
        self.registration.progress.recovery = Some(Recovery {
            at: cx.now,
            certainty,
            came,
        });
        AskPin::begin(self.registration).into()
    }

    fn unknown(self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.asked(Certainty::Lost, came, cx)
    }

    fn ask_again(self, problem: Problem) -> State {
        RecoveryGate {
            registration: self.registration,
            problem: Some(problem),
        }
        .into()
    }
}

impl Step for Recovering {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.ended(Acting::Recovery, &outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match outcome {
            Ok(Reply::Recovery(reply)) => self.judge(reply, cx),
            Ok(Reply::Refused(refusal)) => {
                let may_go_on = self
                    .registration
                    .progress
                    .recovery_shut
                    .at(cx.now)
                    .is_none();
                let is_first = self.route == RecoveryRoute::Documented;
                if is_missing(&refusal) && is_first && may_go_on {
                    return Self::begin(self.registration, RecoveryRoute::Collection, cx).into();
                }
                let problem = problem_of(Ok(Reply::Refused(refusal)), cx.now);
                let dossier = &self.registration.dossier;
                let problem = dossier.timed(problem, Acting::Recovery, cx);
                self.ask_again(problem)
            }
            Err(Failure::NotSent(_)) => {
                let problem = problem_of(outcome, cx.now);
                let look = SecondLook::after(&problem, cx);
                if look.is_owed() {
                    return AskPin::asking(self.registration, Some(problem))
                        .looking(look)
                        .into();
                }
                self.ask_again(problem)
            }
            Ok(_) | Err(Failure::OutcomeUnknown(_) | Failure::NoAnswer(_)) => {
                self.unknown(Came::of(&outcome), cx)
            }
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration).while_pending(Pending::RecoverPin(self.route))
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        View::new(ask(&self.registration), &[]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

/// Whether the service itself says that it does not know the route. A gateway's 404 or a 405 leaves open what is behind it.
fn is_missing(refusal: &Refusal) -> bool {
    refusal.cause == RefusalCause::NoSuchRoute
}

fn ask(registration: &Registration) -> Ask {
    Ask::PinRecovery {
        live: registration.progress.live.clone(),
        recovery: registration.progress.recovery,
    }
}
