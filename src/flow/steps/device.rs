//! The confirmation on the phone that holds the number: `/status` is polled meanwhile, and the transfer call
//! leaves only on the person's word, each call on its own word, at least fifteen seconds apart.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, Failure, Outcome, Reply, TransferReply, TransferVerdict};
use crate::flow::memory::{Memory, Registration};
use crate::flow::polling::{POLL_EVERY, Poll};
use crate::flow::prompt::{Act, Ask, Awaiting, Choice, Doing, PollView, Problem};
use crate::flow::steps::consequence::{Sent, Told, follow};
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, InFlight, Step, View, acting, harmless, locked, problem_of};
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
        memory.held(shut.held(spacing, now), now)
    }

    fn transfer(mut self, cx: &mut Cx<'_>) -> State {
        self.poll.stop(cx);
        let progress = &mut self.registration.progress;
        progress.transfers += 1;
        cx.memory.last_transfer = Some(cx.now);
        let flight = cx.call(Call::FinishTransfer, progress.transfers);
        FinishingTransfer {
            registration: self.registration,
            poll: self.poll,
            flight,
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
        let may_transfer = self.transfer_lock(cx.memory, cx.now) == Lock::Open;
        if answer == Answer::Choose(Choice::AcceptedOnPhone) && may_transfer {
            return self.transfer(cx);
        }
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if self.poll.heard(outcome, cx.now) {
            return Verifying::begin(self.registration, cx).into();
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
        View::new(ask(&self.registration, self.poll.view(), now), &[])
            .with_offer(locked(Choice::CheckNow, self.poll.check_lock(now)))
            .with_offer(acting(
                Choice::AcceptedOnPhone,
                self.transfer_lock(memory, now),
            ))
            .with_offer(harmless(Choice::Back))
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
        }
    }

    fn judge(mut self, reply: TransferReply, cx: &mut Cx<'_>) -> State {
        let facts = reply.facts;
        let told = Told {
            facts: &facts,
            success: match reply.verdict {
                TransferVerdict::Done => Some(true),
                TransferVerdict::NotAccepted => Some(false),
                TransferVerdict::Unclear => None,
            },
        };
        self.registration = match follow(self.registration, Sent::Transfer, told, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match reply.verdict {
            TransferVerdict::Done => Verifying::after_last_step(self.registration, cx).into(),
            TransferVerdict::NotAccepted => self.ask_again(Problem::TransferTooEarly(facts.text)),
            TransferVerdict::Unclear => self.unknown(cx),
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

    fn unknown(self, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        Clarifying::begin(self.registration, Act::Transfer, cx).into()
    }
}

impl Step for FinishingTransfer {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        match outcome {
            Ok(Reply::Transfer(reply)) => self.judge(reply, cx),
            Ok(Reply::Refused(_)) => self.ask_again(problem_of(outcome, cx.now)),
            Err(Failure::NotSent(_)) => {
                cx.record(Checkpoint::NothingSent);
                self.registration.progress.transfers -= 1;
                self.ask_again(problem_of(outcome, cx.now))
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
            ) => self.unknown(cx),
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
