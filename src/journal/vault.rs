//! What a resume needs and may not be in clear in the journal: the captcha's picture and the appeal token.
//! Each is a file of its owner alone, erased by its owner when it is of no use any more.
//!
//! Several accounts may share the folder. What another account keeps is neither read, replaced nor removed here, not
//! even by root: each account writes under a name of its own, and the row of the journal says which file belongs to it.

use super::account;
use super::place::Place;
use super::trouble::Fault;
use crate::domain::keeper::Keeper;
use crate::domain::picture::{MAX_BYTES, Picture, PictureError};
use crate::domain::secret::Secret;
use crate::flow::bookmark::{Bookmark, SecretState};
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// The kinds of secrets, as their files' names end.
const CAPTCHA: &str = "captcha";
const APPEAL: &str = "appeal";

/// The files of all sessions.
#[derive(Debug)]
pub(super) struct Vault {
    folder: PathBuf,
    /// The account that this process runs as.
    uid: u32,
    /// What this process knows to be there.
    written: HashMap<String, (Held, FileNames)>,
    /// Whether the files of this account that are of no use were removed.
    is_swept: bool,
}

/// What is to be kept for one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    captcha: SecretState<Picture>,
    appeal: SecretState<Secret>,
}

/// Which files belong to a row of the journal, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileNames {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    captcha: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    appeal: Option<String>,
}

/// What is in a file.
enum Content {
    /// There is none.
    Nothing,
    /// It is ours.
    Ours(Vec<u8>),
    /// It is another account's, or cannot be read.
    KeptBy(Keeper),
}

impl Held {
    pub(super) fn of(bookmark: &Bookmark) -> Self {
        Self {
            captcha: owned(&bookmark.captcha()),
            appeal: owned(&bookmark.appeal_token()),
        }
    }

    /// Whether the names of the row before are needed to know which files belong to the next one.
    pub(super) fn is_partly_elsewhere(&self) -> bool {
        self.captcha == SecretState::Elsewhere || self.appeal == SecretState::Elsewhere
    }
}

fn owned<T: Clone>(state: &SecretState<&T>) -> SecretState<T> {
    match state {
        SecretState::Unneeded => SecretState::Unneeded,
        SecretState::Present(secret) => SecretState::Present(T::clone(secret)),
        SecretState::Elsewhere => SecretState::Elsewhere,
    }
}

impl FileNames {
    /// Those of a row, as its text says; a row of an earlier version says none and has the usual ones.
    pub(super) fn of_row(session: &str, json: &str) -> Result<Self, Fault> {
        /// What is read of a row here.
        #[derive(Deserialize)]
        struct Row {
            secret_files: Option<FileNames>,
        }
        let row: Row = serde_json::from_str(json)?;
        let names = row.secret_files.unwrap_or_else(|| Self {
            captcha: Some(usual_name(session, CAPTCHA)),
            appeal: Some(usual_name(session, APPEAL)),
        });
        // A colleague can write to the journal, and a name must not lead out of the folder.
        Ok(Self {
            captcha: names.captcha.filter(|name| is_plain(name)),
            appeal: names.appeal.filter(|name| is_plain(name)),
        })
    }

    fn has(&self, name: &str) -> bool {
        [&self.captcha, &self.appeal]
            .into_iter()
            .flatten()
            .any(|own| own == name)
    }
}

impl Vault {
    pub(super) fn at(place: &Place) -> Result<Self, Fault> {
        Ok(Self {
            folder: place.inner("vault")?,
            uid: account::own(),
            written: HashMap::new(),
            is_swept: false,
        })
    }

    /// Writes what a session needs, each into a file of this account; says which files belong to its next row, when
    /// `before` belonged to the last. To be called while no other process writes to the journal.
    pub(super) fn store(
        &mut self,
        session: &str,
        held: &Held,
        before: &FileNames,
    ) -> Result<FileNames, Fault> {
        if let Some((_, names)) = self.written.get(session).filter(|(known, _)| known == held) {
            return Ok(names.clone());
        }
        let captcha = match &held.captcha {
            SecretState::Unneeded => None,
            SecretState::Elsewhere => before.captcha.clone(),
            SecretState::Present(picture) => Some(self.put(session, CAPTCHA, picture.bytes())?),
        };
        let appeal = match &held.appeal {
            SecretState::Unneeded => None,
            SecretState::Elsewhere => before.appeal.clone(),
            SecretState::Present(token) => {
                Some(self.put(session, APPEAL, token.expose().as_bytes())?)
            }
        };
        Ok(FileNames { captcha, appeal })
    }

    /// Removes this account's files of a session that do not belong to its last row, whose files are `names`.
    pub(super) fn settle(
        &mut self,
        session: &str,
        held: Held,
        names: FileNames,
    ) -> Result<(), Fault> {
        let settled = (held, names);
        if self.written.get(session) == Some(&settled) {
            return Ok(());
        }
        self.clear(session, &settled.1)?;
        self.written.insert(session.to_owned(), settled);
        Ok(())
    }

    /// Removes all that this account keeps for a session.
    pub(super) fn erase(&mut self, session: &str) -> Result<(), Fault> {
        self.written.remove(session);
        self.clear(session, &FileNames::default())
    }

