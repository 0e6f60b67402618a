//! The end of a program whose words are not read. On a terminal that is stopped or whose window hangs, and on a pipe that is
//! full, a write takes as long as it takes; the loop waits in it and learns of no signal.
//!
//! A thread of its own waits for a signal that ends the program, and sleeps until then: it costs an idle program nothing. While what is
//! written is taken, the loop ends in its own order, however long that lasts. When nothing was taken for [`STUCK_FOR`], a
//! stopped terminal is started again, as by Ctrl-C, and a screen's frames that wait are thrown away: the write that waited goes
//! on, and with it the loop's own end. When that does not help, the terminal's settings are put back and the process ends.
//! Its memory goes back to the system, which hands it on empty, and a call that was under way is in the journal.

use super::ENDS;
use super::ENDS_HERE;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal as Sig, getpgrp, getpid, kill_process};
use rustix::stdio::{stderr, stdin, stdout};
use rustix::termios::{
    Action, InputModes, LocalModes, OptionalActions, QueueSelector, Termios, tcflow, tcflush,
    tcgetattr, tcgetpgrp, tcsetattr,
};
use std::future::poll_fn;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// Whether the thread was begun.
static WATCHED: AtomicBool = AtomicBool::new(false);

/// So long nothing may be taken of what is written before the end is helped on.
const STUCK_FOR: Duration = Duration::from_secs(1);
/// How often it is looked, between a signal and the end.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Begins the thread, once in a process. The terminal must be as it was found.
///
/// # Errors
/// The system refuses a thread or a handler.
pub(super) fn watch() -> io::Result<()> {
    if WATCHED.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let found = tcgetattr(stdin()).ok();
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let listening = runtime.enter();
    let streams: Vec<(Sig, Stream)> = ENDS
        .into_iter()
        .chain(ENDS_HERE)
        .map(|(sig, _)| Ok((sig, signal(SignalKind::from_raw(sig.as_raw()))?)))
        .collect::<io::Result<_>>()?;
    drop(listening);
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(move || end(wait_for_end(&runtime, streams), found.as_ref()))?;
    Ok(())
}

/// Waits for a signal that ends.
fn wait_for_end(runtime: &Runtime, mut streams: Vec<(Sig, Stream)>) -> Sig {
    runtime.block_on(poll_fn(|context| {
        let mut came = streams.iter_mut().filter_map(|(sig, stream)| {
            let is_there = stream.poll_recv(context).is_ready();
            is_there.then_some(*sig)
        });
        came.next().map_or(Poll::Pending, Poll::Ready)
    }))
}

/// Sees to it that the program ends. It does not return: the loop's own end comes first, or the process ends here.
fn end(by: Sig, found: Option<&Termios>) {
    wait_until_stuck();
    let freed = free_output();
    // The write that waits notices the free room only when it is interrupted.
    let knocked = kill_process(getpid(), by);
    if freed.is_ok() && knocked.is_ok() {
        wait_until_stuck();
    }
    if let Some(found) = found.filter(|_| is_ours()) {
        // Not after what was written is read, which may be never.
        let _refused = tcsetattr(stdin(), OptionalActions::Now, found);
    }
    exit(by);
}

#[expect(
    clippy::exit,
    reason = "the loop waits in a write that does not end, so nothing else can end the process"
)]
fn exit(by: Sig) {
    std::process::exit(by.as_raw().saturating_add(128))
}

/// Waits until nothing was taken of what is written for a while.
fn wait_until_stuck() {
    let mut stuck = Duration::ZERO;
    while stuck < STUCK_FOR {
        std::thread::sleep(LOOK_EVERY);
        stuck = if is_stuck() {
            stuck + LOOK_EVERY
        } else {
            Duration::ZERO
        };
    }
}

/// Whether an output takes nothing at the moment. One that is closed or gone refuses a write at once, which is no waiting.
fn is_stuck() -> bool {
    let (out, err) = (stdout(), stderr());
    let mut outputs = [&out, &err].map(|output| PollFd::new(output, PollFlags::OUT));
    let looked = poll(&mut outputs, Some(&Timespec::default()));
    looked.is_ok() && outputs.iter().any(|output| output.revents().is_empty())
}

/// Starts a terminal's output again where it was stopped, by a key or by another program, and throws away what waits there of
/// a screen: a line can still be read, half a frame cannot.
fn free_output() -> rustix::io::Result<()> {
    let terminal = stdout();
    let settings = tcgetattr(terminal)?;
    if !is_ours() {
        return Ok(());
    }
    tcflow(terminal, Action::OOn)?;
    if settings.input_modes.contains(InputModes::IXON) {
        let mut unstoppable = settings.clone();
        unstoppable.input_modes -= InputModes::IXON;
        tcsetattr(terminal, OptionalActions::Now, &unstoppable)?;
        tcsetattr(terminal, OptionalActions::Now, &settings)?;
    }
    if !settings.local_modes.contains(LocalModes::ICANON) {
        tcflush(terminal, QueueSelector::OFlush)?;
    }
    Ok(())
}

/// Whether the terminal may be set from here: in the background that stops the program.
fn is_ours() -> bool {
    tcgetpgrp(stdin()).map_or(true, |group| group == getpgrp())
}
