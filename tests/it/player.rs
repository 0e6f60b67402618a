//! A person made of rules: a front end that plays the sensible next move of every question, on a clock that
//! jumps to whatever is waited for next.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::picture::{Picture, PictureError};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::{BootId, Deadline, Timestamp};
use zapi_onboard::flow::event::{Answer, Cause, Failure, InstanceRow, PartnerFields, SecureAnswer};
use zapi_onboard::flow::prompt::{
    About, Act, Ask, Certainty, Choice, Halt, PollView, Problem, Prompt, PromptId, SecureStep,
};
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

/// What the person knows and does.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
pub(crate) struct Plan {
    pub(crate) number: (String, String),
    pub(crate) method: Method,
    /// Codes to type, one after the other; when there are no more, the person only watches.
    pub(crate) codes: VecDeque<String>,
    pub(crate) pin: String,
    /// What is read in the captchas, one after the other; when there is no more, the person leaves.
    pub(crate) captchas: VecDeque<String>,
    /// Why the ban should be lifted; `None` to leave.
    pub(crate) appeal: Option<String>,
    /// Whether the PIN is asked for by mail first.
    pub(crate) recovers: bool,
    /// Whether the person says that the customer accepted, or lets the panel watch.
    pub(crate) transfers: bool,
    /// Whether the person comes back to see what became of an appeal.
    pub(crate) looks_again: bool,
    /// The partner token, to pick the instance from the list; `None` to go on with what is filled in.
    pub(crate) partner: Option<String>,
    /// What is typed to protect the account, in order.
    pub(crate) secures: VecDeque<SecureAnswer>,
    /// What the person says after a lost answer, where it can be said; otherwise they check again.
    pub(crate) sight: Option<Choice>,
    /// Whether the person hands credentials in again that could not be checked.
    pub(crate) persists: bool,
    /// What the person decides when nothing can be written down, if that is to happen.
    pub(crate) about_trouble: Option<Choice>,
    /// What they see after a particular call, when that decides.
    pub(crate) eyes: Option<Eyes>,
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
    plan: Plan,
    diary: Rc<RefCell<Diary>>,
    card: Option<Card>,
    answered: Option<PromptId>,
    next: Option<Answer>,
    /// The code that was typed last.
    typed: Option<String>,
}

impl Plan {
    fn sight_after(&self, act: Act) -> Option<Choice> {
        let seen = self.eyes.as_ref().map(|eyes| (eyes.0)(act));
        seen.or(self.sight)
    }
}

impl Plan {
    /// Whether nothing comes of waiting because the phone asks for something.
    fn sees_a_question(&self, poll: &PollView) -> bool {
        let eyes = self.eyes.as_ref().filter(|_| poll.last.is_some());
        eyes.is_some_and(|eyes| (eyes.0)(Act::ConfirmPin) == Choice::PhoneAsks)
    }
}

/// Looks at the phone.
#[derive(Clone)]
pub(crate) struct Eyes(pub(crate) Rc<dyn Fn(Act) -> Choice>);

impl std::fmt::Debug for Eyes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Eyes")
    }
}

enum Move {
    Say(Answer),
    WaitFor(Duration),
    Watch,
}

