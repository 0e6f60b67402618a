//! Somebody who plays a scenario at the keys of the screen, at the pace of a person.
//!
//! A state machine without input or output: it is shown where things stand and what time it is, and says what happens
//! next. Whoever runs it presses the key, and shows it where things stand then. It never presses a key that was due
//! before its question was shown, and never Enter so soon after another one that the screen takes it for a held one.

use crate::demo::hands::{Press, towards, towards_the_end};
use crate::demo::mind::{Mind, Move};
use crate::demo::plan::Plan;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Choice, Prompt, PromptId};
use crate::runtime::front_end::SessionId;
use crate::tui::app::Stance;
use crossterm::event::Event;
use std::time::Duration;

/// How long somebody reads a question before they touch a key.
const READS: Duration = Duration::from_millis(1_800);
/// How long they read one again that was asked before.
const READS_AGAIN: Duration = Duration::from_millis(2_600);
/// How long they look at what was reached.
const LOOKS: Duration = Duration::from_secs(5);
/// Between two keys that move.
const STEPS: Duration = Duration::from_millis(420);
/// Before a key that takes something.
const DECIDES: Duration = Duration::from_millis(900);
/// Between two characters, at the least; a few take longer.
const TYPES: Duration = Duration::from_millis(95);
/// Between two ready-made texts.
const BROWSES: Duration = Duration::from_millis(1_300);
/// A wait of this length is watched as it is; a longer one seems to take little more.
const SHORT_WAIT: Duration = Duration::from_millis(2_800);
/// Between the two keys that leave.
const INSISTS: Duration = Duration::from_millis(900);

/// What happens next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// This key is pressed.
    Press(Event),
    /// Nothing, for so long.
    Wait(Duration),
    /// Nothing before this moment, and nobody has to watch how the time until then goes by: it shall seem to take only
    /// so long.
    Skip(Timestamp, Duration),
    /// Nothing, until something else happens.
    Watch,
    /// The player is through: it has come to where it was to stop, or knows no way on.
    Over,
}

/// What the player is at, for whoever says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing<'a> {
    /// It gives this answer.
    Answering(&'a Answer),
    /// It waits until something can be said.
    Waiting,
    /// It looks on.
    Watching,
    /// It has come to the end.
    Ending,
}

/// The player.
pub struct Player {
    mind: Mind,
    /// The question at which it stops.
    stop_at: Option<String>,
    asked: Option<Asked>,
    /// When a key was pressed last, and which.
    pressed: Option<(Timestamp, Press)>,
    /// How many keys were pressed; no two of them come at quite the same pace.
    keys: u64,
}

/// The question that is shown.
struct Asked {
    session: SessionId,
    id: PromptId,
    name: &'static str,
    /// When it was first shown.
    since: Timestamp,
    /// How long it is read.
    reads: Duration,
    next: Next,
}

/// What is to be done about it.
enum Next {
    /// Nothing, for the moment.
    Watch,
    /// Nothing before something opens.
    Wait,
    /// This is said.
    Say(Answer),
    /// The visit ends.
    End,
}

impl Asked {
    /// Waits, as long as it takes or as if it took less; what is waited for is read first.
    fn skip(&self, now: Timestamp, wait: Duration) -> Turn {
        let span = match wait {
            wait if wait.is_zero() => return Turn::Watch,
            wait if wait <= SHORT_WAIT => return Turn::Wait(wait),
            wait if wait < Duration::from_mins(1) => SHORT_WAIT,
            wait if wait < Duration::from_hours(1) => SHORT_WAIT.saturating_mul(3) / 2,
            _ => SHORT_WAIT.saturating_mul(2),
        };
        match self.reads.checked_sub(now.since(self.since)) {
            Some(left) if !left.is_zero() => Turn::Wait(left.min(wait)),
            Some(_) | None => Turn::Skip(now.plus(wait), span),
        }
    }

    /// Decides what is to be done. What comes after a wait is read before it is followed.
    fn decide(&mut self, next: Next, now: Timestamp) {
        if matches!(self.next, Next::Wait) {
            self.since = now;
        }
        self.next = next;
    }
}

impl Player {
    /// Plays `plan`, up to the question of the name `stop_at`, where there is one.
    #[must_use]
    pub fn new(plan: Plan, stop_at: Option<String>) -> Self {
        Self {
            mind: Mind::new(plan),
            stop_at,
            asked: None,
            pressed: None,
            keys: 0,
        }
    }

