//! The sensible next move at every question, for somebody who knows a [`Plan`].

use crate::demo::plan::Plan;
use crate::domain::credentials::CredentialFields;
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{
    Answer, Cause, Failure, InstanceRow, PartnerFields, Reason, SecureAnswer,
};
use crate::flow::prompt::{About, Ask, Certainty, Choice, Halt, Problem, Prompt, SecureStep};
use std::time::Duration;

/// The name of the scenario's own instance in the partner's list.
const OWN_INSTANCE: &str = "Demo";

/// How long a person waits before handing in again what was not sent.
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// What to do at a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Say this.
    Say(Answer),
    /// Say nothing before so long; then think again.
    WaitFor(Duration),
    /// Look on: something goes on by itself.
    Watch,
    /// There is nothing more to say: this is the end of the play.
    End,
    /// What the plan wants is not to be had.
    Stuck,
}

/// Somebody who follows a plan.
#[derive(Clone, Debug)]
pub struct Mind {
    /// What they know; what is said is taken out of it.
    pub plan: Plan,
    /// The code that was typed last.
    typed: Option<String>,
    /// Whether another code is to be requested, since the last one is gone.
    renews: bool,
}

impl Mind {
    /// Somebody who follows `plan`.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            typed: None,
            renews: false,
        }
    }

    /// The next move at `prompt`. What it says is to be said once: asked again for the same asking of a question, it has
    /// the answer after that.
    pub fn next(&mut self, prompt: &Prompt, now: Timestamp) -> Move {
        if prompt.activity.is_some() {
            return Move::Watch;
        }
        if let Some(under_way) = &prompt.under_way {
            return Move::WaitFor(under_way.until.remaining(now).unwrap_or_default());
        }
        match &prompt.ask {
            Ask::Credentials { instance_id, .. } => self.hand_in(instance_id, prompt),
            Ask::Partner { partner_token, .. } => self.list(*partner_token),
            Ask::Instances { rows, .. } => pick(rows),
            Ask::Number { instance, .. } => self.number(instance),
            Ask::NumberGate { .. } if prompt.problem.is_some() => Move::End,
            Ask::NumberGate { .. } => say(Choice::UseNumber),
            Ask::Board { locks, .. } if locks.contains(&(self.plan.method, Lock::Unknown)) => {
                choose(prompt, Choice::LookAgain, now)
            }
            Ask::Board { .. } => choose(prompt, Choice::Pick(self.plan.method), now),
            Ask::RequestGate { method, .. } => {
                self.renews = false;
                say(Choice::Request(*method))
            }
            Ask::Captcha { .. } => {
                let read = self.plan.captchas.pop_front();
                read.map_or(Move::End, |read| Move::Say(Answer::Captcha(read)))
            }
            Ask::Code { pause, .. } => self.code(prompt, pause.map(|pause| pause.until), now),
            Ask::Pin { .. } if std::mem::take(&mut self.plan.recovers) => say(Choice::PinForgotten),
            Ask::Pin { pause, .. } => match pause.and_then(|pause| pause.until.remaining(now)) {
                Some(wait) => Move::WaitFor(wait),
                None => Move::Say(Answer::Pin(Secret::new(self.plan.pin.clone()))),
            },
            Ask::PinRecovery { .. } => choose(prompt, Choice::RecoverPin, now),
            Ask::Device { since, poll, .. } if self.plan.transfers && poll.next.is_some() => {
                self.accept(prompt, *since, now)
            }
            Ask::Device { .. } | Ask::Verifying { .. } => Move::Watch,
            Ask::SameLine { .. } => choose(prompt, Choice::SameLine, now),
            Ask::Unknown { .. } => self.clear_up(prompt, now),
            Ask::Halted { halt, .. } => self.stopped_by(halt, prompt, now),
            Ask::Appeal { .. } => {
                let text = self.plan.appeal.take();
                text.map_or(Move::End, |text| Move::Say(Answer::Appeal(text)))
            }
            Ask::Secure { step, .. } => self.secure(step),
            Ask::Connected { .. } if !self.plan.secures.is_empty() => say(Choice::Protect),
            Ask::AlreadyConnected { .. } | Ask::Connected { .. } | Ask::Held { .. } => Move::End,
            Ask::Welcome { .. } => say(Choice::TakeUp(0)),
            Ask::NotArrived { .. } if self.renews => self.renew(prompt, now),
            Ask::NotArrived { .. } | Ask::LeaveGate { .. } => say(Choice::Stay),
            Ask::Unrecorded { .. } => Move::Stuck,
        }
    }

    /// Hands in the credentials that are filled in, or picks them from the partner's list.
    fn hand_in(&self, instance_id: &str, prompt: &Prompt) -> Move {
        if self.plan.partner.is_some() {
            return say(Choice::ListInstances);
        }
        if prompt.problem.is_some() {
            return Move::End;
        }
        Move::Say(Answer::Credentials(CredentialFields {
            instance_id: instance_id.to_owned(),
            ..CredentialFields::default()
        }))
    }

    /// Lists the instances by the partner token, which may be filled in: then so many characters are.
    fn list(&mut self, held: Option<usize>) -> Move {
        let Some(token) = self.plan.partner.take() else {
            return Move::End;
        };
        Move::Say(Answer::Partner(PartnerFields {
            partner_token: held.is_none().then(|| Secret::new(token)),
            client_token: None,
        }))
    }

    fn number(&self, instance: &About) -> Move {
        match instance {
            About::Reading => Move::Watch,
            About::Known(_) | About::Unknown => Move::Say(Answer::Number {
                calling_code: self.plan.number.0.clone(),
                national: self.plan.number.1.clone(),
            }),
        }
    }

    fn code(&mut self, prompt: &Prompt, pause: Option<Deadline>, now: Timestamp) -> Move {
        if let Some(wait) = unsent(prompt, now)
            && let Some(code) = self.typed.take()
        {
            // It still stands in the boxes.
            self.plan.codes.push_front(code);
            if !wait.is_zero() {
                return Move::WaitFor(wait);
            }
        }
        if let Some(Problem::Declined { reason, .. }) = &prompt.problem {
            // It was not judged: it is right still, or else the next one is.
            if let Some(code) = self.typed.take() {
                self.plan.codes.push_front(code);
            }
            if *reason == Some(Reason::Expired) {
                self.renews = true;
                return say(Choice::NotArrived);
            }
        }
        if let Some(pause) = pause.filter(|_| !self.plan.codes.is_empty()) {
            return Move::WaitFor(pause.remaining(now).unwrap_or_default());
        }
        let Some(code) = self.plan.codes.pop_front() else {
            return Move::Watch;
        };
        self.typed = Some(code.clone());
        Move::Say(Answer::Code(Secret::new(code)))
    }

    /// Has another code sent, by fresh waits where they are not known.
    fn renew(&self, prompt: &Prompt, now: Timestamp) -> Move {
        let method = Choice::Pick(self.plan.method);
        let offer = prompt.offers.iter().find(|offer| offer.choice == method);
        match offer.map(|offer| offer.lock.at(now)) {
            Some(Lock::Unknown) => choose(prompt, Choice::LookAgain, now),
            Some(Lock::Open | Lock::Until(_) | Lock::Closed | Lock::NotEligible) | None => {
                choose(prompt, method, now)
            }
        }
    }

    /// Says that the customer accepted, once they had the time to.
    fn accept(&self, prompt: &Prompt, since: Timestamp, now: Timestamp) -> Move {
        match Deadline::after(since, self.plan.patience).remaining(now) {
            Some(wait) => Move::WaitFor(wait),
            None => choose(prompt, Choice::AcceptedOnPhone, now),
        }
    }

    /// Says what the phone shows after a lost answer, or looks once more.
    fn clear_up(&self, prompt: &Prompt, now: Timestamp) -> Move {
        let offered = |sight: &Choice| prompt.offers.iter().any(|offer| offer.choice == *sight);
        match self.plan.sight.filter(offered) {
            Some(sight) if sight != Choice::CheckNow => say(sight),
            Some(_) | None => choose(prompt, Choice::CheckNow, now),
        }
    }

    /// Does what is planned to protect the account, one after the other.
    fn secure(&mut self, step: &SecureStep) -> Move {
        if let SecureStep::Overview(_) = step {
            return match self.plan.secures.front() {
                Some(SecureAnswer::Email(_)) => say(Choice::SetEmail),
                Some(SecureAnswer::EmailCode(_)) => say(Choice::TypeEmailCode),
                Some(SecureAnswer::NewPin { .. }) => say(Choice::SetPin),
                None => Move::End,
            };
        }
        let next = self.plan.secures.pop_front();
        next.map_or(Move::End, |next| Move::Say(Answer::Secure(next)))
    }

    fn stopped_by(&self, halt: &Halt, prompt: &Prompt, now: Timestamp) -> Move {
        match halt {
            // Whether the last one was filed may not be known.
            Halt::Banned(_)
            | Halt::InReview {
                certainty: Certainty::Lost,
                ..
            } if self.plan.appeal.is_some() => say(Choice::WriteAppeal),
            Halt::InReview { .. } if self.plan.looks_again => {
                choose(prompt, Choice::LookAgain, now)
            }
            Halt::Unavailable { .. }
            | Halt::Banned(_)
            | Halt::InReview { .. }
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. }
            | Halt::WrongNumber(_) => Move::End,
        }
    }
}

