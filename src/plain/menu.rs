//! A menu in line mode: what there is, numbered, and one line that chooses from it.

use crate::locale::catalog::Catalog;
use crate::plain::words::{Word, Wrote, read};
use crate::plain::{OtherSurface, Plain};
use crate::runtime::lines::Typed;
use crate::wording::Menu;
use std::io;
use std::rc::Rc;

/// What a line chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Nothing,
    /// The row of this name.
    Row(String),
    /// The person leaves, or is not there.
    Leave,
    /// The screen is wanted.
    Screen,
    /// Another language is spoken from here on: the menu is to be made anew.
    Language,
}

impl Plain {
    /// Lists a menu, and asks.
    ///
    /// # Errors
    /// The line cannot be written to.
    pub fn say_menu(&mut self, menu: &Menu) -> io::Result<()> {
        self.lines.drop_typed()?;
        let c = Rc::clone(&self.look.catalog);
        self.voice.gap()?;
        self.voice.line(&c.menu_title())?;
        let mut nth = 0;
        for part in &menu.parts {
            self.voice.gap()?;
            self.voice.line(&part.heading)?;
            for row in &part.rows {
                nth += 1;
                self.voice
                    .line(&format!("{nth}. {} ({})", row.title, row.name))?;
            }
        }
        self.voice.gap()?;
        self.ask_menu(menu)
    }

    fn ask_menu(&mut self, menu: &Menu) -> io::Result<()> {
        let c = Rc::clone(&self.look.catalog);
        let count = menu.rows().count();
        let first = menu.rows().next().map(|row| format!("1. {}", row.title));
        self.voice
            .ask(&c.line_menu(count, first.unwrap_or_default(), c.word_quit()))
    }

    /// Waits for a line. Can be dropped at any point without loss.
    ///
    /// # Errors
    /// The input cannot be read.
    pub async fn menu_line(&mut self) -> io::Result<()> {
        self.lines.ready().await
    }

    /// Takes the next line in.
    ///
    /// # Errors
    /// The line cannot be written to.
    pub fn pick(&mut self, menu: &Menu) -> io::Result<Picked> {
        let line = match self.lines.take_next() {
            None => return Ok(Picked::Nothing),
            Some(Typed::End) => return Ok(Picked::Leave),
            Some(Typed::TooLong) => return self.not_in(menu),
            Some(Typed::Line { text, .. }) => text,
        };
        if self.lines.is_terminal() {
            self.voice.answered();
        }
        let c = Rc::clone(&self.look.catalog);
        match read(&line, &c, &self.english) {
            Wrote::Nothing => Ok(named(menu, 0)),
            Wrote::Word(Word::Quit) => Ok(Picked::Leave),
            Wrote::Word(Word::Screen) if self.look.screen == OtherSurface::There => {
                Ok(Picked::Screen)
            }
            Wrote::Word(Word::Language) => {
                self.look.catalog = Rc::new(Catalog::new(c.language().next()));
                Ok(Picked::Language)
            }
            Wrote::Text(text) | Wrote::Slashed(text) => match at(menu, text) {
                Some(place) => Ok(named(menu, place)),
                None => self.not_in(menu),
            },
            Wrote::Word(Word::Mask) => {
                self.turn_mask()?;
                self.ask_menu(menu)?;
                Ok(Picked::Nothing)
            }
            Wrote::Word(_) | Wrote::Place(_) | Wrote::Find(_) => self.not_in(menu),
        }
    }

    fn not_in(&mut self, menu: &Menu) -> io::Result<Picked> {
        let c = Rc::clone(&self.look.catalog);
        self.voice.line(&c.line_error(c.line_not_understood()))?;
        self.ask_menu(menu)?;
        Ok(Picked::Nothing)
    }
}

/// The place of the row that is meant by its number or its name, or by words that only it has.
fn at(menu: &Menu, text: &str) -> Option<usize> {
    let count = menu.rows().count();
    if let Ok(number) = text.parse::<usize>() {
        return number.checked_sub(1).filter(|place| *place < count);
    }
    let named = menu.rows().position(|row| row.name == text);
    named.or_else(|| {
        let found = menu.searched(text);
        let mut rows = found.rows();
        let only = rows.next().filter(|_| rows.next().is_none())?;
        menu.rows().position(|row| row.name == only.name)
    })
}

fn named(menu: &Menu, place: usize) -> Picked {
    let row = menu.rows().nth(place);
    row.map_or(Picked::Nothing, |row| Picked::Row(row.name.clone()))
}
