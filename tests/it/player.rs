//! A person made of rules: a front end that plays the sensible next move of every question, on a clock that
//! jumps to whatever is waited for next.

use std::cell::RefCell;
use std::convert::Infallible;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use zapi_onboard::demo;
use zapi_onboard::demo::mind::{Mind, Move, choose};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::Lock;
use zapi_onboard::domain::picture::{Picture, PictureError};
use zapi_onboard::domain::time::{BootId, Timestamp};
use zapi_onboard::flow::event::{Answer, Cause, Failure};
use zapi_onboard::flow::prompt::{Act, Ask, Choice, Problem, Prompt, PromptId};
use zapi_onboard::picture::pixels::Pixels;
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::front_end::{Card, DeskView, FrontEnd, Heard};
use zapi_onboard::sim::SimClock;

/// A clock that stands still until somebody sleeps.
#[derive(Clone, Default)]
pub(crate) struct JumpingClock {
    ms: Arc<AtomicU64>,
}

impl JumpingClock {
    /// The same clock for the simulator.
    pub(crate) fn for_simulator(&self) -> SimClock {
        let ms = Arc::clone(&self.ms);
        Arc::new(move || Duration::from_millis(ms.load(Ordering::SeqCst)))
    }
}

impl Clock for JumpingClock {
    fn now(&self) -> Timestamp {
        let ms = self.ms.load(Ordering::SeqCst);
        Timestamp {
            wall_ms: 1_772_731_925_000 + i64::try_from(ms).expect("a short test"),
            boot_ms: ms,
            boot: BootId(1),
        }
    }

    fn sleep(&self, wait: Duration) -> impl Future<Output = ()> {
        let ms = Arc::clone(&self.ms);
        async move {
            tokio::task::yield_now().await;
            let wait = u64::try_from(wait.as_millis()).expect("a short wait");
            ms.fetch_add(wait, Ordering::SeqCst);
        }
    }
}

/// What the person knows and does, beside what everybody does who plays the scenario.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) own: demo::plan::Plan,
    /// Whether the person hands credentials in again that could not be checked.
    pub(crate) persists: bool,
    /// What the person decides when nothing can be written down, if that is to happen.
    pub(crate) about_trouble: Option<Choice>,
    /// What they see after a particular call, when that decides.
    pub(crate) eyes: Option<Eyes>,
}

impl Deref for Plan {
    type Target = demo::plan::Plan;

    fn deref(&self) -> &Self::Target {
        &self.own
    }
}

impl DerefMut for Plan {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.own
    }
}

/// What happened, question by question.
#[derive(Clone, Debug, Default)]
pub(crate) struct Diary {
    /// The names of the questions in order, each run of the same one counted once.
    pub(crate) questions: Vec<&'static str>,
    /// Every prompt that was shown, as JSON, for a look at what it gives away.
    pub(crate) shown: Vec<String>,
}

/// The front end.
pub(crate) struct Player {
    mind: Mind,
    persists: bool,
    about_trouble: Option<Choice>,
    eyes: Option<Eyes>,
    diary: Rc<RefCell<Diary>>,
    card: Option<Card>,
    answered: Option<PromptId>,
    next: Option<Answer>,
}

/// Looks at the phone.
#[derive(Clone)]
pub(crate) struct Eyes(pub(crate) Rc<dyn Fn(Act) -> Choice>);

impl std::fmt::Debug for Eyes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Eyes")
    }
}

impl Player {
    pub(crate) fn new(plan: Plan) -> (Self, Rc<RefCell<Diary>>) {
        let diary = Rc::new(RefCell::new(Diary::default()));
        let player = Self {
            mind: Mind::new(plan.own),
            persists: plan.persists,
            about_trouble: plan.about_trouble,
            eyes: plan.eyes,
            diary: Rc::clone(&diary),
            card: None,
            answered: None,
            next: None,
        };
        (player, diary)
    }

    /// Forgets which question was answered last.
    pub(crate) fn forget(&mut self) {
        self.answered = None;
    }

    /// What is to be said, for hands to say it.
    pub(crate) fn take_answer(&mut self) -> Option<Answer> {
        self.next.take()
    }

    fn write_diary(&self, prompt: &Prompt) {
        let mut diary = self.diary.borrow_mut();
        assert!(diary.shown.len() < 2_000, "no end in sight at {prompt:?}");
        if diary.questions.last() != Some(&prompt.ask.name()) {
            diary.questions.push(prompt.ask.name());
        }
        diary
            .shown
            .push(serde_json::to_string(prompt).expect("a prompt is plain data"));
    }

