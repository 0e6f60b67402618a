//! What a resume needs and may not be in clear in the journal: the captcha's picture and the appeal token.
//! Each is a file of its owner alone, erased when it is of no use any more.

use super::place::Place;
use super::trouble::Fault;
use crate::domain::picture::Picture;
use crate::domain::secret::Secret;
use crate::flow::bookmark::Bookmark;
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The files of all sessions.
#[derive(Debug)]
pub(super) struct Vault {
    folder: PathBuf,
    /// What this process knows to be there.
    written: HashMap<String, Held>,
}

/// What is kept for one session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) captcha: Option<Picture>,
    pub(super) appeal_token: Option<Secret>,
}

impl Held {
    pub(super) fn of(bookmark: &Bookmark) -> Self {
        if bookmark.is_finished() {
            return Self::default();
        }
        Self {
            captcha: bookmark.captcha().cloned(),
            appeal_token: bookmark.appeal_token().cloned(),
        }
    }
}

impl Vault {
    pub(super) fn at(place: &Place) -> Result<Self, Fault> {
        Ok(Self {
            folder: place.inner("vault")?,
            written: HashMap::new(),
        })
    }

    /// Has just this kept for a session.
    pub(super) fn keep(&mut self, session: &str, held: Held) -> Result<(), Fault> {
        if self.written.get(session) == Some(&held) {
            return Ok(());
        }
        let captcha = held.captcha.as_ref().map(Picture::bytes);
        let token = held
            .appeal_token
            .as_ref()
            .map(|token| token.expose().as_bytes());
        put(&self.path(session, "captcha"), captcha)?;
        put(&self.path(session, "appeal"), token)?;
        self.written.insert(session.to_owned(), held);
        Ok(())
    }

    /// Looks at the files again before trusting what this process wrote.
    pub(super) fn forget_what_was_written(&mut self) {
        self.written.clear();
    }

    /// What is kept for a session. A file that is missing, of another account or damaged is as good as none.
    pub(super) fn read(&self, session: &str) -> Held {
        let bytes = |ending| fs::read(self.path(session, ending)).ok();
        let captcha = bytes("captcha").and_then(|bytes| Picture::from_bytes(bytes).ok());
        let token = bytes("appeal").and_then(|bytes| String::from_utf8(bytes).ok());
        Held {
            captcha,
            appeal_token: token.map(Secret::new).filter(|token| !token.is_empty()),
        }
    }

    fn path(&self, session: &str, ending: &str) -> PathBuf {
        self.folder.join(format!("{session}.{ending}"))
    }
}

/// Writes a file whole, or removes it.
fn put(path: &Path, bytes: Option<&[u8]>) -> Result<(), Fault> {
    let fresh = path.with_extension("new");
    // What another process left half made must not stand in the way, nor stay.
    let _none = fs::remove_file(&fresh);
    let Some(bytes) = bytes else {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        };
    };
    let mut how = OpenOptions::new();
    how.write(true).create(true).truncate(true).mode(0o600);
    let mut file = how.open(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    Ok(())
}
