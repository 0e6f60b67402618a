//! What is said about a question.

use crate::domain::method::Lock;
use crate::domain::phone::Region;
use crate::domain::time::Timestamp;
use crate::flow::prompt::{Ask, FieldName, FormField, Holds, Nature, Prompt, Station};
use crate::locale::catalog::Catalog;
use crate::plain::Plain;
use crate::plain::question::{Question, Wanted, in_words};
use crate::runtime::front_end::SessionId;
use crate::runtime::lines::{hide_typing, restore_typing};
use crate::wording::{FieldText, Note, Sheet, Tone, Wording, appeal_templates};
use std::io;
use std::rc::Rc;

impl Plain {
    /// Says what is new about the question of a session.
    pub(super) fn tell(
        &mut self,
        session: SessionId,
        prompt: &Prompt,
        now: Timestamp,
    ) -> io::Result<()> {
        let known = self.question.take().filter(|q| q.session == session);
        match known {
            Some(question) if question.prompt.id == prompt.id => {
                self.follow_up(question, prompt, now)
            }
            known => self.begin(known.as_ref(), session, prompt, now),
        }
    }

    /// A question that was not asked before, or is asked anew.
    fn begin(
        &mut self,
        before: Option<&Question>,
        session: SessionId,
        prompt: &Prompt,
        now: Timestamp,
    ) -> io::Result<()> {
        restore_typing()?;
        if prompt.is_delicate() {
            self.lines.drop_typed()?;
        }
        self.lines.note_question()?;
        self.asked = false;
        self.leaving = false;
        let asked_before = before.is_some_and(|before| {
            before.prompt.ask.name() == prompt.ask.name() && before.prompt.activity.is_none()
        });
        if !matches!(prompt.ask, Ask::Captcha { .. }) {
            self.saved = None;
        }
        let templates = if matches!(prompt.ask, Ask::Appeal { .. }) {
            appeal_templates(&self.look.catalog)
        } else {
            Vec::new()
        };
        let mut question = Question::new(session, prompt, templates);
        if let Some(typed) = self.elsewhere.take()
            && typed.question == prompt.ask.name()
            // What an Enter would hand in there is typed anew; only a text of several lines waits for its word.
            && (!prompt.is_delicate() || matches!(prompt.ask, Ask::Appeal { .. }))
        {
            question.before = typed.texts;
        }
        self.question = Some(question);
        if prompt.activity.is_some() {
            self.say_activity(now)
        } else if asked_before {
            self.announce_again(now)
        } else {
            self.announce(now)
        }
    }

    /// The same question, with something changed in it.
    fn follow_up(
        &mut self,
        mut question: Question,
        prompt: &Prompt,
        now: Timestamp,
    ) -> io::Result<()> {
        let before = std::mem::replace(&mut question.prompt, prompt.clone());
        self.question = Some(question);
        if prompt.activity.is_some() {
            if before.activity != prompt.activity {
                self.say_activity(now)?;
            }
            return Ok(());
        }
        if before.activity.is_some() {
            return self.announce(now);
        }
        if before.problem != prompt.problem && prompt.problem.is_some() {
            self.announce_again(now)?;
        } else if prompt.ask.poll().is_some() || before.late != prompt.late {
            // What a look found, that it takes long, or what came of a former holder's call.
            let known = self.wording(now).sheet(&before).notes;
            let mut notes = self.sheet(now).notes;
            notes.retain(|note| !known.contains(note));
            self.say_notes(&notes)?;
        }
        self.say_opened(&before, now)?;
        let found = |prompt: &Prompt| Some(prompt.ask.poll()?.last.clone()?.finding);
        if found(&before) != found(prompt) && found(prompt).is_some() {
            self.say_facts(now)?;
        }
        Ok(())
    }

    /// Says what came to be possible.
    fn say_opened(&mut self, before: &Prompt, now: Timestamp) -> io::Result<()> {
        let Some(question) = &self.question else {
            return Ok(());
        };
        let sheet = self.sheet(now);
        let shut = |at: usize| {
            let offer = question.prompt.offers.get(at);
            let was = before
                .offers
                .iter()
                .find(|was| offer.is_some_and(|offer| offer.choice == was.choice));
            offer.is_some_and(|offer| offer.lock.is_open(now))
                && was.is_some_and(|was| was.lock != Lock::Open)
        };
        let labels = sheet.choices.iter().enumerate();
        let opened: Vec<String> = labels
            .filter(|(at, _)| shut(*at))
            .map(|(at, choice)| numbered(at, &choice.label))
            .collect();
        for choice in opened {
            let said = self.look.catalog.line_opened(choice);
            self.say(&said, now)?;
        }
        Ok(())
    }