    /// What the mind does, and before it what only somebody does who came back, or sees the phone.
    fn plan_move(&mut self, prompt: &Prompt, now: Timestamp) -> Move {
        if let Some(own) = self.own_move(prompt, now) {
            return own;
        }
        if let Ask::Captcha { picture, .. } = &prompt.ask
            && prompt.activity.is_none()
        {
            check_drawable(picture);
        }
        match self.mind.next(prompt, now) {
            Move::End => say(if offers(prompt, Choice::Leave) {
                Choice::Leave
            } else {
                Choice::Back
            }),
            Move::Stuck => panic!("no way on from {prompt:?}"),
            other @ (Move::Say(_) | Move::WaitFor(_) | Move::Watch) => other,
        }
    }

    fn own_move(&self, prompt: &Prompt, now: Timestamp) -> Option<Move> {
        if prompt.activity.is_some() {
            return None;
        }
        let failed = prompt.problem.is_some();
        if let Some(Problem::Locked(Lock::Until(until))) = &prompt.problem
            && let Ask::Credentials { .. } = &prompt.ask
            && let Some(left) = until.remaining(now)
        {
            return Some(Move::WaitFor(left));
        }
        if let Ask::Credentials { instance_id, .. } = &prompt.ask
            && self.persists
            && failed
            && self.mind.plan.partner.is_none()
        {
            return Some(Move::Say(Answer::Credentials(CredentialFields {
                instance_id: instance_id.clone(),
                ..CredentialFields::default()
            })));
        }
        if let Ask::NumberGate { .. } = &prompt.ask
            && (was_interrupted(prompt) || (self.persists && failed))
        {
            return Some(choose(prompt, Choice::UseNumber, now));
        }
        if let Ask::Verifying { poll, .. } = &prompt.ask
            && poll.last.is_some()
            && self.seen_after(Act::ConfirmPin) == Some(Choice::PhoneAsks)
        {
            return Some(say(Choice::PhoneAsks));
        }
        if let Ask::Unknown { act, .. } = &prompt.ask {
            let seen = self.seen_after(*act)?;
            return Some(if seen != Choice::CheckNow && offers(prompt, seen) {
                say(seen)
            } else {
                choose(prompt, Choice::CheckNow, now)
            });
        }
        if let Ask::Unrecorded { .. } = &prompt.ask {
            return self.about_trouble.map(say);
        }
        None
    }

    fn seen_after(&self, act: Act) -> Option<Choice> {
        self.eyes.as_ref().map(|eyes| (eyes.0)(act))
    }
}

/// The picture must be one that the screen can draw.
fn check_drawable(captcha: &Result<Picture, PictureError>) {
    let picture = captcha.as_ref().expect("a picture");
    let pixels = Pixels::decode(picture).expect("a whole picture");
    assert_eq!(pixels.size(), (200, 70));
}

/// Whether a former process did not live to hear the answer.
fn was_interrupted(prompt: &Prompt) -> bool {
    let lost = Failure::OutcomeUnknown(Cause::Interrupted);
    prompt.problem == Some(Problem::Failed(lost))
}

fn offers(prompt: &Prompt, choice: Choice) -> bool {
    prompt.offers.iter().any(|offer| offer.choice == choice)
}

fn say(choice: Choice) -> Move {
    Move::Say(Answer::Choose(choice))
}

impl FrontEnd for Player {
    type Error = Infallible;

    fn show(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> Result<Option<Duration>, Infallible> {
        let card = desk.first().cloned().expect("a card");
        self.write_diary(&card.prompt);
        let prompt = card.prompt.clone();
        self.card = Some(card);
        self.next = None;
        if self.answered == Some(prompt.id) && !matches!(prompt.ask, Ask::Board { .. }) {
            return Ok(None);
        }
        match self.plan_move(&prompt, now) {
            Move::Say(answer) => {
                self.answered = Some(prompt.id);
                self.next = Some(answer);
                Ok(None)
            }
            Move::WaitFor(wait) => Ok(Some(wait)),
            Move::Watch | Move::End | Move::Stuck => Ok(None),
        }
    }

    async fn input(&mut self) -> Result<(), Infallible> {
        if self.next.is_none() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, _now: Timestamp) -> Heard {
        match (self.next.take(), &self.card) {
            (Some(Answer::Choose(Choice::Back)), _) => Heard::Leave,
            (Some(answer), Some(card)) => Heard::Answered {
                session: card.session,
                prompt: card.prompt.id,
                answer,
            },
            (None, _) | (_, None) => Heard::Nothing,
        }
    }

    fn suspend(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
