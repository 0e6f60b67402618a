//! The code in what was typed or pasted: the digits alone, or a whole message with a code in it.
//!
//! ```text
//! <#> Your WhatsApp code: 123-456          the one  ddd-ddd, else the only run of six digits
//! Don't share this code with others
//! 4sgLq1p5sV6                              the hash of the app that may read the message: never part of it
//! ```
//!
//! Digits are put together only where there is nothing but digits and separators, in one line; never from several places
//! of a message.
//!
//! Source: WhatsApp's messages as people quote them; Android's SMS Retriever for the hash of eleven characters.

use crate::domain::secret::Secret;
use crate::domain::typed::{Odd, plain};
use std::ops::Range;
use zeroize::Zeroizing;

/// Digits of a code in a message.
const DIGITS: usize = 6;
/// Digits on each side of its dash.
const HALF: usize = DIGITS / 2;
/// Characters of the hash that ends a message for an app.
const HASH: usize = 11;
/// A text of at most so many signs is a code with a slip, and not a message without a code.
const SHORT: usize = 8;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The digits.
    Digits(Secret),
    /// Several codes that differ, in their order. Only a person knows which counts.
    Several(Vec<Secret>),
    /// A sign that is neither digit nor separator, where digits belong.
    Odd(Odd),
    /// A text without a code in it.
    NoCode,
    /// Nothing.
    Empty,
}

/// The code in `text`.
#[must_use]
pub fn code_in(text: &str) -> Found {
    let signs = Zeroizing::new(plain(text).chars().collect::<Vec<char>>());
    let message = Message { signs: &signs };
    let (dashed, runs) = message.candidates();
    let mut candidates = if dashed.is_empty() { runs } else { dashed };
    match candidates.len() {
        0 => message.without_candidate(),
        1 => candidates.pop().map_or(Found::NoCode, Found::Digits),
        _ => Found::Several(candidates),
    }
}

struct Message<'s> {
    signs: &'s [char],
}

impl Message<'_> {
    /// The codes that are written `ddd-ddd`, and those that are a run of six digits; each once.
    fn candidates(&self) -> (Vec<Secret>, Vec<Secret>) {
        let (mut dashed, mut runs) = (Vec::new(), Vec::new());
        let found = self.runs();
        for (nth, run) in found.iter().enumerate() {
            let next = found.get(nth + 1).filter(|next| {
                next.start == run.end + 1
                    && self.at(Some(run.end)) == Some('-')
                    && (run.len(), next.len()) == (HALF, HALF)
            });
            if run.len() == DIGITS && self.stands_alone(run) {
                note(&mut runs, self.digits(run.clone()));
            } else if let Some(next) = next
                && self.stands_alone(&(run.start..next.end))
            {
                note(&mut dashed, self.digits(run.start..next.end));
            }
        }
        (dashed, runs)
    }

    /// Every run of digits, as long as it gets.
    fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, sign) in self.signs.iter().enumerate() {
            if !sign.is_ascii_digit() {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == at => run.end += 1,
                Some(_) | None => runs.push(at..at + 1),
            }
        }
        runs
    }

    /// Whether no more of a word, of a number or of a hash stands around this place.
    fn stands_alone(&self, place: &Range<usize>) -> bool {
        let before = place.start.checked_sub(1);
        let (left, right) = (self.at(before), self.at(Some(place.end)));
        let word = |sign: Option<char>| sign.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let digit = |at: Option<usize>| self.at(at).is_some_and(|c| c.is_ascii_digit());
        let farther_left = digit(before.and_then(|at| at.checked_sub(1)));
        let joins = |sign: Option<char>| matches!(sign, Some('-' | '.' | ','));
        let longer_number = (joins(left) && farther_left)
            || (joins(right) && digit(Some(place.end + 1)))
            || left == Some('+');
        !word(left) && !word(right) && !longer_number && !self.is_in_hash(place)
    }

    /// Whether the word around this place looks like the hash of an app.
    fn is_in_hash(&self, place: &Range<usize>) -> bool {
        let space = |sign: &char| sign.is_whitespace();
        let before = self.signs.get(..place.start).unwrap_or_default();
        let behind = self.signs.get(place.end..).unwrap_or_default();
        let start = before.iter().rposition(space).map_or(0, |at| at + 1);
        let end = behind.iter().position(space).unwrap_or(behind.len());
        let word = self.signs.get(start..place.end + end).unwrap_or_default();
        let fits = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '/');
        word.len() == HASH && word.iter().all(fits) && word.iter().any(char::is_ascii_alphabetic)
    }

    /// What the text is when no code stands in it by itself.
    fn without_candidate(&self) -> Found {
        let text: Zeroizing<String> = Zeroizing::new(self.signs.iter().collect());
        let inner = text.trim();
        let solid = || inner.chars().filter(|c| !is_separator(*c));
        if solid().next().is_none() {
            return Found::Empty;
        }
        let one_line = !inner.contains(['\n', '\r']);
        let odd = solid().position(|c| !c.is_ascii_digit());
        match odd {
            None if one_line => {
                let mut digits = String::with_capacity(inner.len());
                digits.extend(solid());
                Found::Digits(Secret::new(digits))
            }
            Some(at) if one_line && (solid().count() <= SHORT || !inner.contains(' ')) => {
                Found::Odd(Odd {
                    place: at + 1,
                    sign: solid().nth(at).unwrap_or_default(),
                })
            }
            None | Some(_) => Found::NoCode,
        }
    }

    fn at(&self, at: Option<usize>) -> Option<char> {
        self.signs.get(at?).copied()
    }

    fn digits(&self, place: Range<usize>) -> Secret {
        let signs = self.signs.get(place).unwrap_or_default();
        let mut digits = String::with_capacity(DIGITS);
        digits.extend(signs.iter().filter(|sign| sign.is_ascii_digit()));
        Secret::new(digits)
    }
}

