//! What a terminal sends, awaited by the one loop: bytes, another size of the window, and its end. Without a thread, so
//! that nothing is read that nobody asked for.

pub(crate) mod sequence;

use crate::runtime::watch::{is_readable, watch};
use rustix::fd::OwnedFd;
use rustix::io::{Errno, read};
use rustix::stdio::stdin;
use std::io;
use std::time::Duration;
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};
use zeroize::Zeroizing;

/// The most bytes that are read at once; the place for them is wiped after every key.
const PIECE: usize = 256;

/// The terminal's input.
pub struct Input {
    terminal: AsyncFd<OwnedFd>,
    resizes: Signal,
    has_ended: bool,
}

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub enum Came {
    /// Bytes: they may be secret, and are wiped when they are dropped.
    Bytes(Zeroizing<Vec<u8>>),
    /// The window has another size.
    Resized,
    /// Nothing, for as long as somebody would wait.
    Nothing,
    /// The terminal is gone.
    End,
}

impl Input {
    /// Of standard input, which must be a terminal. Must be called where the loop runs.
    ///
    /// # Errors
    /// The system cannot watch it.
    pub fn stdin() -> io::Result<Self> {
        let terminal = stdin().try_clone_to_owned()?;
        Ok(Self {
            terminal: watch(terminal)?,
            resizes: signal(SignalKind::window_change())?,
            has_ended: false,
        })
    }

    /// Waits for what comes next, and for no longer than `patience`. Can be dropped at any point without loss.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub async fn next(&mut self, patience: Option<Duration>) -> io::Result<Came> {
        loop {
            if self.has_ended {
                return Ok(Came::End);
            }
            tokio::select! {
                // A loop that comes late finds bytes and a pause that is over at once: the bytes came in time.
                biased;
                ready = self.terminal.readable() => {
                    // Every arrival makes it ready anew.
                    ready?.clear_ready();
                    let bytes = self.arrived()?;
                    if !bytes.is_empty() {
                        return Ok(Came::Bytes(bytes));
                    }
                }
                Some(()) = self.resizes.recv() => return Ok(Came::Resized),
                () = tokio::time::sleep(patience.unwrap_or_default()), if patience.is_some() => {
                    return Ok(Came::Nothing);
                }
            }
        }
    }

    /// All that has arrived by now. Waits for nothing, whatever woke the loop.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn arrived(&mut self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::new());
        let mut piece = Zeroizing::new([0; PIECE]);
        while !self.has_ended && is_readable(self.terminal.get_ref())? {
            match read(self.terminal.get_ref(), piece.as_mut_slice()) {
                Ok(0) | Err(Errno::IO) => self.has_ended = true,
                Ok(count) => {
                    bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
                    if count < PIECE {
                        break;
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Ok(bytes)
    }
}
