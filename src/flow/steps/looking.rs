//! A look at the availability of a number: `/status` right before it, then the one call that also sets the
//! number up at WhatsApp. Once per number and session unless the person asks again, a minute apart.

use crate::domain::method::{Wait, Waits};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::cooldown::Locks;
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{
    Answer, AvailabilityReply, Block, CallId, Failure, Outcome, RefusalCause, Reply, RetryAfter,
};
use crate::flow::memory::{Dossier, LOOK_SPACING, Memory};
use crate::flow::prompt::{Choice, Doing, Halt, Problem};
use crate::flow::steps::board::Board;
use crate::flow::steps::consequence::note_waits;
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::existing::Identifying;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::number::NumberGate;
use crate::flow::steps::refused::credentials_first;
use crate::flow::steps::second_look::already_connected;
use crate::flow::steps::{
    Cx, InFlight, Stage, Step, View, Way, harmless, leftover_of, problem_of, way,
};
use crate::flow::turned_away::{Acting, wants_credentials};

/// Where the look was asked for, and where one returns when it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The consequence of the number was accepted.
    NumberGate,
    /// Fresh waits were asked for on the board.
    Board,
    /// A fresh look was asked for at a stop.
    Halted,
}

/// The look is under way.
#[derive(Clone, Debug)]
pub(crate) struct Looking {
    dossier: Box<Dossier>,
    origin: Origin,
    stage: Stage,
}

impl Looking {
    /// Reads `/status`, then asks.
    pub(crate) fn begin(dossier: Box<Dossier>, origin: Origin, cx: &mut Cx<'_>) -> Self {
        let stage = Stage::Status(cx.call(Call::Status, 0));
        Self {
            dossier,
            origin,
            stage,
        }
    }

    /// The look that a former process made last at `dossier`.
    pub(crate) fn interrupted(dossier: Box<Dossier>, now: Timestamp) -> Self {
        let origin = if dossier.halt.is_some() {
            Origin::Halted
        } else if dossier.is_set_up() {
            Origin::Board
        } else {
            Origin::NumberGate
        };
        let flight = InFlight::of_former_process(Doing::AskingAvailability, now);
        Self {
            dossier,
            origin,
            stage: Stage::Acting(flight),
        }
    }

    fn after_status(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        let left = match &outcome {
            Ok(Reply::Status(status)) => leftover_of(status.link),
            Ok(_) | Err(_) => None,
        };
        if left.is_some() && std::mem::replace(&mut cx.memory.leftover, left).is_none() {
            // The consequence is another one than the person accepted.
            let dossier = self.dossier;
            let problem = None;
            return NumberGate { dossier, problem }.into();
        }
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_first(self.dossier, None, refusal.clone(), cx);
        }
        match way(outcome, cx) {
            Way::Free => {
                self.dossier.looked = Some(cx.now);
                let number = self.dossier.number.clone();
                self.stage = Stage::Acting(cx.call(Call::Availability(number), 0));
                self.into()
            }
            Way::Taken => Identifying::begin(Some(self.dossier), cx).into(),
            Way::Unclear(problem) => self.back_with(Some(problem)),
        }
    }

    fn after_availability(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.dossier.note_end(Acting::Look, &outcome, cx);
        let Ok(Reply::Availability(reply)) = outcome else {
            return self.failed(outcome, cx);
        };
        let dossier = &mut self.dossier;
        dossier.note_set_up();
        dossier.answered = Some(cx.now);
        dossier.locks = Locks::from_look(&reply.waits, cx.now);
        if reply.facts.retry_after == RetryAfter::Unreadable {
            dossier.locks = dossier.locks.shut(None, cx.now);
        }
        note_waits(dossier, &reply.facts, cx.now);
        dossier.reason.clone_from(&reply.facts.text);
        dossier.appeal_token.clone_from(&reply.appeal_token);
        dossier.appeal_kept_by = None;
        dossier.halt = still_in_review(dossier.halt.take(), halt_of(reply, cx.now), cx.now);
        settle(self.dossier, cx)
    }

    /// Without an availability answer.
    fn failed(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if matches!(outcome, Err(Failure::NotSent(_))) {
            cx.record(Checkpoint::NothingSent);
            self.dossier.looked = None;
            if let Some(refusal) = wants_credentials(&outcome) {
                return credentials_first(self.dossier, None, refusal.clone(), cx);
            }
        }
        if matches!(outcome, Err(Failure::OutcomeUnknown(_))) {
            cx.record(Checkpoint::OutcomeUnknown);
        }
        let problem = Some(problem_of(outcome, cx.now));
        if problem == Some(already_connected()) {
            return Identifying::begin(Some(self.dossier), cx).into();
        }
        if let Some(Problem::Refused(refusal)) = &problem
            && refusal.cause == RefusalCause::NotMobile
        {
            // WhatsApp was not asked, and only other credentials lead on.
            self.dossier.looked = None;
            cx.memory.shelve(self.dossier);
            return AskCredentials { problem }.into();
        }
        match problem {
            Some(Problem::Refused(refusal)) if refusal.wants_credentials() => {
                credentials_first(self.dossier, None, refusal, cx)
            }
            problem => {
                let timed = problem.map(|problem| self.dossier.timed(problem, Acting::Look, cx));
                self.back_with(timed)
            }
        }
    }

    /// The state that the look was asked from.
    fn back_with(self, problem: Option<Problem>) -> State {
        let dossier = self.dossier;
        match self.origin {
            Origin::NumberGate => NumberGate { dossier, problem }.into(),
            Origin::Board => Board { dossier, problem }.into(),
            Origin::Halted => match dossier.halt.clone() {
                Some(halt) => Halted::with_problem(dossier, halt, problem).into(),
                None => Board { dossier, problem }.into(),
            },
        }
    }
}

