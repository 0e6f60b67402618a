//! What is said next on the way to a goal.

use crate::domain::credentials::CredentialFields;
use crate::domain::method::{Lock, Method};
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::{Answer, SecureAnswer};
use crate::flow::prompt::{About, Ask, Choice, Halt, Problem, Prompt, SecureStep};
use crate::single::goal::{Goal, Patience, Registered, Secured};
use std::time::Duration;

/// The longest that a transfer call waits by itself.
const TRANSFER_SPACING: Duration = Duration::from_secs(15);

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// This is said, and leads on.
    Say(Answer),
    /// This is said, and is what the step is for.
    Act(Answer),
    /// A person's word is waited for no longer than this: something opens.
    Wait(Duration),
    /// It goes on by itself.
    Await,
    /// Here a person decides.
    Stop,
}

/// A person who wants one thing.
pub(super) struct Wish {
    pub(super) goal: Goal,
    /// Whether the one thing was done.
    pub(super) done: bool,
}

impl Wish {
    /// What comes next at `prompt`.
    pub(super) fn next(&self, prompt: &Prompt, now: Timestamp) -> Move {
        if prompt.activity.is_some() {
            return Move::Await;
        }
        match &prompt.ask {
            Ask::Credentials { instance_id, .. } if prompt.problem.is_none() => {
                held_credentials(instance_id)
            }
            Ask::Number { instance, .. } => self.at_number(*instance == About::Reading, prompt),
            Ask::AlreadyConnected { .. } => self.at_already(prompt, now),
            Ask::NumberGate { leftover, .. } => self.at_gate(leftover.is_some(), prompt),
            Ask::Board { .. } => self.at_board(prompt, now),
            Ask::RequestGate { method, .. } => self.at_request(*method, prompt, now),
            Ask::Captcha { pause, .. } => self.at_captcha(pause.is_some()),
            Ask::Code { pause, .. } => self.at_code(pause.is_some(), prompt),
            Ask::Pin { pause, .. } => self.at_pin(pause.is_some(), prompt),
            Ask::PinRecovery { .. } if matches!(self.goal, Goal::RecoverPin) && !self.done => {
                act(Choice::RecoverPin, prompt, now)
            }
            Ask::Device { .. } => self.at_device(prompt, now),
            Ask::Verifying { .. } if prompt.leads_on_until(now).is_some() => Move::Await,
            Ask::SameLine { .. } if matches!(self.goal, Goal::SameLine) => {
                act(Choice::SameLine, prompt, now)
            }
            Ask::Unknown { .. } => self.at_unknown(prompt),
            Ask::Halted { .. } => self.at_halt(prompt, now),
            Ask::Appeal { .. } => self.at_appeal(),
            Ask::Secure { step, .. } => self.at_secure(step, prompt, now),
            Ask::Connected { .. } if matches!(self.goal, Goal::Secure(_)) => {
                say(Choice::Protect, prompt, now)
            }
            Ask::Credentials { .. }
            | Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::NotArrived { .. }
            | Ask::PinRecovery { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => Move::Stop,
        }
    }

    fn at_number(&self, reading: bool, prompt: &Prompt) -> Move {
        match self.goal.number() {
            // What is known of the instance is worth having, and comes soon.
            _ if reading => Move::Await,
            Some(Registered {
                calling_code,
                national,
                ..
            }) if prompt.problem.is_none() => Move::Say(Answer::Number {
                calling_code: calling_code.clone(),
                national: national.clone(),
            }),
            Some(_) | None => Move::Stop,
        }
    }

    fn at_already(&self, prompt: &Prompt, now: Timestamp) -> Move {
        if matches!(self.goal, Goal::Secure(_)) {
            return say(Choice::Protect, prompt, now);
        }
        Move::Stop
    }

    fn at_gate(&self, replaces: bool, prompt: &Prompt) -> Move {
        match self.goal.number() {
            Some(number) if prompt.problem.is_none() && (number.replace || !replaces) => {
                Move::Say(Answer::Choose(Choice::UseNumber))
            }
            Some(_) | None => Move::Stop,
        }
    }

    fn at_board(&self, prompt: &Prompt, now: Timestamp) -> Move {
        let Ask::Board {
            live, turned_away, ..
        } = &prompt.ask
        else {
            return Move::Stop;
        };
        let is_first = live.is_none() && turned_away.is_none();
        match &self.goal {
            _ if self.done => Move::Stop,
            Goal::Check { again: true, .. } => act(Choice::LookAgain, prompt, now),
            Goal::Request {
                method,
                patience,
                again,
                ..
            } if prompt.problem.is_none() && (is_first || *again) => {
                pick(*method, *patience, prompt, now)
            }
            Goal::LookAtCaptcha
            | Goal::AnswerCaptcha(_)
            | Goal::Confirm { .. }
            | Goal::Pin { .. }
            | Goal::RecoverPin
            | Goal::Transfer { .. }
                if live.is_some() =>
            {
                say(Choice::Resume, prompt, now)
            }
            Goal::Status(_)
            | Goal::Check { .. }
            | Goal::Request { .. }
            | Goal::LookAtCaptcha
            | Goal::AnswerCaptcha(_)
            | Goal::Confirm { .. }
            | Goal::Pin { .. }
            | Goal::RecoverPin
            | Goal::Transfer { .. }
            | Goal::SameLine
            | Goal::Appeal(_)
            | Goal::Secure(_) => Move::Stop,
        }
    }

    fn at_request(&self, at: Method, prompt: &Prompt, now: Timestamp) -> Move {
        if let Goal::Request {
            method,
            in_hand,
            network_journal,
            ..
        } = &self.goal
            && *method == at
            && !self.done
            && (*network_journal || prompt.network_journal.is_none())
            && (*in_hand || at != Method::Popup)
        {
            return act(Choice::Request(at), prompt, now);
        }
        Move::Stop
    }

    fn at_captcha(&self, pauses: bool) -> Move {
        if let Goal::AnswerCaptcha(read) = &self.goal
            && !self.done
            && !pauses
        {
            return Move::Act(Answer::Captcha(read.clone()));
        }
        Move::Stop
    }

    fn at_appeal(&self) -> Move {
        if let Goal::Appeal(text) = &self.goal
            && !self.done
        {
            return Move::Act(Answer::Appeal(text.clone()));
        }
        Move::Stop
    }

    fn at_code(&self, pauses: bool, prompt: &Prompt) -> Move {
        let Goal::Confirm { code, any_length } = &self.goal else {
            return Move::Stop;
        };
        // The flow asks once more about an unusual length.
        let asked = *any_length && matches!(prompt.problem, Some(Problem::UnusualLength(_)));
        let may = Goal::may_be_handed_in(code, *any_length);
        if !pauses && may && (!self.done || asked) {
            return Move::Act(Answer::Code(code.clone()));
        }
        Move::Stop
    }

    fn at_pin(&self, pauses: bool, prompt: &Prompt) -> Move {
        if let Goal::Pin { pin, any_length } = &self.goal
            && !pauses
            && (!self.done || is_warned(*any_length, prompt))
        {
            return Move::Act(Answer::Pin(pin.clone()));
        }
        if self.done {
            return Move::Stop;
        }
        if matches!(self.goal, Goal::RecoverPin) {
            return Move::Say(Answer::Choose(Choice::PinForgotten));
        }
        Move::Stop
    }

    fn at_device(&self, prompt: &Prompt, now: Timestamp) -> Move {
        let Goal::Transfer { patience, by_post } = &self.goal else {
            return Move::Stop;
        };
        let word = if *by_post {
            Choice::TransferByPost
        } else {
            Choice::AcceptedOnPhone
        };
        if self.done {
            return match patience {
                // What went wrong with the call leaves nothing to wait for.
                Patience::Wait if prompt.problem.is_none() => Move::Await,
                Patience::Wait | Patience::None => Move::Stop,
            };
        }
        let accepted = act(word, prompt, now);
        // The service wants some seconds between two transfer calls. What is shut for longer is for another step.
        let wait = opens_in(word, prompt, now);
        let is_spacing = matches!(wait, Move::Wait(left) if left <= TRANSFER_SPACING);
        if accepted == Move::Stop && is_spacing {
            return wait;
        }
        accepted
    }

    /// What the step itself says about a call whose answer was lost before.
    fn at_unknown(&self, prompt: &Prompt) -> Move {
        let seen: &[Choice] = match &self.goal {
            _ if self.done => &[],
            Goal::Confirm { .. } => &[Choice::CodeArrived, Choice::TypeAgain],
            Goal::Pin { .. } => &[Choice::PinAsked, Choice::TypeAgain],
            Goal::AnswerCaptcha(_) => &[Choice::TypeAgain],
            Goal::Transfer { .. } => &[Choice::PhoneAsks],
            Goal::Check {
                nothing_arrived: true,
                ..
            } => &[Choice::NothingArrived],
            Goal::Status(_)
            | Goal::Check { .. }
            | Goal::Request { .. }
            | Goal::LookAtCaptcha
            | Goal::RecoverPin
            | Goal::SameLine
            | Goal::Appeal(_)
            | Goal::Secure(_) => &[],
        };
        let offered = |choice: &&Choice| prompt.offers.iter().any(|o| o.choice == **choice);
        let said = seen.iter().find(offered);
        said.map_or(Move::Stop, |choice| Move::Say(Answer::Choose(*choice)))
    }

    fn at_halt(&self, prompt: &Prompt, now: Timestamp) -> Move {
        if self.done {
            return Move::Stop;
        }
        let in_review = matches!(
            &prompt.ask,
            Ask::Halted {
                halt: Halt::InReview { .. },
                ..
            }
        );
        if matches!(self.goal, Goal::Appeal(_)) && in_review {
            // One is there already, or may be: another one is for a person to file.
            return Move::Stop;
        }
        if matches!(self.goal, Goal::Appeal(_)) {
            return say(Choice::WriteAppeal, prompt, now);
        }
        if matches!(self.goal, Goal::Check { again: true, .. }) {
            return act(Choice::LookAgain, prompt, now);
        }
        Move::Stop
    }

    fn at_secure(&self, step: &SecureStep, prompt: &Prompt, now: Timestamp) -> Move {
        let Goal::Secure(Secured::Set { answer, any_length }) = &self.goal else {
            return Move::Stop;
        };
        if self.done && !is_warned(*any_length, prompt) {
            return Move::Stop;
        }
        match (step, answer) {
            (SecureStep::Overview(_), SecureAnswer::Email(_)) => say(Choice::SetEmail, prompt, now),
            (SecureStep::Overview(_), SecureAnswer::EmailCode(_)) => {
                say(Choice::TypeEmailCode, prompt, now)
            }
            (SecureStep::Overview(_), SecureAnswer::NewPin { .. }) => {
                say(Choice::SetPin, prompt, now)
            }
            (SecureStep::Email, SecureAnswer::Email(_))
            | (SecureStep::EmailCode { pause: None, .. }, SecureAnswer::EmailCode(_))
            | (SecureStep::NewPin, SecureAnswer::NewPin { .. }) => {
                Move::Act(Answer::Secure(answer.clone()))
            }
            (SecureStep::Email | SecureStep::EmailCode { .. } | SecureStep::NewPin, _) => {
                Move::Stop
            }
        }
    }
}

/// Whether the flow asks once more about a PIN of unusual length, and it may have that.
fn is_warned(any_length: bool, prompt: &Prompt) -> bool {
    any_length && matches!(prompt.problem, Some(Problem::UnusualPin(_)))
}

/// The credentials that are held.
fn held_credentials(instance_id: &str) -> Move {
    Move::Say(Answer::Credentials(CredentialFields {
        instance_id: instance_id.to_owned(),
        instance_token: None::<Secret>,
        client_token: None,
    }))
}

fn lock(choice: Choice, prompt: &Prompt, now: Timestamp) -> Option<Lock> {
    let offer = prompt.offers.iter().find(|offer| offer.choice == choice);
    offer.map(|offer| offer.lock.at(now))
}

fn say(choice: Choice, prompt: &Prompt, now: Timestamp) -> Move {
    match lock(choice, prompt, now) {
        Some(Lock::Open) => Move::Say(Answer::Choose(choice)),
        Some(Lock::Until(_) | Lock::Closed | Lock::NotEligible | Lock::Unknown) | None => {
            Move::Stop
        }
    }
}

fn act(choice: Choice, prompt: &Prompt, now: Timestamp) -> Move {
    match say(choice, prompt, now) {
        Move::Say(answer) => Move::Act(answer),
        other @ (Move::Act(_) | Move::Wait(_) | Move::Await | Move::Stop) => other,
    }
}

/// Goes to the gate of a method, or waits for it.
fn pick(method: Method, patience: Patience, prompt: &Prompt, now: Timestamp) -> Move {
    let gate = say(Choice::Pick(method), prompt, now);
    if gate == Move::Stop && patience == Patience::Wait {
        return opens_in(Choice::Pick(method), prompt, now);
    }
    gate
}

fn opens_in(choice: Choice, prompt: &Prompt, now: Timestamp) -> Move {
    match lock(choice, prompt, now) {
        Some(Lock::Until(deadline)) => deadline.remaining(now).map_or(Move::Await, Move::Wait),
        Some(Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown) | None => Move::Stop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::PhoneNumber;
    use crate::domain::time::BootId;
    use crate::flow::prompt::{Advice, Consequence, Offer, PromptId};
    use crate::flow::turned_away::RefusedRequest;

    const NOW: Timestamp = Timestamp {
        wall_ms: 0,
        boot_ms: 0,
        boot: BootId(0),
    };

    /// A board with SMS open, after a request that HTTP refused or none.
    fn board(turned_away: Option<RefusedRequest>) -> Prompt {
        let Ok(number) = PhoneNumber::parse("55", "11987654321") else {
            unreachable!("it is a number");
        };
        Prompt {
            id: PromptId(1),
            ask: Ask::Board {
                number,
                locks: vec![(Method::Sms, Lock::Open)],
                requests: 0,
                last_request: None,
                turned_away,
                advice: Advice::Ask(Method::Sms),
                live: None,
                reason: None,
            },
            offers: vec![Offer {
                choice: Choice::Pick(Method::Sms),
                lock: Lock::Open,
                acts: Consequence::Harmless,
            }],
            problem: None,
            activity: None,
            skew: None,
            network_journal: None,
            under_way: None,
            late: None,
        }
    }

    fn request(again: bool) -> Wish {
        let goal = Goal::Request {
            number: Registered {
                calling_code: "55".to_owned(),
                national: "11987654321".to_owned(),
                replace: false,
            },
            method: Method::Sms,
            patience: Patience::None,
            again,
            in_hand: false,
            network_journal: false,
        };
        Wish { goal, done: false }
    }

    #[test]
    fn after_a_request_that_http_refused_the_next_one_wants_a_persons_word() {
        let refused = RefusedRequest {
            method: Method::Sms,
            at: NOW,
            status: 405,
        };
        let pick = Move::Say(Answer::Choose(Choice::Pick(Method::Sms)));
        assert_eq!(request(false).next(&board(None), NOW), pick);
        assert_eq!(request(false).next(&board(Some(refused)), NOW), Move::Stop);
        assert_eq!(request(true).next(&board(Some(refused)), NOW), pick);
    }
}
