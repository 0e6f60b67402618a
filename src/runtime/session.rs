//! One onboarding at the desk: its flow, and running what the flow wants done.
//!
//! What is to be remembered is in the journal before anything else runs. A call that acts leaves only when its
//! own record is there and the number still is ours, which is looked at once more right before its first byte;
//! otherwise the flow hears that nothing was sent. What comes of a call after the number was lost is written down and
//! told all the same.

use crate::domain::credentials::Credentials;
use crate::domain::time::Timestamp;
use crate::flow::Flow;
use crate::flow::effect::{Call, Checkpoint, Claim, Effect, Weight};
use crate::flow::event::{
    AnswerWaits, CallId, Cause, Event, Failure, Holder, Late, LateOutcome, Trouble,
};
use crate::journal::{Acting, Lost, Tenure};
use crate::runtime::desk::{DeskError, Waiting};
use crate::runtime::execute::{Calls, Departure};
use crate::runtime::front_end::{Card, SessionId};
use crate::runtime::records::{ClaimEnd, Page, Records};
use crate::runtime::session::news::News;
use crate::zapi::{Client, WarmLane};
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
    pub(crate) tenure: Option<Tenure>,
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
    /// The call that acts and is under way.
    sent: Option<Sent>,
    /// What `/status` was just read on.
    pub(crate) warm: Option<WarmLane>,
    /// Whether the flow knows already that nothing can be written down.
    told_trouble: bool,
    news: News,
}

/// A call that acts and is under way.
struct Sent {
    call: CallId,
    /// The record that announced it.
    record: Checkpoint,
    /// The grant that it was announced by; `None` when nothing is written down.
    tenure: Option<Tenure>,
}

/// What running effects takes.
pub(crate) struct Tools<'d> {
    pub(crate) client: &'d Client,
    pub(crate) calls: &'d mut Calls,
    pub(crate) records: &'d mut Records,
    /// The boot clock before `now` was read, in milliseconds. Both the time in which a call that acts leaves and the window
    /// of that call count from here: a desk that stands still in between makes the call too late.
    pub(crate) since_ms: u64,
    pub(crate) now: Timestamp,
}

