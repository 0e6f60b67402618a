//! When two spellings are the same line.
//!
//! The same line has more than one spelling at `WhatsApp`, which keeps the digits that a number had when its account was
//! made. Two comparisons answer two questions:
//!
//! - [`PhoneNumber::matches`], the narrower one: is the line that the service shows the one that was asked for? Only what
//!   is certain is the same; what differs by such digits alone and is not certain is left to a person.
//! - [`PhoneNumber::line`], the wider one: the key of leases, saved onboardings and duplicates in a list. All spellings
//!   that may be one line share a key.
//!
//! Source: clients of the live service for the spellings; for Ivory Coast the carrier table of libphonenumber from before
//! the renumbering of 31 January 2021 and the regulator's announcement of it (01 Moov, 05 MTN, 07 Orange; fixed lines 21,
//! 25, 27); for Benin the renumbering of 30 November 2024, which put 01 before every number.

use super::{PhoneNumber, is_calling_code, possible, split_area};
use serde::Serialize;

/// How the line that the service shows compares with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineMatch {
    /// It is the same line, in this spelling or in another one.
    Same,
    /// It may be the same line in another spelling, or a line that differs in those digits: a person has to say.
    Unsure,
    /// It is another line.
    Different,
    /// What the service shows is no phone number, or nothing.
    Unreadable,
}

const BRAZIL: u16 = 55;
const MEXICO: u16 = 52;
const ARGENTINA: u16 = 54;
const IVORY_COAST: u16 = 225;
const BENIN: u16 = 229;

/// The fewest digits that two numbers of a country must share at their ends before a prefix alone can make the difference.
const SHARED_END: usize = 6;

impl PhoneNumber {
    /// How the line that the service shows compares with this number. `shown` is what it shows: calling code and national
    /// number, digits only; `None` when it shows none.
    #[must_use]
    pub fn matches(&self, shown: Option<&str>) -> LineMatch {
        let Some(shown) = shown.filter(|digits| !digits.is_empty()) else {
            return LineMatch::Unreadable;
        };
        let code = self.calling_code;
        if let Some(national) = shown.strip_prefix(&code.to_string()) {
            if wide(code, national) == wide(code, &self.national) {
                return narrow(code, &self.national, national);
            }
            if differs_in_front(&self.national, national) {
                return LineMatch::Unsure;
            }
        }
        if wide(code, shown) == wide(code, &self.national) {
            // Without its calling code; or a number of a country whose calling code it begins with.
            return LineMatch::Unsure;
        }
        if is_a_number(shown) {
            LineMatch::Different
        } else {
            LineMatch::Unreadable
        }
    }

    /// Names the line: all spellings that may be one line have the same name.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "{}{}",
            self.calling_code,
            wide(self.calling_code, &self.national)
        )
    }

    /// Whether both may be the same line, so that only one of them is to be worked with at a time.
    #[must_use]
    pub fn same_line(&self, other: &PhoneNumber) -> bool {
        self.line() == other.line()
    }

    /// The number that the service shows as `digits`, calling code first, in the spelling of its country's present plan;
    /// `None` when it is none, or when it is not certain which.
    #[must_use]
    pub fn of_shown(digits: &str) -> Option<Self> {
        if let Ok(number) = possible(digits) {
            return Some(number);
        }
        let (code, national) = split_code(digits)?;
        let present = match code {
            MEXICO | ARGENTINA => wide(code, national),
            IVORY_COAST => format!("{}{national}", ivory_prefix(national)?),
            BENIN => format!("{BENIN_PREFIX}{national}"),
            _ => return None,
        };
        possible(&format!("{code}{present}")).ok()
    }
}

/// Names the line whose calling code and national number are `digits`. Naming what is such a name already changes nothing.
#[must_use]
pub fn line_of_digits(digits: &str) -> String {
    match split_code(digits) {
        Some((code, national)) => format!("{code}{}", wide(code, national)),
        None => digits.to_owned(),
    }
}

/// The national number without the digits that only some spellings of it have.
fn wide(code: u16, national: &str) -> String {
    let short = match code {
        BRAZIL => without_ninth_digit(national),
        MEXICO if national.len() == 11 => national.strip_prefix('1').map(str::to_owned),
        ARGENTINA => without_mobile_mark(national),
        IVORY_COAST | BENIN if national.len() == 10 => national.get(2..).map(str::to_owned),
        _ => None,
    };
    short.unwrap_or_else(|| national.to_owned())
}

