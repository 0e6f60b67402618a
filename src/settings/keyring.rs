//! The kernel's keyring, for whoever asks for it. It may be forbidden where the program runs, it may keep one
//! waiting, and it forgets at a reboot, so it is never the only way: each access has a limit, and what failed is told
//! with what to do instead.

use crate::domain::secret::Secret;
use crate::settings::secrets::Tokens;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The longest that the keyring is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why the keyring was of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringTrouble {
    /// It did not answer in time.
    #[error("the keyring did not answer in time")]
    Slow,
    /// It is not there, or forbidden here.
    #[error("the keyring cannot be used here")]
    Unusable,
    /// It has nothing of this profile.
    #[error("the keyring has no tokens of this profile")]
    Empty,
}

/// The keyring.
#[derive(Clone, Copy, Debug)]
pub struct Keyring {
    patience: Duration,
}

impl Keyring {
    /// With the usual patience.
    #[must_use]
    pub fn new() -> Self {
        Self { patience: PATIENCE }
    }

    /// The tokens of a profile.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn read(self, profile: &str) -> Result<Tokens, KeyringTrouble> {
        let profile = profile.to_owned();
        let text = self.within(move || store::read(&profile))?;
        Ok(decode(text.expose()))
    }

    /// Keeps the tokens of a profile.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn write(self, profile: &str, tokens: &Tokens) -> Result<(), KeyringTrouble> {
        let (profile, text) = (profile.to_owned(), encode(tokens));
        self.within(move || store::write(&profile, &text))
    }

    /// Forgets the tokens of a profile.
    ///
    /// # Errors
    /// The keyring is of no use.
    pub fn erase(self, profile: &str) -> Result<(), KeyringTrouble> {
        let profile = profile.to_owned();
        self.within(move || store::erase(&profile))
    }

    /// Does something within the limit. What does not come back is left behind.
    fn within<T: Send + 'static>(
        self,
        access: impl FnOnce() -> Result<T, KeyringTrouble> + Send + 'static,
    ) -> Result<T, KeyringTrouble> {
        let (send, receive) = channel();
        let begun = std::thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                // Nobody may be waiting any more.
                let _unheard = send.send(access());
            });
        if begun.is_err() {
            return Err(KeyringTrouble::Unusable);
        }
        match receive.recv_timeout(self.patience) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => Err(KeyringTrouble::Slow),
            Err(RecvTimeoutError::Disconnected) => Err(KeyringTrouble::Unusable),
        }
    }
}

impl Default for Keyring {
    fn default() -> Self {
        Self::new()
    }
}

/// One token a line: instance, account, partner. Tokens have no line ends.
fn encode(tokens: &Tokens) -> Secret {
    let text = |secret: &Option<Secret>| {
        let secret = secret.as_ref();
        secret.map_or_else(String::new, |secret| secret.expose().to_owned())
    };
    Secret::new(format!(
        "{}\n{}\n{}",
        text(&tokens.instance_token),
        text(&tokens.client_token),
        text(&tokens.partner_token)
    ))
}

fn decode(text: &str) -> Tokens {
    let mut lines = text.lines();
    let mut next = || {
        let line = lines.next().filter(|line| !line.is_empty());
        line.map(Secret::new)
    };
    Tokens {
        instance_token: next(),
        client_token: next(),
        partner_token: next(),
    }
}

#[cfg(target_os = "linux")]
mod store {
    use super::KeyringTrouble;
    use crate::domain::secret::Secret;
    use keyring_core::{Entry, Error, get_default_store, set_default_store};
    use linux_keyutils_keyring_store::Store;

    const SERVICE: &str = "zapi-onboard";

    fn entry(profile: &str) -> Result<Entry, KeyringTrouble> {
        if get_default_store().is_none() {
            set_default_store(Store::new().map_err(|_unusable| KeyringTrouble::Unusable)?);
        }
        Entry::new(SERVICE, profile).map_err(|_unusable| KeyringTrouble::Unusable)
    }

    fn trouble(error: &Error) -> KeyringTrouble {
        if matches!(error, Error::NoEntry) {
            KeyringTrouble::Empty
        } else {
            KeyringTrouble::Unusable
        }
    }

    pub(super) fn read(profile: &str) -> Result<Secret, KeyringTrouble> {
        let found = entry(profile)?.get_password();
        found.map(Secret::new).map_err(|error| trouble(&error))
    }

    pub(super) fn write(profile: &str, text: &Secret) -> Result<(), KeyringTrouble> {
        let kept = entry(profile)?.set_password(text.expose());
        kept.map_err(|error| trouble(&error))
    }

    pub(super) fn erase(profile: &str) -> Result<(), KeyringTrouble> {
        let gone = entry(profile)?.delete_credential();
        gone.map_err(|error| trouble(&error))
    }
}

#[cfg(not(target_os = "linux"))]
mod store {
    use super::KeyringTrouble;
    use crate::domain::secret::Secret;

    pub(super) fn read(_profile: &str) -> Result<Secret, KeyringTrouble> {
        Err(KeyringTrouble::Unusable)
    }

    pub(super) fn write(_profile: &str, _text: &Secret) -> Result<(), KeyringTrouble> {
        Err(KeyringTrouble::Unusable)
    }

    pub(super) fn erase(_profile: &str) -> Result<(), KeyringTrouble> {
        Err(KeyringTrouble::Unusable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyring_that_does_not_answer_is_given_up() {
        let hasty = Keyring {
            patience: Duration::from_millis(1),
        };
        let (_open, never) = channel::<()>();
        let waiting = hasty.within(move || {
            let _closed = never.recv();
            Ok(())
        });
        assert_eq!(waiting, Err(KeyringTrouble::Slow));
        assert_eq!(PATIENCE, Duration::from_secs(3));
    }

    #[test]
    fn tokens_come_back_as_they_were_kept() {
        let tokens = Tokens {
            instance_token: Some(Secret::new("one")),
            client_token: None,
            partner_token: Some(Secret::new("three")),
        };
        assert_eq!(decode(encode(&tokens).expose()), tokens);
    }
}
