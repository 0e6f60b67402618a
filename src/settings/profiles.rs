//! Profiles: instances by name, with what is known of where their tokens are.

use crate::settings::config::Layer;
use crate::settings::file::{FileTrouble, Form, Whose, parse, read, write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Every profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profiles {
    /// The form of the file.
    pub version: Form,
    /// The one that is used when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// By their names.
    #[serde(rename = "profile")]
    pub all: BTreeMap<String, Profile>,
}

/// An instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its id.
    #[serde(default)]
    pub instance_id: String,
    /// Where its tokens are.
    #[serde(default)]
    pub tokens: Place,
    /// The command that is run for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_command: Option<String>,
    /// Address of the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Language of what is said to the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Time zone of clock times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tz: Option<String>,
}

/// Where tokens are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the file of its owner alone.
    #[default]
    File,
    /// In the kernel's keyring.
    Keyring,
    /// A command is run for them.
    Command,
}

impl Profiles {
    /// Reads them; there are none when the file is not there.
    ///
    /// # Errors
    /// It cannot be read, or is not what it should be.
    pub fn read(path: &Path) -> Result<Self, FileTrouble> {
        match read(path, Whose::Anybodys)? {
            Some(text) => parse(&text, path),
            None => Ok(Self::default()),
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), FileTrouble> {
        let text = toml::to_string(self).map_err(|_error| super::Fault::Unwritable.of(path))?;
        write(path, &text)
    }

    /// Whether this can be a profile's name: 1 to 64 letters, digits, `-`, `_` and `.` of ASCII.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (1..=64).contains(&name.len()) && name.bytes().all(fits)
    }
}

impl Profile {
    /// The settings that it says.
    #[must_use]
    pub fn layer(&self) -> Layer {
        Layer {
            base_url: self.base_url.clone(),
            lang: self.lang.clone(),
            tz: self.tz.clone(),
            ..Layer::default()
        }
    }
}
