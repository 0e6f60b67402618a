//! The captcha: a picture that must be read before the code is sent. The request itself is not made again.

use crate::domain::method::Lock;
use crate::domain::picture::PictureError;
use crate::domain::time::Timestamp;
use crate::domain::typed::unmarked;
use crate::flow::bookmark::{Mark, Pending};
use crate::flow::effect::{Call, Checkpoint};
use crate::flow::event::{Answer, CallId, CaptchaReply, CaptchaVerdict, Outcome, Reply};
use crate::flow::memory::{Memory, Registration};
use crate::flow::prompt::{Act, Ask, Awaiting, Came, Choice, Doing, Problem};
use crate::flow::steps::board::standing;
use crate::flow::steps::code::AskCode;
use crate::flow::steps::consequence::{ReplySummary, Sent, follow};
use crate::flow::steps::leave::LeaveGate;
use crate::flow::steps::second_look::SecondLook;
use crate::flow::steps::unknown::Clarifying;
use crate::flow::steps::{Cx, InFlight, Step, View, not_taken};
use crate::flow::turned_away::Acting;
use crate::flow::{State, Wakeup};
use std::ops::ControlFlow;

/// The picture is shown.
#[derive(Clone, Debug)]
pub(crate) struct AskCaptcha {
    registration: Registration,
    problem: Option<Problem>,
    look: SecondLook,
}

/// What was read in it was handed in.
#[derive(Clone, Debug)]
pub(crate) struct AnsweringCaptcha {
    registration: Registration,
    flight: InFlight,
}

impl AskCaptcha {
    /// Asks for what the picture of `registration` shows.
    pub(crate) fn begin(registration: Registration) -> Self {
        Self::asking(registration, None)
    }

    pub(crate) fn asking(mut registration: Registration, problem: Option<Problem>) -> Self {
        registration.progress.live.awaiting = Awaiting::Captcha;
        Self {
            registration,
            problem,
            look: SecondLook::default(),
        }
    }

    /// Makes this look meanwhile.
    pub(crate) fn looking(mut self, look: SecondLook) -> Self {
        self.look = look;
        self
    }

    fn submit(mut self, read: &str, cx: &mut Cx<'_>) -> State {
        let read = unmarked(read);
        let dossier = &self.registration.dossier;
        let tries = &mut self.registration.progress.captchas;
        if tries.pause_at(cx.now).is_some() {
            return self.into();
        }
        if let Some(until) = cx.memory.shut_until(dossier, Acting::Captcha, cx.now) {
            return self.ask_again(Problem::Locked(Lock::Until(until)), cx);
        }
        if read.is_empty() {
            return self.ask_again(Problem::EmptyCaptcha, cx);
        }
        tries.sent += 1;
        let flight = cx.call(Call::AnswerCaptcha(read.as_str().to_owned()), tries.sent);
        AnsweringCaptcha {
            registration: self.registration,
            flight,
        }
        .into()
    }

    fn ask_again(mut self, problem: Problem, cx: &mut Cx<'_>) -> State {
        cx.renew_prompt();
        self.problem = Some(problem);
        self.into()
    }
}

impl Step for AskCaptcha {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        self.look.stop_for(&answer, cx);
        match answer {
            Answer::Captcha(read) => self.submit(&read, cx),
            Answer::Choose(Choice::HaveCode) => AskCode::begin(self.registration, cx).into(),
            Answer::Choose(Choice::Back) => LeaveGate::new(self.registration).into(),
            Answer::Choose(Choice::Pick(method)) => {
                match self.registration.another_code(method, cx.memory, cx.now) {
                    ControlFlow::Break(state) => state,
                    ControlFlow::Continue((registration, lock)) => {
                        Self::asking(registration, Some(Problem::Locked(lock))).into()
                    }
                }
            }
            Answer::Choose(_)
            | Answer::Credentials(_)
            | Answer::Partner(_)
            | Answer::Secure(_)
            | Answer::Number { .. }
            | Answer::Code(_)
            | Answer::Pin(_)
            | Answer::Appeal(_) => self.into(),
        }
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        let problem = &mut self.problem;
        match self.look.replied(self.registration, outcome, problem, cx) {
            ControlFlow::Continue(registration) => {
                self.registration = registration;
                self.into()
            }
            ControlFlow::Break(state) => state,
        }
    }

    fn woken(mut self, cx: &mut Cx<'_>) -> State {
        self.look.woken(cx);
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration)
    }

    fn awaits(&self) -> Option<CallId> {
        self.look.awaits()
    }

    fn wakeup(&self) -> Option<Wakeup> {
        self.look.wakeup()
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let choices = [Choice::HaveCode, Choice::Back];
        View::new(ask(&self.registration, memory, now), &choices)
            .with_new_code(&self.registration, memory, now)
            .with_problem(standing(self.problem.as_ref(), now))
    }
}

