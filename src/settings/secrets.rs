//! The file of tokens.

use crate::domain::secret::Secret;
use crate::settings::file::{FileTrouble, Form, Whose, parse, read, write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use zeroize::Zeroizing;

/// The tokens of one profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The instance's.
    pub instance_token: Option<Secret>,
    /// The account's.
    pub client_token: Option<Secret>,
    /// The partner's.
    pub partner_token: Option<Secret>,
}

/// The file, as it is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenFile {
    version: Form,
    profile: BTreeMap<String, Line>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Line {
    #[serde(rename = "instance_token", skip_serializing_if = "Option::is_none")]
    instance: Option<Zeroizing<String>>,
    #[serde(rename = "client_token", skip_serializing_if = "Option::is_none")]
    client: Option<Zeroizing<String>>,
    #[serde(rename = "partner_token", skip_serializing_if = "Option::is_none")]
    partner: Option<Zeroizing<String>>,
}

impl Line {
    fn of(tokens: &Tokens) -> Self {
        let text = |secret: &Option<Secret>| {
            let secret = secret.as_ref();
            secret.map(|secret| Zeroizing::new(secret.expose().to_owned()))
        };
        Self {
            instance: text(&tokens.instance_token),
            client: text(&tokens.client_token),
            partner: text(&tokens.partner_token),
        }
    }

    fn tokens(&self) -> Tokens {
        let secret =
            |text: &Option<Zeroizing<String>>| text.as_ref().map(|t| Secret::new(t.as_str()));
        Tokens {
            instance_token: secret(&self.instance),
            client_token: secret(&self.client),
            partner_token: secret(&self.partner),
        }
    }
}

impl TokenFile {
    /// Reads it; nothing is in it when it is not there.
    ///
    /// # Errors
    /// It cannot be read, is not what it should be, or can be read by others.
    pub fn read(path: &Path) -> Result<Self, FileTrouble> {
        match read(path, Whose::OwnersAlone)? {
            Some(text) => parse(&text, path),
            None => Ok(Self::default()),
        }
    }

    /// The tokens of `profile`; none when nothing is written of it.
    #[must_use]
    pub fn of(&self, profile: &str) -> Tokens {
        let line = self.profile.get(profile);
        line.map(Line::tokens).unwrap_or_default()
    }
}

/// Writes the tokens of `profile`, or takes them away.
///
/// # Errors
/// As [`TokenFile::read`], or the file cannot be written.
pub fn write_tokens(
    path: &Path,
    profile: &str,
    tokens: Option<&Tokens>,
) -> Result<(), FileTrouble> {
    let mut all = TokenFile::read(path)?;
    match tokens {
        Some(tokens) => {
            all.profile.insert(profile.to_owned(), Line::of(tokens));
        }
        None if all.profile.remove(profile).is_none() => return Ok(()),
        None => {}
    }
    let text = toml::to_string(&all).map_err(|_error| super::Fault::Unwritable.of(path))?;
    write(path, &Zeroizing::new(text))
}
