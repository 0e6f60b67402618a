//! The registration code. After an app pop-up, `/status` is watched meanwhile, since a tap may suffice.

use crate::domain::codes::{CODE_DIGITS, RegistrationCode};
use crate::domain::method::{Lock, Method};
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, ConfirmationReply, Outcome, Reply};
use crate::flow::memory::{Memory, Registration};
use crate::flow::polling::{POLL_EVERY, Poll};
use crate::flow::prompt::{Act, Ask, Awaiting, Came, Choice, Doing, PollView, Problem};
use crate::flow::steps::board::standing;
use crate::flow::steps::confirmation::{Verdict, of_code};
use crate::flow::steps::consequence::{ReplySummary, Sent, follow};
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::not_arrived::NotArrived;
use crate::flow::steps::second_look::{self, SecondLook};
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::verify::Verifying;
use crate::flow::steps::{Cx, InFlight, Step, View, not_taken};
use crate::flow::turned_away::Acting;
use crate::flow::{State, Wakeup};
use std::ops::ControlFlow;

/// The boxes are open.
#[derive(Clone, Debug)]
pub(crate) struct AskCode {
    registration: Registration,
    problem: Option<Problem>,
    /// A code of unusual length that was warned about.
    warned: Option<RegistrationCode>,
    watch: Option<Poll>,
    look: SecondLook,
}

/// The code was handed in.
#[derive(Clone, Debug)]
pub(crate) struct ConfirmingCode {
    registration: Registration,
    flight: InFlight,
}

impl AskCode {
    /// Asks for the code of `registration`.
    pub(crate) fn begin(registration: Registration, cx: &Cx<'_>) -> Self {
        Self::asking(registration, None, cx)
    }

    pub(crate) fn asking(
        mut registration: Registration,
        problem: Option<Problem>,
        cx: &Cx<'_>,
    ) -> Self {
        registration.progress.live.awaiting = Awaiting::Code;
        let watch = (registration.progress.live.used == Method::Popup)
            .then(|| Poll::first_after(POLL_EVERY, cx));
        Self {
            registration,
            problem,
            warned: None,
            watch,
            look: SecondLook::default(),
        }
    }

    /// Makes this look meanwhile.
    pub(crate) fn looking(mut self, look: SecondLook) -> Self {
        self.look = look;
        self
    }

    fn submit(mut self, typed: &Secret, cx: &mut Cx<'_>) -> State {
        let tries = self.registration.progress.codes;
        if tries.pause_at(cx.now).is_some() {
            return self.into();
        }
        let dossier = &self.registration.dossier;
        if let Some(until) = cx.memory.shut_until(dossier, Acting::Code, cx.now) {
            return self.ask_again(Problem::Locked(Lock::Until(until)), cx);
        }
        let code = match RegistrationCode::parse(typed.expose()) {
            Ok(code) => code,
            Err(error) => return self.ask_again(Problem::Digits(error), cx),
        };
        let digits = code.digits().char_count();
        if digits != CODE_DIGITS && self.warned.as_ref() != Some(&code) {
            self.warned = Some(code);
            return self.ask_again(Problem::UnusualLength(digits), cx);
        }
        let tries = &mut self.registration.progress.codes;
        tries.sent += 1;
        let nth = tries.sent;
        let registration = self.into_registration(cx);
        let flight = cx.call(Call::ConfirmCode(code), nth);
        ConfirmingCode {
            registration,
            flight,
        }
        .into()
    }

    fn another_code(self, method: Method, cx: &mut Cx<'_>) -> State {
        let registration = self.into_registration(cx);
        match registration.another_code(method, cx.memory, cx.now) {
            ControlFlow::Break(state) => state,
            ControlFlow::Continue((registration, lock)) => {
                Self::asking(registration, Some(Problem::Locked(lock)), cx).into()
            }
        }
    }

    fn ask_again(mut self, problem: Problem, cx: &mut Cx<'_>) -> State {
        cx.renew_prompt();
        self.problem = Some(problem);
        self.into()
    }

    /// Goes on with the registration and watches no more.
    fn into_registration(mut self, cx: &mut Cx<'_>) -> Registration {
        self.stop(cx);
        self.registration
    }

