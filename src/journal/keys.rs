//! How numbers and instances are named in the tables, and what becomes of names that an earlier version gave.
//!
//! A line has one name in all its spellings, and so has an instance: under it leases, unfinished onboardings and the latest
//! waits are found, whichever spelling is typed. Bookmarks keep the spelling that the service was asked with.

use super::read::last_bookmark;
use super::trouble::Fault;
use crate::domain::instance::InstanceKey;
use crate::domain::phone::{PhoneNumber, line_of_digits};
use crate::flow::bookmark::Bookmark;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// What an onboarding is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keys {
    /// Names the line.
    pub(super) line: String,
    /// Names the instance.
    pub(super) instance: InstanceKey,
}

impl Keys {
    pub(super) fn of(number: &PhoneNumber, instance_id: &str) -> Self {
        Self {
            line: number.line(),
            instance: InstanceKey::of(instance_id),
        }
    }

    pub(super) fn of_bookmark(bookmark: &Bookmark) -> Self {
        Self::of(bookmark.number(), bookmark.instance_id())
    }
}

/// A session as the renaming needs it.
struct Named {
    id: String,
    /// The name that an earlier version gave to its line.
    line: String,
    service: String,
    touched_ms: i64,
}

/// Gives every line its name of today. Where two that had names of their own turn out to be one line, both sessions stay, and
/// the later one learns the waits of the other: they hold for the line.
pub(super) fn rename_lines(step: &Connection) -> Result<(), Fault> {
    let mut lines: BTreeMap<(String, String), Vec<Named>> = BTreeMap::new();
    for named in sessions(step)? {
        let line = line_of_digits(&named.line);
        step.execute(
            "UPDATE session SET line = ?2 WHERE id = ?1",
            params![named.id, line],
        )?;
        let line = lines.entry((named.service.clone(), line)).or_default();
        line.push(named);
    }
    for sessions in lines.values() {
        let first = sessions.first().map(|named| &named.line);
        if sessions.iter().any(|named| Some(&named.line) != first) {
            share_waits(step, sessions)?;
        }
    }
    Ok(())
}

/// All sessions, the one that was gone on with last at the end.
fn sessions(step: &Connection) -> Result<Vec<Named>, Fault> {
    let mut asked = step
        .prepare("SELECT id, line, service, touched_ms FROM session ORDER BY touched_ms, rowid")?;
    let rows = asked.query_map([], |row| {
        Ok(Named {
            id: row.get(0)?,
            line: row.get(1)?,
            service: row.get(2)?,
            touched_ms: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a bookmark to the last of these sessions of one line that knows the waits of them all.
fn share_waits(step: &Connection, sessions: &[Named]) -> Result<(), Fault> {
    let mut known: Option<Bookmark> = None;
    let mut last = None;
    for named in sessions {
        let Some(bookmark) = last_bookmark(step, &named.id)? else {
            continue;
        };
        known = Some(match known {
            Some(before) => bookmark.with_waits_of(&before),
            None => bookmark,
        });
        last = Some(named);
    }
    if let (Some(known), Some(named)) = (known, last) {
        step.execute(
            "INSERT INTO checkpoint (session, at_ms, bookmark) VALUES (?1, ?2, ?3)",
            params![named.id, named.touched_ms, serde_json::to_string(&known)?],
        )?;
    }
    Ok(())
}
