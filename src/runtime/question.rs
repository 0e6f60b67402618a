//! One question that belongs to no onboarding, asked on a front end until it is answered.

use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Offer, Problem, Prompt, PromptId};
use crate::runtime::clock::Clock;
use crate::runtime::desk::{DeskError, Ending};
use crate::runtime::front_end::{Card, DeskView, FrontEnd, Heard, SessionId};
use crate::runtime::signals::{EndSignal, Request, Signals, stop_until_continued};

/// Why an answer is none: the question as it is asked anew, and what is wrong.
pub type Again = Box<(Ask, Problem)>;

/// How asking ended.
pub enum Asked<T> {
    /// With an answer.
    Answered(T),
    /// Without one.
    Ended(Ending),
}

/// What came while the question was shown.
enum Came {
    Answer(Answer),
    End(Ending),
    Stop,
    Nothing,
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
    mut take: impl FnMut(Answer) -> Result<T, Again>,
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
            network_journal: None,
            under_way: None,
            late: None,
        },
    };
    loop {
        match show(&card, front, signals, clock).await? {
            Came::Answer(Answer::Choose(_)) => return Ok(Asked::Ended(Ending::Left)),
            Came::Answer(answer) => match take(answer) {
                Ok(answer) => return Ok(Asked::Answered(answer)),
                Err(again) => {
                    let (ask, problem) = *again;
                    card.prompt.id = PromptId(card.prompt.id.0 + 1);
                    card.prompt.ask = ask;
                    card.prompt.problem = Some(problem);
                }
            },
            Came::End(ending) => return Ok(Asked::Ended(ending)),
            Came::Stop => suspend(front)?,
            Came::Nothing => {}
        }
    }
}

/// Shows the question until something comes, or what is shown changes.
async fn show<F: FrontEnd>(
    card: &Card,
    front: &mut F,
    signals: &mut Signals,
    clock: &impl Clock,
) -> Result<Came, DeskError> {
    let wait = front.show(&DeskView::alone(card), clock.now());
    let wait = wait.map_err(DeskError::of_front)?;
    let request = tokio::select! {
        biased;
        request = signals.next() => Some(request),
        typed = front.input() => {
            typed.map_err(DeskError::of_front)?;
            None
        }
        () = clock.sleep(wait.unwrap_or_default()), if wait.is_some() => None,
    };
    match request {
        Some(Request::End(signal)) => return Ok(Came::End(Ending::Signal(signal))),
        Some(Request::Stop) => return Ok(Came::Stop),
        None => {}
    }
    Ok(match front.hear(clock.now()) {
        Heard::Answered { prompt, answer, .. } if prompt == card.prompt.id => Came::Answer(answer),
        Heard::Suspend => Came::Stop,
        Heard::Leave => Came::End(Ending::Left),
        Heard::Gone => Came::End(Ending::Signal(EndSignal::Hangup)),
        Heard::Answered { .. }
        | Heard::Nothing
        | Heard::Switch
        | Heard::Look(_)
        | Heard::New
        | Heard::Retry(_)
        | Heard::SetAside(_)
        | Heard::Arrange(_) => Came::Nothing,
    })
}

/// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
pub(super) fn suspend<F: FrontEnd>(front: &mut F) -> Result<(), DeskError> {
    front.suspend().map_err(DeskError::of_front)?;
    stop_until_continued().map_err(DeskError::Stop)?;
    front.resume().map_err(DeskError::of_front)
}
