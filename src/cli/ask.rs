//! One line from whoever starts the program: asked for on the terminal without being seen, or read from a pipe.

use crate::cli::out::words;
use crate::domain::secret::Secret;
use crate::runtime::lines::{Lines, Typed, hide_typing, restore_typing};
use crate::runtime::signals::{EndSignal, Request, Signals};
use color_eyre::eyre;
use std::io::Write;

/// One answer.
pub(super) enum Said {
    /// This.
    Text(Secret),
    /// Nothing.
    Nothing,
    /// A signal came first.
    Interrupted(EndSignal),
}

/// Asks for a line, on a terminal without showing it.
pub(super) async fn ask(
    lines: &mut Lines,
    label: &str,
    signals: &mut Signals,
) -> eyre::Result<Said> {
    let on_terminal = lines.is_terminal();
    if on_terminal {
        write!(words(), "{label}: ")?;
        hide_typing()?;
    }
    let said = loop {
        match lines.take_next() {
            Some(Typed::Line { text, .. }) if !text.trim().is_empty() => {
                break Said::Text(Secret::new(text.trim()));
            }
            Some(_) => break Said::Nothing,
            None => {}
        }
        tokio::select! {
            biased;
            request = signals.next() => match request {
                Request::End(signal) => break Said::Interrupted(signal),
                // What is typed stays hidden: a stop is not followed here.
                Request::Stop => {}
            },
            ready = lines.ready() => ready?,
        }
    };
    restore_typing()?;
    Ok(said)
}
