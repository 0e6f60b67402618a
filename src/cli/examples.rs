//! What stands under the long help of every command: how it is used.

use clap::Command;

/// Under the help of the program itself.
const PROGRAM: &str = "\
Examples:
  zapi-onboard                                  the wizard: begins, or goes on with what was left
  zapi-onboard demo                             the same against a simulated service on this machine
  zapi-onboard --plain                          line mode, for a screen reader or a pipe
  zapi-onboard --profile shop                   with credentials that were kept under a name
  zapi-onboard check --number +5511987654321    one step for a script";

/// Under the help of each command.
const COMMANDS: [(&str, &str); 25] = [
    (
        "demo",
        "zapi-onboard demo pin-then-device\nzapi-onboard demo device --auto --stop-at device\nzapi-onboard demo happy pin --auto --loop --speed 2\nzapi-onboard demo cooldown --numbers 12\nzapi-onboard demo --list",
    ),
    (
        "simulate",
        "zapi-onboard simulate captcha --listen 127.0.0.1:8080\nzapi-onboard simulate --instances 20 --list numbers.csv",
    ),
    (
        "queue",
        "zapi-onboard queue numbers.csv\nzapi-onboard queue numbers.csv --skip-bad --outcome done.csv",
    ),
    ("sessions", "zapi-onboard sessions --all"),
    ("resume", "zapi-onboard resume 3ada"),
    (
        "report",
        "zapi-onboard report 3ada\nzapi-onboard report 3ada --format json",
    ),
    ("export", "zapi-onboard export 3ada --output number.json"),
    ("import", "zapi-onboard import number.json"),
    ("forget", "zapi-onboard forget 3ada"),
    (
        "status",
        "zapi-onboard status\nzapi-onboard status --session 3ada --json",
    ),
    (
        "check",
        "zapi-onboard check --number +5511987654321\nzapi-onboard check --number 11987654321 --calling-code 55 --fresh",
    ),
    (
        "request",
        "zapi-onboard request --number +5511987654321 --method sms\nzapi-onboard request --number +5511987654321 --method voice --wait",
    ),
    (
        "captcha",
        "zapi-onboard captcha --save captcha.png\nzapi-onboard captcha --answer h7k4p",
    ),
    (
        "confirm",
        "zapi-onboard confirm\nzapi-onboard confirm --session 3ada --any-length",
    ),
    (
        "pin",
        "zapi-onboard pin\nzapi-onboard pin --number +5511987654321",
    ),
    ("recover-pin", "zapi-onboard recover-pin --session 3ada"),
    (
        "transfer",
        "zapi-onboard transfer --accepted-on-phone\nzapi-onboard transfer --accepted-on-phone --wait",
    ),
    ("appeal", "zapi-onboard appeal --text-file reason.txt"),
    (
        "email",
        "zapi-onboard email\nzapi-onboard email --set owner@example.com\nzapi-onboard email --verify",
    ),
    ("two-step", "zapi-onboard two-step --set"),
    (
        "profile",
        "zapi-onboard profile add shop --default\nzapi-onboard profile list",
    ),
    (
        "config",
        "zapi-onboard config template\nzapi-onboard config path",
    ),
    (
        "doctor",
        "zapi-onboard doctor\nzapi-onboard doctor --offline --json",
    ),
    ("completions", "zapi-onboard completions bash"),
    ("man", "zapi-onboard man"),
];

/// The definition with its examples.
pub(super) fn with_examples(command: Command) -> Command {
    let codes = command.get_after_help().map(ToString::to_string);
    let whole = format!("{PROGRAM}\n\n{}", codes.unwrap_or_default());
    let command = command.after_long_help(whole);
    COMMANDS.iter().fold(command, |command, (name, lines)| {
        let lines = lines.replace('\n', "\n  ");
        let text = format!("Examples:\n  {lines}");
        command.mut_subcommand(*name, |sub| sub.after_long_help(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    #[test]
    fn every_command_has_examples_and_every_example_is_understood() {
        let all = command();
        let named: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        for sub in all.get_subcommands() {
            assert!(named.contains(&sub.get_name()), "{}", sub.get_name());
        }
        let own = PROGRAM
            .lines()
            .filter_map(|line| line.trim().split("   ").next());
        let own = own.filter(|line| line.starts_with("zapi-onboard"));
        let lines = COMMANDS
            .iter()
            .flat_map(|(_, lines)| lines.lines())
            .chain(own);
        for line in lines {
            let understood = command().try_get_matches_from(line.split_whitespace());
            assert!(understood.is_ok(), "{line}: {understood:?}");
        }
    }
}
