//! The program as a person meets it: started in a terminal, typed at, resized, suspended, interrupted.

use crate::pty::{Start, Terminal, signal};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;
use zapi_onboard::runtime::clock::{Clock, SystemClock};
use zapi_onboard::sim::{LoggedCall, Scenario, SimClock, Simulator};
use zapi_onboard::tui::app::{App, Look};

/// The built program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_zapi-onboard"))
}

/// What came of a program that reads this and then the end of its input.
pub(crate) fn fed(command: &mut Command, text: &str) -> io::Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut pen) = child.stdin.take() {
        // A program that needs nothing may be gone before it gets any.
        let _unread = pen.write_all(text.as_bytes());
    }
    child.wait_with_output()
}

/// A simulator on a thread of its own, for a program outside of this one.
pub(crate) struct Service {
    scenario: Scenario,
    simulator: std::sync::Arc<Simulator>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Service {
    pub(crate) fn start(scenario: &str) -> Self {
        Self::serve(Scenario::named(scenario).expect("a built-in scenario"))
    }

    /// The same with a scenario that is no part of the program.
    pub(crate) fn serve(scenario: Scenario) -> Self {
        let (send, receive) = channel();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let served = scenario.clone();
        let thread = std::thread::Builder::new()
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime.expect("a runtime").block_on(async {
                    let clock = SystemClock::new();
                    let start = clock.now();
                    let clock: SimClock = std::sync::Arc::new(move || clock.now().since(start));
                    let simulator = Simulator::start(served, clock).await.expect("a free port");
                    send.send(std::sync::Arc::new(simulator))
                        .expect("somebody waits for it");
                    stopped.await.expect("told to stop");
                });
            })
            .expect("a thread");
        Self {
            scenario,
            simulator: receive.recv().expect("a simulator"),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    fn calls(&self) -> Vec<LoggedCall> {
        self.simulator.calls()
    }

    /// How many calls of this route arrived.
    pub(crate) fn count(&self, route: &str) -> usize {
        self.calls()
            .iter()
            .filter(|call| call.route.ends_with(route))
            .count()
    }

    /// Its address and its credentials, as the environment gives them.
    pub(crate) fn environment(&self) -> [(&str, &str); 4] {
        [
            ("ZAPI_BASE_URL", self.simulator.base_url()),
            ("ZAPI_INSTANCE_ID", self.scenario.instance_id()),
            ("ZAPI_INSTANCE_TOKEN", self.scenario.instance_token()),
            ("ZAPI_CLIENT_TOKEN", self.scenario.client_token()),
        ]
    }

    /// The right code and the right PIN.
    pub(crate) fn digits(&self) -> (&str, &str) {
        (self.scenario.right_code(), self.scenario.right_pin())
    }

    /// The wizard against this service, with its credentials in the environment.
    fn wizard(&self) -> Terminal {
        Terminal::start(&Start {
            program: program(),
            arguments: &[],
            environment: &self.environment(),
            size: (80, 24),
        })
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by a panic, which join tells.
            let _told = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the service ends well");
        }
    }
}

pub(crate) fn demo(scenario: &str) -> Terminal {
    Terminal::start(&Start {
        program: program(),
        arguments: &["demo", scenario],
        environment: &[],
        size: (80, 24),
    })
}

const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const ESCAPE: &str = "\x1b";
const CTRL_C: &str = "\x03";
const CTRL_Z: &str = "\x1a";

/// The stations on the way, and how to get from one to the next.
const WAY: [(&str, &str); 6] = [
    ("Credentials of the instance", "\r"),
    ("Number to connect", "11987654321\r"),
    ("Use +55", "\x1b[B\r"),
    ("How should the code arrive?", "\r"),
    ("Request a code now?", "\x1b[B\r"),
    ("Type the code", "123456\r"),
];

/// Goes on, from wherever it is, until the screen with this title is there.
pub(crate) fn reach(terminal: &mut Terminal, title: &str) {
    let stations = WAY.map(|(here, _)| here);
    let here = terminal.wait_for_any(&[&[title], stations.as_slice()].concat());
    let passed = stations.iter().position(|station| *station == here);
    for (here, keys) in WAY.into_iter().skip(passed.unwrap_or_default()) {
        if terminal.wait_for_any(&[title, here]) == title {
            return;
        }
        terminal.settle().send(keys);
    }
    terminal.wait_for(title);
}

