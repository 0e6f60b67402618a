//! The instance is connected, and what the service shows does not say for certain whether it is the number that was asked
//! for: a person says. Nothing is called connected, and nothing is called another number, before that.

use crate::domain::method::Lock;
use crate::domain::phone::LineMatch;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Answer, DeviceReply};
use crate::flow::memory::{Dossier, Memory, Progress, Registration};
use crate::flow::polling::CHECK_SPACING;
use crate::flow::prompt::{Ask, Choice, Halt};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::existing::{AlreadyConnected, Rechecking, back};
use crate::flow::steps::halted::Halted;
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::second_look;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, Step, View, harmless, locked};
use std::time::Duration;

/// The person is asked.
#[derive(Clone, Debug)]
pub(crate) struct SameLine {
    dossier: Box<Dossier>,
    /// The registration at hand; `None` when the number was only about to be registered.
    progress: Option<Box<Progress>>,
    device: DeviceReply,
    read: Timestamp,
    /// Whether the connection may be left over from before: the instance was not seen unconnected meanwhile.
    unproven: bool,
}

impl SameLine {
    /// Asks whether `device` shows the number of `dossier`, with a registration that was set aside at hand.
    pub(crate) fn begin(mut dossier: Box<Dossier>, device: DeviceReply, cx: &Cx<'_>) -> Self {
        Self {
            progress: dossier.progress.take(),
            dossier,
            device,
            read: cx.now,
            unproven: false,
        }
    }

    /// Asks what a connection is that was there before the last step, with the registration of `dossier` at hand.
    pub(crate) fn unproven(dossier: Box<Dossier>, device: DeviceReply, cx: &Cx<'_>) -> Self {
        Self {
            unproven: true,
            ..Self::begin(dossier, device, cx)
        }
    }

    /// Whether it shows the very number that was asked for, so that no other line is in question.
    fn shows_the_number(&self) -> bool {
        let shown = self.device.phone.as_deref();
        self.dossier.number.matches(shown) == LineMatch::Same
    }

    fn check_lock(&self, now: Timestamp) -> Lock {
        Lock::Until(Deadline::after(self.read, CHECK_SPACING)).at(now)
    }

    fn check(self, cx: &mut Cx<'_>) -> State {
        let unproven = self.unproven;
        match self.registration() {
            Ok(registration) if unproven => {
                let at_once = (Duration::ZERO, second_look::already_connected());
                second_look::again(registration, at_once, cx)
            }
            Ok(registration) => Verifying::begin(registration, cx).into(),
            Err((dossier, device)) => Rechecking::begin(dossier, device, cx).into(),
        }
    }

    fn stop(self, cx: &mut Cx<'_>) -> State {
        match self.progress {
            Some(_) => Halted::begin(self.dossier, Halt::WrongNumber(self.device), cx).into(),
            None => AlreadyConnected::showing(Some(self.dossier), self.device, cx).into(),
        }
    }

    fn leave(self, cx: &mut Cx<'_>) -> State {
        match self.registration() {
            Ok(registration) => LeaveGate::new(registration).into(),
            Err((dossier, _)) => back(Some(dossier), cx),
        }
    }

    fn registration(self) -> Result<Registration, (Box<Dossier>, DeviceReply)> {
        let Self {
            dossier,
            progress,
            device,
            ..
        } = self;
        match progress {
            Some(progress) => Ok(Registration { dossier, progress }),
            None => Err((dossier, device)),
        }
    }
}

impl Step for SameLine {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if choice == Choice::SameLine {
            cx.record(Checkpoint::Connected);
            return Connected::new(self.dossier.number, self.device, cx.now).into();
        }
        if choice == Choice::OtherLine && !self.shows_the_number() {
            return self.stop(cx);
        }
        if choice == Choice::CheckNow && self.check_lock(cx.now) == Lock::Open {
            return self.check(cx);
        }
        if choice == Choice::Back {
            return self.leave(cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::At {
            dossier: &self.dossier,
            live: self.progress.as_deref(),
            pending: None,
        }
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        let ask = Ask::SameLine {
            number: self.dossier.number.clone(),
            device: self.device.clone(),
        };
        let mut view = View::new(ask, &[])
            .with_offer(locked(Choice::CheckNow, self.check_lock(now)))
            .with_offer(harmless(Choice::SameLine));
        if !self.shows_the_number() {
            view = view.with_offer(harmless(Choice::OtherLine));
        }
        view.with_offer(harmless(Choice::Back))
    }
}
