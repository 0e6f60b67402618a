//! The line to whoever sits at the terminal: whether it still is one.
//!
//! A terminal that is not the session's own goes without a signal. And of an input that has ended, the toolkit
//! reads for ever, in whichever thread asks it, the loop's own included, which then hears no signal either. So a
//! thread waits for the end of the input, and puts one in its place that has nothing to say.

use futures_util::task::AtomicWaker;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{dup2_stdin, stdin, stdout};
use rustix::termios::tcgetattr;
use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// Standard input, watched from the moment on when it is taken for the screen's.
#[derive(Debug)]
pub(crate) struct Line(Arc<End>);

#[derive(Debug, Default)]
struct End {
    has_come: AtomicBool,
    waker: AtomicWaker,
}

impl Line {
    /// Begins to watch, until the process ends.
    ///
    /// # Errors
    /// The system has no more threads or descriptors.
    pub(crate) fn watch() -> io::Result<Self> {
        let silence = Silence::new()?;
        let end = Arc::new(End::default());
        let line = Self(Arc::clone(&end));
        std::thread::Builder::new()
            .name("line".to_owned())
            .spawn(move || {
                if wait_for_end().is_ok() {
                    silence.take_the_place_of_stdin();
                    end.has_come.store(true, Ordering::SeqCst);
                    end.waker.wake();
                }
            })?;
        Ok(line)
    }

    /// Ready when the input has ended.
    pub(crate) fn poll_gone(&self, cx: &Context<'_>) -> Poll<()> {
        self.0.waker.register(cx.waker());
        if self.0.has_come.load(Ordering::SeqCst) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

/// Whether nobody is at the other end, in one of the two directions.
pub(crate) fn is_gone() -> bool {
    tcgetattr(stdin()).is_err() || tcgetattr(stdout()).is_err()
}

/// Waits until standard input is hung up, and for nothing else.
///
/// # Errors
/// The system cannot tell.
fn wait_for_end() -> io::Result<()> {
    let stdin = stdin();
    let ended = PollFlags::HUP | PollFlags::ERR;
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut fds, None) {
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(_) if fds.iter().all(|fd| fd.revents().intersects(ended)) => return Ok(()),
            Ok(_) => return Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// An input that never ends and never has anything to read.
struct Silence {
    input: UnixStream,
    other_end: UnixStream,
}

impl Silence {
    fn new() -> io::Result<Self> {
        let (input, other_end) = UnixStream::pair()?;
        input.set_nonblocking(true)?;
        Ok(Self { input, other_end })
    }

    fn take_the_place_of_stdin(self) {
        // Without it, the toolkit spins, and nothing more can be done about that.
        let _spins = dup2_stdin(&self.input);
        // It is the input for as long as the process lives, so its other end must not be closed.
        std::mem::forget(self.other_end);
    }
}