impl Step for Looking {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Stage::Status(flight) = self.stage else {
            return self.into();
        };
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(flight);
            return self.back_with(None);
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        match self.stage {
            Stage::Status(_) => self.after_status(outcome, cx),
            Stage::Acting(_) => self.after_availability(outcome, cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        match self.stage {
            Stage::Status(_) => Mark::at(&self.dossier),
            Stage::Acting(_) => Mark::at(&self.dossier).while_pending(Pending::Availability),
        }
    }

    /// The screen behind the look is the one that it was asked from.
    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let mut view = self.clone().back_with(None).view(memory, now);
        let ways_out = self.stage.ways_out().iter().copied();
        view.offers = ways_out.map(harmless).collect();
        view.while_doing(Some(self.stage.flight().activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.stage.flight().id)
    }
}

/// The state that an answered look leads to.
pub(crate) fn settle(dossier: Box<Dossier>, cx: &mut Cx<'_>) -> State {
    match dossier.halt.clone() {
        Some(halt) => Halted::begin(dossier, halt, cx).into(),
        None => Board {
            dossier,
            problem: None,
        }
        .into(),
    }
}

fn halt_of(reply: AvailabilityReply, now: Timestamp) -> Option<Halt> {
    let named = reply.facts.retry_after.wait();
    match reply.blocked {
        Some(Block::Appealable) => Some(Halt::Banned(reply.facts.text)),
        Some(Block::Plain) => Some(Halt::blocked(reply.facts.text, named, now)),
        None if reply.available => None,
        None => {
            let wait = named
                .into_iter()
                .chain(longest(&reply.waits))
                .max()
                .unwrap_or(LOOK_SPACING)
                .max(LOOK_SPACING);
            Some(Halt::Unavailable {
                reason: reply.facts.text,
                look_again: Deadline::after(now, wait),
            })
        }
    }
}

/// A ban that is reported again while an appeal is looked at changes nothing about the appeal.
fn still_in_review(before: Option<Halt>, found: Option<Halt>, now: Timestamp) -> Option<Halt> {
    match (before, found) {
        (
            Some(Halt::InReview {
                text,
                since,
                certainty,
                ..
            }),
            Some(Halt::Banned(reason)),
        ) => {
            let again = Halt::in_review(reason.or(text), certainty, now);
            Some(again.filed_at(since))
        }
        (_, found) => found,
    }
}

fn longest(waits: &Waits) -> Option<std::time::Duration> {
    [Some(waits.sms), Some(waits.voice), waits.popup]
        .into_iter()
        .flatten()
        .filter_map(|wait| match wait {
            Wait::For(wait) => Some(wait),
            Wait::Now | Wait::Closed | Wait::Unknown | Wait::Unreadable => None,
        })
        .max()
}
