//! The instance is connected although nobody here connected it: shown, never overwritten.

use crate::domain::method::Lock;
use crate::domain::phone::{LineMatch, PhoneNumber};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, DeviceReply, Outcome, Reply};
use crate::flow::memory::{Dossier, Memory, Registration};
use crate::flow::polling::{CHECK_SPACING, POLL_EVERY};
use crate::flow::prompt::{Ask, Choice, Halt, Problem};
use crate::flow::steps::claiming::{Claiming, Purpose};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::number::{AskNumber, NumberGate};
use crate::flow::steps::refused::credentials_for;
use crate::flow::steps::same_line::SameLine;
use crate::flow::steps::second_look;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, InFlight, Step, View, Way, harmless, locked, problem_of, way};
use crate::flow::turned_away::wants_credentials;

/// `/device` is being read to learn which line is connected.
#[derive(Clone, Debug)]
pub(crate) struct Identifying {
    dossier: Option<Box<Dossier>>,
    /// Whether a person says what the connection is, even if it shows the number that was asked for.
    asks: bool,
    flight: InFlight,
}

/// `/status` is being read again.
#[derive(Clone, Debug)]
pub(crate) struct Rechecking {
    dossier: Option<Box<Dossier>>,
    device: DeviceReply,
    flight: InFlight,
}

/// The line is shown.
#[derive(Clone, Debug)]
pub(crate) struct AlreadyConnected {
    dossier: Option<Box<Dossier>>,
    device: DeviceReply,
    problem: Option<Problem>,
    read: Timestamp,
}

impl Identifying {
    /// Reads which line is connected; `dossier` is the number that was about to be registered, if there was
    /// one already.
    pub(crate) fn begin(dossier: Option<Box<Dossier>>, cx: &mut Cx<'_>) -> Self {
        let flight = cx.call(Call::Device, 0);
        Self {
            dossier,
            asks: false,
            flight,
        }
    }

    /// Reads which line is connected while `registration` is under way, to ask a person what that connection is.
    pub(crate) fn asking(registration: Registration, cx: &mut Cx<'_>) -> Self {
        Self {
            asks: true,
            ..Self::begin(Some(registration.into_dossier()), cx)
        }
    }

    /// Asks the person, unless another number is connected.
    fn ask(mut dossier: Box<Dossier>, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        match (outcome, dossier.progress.take()) {
            (Ok(Reply::Device(device)), progress) => {
                dossier.progress = progress;
                match dossier.number.matches(device.phone.as_deref()) {
                    LineMatch::Different => compared(dossier, device, cx),
                    LineMatch::Same | LineMatch::Unsure | LineMatch::Unreadable => {
                        SameLine::unproven(dossier, device, cx).into()
                    }
                }
            }
            (outcome, Some(progress)) => {
                let registration = Registration { dossier, progress };
                let why = (POLL_EVERY, problem_of(outcome, cx.now));
                second_look::again(registration, why, cx)
            }
            (_, None) => back(Some(dossier), cx),
        }
    }
}

