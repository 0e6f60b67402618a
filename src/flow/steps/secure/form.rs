//! The forms: an e-mail address, the code that was mailed to it, and a PIN typed twice.

use super::Account;
use super::change::{Change, Changing};
use crate::domain::codes::{DigitsError, Pin};
use crate::domain::email::{Email, VerificationCode};
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::SecurityCall;
use crate::flow::event::{Answer, SecureAnswer};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice, Problem, SecureStep};
use crate::flow::steps::{Cx, Step, View};

/// What a change needs is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskChange {
    account: Account,
    change: Change,
    problem: Option<Problem>,
    /// A PIN of unusual length that was warned about.
    warned: Option<Pin>,
}

impl AskChange {
    /// Sends what was typed, or says what is wrong with it.
    fn submit(mut self, read: Result<SecurityCall, Problem>, cx: &mut Cx<'_>) -> State {
        let shut = self.change.shut(cx);
        let free = read.and_then(|call| shut.map_or(Ok(call), Err));
        match free.and_then(|call| self.warn(call)) {
            Ok(call) => Changing::begin(self.account, self.change, call, cx).into(),
            Err(problem) => {
                cx.renew_prompt();
                self.problem = Some(problem);
                self.into()
            }
        }
    }

    /// Holds a new PIN of unusual length back, until the same one is handed in once more.
    fn warn(&mut self, call: SecurityCall) -> Result<SecurityCall, Problem> {
        match &call {
            SecurityCall::SetPin(pin) if self.warned.as_ref() != Some(pin) => {
                let Some(digits) = pin.unusual_length() else {
                    return Ok(call);
                };
                self.warned = Some(pin.clone());
                Err(Problem::UnusualPin(digits))
            }
            SecurityCall::SetPin(_)
            | SecurityCall::SetEmail(_)
            | SecurityCall::VerifyEmail(_)
            | SecurityCall::ReadEmail
            | SecurityCall::ReadPin => Ok(call),
        }
    }
}

impl Step for AskChange {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return self.account.overview(None);
        }
        let is_paused =
            self.change == Change::EmailCode && cx.memory.secured.codes.pause_at(cx.now).is_some();
        let Answer::Secure(typed) = answer else {
            return self.into();
        };
        match self.change.read(typed) {
            Some(read) if !is_paused => self.submit(read, cx),
            Some(_) | None => self.into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(self.change.ask(&self.account, memory, now), &[Choice::Back])
            .with_problem(self.problem.clone())
    }
}

/// The PIN that was typed twice.
fn agreed(pin: &Secret, again: &Secret) -> Result<Pin, Problem> {
    let first = Pin::parse(pin.expose()).map_err(Problem::Digits)?;
    match Pin::parse(again.expose()) {
        Ok(second) if second == first => Ok(first),
        Ok(_) | Err(_) => Err(Problem::PinsDiffer),
    }
}

impl Change {
    /// Why it is not sent at this moment: something is to be waited for, or other credentials come first.
    fn shut(self, cx: &Cx<'_>) -> Option<Problem> {
        let turned = cx.memory.secured.turned.as_ref();
        if let Some(refusal) = turned.and_then(|turned| cx.memory.refusal_for(turned)) {
            return Some(Problem::Refused(refusal));
        }
        let form = turned.and_then(|turned| turned.shut_until(self.acting(), cx.now));
        let until = Deadline::latest(cx.memory.acts_from(cx.now), form, cx.now)?;
        Some(Problem::Locked(Lock::Until(until)))
    }

    /// Reads what was typed; `None` when it is no answer to this form.
    fn read(self, typed: SecureAnswer) -> Option<Result<SecurityCall, Problem>> {
        match (self, typed) {
            (Change::Email, SecureAnswer::Email(typed)) => {
                let email = Email::parse(&typed).map_err(Problem::Email);
                Some(email.map(SecurityCall::SetEmail))
            }
            (Change::EmailCode, SecureAnswer::EmailCode(typed)) => {
                let nothing = Problem::Digits(DigitsError::Empty);
                let code = VerificationCode::parse(typed.expose()).ok_or(nothing);
                Some(code.map(SecurityCall::VerifyEmail))
            }
            (Change::Pin, SecureAnswer::NewPin { pin, again }) => {
                Some(agreed(&pin, &again).map(SecurityCall::SetPin))
            }
            (Change::Email | Change::EmailCode | Change::Pin, _) => None,
        }
    }

    /// The question of its form.
    pub(super) fn ask(self, account: &Account, memory: &Memory, now: Timestamp) -> Ask {
        account.ask(match self {
            Change::Email => SecureStep::Email,
            Change::EmailCode => SecureStep::EmailCode {
                wrong: memory.secured.codes.wrong,
                pause: memory.secured.codes.pause_at(now).map(|pause| pause.until),
            },
            Change::Pin => SecureStep::NewPin,
        })
    }

    /// Its form, with what went wrong.
    pub(super) fn form(self, account: Account, problem: Option<Problem>) -> State {
        AskChange {
            account,
            change: self,
            problem,
            warned: None,
        }
        .into()
    }
}
