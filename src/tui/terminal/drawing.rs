//! By which of ratatui's backends frames are drawn.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::backend::Frugal;
use crate::tui::rows::Ground;
use crate::tui::terminal::tty::FrameBytes;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Size;
use std::io;
use std::time::Duration;

/// The backends to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Backends {
    /// The one that writes the fewest bytes.
    #[default]
    Frugal,
    /// ratatui's own, for a terminal on which the other one draws something wrong.
    Stock,
}

/// What frames are drawn by.
pub(super) enum Drawing {
    /// With whether everything is to be drawn next.
    Frugal(Terminal<Frugal<FrameBytes>>, bool),
    Stock(Terminal<CrosstermBackend<FrameBytes>>, FrameBytes),
}

impl Drawing {
    pub(super) fn new(backend: Backends, bytes: FrameBytes, size: Size) -> io::Result<Self> {
        Ok(match backend {
            Backends::Frugal => Self::Frugal(Terminal::new(Frugal::new(bytes, size))?, true),
            Backends::Stock => {
                let mut stock = Self::Stock(stock(&bytes)?, bytes);
                stock.forget(size)?;
                stock
            }
        })
    }

    /// Draws a frame; says when it will change by itself.
    pub(super) fn draw(&mut self, app: &App, now: Timestamp) -> io::Result<Option<Duration>> {
        match self {
            Self::Frugal(terminal, whole) => {
                let mut frame = terminal.get_frame();
                let drawn = app.draw_on(Ground::LastFrame, &mut frame, now);
                let buffer = frame.buffer_mut();
                let changed = drawn.changed_rows.filter(|_| !std::mem::take(whole));
                let rows = changed.unwrap_or_else(|| (0..buffer.area.height).collect());
                let cells = cells_of(buffer, &rows);
                let backend = terminal.backend_mut();
                backend.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
                match drawn.caret {
                    Some(caret) => backend.set_cursor_position(caret)?,
                    None => backend.hide_cursor()?,
                }
                backend.flush()?;
                Ok(drawn.changes_in)
            }
            Self::Stock(terminal, _) => {
                let mut changes_in = None;
                terminal.draw(|frame| changes_in = app.draw(frame, now))?;
                Ok(changes_in)
            }
        }
    }

    /// Has the next frame drawn whole, on a terminal of `size`. The toolkit's own way for its own backend would ask
    /// the terminal where its cursor is, and wait for the answer.
    pub(super) fn forget(&mut self, size: Size) -> io::Result<()> {
        match self {
            Self::Frugal(terminal, whole) => {
                *whole = true;
                terminal.backend_mut().resize(size);
                terminal.resize(size.into())
            }
            Self::Stock(terminal, bytes) => {
                queue!(bytes, Clear(ClearType::All))?;
                *terminal = stock(bytes)?;
                Ok(())
            }
        }
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

fn stock(bytes: &FrameBytes) -> io::Result<Terminal<CrosstermBackend<FrameBytes>>> {
    Terminal::new(CrosstermBackend::new(bytes.clone()))
}
