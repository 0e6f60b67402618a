//! The built program, killed for real, raced against itself and stopped in the middle: what it left is taken up,
//! and the service's log has nothing twice.

use crate::pty::{Start, Terminal, signal};

use crate::terminal::{Service, program, reach};
use std::path::Path;
use tempfile::TempDir;

const DOWN: &str = "\x1b[B";
const CREDENTIALS: &str = "Credentials of the instance";
const WELCOME: &str = "Welcome back";
const BOARD: &str = "How should the code arrive?";
const CODE: &str = "Type the code";
const PIN: &str = "Two-step verification PIN";
const HELD: &str = "Somebody else is at it";

/// People at one machine.
struct Machine {
    service: Service,
    state: TempDir,
}

impl Machine {
    fn with(scenario: &str) -> Self {
        Self {
            service: Service::start(scenario),
            state: tempfile::tempdir().expect("a folder"),
        }
    }

    /// The wizard, started by somebody who has the tokens in the environment.
    fn wizard(&self, operator: &str) -> Terminal {
        let mut environment = self.environment(operator);
        environment.extend(self.service.environment());
        Self::start(&environment)
    }

    /// The wizard, started by somebody who has to type the tokens.
    fn wizard_without_tokens(&self) -> Terminal {
        let mut environment = self.environment("ana");
        environment.extend(self.service.environment().first());
        Self::start(&environment)
    }

    fn environment<'a>(&'a self, operator: &'a str) -> Vec<(&'a str, &'a str)> {
        let state = self.state.path().to_str().expect("a readable path");
        vec![
            ("XDG_STATE_HOME", state),
            ("ZAPI_ONBOARD_OPERATOR", operator),
        ]
    }

    fn start(environment: &[(&str, &str)]) -> Terminal {
        Terminal::start(&Start {
            program: program(),
            arguments: &[],
            environment,
            size: (80, 24),
        })
    }

    fn journal(&self) -> std::path::PathBuf {
        self.state.path().join("zapi-onboard/journal.db")
    }
}

fn kill(terminal: Terminal) {
    signal("KILL", terminal.pid());
    drop(terminal);
}

/// The scenario, the screen at which the program is killed, what the next start says about it, and the screen
/// that it leads to.
const KILLS: [(&str, &str, &str, &str); 6] = [
    ("happy", BOARD, "choose how the code comes", BOARD),
    (
        "happy",
        "Request a code now?",
        "choose how the code comes",
        BOARD,
    ),
    ("happy", CODE, "the code is awaited", CODE),
    (
        "captcha",
        "Read the picture",
        "the captcha is to be answered",
        "Read the picture",
    ),
    ("pin", PIN, "the two-step PIN is wanted", PIN),
    (
        "device",
        "Confirm on the phone",
        "the phone has to confirm",
        "Confirm on the phone",
    ),
];

#[test]
fn a_program_that_was_killed_goes_on_where_it_was() {
    for (scenario, at, situation, next) in KILLS {
        let machine = Machine::with(scenario);
        let mut terminal = machine.wizard("ana");
        reach(&mut terminal, at);
        terminal.settle();
        kill(terminal);
        let calls = machine.service.count("request-registration-code");
        let mut terminal = machine.wizard("ana");
        terminal.wait_for(WELCOME).wait_for(situation).settle();
        // The tokens are there, so nothing is asked.
        terminal.send("\r").wait_for(next);
        assert_eq!(machine.service.count("registration-available"), 1);
        assert_eq!(machine.service.count("request-registration-code"), calls);
    }
}

#[test]
fn a_code_is_typed_into_the_next_process_and_connects() {
    let machine = Machine::with("happy");
    let mut terminal = machine.wizard("ana");
    reach(&mut terminal, CODE);
    terminal.settle();
    kill(terminal);
    let mut terminal = machine.wizard("ana");
    terminal.wait_for(WELCOME).settle().send("\r");
    terminal.wait_for(CODE).settle().send("123456\r");
    terminal.wait_for("Connected");
    for route in [
        "registration-available",
        "request-registration-code",
        "confirm-registration-code",
    ] {
        assert_eq!(machine.service.count(route), 1, "{route}");
    }
}

