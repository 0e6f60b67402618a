//! Searching among slips.

use crate::roster::Slip;

/// What is searched for.
pub(super) enum Search {
    /// Nothing: all are found.
    Nothing,
    /// These digits in the number, or this text in the note.
    Text { digits: String, folded: String },
}

impl Search {
    /// What somebody typed to search for.
    pub(super) fn for_text(text: &str) -> Self {
        let folded = text.trim().to_lowercase();
        if folded.is_empty() {
            return Search::Nothing;
        }
        let is_number = folded
            .chars()
            .all(|c| c.is_ascii_digit() || " +-().".contains(c));
        let digits = folded.chars().filter(char::is_ascii_digit);
        Search::Text {
            digits: if is_number {
                digits.collect()
            } else {
                String::new()
            },
            folded,
        }
    }

    /// Whether a slip is one of those.
    pub(super) fn finds(&self, slip: &Slip) -> bool {
        let Search::Text { digits, folded } = self else {
            return true;
        };
        let in_number = || {
            let number = slip.number.as_ref();
            number.is_some_and(|number| number.e164().contains(digits.as_str()))
        };
        let in_note = || {
            let note = slip.note.as_ref();
            note.is_some_and(|note| note.to_lowercase().contains(folded.as_str()))
        };
        (!digits.is_empty() && in_number()) || in_note()
    }
}
