//! Reading the command line, with no more of its definition than it takes: defining every command takes as long as the
//! first frame.

use crate::cli::options::{By, Options};
use crate::cli::{Cli, command};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, FromArgMatches};
use std::ffi::{OsStr, OsString};

impl Cli {
    /// What the command line says. What is asked for of it, such as its help, is told, and ends the program; so does
    /// what is not understood.
    #[must_use]
    pub fn read() -> Self {
        if nothing_is_said(std::env::args_os(), std::env::vars_os()) {
            let options = Options::default();
            let command = None;
            return Self { command, options };
        }
        let (mut cli, matches) = without_command().unwrap_or_else(|| {
            let matches = command().get_matches();
            let cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
            (cli, matches)
        });
        let said = |id| is_on_command_line(&matches, id);
        if said("profile") || said("credential_command") {
            cli.options.credentials_by = By::CommandLine;
        }
        cli
    }
}

/// Whether the command line is empty and the environment sets no option: the plainest start of all, for which nothing has
/// to be defined and parsed.
fn nothing_is_said(
    arguments: impl Iterator<Item = OsString>,
    mut environment: impl Iterator<Item = (OsString, OsString)>,
) -> bool {
    let ours = |name: &OsStr| {
        let bytes = name.as_encoded_bytes();
        bytes.starts_with(b"ZAPI_ONBOARD_") || bytes == b"ZAPI_BASE_URL"
    };
    arguments.count() <= 1 && !environment.any(|(name, _)| ours(&name))
}

/// The wizard's own options, when the command line holds nothing else. Defining every command takes as long as the
/// first frame.
fn without_command() -> Option<(Cli, ArgMatches)> {
    let alone = clap::Command::new("zapi-onboard")
        .disable_help_flag(true)
        .disable_version_flag(true);
    let matches = Options::augment_args(alone).try_get_matches().ok()?;
    let options = Options::from_arg_matches(&matches).ok()?;
    let command = None;
    Some((Cli { command, options }, matches))
}

/// Whether an option was written on the command line, and not merely given by the environment.
fn is_on_command_line(matches: &ArgMatches, id: &str) -> bool {
    let here = matches.value_source(id) == Some(ValueSource::CommandLine);
    let below = matches.subcommand();
    here || below.is_some_and(|(_, matches)| {
        matches.ids().any(|known| known == id) && is_on_command_line(matches, id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options_alone() -> clap::Command {
        Options::augment_args(clap::Command::new("zapi-onboard"))
    }

    #[test]
    fn what_nothing_says_is_what_the_definition_says_when_nothing_is_said() {
        let matches = options_alone().mut_args(|argument| argument.env(None::<&str>));
        let matches = matches.try_get_matches_from(["zapi-onboard"]);
        let options = matches.and_then(|matches| Options::from_arg_matches(&matches));
        let options = options.map(|options| format!("{options:?}"));
        assert_eq!(
            options.map_err(|error| error.to_string()),
            Ok(format!("{:?}", Options::default()))
        );
    }

    #[test]
    fn every_variable_that_sets_an_option_is_looked_for() {
        let given = |name: &OsStr| vec![(name.to_owned(), OsString::from("x"))].into_iter();
        let alone = || std::iter::once(OsString::from("zapi-onboard"));
        let mut variables = 0;
        for argument in options_alone().get_arguments() {
            if let Some(variable) = argument.get_env() {
                assert!(!nothing_is_said(alone(), given(variable)), "{variable:?}");
                variables += 1;
            }
        }
        assert!(variables > 5, "{variables}");
        assert!(nothing_is_said(
            alone(),
            given(OsStr::new("ZAPI_INSTANCE_ID"))
        ));
        let more = alone().chain([OsString::from("--plain")]);
        assert!(!nothing_is_said(more, given(OsStr::new("LANG"))));
    }
}
