//! Phone numbers: what can be one, how it is written, and when two are the same line.
//!
//! All knowledge of numbering plans comes from Google's data through one library, which stays behind this
//! module. The impossible is refused; the merely not valid is a warning, since numbering plans change.

mod as_you_type;
mod line;
mod region;
mod written;

pub use as_you_type::{as_you_type, caret_in, split_international, typed_digit};
pub use line::{LineMatch, line_of_digits};
pub use region::Region;
pub use written::{ExtraPrefix, typed_number};

use crate::domain::method::Method;
use crate::domain::typed::Odd;
use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber as Parsed, PhoneNumberFormat,
    PhoneNumberType,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use written::{digits_of, extra_prefix, written};

/// A number as the service wants it: calling code and national number, digits only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct PhoneNumber {
    calling_code: u16,
    national: String,
}

/// A number as it was written down, by us or by whoever changed the file since.
#[derive(Deserialize)]
struct Stored {
    calling_code: u16,
    national: String,
}

impl TryFrom<Stored> for PhoneNumber {
    type Error = NumberError;

    fn try_from(stored: Stored) -> Result<Self, NumberError> {
        PhoneNumber::parse(&stored.calling_code.to_string(), &stored.national)
    }
}

/// What to tell a person about a possible number before using it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberWarning {
    /// The numbering plan does not know it. In Brazil: often a mobile number without its ninth digit.
    NotValid,
    /// A Brazilian number that looks like a mobile number of before the ninth digit.
    LacksNinthDigit,
    /// A landline, which no text message reaches.
    Landline,
}

impl NumberWarning {
    /// Its name, which is the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NumberWarning::NotValid => "not_valid",
            NumberWarning::LacksNinthDigit => "lacks_ninth_digit",
            NumberWarning::Landline => "landline",
        }
    }

    /// Whether a code is requested by `method` only on a person's word. A landline is called, but no SMS reaches it; `None`
    /// is for a method that is picked later.
    #[must_use]
    pub fn wants_word(self, method: Option<Method>) -> bool {
        match self {
            NumberWarning::NotValid | NumberWarning::LacksNinthDigit => true,
            NumberWarning::Landline => method == Some(Method::Sms),
        }
    }
}

/// Why what was typed cannot be a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// No calling code was given.
    #[error("the calling code is empty")]
    NoCallingCode,
    /// No country has that calling code.
    #[error("no country has this calling code")]
    UnknownCallingCode,
    /// No national number was given.
    #[error("the number is empty")]
    Empty,
    /// There is something in it that is neither digit nor separator.
    #[error("it holds something that is no digit: {0}")]
    NotDigits(Odd),
    /// A prefix that is only dialled makes it too long.
    #[error("it begins with a prefix that is not part of it")]
    ExtraPrefix(ExtraPrefix),
    /// Too few digits for its country.
    #[error("it has too few digits")]
    TooShort,
    /// Too many digits for its country.
    #[error("it has too many digits")]
    TooLong,
    /// No number of its country has that many digits.
    #[error("no number of its country has that many digits")]
    WrongLength,
    /// It can only be dialled inside its own area.
    #[error("the area code is missing")]
    NoAreaCode,
    /// The calling code stands in front of the national number once more.
    #[error("the calling code is there twice")]
    RepeatsCallingCode,
}

impl PhoneNumber {
    /// Reads a calling code and a national number as people type and paste them: in digits of any script, with marks of
    /// copying, in quotes, as a link (`tel:`, `wa.me/`), with the trunk prefix and the carrier code of its country.
    ///
    /// A national number that begins with `+` or `00` is read as an international one, and its own calling
    /// code counts.
    ///
    /// # Errors
    /// Whatever makes it impossible as a number of its country.
    pub fn parse(calling_code: &str, national: &str) -> Result<Self, NumberError> {
        let typed = written(national);
        let digits = digits_of(&typed)?;
        let marked = digits
            .strip_prefix('+')
            .or_else(|| digits.strip_prefix("00"));
        if let Some(international) = marked {
            return readable(international);
        }
        let code = digits_of(&written(calling_code))
            .map_err(|_no_digits| NumberError::UnknownCallingCode)?;
        let code = code.trim_start_matches('+');
        if code.is_empty() {
            return Err(NumberError::NoCallingCode);
        }
        if !is_calling_code(code) {
            return Err(NumberError::UnknownCallingCode);
        }
        if digits.is_empty() {
            return Err(NumberError::Empty);
        }
        // No calling code is the beginning of another one, so this one is read.
        let refusal = match readable(&format!("{code}{digits}")) {
            Ok(number) => return Ok(number),
            Err(refusal) => refusal,
        };
        let repeated = digits.starts_with(code)
            && possible(&digits).is_ok_and(|number| number.calling_code.to_string() == code);
        Err(if repeated {
            NumberError::RepeatsCallingCode
        } else {
            refusal
        })
    }

