//! What a demo says to type, in each language: the person may change theirs in the middle.

use crate::locale::catalog::Language;
use std::collections::BTreeMap;

/// Hints by the tag of a language, then by the name of a question.
#[derive(Clone, Debug, Default)]
pub struct DemoHints(BTreeMap<&'static str, BTreeMap<String, String>>);

impl DemoHints {
    /// Those that `of` has for the tag of a language, by the names of questions.
    pub fn new(of: impl Fn(&str) -> BTreeMap<String, String>) -> Self {
        let tags = Language::ALL.map(Language::tag);
        Self(tags.into_iter().map(|tag| (tag, of(tag))).collect())
    }

    /// The same without any at this question.
    #[must_use]
    pub fn without(mut self, question: &str) -> Self {
        for own in self.0.values_mut() {
            own.remove(question);
        }
        self
    }

    /// The hint at this question.
    #[must_use]
    pub fn get(&self, language: Language, question: &str) -> Option<&str> {
        self.0
            .get(language.tag())?
            .get(question)
            .map(String::as_str)
    }
}
