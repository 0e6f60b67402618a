//! What is generated from the definition of the command line: completions and the manual page.

use crate::cli::command;
use crate::cli::out::data;
use crate::cli::version::BARE;
use crate::exit::Exit;
use clap::{Args, Command};
use clap_complete::{Shell, generate};
use color_eyre::eyre;
use std::io::{self, Write};

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// For which shell
    #[arg(value_parser = ["bash", "zsh", "fish", "powershell"])]
    shell: String,
}

impl Completions {
    pub(super) fn run(&self) -> eyre::Result<Exit> {
        let shell = match self.shell.as_str() {
            "zsh" => Shell::Zsh,
            "fish" => Shell::Fish,
            "powershell" => Shell::PowerShell,
            _ => Shell::Bash,
        };
        let mut script = Vec::new();
        generate(shell, &mut command(), "zapi-onboard", &mut script);
        data().write_all(&script)?;
        Ok(Exit::Done)
    }
}

/// Writes one manual page about everything: the program's own, then each command's.
pub(super) fn manual() -> eyre::Result<Exit> {
    let mut page = Vec::new();
    // What the short help leaves out is in the manual.
    let command = command()
        .version(BARE)
        .mut_args(|argument| argument.hide_short_help(false));
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        section(sub, "zapi-onboard", &mut page)?;
    }
    data().write_all(&page)?;
    Ok(Exit::Done)
}

/// Writes what a page of its own would say about a command, under its name.
fn section(command: &Command, above: &str, page: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{above} {}", command.get_name());
    writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
    let man = clap_mangen::Man::new(command.clone().display_name(name.clone()).bin_name(&name));
    let mut own = Vec::new();
    man.render_description_section(&mut own)?;
    man.render_synopsis_section(&mut own)?;
    man.render_options_section(&mut own)?;
    // Inside of this page they are parts of a section.
    let own = String::from_utf8_lossy(&own).replace("\n.SH ", "\n.SS ");
    let own = own
        .strip_prefix(".SH ")
        .map_or(own.clone(), |rest| format!(".SS {rest}"));
    page.extend_from_slice(own.as_bytes());
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        section(sub, &name, page)?;
    }
    Ok(())
}
