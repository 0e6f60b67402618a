//! Which pictures a terminal can draw: what the environment hints, and what the terminal itself answers.
//!
//! [`ask`] writes one batch of questions, the last of which every terminal answers, and reads until that answer or
//! a deadline. What is typed meanwhile is handed back ([`Answer::typed`]); replies that come after the deadline
//! are kept from being typed by the screen. Nobody else may read the terminal at the same time: the event stream is dropped
//! before and made anew afterwards, and the screen is drawn whole, as some terminals print what they do not know.
//! Not to be asked at the start: a terminal that never answers costs the whole deadline.

pub mod replies;

use crate::domain::time::Timestamp;
use crate::tui::probe::replies::{Cut, Replies};
use crate::tui::theme::{Colours, Depth};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{self, Write};
use std::time::Duration;

/// The questions: kitty's pictures, the terminal's name, and last the one that all answer.
///
/// Sources: kitty, "Terminal graphics protocol", "Querying support"; xterm, "Control Sequences", XTVERSION, DA1.
pub const QUESTIONS: &[u8] = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[c";

/// The shortest wait for answers, and the first one on this machine.
pub const SHORTEST_WAIT: Duration = Duration::from_millis(300);
/// The longest wait for answers, and the first one over a line of unknown length.
pub const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Bytes that are read at once.
const READ_SIZE: usize = 1024;
/// The most reads of one asking: a terminal that never stops sending is left to the event stream.
const MOST_READS: usize = 1000;

/// What the environment gives away about the terminal. It can be stale or forwarded, so answers outweigh it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hints {
    /// What it draws pictures by.
    pub means: Means,
    /// What it is.
    pub place: Place,
    /// Whether it is at the other end of a line.
    pub remote: bool,
    /// How many colours it has.
    pub depth: Depth,
    /// For which ground colours have to be.
    pub ground: Colours,
}

/// What stands between the program and the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A terminal.
    Terminal,
    /// tmux or screen, which do not pass pictures on.
    Multiplexer,
    /// A console without pictures, and without quadrants in its font.
    Console,
}

/// The ground that a terminal told the shell of: the last of `15;0` or `0;default;15`, one of the sixteen colours. Source:
/// rxvt's `COLORFGBG`, which Konsole and others set too.
fn ground_of(colours: &str) -> Colours {
    let ground = colours.rsplit(';').next();
    match ground.and_then(|ground| ground.parse::<u8>().ok()) {
        Some(0..=6 | 8) => Colours::Dark,
        Some(7 | 15) => Colours::Light,
        Some(_) | None => Colours::Either,
    }
}

impl Hints {
    /// Reads them; `variable` hands out the environment.
    #[must_use]
    pub fn from_env(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let value = |name| variable(name).unwrap_or_default();
        let is_set = |name| !value(name).is_empty();
        let term = value("TERM");
        let program = value("TERM_PROGRAM");
        let begins = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        let is_program = |names: &[&str]| names.iter().any(|name| program == *name);
        let kitty = is_set("KITTY_WINDOW_ID")
            || begins(&["xterm-kitty", "xterm-ghostty"])
            || is_program(&["ghostty"]);
        let iterm = is_program(&["iTerm.app", "WezTerm"]) || value("LC_TERMINAL") == "iTerm2";
        let remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]
            .into_iter()
            .any(is_set);
        let means = if kitty {
            Means::Kitty
        } else if iterm {
            Means::Iterm
        } else {
            Means::Cells
        };
        let place = if is_set("TMUX") || is_set("STY") || begins(&["screen", "tmux"]) {
            Place::Multiplexer
        } else if term == "linux" || begins(&["vt1", "vt2"]) {
            Place::Console
        } else {
            Place::Terminal
        };
        let deep = ["truecolor", "24bit"].contains(&value("COLORTERM").as_str());
        let many = deep || remote || means != Means::Cells || term.contains("256color");
        let depth = if place == Place::Console || term == "xterm" || !many {
            Depth::Sixteen
        } else if deep && place == Place::Terminal {
            Depth::Rgb
        } else {
            Depth::Indexed
        };
        let ground = if place == Place::Console {
            Colours::Dark
        } else {
            ground_of(&value("COLORFGBG"))
        };
        Self {
            means,
            place,
            remote,
            depth,
            ground,
        }
    }

    /// Whether an answer could lead to anything but cells.
    #[must_use]
    pub fn worth_asking(&self) -> bool {
        self.place == Place::Terminal
    }

    /// How long to wait for the first answer.
    #[must_use]
    pub fn first_wait(&self) -> Duration {
        if self.remote {
            LONGEST_WAIT
        } else {
            SHORTEST_WAIT
        }
    }
}

