//! How things stand, as text that can leave the screen: for a ticket, or for a colleague.

use crate::flow::prompt::{Ask, Prompt};
use crate::locale::catalog::Catalog;
use crate::wording::{Note, Tone, Wording};

impl Wording<'_> {
    /// How things stand, as plain text for a ticket: what the screen says, with the moment and the program's
    /// version, and without what can be chosen. What the account's owner typed is left out.
    #[must_use]
    pub fn evidence(&self, prompt: &Prompt) -> String {
        let sheet = self.sheet(prompt);
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let time = Catalog::date_and_time(self.now.wall_ms, self.zone);
        let head = self.catalog.evidence_head(time, version);
        let notes = sheet.notes.into_iter().map(|note| note.text);
        // The address of the account's owner is nobody's evidence.
        let is_private = matches!(prompt.ask, Ask::Secure { .. });
        let facts = sheet.facts.into_iter().filter(|_| !is_private);
        let facts = facts.map(|fact| format!("{}: {}", fact.label, fact.value));
        let lines = [head, sheet.title, sheet.lead].into_iter();
        let mut text = lines
            .chain(notes)
            .chain(facts)
            .collect::<Vec<_>>()
            .join("\n");
        text.push('\n');
        text
    }

    /// The evidence was handed to the terminal.
    #[must_use]
    pub fn copied(&self) -> Note {
        Note {
            tone: Tone::Good,
            text: self.catalog.copied(),
        }
    }

    /// The evidence was saved there; `None` when it could not be.
    #[must_use]
    pub fn evidence_saved(&self, path: Option<String>) -> Note {
        match path {
            Some(path) => Note {
                tone: Tone::Good,
                text: self.catalog.evidence_saved(path),
            },
            None => Note {
                tone: Tone::Warning,
                text: self.catalog.evidence_not_saved(),
            },
        }
    }
}
