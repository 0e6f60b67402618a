//! From the waits that an answer reported to the locks that hold on the board.
//!
//! A wait that is missing or cannot be read is never "now": the method stays shut until a fresh look. The one exception is
//! the app pop-up, whose wait the service leaves out during a cooldown: where it is missing, and not where it cannot be read,
//! it counts as the longest wait that is known.

use crate::domain::method::{Lock, Method, Wait, Waits};
use crate::domain::time::{Deadline, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The locks of all methods of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Locks {
    sms: Lock,
    voice: Lock,
    popup: Lock,
}

impl Locks {
    /// Nothing is known, so nothing opens.
    pub(crate) const UNKNOWN: Locks = Locks {
        sms: Lock::Unknown,
        voice: Lock::Unknown,
        popup: Lock::Unknown,
    };

    /// The lock of `method`.
    pub(crate) fn of(&self, method: Method) -> Lock {
        match method {
            Method::Sms => self.sms,
            Method::Voice => self.voice,
            Method::Popup => self.popup,
        }
    }

    /// What an availability answer that came at `now` makes of them.
    pub(crate) fn from_look(waits: &Waits, now: Timestamp) -> Locks {
        Locks {
            sms: lock_of(waits.sms, now),
            voice: lock_of(waits.voice, now),
            popup: match waits.popup {
                Some(Wait::Unknown) => longest_named(waits, now).map_or(Lock::Unknown, Lock::Until),
                Some(wait) => lock_of(wait, now),
                None => Lock::NotEligible,
            },
        }
    }

    /// What the answer to a call that acts, come at `now`, makes of them: what it names counts, the later end of two waits
    /// holds, and what it leaves out stays as it was. A wait of nought opens nothing.
    pub(crate) fn after_answer(&self, waits: &Waits, now: Timestamp) -> Locks {
        let named = longest_named(waits, now);
        // An answer without any wait says nothing of a cooldown.
        let assumed = named.and_then(|named| Deadline::latest(Some(named), self.longest(now), now));
        self.each(|method, known| match waits.of(method) {
            Some(Wait::For(wait)) => later_of(known, Deadline::after(now, wait), now),
            Some(Wait::Closed) => Lock::Closed,
            Some(Wait::Unreadable) if known != Lock::Closed => Lock::Unknown,
            Some(Wait::Unknown) if method == Method::Popup => known.no_earlier_than(assumed, now),
            Some(Wait::Unknown | Wait::Unreadable | Wait::Now) | None => known.at(now),
        })
    }

    /// What the answer to a code request by `asked`, come at `now`, makes of them: what it says counts, what
    /// it leaves out stays as it was, and the method asked is shut when its own wait was left out: for the `wait` that the
    /// answer names for all, else until a fresh look.
    pub(crate) fn after_request(
        &self,
        asked: Method,
        (waits, wait): (&Waits, Option<Duration>),
        now: Timestamp,
    ) -> Locks {
        let assumed = Deadline::latest(longest_named(waits, now), self.longest(now), now);
        self.each(|method, known| {
            let is_missing = method == Method::Popup && waits.popup.is_some();
            let assumed = assumed.filter(|_| is_missing);
            match waits.of(method) {
                Some(Wait::Unknown) | None if method == asked => {
                    let named = wait.map(|wait| Deadline::after(now, wait));
                    Deadline::latest(named, assumed, now).map_or(Lock::Unknown, Lock::Until)
                }
                Some(Wait::Unknown) => known.no_earlier_than(assumed, now),
                Some(wait) => lock_of(wait, now),
                None => known,
            }
        })
    }

    /// What `lock` makes of each method and its lock. Only a look says that a number is eligible for the app pop-up.
    fn each(&self, lock: impl Fn(Method, Lock) -> Lock) -> Locks {
        let lock = |method: Method| {
            let known = self.of(method);
            if known == Lock::NotEligible {
                known
            } else {
                lock(method, known)
            }
        };
        Locks {
            sms: lock(Method::Sms),
            voice: lock(Method::Voice),
            popup: lock(Method::Popup),
        }
    }

    /// The same locks, with nothing known of `method` until a fresh look.
    pub(crate) fn unknown_for(mut self, method: Method) -> Locks {
        match method {
            Method::Sms => self.sms = Lock::Unknown,
            Method::Voice => self.voice = Lock::Unknown,
            Method::Popup => self.popup = Lock::Unknown,
        }
        self
    }

    /// The same locks, with everything that was open shut for `wait` from `now` on; `None` shuts it until a
    /// fresh look.
    pub(crate) fn shut(&self, wait: Option<Duration>, now: Timestamp) -> Locks {
        let shut = |lock: Lock| match (lock.at(now), wait) {
            (Lock::Open, Some(wait)) => Lock::Until(Deadline::after(now, wait)),
            (Lock::Open | Lock::Until(_), None) => Lock::Unknown,
            (Lock::Until(deadline), Some(wait)) => {
                Lock::Until(deadline.later(Deadline::after(now, wait), now))
            }
            (closed, _) => closed,
        };
        Locks {
            sms: shut(self.sms),
            voice: shut(self.voice),
            popup: shut(self.popup),
        }
    }

    /// Whether `others` know a wait of a method of which these know nothing.
    pub(crate) fn lack_waits_of(&self, others: &Locks) -> bool {
        let lacks = |method: &Method| {
            let pair = (self.of(*method), others.of(*method));
            matches!(pair, (Lock::Unknown, Lock::Until(_)))
        };
        Method::ALL.iter().any(lacks)
    }

    /// The same locks, each at least as long as that of `others`.
    pub(crate) fn with_waits_of(&self, others: &Locks) -> Locks {
        let joined = |method: Method| match (self.of(method), others.of(method)) {
            (Lock::Until(ours), Lock::Until(theirs)) => Lock::Until(ours.later_end(theirs)),
            (Lock::Open | Lock::Unknown, Lock::Until(theirs)) => Lock::Until(theirs),
            (ours, _) => ours,
        };
        Locks {
            sms: joined(Method::Sms),
            voice: joined(Method::Voice),
            popup: joined(Method::Popup),
        }
    }

    /// The longest wait that is still running at `now`.
    fn longest(&self, now: Timestamp) -> Option<Deadline> {
        Method::ALL
            .iter()
            .filter_map(|method| match self.of(*method).at(now) {
                Lock::Until(deadline) => Some(deadline),
                Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
            })
            .reduce(|one, other| one.later(other, now))
    }
}

/// Until when each method may not be asked again, by what the answers to calls that act named. What `WhatsApp` said of a
/// request counts longer than what a look says afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedWaits {
    sms: Option<Deadline>,
    voice: Option<Deadline>,
    popup: Option<Deadline>,
}