    /// The country's calling code, 1 to 999.
    #[must_use]
    pub fn calling_code(&self) -> u16 {
        self.calling_code
    }

    /// The national number, digits only, leading zeros of the numbering plan included.
    #[must_use]
    pub fn national(&self) -> &str {
        &self.national
    }

    /// The number as it is written internationally: `+55 11 98765-4321`.
    #[must_use]
    pub fn international(&self) -> String {
        match self.parsed() {
            Some(parsed) => parsed
                .format_as(PhoneNumberFormat::International)
                .into_owned(),
            None => self.e164(),
        }
    }

    /// The number as the library has it. Its digits were read when it was made, and reading takes longer than everything
    /// else that is done to show one; a screen that counts seconds shows it each second.
    fn parsed(&self) -> Option<Parsed> {
        let zeros = self.national.bytes().take_while(|digit| *digit == b'0');
        let zeros = i32::try_from(zeros.count()).ok()?;
        Some(Parsed {
            country_code: i32::from(self.calling_code),
            national_number: self.national.parse().ok()?,
            italian_leading_zero: (zeros > 0).then_some(true),
            number_of_leading_zeros: (zeros > 1).then_some(zeros),
            ..Parsed::default()
        })
    }

    /// What to warn about before this number is used.
    #[must_use]
    pub fn warnings(&self) -> Vec<NumberWarning> {
        let Some(parsed) = self.parsed() else {
            return vec![NumberWarning::NotValid];
        };
        if self.lacks_ninth_digit() {
            return vec![NumberWarning::LacksNinthDigit];
        }
        if !parsed.is_valid() {
            return vec![NumberWarning::NotValid];
        }
        if parsed.get_type() == PhoneNumberType::FixedLine {
            return vec![NumberWarning::Landline];
        }
        Vec::new()
    }

    /// Whether `digits`, calling code first, are this very spelling of the number.
    #[must_use]
    pub fn is_spelt(&self, digits: &str) -> bool {
        self.e164().trim_start_matches('+') == digits
    }

    /// `+` and all digits.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+{}{}", self.calling_code, self.national)
    }

    /// Eight digits after the area code, the first of them one that mobile numbers began with.
    fn lacks_ninth_digit(&self) -> bool {
        self.calling_code == 55
            && split_area(&self.national)
                .is_some_and(|(_, line)| line.len() == 8 && line.starts_with(['6', '7', '8', '9']))
    }
}

/// Formats digits that a server reported as `+…`, or gives them back as they are when they are no number.
#[must_use]
pub fn international_from_digits(digits: &str) -> String {
    match format!("+{digits}").parse::<Parsed>() {
        Ok(parsed) if parsed.is_possible_with_reason().is_ok() => parsed
            .format_as(PhoneNumberFormat::International)
            .into_owned(),
        // What old accounts have is no number of today's plan.
        Ok(_) | Err(_) => line::spaced(digits).unwrap_or_else(|| digits.to_owned()),
    }
}

fn split_area(national: &str) -> Option<(&str, &str)> {
    national.split_at_checked(2)
}

fn is_calling_code(digits: &str) -> bool {
    let code = digits.parse::<i32>().ok();
    code.is_some_and(|code| {
        PHONE_NUMBER_UTIL
            .get_region_for_country_code(code)
            .is_some()
    })
}

/// [`possible`], and a prefix that is too many named where it is why not.
fn readable(digits: &str) -> Result<PhoneNumber, NumberError> {
    possible(digits).map_err(|refusal| match extra_prefix(digits) {
        Some(extra) => NumberError::ExtraPrefix(extra),
        None => refusal,
    })
}

