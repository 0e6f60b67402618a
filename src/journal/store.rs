//! The file itself: opening it, reading from it, and adding to it.

use super::acting::ActLimits;
use super::entry::Entry;
use super::file_system::FileSystem;
use super::holder::{self, Holders};
use super::keys::Keys;
use super::lease;
use super::opened::{FileId, OpenedFiles};
use super::place::Place;
use super::schema;
use super::trouble::Fault;
use super::vault::{FileNames, Vault};
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::event::{Holder, Trouble, TroubleKind, UnderWay};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long another process's writing is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// The journal of this machine, or of the group that shares its folder.
#[derive(Debug)]
pub struct Journal {
    /// Closed before the file is, so that a program that opens it meanwhile finds no process that lives without its files.
    pub(super) holders: Option<Holders>,
    pub(super) store: Connection,
    pub(super) opened: OpenedFiles,
    pub(super) path: PathBuf,
    /// Names this process among the holders of leases.
    pub(super) holder: String,
    /// Who works here, as others shall read it.
    pub(super) operator: String,
    pub(super) vault: Option<Vault>,
    pub(super) limits: ActLimits,
    pub(super) file_system: FileSystem,
}

/// A journal that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The journal.
    pub journal: Journal,
    /// What the person must know: a damaged file was set aside.
    pub trouble: Option<Trouble>,
}

/// Names one session in the journal: hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub(super) String);

impl SessionKey {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why nothing was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Somebody took the number or the instance over.
    Lease(Holder),
    /// A call of another holder may still arrive, so nothing that acts may be announced.
    Early(UnderWay),
    /// The file cannot be used.
    Trouble(Trouble),
}

impl Journal {
    /// Opens the journal in `folder`, for `operator`. A damaged file is set aside and a fresh one begun.
    ///
    /// # Errors
    /// The folder or the file cannot be used, or a newer version wrote it.
    pub fn open(folder: &Path, operator: &str) -> Result<Opened, Trouble> {
        let place = Place::at(folder).map_err(|fault| fault.about(folder))?;
        let path = place.file();
        Self::open_at(&place, operator).map_err(|fault| fault.about(&path))
    }

    fn open_at(place: &Place, operator: &str) -> Result<Opened, Fault> {
        let path = place.file();
        let _alone = place.lock()?;
        holder::refuse_replaced(place)?;
        place.secure_file()?;
        let mut present = FileId::of(&path)?;
        let is_alone = |store: &Connection| holder::refuse_company(place, store);
        let (store, aside) = match sound(&path, is_alone) {
            Ok(store) => (store, None),
            // Those who have it open would go on with it, unseen by us.
            Err(fault) if fault.is_damage() && holder::anybody_lives(place)? => {
                return Err(Fault::Busy);
            }
            Err(fault) if fault.is_damage() => {
                let aside = place.set_aside()?;
                place.secure_file()?;
                present = FileId::of(&path)?;
                (sound(&path, is_alone)?, Some(aside))
            }
            Err(fault) => return Err(fault),
        };
        let holder = fresh_name(&store)?;
        let mut opened = OpenedFiles::of_database(&path, present)?;
        let holders = Holders::join(place, &holder, operator, &mut opened)?;
        let journal = Self {
            holders: Some(holders),
            store,
            opened,
            holder,
            operator: operator.to_owned(),
            vault: Some(Vault::at(place)?),
            file_system: FileSystem::of(path.parent().unwrap_or(&path)),
            path: path.clone(),
            limits: ActLimits::SHIPPED,
        };
        let trouble = aside.map(|aside| Trouble {
            kind: TroubleKind::SetAside(aside.display().to_string()),
            path: path.display().to_string(),
        });
        Ok(Opened { journal, trouble })
    }