/// Whether `c` may stand between digits that belong together.
#[must_use]
pub fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.')
}

fn note(known: &mut Vec<Secret>, code: Secret) {
    if !known.contains(&code) {
        known.push(code);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::string_slice, reason = "a test fails by panicking")]

    use super::*;
    use proptest::prelude::*;

    fn digits(text: &str) -> Found {
        Found::Digits(Secret::new(text))
    }

    #[test]
    fn the_code_of_a_whole_message_is_the_dashed_one_or_the_only_run_of_six() {
        for text in [
            "<#> Your WhatsApp code: 123-456\nDon't share this code with others\n4sgLq1p5sV6",
            "<#> Your WhatsApp code: 123-456\r\n\r\nYou can also tap on this link: v.whatsapp.com/123456\r\n4sgLq1p5sV6",
            "Seu código do WhatsApp: 123\u{2011}456. Não o compartilhe",
            "\u{202b}رمز واتساب الخاص بك: \u{202a}١٢٣-٤٥٦\u{202c}\u{202c}",
            "您的 WhatsApp 代码是123456。",
            "code 123456, valid for 10 minutes, ref 4711-0815",
            "Your code is 123-456 for +55 11 98765-4321",
            "123-456 99",
            "G-123456 is your code",
            "ab/654321/c 123456",
        ] {
            assert_eq!(code_in(text), digits("123456"), "{text}");
        }
    }

    #[test]
    fn digits_alone_are_put_together() {
        for (text, read) in [
            ("123456", "123456"),
            (" 123 456\n", "123456"),
            ("1 2 3 4 5 6", "123456"),
            ("123.456", "123456"),
            ("１２３４５６", "123456"),
            ("۱۲۳۴۵۶", "123456"),
            ("००१२३", "00123"),
            ("12345678", "12345678"),
            ("123-456-789", "123456789"),
        ] {
            assert_eq!(code_in(text), digits(read), "{text}");
        }
    }

    #[test]
    fn two_codes_are_a_question() {
        let two = Found::Several(vec![Secret::new("123456"), Secret::new("654321")]);
        for text in [
            "123-456\n654-321",
            "123456 654321",
            "old: 123456, new: 654321",
            "123-456 / 654-321 / 123-456",
        ] {
            assert_eq!(code_in(text), two, "{text}");
        }
    }

    #[test]
    fn a_slip_is_named_by_its_place_and_a_message_without_a_code_is_not_one() {
        let odd = |place, sign| Found::Odd(Odd { place, sign });
        for (text, found) in [
            ("12O456", odd(3, 'O')),
            ("12O-456", odd(3, 'O')),
            ("l23456", odd(1, 'l')),
            ("\u{200b}123\u{200b}45S", odd(6, 'S')),
            ("123456a", odd(7, 'a')),
            ("123_456", odd(4, '_')),
            ("12\u{3164}456", odd(3, '\u{3164}')),
            ("abc", odd(1, 'a')),
            ("123\n456", Found::NoCode),
            ("Your code is on its way", Found::NoCode),
            ("12 of 34 and 56", Found::NoCode),
            ("4sg123456V6 4sgLq1p5sV6", Found::NoCode),
            (" -\u{200b} ", Found::Empty),
            ("", Found::Empty),
        ] {
            assert_eq!(code_in(text), found, "{text}");
        }
    }

    proptest! {
        /// Whatever stands around it in words, the one dashed code is found, in any script and with marks in it.
        #[test]
        fn the_one_dashed_code_is_found_among_words(
            before in "[a-zA-Z<>#:é ]{0,20}",
            behind in "[a-zA-Z<>#:é ]{0,20}",
            hash in "[a-zA-Z][a-zA-Z0-9]{9}[a-zA-Z]",
            code in "[0-9]{6}",
            zero in prop::sample::select(vec!['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}']),
            mark in prop::sample::select(vec!["", "\u{200e}", "\u{202a}", "\u{2066}", "\u{feff}"]),
        ) {
            let written: String = code
                .chars()
                .filter_map(|digit| char::from_u32(u32::from(zero) + digit.to_digit(10)?))
                .collect();
            let (left, right) = written.split_at(written.len() / 2);
            let text = format!("{before} {mark}{left}-{right}{mark} {behind}\n{hash}");
            prop_assert_eq!(code_in(&text), digits(&code));
        }

        /// Digits that are found were written next to each other, or the text is nothing but digits and separators.
        #[test]
        fn digits_are_never_joined_across_words(text in "[0-9a-z \n-]{0,24}") {
            if let Found::Digits(found) = code_in(&text) {
                let found = found.expose().to_owned();
                let half = found.len() / 2;
                let dashed = format!("{}-{}", &found[..half], &found[half..]);
                let alone = !text.chars().any(|c| c.is_ascii_alphabetic());
                prop_assert!(alone || text.contains(&found) || text.contains(&dashed), "{text:?}");
            }
        }

        /// No text makes it break down.
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            let _found = code_in(&text);
        }
    }
}
