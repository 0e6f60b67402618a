//! What was typed and not handed in, kept while the person looks elsewhere.

use crate::flow::prompt::Ask;
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
