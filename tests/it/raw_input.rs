//! Bytes that no person types, sent to the built program: reports of a mouse, pastes and sequences without an end, line
//! feeds. They type nothing, hand nothing in and keep no key back. And what is left on a screen that has no other one
//! behind it.

use crate::pty::{Start, Terminal, signal};
use crate::terminal::{Service, demo, program, reach};
use alacritty_terminal::event::VoidListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::term::test::TermSize;
use alacritty_terminal::term::{Config, Term};
use alacritty_terminal::vte::ansi::Processor;
use std::path::Path;
use std::time::Duration;

const CREDENTIALS: &str = "Credentials of the instance";
const CODE: &str = "Type the code";
const CTRL_C: &str = "\x03";
const CTRL_G: &str = "\x07";
const CTRL_R: &str = "\x12";
const ONE_MORE: &str = "Press Ctrl-C once more";
/// Longer than a code that is complete waits before it is handed in by itself.
const HANDED_IN_BY_ITSELF: Duration = Duration::from_secs(2);
/// Longer than anything unended is waited for.
const PAUSE: Duration = Duration::from_millis(700);

fn at_the_code(service: &Service) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &[],
        environment: &service.environment(),
        size: (80, 24),
    });
    reach(&mut terminal, CODE);
    terminal.settle();
    terminal
}

fn pause() {
    std::thread::sleep(PAUSE);
}

fn handed_in(service: &Service) -> usize {
    service.count("confirm-registration-code")
}

/// Leaves by the keyboard, wherever it is.
fn leave(terminal: &mut Terminal) {
    terminal.send(CTRL_C).wait_for(ONE_MORE).send(CTRL_C);
    terminal.end();
    assert!(!terminal.is_taken() && terminal.is_as_found());
}

#[test]
fn a_click_on_the_code_types_nothing_and_hands_nothing_in() {
    let service = Service::start("happy");
    let mut terminal = at_the_code(&service);
    terminal.send("12345").wait_for("│ 5 │ │   │");
    for report in [
        &b"\x1b[M 24"[..],
        b"\x1b[M#24",
        b"\x1b[M \xb2\xb4",
        b"\x1b[M \xc4\x80\xc3\x85",
        b"\x1b[M \r\r",
        b"\x1b[<0;12;4M\x1b[<0;12;4m",
        b"\x1b[32;12;4M",
        b"\x1b[M 24\x1b[M#24",
    ] {
        terminal.send_bytes(report).settle();
        assert!(terminal.text().contains("│ 5 │ │   │"), "{report:?}");
    }
    std::thread::sleep(HANDED_IN_BY_ITSELF);
    assert_eq!(handed_in(&service), 0);
    terminal.send("6").wait_for("works through the API now");
    assert_eq!(handed_in(&service), 1);
}

#[test]
fn a_paste_without_an_end_is_handed_in_by_nothing_but_an_enter_of_its_own() {
    let service = Service::start("happy");
    let mut terminal = at_the_code(&service);
    terminal.send("\x1b[200~123").wait_for("│ 3 │ │   │");
    pause();
    terminal.send("456\r\n").wait_for("│ 6 │");
    std::thread::sleep(HANDED_IN_BY_ITSELF);
    terminal.send("\r\n\r").settle();
    assert_eq!(handed_in(&service), 0);
    pause();
    terminal.send("\r").wait_for("works through the API now");
    assert_eq!(handed_in(&service), 1);
}

#[test]
fn the_last_line_end_of_a_paste_that_comes_late_hands_nothing_in() {
    let service = Service::start("happy");
    let mut terminal = at_the_code(&service);
    terminal.send("\x1b[200~123456").wait_for("│ 6 │");
    for end in ["\r", "\x1b[201~"] {
        pause();
        terminal.send(end).settle();
    }
    std::thread::sleep(HANDED_IN_BY_ITSELF);
    assert_eq!(handed_in(&service), 0);
    terminal.send("\r").wait_for("works through the API now");
    assert_eq!(handed_in(&service), 1);
}