#[test]
fn only_the_tokens_are_asked_again() {
    let machine = Machine::with("happy");
    let mut terminal = machine.wizard("ana");
    reach(&mut terminal, CODE);
    terminal.settle();
    kill(terminal);
    let mut terminal = machine.wizard_without_tokens();
    terminal.wait_for(WELCOME).settle().send("\r");
    terminal
        .wait_for(CREDENTIALS)
        .wait_for("To go on with +55 11 98765-4321");
    let [_, (_, id), (_, token), (_, client_token)] = machine.service.environment();
    assert!(terminal.text().contains(id), "{}", terminal.text());
    terminal.settle().send(token).send("\r");
    terminal.send(client_token).send("\r").wait_for(CODE);
}

#[test]
fn two_processes_that_race_for_a_number_request_one_code() {
    let machine = Machine::with("happy");
    let mut ana = machine.wizard("ana");
    let mut rui = machine.wizard("rui");
    for terminal in [&mut ana, &mut rui] {
        reach(terminal, "Use +55");
        terminal.settle().send(DOWN).settle();
    }
    ana.send("\r");
    rui.send("\r");
    let first = ana.wait_for_any(&[BOARD, HELD]).to_owned();
    let (mut winner, mut loser, name) = if first == BOARD {
        (ana, rui, "ana is registering")
    } else {
        (rui, ana, "rui is registering")
    };
    winner.wait_for(BOARD);
    loser.wait_for(HELD).wait_for(name);
    reach(&mut winner, CODE);
    // Who tries again is told again.
    loser.settle().send("\r").wait_for(HELD).settle();
    assert_eq!(machine.service.count("registration-available"), 1);
    assert_eq!(machine.service.count("request-registration-code"), 1);

    // The one is suspended while the other takes over on their own word, and wakes too late.
    winner.settle();
    signal("STOP", winner.pid());
    loser
        .send(DOWN)
        .send(DOWN)
        .settle()
        .send("\r")
        .wait_for(CODE);
    signal("CONT", winner.pid());
    winner.settle().send("123456\r").wait_for(HELD);
    assert_eq!(machine.service.count("confirm-registration-code"), 0);
    loser.settle().send("123456\r").wait_for("Connected");
    assert_eq!(machine.service.count("confirm-registration-code"), 1);
    assert_eq!(machine.service.count("request-registration-code"), 1);
}

#[test]
fn what_a_killed_process_had_is_free_at_once() {
    let machine = Machine::with("happy");
    let mut ana = machine.wizard("ana");
    let mut rui = machine.wizard("rui");
    reach(&mut rui, "Use +55");
    reach(&mut ana, CODE);
    rui.settle().send(DOWN).settle().send("\r").wait_for(HELD);
    rui.settle();
    ana.settle();
    kill(ana);
    rui.send("\r").wait_for("+55 11 98765-4321");
    // What was under way is offered, and nothing was asked of the service for it.
    rui.wait_for(BOARD);
    assert_eq!(machine.service.count("registration-available"), 1);
    assert_eq!(machine.service.count("request-registration-code"), 1);
}

#[test]
fn a_damaged_journal_is_told_and_the_way_goes_on() {
    let machine = Machine::with("happy");
    let journal = machine.journal();
    std::fs::create_dir_all(journal.parent().expect("a folder")).expect("a folder");
    std::fs::write(&journal, "nothing that SQLite wrote, and long enough").expect("written");
    let mut terminal = machine.wizard("ana");
    terminal
        .wait_for("The journal was damaged")
        .wait_for("damaged-1")
        .settle()
        .send("\r");
    terminal.wait_for(CREDENTIALS);
    assert!(Path::new(&format!("{}.damaged-1", journal.display())).exists());
}

#[test]
fn without_a_place_to_write_to_nothing_that_counts_leaves_before_the_person_agrees() {
    let machine = Machine::with("happy");
    // A file stands where the folder should be.
    std::fs::write(machine.state.path().join("zapi-onboard"), "").expect("written");
    let mut terminal = machine.wizard("ana");
    terminal.wait_for("Nothing can be written down").settle();
    terminal.send(&"\r".repeat(20)).settle();
    terminal.wait_for("Nothing can be written down").settle();
    assert_eq!(machine.service.count(""), 0, "the service heard of nothing");
    terminal.send(DOWN).settle().send("\r");
    reach(&mut terminal, CODE);
    terminal.settle().send("123456\r").wait_for("Connected");
}