impl AnsweringCaptcha {
    /// The answer that a former process handed in.
    pub(crate) fn interrupted(registration: Registration, now: Timestamp) -> Self {
        let flight = InFlight::of_former_process(Doing::AnsweringCaptcha, now);
        Self {
            registration,
            flight,
        }
    }

    fn judge(mut self, reply: CaptchaReply, cx: &mut Cx<'_>) -> State {
        let facts = reply.facts;
        let summary = ReplySummary {
            facts: &facts,
            success: match reply.verdict {
                CaptchaVerdict::Solved => Some(true),
                CaptchaVerdict::Wrong => Some(false),
                // One more picture is wanted of a person who read the former one right.
                CaptchaVerdict::Unclear => facts.captcha.as_ref().map(|_| true),
            },
        };
        self.registration = match follow(self.registration, Sent::Captcha, summary, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        let progress = &mut self.registration.progress;
        match reply.verdict {
            CaptchaVerdict::Solved => {
                progress.captcha = None;
                progress.live.requested = cx.now;
                AskCode::begin(self.registration, cx).into()
            }
            CaptchaVerdict::Wrong => {
                progress.captchas.count_wrong(cx.now);
                if let Some(picture) = facts.captcha {
                    progress.captcha = Some(picture);
                }
                self.ask_again(Problem::WrongCaptcha(facts.text))
            }
            CaptchaVerdict::Unclear => self.unknown(Some(Came::Vague), cx),
        }
    }

    fn ask_again(self, problem: Problem) -> State {
        AskCaptcha::asking(self.registration, Some(problem)).into()
    }

    fn unknown(mut self, came: Option<Came>, cx: &mut Cx<'_>) -> State {
        cx.record(Checkpoint::OutcomeUnknown);
        self.registration.progress.came = came;
        Clarifying::begin(self.registration, Act::AnswerCaptcha, cx).into()
    }
}

impl Step for AnsweringCaptcha {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn replied(mut self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        self.registration = match self.registration.ended(Acting::Captcha, &outcome, cx) {
            ControlFlow::Continue(registration) => registration,
            ControlFlow::Break(state) => return state,
        };
        let came = Came::of(&outcome);
        let tries = &mut self.registration.progress.captchas;
        match outcome {
            Ok(Reply::Captcha(reply)) => self.judge(reply, cx),
            outcome @ (Ok(_) | Err(_)) => match not_taken(outcome, tries, cx) {
                Some(problem) => {
                    let dossier = &self.registration.dossier;
                    let problem = dossier.timed(problem, Acting::Captcha, cx);
                    let look = SecondLook::after(&problem, cx);
                    AskCaptcha::asking(self.registration, Some(problem))
                        .looking(look)
                        .into()
                }
                None => self.unknown(came, cx),
            },
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::live(&self.registration).while_pending(Pending::AnswerCaptcha)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        View::new(ask(&self.registration, memory, now), &[]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

fn ask(registration: &Registration, memory: &Memory, now: Timestamp) -> Ask {
    let progress = &registration.progress;
    Ask::Captcha {
        live: progress.live.clone(),
        picture: progress
            .captcha
            .clone()
            .unwrap_or(Err(PictureError::NotKept)),
        wrong: progress.captchas.wrong,
        pause: registration
            .under_way()
            .pause_of(Acting::Captcha, memory, now),
    }
}
