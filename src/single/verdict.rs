//! What came of a single step.

use crate::domain::method::Lock;
use crate::domain::phone::LineMatch;
use crate::flow::Standing;
use crate::flow::event::{DeviceReply, EmailState, Failure, Reason, RefusalCause};
use crate::flow::prompt::{Ask, Certainty, Choice, Halt, Offer, Problem, Prompt, SecureStep};
use crate::single::goal::{Goal, Secured};

/// What came of a single step; each is an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// What was given cannot be right, or nothing can be written down here.
    Usage,
    /// The number is blocked or unavailable.
    Blocked,
    /// The credentials were refused.
    Credentials,
    /// Later: something is shut, nobody confirmed, the service is away.
    Later,
    /// What was handed in was refused.
    Refused,
    /// Somebody else is at it.
    Held,
    /// One more step is needed first.
    StepNeeded,
    /// Nobody knows.
    Unknown,
    /// The service said something that nobody expected.
    Unexpected,
}

/// What came of `goal`, which stopped at `prompt`; `done` when its one thing was done.
#[must_use]
pub fn verdict(goal: &Goal, prompt: &Prompt, standing: &Standing, done: bool) -> Verdict {
    match standing {
        Standing::OutcomeUnknown => return Verdict::Unknown,
        Standing::HeldByOther => return Verdict::Held,
        Standing::CredentialsRefused => return Verdict::Credentials,
        // What went wrong with the appeal itself tells more than that the number is banned.
        Standing::Halted(_)
            if matches!(prompt.ask, Ask::Appeal { .. }) && prompt.problem.is_some() => {}
        Standing::Halted(halt) => return of_halt(halt),
        Standing::Connected
        | Standing::AlreadyConnected
        | Standing::DigitsRefused
        | Standing::StepNeeded
        | Standing::Waiting
        | Standing::Unfinished => {}
    }
    if done && offers_post(prompt) {
        return Verdict::StepNeeded;
    }
    if let Some(verdict) = prompt.problem.as_ref().and_then(of_problem) {
        return verdict;
    }
    match &prompt.ask {
        Ask::Unrecorded { .. } => Verdict::Usage,
        Ask::AlreadyConnected { .. } if matches!(goal, Goal::Secure(_)) => Verdict::StepNeeded,
        Ask::AlreadyConnected { device } => of_line(goal, device),
        Ask::Connected { .. } => Verdict::Done,
        Ask::SameLine { .. } => Verdict::StepNeeded,
        _ if matches!(goal, Goal::Status(_)) => Verdict::Later,
        Ask::Board { .. } => at_board(goal, prompt, done),
        Ask::Code { pause, .. } => at_code(goal, pause.is_some(), done),
        Ask::Captcha { pause: Some(_), .. }
        | Ask::Pin { pause: Some(_), .. }
        | Ask::PinRecovery { .. }
        | Ask::Verifying { .. } => Verdict::Later,
        Ask::Pin {
            recovery: Some(recovery),
            ..
        } if matches!(goal, Goal::RecoverPin) && done => match recovery.certainty {
            Certainty::Confirmed => Verdict::Done,
            Certainty::Lost => Verdict::Unknown,
        },
        Ask::Device { .. } if matches!(goal, Goal::Transfer { .. }) => Verdict::Later,
        Ask::Secure { step, .. } => at_secure(goal, step, done),
        Ask::NumberGate { .. } => at_gate(prompt),
        Ask::Welcome { .. }
        | Ask::Held { .. }
        | Ask::Credentials { .. }
        | Ask::Partner { .. }
        | Ask::Instances { .. }
        | Ask::Number { .. }
        | Ask::RequestGate { .. }
        | Ask::Captcha { .. }
        | Ask::NotArrived { .. }
        | Ask::Pin { .. }
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::Appeal { .. }
        | Ask::Device { .. }
        | Ask::LeaveGate { .. } => Verdict::StepNeeded,
    }
}

/// What the line that is connected means for a goal that may name one. Another one than that is as unexpected as after an
/// onboarding; one that cannot be compared is not known to be right.
fn of_line(goal: &Goal, device: &DeviceReply) -> Verdict {
    let Some(wanted) = goal.line() else {
        return Verdict::Done;
    };
    match wanted.matches(device.phone.as_deref()) {
        LineMatch::Same => Verdict::Done,
        LineMatch::Different => Verdict::Unexpected,
        LineMatch::Unsure | LineMatch::Unreadable => Verdict::Unknown,
    }
}

fn at_code(goal: &Goal, pauses: bool, done: bool) -> Verdict {
    if matches!(goal, Goal::Request { .. }) && done {
        return Verdict::Done;
    }
    if pauses {
        return Verdict::Later;
    }
    // A code of unusual length is not handed in unasked.
    if matches!(goal, Goal::Confirm { .. }) {
        return Verdict::Usage;
    }
    Verdict::StepNeeded
}

/// Whether the service did not know the documented transfer call, so that the other one is a person's next word.
fn offers_post(prompt: &Prompt) -> bool {
    let is_post = |offer: &Offer| offer.choice == Choice::TransferByPost;
    matches!(&prompt.problem, Some(Problem::Refused(refusal)) if refusal.cause == RefusalCause::NoSuchRoute)
        && prompt.offers.iter().any(is_post)
}

