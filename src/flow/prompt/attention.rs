//! Whom an onboarding waits for, so that whoever has several knows which one comes next.

use super::{Ask, Choice, Offer, Prompt};
use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use serde::Serialize;

/// Whom it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// Whoever works here.
    Person,
    /// The service: a call is under way.
    Service,
    /// The owner's phone, or the service's word about it; it is watched.
    Phone,
    /// A wait is to be over.
    Wait(Deadline),
    /// Nobody: the number cannot go on, perhaps until a moment.
    Blocked(Option<Deadline>),
    /// Nobody: the number is connected.
    Connected,
}

impl Attention {
    /// When a wait is over; `None` where it depends on somebody.
    #[must_use]
    pub fn until(self) -> Option<Deadline> {
        match self {
            Attention::Wait(until) => Some(until),
            Attention::Blocked(until) => until,
            Attention::Person | Attention::Service | Attention::Phone | Attention::Connected => {
                None
            }
        }
    }
}

impl Prompt {
    /// Whom it waits for at `now`.
    #[must_use]
    pub fn attention(&self, now: Timestamp) -> Attention {
        if self.activity.is_some() {
            return Attention::Service;
        }
        if let Some(pause) = self.ask.pause().filter(|p| p.remaining(now).is_some()) {
            return self.until_another_code(pause, now);
        }
        match &self.ask {
            Ask::Connected { .. } | Ask::Secure { .. } => Attention::Connected,
            Ask::Device { .. }
            | Ask::Verifying {
                is_overdue: false, ..
            } => Attention::Phone,
            Ask::Halted { halt, .. } => match halt.look_again() {
                // Whoever is banned can appeal, and somebody has to see to a wrong number.
                None => Attention::Blocked(None),
                Some(again) if again.remaining(now).is_some() => Attention::Blocked(Some(again)),
                Some(_) => Attention::Person,
            },
            Ask::Board { live: None, .. } => {
                self.until_one_opens(now, |choice| matches!(choice, Choice::Pick(_)))
            }
            Ask::NumberGate { .. } => {
                self.until_one_opens(now, |choice| choice == Choice::UseNumber)
            }
            Ask::RequestGate { .. } => self.until_one_opens(now, |choice| {
                matches!(choice, Choice::Request(_) | Choice::RequestEarly(_))
            }),
            Ask::PinRecovery { .. } => {
                self.until_one_opens(now, |choice| choice == Choice::RecoverPin)
            }
            // Something may be wrong with a check that is overdue that only a person can see to.
            Ask::Verifying {
                is_overdue: true, ..
            }
            | Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::Number { .. }
            | Ask::Board { live: Some(_), .. }
            | Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::NotArrived { .. }
            | Ask::Pin { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Appeal { .. }
            | Ask::LeaveGate { .. } => Attention::Person,
        }
    }

    /// A wait until a field opens, or another code may be requested where that is offered and sooner; the person, when it
    /// may be.
    fn until_another_code(&self, pause: Deadline, now: Timestamp) -> Attention {
        let offers = self.offers.iter();
        let picks: Vec<Lock> = offers
            .filter(|offer| matches!(offer.choice, Choice::Pick(_)))
            .map(|offer| offer.lock.at(now))
            .collect();
        if picks.contains(&Lock::Open) {
            return Attention::Person;
        }
        let opening = picks.into_iter().filter_map(|lock| match lock {
            Lock::Until(deadline) => Some(deadline),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        });
        let first = opening
            .chain([pause])
            .min_by_key(|until| until.remaining(now));
        Attention::Wait(first.unwrap_or(pause))
    }

    /// A wait until the first of these choices opens; the person, when one is open or none ever will be.
    fn until_one_opens(&self, now: Timestamp, leads_on: impl Fn(Choice) -> bool) -> Attention {
        let ways = || self.offers.iter().filter(|offer| leads_on(offer.choice));
        let until = |offer: &Offer| match offer.lock.at(now) {
            Lock::Until(deadline) => Some(deadline),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        };
        if ways().any(|offer| offer.lock.is_open(now)) {
            return Attention::Person;
        }
        let first = ways()
            .filter_map(until)
            .min_by_key(|deadline| deadline.remaining(now));
        first.map_or(Attention::Person, Attention::Wait)
    }
}
