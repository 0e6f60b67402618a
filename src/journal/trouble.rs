//! From what `SQLite` and the system say to what a person can do about it.

use crate::domain::server_text::ServerText;
use crate::flow::event::{Trouble, TroubleKind};
use rusqlite::ErrorCode;
use std::io;
use std::path::Path;

/// Why the file cannot be used.
#[derive(Debug)]
pub(super) enum Fault {
    /// `SQLite`'s word.
    Sqlite(rusqlite::Error),
    /// The system's word.
    Io(io::Error),
    /// The file's own words are not to be understood.
    Row,
    /// It was written by a newer version.
    Newer,
    /// Others can read it and that cannot be changed.
    Exposed,
    /// The file that this process, or another one, has open is not the one under its name any more.
    Replaced,
    /// Another process keeps it busy.
    Busy,
    /// It is an older version's, and other processes have it open: these people's, as far as that is known.
    OpenElsewhere(Option<ServerText>),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault::Io(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(_error: serde_json::Error) -> Self {
        Fault::Row
    }
}

impl Fault {
    /// Whether the file itself is damaged, so that it is to be set aside.
    pub(super) fn is_damage(&self) -> bool {
        let Fault::Sqlite(error) = self else {
            return false;
        };
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        )
    }

    /// What a person is told.
    pub(super) fn about(&self, path: &Path) -> Trouble {
        Trouble {
            kind: self.kind(),
            path: path.display().to_string(),
        }
    }

    fn kind(&self) -> TroubleKind {
        match self {
            Fault::Newer => TroubleKind::Newer,
            Fault::Exposed => TroubleKind::Exposed,
            Fault::Replaced => TroubleKind::Replaced,
            Fault::Busy => TroubleKind::Busy,
            Fault::OpenElsewhere(who) => TroubleKind::OpenElsewhere(who.clone()),
            Fault::Row => TroubleKind::Broken,
            Fault::Io(error) => kind_of_io(error),
            Fault::Sqlite(error) => kind_of_sqlite(error),
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the system's kinds grow without us"
)]
fn kind_of_io(error: &io::Error) -> TroubleKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            TroubleKind::NotWritable
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => TroubleKind::Full,
        _ => TroubleKind::Broken,
    }
}

fn kind_of_sqlite(error: &rusqlite::Error) -> TroubleKind {
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            TroubleKind::NotWritable
        }
        Some(ErrorCode::DiskFull) => TroubleKind::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => TroubleKind::Busy,
        _ => TroubleKind::Broken,
    }
}
