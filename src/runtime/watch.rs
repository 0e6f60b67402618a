//! Descriptors that the loop watches.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::io::Errno;
use std::io;
use tokio::io::Interest;
use tokio::io::unix::{AsyncFd, AsyncFdRegisterError};

/// Has the loop that runs watch whether something can be read.
///
/// # Errors
/// The system cannot watch it; it is handed back.
pub(super) fn watch(fd: OwnedFd) -> Result<AsyncFd<OwnedFd>, AsyncFdRegisterError<OwnedFd>> {
    #[expect(
        deprecated,
        reason = "its successor is unsafe; what is owned here stays open as long"
    )]
    let watched = AsyncFd::try_with_interest(fd, Interest::READABLE);
    watched
}

/// Whether a read would not wait.
///
/// # Errors
/// The system cannot tell.
pub(super) fn is_readable(input: &OwnedFd) -> io::Result<bool> {
    let mut fds = [PollFd::new(input, PollFlags::IN)];
    match poll(&mut fds, Some(&Timespec::default())) {
        Ok(ready) => Ok(ready > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
