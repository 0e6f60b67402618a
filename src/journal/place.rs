//! The folder and the file: who may read them, and what becomes of a damaged one.

use super::trouble::Fault;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FILE: &str = "journal.db";
const LOCK: &str = "journal.lock";

/// The folder, with what its own rights say about sharing.
#[derive(Clone, Debug)]
pub(super) struct Place {
    folder: PathBuf,
    sharing: Sharing,
}

/// Who works in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// One account.
    Alone,
    /// The accounts of its group, since they may write to it.
    Group,
}

impl Sharing {
    pub(super) fn file_mode(self) -> u32 {
        match self {
            Sharing::Alone => 0o600,
            Sharing::Group => 0o660,
        }
    }

    fn folder_mode(self) -> u32 {
        match self {
            Sharing::Alone => 0o700,
            Sharing::Group => 0o2770,
        }
    }
}

impl Place {
    /// The folder, made when it is not there, for its owner alone.
    pub(super) fn at(folder: &Path) -> Result<Self, Fault> {
        let mut maker = DirBuilder::new();
        maker.recursive(true).mode(0o700).create(folder)?;
        let mode = fs::metadata(folder)?.permissions().mode();
        if mode & 0o002 != 0 {
            return Err(Fault::Exposed);
        }
        let sharing = if mode & 0o020 == 0 {
            Sharing::Alone
        } else {
            Sharing::Group
        };
        Ok(Self {
            folder: folder.to_owned(),
            sharing,
        })
    }

    /// Makes sure that files can be made in it.
    pub(super) fn check_writable(&self) -> Result<(), Fault> {
        self.make(&self.folder.join(LOCK)).map(drop)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// A folder inside, made when it is not there.
    pub(super) fn inner(&self, name: &str) -> Result<PathBuf, Fault> {
        let path = self.folder.join(name);
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => {
                let mode = Permissions::from_mode(self.sharing.folder_mode());
                fs::set_permissions(&path, mode)?;
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
        Ok(path)
    }

    /// Keeps other processes from opening the journal as long as the file lives.
    pub(super) fn lock(&self) -> Result<File, Fault> {
        /// Looks, a fiftieth of a second apart: two seconds in all.
        const LOOKS: u32 = 100;
        let file = self.make(&self.folder.join(LOCK))?;
        for _ in 0..LOOKS {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        Err(Fault::Busy)
    }

    /// Sees to it that the file is there and that nobody else can read it. `SQLite` gives its own files beside it
    /// the same rights.
    pub(super) fn secure_file(&self) -> Result<(), Fault> {
        self.make(&self.file()).map(drop)
    }

    /// Opens a file of ours, made when it is not there, with no more rights than it should have.
    pub(super) fn make(&self, path: &Path) -> Result<File, Fault> {
        let mode = self.sharing.file_mode();
        let mut how = OpenOptions::new();
        how.read(true).write(true);
        let file = match how.clone().create_new(true).mode(mode).open(path) {
            Ok(file) => {
                file.set_permissions(Permissions::from_mode(mode))?;
                return Ok(file);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => how.open(path)?,
            Err(error) => return Err(error.into()),
        };
        let known = file.metadata()?;
        if known.mode() & 0o777 & !mode != 0 {
            let narrowed = file.set_permissions(Permissions::from_mode(known.mode() & mode));
            narrowed.map_err(|_not_ours| Fault::Exposed)?;
        }
        Ok(file)
    }

    /// Moves the file and what `SQLite` keeps beside it out of the way, unchanged, under a name that nothing has.
    pub(super) fn set_aside(&self) -> Result<PathBuf, Fault> {
        let file = self.file();
        let beside =
            |path: &Path, ending: &str| PathBuf::from(format!("{}{ending}", path.display()));
        let names = (1..).map(|nth| beside(&file, &format!(".damaged-{nth}")));
        let aside = names
            .take(1_000)
            .find(|name| !name.exists())
            .ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
        fs::rename(&file, &aside)?;
        for ending in ["-wal", "-shm"] {
            let from = beside(&file, ending);
            if from.exists() {
                fs::rename(from, beside(&aside, ending))?;
            }
        }
        Ok(aside)
    }
}
