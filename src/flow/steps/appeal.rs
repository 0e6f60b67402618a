//! An appeal against a ban: why WhatsApp should lift it, written by the person and filed once.
//!
//! No call reads later what became of it, so what the answer said is kept, and only a fresh look at the number
//! tells more.

use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::cooldown::Locks;
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, AppealReply, AppealVerdict, CallId, Failure, Outcome, Reply};
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::{AppealError, Ask, Came, Certainty, Choice, Doing, Halt, Problem};
use crate::flow::steps::board::{Board, standing};
use crate::flow::steps::consequence::{block, declined, is_block, note_waits};
use crate::flow::steps::existing::Identifying;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::looking::settle;
use crate::flow::steps::refused::credentials_first;
use crate::flow::steps::second_look::already_connected;
use crate::flow::steps::{Cx, InFlight, Step, View, problem_of};
use crate::flow::turned_away::{Acting, wants_credentials};

/// The text is written.
#[derive(Clone, Debug)]
pub(crate) struct AskAppeal {
    dossier: Box<Dossier>,
    token: Secret,
    problem: Option<Problem>,
}

/// The appeal was filed.
#[derive(Clone, Debug)]
pub(crate) struct Appealing {
    dossier: Box<Dossier>,
    token: Secret,
    flight: InFlight,
}

impl AskAppeal {
    /// Asks for the text of an appeal that is filed with `token`.
    pub(crate) fn begin(dossier: Box<Dossier>, token: Secret) -> Self {
        Self {
            dossier,
            token,
            problem: None,
        }
    }

    fn file(mut self, typed: &str, cx: &mut Cx<'_>) -> State {
        typed.clone_into(&mut self.dossier.appeal);
        if let Some(until) = cx.memory.shut_until(&self.dossier, Acting::Appeal, cx.now) {
            cx.renew_prompt();
            self.problem = Some(Problem::Locked(Lock::Until(until)));
            return self.into();
        }
        match written(typed) {
            Err(error) => {
                cx.renew_prompt();
                self.problem = Some(Problem::Appeal(error));
                self.into()
            }
            Ok(description) => {
                self.dossier.appeals += 1;
                let token = self.token.clone();
                let call = Call::Appeal { token, description };
                let flight = cx.call(call, self.dossier.appeals);
                Appealing {
                    dossier: self.dossier,
                    token: self.token,
                    flight,
                }
                .into()
            }
        }
    }
}

/// The text that is filed: without blanks around it, and not longer than an appeal is.
fn written(typed: &str) -> Result<String, AppealError> {
    let text = typed.trim();
    match text.chars().count() {
        0 => Err(AppealError::Empty),
        count if count > AppealError::MAX_CHARS => Err(AppealError::TooLong(count)),
        _ => Ok(text.to_owned()),
    }
}

impl Step for AskAppeal {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        match answer {
            Answer::Appeal(typed) => self.file(&typed, cx),
            Answer::Choose(Choice::Back) => settle(self.dossier, cx),
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Captcha(_) => self.into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let shut = memory.shut_until(&self.dossier, Acting::Appeal, now);
        let shut = shut.map(|until| Problem::Locked(Lock::Until(until)));
        View::new(ask(&self.dossier), &[Choice::Back])
            .with_problem(standing(self.problem.as_ref(), now).or(shut))
    }
}

impl Appealing {
    /// The appeal that a former process filed. Without the token that it was filed with, only another look
    /// leads to another appeal.
    pub(crate) fn interrupted(dossier: Box<Dossier>, now: Timestamp) -> Self {
        let token = dossier.appeal_token.clone();
        Self {
            dossier,
            token: token.unwrap_or_else(|| Secret::new(String::new())),
            flight: InFlight::of_former_process(Doing::Appealing, now),
        }
    }

    fn judge(mut self, reply: AppealReply, cx: &mut Cx<'_>) -> State {
        let facts = reply.facts;
        note_waits(&mut self.dossier, &facts, cx.now);
        let told = matches!(
            reply.verdict,
            AppealVerdict::InReview | AppealVerdict::Unbanned
        );
        if is_block(&facts) && !told {
            return block(self.dossier, &facts, cx);
        }
        let until = self.dossier.appeal_shut.name(&facts, cx.now);
        match reply.verdict {
            AppealVerdict::InReview => {
                cx.record(Checkpoint::InReview);
                self.in_review(
                    Halt::in_review(facts.text, Certainty::Confirmed, cx.now),
                    cx,
                )
            }
            AppealVerdict::Unbanned => {
                cx.record(Checkpoint::Unbanned);
                self.dossier.halt = None;
                // What was said of the ban is over with it.
                self.dossier.reason = None;
                self.dossier.appeal_token = None;
                self.dossier.locks = Locks::UNKNOWN;
                Board {
                    dossier: self.dossier,
                    problem: Some(Problem::Unbanned(facts.text)),
                }
                .into()
            }
            AppealVerdict::Declined if until.is_some() || facts.reason.is_some() => {
                self.ask_again(declined(facts.reason, facts.text.as_ref(), until))
            }
            AppealVerdict::Declined => self.ask_again(Problem::AppealDeclined(facts.text)),
            AppealVerdict::Unclear => {
                let halt = Halt::perhaps_in_review(facts.text, Some(Came::Vague), cx.now);
                self.unknown(halt, cx)
            }
        }
    }

    /// Whether it was taken shows only in time.
    fn unknown(self, halt: Halt, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.in_review(halt, cx)
    }

    fn in_review(self, halt: Halt, cx: &mut Cx<'_>) -> State {
        Halted::begin(self.dossier, halt, cx).into()
    }

    fn ask_again(self, problem: Problem) -> State {
        AskAppeal {
            dossier: self.dossier,
            token: self.token,
            problem: Some(problem),
        }
        .into()
    }
}

impl Step for Appealing {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.dossier.note_end(Acting::Appeal, &outcome, cx);
        if matches!(outcome, Err(Failure::NotSent(_))) {
            cx.record(Checkpoint::NothingSent);
            self.dossier.appeals -= 1;
        }
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_first(self.dossier, None, refusal.clone(), cx);
        }
        match outcome {
            Ok(Reply::Appeal(reply)) => self.judge(reply, cx),
            Ok(Reply::Refused(_)) => {
                let problem = problem_of(outcome, cx.now);
                let problem = self.dossier.timed(problem, Acting::Appeal, cx);
                self.ask_again(problem)
            }
            Err(Failure::NotSent(_)) => {
                let problem = problem_of(outcome, cx.now);
                if problem == already_connected() {
                    return Identifying::begin(Some(self.dossier), cx).into();
                }
                self.ask_again(problem)
            }
            Ok(_) | Err(Failure::OutcomeUnknown(_) | Failure::NoAnswer(_)) => {
                let halt = Halt::perhaps_in_review(None, Came::of(&outcome), cx.now);
                self.unknown(halt, cx)
            }
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier).while_pending(Pending::Appeal)
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        View::new(ask(&self.dossier), &[]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn ask(dossier: &Dossier) -> Ask {
    Ask::Appeal {
        number: dossier.number.clone(),
        description: dossier.appeal.clone(),
        reason: dossier.reason.clone(),
    }
}
