//! The desk: the onboardings at hand, and the loop that keeps them going. One in the plain wizard.
//!
//! One of them is looked at. What happens to another one costs no more than the logarithm of how many there are, and
//! is shown when it changes something that is seen.
//!
//! For every session the effects of its flow are run in their order. A record is in the journal before the call
//! that it announces leaves; a call that acts without its announcement is refused, whatever the flow says.

mod rows;
mod told;
pub mod wakes;

pub(crate) use rows::Waiting;
pub use rows::{Before, Row};

use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::bookmark::Kept;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{CallId, Event, Trouble};
use crate::flow::{Flow, Standing};
use crate::journal::SessionKey;
use crate::roster::Roster;
use crate::runtime::budget::Budget;
use crate::runtime::clock::Clock;
use crate::runtime::desk::wakes::Wakes;
use crate::runtime::execute::Calls;
use crate::runtime::front_end::{Card, DeskView, Follows, FrontEnd, Heard, SessionId};
use crate::runtime::question::suspend;
use crate::runtime::records::Records;
use crate::runtime::session::Session;
use crate::runtime::signals::{EndSignal, Request, Signals};
use crate::zapi::{Client, Exchange};
use std::collections::BTreeSet;
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
    roster: Roster,
    wakes: Wakes,
    /// How many are not closed.
    open: usize,
    looked_at: Option<SessionId>,
    /// What was told to be changed since the desk was shown last.
    changed: BTreeSet<SessionId>,
    /// Those of which somebody who looks elsewhere is to be told.
    news: Vec<SessionId>,
    /// Whether something changed that is seen.
    stirred: bool,
    /// What was known of the account when the desk was set up, for another number.
    client_token: Option<Secret>,
    partner: Option<Secret>,
    /// Whether every answer so far said that a simulator gave it; `None` before the first one.
    simulated: Option<bool>,
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