#[test]
fn a_whole_onboarding_is_typed_into_the_built_program() {
    let service = Service::start("happy");
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["--base-url", service.simulator.base_url()],
        environment: &[],
        size: (80, 24),
    });
    terminal.wait_for("Credentials of the instance");
    for text in [
        service.scenario.instance_id(),
        service.scenario.instance_token(),
        service.scenario.client_token(),
    ] {
        terminal.send(text).send("\r");
    }
    terminal
        .wait_for("Number to connect")
        .send("(11) 98765-4321\r");
    terminal
        .wait_for("Use +55 11 98765-4321?")
        .settle()
        .send(DOWN)
        .send("\r");
    terminal
        .wait_for("How should the code arrive?")
        .settle()
        .send("\r");
    terminal
        .wait_for("Request a code now?")
        .settle()
        .send(DOWN)
        .send("\r");
    terminal.wait_for("Type the code").settle();
    terminal
        .send("\x1b[200~ 123-456\r\n\x1b[201~")
        .wait_for("│ 6 │")
        .settle();
    assert_eq!(
        service.count("confirm-registration-code"),
        0,
        "a pasted line end submits nothing"
    );
    terminal.send("\r").wait_for("works through the API now");
    terminal.send("\r");
    assert_eq!(terminal.end(), 0);
    assert!(
        terminal
            .text()
            .contains("zapi-onboard: +55 11 98765-4321 is connected.")
    );
    assert!(!terminal.is_taken() && terminal.is_as_found());
    let written = String::from_utf8_lossy(&terminal.written);
    for secret in [
        service.scenario.instance_token(),
        service.scenario.client_token(),
    ] {
        assert!(!written.contains(secret), "a token was shown");
    }
}

/// Scenarios, and the screens in them that twenty Enters are written into.
const SCREENS: [(&str, &[&str]); 8] = [
    (
        "device",
        &[
            "Credentials of the instance",
            "Number to connect",
            "Use +55",
            "How should the code arrive?",
            "Request a code now?",
            "Type the code",
            "Confirm on the phone",
        ],
    ),
    ("pin", &["Two-step verification PIN"]),
    (
        "happy",
        &["Checking the connection", "works through the API now"],
    ),
    ("captcha", &["Read the picture"]),
    ("unavailable", &["cannot be registered for now"]),
    ("lost-request", &["No answer: what do you see?"]),
    ("already-connected", &["This instance is connected already"]),
    ("broken-gateway", &["is not one that the service documents"]),
];

#[test]
fn twenty_enters_at_once_cause_no_code_request_and_no_transfer_on_any_screen() {
    let acting = [
        "request-registration-code",
        "confirm-registration-code",
        "confirm-pin-code",
        "device-transfer-confirmed",
        "registration-available",
        "respond-captcha",
        "request-unbanning",
    ];
    for (scenario, titles) in SCREENS {
        for title in titles {
            let service = Service::start(scenario);
            let mut terminal = service.wizard();
            reach(&mut terminal, title);
            terminal.settle();
            let before = acting.map(|route| service.count(route));
            terminal.send(&"\r".repeat(20)).settle();
            let after = acting.map(|route| service.count(route));
            assert_eq!(after, before, "{scenario}: at {title}: {acting:?}");
        }
    }
}

#[test]
fn keys_written_ahead_of_a_question_that_acts_are_dropped() {
    let service = Service::start("happy");
    let mut terminal = service.wizard();
    reach(&mut terminal, "How should the code arrive?");
    // Pick, and blindly: down to "yes", and take it.
    terminal.settle().send("\r\x1b[B\r\x1b[B\r").settle();
    assert_eq!(service.count("request-registration-code"), 0);
    assert!(
        terminal.text().contains("Request a code now?"),
        "{}",
        terminal.text()
    );
}

#[test]
fn an_enter_held_down_on_a_typed_code_hands_it_in_once() {
    let service = Service::start("wrong-code");
    let mut terminal = service.wizard();
    reach(&mut terminal, "Type the code");
    terminal.settle().send("111111").settle();
    for _ in 0..10 {
        terminal.send("\r");
        std::thread::sleep(Duration::from_millis(30));
    }
    terminal.wait_for("refused as wrong").settle();
    assert_eq!(service.count("confirm-registration-code"), 1);
}

