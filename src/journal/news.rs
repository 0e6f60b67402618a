//! What came of calls of former holders, for whoever has the number now: an answer that arrived after the number had
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
        let (late, newest) = read.map_err(|fault| self.trouble(&fault))?;
        *read_to = newest;
        Ok(late)
    }
}

/// What came of calls of former holders since the last grant, and how far that was read.
pub(super) fn since_last_grant(
    step: &Connection,
    session: &str,
) -> Result<(Vec<Late>, ReadTo), Fault> {
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

fn since(step: &Connection, session: &str, from: ReadTo) -> Result<(Vec<Late>, ReadTo), Fault> {
    const NEWER: &str = "SELECT id, operator, entry FROM history
        WHERE session = ?1 AND id > ?2 ORDER BY id";
    let mut query = step.prepare_cached(NEWER)?;
    let mut rows = query.query(params![session, from.0])?;
    let (mut found, mut newest) = (Vec::new(), from);
    while let Some(row) = rows.next()? {
        newest = ReadTo(row.get(0)?);
        if let Entry::Late(late) = serde_json::from_str(&row.get::<_, String>(2)?)? {
            let by = ServerText::new(&row.get::<_, String>(1)?, &[]);
            found.push(Late { by, ..late });
        }
    }
    Ok((found, newest))
}
