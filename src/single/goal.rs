//! What a single step is for.

use crate::domain::codes::{CODE_DIGITS, RegistrationCode};
use crate::domain::method::Method;
use crate::domain::phone::{NumberWarning, PhoneNumber};
use crate::domain::secret::Secret;
use crate::flow::event::SecureAnswer;

/// What is wanted.
#[derive(Clone, Debug)]
pub enum Goal {
    /// How the instance is connected, and whether an onboarding or a number that was named is finished by it.
    Status(Option<PhoneNumber>),
    /// Whether and when a code can be asked for.
    Check {
        /// The number.
        number: Registered,
        /// Whether the service is asked although its answer is known.
        again: bool,
        /// Whether no code came of a request whose answer was lost.
        nothing_arrived: bool,
    },
    /// A code.
    Request {
        /// The number.
        number: Registered,
        /// How it shall come.
        method: Method,
        /// Whether the method is waited for.
        patience: Patience,
        /// Whether a registration under way is given up for it.
        again: bool,
        /// Whether the phone that the pop-up comes to is in somebody's hand.
        in_hand: bool,
        /// Whether nobody works on the number from another machine, although the journal is on a network file system.
        network_journal: bool,
    },
    /// What the captcha shows.
    LookAtCaptcha,
    /// Handing in what was read in the captcha.
    AnswerCaptcha(String),
    /// Handing in the code.
    Confirm {
        /// The code.
        code: Secret,
        /// Whether it is handed in although its length is unusual.
        any_length: bool,
    },
    /// Handing in the two-step PIN.
    Pin {
        /// Its digits.
        pin: Secret,
        /// Whether it may have more digits than WhatsApp asks for.
        any_length: bool,
    },
    /// A mail for a new PIN.
    RecoverPin,
    /// Finishing the transfer: the customer accepted on the phone.
    Transfer {
        /// Whether the connection is waited for.
        patience: Patience,
        /// Whether it is the call by the other verb, which is there only when the service did not know the documented
        /// one.
        by_post: bool,
    },
    /// The person's word that the line that the service shows is the number.
    SameLine,
    /// An appeal against a ban, with its text.
    Appeal(String),
    /// The account's e-mail address or PIN.
    Secure(Secured),
}

/// A number as it is typed, and what may happen to what is connected.
#[derive(Clone, Debug)]
pub struct Registered {
    /// Calling code.
    pub calling_code: String,
    /// National number, or an international one with its `+`.
    pub national: String,
    /// Whether what is left on the instance of a former connection may be replaced.
    pub replace: bool,
}

impl Registered {
    /// The number that it is; `None` when it cannot be one.
    #[must_use]
    pub fn parsed(&self) -> Option<PhoneNumber> {
        PhoneNumber::parse(&self.calling_code, &self.national).ok()
    }
}

/// Whether something is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// It is.
    Wait,
    /// It is not.
    None,
}

/// What is done about the account's protection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secured {
    /// It is shown.
    Show,
    /// This is set or handed in.
    Set {
        /// What is typed.
        answer: SecureAnswer,
        /// Whether a PIN may have more digits than WhatsApp asks for.
        any_length: bool,
    },
}

/// On what a step works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// On the instance alone.
    Instance,
    /// On a number that is named, new or known.
    Number,
    /// On an onboarding that was begun.
    Begun,
}

impl Goal {
    /// On what it works.
    #[must_use]
    pub fn session(&self) -> Session {
        match self {
            Goal::Status(_) | Goal::Secure(_) => Session::Instance,
            Goal::Check { .. } | Goal::Request { .. } => Session::Number,
            Goal::LookAtCaptcha
            | Goal::AnswerCaptcha(_)
            | Goal::Confirm { .. }
            | Goal::Pin { .. }
            | Goal::RecoverPin
            | Goal::Transfer { .. }
            | Goal::SameLine
            | Goal::Appeal(_) => Session::Begun,
        }
    }

    /// The number that it names.
    pub(super) fn number(&self) -> Option<&Registered> {
        match self {
            Goal::Check { number, .. } | Goal::Request { number, .. } => Some(number),
            Goal::Status(_)
            | Goal::LookAtCaptcha
            | Goal::AnswerCaptcha(_)
            | Goal::Confirm { .. }
            | Goal::Pin { .. }
            | Goal::RecoverPin
            | Goal::Transfer { .. }
            | Goal::SameLine
            | Goal::Appeal(_)
            | Goal::Secure(_) => None,
        }
    }

    /// The same, and about this line where it names none and is a look at the instance.
    #[must_use]
    pub fn about(self, line: Option<PhoneNumber>) -> Self {
        if matches!(self, Goal::Status(None)) {
            return Goal::Status(line);
        }
        self
    }

    /// The line that it is about, where it names one.
    #[must_use]
    pub fn line(&self) -> Option<PhoneNumber> {
        if let Goal::Status(number) = self {
            return number.clone();
        }
        self.number().and_then(Registered::parsed)
    }

    /// What is unusual about the number that it names, and whether a code is requested for it only on a person's word.
    #[must_use]
    pub fn number_warnings(&self) -> Vec<(NumberWarning, bool)> {
        let number = self.number().and_then(Registered::parsed);
        let wants_word = |known: NumberWarning| match self {
            Goal::Request { method, .. } => known.wants_word(Some(*method)),
            Goal::Status(_)
            | Goal::Check { .. }
            | Goal::LookAtCaptcha
            | Goal::AnswerCaptcha(_)
            | Goal::Confirm { .. }
            | Goal::Pin { .. }
            | Goal::RecoverPin
            | Goal::Transfer { .. }
            | Goal::SameLine
            | Goal::Appeal(_)
            | Goal::Secure(_) => false,
        };
        let warnings = number.map(|number| number.warnings());
        let warnings = warnings.into_iter().flatten();
        warnings.map(|known| (known, wants_word(known))).collect()
    }

    /// Whether a code has the usual length, or may have another. What is no code is for the flow to say why.
    pub(super) fn may_be_handed_in(code: &Secret, any_length: bool) -> bool {
        let read = RegistrationCode::parse(code.expose());
        let has_usual_length = read.map_or(true, |code| code.digits().char_count() == CODE_DIGITS);
        any_length || has_usual_length
    }
}