#[test]
fn a_paste_without_an_end_makes_nothing_deaf() {
    for pasted in ["\x1b[200~1", "\x1b[200~1\x1b[201", "\x1b[200~"] {
        let mut terminal = demo("happy");
        reach(&mut terminal, CODE);
        terminal.settle().send(pasted);
        leave(&mut terminal);
    }
}

#[test]
fn half_a_sequence_keeps_no_key_back() {
    for half in [&b"\x1b[7$"[..], b"\x1b[1;", b"\x1b[M", b"\x1b]11;rgb:"] {
        let service = Service::start("happy");
        let mut terminal = at_the_code(&service);
        terminal.send_bytes(half);
        pause();
        terminal.send("1").wait_for("│ 1 │ │   │");
        terminal.send("23456").wait_for("│ 6 │");
        terminal.send("\r").wait_for("works through the API now");
        assert_eq!(handed_in(&service), 1, "{half:?}");
        terminal.settle().send_bytes(half);
        leave(&mut terminal);
    }
}

#[test]
fn a_line_feed_by_itself_is_an_enter_and_in_a_burst_it_is_none() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Number to connect");
    terminal.settle().send("11987654321\n").settle();
    let shown = terminal.text();
    assert!(shown.contains("Number to connect"), "{shown}");
    terminal.send("\n").wait_for("Use +55 11 98765-4321?");
}

#[test]
fn reports_of_the_mouse_that_a_dead_program_left_on_are_switched_off() {
    let mut terminal = demo("happy");
    let left_on = b"\x1b[?1000h\x1b[?1003h\x1b[?1006h";
    terminal.screen.process(left_on);
    terminal.wait_for(CREDENTIALS);
    let screen = terminal.screen.screen();
    let (mode, form) = (
        screen.mouse_protocol_mode(),
        screen.mouse_protocol_encoding(),
    );
    assert_eq!(mode, vt100::MouseProtocolMode::None);
    assert_eq!(form, vt100::MouseProtocolEncoding::Default);
    let frame = b"\x1b[?2026h";
    let mut windows = terminal.written.windows(frame.len());
    let before = windows.position(|window| window == frame);
    assert!(before.is_some_and(|bytes| bytes <= 51), "{before:?} bytes");
}

/// What a terminal shows of `written` that has no alternate screen, all that it keeps to scroll back to, and the row that
/// the cursor stands in.
fn without_alternate_screen(written: &[u8]) -> (String, usize) {
    let text = String::from_utf8_lossy(written);
    let text = text.replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
    let mut term = Term::new(Config::default(), &TermSize::new(80, 24), VoidListener);
    let mut processor: Processor = Processor::new();
    processor.advance(&mut term, text.as_bytes());
    let grid = term.grid();
    let rows = (grid.topmost_line().0..=grid.bottommost_line().0).map(|line| {
        let row = &grid[alacritty_terminal::index::Line(line)];
        let cells = (0..grid.columns()).map(|x| row[alacritty_terminal::index::Column(x)].c);
        cells.collect::<String>().trim_end().to_owned()
    });
    let row = usize::try_from(grid.cursor.point.line.0).expect("a row");
    (rows.collect::<Vec<_>>().join("\n"), row)
}

/// The screen with two tokens typed in and revealed, in a shell.
fn revealed(service: &Service) -> Terminal {
    let [base, id, token, client] = service.environment().map(|(_, value)| value.to_owned());
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["--base-url", &base],
        environment: &[],
        size: (80, 24),
    });
    terminal.wait_for(CREDENTIALS);
    terminal.send(&format!("{id}\r{token}\r{client}"));
    terminal.settle().send(CTRL_R).wait_for(&token);
    terminal
}

/// A way to leave the screen.
type Leave = fn(&mut Terminal);