impl Session {
    pub(crate) fn new(id: SessionId, flow: Flow, waiting: Option<Waiting>) -> Self {
        Self {
            id,
            flow,
            history: Vec::new(),
            open: true,
            tenure: None,
            credentials: None,
            waiting,
            set_aside: false,
            page: Page::default(),
            announced: None,
            in_flight: None,
            sent: None,
            warm: None,
            told_trouble: false,
            news: News::default(),
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
        let late = self.note_end(&event, tools);
        let news = self.late_news(&event, tools);
        // An answer of the person takes the earlier news off the screen, so that later news comes behind it.
        let mut events: Vec<Event> = late.into_iter().chain([event]).chain(news).collect();
        while !events.is_empty() {
            let mut following = Vec::new();
            for event in events {
                let effects = self.flow.handle(event, tools.now);
                following.extend(self.run_all(effects, tools)?);
            }
            events = following;
        }
        // Nobody acts upon what the status said any more.
        self.warm = None;
        Ok(())
    }

    /// Notes that the call that acts came to its end. When the number was lost meanwhile, that is written down at once
    /// under the former grant, and comes back to be told.
    fn note_end(&mut self, event: &Event, tools: &mut Tools<'_>) -> Option<Event> {
        let Event::Replied { call, outcome, .. } = event else {
            return None;
        };
        let sent = self.sent.take_if(|sent| sent.call == *call)?;
        // What was not confirmed when the time was over may still be on its way.
        let may_arrive = matches!(outcome, Err(Failure::OutcomeUnknown(Cause::Timeout)));
        let outcome = LateOutcome::of(outcome);
        self.page.late = Some(Late {
            call: sent.record,
            outcome,
            by: None,
        });
        if !may_arrive {
            self.page.acting = Acting::Ends;
        }
        if self.tenure == sent.tenure {
            return None;
        }
        let mut page = Page {
            acting: self.page.acting,
            late: self.page.late.take(),
            ..Page::default()
        };
        self.page.acting = Acting::Same;
        self.news.know(page.late.as_ref());
        let late = page.late.clone().map(Event::Late);
        if let Some(tenure) = &sent.tenure {
            // What cannot be written down is passed on all the same.
            let _lost = tools.records.write(tenure, &mut page, tools.now);
        }
        late
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
                let acts =
                    matches!(&effect, Effect::Call(_, call) if call.weight() == Weight::Acts);
                if acts {
                    self.page.acting = Acting::Begins;
                }
                match self.write(tools) {
                    Ok(()) => {
                        let trying = effect == Effect::TryRecords;
                        events.extend(self.run(effect, tools)?);
                        if trying && !events.is_empty() {
                            // What follows waits for the person's next word.
                            return Ok(events);
                        }
                    }
                    Err(Lost::Lease(holder)) => return Ok(self.dispossessed(holder)),
                    Err(Lost::Early(under_way)) => {
                        events.push(Event::CallUnderWay(under_way));
                        events.extend(self.withhold(&effect, Cause::CallUnderWay));
                    }
                    Err(Lost::Trouble(trouble)) => {
                        events.extend(self.run_unrecorded(effect, tools)?);
                        events.extend(self.told_once(trouble));
                    }
                }
            }
        }
        match self.write(tools) {
            Ok(()) => {}
            Err(Lost::Lease(holder)) => events.extend(self.dispossessed(holder)),
            // Only what announces a call is ever early.
            Err(Lost::Early(under_way)) => events.push(Event::CallUnderWay(under_way)),
            Err(Lost::Trouble(trouble)) => events.extend(self.told_once(trouble)),
        }
        Ok(events)
    }

    /// Trouble that lasts is told once, until the person has answered.
    fn told_once(&mut self, trouble: Trouble) -> Option<Event> {
        let is_told = std::mem::replace(&mut self.told_trouble, true);
        (!is_told).then_some(Event::Unrecorded(trouble))
    }

    /// What stands on the page is overtaken by what the new holder does; what came of a call is passed on.
    fn dispossessed(&mut self, holder: Holder) -> Vec<Event> {
        let late = self.page.late.take().map(Event::Late);
        self.lose();
        [Event::Dispossessed(holder)]
            .into_iter()
            .chain(late)
            .collect()
    }

    /// Has the number no more.
    pub(crate) fn lose(&mut self) {
        self.page = Page::default();
        self.announced = None;
        self.tenure = None;
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
        let Some(tenure) = &self.tenure else {
            self.page.acting = Acting::Same;
            self.page.late = None;
            return Ok(());
        };
        if tools.records.write(tenure, &mut self.page, tools.now)? {
            trace!(session = self.id.0, "written");
        }
        Ok(())
    }

    fn run(&mut self, effect: Effect, tools: &mut Tools<'_>) -> Result<Vec<Event>, DeskError> {
        match effect {
            Effect::Keep(_) | Effect::Record(_) => {}
            Effect::UseCredentials(credentials) => self.credentials = Some(Arc::new(credentials)),
            Effect::Claim(claim) => return Ok(self.claim(&claim, tools)),
            Effect::TryRecords => {
                let opened = tools.records.open().map(drop);
                return Ok(opened.err().map(Event::Unrecorded).into_iter().collect());
            }
            Effect::GoUnrecorded => {
                tools.records.waive();
                self.tenure = None;
            }
            Effect::Call(id, call) => return self.begin(id, call, tools),
            // A call that acts goes on: what comes of it is written down.
            Effect::Abandon(id) if self.sent.as_ref().is_some_and(|sent| sent.call == id) => {}
            Effect::Abandon(id) => {
                if let Some((_, task)) = self.in_flight.take_if(|(call, _)| *call == id) {
                    task.abort();
                }
            }
            Effect::Close => {
                self.open = false;
                tools.records.forget(self.id);
                if let Some(tenure) = &self.tenure {
                    // A lease that stays ends with this process.
                    let _left = tools.records.release(tenure);
                }
            }
        }
        Ok(Vec::new())
    }

    /// Runs an effect although what precedes it could not be written down: anything but a call that acts.
    fn run_unrecorded(
        &mut self,
        effect: Effect,
        tools: &mut Tools<'_>,
    ) -> Result<Vec<Event>, DeskError> {
        if matches!(effect, Effect::Claim(_)) {
            // It is made again when the person has decided.
            return Ok(Vec::new());
        }
        match self.withhold(&effect, Cause::NotRecorded) {
            Some(withheld) => Ok(vec![withheld]),
            None => self.run(effect, tools),
        }
    }

    /// Keeps a call that acts from leaving; `None` for every other effect.
    fn withhold(&mut self, effect: &Effect, cause: Cause) -> Option<Event> {
        let Effect::Call(call, acting) = effect else {
            return None;
        };
        if acting.weight() == Weight::Reads {
            return None;
        }
        self.announced = None;
        self.page.acting = Acting::Same;
        Some(Event::Replied {
            call: *call,
            outcome: Err(Failure::NotSent(cause)),
            waits: AnswerWaits::default(),
        })
    }

    fn claim(&mut self, claim: &Claim, tools: &mut Tools<'_>) -> Vec<Event> {
        match tools
            .records
            .claim(claim, (self.id, self.tenure.as_ref()), tools.now)
        {
            Ok(ClaimEnd {
                claimed,
                tenure,
                under_way,
                news,
            }) => {
                self.tenure = tenure;
                let under_way = under_way.map(Event::CallUnderWay);
                let late = self.news.at_claim(news);
                let known = under_way.into_iter().chain(late);
                known.chain([Event::Claimed(claimed)]).collect()
            }
            Err(trouble) => vec![Event::Unrecorded(trouble)],
        }
    }

    fn begin(
        &mut self,
        id: CallId,
        call: Call,
        tools: &mut Tools<'_>,
    ) -> Result<Vec<Event>, DeskError> {
        let acts = call.weight() == Weight::Acts;
        let record = self
            .announced
            .take()
            .filter(|record| record.announces(&call));
        let credentials = self.credentials.clone();
        let unclaimed = self.tenure.is_none() && tools.records.are_kept() && acts;
        let unannounced = acts && record.is_none();
        if unannounced || unclaimed || (credentials.is_none() && call.needs_credentials()) {
            return Err(DeskError::Unannounced(id));
        }
        let departure = match record.filter(|_| acts) {
            None => None,
            Some(record) => {
                let tenure = self.tenure.clone();
                let cleared = tools.records.clearance(tenure.as_ref(), tools.since_ms);
                let Ok(clearance) = cleared else {
                    let withheld = self.withhold(&Effect::Call(id, call), Cause::NotRecorded);
                    return Ok(withheld.into_iter().collect());
                };
                self.sent = Some(Sent {
                    call: id,
                    record,
                    tenure,
                });
                let warm = self.warm.take();
                Some(Departure { warm, clearance })
            }
        };
        trace!(session = self.id.0, call = id.0, doing = ?call.doing(), "calling");
        let hand = self.flow.at_hand();
        let client = tools.client.clone();
        let task = tools
            .calls
            .begin((self.id, id), client, credentials, (call, hand), departure);
        self.in_flight = Some((id, task));
        Ok(Vec::new())
    }
}

mod news;

#[cfg(test)]
mod tests;
