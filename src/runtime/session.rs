//! One onboarding at the desk: its flow, and running what the flow wants done.
//!
//! What is to be remembered is in the journal before anything else runs. A call that acts leaves only when its
//! own record is there and the number still is ours; otherwise the flow hears that nothing was sent.

use crate::domain::credentials::Credentials;
use crate::domain::time::Timestamp;
use crate::flow::Flow;
use crate::flow::effect::{Call, Checkpoint, Claim, Effect, Weight};
use crate::flow::event::{CallId, Cause, Event, Failure, Holder, Trouble};
use crate::journal::{Lost, SessionKey};
use crate::runtime::desk::{DeskError, Waiting};
use crate::runtime::execute::Calls;
use crate::runtime::front_end::{Card, SessionId};
use crate::runtime::records::{Page, Records};
use crate::zapi::Client;
use std::sync::Arc;
use tokio::task::AbortHandle;
use tracing::trace;

/// One onboarding.
pub(crate) struct Session {
    pub(crate) id: SessionId,
    pub(crate) flow: Flow,
    pub(crate) history: Vec<Checkpoint>,
    pub(crate) open: bool,
    /// Where it is written down; `None` before it has a number to itself, and without a journal.
    pub(crate) key: Option<SessionKey>,
    pub(crate) credentials: Option<Arc<Credentials>>,
    /// What it was put on the desk with, when it waits or waited its turn.
    pub(crate) waiting: Option<Waiting>,
    /// Whether the person wants to hear nothing of it for the time being.
    pub(crate) set_aside: bool,
    /// What is to be written down before anything else runs.
    page: Page,
    /// The last record, until a call uses it up.
    announced: Option<Checkpoint>,
    in_flight: Option<(CallId, AbortHandle)>,
    /// Whether the flow knows already that nothing can be written down.
    told_trouble: bool,
}

/// What running effects takes.
pub(crate) struct Tools<'d> {
    pub(crate) client: &'d Client,
    pub(crate) calls: &'d mut Calls,
    pub(crate) records: &'d mut Records,
    pub(crate) now: Timestamp,
}

impl Session {
    pub(crate) fn new(id: SessionId, flow: Flow, waiting: Option<Waiting>) -> Self {
        Self {
            id,
            flow,
            history: Vec::new(),
            open: true,
            key: None,
            credentials: None,
            waiting,
            set_aside: false,
            page: Page::default(),
            announced: None,
            in_flight: None,
            told_trouble: false,
        }
    }

    /// Its question at `now`.
    pub(crate) fn card(&self, now: Timestamp) -> Card {
        Card {
            session: self.id,
            prompt: self.flow.prompt(now),
        }
    }

    /// Hands the flow an event and runs what it wants, until nothing follows at once.
    pub(crate) fn tell(&mut self, event: Event, tools: &mut Tools<'_>) -> Result<(), DeskError> {
        if matches!(event, Event::Answered { .. }) {
            self.told_trouble = false;
        }
        let mut events = vec![event];
        while !events.is_empty() {
            let mut following = Vec::new();
            for event in events {
                let effects = self.flow.handle(event, tools.now);
                following.extend(self.run_all(effects, tools)?);
            }
            events = following;
        }
        Ok(())
    }

    /// Runs effects in their order; what comes of them at once is to be told to the flow.
    fn run_all(
        &mut self,
        effects: Vec<Effect>,
        tools: &mut Tools<'_>,
    ) -> Result<Vec<Event>, DeskError> {
        let mut events = Vec::new();
        for effect in effects {
            if let Some(effect) = self.note(effect) {
                match self.write(tools) {
                    Ok(()) => {
                        let trying = effect == Effect::TryRecords;
                        events.extend(self.run(effect, tools)?);
                        if trying && !events.is_empty() {
                            // What follows waits for the person's next word.
                            return Ok(events);
                        }
                    }
                    Err(Lost::Lease(holder)) => return Ok(vec![self.dispossessed(holder)]),
                    Err(Lost::Trouble(trouble)) => {
                        events.extend(self.run_unrecorded(effect, tools)?);
                        events.extend(self.told_once(trouble));
                    }
                }
            }
        }
        match self.write(tools) {
            Ok(()) => {}
            Err(Lost::Lease(holder)) => events.push(self.dispossessed(holder)),
            Err(Lost::Trouble(trouble)) => events.extend(self.told_once(trouble)),
        }
        Ok(events)
    }

    /// Trouble that lasts is told once, until the person has answered.
    fn told_once(&mut self, trouble: Trouble) -> Option<Event> {
        let is_told = std::mem::replace(&mut self.told_trouble, true);
        (!is_told).then_some(Event::Unrecorded(trouble))
    }

