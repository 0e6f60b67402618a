//! Whether the files that this process has open still are the ones under their names. Where the folder was removed or
//! moved, or a file of the journal was renamed, replaced or deleted, a commit would succeed and be seen by no other
//! program: a call that it announces could be made twice.
//!
//! A file is known by its device and inode. `SQLite` keeps the files open, so no other file gets the same inode
//! meanwhile, and it neither removes nor renames them while a connection is open.

use super::trouble::Fault;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The files that a journal has open.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenedFiles {
    files: Vec<(PathBuf, FileId)>,
}

/// What makes a file this file and no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The file under a name; `None` when there is none.
    pub(super) fn of(path: &Path) -> Result<Option<Self>, Fault> {
        match fs::metadata(path) {
            Ok(known) => Ok(Some(Self {
                device: known.dev(),
                inode: known.ino(),
            })),
            Err(error) if is_gone(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the error says that nothing has this name.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

impl OpenedFiles {
    /// The database at `path` with what `SQLite` keeps beside it; `before` is the file that was there before it was
    /// opened. To be called after something was read from it, while no other program opens it.
    pub(super) fn of_database(path: &Path, before: Option<FileId>) -> Result<Self, Fault> {
        let mut opened = Self::default();
        for ending in ["", "-wal", "-shm"] {
            opened.add(&beside(path, ending))?;
        }
        match opened.files.first() {
            Some((first, id)) if first == path && Some(*id) == before => Ok(opened),
            Some(_) | None => Err(Fault::Replaced),
        }
    }

    /// Adds a file that this process has open, when there is one under this name.
    pub(super) fn add(&mut self, path: &Path) -> Result<(), Fault> {
        let id = FileId::of(path)?;
        self.files.extend(id.map(|id| (path.to_owned(), id)));
        Ok(())
    }

    /// Refuses when another file, or none, has one of the names.
    pub(super) fn check(&self) -> Result<(), Fault> {
        for (path, id) in &self.files {
            if FileId::of(path)? != Some(*id) {
                return Err(Fault::Replaced);
            }
        }
        Ok(())
    }

    /// The files as a line for other programs on this machine: names without their folder.
    pub(super) fn line(&self) -> String {
        let one = |(path, id): &(PathBuf, FileId)| {
            let name = path.file_name()?.to_str()?;
            Some(format!("{name}={}:{}", id.device, id.inode))
        };
        let all: Vec<String> = self.files.iter().filter_map(one).collect();
        all.join(" ")
    }
}

/// Refuses when `line`, which another program of this machine wrote, names files that are not those in `folder`.
pub(super) fn check_line(line: &str, folder: &Path) -> Result<(), Fault> {
    for word in line.split_whitespace() {
        let Some((name, id)) = word.split_once('=') else {
            continue;
        };
        let id = id.split_once(':').and_then(|(device, inode)| {
            Some(FileId {
                device: device.parse().ok()?,
                inode: inode.parse().ok()?,
            })
        });
        let is_plain = !name.contains('/');
        if id.is_some() && is_plain && FileId::of(&folder.join(name))? != id {
            return Err(Fault::Replaced);
        }
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