/// The number that `digits`, calling code first, are, when its country can have such a number.
fn possible(digits: &str) -> Result<PhoneNumber, NumberError> {
    use rlibphonenumber::ValidationError;
    let parsed = format!("+{digits}")
        .parse::<Parsed>()
        .map_err(|error| match error {
            ParseError::InvalidCountryCode => NumberError::UnknownCallingCode,
            // A number that is none has too few digits: there is nothing but digits here.
            ParseError::NotANumber(_) | ParseError::TooShortAfterIdd | ParseError::TooShortNsn => {
                NumberError::TooShort
            }
            ParseError::TooLongNsn => NumberError::TooLong,
        })?;
    match parsed.is_possible_with_reason() {
        Ok(NumberLengthType::IsPossible) => {}
        Ok(NumberLengthType::IsPossibleLocalOnly) => return Err(NumberError::NoAreaCode),
        Err(ValidationError::InvalidCountryCode) => return Err(NumberError::UnknownCallingCode),
        Err(ValidationError::TooShort) => return Err(NumberError::TooShort),
        Err(ValidationError::TooLong) => return Err(NumberError::TooLong),
        Err(ValidationError::InvalidLength) => return Err(NumberError::WrongLength),
    }
    let calling_code = u16::try_from(parsed.country_code)
        .map_err(|_out_of_range| NumberError::UnknownCallingCode)?;
    let national = parsed.get_national_significant_number();
    // Service numbers apart, Brazilian numbers of eight or nine digits are dialled inside their own area only.
    if calling_code == 55 && matches!(national.len(), 8 | 9) && !parsed.is_valid() {
        return Err(NumberError::NoAreaCode);
    }
    Ok(PhoneNumber {
        calling_code,
        national,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(code: &str, national: &str) -> PhoneNumber {
        match PhoneNumber::parse(code, national) {
            Ok(number) => number,
            Err(error) => unreachable!("{code} {national}: {error}"),
        }
    }

    #[test]
    fn a_number_is_to_the_library_what_its_digits_are() {
        let mut seen = 0;
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) else {
                continue;
            };
            let e164 = example.format_as(PhoneNumberFormat::E164).into_owned();
            let Ok(number) = possible(e164.trim_start_matches('+')) else {
                continue;
            };
            assert_eq!(number.parsed(), e164.parse().ok(), "{e164}");
            seen += 1;
        }
        assert!(seen > 200, "{seen}");
    }

    /// Expected results taken from Google's libphonenumber.
    #[test]
    fn numbers_are_read_as_googles_data_has_them() {
        let table = [
            ("55", "(11) 98765-4321", "11987654321", "+55 11 98765-4321"),
            ("+55", "011 98765-4321", "11987654321", "+55 11 98765-4321"),
            ("1", "+55 11 98765-4321", "11987654321", "+55 11 98765-4321"),
            (
                "55",
                "0055 11 98765 4321",
                "11987654321",
                "+55 11 98765-4321",
            ),
            (
                "55",
                "\u{202a}11 98765\u{2011}4321\u{202c}",
                "11987654321",
                "+55 11 98765-4321",
            ),
            ("1", "202-555-0143", "2025550143", "+1 202-555-0143"),
            ("49", "0151 23456789", "15123456789", "+49 1512 3456789"),
            ("39", "06 1234 5678", "0612345678", "+39 06 1234 5678"),
            ("351", "912345678", "912345678", "+351 912 345 678"),
        ];
        for (code, typed, national, international) in table {
            let number = number(code, typed);
            assert_eq!(number.national(), national, "{code} {typed}");
            assert_eq!(number.international(), international);
        }
    }

    #[test]
    fn the_impossible_is_refused_by_cause() {
        let table = [
            ("Brazil", "11987654321", NumberError::UnknownCallingCode),
            ("55", "98765-4321", NumberError::NoAreaCode),
            ("55", "3265-4321", NumberError::NoAreaCode),
            ("", "11987654321", NumberError::NoCallingCode),
            ("999", "11987654321", NumberError::UnknownCallingCode),
            ("5", "5119876543", NumberError::UnknownCallingCode),
            ("55", "", NumberError::Empty),
            (
                "55",
                "eleven",
                NumberError::NotDigits(Odd {
                    place: 1,
                    sign: 'e',
                }),
            ),
            ("55", "119", NumberError::TooShort),
            ("1", "555-0143", NumberError::NoAreaCode),
            ("55", "119876543210000", NumberError::TooLong),
            ("55", "55 11 98765-4321", NumberError::RepeatsCallingCode),
        ];
        for (code, typed, expected) in table {
            assert_eq!(
                PhoneNumber::parse(code, typed).err(),
                Some(expected),
                "{code} {typed}"
            );
        }
    }

    #[test]
    fn the_merely_unusual_is_warned_about() {
        assert_eq!(number("55", "11987654321").warnings(), []);
        assert_eq!(
            number("55", "1187654321").warnings(),
            [NumberWarning::LacksNinthDigit]
        );
        assert_eq!(
            number("55", "1132654321").warnings(),
            [NumberWarning::Landline]
        );
        assert_eq!(
            number("55", "20987654321").warnings(),
            [NumberWarning::NotValid]
        );
    }

    #[test]
    fn eight_digits_from_6_to_9_are_an_old_mobile_number_and_others_are_a_landline() {
        for first in 6..=9 {
            let old = number("55", &format!("11{first}1234567"));
            assert_eq!(old.warnings(), [NumberWarning::LacksNinthDigit], "{first}");
            let present = format!("55119{first}1234567");
            assert_eq!(old.matches(Some(&present)), LineMatch::Same, "{first}");
        }
        for first in 2..=5 {
            let landline = number("55", &format!("11{first}2654321"));
            let warnings = landline.warnings();
            assert!(
                !warnings.contains(&NumberWarning::LacksNinthDigit),
                "{first}"
            );
        }
    }
}
