//! Line mode: the same questions as on the screen, one line after the other, for a screen reader, a terminal that can
//! do no more, and a pipe.
//!
//! ```text
//! Step 3 of 6: Method
//! Choose how the code shall come
//! …
//! 1. Text message (ready)
//! 2. Voice call (opens at 14:40:00 CET, in 8 minutes)
//! Write a number from 1 to 4, or help (Enter for 1. Text message): _
//! ```
//!
//! Lines are only ever added. What goes by itself is told when it has come about, and every so often that it is
//! still waited for. An error is read before the question is asked again.
//!
//! On a terminal, what was typed before a question that acts is dropped. From a pipe, answers may be written
//! ahead; they are kept back while a call is under way, and two of them do not count when they were written before
//! the question, unless the service is a simulated one on this machine: that the customer accepted on the phone,
//! and something that acts by its number alone.

mod beside;
mod desk;
mod heed;
mod menu;
mod question;
mod speak;
mod voice;
mod words;

pub use menu::Picked;
pub use voice::Signs;

use crate::domain::time::{Deadline, Timestamp};
use crate::flow::prompt::{Ask, Prompt};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::picture::SavedPicture;
use crate::plain::question::{Question, Wanted};
use crate::plain::voice::Voice;
use crate::runtime::front_end::{Acceptance, Card, DeskView, FrontEnd, HalfTyped, Heard};
use crate::runtime::lines::{Lines, Typed, restore_typing};
use crate::wording::{DemoHints, Masking};
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

/// What line mode says besides the prompts, and how.
pub struct Look {
    /// The words.
    pub catalog: Rc<Catalog>,
    /// The zone of clock times.
    pub zone: Zone,
    /// Which signs may be written.
    pub signs: Signs,
    /// How many columns a line may have; `None` where whoever shows it breaks it better.
    pub width: Option<usize>,
    /// How often it is said that something is still waited for; zero for never.
    pub heartbeat: Duration,
    /// In a demo: what to type, by the name of the question.
    pub hints: Option<DemoHints>,
    /// Who and where the program runs, as `scp` wants it: `user@host`.
    pub address: String,
    /// Whether pictures are drawn without being asked for.
    pub pictures: Pictures,
    /// When it counts that the customer accepted.
    pub acceptance: Acceptance,
    /// Whether numbers and ids are masked.
    pub masking: Masking,
    /// Whether there is a screen to go to.
    pub screen: OtherSurface,
}

/// Whether pictures are drawn without being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// At once.
    Drawn,
    /// Only at a word: nobody wants to hear them read aloud.
    OnRequest,
}

/// Whether there is another surface to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherSurface {
    /// There is.
    There,
    /// There is none.
    None,
}

/// The front end.
pub struct Plain {
    look: Look,
    english: Catalog,
    lines: Lines,
    voice: Voice,
    question: Option<Question>,
    /// Whether what is wanted was asked for since the last line was taken.
    asked: bool,
    /// Whether the person is about to leave.
    leaving: bool,
    /// When something was said last.
    said: Option<Timestamp>,
    /// The file of the picture that is asked about.
    saved: Option<SavedPicture>,
    /// What was typed on another surface.
    elsewhere: Option<HalfTyped>,
    desk: desk::DeskState,
    /// Whether the service has identified itself as a simulated one.
    simulated: bool,
}

impl Plain {
    /// Reads `lines` and writes to `out`.
    #[must_use]
    pub fn new(look: Look, lines: Lines, out: Box<dyn Write>) -> Self {
        Self {
            voice: Voice::new(out, look.signs, look.width),
            look,
            english: words::english(),
            lines,
            question: None,
            asked: false,
            leaving: false,
            said: None,
            saved: None,
            elsewhere: None,
            desk: desk::DeskState::default(),
            simulated: false,
        }
    }

    /// What was typed at the question that is asked and not handed in, here or elsewhere before.
    #[must_use]
    pub fn half_typed(&self) -> HalfTyped {
        let question = self.question.as_ref();
        question.map_or_else(HalfTyped::default, |question| {
            let rest = question.before.iter().skip(question.typed.len());
            HalfTyped {
                question: question.prompt.ask.name().to_owned(),
                texts: question.typed.iter().chain(rest).cloned().collect(),
            }
        })
    }

    /// Takes what was typed elsewhere for typed here, where it is asked for.
    pub fn put(&mut self, typed: HalfTyped) {
        self.elsewhere = Some(typed);
    }

    /// Whether numbers and ids are masked at present.
    #[must_use]
    pub fn masking(&self) -> Masking {
        self.look.masking
    }

    /// Masks numbers and ids from here on, or shows them.
    pub fn mask(&mut self, masking: Masking) {
        self.look.masking = masking;
    }