    fn stop(&mut self, cx: &mut Cx<'_>) {
        self.look.stop(cx);
        if let Some(watch) = &mut self.watch {
            watch.stop(cx);
        }
    }
}

impl Step for AskCode {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        match answer {
            Answer::Code(typed) => self.submit(&typed, cx),
            Answer::Choose(Choice::Back) => LeaveGate::new(self.into_registration(cx)).into(),
            Answer::Choose(Choice::NotArrived) => {
                NotArrived::new(self.into_registration(cx)).into()
            }
            Answer::Choose(Choice::Pick(method)) => self.another_code(method, cx),
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Pin(_)
            | Answer::Captcha(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.looked(&outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        if self.look.is_owed() {
            if self.look.heard(outcome, cx) {
                return second_look::connected(self.registration, cx);
            }
            self.look.settle(&mut self.problem);
            return self.into();
        }
        if let Some(watch) = &mut self.watch
            && watch.heard(outcome, cx.now)
        {
            return second_look::connected(self.registration, cx);
        }
        self.into()
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        if self.look.is_owed() {
            self.look.woken(cx);
        } else if let Some(watch) = &mut self.watch {
            watch.check_if_due(cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let watch = self.watch.as_ref().map(Poll::view);
        let ask = ask(&self.registration, memory, now, watch);
        View::new(ask, &[Choice::NotArrived, Choice::Back])
            .with_new_code(&self.registration, memory, now)
            .with_problem(standing(self.problem.as_ref(), now))
    }

    fn awaits(&self) -> Option<CallId> {
        let watched = self.watch.as_ref().and_then(Poll::awaits);
        self.look.awaits().or(watched)
    }

    fn wakeup(&self) -> Option<Wakeup> {
        if self.look.is_owed() {
            return self.look.wakeup();
        }
        self.watch.as_ref().and_then(Poll::wakeup)
    }
}

impl ConfirmingCode {
    /// The code that a former process handed in.
    pub(crate) fn interrupted(registration: Registration, now: Timestamp) -> Self {
        let flight = InFlight::of_former_process(Doing::SendingCode, now);
        Self {
            registration,
            flight,
        }
    }

    fn judge(mut self, reply: &ConfirmationReply, cx: &mut Cx<'_>) -> State {
        let summary = ReplySummary {
            facts: &reply.facts,
            success: reply.success,
        };
        self.registration = match follow(self.registration, Sent::Code, summary, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        match of_code(reply) {
            Verdict::Done => Verifying::after_last_step(self.registration, cx).into(),
            Verdict::Device | Verdict::Wrong => {
                self.registration.progress.codes.count_wrong(cx.now);
                let text = reply.facts.text.clone();
                self.ask_again(Problem::WrongCode(text), cx)
            }
            Verdict::Unclear => self.unknown(Some(Came::Vague), cx),
        }
    }

    fn ask_again(self, problem: Problem, cx: &Cx<'_>) -> State {
        AskCode::asking(self.registration, Some(problem), cx).into()
    }

    fn unknown(mut self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.registration.progress.came = came;
        Clarifying::begin(self.registration, Act::ConfirmCode, cx).into()
    }
}

impl Step for ConfirmingCode {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.ended(Acting::Code, &outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        if let Ok(Reply::Confirmation(reply)) = &outcome {
            return self.judge(reply, cx);
        }
        let came = Came::of(&outcome);
        match not_taken(outcome, &mut self.registration.progress.codes, cx) {
            Some(problem) => {
                let problem = self.registration.dossier.timed(problem, Acting::Code, cx);
                let look = SecondLook::after(&problem, cx);
                AskCode::asking(self.registration, Some(problem), cx)
                    .looking(look)
                    .into()
            }
            None => self.unknown(came, cx),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration).while_pending(Pending::ConfirmCode)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(ask(&self.registration, memory, now, None), &[])
            .while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn ask(
    registration: &Registration,
    memory: &Memory,
    now: Timestamp,
    watch: Option<PollView>,
) -> Ask {
    let progress = &registration.progress;
    Ask::Code {
        live: progress.live.clone(),
        wrong: progress.codes.wrong,
        pause: registration.under_way().pause_of(Acting::Code, memory, now),
        locks: memory.locks(&registration.dossier, now),
        watch,
    }
}