/// The best means to show a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// kitty's protocol.
    Kitty,
    /// iTerm2's protocol.
    Iterm,
    /// Cells.
    Cells,
}

impl Means {
    /// Chooses by what is known; without a whole answer the hints decide.
    #[must_use]
    pub fn choose(hints: &Hints, answer: Option<&Answer>) -> Self {
        if !hints.worth_asking() {
            return Self::Cells;
        }
        let answer = answer.filter(|answer| answer.is_whole);
        let Some(answer) = answer else {
            return hints.means;
        };
        let name = answer.name.as_deref().unwrap_or_default();
        let is = |names: &[&str]| names.iter().any(|known| name.starts_with(known));
        let hinted = name.is_empty() && hints.means == Means::Iterm;
        if is(&["tmux", "screen"]) {
            // Whatever lies behind it.
            Self::Cells
        } else if hinted || is(&["iTerm2", "WezTerm"]) {
            // Those that know both know their own better.
            Self::Iterm
        } else if answer.kitty {
            Self::Kitty
        } else {
            Self::Cells
        }
    }
}

/// What the terminal said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// It draws kitty's pictures.
    pub kitty: bool,
    /// Its name and version, printable, if it told.
    pub name: Option<String>,
    /// Whether all of it came in time.
    pub is_whole: bool,
    /// Until the first reply; `None` when there was none.
    pub round_trip: Option<Duration>,
    /// What a person typed meanwhile, as it came.
    pub typed: Vec<u8>,
    /// The deadline fell into a reply: the rest of it is still to come.
    pub cut: Option<Cut>,
}

/// The two directions of a terminal in raw mode.
pub trait Port {
    /// Writes all of `bytes` at once.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits for bytes and reads them; how many, or `None` when none came for as long as `wait`. 0 is the end.
    ///
    /// # Errors
    /// The terminal cannot be read.
    fn receive(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>>;
}

/// The process's own terminal: standard input and output.
#[derive(Clone, Copy, Debug)]
pub struct Tty;

impl Port for Tty {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    fn receive(&mut self, buffer: &mut [u8], wait: Duration) -> io::Result<Option<usize>> {
        let stdin = rustix::stdio::stdin();
        let wait = Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(wait.subsec_nanos()),
        };
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut fds, Some(&wait)) {
            // A signal came: the caller looks at its clock and waits on.
            Ok(0) | Err(Errno::INTR) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        match rustix::io::read(stdin, buffer) {
            Ok(count) => Ok(Some(count)),
            Err(Errno::INTR | Errno::AGAIN) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Asks, and waits for the answer: three times as long as the first reply took, within [`SHORTEST_WAIT`] and
/// [`LONGEST_WAIT`]; `first_wait` for the first one. `clock` reads the time.
///
/// # Errors
/// The terminal cannot be written to or read. What was typed until then is lost with it.
pub fn ask(
    port: &mut impl Port,
    first_wait: Duration,
    clock: &dyn Fn() -> Timestamp,
) -> io::Result<Answer> {
    let mut replies = Replies::default();
    let mut round_trip = None;
    let mut wait = first_wait.clamp(SHORTEST_WAIT, LONGEST_WAIT);
    port.send(QUESTIONS)?;
    let asked = clock();
    let mut buffer = [0; READ_SIZE];
    for _ in 0..MOST_READS {
        let Some(left) = wait
            .checked_sub(clock().since(asked))
            .filter(|left| !left.is_zero())
        else {
            break;
        };
        match port.receive(&mut buffer, left)? {
            None => continue,
            Some(0) => break,
            Some(count) => replies.feed(buffer.get(..count).unwrap_or_default()),
        }
        if replies.is_complete() {
            break;
        }
        if round_trip.is_none() && replies.has_begun() {
            let took = clock().since(asked);
            round_trip = Some(took);
            wait = (took * 3).clamp(SHORTEST_WAIT, LONGEST_WAIT);
        }
    }
    let round_trip = round_trip.or_else(|| replies.is_complete().then(|| clock().since(asked)));
    Ok(Answer {
        round_trip,
        ..replies.into_answer()
    })
}
