//! The versions of the file, and the way from each to the next.

use super::trouble::Fault;
use rusqlite::{Connection, TransactionBehavior};

/// What makes each version out of the one before; the first makes a new file's.
const MIGRATIONS: &[&str] = &[
    include_str!("../../assets/migrations/0001_sessions.sql"),
    include_str!("../../assets/migrations/0002_leases.sql"),
];

/// Brings the file to the newest version, each step whole or not at all.
pub(super) fn migrate(store: &mut Connection) -> Result<(), Fault> {
    let version = refuse_newer(store)?;
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        let step = store.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step.execute_batch(migration)?;
        step.pragma_update(
            None,
            "user_version",
            i64::try_from(at + 1).unwrap_or(i64::MAX),
        )?;
        step.commit()?;
    }
    Ok(())
}

/// The version of the file, unless it is newer than this program: then nothing in it is touched.
pub(super) fn refuse_newer(store: &Connection) -> Result<usize, Fault> {
    let version = version(store)?;
    if version > MIGRATIONS.len() {
        return Err(Fault::Newer);
    }
    Ok(version)
}

/// The version that the file says it has; a negative one is nobody's.
fn version(store: &Connection) -> Result<usize, Fault> {
    let version: i64 = store.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    usize::try_from(version).map_err(|_negative| Fault::Newer)
}
