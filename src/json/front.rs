//! The front end of the JSON lines.

use crate::domain::time::Timestamp;
use crate::flow::prompt::{Ask, Prompt};
use crate::json::answer::{AnswerLine, NotTaken, Said};
use crate::json::message::{ErrorObject, EventObject, Hello, Message, Outcome, PromptObject};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::front_end::{Acceptance, Card, FrontEnd, Heard, SessionId};
use crate::runtime::lines::{Lines, Typed};
use crate::wording::Wording;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

/// Writes prompts and reads answers.
pub struct Json {
    lines: Lines,
    out: Box<dyn Write>,
    catalog: Rc<Catalog>,
    zone: Zone,
    acceptance: Acceptance,
    shown: Option<(SessionId, Prompt)>,
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
            shown: None,
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
    fn tell(&mut self, session: SessionId, prompt: &Prompt, now: Timestamp) -> io::Result<()> {
        let known = self.shown.take().filter(|(of, _)| *of == session);
        let known = known.map(|(_, prompt)| prompt);
        let zone = self.zone.clone();
        let catalog = Rc::clone(&self.catalog);
        let sheet = Wording::new(&catalog, &zone, now).sheet(prompt);
        let is_new = known.as_ref().is_none_or(|known| known.id != prompt.id);
        if is_new {
            self.lines.note_question()?;
        }
        if let Some(activity) = prompt.activity {
            let begun = known
                .as_ref()
                .is_none_or(|known| known.id != prompt.id || known.activity != Some(activity));
            if begun {
                let event = EventObject::calling(prompt, activity, &sheet, now);
                self.say(&Message::Event(Box::new(event)))?;
            }
            return Ok(());
        }
        let was_busy = known.as_ref().is_some_and(|known| known.activity.is_some());
        let changed = known
            .as_ref()
            .is_none_or(|known| known.at_rest() != prompt.at_rest());
        if is_new || was_busy || changed {
            let object = PromptObject::of(prompt, &sheet, now);
            return self.say(&Message::Prompt(Box::new(object)));
        }
        self.tell_check(known.as_ref(), prompt, now)
    }

    /// Writes what another look at the service found.
    fn tell_check(
        &mut self,
        known: Option<&Prompt>,
        prompt: &Prompt,
        now: Timestamp,
    ) -> io::Result<()> {
        let before = known.and_then(|known| known.ask.poll()?.last.as_ref());
        let Some(poll) = prompt.ask.poll() else {
            return Ok(());
        };
        match &poll.last {
            Some(last) if before != Some(last) => {
                let event = EventObject::checked(prompt, last, poll.next, now);
                self.say(&Message::Event(Box::new(event)))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// What a line says to the question that is asked.
    fn read(&self, text: &str, early: bool, now: Timestamp) -> Result<Heard, NotTaken> {
        let said = AnswerLine::parse(text)?;
        let Some((session, prompt)) = &self.shown else {
            return Err(NotTaken::Busy);
        };
        let said = said.to(prompt, now)?;
        if early && said.accepts_on_phone() && self.acceptance == Acceptance::AfterAsked {
            return Err(NotTaken::WrittenBeforeAsked);
        }
        Ok(match said {
            Said::Leave => Heard::Leave,
            Said::Answer(answer) => Heard::Answered {
                session: *session,
                prompt: prompt.id,
                answer,
            },
        })
    }

    /// Nobody will say anything more: leaves when nothing leads on.
    fn at_end(&self, now: Timestamp) -> Heard {
        let leads_on = self.shown.as_ref().and_then(|(_, p)| p.leads_on_until(now));
        if leads_on.is_some() {
            Heard::Nothing
        } else {
            Heard::Leave
        }
    }
}

impl FrontEnd for Json {
    type Error = io::Error;

    fn show(&mut self, desk: &[Card], now: Timestamp) -> io::Result<Option<Duration>> {
        let Some(Card { session, prompt }) = desk.first() else {
            return Ok(None);
        };
        self.tell(*session, prompt, now)?;
        self.shown = Some((*session, prompt.clone()));
        let awaited = self
            .lines
            .is_over()
            .then(|| prompt.leads_on_until(now))
            .flatten();
        Ok(prompt
            .changes_in(now)
            .into_iter()
            .chain(awaited.and_then(|until| until.remaining(now)))
            .min())
    }

    async fn input(&mut self) -> io::Result<()> {
        let idle = self.shown.as_ref().is_none_or(|(_, prompt)| {
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
            let (heard, asked) = match typed {
                Typed::End => return self.at_end(now),
                Typed::TooLong => (Err(NotTaken::TooLong), self.asked()),
                Typed::Line { text, .. } if text.trim().is_empty() => continue,
                Typed::Line { text, early } => (self.read(&text, early, now), self.asked()),
            };
            match heard {
                Ok(heard) => return heard,
                Err(error) => {
                    let object = ErrorObject {
                        error,
                        prompt: asked,
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

impl Json {
    fn asked(&self) -> Option<u64> {
        self.shown.as_ref().map(|(_, prompt)| prompt.id.0)
    }
}