    /// The words that it speaks at present.
    #[must_use]
    pub fn catalog(&self) -> &Rc<Catalog> {
        &self.look.catalog
    }

    /// Masks numbers and ids, or shows them, and says so.
    fn turn_mask(&mut self) -> io::Result<()> {
        self.look.masking = self.look.masking.turned();
        let said = self.look.catalog.masked_now(self.look.masking.word());
        self.voice.line(&said)
    }

    /// Forgets the desk that was asked about, for another one; says from here on what `hints` say to type.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn begin_anew(&mut self, hints: Option<DemoHints>) -> io::Result<()> {
        self.depart()?;
        self.look.hints = hints;
        self.asked = false;
        self.leaving = false;
        self.said = None;
        self.saved = None;
        self.elsewhere = None;
        self.desk = desk::DeskState::default();
        Ok(())
    }

    /// Gives the line back as it was found.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn depart(&mut self) -> io::Result<()> {
        restore_typing()?;
        if self.voice.is_asking() {
            self.voice.gap()?;
        }
        self.question = None;
        Ok(())
    }

    /// Gives the line to another reader: what was typed and not taken is not meant for that one.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn hand_over(&mut self) -> io::Result<()> {
        self.depart()?;
        self.lines.drop_typed()
    }

    /// Whether lines that are there wait until something else has happened.
    fn holds_back(&self) -> bool {
        let Some(question) = &self.question else {
            return true;
        };
        if self.lines.is_terminal() {
            return false;
        }
        let verifying = matches!(question.prompt.ask, Ask::Verifying { .. });
        question.prompt.activity.is_some() || (verifying && self.lines.is_early())
    }

    /// Until when something goes on although nobody will say anything more.
    fn leads_on_until(&self, now: Timestamp) -> Option<Deadline> {
        self.question.as_ref()?.prompt.leads_on_until(now)
    }

    /// When something is to be said by itself.
    fn speaks_in(&self, prompt: &Prompt, now: Timestamp) -> Option<Duration> {
        let own = prompt.changes_in(now);
        let beat = self.heartbeat_in(prompt, now);
        let end = self.lines.is_over().then(|| self.leads_on_until(now));
        let end = end.flatten().and_then(|until| until.remaining(now));
        own.into_iter().chain(beat).chain(end).min()
    }

    fn heartbeat_in(&self, prompt: &Prompt, now: Timestamp) -> Option<Duration> {
        let waits = prompt.activity.is_some() || prompt.ask.poll().is_some();
        let every = self.look.heartbeat;
        let since = self.said.filter(|_| waits && !every.is_zero())?;
        Some(every.saturating_sub(now.since(since)))
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // There is nobody left to tell when even this fails.
        let _unrestored = self.depart();
    }
}

impl FrontEnd for Plain {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        self.simulated = desk.is_simulated();
        let Some(Card { session, prompt }) = desk.first() else {
            return Ok(None);
        };
        self.see_desk(desk, now)?;
        self.tell(*session, prompt, now)?;
        if self.heartbeat_in(prompt, now) == Some(Duration::ZERO) {
            self.beat(now)?;
        }
        let wanted = self.question.as_ref().map(Question::wanted);
        if !self.asked && wanted.is_some_and(|wanted| wanted != Wanted::Nothing) {
            self.ask(now)?;
        }
        Ok(self.speaks_in(prompt, now))
    }

    async fn input(&mut self) -> io::Result<()> {
        if self.voice.is_unheard() {
            return Ok(());
        }
        if self.lines.is_over() {
            let question = self.question.as_ref();
            let leads_on = question.is_some_and(|question| {
                let prompt = &question.prompt;
                prompt.activity.is_some() || matches!(prompt.ask, Ask::Verifying { .. })
            });
            if leads_on {
                return std::future::pending().await;
            }
            return Ok(());
        }
        if self.holds_back() {
            return std::future::pending().await;
        }
        self.lines.ready().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        if self.voice.is_unheard() {
            return Heard::Gone;
        }
        while !self.holds_back() || self.lines.is_over() {
            let heard = match self.lines.take_next() {
                None => return Heard::Nothing,
                Some(Typed::End) if self.leads_on_until(now).is_some() => return Heard::Nothing,
                Some(Typed::End) => return Heard::Leave,
                Some(Typed::TooLong) => self.refuse_long(now),
                Some(Typed::Line { text, early }) => self.take_line(&text, early, now),
            };
            match heard {
                Ok(Heard::Nothing) => {}
                Ok(heard) => return heard,
                // Whoever cannot be spoken to any more is not there.
                Err(_) => return Heard::Gone,
            }
        }
        Heard::Nothing
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.depart()
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}
