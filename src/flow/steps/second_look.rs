//! `/status` said connected right before a call that acts: nothing was sent, and a second look decides.
//!
//! A connection that is left over from before, or that another person made, shows like the one that is waited for. So the
//! registration goes on to its final check only if `/status` had said that no number is connected since the code was
//! requested; otherwise a person is asked. That it said so is part of what is written down. When the second look shows no
//! connection, what was typed may be handed in again.

use crate::flow::event::{Answer, CallId, Cause, Failure, Link, Outcome, Reply};
use crate::flow::memory::{Dossier, Memory, Registration};
use crate::flow::polling::{Poll, SETTLE};
use crate::flow::prompt::{Awaiting, Halt, Problem};
use crate::flow::steps::captcha::AskCaptcha;
use crate::flow::steps::code::AskCode;
use crate::flow::steps::existing::Identifying;
use crate::flow::steps::pin::AskPin;
use crate::flow::steps::unknown::AskOutcome;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, take_up};
use crate::flow::{State, Wakeup};
use std::ops::ControlFlow;
use std::time::Duration;

/// The look that is owed, if one is.
#[derive(Clone, Debug, Default)]
pub(crate) struct SecondLook(Option<Box<Poll>>);

impl SecondLook {
    /// Owed after `problem`, if that is why nothing was sent.
    pub(crate) fn after(problem: &Problem, cx: &Cx<'_>) -> Self {
        Self((*problem == already_connected()).then(|| Box::new(Poll::first_after(SETTLE, cx))))
    }

    fn within(wait: Duration, cx: &Cx<'_>) -> Self {
        Self(Some(Box::new(Poll::first_after(wait, cx))))
    }

    /// Whether one is owed.
    pub(crate) fn is_owed(&self) -> bool {
        self.0.is_some()
    }

    /// Takes the look in. `true` when it shows a connection too; one that shows nothing for certain is made again.
    pub(crate) fn heard(&mut self, outcome: Outcome, cx: &Cx<'_>) -> bool {
        let Some(poll) = &mut self.0 else {
            return false;
        };
        let shows_none = says_unconnected(&outcome);
        let connected = poll.heard(outcome, cx.now);
        if shows_none {
            self.0 = None;
        }
        connected
    }

    /// Takes in what came of the look of a question that makes no other: where it leads, or the registration of the question
    /// that stays, whose `problem` goes once the look has shown no connection.
    pub(crate) fn replied(
        &mut self,
        registration: Registration,
        outcome: Outcome,
        problem: &mut Option<Problem>,
        cx: &mut Cx<'_>,
    ) -> ControlFlow<State, Registration> {
        let registration = registration.looked(&outcome, cx)?;
        if self.heard(outcome, cx) {
            return ControlFlow::Break(connected(registration, cx));
        }
        self.settle(problem);
        ControlFlow::Continue(registration)
    }

    /// Withdraws the problem that it was owed for, once it has shown no connection.
    pub(crate) fn settle(&self, problem: &mut Option<Problem>) {
        if !self.is_owed() {
            problem.take_if(|problem| *problem == already_connected());
        }
    }

    /// Looks, if it is time.
    pub(crate) fn woken(&mut self, cx: &mut Cx<'_>) {
        if let Some(poll) = &mut self.0 {
            poll.check_if_due(cx);
        }
    }

    /// Looks no more.
    pub(crate) fn stop(&mut self, cx: &mut Cx<'_>) {
        if let Some(mut poll) = self.0.take() {
            poll.stop(cx);
        }
    }

    /// Looks no more when `answer` leads away from the question.
    pub(crate) fn stop_for(&mut self, answer: &Answer, cx: &mut Cx<'_>) {
        if matches!(
            answer,
            Answer::Choose(_) | Answer::Captcha(_) | Answer::Code(_) | Answer::Pin(_)
        ) {
            self.stop(cx);
        }
    }

    /// The call that it awaits.
    pub(crate) fn awaits(&self) -> Option<CallId> {
        self.0.as_deref().and_then(Poll::awaits)
    }

    /// When it wants to be woken.
    pub(crate) fn wakeup(&self) -> Option<Wakeup> {
        self.0.as_deref().and_then(Poll::wakeup)
    }
}

/// Where a look leads that shows a connection while `registration` is under way.
pub(crate) fn connected(mut registration: Registration, cx: &mut Cx<'_>) -> State {
    if cx.memory.was_unconnected {
        registration.progress.live.unknown = None;
        return Verifying::begin(registration, cx).into();
    }
    Identifying::asking(registration, cx).into()
}

/// Looks once more, after `wait`, at the question that `registration` waits at.
pub(crate) fn again(
    registration: Registration,
    (wait, problem): (Duration, Problem),
    cx: &mut Cx<'_>,
) -> State {
    if let Some(act) = registration.progress.live.unknown {
        return AskOutcome::again(registration, act).into();
    }
    let look = SecondLook::within(wait, cx);
    match registration.progress.live.awaiting {
        Awaiting::Captcha => AskCaptcha::asking(registration, Some(problem))
            .looking(look)
            .into(),
        Awaiting::Code => AskCode::asking(registration, Some(problem), cx)
            .looking(look)
            .into(),
        Awaiting::Pin { .. } => AskPin::asking(registration, Some(problem))
            .looking(look)
            .into(),
        Awaiting::Device | Awaiting::Verification => take_up(registration, cx),
    }
}

/// Why nothing was sent.
pub(crate) fn already_connected() -> Problem {
    Problem::Failed(Failure::NotSent(Cause::AlreadyConnected))
}

/// Whether `/status` said that no number is connected.
pub(crate) fn says_unconnected(outcome: &Outcome) -> bool {
    let Ok(Reply::Status(status)) = outcome else {
        return false;
    };
    match status.link {
        Link::NotConnected | Link::SessionLost | Link::TakenOver => true,
        Link::Connected | Link::Unclear => false,
    }
}

impl Memory {
    /// Notes that `/status` said that no number is connected.
    pub(crate) fn note_link(&mut self, outcome: &Outcome) {
        self.was_unconnected |= says_unconnected(outcome);
    }

    /// Notes the same of a call that was made for a registration and left: right before it `/status` must have said so,
    /// since nothing is sent otherwise. Of a call that a former process made it is not known whether it left.
    pub(crate) fn note_departure(&mut self, outcome: &Outcome) {
        self.was_unconnected |= match outcome {
            Ok(_) => true,
            Err(Failure::OutcomeUnknown(cause)) => *cause != Cause::Interrupted,
            Err(Failure::NotSent(_) | Failure::NoAnswer(_)) => false,
        };
    }
}

impl Dossier {
    /// Whether it is in doubt that a connection of the very number is the one that was to be made: of a registration under
    /// way `/status` was not seen to say that no number is connected, or WhatsApp does not let the number in.
    pub(crate) fn doubts_connection(&self, has_registration: bool, memory: &Memory) -> bool {
        let is_stopped = matches!(
            self.halt,
            Some(Halt::Banned(_) | Halt::Blocked { .. } | Halt::InReview { .. })
        );
        is_stopped || (has_registration && !memory.was_unconnected)
    }
}
