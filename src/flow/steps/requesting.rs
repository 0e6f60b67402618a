//! The code request: the consequence, `/status` right before it, the record, and then the call, once.

use crate::domain::method::{Lock, Method, Wait};
use crate::domain::picture::PictureError;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{
    Answer, CallId, CodeRequestReply, CodeRequestVerdict, Failure, Outcome, Reason, Refusal,
    RefusalCause, Reply, RetryAfter,
};
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::{Act, Ask, Came, Choice, Doing, Halt, Problem};
use crate::flow::steps::board::Board;
use crate::flow::steps::captcha::AskCaptcha;
use crate::flow::steps::code::AskCode;
use crate::flow::steps::consequence::{block, declined};
use crate::flow::steps::existing::Identifying;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::refused::credentials_first;
use crate::flow::steps::second_look::already_connected;
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::{Cx, InFlight, Stage, Step, View, Way, acting, problem_of, refused, way};
use crate::flow::turned_away::{Acting, wants_credentials};
use std::time::Duration;

/// The shortest wait after the service wanted fewer requests.
const LIMITED_AT_LEAST: Duration = Duration::from_mins(1);

/// What the answer to a request by `asked` says of waiting: by the method that was asked and the one that was used, no
/// new request before the later of its own wait and the answer's.
fn note_request_waits(
    dossier: &mut Dossier,
    asked: Method,
    reply: &CodeRequestReply,
    now: Timestamp,
) {
    dossier.named.name_each(&reply.waits, now);
    let used = match reply.verdict {
        CodeRequestVerdict::Sent(used) => used,
        CodeRequestVerdict::Blocked
        | CodeRequestVerdict::Captcha
        | CodeRequestVerdict::NotSent
        | CodeRequestVerdict::Unclear => None,
    };
    for method in [Some(asked), used].into_iter().flatten() {
        match reply.facts.retry_after {
            RetryAfter::Absent => {}
            RetryAfter::After(wait) => dossier.named.name(method, wait, now),
            RetryAfter::Unreadable => dossier.locks = dossier.locks.unknown_for(method),
        }
    }
}

/// The consequence is shown.
#[derive(Clone, Debug)]
pub(crate) struct RequestGate {
    dossier: Box<Dossier>,
    method: Method,
    /// Whether the rest of a wait of days is overridden.
    is_early: bool,
}

/// The request is under way.
#[derive(Clone, Debug)]
pub(crate) struct Requesting {
    dossier: Box<Dossier>,
    method: Method,
    stage: Stage,
    /// Whether the rest of a wait of days is overridden.
    is_early: bool,
}

impl RequestGate {
    /// The gate of a code by `method`.
    pub(crate) fn new(dossier: Box<Dossier>, method: Method) -> Self {
        Self {
            dossier,
            method,
            is_early: false,
        }
    }

    /// The gate of a code by `method` before the end of a wait whose rest may be overridden.
    pub(crate) fn early(dossier: Box<Dossier>, method: Method) -> Self {
        Self {
            is_early: true,
            ..Self::new(dossier, method)
        }
    }

    /// The end of the wait whose rest is overridden.
    fn overridden(&self, memory: &Memory, now: Timestamp) -> Option<Deadline> {
        let wait = memory.overridable(&self.dossier, self.method, now);
        wait.filter(|_| self.is_early)
    }

    fn lock(&self, memory: &Memory, now: Timestamp) -> Lock {
        match self.overridden(memory, now) {
            Some(_) => Lock::Open,
            None => memory.method_lock(&self.dossier, self.method, now),
        }
    }

    /// The word that the code is requested on.
    fn word(&self) -> Choice {
        if self.is_early {
            Choice::RequestEarly(self.method)
        } else {
            Choice::Request(self.method)
        }
    }

    fn ask(
        dossier: &Dossier,
        (method, wait_ends): (Method, Option<Deadline>),
        now: Timestamp,
    ) -> Ask {
        Ask::RequestGate {
            number: dossier.number.clone(),
            method,
            requests: dossier.requests_lately(now),
            turned_away: dossier.turned.last_request(),
            wait_ends,
        }
    }
}