impl DeskError {
    pub(super) fn of_front<E: std::error::Error + Send + Sync + 'static>(error: E) -> Self {
        DeskError::FrontEnd(Box::new(error))
    }
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
            roster: Roster::default(),
            wakes: Wakes::default(),
            open: 0,
            looked_at: None,
            changed: BTreeSet::new(),
            news: Vec::new(),
            stirred: false,
            client_token: None,
            partner: None,
            simulated: None,
        }
    }

    /// Checks the service no more often than this, all onboardings together.
    pub fn check_within(&mut self, budget: Budget) {
        self.wakes.budget = budget;
    }

    /// Puts an onboarding on the desk, with the credential fields that are known already.
    pub fn open(&mut self, fields: &CredentialFields) -> SessionId {
        let now = self.clock.now();
        self.client_token.clone_from(&fields.client_token);
        self.add(Flow::new(fields, now), None)
    }

    /// Puts an onboarding on the desk that offers what is kept first, when something is.
    pub fn welcome(&mut self, kept: Vec<Kept>, fields: &CredentialFields) -> SessionId {
        let now = self.clock.now();
        self.client_token.clone_from(&fields.client_token);
        self.add(Flow::welcome(kept, fields, now), None)
    }

    /// Puts an onboarding on the desk; the first one is looked at.
    fn add(&mut self, mut flow: Flow, waiting: Option<Waiting>) -> SessionId {
        flow.journal_is_on(self.records.network().cloned());
        let id = SessionId(u32::try_from(self.sessions.len()).unwrap_or(u32::MAX));
        self.sessions.push(Session::new(id, flow, waiting));
        self.open += 1;
        self.refresh(id);
        self.looked_at.get_or_insert(id);
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
        self.begin(id)?;
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
        let tenure = self.session(id)?.tenure.as_ref()?;
        Some(&tenure.session)
    }

    /// Hands an onboarding the partner token that is known already.
    pub fn hold_partner_token(&mut self, id: SessionId, token: Secret) {
        if let Some(session) = self.session_mut(id) {
            session.flow.hold_partner_token(token.clone());
        }
        self.partner = Some(token);
    }

    /// The present moment, by the desk's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Where each onboarding stands that was begun.
    #[must_use]
    pub fn standings(&self) -> Vec<(SessionId, Standing)> {
        let now = self.clock.now();
        let standing = |session: &Session| (session.id, session.flow.standing(now));
        self.begun().map(standing).collect()
    }

    /// The questions of those that were begun, as they stand.
    #[must_use]
    pub fn cards(&self) -> Vec<Card> {
        let now = self.clock.now();
        self.begun().map(|session| session.card(now)).collect()
    }

    /// How all onboardings are doing.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The onboarding that is looked at; `None` on an empty desk.
    #[must_use]
    pub fn looked_at(&self) -> Option<SessionId> {
        self.looked_at
    }

    fn begun(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| !session.is_unbegun())
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
        // The first look shows everything.
        self.stirred = true;
        let mut front_due: Option<Deadline> = None;
        loop {
            let now = self.clock.now();
            self.wake_due(now)?;
            if self.open == 0 {
                return Ok(Ending::Closed);
            }
            let due = front_due.is_some_and(|due| due.remaining(now).is_none());
            if due || self.is_stirred(front) {
                let changes_in = self.show(front, now)?;
                front_due = changes_in.map(|wait| Deadline::after(now, wait));
            }
            let front_wait = front_due.map(|due| due.remaining(now).unwrap_or_default());
            let wait = self.wakes.next_in(now).into_iter().chain(front_wait).min();
            let request = tokio::select! {
                biased;
                request = signals.next() => {
                    self.stirred = true;
                    Some(request)
                }
                ended = self.calls.next(), if !self.calls.is_empty() => {
                    if let Some(ended) = ended.map_err(DeskError::Call)? {
                        let Exchange { outcome, waits, date, simulated } = ended.exchange;
                        self.warm_up(ended.session, ended.warm);
                        trace!(session = ended.session.0, call = ended.call.0, outcome = ?outcome, "ended");
                        self.note_simulated(simulated);
                        self.compare_clocks(ended.session, date);
                        self.tell(ended.session, Event::Replied { call: ended.call, outcome, waits })?;
                    }
                    None
                }
                typed = front.input() => {
                    typed.map_err(DeskError::of_front)?;
                    self.stirred = true;
                    None
                }
                () = self.clock.sleep(wait.unwrap_or_default()), if wait.is_some() => None,
            };
            if let Some(ending) = self.serve(request, front)? {
                return Ok(ending);
            }
        }
    }

    /// Whether something changed that `front` shows.
    fn is_stirred<F: FrontEnd>(&self, front: &F) -> bool {
        self.stirred || (front.follows() == Follows::All && !self.changed.is_empty())
    }

    /// Shows the desk; says when what is shown changes by itself.
    fn show<F: FrontEnd>(
        &mut self,
        front: &mut F,
        now: Timestamp,
    ) -> Result<Option<Duration>, DeskError> {
        let (changed, news) = (
            std::mem::take(&mut self.changed),
            std::mem::take(&mut self.news),
        );
        self.stirred = false;
        let card = self.looked_at.and_then(|id| self.card(id, now));
        let cards = |id| self.card(id, now);
        let names = |id| self.kept_as(id).map(|key| key.as_str().to_owned());
        let view = DeskView::new(card.as_ref(), &self.roster, (&changed, &news), &cards)
            .named(&names)
            .simulated(self.simulated == Some(true));
        front.show(&view, now).map_err(DeskError::of_front)
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
            Heard::Look(session) => self.look(session)?,
            Heard::New => self.another(),
            Heard::Retry(session) => self.retry(session)?,
            Heard::SetAside(session) => self.set_aside(session),
            Heard::Arrange(arrangement) => self.roster.arrange(arrangement),
            Heard::Suspend => suspend(front)?,
            Heard::Leave => return Ok(Some(Ending::Left)),
            Heard::Gone => return Ok(Some(Ending::Signal(EndSignal::Hangup))),
        }
        Ok(None)
    }

    fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.get(id.0 as usize)
    }

    fn session_mut(&mut self, id: SessionId) -> Option<&mut Session> {
        self.sessions.get_mut(id.0 as usize)
    }

    fn card(&self, id: SessionId, now: Timestamp) -> Option<Card> {
        self.session(id).map(|session| session.card(now))
    }
}
