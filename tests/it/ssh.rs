//! The program over SSH: through a real server and a real client on this machine, typed at, cut off and connected
//! again. Without OpenSSH or tmux, what needs them is left out and says so.

use crate::pty::{Terminal, signal};
use crate::ssh_server::{Account, Server, Tmux, can_run, own_name};
use crate::terminal::{Service, program, reach};
use std::process::Command;

const SSH: [&str; 3] = ["sshd", "ssh", "ssh-keygen"];
const SCP: [&str; 4] = ["sshd", "ssh", "ssh-keygen", "scp"];
const TMUX: [&str; 4] = ["sshd", "ssh", "ssh-keygen", "tmux"];

const CREDENTIALS: &str = "Credentials of the instance";
const WELCOME: &str = "Welcome back";
const NUMBER: &str = "Number to connect";
const CONNECTED: &str = "works through the API now";
const ENTER_SCREEN: &[u8] = b"\x1b[?1049h";
const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

/// The account that README.md advises, for whoever runs the tests.
fn advised() -> String {
    let (_, rest) = include_str!("../../README.md")
        .split_once("```sshd\n")
        .expect("README.md has a configuration for sshd");
    let (advised, _) = rest.split_once("```").expect("it ends");
    let mine = [
        ("User onboard", format!("User {}", own_name())),
        ("/usr/local/bin/zapi-onboard", quoted_program()),
    ];
    mine.iter().fold(advised.to_owned(), |text, (theirs, own)| {
        assert!(text.contains(theirs), "{theirs} is not in {text}");
        text.replace(theirs, own)
    })
}

/// The built program, for a shell.
fn quoted_program() -> String {
    format!("'{}'", program().display())
}

/// A server with the advised account, set up for this service.
fn restricted(service: &Service) -> Server {
    Server::start(&Account::Restricted(&advised()), &service.environment())
}

#[test]
fn a_whole_onboarding_goes_through_ssh() {
    if !can_run(a_whole_onboarding_goes_through_ssh, &SSH) {
        return;
    }
    let server = Server::start(&Account::Open, &[]);
    let mut terminal = server.connect(&format!("{} demo happy", quoted_program()));
    reach(&mut terminal, CONNECTED);
    terminal.settle().send("\r");
    assert_eq!(terminal.end(), 0);
    let said = terminal.text();
    assert!(said.contains("+55 11 98765-4321 is connected."), "{said}");
    assert!(!terminal.is_taken() && terminal.is_as_found());
}

#[test]
fn inside_tmux_it_outlives_the_line_and_is_shown_again_as_it_was() {
    if !can_run(
        inside_tmux_it_outlives_the_line_and_is_shown_again_as_it_was,
        &TMUX,
    ) {
        return;
    }
    let server = Server::start(&Account::Open, &[]);
    let tmux = Tmux::of(&server);
    let command = Tmux::command(&format!("{} demo happy", quoted_program()));
    let connect = |title| {
        let mut terminal = server.connect(&command);
        terminal.wait_for(title).drawn_by(tmux.pid());
        terminal.settle();
        terminal
    };
    let mut first = connect(CREDENTIALS);
    reach(&mut first, "Use +55");
    let shown = first.settle().text();
    first.send("\x02d").wait_for("[detached");
    assert_eq!(first.end(), 0);

    let mut second = connect("Use +55");
    assert_eq!(second.text(), shown);
    cut(&mut second);

    let mut third = connect("Use +55");
    assert_eq!(third.text(), shown);
    reach(&mut third, CONNECTED);
    third.settle().send("\r").wait_for("[exited]");
    assert_eq!(third.end(), 0);
}

