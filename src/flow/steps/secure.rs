//! Protecting the account once its number is connected: what is set is read and shown, and each change is made
//! on the person's word only. All of it can be skipped.

mod change;
mod form;

pub(crate) use change::Changing;
pub(crate) use form::AskChange;

use crate::flow::bookmark::Mark;
use change::Change;

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::effect::{Call, SecurityCall};
use crate::flow::event::{Answer, CallId, Outcome, Reply, SecurityReply};
use crate::flow::memory::Memory;
use crate::flow::polling::CHECK_SPACING;
use crate::flow::prompt::{Ask, Choice, Problem, SecureStep, Shield};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::refused::credentials_for;
use crate::flow::steps::{Cx, InFlight, Step, View, harmless, locked, problem_of};
use crate::flow::turned_away::wants_credentials;

/// What all these states share.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    /// Where one came from, and goes back to.
    home: Box<Connected>,
    shield: Shield,
    /// When it was last read.
    read: Timestamp,
}

/// What protects the account is being read.
#[derive(Clone, Debug)]
pub(crate) struct ReadingSecurity {
    account: Account,
    part: Part,
    problem: Option<Problem>,
    flight: InFlight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Email,
    Pin,
}

/// It is shown.
#[derive(Clone, Debug)]
pub(crate) struct Overview {
    account: Account,
    problem: Option<Problem>,
}

impl Account {
    fn ask(&self, step: SecureStep) -> Ask {
        Ask::Secure {
            number: self.home.number().clone(),
            step,
        }
    }

    fn overview(self, problem: Option<Problem>) -> State {
        Overview {
            account: self,
            problem,
        }
        .into()
    }

    /// Reads everything anew; `problem` is shown beside what is found.
    fn read_again(mut self, problem: Option<Problem>, cx: &mut Cx<'_>) -> State {
        self.shield = Shield::default();
        self.read = cx.now;
        if let Some(limited) = cx.memory.limit_at(cx.now) {
            let shut = Problem::Locked(Lock::Until(limited));
            return self.overview(problem.or(Some(shut)));
        }
        let flight = cx.call(Call::Security(SecurityCall::ReadEmail), 0);
        ReadingSecurity {
            account: self,
            part: Part::Email,
            problem,
            flight,
        }
        .into()
    }
}

/// Reads what protects the account behind `home`.
pub(crate) fn begin(home: Connected, cx: &mut Cx<'_>) -> State {
    let account = Account {
        home: Box::new(home),
        shield: Shield::default(),
        read: cx.now,
    };
    account.read_again(None, cx)
}

impl ReadingSecurity {
    /// A failure is told; the first one, since the second is likely the same.
    fn failed(&mut self, outcome: Outcome, cx: &Cx<'_>) {
        let problem = problem_of(outcome, cx.now);
        self.problem.get_or_insert(problem);
    }

    fn go_on(mut self, cx: &mut Cx<'_>) -> State {
        self.account.read = cx.now;
        if self.part == Part::Pin || cx.memory.limit_at(cx.now).is_some() {
            return self.account.overview(self.problem);
        }
        self.part = Part::Pin;
        self.flight = cx.call(Call::Security(SecurityCall::ReadPin), 0);
        self.into()
    }
}

impl Step for ReadingSecurity {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return self.account.overview(self.problem);
        }
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_for(None, refusal, cx);
        }
        match outcome {
            Ok(Reply::Security(SecurityReply::Email(email))) if self.part == Part::Email => {
                self.account.shield.email = Some(email);
            }
            Ok(Reply::Security(SecurityReply::Pin(pin))) if self.part == Part::Pin => {
                self.account.shield.pin = pin;
            }
            other => self.failed(other, cx),
        }
        self.go_on(cx)
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        let shield = self.account.shield.clone();
        let ask = self.account.ask(SecureStep::Overview(shield));
        View::new(ask, &[Choice::Back])
            .with_problem(self.problem.clone())
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

impl Overview {
    fn read_lock(&self, memory: &Memory, now: Timestamp) -> Lock {
        let spacing = Deadline::after(self.account.read, CHECK_SPACING);
        memory.held(Lock::Until(spacing), now)
    }

    /// Whether an address waits for the code that was mailed to it.
    fn awaits_code(&self) -> bool {
        let email = self.account.shield.email.as_ref();
        email.is_some_and(|email| email.is_set == Some(true) && email.verified == Some(false))
    }
}

impl Step for Overview {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::SetEmail) {
            return Change::Email.form(self.account, None);
        }
        if answer == Answer::Choose(Choice::TypeEmailCode) && self.awaits_code() {
            return Change::EmailCode.form(self.account, None);
        }
        if answer == Answer::Choose(Choice::SetPin) {
            return Change::Pin.form(self.account, None);
        }
        let may_read = self.read_lock(cx.memory, cx.now) == Lock::Open;
        if answer == Answer::Choose(Choice::CheckNow) && may_read {
            return self.account.read_again(None, cx);
        }
        if answer == Answer::Choose(Choice::Back) {
            return (*self.account.home).into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let shield = self.account.shield.clone();
        let ask = self.account.ask(SecureStep::Overview(shield));
        let code: &[Choice] = if self.awaits_code() {
            &[Choice::TypeEmailCode]
        } else {
            &[]
        };
        let mut view = View::new(ask, code).with_problem(self.problem.clone());
        for choice in [Choice::SetEmail, Choice::SetPin] {
            view = view.with_offer(harmless(choice));
        }
        view.with_offer(locked(Choice::CheckNow, self.read_lock(memory, now)))
            .with_offer(harmless(Choice::Back))
    }
}
