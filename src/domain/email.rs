//! The e-mail address by which the owner of an account can be reached, and the code that proves it.

use crate::domain::secret::Secret;
use crate::domain::typed::unmarked;
use serde::Serialize;
use std::fmt;
use thiserror::Error;

/// The most characters of an address. Source: RFC 5321, 4.5.3.1.3, without the angle brackets.
const MAX_CHARS: usize = 254;

/// An e-mail address. It is no secret, but somebody's own: `Debug` shows its domain only.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why typed text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailError {
    /// Nothing was typed.
    #[error("no address was given")]
    Empty,
    /// A space or a character that cannot be seen.
    #[error("the address holds a space")]
    Space,
    /// There is not exactly one `@` with something before it.
    #[error("the address has no name and domain around one @")]
    NoAt,
    /// What follows the `@` is no domain.
    #[error("the domain of the address has no dot")]
    NoDomain,
    /// No address is that long.
    #[error("the address is too long")]
    TooLong,
}

impl Email {
    /// Reads an address; white space around it and marks of copying are dropped. Whether it exists is not looked at.
    ///
    /// # Errors
    /// The first thing that no address has.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = unmarked(text);
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(EmailError::Space);
        }
        if text.chars().count() > MAX_CHARS {
            return Err(EmailError::TooLong);
        }
        let Some((name, domain)) = text.split_once('@') else {
            return Err(EmailError::NoAt);
        };
        if name.is_empty() || domain.contains('@') {
            return Err(EmailError::NoAt);
        }
        let parts: Vec<&str> = domain.split('.').collect();
        if parts.len() < 2 || parts.contains(&"") {
            return Err(EmailError::NoDomain);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let domain = self.0.split_once('@').map_or("", |(_, domain)| domain);
        write!(f, "Email(•••@{domain})")
    }
}

/// The code that was mailed to an address. Nobody documents its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationCode(Secret);

impl VerificationCode {
    /// Reads what was typed, without marks of copying and white space around it; `None` when nothing is left.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = unmarked(text);
        (!text.is_empty()).then(|| Self(Secret::new(text.as_str())))
    }

    /// The code.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_one_at_and_a_domain_with_a_dot() {
        for text in [
            "ana@example.com",
            " a.b+c@sub.example.com.br \n",
            "é@exemplo.br",
        ] {
            let email = Email::parse(text);
            assert_eq!(email.as_ref().map(Email::as_str), Ok(text.trim()));
        }
        for text in ["\u{feff}ana@exam\u{200b}ple.com", "mailto:ana@example.com"] {
            let email = Email::parse(text);
            assert_eq!(email.as_ref().map(Email::as_str), Ok("ana@example.com"));
        }
        let long = format!("{}@example.com", "x".repeat(250));
        for (text, error) in [
            ("  ", EmailError::Empty),
            ("ana example.com", EmailError::Space),
            ("ana@exa mple.com", EmailError::Space),
            ("ana\u{7}@example.com", EmailError::Space),
            ("ana.example.com", EmailError::NoAt),
            ("@example.com", EmailError::NoAt),
            ("ana@b@example.com", EmailError::NoAt),
            ("ana@", EmailError::NoDomain),
            ("ana@example", EmailError::NoDomain),
            ("ana@example..com", EmailError::NoDomain),
            ("ana@.com", EmailError::NoDomain),
            (long.as_str(), EmailError::TooLong),
        ] {
            assert_eq!(Email::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn an_address_does_not_print_its_name() {
        let shown = Email::parse("ana@example.com").map(|email| format!("{email:?}"));
        assert_eq!(shown.as_deref(), Ok("Email(•••@example.com)"));
    }

    #[test]
    fn a_verification_code_is_whatever_was_typed() {
        let code = VerificationCode::parse(" a1-B2 ");
        assert!(matches!(&code, Some(code) if code.secret().expose() == "a1-B2"));
        assert!(!format!("{code:?}").contains("a1"));
        assert_eq!(VerificationCode::parse(" \t"), None);
    }
}
