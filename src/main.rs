//! The program: a command line, run once.

use color_eyre::eyre::{self, WrapErr};
use std::process::ExitCode;
use zapi_onboard::cli::{Cli, install_hooks, run, told_version};
use zapi_onboard::runtime::core_dumps;
use zapi_onboard::runtime::lines::restore_typing;
use zapi_onboard::tui::terminal;

fn main() -> eyre::Result<ExitCode> {
    if told_version()? {
        return Ok(ExitCode::SUCCESS);
    }
    install_hooks()?;
    core_dumps::forbid().wrap_err("core dumps, which hold tokens, cannot be switched off")?;
    let ended = run(Cli::read());
    terminal::restore()?;
    restore_typing()?;
    ended.map(ExitCode::from)
}
