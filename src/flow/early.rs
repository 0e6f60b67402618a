//! The rest of a wait of days, which a person may override.
//!
//! A wait that an answer to a call that acts named is shortened by nothing that comes later. When 48 hours of it have
//! really passed, and a look after that says that the method may be asked, the person may override the rest, by a gate of
//! its own and never by a flag. Within one boot the boot clock says how much has passed; across boots the wall clock does,
//! and only while the service's `Date` does not say that it is ahead.

use crate::domain::method::{Lock, Method};
use crate::domain::time::{Deadline, Skew, Timestamp};
use crate::flow::memory::{Dossier, Memory, Shut};
use crate::flow::turned_away::Acting;
use std::time::Duration;

/// How much of a wait must have passed.
const OVERRIDE_AFTER: Duration = Duration::from_hours(48);

impl Memory {
    /// The end of the wait for `method` whose rest a person may override at `now`; `None` where none runs, or none may be.
    pub(crate) fn overridable(
        &self,
        dossier: &Dossier,
        method: Method,
        now: Timestamp,
    ) -> Option<Deadline> {
        let answered = dossier.answered?;
        let named = dossier.named.of(method);
        let named = named.filter(|named| named.remaining(now).is_some());
        let running = [named, dossier.request_shut.at(now)];
        let mut running = running.into_iter().flatten();
        let has_passed = |wait: &Deadline| {
            let passed = answered.since(wait.from).min(now.since(wait.from));
            passed >= OVERRIDE_AFTER && self.can_tell_time_from(wait.from, now)
        };
        let may_be = running.clone().all(|wait| has_passed(&wait))
            && dossier.locks.of(method) == Lock::Open
            && dossier.turned.shut_until(Acting::Request, now).is_none()
            && self.acts_from(now).is_none();
        let first = running.next().filter(|_| may_be)?;
        Some(running.fold(first, |one, other| one.later(other, now)))
    }

    /// Whether the clocks tell how much time has passed since `from`.
    fn can_tell_time_from(&self, from: Timestamp, now: Timestamp) -> bool {
        from.boot == now.boot || (self.dated && !matches!(self.skew, Some(Skew::Ahead(_))))
    }
}

impl Dossier {
    /// Forgets the wait for `method`, whose rest a person overrode.
    pub(crate) fn override_wait(&mut self, method: Method) {
        self.named.forget(method);
        self.request_shut = Shut::default();
    }
}
