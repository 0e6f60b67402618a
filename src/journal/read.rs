//! What is in the journal.

use super::entry::{Entry, HistoryRow};
use super::lease;
use super::store::{Journal, SessionKey};
use super::trouble::Fault;
use super::vault::FileNames;
use crate::domain::keeper::Keeper;
use crate::domain::server_text::ServerText;
use crate::domain::time::{BootId, Timestamp};
use crate::flow::bookmark::{Bookmark, Kept};
use crate::flow::event::Trouble;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An onboarding in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub key: SessionKey,
    /// The service that it is with.
    pub service: String,
    /// Where it stands.
    pub kept: Kept,
}

impl Journal {
    /// The onboardings at `service` that have not come to their good end, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn unfinished(&self, service: &str) -> Result<Vec<Kept>, Trouble> {
        let all = self.sessions()?;
        let wanted = |kept: &Session| kept.service == service && !kept.kept.bookmark.is_finished();
        Ok(all.into_iter().filter(wanted).map(|s| s.kept).collect())
    }

    /// Every onboarding, the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sessions(&self) -> Result<Vec<Session>, Trouble> {
        self.read_sessions(None)
            .map_err(|fault| self.trouble(&fault))
    }

    /// The onboardings whose name begins with `name`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn named(&self, name: &str) -> Result<Vec<Session>, Trouble> {
        let found = self.read_sessions(Some(name));
        found.map_err(|fault| self.trouble(&fault))
    }

    /// What happened in an onboarding, in order.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn history(&self, session: &str) -> Result<Vec<HistoryRow>, Trouble> {
        self.read_history(session)
            .map_err(|fault| self.trouble(&fault))
    }

    /// Which other account of this machine keeps a secret of an onboarding, which it alone can read and erase.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn other_keeper(&self, session: &SessionKey) -> Result<Option<Keeper>, Trouble> {
        let files = last_files(&self.store, &session.0);
        let files = files.map_err(|fault| self.trouble(&fault))?;
        let vault = self.vault.as_ref();
        Ok(vault.and_then(|vault| vault.other_keeper(&files)))
    }

    /// The last bookmark of a session with what lies beside it.
    pub(super) fn whole(&self, session: &str, bookmark: Bookmark) -> Result<Bookmark, Fault> {
        Ok(self.with_files(bookmark, &last_files(&self.store, session)?))
    }

    fn with_files(&self, bookmark: Bookmark, files: &FileNames) -> Bookmark {
        match &self.vault {
            Some(vault) => vault.read(bookmark, files),
            None => bookmark,
        }
    }

    fn read_sessions(&self, name: Option<&str>) -> Result<Vec<Session>, Fault> {
        const ALL: &str = "SELECT id, service, touched_ms, operator, line, instance,
                (SELECT bookmark FROM checkpoint WHERE session = session.id ORDER BY id DESC LIMIT 1),
                (SELECT entry FROM history WHERE session = session.id ORDER BY id DESC LIMIT 1)
            FROM session WHERE ?1 IS NULL OR substr(id, 1, length(?1)) = ?1
            ORDER BY touched_ms DESC, rowid DESC";
        let mut query = self.store.prepare_cached(ALL)?;
        let mut rows = query.query(params![name])?;
        let mut sessions = Vec::new();
        while let Some(row) = rows.next()? {
            sessions.extend(self.read_session(row)?);
        }
        Ok(sessions)
    }

    /// A session; `None` while its first bookmark is still to be written.
    fn read_session(&self, row: &Row<'_>) -> Result<Option<Session>, Fault> {
        let Some(json) = row.get::<_, Option<String>>(6)? else {
            return Ok(None);
        };
        let id: String = row.get(0)?;
        let files = FileNames::of_row(&id, &json)?;
        let bookmark = self.with_files(serde_json::from_str(&json)?, &files);
        let resources = lease::resources(&row.get::<_, String>(4)?, &row.get::<_, String>(5)?);
        let holder = lease::living_holder(&self.store, &resources, |name| self.lives(name))?;
        let last = row.get::<_, Option<String>>(7)?;
        let last = last.map(|entry| serde_json::from_str(&entry)).transpose()?;
        let kept = Kept {
            bookmark,
            handed_over: last == Some(Entry::Exported),
            last: at(row.get(2)?),
            operator: ServerText::new(&row.get::<_, String>(3)?, &[]),
            holder,
            id: id.clone(),
        };
        Ok(Some(Session {
            key: SessionKey(id),
            service: row.get(1)?,
            kept,
        }))
    }

    fn read_history(&self, session: &str) -> Result<Vec<HistoryRow>, Fault> {
        const ALL: &str =
            "SELECT at_ms, operator, entry FROM history WHERE session = ?1 ORDER BY id";
        let mut query = self.store.prepare_cached(ALL)?;
        let mut rows = query.query(params![session])?;
        let mut history = Vec::new();
        while let Some(row) = rows.next()? {
            history.push(HistoryRow {
                at_ms: row.get(0)?,
                operator: ServerText::new(&row.get::<_, String>(1)?, &[]),
                entry: serde_json::from_str(&row.get::<_, String>(2)?)?,
            });
        }
        Ok(history)
    }
}

/// The last bookmark of a session.
pub(super) fn last_bookmark(step: &Connection, session: &str) -> Result<Option<Bookmark>, Fault> {
    let json = last_row(step, session)?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// The files beside the last row of a session; none where there is no such session.
pub(super) fn last_files(step: &Connection, session: &str) -> Result<FileNames, Fault> {
    let json = last_row(step, session)?;
    let files = json.map(|json| FileNames::of_row(session, &json));
    Ok(files.transpose()?.unwrap_or_default())
}

fn last_row(step: &Connection, session: &str) -> Result<Option<String>, Fault> {
    let json = step
        .prepare_cached(
            "SELECT bookmark FROM checkpoint WHERE session = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![session], |row| row.get(0))
        .optional()?;
    Ok(json)
}

/// A moment of which only the wall clock was written down.
pub(super) fn at(wall_ms: i64) -> Timestamp {
    Timestamp {
        wall_ms,
        boot_ms: 0,
        boot: BootId(0),
    }
}
