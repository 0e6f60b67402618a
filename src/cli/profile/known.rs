//! What is known of a new profile: by the command line, the environment, and what is said when somebody is asked line by
//! line.

use crate::cli::ask::{Extent, Said, ask};
use crate::cli::environment;
use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::locale::catalog::Catalog;
use crate::runtime::desk::Ending;
use crate::runtime::lines::Lines;
use crate::runtime::signals::Signals;
use crate::settings::Tokens;
use color_eyre::eyre;

/// What is known of a new profile.
pub(super) struct Known {
    pub(super) instance_id: String,
    pub(super) tokens: Tokens,
}

impl Known {
    /// What the command line and the environment say.
    pub(super) fn given(id: Option<&str>) -> Self {
        let secret = |name| environment(name).map(Secret::new).filter(|s| !s.is_empty());
        let mut known = Self {
            instance_id: String::new(),
            tokens: Tokens {
                instance_token: secret("ZAPI_INSTANCE_TOKEN"),
                client_token: secret("ZAPI_CLIENT_TOKEN"),
                partner_token: secret("ZAPI_PARTNER_TOKEN"),
            },
        };
        let id = id
            .map(ToOwned::to_owned)
            .or_else(|| environment("ZAPI_INSTANCE_ID"));
        known.name(&id.unwrap_or_default());
        known
    }

    /// Takes an id, or an address with the token in it.
    fn name(&mut self, text: &str) {
        let (placed, _unplaced) = CredentialFields {
            instance_id: text.to_owned(),
            ..CredentialFields::default()
        }
        .placed();
        self.instance_id = placed.instance_id;
        let tokens = &mut self.tokens;
        tokens.instance_token = placed.instance_token.or(tokens.instance_token.take());
        tokens.client_token = placed.client_token.or(tokens.client_token.take());
    }

    pub(super) fn is_complete(&self) -> bool {
        self.tokens.instance_token.is_some() && self.tokens.client_token.is_some()
    }

    /// Asks for what is missing; `Err` when the person interrupted.
    pub(super) async fn ask(&mut self, c: &Catalog) -> eyre::Result<Result<(), Exit>> {
        let mut signals = Signals::listen()?;
        let mut lines = Lines::stdin()?;
        loop {
            let label = if self.instance_id.is_empty() {
                c.field_instance_id()
            } else if self.tokens.instance_token.is_none() {
                c.field_instance_token()
            } else if self.tokens.client_token.is_none() {
                c.field_client_token()
            } else {
                return Ok(Ok(()));
            };
            let said = match ask(&mut lines, &label, Extent::Line, &mut signals).await? {
                Said::Text(text) => text,
                Said::Nothing => return Ok(Ok(())),
                Said::Interrupted(signal) => {
                    let ending = Ending::Signal(signal);
                    return Ok(Err(Exit::of(ending, &Standing::Unfinished)));
                }
            };
            self.take(&said);
        }
    }

    /// Takes a line: `KEY=VALUE` for what it names, otherwise for what is missing first.
    fn take(&mut self, said: &Secret) {
        let text = said.expose();
        match text
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
        {
            Some(("ZAPI_INSTANCE_ID", value)) => self.name(value),
            Some(("ZAPI_INSTANCE_TOKEN", value)) => {
                self.tokens.instance_token = Some(Secret::new(value));
            }
            Some(("ZAPI_CLIENT_TOKEN", value)) => {
                self.tokens.client_token = Some(Secret::new(value));
            }
            Some(("ZAPI_PARTNER_TOKEN", value)) => {
                self.tokens.partner_token = Some(Secret::new(value));
            }
            _ if self.instance_id.is_empty() => self.name(text),
            _ if self.tokens.instance_token.is_none() => {
                self.tokens.instance_token = Some(said.clone());
            }
            _ => self.tokens.client_token = Some(said.clone()),
        }
    }
}
