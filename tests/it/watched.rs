//! The demo that plays itself as somebody at a terminal watches it: taken over by a key, going round, chosen from a menu,
//! and never against anything but the simulator in the program.

use crate::pty::{Start, Terminal, signal};
use crate::terminal::{Service, program};
use std::process::{Command, Stdio};
use std::time::Duration;
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::sim::Scenario;

const CTRL_C: &str = "\x03";

fn demo_in(arguments: &[&str], environment: &[(&str, &str)], size: (u16, u16)) -> Terminal {
    Terminal::start(&Start {
        program: program(),
        arguments: &[&["demo"], arguments].concat(),
        environment,
        size,
    })
}

fn demo(arguments: &[&str]) -> Terminal {
    demo_in(arguments, &[], (80, 24))
}

/// How a command without a terminal ends, and what it says.
fn told(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(program())
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

#[test]
fn it_plays_by_itself_to_the_end_with_masked_numbers() {
    let mut terminal = demo(&["happy", "--auto", "--speed", "20"]);
    terminal.wait_for("Watch: the tokens are filled in");
    terminal.wait_for("Use +55 ** *****-**21?");
    terminal.wait_for("works through the API now");
    assert_eq!(terminal.end(), 0);
    let left = "zapi-onboard: +55 ** *****-**21 is connected.";
    assert!(terminal.text().contains(left), "{}", terminal.text());
    assert!(!terminal.is_taken() && terminal.is_as_found());
}

#[test]
fn whoever_wants_to_can_see_the_numbers() {
    let mut terminal = demo(&["happy", "--auto", "--speed", "20", "--mask=false"]);
    terminal.wait_for("Use +55 11 98765-4321?");
}

#[test]
fn the_phone_is_shown_at_once_and_the_keys_are_left_there() {
    let mut terminal = demo(&["device", "--auto", "--speed", "100", "--stop-at", "device"]);
    terminal.wait_for("Confirm on the phone");
    terminal.wait_for("The demo plays up to here. The keys are yours.");
    // A person goes on: time is theirs again, and so are the hints.
    terminal
        .settle()
        .send("\x1b[B")
        .wait_for("Demo: The phone accepts");
    terminal.send("\x1b[A").wait_for("› Check now");
}

#[test]
fn a_key_stops_it_types_nothing_and_leaves_everything_as_it_stands() {
    let mut terminal = demo(&["happy", "--auto"]);
    terminal
        .wait_for("Watch: the customer's number")
        .wait_for("› (11) 9");
    terminal.send("7").wait_for("The keys are yours").settle();
    let typed = |terminal: &Terminal| {
        let text = terminal.text();
        let row = text.lines().find(|row| row.contains("› ("));
        row.expect("the field").to_owned()
    };
    let before = typed(&terminal);
    assert!(!terminal.text().contains("Watch:"));
    std::thread::sleep(Duration::from_millis(500));
    terminal.settle();
    assert_eq!(typed(&terminal), before, "nobody types any more");
    assert!(!before.contains("97"), "{before}");
    // The next key is the person's own.
    terminal.send("\x15").wait_for("› ____").send("11987654321");
    terminal.wait_for("› (11) 98765-4321").send("\r");
    terminal.wait_for("Use +55 **").settle();
    terminal.send(CTRL_C).wait_for("once more").send(CTRL_C);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn the_key_that_leaves_keeps_its_meaning() {
    let mut terminal = demo(&["happy", "--auto"]);
    terminal.wait_for("Watch:").settle();
    terminal
        .send(CTRL_C)
        .wait_for("Press Ctrl-C once more")
        .send(CTRL_C);
    assert_eq!(terminal.end(), 130);
    assert!(terminal.is_as_found());
}

#[test]
fn a_wait_of_hours_is_over_in_seconds_and_the_countdown_is_seen() {
    let mut terminal = demo(&["long-wait", "--auto", "--speed", "4"]);
    terminal.wait_for("Watch: the way is shut");
    terminal.wait_for("opens in 1 hour");
    terminal.wait_for_any(&["opens in 4", "opens in 3", "opens in 2"]);
    terminal.wait_for("Request a code now?");
    terminal.wait_for("works through the API now");
    // Nobody's clock is said to be wrong.
    let written = String::from_utf8_lossy(&terminal.written);
    assert!(!written.contains("ahead of"), "{written}");
}

/// What a process holds: kilobytes of memory, and files.
#[cfg(target_os = "linux")]
fn held(terminal: &Terminal) -> (u64, usize) {
    let pid = terminal.pid();
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("its status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    let files = std::fs::read_dir(format!("/proc/{pid}/fd")).expect("its files");
    (
        kilobytes
            .and_then(|count| count.parse().ok())
            .expect("a number"),
        files.count(),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn it_goes_round_and_round_and_holds_no_more_from_one_round_to_the_next() {
    let mut terminal = demo(&["happy", "wrong-code", "--auto", "--loop", "--speed", "25"]);
    let round = |terminal: &mut Terminal| {
        terminal.wait_for("Credentials of the instance");
        terminal.wait_for("Checking the connection");
        held(terminal)
    };
    for _ in 0..4 {
        round(&mut terminal);
    }
    let (memory, files) = round(&mut terminal);
    for _ in 0..6 {
        round(&mut terminal);
    }
    let (memory_after, files_after) = round(&mut terminal);
    assert!(
        files_after <= files + 1,
        "{files} files, then {files_after}"
    );
    let grown = memory_after.saturating_sub(memory);
    assert!(grown < 600, "{memory} KiB, then {memory_after}");
    // A key ends the rounds, and the person has the one that is played.
    terminal.send("x").wait_for("The keys are yours");
    signal("TERM", terminal.pid());
    assert_eq!(terminal.end(), 143);
    assert!(terminal.is_as_found());
}

#[test]
fn several_scenarios_follow_each_other() {
    let mut terminal = demo(&["token-refused", "happy", "--auto", "--speed", "25"]);
    terminal.wait_for("The account security token was refused");
    terminal.wait_for("Watch: the service refuses");
    terminal.wait_for("works through the API now");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn it_never_plays_against_a_service_that_the_surroundings_name() {
    let service = Service::start("happy");
    let environment = service.environment();
    let mut terminal = demo_in(
        &["happy", "--auto", "--speed", "25"],
        &environment,
        (80, 24),
    );
    terminal.wait_for("works through the API now");
    assert_eq!(terminal.end(), 0);
    let (_, address) = environment[0];
    let mut terminal = demo_in(
        &["happy", "--auto", "--speed", "25", "--base-url", address],
        &[],
        (80, 24),
    );
    terminal.wait_for("works through the API now");
    assert_eq!(service.count(""), 0, "somebody was asked");
    for command in [
        &["--auto"][..],
        &["queue", "numbers.csv", "--auto"],
        &["resume", "--auto"],
        &["status", "--auto"],
    ] {
        let (code, said) = told(command);
        assert_eq!(code, Some(2), "{command:?}");
        assert!(said.contains("--auto"), "{said}");
    }
}

#[test]
fn what_cannot_be_played_is_said_before_anything_is_drawn() {
    for (arguments, said) in [
        (&["demo", "--speed", "2"][..], "--auto"),
        (&["demo", "--loop"], "--auto"),
        (&["demo", "--auto", "--speed", "0.05"], "from 0.1 to 100"),
        (&["demo", "--auto", "--stop-at", "sunset"], "device"),
        (
            &["demo", "--auto", "--loop", "--stop-at", "device"],
            "--stop-at",
        ),
        (&["demo", "--auto", "--numbers", "2"], "--numbers"),
    ] {
        let (code, told) = told(arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
    let mut terminal = demo(&["happy", "--auto", "--plain"]);
    assert_eq!(terminal.end(), 2);
    assert!(
        terminal.text().contains("on the full screen"),
        "{}",
        terminal.text()
    );
}

#[test]
fn one_enter_at_the_menu_plays_the_straight_way_and_its_end_leads_back() {
    let mut terminal = demo(&[]);
    terminal
        .wait_for("Choose a scenario")
        .wait_for("› The straight way");
    // What is held down from the shell's prompt is not meant for the menu.
    std::thread::sleep(Duration::from_millis(800));
    terminal.send("\r").wait_for("Credentials of the instance");
    terminal
        .wait_for("Demo: Credentials are filled in")
        .settle();
    terminal.send(CTRL_C).wait_for("once more").send(CTRL_C);
    terminal.wait_for("Choose a scenario").send("refused");
    terminal.wait_for("The appeal is refused").send("\x1b");
    terminal.wait_for("words of the title").send("\x1b");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_as_found());
}

#[test]
fn a_scenario_of_the_menu_can_be_watched_in_another_language() {
    let mut terminal = demo_in(&[], &[("LANG", "C.UTF-8")], (60, 18));
    terminal.wait_for("Choose a scenario").send("\x18");
    terminal
        .wait_for("Escolha um cenário")
        .send("celular antigo");
    terminal.wait_for("› O celular antigo").send("\x14");
    terminal.wait_for("Assista: os tokens");
    terminal.send("x").wait_for("Agora é com você");
    signal("HUP", terminal.pid());
    assert_eq!(terminal.end(), 129);
}

#[test]
fn the_whole_title_of_every_scenario_can_be_read_in_every_size() {
    for language in Language::ALL {
        for size in [(60, 18), (80, 24)] {
            let mut terminal = demo_in(&["--lang", language.tag()], &[], size);
            let titles = Scenario::names().map(|name| {
                let scenario = Scenario::named(name).expect("a built-in scenario");
                scenario.title(language.tag()).to_owned()
            });
            for (nth, title) in titles.enumerate() {
                if nth > 0 {
                    terminal.send("\x1b[B");
                }
                terminal.wait_for(&format!("› {title}"));
            }
        }
    }
}

#[test]
fn in_line_mode_the_menu_is_numbered_and_comes_again() {
    let mut terminal = demo_in(&["--plain"], &[("LANG", "C.UTF-8")], (80, 160));
    terminal
        .wait_for("Choose a scenario")
        .wait_for("(Enter for 1. ");
    terminal.send("99\r").wait_for("none of the choices");
    terminal.send("language\r").wait_for("Escolha um cenário");
    terminal
        .send("captcha\r")
        .wait_for("Credenciais da instância");
    terminal
        .wait_for("Enter")
        .send("sair\r")
        .wait_for("novo para sair")
        .send("sair\r");
    terminal
        .wait_for_bytes("Escolha um cenário".as_bytes(), 2)
        .settle();
    terminal
        .send("screen\r")
        .wait_for("› O WhatsApp pede um captcha")
        .settle();
    assert!(terminal.is_taken());
    terminal.send("\x1b");
    assert_eq!(terminal.end(), 0);
}
