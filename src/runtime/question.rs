//! One question that belongs to no onboarding, asked on a front end until it is answered.

use crate::domain::time::Deadline;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Offer, Problem, Prompt, PromptId};
use crate::runtime::clock::Clock;
use crate::runtime::desk::{DeskError, Ending};
use crate::runtime::front_end::{Card, DeskView, FrontEnd, Heard, SessionId};
use crate::runtime::signals::{EndSignal, Request, Signals, stop_until_continued};

/// What becomes of an answer.
pub enum Taken<T> {
    /// It is one.
    Answered(T),
    /// It is none: the question is asked anew, with what is wrong.
    Again(Ask, Problem),
}

/// How asking ended.
pub enum Asked<T> {
    /// With an answer.
    Answered(T),
    /// Without one.
    Ended(Ending),
}

/// Asks until `take` takes an answer. What is wrong comes with the next asking; `offers` are harmless, and any of them
/// leaves.
///
/// # Errors
/// The front end fails, or the process cannot be stopped.
pub async fn ask<F: FrontEnd, T>(
    (ask, offers): (Ask, Vec<Offer>),
    (front, signals): (&mut F, &mut Signals),
    clock: &impl Clock,
    mut take: impl FnMut(Answer) -> Option<Taken<T>>,
) -> Result<Asked<T>, DeskError> {
    let mut card = Card {
        session: SessionId(0),
        prompt: Prompt {
            id: PromptId(1),
            ask,
            offers,
            problem: None,
            activity: None,
            skew: None,
        },
    };
    loop {
        let now = clock.now();
        let changes_in = front.show(&DeskView::alone(&card), now);
        let changes_in = changes_in.map_err(DeskError::of_front)?;
        let due = changes_in.map(|wait| Deadline::after(now, wait));
        let wait = due.map(|due| due.remaining(clock.now()).unwrap_or_default());
        let request = tokio::select! {
            biased;
            request = signals.next() => Some(request),
            typed = front.input() => {
                typed.map_err(DeskError::of_front)?;
                None
            }
            () = clock.sleep(wait.unwrap_or_default()), if wait.is_some() => None,
        };
        let mut suspends = request == Some(Request::Stop);
        if let Some(Request::End(signal)) = request {
            return Ok(Asked::Ended(Ending::Signal(signal)));
        }
        match front.hear(clock.now()) {
            Heard::Answered { prompt, answer, .. } if prompt == card.prompt.id => {
                if matches!(answer, Answer::Choose(_)) {
                    return Ok(Asked::Ended(Ending::Left));
                }
                match take(answer) {
                    Some(Taken::Answered(answer)) => return Ok(Asked::Answered(answer)),
                    Some(Taken::Again(ask, problem)) => {
                        card.prompt.id = PromptId(card.prompt.id.0 + 1);
                        card.prompt.ask = ask;
                        card.prompt.problem = Some(problem);
                    }
                    None => {}
                }
            }
            Heard::Suspend => suspends = true,
            Heard::Leave => return Ok(Asked::Ended(Ending::Left)),
            Heard::Gone => return Ok(Asked::Ended(Ending::Signal(EndSignal::Hangup))),
            Heard::Answered { .. }
            | Heard::Nothing
            | Heard::Switch
            | Heard::Look(_)
            | Heard::New
            | Heard::Retry(_)
            | Heard::SetAside(_)
            | Heard::Arrange(_) => {}
        }
        if suspends {
            suspend(front)?;
        }
    }
}

/// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
pub(super) fn suspend<F: FrontEnd>(front: &mut F) -> Result<(), DeskError> {
    front.suspend().map_err(DeskError::of_front)?;
    stop_until_continued().map_err(DeskError::Stop)?;
    front.resume().map_err(DeskError::of_front)
}
