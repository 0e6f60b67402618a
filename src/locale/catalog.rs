//! The messages of one language, one method per message.
//!
//! The methods are made by the build script from `assets/locales`; their arguments are the message's
//! variables in alphabetical order. What could go wrong while formatting (a missing message, a missing
//! variable, text that does not parse) has been excluded by the build, and a test formats every message of
//! every language; so there is no error here to hand on. Were one to slip through, the person would see the
//! message's key or a `{$variable}` in its place, never a crash.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Pattern};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// A language that the program speaks.
///
/// A further language takes a variant, its place in [`Language::ALL`], its line of facts and its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, the reference and the fallback.
    English,
    /// Portuguese as it is written in Brazil.
    BrazilianPortuguese,
    /// Spanish, in words that are understood all over Latin America.
    Spanish,
}

/// All that is to know about a language.
struct Facts {
    tag: &'static str,
    name: &'static str,
    texts: Texts,
}

/// The texts of a language.
struct Texts {
    /// The messages and terms that others refer to.
    shared: &'static str,
    /// Every message, one after the other.
    all: &'static str,
    /// Where each ends, and what it is.
    ends: &'static [(u32, Kind)],
}

/// What the text of a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What is said.
    Plain,
    /// What is to be parsed, since what is said depends on something.
    Source,
}

impl Texts {
    /// A message, by its place.
    fn get(&self, nth: usize) -> Option<(&'static str, Kind)> {
        let (end, kind) = self.ends.get(nth)?;
        let before = nth.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(end, _)| *end);
        let text = self.all.get(start as usize..*end as usize)?;
        Some((text, *kind))
    }
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Language; 3] = [
        Language::English,
        Language::BrazilianPortuguese,
        Language::Spanish,
    ];

    /// The one offered after this one; after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut all = Self::ALL.into_iter().cycle();
        all.find(|language| *language == self);
        all.next().unwrap_or(self)
    }

    const fn facts(self) -> Facts {
        match self {
            Language::English => Facts {
                tag: "en",
                name: "English",
                texts: TEXTS_EN,
            },
            Language::BrazilianPortuguese => Facts {
                tag: "pt-BR",
                name: "Português (Brasil)",
                texts: TEXTS_PT_BR,
            },
            Language::Spanish => Facts {
                tag: "es",
                name: "Español",
                texts: TEXTS_ES,
            },
        }
    }

    /// The language that people with numbers of this country calling code mostly read; English where it is none
    /// of ours.
    #[must_use]
    pub fn of_calling_code(calling_code: u16) -> Self {
        match calling_code {
            55 | 238 | 239 | 244 | 245 | 258 | 351 | 670 => Language::BrazilianPortuguese,
            34 | 51..=54 | 56..=58 | 240 | 502..=507 | 591 | 593 | 595 | 598 => Language::Spanish,
            _ => Language::English,
        }
    }

    /// The language's BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.facts().tag
    }

    /// The text of every message.
    #[cfg(test)]
    pub(crate) fn messages(self) -> impl Iterator<Item = &'static str> {
        let texts = self.facts().texts;
        (0..texts.ends.len()).filter_map(move |nth| texts.get(nth).map(|(text, _)| text))
    }

    /// The language's name in the language itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().name
    }
}

/// The messages of one language. One that depends on something is parsed when it is said for the first time.
///
/// Can be shared between threads, so that a panic hook can hold one too.
pub struct Catalog {
    language: Language,
    texts: Texts,
    parsed: OnceLock<Parsed>,
}

/// What was parsed.
struct Parsed {
    /// What messages refer to.
    bundle: FluentBundle<FluentResource>,
    messages: Vec<OnceLock<FluentResource>>,
}

