//! The one reader for what people type and paste: what a sign stands for, and what is taken out of a text.
//!
//! Every surface (screen, line mode, JSON, single steps, environment, lists) hands texts over as they came; the types of
//! this layer read them through here. Three kinds of signs are told apart: invisible marks that copying adds, which are
//! dropped; digits of any script, which become `0` to `9`; and everything else, which is taken as it is or named with its
//! place as [`Odd`], and never dropped silently.
//!
//! Source: marks and scripts that people report from chats, spreadsheets and address books; Unicode's general category
//! `Nd` for the digits.

mod message;

pub use message::{Found, code_in, is_separator};

use crate::domain::digit_runs::digit_value;
use serde::{Serialize, Serializer};
use std::fmt;
use zeroize::Zeroizing;

/// Whether `c` is one of the invisible marks that copying adds to a text.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe0e}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// Whether `c` is a hyphen, a dash or a minus sign, of any width.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Whether `c` is a plus sign, of any width.
#[must_use]
pub fn is_plus(c: char) -> bool {
    matches!(c, '+' | '\u{fe62}' | '\u{ff0b}')
}

/// The digit `0` to `9` that `c` is in its script; `None` when it is none.
#[must_use]
pub fn decimal(c: char) -> Option<char> {
    char::from_digit(digit_value(c)?, 10)
}

/// The text as it is read: without invisible marks, every digit one of `0` to `9`, every dash a `-`, every plus a `+`.
/// It may hold a secret, so it is wiped when it is dropped.
#[must_use]
pub fn plain(text: &str) -> Zeroizing<String> {
    let mut read = Zeroizing::new(String::with_capacity(text.len()));
    read.extend(text.chars().filter_map(plain_sign));
    read
}

/// One sign of [`plain`]; `None` for an invisible mark.
#[must_use]
pub fn plain_sign(c: char) -> Option<char> {
    match c {
        _ if is_mark(c) => None,
        _ if is_dash(c) => Some('-'),
        _ if is_plus(c) => Some('+'),
        _ => Some(decimal(c).unwrap_or(c)),
    }
}

/// The text without invisible marks and outer white space, and otherwise as it came. For captchas, whose answers may hold
/// any sign, and for other words that are not ours to change.
#[must_use]
pub fn unmarked(text: &str) -> Zeroizing<String> {
    let mut kept = Zeroizing::new(String::with_capacity(text.len()));
    kept.extend(text.chars().filter(|c| !is_mark(*c)));
    let inner = kept.trim();
    if inner.len() == kept.len() {
        return kept;
    }
    Zeroizing::new(inner.to_owned())
}

/// How many lines of `text` have something in them.
#[must_use]
pub fn lines_in(text: &str) -> usize {
    let lines = text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]);
    lines.filter(|line| !unmarked(line).is_empty()).count()
}

/// A sign that cannot be taken, and where it stands. Never made of a token: only codes, PINs and numbers are read
/// sign by sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Its place from 1, counted without invisible marks, white space and the separators of the field.
    pub place: usize,
    /// The sign.
    pub sign: char,
}

impl Odd {
    /// What a person sees of it.
    #[must_use]
    pub fn kind(self) -> OddKind {
        match self.sign {
            c if c.is_control() || is_unseen(c) => OddKind::Unseen(u32::from(c)),
            c if c.is_alphabetic() => OddKind::Letter(c),
            c => OddKind::Sign(c),
        }
    }
}

/// How a sign that cannot be taken is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddKind {
    /// A letter.
    Letter(char),
    /// Another sign that is seen.
    Sign(char),
    /// One that is not seen, by its number in Unicode.
    Unseen(u32),
}

impl Serialize for Odd {
    /// Its place only.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.place.serialize(serializer)
    }
}

impl fmt::Display for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X} at place {}", u32::from(self.sign), self.place)
    }
}

/// Signs without a shape of their own that are no marks of copying either.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2028}'..='\u{2029}'
            | '\u{2065}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffc}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_vanish_and_every_dash_plus_and_digit_is_the_plain_one() {
        for (text, read) in [
            ("\u{202a}+55 11\u{202c}", "+55 11"),
            ("\u{ff0b}\u{ff15}\u{ff15}", "+55"),
            ("12\u{200b}3\u{feff}\u{2212}4\u{ad}56\u{2060}", "123-456"),
            ("\u{661}\u{662}\u{663} \u{6f4}\u{6f5}\u{6f6}", "123 456"),
            ("\u{967}\u{968}\u{969}\u{2011}\u{1d7d2}", "123-4"),
        ] {
            assert_eq!(plain(text).as_str(), read);
        }
    }

    #[test]
    fn a_captcha_loses_only_marks_and_outer_space() {
        assert_eq!(
            unmarked("\u{feff} a\u{200b}B \u{661}-９? \n").as_str(),
            "aB \u{661}-９?"
        );
        assert_eq!(unmarked("\u{200b} ").as_str(), "");
    }

    #[test]
    fn an_odd_sign_is_named_by_what_is_seen_of_it() {
        let kind = |sign| Odd { place: 3, sign }.kind();
        assert_eq!(kind('O'), OddKind::Letter('O'));
        assert_eq!(kind('ç'), OddKind::Letter('ç'));
        assert_eq!(kind('?'), OddKind::Sign('?'));
        assert_eq!(kind('\u{200b}'), OddKind::Unseen(0x200b));
        assert_eq!(kind('\u{3164}'), OddKind::Unseen(0x3164));
        assert_eq!(kind('\u{7}'), OddKind::Unseen(7));
    }

    proptest! {
        /// Marks that are put anywhere into a text change nothing about what is read.
        #[test]
        fn marks_anywhere_change_nothing(
            text in "[0-9a-zA-Z +()-]{0,24}",
            at in 0_usize..24,
            mark in prop::sample::select(vec![
                '\u{200b}', '\u{200e}', '\u{202a}', '\u{202c}', '\u{2060}', '\u{2066}', '\u{2069}', '\u{feff}', '\u{ad}',
            ]),
        ) {
            let at = at.min(text.len());
            let mut marked = text.clone();
            marked.insert(at, mark);
            prop_assert_eq!(plain(&marked), plain(&text));
            prop_assert_eq!(unmarked(&marked), unmarked(&text));
        }

        /// Reading what was read changes nothing.
        #[test]
        fn what_was_read_is_read_as_it_is(text in "\\PC{0,32}") {
            let once = plain(&text);
            prop_assert_eq!(plain(&once), once.clone());
        }
    }
}
