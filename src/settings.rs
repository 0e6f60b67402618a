//! What holds beyond one run: settings in a file that people write, and profiles, which are named credentials.
//!
//! ```text
//! ~/.config/zapi-onboard/            0700
//!   config.toml     settings, written by hand; never by this program
//!   profiles.toml   which instances there are and where their tokens are; no secret
//!   secrets.toml    tokens, 0600: refused when others can read it
//! ```
//!
//! A setting on the command line counts before one of the environment, that before the profile's, that before the
//! file's, and that before the default. Tokens are in the 0600 file unless somebody wants them elsewhere: in the
//! kernel's keyring, or at a command that is run for them.

mod command;
mod config;
mod file;
mod keyring;
mod profiles;
mod secrets;

pub use command::{COMMAND_PATIENCE, CommandTrouble, run_for_credentials};
pub use config::{Key, Layer, config_template, read_config};
pub use file::{Fault, FileTrouble, Form};
pub use keyring::{Keyring, KeyringTrouble};
pub use profiles::{Place, Profile, Profiles};
pub use secrets::{TokenFile, Tokens, write_tokens};

use std::path::{Path, PathBuf};

/// The folder of all of it.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// At this path.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The file of settings.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.0.join("config.toml")
    }

    /// The file of profiles.
    #[must_use]
    pub fn profiles(&self) -> PathBuf {
        self.0.join("profiles.toml")
    }

    /// The file of tokens.
    #[must_use]
    pub fn secrets(&self) -> PathBuf {
        self.0.join("secrets.toml")
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}
