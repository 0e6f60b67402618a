//! What comes from the terminal, awaited by the one loop: keys, pastes, another size of the window, and its end.

use crate::tui::terminal::decoder::{Decoder, ESCAPE_WAITS};
use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::io::{Errno, read};
use rustix::stdio::stdin;
use std::io;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};
use zeroize::Zeroizing;

/// The most bytes that are read at once.
const PIECE: usize = 1024;

/// The terminal's input. Nothing is read that nobody awaits.
pub(super) struct Input {
    terminal: AsyncFd<OwnedFd>,
    decoder: Decoder,
    resizes: Signal,
    has_ended: bool,
}

/// What came.
#[derive(Debug, PartialEq)]
pub(super) enum Came {
    /// Something was typed or pasted.
    Event(Event),
    /// The window has another size.
    Resized,
    /// The terminal is gone.
    End,
}

impl Input {
    /// Of standard input, which must be a terminal. Must be called where the loop runs.
    ///
    /// # Errors
    /// The system cannot watch it.
    pub(super) fn stdin() -> io::Result<Self> {
        let terminal = stdin().try_clone_to_owned()?;
        #[expect(
            deprecated,
            reason = "its successor is unsafe; what is owned here stays open as long"
        )]
        let terminal = AsyncFd::try_with_interest(terminal, Interest::READABLE)?;
        Ok(Self {
            terminal,
            decoder: Decoder::default(),
            resizes: signal(SignalKind::window_change())?,
            has_ended: false,
        })
    }

    /// Waits for what comes next. Can be dropped at any point without loss.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub(super) async fn next(&mut self) -> io::Result<Came> {
        loop {
            if let Some(event) = self.decoder.next() {
                return Ok(Came::Event(event));
            }
            if self.has_ended {
                return Ok(Came::End);
            }
            let holds_key = self.decoder.holds_key();
            tokio::select! {
                ready = self.terminal.readable() => {
                    let mut ready = ready?;
                    // Every arrival makes it ready anew.
                    ready.clear_ready();
                    drop(ready);
                    self.read_arrived()?;
                }
                Some(()) = self.resizes.recv() => return Ok(Came::Resized),
                () = tokio::time::sleep(ESCAPE_WAITS), if holds_key => self.decoder.give_up_waiting(),
            }
        }
    }

    /// What has arrived by now; `None` when nothing more has.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub(super) fn next_arrived(&mut self) -> io::Result<Option<Event>> {
        if !self.decoder.has_events() && !self.has_ended {
            self.read_arrived()?;
        }
        Ok(self.decoder.next())
    }

    /// Reads all that is there. Waits for nothing, whatever woke the loop.
    fn read_arrived(&mut self) -> io::Result<()> {
        let mut piece = Zeroizing::new([0; PIECE]);
        while !self.has_ended && self.has_something()? {
            match read(self.terminal.get_ref(), piece.as_mut_slice()) {
                Ok(0) | Err(Errno::IO) => self.has_ended = true,
                Ok(count) => {
                    self.decoder.feed(piece.get(..count).unwrap_or_default());
                    if count < PIECE {
                        break;
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Ok(())
    }

    /// Whether reading waits for nothing.
    fn has_something(&self) -> io::Result<bool> {
        let mut fds = [PollFd::new(self.terminal.get_ref(), PollFlags::IN)];
        match poll(&mut fds, Some(&Timespec::default())) {
            Ok(ready) => Ok(ready > 0),
            Err(Errno::INTR) => Ok(false),
            Err(errno) => Err(errno.into()),
        }
    }
}
