//! Frames of the screen on a terminal of which the last one is known.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::backend::Frugal;
use crate::tui::rows::Ground;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Size;
use std::io::{self, Write};
use std::time::Duration;

/// Draws frames, each on the last one, and writes the bytes of the difference to `W`.
pub struct Painter<W: Write> {
    terminal: Terminal<Frugal<W>>,
    /// Whether everything is to be drawn next.
    whole: bool,
}

impl<W: Write> Painter<W> {
    /// For a terminal of `size`, of which nothing is known.
    ///
    /// # Errors
    /// There are none: what is wanted of a terminal here needs no asking.
    pub fn new(out: W, size: Size) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(Frugal::new(out, size))?,
            whole: true,
        })
    }

    /// Draws a frame; says when it will change by itself.
    ///
    /// # Errors
    /// `W` cannot be written to.
    pub fn draw(&mut self, app: &App, now: Timestamp) -> io::Result<Option<Duration>> {
        let mut frame = self.terminal.get_frame();
        let drawn = app.draw_on(Ground::LastFrame, &mut frame, now);
        let buffer = frame.buffer_mut();
        let whole = std::mem::take(&mut self.whole);
        let changed = drawn.changed_rows.filter(|_| !whole);
        let rows = changed.unwrap_or_else(|| (0..buffer.area.height).collect());
        let cells = cells_of(buffer, &rows);
        let backend = self.terminal.backend_mut();
        backend.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        match drawn.caret {
            Some(caret) => backend.set_cursor_position(caret)?,
            None => backend.hide_cursor()?,
        }
        backend.flush()?;
        Ok(drawn.changes_in)
    }

    /// Has the next frame drawn whole, on a terminal of `size`.
    ///
    /// # Errors
    /// There are none: what is wanted of a terminal here needs no asking.
    pub fn forget(&mut self, size: Size) -> io::Result<()> {
        self.whole = true;
        self.terminal.backend_mut().resize(size);
        self.terminal.resize(size.into())
    }
}

/// The cells of some rows, without the halves that a wide sign covers.
fn cells_of(buffer: &Buffer, rows: &[u16]) -> Vec<(u16, u16, Cell)> {
    let width = buffer.area.width;
    let mut cells = Vec::new();
    for y in rows.iter().copied() {
        let mut x = 0;
        while let Some(cell) = buffer.cell((x, y)).filter(|_| x < width) {
            cells.push((x, y, cell.clone()));
            x += cell.cell_width().max(1);
        }
    }
    cells
}
