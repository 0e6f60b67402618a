//! Signals from outside, and stopping the process the way a shell expects it.

mod unread;

use rustix::process::{Signal as Sig, kill_current_process_group};
use std::future::poll_fn;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// A stop was made here, and the signal that continued it was not looked at yet.
static MADE: AtomicBool = AtomicBool::new(false);
/// A stop that nobody announced is over.
static OVER: AtomicBool = AtomicBool::new(false);

/// What was asked from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// End because of a signal.
    End(EndSignal),
    /// Stop until continued. Asked for too when the process was stopped by force and goes on: then
    /// [`stop_until_continued`] returns at once, and what lies around it has its effect on the terminal.
    Stop,
}

/// The signals that end the program in good order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndSignal {
    /// The line is gone.
    Hangup,
    /// Somebody interrupted.
    Interrupt,
    /// Somebody terminated.
    Terminate,
    /// Another one that would end the program on the spot; its number.
    Other(u8),
}

/// Every signal whose default is an end and that a program may catch, but for those of its own faults. That of a broken
/// pipe means nothing: the write says it.
const ENDS: [(Sig, Option<EndSignal>); 14] = [
    (Sig::HUP, Some(EndSignal::Hangup)),
    (Sig::INT, Some(EndSignal::Interrupt)),
    (Sig::TERM, Some(EndSignal::Terminate)),
    (Sig::QUIT, None),
    (Sig::ABORT, None),
    (Sig::USR1, None),
    (Sig::USR2, None),
    (Sig::ALARM, None),
    (Sig::TRAP, None),
    (Sig::XCPU, None),
    (Sig::XFSZ, None),
    (Sig::VTALARM, None),
    (Sig::PROF, None),
    (Sig::SYS, None),
];

/// Those that end a program on this system only.
#[cfg(target_os = "linux")]
const ENDS_HERE: [(Sig, Option<EndSignal>); 3] =
    [(Sig::IO, None), (Sig::POWER, None), (Sig::STKFLT, None)];
#[cfg(not(target_os = "linux"))]
const ENDS_HERE: [(Sig, Option<EndSignal>); 0] = [];

/// The signals that concern the loop.
pub struct Signals {
    streams: Option<Streams>,
}

struct Streams {
    /// What ends the program, by which signal.
    ends: Vec<(EndSignal, Stream)>,
    stop: Stream,
    go_on: Stream,
}

impl Signals {
    /// Listens to the process's signals. From the first time on, those that end the program end it too while nothing that it
    /// writes is read. The terminal must be as it was found.
    ///
    /// # Errors
    /// The system refuses a handler, or the thread.
    pub fn listen() -> io::Result<Self> {
        unread::watch()?;
        let listen = |sig: Sig| signal(SignalKind::from_raw(sig.as_raw()));
        let ends = ENDS.into_iter().chain(ENDS_HERE).map(|(sig, named)| {
            let number = || u8::try_from(sig.as_raw()).unwrap_or_default();
            let end = named.unwrap_or_else(|| EndSignal::Other(number()));
            Ok((end, listen(sig)?))
        });
        Ok(Self {
            streams: Some(Streams {
                ends: ends.collect::<io::Result<_>>()?,
                stop: listen(Sig::TSTP)?,
                go_on: listen(Sig::CONT)?,
            }),
        })
    }

    /// Hears nothing, ever.
    #[must_use]
    pub fn none() -> Self {
        Self { streams: None }
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) -> Request {
        let Some(streams) = &mut self.streams else {
            return std::future::pending().await;
        };
        streams.next().await
    }
}

impl Streams {
    /// What ends goes first: a stopped program that is to end is continued for it.
    async fn next(&mut self) -> Request {
        let Self { ends, stop, go_on } = self;
        let mut ended = poll_fn(|context| {
            let mut came = ends.iter_mut().filter_map(|(end, stream)| {
                let is_there = stream.poll_recv(context).is_ready();
                is_there.then_some(*end)
            });
            came.next().map_or(Poll::Pending, Poll::Ready)
        });
        loop {
            return tokio::select! {
                biased;
                end = &mut ended => Request::End(end),
                _ = go_on.recv() => {
                    if MADE.swap(false, Ordering::SeqCst) {
                        continue;
                    }
                    OVER.store(true, Ordering::SeqCst);
                    Request::Stop
                }
                _ = stop.recv() => Request::Stop,
            };
        }
    }
}

/// Stops this process and whatever shares its job until a shell continues them.
///
/// Nothing happens when the stop is over already, and when no shell could end it: in an orphaned process group,
/// such as under an SSH forced command, a stopped program would hang for good.
///
/// # Errors
/// The system refuses.
pub fn stop_until_continued() -> io::Result<()> {
    if !OVER.swap(false, Ordering::SeqCst) && has_job_control() {
        MADE.store(true, Ordering::SeqCst);
        kill_current_process_group(Sig::STOP)?;
    }
    Ok(())
}

/// Whether our parent, in our session but outside our process group, can continue us. Without a `/proc` its
/// own parents are not known.
#[cfg(not(target_os = "linux"))]
fn has_job_control() -> bool {
    use rustix::process::{getpgid, getpgrp, getppid, getsid};
    let parent = getppid();
    let apart = getpgid(parent).is_ok_and(|group| group != getpgrp());
    let session = getsid(None).ok();
    apart && session.is_some() && getsid(parent).ok() == session
}

/// Whether some ancestor outside our process group, in our session, can continue us: the group's leader may
/// have parents inside the group, such as `cargo run`, so the search goes up to the first one outside.
#[cfg(target_os = "linux")]
fn has_job_control() -> bool {
    let Some(own) = Place::of("self") else {
        return false;
    };
    let mut ancestor = own;
    while let Some(place) = ancestor.of_parent() {
        if place.group != own.group {
            return place.session == own.session;
        }
        ancestor = place;
    }
    false
}

/// Where a process stands among others, in the words of its `stat`: `0` is something outside of what this
/// process may see, such as a session that began outside of its container. Asked of the system call, such a
/// number would come as a process id that no library takes.
#[cfg(target_os = "linux")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    parent: u32,
    group: u32,
    session: u32,
}

#[cfg(target_os = "linux")]
impl Place {
    /// Of a process by its folder in `/proc`, whose `stat` names parent, group and session as its fourth to
    /// sixth field, counted behind the name in parentheses, which may hold spaces itself.
    fn of(process: &str) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    fn parse(stat: &str) -> Option<Self> {
        let (_, rest) = stat.rsplit_once(')')?;
        let mut numbers = rest.split_whitespace().skip(1).map(str::parse);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            parent: next()?,
            group: next()?,
            session: next()?,
        })
    }

    /// Of its parent, if that can be seen from here.
    fn of_parent(self) -> Option<Self> {
        (self.parent != 0).then(|| Self::of(&self.parent.to_string()))?
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::Place;

    #[test]
    fn a_session_that_began_outside_of_the_container_is_no_process_and_no_fault() {
        let inside = Place::parse("4 (a name) S) R 1 0 0 34816 4 4194304 95\n");
        let outside = Place {
            parent: 1,
            group: 0,
            session: 0,
        };
        assert_eq!(inside, Some(outside));
        assert_eq!(Place::parse("1 (init"), None);
    }

    #[test]
    fn our_own_place_is_known() {
        let parent = Place::of("self").map(|own| own.parent);
        assert_eq!(parent, Some(std::os::unix::process::parent_id()));
    }
}
