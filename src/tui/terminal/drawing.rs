//! By which of ratatui's backends frames are drawn.

use crate::tui::backend::Frugal;
use crate::tui::terminal::FrameBytes;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use std::io;

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
    Frugal(Terminal<Frugal<FrameBytes>>),
    Stock(Terminal<CrosstermBackend<FrameBytes>>, FrameBytes),
}

impl Drawing {
    pub(super) fn new(backend: Backends, bytes: FrameBytes, size: Size) -> io::Result<Self> {
        Ok(match backend {
            Backends::Frugal => Self::Frugal(Terminal::new(Frugal::new(bytes, size))?),
            Backends::Stock => {
                let mut stock = Self::Stock(stock(&bytes)?, bytes);
                stock.forget(size)?;
                stock
            }
        })
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        match self {
            Self::Frugal(terminal) => terminal.draw(draw).map(drop),
            Self::Stock(terminal, _) => terminal.draw(draw).map(drop),
        }
    }

    /// Has the next frame drawn whole, on a terminal of `size`. The toolkit's own way for its own backend would ask
    /// the terminal where its cursor is, and wait for the answer.
    pub(super) fn forget(&mut self, size: Size) -> io::Result<()> {
        match self {
            Self::Frugal(terminal) => {
                terminal.backend_mut().resize(size);
                terminal.clear()
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
