//! One process at a time per number and per instance.

use super::acting::{Window, later, next_fence};
use super::entry::Entry;
use super::keys::Keys;
use super::news::{self, LateNews};
use super::read::{at, last_bookmark, last_files};
use super::store::{Journal, SessionKey, add_entry, begin, make_session};
use super::trouble::Fault;
use super::vault::Vault;
use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::{Aim, Claim, Taking};
use crate::flow::event::{Holder, Resource, Trouble, UnderWay};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What came of a claim.
#[derive(Debug)]
pub enum Verdict {
    /// It was granted.
    Granted(Box<Grant>),
    /// Somebody else has it.
    Held(Holder),
}

/// A claim that was granted.
#[derive(Debug)]
pub struct Grant {
    /// The session that is written to from here on: the unfinished one of this number and instance, or a fresh
    /// one.
    pub session: SessionKey,
    /// Which grant of the leases this is: higher than every one before it.
    pub fence: i64,
    /// The latest that is known about the number, from whichever session.
    pub known: Option<Bookmark>,
    /// The call of a former holder that may still arrive: until then nothing that acts may leave.
    pub under_way: Option<UnderWay>,
    /// What came of calls of former holders since the grant before.
    pub news: LateNews,
}

impl Grant {
    /// What the grant is shown with when something is written.
    #[must_use]
    pub fn tenure(&self) -> Tenure {
        Tenure {
            session: self.session.clone(),
            fence: self.fence,
        }
    }
}

/// A session, and the grant by which it has its leases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The session.
    pub session: SessionKey,
    /// The grant.
    pub fence: i64,
}

/// A resource by its name in the table.
pub(super) type Name = (Resource, String);

/// A row of the table.
pub(super) struct Lease {
    session: String,
    /// Empty when it is free and only a call is still under way.
    pub(super) holder: String,
    operator: String,
    since_ms: i64,
    pub(super) fence: i64,
    pub(super) window: Option<Window>,
}

impl Lease {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            session: row.get(0)?,
            holder: row.get(1)?,
            operator: row.get(2)?,
            since_ms: row.get(3)?,
            fence: row.get(4)?,
            window: Window::read(row, 5)?,
        })
    }

    fn about(&self, what: Resource) -> Holder {
        Holder {
            what,
            operator: ServerText::new(&self.operator, &[]),
            since: at(self.since_ms),
        }
    }
}

impl Journal {
    /// Claims a number and an instance at `service`, and lets go of what `previous` had.
    ///
    /// # Errors
    /// The file cannot be used.
    pub fn claim(
        &mut self,
        claim: &Claim,
        service: &str,
        previous: Option<&Tenure>,
        now: Timestamp,
    ) -> Result<Verdict, Trouble> {
        let claimed = self.try_claim(claim, service, previous, now);
        claimed.map_err(|fault| self.trouble(&fault))
    }

