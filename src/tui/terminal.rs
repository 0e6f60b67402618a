//! The real terminal: entered once, left by one routine, whatever happens.
//!
//! [`restore`] is that routine. It runs on return, on error, in the panic hook, at signals and before the
//! process stops; it does nothing when the terminal is not ours at the moment, so it can be called always.

mod elsewhere;

pub use elsewhere::Notify;

use crate::domain::time::Timestamp;
use crate::runtime::front_end::{DeskView, FrontEnd, Heard};
use crate::tui::app::{App, Arrival, Placement};
use crate::tui::canvas::PICTURE_ID;
use crate::tui::line::{Line, is_gone};
use crate::tui::picture::protocols::kitty_delete;
use crate::tui::probe::replies::typed_events;
use crate::tui::probe::{Means, Tty, ask};
use crate::tui::stray::Stray;
use crate::tui::terminal::elsewhere::{Elsewhere, give_title_back};
use crossterm::clipboard::CopyToClipboard;
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
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

/// Whether the terminal is in our hands.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the terminal holds a picture of ours.
static PICTURED: AtomicBool = AtomicBool::new(false);

/// Puts the terminal back as it was found, if it is in our hands.
///
/// # Errors
/// The terminal cannot be written to; everything that could be put back was.
pub fn restore() -> io::Result<()> {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    if PICTURED.swap(false, Ordering::SeqCst) {
        bytes.extend(kitty_delete(PICTURE_ID));
    }
    bytes.extend(give_title_back());
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
    line: Line,
    /// What has arrived and was not looked at yet.
    arrived: VecDeque<Event>,
    /// Keeps late answers of the terminal from being taken for typing.
    stray: Stray,
    clock: Box<dyn Fn() -> Timestamp>,
    /// Whether the terminal was asked what it draws pictures by.
    asked: bool,
    /// The picture that the terminal shows by its own means.
    placed: Option<Placement>,
    /// The moment of the last frame.
    shown_at: Option<Timestamp>,
    /// A question that acts was just painted: what was typed before is to be dropped.
    guarding: bool,
    /// What somebody sees and hears who looks elsewhere.
    elsewhere: Elsewhere,
}