    /// What stands on the page is overtaken by what the new holder does.
    fn dispossessed(&mut self, holder: Holder) -> Event {
        self.page = Page::default();
        self.announced = None;
        self.key = None;
        Event::Dispossessed(holder)
    }

    /// Puts what is to be remembered on the page; gives every other effect back.
    fn note(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Keep(bookmark) => self.page.bookmark = Some(bookmark),
            Effect::Record(checkpoint) => self.record(checkpoint),
            effect @ (Effect::UseCredentials(_)
            | Effect::Claim(_)
            | Effect::TryRecords
            | Effect::GoUnrecorded
            | Effect::Call(..)
            | Effect::Abandon(_)
            | Effect::Close) => return Some(effect),
        }
        None
    }

    fn record(&mut self, checkpoint: Checkpoint) {
        self.announced = Some(checkpoint.clone());
        self.history.push(checkpoint.clone());
        self.page.records.push(checkpoint);
    }

    /// Writes down what is to be. What happened before there is a number waits for it.
    fn write(&mut self, tools: &mut Tools<'_>) -> Result<(), Lost> {
        let Some(key) = &self.key else {
            return Ok(());
        };
        if tools.records.write(key, &mut self.page, tools.now)? {
            trace!(session = self.id.0, "written");
        }
        Ok(())
    }

    fn run(&mut self, effect: Effect, tools: &mut Tools<'_>) -> Result<Option<Event>, DeskError> {
        match effect {
            Effect::Keep(_) | Effect::Record(_) => {}
            Effect::UseCredentials(credentials) => self.credentials = Some(Arc::new(credentials)),
            Effect::Claim(claim) => return Ok(Some(self.claim(&claim, tools))),
            Effect::TryRecords => {
                let opened = tools.records.open().map(drop);
                return Ok(opened.err().map(Event::Unrecorded));
            }
            Effect::GoUnrecorded => {
                tools.records.waive();
                self.key = None;
            }
            Effect::Call(id, call) => self.begin(id, call, tools)?,
            Effect::Abandon(id) => {
                if let Some((_, task)) = self.in_flight.take_if(|(call, _)| *call == id) {
                    task.abort();
                }
            }
            Effect::Close => {
                self.open = false;
                tools.records.forget(self.id);
                if let Some(key) = &self.key {
                    // A lease that stays ends with this process.
                    let _left = tools.records.release(key);
                }
            }
        }
        Ok(None)
    }

    /// Runs an effect although what precedes it could not be written down: anything but a call that acts.
    fn run_unrecorded(
        &mut self,
        effect: Effect,
        tools: &mut Tools<'_>,
    ) -> Result<Option<Event>, DeskError> {
        if matches!(effect, Effect::Claim(_)) {
            // It is made again when the person has decided.
            return Ok(None);
        }
        if let Effect::Call(call, acting) = &effect
            && acting.weight() == Weight::Acts
        {
            self.announced = None;
            let outcome = Err(Failure::NotSent(Cause::NotRecorded));
            return Ok(Some(Event::Replied {
                call: *call,
                outcome,
            }));
        }
        self.run(effect, tools)
    }

    fn claim(&mut self, claim: &Claim, tools: &mut Tools<'_>) -> Event {
        match tools
            .records
            .claim(claim, (self.id, self.key.as_ref()), tools.now)
        {
            Ok((claimed, key)) => {
                self.key = key;
                Event::Claimed(claimed)
            }
            Err(trouble) => Event::Unrecorded(trouble),
        }
    }

    fn begin(&mut self, id: CallId, call: Call, tools: &mut Tools<'_>) -> Result<(), DeskError> {
        let announced = self.is_announced(&call);
        let credentials = self.credentials.clone();
        let unclaimed =
            self.key.is_none() && tools.records.are_kept() && call.weight() == Weight::Acts;
        if !announced || unclaimed || (credentials.is_none() && call.needs_credentials()) {
            return Err(DeskError::Unannounced(id));
        }
        trace!(session = self.id.0, call = id.0, doing = ?call.doing(), "calling");
        let hand = self.flow.at_hand();
        let client = tools.client.clone();
        let task = tools
            .calls
            .begin((self.id, id), client, credentials, (call, hand));
        self.in_flight = Some((id, task));
        Ok(())
    }

    /// Whether `call` only reads, or the last record announces this very call and no other has used it.
    fn is_announced(&mut self, call: &Call) -> bool {
        let announced = self.announced.take();
        call.weight() == Weight::Reads || announced.is_some_and(|record| record.announces(call))
    }
}
