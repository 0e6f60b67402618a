//! What can be told of every question by its kind.

use super::{Advice, Ask, Consequence, Pause, PausedBy, PollView, Problem, Prompt, Station};
use crate::domain::method::{Lock, Method};
use crate::domain::phone::PhoneNumber;
use crate::domain::time::{Deadline, Timestamp};
use std::time::Duration;

/// A final check that takes longer than this may never end: what may be wrong is said, and who has nothing more to say does
/// not wait for it.
pub(crate) const VERIFYING_IS_OVERDUE: Duration = Duration::from_mins(1);

impl Prompt {
    /// Until when this leads on without anybody saying anything; `None` when it does not, or not any more.
    #[must_use]
    pub fn leads_on_until(&self, now: Timestamp) -> Option<Deadline> {
        let own = self.activity.map(|activity| activity.until);
        if let Ask::Verifying { since, .. } = &self.ask {
            let check = Deadline::after(*since, VERIFYING_IS_OVERDUE);
            return own.or(Some(check).filter(|until| until.remaining(now).is_some()));
        }
        own
    }

    /// Whether something on it acts, or says what a person saw: then nothing counts that was typed before it was
    /// shown.
    #[must_use]
    pub fn is_delicate(&self) -> bool {
        let typed = match &self.ask {
            Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::Pin { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Appeal { .. } => true,
            Ask::Secure { step, .. } => step.takes_text(),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::NotArrived { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => false,
        };
        typed
            || self
                .offers
                .iter()
                .any(|offer| offer.acts == Consequence::Acts)
    }

    /// In how long something about it changes by time going by alone: something opens, or a pause or a wait ends.
    #[must_use]
    pub fn changes_in(&self, now: Timestamp) -> Option<Duration> {
        let locks = self.offers.iter().filter_map(|offer| match offer.lock {
            Lock::Until(deadline) => Some(deadline),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
        });
        let under_way = self.under_way.as_ref().map(|under_way| under_way.until);
        let problem = match &self.problem {
            Some(
                Problem::Limited(_, until)
                | Problem::Locked(Lock::Until(until))
                | Problem::Declined {
                    until: Some(until), ..
                },
            ) => Some(*until),
            Some(_) | None => None,
        };
        let waits = locks
            .chain(self.ask.pause())
            .chain(under_way)
            .chain(problem);
        waits.filter_map(|wait| wait.remaining(now)).min()
    }

    /// The same question without what comes and goes by itself: a call under way and what watching found.
    #[must_use]
    pub fn at_rest(&self) -> Prompt {
        let mut rest = Prompt {
            activity: None,
            ..self.clone()
        };
        if let Ask::Code {
            watch: Some(poll), ..
        }
        | Ask::Device { poll, .. }
        | Ask::Verifying { poll, .. } = &mut rest.ask
        {
            *poll = PollView {
                last: None,
                next: None,
                asked: None,
            };
        }
        rest
    }
}

impl Ask {
    /// The names of all kinds of questions, in the order in which they come.
    pub const NAMES: [&str; 28] = [
        "welcome",
        "unrecorded",
        "held",
        "credentials",
        "partner",
        "instances",
        "already_connected",
        "number",
        "number_gate",
        "board",
        "request_gate",
        "captcha",
        "code",
        "not_arrived",
        "pin",
        "pin_recovery",
        "device",
        "verifying",
        "same_line",
        "unknown",
        "halted",
        "appeal",
        "leave_gate",
        "connected",
        "secure",
        "email",
        "email_code",
        "new_pin",
    ];

    /// The number that it is about; `None` before there is one.
    #[must_use]
    pub fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. } => None,
            Ask::Credentials { resuming, .. } => resuming.as_ref(),
            Ask::Held { number, .. }
            | Ask::NumberGate { number, .. }
            | Ask::Board { number, .. }
            | Ask::RequestGate { number, .. }
            | Ask::Verifying { number, .. }
            | Ask::SameLine { number, .. }
            | Ask::Unknown { number, .. }
            | Ask::Halted { number, .. }
            | Ask::Appeal { number, .. }
            | Ask::Secure { number, .. }
            | Ask::Connected { number, .. } => Some(number),
            Ask::Captcha { live, .. }
            | Ask::Code { live, .. }
            | Ask::NotArrived { live, .. }
            | Ask::Pin { live, .. }
            | Ask::PinRecovery { live, .. }
            | Ask::Device { live, .. }
            | Ask::LeaveGate { live } => Some(&live.number),
        }
    }

    /// The station that this belongs to.
    #[must_use]
    pub fn station(&self) -> Station {
        match self {
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. } => Station::Credentials,
            Ask::Number { .. } | Ask::NumberGate { .. } | Ask::Held { .. } => Station::Number,
            Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. } => Station::Method,
            Ask::Captcha { .. } | Ask::Code { .. } | Ask::NotArrived { .. } => Station::Code,
            Ask::Pin { .. } | Ask::PinRecovery { .. } | Ask::Device { .. } => Station::Security,
            Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Secure { .. }
            | Ask::Connected { .. } => Station::Connected,
            Ask::Unknown { act, .. } => act.station(),
            Ask::LeaveGate { live } => live.awaiting.station(),
        }
    }

    /// The method that is recommended to be asked now.
    #[must_use]
    pub fn advised(&self) -> Option<Method> {
        if let Ask::Board {
            advice: Advice::Ask(method),
            ..
        }
        | Ask::NotArrived {
            advice: Advice::Ask(method),
            ..
        } = self
        {
            return Some(*method);
        }
        None
    }

    /// Whether the answer is typed, not chosen.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        if let Ask::Secure { step, .. } = self {
            return step.takes_text();
        }
        matches!(
            self,
            Ask::Credentials { .. }
                | Ask::Partner { .. }
                | Ask::Number { .. }
                | Ask::Captcha { .. }
                | Ask::Code { .. }
                | Ask::Pin { .. }
                | Ask::Appeal { .. }
        )
    }

    /// Shuts a field for something that is sent until `until`, unless it is shut for longer at `now`.
    pub(crate) fn shut_until(&mut self, until: Deadline, now: Timestamp) {
        if let Ask::Captcha { pause, .. } | Ask::Code { pause, .. } | Ask::Pin { pause, .. } = self
        {
            let by = PausedBy::Service;
            let longer = pause.filter(|own| own.until.later(until, now) == own.until);
            *pause = longer.or(Some(Pause { until, by }));
        }
    }

    /// Whether a registration is set aside of which it is not known what its last call came to.
    #[must_use]
    pub fn is_left_in_doubt(&self) -> bool {
        let (Ask::LeaveGate { live }
        | Ask::Board {
            live: Some(live), ..
        }) = self
        else {
            return false;
        };
        live.unknown.is_some()
    }

    /// The pause after several wrong answers; `None` where there is none.
    #[must_use]
    pub fn pause(&self) -> Option<Deadline> {
        match self {
            Ask::Captcha { pause, .. } | Ask::Code { pause, .. } | Ask::Pin { pause, .. } => {
                pause.map(|pause| pause.until)
            }
            Ask::Secure { step, .. } => step.pause(),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::NotArrived { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => None,
        }
    }

    /// What watching the service knows; `None` where nothing is watched.
    #[must_use]
    pub fn poll(&self) -> Option<&PollView> {
        match self {
            Ask::Code { watch, .. } => watch.as_ref(),
            Ask::Device { poll, .. } | Ask::Verifying { poll, .. } => Some(poll),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::Captcha { .. }
            | Ask::NotArrived { .. }
            | Ask::Pin { .. }
            | Ask::PinRecovery { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. }
            | Ask::LeaveGate { .. }
            | Ask::Secure { .. }
            | Ask::Connected { .. } => None,
        }
    }

    /// A name for the kind of question, the same in every language and version.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Ask::Unrecorded { .. } => "unrecorded",
            Ask::Welcome { .. } => "welcome",
            Ask::Held { .. } => "held",
            Ask::Credentials { .. } => "credentials",
            Ask::Partner { .. } => "partner",
            Ask::Instances { .. } => "instances",
            Ask::AlreadyConnected { .. } => "already_connected",
            Ask::Number { .. } => "number",
            Ask::NumberGate { .. } => "number_gate",
            Ask::Board { .. } => "board",
            Ask::RequestGate { .. } => "request_gate",
            Ask::Captcha { .. } => "captcha",
            Ask::Code { .. } => "code",
            Ask::NotArrived { .. } => "not_arrived",
            Ask::Pin { .. } => "pin",
            Ask::PinRecovery { .. } => "pin_recovery",
            Ask::Device { .. } => "device",
            Ask::Verifying { .. } => "verifying",
            Ask::SameLine { .. } => "same_line",
            Ask::Unknown { .. } => "unknown",
            Ask::Halted { .. } => "halted",
            Ask::Appeal { .. } => "appeal",
            Ask::LeaveGate { .. } => "leave_gate",
            Ask::Secure { step, .. } => step.name(),
            Ask::Connected { .. } => "connected",
        }
    }
}
