//! What comes from outside while the program has the terminal: signals, a window that is closed, an input that
//! ends. What ends it leaves a good order behind; what should not end it does not.

use crate::pty::{Input, Process, Start, Terminal, family, processes, signal};
use crate::terminal::{Service, demo, program, reach};
use std::path::Path;
use std::process::Command;

const CREDENTIALS: &str = "Credentials of the instance";
const NUMBER: &str = "Number to connect";
const DRAW_ANEW: &str = "\x0c";
const ENTER_SCREEN: &[u8] = b"\x1b[?1049h";
/// The exit code of a program that was hung up, and went in good order: one killed by the signal has none.
const HUNG_UP: u32 = 129;

fn start() -> Start<'static> {
    Start {
        program: program(),
        arguments: &["demo", "happy"],
        environment: &[],
        size: (80, 24),
    }
}

/// A shell with job control.
fn shell() -> Terminal {
    let mut shell = Terminal::start(&Start {
        program: Path::new("bash"),
        arguments: &["--norc", "--noprofile", "-i"],
        environment: &[("PS1", "ready> ")],
        size: (80, 24),
    });
    shell.wait_for("ready> ");
    shell
}

/// The wizard that a shell has started.
fn wizard_of(shell: &Terminal) -> u32 {
    let members = family(&[shell.pid()]);
    let named = processes().filter(|it| it.name == "zapi-onboard");
    let mut wizards = named.filter(|it| members.contains(&it.pid));
    wizards.next().expect("a wizard").pid
}

#[test]
fn a_signal_ends_it_in_good_order_while_an_answer_is_awaited() {
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", HUNG_UP)] {
        let mut terminal = demo("slow");
        terminal.wait_for(CREDENTIALS).settle().send("\r");
        terminal.wait_for("Reading the instance's status");
        signal(name, terminal.pid());
        assert_eq!(terminal.end(), code, "{name}");
        assert!(!terminal.is_taken() && terminal.is_as_found(), "{name}");
    }
}

/// Signals that end a program on the spot unless it listens to them, and the exit codes of one that does.
const ENDS: [(&str, u32); 10] = [
    ("QUIT", 131),
    ("TRAP", 133),
    ("ABRT", 134),
    ("USR1", 138),
    ("USR2", 140),
    ("ALRM", 142),
    ("XCPU", 152),
    ("VTALRM", 154),
    ("PROF", 155),
    ("SYS", 159),
];

#[test]
fn every_signal_that_can_be_caught_leaves_the_terminal_as_it_was_found() {
    for (name, code) in ENDS {
        let mut terminal = demo("happy");
        terminal.wait_for(CREDENTIALS).settle();
        signal(name, terminal.pid());
        assert_eq!(terminal.end(), code, "{name}");
        assert!(!terminal.is_taken() && terminal.is_as_found(), "{name}");
    }
}

/// A terminal in which a single step runs, after another one that asked for a code by SMS.
pub(crate) fn single_step(step: &str, service: &Service, home: &Path) -> Terminal {
    let home = home.to_str().expect("a readable path");
    let mut environment = service.environment().to_vec();
    environment.push(("XDG_STATE_HOME", home));
    let number = ["--number", "+5511987654321"];
    let asked = Command::new(program())
        .args(["request", "--method", "sms"])
        .args(number)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs");
    assert!(asked.status.success(), "{asked:?}");
    Terminal::start(&Start {
        program: program(),
        arguments: &[step],
        environment: &environment,
        size: (80, 24),
    })
}

/// A terminal in which line mode asks for a token.
fn asked_by_line_mode() -> Terminal {
    let mut terminal = Terminal::start(&Start {
        arguments: &["demo", "happy", "--plain"],
        ..start()
    });
    terminal.wait_for("Instance ID").settle().send("\r");
    terminal.wait_for("is not shown").settle();
    terminal
}

#[test]
fn ctrl_backslash_and_other_signals_at_a_hidden_prompt_leave_what_is_typed_to_be_seen() {
    for (name, code) in [("", 131), ("QUIT", 131), ("USR1", 138), ("ABRT", 134)] {
        let service = Service::start("happy");
        let home = tempfile::tempdir().expect("a folder");
        let mut by_a_step = single_step("confirm", &service, home.path());
        by_a_step.wait_for(": ").settle();
        for mut terminal in [asked_by_line_mode(), by_a_step] {
            assert!(!terminal.is_as_found(), "what is typed is hidden");
            if name.is_empty() {
                terminal.send("\x1c");
            } else {
                signal(name, terminal.pid());
            }
            assert_eq!(terminal.end(), code, "{name}");
            assert!(terminal.is_as_found(), "{name}");
        }
    }
}

#[test]
fn an_appeal_that_is_typed_can_be_interrupted() {
    for (key, code) in [("\x03", 130), ("\x1c", 131)] {
        let service = Service::start("happy");
        let home = tempfile::tempdir().expect("a folder");
        let mut terminal = single_step("appeal", &service, home.path());
        terminal
            .send("It is ours.\r")
            .wait_for("It is ours.")
            .settle();
        terminal.send(key);
        assert_eq!(terminal.end(), code, "{}", terminal.text());
    }
}

