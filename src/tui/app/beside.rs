//! What a key can do that is not about the question: the sentence for the customer, the language, the evidence.

use crate::domain::time::Timestamp;
use crate::flow::prompt::Prompt;
use crate::locale::catalog::Catalog;
use crate::tui::app::App;
use crate::tui::aside::save_evidence;
use crate::tui::keymap::{Aside, Key, View};
use crate::wording::Wording;
use std::rc::Rc;

impl App {
    /// Follows a key that is not about the question.
    pub(super) fn beside(&mut self, key: &Key, now: Timestamp) {
        let Some(shown) = &self.shown else {
            return;
        };
        let has_picture = shown.screen.canvas.is_some();
        if *key == Key::Aside(Aside::Customer) {
            self.customer.turn();
            let own = self.look.catalog.language();
            self.customer.prepare(&shown.prompt, own);
        } else if *key == Key::Aside(Aside::Language) {
            let language = self.look.catalog.language().next();
            self.speak(Rc::new(Catalog::new(language)));
        } else if *key == Key::Aside(Aside::Copy) {
            self.clipboard = Some(self.evidence(&shown.prompt, now));
            self.notice = Some(self.wording(now).copied());
        } else if *key == Key::View(View::Save) && !has_picture {
            let saved = save_evidence(&self.evidence(&shown.prompt, now));
            let path = saved.ok().map(|path| path.display().to_string());
            self.notice = Some(self.wording(now).evidence_saved(path));
        }
    }

    fn wording(&self, now: Timestamp) -> Wording<'_> {
        Wording::new(&self.look.catalog, &self.look.zone, now)
    }

    fn evidence(&self, prompt: &Prompt, now: Timestamp) -> String {
        self.wording(now).evidence(prompt)
    }

    pub(super) fn customer_text(&self, prompt: &Prompt, now: Timestamp) -> Option<String> {
        let own = self.look.catalog.language();
        let text = self.customer.text(prompt, own, &self.look.zone, now)?;
        Some(self.look.catalog.customer_label(text))
    }

    /// What is to be handed to the terminal's clipboard; asked once.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }
}
