//! The onboarding of one number as a state machine without input or output.
//!
//! A [`Flow`] hears [`Event`]s together with the time, returns [`Effect`]s as values, and can be asked two
//! things: the current [`Prompt`] and the next [`Wakeup`]. It reads no clock, makes no call and speaks no
//! language. The shell around it runs the effects in order and brings back what came of them.
//!
//! What holds whatever happens:
//! - at most one call is under way;
//! - a reply that nobody awaits and an answer to a former prompt change nothing;
//! - a call that acts follows its own record, and is never repeated unasked;
//! - nothing is requested before its time, and `/status` is read right before availability and code request;
//! - no prompt and no record holds a secret.

pub mod at_hand;
pub mod bookmark;
mod cooldown;
mod early;
pub mod effect;
pub mod event;
mod memory;
mod polling;
pub mod prompt;
mod quiet;
mod resume;
mod standing;
mod steps;
mod trouble;
pub mod turned_away;

use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, ServerDate, Skew, Timestamp};
use crate::flow::bookmark::{Bookmark, Kept, Mark};
use crate::flow::effect::Effect;
use crate::flow::event::{CallId, Event, Trouble};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Prompt, PromptId};
use crate::flow::steps::{Cx, Step, View};
pub use standing::Standing;
use std::ops::ControlFlow;

/// When the flow wants to hear [`Event::Woken`], and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wakeup {
    /// The moment.
    pub due: Deadline,
    /// The reason.
    pub why: Why,
}

/// Why a flow wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// `/status` is due.
    PollStatus,
}

