//! The number: typed, read by the numbering plan, and confirmed with its consequence before it is first used.

use crate::domain::method::Lock;
use crate::domain::phone::PhoneNumber;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::event::Answer;
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::looking::{Looking, Origin, settle};
use crate::flow::steps::{Cx, Step, View, acting, harmless};

/// The form is open.
#[derive(Clone, Debug)]
pub(crate) struct AskNumber {
    pub(crate) problem: Option<Problem>,
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
            } => read(calling_code, national, cx),
            Answer::Choose(Choice::Back) => AskCredentials { problem: None }.into(),
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        let (calling_code, national) = memory.typed.clone();
        let ask = Ask::Number {
            calling_code,
            national,
        };
        View::new(ask, &[Choice::Back]).with_problem(self.problem.clone())
    }
}

fn read(calling_code: String, national: String, cx: &mut Cx<'_>) -> State {
    let parsed = PhoneNumber::parse(&calling_code, &national);
    cx.memory.typed = (calling_code, national);
    match parsed {
        Err(error) => {
            cx.renew_prompt();
            AskNumber {
                problem: Some(Problem::Number(error)),
            }
            .into()
        }
        Ok(number) => {
            cx.memory.typed = (
                number.calling_code().to_string(),
                number.national().to_owned(),
            );
            let dossier = cx.memory.take(number);
            NumberGate {
                dossier,
                problem: None,
            }
            .into()
        }
    }
}

impl NumberGate {
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
            return AskNumber { problem: None }.into();
        }
        if answer != Answer::Choose(Choice::UseNumber)
            || !self.lock(cx.memory, cx.now).is_open(cx.now)
        {
            return self.into();
        }
        if self.owes_look() {
            return Looking::begin(self.dossier, Origin::NumberGate, cx).into();
        }
        settle(self.dossier, cx)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let ask = Ask::NumberGate {
            number: self.dossier.number.clone(),
            warnings: self.dossier.number.warnings(),
            leftover: memory.leftover,
        };
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