    /// Looks at the files again before trusting what this process wrote.
    pub(super) fn forget_what_was_written(&mut self) {
        self.written.clear();
    }

    /// What is kept for a session in the files of its row; a file that is missing or damaged is as good as none.
    pub(super) fn read(&self, bookmark: Bookmark, names: &FileNames) -> Bookmark {
        let captcha = match self.content(names.captcha.as_deref()) {
            Content::Nothing => None,
            Content::Ours(bytes) => Picture::from_bytes(bytes).ok().map(Ok),
            Content::KeptBy(owner) => Some(Err(PictureError::KeptBy { owner })),
        };
        let token = match self.content(names.appeal.as_deref()) {
            Content::Nothing => None,
            Content::Ours(bytes) => String::from_utf8(bytes).ok().map(Secret::new).map(Ok),
            Content::KeptBy(keeper) => Some(Err(keeper)),
        };
        let is_empty = |token: &Result<Secret, _>| token.as_ref().is_ok_and(Secret::is_empty);
        bookmark.with_kept(captcha, token.filter(|token| !is_empty(token)))
    }

    /// Which other account keeps a file of these.
    pub(super) fn other_keeper(&self, names: &FileNames) -> Option<Keeper> {
        let all = [names.captcha.as_deref(), names.appeal.as_deref()];
        all.into_iter().find_map(|name| match self.content(name) {
            Content::KeptBy(keeper) => Some(keeper),
            Content::Nothing | Content::Ours(_) => None,
        })
    }

    /// Removes, once, what this account has left in the folder and no row needs: `needed` says which files belong to
    /// a session by its name. To be called while no other process writes to the journal.
    pub(super) fn sweep(
        &mut self,
        needed: impl Fn(&str) -> Result<FileNames, Fault>,
    ) -> Result<(), Fault> {
        if std::mem::replace(&mut self.is_swept, true) {
            return Ok(());
        }
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some((name, (session, _))) = name
                .to_str()
                .and_then(|name| Some((name, name.split_once('.')?)))
            else {
                continue;
            };
            if self.is_ours(&entry.path()) && !needed(session)?.has(name) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }

    fn clear(&self, session: &str, names: &FileNames) -> Result<(), Fault> {
        for kind in [CAPTCHA, APPEAL] {
            for name in [usual_name(session, kind), self.own_name(session, kind)] {
                let path = self.folder.join(&name);
                if !names.has(&name) && self.is_ours(&path) {
                    remove(&path)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a file whole, unless it is as it should be; gives its name.
    fn put(&self, session: &str, kind: &str, bytes: &[u8]) -> Result<String, Fault> {
        let usual = usual_name(session, kind);
        let is_free = match owner(&self.folder.join(&usual))? {
            None => true,
            Some(owner) => owner == self.uid,
        };
        let name = if is_free {
            usual
        } else {
            self.own_name(session, kind)
        };
        if let Content::Ours(present) = self.content(Some(&name))
            && present == bytes
        {
            return Ok(name);
        }
        let fresh = self.folder.join(format!("{name}.{}.new", self.uid));
        if self.is_ours(&fresh) {
            // What an earlier process left half made must not stand in the way.
            remove(&fresh)?;
        }
        let mut how = OpenOptions::new();
        let mut file = how.write(true).create_new(true).mode(0o600).open(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, self.folder.join(&name))?;
        Ok(name)
    }

    fn content(&self, name: Option<&str>) -> Content {
        let Some(name) = name else {
            return Content::Nothing;
        };
        let path = self.folder.join(name);
        match self.read_own(&path) {
            Ok(Some(bytes)) => Content::Ours(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Content::Nothing,
            Ok(None) | Err(_) => {
                // Where not even its owner can be seen, the folder's is the one to ask.
                let known = [&path, &self.folder]
                    .into_iter()
                    .find_map(|p| owner(p).ok()?);
                Content::KeptBy(account::keeper(known.unwrap_or(self.uid)))
            }
        }
    }

    /// A file's bytes; `None` when it is another account's.
    fn read_own(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let mut how = OpenOptions::new();
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        let file: File = how
            .read(true)
            .custom_flags(flags.cast_signed())
            .open(path)?;
        if file.metadata()?.uid() != self.uid {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        // One byte more than a picture may have shows that it is too large.
        let most = u64::try_from(MAX_BYTES)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn is_ours(&self, path: &Path) -> bool {
        owner(path).is_ok_and(|owner| owner == Some(self.uid))
    }

    /// The name for this account where another one has the usual name.
    fn own_name(&self, session: &str, kind: &str) -> String {
        format!("{session}.{}.{kind}", self.uid)
    }
}

fn usual_name(session: &str, kind: &str) -> String {
    format!("{session}.{kind}")
}

fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        && !name.starts_with('.')
}

/// The account that a file belongs to; `None` when there is no file.
fn owner(path: &Path) -> io::Result<Option<u32>> {
    match fs::symlink_metadata(path) {
        Ok(known) => Ok(Some(known.uid())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> Result<(), Fault> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
