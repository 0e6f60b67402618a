//! The digits that a person types or pastes, alone or in a whole message: the registration code and the two-step PIN.

use crate::domain::secret::Secret;
use crate::domain::typed::{Found, Odd, code_in};
use serde::{Serialize, Serializer};
use thiserror::Error;

/// Digits of a registration code in every documented example.
pub const CODE_DIGITS: usize = 6;
/// Digits of a two-step PIN, as `WhatsApp` asks for them.
pub const PIN_DIGITS: usize = 6;
/// The most digits that are taken as a PIN. Source: clients of the live service, which takes up to eight.
pub const MAX_PIN_DIGITS: usize = 8;
/// The most digits that are taken as a code; longer text is a mistaken paste.
pub const MAX_CODE_DIGITS: usize = 12;

/// Why typed text is no code or PIN.
#[derive(Clone, Debug, PartialEq, Eq, Error, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DigitsError {
    /// Nothing was typed.
    #[error("no digit was given")]
    Empty,
    /// Something other than digits and separators.
    #[error("a character is not a digit: {0}")]
    NotDigits(Odd),
    /// A text in which no code stands by itself.
    #[error("no code is in the text")]
    NoCode,
    /// Codes that differ, in their order: a person says which counts.
    #[error("several codes are in the text")]
    Several(#[serde(serialize_with = "count")] Vec<Secret>),
    /// The same of PINs, which are not repeated.
    #[error("several PINs are in the text")]
    SeveralPins,
    /// The wrong number of digits; holds how many there were.
    #[error("{0} digits were given")]
    Length(usize),
}

/// How many there are: what they are is nobody's to read in a serialised error.
fn count<S: Serializer>(codes: &[Secret], serializer: S) -> Result<S::Ok, S::Error> {
    codes.len().serialize(serializer)
}

/// The code that WhatsApp sent. Kept as text: leading zeros count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationCode(Secret);

impl RegistrationCode {
    /// Reads a code as people paste it: `123456`, `123-456`, `123 456`, in digits of any script, or the whole message
    /// with the code in it.
    ///
    /// Another length than [`CODE_DIGITS`] is taken, since nobody documents that all codes have six.
    ///
    /// # Errors
    /// Nothing typed, a character that is neither digit nor separator, a text with no code or several, or more digits
    /// than [`MAX_CODE_DIGITS`].
    pub fn parse(text: &str) -> Result<Self, DigitsError> {
        let digits = code_digits(text)?;
        match digits.char_count() {
            count if count > MAX_CODE_DIGITS => Err(DigitsError::Length(count)),
            _ => Ok(Self(digits)),
        }
    }

    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &Secret {
        &self.0
    }
}

/// The two-step verification PIN that the owner of the number chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin(Secret);

impl Pin {
    /// Reads a PIN of [`PIN_DIGITS`] digits, or up to [`MAX_PIN_DIGITS`], separators allowed.
    ///
    /// # Errors
    /// Nothing typed, a character that is neither digit nor separator, a text with no PIN or several, or another number
    /// of digits.
    pub fn parse(text: &str) -> Result<Self, DigitsError> {
        let digits = pin_digits(text)?;
        match digits.char_count() {
            PIN_DIGITS..=MAX_PIN_DIGITS => Ok(Self(digits)),
            count => Err(DigitsError::Length(count)),
        }
    }

    /// How many digits it has, where that is more than [`PIN_DIGITS`].
    #[must_use]
    pub fn unusual_length(&self) -> Option<usize> {
        let count = self.0.char_count();
        (count != PIN_DIGITS).then_some(count)
    }

    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &Secret {
        &self.0
    }
}

/// The digits of a code in `text`, however many.
///
/// # Errors
/// Nothing, a sign that is no digit, and a text with no code or several.
pub fn code_digits(text: &str) -> Result<Secret, DigitsError> {
    match code_in(text) {
        Found::Digits(digits) => Ok(digits),
        Found::Several(codes) => Err(DigitsError::Several(codes)),
        Found::Odd(odd) => Err(DigitsError::NotDigits(odd)),
        Found::NoCode => Err(DigitsError::NoCode),
        Found::Empty => Err(DigitsError::Empty),
    }
}

/// The digits of a PIN in `text`, however many. Its errors hold none.
///
/// # Errors
/// As [`code_digits`].
pub fn pin_digits(text: &str) -> Result<Secret, DigitsError> {
    match code_digits(text) {
        Err(DigitsError::Several(_)) => Err(DigitsError::SeveralPins),
        read => read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_the_separators_that_people_paste() {
        for text in [
            "123456",
            "123-456",
            " 123 456 ",
            "123\u{2013}456",
            "1 2 3 4 5 6",
        ] {
            let code = RegistrationCode::parse(text);
            assert_eq!(
                code.map(|c| c.digits().expose().to_owned()),
                Ok("123456".to_owned())
            );
        }
    }

    #[test]
    fn a_code_keeps_its_leading_zeros_and_other_lengths() {
        let code = RegistrationCode::parse("00123");
        assert_eq!(
            code.map(|c| c.digits().expose().to_owned()),
            Ok("00123".to_owned())
        );
    }

    #[test]
    fn what_is_no_code_is_refused_by_cause() {
        assert_eq!(
            RegistrationCode::parse(" - ").err(),
            Some(DigitsError::Empty)
        );
        assert_eq!(
            RegistrationCode::parse("12a456").err(),
            Some(DigitsError::NotDigits(Odd {
                place: 3,
                sign: 'a'
            }))
        );
        assert_eq!(
            RegistrationCode::parse("1234567890123").err(),
            Some(DigitsError::Length(13))
        );
        assert_eq!(Pin::parse("12345").err(), Some(DigitsError::Length(5)));
        assert_eq!(Pin::parse("123456789").err(), Some(DigitsError::Length(9)));
        for (text, unusual) in [
            ("123456", None),
            ("1234567", Some(7)),
            ("12345678", Some(8)),
        ] {
            let pin = Pin::parse(text).map(|pin| pin.unusual_length());
            assert_eq!(pin, Ok(unusual), "{text}");
        }
    }

    #[test]
    fn two_codes_or_pins_are_refused_and_only_counted_where_they_are_written_down() {
        let error = RegistrationCode::parse("123-456 or 654-321").err();
        let codes = vec![Secret::new("123456"), Secret::new("654321")];
        assert_eq!(error, Some(DigitsError::Several(codes)));
        for shown in [
            format!("{error:?}"),
            error.map_or_else(String::new, |error| error.to_string()),
        ] {
            assert!(
                !shown.contains("123456") && !shown.contains("654321"),
                "{shown}"
            );
        }
        assert_eq!(
            Pin::parse("123456 654321").err(),
            Some(DigitsError::SeveralPins)
        );
    }

    #[test]
    fn a_pin_is_read_like_a_code() {
        for text in [
            "135790",
            "135-790",
            "１３５７９０",
            "\u{200e}١٣٥٧٩٠",
            "PIN: 135790",
        ] {
            let pin = Pin::parse(text).map(|pin| pin.digits().expose().to_owned());
            assert_eq!(pin, Ok("135790".to_owned()), "{text}");
        }
    }
}