/// The onboarding of one number.
#[derive(Clone, Debug)]
pub struct Flow {
    state: State,
    memory: Memory,
    prompt: PromptId,
    last_call: CallId,
    /// What was last told to be kept.
    kept: Option<Bookmark>,
    /// What stands before every question until the person decides about it.
    trouble: Option<Trouble>,
}

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident($state:ty)),+ $(,)?) => {
        /// Every state of the machine; each is a struct in the file of its step.
        #[derive(Clone, Debug)]
        pub(crate) enum State { $($(#[$doc])* $name($state)),+ }

        $(impl From<$state> for State {
            fn from(state: $state) -> State { State::$name(state) }
        })+

        macro_rules! with_state {
            ($of:expr, $bound:ident => $body:expr) => {
                match $of { $(State::$name($bound) => $body),+ }
            };
        }
    };
}

states! {
    Welcome(steps::welcome::Welcome),
    AskCredentials(steps::credentials::AskCredentials),
    CheckingCredentials(steps::credentials::CheckingCredentials),
    Identifying(steps::existing::Identifying),
    AskPartner(steps::partner::AskPartner),
    Listing(steps::instances::Listing),
    PickInstance(steps::instances::PickInstance),
    AlreadyConnected(steps::existing::AlreadyConnected),
    Rechecking(steps::existing::Rechecking),
    AskNumber(steps::number::AskNumber),
    NumberGate(steps::number::NumberGate),
    Claiming(steps::claiming::Claiming),
    Held(steps::claiming::Held),
    Looking(steps::looking::Looking),
    Board(steps::board::Board),
    RequestGate(steps::requesting::RequestGate),
    Requesting(steps::requesting::Requesting),
    AskCaptcha(steps::captcha::AskCaptcha),
    AnsweringCaptcha(steps::captcha::AnsweringCaptcha),
    AskCode(steps::code::AskCode),
    ConfirmingCode(steps::code::ConfirmingCode),
    NotArrived(steps::not_arrived::NotArrived),
    AskPin(steps::pin::AskPin),
    ConfirmingPin(steps::pin::ConfirmingPin),
    RecoveryGate(steps::recovery::RecoveryGate),
    Recovering(steps::recovery::Recovering),
    AwaitDevice(steps::device::AwaitDevice),
    FinishingTransfer(steps::device::FinishingTransfer),
    Verifying(steps::verify::Verifying),
    SameLine(steps::same_line::SameLine),
    Clarifying(steps::unknown::Clarifying),
    AskOutcome(steps::unknown::AskOutcome),
    Halted(steps::halted::Halted),
    AskAppeal(steps::appeal::AskAppeal),
    Appealing(steps::appeal::Appealing),
    LeaveGate(steps::leave::LeaveGate),
    Connected(steps::connected::Connected),
    ReadingSecurity(steps::secure::ReadingSecurity),
    SecurityOverview(steps::secure::Overview),
    AskChange(steps::secure::AskChange),
    ChangingSecurity(steps::secure::Changing),
}

impl State {
    /// What a front end shows of it.
    pub(crate) fn view(&self, memory: &Memory, now: Timestamp) -> View {
        with_state!(self, state => state.view(memory, now))
    }

    /// What is to be kept of it.
    pub(crate) fn mark(&self) -> Mark<'_> {
        with_state!(self, state => state.mark())
    }
}

impl Flow {
    /// Begins an onboarding at `now`, with the credential fields that the environment gave.
    #[must_use]
    pub fn new(fields: &CredentialFields, now: Timestamp) -> Self {
        Self {
            state: steps::credentials::AskCredentials { problem: None }.into(),
            memory: Memory::new(fields, now),
            prompt: PromptId(1),
            last_call: CallId(0),
            kept: None,
            trouble: None,
        }
    }

    /// Offers what was left unfinished before beginning an onboarding at `now`.
    #[must_use]
    pub fn welcome(kept: Vec<Kept>, fields: &CredentialFields, now: Timestamp) -> Self {
        let mut flow = Self::new(fields, now);
        flow.state = steps::welcome::Welcome { kept }.into();
        flow
    }

    /// Holds the partner token that the environment gave.
    pub fn hold_partner_token(&mut self, token: Secret) {
        self.memory.partner = Some(token);
    }

    /// Holds the number that is to be onboarded, as somebody wrote it: it stands in the field when it is asked for.
    pub fn hold_number(&mut self, calling_code: &str, national: &str) {
        self.memory.typed = (calling_code.to_owned(), national.to_owned());
    }

    /// Takes note of the date of an answer that came at `now`. It is only shown, and changes nothing else.
    pub fn compare_clocks(&mut self, date: ServerDate, now: Timestamp) {
        self.memory.skew = Skew::between(date, now);
        self.memory.dated = true;
    }

    /// Takes an event in. The effects are to be run in their order.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        if self.is_stale(&event) {
            return Vec::new();
        }
        let event = match self.heed_trouble(event, now) {
            ControlFlow::Continue(event) => event,
            ControlFlow::Break(effects) => return effects,
        };
        if self.memory.notice(&event, now) {
            return Vec::new();
        }
        let before = std::mem::discriminant(&self.state);
        let mut cx = Cx {
            memory: &mut self.memory,
            now,
            waits: event.waits(),
            effects: Vec::new(),
            last_call: &mut self.last_call,
            renewed: false,
        };
        // Taken out, and not copied: it may hold what was typed.
        let placeholder = steps::credentials::AskCredentials { problem: None };
        let state = std::mem::replace(&mut self.state, placeholder.into());
        let next = with_state!(state, state => match event {
            Event::Answered { answer, .. } => state.answered(answer, &mut cx),
            Event::Replied { outcome, .. } => state.replied(outcome, &mut cx),
            Event::Claimed(claimed) => state.claimed(claimed, &mut cx),
            Event::Dispossessed(holder) => {
                cx.memory.claimed = None;
                let awaited = state.awaits();
                match at_hand::held_by(&state.mark(), self.kept.as_ref(), holder) {
                    Some(held) => {
                        // What only reads is given up; what acts goes on, and its end is told.
                        cx.effects.extend(awaited.map(Effect::Abandon));
                        held.into()
                    }
                    None => state.into(),
                }
            }
            // These are kept in mind, or stand before every question, and never come this far.
            Event::CallUnderWay(_) | Event::Late(_) | Event::Unrecorded(_) => state.into(),
            Event::Woken => state.woken(&mut cx),
        });
        let (mut effects, renewed) = (cx.effects, cx.renewed);
        if renewed || before != std::mem::discriminant(&next) {
            self.prompt.0 += 1;
        }
        self.state = next;
        self.keep(&mut effects);
        effects
    }

    /// Has what the state stands for kept, before everything else, when it is not what was kept last.
    fn keep(&mut self, effects: &mut Vec<Effect>) {
        let bookmark = self.state.mark().bookmark(&self.memory, self.kept.as_ref());
        if let Some(bookmark) = bookmark
            && self.kept.as_ref() != Some(&bookmark)
        {
            effects.insert(0, Effect::Keep(Box::new(bookmark.clone())));
            self.kept = Some(bookmark);
        }
    }

    /// What a front end must show at `now`.
    #[must_use]
    pub fn prompt(&self, now: Timestamp) -> Prompt {
        match &self.trouble {
            Some(trouble) => self.trouble_prompt(trouble, now),
            None => self.question(now),
        }
    }

    /// The question of the state, whatever stands before it.
    pub(crate) fn question(&self, now: Timestamp) -> Prompt {
        let View {
            mut ask,
            offers,
            problem,
            activity,
        } = self.state.view(&self.memory, now);
        let under_way = self.memory.under_way_at(now).cloned();
        if let Some(under_way) = &under_way {
            ask.shut_until(under_way.until, now);
        }
        Prompt {
            id: self.prompt,
            ask,
            offers,
            problem,
            activity,
            skew: self.memory.skew,
            network_journal: self.memory.network_journal.clone(),
            under_way,
            late: self.memory.late.clone(),
        }
    }

    /// Keeps in mind the kind of network file system that the journal is on; `None` on a local one.
    pub fn journal_is_on(&mut self, network: Option<ServerText>) {
        self.memory.network_journal = network;
    }

    /// When to wake the flow; `None` when only an answer or a reply leads on.
    #[must_use]
    pub fn next_wakeup(&self) -> Option<Wakeup> {
        with_state!(&self.state, state => state.wakeup())
    }

    /// The call that is awaited.
    #[must_use]
    pub fn awaits(&self) -> Option<CallId> {
        with_state!(&self.state, state => state.awaits())
    }

    /// The onboarding begins now, and not when its number was put on the desk.
    pub fn begin_now(&mut self, now: Timestamp) {
        self.memory.started = now;
    }

    fn is_stale(&self, event: &Event) -> bool {
        match event {
            Event::Answered { prompt, .. } => *prompt != self.prompt,
            Event::Replied { call, .. } => self.awaits() != Some(*call),
            Event::Claimed(_) => !matches!(self.state, State::Claiming(_)),
            Event::Dispossessed(_)
            | Event::CallUnderWay(_)
            | Event::Late(_)
            | Event::Unrecorded(_)
            | Event::Woken => false,
        }
    }
}
