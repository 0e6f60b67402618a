//! Whether the process that holds something lives: it keeps a file locked, and the system lets go of that lock
//! when the process ends, however it ends. A process that is only suspended holds on.

use super::lease;
use super::opened::{self, OpenedFiles};
use super::place::Place;
use super::trouble::Fault;
use crate::domain::server_text::ServerText;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The lock files, and our own among them.
#[derive(Debug)]
pub(super) struct Holders {
    folder: PathBuf,
    own: PathBuf,
    _locked: File,
}

impl Holders {
    /// Makes and locks the file `name`, in which the operator's name and, on the next line, the files that the process
    /// has open stand; clears away those whose processes have ended. To be called while no other process opens the
    /// journal.
    pub(super) fn join(
        place: &Place,
        name: &str,
        operator: &str,
        opened: &mut OpenedFiles,
    ) -> Result<Self, Fault> {
        let folder = place.inner("holders")?;
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            // Another account's file that cannot be removed does no harm.
            let _left = (!is_locked(&path)).then(|| fs::remove_file(&path));
        }
        let own = folder.join(name);
        let file = place.make(&own)?;
        file.try_lock().map_err(|_taken| Fault::Busy)?;
        let operator = operator.replace(['\r', '\n'], " ");
        let boot = boot();
        write!(&file, "{operator}\n{boot} {}\n", opened.line())?;
        opened.add(&own)?;
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

/// Refuses when a living process of this machine has other files open than those that are in the folder.
pub(super) fn refuse_replaced(place: &Place) -> Result<(), Fault> {
    for entry in fs::read_dir(place.inner("holders")?)? {
        let path = entry?.path();
        let Some(lines) = is_locked(&path).then(|| lines_in(&path)).flatten() else {
            continue;
        };
        let line = lines.lines().nth(1).and_then(|line| line.split_once(' '));
        if let Some((boot_id, files)) = line
            && boot_id == boot()
        {
            opened::check_line(files, place.folder())?;
        }
    }
    Ok(())
}

/// Names this boot of this machine; the same word where the system names none.
fn boot() -> String {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let id = id.trim();
    if id.is_empty() { "-" } else { id }.to_owned()
}

/// Refuses while any process has the journal open, and says whose they are: by the lock files, and by the leases in
/// `store` of those whose version wrote nothing into its lock file.
pub(super) fn refuse_company(place: &Place, store: &Connection) -> Result<(), Fault> {
    let mut is_alone = true;
    let mut who = BTreeSet::new();
    for entry in fs::read_dir(place.inner("holders")?)? {
        let path = entry?.path();
        if !is_locked(&path) {
            continue;
        }
        is_alone = false;
        who.extend(name_in(&path));
        let name = path.file_name().and_then(|name| name.to_str());
        who.extend(lease::operator_of(store, name.unwrap_or_default()));
    }
    if is_alone {
        return Ok(());
    }
    let names: Vec<String> = who.into_iter().collect();
    Err(Fault::OpenElsewhere(ServerText::new(
        &names.join(", "),
        &[],
    )))
}

/// The operator's name that a lock file holds; `None` when it holds none, or cannot be read.
fn name_in(path: &Path) -> Option<String> {
    let lines = lines_in(path)?;
    let name = lines.lines().next().unwrap_or_default().trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// What a lock file holds; `None` when it cannot be read.
fn lines_in(path: &Path) -> Option<String> {
    /// More is not written.
    const LONGEST: u64 = 1024;
    let mut lines = String::new();
    let file = File::open(path).ok()?;
    file.take(LONGEST).read_to_string(&mut lines).ok()?;
    Some(lines)
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