/// Compares two spellings that share a name.
fn narrow(code: u16, ours: &str, theirs: &str) -> LineMatch {
    if ours == theirs {
        return LineMatch::Same;
    }
    let (old, present) = if ours.len() < theirs.len() {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    match code {
        BRAZIL if is_landline_of_brazil(old) => LineMatch::Unsure,
        BRAZIL | MEXICO | ARGENTINA => LineMatch::Same,
        // Two numbers of the present plan, of two operators.
        _ if old.len() == present.len() => LineMatch::Different,
        IVORY_COAST if ivory_prefix(old).is_some_and(|prefix| present.starts_with(prefix)) => {
            LineMatch::Same
        }
        BENIN if present.starts_with(BENIN_PREFIX) => LineMatch::Same,
        _ => LineMatch::Unsure,
    }
}

/// Whether both end alike and one of them has digits in front that the other has not.
fn differs_in_front(ours: &str, theirs: &str) -> bool {
    let shorter = ours.len().min(theirs.len());
    ours.len() != theirs.len()
        && shorter >= SHARED_END
        && (ours.ends_with(theirs) || theirs.ends_with(ours))
}

/// Area code and eight digits, where a mobile number has nine of which the first is a 9.
fn without_ninth_digit(national: &str) -> Option<String> {
    let (area, line) = split_area(national)?;
    let old = line.strip_prefix('9').filter(|old| old.len() == 8)?;
    Some(format!("{area}{old}"))
}

/// Whether eight digits after the area code are those of a landline. A mobile number whose ninth digit stands before
/// such digits was never without it, so the two are different lines.
fn is_landline_of_brazil(national: &str) -> bool {
    split_area(national).is_some_and(|(_, line)| line.starts_with(['2', '3', '4', '5']))
}

/// Area code and line, ten digits, without the 9 before them of international calls or the 15 between them of local ones.
fn without_mobile_mark(national: &str) -> Option<String> {
    /// Area code and line.
    const LENGTH: usize = 10;
    let bare = match national.len() {
        11 | 13 => national.strip_prefix('9')?,
        _ => national,
    };
    if bare.len() == LENGTH {
        return Some(bare.to_owned());
    }
    // Where the area code ends, the numbering plan says; what it makes of the 15 is a 9 in front.
    let number = possible(&format!("{ARGENTINA}{bare}")).ok()?;
    let plain = number.national.strip_prefix('9')?;
    (plain.len() == LENGTH).then(|| plain.to_owned())
}

/// What Benin put before every number.
const BENIN_PREFIX: &str = "01";

/// The two digits that Ivory Coast put before a number of eight, by its operator; `None` where no table says whose it was.
fn ivory_prefix(old: &str) -> Option<&'static str> {
    let &[first, second, third] = old.as_bytes().first_chunk()?;
    if old.len() != 8 {
        return None;
    }
    match (first, second) {
        (b'2' | b'3', _) => ivory_landline_prefix(old, (first, second), third),
        (b'0', b'1'..=b'3') | (b'4' | b'5' | b'7', b'0'..=b'3') => Some("01"),
        (b'0' | b'4'..=b'9', b'4'..=b'6') => Some("05"),
        (b'0' | b'4' | b'5' | b'7' | b'8', b'7'..=b'9') | (b'6' | b'9', b'7' | b'8') => Some("07"),
        _ => None,
    }
}

/// The same for a landline: after the digits of its region, the third one is that of its operator.
fn ivory_landline_prefix(old: &str, region: (u8, u8), third: u8) -> Option<&'static str> {
    match (region, third) {
        ((b'2', b'0'..=b'3'), b'8') => Some("21"),
        ((b'2', b'0'..=b'4') | (b'3', b'0'..=b'6'), b'0') => Some("25"),
        (_, b'0' | b'8') => None,
        // The plan of today has every exchange of the largest operator.
        _ => {
            let number = possible(&format!("{IVORY_COAST}27{old}")).ok()?;
            number.parsed()?.is_valid().then_some("27")
        }
    }
}

/// The calling code and the rest; `None` where no country has such a code.
fn split_code(digits: &str) -> Option<(u16, &str)> {
    // No calling code is the beginning of another one.
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at_checked(length)?;
        is_calling_code(code).then(|| Some((code.parse().ok()?, national)))?
    })
}

/// A number in an older spelling as it is written internationally: `+52 12221234567`; `None` when the digits are none.
pub(super) fn spaced(digits: &str) -> Option<String> {
    let (code, national) = split_code(digits).filter(|_| is_a_number(digits))?;
    Some(format!("+{code} {national}"))
}