    /// What happens next. A key that it names is taken for pressed.
    pub fn turn(&mut self, stance: &Stance<'_>, now: Timestamp) -> Turn {
        let prompt = stance.prompt();
        if self.stop_at.as_deref() == Some(prompt.ask.name()) {
            return Turn::Over;
        }
        self.read(stance, now);
        if prompt.activity.is_some() {
            return Turn::Watch;
        }
        let Some(asked) = &mut self.asked else {
            return Turn::Watch;
        };
        if !matches!(asked.next, Next::Say(_) | Next::End) {
            let next = match self.mind.next(prompt, now) {
                Move::Say(answer) => Next::Say(answer),
                Move::End => Next::End,
                Move::WaitFor(wait) => {
                    asked.next = Next::Wait;
                    return asked.skip(now, wait);
                }
                Move::Watch => {
                    asked.next = Next::Watch;
                    let due = prompt.ask.poll().and_then(|poll| poll.next);
                    let wait = due.and_then(|due| due.remaining(now));
                    return wait.map_or(Turn::Watch, |wait| asked.skip(now, wait));
                }
                Move::Stuck => return Turn::Over,
            };
            asked.decide(next, now);
        }
        let press = match &asked.next {
            Next::Say(Answer::Choose(choice)) if !is_offered(prompt, *choice) => {
                return Turn::Over;
            }
            Next::Say(answer) => towards(answer, stance, now),
            Next::End | Next::Wait | Next::Watch => Some(towards_the_end(stance)),
        };
        match press {
            Some(press) => self.press(press, now),
            None => stance.hands_in(now).map_or(Turn::Watch, Turn::Wait),
        }
    }

    /// What it is at; `None` before it saw a question.
    #[must_use]
    pub fn doing(&self) -> Option<Doing<'_>> {
        let asked = self.asked.as_ref()?;
        Some(match &asked.next {
            Next::Say(answer) => Doing::Answering(answer),
            Next::Wait => Doing::Waiting,
            Next::Watch => Doing::Watching,
            Next::End => Doing::Ending,
        })
    }

    /// Takes in which question is shown.
    fn read(&mut self, stance: &Stance<'_>, now: Timestamp) {
        let (session, prompt) = (stance.session(), stance.prompt());
        let known = self.asked.as_ref();
        if known.is_some_and(|asked| asked.session == session && asked.id == prompt.id) {
            return;
        }
        let name = prompt.ask.name();
        let again = known.is_some_and(|asked| asked.name == name);
        self.asked = Some(Asked {
            session,
            id: prompt.id,
            name,
            since: now,
            reads: if again || prompt.problem.is_some() {
                READS_AGAIN
            } else {
                READS
            },
            next: Next::Watch,
        });
    }

    /// Presses a key once its time has come.
    fn press(&mut self, press: Press, now: Timestamp) -> Turn {
        let since_question = self.asked.as_ref().map(|asked| {
            let reads = match asked.next {
                Next::End => LOOKS,
                Next::Say(_) | Next::Wait | Next::Watch => asked.reads,
            };
            reads.saturating_sub(now.since(asked.since))
        });
        let since_key = self.pressed.map(|(at, last)| {
            let pause = pause(last, press, self.keys);
            pause.saturating_sub(now.since(at))
        });
        let left = since_question.into_iter().chain(since_key).max();
        if let Some(left) = left.filter(|left| !left.is_zero()) {
            return Turn::Wait(left);
        }
        self.pressed = Some((now, press));
        self.keys += 1;
        Turn::Press(press.event())
    }
}

/// How long somebody takes between two keys.
fn pause(last: Press, next: Press, nth: u64) -> Duration {
    match (last, next) {
        (Press::Char(_), Press::Char(_)) => {
            // Fingers are uneven, and rest now and then.
            let uneven = Duration::from_millis(nth.wrapping_mul(37) % 70);
            let rest = if nth.is_multiple_of(5) {
                TYPES
            } else {
                Duration::ZERO
            };
            TYPES + uneven + rest
        }
        (Press::Leave, Press::Leave) => INSISTS,
        (_, Press::Enter | Press::Leave) => DECIDES,
        (_, Press::ReadyMade) => BROWSES,
        (_, Press::Char(_) | Press::Clear | Press::Next | Press::Previous) => STEPS,
    }
}

/// Whether a choice is among what is offered.
fn is_offered(prompt: &Prompt, choice: Choice) -> bool {
    prompt.offers.iter().any(|offer| offer.choice == choice)
}
