//! What there is to hold a conversation on.

use crate::cli::{Options, environment};
use crate::locale::negotiate::codeset_is_utf8;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat};
use rustix::termios::tcgetwinsize;
use std::io::{self, IsTerminal};

/// On what the conversation is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The full screen.
    Screen,
    /// Lines, and a screen to go to.
    LinesOrScreen,
    /// Lines.
    Lines,
    /// JSON.
    Json,
}

/// Why it cannot be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoWay {
    /// Nobody can answer on standard input.
    NobodyAnswers,
    /// Standard output is no terminal, and nobody said that lines shall go there.
    OutputElsewhere,
}

/// What is known of where the program runs.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
struct Place {
    input: Input,
    shows_output: bool,
    can_move: bool,
    accessible: bool,
    /// Somebody asked for another program, over SSH, and got this one: what comes in is not meant for it.
    for_another: bool,
}

/// What standard input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    Terminal,
    /// A pipe, a socket or a file with something in it.
    Stream,
    /// Nothing that could answer.
    Nothing,
}

impl Kind {
    /// By the options and the surroundings.
    pub(super) fn of(options: &Options) -> Result<Kind, NoWay> {
        choose(options.plain, options.json, Place::find())
    }
}

fn choose(plain: bool, json: bool, place: Place) -> Result<Kind, NoWay> {
    if place.input == Input::Nothing || (place.input == Input::Stream && place.for_another) {
        return Err(NoWay::NobodyAnswers);
    }
    if json {
        return Ok(Kind::Json);
    }
    let on_terminal = place.input == Input::Terminal && place.shows_output;
    if on_terminal && place.can_move {
        return Ok(if plain || place.accessible {
            Kind::LinesOrScreen
        } else {
            Kind::Screen
        });
    }
    // Somebody at a terminal would not see the questions.
    if place.input == Input::Terminal && !place.shows_output && !plain {
        return Err(NoWay::OutputElsewhere);
    }
    Ok(Kind::Lines)
}

impl Place {
    fn find() -> Self {
        let term = environment("TERM").unwrap_or_default();
        Self {
            input: Input::find(),
            shows_output: io::stdout().is_terminal(),
            can_move: !term.is_empty() && term != "dumb",
            accessible: is_accessible(),
            for_another: environment("SSH_ORIGINAL_COMMAND").is_some(),
        }
    }
}

impl Input {
    fn find() -> Self {
        if io::stdin().is_terminal() {
            return Input::Terminal;
        }
        let kind = fstat(io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
        match kind {
            Ok(FileType::Fifo | FileType::Socket) if !has_ended() => Input::Stream,
            Ok(FileType::RegularFile) => Input::Stream,
            Ok(_) | Err(_) => Input::Nothing,
        }
    }
}

/// Whether nobody writes there any more, and nothing is left to read.
fn has_ended() -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let polled = poll(&mut fds, Some(&Timespec::default()));
    let said = |flags| fds.iter().any(|fd| fd.revents().contains(flags));
    polled.is_ok() && said(PollFlags::HUP) && !said(PollFlags::IN)
}

/// Whether the person wants to hear and not to see.
pub(super) fn is_accessible() -> bool {
    environment("ACCESSIBLE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// How many columns the lines of a terminal have; `None` where there is none, or a reader finds its own way.
pub(super) fn columns() -> Option<usize> {
    const LEAST: usize = 20;
    if is_accessible() || !io::stdout().is_terminal() {
        return None;
    }
    let size = tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col).saturating_sub(1)).filter(|columns| *columns >= LEAST)
}

/// Whether only signs of 7 bits may be written.
pub(super) fn is_seven_bit(options: &Options) -> bool {
    options.ascii || !codeset_is_utf8(environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Place = Place {
        input: Input::Terminal,
        shows_output: true,
        can_move: true,
        accessible: false,
        for_another: false,
    };

    #[test]
    fn a_terminal_that_can_move_gets_the_screen_unless_somebody_wants_lines() {
        assert_eq!(choose(false, false, SCREEN), Ok(Kind::Screen));
        assert_eq!(choose(true, false, SCREEN), Ok(Kind::LinesOrScreen));
        let accessible = Place {
            accessible: true,
            ..SCREEN
        };
        assert_eq!(choose(false, false, accessible), Ok(Kind::LinesOrScreen));
        let dumb = Place {
            can_move: false,
            ..SCREEN
        };
        assert_eq!(choose(false, false, dumb), Ok(Kind::Lines));
    }

    #[test]
    fn a_pipe_gets_lines_and_nothing_gets_nothing() {
        let piped = Place {
            input: Input::Stream,
            ..SCREEN
        };
        assert_eq!(choose(false, false, piped), Ok(Kind::Lines));
        let copying = Place {
            for_another: true,
            ..piped
        };
        assert_eq!(choose(true, false, copying), Err(NoWay::NobodyAnswers));
        let nobody = Place {
            input: Input::Nothing,
            ..SCREEN
        };
        for (plain, json) in [(false, false), (true, false), (false, true)] {
            assert_eq!(choose(plain, json, nobody), Err(NoWay::NobodyAnswers));
        }
    }

    #[test]
    fn a_person_whose_questions_would_go_into_a_file_is_told() {
        let elsewhere = Place {
            shows_output: false,
            ..SCREEN
        };
        assert_eq!(choose(false, false, elsewhere), Err(NoWay::OutputElsewhere));
        assert_eq!(choose(true, false, elsewhere), Ok(Kind::Lines));
        assert_eq!(choose(false, true, elsewhere), Ok(Kind::Json));
    }
}