    /// Whether anything was ever written down in `folder`. Where nothing was, the folder is made and can be written to
    /// now, so that the file can be begun when there is something to write.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn is_begun(folder: &Path) -> Result<bool, Trouble> {
        let looked = || -> Result<bool, Fault> {
            let place = Place::at(folder)?;
            let is_begun = place.file().exists();
            if !is_begun {
                place.check_writable()?;
            }
            Ok(is_begun)
        };
        looked().map_err(|fault| fault.about(folder))
    }

    /// A journal that ends with this process, for demonstrations.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn in_memory(operator: &str) -> Result<Self, Trouble> {
        let path = PathBuf::from(":memory:");
        let made = || -> Result<Self, Fault> {
            let mut store = Connection::open_in_memory()?;
            schema::migrate(&mut store, |_own| Ok(()))?;
            Ok(Self {
                holders: None,
                holder: fresh_name(&store)?,
                store,
                opened: OpenedFiles::default(),
                path: path.clone(),
                operator: operator.to_owned(),
                vault: None,
                limits: ActLimits::SHIPPED,
                file_system: FileSystem::Local,
            })
        };
        made().map_err(|fault| fault.about(&path))
    }

    /// Takes the file for one on `file_system`; for tests, which have no such disk.
    pub fn assume(&mut self, file_system: FileSystem) {
        self.file_system = file_system;
    }

    /// Whether programs of other machines may use the file as well.
    pub(super) fn is_networked(&self) -> bool {
        self.file_system.network().is_some()
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the files that are written to still are the ones that other programs would open: they are compared by
    /// device and inode.
    ///
    /// # Errors
    /// The folder or a file in it was removed, moved or replaced.
    pub fn is_in_place(&self) -> Result<(), Trouble> {
        self.opened.check().map_err(|fault| self.trouble(&fault))
    }

    /// Erases an onboarding with everything that is known of it. That it was forgotten stays, without its
    /// number.
    ///
    /// # Errors
    /// The file cannot be written to.
    pub fn forget(&mut self, session: &SessionKey, now: Timestamp) -> Result<(), Trouble> {
        let forgotten = self.try_forget(session, now);
        forgotten.map_err(|fault| self.trouble(&fault))
    }

    fn try_forget(&mut self, session: &SessionKey, now: Timestamp) -> Result<(), Fault> {
        self.opened.check()?;
        if let Some(vault) = &mut self.vault {
            vault.erase(&session.0)?;
        }
        let step = begin(&mut self.store)?;
        step.execute("DELETE FROM session WHERE id = ?1", params![session.0])?;
        step.execute("DELETE FROM history WHERE session = ?1", params![session.0])?;
        step.execute(
            "DELETE FROM lease WHERE session = ?1 AND acting_fence IS NULL",
            params![session.0],
        )?;
        step.execute(
            "UPDATE lease SET holder = '' WHERE session = ?1",
            params![session.0],
        )?;
        add_entry(&step, &session.0, &Entry::Forgotten, &self.operator, now)?;
        step.commit()?;
        Ok(())
    }

    /// Adds to the history of an onboarding.
    ///
    /// # Errors
    /// The file cannot be written to.
    pub fn note(
        &mut self,
        session: &SessionKey,
        entry: &Entry,
        now: Timestamp,
    ) -> Result<(), Trouble> {
        let present = self.opened.check();
        let added =
            present.and_then(|()| add_entry(&self.store, &session.0, entry, &self.operator, now));
        added.map_err(|fault| self.trouble(&fault))
    }

    /// Lets the file grow by so many pages of 4096 bytes and no more, as on a disk that gets full.
    ///
    /// # Errors
    /// The file cannot be used.
    pub fn limit_growth(&self, pages: u32) -> Result<(), Trouble> {
        let limited = || -> rusqlite::Result<()> {
            let present: i64 = self
                .store
                .query_row("PRAGMA page_count", [], |row| row.get(0))?;
            self.store
                .pragma_update(None, "max_page_count", present + i64::from(pages))
        };
        limited().map_err(|error| self.trouble(&error.into()))
    }

    pub(super) fn trouble(&self, fault: &Fault) -> Trouble {
        fault.about(&self.path)
    }

    /// Whether the process behind a holder's name lives, ours included.
    pub(super) fn lives(&self, name: &str) -> bool {
        name == self.holder
            || self
                .holders
                .as_ref()
                .is_some_and(|holders| holders.lives(name))
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // Leases that stay end with this process all the same.
        let _left = lease::let_go_of_all(&self.store, &self.holder);
    }
}

