//! The three tokens that people mix up: instance id, instance token and account security token.
//!
//! Source: the vendor's documentation: the first two are part of every URL, the third travels in the
//! `Client-Token` header. Shapes of real values are hints only and refuse nothing.

mod pasted;

pub use pasted::{PastedText, PastedValues, read_pasted};

use crate::domain::secret::Secret;
use crate::domain::typed::plain_sign;
use serde::Serialize;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use thiserror::Error;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialField {
    /// The instance's id, first part of its API address.
    InstanceId,
    /// The instance's token, second part of its API address.
    InstanceToken,
    /// The account security token.
    ClientToken,
}

impl CredentialField {
    /// All three, in the order of the form.
    pub const ALL: [CredentialField; 3] = [
        CredentialField::InstanceId,
        CredentialField::InstanceToken,
        CredentialField::ClientToken,
    ];
}

/// Why what was given is no set of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialError {
    /// A field is empty.
    #[error("{0:?} is empty")]
    Empty(CredentialField),
    /// A field holds something that cannot be a part of an address or a header.
    #[error("{0:?} holds a character that no token has")]
    Unusable(CredentialField),
    /// A field holds an address that is not an API address of an instance.
    #[error("{0:?} holds an address without id and token")]
    OtherAddress(CredentialField),
    /// So many of the values that were pasted at once fit none of the fields.
    #[error("{0} values fit no field")]
    Unplaced(usize),
    /// So many of the values that were pasted at once fit none of the fields, and are kept until a person says which each of them
    /// is; the next one has so many characters.
    #[error("{left} values wait for their field")]
    WhichField {
        /// How many wait.
        left: usize,
        /// The characters of the next one.
        chars: usize,
    },
    /// The account security token equals the instance token, which is always a mistake.
    #[error("the client token equals the instance token")]
    SameToken,
}

/// What a person typed or the environment holds, field by field; any of them may be empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CredentialFields {
    /// The instance's id, or a pasted API address.
    pub instance_id: String,
    /// The instance's token, or a pasted API address.
    pub instance_token: Option<Secret>,
    /// The account security token.
    pub client_token: Option<Secret>,
}

impl CredentialFields {
    /// What was typed, each value in its place. What was left as it stands is not part of an answer: what is held counts.
    #[must_use]
    pub fn or_held(self, held: &Self) -> Self {
        let several = matches!(read_pasted(&self.instance_id), PastedText::Several(_));
        let (typed, _unplaced) = self.placed();
        let id = Some(typed.instance_id).filter(|id| !(several && id.is_empty()));
        Self {
            instance_id: id.unwrap_or_else(|| held.instance_id.clone()),
            instance_token: typed.instance_token.or_else(|| held.instance_token.clone()),
            client_token: typed.client_token.or_else(|| held.client_token.clone()),
        }
    }

    /// Whether nothing is missing, right or wrong.
    #[must_use]
    pub fn are_complete(&self) -> bool {
        let given = |secret: &Option<Secret>| secret.as_ref().is_some_and(|s| !s.is_empty());
        !self.instance_id.is_empty() && given(&self.instance_token) && given(&self.client_token)
    }
}

/// A complete set, free of white space and fit for an address and a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    instance_id: String,
    instance_token: Secret,
    client_token: Secret,
}

impl Credentials {
    /// Reads the three fields. An API address in any of them fills id and token, and several values in one of them are
    /// placed by their shape.
    ///
    /// # Errors
    /// [`CredentialError::Unplaced`], the first field, in the order of the form, that cannot be right, or [`CredentialError::SameToken`].
    pub fn parse(fields: &CredentialFields) -> Result<Self, CredentialError> {
        use CredentialField::{ClientToken, InstanceId, InstanceToken};
        let (fields, unplaced) = fields.placed();
        if unplaced > 0 {
            return Err(CredentialError::Unplaced(unplaced));
        }
        let instance_id = part(InstanceId, &fields.instance_id)?.to_owned();
        let instance_token = secret_part(InstanceToken, fields.instance_token.as_ref())?;
        let client_token = secret_part(ClientToken, fields.client_token.as_ref())?;
        if instance_token == client_token {
            return Err(CredentialError::SameToken);
        }
        Ok(Self {
            instance_id,
            instance_token,
            client_token,
        })
    }