#[test]
fn a_restricted_account_goes_the_whole_way_and_ends_with_its_exit_code() {
    if !can_run(
        a_restricted_account_goes_the_whole_way_and_ends_with_its_exit_code,
        &SSH,
    ) {
        return;
    }
    let service = Service::start("happy");
    let server = restricted(&service);
    let mut terminal = server.connect("");
    reach(&mut terminal, CONNECTED);
    assert_eq!(service.count("request-registration-code"), 1);
    terminal.settle().send("\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_restricted_account_cannot_be_suspended_and_can_be_left() {
    if !can_run(
        a_restricted_account_cannot_be_suspended_and_can_be_left,
        &SSH,
    ) {
        return;
    }
    let service = Service::start("happy");
    let server = restricted(&service);
    let mut terminal = server.connect("");
    terminal.wait_for(CREDENTIALS).settle().send(CTRL_Z);
    terminal.wait_for_bytes(ENTER_SCREEN, 2).settle();
    terminal.wait_for(CREDENTIALS).send("\r").wait_for(NUMBER);
    signal("TSTP", server.wizard().pid);
    terminal.wait_for_bytes(ENTER_SCREEN, 3).settle();
    terminal.send("11987").wait_for("(11) 987");
    terminal.send(CTRL_C).wait_for("once more").send(CTRL_C);
    assert_eq!(terminal.end(), 130);
    assert!(terminal.text().contains("Left before the end."));
    assert!(!terminal.is_taken() && terminal.is_as_found());
}

#[test]
fn a_restricted_account_runs_and_copies_nothing_else() {
    if !can_run(a_restricted_account_runs_and_copies_nothing_else, &SCP) {
        return;
    }
    let service = Service::start("happy");
    let server = restricted(&service);
    let target = server.folder().join("planted");
    let touch = format!("touch '{}'", target.display());

    let asked = server.ask(&[&touch]);
    assert_eq!(asked.status.code(), Some(2));
    let said = String::from_utf8_lossy(&asked.stderr);
    assert!(said.contains("nobody can answer"), "{said}");
    assert!(asked.stdout.is_empty());
    let files = server.ask(&["-s", "sftp"]);
    assert_eq!(files.status.code(), Some(2));
    assert!(files.stdout.is_empty());
    let copied = server.copy(&server.folder().join("user.pub"), &target);
    assert!(!copied.status.success());
    let [(_, url), ..] = service.environment();
    let (_, address) = url.split_once("//").expect("an address");
    let forwarded = server.ask(&["-W", address]);
    assert_eq!(forwarded.status.code(), Some(255));
    let said = String::from_utf8_lossy(&forwarded.stderr);
    assert!(said.contains("forwarding failed"), "{said}");

    let mut terminal = server.connect(&touch);
    terminal.wait_for(CREDENTIALS);
    assert!(!target.exists(), "a command was run or a file was copied");
}

/// Where the line is cut: the scenario, the screen, what the next connection shows, and what taking it up leads to.
struct Cut {
    scenario: &'static str,
    at: &'static str,
    next: &'static str,
    taken_up: &'static str,
}

const fn cut_at(
    scenario: &'static str,
    at: &'static str,
    next: &'static str,
    taken_up: &'static str,
) -> Cut {
    Cut {
        scenario,
        at,
        next,
        taken_up,
    }
}

const CUTS: [Cut; 7] = [
    cut_at("happy", CREDENTIALS, CREDENTIALS, NUMBER),
    cut_at("happy", "Use +55", CREDENTIALS, NUMBER),
    cut_at(
        "happy",
        "Request a code now?",
        WELCOME,
        "How should the code arrive?",
    ),
    cut_at("happy", "Type the code", WELCOME, "Type the code"),
    cut_at("captcha", "Read the picture", WELCOME, "Read the picture"),
    cut_at(
        "pin",
        "Two-step verification PIN",
        WELCOME,
        "Two-step verification PIN",
    ),
    cut_at(
        "device",
        "Confirm on the phone",
        WELCOME,
        "Confirm on the phone",
    ),
];

/// Cuts the line: the client is gone, and nothing says goodbye.
fn cut(terminal: &mut Terminal) {
    signal("KILL", terminal.pid());
}

#[test]
fn wherever_the_line_is_cut_the_wizard_ends_and_the_next_connection_goes_on() {
    if !can_run(
        wherever_the_line_is_cut_the_wizard_ends_and_the_next_connection_goes_on,
        &SSH,
    ) {
        return;
    }
    for Cut {
        scenario,
        at,
        next,
        taken_up,
    } in CUTS
    {
        let service = Service::start(scenario);
        let server = restricted(&service);
        let mut terminal = server.connect("");
        reach(&mut terminal, at);
        let wizard = server.wizard();
        cut(&mut terminal);
        wizard.wait_for_end();
        let requested = service.count("request-registration-code");
        let mut terminal = server.connect("");
        terminal.wait_for(next).settle().send("\r");
        terminal.wait_for(taken_up);
        let again = service.count("request-registration-code");
        assert_eq!(again, requested, "{scenario} cut at {at}");
    }
}

/// On a screen that stands still: while a screen counts seconds, OpenSSH 9.2 does not ask whether anybody is there.
#[test]
fn a_line_that_went_silent_is_hung_up() {
    if !can_run(a_line_that_went_silent_is_hung_up, &SSH) {
        return;
    }
    let service = Service::start("happy");
    let often = advised().replace("ClientAliveInterval 15", "ClientAliveInterval 1");
    assert_ne!(often, advised());
    let server = Server::start(&Account::Restricted(&often), &service.environment());
    let mut terminal = server.connect("");
    reach(&mut terminal, "Use +55");
    let wizard = server.wizard();
    signal("STOP", terminal.pid());
    wizard.wait_for_end();
}

/// This test starts another one once more, where nothing is installed.
#[test]
fn a_test_that_is_left_out_says_so_or_fails_where_it_must_run() {
    let this = std::env::current_exe().expect("this test's program");
    let run = |required: &[(&str, &str)]| {
        let run = Command::new(&this)
            .args(["--exact", "ssh::a_whole_onboarding_goes_through_ssh"])
            .env_clear()
            .env("PATH", "/nowhere")
            .envs(required.iter().copied())
            .output()
            .expect("this test's program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (run.status.success(), text(&run.stdout), text(&run.stderr))
    };
    let (passed, _, said) = run(&[]);
    assert!(passed, "{said}");
    let (test, missing) = said.split_once("; missing: ").expect("a reason");
    assert_eq!(
        test,
        "left out: it::ssh::a_whole_onboarding_goes_through_ssh"
    );
    assert!(missing.contains("ssh, ssh-keygen"), "{said}");

    let (passed, said, _) = run(&[("ZAPI_ONBOARD_REQUIRE_SSH", "1")]);
    assert!(!passed);
    assert!(said.contains("and missing: "), "{said}");
}
