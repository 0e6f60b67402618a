//! No code has come: what to check, how long to wait, and which other way is open. Nothing is sent from here.

use crate::domain::method::Lock;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::event::Answer;
use crate::flow::memory::{Memory, Registration};
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::steps::board::{advise, standing};
use crate::flow::steps::code::AskCode;
use crate::flow::steps::looking::{Looking, Origin};
use crate::flow::steps::requesting::RequestGate;
use crate::flow::steps::{Cx, Step, View, acting, harmless, method_offers};

/// What can be done is shown.
#[derive(Clone, Debug)]
pub(crate) struct NotArrived {
    registration: Registration,
    problem: Option<Problem>,
}

impl NotArrived {
    /// Helps with the code of `registration`.
    pub(crate) fn new(registration: Registration) -> Self {
        Self {
            registration,
            problem: None,
        }
    }
}

impl Step for NotArrived {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if choice == Choice::Stay {
            return AskCode::begin(self.registration, cx).into();
        }
        let dossier = &self.registration.dossier;
        if choice == Choice::LookAgain && cx.memory.look_lock(dossier, cx.now) == Lock::Open {
            let dossier = self.registration.into_dossier();
            return Looking::begin(dossier, Origin::Board, cx).into();
        }
        if let Choice::Pick(method) = choice {
            let lock = cx.memory.method_lock(dossier, method, cx.now);
            if lock == Lock::Open {
                let dossier = self.registration.into_dossier();
                return RequestGate::new(dossier, method).into();
            }
            self.problem = Some(Problem::Locked(lock));
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let dossier = &self.registration.dossier;
        let live = &self.registration.progress.live;
        let ask = Ask::NotArrived {
            live: live.clone(),
            requests: dossier.requests_lately(now),
            advice: advise(dossier, Some(&self.registration.progress), memory, now),
        };
        let mut view = View::new(ask, &[]).with_offer(harmless(Choice::Stay));
        view.offers
            .extend(method_offers(memory.locks(dossier, now)));
        view.with_offer(acting(Choice::LookAgain, memory.look_lock(dossier, now)))
            .with_problem(standing(self.problem.as_ref(), now))
    }
}
