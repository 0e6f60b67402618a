//! Telling one onboarding something, and what that means for the others.

use crate::domain::time::{Deadline, ServerDate, Timestamp};
use crate::flow::event::{Event, Holder, Resource};
use crate::journal::SessionKey;
use crate::roster::{Put, SessionId, Slip};
use crate::runtime::clock::{self, Clock};
use crate::runtime::desk::{Desk, DeskError};
use crate::runtime::session::{Session, Tools};
use crate::zapi::WarmLane;

impl<C: Clock> Desk<C> {
    pub(super) fn tell(&mut self, id: SessionId, event: Event) -> Result<(), DeskError> {
        let since_ms = clock::boot_ms();
        let now = self.clock.now();
        let Some(session) = self.sessions.get_mut(id.0 as usize) else {
            return Ok(());
        };
        let was_open = session.open;
        let limited = session.flow.limited(now);
        let mut tools = Tools {
            client: &self.client,
            calls: &mut self.calls,
            records: &mut self.records,
            since_ms,
            now,
        };
        let before = session.tenure.clone();
        session.tell(event, &mut tools)?;
        let gained = session
            .tenure
            .clone()
            .filter(|gained| before.as_ref() != Some(gained));
        let closed = was_open && !session.open;
        let limit = session
            .flow
            .limited(now)
            .filter(|new| Some(*new) != limited);
        if let Some(limit) = limit {
            self.share_limit(id, limit, now);
        }
        self.refresh(id);
        if let Some(gained) = gained {
            self.dispossess_others(id, &gained.session, now)?;
        }
        if closed {
            self.open = self.open.saturating_sub(1);
            self.look_elsewhere(id)?;
        }
        Ok(())
    }

    /// Has whoever else here wrote into the same session hear that it was taken over.
    fn dispossess_others(
        &mut self,
        id: SessionId,
        key: &SessionKey,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let others = self.sessions.iter_mut().filter(|session| session.id != id);
        let mut told = Vec::new();
        for session in others {
            if session
                .tenure
                .as_ref()
                .is_some_and(|had| had.session == *key)
            {
                session.lose();
                told.push(session.id);
            }
        }
        let holder = Holder {
            what: Resource::Line,
            operator: None,
            since: now,
        };
        told.into_iter()
            .try_for_each(|id| self.tell(id, Event::Dispossessed(holder.clone())))
    }

    /// Has every onboarding of the same account keep quiet, too.
    fn share_limit(&mut self, id: SessionId, limit: Deadline, now: Timestamp) {
        let account = self
            .session(id)
            .and_then(|session| session.credentials.clone());
        let Some(account) = account else {
            return;
        };
        let mut told = Vec::new();
        for session in &mut self.sessions {
            let same = session.credentials.as_ref();
            let same = same.is_some_and(|ours| ours.client_token() == account.client_token());
            if same && session.id != id {
                session.flow.heed_limit(limit, now);
                told.push(session.id);
            }
        }
        for id in told {
            self.refresh(id);
        }
    }

    /// Looks at another onboarding once the one that was looked at is closed: one that needs a person, else one that
    /// waits its turn, else any that is not closed.
    fn look_elsewhere(&mut self, closed: SessionId) -> Result<(), DeskError> {
        if self.looked_at != Some(closed) || self.open == 0 {
            return Ok(());
        }
        let any = || self.sessions.iter().find(|s| s.open).map(|s| s.id);
        match self.roster.next_up(None).or_else(any) {
            Some(next) => self.look(next),
            None => Ok(()),
        }
    }

    /// Takes in that time went by: something opened, or the service is to be checked.
    pub(super) fn wake_due(&mut self, now: Timestamp) -> Result<(), DeskError> {
        while let Some(id) = self.wakes.changing(now) {
            self.refresh(id);
        }
        while let Some(id) = self.wakes.checking(self.looked_at, now) {
            if self.session(id).is_some_and(Session::goes_on) {
                self.begin(id)?;
            } else {
                self.tell(id, Event::Woken)?;
            }
        }
        Ok(())
    }

    /// Puts a slip on the roster.
    pub(super) fn put(&mut self, slip: Slip, now: Timestamp) {
        let id = slip.session;
        let is_looked_at = self.looked_at == Some(id);
        let put = self.roster.put(slip, now);
        self.changed.insert(id);
        self.stirred |= is_looked_at || put != Put::Same;
        if put == Put::News && !is_looked_at {
            self.news.push(id);
        }
    }

    /// Takes note of whether an answer said that a simulator gave it: one that did not is of a real service.
    pub(super) fn note_simulated(&mut self, simulated: Option<bool>) {
        if let Some(simulated) = simulated {
            self.simulated = Some(self.simulated.unwrap_or(true) && simulated);
        }
    }

    /// Hands an onboarding the connection that its `/status` was just read on.
    pub(super) fn warm_up(&mut self, id: SessionId, warm: Option<WarmLane>) {
        if let Some(session) = self.session_mut(id) {
            session.warm = warm;
        }
    }

    pub(super) fn compare_clocks(&mut self, id: SessionId, date: Option<ServerDate>) {
        let now = self.clock.now();
        if let (Some(session), Some(date)) = (self.session_mut(id), date) {
            session.flow.compare_clocks(date, now);
        }
    }
}
