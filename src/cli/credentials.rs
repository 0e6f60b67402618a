//! Where credentials come from: the environment, then a command that is run for them, then the profile.

use crate::cli::options::By;
use crate::cli::setup::{Chosen, file_sentence, folder, named, read_profiles};
use crate::cli::{Options, complain, environment};
use crate::domain::credentials::CredentialFields;
use crate::domain::instance::is_same_instance;
use crate::domain::secret::Secret;
use crate::locale::catalog::Catalog;
use crate::settings::{
    COMMAND_PATIENCE, CommandTrouble, Keyring, KeyringTrouble, Place, Profiles, TokenFile, Tokens,
    run_for_credentials,
};
use color_eyre::eyre;

/// What is known before anybody is asked.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// The credentials of the instance.
    pub(super) fields: CredentialFields,
    /// The token that lists the account's instances.
    pub(super) partner: Option<Secret>,
}

impl Given {
    /// What the environment says.
    fn from_environment() -> Self {
        let secret = |name| environment(name).map(Secret::new).filter(|s| !s.is_empty());
        Self {
            fields: CredentialFields {
                instance_id: environment("ZAPI_INSTANCE_ID").unwrap_or_default(),
                instance_token: secret("ZAPI_INSTANCE_TOKEN"),
                client_token: secret("ZAPI_CLIENT_TOKEN"),
            }
            .placed()
            .0,
            partner: secret("ZAPI_PARTNER_TOKEN"),
        }
    }

    /// Takes what is missing. Tokens of another instance than the one that is named are not taken.
    fn fill(&mut self, instance_id: &str, tokens: Tokens) {
        let ours = &mut self.fields;
        let same = ours.instance_id.is_empty()
            || instance_id.is_empty()
            || is_same_instance(&ours.instance_id, instance_id);
        if same {
            if ours.instance_id.is_empty() {
                instance_id.clone_into(&mut ours.instance_id);
            }
            ours.instance_token = ours.instance_token.take().or(tokens.instance_token);
        }
        ours.client_token = ours.client_token.take().or(tokens.client_token);
        self.partner = self.partner.take().or(tokens.partner_token);
    }
}

/// What is known before anybody is asked; `None` after saying what is wrong.
pub(super) fn given(options: &Options, catalog: &Catalog) -> eyre::Result<Option<Given>> {
    match from_environment_and_profile(options, catalog) {
        Ok(given) => Ok(Some(given)),
        Err(sentence) => {
            complain(&sentence)?;
            Ok(None)
        }
    }
}

/// What is known before anybody is asked, or the sentence that says what is wrong.
pub(super) fn from_environment_and_profile(
    options: &Options,
    catalog: &Catalog,
) -> Result<Given, String> {
    let mut given = Given::from_environment();
    if options.credentials_by == By::CommandLine {
        given.fields = CredentialFields::default();
    }
    if given.fields.are_complete() {
        return Ok(given);
    }
    let found = match (&options.credential_command, &options.chosen) {
        (Some(command), _) if !command.is_empty() => from_command(command, catalog),
        (_, Some(chosen)) => {
            of_profile(
                chosen,
                catalog,
                || Ok(token_file(catalog)?.of(&chosen.name)),
            )
        }
        (_, None) => return Ok(given),
    };
    let (instance_id, tokens) = found?;
    given.fill(&instance_id, tokens);
    Ok(given)
}

/// Every profile with its tokens. Each file is read once, however many profiles are asked for.
pub(super) struct Wallet<'o> {
    options: &'o Options,
    catalog: &'o Catalog,
    profiles: Result<Profiles, String>,
    tokens: Option<Result<TokenFile, String>>,
}

impl<'o> Wallet<'o> {
    pub(super) fn new(options: &'o Options, catalog: &'o Catalog) -> Self {
        Self {
            options,
            catalog,
            profiles: read_profiles().map_err(|trouble| trouble.sentence(catalog)),
            tokens: None,
        }
    }

    /// The credentials of the profile of this name.
    ///
    /// # Errors
    /// The sentence that says why they are not to be had.
    pub(super) fn fields_of(&mut self, name: &str) -> Result<CredentialFields, String> {
        let catalog = self.catalog;
        let profiles = self.profiles.as_ref().map_err(String::clone)?;
        let chosen = named(profiles, name).map_err(|trouble| trouble.sentence(catalog))?;
        let theirs = chosen.profile.base_url.as_deref();
        if theirs.is_some_and(|theirs| self.options.base_url.as_deref() != Some(theirs)) {
            return Err(catalog.queue_other_service(name));
        }
        let tokens = &mut self.tokens;
        let in_file = || {
            let file = tokens.get_or_insert_with(|| token_file(catalog));
            let found = file.as_ref().map(|file| file.of(name));
            found.map_err(String::clone)
        };
        let (instance_id, tokens) = of_profile(&chosen, catalog, in_file)?;
        let mut given = Given::default();
        given.fill(&instance_id, tokens);
        Ok(given.fields)
    }
}

fn token_file(catalog: &Catalog) -> Result<TokenFile, String> {
    let Some(folder) = folder() else {
        return Ok(TokenFile::default());
    };
    TokenFile::read(&folder.secrets()).map_err(|trouble| file_sentence(&trouble, catalog))
}

fn from_command(command: &str, catalog: &Catalog) -> Result<(String, Tokens), String> {
    let said = run_for_credentials(command, COMMAND_PATIENCE);
    said.map(|(fields, tokens)| (fields.instance_id, tokens))
        .map_err(|trouble| match trouble {
            CommandTrouble::NotStarted | CommandTrouble::Failed => catalog.cli_command_failed(),
            CommandTrouble::Slow => catalog.cli_command_slow(COMMAND_PATIENCE.as_secs()),
            CommandTrouble::NotUnderstood => catalog.cli_command_not_understood(),
        })
}

/// What a profile leads to; `in_file` are the tokens that the file has of it.
fn of_profile(
    chosen: &Chosen,
    catalog: &Catalog,
    in_file: impl FnOnce() -> Result<Tokens, String>,
) -> Result<(String, Tokens), String> {
    let Chosen { name, profile } = chosen;
    let tokens = match profile.tokens {
        Place::File => in_file()?,
        Place::Keyring => {
            let read = Keyring::new().read(name);
            read.map_err(|trouble| keyring_sentence(trouble, name, catalog))?
        }
        Place::Command => {
            let command = profile.credential_command.as_deref().unwrap_or_default();
            let (id, tokens) = from_command(command, catalog)?;
            let own = profile.instance_id.clone();
            return Ok((if own.is_empty() { id } else { own }, tokens));
        }
    };
    Ok((profile.instance_id.clone(), tokens))
}

/// What happened to the keyring, and what to do instead.
pub(super) fn keyring_sentence(trouble: KeyringTrouble, name: &str, catalog: &Catalog) -> String {
    match trouble {
        KeyringTrouble::Slow => catalog.cli_keyring_slow(name),
        KeyringTrouble::Unusable => catalog.cli_keyring_unusable(name),
        KeyringTrouble::Empty => catalog.cli_keyring_empty(name),
    }
}
