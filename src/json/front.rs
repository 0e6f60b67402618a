//! The front end of the JSON lines.

use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Prompt};
use crate::json::VERSION;
use crate::json::answer::{AnswerLine, Aside, Command, NotTaken};
use crate::json::list::ListObject;
use crate::json::message::{ErrorObject, EventObject, Hello, Message, PromptObject};
use crate::json::outcome::Outcome;
use crate::json::shift::{Shift, StateObject};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::roster::{Condition, Roster, Slip};
use crate::runtime::front_end::{Acceptance, Card, DeskView, Follows, FrontEnd, Heard, SessionId};
use crate::runtime::lines::{Lines, Typed};
use crate::wording::{Masking, Wording};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

/// Why a line changed nothing, and for which onboarding it was.
type Refusal = (NotTaken, Option<SessionId>);

/// Writes prompts and reads answers.
pub struct Json {
    lines: Lines,
    out: Box<dyn Write>,
    catalog: Rc<Catalog>,
    zone: Zone,
    acceptance: Acceptance,
    /// Whether the service has identified itself as a simulated one.
    simulated: bool,
    /// The question of each onboarding that was begun.
    shown: BTreeMap<SessionId, Prompt>,
    /// How each of several is doing, as it was written last.
    states: BTreeMap<SessionId, Slip>,
    /// Under which name each is written down.
    names: BTreeMap<SessionId, String>,
    /// Nobody reads any more.
    unread: bool,
}

