//! The confirmation on the phone that holds the number: `/status` is polled meanwhile, and the transfer call
//! leaves only on the person's word, each call on its own word, at least fifteen seconds apart.
//!
//! Where the service says word for word that it does not know the documented call, the same call by the other verb is
//! offered; it is never made by itself.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{
    Answer, CallId, Failure, Outcome, RefusalCause, Reply, TransferReply, TransferVerdict,
};
use crate::flow::memory::{Memory, Registration};
use crate::flow::polling::{POLL_EVERY, Poll, SETTLE};
use crate::flow::prompt::{Act, Ask, Awaiting, Came, Choice, Doing, PollView, Problem};
use crate::flow::steps::consequence::{ReplySummary, Sent, follow};
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::second_look::{self, says_unconnected};
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, InFlight, Step, View, acting, harmless, locked, problem_of, refused};
use crate::flow::turned_away::Acting;
use crate::flow::{State, Wakeup};
use std::ops::ControlFlow;
use std::time::Duration;

/// Between two transfer calls.
pub(crate) const TRANSFER_SPACING: Duration = Duration::from_secs(15);

/// The panel waits.
#[derive(Clone, Debug)]
pub(crate) struct AwaitDevice {
    registration: Registration,
    poll: Poll,
    problem: Option<Problem>,
}

/// The transfer call was made.
#[derive(Clone, Debug)]
pub(crate) struct FinishingTransfer {
    registration: Registration,
    poll: Poll,
    flight: InFlight,
    /// Whether it is the call as it is documented, and not the one by the other verb.
    is_documented: bool,
}

impl AwaitDevice {
    /// Waits for the phone.
    pub(crate) fn begin(mut registration: Registration, cx: &Cx<'_>) -> Self {
        registration.progress.live.awaiting = Awaiting::Device;
        registration.progress.device_since.get_or_insert(cx.now);
        Self {
            registration,
            poll: Poll::first_after(POLL_EVERY, cx),
            problem: None,
        }
    }

    /// Waits for the phone, after what went wrong last.
    pub(crate) fn asking(
        registration: Registration,
        problem: Option<Problem>,
        cx: &Cx<'_>,
    ) -> Self {
        Self {
            problem,
            ..Self::begin(registration, cx)
        }
    }

    fn transfer_lock(&self, memory: &Memory, now: Timestamp) -> Lock {
        let spacing = memory.last_transfer.map_or(Lock::Open, |last| {
            Lock::Until(Deadline::after(last, TRANSFER_SPACING))
        });
        let shut = self.registration.progress.transfer_shut;
        let turned = &self.registration.dossier.turned;
        let lock = turned.held(Acting::Transfer, shut.held(spacing, now), now);
        memory.held(lock, now)
    }

    /// The call that `answer` is the person's word for.
    fn call_for(&self, answer: &Answer) -> Option<Call> {
        if *answer == Answer::Choose(Choice::AcceptedOnPhone) {
            return Some(Call::FinishTransfer);
        }
        let is_post = *answer == Answer::Choose(Choice::TransferByPost);
        (is_post && self.may_post()).then_some(Call::PostTransfer)
    }

    /// Whether the service said word for word that it does not know the documented call.
    fn may_post(&self) -> bool {
        self.registration.progress.transfer_not_found
    }

    fn transfer(mut self, call: Call, cx: &mut Cx<'_>) -> State {
        self.poll.stop(cx);
        let progress = &mut self.registration.progress;
        progress.transfers += 1;
        cx.memory.last_transfer = Some(cx.now);
        let is_documented = call == Call::FinishTransfer;
        let flight = cx.call(call, progress.transfers);
        FinishingTransfer {
            registration: self.registration,
            poll: self.poll,
            flight,
            is_documented,
        }
        .into()
    }
}

