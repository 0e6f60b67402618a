//! What keeps a call that acts from arriving after another holder was shown the number as theirs.
//!
//! ```text
//! commit (window begins) ─► connection ─► last look ─► first byte ─► answer (window ends)
//! └──────────── at most `leave_within` ────────────┘                │
//! └──────────────────────────── at most `window` ───────────────────┘
//! ```
//!
//! - Each grant has a *fence*, a number higher than every one before it.
//! - The commit that announces the call opens an *act window* on the leases. Whoever is granted them reads at once and
//!   acts only when the window is over. It is closed by the page with the answer, and outlives its holder.
//! - On a network file system a window of another boot may be another machine's. It lasts its full time from the moment at which a
//!   claim first finds it, which is written down, so that it does not begin again with every claim.
//! - Right before the first byte [`LastLook::may_act`] asks whether the leases still are of this fence and whether the
//!   commit is recent; otherwise nothing is sent.
//!
//! The service takes no fence, so what happens between the last look and the write stays open: some microseconds, or
//! as long as the machine sleeps. What leaves then ends as an unknown outcome for the new holder.

use super::lease::{Lease, Name, Tenure, find, needed, resources};
use super::opened::OpenedFiles;
use super::store::Journal;
use super::trouble::Fault;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{Trouble, UnderWay};
use rusqlite::{Connection, OpenFlags, Row, params};
use std::path::PathBuf;
use std::time::Duration;

/// How long the look waits for a file that is busy.
const PATIENCE: Duration = Duration::from_millis(500);

/// The times that belong to a call that acts. What is shipped uses [`ActLimits::SHIPPED`]; tests build smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActLimits {
    /// The longest from before the commit to the first byte.
    pub leave_within: Duration,
    /// How long from the commit no other holder acts. Longer than `leave_within` and the call's own limit together.
    pub window: Duration,
    /// Whether the last look is made. A race test shows with `false` that it can fail.
    pub last_look: bool,
}

impl ActLimits {
    /// What the program uses: with the call's own limit of 45 s, everything ends before the window does.
    pub const SHIPPED: Self = Self {
        leave_within: Duration::from_secs(5),
        window: Duration::from_secs(55),
        last_look: true,
    };
}

impl Default for ActLimits {
    fn default() -> Self {
        Self::SHIPPED
    }
}

/// What a page means for the act window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acting {
    /// Nothing.
    #[default]
    Same,
    /// It announces a call that acts and leaves next.
    Begins,
    /// It holds what came of that call, or nothing of the call left.
    Ends,
}

/// Why a call must not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The leases are no longer of the fence that announced it.
    TakenOver,
    /// Too much time has passed since it was announced.
    TooLate,
    /// The journal cannot be read, or is another file by this time.
    Unreadable,
}

/// What is looked at right before the first byte of a call that acts.
#[derive(Clone, Debug)]
pub struct LastLook {
    limits: ActLimits,
    /// The boot clock before the commit, in milliseconds.
    since_ms: u64,
    /// `None` where no other program can have the leases.
    leases: Option<Leases>,
}

/// The leases that a call needs.
#[derive(Clone, Debug)]
pub(super) struct Leases {
    pub(super) file: PathBuf,
    /// What must still be the files under their names.
    pub(super) opened: OpenedFiles,
    pub(super) names: [Name; 2],
    pub(super) holder: String,
    pub(super) fence: i64,
}

impl Journal {
    /// What is to be looked at right before the first byte of the call that `tenure` announces. `since_ms` is the
    /// boot clock before that was written, in milliseconds.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_look(&self, tenure: &Tenure, since_ms: u64) -> Result<LastLook, Trouble> {
        let leases = self.leases_of(tenure);
        let leases = leases.map_err(|fault| self.trouble(&fault))?;
        Ok(LastLook::at(self.limits, since_ms, leases))
    }

    /// `None` in memory, where no other process is.
    fn leases_of(&self, tenure: &Tenure) -> Result<Option<Leases>, Fault> {
        if self.holders.is_none() {
            return Ok(None);
        }
        let needed = needed(&self.store, &tenure.session)?;
        Ok(needed.map(|(line, instance)| Leases {
            file: self.path.clone(),
            opened: self.opened.clone(),
            names: resources(&line, &instance),
            holder: self.holder.clone(),
            fence: tenure.fence,
        }))
    }

    /// How long things about a call that acts may take; for tests, which cannot wait that long.
    pub fn limit_acts(&mut self, limits: ActLimits) {
        self.limits = limits;
    }
}

impl LastLook {
    /// A look at the clock alone, where nothing is written down. `since_ms` is the boot clock in milliseconds.
    #[must_use]
    pub fn at_clock(since_ms: u64) -> Self {
        Self {
            limits: ActLimits::SHIPPED,
            since_ms,
            leases: None,
        }
    }

    pub(super) fn at(limits: ActLimits, since_ms: u64, leases: Option<Leases>) -> Self {
        Self {
            limits,
            since_ms,
            leases,
        }
    }

    /// Whether the announced call may leave. To be asked as late as possible; `boot_ms` reads the boot clock, in
    /// milliseconds, after the journal was read.
    ///
    /// # Errors
    /// See [`Withheld`].
    pub fn may_act(&self, boot_ms: impl FnOnce() -> u64) -> Result<(), Withheld> {
        if !self.limits.last_look {
            return Ok(());
        }
        match self.leases.as_ref().map(Leases::are_ours) {
            Some(Ok(false)) => return Err(Withheld::TakenOver),
            Some(Err(_fault)) => return Err(Withheld::Unreadable),
            Some(Ok(true)) | None => {}
        }
        let passed = Duration::from_millis(boot_ms().saturating_sub(self.since_ms));
        if passed < self.limits.leave_within {
            Ok(())
        } else {
            Err(Withheld::TooLate)
        }
    }
}