impl Json {
    /// Reads `lines` and writes to `out`, which is told at once who speaks.
    pub fn new(
        lines: Lines,
        out: Box<dyn Write>,
        (catalog, zone): (Rc<Catalog>, Zone),
        acceptance: Acceptance,
    ) -> Self {
        let mut json = Self {
            lines,
            out,
            zone,
            acceptance,
            simulated: false,
            shown: BTreeMap::new(),
            states: BTreeMap::new(),
            names: BTreeMap::new(),
            unread: false,
            catalog,
        };
        let hello = Hello::new(json.catalog.language().tag());
        // Whether somebody reads shows at the first prompt too.
        let _unread = json.say(&Message::Hello(hello));
        json
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// It cannot be written, other than for want of a reader.
    pub fn end(&mut self, outcome: Outcome) -> io::Result<()> {
        self.say(&Message::Outcome(Box::new(outcome)))
    }

    /// Writes what is wrong or unusual in a list of numbers.
    ///
    /// # Errors
    /// It cannot be written, other than for want of a reader.
    pub fn list(&mut self, list: ListObject) -> io::Result<()> {
        self.say(&Message::List(list))
    }

    /// Writes the last line of several onboardings.
    ///
    /// # Errors
    /// It cannot be written, other than for want of a reader.
    pub fn end_of_shift(
        &mut self,
        exit: u8,
        roster: &Roster,
        text: String,
        now: Timestamp,
    ) -> io::Result<()> {
        let begun = |slip: &&Slip| slip.condition != Condition::NotBegun;
        let states = roster.all().filter(begun);
        self.say(&Message::Shift(Box::new(Shift {
            version: VERSION,
            exit,
            text,
            states: states.map(|slip| self.state(slip, now)).collect(),
            not_begun: roster.tally().of(Condition::NotBegun),
        })))
    }

    /// Writes a line. That nobody reads any more is heard of, and no fault.
    fn say(&mut self, message: &Message) -> io::Result<()> {
        if self.unread {
            return Ok(());
        }
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        match self.out.write_all(&line).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.unread = true;
                Ok(())
            }
            written => written,
        }
    }

    /// Writes what is new about a question.
    fn tell(&mut self, card: &Card, now: Timestamp) -> io::Result<()> {
        let prompt = &card.prompt;
        let known = self.shown.insert(card.session, prompt.clone());
        let zone = self.zone.clone();
        let catalog = Rc::clone(&self.catalog);
        let sheet = Wording::new(&catalog, &zone, now, Masking::Off).sheet(prompt);
        let is_new = known.as_ref().is_none_or(|known| known.id != prompt.id);
        if is_new {
            self.lines.note_question()?;
        }
        if let Some(activity) = prompt.activity {
            let begun = known
                .as_ref()
                .is_none_or(|known| known.id != prompt.id || known.activity != Some(activity));
            if begun {
                let event = EventObject::calling(self.named(card), activity, &sheet, now);
                self.say(&Message::Event(Box::new(event)))?;
            }
            return Ok(());
        }
        let was_busy = known.as_ref().is_some_and(|known| known.activity.is_some());
        let changed = known
            .as_ref()
            .is_none_or(|known| known.at_rest() != prompt.at_rest());
        if is_new || was_busy || changed {
            let object = PromptObject::of(self.named(card), &sheet, now);
            return self.say(&Message::Prompt(Box::new(object)));
        }
        self.tell_check(known.as_ref(), card, now)
    }

    /// Writes what another look at the service found.
    fn tell_check(
        &mut self,
        known: Option<&Prompt>,
        card: &Card,
        now: Timestamp,
    ) -> io::Result<()> {
        let prompt = &card.prompt;
        let before = known.and_then(|known| known.ask.poll()?.last.as_ref());
        let Some(poll) = prompt.ask.poll() else {
            return Ok(());
        };
        match &poll.last {
            Some(last) if before != Some(last) => {
                let event = EventObject::checked(self.named(card), last, poll.next, now);
                self.say(&Message::Event(Box::new(event)))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Writes how one of several onboardings is doing, when that is new.
    fn tell_state(&mut self, slip: &Slip, now: Timestamp) -> io::Result<()> {
        if self.states.get(&slip.session) == Some(slip) {
            return Ok(());
        }
        self.states.insert(slip.session, slip.clone());
        let state = EventObject::State(self.state(slip, now));
        self.say(&Message::Event(Box::new(state)))
    }

    fn state(&self, slip: &Slip, now: Timestamp) -> StateObject {
        let name = self.names.get(&slip.session).cloned();
        StateObject::of(slip, name, now)
    }

    /// A card with the name that its onboarding is written down under.
    fn named<'c>(&self, card: &'c Card) -> (&'c Card, Option<String>) {
        (card, self.names.get(&card.session).cloned())
    }

    /// What a line says.
    fn read(&self, text: &str, early: bool, now: Timestamp) -> Result<Heard, Refusal> {
        let mut said = AnswerLine::parse(text).map_err(|error| (error, self.only()))?;
        let place = said.session;
        let session = match said.aside().map_err(|error| (error, self.only()))? {
            None => self.asked(place)?,
            Some(Aside::Leave) => {
                place.map(|place| self.asked(Some(place))).transpose()?;
                return Ok(Heard::Leave);
            }
            Some(Aside::Do(Command::New)) => return Ok(Heard::New),
            Some(Aside::Do(Command::Begin)) => return self.there(place).map(Heard::Look),
            Some(Aside::Do(Command::Retry)) => return self.asked(place).map(Heard::Retry),
            Some(Aside::Do(Command::SetAside)) => return self.asked(place).map(Heard::SetAside),
        };
        let refuse = |error| (error, Some(session));
        let prompt = self.shown.get(&session);
        let prompt = prompt.ok_or(refuse(NotTaken::UnknownSession))?;
        let answer = said.to(prompt, now).map_err(refuse)?;
        let accepts = matches!(answer, Answer::Choose(choice) if choice.says_accepted());
        if early && accepts && self.acceptance.is_guarded(self.simulated) {
            return Err(refuse(NotTaken::WrittenBeforeAsked));
        }
        Ok(Heard::Answered {
            session,
            prompt: prompt.id,
            answer,
        })
    }

    /// The onboarding of this place, else the only one, when it has a question.
    fn asked(&self, place: Option<u32>) -> Result<SessionId, Refusal> {
        let Some(place) = place else {
            return self.only().ok_or_else(|| (self.none_named(), None));
        };
        let session = SessionId::at_place(place);
        let asked = session.filter(|session| self.shown.contains_key(session));
        asked.ok_or((NotTaken::UnknownSession, session))
    }

    /// The onboarding of this place, whether it was begun or not.
    fn there(&self, place: Option<u32>) -> Result<SessionId, Refusal> {
        let session = place.and_then(SessionId::at_place);
        let known = session.filter(|session| {
            self.states.contains_key(session) || self.shown.contains_key(session)
        });
        known.ok_or((NotTaken::UnknownSession, None))
    }

    /// The only onboarding; `None` when there are several.
    fn only(&self) -> Option<SessionId> {
        let first = self.shown.keys().next().copied();
        first.filter(|_| self.shown.len() == 1)
    }

    fn none_named(&self) -> NotTaken {
        if self.shown.is_empty() {
            NotTaken::Busy
        } else {
            NotTaken::NoSession
        }
    }

    /// Nobody will say anything more: leaves when nothing leads on.
    fn at_end(&self, now: Timestamp) -> Heard {
        let mut prompts = self.shown.values();
        if prompts.any(|prompt| prompt.leads_on_until(now).is_some()) {
            Heard::Nothing
        } else {
            Heard::Leave
        }
    }
}

impl FrontEnd for Json {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        self.simulated = desk.is_simulated();
        let looked_at = desk.first().map(|card| card.session);
        let changed = desk.changed().iter().copied().chain(looked_at);
        for session in changed.collect::<BTreeSet<SessionId>>() {
            if let Some(name) = desk.onboarding(session) {
                self.names.insert(session, name);
            }
            let slip = desk.others().and_then(|roster| roster.slip(session));
            if let Some(slip) = slip {
                self.tell_state(slip, now)?;
            }
            if slip.is_none_or(|slip| slip.condition != Condition::NotBegun)
                && let Some(card) = desk.card(session)
            {
                self.tell(&card, now)?;
            }
        }
        let looked_at = looked_at.and_then(|session| self.shown.get(&session));
        let own = looked_at.and_then(|prompt| prompt.changes_in(now));
        let awaited = self.shown.values().filter(|_| self.lines.is_over());
        let awaited = awaited.filter_map(|prompt| prompt.leads_on_until(now)?.remaining(now));
        Ok(own.into_iter().chain(awaited).min())
    }

    fn follows(&self) -> Follows {
        Follows::All
    }

    async fn input(&mut self) -> io::Result<()> {
        let idle = self.shown.values().all(|prompt| {
            prompt.activity.is_none() && !matches!(prompt.ask, Ask::Verifying { .. })
        });
        if self.unread || (self.lines.is_over() && idle) {
            return Ok(());
        }
        if self.lines.is_over() {
            return std::future::pending().await;
        }
        self.lines.ready().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        if self.unread {
            return Heard::Gone;
        }
        while let Some(typed) = self.lines.take_next() {
            let heard = match typed {
                Typed::End => return self.at_end(now),
                Typed::TooLong => Err((NotTaken::TooLong, self.only())),
                Typed::Line { text, .. } if text.trim().is_empty() => continue,
                Typed::Line { text, early } => self.read(&text, early, now),
            };
            match heard {
                Ok(heard) => return heard,
                Err((error, session)) => {
                    let prompt = session.and_then(|session| self.shown.get(&session));
                    let object = ErrorObject {
                        error,
                        session: session.map(SessionId::place),
                        prompt: prompt.map(|prompt| prompt.id.0),
                    };
                    if self.say(&Message::Error(object)).is_err() {
                        return Heard::Gone;
                    }
                }
            }
        }
        Heard::Nothing
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}
