//! What former processes left unfinished is offered first: one of them, or a new onboarding.

use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::{Kept, Mark};
use crate::flow::event::Answer;
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice};
use crate::flow::steps::credentials::{AskCredentials, check_held};
use crate::flow::steps::{Cx, Step, View};

/// The offer is made.
#[derive(Clone, Debug)]
pub(crate) struct Welcome {
    pub(crate) kept: Vec<Kept>,
}

impl Welcome {
    fn take_up(mut self, place: u16, cx: &mut Cx<'_>) -> State {
        let place = usize::from(place);
        if place >= self.kept.len() {
            return self.into();
        }
        cx.memory.resume(self.kept.swap_remove(place).bookmark);
        if cx.memory.fields.are_complete() {
            return check_held(cx);
        }
        AskCredentials { problem: None }.into()
    }
}

impl Step for Welcome {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if let Answer::Choose(Choice::TakeUp(place)) = answer {
            return self.take_up(place, cx);
        }
        if answer == Answer::Choose(Choice::StartNew) {
            return AskCredentials { problem: None }.into();
        }
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        let sessions: Vec<_> = self.kept.iter().map(|kept| kept.row(now)).collect();
        let places = (0..)
            .zip(&self.kept)
            .map(|(place, _)| Choice::TakeUp(place));
        let choices: Vec<Choice> = places.chain([Choice::StartNew, Choice::Leave]).collect();
        View::new(Ask::Welcome { sessions }, &choices)
    }
}
