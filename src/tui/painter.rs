//! Frames of the screen on a terminal of which the last one is known.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::backend::Frugal;
use crate::tui::rows::Ground;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use std::io::{self, Write};
use std::time::Duration;

/// Draws frames, each on the last one, and writes the bytes of the difference to `W`.
///
/// ratatui's own `Terminal` has two buffers of all cells, empties one for every frame and compares both. Here only rows
/// that differ become cells, one after the other; what was in them the backend knows.
pub struct Painter<W: Write> {
    backend: Frugal<W>,
    size: Size,
    /// What the next frame is drawn on.
    ground: Ground,
}

impl<W: Write> Painter<W> {
    /// For a terminal of `size`, of which nothing is known.
    #[must_use]
    pub fn new(out: W, size: Size) -> Self {
        Self {
            backend: Frugal::new(out, size),
            size,
            ground: Ground::Nothing,
        }
    }

    /// Draws a frame; says when it will change by itself.
    ///
    /// # Errors
    /// `W` cannot be written to.
    pub fn draw(&mut self, app: &App, now: Timestamp) -> io::Result<Option<Duration>> {
        let drawn = app.lay_out(Rect::from(self.size), now);
        let ground = std::mem::replace(&mut self.ground, Ground::LastFrame);
        let backend = &mut self.backend;
        if let Some(empty) = app.rows().empty_from(ground) {
            backend.empty_below(empty);
        }
        let mut row = Buffer::default();
        app.rows().render(ground, |y, pieces, paper| {
            row.resize(Rect::new(0, y, self.size.width, 1));
            let mut end = pieces.end();
            if paper != Style::new() {
                row.set_style(row.area, paper);
                end = row.content.len();
            }
            pieces.render(&mut row);
            let end = end.min(row.content.len());
            let (drawn, _) = row.content.split_at_mut(end);
            backend.draw_row(y, drawn);
            drawn.fill(Cell::EMPTY);
        });
        match drawn.caret {
            Some(caret) => backend.set_cursor_position(caret)?,
            None => backend.hide_cursor()?,
        }
        backend.flush()?;
        Ok(drawn.changes_in)
    }

    /// Has the next frame written whole, on a terminal of `size`.
    pub fn forget(&mut self, size: Size) {
        self.size = size;
        self.ground = Ground::Nothing;
        self.backend.resize(size);
    }
}