impl NamedWaits {
    /// Takes in a wait for `method` that an answer which came at `now` named; the later end holds.
    pub(crate) fn name(&mut self, method: Method, wait: Duration, now: Timestamp) {
        let until = Deadline::after(now, wait);
        let named = match method {
            Method::Sms => &mut self.sms,
            Method::Voice => &mut self.voice,
            Method::Popup => &mut self.popup,
        };
        *named = Deadline::latest(*named, Some(until), now);
    }

    /// Takes in the waits of the answer to a code request, for whichever method they are.
    pub(crate) fn name_each(&mut self, waits: &Waits, now: Timestamp) {
        for method in Method::ALL {
            if let Some(Wait::For(wait)) = waits.of(method) {
                self.name(method, wait, now);
            }
        }
    }

    /// The wait that was named for `method`.
    pub(crate) fn of(&self, method: Method) -> Option<Deadline> {
        match method {
            Method::Sms => self.sms,
            Method::Voice => self.voice,
            Method::Popup => self.popup,
        }
    }

    /// Forgets the wait of `method`, which a person overrode.
    pub(crate) fn forget(&mut self, method: Method) {
        match method {
            Method::Sms => self.sms = None,
            Method::Voice => self.voice = None,
            Method::Popup => self.popup = None,
        }
    }

    /// Takes over what another onboarding of the same line knows; the later end holds.
    pub(crate) fn join(&mut self, other: &NamedWaits) {
        self.sms = Deadline::latest_end(self.sms, other.sms);
        self.voice = Deadline::latest_end(self.voice, other.voice);
        self.popup = Deadline::latest_end(self.popup, other.popup);
    }

