//! The desk: the onboardings at hand, and the loop that keeps them going. One in the plain wizard.
//!
//! For every session the effects of its flow are run in their order. A record is in the journal before the call
//! that it announces leaves; a call that acts without its announcement is refused, whatever the flow says.

use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::domain::time::{ServerDate, Timestamp};
use crate::flow::bookmark::Kept;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Answer, CallId, Event, Trouble};
use crate::flow::prompt::{Choice, PromptId};
use crate::flow::{Flow, Standing};
use crate::journal::SessionKey;
use crate::runtime::clock::Clock;
use crate::runtime::execute::Calls;
use crate::runtime::front_end::{Card, FrontEnd, Heard, SessionId};
use crate::runtime::records::Records;
use crate::runtime::session::{Session, Tools};
use crate::runtime::signals::{EndSignal, Request, Signals, stop_until_continued};
use crate::zapi::{Client, Exchange};
use std::time::Duration;
use thiserror::Error;
use tokio::task::JoinError;
use tracing::trace;

/// The onboardings at hand.
pub struct Desk<C> {
    clock: C,
    client: Client,
    sessions: Vec<Session>,
    calls: Calls,
    records: Records,
}

/// How the loop came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every onboarding was closed.
    Closed,
    /// The person left.
    Left,
    /// A signal ended it, or the terminal went away.
    Signal(EndSignal),
}

/// Why the loop cannot go on.
#[derive(Debug, Error)]
pub enum DeskError {
    /// The front end failed.
    #[error("the screen failed")]
    FrontEnd(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A call's task panicked.
    #[error("a call broke down")]
    Call(#[source] JoinError),
    /// The process could not be stopped.
    #[error("the program could not be suspended")]
    Stop(#[source] std::io::Error),
    /// A call that acts was not announced by its record, or made without credentials.
    #[error("a call was refused because it was not announced: {0:?}")]
    Unannounced(CallId),
}

impl<C: Clock> Desk<C> {
    /// An empty desk.
    #[must_use]
    pub fn new(clock: C, client: Client, records: Records) -> Self {
        Self {
            clock,
            client,
            sessions: Vec::new(),
            calls: Calls::default(),
            records,
        }
    }

    /// Puts an onboarding on the desk, with the credential fields that are known already.
    pub fn open(&mut self, fields: &CredentialFields) -> SessionId {
        let now = self.clock.now();
        self.add(Flow::new(fields, now))
    }

    /// Puts an onboarding on the desk that offers what is kept first, when something is.
    pub fn welcome(&mut self, kept: Vec<Kept>, fields: &CredentialFields) -> SessionId {
        let now = self.clock.now();
        self.add(Flow::welcome(kept, fields, now))
    }

    fn add(&mut self, flow: Flow) -> SessionId {
        let id = SessionId(u32::try_from(self.sessions.len()).unwrap_or(u32::MAX));
        self.sessions.push(Session::new(id, flow));
        id
    }

    /// Takes up the onboarding that was kept as `kept`.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn take_up(
        &mut self,
        kept: Kept,
        fields: &CredentialFields,
    ) -> Result<SessionId, DeskError> {
        let id = self.welcome(vec![kept], fields);
        let answer = Answer::Choose(Choice::TakeUp(0));
        let prompt = self
            .cards()
            .last()
            .map_or(PromptId::default(), |card| card.prompt.id);
        self.tell(id, Event::Answered { prompt, answer })?;
        Ok(id)
    }

    /// Says that something cannot be written down, before every question.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn report(&mut self, id: SessionId, trouble: Trouble) -> Result<(), DeskError> {
        self.tell(id, Event::Unrecorded(trouble))
    }

    /// Where an onboarding is written down; `None` before it has a number to itself, and without a journal.
    #[must_use]
    pub fn kept_as(&self, id: SessionId) -> Option<&SessionKey> {
        self.session(id)?.key.as_ref()
    }

    /// Hands an onboarding the partner token that is known already.
    pub fn hold_partner_token(&mut self, id: SessionId, token: Secret) {
        if let Some(session) = self.session_mut(id) {
            session.flow.hold_partner_token(token);
        }
    }

    /// The present moment, by the desk's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Where each onboarding stands.
    #[must_use]
    pub fn standings(&self) -> Vec<(SessionId, Standing)> {
        let now = self.clock.now();
        let standing = |session: &Session| (session.id, session.flow.standing(now));
        self.sessions.iter().map(standing).collect()
    }

    /// The questions as they stand.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        self.cards_at(self.clock.now())
    }

