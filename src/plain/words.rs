//! What a line means: a number, one of the words, or text.

use crate::locale::catalog::{Catalog, Language};
use crate::locale::seven_bit::seven_bit;

/// The words that are understood at every question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Back,
    Help,
    Quit,
    Screen,
    Again,
    Customer,
    Evidence,
    Language,
    /// Mask numbers and ids, or show them.
    Mask,
    /// Draw the picture.
    Draw,
    /// Save the picture.
    Save,
    /// Look at the onboarding that needs a person next.
    Next,
    /// List the onboardings at hand.
    List,
    /// Put another number on the desk.
    New,
    /// Set this onboarding aside, or take it back.
    Aside,
    /// Begin anew with this onboarding.
    Retry,
    /// List in another order.
    Order,
    /// Say how all are doing.
    Shift,
}

impl Word {
    const ALL: [Word; 18] = [
        Word::Back,
        Word::Help,
        Word::Quit,
        Word::Screen,
        Word::Again,
        Word::Customer,
        Word::Evidence,
        Word::Language,
        Word::Mask,
        Word::Draw,
        Word::Save,
        Word::Next,
        Word::List,
        Word::New,
        Word::Aside,
        Word::Retry,
        Word::Order,
        Word::Shift,
    ];

    /// How it is written in the language of `catalog`.
    pub(super) fn written(self, catalog: &Catalog) -> String {
        match self {
            Word::Back => catalog.word_back(),
            Word::Help => catalog.word_help(),
            Word::Quit => catalog.word_quit(),
            Word::Screen => catalog.word_screen(),
            Word::Again => catalog.word_again(),
            Word::Customer => catalog.word_customer(),
            Word::Evidence => catalog.word_evidence(),
            Word::Language => catalog.word_language(),
            Word::Mask => catalog.word_mask(),
            Word::Draw => catalog.word_draw(),
            Word::Save => catalog.word_save(),
            Word::Next => catalog.word_next(),
            Word::List => catalog.word_list(),
            Word::New => catalog.word_new(),
            Word::Aside => catalog.word_aside(),
            Word::Retry => catalog.word_retry(),
            Word::Order => catalog.word_order(),
            Word::Shift => catalog.word_shift(),
        }
    }
}

/// What somebody wrote.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrote<'t> {
    /// Nothing.
    Nothing,
    /// One of the words.
    Word(Word),
    /// An onboarding by its place at the desk.
    Place(u32),
    /// The onboardings that hold this text are to be listed.
    Find(&'t str),
    /// A choice behind a slash: its number or its name.
    Slashed(&'t str),
    /// Something else.
    Text(&'t str),
}

impl Wrote<'_> {
    /// Whether it means something only where there are several onboardings.
    pub(super) fn is_about_desk(&self) -> bool {
        match self {
            Wrote::Place(_) | Wrote::Find(_) => true,
            Wrote::Word(word) => matches!(
                word,
                Word::Next | Word::List | Word::Aside | Word::Retry | Word::Order | Word::Shift
            ),
            Wrote::Nothing | Wrote::Slashed(_) | Wrote::Text(_) => false,
        }
    }
}

/// Reads a line. The English words are understood in every language.
pub(super) fn read<'t>(line: &'t str, catalog: &Catalog, english: &Catalog) -> Wrote<'t> {
    let text = line.trim();
    if text.is_empty() {
        return Wrote::Nothing;
    }
    if let Some(literal) = text.strip_prefix("//") {
        return Wrote::Text(literal);
    }
    let slashed = text.strip_prefix('/');
    let bare = folded(slashed.unwrap_or(text));
    let means = |word: &Word| {
        [catalog, english]
            .iter()
            .any(|known| folded(&word.written(known)) == bare)
    };
    if let Some(word) = Word::ALL.into_iter().find(means) {
        return Wrote::Word(word);
    }
    if let Some(place) = text.strip_prefix('#')
        && let Ok(place) = place.parse()
    {
        return Wrote::Place(place);
    }
    let listed = text.split_once(' ').filter(|(word, _)| {
        let list = |known: &Catalog| is_word(word, &Word::List.written(known));
        list(catalog) || list(english)
    });
    if let Some((_, sought)) = listed {
        return Wrote::Find(sought);
    }
    match slashed {
        Some(choice) => Wrote::Slashed(choice),
        None => Wrote::Text(text),
    }
}

/// Whether `text` is the word `word`, in capitals or not, with its accents or without.
pub(super) fn is_word(text: &str, word: &str) -> bool {
    folded(text) == folded(word)
}

fn folded(text: &str) -> String {
    seven_bit(text.trim()).to_lowercase()
}

/// The catalog whose words are understood beside those of the person's language.
pub(super) fn english() -> Catalog {
    Catalog::new(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_in_both_languages_with_or_without_accents() {
        let portuguese = Catalog::new(Language::BrazilianPortuguese);
        let means = |line| read(line, &portuguese, &english());
        assert_eq!(means(" VOLTAR "), Wrote::Word(Word::Back));
        assert_eq!(means("back"), Wrote::Word(Word::Back));
        assert_eq!(means("evidencia"), Wrote::Word(Word::Evidence));
        assert_eq!(means("/sair"), Wrote::Word(Word::Quit));
    }

    #[test]
    fn an_answer_that_is_a_word_stands_behind_two_slashes() {
        let means = |line| read(line, &english(), &english());
        assert_eq!(means("//back"), Wrote::Text("back"));
        assert_eq!(means("///1"), Wrote::Text("/1"));
        assert_eq!(means("/1"), Wrote::Slashed("1"));
        assert_eq!(means("  "), Wrote::Nothing);
    }

    #[test]
    fn no_two_words_of_a_language_are_the_same() {
        for language in Language::ALL {
            let catalog = Catalog::new(language);
            let mut words = Word::ALL
                .map(|word| folded(&word.written(&catalog)))
                .to_vec();
            words.push(folded(&catalog.word_send()));
            words.sort();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count, "{language:?}");
        }
    }
}
