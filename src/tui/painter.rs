//! Frames of the screen on a terminal of which the last one is known.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::backend::Frugal;
use crate::tui::rows::Ground;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Rect, Size};
use std::io::{self, Write};
use std::time::Duration;

/// Draws frames, each on the last one, and writes the bytes of the difference to `W`.
///
/// ratatui's own `Terminal` has two buffers, empties one for every frame and compares both; here a row that stays as it
/// is costs nothing, and there is one.
pub struct Painter<W: Write> {
    backend: Frugal<W>,
    /// The last frame.
    frame: Buffer,
    /// What the next one is drawn on.
    ground: Ground,
    /// Whether all of it is to be written.
    whole: bool,
}

impl<W: Write> Painter<W> {
    /// For a terminal of `size`, of which nothing is known.
    #[must_use]
    pub fn new(out: W, size: Size) -> Self {
        Self {
            backend: Frugal::new(out, size),
            frame: Buffer::empty(Rect::from(size)),
            ground: Ground::Empty,
            whole: true,
        }
    }

    /// Draws a frame; says when it will change by itself.
    ///
    /// # Errors
    /// `W` cannot be written to.
    pub fn draw(&mut self, app: &App, now: Timestamp) -> io::Result<Option<Duration>> {
        let ground = std::mem::replace(&mut self.ground, Ground::LastFrame);
        let drawn = app.draw_on(ground, &mut self.frame, now);
        let whole = std::mem::take(&mut self.whole);
        match drawn.changed_rows.filter(|_| !whole) {
            Some(rows) => {
                if let [first, _, ..] = rows[..] {
                    self.empty_from(first);
                }
                for y in rows {
                    self.backend.draw(row_of(&self.frame, y))?;
                }
            }
            None => {
                self.empty_from(0);
                for y in 0..self.frame.area.height {
                    self.backend.draw(row_of(&self.frame, y))?;
                }
            }
        }
        match drawn.caret {
            Some(caret) => self.backend.set_cursor_position(caret)?,
            None => self.backend.hide_cursor()?,
        }
        self.backend.flush()?;
        Ok(drawn.changes_in)
    }

    /// Has the rows emptied that have nothing in them any more, down to the last one, from row `first` on.
    fn empty_from(&mut self, first: u16) {
        let inked = |y: &u16| {
            let mut row = row_of(&self.frame, *y);
            row.any(|(_, _, cell)| *cell != Cell::EMPTY)
        };
        let last = (0..self.frame.area.height).rev().find(inked);
        let below = last.map_or(0, |last| last + 1).max(first);
        if below < self.frame.area.height {
            self.backend.empty_below(below);
        }
    }

    /// Has the next frame written whole, on a terminal of `size`.
    pub fn forget(&mut self, size: Size) {
        self.whole = true;
        self.backend.resize(size);
        if self.frame.area.as_size() != size {
            self.ground = Ground::Empty;
            self.frame = Buffer::empty(Rect::from(size));
        }
    }
}

/// The cells of a row, without the halves that a wide sign covers.
fn row_of(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut x = 0;
    std::iter::from_fn(move || {
        let cell = buffer.cell((x, y))?;
        let place = x;
        x += cell.cell_width().max(1);
        Some((place, y, cell))
    })
}
