//! The options of every command, and the command about their file.

use crate::cli::complain;
use crate::cli::out::data;
use crate::cli::setup::{Chosen, folder};
use crate::exit::Exit;
use crate::locale::catalog::{Catalog, Language};
use crate::settings::config_template;
use crate::wording::Masking;
use clap::{Args, Subcommand, ValueEnum};
use color_eyre::eyre;
use std::io::Write;
use std::path::PathBuf;

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Options {
    /// Language of the screens: en, pt-BR or es; without it, the locale decides
    #[arg(long, global = true, value_parser = parse_language)]
    pub(super) lang: Option<Language>,
    /// Address of the service; plain http only to this machine
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_BASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(super) base_url: Option<String>,
    /// Time zone of clock times, as in the tz database; without it, the machine's
    #[arg(long, global = true, hide_short_help = true, value_name = "ZONE")]
    pub(super) tz: Option<String>,
    /// Whether to use colours
    #[arg(long, global = true, value_enum)]
    pub(super) color: Option<Color>,
    /// Colours for a dark or a light ground, with the most contrast, or none; auto takes what can be read on both
    #[arg(
        long,
        global = true,
        env = "ZAPI_ONBOARD_THEME",
        hide_env_values = true,
        value_enum
    )]
    pub(super) theme: Option<ThemeName>,
    /// Folder of the journal; without it, the system's folder for state
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_STATE_DIR",
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub(super) state_dir: Option<PathBuf>,
    /// Your name, as colleagues shall read it; without it, account and machine
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_OPERATOR",
        hide_env_values = true,
        value_name = "NAME"
    )]
    pub(super) operator: Option<String>,
    /// File that is told what the program does, without secrets
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE")]
    pub(super) log: Option<PathBuf>,
    /// Line mode: questions one after the other, for a screen reader, a pipe, or a terminal that can do no more
    #[arg(long, global = true, env = "ZAPI_ONBOARD_PLAIN", hide_env = true, value_parser = clap::builder::FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub(super) plain: bool,
    /// JSON lines: prompts, events and the outcome on standard output, answers on standard input
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Seconds after which line mode says that something is still waited for; 0 for never
    #[arg(
        long,
        global = true, hide_short_help = true,
        env = "ZAPI_ONBOARD_HEARTBEAT",
        hide_env_values = true,
        value_name = "SECONDS",
        value_parser = clap::value_parser!(u32).range(0..=3600)
    )]
    pub(super) heartbeat: Option<u32>,
    /// How to tell that another number needs you: by the bell, a notice of the desktop (OSC 9) and the bell, or not
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_NOTIFY",
        hide_env_values = true,
        value_enum,
        default_value_t = Notifying::Bell
    )]
    pub(super) notify: Notifying,
    /// Draw with 7-bit signs only
    #[arg(long, global = true, env = "ZAPI_ONBOARD_ASCII", hide_env = true, value_parser = clap::builder::FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub(super) ascii: bool,
    /// Show no more of phone numbers and instance ids than their last two characters, for a shared or recorded screen
    #[arg(
        long,
        global = true,
        env = "ZAPI_ONBOARD_MASK",
        hide_env_values = true,
        value_name = "true|false",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = parse_mask
    )]
    pub(super) mask: Option<Said>,
    /// What the screen is drawn by: the fewest bytes, or the toolkit's own means where something is drawn wrong
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_BACKEND",
        hide_env_values = true,
        value_enum,
        default_value_t = Backend::Frugal
    )]
    pub(super) backend: Backend,
    /// Named credentials to use; `profile list` names them
    #[arg(
        long,
        global = true,
        env = "ZAPI_ONBOARD_PROFILE",
        hide_env_values = true,
        value_name = "NAME"
    )]
    pub(super) profile: Option<String>,
    /// Command that is run for credentials, and writes them as JSON or as KEY=VALUE lines
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_CREDENTIAL_COMMAND",
        hide_env_values = true,
        value_name = "COMMAND"
    )]
    pub(super) credential_command: Option<String>,
    /// File of settings; without it, the system's folder for them
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        env = "ZAPI_ONBOARD_CONFIG",
        hide_env_values = true,
        value_name = "FILE"
    )]
    pub(super) config: Option<PathBuf>,
    /// Whether the command line itself says where credentials come from, so that the environment's do not count.
    #[arg(skip)]
    pub(super) credentials_by: By,
    /// The profile that counts.
    #[arg(skip)]
    pub(super) chosen: Option<Chosen>,
    /// Colours, as the settings have them.
    #[arg(skip)]
    pub(super) color_set: Option<Color>,
}

/// Seconds after which line mode says that something is still waited for, when nothing else is said.
pub(super) const HEARTBEAT: u32 = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// What somebody said who was asked for yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Yes,
    No,
    /// An empty variable says nothing.
    Nothing,
}

impl Said {
    pub(super) fn of(yes: bool) -> Self {
        if yes { Said::Yes } else { Said::No }
    }
}

impl Options {
    /// Whether numbers and ids are to be masked, where somebody said so.
    pub(super) fn masking_said(&self) -> Option<Masking> {
        match self.mask? {
            Said::Yes => Some(Masking::On),
            Said::No => Some(Masking::Off),
            Said::Nothing => None,
        }
    }

    /// Whether numbers and ids are masked. They are not for a program, which needs what it is about.
    pub(super) fn masking(&self) -> Masking {
        let said = self.masking_said().filter(|_| !self.json);
        said.unwrap_or_default()
    }
}

/// For which ground the colours are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeName {
    Auto,
    Dark,
    Light,
    Contrast,
    Mono,
}

/// Who says where credentials come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    /// The environment, the settings, or nobody.
    #[default]
    Surroundings,
    /// The command line itself.
    CommandLine,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Backend {
    #[default]
    Frugal,
    Stock,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Notifying {
    #[default]
    Bell,
    Desktop,
    Off,
}

fn parse_mask(word: &str) -> Result<Said, String> {
    match word.to_ascii_lowercase().as_str() {
        "" => Ok(Said::Nothing),
        "true" | "yes" | "on" | "1" => Ok(Said::Yes),
        "false" | "no" | "off" | "0" => Ok(Said::No),
        _ => Err("true or false".to_owned()),
    }
}

fn parse_language(tag: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::tag).join(", ");
    Language::from_tag(tag).ok_or_else(|| format!("known languages: {}", known()))
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Write a file of settings with every key explained and nothing set
    Template,
    /// Name the files of settings, profiles and tokens
    Path,
}

impl ConfigCommand {
    pub(super) fn run(&self, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some(folder) = folder() else {
            return complain(&catalog.cli_no_state());
        };
        let mut out = data();
        match self {
            ConfigCommand::Template => write!(out, "{}", config_template())?,
            ConfigCommand::Path => {
                for path in [folder.config(), folder.profiles(), folder.secrets()] {
                    writeln!(out, "{}", path.display())?;
                }
            }
        }
        Ok(Exit::Done)
    }
}
