//! The real terminal: entered once, left by one routine, whatever happens.

mod decoder;
mod drawing;
mod elsewhere;
mod resizing;
mod tty;

pub use drawing::Backends;
pub use elsewhere::Notify;
pub use tty::restore;

use crate::domain::time::Timestamp;
use crate::runtime::front_end::{DeskView, FrontEnd, Heard};
use crate::runtime::input::{Came, Input};
use crate::tui::app::{App, Arrival, Placement};
use crate::tui::canvas::PICTURE_ID;
use crate::tui::picture::protocols::kitty_delete;
use crate::tui::probe::{Means, Tty, ask};
use crate::tui::terminal::decoder::{Decoded, Decoder};
use crate::tui::terminal::drawing::Drawing;
use crate::tui::terminal::elsewhere::Elsewhere;
use crate::tui::terminal::resizing::Resizing;
use crate::tui::terminal::tty::{FrameBytes, enter, is_gone, note_picture, show, size, write_out};
use crossterm::clipboard::CopyToClipboard;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{cursor, queue};
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::Duration;

/// A frame of more bytes is put on the screen at once, where the terminal can do that.
const LONG_FRAME: usize = 64;

/// The full screen on the process's terminal.
pub struct Tui {
    app: App,
    drawing: Drawing,
    /// The size that is drawn for.
    size: Size,
    bytes: FrameBytes,
    /// What is typed; listened to from the first question on, while the screen is shown.
    input: Option<Input>,
    decoder: Decoder,
    is_lost: bool,
    /// What has arrived and was not looked at yet.
    arrived: VecDeque<Decoded>,
    clock: Box<dyn Fn() -> Timestamp>,
    /// Whether the terminal was asked what it draws pictures by.
    asked: bool,
    /// The picture that the terminal shows by its own means.
    placed: Option<Placement>,
    /// A question that acts was just painted: what was typed before is to be dropped.
    guarding: bool,
    /// The window changes its size.
    resizing: Option<Resizing>,
    /// What somebody sees and hears who looks elsewhere.
    elsewhere: Elsewhere,
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
            decoder: Decoder::default(),
            is_lost: false,
            arrived: VecDeque::new(),
            clock: Box::new(clock),
            asked: false,
            placed: None,
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

    /// Shows the desk; what is shown is handed to `look` before it is painted.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn show_with(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
        look: impl FnOnce(&mut App),
    ) -> io::Result<Option<Duration>> {
        let arrival = self.app.show(desk, now);
        self.guarding |= arrival == Arrival::Guarded;
        look(&mut self.app);
        let painted = self.paint_asking(now);
        self.unless_gone(painted)
    }

    /// Paints what is on the screen without a desk, such as a menu.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn show_alone(&mut self, now: Timestamp) -> io::Result<()> {
        let painted = self.paint(now).map(drop);
        self.unless_gone(painted)
    }

    /// Whether a key was pressed at the terminal that was not looked at yet.
    pub fn is_pressed(&mut self) -> bool {
        self.pass_on();
        self.app.has_pending()
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
        let frame = self.bytes.take();
        let mut out = Vec::new();
        show(&mut out)?;
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
            note_picture(placement.means == Means::Kitty);
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
        let now = (self.clock)();
        self.decoder.feed(&answer.typed, now);
        if let Some(cut) = answer.cut {
            self.decoder.resume_within(cut, now);
        }
        self.decode();
        // Some terminals print what they do not understand.
        self.forget_screen()
    }

    /// Drops what was typed before the picture was painted. What is typed from here on is kept, so the guard of the
    /// question has done its work.
    fn drop_typed_ahead(&mut self) -> io::Result<()> {
        self.take_arrived()?;
        self.drop_typed();
        self.guarding = false;
        Ok(())
    }

    /// Passes on what has arrived.
    fn pass_on(&mut self) {
        while let Some(decoded) = self.arrived.pop_front() {
            match decoded {
                Decoded::Event(event) => self.app.take(event),
                Decoded::TornPaste(text) => self.app.take_torn(text),
            }
        }
    }

    /// Drops what was typed until now.
    fn drop_typed(&mut self) {
        self.pass_on();
        self.decoder.forget_typed();
        self.app.drop_typed();
    }

    /// Takes in every event that has arrived by now.
    fn take_arrived(&mut self) -> io::Result<()> {
        if let Some(input) = self.listen()? {
            let bytes = input.arrived()?;
            self.decoder.feed(&bytes, (self.clock)());
            self.decode();
        }
        Ok(())
    }

    fn decode(&mut self) {
        self.arrived
            .extend(std::iter::from_fn(|| self.decoder.next()));
    }

    /// Waits for something to take in; `false` when the window has its new size and nothing was typed.
    async fn next_event(&mut self) -> io::Result<bool> {
        let now = (self.clock)();
        let settles = self.resizing.map(|resizing| resizing.remaining(now));
        if settles.is_some_and(|settles| settles.is_zero()) {
            return Ok(false);
        }
        let holds = self.decoder.remaining(now);
        let patience = settles.into_iter().chain(holds).min();
        let Some(input) = self.listen()? else {
            return std::future::pending().await;
        };
        match input.next(patience).await? {
            Came::Bytes(bytes) => self.decoder.feed(&bytes, (self.clock)()),
            Came::Nothing => self.decoder.expire((self.clock)()),
            Came::Resized => {
                self.resizing = Some(Resizing::again(self.resizing, (self.clock)()));
            }
            Came::End => self.lose(),
        }
        self.decode();
        Ok(true)
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
        self.show_with(desk, now, |_app| {})
    }

    async fn input(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.guarding) {
            self.take_arrived()?;
            self.drop_typed();
        }
        while !self.app.has_pending() && self.arrived.is_empty() {
            if !self.next_event().await? {
                break;
            }
        }
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.pass_on();
        self.app.hear(now)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.input = None;
        self.app.rest();
        let restored = restore();
        self.unless_gone(restored)
    }

    fn resume(&mut self) -> io::Result<()> {
        let taken = self.take_again();
        self.unless_gone(taken)
    }
}
