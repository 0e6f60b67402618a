//! A number as it is written in its country, while it is still being typed.
//!
//! The digits so far are filled up with the end of an example number of the region, that is formatted, and cut
//! behind the digits that were typed. Nothing is added or lost: without its separators the result is what was
//! typed.

use crate::domain::phone::{PhoneNumber, Region, possible};
use crate::domain::typed::plain_sign;
use rlibphonenumber::{PhoneNumber as Parsed, PhoneNumberFormat};

/// What typing or pasting puts into a number: the digit that a character is, nothing for a separator or an invisible mark,
/// and every other character as it is, so that nobody's mistake vanishes unseen.
#[must_use]
pub fn typed_digit(c: char) -> Option<char> {
    plain_sign(c).filter(|sign| !is_separator(*sign))
}

fn is_separator(sign: char) -> bool {
    matches!(sign, '(' | ')' | '.' | '/' | '-') || sign.is_whitespace()
}

/// What was typed of a number of `region`, as it is written there. Text that is no beginning of a number, and
/// one that is longer than any, comes back as it is.
#[must_use]
pub fn as_you_type(region: Option<Region>, typed: &str) -> String {
    let digits = typed.strip_prefix('+').unwrap_or(typed);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return typed.to_owned();
    }
    let written = if digits.len() < typed.len() {
        international(digits)
    } else {
        region.map(|region| national(region, digits))
    };
    written.unwrap_or_else(|| typed.to_owned())
}

/// Columns of `written` that stand before the caret, when `before` characters of what was typed do.
#[must_use]
pub fn caret_in(written: &str, before: usize) -> usize {
    let typed = |c: char| c.is_ascii_digit() || c == '+';
    let mut kept = written.chars().enumerate().filter(|(_, c)| typed(*c));
    match before.checked_sub(1) {
        Some(last) => kept.nth(last).map_or(before, |(at, _)| at + 1),
        None => 0,
    }
}

/// A whole national number as it is written.
pub(super) fn formatted(region: Region, digits: &str) -> String {
    shaped(region, digits, digits).unwrap_or_else(|| digits.to_owned())
}

/// The number that is meant when what was typed or pasted as a national number is an international one: with
/// `+` or `00` in front, or with the calling code of its own `region` once more, where that alone makes sense.
#[must_use]
pub fn split_international(region: Option<Region>, typed: &str) -> Option<PhoneNumber> {
    let marked = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
    if let Some(digits) = marked {
        return whole(digits);
    }
    let code = region?.calling_code().to_string();
    let national = typed.strip_prefix(&code)?;
    // Digits that are a national number as they stand are that and nothing else.
    if national.is_empty() || possible(&format!("{code}{typed}")).is_ok() {
        return None;
    }
    whole(typed)
}

fn whole(digits: &str) -> Option<PhoneNumber> {
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = only_digits.then(|| possible(digits).ok()).flatten()?;
    let valid = number
        .e164()
        .parse::<Parsed>()
        .is_ok_and(|it| it.is_valid());
    (valid || number.lacks_ninth_digit()).then_some(number)
}

/// What was typed behind a calling code, or the digits alone where no shape fits.
fn national(region: Region, digits: &str) -> String {
    let trunk = region.trunk_prefix().unwrap_or_default();
    let behind = digits.strip_prefix(trunk).unwrap_or_default();
    let begins_with_trunk = !trunk.is_empty() && !behind.is_empty();
    let examples = region.examples();
    let dialled = examples.iter().map(|example| format!("{trunk}{example}"));
    let dialled: Vec<String> = dialled.filter(|_| begins_with_trunk).collect();
    let filled: Vec<String> = dialled
        .iter()
        .chain(&examples)
        .map(|example| example.get(digits.len()..).unwrap_or_default())
        .map(|end| format!("{digits}{end}"))
        .collect();
    // The kind of number that the digits begin is the one that they can become.
    let written = |valid: bool| {
        let mut likely = filled
            .iter()
            .filter(|number| !valid || is_valid(region, number));
        likely.find_map(|number| shaped(region, number, digits))
    };
    written(true)
        .or_else(|| written(false))
        .or_else(|| begins_with_trunk.then(|| format!("{trunk} {}", national(region, behind))))
        .unwrap_or_else(|| digits.to_owned())
}

fn international(digits: &str) -> Option<String> {
    let region = (1..=3).find_map(|length| {
        let code: u16 = digits.get(..length)?.parse().ok()?;
        Region::main_of(code)
    })?;
    let code = region.calling_code().to_string();
    let rest = digits.strip_prefix(&code)?;
    (!rest.is_empty()).then(|| format!("+{code} {}", national(region, rest)))
}

fn parsed(region: Region, number: &str) -> Option<Parsed> {
    format!("+{}{number}", region.calling_code()).parse().ok()
}

fn is_valid(region: Region, number: &str) -> bool {
    parsed(region, number).is_some_and(|number| number.is_valid())
}