    /// The instance's id.
    #[must_use]
    pub fn instance_id(&self) -> &str {
        &self.instance_id
    }

    /// A number by which the same set is known again, and from which nothing of it can be learned. Sets that differ
    /// may share it once in 2^64.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let parts = [
            self.instance_id.as_str(),
            self.instance_token.expose(),
            self.client_token.expose(),
        ];
        parts.hash(&mut hasher);
        hasher.finish()
    }

    /// The instance's token. It is part of every URL, so a URL is as secret as this.
    #[must_use]
    pub fn instance_token(&self) -> &Secret {
        &self.instance_token
    }

    /// The account security token.
    #[must_use]
    pub fn client_token(&self) -> &Secret {
        &self.client_token
    }
}

impl CredentialField {
    /// The field that a person names by its place in the form: `1` to `3`, or by `0` none; `None` for any other sign.
    #[must_use]
    pub fn at_digit(digit: char) -> Option<Option<Self>> {
        match plain_sign(digit)? {
            '0' => Some(None),
            '1' => Some(Some(CredentialField::InstanceId)),
            '2' => Some(Some(CredentialField::InstanceToken)),
            '3' => Some(Some(CredentialField::ClientToken)),
            _ => None,
        }
    }

    /// Whether a value looks like those that people have seen. A hint only: it never refuses one.
    ///
    /// Source: values that people quote: an id of 32 hexadecimal digits, a token of 24, an account security token
    /// of `F`, 32 hexadecimal digits and `S`.
    #[must_use]
    pub fn looks_usual(self, value: &str) -> bool {
        let value = value.trim();
        let hex = |text: &str, digits: usize| {
            text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        match self {
            CredentialField::InstanceId => hex(value, 32),
            CredentialField::InstanceToken => hex(value, 24),
            CredentialField::ClientToken => value
                .strip_prefix('F')
                .and_then(|rest| rest.strip_suffix('S'))
                .is_some_and(|digits| hex(digits, 32)),
        }
    }
}

impl fmt::Debug for CredentialFields {
    /// An address in the id's field holds the token, so it is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = part(CredentialField::InstanceId, &self.instance_id).unwrap_or("…");
        f.debug_struct("CredentialFields")
            .field("instance_id", &plain)
            .field("instance_token", &self.instance_token)
            .field("client_token", &self.client_token)
            .finish()
    }
}

impl CredentialFields {
    /// The filled fields whose values do not look like those that people have seen.
    #[must_use]
    pub fn unusual(&self) -> Vec<CredentialField> {
        let value = |field| match field {
            CredentialField::InstanceId => self.instance_id.as_str(),
            CredentialField::InstanceToken => {
                self.instance_token.as_ref().map_or("", Secret::expose)
            }
            CredentialField::ClientToken => self.client_token.as_ref().map_or("", Secret::expose),
        };
        let odd = |field: &CredentialField| {
            let value = value(*field);
            !value.trim().is_empty() && !field.looks_usual(value)
        };
        CredentialField::ALL.into_iter().filter(odd).collect()
    }

    /// The same fields with every value in its place, and how many values have none: an API address found in one of them is
    /// taken apart, several values in one of them are placed by their shape, and quotes and marks of copying are dropped.
    ///
    /// The field that held the address or the values is emptied unless one of them belongs there. An address counts for more
    /// than what stands in the fields that it fills; other values do not.
    #[must_use]
    pub fn placed(&self) -> (CredentialFields, usize) {
        let mut own: [Option<Secret>; 3] = [
            Some(Secret::new(self.instance_id.as_str())),
            self.instance_token.clone(),
            self.client_token.clone(),
        ];
        let mut pasted = Vec::new();
        let mut address = None;
        for value in &mut own {
            let Some(text) = value else { continue };
            match read_pasted(text.expose()) {
                PastedText::Several(values) => {
                    pasted.push(values);
                    *value = None;
                }
                PastedText::One(one) => match split_address(one.expose()) {
                    Some(found) => {
                        address = address.or(Some(found));
                        *value = None;
                    }
                    None => *value = Some(one),
                },
            }
        }
        let mut unplaced = 0;
        for values in pasted {
            unplaced += values.unplaced().len();
            for (field, value) in CredentialField::ALL.iter().zip(own.iter_mut()) {
                match (values.value(*field), &value) {
                    (Some(new), Some(known)) if !known.is_empty() && known != new => unplaced += 1,
                    (Some(new), _) => *value = Some(new.clone()),
                    (None, _) => {}
                }
            }
        }
        let [id, token, client] = own;
        let (id, token) = match address {
            Some((id, token)) => (Some(Secret::new(id)), Some(token)),
            None => (id, token),
        };
        let fields = CredentialFields {
            instance_id: id.map_or_else(String::new, |id| id.expose().to_owned()),
            instance_token: token,
            client_token: client,
        };
        (fields, unplaced)
    }
}

