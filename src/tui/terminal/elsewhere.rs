//! What somebody sees and hears who looks at another window: its title, and the bell.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crossterm::queue;
use crossterm::terminal::SetTitle;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the window bears a title of ours.
static TITLED: AtomicBool = AtomicBool::new(false);

/// The terminal remembers the title of its window, and puts it back.
///
/// Source: xterm's control sequences, window manipulation 22 and 23.
const KEEP_TITLE: &[u8] = b"\x1b[22;2t";
const GIVE_TITLE_BACK: &[u8] = b"\x1b[23;2t";

/// The bytes that give a title of ours back; none when there is none.
pub(super) fn give_title_back() -> &'static [u8] {
    if TITLED.swap(false, Ordering::SeqCst) {
        GIVE_TITLE_BACK
    } else {
        &[]
    }
}

/// How somebody who looks elsewhere is told that a number needs them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notify {
    /// By the bell.
    #[default]
    Bell,
    /// By a notice of the desktop (OSC 9), and by the bell.
    Desktop,
    /// Not at all; the screen shows it.
    Silent,
}

/// What was told last, and how.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// The title that the window bears.
    title: Option<String>,
    pub(super) notify: Notify,
}

impl Elsewhere {
    /// The window bears another title by now.
    pub(super) fn forget_title(&mut self) {
        self.title = None;
    }

    /// Tells it: by the title, and by the bell when something happened.
    pub(super) fn tell(
        &mut self,
        app: &mut App,
        out: &mut impl Write,
        now: Timestamp,
    ) -> io::Result<()> {
        let title = app.title(now);
        if title != self.title
            && let Some(title) = &title
        {
            if !TITLED.swap(true, Ordering::SeqCst) {
                out.write_all(KEEP_TITLE)?;
            }
            queue!(out, SetTitle(title))?;
        }
        self.title = title;
        if !app.take_bell() || self.notify == Notify::Silent {
            return Ok(());
        }
        if let (Notify::Desktop, Some(title)) = (self.notify, &self.title) {
            write!(out, "\x1b]9;{title}\x1b\\")?;
        }
        out.write_all(b"\x07")
    }
}