impl Catalog {
    /// The messages of `language`, from the text embedded in the program.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            texts: language.facts().texts,
            parsed: OnceLock::new(),
        }
    }

    /// The language of these messages.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    fn format<const N: usize>(
        &self,
        message: (usize, &'static str),
        arguments: [(&'static str, FluentValue<'_>); N],
    ) -> String {
        let (text, _excluded_by_build) = self.try_format(message, &arguments.into_iter().collect());
        text
    }

    /// The text of a message, by its place and its key, with what went wrong. The key stands for a message that is
    /// not there.
    fn try_format(
        &self,
        (nth, key): (usize, &str),
        arguments: &FluentArgs<'_>,
    ) -> (String, Vec<FluentError>) {
        let mut errors = Vec::new();
        let text = match self.texts.get(nth) {
            Some((text, Kind::Plain)) => text.to_owned(),
            Some((source, Kind::Source)) => {
                let parsed = self.parsed.get_or_init(|| Parsed::new(self.language));
                match parsed.pattern(nth, source) {
                    Some(pattern) => parsed
                        .bundle
                        .format_pattern(pattern, Some(arguments), &mut errors)
                        .into_owned(),
                    None => key.to_owned(),
                }
            }
            None => key.to_owned(),
        };
        (text, errors)
    }
}

impl Parsed {
    fn new(language: Language) -> Self {
        let facts = language.facts();
        let identifier: LanguageIdentifier = facts.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // No marks around variables: terminals show them as boxes, and both scripts run left to right.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(parse(facts.texts.shared));
        let messages = facts.texts.ends.iter().map(|_| OnceLock::new()).collect();
        Self { bundle, messages }
    }

    fn pattern(&self, nth: usize, source: &str) -> Option<&Pattern<&str>> {
        let message = self.messages.get(nth)?.get_or_init(|| parse(source));
        match message.get_entry(0)? {
            Entry::Message(message) => message.value.as_ref(),
            Entry::Term(_)
            | Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => None,
        }
    }
}

fn parse(text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(parsed, _excluded_by_build)| parsed)
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_message_of_every_language_formats_without_errors() {
        for language in Language::ALL {
            let catalog = Catalog::new(language);
            for (nth, (key, variables)) in MESSAGES.iter().enumerate() {
                for dummy in [
                    FluentValue::from(1),
                    FluentValue::from(2),
                    FluentValue::from("word"),
                ] {
                    let arguments = variables
                        .iter()
                        .map(|name| (*name, dummy.clone()))
                        .collect();
                    let (text, errors) = catalog.try_format((nth, key), &arguments);
                    assert!(errors.is_empty(), "{}: {key}: {errors:?}", language.tag());
                    assert!(!text.contains("{$"), "{}: {key}: {text}", language.tag());
                    assert_ne!(text, *key, "{}", language.tag());
                }
            }
        }
    }

    #[test]
    fn every_file_belongs_to_a_language_and_every_language_is_listed() {
        let languages: BTreeSet<_> = Language::ALL
            .iter()
            .map(|language| language.tag())
            .collect();
        assert_eq!(languages, TAGS.iter().copied().collect());
        assert_eq!(languages.len(), Language::ALL.len());
    }

    #[test]
    fn every_tag_is_a_language_identifier() {
        for language in Language::ALL {
            let identifier = language.tag().parse::<LanguageIdentifier>();
            assert_eq!(
                identifier.map(|tag| tag.to_string()),
                Ok(language.tag().to_owned())
            );
        }
    }

    #[test]
    fn a_message_that_is_not_there_shows_its_key() {
        let catalog = Catalog::new(Language::English);
        let (text, errors) =
            catalog.try_format((MESSAGES.len(), "no-such-message"), &FluentArgs::new());
        assert_eq!((text.as_str(), errors.len()), ("no-such-message", 0));
    }

    #[test]
    fn variables_are_not_wrapped_in_direction_marks() {
        let catalog = Catalog::new(Language::English);
        assert_eq!(catalog.duration_seconds(2), "2 seconds");
    }

    #[test]
    fn a_catalog_can_be_shared_between_threads() {
        fn shareable<T: Send + Sync>(_: &T) {}
        shareable(&Catalog::new(Language::BrazilianPortuguese));
    }
}