impl Tui {
    /// Takes the terminal. Standard input and output must be one. `clock` is read only while the terminal is
    /// asked what it draws pictures by.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(app: App, clock: impl Fn() -> Timestamp + 'static) -> io::Result<Self> {
        let line = Line::watch()?;
        enter()?;
        let bytes = FrameBytes::default();
        let terminal = Terminal::new(CrosstermBackend::new(bytes.clone()))?;
        Ok(Self {
            app,
            terminal,
            bytes,
            events: Some(EventStream::new()),
            line,
            arrived: VecDeque::new(),
            stray: Stray::default(),
            clock: Box::new(clock),
            asked: false,
            placed: None,
            shown_at: None,
            guarding: false,
            elsewhere: Elsewhere::default(),
        })
    }

    /// Draws a frame; before the first one with a picture goes on, the terminal is asked for its means.
    fn paint_asking(&mut self, now: Timestamp) -> io::Result<Option<Duration>> {
        let changes_in = self.paint(now)?;
        if !self.app.shows_picture() || self.asked {
            return Ok(changes_in);
        }
        self.ask_means()?;
        self.paint(now)
    }

    /// Tells somebody who looks elsewhere in this way.
    #[must_use]
    pub fn notifying_by(mut self, notify: Notify) -> Self {
        self.elsewhere.notify = notify;
        self
    }

    /// Paints words before there is anything to ask.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn open_with(&mut self, text: &str) -> io::Result<()> {
        self.app.open_with(text);
        let now = (self.clock)();
        self.paint(now).map(drop)
    }

    /// What is on the screen.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Ready when the terminal is gone, while another surface has it.
    pub fn poll_gone(&self, cx: &std::task::Context<'_>) -> Poll<()> {
        self.line.poll_gone(cx)
    }

    /// A stream that was dropped while nobody waited leaves a wake-up behind. Whoever polls next would hear of that one
    /// and not of the keys that came with it, so it is heard of before there can be any.
    fn take_again(&mut self) -> io::Result<()> {
        self.elsewhere.forget_title();
        let _only_the_wake_up = crossterm::event::poll(Duration::ZERO);
        enter()?;
        self.events = Some(EventStream::new());
        self.forget_screen()
    }

    /// What failed because the terminal is gone is no fault, but the end, which [`FrontEnd::hear`] tells.
    fn unless_gone<T: Default>(&mut self, outcome: io::Result<T>) -> io::Result<T> {
        if outcome.is_err() && is_gone() {
            self.lose();
            return Ok(T::default());
        }
        outcome
    }

    fn lose(&mut self) {
        self.events = None;
        self.app.lose_terminal();
    }

    /// Draws one frame and writes it in one piece.
    fn paint(&mut self, now: Timestamp) -> io::Result<Option<Duration>> {
        if self.app.wants_full_redraw() {
            self.forget_screen()?;
        }
        queue!(self.bytes, BeginSynchronizedUpdate)?;
        let mut changes_in = self.draw(now)?;
        if self.app.placement() != self.placed && self.placed.is_some() {
            // Cells that are written to anew take the former picture's place.
            self.forget_screen()?;
            changes_in = self.draw(now)?;
        }
        self.place_picture()?;
        queue!(self.bytes, EndSynchronizedUpdate)?;
        if let Some(text) = self.app.take_clipboard() {
            queue!(self.bytes, CopyToClipboard::to_clipboard_from(text))?;
        }
        self.elsewhere.tell(&mut self.app, &mut self.bytes, now)?;
        write_out(&std::mem::take(&mut *self.bytes.0.borrow_mut()))?;
        Ok(changes_in)
    }

    fn draw(&mut self, now: Timestamp) -> io::Result<Option<Duration>> {
        let mut changes_in = None;
        self.terminal
            .draw(|frame| changes_in = self.app.draw(frame, now))?;
        Ok(changes_in)
    }

    /// Empties the screen, so that the next frame is drawn whole. The toolkit's own way asks the terminal where
    /// its cursor is, and waits for the answer.
    fn forget_screen(&mut self) -> io::Result<()> {
        if self.placed.take().is_some() {
            self.bytes.write_all(&kitty_delete(PICTURE_ID))?;
        }
        queue!(self.bytes, Clear(ClearType::All))?;
        self.terminal = Terminal::new(CrosstermBackend::new(self.bytes.clone()))?;
        Ok(())
    }

    /// Has the terminal draw the picture of the page by its own means.
    fn place_picture(&mut self) -> io::Result<()> {
        let placement = self.app.placement();
        if placement == self.placed {
            return Ok(());
        }
        self.placed = placement;
        let sequence = placement.and_then(|placement| self.app.picture_sequence(&placement));
        if let (Some(placement), Some(sequence)) = (placement, sequence) {
            PICTURED.store(placement.means == Means::Kitty, Ordering::SeqCst);
            let corner = cursor::MoveTo(placement.area.x, placement.area.y);
            queue!(self.bytes, cursor::SavePosition, corner)?;
            self.bytes.write_all(&sequence)?;
            queue!(self.bytes, cursor::RestorePosition)?;
        }
        Ok(())
    }

    /// Asks the terminal, once, what it draws pictures by. Nobody else may read its input meanwhile.
    fn ask_means(&mut self) -> io::Result<()> {
        self.asked = true;
        let hints = self.app.terminal_hints();
        if !hints.worth_asking() {
            return Ok(());
        }
        self.events = None;
        self.drop_typed_ahead();
        let answer = ask(&mut Tty, hints.first_wait(), &*self.clock);
        self.events = Some(EventStream::new());
        let answer = answer?;
        self.app
            .draw_pictures_by(Means::choose(&hints, Some(&answer)));
        self.stray = Stray::after(answer.cut, (self.clock)());
        self.arrived.extend(typed_events(&answer.typed));
        // Some terminals print what they do not understand.
        self.forget_screen()
    }

    /// Drops what was typed before the picture was painted. What is typed from here on is kept, so the guard of the
    /// question has done its work.
    ///
    /// Waits until the stream's thread has let go of the input; a signal that comes in between ends it early.
    fn drop_typed_ahead(&mut self) {
        while matches!(crossterm::event::poll(Duration::from_millis(1)), Ok(true)) {
            if let Ok(event) = crossterm::event::read() {
                self.app.take(event);
            }
        }
        self.app.drop_typed();
        self.guarding = false;
    }

    /// Passes on what has arrived by `now`.
    fn sift(&mut self, now: Timestamp) {
        while let Some(event) = self.arrived.pop_front() {
            if let Some(event) = self.stray.sift(event, now) {
                self.app.take(event);
            }
        }
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
            self.arrived.push_back(event);
        } else {
            self.lose();
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

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        let arrival = self.app.show(desk, now);
        self.guarding |= arrival == Arrival::Guarded;
        self.shown_at = Some(now);
        let painted = self.paint_asking(now);
        self.unless_gone(painted)
    }

    async fn input(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.guarding) {
            self.take_arrived().await;
            if let Some(shown_at) = self.shown_at {
                self.sift(shown_at);
            }
            self.app.drop_typed();
        }
        if self.app.has_pending() || !self.arrived.is_empty() {
            return Ok(());
        }
        let Some(events) = &mut self.events else {
            return std::future::pending().await;
        };
        let line = &self.line;
        let event = std::future::poll_fn(|cx| {
            if line.poll_gone(cx).is_ready() {
                return Poll::Ready(None);
            }
            events.poll_next_unpin(cx)
        });
        let event = event.await;
        self.take(event);
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.sift(now);
        self.app.hear(now)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.events = None;
        let restored = restore();
        self.unless_gone(restored)
    }

    fn resume(&mut self) -> io::Result<()> {
        let taken = self.take_again();
        self.unless_gone(taken)
    }
}