/// Takes the scenario's own instance, or turns the page.
fn pick(rows: &[InstanceRow]) -> Move {
    let own = |row: &InstanceRow| {
        let name = row.about.name.as_ref();
        name.is_some_and(|name| name.as_str() == OWN_INSTANCE)
    };
    let at = rows.iter().position(own);
    let at = at.and_then(|at| u16::try_from(at).ok());
    say(at.map_or(Choice::NextPage, Choice::TakeInstance))
}

/// How long to wait before what was typed and not sent is handed in again; `None` when it was sent.
fn unsent(prompt: &Prompt, now: Timestamp) -> Option<Duration> {
    let unrecorded = Failure::NotSent(Cause::NotRecorded);
    if let Some(Problem::Locked(lock)) = &prompt.problem {
        return Some(match lock.at(now) {
            Lock::Until(wait) => wait.remaining(now).unwrap_or_default(),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => Duration::ZERO,
        });
    }
    match &prompt.problem {
        Some(Problem::Failed(failure)) if *failure == unrecorded => Some(Duration::ZERO),
        // The status could not be read, or said something else: a moment later it may be free.
        Some(Problem::Failed(Failure::NotSent(_))) => Some(TRY_AGAIN),
        _ => None,
    }
}

fn say(choice: Choice) -> Move {
    Move::Say(Answer::Choose(choice))
}

/// Makes a choice, once it can be made.
#[must_use]
pub fn choose(prompt: &Prompt, choice: Choice, now: Timestamp) -> Move {
    let offer = prompt.offers.iter().find(|offer| offer.choice == choice);
    match offer.map(|offer| offer.lock.at(now)) {
        Some(Lock::Open) => say(choice),
        Some(Lock::Until(deadline)) => Move::WaitFor(deadline.remaining(now).unwrap_or_default()),
        Some(Lock::Closed | Lock::NotEligible | Lock::Unknown) | None => Move::Stuck,
    }
}
