//! The forms: an e-mail address, the code that was mailed to it, and a PIN typed twice.

use super::Account;
use super::change::{Change, Changing};
use crate::domain::codes::{DigitsError, Pin};
use crate::domain::email::{Email, VerificationCode};
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::effect::SecurityCall;
use crate::flow::event::{Answer, SecureAnswer};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice, Problem, SecureStep};
use crate::flow::steps::{Cx, Step, View};

/// The address is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskEmail {
    account: Account,
    problem: Option<Problem>,
}

/// The mailed code is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskEmailCode {
    account: Account,
    problem: Option<Problem>,
}

/// The PIN to be set is asked.
#[derive(Clone, Debug)]
pub(crate) struct AskNewPin {
    account: Account,
    problem: Option<Problem>,
}

/// What a form needs to say of itself; the rest is the same for all of them.
trait Form: Step {
    /// Reads what was typed; `None` when it is no answer to this form.
    fn read(answer: Answer) -> Option<Result<SecurityCall, Problem>>;
    fn change() -> Change;
    fn into_account(self) -> Account;
    fn with_problem(self, problem: Problem) -> Self;
}

/// Sends what was typed, or says what is wrong with it.
fn answer<F: Form>(form: F, answer: Answer, cx: &mut Cx<'_>) -> State {
    if answer == Answer::Choose(Choice::Back) {
        return form.into_account().overview(None);
    }
    let Some(read) = F::read(answer) else {
        return form.into();
    };
    let limited = cx.memory.limit_at(cx.now);
    let shut = |limited| Problem::Locked(Lock::Until(limited));
    match read.and_then(|call| limited.map_or(Ok(call), |limited| Err(shut(limited)))) {
        Ok(call) => Changing::begin(form.into_account(), F::change(), call, cx).into(),
        Err(problem) => {
            cx.renew_prompt();
            form.with_problem(problem).into()
        }
    }
}

impl AskEmail {
    /// Asks for the address.
    pub(super) fn new(account: Account, problem: Option<Problem>) -> Self {
        Self { account, problem }
    }
}

impl Form for AskEmail {
    fn read(answer: Answer) -> Option<Result<SecurityCall, Problem>> {
        let Answer::Secure(SecureAnswer::Email(typed)) = answer else {
            return None;
        };
        let email = Email::parse(&typed).map_err(Problem::Email);
        Some(email.map(SecurityCall::SetEmail))
    }

    fn change() -> Change {
        Change::Email
    }

    fn into_account(self) -> Account {
        self.account
    }

    fn with_problem(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }
}

impl Step for AskEmail {
    fn answered(self, given: Answer, cx: &mut Cx<'_>) -> State {
        answer(self, given, cx)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(
            Change::Email.ask(&self.account, memory, now),
            &[Choice::Back],
        )
        .with_problem(self.problem.clone())
    }
}

impl AskEmailCode {
    /// Asks for the mailed code.
    pub(super) fn new(account: Account, problem: Option<Problem>) -> Self {
        Self { account, problem }
    }
}

impl Form for AskEmailCode {
    fn read(answer: Answer) -> Option<Result<SecurityCall, Problem>> {
        let Answer::Secure(SecureAnswer::EmailCode(typed)) = answer else {
            return None;
        };
        let nothing = Problem::Digits(DigitsError::Empty);
        let code = VerificationCode::parse(typed.expose()).ok_or(nothing);
        Some(code.map(SecurityCall::VerifyEmail))
    }

    fn change() -> Change {
        Change::EmailCode
    }

    fn into_account(self) -> Account {
        self.account
    }

    fn with_problem(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }
}

impl Step for AskEmailCode {
    fn answered(self, given: Answer, cx: &mut Cx<'_>) -> State {
        let paused = cx.memory.secured.codes.pause_at(cx.now).is_some();
        if paused && matches!(given, Answer::Secure(_)) {
            return self.into();
        }
        answer(self, given, cx)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let ask = Change::EmailCode.ask(&self.account, memory, now);
        View::new(ask, &[Choice::Back]).with_problem(self.problem.clone())
    }
}

impl AskNewPin {
    /// Asks for the PIN.
    pub(super) fn new(account: Account, problem: Option<Problem>) -> Self {
        Self { account, problem }
    }
}

impl Form for AskNewPin {
    fn read(answer: Answer) -> Option<Result<SecurityCall, Problem>> {
        let Answer::Secure(SecureAnswer::NewPin { pin, again }) = answer else {
            return None;
        };
        Some(agreed(&pin, &again).map(SecurityCall::SetPin))
    }

    fn change() -> Change {
        Change::Pin
    }

    fn into_account(self) -> Account {
        self.account
    }

    fn with_problem(mut self, problem: Problem) -> Self {
        self.problem = Some(problem);
        self
    }
}

impl Step for AskNewPin {
    fn answered(self, given: Answer, cx: &mut Cx<'_>) -> State {
        answer(self, given, cx)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(Change::Pin.ask(&self.account, memory, now), &[Choice::Back])
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
    /// The question of its form.
    pub(super) fn ask(self, account: &Account, memory: &Memory, now: Timestamp) -> Ask {
        account.ask(match self {
            Change::Email => SecureStep::Email,
            Change::EmailCode => SecureStep::EmailCode {
                wrong: memory.secured.codes.wrong,
                pause: memory.secured.codes.pause_at(now),
            },
            Change::Pin => SecureStep::NewPin,
        })
    }

    /// Its form, with what went wrong.
    pub(super) fn form(self, account: Account, problem: Option<Problem>) -> State {
        match self {
            Change::Email => AskEmail::new(account, problem).into(),
            Change::EmailCode => AskEmailCode::new(account, problem).into(),
            Change::Pin => AskNewPin::new(account, problem).into(),
        }
    }
}
