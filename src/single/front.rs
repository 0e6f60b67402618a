//! The front end of a single step: it shows nothing, and says what leads to its goal.

use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Prompt, PromptId};
use crate::runtime::front_end::{Card, DeskView, FrontEnd, Heard, SessionId};
use crate::single::goal::Goal;
use crate::single::next::{Move, Wish};
use std::convert::Infallible;
use std::time::Duration;

/// A person who wants one thing.
pub struct Single {
    wish: Wish,
    /// The question that was answered last: one that comes back as it was is not answered again.
    answered: Option<(PromptId, Option<Answer>)>,
    next: Option<(SessionId, PromptId, Step)>,
}

/// What is told the desk.
enum Step {
    Say(Answer),
    Act(Answer),
    Leave,
}

impl Single {
    /// Sets out for `goal`.
    #[must_use]
    pub fn new(goal: Goal) -> Self {
        Self {
            wish: Wish { goal, done: false },
            answered: None,
            next: None,
        }
    }

    /// Whether the one thing was done, so that the last question came of it.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.wish.done
    }

    /// What it wanted.
    #[must_use]
    pub fn goal(&self) -> &Goal {
        &self.wish.goal
    }

    fn step(&self, prompt: &Prompt, next: Move) -> Result<Step, Option<Duration>> {
        let (step, answer) = match next {
            Move::Await => return Err(None),
            Move::Wait(wait) => return Err(Some(wait)),
            Move::Stop => return Ok(Step::Leave),
            Move::Say(answer) => (Step::Say(answer.clone()), answer),
            Move::Act(answer) => (Step::Act(answer.clone()), answer),
        };
        // Whatever the flow made of it, it led nowhere.
        let again = self.answered == Some((prompt.id, choice_of(&answer)));
        Ok(if again { Step::Leave } else { step })
    }
}

/// A choice, to be known again; what is typed may be said twice to one question.
fn choice_of(answer: &Answer) -> Option<Answer> {
    matches!(answer, Answer::Choose(_)).then(|| answer.clone())
}

impl FrontEnd for Single {
    type Error = Infallible;

    fn show(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> Result<Option<Duration>, Infallible> {
        self.next = None;
        let Some(Card { session, prompt }) = desk.first() else {
            return Ok(None);
        };
        let next = self.wish.next(prompt, now);
        match self.step(prompt, next) {
            Ok(step) => {
                self.next = Some((*session, prompt.id, step));
                Ok(None)
            }
            // A check under way comes to its own end.
            Err(None) if matches!(&prompt.ask, Ask::Verifying { poll, .. } if poll.next.is_some()) =>
            {
                let until = prompt.leads_on_until(now);
                Ok(until.and_then(|until| until.remaining(now)))
            }
            Err(wait) => Ok(wait),
        }
    }

    async fn input(&mut self) -> Result<(), Infallible> {
        if self.next.is_none() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, _now: Timestamp) -> Heard {
        let Some((session, prompt, step)) = self.next.take() else {
            return Heard::Nothing;
        };
        let answer = match step {
            Step::Leave => return Heard::Leave,
            Step::Say(answer) => answer,
            Step::Act(answer) => {
                self.wish.done = true;
                answer
            }
        };
        self.answered = Some((prompt, choice_of(&answer)));
        Heard::Answered {
            session,
            prompt,
            answer,
        }
    }

    fn suspend(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