/// The token of a partner, which lists the instances of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerToken(Secret);

/// Why what was given is no partner token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerTokenError {
    /// Nothing was given.
    #[error("the partner token is empty")]
    Empty,
    /// It holds something that cannot be a part of a header.
    #[error("the partner token holds a character that no token has")]
    Unusable,
    /// It is one of the other tokens, which is always a mistake.
    #[error("the partner token equals another token")]
    OtherToken,
}

impl PartnerToken {
    /// Reads a token; white space around it is dropped.
    ///
    /// # Errors
    /// Nothing given, or a character that fits no header.
    pub fn parse(given: Option<&Secret>) -> Result<Self, PartnerTokenError> {
        let given = given.map_or("", Secret::expose);
        let text = match read_pasted(given) {
            PastedText::One(one) => one,
            PastedText::Several(_) => return Err(PartnerTokenError::Unusable),
        };
        let text = text.expose();
        if text.is_empty() {
            return Err(PartnerTokenError::Empty);
        }
        if !text.chars().all(|c| c.is_ascii_graphic()) || text.contains("://") {
            return Err(PartnerTokenError::Unusable);
        }
        Ok(Self(Secret::new(text)))
    }

    /// The token itself.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// Whether `other` is the same text.
    #[must_use]
    pub fn is(&self, other: &Secret) -> bool {
        self.0.expose() == other.expose().trim()
    }
}

/// Whether `text` can be an instance's id or token.
#[must_use]
pub fn fits_address(text: &str) -> bool {
    part(CredentialField::InstanceId, text).is_ok_and(|part| part == text)
}

/// Takes `…/instances/ID/token/TOKEN…` apart, as the vendor's panel offers it for copying, and a part of it that
/// lacks its beginning: left whole, it would show the token in a field that is not masked.
#[must_use]
pub fn split_address(text: &str) -> Option<(String, Secret)> {
    let (before, rest) = text.split_once("instances/")?;
    if !before.is_empty() && !before.ends_with('/') && !before.ends_with(char::is_whitespace) {
        return None;
    }
    let mut parts = rest.split(['/', '?', '#']);
    let (id, word, token) = (parts.next()?, parts.next()?, parts.next()?);
    let (id, token) = (id.trim(), token.trim());
    (word == "token" && !id.is_empty() && !token.is_empty())
        .then(|| (id.to_owned(), Secret::new(token)))
}

fn secret_part(field: CredentialField, given: Option<&Secret>) -> Result<Secret, CredentialError> {
    part(field, given.map_or("", Secret::expose)).map(Secret::new)
}