#[test]
fn six_digits_are_handed_in_by_themselves_unless_a_key_comes_first() {
    let service = Service::start("happy");
    let mut terminal = service.wizard();
    reach(&mut terminal, "Type the code");
    terminal
        .settle()
        .send("123457")
        .wait_for("Any key stops it")
        .send("\x7f");
    terminal.wait_for("│ 5 │ │   │");
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(service.count("confirm-registration-code"), 0);
    terminal.send("6").wait_for("works through the API now");
    assert_eq!(service.count("confirm-registration-code"), 1);
}

#[test]
fn wherever_it_is_left_the_terminal_is_as_it_was_found() {
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut terminal = demo("happy");
        terminal.wait_for("Credentials of the instance");
        assert!(terminal.is_taken());
        signal(name, terminal.pid());
        assert_eq!(terminal.end(), code, "{name}");
        assert!(!terminal.is_taken() && terminal.is_as_found(), "{name}");
    }
    let mut terminal = demo("happy");
    terminal.wait_for("Credentials of the instance");
    terminal
        .send(CTRL_C)
        .wait_for("Press Ctrl-C once more")
        .send(CTRL_C);
    assert_eq!(terminal.end(), 130);
    assert!(!terminal.is_taken() && terminal.is_as_found());
    assert!(
        terminal
            .text()
            .contains("zapi-onboard: Left before the end.")
    );
}

#[test]
fn another_key_takes_the_wish_to_leave_back() {
    let mut terminal = demo("happy");
    terminal.wait_for("Credentials of the instance");
    terminal.send(CTRL_C).wait_for("once more").send(DOWN);
    terminal
        .wait_for("Demo:")
        .send(CTRL_C)
        .wait_for("once more");
}

/// What the program of the next test does: it takes the terminal and breaks down.
fn break_down() {
    zapi_onboard::cli::install_hooks().expect("hooks");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        use zapi_onboard::locale::catalog::{Catalog, Language};
        use zapi_onboard::locale::moment::Zone;
        use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Theme};
        let look = Look {
            catalog: std::rc::Rc::new(Catalog::new(Language::English)),
            zone: Zone::utc(),
            theme: Theme::new(Colours::Mono, Depth::Sixteen, GlyphSet::Ascii),
            hints: None,
            terminal: zapi_onboard::tui::probe::Hints::from_env(&|_| None),
            address: String::new(),
            masking: zapi_onboard::wording::Masking::Off,
        };
        let clock = SystemClock::new();
        let tui = zapi_onboard::tui::terminal::Tui::enter(
            App::new(look),
            zapi_onboard::tui::terminal::Backends::default(),
            move || clock.now(),
        );
        let mut tui = tui.expect("a terminal");
        tui.open_with("about to break down").expect("a frame");
        assert!(std::env::args().count() == 0, "planted breakdown");
        drop(tui);
    });
}

/// This test starts itself once more, in a terminal, and there it breaks down.
#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    if std::env::var_os("ZAPI_ONBOARD_TEST_PANIC").is_some() {
        break_down();
    }
    let this = std::env::current_exe().expect("this test's program");
    let name = "terminal::a_panic_gives_the_terminal_back_before_it_is_told";
    let mut terminal = Terminal::start(&Start {
        program: &this,
        arguments: &["--exact", name, "--nocapture"],
        environment: &[("ZAPI_ONBOARD_TEST_PANIC", "1")],
        size: (100, 40),
    });
    assert_ne!(terminal.end(), 0);
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    let left = written
        .find("\x1b[?1049l")
        .expect("the alternate screen is left");
    let told = written
        .find("planted breakdown")
        .expect("the panic is told");
    assert!(left < told, "the report went to the alternate screen");
    assert!(!terminal.is_taken() && terminal.is_as_found());
}

#[test]
fn the_program_can_be_suspended_and_continued_by_a_shell() {
    let mut shell = Terminal::start(&Start {
        program: Path::new("bash"),
        arguments: &["--norc", "--noprofile", "-i"],
        environment: &[("PS1", "ready> ")],
        size: (80, 24),
    });
    shell.wait_for("ready> ");
    shell.send(&format!("{} demo happy\n", program().display()));
    shell
        .wait_for("Credentials of the instance")
        .settle()
        .send(CTRL_Z);
    shell.wait_for("Stopped").settle();
    // The shell turns bracketed paste on for its own prompt.
    let left = shell.screen.screen();
    assert!(
        !left.alternate_screen() && !left.hide_cursor(),
        "{}",
        shell.text()
    );
    shell
        .send("fg\n")
        .wait_for("Credentials of the instance")
        .settle();
    shell.send("\r").wait_for("Number to connect").settle();
    signal("TSTP", child_of(shell.pid()));
    shell.wait_for("Stopped").settle();
    shell.send("fg\n").wait_for("Number to connect").settle();
    shell.send(CTRL_C).wait_for("once more").send(CTRL_C);
    shell.wait_for("Left before the end.").send("exit\n");
    assert_eq!(shell.end(), 130);
}

