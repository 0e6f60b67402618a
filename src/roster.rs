//! The roster: one slip for each onboarding at the desk, kept in the order in which a person wants to see them.
//!
//! A slip is put down anew when its onboarding changes, which costs the logarithm of how many there are. Nothing here
//! looks at all of them but a change of order or of what is searched for.

mod search;
mod tally;

pub use tally::Tally;

use crate::domain::phone::PhoneNumber;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::prompt::{Attention, Station};
use crate::roster::search::Search;
use serde::Serialize;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

/// Names one onboarding at the desk; they count from 0, in the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub u32);

impl SessionId {
    /// The onboarding of this place, as people count: from 1.
    #[must_use]
    pub fn at_place(place: u32) -> Option<Self> {
        place.checked_sub(1).map(Self)
    }

    /// Its place, as people count: from 1.
    #[must_use]
    pub fn place(self) -> u32 {
        self.0.saturating_add(1)
    }
}

/// How an onboarding is doing, in the order in which they want to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It waits for whoever works here.
    NeedsPerson,
    /// A call is under way.
    Busy,
    /// It waits for the owner's phone, or for a wait to be over.
    Waiting,
    /// Nobody has looked at it yet.
    NotBegun,
    /// The number cannot go on for the time being.
    Blocked,
    /// The number is connected.
    Connected,
    /// It was set aside.
    SetAside,
    /// It was left.
    Left,
}

impl Condition {
    /// All of them, in their order.
    pub const ALL: [Condition; 8] = [
        Condition::NeedsPerson,
        Condition::Busy,
        Condition::Waiting,
        Condition::NotBegun,
        Condition::Blocked,
        Condition::Connected,
        Condition::SetAside,
        Condition::Left,
    ];

    /// The condition of an onboarding that waits for this.
    #[must_use]
    pub fn of(attention: Attention) -> Self {
        match attention {
            Attention::Person => Condition::NeedsPerson,
            Attention::Service => Condition::Busy,
            Attention::Phone | Attention::Wait(_) => Condition::Waiting,
            Attention::Blocked(_) => Condition::Blocked,
            Attention::Connected => Condition::Connected,
        }
    }

    /// Whether somebody who looks elsewhere is told when it comes to this.
    fn is_news(self) -> bool {
        match self {
            Condition::NeedsPerson | Condition::Blocked | Condition::Connected => true,
            Condition::Busy
            | Condition::Waiting
            | Condition::NotBegun
            | Condition::SetAside
            | Condition::Left => false,
        }
    }
}

/// What is to be seen of an onboarding without looking at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Which one.
    pub session: SessionId,
    /// The number, once there is one.
    pub number: Option<PhoneNumber>,
    /// What somebody wrote about it.
    pub note: Option<Rc<str>>,
    /// How far it is.
    pub station: Station,
    /// How it is doing.
    pub condition: Condition,
    /// When it goes on, or can.
    pub due: Option<Deadline>,
    /// How long the onboarding took, once it is connected.
    pub took: Option<Duration>,
}

/// In which order slips are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Those that need a person first, then by what they wait for.
    #[default]
    Need,
    /// Those whose wait ends first.
    Deadline,
    /// As they came to the desk.
    Arrival,
}

impl Order {
    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Order::Need => Order::Deadline,
            Order::Deadline => Order::Arrival,
            Order::Arrival => Order::Need,
        }
    }
}

/// What is seen of the roster, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// In which order.
    pub order: Order,
    /// Only those whose number or note holds this; empty for all.
    pub search: String,
}

impl Arrangement {
    /// The same of those alone that hold `text`.
    #[must_use]
    pub fn searching(&self, text: &str) -> Self {
        Self {
            order: self.order,
            search: text.to_owned(),
        }
    }

    /// The same in the next order.
    #[must_use]
    pub fn reordered(&self) -> Self {
        Self {
            order: self.order.next(),
            search: self.search.clone(),
        }
    }
}

/// Where a slip stands: by its condition, by a moment, by its arrival.
type Place = (Condition, u64, SessionId);

/// The slips of the onboardings at the desk.
#[derive(Debug, Default)]
pub struct Roster {
    /// By the numbers of the sessions, which count from 0.
    slips: Vec<(Slip, u64)>,
    arrangement: Arrangement,
    /// Those that are seen, in their order.
    seen: BTreeSet<Place>,
    /// Those that need a person, whoever needed one first.
    in_need: BTreeSet<(u64, SessionId)>,
    /// Those that wait their turn.
    unbegun: BTreeSet<SessionId>,
    tally: Tally,
}