fn part(field: CredentialField, text: &str) -> Result<&str, CredentialError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CredentialError::Empty(field));
    }
    if text.contains("://") {
        return Err(CredentialError::OtherAddress(field));
    }
    let fits =
        |c: char| c.is_ascii_graphic() && !matches!(c, '/' | '?' | '#' | '%' | '\\' | '"' | '\'');
    if !text.chars().all(fits) || text == "." || text == ".." {
        return Err(CredentialError::Unusable(field));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(id: &str, token: &str, client: &str) -> CredentialFields {
        CredentialFields {
            instance_id: id.to_owned(),
            instance_token: Some(Secret::new(token)),
            client_token: Some(Secret::new(client)),
        }
    }

    #[test]
    fn an_api_address_in_any_field_fills_id_and_token() {
        let url = "https://api.z-api.io/instances/AB12/token/CD34/send-text";
        for given in [
            fields(url, "", "F1"),
            fields("", url, "F1"),
            fields(url, url, "F1"),
        ] {
            let parsed = Credentials::parse(&given);
            assert!(
                matches!(&parsed, Ok(c) if c.instance_id() == "AB12" && c.instance_token().expose() == "CD34"),
                "{parsed:?}"
            );
        }
        let misplaced = fields("", "", url).placed().0;
        assert_eq!(
            (misplaced.instance_id.as_str(), misplaced.client_token),
            ("AB12", None)
        );
    }

    #[test]
    fn what_looks_unusual_is_pointed_out_and_refused_nowhere() {
        use CredentialField::{ClientToken, InstanceId, InstanceToken};
        let (id, token) = (
            "3C67AB641C8AA0412F6A2242B4E23AC7",
            "0F5D4E7A19B24C6D8E3F1A2b",
        );
        let client = "F7a1c9e0b2d34f56879a0b1c2d3e4f506S";
        assert_eq!(fields(id, token, client).unusual(), []);
        assert_eq!(fields("", " ", "").unusual(), []);
        for (given, odd) in [
            (fields("AB12", token, client), vec![InstanceId]),
            (fields(token, id, client), vec![InstanceId, InstanceToken]),
            (fields(id, token, "F7a1S"), vec![ClientToken]),
            (
                fields(id, "xyz", &client.to_lowercase()),
                vec![InstanceToken, ClientToken],
            ),
        ] {
            assert_eq!(given.unusual(), odd);
            assert!(Credentials::parse(&given).is_ok());
        }
    }

    #[test]
    fn an_address_is_not_printed() {
        let url = "https://api.z-api.io/instances/AB12/token/CD34/send-text";
        assert!(!format!("{:?}", fields(url, "", "F1")).contains("CD34"));
    }

    #[test]
    fn each_mistake_is_named() {
        use CredentialField::{ClientToken, InstanceId, InstanceToken};
        let cases = [
            (fields("", "b", "c"), CredentialError::Empty(InstanceId)),
            (fields("a", " ", "c"), CredentialError::Empty(InstanceToken)),
            (
                fields("a", "b", "c d"),
                CredentialError::Unusable(ClientToken),
            ),
            (
                fields("a/b", "b", "c"),
                CredentialError::Unusable(InstanceId),
            ),
            (
                fields("..", "b", "c"),
                CredentialError::Unusable(InstanceId),
            ),
            (
                fields("https://z-api.io", "b", "c"),
                CredentialError::OtherAddress(InstanceId),
            ),
            (fields("a", "b", "b"), CredentialError::SameToken),
        ];
        for (given, expected) in cases {
            assert_eq!(Credentials::parse(&given).err(), Some(expected));
        }
    }

    #[test]
    fn a_partner_token_is_one_word_and_prints_as_dots() {
        let parse = |text: &str| PartnerToken::parse(Some(&Secret::new(text)));
        let token = parse(" eyJ0.a-b_c== \n");
        assert!(matches!(&token, Ok(token) if token.secret().expose() == "eyJ0.a-b_c=="));
        assert!(!format!("{token:?}").contains("eyJ0"));
        assert!(matches!(&token, Ok(token) if token.is(&Secret::new("eyJ0.a-b_c== "))));
        assert_eq!(PartnerToken::parse(None), Err(PartnerTokenError::Empty));
        assert_eq!(parse("  "), Err(PartnerTokenError::Empty));
        assert_eq!(parse("Bearer x"), Err(PartnerTokenError::Unusable));
        assert_eq!(parse("tøken"), Err(PartnerTokenError::Unusable));
    }

    #[test]
    fn white_space_around_a_pasted_value_is_dropped() {
        let parsed = Credentials::parse(&fields(" a\n", "\tb ", " c"));
        assert!(
            matches!(parsed, Ok(c) if c.instance_id() == "a" && c.client_token().expose() == "c")
        );
    }
}
