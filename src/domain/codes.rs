//! The digits that a person types: the registration code and the two-step PIN.

use crate::domain::secret::Secret;
use thiserror::Error;

/// Digits of a registration code in every documented example.
pub const CODE_DIGITS: usize = 6;
/// Digits of a two-step PIN.
pub const PIN_DIGITS: usize = 6;
/// The most digits that are taken as a code; longer text is a mistaken paste.
pub const MAX_CODE_DIGITS: usize = 12;

/// Why typed text is no code or PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DigitsError {
    /// Nothing was typed.
    #[error("no digit was given")]
    Empty,
    /// Something other than digits and separators.
    #[error("a character is not a digit")]
    NotDigits,
    /// The wrong number of digits; holds how many there were.
    #[error("{0} digits were given")]
    Length(usize),
}

/// The code that WhatsApp sent. Kept as text: leading zeros count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationCode(Secret);

impl RegistrationCode {
    /// Reads a code as people paste it: `123456`, `123-456`, `123 456`.
    ///
    /// Another length than [`CODE_DIGITS`] is taken, since nobody documents that all codes have six.
    ///
    /// # Errors
    /// Nothing typed, a character that is neither digit nor separator, or more than [`MAX_CODE_DIGITS`].
    pub fn parse(text: &str) -> Result<Self, DigitsError> {
        let digits = digits_of(text)?;
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
    /// Reads a PIN of exactly [`PIN_DIGITS`] digits, separators allowed.
    ///
    /// # Errors
    /// Nothing typed, a character that is neither digit nor separator, or another number of digits.
    pub fn parse(text: &str) -> Result<Self, DigitsError> {
        let digits = digits_of(text)?;
        match digits.char_count() {
            PIN_DIGITS => Ok(Self(digits)),
            count => Err(DigitsError::Length(count)),
        }
    }

    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &Secret {
        &self.0
    }
}

/// Whether `c` may stand between digits in a pasted code.
#[must_use]
pub fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}')
}

fn digits_of(text: &str) -> Result<Secret, DigitsError> {
    let mut digits = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_separator(*c)) {
        if !c.is_ascii_digit() {
            return Err(DigitsError::NotDigits);
        }
        digits.push(c);
    }
    if digits.is_empty() {
        return Err(DigitsError::Empty);
    }
    Ok(Secret::new(digits))
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
            Some(DigitsError::NotDigits)
        );
        assert_eq!(
            RegistrationCode::parse("1234567890123").err(),
            Some(DigitsError::Length(13))
        );
        assert_eq!(Pin::parse("12345").err(), Some(DigitsError::Length(5)));
    }
}