    /// What was remembered of an onboarding, in order.
    #[must_use]
    pub fn history(&self, id: SessionId) -> &[Checkpoint] {
        let found = self.session(id);
        found.map_or(&[], |session| session.history.as_slice())
    }

    /// Runs until every onboarding is closed, the person leaves, or a signal ends it.
    ///
    /// # Errors
    /// The front end fails, or something that cannot happen does.
    pub async fn run<F: FrontEnd>(
        &mut self,
        front: &mut F,
        signals: &mut Signals,
    ) -> Result<Ending, DeskError> {
        loop {
            let now = self.clock.now();
            self.wake_due(now)?;
            if self.sessions.iter().all(|session| !session.open) {
                return Ok(Ending::Closed);
            }
            let front_changes = front.show(&self.cards_at(now), now).map_err(front_error)?;
            let wait = self.next_wakeup(now).into_iter().chain(front_changes).min();
            let request = tokio::select! {
                biased;
                request = signals.next() => Some(request),
                ended = self.calls.next(), if !self.calls.is_empty() => {
                    if let Some(ended) = ended.map_err(DeskError::Call)? {
                        let Exchange { outcome, date } = ended.exchange;
                        trace!(session = ended.session.0, call = ended.call.0, outcome = ?outcome, "ended");
                        self.compare_clocks(ended.session, date);
                        self.tell(ended.session, Event::Replied { call: ended.call, outcome })?;
                    }
                    None
                }
                typed = front.input() => {
                    typed.map_err(front_error)?;
                    None
                }
                () = self.clock.sleep(wait.unwrap_or_default()), if wait.is_some() => None,
            };
            if let Some(ending) = self.serve(request, front)? {
                return Ok(ending);
            }
        }
    }

    /// Follows a signal, then the next thing that the front end heard.
    fn serve<F: FrontEnd>(
        &mut self,
        request: Option<Request>,
        front: &mut F,
    ) -> Result<Option<Ending>, DeskError> {
        match request {
            Some(Request::End(signal)) => return Ok(Some(Ending::Signal(signal))),
            Some(Request::Stop) => suspend(front)?,
            None => {}
        }
        match front.hear(self.clock.now()) {
            // Whoever has another surface has taken it.
            Heard::Nothing | Heard::Switch => {}
            Heard::Answered {
                session,
                prompt,
                answer,
            } => self.tell(session, Event::Answered { prompt, answer })?,
            Heard::Suspend => suspend(front)?,
            Heard::Leave => return Ok(Some(Ending::Left)),
            Heard::Gone => return Ok(Some(Ending::Signal(EndSignal::Hangup))),
        }
        Ok(None)
    }

    fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    fn session_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }

    fn cards_at(&self, now: Timestamp) -> Vec<Card> {
        let card = |session: &Session| Card {
            session: session.id,
            prompt: session.flow.prompt(now),
        };
        self.sessions.iter().map(card).collect()
    }

    fn next_wakeup(&self, now: Timestamp) -> Option<Duration> {
        let open = self.sessions.iter().filter(|session| session.open);
        open.filter_map(|session| session.flow.next_wakeup())
            .map(|wakeup| wakeup.due.remaining(now).unwrap_or_default())
            .min()
    }

    fn wake_due(&mut self, now: Timestamp) -> Result<(), DeskError> {
        let due = |session: &Session| {
            let wakeup = session.flow.next_wakeup().filter(|_| session.open)?;
            wakeup.due.remaining(now).is_none().then_some(session.id)
        };
        let due: Vec<SessionId> = self.sessions.iter().filter_map(due).collect();
        due.into_iter()
            .try_for_each(|id| self.tell(id, Event::Woken))
    }

    fn compare_clocks(&mut self, id: SessionId, date: Option<ServerDate>) {
        let now = self.clock.now();
        if let (Some(session), Some(date)) = (self.session_mut(id), date) {
            session.flow.compare_clocks(date, now);
        }
    }

    fn tell(&mut self, id: SessionId, event: Event) -> Result<(), DeskError> {
        let now = self.clock.now();
        let Some(session) = self.sessions.iter_mut().find(|session| session.id == id) else {
            return Ok(());
        };
        let mut tools = Tools {
            client: &self.client,
            calls: &mut self.calls,
            records: &mut self.records,
            now,
        };
        session.tell(event, &mut tools)
    }
}

fn suspend<F: FrontEnd>(front: &mut F) -> Result<(), DeskError> {
    front.suspend().map_err(front_error)?;
    stop_until_continued().map_err(DeskError::Stop)?;
    front.resume().map_err(front_error)
}

fn front_error<E: std::error::Error + Send + Sync + 'static>(error: E) -> DeskError {
    DeskError::FrontEnd(Box::new(error))
}