    fn try_claim(
        &mut self,
        claim: &Claim,
        service: &str,
        previous: Option<&Tenure>,
        now: Timestamp,
    ) -> Result<Verdict, Fault> {
        let keys = Keys::of(&claim.number, &claim.instance_id);
        let wanted = resources(&keys.line, keys.instance.as_str());
        let (own, operator) = (self.holder.clone(), self.operator.clone());
        let holders = self.holders.as_ref();
        let seen_late = self.is_networked().then_some(self.limits.window);
        self.opened.check()?;
        let step = begin(&mut self.store)?;
        // Inside of the transaction: whoever claimed a moment ago is alive and in the table.
        let lives = |name: &str| name == own || holders.is_some_and(|known| known.lives(name));
        let fence = next_fence(&step)?;
        let (mut taken_from, mut under_way, mut windows) = (None, None, Vec::new());
        for (what, name) in &wanted {
            let Some(mut lease) = find(&step, name)? else {
                continue;
            };
            let is_ours = lease.holder == own && previous.is_some_and(|had| had.has(&lease));
            let carried = lease.carried_over(is_ours, fence, (now, seen_late));
            under_way = later(under_way, carried, now);
            windows.extend(lease.window.take().map(|window| (name, window)));
            if is_ours || lease.holder.is_empty() || !lives(&lease.holder) {
                continue;
            }
            if claim.taking == Taking::IfFree {
                return Ok(Verdict::Held(lease.about(*what)));
            }
            taken_from = Some(lease.about(*what));
        }
        let (session, is_new) = find_or_make(&step, (claim, &keys), service, &operator, now)?;
        if let Some(previous) = previous {
            let_go(&step, previous, &own)?;
        }
        let row = Lease {
            session: session.clone(),
            holder: own,
            operator: operator.clone(),
            since_ms: now.wall_ms,
            fence,
            window: None,
        };
        row.write(&step, &wanted, windows)?;
        let news = news::since_last_grant(&step, &session)?;
        let entry = Entry::of_claim(taken_from, is_new);
        add_entry(&step, &session, &entry, &operator, now)?;
        let known = latest_of_line(&step, &keys.line, service)?;
        let sweep = |vault: &mut Vault| vault.sweep(|session| last_files(&step, session));
        self.vault.as_mut().map(sweep).transpose()?;
        self.opened.check()?;
        step.commit()?;
        // Others may have written there since.
        self.vault
            .iter_mut()
            .for_each(Vault::forget_what_was_written);
        let known = known
            .map(|(session, bookmark)| self.whole(&session, bookmark))
            .transpose()?;
        Ok(Verdict::Granted(Box::new(Grant {
            session: SessionKey(session),
            fence,
            known,
            under_way,
            news,
        })))
    }

    /// Lets go of what a session has by this grant.
    ///
    /// # Errors
    /// The file cannot be written to.
    pub fn release(&mut self, tenure: &Tenure) -> Result<(), Trouble> {
        let gone = let_go(&self.store, tenure, &self.holder);
        gone.map_err(|fault| self.trouble(&fault))
    }
}

/// The names of what an onboarding needs for itself, from those of its line and its instance.
pub(super) fn resources(line: &str, instance: &str) -> [Name; 2] {
    [
        (Resource::Line, format!("line:{line}")),
        (Resource::Instance, format!("instance:{instance}")),
    ]
}

impl Tenure {
    fn has(&self, lease: &Lease) -> bool {
        self.session.0 == lease.session && self.fence == lease.fence
    }
}

impl Lease {
    /// Puts the row in the place of what the table has of each resource, with the windows that go on.
    fn write(
        &self,
        step: &Connection,
        wanted: &[Name],
        windows: Vec<(&String, Window)>,
    ) -> Result<(), Fault> {
        for (_, name) in wanted {
            step.execute(
                "INSERT OR REPLACE INTO lease (resource, session, holder, operator, since_ms, fence)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    name,
                    self.session,
                    self.holder,
                    self.operator,
                    self.since_ms,
                    self.fence
                ],
            )?;
        }
        for (name, window) in windows {
            window.write(step, name)?;
        }
        Ok(())
    }
}

