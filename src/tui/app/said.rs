//! The words of the prompt on the screen, kept for as long as they stay the same: most frames are about a key that was
//! typed, and for them nothing is put into words anew.

use crate::domain::time::Timestamp;
use crate::flow::prompt::{Problem, Prompt};
use crate::locale::catalog::Language;
use crate::tui::app::Shown;
use crate::wording::{Masking, Sheet, Wording};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// What was said last; nothing at first.
#[derive(Default)]
pub(super) struct Said(RefCell<Option<Words>>);

struct Words {
    sheet: Rc<Sheet>,
    said_in: (Language, Masking),
    at: Timestamp,
    /// The problem that was said.
    problem: Option<Problem>,
}

impl Words {
    /// When they will change by themselves, from `now` on; `None` when they never will.
    fn change_in(&self, now: Timestamp) -> Option<Duration> {
        let wait = self.sheet.changes_in?;
        Some(wait.saturating_sub(now.since(self.at)))
    }
}

impl Shown {
    /// The words for the prompt, without a problem that typing took back, and when they will change by themselves.
    pub(super) fn words(
        &self,
        wording: &Wording<'_>,
        said_in: (Language, Masking),
        now: Timestamp,
    ) -> (Rc<Sheet>, Option<Duration>) {
        let problem = self.screen.problem(&self.prompt);
        let mut known = self.said.0.borrow_mut();
        let still = known.take_if(|words| {
            words.said_in == said_in
                && words.problem.as_ref() == problem
                && now.boot == words.at.boot
                && now.boot_ms >= words.at.boot_ms
                && words.change_in(now) != Some(Duration::ZERO)
        });
        let words = still.unwrap_or_else(|| Words {
            sheet: Rc::new(self.say(wording, problem)),
            said_in,
            at: now,
            problem: problem.cloned(),
        });
        let said = (Rc::clone(&words.sheet), words.change_in(now));
        *known = Some(words);
        said
    }

    fn say(&self, wording: &Wording<'_>, problem: Option<&Problem>) -> Sheet {
        if problem == self.prompt.problem.as_ref() {
            return wording.sheet(&self.prompt);
        }
        wording.sheet(&Prompt {
            problem: problem.cloned(),
            ..self.prompt.clone()
        })
    }
}