#[test]
fn where_there_is_no_alternate_screen_nothing_stays_of_the_screen_that_was_left() {
    let service = Service::start("happy");
    let [_, id, token, client] = service.environment().map(|(_, value)| value.to_owned());
    let by_keys = |terminal: &mut Terminal| {
        terminal.send(CTRL_C).wait_for(ONE_MORE).send(CTRL_C);
        terminal.end();
    };
    let by_signal = |terminal: &mut Terminal| {
        signal("TERM", terminal.pid());
        terminal.end();
    };
    let for_lines = |terminal: &mut Terminal| {
        terminal.send(CTRL_G).wait_for("Instance ID").settle();
    };
    let ways: [(&str, Leave); 3] = [("keys", by_keys), ("TERM", by_signal), ("lines", for_lines)];
    for (way, leave) in ways {
        let mut terminal = revealed(&service);
        let (before, _) = without_alternate_screen(&terminal.written);
        assert!(before.contains(&token), "{way}: it was shown:\n{before}");
        leave(&mut terminal);
        let (after, row) = without_alternate_screen(&terminal.written);
        for left in [token.as_str(), &client, "Ctrl-C", "│"] {
            assert!(!after.contains(left), "{way}: {left} stays:\n{after}");
        }
        assert!(way == "lines" || !after.contains(&id), "{way}:\n{after}");
        assert!(
            row < 16,
            "{way}: what is said next begins at the top:\n{after}"
        );
    }
}

#[test]
fn a_stop_leaves_nothing_of_the_screen_and_masks_what_was_revealed() {
    let service = Service::start("happy");
    let [base, id, token, client] = service.environment().map(|(_, value)| value.to_owned());
    let mut shell = Terminal::start(&Start {
        program: Path::new("bash"),
        arguments: &["--norc", "--noprofile", "-i"],
        environment: &[("PS1", "ready> ")],
        size: (80, 24),
    });
    shell.wait_for("ready> ");
    shell.send(&format!("{} --base-url {base}\n", program().display()));
    shell.wait_for(CREDENTIALS).settle();
    shell.send(&format!("{id}\r{token}\r{client}")).settle();
    shell.send(CTRL_R).wait_for(&token).send("\x1a");
    shell.wait_for("Stopped").settle();
    let (after, _) = without_alternate_screen(&shell.written);
    assert!(after.contains("Stopped"), "{after}");
    for left in [CREDENTIALS, token.as_str(), &client] {
        assert!(!after.contains(left), "{left} stays:\n{after}");
    }
    shell.send("fg\n").wait_for(CREDENTIALS).settle();
    let shown = shell.text();
    assert!(!shown.contains(&token), "it is masked again:\n{shown}");
    leave_shell(&mut shell);
}

#[test]
fn in_line_mode_a_click_and_the_brackets_of_a_paste_are_no_part_of_a_line() {
    let service = Service::start("happy");
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["--plain"],
        environment: &service.environment(),
        size: (80, 24),
    });
    terminal.wait_for("Instance ID (Enter keeps").settle();
    // Clicks at columns 2, 18 and 20, of which the last two come as digits.
    terminal.send("\x1b[M \"1\r").wait_for("is not shown");
    assert!(terminal.text().contains("Instance ID"), "it is kept");
    terminal.settle().send("\x1b[<0;18;4M\r");
    terminal.wait_for("Client-Token").settle().send("\r");
    terminal
        .wait_for("Calling code (Enter keeps 55): ")
        .settle();
    terminal.send("\x1b[M 24\x1b[M#24\r");
    terminal.wait_for("Number").settle();
    terminal.send("\x1b[200~11987654321\x1b[201~\r");
    terminal.wait_for("+55 11 98765-4321");
}

fn leave_shell(shell: &mut Terminal) {
    shell.send(CTRL_C).wait_for(ONE_MORE).send(CTRL_C);
    shell.wait_for("Left before the end.").send("exit\n");
    shell.end();
}
