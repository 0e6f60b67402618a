//! What comes from outside while the program has the terminal: signals, a window that is closed, an input that
//! ends. What ends it leaves a good order behind; what should not end it does not.

use crate::pty::{Input, Process, Start, Terminal, family, processes, signal};
use crate::terminal::{demo, program, reach};
use std::path::Path;

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
