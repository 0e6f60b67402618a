//! Where an onboarding stands: what an exit code, a list and a farewell are made of.

use crate::domain::method::Lock;
use crate::domain::time::Timestamp;
use crate::flow::Flow;
use crate::flow::event::RefusalCause;
use crate::flow::prompt::{Ask, Halt, Problem};

/// Where an onboarding stands, for whoever closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The right number is connected.
    Connected,
    /// The instance was connected already.
    AlreadyConnected,
    /// The credentials were refused last.
    CredentialsRefused,
    /// The number is blocked, banned, unavailable or not the one that got connected.
    Halted(Halt),
    /// A captcha, code or PIN was refused last.
    DigitsRefused,
    /// A captcha or the two-step PIN is wanted.
    StepNeeded,
    /// Something has to be waited for, or somebody has not confirmed yet.
    Waiting,
    /// A call that acts left and nobody knows whether it took effect.
    OutcomeUnknown,
    /// Somebody else is at this number or instance.
    HeldByOther,
    /// Somewhere in the middle.
    Unfinished,
}

impl Flow {
    /// Where the onboarding stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        let prompt = self.question(now);
        let activity = prompt.activity;
        if activity.is_some_and(|activity| activity.doing.acts()) {
            return Standing::OutcomeUnknown;
        }
        match (&prompt.ask, &prompt.problem) {
            (Ask::Connected { .. } | Ask::Secure { .. }, _) => Standing::Connected,
            (Ask::AlreadyConnected { .. }, _) => Standing::AlreadyConnected,
            (Ask::Credentials { .. } | Ask::Partner { .. }, Some(Problem::Refused(refusal)))
                if refusal.cause != RefusalCause::Other =>
            {
                Standing::CredentialsRefused
            }
            (Ask::Halted { halt, .. }, _) => Standing::Halted(halt.clone()),
            (Ask::Appeal { reason, .. }, _) => Standing::Halted(Halt::Banned(reason.clone())),
            (ask @ (Ask::Captcha { .. } | Ask::Pin { .. } | Ask::PinRecovery { .. }), problem) => {
                standing_at_digits(ask, problem.as_ref())
            }
            (Ask::Code { .. }, Some(problem)) if problem.refuses_digits() => {
                Standing::DigitsRefused
            }
            (Ask::SameLine { .. }, _) => Standing::StepNeeded,
            (Ask::Held { .. }, _) => Standing::HeldByOther,
            (Ask::Unknown { .. }, _) => Standing::OutcomeUnknown,
            (ask, _) if ask.is_left_in_doubt() => Standing::OutcomeUnknown,
            (Ask::Board { locks, .. }, _) if locks.iter().any(|(_, lock)| *lock == Lock::Open) => {
                Standing::Unfinished
            }
            (
                Ask::Board { .. }
                | Ask::Code { .. }
                | Ask::NotArrived { .. }
                | Ask::Device { .. }
                | Ask::Verifying { .. }
                | Ask::LeaveGate { .. },
                _,
            )
            | (_, Some(Problem::Limited(..) | Problem::Locked(_))) => Standing::Waiting,
            (
                Ask::Unrecorded { .. }
                | Ask::Welcome { .. }
                | Ask::Credentials { .. }
                | Ask::Partner { .. }
                | Ask::Instances { .. }
                | Ask::Number { .. }
                | Ask::NumberGate { .. }
                | Ask::RequestGate { .. },
                _,
            ) => Standing::Unfinished,
        }
    }
}

/// Where an onboarding stands whose captcha or PIN is asked for.
fn standing_at_digits(ask: &Ask, problem: Option<&Problem>) -> Standing {
    if problem.is_some_and(Problem::refuses_digits) {
        Standing::DigitsRefused
    } else if ask.pause().is_some() {
        // What is shut for some time has to be waited for.
        Standing::Waiting
    } else {
        Standing::StepNeeded
    }
}