    /// Says a line beside the question, which is then asked for again.
    fn say(&mut self, text: &str, now: Timestamp) -> io::Result<()> {
        self.voice.line(text)?;
        self.said = Some(now);
        self.asked = false;
        Ok(())
    }

    pub(super) fn wording(&self, now: Timestamp) -> Wording<'_> {
        Wording::new(&self.look.catalog, &self.look.zone, now, self.look.masking)
    }

    fn sheet(&self, now: Timestamp) -> Sheet {
        let question = self.question.as_ref();
        question.map_or_else(Sheet::default, |question| {
            self.wording(now).sheet(&question.prompt)
        })
    }

    fn say_activity(&mut self, now: Timestamp) -> io::Result<()> {
        match self.sheet(now).activity {
            Some(activity) => self.say(&activity, now),
            None => Ok(()),
        }
    }

    /// Says everything about the question.
    pub(super) fn announce(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(question) = &self.question else {
            return Ok(());
        };
        let station = question.prompt.ask.station();
        let name = question.prompt.ask.name();
        let place = Station::ALL.iter().position(|known| *known == station);
        let step = self.look.catalog.line_step(
            place.unwrap_or_default() + 1,
            self.wording(now).station(station),
            Station::ALL.len(),
        );
        let (hints, language) = (self.look.hints.as_ref(), self.look.catalog.language());
        let hint = hints.and_then(|hints| hints.get(language, name));
        let key = format!("\"{}\"", self.look.catalog.word_mask());
        let hint = hint.map(|hint| self.wording(now).demo_hint(hint, &key));
        let hint = hint.map(|hint| self.look.catalog.line_demo(hint));
        let sheet = self.sheet(now);
        self.voice.gap()?;
        self.voice.line(&step)?;
        self.voice.line(&sheet.title)?;
        self.voice.line(&sheet.lead)?;
        self.say_notes(&sheet.notes)?;
        self.say_facts(now)?;
        self.say_picture(now)?;
        if let Some(hint) = hint {
            self.voice.line(&hint)?;
        }
        self.say_choices(&sheet)?;
        self.said = Some(now);
        self.asked = false;
        Ok(())
    }

    /// Says what is wrong with the last answer, and what has changed for it.
    fn announce_again(&mut self, now: Timestamp) -> io::Result<()> {
        let sheet = self.sheet(now);
        self.say_notes(&sheet.notes)?;
        self.say_facts(now)?;
        self.say_picture(now)?;
        self.said = Some(now);
        self.asked = false;
        Ok(())
    }

    pub(super) fn say_notes(&mut self, notes: &[Note]) -> io::Result<()> {
        let catalog = Rc::clone(&self.look.catalog);
        for note in notes {
            self.voice.line(&toned(&catalog, note))?;
        }
        Ok(())
    }

    /// Says what is known and was not said in these words.
    fn say_facts(&mut self, now: Timestamp) -> io::Result<()> {
        let facts = self.sheet(now).facts;
        let Some(question) = &mut self.question else {
            return Ok(());
        };
        let said = std::mem::replace(&mut question.facts, facts.clone());
        for fact in facts.iter().filter(|fact| !said.contains(fact)) {
            self.voice
                .line(&format!("{}: {}", fact.label, fact.value))?;
        }
        self.said = Some(now);
        self.asked = false;
        Ok(())
    }

    fn say_choices(&mut self, sheet: &Sheet) -> io::Result<()> {
        let catalog = Rc::clone(&self.look.catalog);
        let templates = self.question.as_ref().map(|q| q.templates.clone());
        let templates = templates.unwrap_or_default();
        let lines = sheet.choices.iter().map(in_words);
        let ready = templates
            .iter()
            .map(|text| catalog.line_template(text.as_str()));
        let lines: Vec<String> = lines.chain(ready).collect();
        let typed = self.question.as_ref().is_some_and(|q| !q.form.is_empty());
        if typed && !lines.is_empty() {
            self.voice.line(&catalog.line_instead())?;
        }
        for (at, line) in lines.iter().enumerate() {
            let slash = if typed { "/" } else { "" };
            self.voice.line(&format!("{slash}{}", numbered(at, line)))?;
        }
        Ok(())
    }

    /// Why the choice at this place cannot be taken.
    pub(super) fn shut(&self, at: usize, now: Timestamp) -> String {
        let sheet = self.sheet(now);
        let choice = sheet.choices.get(at);
        choice.map_or_else(String::new, |choice| {
            let state = choice.state.clone().unwrap_or_default();
            self.look.catalog.line_shut(choice.label.as_str(), state)
        })
    }

    /// Asks for what is wanted next.
    pub(super) fn ask(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(question) = &self.question else {
            return Ok(());
        };
        let catalog = Rc::clone(&self.look.catalog);
        let sheet = self.sheet(now);
        match question.wanted() {
            Wanted::Nothing => return Ok(()),
            Wanted::Choice => {
                let count = question.prompt.offers.len();
                let default = question.default(now);
                let default = default.and_then(|at| Some((at, sheet.choices.get(at)?)));
                let text = match default {
                    Some((at, choice)) => {
                        catalog.line_choose_default(count, numbered(at, &choice.label))
                    }
                    None => catalog.line_choose(count),
                };
                self.voice.ask(&text)?;
            }
            Wanted::Word => {
                let text = catalog.line_area_send(catalog.word_send());
                self.voice.ask(&text)?;
            }
            Wanted::Place { left, chars } => self.ask_place(left, chars)?,
            Wanted::Field(field) => self.ask_field(&field, &sheet, now)?,
        }
        self.asked = true;
        self.said = Some(now);
        Ok(())
    }

    fn ask_field(&mut self, field: &FormField, sheet: &Sheet, now: Timestamp) -> io::Result<()> {
        let catalog = Rc::clone(&self.look.catalog);
        let Some(text) = self.field_text(field, sheet, now) else {
            return Ok(());
        };
        // The hints of these two are about keys.
        let about_keys = matches!(field.name, FieldName::Captcha | FieldName::Appeal);
        if !text.hint.is_empty() && !about_keys {
            self.voice.line(&text.hint)?;
        }
        if let Some(warning) = &text.warning {
            self.voice.line(&catalog.line_warning(warning.as_str()))?;
        }
        let hidden =
            self.lines.is_terminal() && self.question.as_ref().is_some_and(Question::wants_hidden);
        if field.name.nature() == Nature::Lines {
            self.voice.line(&catalog.line_area())?;
        } else if hidden {
            self.voice.line(&catalog.line_field_hidden())?;
        }
        let before = self.question.as_ref().and_then(Question::typed_before);
        let label = match (before, &field.holds) {
            (Some(typed), _) if field.name.nature() == Nature::Open => {
                catalog.line_field_kept(text.label, self.look.masking.field(typed.expose()))
            }
            (Some(typed), _) => catalog.line_field_held(typed.char_count(), text.label),
            (None, Holds::Nothing) => text.label,
            (None, Holds::Text(held)) => {
                catalog.line_field_kept(text.label, self.look.masking.field(held))
            }
            (None, Holds::Secret(chars)) => catalog.line_field_held(*chars, text.label),
        };
        self.voice.ask(&label)?;
        if hidden {
            hide_typing()?;
        }
        Ok(())
    }

    /// The words of the field that is wanted; those of a national number follow the calling code just typed.
    fn field_text(&self, field: &FormField, sheet: &Sheet, now: Timestamp) -> Option<FieldText> {
        let question = self.question.as_ref()?;
        let at = question.form.iter().position(|known| known == field)?;
        let typed = question.typed.first().and_then(Option::as_ref);
        if field.name == FieldName::National
            && let Some(code) = typed
        {
            let digits = code.expose().trim().trim_start_matches('+').parse().ok();
            let region = digits.and_then(Region::main_of);
            return Some(self.wording(now).national_field(region));
        }
        sheet.fields.get(at).cloned()
    }

    /// Says that something is still waited for, and what was found meanwhile.
    pub(super) fn beat(&mut self, now: Timestamp) -> io::Result<()> {
        let time = self
            .look
            .catalog
            .clock_time(now.wall_ms, now.wall_ms, &self.look.zone);
        let said = self.look.catalog.line_still(time);
        self.say(&said, now)?;
        self.say_facts(now)
    }

    pub(super) fn say_ready(&mut self) -> io::Result<()> {
        let ready = self.question.as_ref().and_then(|q| q.ready.clone());
        let ready = self.look.masking.text(&ready.unwrap_or_default());
        for (at, line) in ready.lines().enumerate() {
            if at == 0 {
                let said = self.look.catalog.line_area_ready(line);
                self.voice.line(&said)?;
            } else {
                self.voice.line(line)?;
            }
        }
        Ok(())
    }
}

fn numbered(at: usize, text: &str) -> String {
    format!("{}. {text}", at + 1)
}

/// A note behind the word for its tone.
fn toned(catalog: &Catalog, note: &Note) -> String {
    let text = note.text.as_str();
    match note.tone {
        Tone::Error => catalog.line_error(text),
        Tone::Warning => catalog.line_warning(text),
        Tone::Info => catalog.line_info(text),
        Tone::Good => catalog.line_good(text),
        // These say themselves whose words they are.
        Tone::Raw => text.to_owned(),
    }
}
