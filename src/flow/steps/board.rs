//! The method board: every way a code can come, with its lock, and nothing that can be asked before its time.

use crate::domain::method::{Lock, Method};
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::event::Answer;
use crate::flow::memory::{Dossier, Memory, Registration};
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::steps::looking::{Looking, Origin};
use crate::flow::steps::number::AskNumber;
use crate::flow::steps::requesting::RequestGate;
use crate::flow::steps::{Cx, Step, View, acting, locked, take_up};

/// The board is shown.
#[derive(Clone, Debug)]
pub(crate) struct Board {
    pub(crate) dossier: Box<Dossier>,
    pub(crate) problem: Option<Problem>,
}

impl Board {
    fn lock(&self, method: Method, memory: &Memory, now: Timestamp) -> Lock {
        memory.method_lock(&self.dossier, method, now)
    }

    /// What went wrong last, unless time has mended it.
    fn standing_problem(&self, now: Timestamp) -> Option<Problem> {
        let over =
            |problem: &Problem| matches!(problem, Problem::Locked(lock) if lock.is_open(now));
        self.problem.clone().filter(|problem| !over(problem))
    }

    fn pick(mut self, method: Method, cx: &mut Cx<'_>) -> State {
        let lock = self.lock(method, cx.memory, cx.now);
        if lock == Lock::Open {
            return RequestGate {
                dossier: self.dossier,
                method,
            }
            .into();
        }
        self.problem = Some(Problem::Locked(lock));
        self.into()
    }
}

impl Step for Board {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if let Choice::Pick(method) = choice {
            return self.pick(method, cx);
        }
        if choice == Choice::Back {
            cx.memory.shelve(self.dossier);
            return AskNumber { problem: None }.into();
        }
        if choice == Choice::LookAgain && cx.memory.look_lock(&self.dossier, cx.now) == Lock::Open {
            return Looking::begin(self.dossier, Origin::Board, cx).into();
        }
        if choice == Choice::Resume
            && let Some(progress) = self.dossier.progress.take()
        {
            let registration = Registration {
                dossier: self.dossier,
                progress,
            };
            return take_up(registration, cx);
        }
        self.into()
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let dossier = &self.dossier;
        let live = dossier.progress.as_ref().map(|p| p.live.clone());
        let first: &[Choice] = if live.is_some() {
            &[Choice::Resume]
        } else {
            &[]
        };
        let ask = Ask::Board {
            number: dossier.number.clone(),
            locks: Method::ALL
                .map(|method| (method, self.lock(method, memory, now)))
                .into(),
            requests: dossier.requests,
            live,
            reason: dossier.reason.clone(),
        };
        let mut view = View::new(ask, first);
        for method in Method::ALL {
            view = view.with_offer(locked(Choice::Pick(method), self.lock(method, memory, now)));
        }
        view.with_offer(acting(Choice::LookAgain, memory.look_lock(dossier, now)))
            .with_offer(crate::flow::steps::harmless(Choice::Back))
            .with_problem(self.standing_problem(now))
    }
}