impl Player {
    pub(crate) fn new(plan: Plan) -> (Self, Rc<RefCell<Diary>>) {
        let diary = Rc::new(RefCell::new(Diary::default()));
        let player = Self {
            plan,
            diary: Rc::clone(&diary),
            card: None,
            answered: None,
            next: None,
            typed: None,
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

    #[expect(clippy::too_many_lines, reason = "one line for each question")]
    fn plan_move(&mut self, prompt: &Prompt, now: Timestamp) -> Move {
        if prompt.activity.is_some() {
            return Move::Watch;
        }
        match &prompt.ask {
            Ask::Credentials { .. } if self.plan.partner.is_some() => say(Choice::ListInstances),
            Ask::Credentials { instance_id, .. }
                if prompt.problem.is_none() || self.plan.persists =>
            {
                Move::Say(Answer::Credentials(CredentialFields {
                    instance_id: instance_id.clone(),
                    ..CredentialFields::default()
                }))
            }
            Ask::Partner { .. } => self.list(),
            Ask::Instances { rows, .. } => pick(rows),
            Ask::Secure { step, .. } => self.secure(step),
            Ask::Connected { .. } if !self.plan.secures.is_empty() => say(Choice::Protect),
            Ask::Credentials { .. } | Ask::AlreadyConnected { .. } | Ask::Connected { .. } => {
                say(Choice::Leave)
            }
            Ask::Halted { halt, .. } => self.stopped_by(halt, prompt, now),
            Ask::Appeal { .. } => match self.plan.appeal.take() {
                Some(text) => Move::Say(Answer::Appeal(text)),
                None => say(Choice::Back),
            },
            Ask::Captcha { picture, .. } => self.read(picture),
            Ask::PinRecovery { .. } => choose(prompt, Choice::RecoverPin, now),
            Ask::Number {
                instance: About::Reading,
                ..
            } => Move::Watch,
            Ask::Number { .. } => Move::Say(Answer::Number {
                calling_code: self.plan.number.0.clone(),
                national: self.plan.number.1.clone(),
            }),
            Ask::NumberGate { .. }
                if was_interrupted(prompt) || (self.plan.persists && prompt.problem.is_some()) =>
            {
                choose(prompt, Choice::UseNumber, now)
            }
            Ask::NumberGate { .. } if prompt.problem.is_some() => say(Choice::Back),
            Ask::NumberGate { .. } => say(Choice::UseNumber),
            Ask::Board { locks, .. } if locks.contains(&(self.plan.method, Lock::Unknown)) => {
                choose(prompt, Choice::LookAgain, now)
            }
            Ask::Board { .. } => choose(prompt, Choice::Pick(self.plan.method), now),
            Ask::RequestGate { method, .. } => say(Choice::Request(*method)),
            Ask::Code { pause, .. } => {
                if let Some(wait) = unsent(prompt, now)
                    && let Some(code) = self.typed.take()
                {
                    // It still stands in the boxes.
                    self.plan.codes.push_front(code);
                    if !wait.is_zero() {
                        return Move::WaitFor(wait);
                    }
                }
                self.ask_for_code(*pause, now)
            }
            Ask::Pin { .. } if std::mem::take(&mut self.plan.recovers) => say(Choice::PinForgotten),
            Ask::Pin { .. } => Move::Say(Answer::Pin(Secret::new(self.plan.pin.clone()))),
            Ask::Device { poll, .. } if self.plan.transfers && poll.next.is_some() => {
                choose(prompt, Choice::AcceptedOnPhone, now)
            }
            Ask::Verifying { poll, .. } if self.plan.sees_a_question(poll) => {
                say(Choice::PhoneAsks)
            }
            Ask::Device { .. } | Ask::Verifying { .. } => Move::Watch,
            Ask::Unknown { act, .. } => match self.plan.sight_after(*act) {
                Some(sight)
                    if sight != Choice::CheckNow
                        && prompt.offers.iter().any(|offer| offer.choice == sight) =>
                {
                    say(sight)
                }
                Some(_) | None => choose(prompt, Choice::CheckNow, now),
            },
            Ask::Unrecorded { trouble } => match self.plan.about_trouble {
                Some(decision) => say(decision),
                None => panic!("{trouble:?}"),
            },
            Ask::Held { .. } => say(Choice::Leave),
            Ask::Welcome { .. } => say(Choice::TakeUp(0)),
            Ask::NotArrived { .. } | Ask::LeaveGate { .. } => say(Choice::Stay),
        }
    }

    fn list(&mut self) -> Move {
        let Some(token) = self.plan.partner.take() else {
            return say(Choice::Back);
        };
        Move::Say(Answer::Partner(PartnerFields {
            partner_token: Some(Secret::new(token)),
            client_token: None,
        }))
    }

    fn ask_for_code(&mut self, pause: Option<Deadline>, now: Timestamp) -> Move {
        match (pause, self.plan.codes.pop_front()) {
            (Some(pause), Some(code)) => {
                self.plan.codes.push_front(code);
                Move::WaitFor(pause.remaining(now).unwrap_or_default())
            }
            (_, Some(code)) => {
                self.typed = Some(code.clone());
                Move::Say(Answer::Code(Secret::new(code)))
            }
            (_, None) => Move::Watch,
        }
    }

    /// Does what is planned to protect the account, one after the other.
    fn secure(&mut self, step: &SecureStep) -> Move {
        if let SecureStep::Overview(_) = step {
            return say(match self.plan.secures.front() {
                Some(SecureAnswer::Email(_)) => Choice::SetEmail,
                Some(SecureAnswer::EmailCode(_)) => Choice::TypeEmailCode,
                Some(SecureAnswer::NewPin { .. }) => Choice::SetPin,
                None => Choice::Back,
            });
        }
        let next = self.plan.secures.pop_front();
        next.map_or(say(Choice::Back), |next| Move::Say(Answer::Secure(next)))
    }

    /// Looks at a captcha, which must be one that the screen can draw.
    fn read(&mut self, captcha: &Result<Picture, PictureError>) -> Move {
        let picture = captcha.as_ref().expect("a picture");
        let pixels = Pixels::decode(picture).expect("a whole picture");
        assert_eq!(pixels.size(), (200, 70));
        match self.plan.captchas.pop_front() {
            Some(read) => Move::Say(Answer::Captcha(read)),
            None => say(Choice::Back),
        }
    }

    fn stopped_by(&self, halt: &Halt, prompt: &Prompt, now: Timestamp) -> Move {
        match halt {
            // Whether the last one was filed may not be known.
            Halt::Banned(_)
            | Halt::InReview {
                certainty: Certainty::Lost,
                ..
            } if self.plan.appeal.is_some() => say(Choice::WriteAppeal),
            Halt::InReview { .. } if self.plan.looks_again => {
                choose(prompt, Choice::LookAgain, now)
            }
            Halt::Unavailable { .. }
            | Halt::Banned(_)
            | Halt::InReview { .. }
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. }
            | Halt::WrongNumber(_) => say(Choice::Leave),
        }
    }
}

/// Takes the scenario's own instance, or turns the page.
fn pick(rows: &[InstanceRow]) -> Move {
    let own = |row: &InstanceRow| {
        let name = row.about.name.as_ref();
        name.is_some_and(|name| name.as_str() == "Demo")
    };
    let at = rows.iter().position(own);
    say(at.map_or(Choice::NextPage, |at| {
        Choice::TakeInstance(u16::try_from(at).expect("a short page"))
    }))
}

/// Whether a former process did not live to hear the answer.
fn was_interrupted(prompt: &Prompt) -> bool {
    let lost = Failure::OutcomeUnknown(Cause::Interrupted);
    prompt.problem == Some(Problem::Failed(lost))
}

/// How long to wait before what was typed and not sent is handed in again; `None` when it was sent.
fn unsent(prompt: &Prompt, now: Timestamp) -> Option<Duration> {
    let unrecorded = Failure::NotSent(Cause::NotRecorded);
    if let Some(Problem::Locked(lock)) = &prompt.problem {
        return Some(match lock.at(now) {
            Lock::Until(wait) => wait.remaining(now).unwrap_or_default(),
            Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => Duration::ZERO,
        });
    }
    (prompt.problem == Some(Problem::Failed(unrecorded))).then_some(Duration::ZERO)
}

fn say(choice: Choice) -> Move {
    Move::Say(Answer::Choose(choice))
}

fn choose(prompt: &Prompt, choice: Choice, now: Timestamp) -> Move {
    let offer = prompt.offers.iter().find(|offer| offer.choice == choice);
    match offer.map(|offer| offer.lock.at(now)) {
        Some(Lock::Open) => say(choice),
        Some(Lock::Until(deadline)) => Move::WaitFor(deadline.remaining(now).unwrap_or_default()),
        Some(Lock::Closed | Lock::NotEligible | Lock::Unknown) | None => {
            panic!("{choice:?} is not to be had: {prompt:?}")
        }
    }
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
            Move::Watch => Ok(None),
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
