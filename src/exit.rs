//! From the end of a run to the exit code that scripts and supervisors read.

use crate::flow::Standing;
use crate::runtime::desk::Ending;
use crate::runtime::signals::EndSignal;
use crate::single::{Verdict, of_halt};
use std::process::ExitCode;

/// The exit codes. The numbers are part of the program's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Connected, or done.
    Done,
    /// Something unexpected.
    Unexpected,
    /// The command line or the surroundings are not right.
    Usage,
    /// The number is blocked or unavailable.
    NumberBlocked,
    /// The credentials were refused.
    CredentialsRefused,
    /// Try again later.
    Later,
    /// Captcha, code or PIN was refused.
    Refused,
    /// Somebody else is at this number or instance.
    HeldByOther,
    /// One more step is needed, elsewhere.
    StepNeeded,
    /// A call that acts left, and nobody knows whether it took effect.
    OutcomeUnknown,
    /// The line was hung up.
    HungUp,
    /// The person left before the end, or interrupted.
    Interrupted,
    /// The program was terminated.
    Terminated,
    /// Another signal ended the program; its number.
    BySignal(u8),
}

impl Exit {
    /// The number that the shell gets.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Unexpected => 1,
            Exit::Usage => 2,
            Exit::NumberBlocked => 3,
            Exit::CredentialsRefused => 4,
            Exit::Later => 5,
            Exit::Refused => 6,
            Exit::HeldByOther => 7,
            Exit::StepNeeded => 8,
            Exit::OutcomeUnknown => 9,
            Exit::HungUp => 129,
            Exit::Interrupted => 130,
            Exit::Terminated => 143,
            Exit::BySignal(number) => number.saturating_add(128),
        }
    }

    /// The code of a program that a signal ended.
    #[must_use]
    pub fn by_signal(signal: EndSignal) -> Exit {
        match signal {
            EndSignal::Hangup => Exit::HungUp,
            EndSignal::Interrupt => Exit::Interrupted,
            EndSignal::Terminate => Exit::Terminated,
            EndSignal::Other(number) => Exit::BySignal(number),
        }
    }

    /// The code for a run that ended so, with its onboarding standing there.
    #[must_use]
    pub fn of(ending: Ending, standing: &Standing) -> Exit {
        if let Ending::Signal(signal) = ending {
            return Exit::by_signal(signal);
        }
        match standing {
            Standing::Connected | Standing::AlreadyConnected => Exit::Done,
            Standing::CredentialsRefused => Exit::CredentialsRefused,
            Standing::Halted(halt) => Exit::from(of_halt(halt)),
            Standing::DigitsRefused => Exit::Refused,
            Standing::StepNeeded => Exit::StepNeeded,
            Standing::Waiting => Exit::Later,
            Standing::OutcomeUnknown => Exit::OutcomeUnknown,
            Standing::HeldByOther => Exit::HeldByOther,
            Standing::Unfinished => Exit::Interrupted,
        }
    }
}

impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Done => Exit::Done,
            Verdict::Usage => Exit::Usage,
            Verdict::Blocked => Exit::NumberBlocked,
            Verdict::Credentials => Exit::CredentialsRefused,
            Verdict::Later => Exit::Later,
            Verdict::Refused => Exit::Refused,
            Verdict::Held => Exit::HeldByOther,
            Verdict::StepNeeded => Exit::StepNeeded,
            Verdict::Unknown => Exit::OutcomeUnknown,
            Verdict::Unexpected => Exit::Unexpected,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{BootId, Timestamp};
    use crate::flow::prompt::{Certainty, Halt};

    #[test]
    fn a_signal_decides_over_where_the_onboarding_stands() {
        let hung_up = Ending::Signal(EndSignal::Hangup);
        assert_eq!(Exit::of(hung_up, &Standing::Connected), Exit::HungUp);
        assert_eq!(Exit::of(Ending::Left, &Standing::Connected), Exit::Done);
    }

    #[test]
    fn every_standing_has_its_documented_code() {
        let now = Timestamp {
            wall_ms: 0,
            boot_ms: 0,
            boot: BootId(0),
        };
        let blocked = Halt::blocked(None, None, now);
        let table = [
            (Standing::Connected, 0),
            (Standing::AlreadyConnected, 0),
            (Standing::Halted(blocked), 3),
            (Standing::Halted(Halt::Banned(None)), 3),
            (Standing::CredentialsRefused, 4),
            (Standing::Waiting, 5),
            (Standing::Halted(Halt::declined(None, now)), 5),
            (
                Standing::Halted(Halt::in_review(None, Certainty::Confirmed, now)),
                5,
            ),
            (
                Standing::Halted(Halt::in_review(None, Certainty::Lost, now)),
                9,
            ),
            (Standing::DigitsRefused, 6),
            (Standing::HeldByOther, 7),
            (Standing::StepNeeded, 8),
            (Standing::OutcomeUnknown, 9),
            (Standing::Unfinished, 130),
        ];
        for (standing, code) in table {
            assert_eq!(
                Exit::of(Ending::Left, &standing).code(),
                code,
                "{standing:?}"
            );
        }
    }
}
