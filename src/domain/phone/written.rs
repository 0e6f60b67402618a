//! A number as it is written where people copy it from: with invisible marks, in other scripts' digits, in quotes, as a
//! link, or with a prefix that is only dialled.

use crate::domain::phone::{NumberError, PhoneNumber, possible, typed_digit};
use crate::domain::typed::{Odd, plain};
use serde::Serialize;

/// What stands before a number in a link, with what ends it. Each is international.
///
/// Source: RFC 3966 for `tel:`; WhatsApp's own pages for its links; clients of the live service for its addresses.
const LINKS: [(&str, &[char]); 10] = [
    ("tel:", &[';', '?', '&']),
    ("callto:", &[';', '?', '&']),
    ("sms:", &[';', '?', '&']),
    ("wa.me/", &['?', '/', '#']),
    ("api.whatsapp.com/send/?phone=", &['&', '#']),
    ("api.whatsapp.com/send?phone=", &['&', '#']),
    ("web.whatsapp.com/send/?phone=", &['&', '#']),
    ("web.whatsapp.com/send?phone=", &['&', '#']),
    ("whatsapp://send?phone=", &['&', '#']),
    ("whatsapp:", &[';', '?', '&']),
];

/// Ends of an address at WhatsApp, whose number is international.
const ADDRESSES: [&str; 2] = ["@s.whatsapp.net", "@c.us"];

/// What is dialled in Mexico in front of a national number, or was until 2019: none of it is part of the number.
///
/// Source: the numbering plan of Mexico's regulator (IFT), in force since 3 August 2019.
const MEXICO: (&str, [&str; 4]) = ("52", ["1", "01", "044", "045"]);

/// A prefix that is not part of a number, and the number without it. It is offered and not taken: only a person knows what
/// was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExtraPrefix {
    /// The digits that are too many.
    pub prefix: &'static str,
    calling_code: u16,
    national: u64,
}

impl ExtraPrefix {
    /// The number without the prefix.
    #[must_use]
    pub fn without(self) -> PhoneNumber {
        PhoneNumber {
            calling_code: self.calling_code,
            national: self.national.to_string(),
        }
    }
}

/// The prefix that makes `digits`, calling code first, impossible; `None` when no such prefix does.
pub(super) fn extra_prefix(digits: &str) -> Option<ExtraPrefix> {
    let (code, prefixes) = MEXICO;
    let dialled = digits.strip_prefix(code)?;
    prefixes.into_iter().find_map(|prefix| {
        let national = dialled.strip_prefix(prefix)?;
        let number = possible(&format!("{code}{national}")).ok()?;
        (number.national == national).then_some(ExtraPrefix {
            prefix,
            calling_code: number.calling_code,
            national: national.parse().ok()?,
        })
    })
}

/// The digits of a number as the field for it holds them: without separators, with a `+` in front where there is one. What
/// is no digit stays, so that it is seen.
#[must_use]
pub fn typed_number(text: &str) -> String {
    written(text).chars().filter_map(typed_digit).collect()
}

/// The number in `text` as it would be typed: without marks and quotes, and out of a link.
pub(super) fn written(text: &str) -> String {
    let read = plain(text);
    let quotes = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '“' | '”' | '‘' | '’' | '`')
    };
    let inner = read.trim_matches(quotes);
    linked(inner).unwrap_or_else(|| inner.to_owned())
}

/// The number of a link or an address at WhatsApp, with its `+`.
fn linked(text: &str) -> Option<String> {
    // No sign in front of the number is longer or shorter in lower case: all of them are ASCII.
    let lower = text.to_ascii_lowercase();
    let address = ADDRESSES
        .iter()
        .find_map(|end| lower.strip_suffix(end))
        .map(|number| number.split(':').next().unwrap_or_default());
    let link = || {
        let bare = ["https://", "http://"]
            .iter()
            .find_map(|scheme| lower.strip_prefix(scheme))
            .unwrap_or(&lower);
        let bare = bare.strip_prefix("www.").unwrap_or(bare);
        LINKS.iter().find_map(|(before, ends)| {
            let number = bare.strip_prefix(before)?.trim_start_matches("//");
            number.split(*ends).next()
        })
    };
    let number = address.or_else(link)?;
    let number = number.replace("%2b", "+").replace("%20", " ");
    let number = number.trim();
    let is_number = number.chars().any(|c| c.is_ascii_digit());
    // A national number in a link to a phone stays one.
    let whole = number.starts_with('+') || lower.starts_with("tel:") || lower.starts_with("sms:");
    is_number.then(|| {
        if whole {
            number.to_owned()
        } else {
            format!("+{number}")
        }
    })
}

