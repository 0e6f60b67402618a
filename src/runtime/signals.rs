//! Signals from outside, and stopping the process the way a shell expects it.

use rustix::process::{
    Pid, Signal as Sig, getpgid, getpgrp, getpid, getsid, kill_current_process_group,
};
use std::io;
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// What was asked from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// End because of a signal.
    End(EndSignal),
    /// Stop until continued.
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
}

/// The signals that concern the loop.
pub struct Signals {
    streams: Option<Streams>,
}

struct Streams {
    hangup: Stream,
    interrupt: Stream,
    terminate: Stream,
    stop: Stream,
}

impl Signals {
    /// Listens to the process's signals.
    ///
    /// # Errors
    /// The system refuses a handler.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            streams: Some(Streams {
                hangup: signal(SignalKind::hangup())?,
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
                stop: signal(SignalKind::from_raw(Sig::TSTP.as_raw()))?,
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
        tokio::select! {
            _ = streams.hangup.recv() => Request::End(EndSignal::Hangup),
            _ = streams.interrupt.recv() => Request::End(EndSignal::Interrupt),
            _ = streams.terminate.recv() => Request::End(EndSignal::Terminate),
            _ = streams.stop.recv() => Request::Stop,
        }
    }
}

/// Stops this process and whatever shares its job until a shell continues them.
///
/// Nothing happens when no shell could: in an orphaned process group, such as under an SSH forced command, a
/// stopped program would hang for good.
///
/// # Errors
/// The system refuses.
pub fn stop_until_continued() -> io::Result<()> {
    if has_job_control() {
        kill_current_process_group(Sig::STOP)?;
    }
    Ok(())
}

/// Whether some ancestor outside our process group, in our session, can continue us: the group's leader may
/// have parents inside the group, such as `cargo run`, so the search goes up to the first one outside.
fn has_job_control() -> bool {
    let (group, session) = (getpgrp(), getsid(None).ok());
    let mut ancestor = parent_of(getpid());
    while let Some(pid) = ancestor {
        if getpgid(Some(pid)).ok() != Some(group) {
            return session.is_some() && getsid(Some(pid)).ok() == session;
        }
        ancestor = parent_of(pid);
    }
    false
}

/// The parent of a process: the fourth field of its `stat`, counted behind the name in parentheses, which
/// may hold spaces itself. Where there is no `/proc`, only our own parent is known.
fn parent_of(pid: Pid) -> Option<Pid> {
    let path = format!("/proc/{}/stat", pid.as_raw_nonzero());
    match std::fs::read_to_string(path) {
        Ok(stat) => {
            let (_, rest) = stat.rsplit_once(')')?;
            let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
            Pid::from_raw(parent)
        }
        Err(_) if pid == getpid() => rustix::process::getppid(),
        Err(_) => None,
    }
}
