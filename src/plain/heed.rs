//! What a line does.

use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Consequence, FormField, Holds, Nature};
use crate::locale::catalog::Catalog;
use crate::plain::question::{Chosen, Question, Wanted};
use crate::plain::words::{Word, Wrote, is_word, read};
use crate::plain::{OtherSurface, Plain};
use crate::runtime::front_end::Heard;
use crate::runtime::lines::{hide_typing, restore_typing};
use std::io;
use std::rc::Rc;
use zeroize::Zeroizing;

/// What can be written to say which field a pasted value is for.
const PLACES: &str = "1, 2, 3, 0";

impl Plain {
    pub(super) fn refuse_long(&mut self, now: Timestamp) -> io::Result<Heard> {
        let said = self.look.catalog.line_too_long();
        self.retort(&said, now)
    }

    /// Says what is wrong with a line, and asks again.
    pub(super) fn retort(&mut self, text: &str, now: Timestamp) -> io::Result<Heard> {
        let text = self.look.catalog.line_error(text);
        self.voice.line(&text)?;
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    /// Takes a line in.
    pub(super) fn take_line(
        &mut self,
        line: &str,
        early: bool,
        now: Timestamp,
    ) -> io::Result<Heard> {
        let more_to_hide = self.question.as_ref().is_some_and(Question::hides_more);
        if !more_to_hide {
            restore_typing()?;
        }
        self.asked = false;
        if self.lines.is_terminal() {
            self.voice.answered();
        }
        let whole = self.with_ahead(line)?;
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        // The cells of a table are parted by tabs.
        let parts = |c: char| c == '\n' || (c == '\t' && question.is_of_credentials());
        let clean = whole.chars().filter(|c| !c.is_control() || parts(*c));
        let clean = Zeroizing::new(clean.collect::<String>());
        if !question.lines.is_empty() && !clean.starts_with('/') {
            return self.take_text_line(&clean, now);
        }
        let catalog = Rc::clone(&self.look.catalog);
        let mut wrote = read(&clean, &catalog, &self.english);
        let no_picture =
            matches!(wrote, Wrote::Word(Word::Draw | Word::Save)) && question.picture().is_none();
        let no_desk = wrote.is_about_desk() && !self.desk.has_others();
        if no_picture || no_desk {
            wrote = Wrote::Text(&clean);
        }
        let was_leaving = std::mem::replace(&mut self.leaving, false);
        match wrote {
            Wrote::Nothing => self.take_nothing(now),
            Wrote::Word(Word::Quit) => self.quit(was_leaving, now),
            Wrote::Word(word) => self.follow(word, now),
            Wrote::Place(place) => self.look_at(place, now),
            Wrote::Find(text) => Ok(self.list_those(text)),
            Wrote::Slashed(choice) => self.choose(choice, early, now),
            Wrote::Text(text) => self.take_text(text, early, now),
        }
    }

    fn quit(&mut self, was_leaving: bool, now: Timestamp) -> io::Result<Heard> {
        if was_leaving || !self.lines.is_terminal() {
            return Ok(Heard::Leave);
        }
        self.leaving = true;
        let catalog = &self.look.catalog;
        let said = catalog.line_quit_sure(catalog.word_quit());
        self.voice.line(&said)?;
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    /// The line with those that came in one go with it, where together they are one answer: a message with its code, or
    /// several credentials. Only from a terminal: from a pipe, each line is an answer of its own.
    fn with_ahead(&mut self, line: &str) -> io::Result<Zeroizing<String>> {
        let line = Zeroizing::new(line.to_owned());
        let asks = |question: &Question| matches!(question.wanted(), Wanted::Field(_));
        if !self.lines.is_terminal() || !self.question.as_ref().is_some_and(asks) {
            return Ok(line);
        }
        let ahead = self.lines.ahead()?;
        if ahead.trim().is_empty() {
            return Ok(line);
        }
        let whole = Zeroizing::new(format!("{}\n{}", line.as_str(), ahead.as_str()));
        let question = self.question.as_ref();
        if question.is_some_and(|question| question.takes_whole(&whole)) {
            self.lines.take_ahead();
            return Ok(whole);
        }
        Ok(line)
    }

    /// Follows a word other than the one to leave.
    fn follow(&mut self, word: Word, now: Timestamp) -> io::Result<Heard> {
        match word {
            Word::Back => return self.go_back(now),
            Word::Screen if self.look.screen == OtherSurface::There => return Ok(Heard::Switch),
            Word::Screen => {
                let said = self.look.catalog.line_no_screen();
                return self.retort(&said, now);
            }
            Word::Help => self.say_help()?,
            Word::Again => self.announce(now)?,
            Word::Customer => self.say_customer(now)?,
            Word::Evidence => self.say_evidence(now)?,
            Word::Language => {
                let next = self.look.catalog.language().next();
                self.look.catalog = Rc::new(Catalog::new(next));
                self.announce(now)?;
            }
            Word::Mask => self.turn_mask()?,
            Word::Draw => self.draw_picture(now)?,
            Word::Save => self.save_picture(now)?,
            Word::Next => return self.look_at_next(now),
            Word::List => return Ok(self.list_those("")),
            Word::Order => return Ok(self.list_otherwise()),
            Word::New => return Ok(Heard::New),
            Word::Aside => return Ok(self.about_this(Heard::SetAside)),
            Word::Retry => return Ok(self.about_this(Heard::Retry)),
            Word::Shift => self.say_shift(now)?,
            Word::Quit => {}
        }
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    fn go_back(&mut self, now: Timestamp) -> io::Result<Heard> {
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        if !question.typed.is_empty() || !question.lines.is_empty() || question.ready.is_some() {
            // One step back is the field before.
            question.lines.clear();
            question.ready = None;
            question.typed.pop();
            self.ask(now)?;
            return Ok(Heard::Nothing);
        }
        if let Some(choice) = question.back() {
            return Ok(self.answered(Answer::Choose(choice)));
        }
        let said = self.look.catalog.line_no_back();
        self.retort(&said, now)
    }

    fn answered(&self, answer: Answer) -> Heard {
        self.question
            .as_ref()
            .map_or(Heard::Nothing, |question| Heard::Answered {
                session: question.session,
                prompt: question.prompt.id,
                answer,
            })
    }

    fn take_nothing(&mut self, now: Timestamp) -> io::Result<Heard> {
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        match question.wanted() {
            Wanted::Choice => {
                let offer = question.default(now);
                let offer = offer.and_then(|at| question.prompt.offers.get(at));
                match offer.map(|offer| offer.choice) {
                    Some(choice) => Ok(self.answered(Answer::Choose(choice))),
                    None => self.nothing_typed(now),
                }
            }
            Wanted::Field(field) if field.name.nature() == Nature::Lines => {
                // What would be handed in is shown first, and waits for its word.
                let held = question.text_at_hand(&field);
                let Some(text) = held else {
                    return self.nothing_typed(now);
                };
                question.ready = Some(text);
                self.say_ready()?;
                self.ask(now)?;
                Ok(Heard::Nothing)
            }
            Wanted::Field(field)
                if field.holds != Holds::Nothing || question.typed_before().is_some() =>
            {
                self.fill(None, now)
            }
            Wanted::Word => {
                question.begin_again();
                self.ask(now)?;
                Ok(Heard::Nothing)
            }
            Wanted::Field(_) | Wanted::Place { .. } => self.nothing_typed(now),
            Wanted::Nothing => Ok(Heard::Nothing),
        }
    }

    fn nothing_typed(&mut self, now: Timestamp) -> io::Result<Heard> {
        let said = self.look.catalog.line_nothing_typed();
        self.retort(&said, now)
    }

    /// Puts a text into the field that is wanted.
    fn fill(&mut self, text: Option<Secret>, now: Timestamp) -> io::Result<Heard> {
        let Some(question) = self.question.as_mut() else {
            return Ok(Heard::Nothing);
        };
        let answer = question.take(text);
        self.go_on(answer, now)
    }

    /// Hands the answer in; without one, asks for what is wanted next.
    fn go_on(&mut self, answer: Option<Answer>, now: Timestamp) -> io::Result<Heard> {
        if let Some(answer) = answer {
            restore_typing()?;
            return Ok(self.answered(answer));
        }
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    /// Asks which field the next of `left` pasted values is for.
    pub(super) fn ask_place(&mut self, left: usize, chars: usize) -> io::Result<()> {
        let said = self.look.catalog.problem_which_field(chars, left);
        self.voice.line(&self.look.catalog.line_error(said))?;
        self.voice.ask(PLACES)?;
        if self.lines.is_terminal() {
            // More of the paste may come.
            hide_typing()?;
        }
        Ok(())
    }

    /// Takes the digit that says which field a pasted value is for.
    fn settle(&mut self, text: &str, now: Timestamp) -> io::Result<Heard> {
        let settled = self.question.as_mut().map(|question| question.settle(text));
        if let Some(Ok(answer)) = settled {
            return self.go_on(answer, now);
        }
        let said = self.look.catalog.line_not_understood();
        self.retort(&said, now)
    }

    fn take_text(&mut self, text: &str, early: bool, now: Timestamp) -> io::Result<Heard> {
        let wanted = self.question.as_ref().map(Question::wanted);
        match wanted {
            Some(Wanted::Choice) => self.choose(text, early, now),
            Some(Wanted::Field(FormField { name, .. })) if name.nature() == Nature::Lines => {
                self.take_text_line(text, now)
            }
            Some(Wanted::Field(_)) => self.fill(Some(Secret::new(text)), now),
            Some(Wanted::Word) => self.hand_in(text, now),
            Some(Wanted::Place { .. }) => self.settle(text, now),
            Some(Wanted::Nothing) => self.choose_while_busy(text, now),
            None => Ok(Heard::Nothing),
        }
    }

    /// Takes one of several lines; a full stop alone ends them.
    fn take_text_line(&mut self, text: &str, now: Timestamp) -> io::Result<Heard> {
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        if text.trim() != "." {
            question.lines.push(text.to_owned());
            self.asked = true;
            return Ok(Heard::Nothing);
        }
        question.ready = Some(std::mem::take(&mut question.lines).join("\n"));
        self.say_ready()?;
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    /// Hands a text of several lines in at its word; everything else begins anew.
    fn hand_in(&mut self, text: &str, now: Timestamp) -> io::Result<Heard> {
        let (word, english) = (self.look.catalog.word_send(), self.english.word_send());
        let sent = is_word(text, &word) || is_word(text, &english);
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        if let Some(ready) = question.ready.take().filter(|_| sent) {
            return self.fill(Some(Secret::new(ready)), now);
        }
        question.begin_again();
        self.ask(now)?;
        Ok(Heard::Nothing)
    }

    fn choose_while_busy(&mut self, text: &str, now: Timestamp) -> io::Result<Heard> {
        let offered = self.question.as_ref().and_then(|q| q.choice(text));
        if offered.is_some() {
            return self.choose(text, false, now);
        }
        let said = self.look.catalog.line_busy();
        self.voice.line(&said)?;
        Ok(Heard::Nothing)
    }

    fn choose(&mut self, written: &str, early: bool, now: Timestamp) -> io::Result<Heard> {
        let Some(question) = &mut self.question else {
            return Ok(Heard::Nothing);
        };
        match question.choice(written) {
            Some(Chosen::Offer(at)) => self.take_offer(at, written, early, now),
            Some(Chosen::Template(at)) => {
                question.ready = question.templates.get(at).cloned();
                self.say_ready()?;
                self.ask(now)?;
                Ok(Heard::Nothing)
            }
            None => {
                let said = self.look.catalog.line_not_understood();
                self.retort(&said, now)
            }
        }
    }

    fn take_offer(
        &mut self,
        at: usize,
        written: &str,
        early: bool,
        now: Timestamp,
    ) -> io::Result<Heard> {
        let found = self
            .question
            .as_ref()
            .and_then(|question| question.prompt.offers.get(at));
        let Some(offer) = found.copied() else {
            return Ok(Heard::Nothing);
        };
        let catalog = Rc::clone(&self.look.catalog);
        if !Question::can_take(&offer, now) {
            let said = self.shut(at, now);
            return self.retort(&said, now);
        }
        let guarded = early && self.look.acceptance.is_guarded(self.simulated);
        if guarded && offer.choice.says_accepted() {
            return self.retort(&catalog.line_early_accepted(), now);
        }
        let is_number = written.parse::<usize>().is_ok();
        if guarded && is_number && offer.acts == Consequence::Acts {
            let said = catalog.line_early_number(offer.choice.name().into_owned());
            return self.retort(&said, now);
        }
        Ok(self.answered(Answer::Choose(offer.choice)))
    }
}