impl Roster {
    /// How many onboardings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slips.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slips.is_empty()
    }

    /// How many of them are seen.
    #[must_use]
    pub fn seen(&self) -> usize {
        self.seen.len()
    }

    /// How the onboardings are doing.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What is seen, and how.
    #[must_use]
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The slip of an onboarding.
    #[must_use]
    pub fn slip(&self, session: SessionId) -> Option<&Slip> {
        self.entry(session).map(|(slip, _)| slip)
    }

    /// Every slip, as they came.
    pub fn all(&self) -> impl Iterator<Item = &Slip> {
        self.slips.iter().map(|(slip, _)| slip)
    }

    /// The slips that are seen, from the first one.
    pub fn from_first(&self) -> impl Iterator<Item = &Slip> {
        self.seen.iter().filter_map(|place| self.slip(place.2))
    }

    /// The slips that are seen, from this one on; none when it is not seen.
    pub fn from(&self, session: SessionId) -> impl Iterator<Item = &Slip> {
        let place = self
            .place(session)
            .filter(|place| self.seen.contains(place));
        let places = place.map(|place| self.seen.range(place..));
        places
            .into_iter()
            .flatten()
            .filter_map(|place| self.slip(place.2))
    }

    /// The slips that are seen before this one, the nearest first.
    pub fn before(&self, session: SessionId) -> impl Iterator<Item = &Slip> {
        let place = self.place(session);
        let places = place.map(|place| self.seen.range(..place).rev());
        places
            .into_iter()
            .flatten()
            .filter_map(|place| self.slip(place.2))
    }

    /// The onboarding that comes next for a person who is done with `except`: the one that has needed them for the
    /// longest time, else one that waits its turn.
    #[must_use]
    pub fn next_up(&self, except: Option<SessionId>) -> Option<SessionId> {
        let in_need = self.in_need.iter().map(|(_, session)| *session);
        let mut all = in_need.chain(self.unbegun.iter().copied());
        all.find(|session| Some(*session) != except)
    }

    /// Puts a slip down at `now`; says whether somebody who looks elsewhere is to be told.
    pub(crate) fn put(&mut self, slip: Slip, now: Timestamp) -> Put {
        let at = slip.session.0 as usize;
        let Some((before, since)) = self.slips.get(at).cloned() else {
            let since = moment(&slip, now);
            self.enter(&slip, since);
            self.slips.push((slip, since));
            return Put::Changed;
        };
        if before == slip {
            return Put::Same;
        }
        self.leave(&before, since);
        let since = if before.condition == slip.condition && before.due == slip.due {
            since
        } else {
            moment(&slip, now)
        };
        self.enter(&slip, since);
        let news = before.condition != slip.condition && slip.condition.is_news();
        if let Some(entry) = self.slips.get_mut(at) {
            *entry = (slip, since);
        }
        if news { Put::News } else { Put::Changed }
    }

    /// Has slips seen in another way.
    pub(crate) fn arrange(&mut self, arrangement: Arrangement) {
        self.arrangement = arrangement;
        let search = Search::for_text(&self.arrangement.search);
        let order = self.arrangement.order;
        let found = self.slips.iter().filter(|(slip, _)| search.finds(slip));
        self.seen = found
            .map(|(slip, since)| place_of(order, slip, *since))
            .collect();
    }

    fn entry(&self, session: SessionId) -> Option<&(Slip, u64)> {
        self.slips.get(session.0 as usize)
    }

    fn place(&self, session: SessionId) -> Option<Place> {
        let (slip, since) = self.entry(session)?;
        Some(place_of(self.arrangement.order, slip, *since))
    }

    fn enter(&mut self, slip: &Slip, since: u64) {
        self.tally.add(slip);
        if slip.condition == Condition::NeedsPerson {
            self.in_need.insert((since, slip.session));
        }
        if slip.condition == Condition::NotBegun {
            self.unbegun.insert(slip.session);
        }
        if Search::for_text(&self.arrangement.search).finds(slip) {
            self.seen
                .insert(place_of(self.arrangement.order, slip, since));
        }
    }

    fn leave(&mut self, slip: &Slip, since: u64) {
        self.tally.remove(slip);
        self.in_need.remove(&(since, slip.session));
        self.unbegun.remove(&slip.session);
        self.seen
            .remove(&place_of(self.arrangement.order, slip, since));
    }
}

/// What came of putting a slip down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It was there already.
    Same,
    /// It says something else.
    Changed,
    /// It says something that somebody who looks elsewhere is to be told.
    News,
}

/// The moment that orders slips of one condition, in milliseconds of the boot clock: when its wait ends, else when it
/// came about.
fn moment(slip: &Slip, now: Timestamp) -> u64 {
    let left = slip.due.and_then(|due| due.remaining(now));
    now.plus(left.unwrap_or_default()).boot_ms
}

fn place_of(order: Order, slip: &Slip, moment: u64) -> Place {
    match order {
        Order::Need if slip.condition == Condition::NotBegun => (slip.condition, 0, slip.session),
        Order::Need => (slip.condition, moment, slip.session),
        Order::Deadline if slip.due.is_some() => (Condition::NeedsPerson, moment, slip.session),
        Order::Deadline => (Condition::Left, 0, slip.session),
        Order::Arrival => (Condition::NeedsPerson, 0, slip.session),
    }
}