#[test]
fn the_signal_of_a_broken_pipe_means_nothing_by_itself() {
    let mut terminal = demo("happy");
    terminal.wait_for(CREDENTIALS).settle();
    signal("PIPE", terminal.pid());
    terminal.send("\r").wait_for(NUMBER);
    assert!(terminal.is_taken());
}

#[test]
fn a_stop_asked_for_by_a_signal_is_not_made_where_nobody_could_continue_it() {
    let mut terminal = demo("happy");
    terminal.wait_for(CREDENTIALS).settle();
    signal("TSTP", terminal.pid());
    terminal.wait_for_bytes(ENTER_SCREEN, 2).settle();
    terminal.send("\r").wait_for(NUMBER);
}

#[test]
fn after_a_stop_that_it_could_not_see_coming_it_takes_the_terminal_again() {
    let mut shell = shell();
    shell.send(&format!("{} demo happy\n", program().display()));
    shell.wait_for(CREDENTIALS).settle();
    signal("STOP", wizard_of(&shell));
    shell.wait_for("Stopped").settle();
    shell.send("fg\n").wait_for_bytes(ENTER_SCREEN, 2).settle();
    assert!(!shell.text().contains("Stopped"), "{}", shell.text());
    shell.send("\r").wait_for(NUMBER);
}

#[test]
fn a_continuation_of_what_was_never_stopped_draws_anew_and_no_more() {
    let mut terminal = demo("happy");
    reach(&mut terminal, NUMBER);
    terminal.settle().send("11987").wait_for("(11) 987");
    signal("CONT", terminal.pid());
    terminal.wait_for_bytes(ENTER_SCREEN, 2).settle();
    terminal
        .wait_for("(11) 987")
        .send("6")
        .wait_for("(11) 9876");
}

#[test]
fn continued_in_the_background_it_waits_for_the_foreground() {
    let mut shell = shell();
    shell.send(&format!("{} demo happy\n", program().display()));
    shell.wait_for(CREDENTIALS).settle().send("\x1a");
    shell.wait_for("Stopped").settle().send("bg\n");
    shell.wait_for("demo happy &").settle();
    assert!(!shell.screen.screen().alternate_screen());
    shell.send("fg\n").wait_for_bytes(ENTER_SCREEN, 2).settle();
    shell.send("\r").wait_for(NUMBER);
}

#[test]
fn a_closed_window_ends_it() {
    let mut terminal = Terminal::start(&start());
    terminal.wait_for(CREDENTIALS).settle();
    let wizard = Process::of(terminal.pid());
    terminal.hang_up(|terminal| {
        terminal.send(DRAW_ANEW);
    });
    wizard.wait_for_end();
    assert_eq!(terminal.end(), HUNG_UP);
}

#[test]
fn a_closed_window_ends_it_without_a_signal_too() {
    let mut terminal = Terminal::start_apart(&start(), None);
    terminal.wait_for(CREDENTIALS).settle();
    let wizard = Process::of(terminal.pid());
    terminal.hang_up(|terminal| {
        terminal.send(DRAW_ANEW);
    });
    wizard.wait_for_end();
    assert_eq!(terminal.end(), HUNG_UP);
}

#[test]
fn an_input_that_ends_on_the_way_ends_it_and_gives_the_screen_back() {
    let input = Input::open();
    let mut terminal = Terminal::start_apart(&start(), Some(&input));
    terminal.wait_for(CREDENTIALS).settle();
    let wizard = Process::of(terminal.pid());
    drop(input);
    wizard.wait_for_end();
    assert_eq!(terminal.end(), HUNG_UP);
    assert!(!terminal.is_taken() && terminal.is_as_found());
    let said = terminal.text();
    assert!(
        said.contains("zapi-onboard: Left before the end."),
        "{said}"
    );
}

#[test]
fn a_screen_that_cannot_be_written_to_ends_it() {
    let mut input = Input::open();
    let mut terminal = Terminal::start_apart(&start(), Some(&input));
    terminal.wait_for(CREDENTIALS).settle();
    let wizard = Process::of(terminal.pid());
    terminal.hang_up(|_| input.send(DRAW_ANEW));
    input.send(DRAW_ANEW);
    wizard.wait_for_end();
    assert_eq!(terminal.end(), HUNG_UP);
}

#[test]
fn half_a_terminal_is_refused_with_a_sentence() {
    for other_half in ["</dev/null", ">/dev/null", "<&-", ">&-"] {
        let line = format!("'{}' demo {other_half}", program().display());
        let mut terminal = Terminal::start(&Start {
            program: Path::new("sh"),
            arguments: &["-c", &line],
            ..start()
        });
        assert_eq!(terminal.end(), 2, "{other_half}");
        let said = terminal.text();
        let told = said.contains("nobody can answer") || said.contains("would not be seen");
        assert!(told, "{other_half}: {said}");
        assert!(terminal.is_as_found(), "{other_half}");
    }
}
