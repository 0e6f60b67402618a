//! Reading and writing these files.
//!
//! Each says in its `version` which form it has; one that says nothing has the first. A file of a later form is refused
//! as such, whatever else stands in it, and never written to, since whoever wrote it knows things that would be lost.

use serde::de::{DeserializeOwned, Deserializer, Error as _, Unexpected};
use serde::{Deserialize, Serialize, Serializer};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What a file's mode says of everybody but its owner.
const OTHERS: u32 = 0o077;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What is wrong with one of the files.
#[derive(Debug, thiserror::Error)]
#[error("{path:?}: {fault}")]
pub struct FileTrouble {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a file. What stands in it is never part of it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error("cannot be read")]
    Unreadable,
    /// It cannot be written.
    #[error("cannot be written")]
    Unwritable,
    /// Others than its owner can read it.
    #[error("others can read it")]
    Exposed,
    /// It is not what it should be, in this line.
    #[error("line {line}: {what}")]
    Wrong {
        /// The line, from 1.
        line: usize,
        /// What is wrong, in the words of the reader, without values.
        what: String,
    },
    /// A token stands in a file that is not meant for one, in this line.
    #[error("line {0}: a token")]
    Token(usize),
    /// A newer version of this program wrote it, in a form that this one does not know.
    #[error("its version is {found}, and {known} is the latest one that is known")]
    Newer {
        /// What it says of itself.
        found: u64,
        /// The latest form that is known.
        known: u64,
    },
}

impl Fault {
    pub(super) fn of(self, path: &Path) -> FileTrouble {
        FileTrouble {
            path: path.to_owned(),
            fault: self,
        }
    }
}

/// The text of a file; `None` when it is not there.
pub(super) fn read(path: &Path, whose: Whose) -> Result<Option<Zeroizing<String>>, FileTrouble> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(Fault::Unreadable.of(path)),
    };
    let mode = file.metadata().map(|known| known.mode());
    match (mode, whose) {
        (Ok(mode), Whose::OwnersAlone) if mode & OTHERS != 0 => {
            return Err(Fault::Exposed.of(path));
        }
        (Ok(_), _) => {}
        (Err(_), _) => return Err(Fault::Unreadable.of(path)),
    }
    let mut text = Zeroizing::new(String::new());
    match file.take(LARGEST).read_to_string(&mut text) {
        Ok(_) => Ok(Some(text)),
        Err(_) => Err(Fault::Unreadable.of(path)),
    }
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Anybody.
    Anybodys,
    /// Its owner alone.
    OwnersAlone,
}

/// The form of these files, as they say it themselves. There has been one so far, so nothing else is ever held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form;

impl Form {
    /// The latest form, which is the one that is written.
    pub const LATEST: u64 = 1;
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(Self::LATEST)
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            Self::LATEST => Ok(Self),
            other => Err(D::Error::invalid_value(Unexpected::Unsigned(other), &"1")),
        }
    }
}

/// Reads TOML of a form that is known. What is wrong is told without what stands there.
pub(super) fn parse<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, FileTrouble> {
    /// What every form has.
    #[derive(Deserialize)]
    struct Stamp {
        version: u64,
    }
    toml::from_str(text).map_err(|error| {
        // A later form is refused as such, whatever else is not understood of it; it is no form that can be held.
        if let Ok(Stamp { version: found }) = toml::from_str(text)
            && found > Form::LATEST
        {
            let known = Form::LATEST;
            return Fault::Newer { found, known }.of(path);
        }
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let named = error.message();
        // Its owner shall not find a token quoted on the screen.
        let is_token = named.starts_with("unknown field") && named.contains("token`, expected");
        if is_token {
            return Fault::Token(line).of(path);
        }
        let quotes = named.starts_with("unknown field") || named.starts_with("missing field");
        let what = if quotes {
            named.to_owned()
        } else {
            named
                .split(['"', '`'])
                .next()
                .unwrap_or_default()
                .trim_end_matches([' ', ',', ':'])
                .to_owned()
        };
        Fault::Wrong { line, what }.of(path)
    })
}

/// Writes a file of its owner alone: whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), FileTrouble> {
    let written = || -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        let put = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&beside, path));
        if put.is_err() {
            // What was begun is of no use to anybody.
            let _gone = std::fs::remove_file(&beside);
        }
        put
    };
    written().map_err(|_error| Fault::Unwritable.of(path))
}