/// The file, of the newest version, after a look whether it is whole. An older one is left as it is unless `is_alone` finds
/// that no other process has it open.
fn sound(
    path: &Path,
    is_alone: impl FnOnce(&Connection) -> Result<(), Fault>,
) -> Result<Connection, Fault> {
    let mut store = Connection::open(path)?;
    store.busy_timeout(PATIENCE)?;
    // Of a newer file not a byte changes: what its writer left in the log beside it stays there too.
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    schema::refuse_newer(&store)?;
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let found: String = store.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        let damage = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        return Err(rusqlite::Error::SqliteFailure(damage, Some(found)).into());
    }
    store.pragma_update(None, "journal_mode", "wal")?;
    // A commit is on the disk before it returns, so that not even a power cut undoes what a call follows.
    store.pragma_update(None, "synchronous", "full")?;
    store.pragma_update(None, "foreign_keys", true)?;
    store.pragma_update(None, "secure_delete", true)?;
    schema::migrate(&mut store, is_alone)?;
    Ok(store)
}

fn fresh_name(store: &Connection) -> Result<String, Fault> {
    Ok(store.query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?)
}

pub(super) fn begin(store: &mut Connection) -> Result<Transaction<'_>, Fault> {
    Ok(store.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// A fresh session of a line on an instance; its name.
pub(super) fn make_session(
    step: &Connection,
    keys: &Keys,
    service: &str,
    operator: &str,
    now: Timestamp,
) -> Result<String, Fault> {
    Ok(step.query_row(
        "INSERT INTO session (id, line, instance, service, created_ms, touched_ms, operator)
            VALUES (lower(hex(randomblob(4))), ?1, ?2, ?3, ?4, ?4, ?5) RETURNING id",
        params![
            keys.line,
            keys.instance.as_str(),
            service,
            now.wall_ms,
            operator
        ],
        |row| row.get(0),
    )?)
}

pub(super) fn add_bookmark(
    step: &Connection,
    session: &SessionKey,
    (bookmark, secret_files): (&Bookmark, &FileNames),
    operator: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    /// What a row says.
    #[derive(Serialize)]
    struct CheckpointRow<'r> {
        #[serde(flatten)]
        bookmark: &'r Bookmark,
        secret_files: &'r FileNames,
    }
    let row = CheckpointRow {
        bookmark,
        secret_files,
    };
    let json = serde_json::to_string(&row)?;
    let keys = Keys::of_bookmark(bookmark);
    // A bookmark about another number or instance than the session's own would mislead whoever goes on.
    step.prepare_cached(
        "INSERT INTO checkpoint (session, at_ms, bookmark) SELECT id, ?2, ?3 FROM session
            WHERE id = ?1 AND line = ?4 AND instance = ?5",
    )?
    .execute(params![
        session.0,
        now.wall_ms,
        json,
        keys.line,
        keys.instance.as_str()
    ])?;
    let finished = bookmark.is_finished().then_some(now.wall_ms);
    step.prepare_cached(
        "UPDATE session SET touched_ms = ?2, operator = ?3,
            finished_ms = coalesce(finished_ms, ?4) WHERE id = ?1",
    )?
    .execute(params![session.0, now.wall_ms, operator, finished])?;
    Ok(())
}

pub(super) fn add_entry(
    step: &Connection,
    session: &str,
    entry: &Entry,
    operator: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let json = serde_json::to_string(entry)?;
    step.prepare_cached(
        "INSERT INTO history (session, at_ms, operator, entry) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![session, now.wall_ms, operator, json])?;
    Ok(())
}
