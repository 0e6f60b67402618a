//! The final check: `/status` says connected, and `/device` names the line that was asked for.

use crate::domain::method::Lock;
use crate::domain::phone::LineMatch;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, Outcome, Reply};
use crate::flow::memory::{Memory, Registration, asked_quiet};
use crate::flow::polling::{Poll, SETTLE};
use crate::flow::prompt::{Ask, Awaiting, Choice, Halt, VERIFYING_IS_OVERDUE};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::device::AwaitDevice;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::same_line::SameLine;
use crate::flow::steps::second_look::says_unconnected;
use crate::flow::steps::{Cx, InFlight, Step, View, harmless, locked};
use crate::flow::{State, Wakeup, Why};
use std::ops::ControlFlow;

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
    /// Whether that is read after a look that came before the service had time to settle.
    is_early: bool,
    /// Whether it was woken to say that it takes long.
    is_overdue: bool,
}

impl Verifying {
    /// Begins after the service said that nothing more is wanted. One look at once is free: it ends the wait where it can
    /// show no connection from before, and otherwise the look after the service had time to settle decides.
    pub(crate) fn after_last_step(mut registration: Registration, cx: &Cx<'_>) -> Self {
        registration.progress.live.awaiting = Awaiting::Verification;
        Self {
            poll: Poll::at_once(cx),
            ..Self::begin(registration, cx)
        }
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
            is_early: false,
            is_overdue: false,
        }
    }

    /// Begins after a look that showed a connection without a readable number: the next one decides.
    pub(crate) fn after_unreadable(registration: Registration, cx: &Cx<'_>) -> Self {
        Self {
            unreadable: true,
            ..Self::begin(registration, cx)
        }
    }

    /// When `/status` can be believed.
    fn settled(&self) -> Deadline {
        Deadline::after(self.since, SETTLE)
    }

    /// Whether the look that is under way left before that.
    fn looks_early(&self) -> bool {
        let asked = self.poll.asked();
        asked.is_some_and(|asked| self.settled().remaining(asked).is_some())
    }

    /// When the question says what may be wrong.
    fn overdue(&self) -> Deadline {
        Deadline::after(self.since, VERIFYING_IS_OVERDUE)
    }

    /// The person can ask for a check once the service had time to settle.
    fn check_lock(&self, now: Timestamp) -> Lock {
        let settled = Lock::Until(self.settled()).at(now);
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
        if std::mem::take(&mut self.is_early) && found != LineMatch::Same {
            // What it shows may be from before.
            self.poll.look_at(self.settled(), cx.now);
            return self.into();
        }
        if found == LineMatch::Unreadable && !self.unreadable {
            // The next look may show it.
            self.unreadable = true;
            self.poll.line_unclear(wait, cx.now);
            return self.into();
        }
        let dossier = self.registration.into_dossier();
        match found {
            LineMatch::Same if dossier.doubts_connection(true, cx.memory) => {
                SameLine::unproven(dossier, device, cx).into()
            }
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
        self.registration = match self.registration.looked(&outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        if self.reading.is_some() {
            return self.after_device(outcome, cx);
        }
        let is_early = self.looks_early();
        let said_no = says_unconnected(&outcome);
        if self.poll.heard(outcome, cx.now) {
            if is_early && !cx.memory.was_unconnected {
                // A connection that is left over from before shows in the same way.
                self.poll.look_at(self.settled(), cx.now);
            } else {
                self.is_early = is_early;
                self.reading = Some(cx.call(Call::Device, 0));
            }
        } else if is_early && said_no {
            self.poll.look_at(self.settled(), cx.now);
        }
        self.into()
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        self.is_overdue = self.overdue().remaining(cx.now).is_none();
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
            is_overdue: self.overdue().remaining(now).is_none(),
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
        if self.awaits().is_some() {
            // What comes of the call says the rest.
            return None;
        }
        let check = self.poll.wakeup();
        let overdue = (!self.is_overdue).then(|| Wakeup {
            due: self.overdue(),
            why: Why::PollStatus,
        });
        match (check, overdue) {
            (Some(check), Some(overdue)) if check.due.later_end(overdue.due) == overdue.due => {
                Some(check)
            }
            (check, overdue) => overdue.or(check),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::credentials::CredentialFields;
    use crate::domain::method::Method;
    use crate::domain::phone::PhoneNumber;
    use crate::domain::time::BootId;
    use crate::flow::event::{AnswerWaits, Link, StatusReply};

    const NOW: Timestamp = Timestamp {
        wall_ms: 0,
        boot_ms: 0,
        boot: BootId(0),
    };

    /// What the look at once that shows a connection leads to, when one without a connection was seen before or not.
    fn after_early_connection(was_unconnected: bool) -> State {
        let Ok(number) = PhoneNumber::parse("55", "11987654321") else {
            unreachable!("it is a number");
        };
        let mut memory = Memory::new(&CredentialFields::default(), NOW);
        let dossier = memory.take(number);
        let registration = dossier.begin(Method::Sms, Method::Sms, NOW);
        memory.was_unconnected = was_unconnected;
        let mut last_call = CallId(0);
        let mut cx = Cx {
            memory: &mut memory,
            now: NOW,
            waits: AnswerWaits::default(),
            effects: Vec::new(),
            last_call: &mut last_call,
            renewed: false,
        };
        let state = Verifying::after_last_step(registration, &cx).woken(&mut cx);
        let State::Verifying(verifying) = state else {
            unreachable!("{state:?}");
        };
        assert!(verifying.awaits().is_some(), "a look at once");
        let (link, text) = (Link::Connected, None);
        verifying.replied(Ok(Reply::Status(StatusReply { link, text })), &mut cx)
    }

    #[test]
    fn a_connection_that_may_be_left_over_counts_only_after_the_pause() {
        for was_unconnected in [false, true] {
            let State::Verifying(verifying) = after_early_connection(was_unconnected) else {
                unreachable!("still verifying");
            };
            assert_eq!(verifying.reading.is_some(), was_unconnected);
            let due = verifying.wakeup().map(|wakeup| wakeup.due);
            let pause = Deadline::after(NOW, SETTLE);
            assert_eq!(due, (!was_unconnected).then_some(pause));
        }
    }
}
