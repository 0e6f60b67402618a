//! What a screen offers beside its question: the sentence for the customer, and the evidence of how things
//! stand, for the clipboard or a file. No secret is part of a prompt, so none is part of either.

use crate::flow::prompt::Prompt;
use crate::locale::catalog::{Catalog, Language};
use crate::private_file::create_new;
use crate::wording::Wording;
use std::io::{self, Write};
use std::path::PathBuf;

/// The sentence for the customer.
#[derive(Default)]
pub(crate) enum CustomerLine {
    /// Hidden.
    #[default]
    Hidden,
    /// Shown, in the language that people of the number's country read.
    Theirs(Catalogs),
    /// Shown in this language, whatever the number.
    In(Language, Catalogs),
}

/// Message catalogs, each made when it is first needed.
#[derive(Default)]
pub(crate) struct Catalogs(Vec<Catalog>);

impl Catalogs {
    fn load(&mut self, language: Language) {
        if self.of(language).is_none() {
            self.0.push(Catalog::new(language));
        }
    }

    fn of(&self, language: Language) -> Option<&Catalog> {
        self.0.iter().find(|known| known.language() == language)
    }
}

impl CustomerLine {
    /// Shows it, then in each of the other languages, then hides it; for this prompt, and `own` is the language of the
    /// screen.
    pub(crate) fn turn(&mut self, prompt: &Prompt, own: Language) {
        let theirs = language_of(prompt, own);
        let shown = match self {
            CustomerLine::Hidden => None,
            CustomerLine::Theirs(_) => Some(theirs),
            CustomerLine::In(language, _) => Some(*language),
        };
        let mut others = Language::ALL.into_iter().filter(|other| *other != theirs);
        let next = match shown {
            None => Some(theirs),
            Some(shown) if shown == theirs => others.next(),
            Some(shown) => others.skip_while(|other| *other != shown).nth(1),
        };
        *self = match (std::mem::take(self), next) {
            (_, None) => CustomerLine::Hidden,
            (CustomerLine::Hidden, Some(_)) => CustomerLine::Theirs(Catalogs::default()),
            (CustomerLine::Theirs(known) | CustomerLine::In(_, known), Some(next)) => {
                CustomerLine::In(next, known)
            }
        };
        self.prepare(prompt, own);
    }

    /// Makes ready for this prompt; `own` is the language of the screen.
    pub(crate) fn prepare(&mut self, prompt: &Prompt, own: Language) {
        let theirs = language_of(prompt, own);
        match self {
            CustomerLine::Hidden => {}
            CustomerLine::Theirs(known) => known.load(theirs),
            CustomerLine::In(language, known) => known.load(*language),
        }
    }

    /// The sentence; `None` while it is hidden.
    pub(crate) fn text<'c>(
        &'c self,
        prompt: &Prompt,
        own: Language,
        wording: impl FnOnce(&'c Catalog) -> Wording<'c>,
    ) -> Option<String> {
        let catalog = match self {
            CustomerLine::Hidden => None,
            CustomerLine::Theirs(known) => known.of(language_of(prompt, own)),
            CustomerLine::In(language, known) => known.of(*language),
        };
        Some(wording(catalog?).for_customer(prompt))
    }
}

/// The language of the customer: by their number once there is one, before that the one of the screen.
fn language_of(prompt: &Prompt, own: Language) -> Language {
    let number = prompt.ask.number();
    number.map_or(own, |number| {
        Language::of_calling_code(number.calling_code())
    })
}

/// Writes evidence into a new file in the present folder, readable only by its owner.
///
/// # Errors
/// The folder cannot be written to, or holds too many such files.
pub(crate) fn save_evidence(text: &str) -> io::Result<PathBuf> {
    let (mut file, path) = create_new("zapi-onboard-evidence".as_ref(), "txt")?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::domain::phone::PhoneNumber;
    use crate::domain::time::{BootId, Timestamp};
    use crate::flow::prompt::{About, Ask, PromptId};
    use crate::locale::moment::Zone;
    use crate::wording::Masking;
    use std::collections::BTreeSet;

    const NOW: Timestamp = Timestamp {
        wall_ms: 0,
        boot_ms: 0,
        boot: BootId(0),
    };

    fn gate(calling_code: &str, national: &str) -> Prompt {
        let number = PhoneNumber::parse(calling_code, national).unwrap();
        prompt(Ask::NumberGate {
            number,
            warnings: Vec::new(),
            leftover: None,
            instance: None,
        })
    }

    fn prompt(ask: Ask) -> Prompt {
        Prompt {
            id: PromptId(1),
            ask,
            offers: Vec::new(),
            problem: None,
            activity: None,
            skew: None,
            network_journal: None,
            under_way: None,
            late: None,
        }
    }

    fn said(line: &mut CustomerLine, prompt: &Prompt) -> Option<String> {
        line.prepare(prompt, Language::English);
        let zone = Zone::utc();
        line.text(prompt, Language::English, |catalog| {
            Wording::new(catalog, &zone, NOW, Masking::Off)
        })
    }

    #[test]
    fn the_customer_is_spoken_to_in_the_language_of_their_number() {
        let mut line = CustomerLine::default();
        assert_eq!(said(&mut line, &gate("55", "11987654321")), None);
        line.turn(&gate("55", "11987654321"), Language::English);
        for (calling_code, national, begins) in [
            ("55", "11987654321", "Vamos conectar"),
            ("351", "912345678", "Vamos conectar"),
            ("34", "612345678", "Vamos a conectar"),
            ("52", "5512345678", "Vamos a conectar"),
            ("49", "15123456789", "We are about to connect"),
        ] {
            let text = said(&mut line, &gate(calling_code, national)).unwrap();
            assert!(text.starts_with(begins), "+{calling_code}: {text}");
        }
        let before = prompt(Ask::Number {
            calling_code: "55".to_owned(),
            national: String::new(),
            instance: About::Unknown,
        });
        let text = said(&mut line, &before).unwrap();
        assert!(text.starts_with("Which number"), "{text}");
    }

    #[test]
    fn it_is_turned_through_every_language_and_hidden_again() {
        for (calling_code, national) in [("55", "11987654321"), ("34", "612345678")] {
            let (mut line, prompt) = (CustomerLine::default(), gate(calling_code, national));
            let mut seen = BTreeSet::new();
            for nth in 1..=Language::ALL.len() {
                line.turn(&prompt, Language::English);
                seen.extend(said(&mut line, &prompt));
                assert_eq!(seen.len(), nth, "another one each time");
            }
            line.turn(&prompt, Language::English);
            assert_eq!(said(&mut line, &prompt), None);
        }
    }
}