impl Step for RequestGate {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return Board {
                dossier: self.dossier,
                problem: None,
            }
            .into();
        }
        let said_so = answer == Answer::Choose(self.word());
        if said_so && self.lock(cx.memory, cx.now) == Lock::Open {
            let stage = Stage::Status(cx.call(Call::Status, 0));
            return Requesting {
                dossier: self.dossier,
                method: self.method,
                stage,
                is_early: self.is_early,
            }
            .into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let about = (self.method, self.overridden(memory, now));
        View::new(Self::ask(&self.dossier, about, now), &[Choice::Back])
            .with_offer(acting(self.word(), self.lock(memory, now)))
    }
}

impl Requesting {
    /// The request that a former process made.
    pub(crate) fn interrupted(dossier: Box<Dossier>, method: Method, now: Timestamp) -> Self {
        let flight = InFlight::of_former_process(Doing::RequestingCode, now);
        Self {
            dossier,
            method,
            stage: Stage::Acting(flight),
            is_early: false,
        }
    }

    fn after_status(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        if let Some(refusal) = wants_credentials(&outcome) {
            return credentials_first(self.dossier, None, refusal.clone(), cx);
        }
        match way(outcome, cx) {
            Way::Free => {
                if self.is_early {
                    self.dossier.override_wait(self.method);
                    let method = self.method;
                    cx.record(Checkpoint::WaitOverridden { method });
                }
                self.dossier.requests.push((self.method, cx.now));
                let call = Call::RequestCode(self.dossier.number.clone(), self.method);
                self.stage = Stage::Acting(cx.call(call, self.dossier.request_count()));
                self.into()
            }
            Way::Taken => Identifying::begin(Some(self.dossier), cx).into(),
            Way::Unclear(problem) => self.back_with(problem),
        }
    }

    fn after_request(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.dossier.note_end(Acting::Request, &outcome, cx);
        self.note_request(&outcome);
        let came = Came::of(&outcome);
        match outcome {
            Ok(Reply::CodeRequest(reply)) => self.judge(reply, cx),
            Ok(Reply::Refused(refusal)) => self.refused(refusal, cx),
            Err(Failure::NotSent(_)) => {
                cx.record(Checkpoint::NothingSent);
                self.dossier.requests.pop();
                if let Some(refusal) = wants_credentials(&outcome) {
                    return credentials_first(self.dossier, None, refusal.clone(), cx);
                }
                let problem = problem_of(outcome, cx.now);
                if problem == already_connected() {
                    return Identifying::begin(Some(self.dossier), cx).into();
                }
                self.back_with(problem)
            }
            Err(Failure::OutcomeUnknown(_) | Failure::NoAnswer(_))
            | Ok(
                Reply::Status(_)
                | Reply::Device(_)
                | Reply::Instance(_)
                | Reply::Instances(_)
                | Reply::Security(_)
                | Reply::Availability(_)
                | Reply::Confirmation(_)
                | Reply::Captcha(_)
                | Reply::Recovery(_)
                | Reply::Transfer(_)
                | Reply::Appeal(_),
            ) => self.unknown(came, cx),
        }
    }

    /// A request that was turned away does not count as one.
    fn note_request(&mut self, outcome: &Outcome) {
        let refusal = match outcome {
            Ok(Reply::Refused(refusal)) => Some(refusal),
            Ok(_) | Err(_) => None,
        };
        let dossier = &mut self.dossier;
        if let Some(sent) = dossier.requests.last().copied()
            && dossier.turned.note_request(refusal, sent)
        {
            dossier.requests.pop();
        }
    }

    fn judge(mut self, reply: CodeRequestReply, cx: &mut Cx<'_>) -> State {
        let (method, now) = (self.method, cx.now);
        let wait = reply.facts.retry_after.wait();
        let dossier = &mut self.dossier;
        dossier.locks = dossier
            .locks
            .after_request(method, (&reply.waits, wait), now);
        note_request_waits(dossier, method, &reply, now);
        match reply.verdict {
            CodeRequestVerdict::Blocked => block(self.dossier, &reply.facts, cx),
            CodeRequestVerdict::Captcha => {
                cx.record(Checkpoint::CaptchaRequired);
                let picture = reply.facts.captcha.unwrap_or(Err(PictureError::Empty));
                let mut registration = self.dossier.begin(method, method, now);
                registration.progress.captcha = Some(picture);
                AskCaptcha::begin(registration).into()
            }
            CodeRequestVerdict::Sent(used) => {
                let registration = self.dossier.begin(method, used.unwrap_or(method), now);
                AskCode::begin(registration, cx).into()
            }
            CodeRequestVerdict::NotSent => self.declined(reply, cx),
            CodeRequestVerdict::Unclear => self.unknown(Some(Came::Vague), cx),
        }
    }

