//! `profile`: instances by name, and where their tokens are. No token is ever printed.

mod form;
mod known;

use crate::cli::credentials::keyring_sentence;
use crate::cli::out::{data, words};
use crate::cli::profile::known::Known;
use crate::cli::setup::{file_sentence, folder};
use crate::cli::surroundings::Kind;
use crate::cli::{Options, base_url, complain, zone};
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::locale::catalog::Catalog;
use crate::settings::{Folder, Keyring, Place, Profile, Profiles, TokenFile, Tokens, write_tokens};
use clap::{Args, Subcommand, ValueEnum};
use color_eyre::eyre;
use serde_json::{Value, json};
use std::io::Write;

#[derive(Debug, Subcommand)]
pub(super) enum ProfileCommand {
    /// Keep an instance's credentials under a name
    Add(Add),
    /// Name the profiles
    List,
    /// Say what is known of a profile, without its tokens
    Show {
        /// Which one
        name: String,
    },
    /// Forget a profile and its tokens
    Remove {
        /// Which one
        name: String,
    },
    /// Say which profile is used when none is named, or choose it
    Default {
        /// Which one
        name: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Its name: letters, digits, - _ .
    name: String,
    /// The instance's id; without it, `ZAPI_INSTANCE_ID` or a question
    #[arg(long, value_name = "ID")]
    instance_id: Option<String>,
    /// Where the tokens are kept; the keyring is the kernel's, which forgets them when the machine starts anew, and
    /// command keeps none: the one of --credential-command is run for them each time
    #[arg(long, value_enum, default_value_t = Kept::File)]
    tokens: Kept,
    /// Use this profile when none is named
    #[arg(long)]
    default: bool,
    /// Replace a profile of this name
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kept {
    File,
    Keyring,
    Command,
}

/// The profiles and what goes with them.
struct Desk<'c> {
    folder: Folder,
    profiles: Profiles,
    options: &'c Options,
    catalog: &'c Catalog,
}

impl ProfileCommand {
    /// Runs the command.
    pub(super) async fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some(folder) = folder() else {
            return complain(&catalog.cli_no_state());
        };
        let profiles = match Profiles::read(&folder.profiles()) {
            Ok(profiles) => profiles,
            Err(trouble) => return complain(&file_sentence(&trouble, catalog)),
        };
        let mut desk = Desk {
            folder,
            profiles,
            options,
            catalog,
        };
        match self {
            ProfileCommand::Add(add) => desk.add(add).await,
            ProfileCommand::List => desk.list(),
            ProfileCommand::Show { name } => desk.show(&name),
            ProfileCommand::Remove { name } => desk.remove(&name),
            ProfileCommand::Default { name } => desk.choose(name),
        }
    }
}