/// The first digits of `number`, those that were `typed`, as they stand in it when it is written out; `None`
/// when writing it out changes its digits or sets none of them apart.
fn shaped(region: Region, number: &str, typed: &str) -> Option<String> {
    let number_parsed = parsed(region, number)?;
    let national = number_parsed.format_as(PhoneNumberFormat::National);
    let abroad = number_parsed.format_as(PhoneNumberFormat::International);
    let code = format!("+{}", region.calling_code());
    let abroad = abroad.strip_prefix(&code).unwrap_or_default();
    let same = |written: &&str| {
        let digits = written.chars().filter(char::is_ascii_digit);
        digits.eq(number.chars())
    };
    let written = [national.as_ref(), abroad.trim_start_matches([' ', '-'])];
    let written = written.into_iter().find(same)?;
    let parted = written.len() > number.len();
    parted.then(|| {
        written
            .chars()
            .take(caret_in(written, typed.len()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::expect_used,
        clippy::string_slice,
        reason = "a test fails by panicking"
    )]

    use super::*;

    fn region(code: &str) -> Region {
        Region::from_code(code).expect("a region")
    }

    /// Every beginning of `digits` as it is shown, joined by `|`.
    fn course(code: &str, digits: &str) -> String {
        let lengths = 1..=digits.len();
        let shown = lengths.map(|length| as_you_type(Some(region(code)), &digits[..length]));
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_number_takes_shape_while_it_is_typed() {
        for (code, digits, shown) in [
            (
                "BR",
                "11987654321",
                "(1|(11|(11) 9|(11) 98|(11) 987|(11) 9876|(11) 98765|(11) 98765-4|(11) 98765-43|(11) 98765-432|(11) 98765-4321",
            ),
            (
                "US",
                "2025550143",
                "(2|(20|(202|(202) 5|(202) 55|(202) 555|(202) 555-0|(202) 555-01|(202) 555-014|(202) 555-0143",
            ),
            (
                "IT",
                "0612345678",
                "0|06|06 1|06 12|06 123|06 1234|06 1234 5|06 1234 56|06 1234 567|06 1234 5678",
            ),
        ] {
            assert_eq!(course(code, digits), shown);
        }
    }

    #[test]
    fn whole_numbers_are_written_as_their_country_does() {
        for (code, digits, written) in [
            ("BR", "1132654321", "(11) 3265-4321"),
            ("BR", "011987654321", "0 (11) 98765-4321"),
            ("US", "12025550143", "1 (202) 555-0143"),
            ("DE", "15123456789", "1512 3456789"),
            ("DE", "015123456789", "01512 3456789"),
            ("DE", "3012345678", "30 12345678"),
            ("PT", "912345678", "912 345 678"),
            ("AR", "91123456789", "9 11 2345-6789"),
            ("AR", "1123456789", "11 2345-6789"),
            ("MX", "2221234567", "222 123 4567"),
            ("IT", "3123456789", "312 345 6789"),
            ("CI", "0123456789", "01 23 45 6789"),
            ("GB", "7400123456", "7400 123456"),
            ("RU", "89123456789", "8 (912) 345-67-89"),
        ] {
            assert_eq!(as_you_type(Some(region(code)), digits), written, "{code}");
        }
        assert_eq!(as_you_type(None, "+5511987654321"), "+55 (11) 98765-4321");
        assert_eq!(as_you_type(Some(Region::BRAZIL), "+491512"), "+49 1512");
    }

    #[test]
    fn what_is_no_number_stays_as_it_is() {
        for typed in ["", "+", "+9", "119876543210000", "11 987", "eleven", "1+1"] {
            assert_eq!(as_you_type(Some(Region::BRAZIL), typed), typed);
        }
        assert_eq!(as_you_type(None, "11987654321"), "11987654321");
    }

    #[test]
    fn no_digit_is_ever_lost_and_none_moves_when_another_comes() {
        for region in Region::all() {
            for example in region.examples() {
                let whole = as_you_type(Some(region), &example);
                for length in 1..=example.len() {
                    let typed = &example[..length];
                    let shown = as_you_type(Some(region), typed);
                    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
                    assert_eq!(digits, typed, "{region:?}");
                    assert!(whole.starts_with(&shown), "{region:?}: {shown} of {whole}");
                }
            }
        }
    }

    #[test]
    fn the_caret_stands_behind_the_digit_that_it_stood_behind() {
        let written = "(11) 98765-4321";
        let carets = [(0, 0), (1, 2), (2, 3), (3, 6), (7, 10), (8, 12), (11, 15)];
        for (before, column) in carets {
            assert_eq!(caret_in(written, before), column);
        }
        assert_eq!(caret_in("+55 (11", 1), 1);
        assert_eq!(caret_in("+55 (11", 4), 6);
    }

    #[test]
    fn an_international_number_is_taken_apart_where_it_is_one() {
        let split = |code, typed: &str| {
            let typed: String = typed.chars().filter_map(typed_digit).collect();
            let number = split_international(Some(region(code)), &typed)?;
            Some((number.calling_code(), number.national().to_owned()))
        };
        let brazilian = Some((55, "11987654321".to_owned()));
        for typed in [
            "+55 11 98765-4321",
            "\u{202a}+55 (11) 98765-4321\u{202c}",
            "0055 11 98765 4321",
            "5511987654321",
        ] {
            assert_eq!(split("BR", typed), brazilian, "{typed}");
        }
        assert_eq!(split("US", "+55 11 98765-4321"), brazilian);
        assert_eq!(
            split("US", "+55 11 8765-4321"),
            Some((55, "1187654321".to_owned()))
        );
        // Area code 55, and national numbers as they are.
        for typed in [
            "55987654321",
            "11987654321",
            "55119876",
            "+55",
            "+55 11",
            "",
            "+abc",
        ] {
            assert_eq!(split("BR", typed), None, "{typed}");
        }
    }
}
