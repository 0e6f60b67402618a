//! The program's version, as it is told to people.

use crate::cli::out::data;
use color_eyre::eyre;
use std::io::Write;

/// The version, with the commit that the program was built from and its date where they are known.
pub(super) const VERSION: &str = env!("VERSION_AND_ORIGIN");

/// The version alone, for what must be the same from one commit to the next.
pub(super) const BARE: &str = env!("CARGO_PKG_VERSION");

/// Tells the version and says so, when the command line asks for nothing else: scripts ask often, and the definition
/// of all commands is not needed for it.
///
/// # Errors
/// Standard output cannot be written to.
pub fn told_version() -> eyre::Result<bool> {
    let mut arguments = std::env::args_os().skip(1);
    let asks = arguments
        .next()
        .is_some_and(|first| first == "--version" || first == "-V");
    if !asks || arguments.next().is_some() {
        return Ok(false);
    }
    writeln!(data(), "zapi-onboard {VERSION}")?;
    Ok(true)
}
