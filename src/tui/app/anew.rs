//! The same screen for another desk: nothing of what was shown or typed is left, and the terminal's picture of it is
//! drawn on.

use crate::tui::app::desk::DeskState;
use crate::tui::app::drafts::Drafts;
use crate::tui::app::{App, Over};
use crate::tui::aside::CustomerLine;
use crate::wording::DemoHints;

impl App {
    /// Forgets everything about the desk that was shown, and says from here on what `hints` say to type. The language,
    /// the looks and what is known of the terminal stay.
    pub fn begin_anew(&mut self, hints: Option<DemoHints>) {
        self.look.hints = hints;
        self.shown = None;
        self.pending.clear();
        self.leaving = false;
        self.drafts = Drafts::default();
        self.customer = CustomerLine::default();
        self.notice = None;
        self.clipboard = None;
        self.placed.set(None);
        self.elsewhere = None;
        self.desk = DeskState::default();
        self.opening.clear();
        self.caption = None;
        self.over = Over::Nothing;
        self.laid.take();
    }
}