/// Whether these can be a number of their country, by its present plan or in an older spelling.
fn is_a_number(digits: &str) -> bool {
    if possible(digits).is_ok() {
        return true;
    }
    split_code(digits).is_some_and(|(code, national)| match code {
        IVORY_COAST | BENIN => national.len() == 8,
        _ => possible(&line_of_digits(digits)).is_ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(international: &str) -> PhoneNumber {
        match PhoneNumber::parse("", international) {
            Ok(number) => number,
            Err(error) => unreachable!("{international}: {error}"),
        }
    }

    fn assert_matches(expected: LineMatch, pairs: &[(&str, &str)]) {
        for (asked, shown) in pairs {
            assert_eq!(
                number(asked).matches(Some(shown)),
                expected,
                "{asked} and {shown}"
            );
        }
    }

    #[test]
    fn a_line_is_the_same_in_every_spelling_that_is_certain() {
        assert_matches(
            LineMatch::Same,
            &[
                ("+55 11 98765-4321", "5511987654321"),
                ("+55 11 98765-4321", "551187654321"),
                ("+55 11 8765-4321", "5511987654321"),
                ("+55 11 6123-4567", "5511961234567"),
                ("+52 222 123 4567", "5212221234567"),
                ("+52 222 123 4567", "522221234567"),
                ("+54 11 2345-6789", "5491123456789"),
                ("+54 9 11 2345-6789", "541123456789"),
                ("+54 9 11 2345-6789", "54111523456789"),
                ("+54 11 15 2345-6789", "541123456789"),
                ("+54 9 2966 42-1234", "54296615421234"),
                ("+225 07 07 12 34 56", "22507123456"),
                ("+225 07 07 12 34 56", "2250707123456"),
                ("+225 01 41 12 34 56", "22541123456"),
                ("+225 05 84 12 34 56", "22584123456"),
                ("+225 07 98 12 34 56", "22598123456"),
                ("+225 21 20 8 12345", "22520812345"),
                ("+225 25 35 0 12345", "22535012345"),
                ("+225 27 20 2 12345", "22520212345"),
                ("+225 27 31 9 12345", "22531912345"),
                ("+229 01 97 12 34 56", "22997123456"),
                ("+229 97 12 34 56", "2290197123456"),
            ],
        );
    }

    #[test]
    fn digits_that_no_table_explains_are_a_question() {
        assert_matches(
            LineMatch::Unsure,
            &[
                // The landline of the same digits, which is another line.
                ("+55 11 93265-4321", "551132654321"),
                ("+55 11 3265-4321", "5511932654321"),
                // Another operator's prefix, and operators that are gone.
                ("+225 05 07 12 34 56", "22507123456"),
                ("+225 01 60 12 34 56", "22560123456"),
                ("+225 07 69 12 34 56", "22569123456"),
                ("+225 27 20 8 12345", "22520812345"),
                ("+229 02 97 12 34 56", "22997123456"),
                // Other countries, where no table is known.
                ("+1 202 555 0143", "15550143"),
                ("+241 06 12 34 56", "2416123456"),
                ("+39 06 1234 5678", "39612345678"),
                // The calling code is missing.
                ("+55 11 98765-4321", "11987654321"),
            ],
        );
    }

    #[test]
    fn another_line_is_another_line_in_any_spelling() {
        assert_matches(
            LineMatch::Different,
            &[
                ("+55 11 98765-4321", "5511987654322"),
                ("+55 11 98765-4321", "5521987654321"),
                ("+55 11 98765-4321", "5212221234567"),
                ("+52 222 123 4567", "5212221234568"),
                ("+54 11 2345-6789", "5491123456780"),
                ("+225 07 07 12 34 56", "22507123457"),
                ("+225 07 07 12 34 56", "2250507123456"),
                ("+229 01 97 12 34 56", "22997123457"),
                ("+1 202 555 0143", "12025550144"),
            ],
        );
    }

    #[test]
    fn what_is_no_phone_number_is_not_another_line() {
        let asked = number("+55 11 98765-4321");
        for shown in [
            None,
            Some(""),
            Some("182880134910105"),
            Some("11987654321012345"),
        ] {
            assert_eq!(asked.matches(shown), LineMatch::Unreadable, "{shown:?}");
        }
    }

    #[test]
    fn all_spellings_of_a_line_share_a_name() {
        for (spellings, name) in [
            (
                &["+55 11 98765-4321", "+55 11 8765-4321"][..],
                "551187654321",
            ),
            (&["+52 222 123 4567"], "522221234567"),
            (
                &[
                    "+54 9 11 2345-6789",
                    "+54 11 2345-6789",
                    "+54 11 15 2345-6789",
                ],
                "541123456789",
            ),
            (&["+225 07 07 12 34 56"], "22507123456"),
            (&["+229 01 97 12 34 56", "+229 97 12 34 56"], "22997123456"),
            (&["+1 202 555 0143"], "12025550143"),
        ] {
            for spelling in spellings {
                assert_eq!(number(spelling).line(), name, "{spelling}");
            }
        }
    }

    #[test]
    fn the_name_of_a_line_is_the_name_of_its_digits_and_stays_so() {
        for (digits, name) in [
            ("551187654321", "551187654321"),
            ("5511987654321", "551187654321"),
            ("5491123456789", "541123456789"),
            ("2250707123456", "22507123456"),
            ("22507123456", "22507123456"),
            ("2290197123456", "22997123456"),
            ("5212221234567", "522221234567"),
            ("12025550143", "12025550143"),
            ("999123", "999123"),
        ] {
            assert_eq!(line_of_digits(digits), name);
            assert_eq!(line_of_digits(name), name, "{digits}");
        }
    }

    #[test]
    fn a_shown_number_is_read_in_the_spelling_of_today() {
        for (shown, expected) in [
            ("5511987654321", Some("+5511987654321")),
            ("551187654321", Some("+551187654321")),
            ("5212221234567", Some("+522221234567")),
            ("5491123456789", Some("+5491123456789")),
            ("22507123456", Some("+2250707123456")),
            ("22560123456", None),
            ("2290197123456", Some("+2290197123456")),
            ("182880134910105", None),
            ("", None),
        ] {
            let read = PhoneNumber::of_shown(shown).map(|number| number.e164());
            assert_eq!(read.as_deref(), expected, "{shown}");
        }
    }
}
