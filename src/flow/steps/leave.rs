//! Asks before a registration under way is left. It can be taken up again from the board.

use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::event::Answer;
use crate::flow::memory::{Memory, Registration};
use crate::flow::prompt::{Ask, Choice};
use crate::flow::steps::looking::settle;
use crate::flow::steps::{Cx, Step, View, take_up};

/// The question is asked.
#[derive(Clone, Debug)]
pub(crate) struct LeaveGate {
    registration: Registration,
}

impl LeaveGate {
    /// Asks about `registration`.
    pub(crate) fn new(registration: Registration) -> Self {
        Self { registration }
    }
}

impl Step for LeaveGate {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Stay) {
            return take_up(self.registration, cx);
        }
        if answer == Answer::Choose(Choice::Back) {
            return settle(self.registration.into_dossier(), cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        let ask = Ask::LeaveGate {
            live: self.registration.progress.live.clone(),
        };
        View::new(ask, &[Choice::Stay, Choice::Back])
    }
}
