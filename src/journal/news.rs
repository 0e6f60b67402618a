//! What came of calls of former holders, for the present holder of the number: an answer that arrived after the number had
//! changed hands stands in the history, and is found there by the next look.

use super::entry::Entry;
use super::store::{Journal, SessionKey};
use super::trouble::Fault;
use crate::domain::server_text::ServerText;
use crate::flow::event::{Late, Trouble};
use rusqlite::{Connection, params};

/// How far the history of an onboarding was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadTo(i64);

/// What came of calls of former holders, and how far the history was read for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LateNews {
    /// What came, the oldest first, each with whose call it was.
    pub late: Vec<Late>,
    /// How far the history was read.
    pub read_to: ReadTo,
}

impl Journal {
    /// What came of calls of former holders since `read_to`, the oldest first, each with whose call it was. `read_to` is
    /// moved on.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn late_since(
        &self,
        session: &SessionKey,
        read_to: &mut ReadTo,
    ) -> Result<Vec<Late>, Trouble> {
        let read = since(&self.store, &session.0, *read_to);
        let news = read.map_err(|fault| self.trouble(&fault))?;
        *read_to = news.read_to;
        Ok(news.late)
    }
}

/// What came of calls of former holders since the last grant.
pub(super) fn since_last_grant(step: &Connection, session: &str) -> Result<LateNews, Fault> {
    const BACKWARDS: &str = "SELECT id, entry FROM history WHERE session = ?1 ORDER BY id DESC";
    let mut query = step.prepare_cached(BACKWARDS)?;
    let mut rows = query.query(params![session])?;
    let mut last_grant = ReadTo::default();
    while let Some(row) = rows.next()? {
        let entry: Entry = serde_json::from_str(&row.get::<_, String>(1)?)?;
        if entry.is_grant() {
            last_grant = ReadTo(row.get(0)?);
            break;
        }
    }
    since(step, session, last_grant)
}

fn since(step: &Connection, session: &str, from: ReadTo) -> Result<LateNews, Fault> {
    const NEWER: &str = "SELECT id, operator, entry FROM history
        WHERE session = ?1 AND id > ?2 ORDER BY id";
    let mut query = step.prepare_cached(NEWER)?;
    let mut rows = query.query(params![session, from.0])?;
    let (mut late, mut read_to) = (Vec::new(), from);
    while let Some(row) = rows.next()? {
        read_to = ReadTo(row.get(0)?);
        if let Entry::Late(found) = serde_json::from_str(&row.get::<_, String>(2)?)? {
            let by = ServerText::new(&row.get::<_, String>(1)?, &[]);
            late.push(Late { by, ..found });
        }
    }
    Ok(LateNews { late, read_to })
}
