//! The real terminal: entered once, left by one routine, whatever happens.
//!
//! [`restore`] is that routine. It runs on return, on error, in the panic hook, at signals and before the
//! process stops; it does nothing when the terminal is not ours at the moment, so it can be called always.

mod decoder;
mod drawing;
mod elsewhere;
mod input;

pub use drawing::Backends;
pub use elsewhere::Notify;

use crate::domain::time::{Deadline, Timestamp};
use crate::runtime::front_end::{DeskView, FrontEnd, Heard};
use crate::tui::app::{App, Arrival, Placement};
use crate::tui::canvas::PICTURE_ID;
use crate::tui::picture::protocols::kitty_delete;
use crate::tui::probe::replies::typed_events;
use crate::tui::probe::{Means, Tty, ask};
use crate::tui::stray::Stray;
use crate::tui::terminal::drawing::Drawing;
use crate::tui::terminal::elsewhere::{Elsewhere, give_title_back};
use crate::tui::terminal::input::{Came, Input};
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{tcgetattr, tcgetwinsize};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    let size = tcgetwinsize(stdout()).ok();
    let size = size.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or(Size::new(80, 24), |size| {
        Size::new(size.ws_col, size.ws_row)
    })
}

/// A frame of more bytes is put on the screen at once, where the terminal can do that.
const LONG_FRAME: usize = 32;

/// Writes all of it in one piece. The standard library's own way would write line by line.
fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(stdout(), rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                // Whoever shares the terminal does not want to wait for it; we do.
                let _interrupted = poll(&mut [PollFd::new(&stdout(), PollFlags::OUT)], None);
            }
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(())
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
    /// The size that is drawn for.
    size: Size,
    bytes: FrameBytes,
    /// What is typed; listened to from the first question on, while the screen is shown.
    input: Option<Input>,
    is_lost: bool,
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
        enter()?;
        let bytes = FrameBytes::default();
        let size = size();
        let drawing = Drawing::new(backend, bytes.clone(), size)?;
        Ok(Self {
            app,
            drawing,
            size,
            bytes,
            input: None,
            is_lost: false,
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

    /// What is typed, from now on; `None` when there is nobody left.
    fn listen(&mut self) -> io::Result<Option<&mut Input>> {
        if self.is_lost {
            return Ok(None);
        }
        if self.input.is_none() {
            self.input = Some(Input::stdin()?);
            // Nobody was told of another size before.
            if size() != self.size {
                self.resizing = Some(Resizing::again(None, (self.clock)()));
            }
        }
        Ok(self.input.as_mut())
    }

    fn take_again(&mut self) -> io::Result<()> {
        self.elsewhere.forget_title();
        enter()?;
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
        self.is_lost = true;
        self.input = None;
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
        self.drawing.draw(&self.app, now)
    }

    /// Empties the screen, so that the next frame is drawn whole.
    fn forget_screen(&mut self) -> io::Result<()> {
        if self.placed.take().is_some() {
            self.bytes.write_all(&kitty_delete(PICTURE_ID))?;
        }
        self.size = size();
        self.drawing.forget(self.size)
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
        self.drop_typed_ahead()?;
        let answer = ask(&mut Tty, hints.first_wait(), &*self.clock)?;
        self.app
            .draw_pictures_by(Means::choose(&hints, Some(&answer)));
        self.stray = Stray::after(answer.cut, (self.clock)());
        self.arrived.extend(typed_events(&answer.typed));
        // Some terminals print what they do not understand.
        self.forget_screen()
    }

    /// Drops what was typed before the picture was painted. What is typed from here on is kept, so the guard of the
    /// question has done its work.
    fn drop_typed_ahead(&mut self) -> io::Result<()> {
        self.take_arrived()?;
        while let Some(event) = self.arrived.pop_front() {
            self.app.take(event);
        }
        self.app.drop_typed();
        self.guarding = false;
        Ok(())
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
    fn take_arrived(&mut self) -> io::Result<()> {
        while let Some(input) = self.listen()?
            && let Some(event) = input.next_arrived()?
        {
            self.arrived.push_back(event);
        }
        Ok(())
    }

    /// Waits for something to take in; `false` when the window has its new size and nothing was typed.
    async fn next_event(&mut self) -> io::Result<bool> {
        let resizing = self.resizing;
        let settles = resizing.map(|resizing| resizing.remaining((self.clock)()));
        let Some(input) = self.listen()? else {
            return std::future::pending().await;
        };
        let came = tokio::select! {
            came = input.next() => came?,
            () = tokio::time::sleep(settles.unwrap_or_default()), if settles.is_some() => return Ok(false),
        };
        match came {
            Came::Event(event) => self.arrived.push_back(event),
            Came::Resized => self.resizing = Some(Resizing::again(resizing, (self.clock)())),
            Came::End => self.lose(),
        }
        Ok(true)
    }
}

/// Whether nobody is at the other end, in one of the two directions.
fn is_gone() -> bool {
    tcgetattr(stdin()).is_err() || tcgetattr(stdout()).is_err()
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
            self.take_arrived()?;
            if let Some(shown_at) = self.shown_at {
                self.sift(shown_at);
            }
            self.app.drop_typed();
        }
        while !self.app.has_pending() && self.arrived.is_empty() {
            if !self.next_event().await? {
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
        self.input = None;
        let restored = restore();
        self.unless_gone(restored)
    }

    fn resume(&mut self) -> io::Result<()> {
        let taken = self.take_again();
        self.unless_gone(taken)
    }
}