impl Leases {
    /// Opens the file again, so that what is read is what any other program would read.
    fn are_ours(&self) -> Result<bool, Fault> {
        self.opened.check()?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Connection::open_with_flags(&self.file, flags)?;
        store.busy_timeout(PATIENCE)?;
        for (_, name) in &self.names {
            let lease = find(&store, name)?;
            let is_ours =
                lease.is_some_and(|lease| lease.holder == self.holder && lease.fence == self.fence);
            if !is_ours {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The act window of a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) fence: i64,
    operator: String,
    until_ms: i64,
    boot: String,
}

impl Window {
    /// The window of a call that is announced at `now`.
    pub(super) fn begun(fence: i64, operator: &str, lasts: Duration, now: Timestamp) -> Self {
        Self {
            fence,
            operator: operator.to_owned(),
            until_ms: i64::try_from(now.plus(lasts).boot_ms).unwrap_or(i64::MAX),
            boot: now.boot.into(),
        }
    }

    /// Has a window that was opened under another boot count from `now` on: it may be of another machine, whose clock tells
    /// nothing here. One of this boot stays as it is.
    fn count_from(&mut self, now: Timestamp, lasts: Duration) {
        let boot: String = now.boot.into();
        if self.boot != boot {
            *self = Self::begun(self.fence, &self.operator, lasts, now);
        }
    }

    /// The columns of a row from `first` on; `None` when there is no window.
    pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Self>> {
        let Some(fence) = row.get(first)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            fence,
            operator: row.get::<_, Option<String>>(first + 1)?.unwrap_or_default(),
            until_ms: row.get::<_, Option<i64>>(first + 2)?.unwrap_or_default(),
            boot: row.get::<_, Option<String>>(first + 3)?.unwrap_or_default(),
        }))
    }

    /// Puts the window on a lease.
    pub(super) fn write(&self, step: &Connection, name: &str) -> Result<(), Fault> {
        step.prepare_cached(
            "UPDATE lease SET acting_fence = ?2, acting_operator = ?3, acting_until_ms = ?4,
                acting_boot = ?5 WHERE resource = ?1",
        )?
        .execute(params![
            name,
            self.fence,
            self.operator,
            self.until_ms,
            self.boot
        ])?;
        Ok(())
    }

    /// What another holder has to wait for at `now`; `None` when it is over. After another boot of the same machine it is:
    /// nothing of the former one is under way.
    fn under_way(&self, now: Timestamp) -> Option<UnderWay> {
        let boot: String = now.boot.into();
        let until = u64::try_from(self.until_ms).unwrap_or_default();
        let left = until.checked_sub(now.boot_ms).filter(|left| *left > 0)?;
        (self.boot == boot).then(|| UnderWay {
            until: Deadline::after(now, Duration::from_millis(left)),
            operator: ServerText::new(&self.operator, &[]),
        })
    }
}

impl Lease {
    /// What another holder's window on it means for the grant of `fence`. A window of our own goes on as that grant's, and
    /// one that is over goes on no more. `seen_late` is how long one of another machine lasts from now on, where one may be.
    pub(super) fn carried_over(
        &mut self,
        is_ours: bool,
        fence: i64,
        (now, seen_late): (Timestamp, Option<Duration>),
    ) -> Option<UnderWay> {
        let window = self.window.as_mut()?;
        if is_ours && window.fence == self.fence {
            window.fence = fence;
            return None;
        }
        if let Some(lasts) = seen_late {
            window.count_from(now, lasts);
        }
        let under_way = window.under_way(now);
        if under_way.is_none() {
            self.window = None;
        }
        under_way
    }
}

/// The call of another holder that may still arrive on what a session needs.
pub(super) fn under_way(
    step: &Connection,
    tenure: &Tenure,
    now: Timestamp,
) -> Result<Option<UnderWay>, Fault> {
    let Some((line, instance)) = needed(step, &tenure.session)? else {
        return Ok(None);
    };
    let mut found = None;
    for (_, name) in &resources(&line, &instance) {
        let window = find(step, name)?.and_then(|lease| lease.window);
        let foreign = window.filter(|window| window.fence != tenure.fence);
        found = later(found, foreign.and_then(|window| window.under_way(now)), now);
    }
    Ok(found)
}

/// Opens the act window of `tenure` on what its session needs.
pub(super) fn open_window(
    step: &Connection,
    tenure: &Tenure,
    window: &Window,
) -> Result<(), Fault> {
    if let Some((line, instance)) = needed(step, &tenure.session)? {
        for (_, name) in &resources(&line, &instance) {
            window.write(step, name)?;
        }
    }
    Ok(())
}

/// Closes the windows that a grant opened.
pub(super) fn close_windows(step: &Connection, fence: i64) -> Result<(), Fault> {
    step.prepare_cached(
        "UPDATE lease SET acting_fence = NULL, acting_operator = NULL, acting_until_ms = NULL,
            acting_boot = NULL WHERE acting_fence = ?1",
    )?
    .execute(params![fence])?;
    Ok(())
}

/// The fence of a fresh grant.
pub(super) fn next_fence(step: &Connection) -> Result<i64, Fault> {
    Ok(step
        .prepare_cached("UPDATE fence SET last = last + 1 RETURNING last")?
        .query_row([], |row| row.get(0))?)
}

/// The one of both that ends later.
pub(super) fn later(
    one: Option<UnderWay>,
    other: Option<UnderWay>,
    now: Timestamp,
) -> Option<UnderWay> {
    let left = |under_way: &Option<UnderWay>| under_way.as_ref()?.until.remaining(now);
    if left(&other) > left(&one) {
        other
    } else {
        one
    }
}