/// The one child of a process.
fn child_of(pid: u32) -> u32 {
    let path = format!("/proc/{pid}/task/{pid}/children");
    let children = std::fs::read_to_string(path).expect("the process's children");
    children.trim().parse().expect("one child")
}

#[test]
fn a_crash_leaves_no_core_dump_even_where_they_are_wanted() {
    let wanted = format!(
        "ulimit -c unlimited; exec {} demo happy",
        program().display()
    );
    let mut terminal = Terminal::start(&Start {
        program: Path::new("sh"),
        arguments: &["-c", &wanted],
        environment: &[],
        size: (80, 24),
    });
    terminal.wait_for("Credentials of the instance");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", terminal.pid()));
    let limits = limits.expect("the process's limits");
    let line = limits.lines().find(|line| line.contains("core file size"));
    let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
    assert_eq!(words, ["Max", "core", "file", "size", "0", "0", "bytes"]);
}

#[test]
fn this_machine_is_reached_past_any_proxy() {
    let service = Service::start("happy");
    let nowhere = "http://127.0.0.1:9";
    let environment = [
        ("ZAPI_BASE_URL", service.simulator.base_url()),
        ("ZAPI_INSTANCE_ID", service.scenario.instance_id()),
        ("ZAPI_INSTANCE_TOKEN", service.scenario.instance_token()),
        ("ZAPI_CLIENT_TOKEN", service.scenario.client_token()),
        ("HTTP_PROXY", nowhere),
        ("http_proxy", nowhere),
        ("ALL_PROXY", nowhere),
    ];
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &[],
        environment: &environment,
        size: (80, 24),
    });
    terminal.wait_for("Credentials of the instance").settle();
    terminal.send("\r").wait_for("Number to connect");
}

#[test]
fn a_stop_that_nobody_could_continue_is_not_made() {
    let mut terminal = demo("happy");
    terminal.wait_for("Credentials of the instance").settle();
    // The program leads its own session here: no shell is there to continue it.
    terminal.send(CTRL_Z);
    terminal.wait_for_bytes(b"\x1b[?1049h", 2).settle();
    assert!(terminal.is_taken());
    terminal.send("\r").wait_for("Number to connect");
}

#[test]
fn a_window_that_grows_too_small_says_so_and_loses_nothing() {
    let mut terminal = demo("happy");
    terminal
        .wait_for("Credentials of the instance")
        .settle()
        .send("\r");
    terminal
        .wait_for("Number to connect")
        .settle()
        .send("11987");
    terminal.wait_for("(11) 987");
    terminal.resize(40, 10).wait_for("too small");
    terminal.resize(100, 30).wait_for("(11) 987");
    assert!(terminal.text().contains("Number to connect"));
}

#[test]
fn a_country_is_looked_for_and_its_number_takes_shape() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Number to connect");
    terminal.settle().send(UP).wait_for("› Brazil ").send("por");
    terminal.wait_for("› Portugal ").send("\r");
    terminal.wait_for("Portugal +351").send("91234567");
    terminal.wait_for("› 912 345 67_").send("8");
    terminal.wait_for("› 912 345 678_").send("\r");
    terminal.wait_for("Use +351 912 345 678?");
}

#[test]
fn escape_goes_back_and_keeps_what_was_typed() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Use +55");
    terminal
        .settle()
        .send(ESCAPE)
        .wait_for("Number to connect")
        .wait_for("(11) 98765-4321");
    terminal
        .send(ESCAPE)
        .wait_for("Credentials of the instance");
}

#[test]
fn escape_at_the_question_of_leaving_stays() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Type the code");
    terminal.settle().send(ESCAPE);
    terminal.wait_for("Leave this registration?").settle();
    terminal.send(ESCAPE).wait_for("Type the code");
}

