//! A picture in a file, byte for byte, for a viewer elsewhere.

use crate::domain::picture::Picture;
use crate::private_file::create_new;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that only its owner can read. It is removed when nobody needs it any more.
pub struct SavedPicture {
    path: PathBuf,
}

impl SavedPicture {
    /// Writes the picture to a new file in the folder for temporary ones.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn create(picture: &Picture) -> io::Result<Self> {
        let ending = picture.format().ending();
        let name = format!("zapi-onboard-captcha-{}", std::process::id());
        let (mut file, path) = create_new(&std::env::temp_dir().join(name), ending)?;
        // From here on it is removed, whatever happens.
        let saved = Self { path };
        file.write_all(picture.bytes())?;
        Ok(saved)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for SavedPicture {
    fn drop(&mut self) {
        // Somebody may have taken it away already.
        let _gone = std::fs::remove_file(&self.path);
    }
}
