//! What a key can do that is not about the question: the sentence for the customer, the language, the evidence.

use crate::domain::time::Timestamp;
use crate::flow::prompt::Prompt;
use crate::locale::catalog::Catalog;
use crate::tui::app::App;
use crate::tui::aside::save_evidence;
use crate::tui::keymap::{Aside, Key, View};
use crate::wording::{Masking, Note, Tone, Wording};
use std::rc::Rc;

impl App {
    /// Follows a key that is not about the question.
    pub(super) fn beside(&mut self, key: &Key, now: Timestamp) {
        let Some(shown) = &self.shown else {
            return;
        };
        let has_picture = shown.screen.canvas.is_some();
        if *key == Key::Aside(Aside::Customer) {
            let own = self.look.catalog.language();
            self.customer.turn(&shown.prompt, own);
        } else if *key == Key::Aside(Aside::Language) {
            let language = self.look.catalog.language().next();
            self.speak(Rc::new(Catalog::new(language)));
        } else if *key == Key::Aside(Aside::Copy) {
            self.clipboard = Some(self.wording(now).evidence(&shown.prompt));
            self.notice = Some(self.wording(now).copied());
        } else if *key == Key::View(View::Save) && !has_picture {
            // The file is its owner's, and a ticket needs to know what it is about.
            let whole = self.wording_with(now, Masking::Off);
            let saved = save_evidence(&whole.evidence(&shown.prompt));
            let path = saved.ok().map(|path| path.display().to_string());
            self.notice = Some(self.wording(now).evidence_saved(path));
        }
    }

    /// Masks numbers and ids, or shows them again.
    pub(super) fn turn_mask(&mut self) {
        let masking = self.look.masking.turned();
        self.mask(masking);
        self.notice = Some(Note {
            tone: Tone::Good,
            text: self.look.catalog.masked_now(masking.word()),
        });
    }

    pub(super) fn wording(&self, now: Timestamp) -> Wording<'_> {
        self.wording_with(now, self.look.masking)
    }

    fn wording_with(&self, now: Timestamp, masking: Masking) -> Wording<'_> {
        Wording::new(&self.look.catalog, &self.look.zone, now, masking)
    }

    pub(super) fn customer_text(&self, prompt: &Prompt, now: Timestamp) -> Option<String> {
        let own = self.look.catalog.language();
        let text = self.customer.text(prompt, own, |catalog| {
            Wording::new(catalog, &self.look.zone, now, self.look.masking)
        })?;
        Some(self.look.catalog.customer_label(text))
    }

    /// What is to be handed to the terminal's clipboard; asked once.
    pub fn take_clipboard(&mut self) -> Option<String> {
        self.clipboard.take()
    }
}