#[test]
fn a_language_is_chosen_by_flag_and_by_locale() {
    let spoken = [
        ("pt-BR", "pt_BR.UTF-8", "Credenciais da instância"),
        ("es", "es_AR.UTF-8", "Credenciales de la instancia"),
    ];
    for (tag, locale, title) in spoken {
        let by_flag: &[&str] = &["demo", "happy", "--lang", tag];
        let by_locale: &[&str] = &["demo", "happy"];
        for (arguments, locale) in [(by_flag, "C.UTF-8"), (by_locale, locale)] {
            let mut terminal = Terminal::start(&Start {
                program: program(),
                arguments,
                environment: &[("LC_ALL", locale)],
                size: (60, 18),
            });
            terminal.wait_for(title);
        }
    }
}

#[test]
fn without_utf8_every_byte_has_seven_bits() {
    let spoken = [
        ("pt-BR", "Credenciais da instancia"),
        ("es", "Credenciales de la instancia"),
    ];
    for (tag, title) in spoken {
        let mut terminal = Terminal::start(&Start {
            program: program(),
            arguments: &["demo", "happy", "--lang", tag],
            environment: &[("LANG", "C")],
            size: (80, 24),
        });
        terminal.wait_for(title).settle();
        assert!(terminal.written.is_ascii());
    }
}

#[test]
fn an_address_without_protection_is_refused_before_anything_is_drawn() {
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["--base-url", "http://example.com"],
        environment: &[],
        size: (80, 24),
    });
    assert_eq!(terminal.end(), 2);
    assert!(
        terminal.text().contains("plain http"),
        "{}",
        terminal.text()
    );
}

#[test]
fn a_terminal_that_can_do_nothing_gets_lines() {
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["demo", "happy"],
        environment: &[("TERM", "dumb")],
        size: (80, 24),
    });
    terminal.wait_for("Step 1 of 6: Credentials");
    assert!(!terminal.is_taken());
    terminal.send("quit\rquit\r");
    assert_eq!(terminal.end(), 130);
    assert!(!terminal.written.contains(&0x1b), "no sequence of any kind");
}

fn piped(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(program())
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn without_a_terminal_the_wizard_says_so_and_keeps_the_output_clean() {
    let (code, out, err) = piped(&["demo"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("nobody can answer"), "{err}");
}

#[test]
fn the_scenarios_are_listed_on_the_output() {
    let (code, out, err) = piped(&["demo", "--list"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!("scenarios", out);
}

#[test]
fn an_unknown_scenario_is_named_with_the_ones_there_are() {
    let (code, out, err) = piped(&["demo", "sunny"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("\"sunny\"") && err.contains("happy"), "{err}");
}

#[test]
fn what_was_wrong_about_the_text_goes_when_other_text_is_typed() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "Number to connect");
    terminal.settle().send("119\r").wait_for("too few digits");
    terminal.settle().send("8").settle();
    assert!(!terminal.text().contains("too few digits"));
}

#[test]
fn the_line_for_the_customer_comes_in_their_language_and_goes() {
    let mut terminal = demo("happy");
    reach(&mut terminal, "How should the code arrive?");
    terminal.settle();
    assert!(!terminal.text().contains("To the customer"));
    terminal
        .send("\x0b")
        .wait_for("To the customer: Você vai receber um código");
    terminal.send("\x0b").wait_for("You will get a code");
}

#[test]
fn the_language_can_be_changed_on_the_way() {
    let mut terminal = demo("happy");
    terminal.wait_for("Credentials of the instance").settle();
    terminal.send("\x18").wait_for("Credenciais da instância");
    terminal
        .send("\x18")
        .wait_for("Credenciales de la instancia");
    terminal
        .send("\x18")
        .wait_for("Credentials of the instance");
}

#[test]
fn the_evidence_is_handed_to_the_terminals_clipboard() {
    use base64::Engine;
    let mut terminal = demo("banned");
    reach(&mut terminal, "WhatsApp banned this number");
    terminal.settle().send("\x05").wait_for("clipboard");
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    let (_, rest) = written.split_once("\x1b]52;c;").expect("a clipboard");
    let encoded: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c))
        .collect();
    let text = base64::engine::general_purpose::STANDARD.decode(encoded);
    let text = String::from_utf8(text.expect("base64")).expect("text");
    assert!(text.contains("WhatsApp banned this number"), "{text}");
}
