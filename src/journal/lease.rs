//! One process at a time per number and per instance.

use super::entry::Entry;
use super::keys::Keys;
use super::read::{at, last_bookmark, last_files};
use super::store::{Journal, SessionKey, add_entry, begin, make_session};
use super::trouble::Fault;
use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::{Aim, Claim, Taking};
use crate::flow::event::{Holder, Resource, Trouble};
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
    /// The latest that is known about the number, from whichever session.
    pub known: Option<Bookmark>,
}

/// A resource by its name in the table.
pub(super) type Name = (Resource, String);

/// A row of the table.
struct Lease {
    session: String,
    holder: String,
    operator: String,
    since_ms: i64,
}

impl Lease {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            session: row.get(0)?,
            holder: row.get(1)?,
            operator: row.get(2)?,
            since_ms: row.get(3)?,
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
        previous: Option<&SessionKey>,
        now: Timestamp,
    ) -> Result<Verdict, Trouble> {
        let claimed = self.try_claim(claim, service, previous, now);
        claimed.map_err(|fault| self.trouble(&fault))
    }

    fn try_claim(
        &mut self,
        claim: &Claim,
        service: &str,
        previous: Option<&SessionKey>,
        now: Timestamp,
    ) -> Result<Verdict, Fault> {
        let keys = Keys::of(&claim.number, &claim.instance_id);
        let wanted = resources(&keys.line, keys.instance.as_str());
        let (own, operator) = (self.holder.clone(), self.operator.clone());
        let holders = self.holders.as_ref();
        self.opened.check()?;
        let step = begin(&mut self.store)?;
        // Inside of the transaction: whoever claimed a moment ago is alive and in the table.
        let lives = |name: &str| name == own || holders.is_some_and(|known| known.lives(name));
        let mut taken_from = None;
        for (what, name) in &wanted {
            let Some(lease) = find(&step, name)? else {
                continue;
            };
            let is_ours = lease.holder == own && previous.is_some_and(|key| key.0 == lease.session);
            if is_ours || !lives(&lease.holder) {
                continue;
            }
            let holder = lease.about(*what);
            if claim.taking == Taking::IfFree {
                return Ok(Verdict::Held(holder));
            }
            taken_from = Some(holder.operator);
        }
        let (session, is_new) = find_or_make(&step, (claim, &keys), service, &operator, now)?;
        if let Some(previous) = previous {
            let_go(&step, previous, &own)?;
        }
        for (_, name) in &wanted {
            step.execute(
                "INSERT OR REPLACE INTO lease VALUES (?1, ?2, ?3, ?4, ?5)",
                params![name, session, own, operator, now.wall_ms],
            )?;
        }
        let entry = match taken_from {
            Some(from) => Entry::TakenOver { from },
            None if is_new => Entry::Begun,
            None => Entry::TakenUp,
        };
        add_entry(&step, &session, &entry, &operator, now)?;
        let known = latest_of_line(&step, &keys.line, service)?;
        if let Some(vault) = &mut self.vault {
            vault.sweep(|session| last_files(&step, session))?;
        }
        self.opened.check()?;
        step.commit()?;
        if let Some(vault) = &mut self.vault {
            // Others may have written there since.
            vault.forget_what_was_written();
        }
        let known = known
            .map(|(session, bookmark)| self.whole(&session, bookmark))
            .transpose()?;
        Ok(Verdict::Granted(Box::new(Grant {
            session: SessionKey(session),
            known,
        })))
    }

    /// Lets go of what a session has.
    ///
    /// # Errors
    /// The file cannot be written to.
    pub fn release(&mut self, session: &SessionKey) -> Result<(), Trouble> {
        let gone = let_go(&self.store, session, &self.holder);
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

/// Who has something that `session` needs, unless `own` has all of it for that session.
pub(super) fn lost_to(
    step: &Connection,
    session: &SessionKey,
    own: &str,
    now: Timestamp,
) -> Result<Option<Holder>, Fault> {
    let needed: Option<(String, String)> = step
        .prepare_cached("SELECT line, instance FROM session WHERE id = ?1")?
        .query_row(params![session.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
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
            Some(lease) if lease.holder == own && lease.session == session.0 => {}
            Some(lease) => return Ok(Some(lease.about(*what))),
            None => return Ok(Some(nobody())),
        }
    }
    Ok(None)
}

/// Lets go of what is left of a session's leases.
pub(super) fn let_go(step: &Connection, session: &SessionKey, own: &str) -> Result<(), Fault> {
    step.prepare_cached("DELETE FROM lease WHERE session = ?1 AND holder = ?2")?
        .execute(params![session.0, own])?;
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

fn find(step: &Connection, name: &str) -> Result<Option<Lease>, Fault> {
    let found = step
        .prepare_cached(
            "SELECT session, holder, operator, since_ms FROM lease WHERE resource = ?1",
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
