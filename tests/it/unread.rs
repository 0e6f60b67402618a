//! A terminal that takes nothing more: its window hangs, or it was stopped. What ends the program ends it there too, and
//! leaves the terminal's settings as they were found. A pipe that is not read is the same.

use crate::pty::{Process, Start, Terminal, signal};
use crate::signals::single_step;
use crate::terminal::{Service, demo, program};
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

const CREDENTIALS: &str = "Credentials of the instance";
const DRAW_ANEW: &str = "\x0c";
const STOP_OUTPUT: &str = "\x13";
const LEAVE_SCREEN: &[u8] = b"\x1b[?1049l";

/// Signals that end a program, and the exit codes of one that they end.
const ENDS: [(&str, u32); 5] = [
    ("TERM", 143),
    ("HUP", 129),
    ("INT", 130),
    ("QUIT", 131),
    ("ABRT", 134),
];

/// Line mode in a terminal.
fn line_mode() -> Terminal {
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["demo", "happy", "--plain"],
        environment: &[],
        size: (80, 24),
    });
    terminal.wait_for("Instance ID").settle();
    terminal
}

/// Sends the signal, and expects an end with its code although nothing is read.
fn ends_by(mut terminal: Terminal, (name, code): (&str, u32)) -> Terminal {
    let process = Process::of(terminal.pid());
    signal(name, terminal.pid());
    process.wait_for_end();
    assert_eq!(terminal.thaw().end(), code, "{name}");
    assert!(terminal.is_as_found(), "{name}");
    terminal
}

#[test]
fn a_screen_in_a_window_that_hangs_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let mut terminal = demo("happy");
        terminal.wait_for(CREDENTIALS).settle();
        terminal.freeze().fill(DRAW_ANEW);
        let terminal = ends_by(terminal, end);
        let left = terminal.written.windows(LEAVE_SCREEN.len());
        assert_eq!(left.filter(|it| *it == LEAVE_SCREEN).count(), 1, "{end:?}");
        assert!(!terminal.is_taken(), "the screen is given back: {end:?}");
    }
}

#[test]
fn line_mode_in_a_window_that_hangs_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let mut terminal = line_mode();
        terminal.freeze().fill("help\r");
        ends_by(terminal, end);
    }
}

#[test]
fn line_mode_on_a_stopped_terminal_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let mut terminal = line_mode();
        terminal.send(STOP_OUTPUT).send("help\r");
        terminal.fill("");
        ends_by(terminal, end);
    }
}

#[test]
fn a_hidden_prompt_on_a_stopped_terminal_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let mut terminal = line_mode();
        terminal.send("\r").wait_for("is not shown").settle();
        assert!(!terminal.is_as_found(), "what is typed is hidden");
        terminal.send(STOP_OUTPUT).send("help\r");
        terminal.fill("");
        ends_by(terminal, end);
    }
}

#[test]
fn a_hidden_prompt_in_a_window_that_hangs_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let mut terminal = line_mode();
        terminal.send("\r").wait_for("is not shown").settle();
        assert!(!terminal.is_as_found(), "what is typed is hidden");
        terminal.freeze().fill("help\r");
        ends_by(terminal, end);
    }
}

#[test]
fn a_hidden_prompt_of_a_single_step_on_a_stopped_terminal_is_ended_by_every_signal_that_ends() {
    for end in ENDS {
        let service = Service::start("happy");
        let home = tempfile::tempdir().expect("a folder");
        let mut terminal = single_step("confirm", &service, home.path());
        terminal.wait_for(": ").settle();
        assert!(!terminal.is_as_found(), "what is typed is hidden");
        terminal.send(STOP_OUTPUT);
        terminal.fill("");
        ends_by(terminal, end);
    }
}

#[test]
fn a_program_whose_pipe_is_not_read_is_ended_by_every_signal_that_ends() {
    for (name, code) in ENDS {
        let home = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(program())
            .args(["demo", "happy", "--json"])
            .env_clear()
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let words = child.stdout.take().expect("a pipe");
        let mut pen = child.stdin.take().expect("a pipe");
        for _ in 0..4_000 {
            writeln!(pen, "no json").expect("it is read");
        }
        let waits = || rustix::io::ioctl_fionread(&words).expect("a pipe");
        while waits() < 60_000 {
            std::thread::sleep(Duration::from_millis(20));
        }
        signal(name, child.id());
        Process::of(child.id()).wait_for_end();
        let ended = child.wait().expect("it ended");
        assert_eq!(ended.code(), i32::try_from(code).ok(), "{name}");
    }
}
