//! A stop that only time or somebody else can lift. Nothing can be requested from here.

use crate::domain::keeper::Keeper;
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::Checkpoint;
use crate::flow::event::Answer;
use crate::flow::memory::{Dossier, Memory, Registration};
use crate::flow::prompt::{Ask, Certainty, Choice, Halt, Problem};
use crate::flow::steps::appeal::AskAppeal;
use crate::flow::steps::looking::{Looking, Origin};
use crate::flow::steps::number::AskNumber;
use crate::flow::steps::{Cx, Step, View, acting, harmless, take_up};

/// The stop is shown.
#[derive(Clone, Debug)]
pub(crate) struct Halted {
    dossier: Box<Dossier>,
    halt: Halt,
    problem: Option<Problem>,
}

impl Halted {
    /// Stops, and remembers it for this number.
    pub(crate) fn begin(mut dossier: Box<Dossier>, halt: Halt, cx: &mut Cx<'_>) -> Self {
        dossier.halt = Some(halt.clone());
        if matches!(halt, Halt::WrongNumber(_)) {
            dossier.progress = None;
        }
        cx.record(Checkpoint::Halted);
        Self::with_problem(dossier, halt, None)
    }

    /// Shows the stop again, with what went wrong at a fresh look.
    pub(crate) fn with_problem(
        dossier: Box<Dossier>,
        halt: Halt,
        problem: Option<Problem>,
    ) -> Self {
        Self {
            dossier,
            halt,
            problem,
        }
    }

    /// When a fresh look may be asked for; `None` when none is offered.
    fn look_lock(&self, memory: &Memory, now: Timestamp) -> Option<Lock> {
        let from = match self.halt.look_again() {
            Some(look_again) => Lock::Until(look_again).at(now),
            // Once the other line is disconnected, the way is free again.
            None if matches!(self.halt, Halt::WrongNumber(_)) => Lock::Open,
            // A fresh look brings a token that this account can use.
            None if self.appeal_kept_by().is_some() => Lock::Open,
            None => return None,
        };
        if from == Lock::Open {
            return Some(memory.look_lock(&self.dossier, now));
        }
        Some(from)
    }

    /// Whether a registration from before the stop can still be taken up.
    fn can_resume(&self) -> bool {
        self.dossier.progress.is_some()
    }

    /// Whether an appeal makes sense: against a ban, or again when nobody knows what became of the last.
    fn may_appeal(&self) -> bool {
        match &self.halt {
            Halt::Banned(_) => true,
            Halt::InReview { certainty, .. } => *certainty == Certainty::Lost,
            Halt::Unavailable { .. }
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. }
            | Halt::WrongNumber(_) => false,
        }
    }

    /// What an appeal can be filed with.
    fn appeal_token(&self) -> Option<&Secret> {
        let token = self.dossier.appeal_token.as_ref();
        token.filter(|_| self.may_appeal())
    }

    /// Whose account keeps what an appeal could be filed with.
    fn appeal_kept_by(&self) -> Option<&Keeper> {
        let keeper = self.dossier.appeal_kept_by.as_ref();
        keeper.filter(|_| self.may_appeal())
    }

    fn resume(mut self, cx: &mut Cx<'_>) -> State {
        match self.dossier.progress.take() {
            Some(progress) => {
                let dossier = self.dossier;
                take_up(Registration { dossier, progress }, cx)
            }
            None => self.into(),
        }
    }

    fn back(self, cx: &mut Cx<'_>) -> State {
        cx.memory.shelve(self.dossier);
        AskNumber::open(cx).into()
    }
}

impl Step for Halted {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return self.back(cx);
        }
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        if answer == Answer::Choose(Choice::Resume) && self.can_resume() {
            return self.resume(cx);
        }
        if answer == Answer::Choose(Choice::WriteAppeal)
            && let Some(token) = self.appeal_token().cloned()
        {
            return AskAppeal::begin(self.dossier, token).into();
        }
        let may_look = self.look_lock(cx.memory, cx.now) == Some(Lock::Open);
        if answer == Answer::Choose(Choice::LookAgain) && may_look {
            return Looking::begin(self.dossier, Origin::Halted, cx).into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let ask = Ask::Halted {
            number: self.dossier.number.clone(),
            halt: self.halt.clone(),
        };
        let mut view = View::new(ask, &[Choice::Back]);
        if self.can_resume() {
            view = view.with_offer(harmless(Choice::Resume));
        }
        if self.appeal_token().is_some() {
            view = view.with_offer(harmless(Choice::WriteAppeal));
        }
        if let Some(lock) = self.look_lock(memory, now) {
            view = view.with_offer(acting(Choice::LookAgain, lock));
        }
        let keeper = self.appeal_kept_by().cloned();
        let problem = self.problem.clone();
        view.with_offer(harmless(Choice::Leave))
            .with_problem(problem.or_else(|| keeper.map(Problem::AppealKeptBy)))
    }
}
