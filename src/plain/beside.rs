//! What a word asks for that is not about the answer: help, the sentence for the customer, the evidence, the picture.

use crate::domain::time::Timestamp;
use crate::locale::catalog::{Catalog, Language};
use crate::picture::pixels::Pixels;
use crate::picture::{Look, SavedPicture, text};
use crate::plain::question::Question;
use crate::plain::words::Word;
use crate::plain::{OtherSurface, Pictures, Plain};
use crate::wording::Wording;
use std::io;
use std::rc::Rc;

/// The most room that a picture takes: columns and rows.
const PICTURE_ROOM: (usize, usize) = (76, 24);

impl Plain {
    pub(super) fn say_help(&mut self) -> io::Result<()> {
        let c = Rc::clone(&self.look.catalog);
        let word = |word: Word| word.written(&c);
        self.voice.line(&c.line_help())?;
        self.voice.line(&c.line_help_words())?;
        self.voice.line(&c.line_help_back(word(Word::Back)))?;
        self.voice.line(&c.line_help_again(word(Word::Again)))?;
        self.voice
            .line(&c.line_help_customer(word(Word::Customer)))?;
        self.voice
            .line(&c.line_help_evidence(word(Word::Evidence)))?;
        self.voice
            .line(&c.line_help_language(word(Word::Language)))?;
        self.voice.line(&c.line_help_mask(word(Word::Mask)))?;
        self.say_desk_help()?;
        if self.look.screen == OtherSurface::There {
            self.voice.line(&c.line_help_screen(word(Word::Screen)))?;
        }
        self.voice.line(&c.line_help_quit(word(Word::Quit)))
    }

    pub(super) fn say_customer(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(question) = &self.question else {
            return Ok(());
        };
        let number = question.prompt.ask.number();
        let language = number.map_or(self.look.catalog.language(), |number| {
            Language::of_calling_code(number.calling_code())
        });
        let theirs = Catalog::new(language);
        let text = Wording::new(&theirs, &self.look.zone, now, self.look.masking)
            .for_customer(&question.prompt);
        let said = self.look.catalog.customer_label(text);
        self.voice.line(&said)
    }

    pub(super) fn say_evidence(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(question) = &self.question else {
            return Ok(());
        };
        let evidence = self.wording(now).evidence(&question.prompt);
        evidence.lines().try_for_each(|line| self.voice.line(line))
    }

    /// Says how a picture can be seen, and draws it unless it would be read aloud.
    pub(super) fn say_picture(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(picture) = self.question.as_ref().and_then(Question::picture) else {
            return Ok(());
        };
        let can_be_drawn = Pixels::decode(picture).is_ok();
        // Where its header says that it cannot be, that was said with the question.
        let is_said = picture.size().is_err();
        if self.look.pictures == Pictures::Drawn && !is_said {
            self.draw_picture(now)?;
        }
        let c = &self.look.catalog;
        let save = Word::Save.written(c);
        let said = if can_be_drawn {
            c.line_picture(Word::Draw.written(c), save)
        } else {
            c.line_picture_save(save)
        };
        self.voice.line(&said)
    }

    pub(super) fn draw_picture(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(picture) = self.question.as_ref().and_then(Question::picture) else {
            return Ok(());
        };
        let columns = self
            .look
            .width
            .unwrap_or(PICTURE_ROOM.0)
            .min(PICTURE_ROOM.0);
        let rows = match Pixels::decode(picture) {
            Ok(pixels) => text(&pixels, Look::default(), (columns, PICTURE_ROOM.1)),
            Err(error) => vec![self.wording(now).picture_not_shown(&error).text],
        };
        rows.iter().try_for_each(|row| self.voice.line(row))
    }

    pub(super) fn save_picture(&mut self, now: Timestamp) -> io::Result<()> {
        let Some(picture) = self.question.as_ref().and_then(Question::picture) else {
            return Ok(());
        };
        if self.saved.is_none() {
            self.saved = SavedPicture::create(picture).ok();
        }
        let path = self
            .saved
            .as_ref()
            .map(|saved| saved.path().display().to_string());
        let note = self
            .wording(now)
            .picture_saved(path.as_deref(), &self.look.address);
        self.say_notes(&[note])
    }
}