impl Step for Identifying {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return back(self.dossier, cx);
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_for(self.dossier, refusal, cx);
        }
        if self.asks
            && let Some(dossier) = self.dossier
        {
            return Self::ask(dossier, outcome, cx);
        }
        let Ok(Reply::Device(device)) = outcome else {
            return AlreadyConnected {
                dossier: self.dossier,
                device: DeviceReply::default(),
                problem: Some(problem_of(outcome, cx.now)),
                read: cx.now,
            }
            .into();
        };
        let Some(dossier) = self.dossier else {
            return AlreadyConnected::showing(None, device, cx).into();
        };
        compared(dossier, device, cx)
    }

    fn mark(&self) -> Mark<'_> {
        self.dossier.as_deref().map_or(Mark::Nothing, Mark::at)
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        let device = DeviceReply::default();
        let ask = match self.dossier.as_ref().filter(|_| self.asks) {
            Some(dossier) => Ask::SameLine {
                number: dossier.number.clone(),
                device,
            },
            None => Ask::AlreadyConnected { device },
        };
        View::new(ask, &[Choice::Back]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

/// Where it leads that `device` is connected, for a number that was about to be registered or is being registered.
fn compared(mut dossier: Box<Dossier>, device: DeviceReply, cx: &mut Cx<'_>) -> State {
    match (
        dossier.number.matches(device.phone.as_deref()),
        dossier.progress.take(),
    ) {
        (LineMatch::Same, progress) if dossier.doubts_connection(progress.is_some(), cx.memory) => {
            dossier.progress = progress;
            SameLine::unproven(dossier, device, cx).into()
        }
        (LineMatch::Same, _) => {
            cx.record(Checkpoint::Connected);
            Connected::new(dossier.number, device, cx.now).into()
        }
        (LineMatch::Different, Some(_)) => {
            Halted::begin(dossier, Halt::WrongNumber(device), cx).into()
        }
        (LineMatch::Different, None) => AlreadyConnected::showing(Some(dossier), device, cx).into(),
        // It may be readable at the next look.
        (LineMatch::Unreadable, Some(progress)) => {
            Verifying::after_unreadable(Registration { dossier, progress }, cx).into()
        }
        (LineMatch::Unsure | LineMatch::Unreadable, progress) => {
            dossier.progress = progress;
            SameLine::begin(dossier, device, cx).into()
        }
    }
}

impl AlreadyConnected {
    /// Shows the line that is connected; `dossier` is the number that was about to be registered, if there was one.
    pub(crate) fn showing(dossier: Option<Box<Dossier>>, device: DeviceReply, cx: &Cx<'_>) -> Self {
        Self {
            dossier,
            device,
            problem: None,
            read: cx.now,
        }
    }

    /// The line itself again, when somebody else has it.
    pub(crate) fn of(device: DeviceReply, cx: &Cx<'_>) -> Self {
        Self::showing(None, device, cx)
    }

    fn read_lock(&self, now: Timestamp) -> Lock {
        Lock::Until(Deadline::after(self.read, CHECK_SPACING)).at(now)
    }

    /// The number that is connected, when no other was asked for and it can be read: then its account can be
    /// protected.
    fn line(&self) -> Option<PhoneNumber> {
        let digits = self
            .device
            .phone
            .as_ref()
            .filter(|_| self.dossier.is_none())?;
        PhoneNumber::of_shown(digits)
    }
}

impl Step for AlreadyConnected {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return back(self.dossier, cx);
        }
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        if answer == Answer::Choose(Choice::Protect)
            && let Some(number) = self.line()
        {
            let dossier = cx.memory.take(number);
            let device = Box::new(self.device);
            return Claiming::begin(dossier, Purpose::Protect { device }, cx).into();
        }
        if answer == Answer::Choose(Choice::CheckNow) && self.read_lock(cx.now).is_open(cx.now) {
            let flight = cx.call(Call::Status, 0);
            return Rechecking {
                dossier: self.dossier,
                device: self.device,
                flight,
            }
            .into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        self.dossier.as_deref().map_or(Mark::Nothing, Mark::at)
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        let device = self.device.clone();
        let mut view = View::new(Ask::AlreadyConnected { device }, &[Choice::Back])
            .with_offer(locked(Choice::CheckNow, self.read_lock(now)))
            .with_problem(self.problem.clone());
        if self.line().is_some() {
            view = view.with_offer(harmless(Choice::Protect));
        }
        view.with_offer(harmless(Choice::Leave))
    }
}

impl Rechecking {
    /// Reads `/status` again while `device` is shown.
    pub(crate) fn begin(dossier: Box<Dossier>, device: DeviceReply, cx: &mut Cx<'_>) -> Self {
        Self {
            dossier: Some(dossier),
            device,
            flight: cx.call(Call::Status, 0),
        }
    }
}

impl Step for Rechecking {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return back(self.dossier, cx);
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_for(self.dossier, refusal, cx);
        }
        match way(outcome, cx) {
            Way::Taken => Identifying::begin(self.dossier, cx).into(),
            Way::Free => match self.dossier {
                Some(mut dossier) => {
                    dossier.lift_wrong_number();
                    NumberGate {
                        dossier,
                        problem: None,
                    }
                    .into()
                }
                None => AskNumber::open(cx).into(),
            },
            Way::Unclear(problem) => AlreadyConnected {
                dossier: self.dossier,
                device: self.device,
                problem: Some(problem),
                read: cx.now,
            }
            .into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        self.dossier.as_deref().map_or(Mark::Nothing, Mark::at)
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        let device = self.device.clone();
        View::new(Ask::AlreadyConnected { device }, &[Choice::Back])
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

/// Back to the number, or to the credentials where there is none.
pub(crate) fn back(dossier: Option<Box<Dossier>>, cx: &mut Cx<'_>) -> State {
    match dossier {
        Some(dossier) => {
            cx.memory.shelve(dossier);
            AskNumber::open(cx).into()
        }
        None => AskCredentials { problem: None }.into(),
    }
}
