//! The number: typed, read by the numbering plan, and confirmed with its consequence before it is first used.

use crate::domain::method::Lock;
use crate::domain::phone::{NumberError, PhoneNumber};
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::Call;
use crate::flow::event::{Answer, CallId, Outcome, Reply};
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::{About, Ask, Choice, Problem};
use crate::flow::steps::claiming::{Claiming, Purpose};
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::looking::{Looking, Origin, settle};
use crate::flow::steps::refused::credentials_first;
use crate::flow::steps::{Cx, InFlight, Step, View, acting, harmless};

/// The form is open. What the instance is called and until when it is paid is read meanwhile; the way does not
/// wait for it.
#[derive(Clone, Debug)]
pub(crate) struct AskNumber {
    problem: Option<Problem>,
    reading: Option<InFlight>,
}

/// The consequence is shown.
#[derive(Clone, Debug)]
pub(crate) struct NumberGate {
    pub(crate) dossier: Box<Dossier>,
    pub(crate) problem: Option<Problem>,
}

impl Step for AskNumber {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        match answer {
            Answer::Number {
                calling_code,
                national,
            } => self.read(calling_code, national, cx),
            Answer::Choose(Choice::Back) => {
                self.stop(cx);
                AskCredentials { problem: None }.into()
            }
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.reading = None;
        if let Ok(Reply::Instance(instance)) = outcome {
            cx.memory.instance = Some(instance);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        let (calling_code, national) = memory.typed.clone();
        let ask = Ask::Number {
            calling_code,
            national,
            instance: match &memory.instance {
                _ if self.reading.is_some() => About::Reading,
                Some(instance) => About::Known(instance.clone()),
                None => About::Unknown,
            },
        };
        View::new(ask, &[Choice::Back]).with_problem(self.problem.clone())
    }

    fn awaits(&self) -> Option<CallId> {
        self.reading.map(|flight| flight.id)
    }
}

impl AskNumber {
    /// Asks for the number, and for the instance's name and term unless that was done.
    pub(crate) fn open(cx: &mut Cx<'_>) -> Self {
        let owed = cx.memory.owes_instance && cx.memory.limit_at(cx.now).is_none();
        let reading = owed.then(|| cx.call(Call::Instance, 0));
        if owed {
            cx.memory.owes_instance = false;
        }
        Self {
            problem: None,
            reading,
        }
    }

    /// Gives the reading up; it is owed again.
    fn stop(self, cx: &mut Cx<'_>) {
        if let Some(flight) = self.reading {
            cx.abandon(flight);
            cx.memory.owes_instance = true;
        }
    }

    fn read(mut self, calling_code: String, national: String, cx: &mut Cx<'_>) -> State {
        let parsed = PhoneNumber::parse(&calling_code, &national);
        cx.memory.typed = (calling_code, national);
        match parsed {
            Err(error) => {
                cx.renew_prompt();
                if let NumberError::ExtraPrefix(extra) = error {
                    // The number without it is offered: it stands in the form, and a person takes it from there.
                    cx.memory.typed = parts(&extra.without());
                }
                self.problem = Some(Problem::Number(error));
                self.into()
            }
            Ok(number) => {
                self.stop(cx);
                cx.memory.typed = parts(&number);
                let dossier = cx.memory.take(number);
                NumberGate {
                    dossier,
                    problem: None,
                }
                .into()
            }
        }
    }
}

/// A number as it is typed: calling code and national number.
fn parts(number: &PhoneNumber) -> (String, String) {
    (
        number.calling_code().to_string(),
        number.national().to_owned(),
    )
}

/// Goes on with a number that this onboarding alone may act on.
pub(crate) fn go_on(dossier: Box<Dossier>, cx: &mut Cx<'_>) -> State {
    if let Some(refusal) = cx.memory.refusal_for(&dossier.turned) {
        return credentials_first(dossier, None, refusal, cx);
    }
    let gate = NumberGate {
        dossier,
        problem: None,
    };
    if !gate.owes_look() {
        return settle(gate.dossier, cx);
    }
    if gate.lock(cx.memory, cx.now).is_open(cx.now) {
        return Looking::begin(gate.dossier, Origin::NumberGate, cx).into();
    }
    gate.into()
}

impl NumberGate {
    /// The question.
    pub(crate) fn ask(dossier: &Dossier, memory: &Memory) -> Ask {
        Ask::NumberGate {
            number: dossier.number.clone(),
            warnings: dossier.number.warnings(),
            leftover: memory.leftover,
            instance: memory.instance.clone(),
        }
    }

    /// Whether the service still has to be asked about this number.
    fn owes_look(&self) -> bool {
        !self.dossier.is_set_up() && self.dossier.halt.is_none()
    }

    fn lock(&self, memory: &Memory, now: Timestamp) -> Lock {
        if self.owes_look() {
            memory.look_lock(&self.dossier, now)
        } else {
            Lock::Open
        }
    }
}

impl Step for NumberGate {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.memory.shelve(self.dossier);
            return AskNumber::open(cx).into();
        }
        if answer != Answer::Choose(Choice::UseNumber)
            || !self.lock(cx.memory, cx.now).is_open(cx.now)
        {
            return self.into();
        }
        if cx.memory.has_claimed(&self.dossier) {
            return go_on(self.dossier, cx);
        }
        Claiming::begin(self.dossier, Purpose::UseNumber, cx).into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let ask = Self::ask(&self.dossier, memory);
        let go_on = if self.owes_look() {
            acting(Choice::UseNumber, self.lock(memory, now))
        } else {
            harmless(Choice::UseNumber)
        };
        View::new(ask, &[Choice::Back])
            .with_offer(go_on)
            .with_problem(self.problem.clone())
    }
}
