//! What came of a former holder's call after this onboarding had taken the number over: it stands in the history, and is
//! shown when the journal is read next, which is at the claim and with every answer, of the service or of a person.

use super::{Session, Tools};
use crate::flow::event::{Event, Late};
use crate::journal::{LateNews, ReadTo};

/// How far the history was read, and what of it is known already.
#[derive(Debug, Default)]
pub(super) struct News {
    read_to: ReadTo,
    /// What came of a call of our own, by a former grant: it stands in the history too.
    own: Option<Late>,
}

impl News {
    /// What was found at a claim.
    pub(super) fn at_claim(&mut self, news: LateNews) -> Vec<Event> {
        self.read_to = news.read_to;
        news.late.into_iter().map(Event::Late).collect()
    }

    /// Takes note of what came of a call of our own by a former grant.
    pub(super) fn know(&mut self, own: Option<&Late>) {
        self.own = own.cloned();
    }

    fn is_known(&mut self, late: &Late) -> bool {
        let same = |own: &mut Late| own.call == late.call && own.outcome == late.outcome;
        self.own.take_if(same).is_some()
    }
}

impl Session {
    /// What came of former holders' calls since the last look, where `event` is an occasion for one.
    pub(super) fn late_news(&mut self, event: &Event, tools: &mut Tools<'_>) -> Vec<Event> {
        let is_occasion = matches!(event, Event::Replied { .. } | Event::Answered { .. });
        let Some(tenure) = self.tenure.as_ref().filter(|_| is_occasion) else {
            return Vec::new();
        };
        let mut found = tools.records.late_since(tenure, &mut self.news.read_to);
        found.retain(|late| !self.news.is_known(late));
        found.into_iter().map(Event::Late).collect()
    }
}
