//! Whether the process that holds something lives: it keeps a file locked, and the system lets go of that lock
//! when the process ends, however it ends. A process that is only suspended holds on.

use super::place::Place;
use super::trouble::Fault;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;

/// The lock files, and our own among them.
#[derive(Debug)]
pub(super) struct Holders {
    folder: PathBuf,
    own: PathBuf,
    _locked: File,
}

impl Holders {
    /// Makes and locks the file `name`, and clears away those whose processes have ended. To be called while
    /// no other process opens the journal.
    pub(super) fn join(place: &Place, name: &str) -> Result<Self, Fault> {
        let folder = place.inner("holders")?;
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            // Another account's file that cannot be removed does no harm.
            let _left = (!is_locked(&path)).then(|| fs::remove_file(&path));
        }
        let own = folder.join(name);
        let file = place.make(&own)?;
        file.try_lock().map_err(|_taken| Fault::Busy)?;
        Ok(Self {
            folder,
            own,
            _locked: file,
        })
    }

    /// Whether the process behind a holder's name lives.
    pub(super) fn lives(&self, name: &str) -> bool {
        let is_name = name.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name && is_locked(&self.folder.join(name))
    }
}

/// Whether any process has the journal open.
pub(super) fn anybody_lives(place: &Place) -> Result<bool, Fault> {
    for entry in fs::read_dir(place.inner("holders")?)? {
        if is_locked(&entry?.path()) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Drop for Holders {
    fn drop(&mut self) {
        // A file that stays is cleared away by the next process.
        let _left = fs::remove_file(&self.own);
    }
}

fn is_locked(path: &PathBuf) -> bool {
    match OpenOptions::new().read(true).open(path) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => false,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => true,
        },
        // What cannot be looked at counts as alive: in doubt the person decides.
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}