impl Step for AwaitDevice {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            self.poll.stop(cx);
            return LeaveGate::new(self.registration).into();
        }
        if answer == Answer::Choose(Choice::CheckNow) {
            self.poll.check_on_request(cx);
        }
        if let Some(call) = self.call_for(&answer)
            && self.transfer_lock(cx.memory, cx.now) == Lock::Open
        {
            return self.transfer(call, cx);
        }
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.looked(&outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        let shows_none = says_unconnected(&outcome);
        if self.poll.heard(outcome, cx.now) {
            return second_look::connected(self.registration, cx);
        }
        if shows_none {
            self.problem
                .take_if(|problem| *problem == second_look::already_connected());
        }
        self.into()
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        self.poll.check_if_due(cx);
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let lock = self.transfer_lock(memory, now);
        let mut view = View::new(ask(&self.registration, self.poll.view(), now), &[])
            .with_offer(locked(Choice::CheckNow, self.poll.check_lock(now)))
            .with_offer(acting(Choice::AcceptedOnPhone, lock));
        if self.may_post() {
            view = view.with_offer(acting(Choice::TransferByPost, lock));
        }
        view.with_offer(harmless(Choice::Back))
            .with_problem(self.problem.clone())
    }

    fn awaits(&self) -> Option<CallId> {
        self.poll.awaits()
    }

    fn wakeup(&self) -> Option<Wakeup> {
        self.poll.wakeup()
    }
}

impl FinishingTransfer {
    /// The transfer call that a former process made.
    pub(crate) fn interrupted(registration: Registration, cx: &Cx<'_>) -> Self {
        let flight = InFlight::of_former_process(Doing::FinishingTransfer, cx.now);
        Self {
            registration,
            poll: Poll::first_after(POLL_EVERY, cx),
            flight,
            is_documented: true,
        }
    }

    fn judge(mut self, reply: TransferReply, cx: &mut Cx<'_>) -> State {
        let facts = reply.facts;
        let summary = ReplySummary {
            facts: &facts,
            success: match reply.verdict {
                TransferVerdict::Done => Some(true),
                TransferVerdict::NotAccepted => Some(false),
                TransferVerdict::Unclear => None,
            },
        };
        self.registration = match follow(self.registration, Sent::Transfer, summary, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match reply.verdict {
            TransferVerdict::Done => Verifying::after_last_step(self.registration, cx).into(),
            TransferVerdict::NotAccepted => self.ask_again(Problem::TransferTooEarly(facts.text)),
            TransferVerdict::Unclear => self.unknown(Some(Came::Vague), cx),
        }
    }

    fn ask_again(self, problem: Problem) -> State {
        AwaitDevice {
            registration: self.registration,
            poll: self.poll,
            problem: Some(problem),
        }
        .into()
    }

    fn unknown(mut self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.registration.progress.came = came;
        Clarifying::begin(self.registration, Act::Transfer, cx).into()
    }
}

impl Step for FinishingTransfer {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.ended(Acting::Transfer, &outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        let came = Came::of(&outcome);
        match outcome {
            Ok(Reply::Transfer(reply)) => self.judge(reply, cx),
            Ok(Reply::Refused(refusal)) => {
                if self.is_documented && refusal.cause == RefusalCause::NoSuchRoute {
                    self.registration.progress.transfer_not_found = true;
                }
                let dossier = &self.registration.dossier;
                let problem = dossier.timed(refused(refusal, cx.now), Acting::Transfer, cx);
                self.ask_again(problem)
            }
            Err(Failure::NotSent(_)) => {
                let problem = problem_of(outcome, cx.now);
                if problem == second_look::already_connected() {
                    self.poll = Poll::first_after(SETTLE, cx);
                }
                self.ask_again(problem)
            }
            Err(Failure::OutcomeUnknown(_) | Failure::NoAnswer(_))
            | Ok(
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
                | Reply::Appeal(_),
            ) => self.unknown(came, cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration).while_pending(Pending::Transfer)
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        View::new(ask(&self.registration, self.poll.view(), now), &[])
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn ask(registration: &Registration, poll: PollView, now: Timestamp) -> Ask {
    let progress = &registration.progress;
    Ask::Device {
        live: progress.live.clone(),
        since: progress.device_since.unwrap_or(now),
        poll,
        transfers: progress.transfers,
    }
}
