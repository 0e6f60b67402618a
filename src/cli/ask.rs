//! One line from whoever starts the program: asked for on the terminal without being seen, or read from a pipe.

use crate::cli::out::words;
use crate::domain::secret::Secret;
use crate::domain::typed::{Found, code_in};
use crate::runtime::lines::{Lines, Typed, hide_typing, restore_typing};
use crate::runtime::signals::{EndSignal, Request, Signals};
use color_eyre::eyre;
use std::io::Write;
use zeroize::Zeroizing;

/// One answer.
pub(super) enum Said {
    /// This.
    Text(Secret),
    /// Nothing.
    Nothing,
    /// A signal came first.
    Interrupted(EndSignal),
}

/// What is read for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One line.
    Line,
    /// The whole message with a code in it: the lines that are there, and from a pipe more of them until a code is.
    Message,
}

/// Asks for a line, or a message, on a terminal without showing it.
pub(super) async fn ask(
    lines: &mut Lines,
    label: &str,
    extent: Extent,
    signals: &mut Signals,
) -> eyre::Result<Said> {
    let on_terminal = lines.is_terminal();
    if on_terminal {
        write!(words(), "{label}: ")?;
        hide_typing()?;
    }
    let mut message = Zeroizing::new(String::new());
    let said = loop {
        match lines.take_next() {
            Some(Typed::Line { text, .. }) if !text.trim().is_empty() => {
                message.push_str(text.trim());
                if extent == Extent::Message {
                    message.push('\n');
                    message.push_str(&lines.ahead()?);
                    lines.take_ahead();
                }
                if on_terminal || extent == Extent::Line || code_in(&message) != Found::NoCode {
                    break Said::Text(Secret::new(message.trim()));
                }
                message.push('\n');
            }
            Some(Typed::Line { .. }) if !on_terminal && extent == Extent::Message => {}
            Some(_) if !message.is_empty() => break Said::Text(Secret::new(message.trim())),
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
