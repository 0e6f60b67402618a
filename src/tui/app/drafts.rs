//! What was typed and not handed in, kept while the person looks elsewhere.

use crate::flow::prompt::Ask;
use crate::runtime::front_end::HalfTyped;
use crate::tui::app::App;
use crate::tui::screen::Draft;
use std::collections::VecDeque;

/// What was typed and not handed in when the person went elsewhere, the newest last.
#[derive(Default)]
pub(super) struct Drafts(VecDeque<Draft>);

impl Drafts {
    /// More than there are questions on any way through.
    const MOST: usize = 4;

    pub(super) fn keep(&mut self, draft: Option<Draft>) {
        self.0.extend(draft);
        while self.0.len() > Self::MOST {
            self.0.pop_front();
        }
    }

    /// The newest one of this question.
    pub(super) fn take(&mut self, ask: &Ask) -> Option<Draft> {
        let at = self.0.iter().rposition(|draft| draft.is_of(ask))?;
        self.0.remove(at)
    }
}

impl App {
    /// What stands in the fields of the question on the screen.
    #[must_use]
    pub fn half_typed(&self) -> HalfTyped {
        let shown = self.shown.as_ref();
        shown.map_or_else(HalfTyped::default, |shown| HalfTyped {
            question: shown.prompt.ask.name().to_owned(),
            texts: shown.screen.typed(),
        })
    }

    /// Puts into the fields what was typed elsewhere, once their question is on the screen.
    pub fn put(&mut self, typed: HalfTyped) {
        self.elsewhere = Some(typed);
    }

    /// Puts it there, when it was typed at this question.
    pub(super) fn put_now(&mut self) {
        let Some(typed) = self.elsewhere.take() else {
            return;
        };
        if let Some(shown) = &mut self.shown
            && shown.prompt.ask.name() == typed.question
        {
            shown.screen.put(&typed.texts);
        }
    }
}