/// The digits of what was typed, with its `+` in front.
///
/// # Errors
/// The first sign that is neither digit nor separator.
pub(super) fn digits_of(text: &str) -> Result<String, NumberError> {
    let digits: String = text.chars().filter_map(typed_digit).collect();
    let odd = digits
        .chars()
        .enumerate()
        .find(|(at, c)| !c.is_ascii_digit() && (*at, *c) != (0, '+'));
    match odd {
        Some((at, sign)) => Err(NumberError::NotDigits(Odd {
            place: at + 1,
            sign,
        })),
        None => Ok(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn e164(code: &str, text: &str) -> Result<String, NumberError> {
        PhoneNumber::parse(code, text).map(|number| number.e164())
    }

    #[test]
    fn a_number_is_read_as_people_copy_it() {
        for text in [
            "\u{202a}+55 11 98765\u{2011}4321\u{202c}",
            "+55\u{a0}11\u{a0}98765\u{2212}4321",
            "＋５５ １１ ９８７６５−４３２１",
            "+٥٥ ١١ ٩٨٧٦٥٤٣٢١",
            "+५५ ११ ९८७६५ ४३२१",
            "\u{feff}\"+55 11 98765-4321\"",
            "'+5511987654321",
            "tel:+55-11-98765-4321",
            "TEL:+5511987654321;ext=12",
            "tel:%2B5511987654321",
            "tel:11987654321",
            "https://wa.me/5511987654321",
            "wa.me/5511987654321?text=Oi%201",
            "http://www.wa.me/+5511987654321/",
            "https://api.whatsapp.com/send?phone=5511987654321&text=123",
            "whatsapp://send?phone=+5511987654321",
            "whatsapp:+5511987654321",
            "5511987654321@s.whatsapp.net",
            "5511987654321:12@s.whatsapp.net",
            "0055 (11) 98765.4321",
            "+55 (0)11 98765-4321",
            "+55 0 11 98765-4321",
            "0 11 98765-4321",
            "0 15 11 98765-4321",
            "021 11 98765-4321",
            "0 41 11 98765-4321",
        ] {
            assert_eq!(e164("55", text), Ok("+5511987654321".to_owned()), "{text}");
        }
        assert_eq!(e164("44", "(0)7400 123456"), Ok("+447400123456".to_owned()));
        assert_eq!(
            e164("+\u{200e}٥٥", "11 98765-4321"),
            Ok("+5511987654321".to_owned())
        );
    }

    #[test]
    fn a_mexican_prefix_is_named_with_the_number_without_it() {
        for (code, text, prefix) in [
            ("55", "+52 1 222 123 4567", "1"),
            ("52", "1 222 123 4567", "1"),
            ("55", "wa.me/5212221234567", "1"),
            ("52", "01 222 123 4567", "01"),
            ("52", "044 222 123 4567", "044"),
            ("52", "045 55 1234 5678", "045"),
        ] {
            let error = e164(code, text);
            assert!(
                matches!(error, Err(NumberError::ExtraPrefix(extra)) if extra.prefix == prefix && extra.without().calling_code() == 52 && extra.without().national().len() == 10),
                "{text}: {error:?}"
            );
        }
        assert_eq!(e164("52", "222 123 4567"), Ok("+522221234567".to_owned()));
        assert_eq!(e164("52", "1 222 123"), Err(NumberError::NoAreaCode));
    }

    #[test]
    fn a_sign_that_is_no_digit_is_named_with_its_place() {
        let odd = |place, sign| Err(NumberError::NotDigits(Odd { place, sign }));
        for (text, found) in [
            ("11 9876S-4321", odd(7, 'S')),
            ("\u{200e}+55 11 98765-432l", odd(14, 'l')),
            ("11 98765+4321", odd(8, '+')),
            ("11\u{3164}98765-4321", odd(3, '\u{3164}')),
            ("https://wa.me/message/ABC", odd(1, 'h')),
            ("eleven", odd(1, 'e')),
        ] {
            assert_eq!(e164("55", text), found, "{text}");
        }
    }

    proptest! {
        /// A number is the same number in any script's digits, with marks in it, and in a link.
        #[test]
        fn a_number_is_the_same_however_it_is_copied(
            area in 11_u32..=19,
            line in 60_000_000_u32..=99_999_999,
            zero in prop::sample::select(vec!['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}']),
            mark in prop::sample::select(vec!["", "\u{200b}", "\u{202a}", "\u{2066}", "\u{feff}", "\u{ad}"]),
            before in prop::sample::select(vec!["+", "00", "tel:+", "https://wa.me/", "\u{ff0b}"]),
        ) {
            let plain = format!("55{area}9{line}");
            let digits: String = plain
                .chars()
                .filter_map(|digit| char::from_u32(u32::from(zero) + digit.to_digit(10)?))
                .collect();
            let text = format!("{mark}{before}{digits}{mark}");
            prop_assert_eq!(e164("1", &text), Ok(format!("+{plain}")), "{:?}", text);
        }
    }
}
