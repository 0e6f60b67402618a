//! Credentials: typed or given, then checked by `/status`, which only reads.
//!
//! Where the service wants fewer requests, the check is shut for a growing time, in this process alone. What is written down
//! is written of a number under its lease, and a check comes before there is a number: nothing is there to write it into. The
//! waits that answers name for a number are in the journal, and hold for its next holder too.

use crate::domain::credentials::{CredentialError, CredentialField, CredentialFields, Credentials};
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, Checkpoint, Effect};
use crate::flow::event::{Answer, CallId, Link, Outcome, Reply};
use crate::flow::memory::{Memory, asked_quiet};
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::resume::join;
use crate::flow::steps::board::standing;
use crate::flow::steps::claiming::Claiming;
use crate::flow::steps::existing::Identifying;
use crate::flow::steps::number::AskNumber;
use crate::flow::steps::partner::AskPartner;
use crate::flow::steps::{Cx, InFlight, Step, View, leftover_of, problem_of};
use std::time::Duration;

/// The shortest wait after the service wanted fewer requests at a check.
const LIMITED_AT_LEAST: Duration = Duration::from_mins(1);
/// The longest that this floor grows to.
const LIMITED_FLOOR_AT_MOST: Duration = Duration::from_hours(1);

/// The form is open.
#[derive(Clone, Debug)]
pub(crate) struct AskCredentials {
    pub(crate) problem: Option<Problem>,
}

/// `/status` is being read with what the form holds.
#[derive(Clone, Debug)]
pub(crate) struct CheckingCredentials {
    credentials: Credentials,
    flight: InFlight,
}

impl AskCredentials {
    /// What looks unusual is worth a word once something was not accepted, and never refused.
    fn ask(&self, memory: &Memory) -> Ask {
        let may_be_why = matches!(
            self.problem,
            Some(Problem::Credentials(_) | Problem::Refused(_) | Problem::StatusUnclear(_))
        );
        let unusual = may_be_why.then(|| memory.fields.unusual());
        ask(memory, unusual.unwrap_or_default())
    }
}

impl Step for AskCredentials {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        match answer {
            Answer::Credentials(fields) => check(fields, cx),
            Answer::Choose(Choice::Leave) => {
                cx.close();
                self.into()
            }
            Answer::Choose(Choice::ListInstances) => AskPartner { problem: None }.into(),
            Answer::Choose(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(self.ask(memory), &[Choice::ListInstances, Choice::Leave])
            .with_problem(standing(self.problem.as_ref(), now))
    }
}

impl Step for CheckingCredentials {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return AskCredentials { problem: None }.into();
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if let Some(wait) = asked_quiet(&outcome) {
            return limited(outcome, wait, cx);
        }
        cx.memory.limited_checks = 0;
        let Ok(Reply::Status(status)) = outcome else {
            return refused(problem_of(outcome, cx.now));
        };
        if status.link == Link::Unclear {
            return refused(Problem::StatusUnclear(status.text));
        }
        cx.record(Checkpoint::CredentialsAccepted {
            instance_id: self.credentials.instance_id().to_owned(),
        });
        cx.memory.credentials = Some(self.credentials);
        cx.memory.instance = None;
        cx.memory.owes_instance = true;
        cx.memory.leftover = leftover_of(status.link);
        if let Some(kept) = cx.memory.resuming.take() {
            if cx.memory.is_here(&kept) {
                return Claiming::resume(kept, status.link, cx).into();
            }
            // Other credentials are the person's word that something else is wanted.
            let dossier = join(*kept, cx);
            cx.memory.shelve(dossier);
        }
        if status.link == Link::Connected {
            return Identifying::begin(None, cx).into();
        }
        AskNumber::open(cx).into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        View::new(ask(memory, Vec::new()), &[Choice::Back]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn check(typed: CredentialFields, cx: &mut Cx<'_>) -> State {
    let (_placed, unplaced) = typed.placed();
    cx.memory.fields = typed.or_held(&cx.memory.fields);
    if unplaced > 0 {
        // What has a place is kept; only a person knows what the rest is.
        cx.renew_prompt();
        return refused(Problem::Credentials(CredentialError::Unplaced(unplaced)));
    }
    check_held(cx)
}

/// Checks what is held, unless it cannot be right.
pub(crate) fn check_held(cx: &mut Cx<'_>) -> State {
    match Credentials::parse(&cx.memory.fields) {
        Err(error) => {
            cx.renew_prompt();
            refused(Problem::Credentials(error))
        }
        Ok(credentials) => {
            if let Some(problem) = precheck(&credentials, cx) {
                cx.renew_prompt();
                return refused(problem);
            }
            cx.memory.was_unconnected = false;
            cx.effects.push(Effect::UseCredentials(credentials.clone()));
            let flight = cx.call(Call::Status, 0);
            CheckingCredentials {
                credentials,
                flight,
            }
            .into()
        }
    }
}

/// Why these are not asked about at this moment: the service wants fewer requests, or has turned just them away.
fn precheck(credentials: &Credentials, cx: &Cx<'_>) -> Option<Problem> {
    if let Some(limited) = cx.memory.limit_at(cx.now) {
        return Some(Problem::Locked(Lock::Until(limited)));
    }
    let waiting = cx.memory.resuming.as_ref()?;
    let refusal = waiting.dossier.turned.refusal_of(credentials)?;
    Some(Problem::Refused(refusal.clone()))
}

/// The service wants fewer requests: the check is shut for the wait that it named, and at least for a minute, twice as
/// long each time.
fn limited(outcome: Outcome, named: Duration, cx: &mut Cx<'_>) -> State {
    let floor = LIMITED_AT_LEAST.saturating_mul(1 << cx.memory.limited_checks.min(6));
    cx.memory.limited_checks = cx.memory.limited_checks.saturating_add(1);
    let until = Deadline::after(cx.now, named.max(floor.min(LIMITED_FLOOR_AT_MOST)));
    cx.memory.keep_quiet(until, cx.now);
    let until = cx.memory.limit_at(cx.now).unwrap_or(until);
    let problem = match outcome {
        Ok(Reply::Refused(refusal)) => Problem::Limited(refusal, until),
        Ok(_) | Err(_) => problem_of(outcome, cx.now),
    };
    refused(problem)
}

fn refused(problem: Problem) -> State {
    AskCredentials {
        problem: Some(problem),
    }
    .into()
}

fn ask(memory: &Memory, unusual: Vec<CredentialField>) -> Ask {
    let fields = &memory.fields;
    Ask::Credentials {
        resuming: memory.resuming.as_ref().map(|kept| kept.number().clone()),
        instance_id: fields.instance_id.clone(),
        instance_token: held(fields.instance_token.as_ref()),
        client_token: held(fields.client_token.as_ref()),
        unusual,
        keep_as: None,
    }
}

/// The characters of a secret that is held; `None` when there is none.
pub(crate) fn held(secret: Option<&Secret>) -> Option<usize> {
    secret.map(Secret::char_count).filter(|count| *count > 0)
}
