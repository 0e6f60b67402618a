//! A change of what protects the account, under way. After a lost answer what is set is read and shown; the
//! change is never made again by itself.

use super::Account;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint, SecurityCall};
use crate::flow::event::{
    Answer, CallId, Cause, ChangeReply, Failure, Outcome, Reply, SecurityReply,
};
use crate::flow::memory::Memory;
use crate::flow::prompt::Problem;
use crate::flow::steps::refused::{credentials_for, note_change};
use crate::flow::steps::{Cx, InFlight, Step, View, problem_of};
use crate::flow::turned_away::{Acting, wants_credentials};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The e-mail address.
    Email,
    /// The proof of it.
    EmailCode,
    /// The PIN.
    Pin,
}

/// The change is under way.
#[derive(Clone, Debug)]
pub(crate) struct Changing {
    account: Account,
    change: Change,
    flight: InFlight,
}

impl Changing {
    /// Makes the change.
    pub(super) fn begin(
        account: Account,
        change: Change,
        call: SecurityCall,
        cx: &mut Cx<'_>,
    ) -> Self {
        let sent = change.sent(cx.memory);
        *sent += 1;
        let nth = *sent;
        let flight = cx.call(Call::Security(call), nth);
        Self {
            account,
            change,
            flight,
        }
    }

    fn judge(self, reply: ChangeReply, cx: &mut Cx<'_>) -> State {
        match (reply, self.change) {
            (ChangeReply::CodeWanted, Change::Email) => Change::EmailCode.form(self.account, None),
            (ChangeReply::Done | ChangeReply::CodeWanted, _) => self.account.read_again(None, cx),
            (ChangeReply::Declined(text), Change::EmailCode) => {
                cx.memory.secured.codes.count_wrong(cx.now);
                self.ask_again(Problem::WrongEmailCode(text))
            }
            (ChangeReply::Declined(text), Change::Email | Change::Pin) => {
                self.ask_again(Problem::ChangeDeclined(text))
            }
            (ChangeReply::Unclear, _) => {
                self.unknown(Failure::OutcomeUnknown(Cause::NotUnderstood(200, None)), cx)
            }
        }
    }

    fn ask_again(self, problem: Problem) -> State {
        self.change.form(self.account, Some(problem))
    }

    fn unknown(self, failure: Failure, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.account.read_again(Some(Problem::Failed(failure)), cx)
    }
}

impl Step for Changing {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        note_change(self.change.acting(), &outcome, cx);
        if matches!(outcome, Err(Failure::NotSent(_))) {
            cx.record(Checkpoint::NothingSent);
            *self.change.sent(cx.memory) -= 1;
        }
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_for(None, refusal, cx);
        }
        match outcome {
            Ok(Reply::Security(SecurityReply::Change(reply))) => self.judge(reply, cx),
            Ok(Reply::Refused(refusal)) => {
                if self.change == Change::EmailCode {
                    cx.memory.secured.codes.count_refused(&refusal, cx.now);
                }
                let problem = problem_of(Ok(Reply::Refused(refusal)), cx.now);
                let turned = cx.memory.secured.turned.as_ref();
                let call = self.change.acting();
                self.ask_again(match turned {
                    Some(turned) => turned.timed(problem, call, cx.now),
                    None => problem,
                })
            }
            Err(Failure::NotSent(_)) => self.ask_again(problem_of(outcome, cx.now)),
            Err(Failure::NoAnswer(cause) | Failure::OutcomeUnknown(cause)) => {
                self.unknown(Failure::OutcomeUnknown(cause), cx)
            }
            Ok(_) => self.unknown(Failure::OutcomeUnknown(Cause::NotUnderstood(200, None)), cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(self.change.ask(&self.account, memory, now), &[])
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

impl Change {
    /// The kind of its call.
    pub(super) fn acting(self) -> Acting {
        match self {
            Change::Email => Acting::Email,
            Change::EmailCode => Acting::EmailCode,
            Change::Pin => Acting::NewPin,
        }
    }

    /// How many of its kind were sent in this session.
    fn sent(self, memory: &mut Memory) -> &mut u32 {
        match self {
            Change::Email => &mut memory.secured.emails,
            Change::EmailCode => &mut memory.secured.codes.sent,
            Change::Pin => &mut memory.secured.pins,
        }
    }
}
