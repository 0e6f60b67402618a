//! The final check: `/status` says connected, and `/device` names the line that was asked for.

use crate::domain::method::Lock;
use crate::domain::phone::LineMatch;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, Outcome, Reply};
use crate::flow::memory::{Memory, Registration, asked_quiet};
use crate::flow::polling::{Poll, SETTLE};
use crate::flow::prompt::{Ask, Awaiting, Choice, Halt};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::device::AwaitDevice;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::same_line::SameLine;
use crate::flow::steps::{Cx, InFlight, Step, View, harmless, locked};
use crate::flow::{State, Wakeup};

/// Looking whether the right line is connected.
#[derive(Clone, Debug)]
pub(crate) struct Verifying {
    registration: Registration,
    since: Timestamp,
    poll: Poll,
    /// `/device` being read, once `/status` said connected.
    reading: Option<InFlight>,
    /// Whether a look showed a connection without a readable number.
    unreadable: bool,
}

impl Verifying {
    /// Begins after the service said that nothing more is wanted.
    pub(crate) fn after_last_step(mut registration: Registration, cx: &Cx<'_>) -> Self {
        registration.progress.live.awaiting = Awaiting::Verification;
        Self::begin(registration, cx)
    }

    /// Begins when the service has had time to settle. What the registration awaits stays as it is: a
    /// connection that `/status` merely showed may be gone again, and then the code or the PIN is still wanted.
    pub(crate) fn begin(registration: Registration, cx: &Cx<'_>) -> Self {
        Self {
            registration,
            since: cx.now,
            poll: Poll::first_after(SETTLE, cx),
            reading: None,
            unreadable: false,
        }
    }

    /// Begins after a look that showed a connection without a readable number: the next one decides.
    pub(crate) fn after_unreadable(registration: Registration, cx: &Cx<'_>) -> Self {
        Self {
            unreadable: true,
            ..Self::begin(registration, cx)
        }
    }

    /// The person can ask for a check once the service had time to settle.
    fn check_lock(&self, now: Timestamp) -> Lock {
        let settled = Lock::Until(Deadline::after(self.since, SETTLE)).at(now);
        if settled == Lock::Open {
            return self.poll.check_lock(now);
        }
        settled
    }

    fn stop(&mut self, cx: &mut Cx<'_>) {
        self.poll.stop(cx);
        if let Some(flight) = self.reading.take() {
            cx.abandon(flight);
        }
    }

    fn after_device(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.reading = None;
        let wait = asked_quiet(&outcome);
        let Ok(Reply::Device(device)) = outcome else {
            self.poll.line_unclear(wait, cx.now);
            return self.into();
        };
        let number = &self.registration.dossier.number;
        let found = number.matches(device.phone.as_deref());
        if found == LineMatch::Unreadable && !self.unreadable {
            // The next look may show it.
            self.unreadable = true;
            self.poll.line_unclear(wait, cx.now);
            return self.into();
        }
        let dossier = self.registration.into_dossier();
        match found {
            LineMatch::Same => {
                cx.record(Checkpoint::Connected);
                Connected::new(dossier.number, device, cx.now).into()
            }
            LineMatch::Different => Halted::begin(dossier, Halt::WrongNumber(device), cx).into(),
            LineMatch::Unsure | LineMatch::Unreadable => {
                SameLine::begin(dossier, device, cx).into()
            }
        }
    }
}

impl Step for Verifying {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            self.stop(cx);
            return LeaveGate::new(self.registration).into();
        }
        let may_check = self.check_lock(cx.now) == Lock::Open;
        if answer == Answer::Choose(Choice::CheckNow) && self.reading.is_none() && may_check {
            self.poll.check_on_request(cx);
        }
        if answer == Answer::Choose(Choice::PhoneAsks) {
            self.stop(cx);
            return AwaitDevice::begin(self.registration, cx).into();
        }
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if self.reading.is_some() {
            return self.after_device(outcome, cx);
        }
        if self.poll.heard(outcome, cx.now) {
            self.reading = Some(cx.call(Call::Device, 0));
        }
        self.into()
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        if self.reading.is_none() {
            self.poll.check_if_due(cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        let ask = Ask::Verifying {
            number: self.registration.dossier.number.clone(),
            since: self.since,
            poll: self.poll.view(),
        };
        View::new(ask, &[])
            .with_offer(locked(Choice::CheckNow, self.check_lock(now)))
            .with_offer(harmless(Choice::PhoneAsks))
            .with_offer(harmless(Choice::Back))
            .while_doing(self.reading.map(|flight| flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        self.reading
            .map(|flight| flight.id)
            .or_else(|| self.poll.awaits())
    }

    fn wakeup(&self) -> Option<Wakeup> {
        self.poll.wakeup().filter(|_| self.reading.is_none())
    }
}