impl Desk<'_> {
    async fn add(&mut self, add: Add) -> eyre::Result<Exit> {
        let c = self.catalog;
        if !Profiles::is_name(&add.name) {
            return complain(&c.cli_profile_name(add.name));
        }
        if self.profiles.all.contains_key(&add.name) && !add.force {
            return complain(&c.cli_profile_exists(add.name));
        }
        let by_command = add.tokens == Kept::Command;
        if by_command && self.options.credential_command.is_none() {
            return complain(&c.cli_profile_command());
        }
        if add
            .instance_id
            .as_deref()
            .is_some_and(|id| id.contains('/'))
        {
            return complain(&c.cli_profile_address());
        }
        // What is kept would be read by every later command.
        if base_url(self.options, c)?.is_none() || zone(self.options, c)?.is_none() {
            return Ok(Exit::Usage);
        }
        let mut known = Known::given(add.instance_id.as_deref());
        if !by_command && let Err(early) = self.complete(&mut known, &add.name).await? {
            return Ok(early);
        }
        if known.instance_id.is_empty() || (!by_command && !known.is_complete()) {
            return complain(&c.cli_profile_incomplete());
        }
        let place = match add.tokens {
            Kept::File => Place::File,
            Kept::Keyring => Place::Keyring,
            Kept::Command => Place::Command,
        };
        if let Err(sentence) = self.keep(place, &add.name, &known.tokens) {
            return complain(&sentence);
        }
        let command = self.options.credential_command.clone();
        let profile = Profile {
            instance_id: known.instance_id,
            tokens: place,
            credential_command: command.filter(|_| by_command),
            base_url: self.options.base_url.clone(),
            lang: self.options.lang.map(|lang| lang.tag().to_owned()),
            tz: self.options.tz.clone(),
        };
        self.profiles.all.insert(add.name.clone(), profile);
        if add.default || self.profiles.all.len() == 1 {
            self.profiles.default = Some(add.name.clone());
        }
        let said = c.cli_profile_added(add.name);
        self.write(&said)
    }

    /// Asks for what is missing, on the screen where there is one; `Err` when the person left.
    async fn complete(&self, known: &mut Known, name: &str) -> eyre::Result<Result<(), Exit>> {
        let c = self.catalog;
        if !known.instance_id.is_empty() && known.is_complete() {
            return Ok(Ok(()));
        }
        match (Kind::of(self.options), zone(self.options, c)?) {
            (Ok(Kind::Screen), Some(zone)) => known.fill_in(name, self.options, (c, zone)).await,
            (Ok(_) | Err(_), _) => known.ask(c).await,
        }
    }

    /// Keeps the tokens where they are to be, and nowhere else.
    fn keep(&self, place: Place, name: &str, tokens: &Tokens) -> Result<(), String> {
        let c = self.catalog;
        let in_file = (place == Place::File).then_some(tokens);
        // A file that is refused is refused before the keyring has anything.
        TokenFile::read(&self.folder.secrets()).map_err(|trouble| file_sentence(&trouble, c))?;
        if place == Place::Keyring {
            let kept = Keyring::new().write(name, tokens);
            kept.map_err(|trouble| keyring_sentence(trouble, name, c))?;
        } else if self
            .profiles
            .all
            .get(name)
            .is_some_and(|old| old.tokens == Place::Keyring)
        {
            // Those of the profile that is replaced.
            let erased = Keyring::new().erase(name);
            erased.map_err(|trouble| keyring_sentence(trouble, name, c))?;
        }
        let written = write_tokens(&self.folder.secrets(), name, in_file);
        written.map_err(|trouble| file_sentence(&trouble, c))
    }

    /// Writes the profiles, and says what was done.
    fn write(&self, said: &str) -> eyre::Result<Exit> {
        if let Err(trouble) = self.profiles.write(&self.folder.profiles()) {
            return complain(&file_sentence(&trouble, self.catalog));
        }
        writeln!(words(), "{said}")?;
        Ok(Exit::Done)
    }

    fn list(&self) -> eyre::Result<Exit> {
        let mut out = data();
        if self.options.json {
            let all = self.profiles.all.iter();
            let rows: Vec<Value> = all.map(|(name, profile)| self.row(name, profile)).collect();
            writeln!(out, "{}", json!({ "version": 1, "profiles": rows }))?;
            return Ok(Exit::Done);
        }
        for (name, profile) in &self.profiles.all {
            let mark = if self.is_default(name) { "*" } else { " " };
            let id = self.options.masking().instance(&profile.instance_id);
            writeln!(out, "{mark} {name}  {id}")?;
        }
        Ok(Exit::Done)
    }

    fn show(&self, name: &str) -> eyre::Result<Exit> {
        let Some(profile) = self.profiles.all.get(name) else {
            return self.unknown(name);
        };
        let row = self.row(name, profile);
        let mut out = data();
        if self.options.json {
            writeln!(out, "{}", json!({ "version": 1, "profile": row }))?;
            return Ok(Exit::Done);
        }
        for (key, value) in row.as_object().into_iter().flatten() {
            match value {
                Value::String(text) => writeln!(out, "{key}: {text}")?,
                Value::Null | Value::Bool(_) | Value::Number(_) => writeln!(out, "{key}: {value}")?,
                Value::Array(_) | Value::Object(_) => {}
            }
        }
        Ok(Exit::Done)
    }

    fn row(&self, name: &str, profile: &Profile) -> Value {
        let place = match profile.tokens {
            Place::File => "file",
            Place::Keyring => "keyring",
            Place::Command => "command",
        };
        let held = match profile.tokens {
            Place::File => {
                let file = TokenFile::read(&self.folder.secrets()).ok();
                file.map(|file| file.of(name))
            }
            Place::Keyring => Keyring::new().read(name).ok(),
            // It is run when its credentials are used.
            Place::Command => None,
        };
        let has = |get: fn(&Tokens) -> &Option<Secret>| held.as_ref().map(|t| get(t).is_some());
        json!({
            "name": name,
            "default": self.is_default(name),
            "instance_id": self.options.masking().instance(&profile.instance_id),
            "tokens": place,
            "instance_token": has(|tokens| &tokens.instance_token),
            "client_token": has(|tokens| &tokens.client_token),
            "partner_token": has(|tokens| &tokens.partner_token),
            "base_url": profile.base_url,
            "lang": profile.lang,
            "tz": profile.tz,
        })
    }

    fn remove(&mut self, name: &str) -> eyre::Result<Exit> {
        let Some(profile) = self.profiles.all.remove(name) else {
            return self.unknown(name);
        };
        if let Err(trouble) = write_tokens(&self.folder.secrets(), name, None) {
            return complain(&file_sentence(&trouble, self.catalog));
        }
        if profile.tokens == Place::Keyring
            && let Err(trouble) = Keyring::new().erase(name)
        {
            // What the keyring forgot by itself is gone as well.
            let said = keyring_sentence(trouble, name, self.catalog);
            writeln!(words(), "{said}")?;
        }
        if self.is_default(name) {
            self.profiles.default = None;
        }
        let said = self.catalog.cli_profile_removed(name);
        self.write(&said)
    }

    fn choose(&mut self, name: Option<String>) -> eyre::Result<Exit> {
        let Some(name) = name else {
            if let Some(name) = &self.profiles.default {
                writeln!(data(), "{name}")?;
            }
            return Ok(Exit::Done);
        };
        if !self.profiles.all.contains_key(&name) {
            return self.unknown(&name);
        }
        self.profiles.default = Some(name.clone());
        let said = self.catalog.cli_profile_default(name);
        self.write(&said)
    }

    fn is_default(&self, name: &str) -> bool {
        self.profiles.default.as_deref() == Some(name)
    }

    fn unknown(&self, name: &str) -> eyre::Result<Exit> {
        let known: Vec<&str> = self.profiles.all.keys().map(String::as_str).collect();
        if known.is_empty() {
            return complain(&self.catalog.cli_profile_none(name));
        }
        complain(&self.catalog.cli_profile_unknown(known.join(", "), name))
    }
}
