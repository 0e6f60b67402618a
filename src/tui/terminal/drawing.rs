//! By which of ratatui's backends frames are drawn.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::painter::Painter;
use crate::tui::terminal::tty::FrameBytes;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
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
    Frugal(Painter<FrameBytes>),
    Stock(Terminal<CrosstermBackend<FrameBytes>>, FrameBytes),
}

impl Drawing {
    pub(super) fn new(backend: Backends, bytes: FrameBytes, size: Size) -> io::Result<Self> {
        Ok(match backend {
            Backends::Frugal => Self::Frugal(Painter::new(bytes, size)),
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
            Self::Frugal(painter) => painter.draw(app, now),
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
            Self::Frugal(painter) => {
                painter.forget(size);
                Ok(())
            }
            Self::Stock(terminal, bytes) => {
                queue!(bytes, Clear(ClearType::All))?;
                *terminal = stock(bytes)?;
                Ok(())
            }
        }
    }
}

fn stock(bytes: &FrameBytes) -> io::Result<Terminal<CrosstermBackend<FrameBytes>>> {
    Terminal::new(CrosstermBackend::new(bytes.clone()))
}
