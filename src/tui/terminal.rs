//! The real terminal: entered once, left by one routine, whatever happens.
//!
//! [`restore`] is that routine. It runs on return, on error, in the panic hook, at signals and before the
//! process stops; it does nothing when the terminal is not ours at the moment, so it can be called always.

use crate::domain::time::Timestamp;
use crate::runtime::front_end::{Card, FrontEnd, Heard};
use crate::tui::app::{App, Arrival};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, EventStream};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use futures_util::StreamExt;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

/// Whether the terminal is in our hands.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Puts the terminal back as it was found, if it is in our hands.
///
/// # Errors
/// The terminal cannot be written to; everything that could be put back was.
pub fn restore() -> io::Result<()> {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    queue!(
        bytes,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    )?;
    let written = write_out(&bytes);
    disable_raw_mode()?;
    written
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
    write_out(&bytes)
}

fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Bytes of one frame, kept together until it is complete.
#[derive(Clone, Default)]
struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The full screen on the process's terminal.
pub struct Tui {
    app: App,
    terminal: Terminal<CrosstermBackend<FrameBytes>>,
    bytes: FrameBytes,
    events: Option<EventStream>,
    /// A question that acts was just painted: what was typed before is to be dropped.
    guarding: bool,
}

impl Tui {
    /// Takes the terminal. Standard input and output must be one.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(app: App) -> io::Result<Self> {
        enter()?;
        let bytes = FrameBytes::default();
        let terminal = Terminal::new(CrosstermBackend::new(bytes.clone()))?;
        Ok(Self {
            app,
            terminal,
            bytes,
            events: Some(EventStream::new()),
            guarding: false,
        })
    }

    /// Draws one frame and writes it in one piece.
    fn paint(&mut self, now: Timestamp) -> io::Result<Option<Duration>> {
        if self.app.wants_full_redraw() {
            self.forget_screen()?;
        }
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        let mut changes_in = None;
        self.terminal
            .draw(|frame| changes_in = self.app.draw(frame, now))?;
        queue!(self.bytes, EndSynchronizedUpdate)?;
        write_out(&std::mem::take(&mut *self.bytes.0.borrow_mut()))?;
        Ok(changes_in)
    }

    /// Empties the screen, so that the next frame is drawn whole. The toolkit's own way asks the terminal where
    /// its cursor is, and waits for the answer.
    fn forget_screen(&mut self) -> io::Result<()> {
        queue!(self.bytes, Clear(ClearType::All))?;
        self.terminal = Terminal::new(CrosstermBackend::new(self.bytes.clone()))?;
        Ok(())
    }

    /// Takes in every event that has arrived by now.
    ///
    /// The stream keeps the first waker that found it empty until an event comes, so it must be polled with
    /// the task's own one.
    async fn take_arrived(&mut self) {
        std::future::poll_fn(|cx| {
            while let Some(events) = &mut self.events {
                match events.poll_next_unpin(cx) {
                    Poll::Ready(event) => self.take(event),
                    Poll::Pending => break,
                }
            }
            Poll::Ready(())
        })
        .await;
    }

    fn take(&mut self, event: Option<io::Result<Event>>) {
        if let Some(Ok(event)) = event {
            self.app.take(event);
        } else {
            self.events = None;
            self.app.lose_terminal();
        }
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        // There is nobody left to tell when even this fails.
        let _unwritable = restore();
    }
}

impl FrontEnd for Tui {
    type Error = io::Error;

    fn show(&mut self, desk: &[Card], now: Timestamp) -> io::Result<Option<Duration>> {
        let arrival = self.app.show(desk, now);
        let changes_in = self.paint(now)?;
        self.guarding |= arrival == Arrival::Guarded;
        Ok(changes_in)
    }

    async fn input(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.guarding) {
            self.take_arrived().await;
            self.app.drop_typed();
        }
        if self.app.has_pending() {
            return Ok(());
        }
        let Some(events) = &mut self.events else {
            return std::future::pending().await;
        };
        let event = events.next().await;
        self.take(event);
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.app.hear(now)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.events = None;
        restore()
    }

    fn resume(&mut self) -> io::Result<()> {
        enter()?;
        self.events = Some(EventStream::new());
        self.forget_screen()
    }
}