/// A gate that is shut opens later; one that is open asks for somebody's word.
fn at_gate(prompt: &Prompt) -> Verdict {
    let waits =
        |offer: &Offer| offer.choice == Choice::UseNumber && matches!(offer.lock, Lock::Until(_));
    if prompt.offers.iter().any(waits) {
        Verdict::Later
    } else {
        Verdict::StepNeeded
    }
}

fn at_board(goal: &Goal, prompt: &Prompt, done: bool) -> Verdict {
    if let Goal::Check { again, .. } = goal {
        return if *again && !done {
            Verdict::Later
        } else {
            Verdict::Done
        };
    }
    let Goal::Request { method, .. } = goal else {
        // An appeal that freed the number leads here.
        return if matches!(goal, Goal::Appeal(_)) && done {
            Verdict::Done
        } else {
            Verdict::StepNeeded
        };
    };
    let pick = |choice| choice == Choice::Pick(*method);
    let offer = prompt.offers.iter().find(|offer| pick(offer.choice));
    match offer.map(|offer| offer.lock) {
        Some(Lock::Closed | Lock::NotEligible) => Verdict::Blocked,
        // A registration under way is not given up unasked.
        Some(Lock::Open) => Verdict::StepNeeded,
        Some(Lock::Until(_) | Lock::Unknown) | None => Verdict::Later,
    }
}

fn at_secure(goal: &Goal, step: &SecureStep, done: bool) -> Verdict {
    let wants_code = |email: &Option<EmailState>| {
        // One that is not set is not confirmed either.
        let unproved =
            |email: &EmailState| email.is_set != Some(false) && email.verified == Some(false);
        email.as_ref().is_some_and(unproved)
    };
    if matches!(goal, Goal::Secure(Secured::Show)) {
        return Verdict::Done;
    }
    match step {
        SecureStep::EmailCode { pause: Some(_), .. } => Verdict::Later,
        SecureStep::Overview(shield) if done && !wants_code(&shield.email) => Verdict::Done,
        SecureStep::Overview(_)
        | SecureStep::Email
        | SecureStep::EmailCode { .. }
        | SecureStep::NewPin => Verdict::StepNeeded,
    }
}

/// What a stop means for whoever wanted to go on.
#[must_use]
pub fn of_halt(halt: &Halt) -> Verdict {
    match halt {
        Halt::Unavailable { .. } | Halt::Banned(_) | Halt::Blocked { .. } => Verdict::Blocked,
        Halt::RequestDeclined { .. }
        | Halt::InReview {
            certainty: Certainty::Confirmed,
            ..
        } => Verdict::Later,
        // Nobody knows whether the appeal is there: to file it again is not the next thing to do.
        Halt::InReview {
            certainty: Certainty::Lost,
            ..
        }
        | Halt::UnknownAnswer { .. } => Verdict::Unknown,
        Halt::WrongNumber(_) => Verdict::Unexpected,
    }
}

fn of_problem(problem: &Problem) -> Option<Verdict> {
    Some(match problem {
        Problem::Credentials(_)
        | Problem::Partner(_)
        | Problem::Number(_)
        | Problem::Digits(_)
        | Problem::SeveralLines
        | Problem::UnusualLength(_)
        | Problem::UnusualPin(_)
        | Problem::EmptyCaptcha
        | Problem::Appeal(_)
        | Problem::Email(_)
        | Problem::PinsDiffer => Verdict::Usage,
        Problem::WrongCode(_)
        | Problem::WrongPin(_)
        | Problem::WrongCaptcha(_)
        | Problem::WrongEmailCode(_) => Verdict::Refused,
        Problem::Declined { until: Some(_), .. } => Verdict::Later,
        Problem::Declined { reason, .. } => match reason {
            Some(Reason::NoRoute | Reason::Later | Reason::TooOften) => Verdict::Later,
            Some(Reason::NotAllowed | Reason::Blocked) => Verdict::Blocked,
            Some(Reason::PinWanted) => Verdict::StepNeeded,
            Some(Reason::ServiceFault) => Verdict::Unexpected,
            Some(Reason::Incorrect | Reason::Expired | Reason::BadRequest | Reason::Other)
            | None => Verdict::Refused,
        },
        Problem::Refused(refusal) => match refusal.cause {
            RefusalCause::Other
            | RefusalCause::FormRefused
            | RefusalCause::NoSuchRoute
            | RefusalCause::PathUnknown => Verdict::Unexpected,
            RefusalCause::ClientTokenMissing
            | RefusalCause::ClientTokenWrong
            | RefusalCause::PartnerTokenWrong
            | RefusalCause::AddressNotAllowed
            | RefusalCause::Unauthorized
            | RefusalCause::NoSuchInstance
            | RefusalCause::NotMobile
            | RefusalCause::SessionConflict
            | RefusalCause::SubscriptionEnded
            | RefusalCause::TooManyRequests(_) => Verdict::Credentials,
        },
        Problem::AppealDeclined(_) | Problem::AppealKeptBy(_) => Verdict::Blocked,
        Problem::Failed(Failure::OutcomeUnknown(_)) => Verdict::Unknown,
        Problem::RecoveryDeclined(_)
        | Problem::ChangeDeclined(_)
        | Problem::TransferTooEarly(_)
        | Problem::TurnedAway { .. }
        | Problem::Limited(..)
        | Problem::Failed(_)
        | Problem::NotSentYet(_)
        | Problem::StatusUnclear(_)
        | Problem::Locked(_) => Verdict::Later,
        Problem::Unbanned(_) => return None,
    })
}
