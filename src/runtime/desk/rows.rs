//! What comes to the desk, and what happens to it there other than by its own flow.

use crate::domain::credentials::CredentialFields;
use crate::domain::phone::{LineMatch, PhoneNumber};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::Flow;
use crate::flow::bookmark::Kept;
use crate::flow::event::{Answer, Event};
use crate::flow::prompt::{Ask, Choice, Prompt};
use crate::roster::{Condition, Slip};
use crate::runtime::clock::Clock;
use crate::runtime::desk::{Desk, DeskError};
use crate::runtime::front_end::SessionId;
use crate::runtime::session::Session;
use std::rc::Rc;
use std::time::Duration;

/// A number that waits its turn.
#[derive(Clone, Debug)]
pub struct Row {
    /// The credentials of its instance.
    pub fields: CredentialFields,
    /// The number.
    pub number: PhoneNumber,
    /// What somebody wrote about it.
    pub note: Option<Rc<str>>,
    /// What was done about it before.
    pub before: Before,
}

/// What was done about a number before it came to the desk.
#[derive(Clone, Debug)]
pub enum Before {
    /// Nothing that is known.
    Nothing,
    /// Its onboarding was begun.
    Begun(Box<Kept>),
    /// It was connected.
    Connected,
}

/// What is known of a number that waits its turn.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    row: Row,
    /// Whether nobody has looked at it yet.
    unbegun: bool,
}

impl<C: Clock> Desk<C> {
    /// Puts a number on the desk that waits until somebody looks at it.
    pub fn queue(&mut self, row: Row) -> SessionId {
        let flow = self.flow_of(&row);
        let waiting = Waiting { row, unbegun: true };
        self.add(flow, Some(waiting))
    }

    fn flow_of(&self, row: &Row) -> Flow {
        let now = self.now();
        match &row.before {
            Before::Begun(kept) => Flow::welcome(vec![kept.as_ref().clone()], &row.fields, now),
            Before::Nothing | Before::Connected => {
                let mut flow = Flow::new(&row.fields, now);
                flow.hold_number(
                    &row.number.calling_code().to_string(),
                    row.number.national(),
                );
                flow
            }
        }
    }

    /// Looks at an onboarding, and begins with it when nobody has looked at it yet: its credentials are checked, which
    /// only reads, or it is taken up where it stood.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn look(&mut self, id: SessionId) -> Result<(), DeskError> {
        let Some(session) = self.session(id) else {
            return Ok(());
        };
        let begins = session.is_unbegun();
        self.turn_to(id);
        if !begins {
            return Ok(());
        }
        let now = self.now();
        self.wakes.budget.spend(now);
        self.begin(id)
    }

    /// Begins with a number that waits its turn: its credentials are checked, or it is taken up.
    pub(super) fn begin(&mut self, id: SessionId) -> Result<(), DeskError> {
        let now = self.now();
        let Some(session) = self.session_mut(id) else {
            return Ok(());
        };
        if let Some(waiting) = &mut session.waiting {
            waiting.unbegun = false;
            session.flow.begin_now(now);
        }
        let prompt = session.flow.prompt(now);
        let answer = if let Ask::Welcome { .. } = &prompt.ask {
            Answer::Choose(Choice::TakeUp(0))
        } else if let Ask::Credentials { instance_id, .. } = &prompt.ask
            && session.is_ready()
        {
            Answer::Credentials(CredentialFields {
                instance_id: instance_id.clone(),
                ..CredentialFields::default()
            })
        } else {
            // Somebody has to say more first.
            self.refresh(id);
            return Ok(());
        };
        let prompt = prompt.id;
        self.tell(id, Event::Answered { prompt, answer })
    }

    /// Puts another number on the desk and looks at it. Of the account, what belongs to no instance is known.
    pub(super) fn another(&mut self) {
        let fields = CredentialFields {
            client_token: self.client_token.clone(),
            ..CredentialFields::default()
        };
        let id = self.add(Flow::new(&fields, self.now()), None);
        if let Some(token) = self.partner.clone() {
            self.hold_partner_token(id, token);
        }
        self.turn_to(id);
    }

    /// Looks at an onboarding; whatever was searched for to get there is forgotten.
    fn turn_to(&mut self, id: SessionId) {
        self.looked_at = Some(id);
        self.changed.insert(id);
        self.stirred = true;
        if !self.roster.arrangement().search.is_empty() {
            let all = self.roster.arrangement().searching("");
            self.roster.arrange(all);
        }
    }

    /// Begins anew with an onboarding that was left, that is stopped, or whose credentials were refused; others stay
    /// as they are.
    pub(super) fn retry(&mut self, id: SessionId) -> Result<(), DeskError> {
        let now = self.now();
        let Some(session) = self.session(id) else {
            return Ok(());
        };
        let prompt = session.flow.prompt(now);
        let refused = matches!(prompt.ask, Ask::Credentials { .. }) && prompt.problem.is_some();
        let stopped = !session.open || matches!(prompt.ask, Ask::Halted { .. }) || refused;
        let Some(waiting) = session.waiting.clone().filter(|_| stopped) else {
            return Ok(());
        };
        if session.flow.awaits().is_some() {
            return Ok(());
        }
        // What is known of the number is in the journal, and comes back with the claim.
        let row = Row {
            before: Before::Nothing,
            ..waiting.row
        };
        let mut flow = self.flow_of(&row);
        flow.journal_is_on(self.records.network().cloned());
        let (tenure, was_open) = (session.tenure.clone(), session.open);
        self.records.forget(id);
        if let Some(tenure) = &tenure {
            // A lease that stays is found to be ours when the number is claimed.
            let _left = self.records.release(tenure);
        }
        if let Some(session) = self.session_mut(id) {
            let unbegun = true;
            *session = Session::new(id, flow, Some(Waiting { row, unbegun }));
        }
        if !was_open {
            self.open += 1;
        }
        self.refresh(id);
        self.look(id)
    }

    /// Sets an onboarding aside, or takes it back.
    pub(super) fn set_aside(&mut self, id: SessionId) {
        if let Some(session) = self.session_mut(id).filter(|session| session.open) {
            session.set_aside = !session.set_aside;
            self.refresh(id);
        }
    }

    /// Brings what is told of an onboarding up to date.
    pub(super) fn refresh(&mut self, id: SessionId) {
        let now = self.now();
        let Some(session) = self.session(id) else {
            return;
        };
        let prompt = session.flow.prompt(now);
        let runs = session.open && !session.set_aside && !session.is_unbegun();
        // What was under way goes on by itself: that only reads, and the budget holds it back like any check.
        let goes_on = session
            .goes_on()
            .then(|| Deadline::after(now, Duration::ZERO));
        let wakeup = session.flow.next_wakeup().filter(|_| runs);
        // What opens while a call is under way is seen when that has ended.
        let is_idle = session.flow.awaits().is_none();
        let change = prompt.changes_in(now).filter(|_| runs && is_idle);
        let slip = session.slip(&prompt, now);
        self.wakes
            .plan(id, goes_on.or(wakeup.map(|wakeup| wakeup.due)), change, now);
        self.put(slip, now);
    }
}

