//! The real terminal: entered once, left by one routine, whatever happens.
//!
//! [`restore`] is that routine. It runs on return, on error, in the panic hook, at signals and before the
//! process stops; it does nothing when the terminal is not ours at the moment, so it can be called always.

mod drawing;
mod elsewhere;

pub use drawing::Backends;
pub use elsewhere::Notify;

use crate::domain::time::{Deadline, Timestamp};
use crate::runtime::front_end::{DeskView, FrontEnd, Heard};
use crate::tui::app::{App, Arrival, Placement};
use crate::tui::canvas::PICTURE_ID;
use crate::tui::line::{Line, is_gone};
use crate::tui::picture::protocols::kitty_delete;
use crate::tui::probe::replies::typed_events;
use crate::tui::probe::{Means, Tty, ask};
use crate::tui::stray::Stray;
use crate::tui::terminal::drawing::Drawing;
use crate::tui::terminal::elsewhere::{Elsewhere, give_title_back};
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, EventStream};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use futures_util::StreamExt;
use ratatui::layout::Size;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

/// Whether the terminal is in our hands: it says every key, and echoes none.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether it shows our screen.
static SHOWN: AtomicBool = AtomicBool::new(false);
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
    if SHOWN.swap(false, Ordering::SeqCst) {
        queue!(
            bytes,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        )?;
    }
    let written = write_out(&bytes);
    disable_raw_mode()?;
    written
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    Ok(())
}

/// How large the terminal is; of one that does not say, what most are.
fn size() -> Size {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok();
    let size = size.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or(Size::new(80, 24), |size| {
        Size::new(size.ws_col, size.ws_row)
    })
}

/// A frame of more bytes is put on the screen at once, where the terminal can do that.
const LONG_FRAME: usize = 32;

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
    drawing: Drawing,
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
    /// The window changes its size.
    resizing: Option<Resizing>,
    /// What somebody sees and hears who looks elsewhere.
    elsewhere: Elsewhere,
}

/// A window that changes its size: it is drawn for the last one only, when a while has passed without another one, or
/// now and then while they go on coming.
#[derive(Clone, Copy)]
struct Resizing {
    settles: Deadline,
    at_last: Deadline,
}

impl Resizing {
    const SETTLES_WITHIN: Duration = Duration::from_millis(50);
    const AT_LAST_AFTER: Duration = Duration::from_millis(250);

    fn again(former: Option<Self>, now: Timestamp) -> Self {
        let at_last = || Deadline::after(now, Self::AT_LAST_AFTER);
        Self {
            settles: Deadline::after(now, Self::SETTLES_WITHIN),
            at_last: former.map_or_else(at_last, |former| former.at_last),
        }
    }

    fn remaining(self, now: Timestamp) -> Duration {
        let waits = [self.settles, self.at_last].map(|due| due.remaining(now));
        waits.into_iter().min().flatten().unwrap_or_default()
    }
}

impl Tui {
    /// Takes the terminal. Standard input and output must be one. `clock` is read only while the terminal is
    /// asked what it draws pictures by.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn enter(
        app: App,
        backend: Backends,
        clock: impl Fn() -> Timestamp + 'static,
    ) -> io::Result<Self> {
        let line = Line::watch()?;
        enter()?;
        let bytes = FrameBytes::default();
        let drawing = Drawing::new(backend, bytes.clone(), size())?;
        Ok(Self {
            app,
            drawing,
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
            resizing: None,
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
        if self.app.wants_full_redraw() | self.resizing.take().is_some() {
            self.forget_screen()?;
        }
        let mut changes_in = self.draw(now)?;
        if self.app.placement() != self.placed && self.placed.is_some() {
            // Cells that are written to anew take the former picture's place.
            self.forget_screen()?;
            changes_in = self.draw(now)?;
        }
        self.place_picture()?;
        let frame = std::mem::take(&mut *self.bytes.0.borrow_mut());
        let mut out = Vec::new();
        if !SHOWN.swap(true, Ordering::SeqCst) {
            queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        }
        if frame.len() > LONG_FRAME {
            queue!(out, BeginSynchronizedUpdate)?;
            out.extend(frame);
            queue!(out, EndSynchronizedUpdate)?;
        } else {
            out.extend(frame);
        }
        if let Some(text) = self.app.take_clipboard() {
            queue!(out, CopyToClipboard::to_clipboard_from(text))?;
        }
        self.elsewhere.tell(&mut self.app, &mut out, now)?;
        if !out.is_empty() {
            write_out(&out)?;
        }
        Ok(changes_in)
    }

    fn draw(&mut self, now: Timestamp) -> io::Result<Option<Duration>> {
        let mut changes_in = None;
        self.drawing
            .draw(|frame| changes_in = self.app.draw(frame, now))?;
        Ok(changes_in)
    }

    /// Empties the screen, so that the next frame is drawn whole.
    fn forget_screen(&mut self) -> io::Result<()> {
        if self.placed.take().is_some() {
            self.bytes.write_all(&kitty_delete(PICTURE_ID))?;
        }
        self.drawing.forget(size())
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
        match event {
            Some(Ok(Event::Resize(..))) => {
                self.resizing = Some(Resizing::again(self.resizing, (self.clock)()));
            }
            Some(Ok(event)) => self.arrived.push_back(event),
            Some(Err(_)) | None => self.lose(),
        }
    }

    /// Waits for something to take in; `false` when the window has its new size and nothing was typed.
    async fn next_event(&mut self) -> bool {
        let settles = self
            .resizing
            .map(|resizing| resizing.remaining((self.clock)()));
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
        let event = tokio::select! {
            event = event => event,
            () = tokio::time::sleep(settles.unwrap_or_default()), if settles.is_some() => return false,
        };
        self.take(event);
        true
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
        while !self.app.has_pending() && self.arrived.is_empty() {
            if !self.next_event().await {
                break;
            }
        }
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
