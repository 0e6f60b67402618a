//! A call that acts left and was not answered: `/status` is read, then the person says what they see. Nothing
//! is sent again unasked.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::Call;
use crate::flow::event::{Answer, CallId, Outcome};
use crate::flow::memory::{Memory, Registration, asked_quiet};
use crate::flow::polling::{CHECK_SPACING, finding_of, words_of};
use crate::flow::prompt::{Act, AfterPin, Ask, Awaiting, Checked, Choice};
use crate::flow::steps::captcha::AskCaptcha;
use crate::flow::steps::code::AskCode;
use crate::flow::steps::device::AwaitDevice;
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::looking::settle;
use crate::flow::steps::pin::AskPin;
use crate::flow::steps::second_look;
use crate::flow::steps::{Cx, InFlight, Step, View, harmless, locked};
use std::ops::ControlFlow;

/// `/status` is being read.
#[derive(Clone, Debug)]
pub(crate) struct Clarifying {
    registration: Registration,
    act: Act,
    flight: InFlight,
}

/// The person is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskOutcome {
    registration: Registration,
    act: Act,
    check: Option<Checked>,
    /// When the next check may be asked for.
    next: Option<Deadline>,
}

impl Clarifying {
    /// Reads `/status` first.
    pub(crate) fn begin(mut registration: Registration, act: Act, cx: &mut Cx<'_>) -> Self {
        registration.progress.live.unknown = Some(act);
        let flight = cx.call(Call::Status, 0);
        Self {
            registration,
            act,
            flight,
        }
    }
}

impl Step for Clarifying {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return AskOutcome::again(self.registration, self.act).into();
        }
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.looked(&outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        let wait = asked_quiet(&outcome).unwrap_or(CHECK_SPACING);
        let text = words_of(&outcome);
        match finding_of(outcome) {
            None => second_look::connected(self.registration, cx),
            Some(finding) => AskOutcome {
                registration: self.registration,
                act: self.act,
                check: Some(Checked {
                    at: cx.now,
                    finding,
                    text,
                }),
                next: Some(Deadline::after(cx.now, wait)),
            }
            .into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        View::new(ask(&self.registration, self.act, None), &[Choice::Back])
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

impl AskOutcome {
    /// Asks again what was asked before.
    pub(crate) fn again(registration: Registration, act: Act) -> Self {
        Self {
            registration,
            act,
            check: None,
            next: None,
        }
    }

    fn check_lock(&self, now: Timestamp) -> Lock {
        let next = self.next;
        next.map_or(Lock::Open, |next| Lock::Until(next).at(now))
    }

    /// What the person can say, beside asking for another check.
    fn sights(&self) -> &'static [Choice] {
        match self.act {
            Act::RequestCode => &[Choice::CodeArrived, Choice::NothingArrived],
            Act::AnswerCaptcha => &[
                Choice::CodeArrived,
                Choice::TypeAgain,
                Choice::NothingArrived,
            ],
            Act::ConfirmCode => &[Choice::TypeAgain, Choice::PinAsked, Choice::PhoneAsks],
            Act::ConfirmPin => &[Choice::TypeAgain, Choice::PhoneAsks],
            Act::Transfer => &[Choice::PhoneAsks],
        }
    }

    fn follow(mut self, choice: Choice, cx: &mut Cx<'_>) -> State {
        if choice == Choice::NothingArrived {
            // It may come yet: the board keeps the registration, in doubt as it is.
            return settle(self.registration.into_dossier(), cx);
        }
        self.registration.progress.live.unknown = None;
        if choice == Choice::PhoneAsks {
            return AwaitDevice::begin(self.registration, cx).into();
        }
        if choice == Choice::PinAsked {
            let then = AfterPin::Verification;
            self.registration.progress.live.awaiting = Awaiting::Pin { then };
            return AskPin::begin(self.registration).into();
        }
        if self.act == Act::ConfirmPin {
            return AskPin::begin(self.registration).into();
        }
        if self.act == Act::AnswerCaptcha && choice == Choice::TypeAgain {
            return AskCaptcha::begin(self.registration).into();
        }
        AskCode::begin(self.registration, cx).into()
    }
}

impl Step for AskOutcome {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if choice == Choice::Back {
            return LeaveGate::new(self.registration).into();
        }
        if choice == Choice::CheckNow && self.check_lock(cx.now).is_open(cx.now) {
            return Clarifying::begin(self.registration, self.act, cx).into();
        }
        if self.sights().contains(&choice) {
            return self.follow(choice, cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        let ask = ask(&self.registration, self.act, self.check.clone());
        let mut view =
            View::new(ask, &[]).with_offer(locked(Choice::CheckNow, self.check_lock(now)));
        view.offers
            .extend(self.sights().iter().copied().map(harmless));
        view.with_offer(harmless(Choice::Back))
    }
}

fn ask(registration: &Registration, act: Act, check: Option<Checked>) -> Ask {
    Ask::Unknown {
        number: registration.dossier.number.clone(),
        act,
        came: registration.progress.came,
        check,
    }
}
