//! Lines of standard input, for the front ends that are no screen: awaited without a thread, so that nothing is
//! read that nobody asked for, and with the knowledge of what was written before a question was asked.
//!
//! Works on terminals, pipes and files. What is read may be a secret: it is wiped when it is dropped, and on a
//! terminal it can be typed without being seen.

mod echo;

pub use echo::{hide_typing, restore_typing};

use crate::runtime::input::sequence::without_sequences;
use crate::runtime::watch::{is_readable, watch};
use rustix::fd::OwnedFd;
use rustix::io::{Errno, read};
use rustix::stdio::stdin;
use rustix::termios::{QueueSelector, isatty, tcflush};
use std::io;
use tokio::io::unix::AsyncFd;
use zeroize::{Zeroize, Zeroizing};

/// The longest line that is taken, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// Lines of an input.
pub struct Lines {
    input: Input,
    /// What was read and not taken; never grows beyond its first size, so that no copy of it stays behind.
    held: Zeroizing<Vec<u8>>,
    /// How much of what comes next was written before the last question.
    early: Early,
    ended: bool,
    /// A line that is too long is being left out.
    skipping: bool,
}

enum Input {
    /// Waits until there is something.
    Watched(AsyncFd<OwnedFd>),
    /// Never has to be waited for, such as a file.
    Ready(OwnedFd),
}

/// What was written before the last question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Early {
    /// So many bytes of what is held.
    Bytes(usize),
    /// All of it, and more that was not read for want of room.
    Flood,
}

/// What was read.
pub enum Typed {
    /// A line, without its end.
    Line {
        /// What it says.
        text: Zeroizing<String>,
        /// Whether it was written before the last question was asked.
        early: bool,
    },
    /// A line of more than [`LONGEST`] bytes, which was left out.
    TooLong,
    /// There is nothing more, and there will not be.
    End,
}

impl Lines {
    /// Of standard input.
    ///
    /// # Errors
    /// Standard input is closed.
    pub fn stdin() -> io::Result<Self> {
        Self::of(stdin().try_clone_to_owned()?)
    }

    /// Of any input. Must be called where the loop runs.
    ///
    /// # Errors
    /// The system cannot watch it.
    pub fn of(input: OwnedFd) -> io::Result<Self> {
        let input = match watch(input) {
            Ok(watched) => Input::Watched(watched),
            Err(refused) => {
                let (input, error) = refused.into_parts();
                // A file, which the system refuses to watch because it is always ready.
                if error.raw_os_error() != Some(Errno::PERM.raw_os_error()) {
                    return Err(error);
                }
                Input::Ready(input)
            }
        };
        Ok(Self {
            input,
            held: Zeroizing::new(Vec::with_capacity(LONGEST)),
            early: Early::Bytes(0),
            ended: false,
            skipping: false,
        })
    }

