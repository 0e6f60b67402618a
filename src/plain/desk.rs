//! Several onboardings, one question at a time: words that lead from one to the other, and what is said of those that
//! nobody looks at.

use crate::domain::time::Timestamp;
use crate::plain::Plain;
use crate::plain::words::Word;
use crate::roster::{Arrangement, Slip, Tally};
use crate::runtime::front_end::{DeskView, HalfTyped, Heard, SessionId};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

/// How many onboardings are listed at once.
const LISTED: usize = 20;

/// What is known of the desk.
#[derive(Default)]
pub(super) struct DeskState {
    /// How many onboardings there are; 0 where there are no others.
    count: usize,
    found: usize,
    next: Option<SessionId>,
    arrangement: Arrangement,
    tally: Tally,
    looked_at: Option<SessionId>,
    /// Whether they are to be listed.
    listing: bool,
    /// What was typed at the onboardings that are not looked at.
    parked: BTreeMap<SessionId, HalfTyped>,
}

impl DeskState {
    /// Whether there are several onboardings.
    pub(super) fn has_others(&self) -> bool {
        self.count > 1
    }
}

impl Plain {
    /// Takes in what is on the desk, and says what somebody who looks at one of them is to know of the others.
    pub(super) fn see_desk(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<()> {
        let looked_at = desk.first().map(|card| card.session);
        let Some(roster) = desk.others() else {
            self.desk.looked_at = looked_at;
            return Ok(());
        };
        self.desk.count = roster.len();
        self.desk.found = roster.seen();
        self.desk.next = roster.next_up(looked_at);
        self.desk.arrangement = roster.arrangement().clone();
        self.desk.tally = *roster.tally();
        for session in desk.news().iter().filter(|news| Some(**news) != looked_at) {
            if let Some(slip) = roster.slip(*session) {
                self.say_news(slip, now)?;
            }
        }
        if std::mem::take(&mut self.desk.listing) {
            self.say_list(roster.from_first().take(LISTED), now)?;
        }
        let before = std::mem::replace(&mut self.desk.looked_at, looked_at);
        if before != looked_at {
            let slip = looked_at.and_then(|session| roster.slip(session));
            self.turn(before, slip, now)?;
        }
        Ok(())
    }

    /// Turns from one onboarding to another; what was typed stays with each.
    fn turn(
        &mut self,
        before: Option<SessionId>,
        slip: Option<&Slip>,
        now: Timestamp,
    ) -> io::Result<()> {
        if let Some(before) = before {
            let typed = self.half_typed();
            self.desk.parked.insert(before, typed);
        }
        let Some(slip) = slip else {
            return Ok(());
        };
        if let Some(typed) = self.desk.parked.remove(&slip.session) {
            self.elsewhere = Some(typed);
        }
        let number = self.wording(now).number_of(slip);
        let said = self.look.catalog.line_look(number);
        self.voice.line(&said)
    }

    fn say_news(&mut self, slip: &Slip, now: Timestamp) -> io::Result<()> {
        let wording = self.wording(now);
        let (number, state) = (wording.number_of(slip), wording.state_of(slip));
        let said = self
            .look
            .catalog
            .line_news(number, slip.session.place(), state);
        self.voice.line(&said)?;
        self.asked = false;
        Ok(())
    }

    fn say_list<'s>(
        &mut self,
        slips: impl Iterator<Item = &'s Slip>,
        now: Timestamp,
    ) -> io::Result<()> {
        let mut said = 0;
        for slip in slips {
            let wording = self.wording(now);
            let row = self.look.catalog.line_list_row(
                wording.number_of(slip),
                slip.session.place(),
                wording.state_of(slip),
                wording.station(slip.station),
            );
            let note = wording.note_of(slip);
            let note = if note.is_empty() {
                note
            } else {
                format!(", {note}")
            };
            self.voice.line(&format!("{row}{note}"))?;
            said += 1;
        }
        let c = Rc::clone(&self.look.catalog);
        let left = self.desk.found.saturating_sub(said);
        if said == 0 {
            self.voice.line(&c.desk_none_found())?;
        } else if left > 0 {
            let more = c.line_list_more(left, Word::List.written(&c));
            self.voice.line(&more)?;
        }
        self.asked = false;
        Ok(())
    }

    pub(super) fn say_shift(&mut self, now: Timestamp) -> io::Result<()> {
        let said = self.wording(now).shift(&self.desk.tally);
        self.voice.line(&said)
    }

    /// Looks at the onboarding of this place.
    pub(super) fn look_at(&mut self, place: u32, now: Timestamp) -> io::Result<Heard> {
        let session = SessionId::at_place(place);
        let session = session.filter(|session| (session.0 as usize) < self.desk.count);
        if let Some(session) = session {
            return Ok(Heard::Look(session));
        }
        let said = self.look.catalog.line_no_such_place(place);
        self.retort(&said, now)
    }

    /// Looks at the onboarding that has needed a person for the longest time.
    pub(super) fn look_at_next(&mut self, now: Timestamp) -> io::Result<Heard> {
        if let Some(next) = self.desk.next {
            return Ok(Heard::Look(next));
        }
        let said = self.look.catalog.line_nobody_in_need();
        self.voice.line(&said)?;
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    /// Has those listed that hold this text.
    pub(super) fn list_those(&mut self, text: &str) -> Heard {
        self.desk.listing = true;
        Heard::Arrange(self.desk.arrangement.searching(text))
    }

    /// Has them listed in another order.
    pub(super) fn list_otherwise(&mut self) -> Heard {
        self.desk.listing = true;
        Heard::Arrange(self.desk.arrangement.reordered())
    }

    /// Does something with the onboarding that is looked at.
    pub(super) fn about_this(&mut self, what: impl Fn(SessionId) -> Heard) -> Heard {
        self.desk.listing = true;
        self.desk.looked_at.map_or(Heard::Nothing, what)
    }

    /// Says which words there are about several onboardings.
    pub(super) fn say_desk_help(&mut self) -> io::Result<()> {
        if !self.desk.has_others() {
            return Ok(());
        }
        let c = Rc::clone(&self.look.catalog);
        let word = |word: Word| word.written(&c);
        let said = c.line_help_desk(word(Word::List), word(Word::Next));
        self.voice.line(&said)?;
        let said = c.line_help_desk_more(
            word(Word::Aside),
            word(Word::New),
            word(Word::Order),
            word(Word::Retry),
            word(Word::Shift),
        );
        self.voice.line(&said)
    }
}
