//! The file that a queue's results are written to: taken when the queue begins and kept until it ends, so that of two
//! programs that name the same one, the second is refused before it does anything.
//!
//! The file under the name is locked. It is made when it is not there, and a file of results from an earlier run is
//! replaced as a whole at the end.

use crate::private_file::{create_at, create_new};
use crate::queue::{Format, OutcomeRow, is_outcome, write_outcome};
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file that this process alone writes its results to.
pub(super) struct OutcomeFile {
    path: PathBuf,
    format: Format,
    taken: File,
    /// Whether results stand in it.
    is_written: bool,
}

/// Why a file cannot be taken.
#[derive(Debug)]
pub(super) enum NotFree {
    /// Something else is in it, or it cannot be made.
    Unusable,
    /// Another program is going to write its results there.
    Taken,
}

impl OutcomeFile {
    /// Takes the file at `path`.
    pub(super) fn take(path: &Path) -> Result<Self, NotFree> {
        let format = Format::of(path).ok_or(NotFree::Unusable)?;
        let taken = match create_at(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                File::open(path).map_err(|_unreadable| NotFree::Unusable)?
            }
            Err(_) => return Err(NotFree::Unusable),
        };
        match taken.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(NotFree::Taken),
            Err(TryLockError::Error(_)) => return Err(NotFree::Unusable),
        }
        let file = Self {
            path: path.to_owned(),
            format,
            taken,
            is_written: false,
        };
        if !file.has_its_name() {
            // Another program has replaced it since it was opened.
            return Err(NotFree::Taken);
        }
        if file.holds_nothing_else() {
            Ok(file)
        } else {
            Err(NotFree::Unusable)
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Writes the results, whole or not at all.
    pub(super) fn write(&mut self, rows: &[OutcomeRow]) -> io::Result<()> {
        if !self.has_its_name() || !self.holds_nothing_else() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let (mut file, beside) = create_new(&self.path, "new")?;
        let written = write_outcome(rows, self.format, &mut file);
        let placed = written.and_then(|()| fs::rename(&beside, &self.path));
        if placed.is_err() {
            // It may be what could not be written to.
            let _left = fs::remove_file(&beside);
        }
        self.is_written = placed.is_ok();
        placed
    }

    /// Whether the file that was taken still is the one under its name.
    fn has_its_name(&self) -> bool {
        let id = |known: fs::Metadata| (known.dev(), known.ino());
        let named = fs::metadata(&self.path).map(id);
        let taken = self.taken.metadata().map(id);
        matches!((named, taken), (Ok(named), Ok(taken)) if named == taken)
    }

    /// Whether nothing is lost when it is replaced.
    fn holds_nothing_else(&self) -> bool {
        fs::read(&self.path).is_ok_and(|text| text.is_empty() || is_outcome(&text, self.format))
    }
}

impl Drop for OutcomeFile {
    fn drop(&mut self) {
        let is_empty = self.taken.metadata().is_ok_and(|known| known.len() == 0);
        if !self.is_written && is_empty && self.has_its_name() {
            // Nothing came of it, so nothing stays.
            let _left = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{NotFree, OutcomeFile};
    use crate::queue::OutcomeRow;
    use std::fs;

    #[test]
    fn of_two_programs_that_name_one_file_only_the_first_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("done.csv");
        let mut first = OutcomeFile::take(&path).ok().unwrap();
        assert!(matches!(OutcomeFile::take(&path), Err(NotFree::Taken)));
        first.write(&[OutcomeRow::default()]).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        assert!(!written.is_empty());
        drop(first);
        // Results of an earlier run are replaced.
        let mut again = OutcomeFile::take(&path).ok().unwrap();
        assert!(matches!(OutcomeFile::take(&path), Err(NotFree::Taken)));
        again.write(&[]).unwrap();
        assert_ne!(fs::read_to_string(&path).unwrap(), written);
    }

    #[test]
    fn what_is_something_else_is_left_and_nothing_stays_where_nothing_came_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("done.csv");
        fs::write(&path, "my own notes").unwrap();
        assert!(matches!(OutcomeFile::take(&path), Err(NotFree::Unusable)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "my own notes");
        fs::remove_file(&path).unwrap();
        let mut taken = OutcomeFile::take(&path).ok().unwrap();
        // Another file was put under the name meanwhile.
        fs::remove_file(&path).unwrap();
        fs::write(&path, "").unwrap();
        assert!(taken.write(&[OutcomeRow::default()]).is_err());
        drop(taken);
        assert!(path.exists(), "it is not ours");
        fs::remove_file(&path).unwrap();
        drop(OutcomeFile::take(&path).ok().unwrap());
        assert!(!path.exists());
    }
}