    /// A "no" leads back to the board only when it named a wait or a cause itself.
    fn declined(mut self, reply: CodeRequestReply, cx: &mut Cx<'_>) -> State {
        let (facts, now) = (reply.facts, cx.now);
        let reason = facts.reason.filter(|reason| *reason != Reason::Other);
        let named = match reason {
            // Another method may reach the phone.
            Some(Reason::NoRoute) => None,
            _ => self.dossier.request_shut.name(&facts, now),
        };
        let waits = Method::ALL.map(|method| reply.waits.of(method));
        let names_wait = waits.iter().any(|wait| matches!(wait, Some(Wait::For(_))));
        if let Some(reason) = reason {
            if named.is_none() {
                // This method leads nowhere at present; that it does again shows only at a fresh look.
                self.dossier.locks = self.dossier.locks.unknown_for(self.method);
            }
            return self.back_with(declined(Some(reason), facts.text.as_ref(), named));
        }
        if names_wait || named.is_some() {
            return self.back_with(Problem::NotSentYet(facts.text));
        }
        let halt = Halt::declined(facts.text, now);
        self.halt(halt, cx)
    }

    fn refused(mut self, refusal: Refusal, cx: &mut Cx<'_>) -> State {
        if refusal.wants_credentials() {
            return credentials_first(self.dossier, None, refusal, cx);
        }
        match refusal.cause {
            RefusalCause::TooManyRequests(wait) => {
                let wait = wait.map(|wait| wait.max(LIMITED_AT_LEAST));
                self.dossier.locks = self.dossier.locks.shut(wait, cx.now);
                self.back_with(refused(refusal, cx.now))
            }
            RefusalCause::Other => {
                let halt = Halt::unknown_answer(refusal, cx.now);
                self.halt(halt, cx)
            }
            RefusalCause::ClientTokenMissing
            | RefusalCause::ClientTokenWrong
            | RefusalCause::PartnerTokenWrong
            | RefusalCause::AddressNotAllowed
            | RefusalCause::NoSuchInstance
            | RefusalCause::NotMobile
            | RefusalCause::SessionConflict
            | RefusalCause::SubscriptionEnded
            | RefusalCause::Unauthorized
            | RefusalCause::FormRefused
            | RefusalCause::NoSuchRoute
            | RefusalCause::PathUnknown => {
                let problem = refused(refusal, cx.now);
                let problem = self.dossier.timed(problem, Acting::Request, cx);
                self.back_with(problem)
            }
        }
    }

    /// The request may have counted: every method stays shut until a fresh look.
    fn unknown(mut self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.dossier.locks = self.dossier.locks.shut(None, cx.now);
        let mut registration = self.dossier.begin(self.method, self.method, cx.now);
        registration.progress.came = came;
        Clarifying::begin(registration, Act::RequestCode, cx).into()
    }

    fn halt(self, halt: Halt, cx: &mut Cx<'_>) -> State {
        Halted::begin(self.dossier, halt, cx).into()
    }

    fn back_with(self, problem: Problem) -> State {
        let (dossier, problem) = (self.dossier, Some(problem));
        Board { dossier, problem }.into()
    }
}

impl Step for Requesting {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Stage::Status(flight) = self.stage else {
            return self.into();
        };
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(flight);
            return Board {
                dossier: self.dossier,
                problem: None,
            }
            .into();
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        match self.stage {
            Stage::Status(_) => self.after_status(outcome, cx),
            Stage::Acting(_) => self.after_request(outcome, cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        match self.stage {
            Stage::Status(_) => Mark::at(&self.dossier),
            Stage::Acting(_) => {
                Mark::at(&self.dossier).while_pending(Pending::RequestCode(self.method))
            }
        }
    }

    fn view(&self, _memory: &Memory, now: Timestamp) -> View {
        View::new(
            RequestGate::ask(&self.dossier, (self.method, None), now),
            self.stage.ways_out(),
        )
        .while_doing(Some(self.stage.flight().activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.stage.flight().id)
    }
}