    /// `lock` at `now`, shut at least as long as was named for `method`.
    pub(crate) fn held(&self, method: Method, lock: Lock, now: Timestamp) -> Lock {
        let named = self.of(method);
        lock.no_earlier_than(named.filter(|named| named.remaining(now).is_some()), now)
    }
}

fn lock_of(wait: Wait, now: Timestamp) -> Lock {
    match wait {
        Wait::Now => Lock::Open,
        Wait::For(wait) => Lock::Until(Deadline::after(now, wait)),
        Wait::Closed => Lock::Closed,
        Wait::Unknown | Wait::Unreadable => Lock::Unknown,
    }
}

/// The longest wait that is named.
fn longest_named(waits: &Waits, now: Timestamp) -> Option<Deadline> {
    let named = Method::ALL.map(|method| match waits.of(method) {
        Some(Wait::For(wait)) => Some(Deadline::after(now, wait)),
        Some(Wait::Now | Wait::Closed | Wait::Unknown | Wait::Unreadable) | None => None,
    });
    let longest = named.into_iter().flatten();
    longest.reduce(|one, other| one.later(other, now))
}

/// What is shut until `until`, or later where that is known.
fn later_of(known: Lock, until: Deadline, now: Timestamp) -> Lock {
    match known {
        Lock::Until(known) => Lock::Until(known.later(until, now)),
        Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => Lock::Until(until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::BootId;

    const NOW: Timestamp = Timestamp {
        wall_ms: 0,
        boot_ms: 0,
        boot: BootId(0),
    };

    fn until(seconds: u64) -> Lock {
        Lock::Until(Deadline::after(NOW, Duration::from_secs(seconds)))
    }

    fn waits(sms: Wait, voice: Wait, popup: Option<Wait>) -> Waits {
        Waits { sms, voice, popup }
    }

    #[test]
    fn a_popup_without_a_wait_takes_the_longest_known_one() {
        let minute = Wait::For(Duration::from_mins(1));
        let hour = Wait::For(Duration::from_hours(1));
        let locks = Locks::from_look(&waits(minute, hour, Some(Wait::Unknown)), NOW);
        assert_eq!(locks.of(Method::Popup), until(3_600));
        let locks = Locks::from_look(&waits(Wait::Now, Wait::Closed, Some(Wait::Unknown)), NOW);
        assert_eq!(locks.of(Method::Popup), Lock::Unknown);
        let locks = Locks::from_look(&waits(minute, hour, Some(Wait::Unreadable)), NOW);
        assert_eq!(locks.of(Method::Popup), Lock::Unknown);
        let locks = Locks::from_look(&waits(minute, hour, None), NOW);
        assert_eq!(locks.of(Method::Popup), Lock::NotEligible);
    }

    #[test]
    fn the_method_asked_is_shut_when_its_answer_names_no_wait() {
        let open = Locks::from_look(&waits(Wait::Now, Wait::Now, None), NOW);
        let minute = Some(Duration::from_mins(1));
        let after = open.after_request(Method::Sms, (&Waits::UNKNOWN, minute), NOW);
        assert_eq!(after.of(Method::Sms), until(60));
        let after = open.after_request(Method::Sms, (&Waits::UNKNOWN, None), NOW);
        assert_eq!(after.of(Method::Sms), Lock::Unknown);
        assert_eq!(after.of(Method::Voice), Lock::Open);
        assert_eq!(after.of(Method::Popup), Lock::NotEligible);
    }

    #[test]
    fn shutting_never_shortens_a_wait() {
        let hour = Wait::For(Duration::from_hours(1));
        let locks = Locks::from_look(&waits(Wait::Now, hour, Some(Wait::Closed)), NOW);
        let shut = locks.shut(Some(Duration::from_mins(1)), NOW);
        assert_eq!(shut.of(Method::Sms), until(60));
        assert_eq!(shut.of(Method::Voice), until(3_600));
        assert_eq!(shut.of(Method::Popup), Lock::Closed);
        assert_eq!(locks.shut(None, NOW).of(Method::Voice), Lock::Unknown);
    }
}
