//! New files that only their owner can read.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// More files of one name than anybody makes.
const MOST: u32 = 1_000;

/// Makes the first file that is not there yet of `stem-1.ending`, `stem-2.ending` and so on, mode 0600. Nothing that
/// is there is opened, and no link is followed.
///
/// # Errors
/// The folder cannot be written to, or has all of these names already.
pub(crate) fn create_new(stem: &Path, ending: &str) -> io::Result<(File, PathBuf)> {
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for nth in 1..=MOST {
        let path = PathBuf::from(format!("{}-{nth}.{ending}", stem.display()));
        match create_at(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Makes a file, mode 0600, which must not be there yet.
///
/// # Errors
/// It is there, or the folder cannot be written to.
pub(crate) fn create_at(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_new_and_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("evidence");
        std::os::unix::fs::symlink("/dev/null", folder.path().join("evidence-1.txt")).unwrap();
        let (file, path) = create_new(&stem, "txt").unwrap();
        assert_eq!(
            path,
            folder.path().join("evidence-2.txt"),
            "no link is followed"
        );
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(create_new(&folder.path().join("none/evidence"), "txt").is_err());
    }
}
