//! The terminal's state: what of it is ours, and the way back.
//!
//! [`restore`] is the one routine that gives it back. It runs on return, on error, in the panic hook, at signals and
//! before the process stops; it does nothing when the terminal is not ours at the moment, so it can be called always.

use crate::tui::canvas::PICTURE_ID;
use crate::tui::picture::protocols::kitty_delete;
use crate::tui::terminal::elsewhere::give_title_back;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{tcgetattr, tcgetwinsize};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is in our hands: it says every key, and echoes none.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether it shows our screen.
static SHOWN: AtomicBool = AtomicBool::new(false);
/// Whether the terminal holds a picture of ours.
static PICTURED: AtomicBool = AtomicBool::new(false);

/// Ends all reports of the mouse, which a program that died may have left on, and their forms.
///
/// Source: xterm's control sequences, "Mouse Tracking"; rxvt-unicode's manual rxvt(7), private mode 1015.
const MOUSE_OFF: &[u8] = b"\x1b[?9;1000;1002;1003;1005;1006;1015l";

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
        queue!(bytes, EndSynchronizedUpdate, DisableBracketedPaste)?;
        wipe(&mut bytes, size())?;
        queue!(bytes, LeaveAlternateScreen, cursor::Show)?;
    }
    let written = write_out(&bytes);
    disable_raw_mode()?;
    written
}

/// Empties the screen, for a terminal that has no other one behind it: there the last frame would stay, and what is
/// written next would stand amid it. The frame is pushed out below first, which no terminal keeps, since some keep what is
/// erased for scrolling back to; then what is left by a terminal that cannot insert lines is erased.
fn wipe(out: &mut impl Write, size: Size) -> io::Result<()> {
    write!(out, "\x1b[m\x1b[H\x1b[{}L\x1b[J", size.height)
}

/// Takes the terminal: from here on it says every key, and echoes none.
pub(super) fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    Ok(())
}

/// How large the terminal is; of one that does not say, what most are.
pub(super) fn size() -> Size {
    let size = tcgetwinsize(stdout()).ok();
    let size = size.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or(Size::new(80, 24), |size| {
        Size::new(size.ws_col, size.ws_row)
    })
}

/// Writes all of it in one piece. The standard library's own way would write line by line.
pub(super) fn write_out(bytes: &[u8]) -> io::Result<()> {
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
pub(super) struct FrameBytes(Rc<RefCell<Vec<u8>>>);

impl FrameBytes {
    /// What has come together.
    pub(super) fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

impl Write for FrameBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What has to be written before the first frame of a screen of ours; nothing when it is shown already.
pub(super) fn show(out: &mut impl Write) -> io::Result<()> {
    if !SHOWN.swap(true, Ordering::SeqCst) {
        queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        out.write_all(MOUSE_OFF)?;
    }
    Ok(())
}

/// Notes whether the terminal holds a picture of ours, which has to be taken away at the end.
pub(super) fn note_picture(holds: bool) {
    PICTURED.store(holds, Ordering::SeqCst);
}

/// Whether nobody is at the other end, in one of the two directions.
pub(super) fn is_gone() -> bool {
    tcgetattr(stdin()).is_err() || tcgetattr(stdout()).is_err()
}