impl Session {
    /// Whether nobody has looked at it yet.
    pub(crate) fn is_unbegun(&self) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| waiting.unbegun)
    }

    /// Whether it was begun before and nobody has looked at it since.
    pub(crate) fn goes_on(&self) -> bool {
        let waiting = self.waiting.as_ref();
        let before = waiting.map(|waiting| (&waiting.row.before, waiting.unbegun));
        !self.set_aside && matches!(before, Some((Before::Begun(_), true)))
    }

    /// Whether everything is there that its credentials are checked with.
    fn is_ready(&self) -> bool {
        let row = self.waiting.as_ref().map(|waiting| &waiting.row);
        row.is_some_and(|row| row.fields.are_complete())
    }

    fn slip(&self, prompt: &Prompt, now: Timestamp) -> Slip {
        let row = self.waiting.as_ref().map(|waiting| &waiting.row);
        let number = prompt.ask.number().or_else(|| row.map(|row| &row.number));
        let attention = prompt.attention(now);
        let took = if let Ask::Connected {
            started, finished, ..
        } = &prompt.ask
        {
            Some(finished.since(*started))
        } else {
            None
        };
        Slip {
            session: self.id,
            number: number.cloned(),
            note: row.and_then(|row| row.note.clone()),
            station: prompt.ask.station(),
            condition: self.condition(if is_there(prompt, row) {
                Condition::Connected
            } else {
                Condition::of(attention)
            }),
            due: attention.until().filter(|_| !self.is_unbegun()),
            took,
        }
    }

    fn condition(&self, own: Condition) -> Condition {
        let was_connected = || {
            let row = self.waiting.as_ref().map(|waiting| &waiting.row.before);
            matches!(row, Some(Before::Connected))
        };
        let is_over = matches!(own, Condition::Connected | Condition::Blocked);
        if self.is_unbegun() && was_connected() {
            Condition::Connected
        } else if self.set_aside {
            Condition::SetAside
        } else if self.is_unbegun() {
            Condition::NotBegun
        } else if !self.open && !is_over {
            Condition::Left
        } else {
            own
        }
    }
}

/// Whether the very line that a row wants was connected already.
fn is_there(prompt: &Prompt, row: Option<&Row>) -> bool {
    let Ask::AlreadyConnected { device } = &prompt.ask else {
        return false;
    };
    let phone = device.phone.as_deref();
    row.is_some_and(|row| row.number.matches(phone) == LineMatch::Same)
}
