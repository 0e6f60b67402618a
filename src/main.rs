//! The program: a command line, run once.

use clap::Parser;
use color_eyre::eyre;
use std::process::ExitCode;
use zapi_onboard::cli::{Cli, install_hooks, run};
use zapi_onboard::tui::terminal;

fn main() -> eyre::Result<ExitCode> {
    install_hooks()?;
    let ended = run(Cli::parse());
    terminal::restore()?;
    ended.map(ExitCode::from)
}
