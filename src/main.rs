//! The program: a command line, run once.

use clap::Parser;
use color_eyre::config::HookBuilder;
use color_eyre::eyre;
use std::io::Write;
use std::process::ExitCode;
use zapi_onboard::cli::{Cli, run};
use zapi_onboard::tui::terminal;

fn main() -> eyre::Result<ExitCode> {
    install_hooks()?;
    let ended = run(Cli::parse());
    terminal::restore()?;
    ended.map(ExitCode::from)
}

/// Reports of errors and panics by color-eyre; a panic gives the terminal back before it is told.
fn install_hooks() -> eyre::Result<()> {
    let (panic_hook, error_hook) = HookBuilder::default()
        .display_env_section(false)
        .into_hooks();
    error_hook.install()?;
    std::panic::set_hook(Box::new(move |panic| {
        // While panicking there is nobody to hand these errors to.
        let _unrestored = terminal::restore();
        let _unwritten = writeln!(std::io::stderr(), "{}", panic_hook.panic_report(panic));
    }));
    Ok(())
}