/// The line and the instance of a session; `None` when it was forgotten.
pub(super) fn needed(
    step: &Connection,
    session: &SessionKey,
) -> Result<Option<(String, String)>, Fault> {
    Ok(step
        .prepare_cached("SELECT line, instance FROM session WHERE id = ?1")?
        .query_row(params![session.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Who has something that the session needs, unless `own` has all of it by this very grant.
pub(super) fn lost_to(
    step: &Connection,
    tenure: &Tenure,
    own: &str,
    now: Timestamp,
) -> Result<Option<Holder>, Fault> {
    let needed = needed(step, &tenure.session)?;
    let nobody = || Holder {
        what: Resource::Line,
        operator: None,
        since: now,
    };
    let Some((line, instance)) = needed else {
        // Somebody had it forgotten.
        return Ok(Some(nobody()));
    };
    for (what, name) in &resources(&line, &instance) {
        match find(step, name)? {
            Some(lease) if lease.holder == own && tenure.has(&lease) => {}
            Some(lease) if !lease.holder.is_empty() => return Ok(Some(lease.about(*what))),
            Some(_) | None => return Ok(Some(nobody())),
        }
    }
    Ok(None)
}

/// Lets go of what is left of a grant's leases. What stands for a call that may still arrive stays as that.
pub(super) fn let_go(step: &Connection, tenure: &Tenure, own: &str) -> Result<(), Fault> {
    step.prepare_cached(
        "DELETE FROM lease
            WHERE session = ?1 AND holder = ?2 AND fence = ?3 AND acting_fence IS NULL",
    )?
    .execute(params![tenure.session.0, own, tenure.fence])?;
    step.prepare_cached(
        "UPDATE lease SET holder = '' WHERE session = ?1 AND holder = ?2 AND fence = ?3",
    )?
    .execute(params![tenure.session.0, own, tenure.fence])?;
    Ok(())
}

/// Lets go of all that a holder has, in the same way.
pub(super) fn let_go_of_all(step: &Connection, own: &str) -> Result<(), Fault> {
    step.execute(
        "DELETE FROM lease WHERE holder = ?1 AND acting_fence IS NULL",
        params![own],
    )?;
    step.execute(
        "UPDATE lease SET holder = '' WHERE holder = ?1",
        params![own],
    )?;
    Ok(())
}

/// The first of these that a living process has.
pub(super) fn living_holder(
    store: &Connection,
    resources: &[Name],
    lives: impl Fn(&str) -> bool,
) -> Result<Option<Holder>, Fault> {
    for (what, name) in resources {
        if let Some(lease) = find(store, name)?
            && !lease.holder.is_empty()
            && lives(&lease.holder)
        {
            return Ok(Some(lease.about(*what)));
        }
    }
    Ok(None)
}

/// Who works in the process behind a holder's name, as far as the table says it. A table of another version's shape says
/// nothing.
pub(super) fn operator_of(store: &Connection, holder: &str) -> Option<String> {
    store
        .query_row(
            "SELECT operator FROM lease WHERE holder = ?1 LIMIT 1",
            params![holder],
            |row| row.get(0),
        )
        .ok()
}

pub(super) fn find(step: &Connection, name: &str) -> Result<Option<Lease>, Fault> {
    let found = step
        .prepare_cached(
            "SELECT session, holder, operator, since_ms, fence, acting_fence, acting_operator,
                acting_until_ms, acting_boot FROM lease WHERE resource = ?1",
        )?
        .query_row(params![name], Lease::read)
        .optional()?;
    Ok(found)
}

/// The unfinished session of a number and an instance, where that is the aim also a finished one, or a fresh one;
/// and whether it is fresh.
fn find_or_make(
    step: &Connection,
    (claim, keys): (&Claim, &Keys),
    service: &str,
    operator: &str,
    now: Timestamp,
) -> Result<(String, bool), Fault> {
    let finished_too = claim.aim == Aim::Protect;
    let known: Option<String> = step
        .prepare_cached(
            "SELECT id FROM session WHERE line = ?1 AND instance = ?2 AND service = ?3
                AND (finished_ms IS NULL OR ?4) ORDER BY touched_ms DESC, rowid DESC LIMIT 1",
        )?
        .query_row(
            params![keys.line, keys.instance.as_str(), service, finished_too],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(known) = known {
        return Ok((known, false));
    }
    let made = make_session(step, keys, service, operator, now)?;
    Ok((made, true))
}

/// The latest bookmark about a line, and its session.
fn latest_of_line(
    step: &Connection,
    line: &str,
    service: &str,
) -> Result<Option<(String, Bookmark)>, Fault> {
    let session: Option<String> = step
        .prepare_cached(
            "SELECT session FROM checkpoint
                WHERE session IN (SELECT id FROM session WHERE line = ?1 AND service = ?2)
                ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![line, service], |row| row.get(0))
        .optional()?;
    let Some(session) = session else {
        return Ok(None);
    };
    let bookmark = last_bookmark(step, &session)?;
    Ok(bookmark.map(|bookmark| (session, bookmark)))
}
