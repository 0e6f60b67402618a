//! Typing without being seen, given back by one routine.

use rustix::stdio::stdin;
use rustix::termios::{LocalModes, OptionalActions, Termios, isatty, tcgetattr, tcsetattr};
use std::io;
use std::sync::{Mutex, PoisonError};

/// How the terminal was found, while it hides what is typed.
static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

/// Hides what is typed on standard input's terminal until [`restore_typing`]; does nothing where there is none.
///
/// # Errors
/// The terminal refuses: then what is typed would be seen.
pub fn hide_typing() -> io::Result<()> {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if found.is_some() || !isatty(stdin()) {
        return Ok(());
    }
    let settings = tcgetattr(stdin())?;
    let mut hidden = settings.clone();
    hidden.local_modes -= LocalModes::ECHO;
    // The end of the line is still seen, so that what follows begins on a line of its own.
    hidden.local_modes |= LocalModes::ECHONL;
    // At once, not when what was written is read: on a terminal that is stopped that would be never.
    tcsetattr(stdin(), OptionalActions::Now, &hidden)?;
    *found = Some(settings);
    Ok(())
}

/// Shows again what is typed, if it was hidden.
///
/// # Errors
/// The terminal refuses.
pub fn restore_typing() -> io::Result<()> {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(settings) = found.take() else {
        return Ok(());
    };
    Ok(tcsetattr(stdin(), OptionalActions::Now, &settings)?)
}
