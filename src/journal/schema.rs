//! The versions of the file, and the way from each to the next.
//!
//! An older file is brought to the newest version only while no other process has it open: an older program would go on
//! writing what the newer version names otherwise.

use super::keys;
use super::trouble::Fault;
use rusqlite::{Connection, TransactionBehavior};

/// What makes a version out of the one before.
struct Migration {
    sql: &'static str,
    /// What SQL alone cannot do; it follows in the same transaction.
    step: Option<Step>,
}

/// Changes the rows of a file.
type Step = fn(&Connection) -> Result<(), Fault>;

impl Migration {
    const fn sql(sql: &'static str) -> Self {
        Self { sql, step: None }
    }
}

/// What makes each version out of the one before; the first makes a new file's.
const MIGRATIONS: &[Migration] = &[
    Migration::sql(include_str!("../../assets/migrations/0001_sessions.sql")),
    Migration::sql(include_str!("../../assets/migrations/0002_leases.sql")),
    Migration {
        sql: include_str!("../../assets/migrations/0003_keys.sql"),
        step: Some(keys::rename_lines),
    },
    Migration::sql(include_str!("../../assets/migrations/0004_act_windows.sql")),
];

/// Brings the file to the newest version, each step whole or not at all. `is_alone` is asked before an older file is changed,
/// and refuses while another process has it open.
pub(super) fn migrate(
    store: &mut Connection,
    is_alone: impl FnOnce(&Connection) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let version = refuse_newer(store)?;
    if (1..MIGRATIONS.len()).contains(&version) {
        is_alone(store)?;
    }
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        let step = store.transaction_with_behavior(TransactionBehavior::Immediate)?;
        step.execute_batch(migration.sql)?;
        if let Some(more) = migration.step {
            more(&step)?;
        }
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
