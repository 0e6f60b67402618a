//! The log, for whoever asks for one: a file of its owner alone, without secrets.
//!
//! What this program itself traces is written in full; of the libraries only warnings are, since they may trace
//! addresses, and an instance's token is part of its address.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Mutex;
use thiserror::Error;
use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// Why nothing is logged.
#[derive(Debug, Error)]
pub enum LogError {
    /// The file cannot be written to, or others could read it.
    #[error("the log cannot be written")]
    File(#[from] io::Error),
    /// There is a log already.
    #[error("there is a log already")]
    Twice(#[from] TryInitError),
}

/// Writes the log to the end of the file at `path`, which is made when it is not there.
///
/// # Errors
/// See [`LogError`].
pub fn log_to(path: &Path) -> Result<(), LogError> {
    let file = private(path)?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    let ours = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("zapi_onboard", Level::TRACE);
    tracing_subscriber::registry()
        .with(lines)
        .with(ours)
        .try_init()?;
    Ok(())
}

/// The file, closed to everybody else.
fn private(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    let known = file.metadata()?.permissions();
    if known.mode() & 0o077 != 0 {
        file.set_permissions(PermissionsExt::from_mode(0o600))?;
    }
    Ok(file)
}