    /// Whether a person types there.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        isatty(self.fd())
    }

    /// Whether there is nothing more to come.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended && self.held.is_empty()
    }

    /// Waits until [`Lines::take_next`] has something. Can be dropped at any point without loss.
    ///
    /// # Errors
    /// The input cannot be read.
    pub async fn ready(&mut self) -> io::Result<()> {
        while !self.has_line() && !self.ended && !self.is_full() {
            if let Input::Watched(watched) = &self.input {
                let mut guard = watched.readable().await?;
                if !is_readable(watched.get_ref())? {
                    guard.clear_ready();
                    continue;
                }
            }
            self.read()?;
        }
        Ok(())
    }

    /// The next line that is there; `None` when none is, for the moment.
    pub fn take_next(&mut self) -> Option<Typed> {
        if let Some(length) = self.line_length() {
            let (text, early) = self.take(length + 1);
            let skipped = std::mem::take(&mut self.skipping);
            return Some(if skipped {
                Typed::TooLong
            } else {
                Typed::Line { text, early }
            });
        }
        if self.is_full() {
            let _part = self.take(self.held.len());
            self.skipping = true;
            return None;
        }
        if !self.ended {
            return None;
        }
        if self.held.is_empty() && !self.skipping {
            return Some(Typed::End);
        }
        let (text, early) = self.take(self.held.len());
        Some(if std::mem::take(&mut self.skipping) {
            Typed::TooLong
        } else {
            Typed::Line { text, early }
        })
    }

    /// The whole lines that are there behind the one that was just taken, as a paste brings them. They stay.
    ///
    /// # Errors
    /// The input cannot be read.
    pub fn ahead(&mut self) -> io::Result<Zeroizing<String>> {
        while !self.ended && !self.is_full() && is_readable(self.fd())? {
            self.read()?;
        }
        let end = self.held.iter().rposition(|byte| *byte == b'\n');
        let whole = self.held.get(..end.unwrap_or_default()).unwrap_or_default();
        let whole = if self.is_terminal() {
            without_sequences(whole)
        } else {
            Zeroizing::new(whole.to_vec())
        };
        Ok(Zeroizing::new(String::from_utf8_lossy(&whole).into_owned()))
    }

    /// Takes the lines of [`Lines::ahead`] out.
    pub fn take_ahead(&mut self) {
        while self.has_line() {
            let _taken = self.take_next();
        }
    }

    /// Whether what comes next was written before the last question.
    #[must_use]
    pub fn is_early(&self) -> bool {
        self.early != Early::Bytes(0)
    }

    /// A question is asked: what is there already was written before it.
    ///
    /// # Errors
    /// The input cannot be read.
    pub fn note_question(&mut self) -> io::Result<()> {
        while !self.ended && !self.is_full() && is_readable(self.fd())? {
            self.read()?;
        }
        self.early = if self.is_full() {
            Early::Flood
        } else {
            Early::Bytes(self.held.len())
        };
        Ok(())
    }

    /// Forgets what a person typed and nobody has taken.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn drop_typed(&mut self) -> io::Result<()> {
        if !self.is_terminal() {
            return Ok(());
        }
        self.held.zeroize();
        self.early = Early::Bytes(0);
        Ok(tcflush(self.fd(), QueueSelector::IFlush)?)
    }

    fn fd(&self) -> &OwnedFd {
        match &self.input {
            Input::Watched(watched) => watched.get_ref(),
            Input::Ready(input) => input,
        }
    }

    fn has_line(&self) -> bool {
        self.line_length().is_some()
    }

    fn line_length(&self) -> Option<usize> {
        self.held.iter().position(|byte| *byte == b'\n')
    }

    fn is_full(&self) -> bool {
        self.held.len() >= LONGEST
    }

    /// Reads once. Waits, unless there is something.
    fn read(&mut self) -> io::Result<()> {
        let mut buffer = Zeroizing::new([0_u8; 4096]);
        let room = (LONGEST - self.held.len()).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..room) else {
            return Ok(());
        };
        match read(self.fd(), &mut *buffer) {
            // The end, or a terminal that is gone.
            Ok(0) | Err(Errno::IO) => self.ended = true,
            Ok(count) => self
                .held
                .extend_from_slice(buffer.get(..count).unwrap_or_default()),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Takes `length` bytes out, as text without its end of line, and whether they were early. What a terminal sends by
    /// itself, such as a click, or around a paste, is left out.
    fn take(&mut self, length: usize) -> (Zeroizing<String>, bool) {
        let line = self.held.get(..length).unwrap_or_default();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = if self.is_terminal() {
            without_sequences(line)
        } else {
            Zeroizing::new(line.to_vec())
        };
        let text = Zeroizing::new(String::from_utf8_lossy(&line).into_owned());
        self.held.copy_within(length.., 0);
        let left = self.held.len() - length;
        if let Some(rest) = self.held.get_mut(left..) {
            rest.zeroize();
        }
        self.held.truncate(left);
        let early = match self.early {
            Early::Bytes(bytes) => {
                self.early = Early::Bytes(bytes.saturating_sub(length));
                bytes > 0
            }
            Early::Flood => {
                // What was not read for want of room is read by the next question, or is there no more.
                if !is_readable(self.fd()).unwrap_or(false) {
                    self.early = Early::Bytes(left);
                }
                true
            }
        };
        (text, early)
    }
}
