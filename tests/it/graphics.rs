//! A captcha in a terminal that answers at once, late, or never when it is asked what it draws pictures by.

use crate::pty::{Start, Terminal};
use crate::terminal::{demo, program, reach};
use std::os::unix::fs::PermissionsExt;
use zapi_onboard::tui::probe::QUESTIONS;

const KITTY_OK: &str = "\x1b_Gi=31;OK\x1b\\";
const KITTY_NAME: &str = "\x1bP>|kitty(0.40.1)\x1b\\";
const ITERM_NAME: &str = "\x1bP>|iTerm2 3.5.11\x1b\\";
const ATTRIBUTES: &str = "\x1b[?62;4;22c";

const DRAWN_BY_KITTY: &[u8] = b"\x1b_Ga=T,";
const DRAWN_BY_ITERM: &[u8] = b"\x1b]1337;File=";
const TAKEN_AWAY: &[u8] = b"\x1b_Ga=d,";

fn at_captcha(mut terminal: Terminal) -> Terminal {
    reach(&mut terminal, "Read the picture");
    terminal.wait_for_bytes(QUESTIONS, 1);
    terminal
}

fn holds(terminal: &Terminal, bytes: &[u8]) -> bool {
    let mut windows = terminal.written.windows(bytes.len());
    windows.any(|window| window == bytes)
}

/// The row that is typed into.
fn typed(terminal: &Terminal) -> String {
    let text = terminal.text();
    let row = text.lines().find(|row| row.trim_start().starts_with('›'));
    let row = row.unwrap_or_else(|| panic!("no field:\n{text}"));
    row.trim_matches([' ', '›', '_']).to_owned()
}

#[test]
fn kitty_gets_the_picture_itself_and_loses_it_when_it_was_answered() {
    let mut terminal = at_captcha(demo("captcha"));
    terminal.send(&[KITTY_OK, KITTY_NAME, ATTRIBUTES].concat());
    terminal.wait_for_bytes(DRAWN_BY_KITTY, 1).settle();
    assert!(
        !terminal.text().contains(['▀', '▛', '▞']),
        "no cells beside it"
    );
    assert!(!holds(&terminal, TAKEN_AWAY));
    // Another look is another picture.
    terminal.send("\x0f").wait_for_bytes(DRAWN_BY_KITTY, 2);
    terminal.settle().send("H7K4P\r").wait_for("Type the code");
    terminal.settle();
    assert!(holds(&terminal, TAKEN_AWAY));
}

#[test]
fn iterm_gets_the_picture_itself() {
    let mut terminal = at_captcha(demo("captcha-jpeg"));
    terminal.send(&[ITERM_NAME, ATTRIBUTES].concat());
    terminal.wait_for_bytes(DRAWN_BY_ITERM, 1);
}

#[test]
fn a_terminal_that_never_answers_gets_cells() {
    let mut terminal = at_captcha(demo("captcha"));
    terminal.wait_for("▀").settle();
    assert!(!holds(&terminal, DRAWN_BY_KITTY) && !holds(&terminal, DRAWN_BY_ITERM));
    terminal.send("H7K4P").settle();
    assert_eq!(typed(&terminal), "H7K4P");
}

#[test]
fn answers_that_come_late_are_never_typed_text() {
    let mut terminal = at_captcha(demo("captcha"));
    terminal.settle().send("H7").settle();
    terminal.send(&[KITTY_OK, KITTY_NAME, ATTRIBUTES].concat());
    terminal.settle().send("K4P").settle();
    assert_eq!(typed(&terminal), "H7K4P");
}

#[test]
fn what_is_typed_while_the_terminal_is_asked_is_not_lost() {
    let mut terminal = at_captcha(demo("captcha"));
    terminal
        .send("H7")
        .send(KITTY_OK)
        .send("K4")
        .send(ATTRIBUTES)
        .send("P");
    terminal.wait_for_bytes(DRAWN_BY_KITTY, 1).settle();
    assert_eq!(typed(&terminal), "H7K4P");
}

#[test]
fn nothing_is_asked_before_there_is_a_captcha_nor_inside_of_tmux() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Type the code");
    assert!(!holds(&terminal, QUESTIONS));
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["demo", "captcha"],
        environment: &[("TMUX", "/tmp/tmux-0/default,1,0")],
        size: (80, 24),
    });
    reach(&mut terminal, "Read the picture");
    terminal.wait_for("▀").settle();
    assert!(!holds(&terminal, QUESTIONS));
}

#[test]
fn with_ascii_signs_the_picture_is_seven_bit() {
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["demo", "captcha", "--ascii"],
        environment: &[],
        size: (80, 24),
    });
    reach(&mut terminal, "Read the picture");
    terminal.settle();
    let dense = terminal
        .text()
        .chars()
        .filter(|c| "#%@".contains(*c))
        .count();
    assert!(dense > 50, "{}", terminal.text());
    assert!(terminal.text().is_ascii());
}

#[test]
fn a_saved_picture_is_private_and_gone_when_it_was_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().to_str().expect("a plain name");
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["demo", "captcha"],
        environment: &[("TMPDIR", place), ("TERM", "screen-256color")],
        size: (132, 43),
    });
    reach(&mut terminal, "Read the picture");
    terminal
        .settle()
        .send("\x13")
        .wait_for("Saved as")
        .wait_for("scp");
    let saved = || std::fs::read_dir(place).expect("a folder").flatten();
    let file = saved().next().expect("a file");
    let mode = file.metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let bytes = std::fs::read(file.path()).expect("a picture");
    assert!(bytes.starts_with(b"\x89PNG"));
    terminal.send("H7K4P\r").wait_for("Type the code");
    assert_eq!(saved().count(), 0);
}
