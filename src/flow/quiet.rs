//! What keeps a flow quiet: the service wants fewer requests, or a call of a former holder may still
//! arrive.

use crate::domain::time::{Deadline, Timestamp};
use crate::flow::Flow;
use crate::flow::event::{Event, UnderWay};
use crate::flow::memory::Memory;

impl Memory {
    /// Keeps in mind what an event says beside what its state makes of it; whether that is all of it.
    pub(crate) fn notice(&mut self, event: &Event, now: Timestamp) -> bool {
        match event {
            Event::Replied { outcome, .. } => {
                self.heed(outcome, now);
                self.note_link(outcome);
            }
            Event::Answered { .. } => self.late = None,
            Event::CallUnderWay(under_way) => {
                self.under_way = Some(under_way.clone());
                return true;
            }
            Event::Late(late) => {
                self.late = Some(late.clone());
                return true;
            }
            Event::Claimed(_) | Event::Dispossessed(_) | Event::Unrecorded(_) | Event::Woken => {}
        }
        false
    }

    /// A call of another holder that may still arrive at `now`.
    pub(crate) fn under_way_at(&self, now: Timestamp) -> Option<&UnderWay> {
        let under_way = self.under_way.as_ref();
        under_way.filter(|under_way| under_way.until.remaining(now).is_some())
    }

    /// Until when nothing that acts may leave: the service wants fewer requests, or a call of another holder may still
    /// arrive. What only reads keeps to [`Memory::limit_at`].
    pub(crate) fn acts_from(&self, now: Timestamp) -> Option<Deadline> {
        let under_way = self.under_way_at(now).map(|under_way| under_way.until);
        Deadline::latest(self.limit_at(now), under_way, now)
    }
}

impl Flow {
    /// What is left at `now` of the wait that the service named when it wanted fewer requests.
    #[must_use]
    pub fn limited(&self, now: Timestamp) -> Option<Deadline> {
        self.memory.limit_at(now)
    }

    /// Keeps quiet until `limit` too: the service wants fewer requests of the account.
    pub fn heed_limit(&mut self, limit: Deadline, now: Timestamp) {
        self.memory.keep_quiet(limit, now);
    }
}
