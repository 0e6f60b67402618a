//! What people paste comes out the same on every surface of the built program: the screen, line mode, JSON, single steps by
//! argument and standard input, environment variables and lists.

use crate::fake_service::{CLIENT_TOKEN, FakeAnswer, FakeService, INSTANCE_ID, INSTANCE_TOKEN};
use crate::pty::{Start, Terminal};
use crate::terminal::{fed, program};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

type Tested = Result<(), Box<dyn Error>>;

const NUMBER: &str = "+5511987654321";
const CONFIRM: &str = "/confirm-registration-code";
const CONFIRM_PIN: &str = "/confirm-pin-code";
const AVAILABLE: &str = "/registration-available";
const MESSAGE: &str =
    "<#> Your WhatsApp code: 123-456\nDon't share this code with others\n4sgLq1p5sV6";

const CODES: [&str; 5] = [
    MESSAGE,
    "\u{ff11}\u{ff12}\u{ff13}\u{ff14}\u{ff15}\u{ff16}",
    "\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}",
    "123-456",
    "\u{202a}123\u{2212}456\u{202c}",
];

pub(crate) const NUMBERS: [&str; 5] = [
    "\u{202a}+55 11 98765\u{2011}4321\u{202c}",
    "tel:+55-11-98765-4321",
    "https://wa.me/5511987654321",
    "\u{ff0b}\u{665}\u{665} \u{661}\u{661} \u{669}\u{668}\u{667}\u{666}\u{665} \u{664}\u{663}\u{662}\u{661}",
    "+55 (11) 98765-4321",
];

/// The program with a service and a home.
struct Office {
    service: FakeService,
    home: tempfile::TempDir,
}

impl Office {
    /// One where the code is followed by the PIN, which is refused: nothing has to be verified.
    fn open() -> Result<Self, Box<dyn Error>> {
        let wants_pin = FakeAnswer::json(&json!({"success": false, "confirmSecurityCode": true}));
        let refused = FakeAnswer::json(&json!({"success": false}));
        let answers = vec![(CONFIRM, vec![wants_pin]), (CONFIRM_PIN, vec![refused])];
        Ok(Self {
            service: FakeService::start(answers)?,
            home: tempfile::tempdir()?,
        })
    }

    fn run(
        &self,
        arguments: &[&str],
        variables: &[(&str, &str)],
        read: &str,
    ) -> Result<Output, Box<dyn Error>> {
        let mut command = self.command(arguments);
        Ok(fed(command.envs(variables.iter().copied()), read)?)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_clear()
            .envs(self.service.environment())
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env("HOME", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Asks for a code by SMS.
    fn request(&self) -> Tested {
        let asked = self.run(&["request", "--number", NUMBER, "--method", "sms"], &[], "")?;
        assert!(asked.status.success(), "{asked:?}");
        Ok(())
    }

    /// Talks JSON until `end` is asked: `answers` come before what else leads there.
    fn talk(
        &self,
        variables: &[(&str, &str)],
        answers: &[(&str, Value)],
        end: &str,
    ) -> Result<Vec<Value>, Box<dyn Error>> {
        let mut command = self.command(&["--json"]);
        let mut child = command.envs(variables.iter().copied()).spawn()?;
        let mut pen = child.stdin.take().ok_or("a pen")?;
        let mut said = Vec::new();
        let mut left = answers.to_vec();
        let mut answered = 0;
        for line in BufReader::new(child.stdout.take().ok_or("its words")?).lines() {
            let object: Value = serde_json::from_str(&line?)?;
            said.push(object.clone());
            if object["type"] == "error" {
                return Err(object.to_string().into());
            }
            let id = object["prompt"].as_u64().unwrap_or_default();
            if object["type"] != "prompt" || id <= answered {
                continue;
            }
            let name = object["name"].as_str().unwrap_or_default();
            let mut answer = json!({});
            if let Some(at) = left.iter().position(|(asked, _)| *asked == name) {
                answer = left.remove(at).1;
            } else if name == end {
                writeln!(pen, "{}", json!({"leave": true}))?;
                break;
            } else {
                match name {
                    "credentials" | "welcome" => {}
                    "number" => {
                        answer = json!({"calling_code": "55", "national": "11987654321"});
                    }
                    "number_gate" => answer["choose"] = "use_number".into(),
                    "board" => answer["choose"] = "pick_sms".into(),
                    "request_gate" => answer["choose"] = "request_sms".into(),
                    "code" => answer["code"] = "123456".into(),
                    other => return Err(format!("{other}: {object}").into()),
                }
            }
            answer["prompt"] = id.into();
            answered = id;
            writeln!(pen, "{answer}")?;
        }
        child.wait()?;
        Ok(said)
    }

    /// The bodies of the calls of a path.
    fn bodies(&self, path: &str) -> Vec<String> {
        let asked = self.service.asked(path).into_iter();
        asked.map(|asked| asked.body).collect()
    }

    fn got(&self, path: &str, digits: &str, how: &str) {
        let bodies = self.bodies(path);
        assert_eq!(bodies.len(), 1, "{how}: {bodies:?}");
        assert!(
            bodies[0].contains(&format!("\"{digits}\"")),
            "{how}: {bodies:?}"
        );
    }
}

#[test]
fn a_code_and_a_pin_are_read_alike_by_steps_the_environment_and_json() -> Tested {
    for text in CODES {
        for variable in [false, true] {
            let office = Office::open()?;
            office.request()?;
            let given = [("ZAPI_ONBOARD_CODE", text)];
            let (given, read) = if variable {
                (&given[..], "")
            } else {
                (&[][..], text)
            };
            office.run(&["confirm"], given, read)?;
            office.got(CONFIRM, "123456", text);
            let pin = text.replace(MESSAGE, "1 2 3 4 5 6");
            let given = [("ZAPI_ONBOARD_PIN", pin.as_str())];
            let (given, read) = if variable {
                (&given[..], "")
            } else {
                (&[][..], &*pin)
            };
            office.run(&["pin"], given, read)?;
            office.got(CONFIRM_PIN, "123456", &pin);
        }
        let office = Office::open()?;
        office.talk(&[], &[("code", json!({"code": text}))], "pin")?;
        office.got(CONFIRM, "123456", text);
    }
    Ok(())
}

#[test]
fn a_number_is_read_alike_by_steps_line_mode_and_json() -> Tested {
    for text in NUMBERS {
        let office = Office::open()?;
        let checked = office.run(&["check", "--number", text], &[], "")?;
        assert_eq!(checked.status.code(), Some(0), "{text}: {checked:?}");
        office.got(AVAILABLE, "11987654321", text);
        let office = Office::open()?;
        office.talk(&[], &[("number", json!({"national": text}))], "board")?;
        office.got(AVAILABLE, "11987654321", text);
        let office = Office::open()?;
        let lines = format!("\n\n\n55\n{text}\n/use_number\nquit\n");
        let said = office.run(&["--plain"], &[], &lines)?;
        assert_eq!(office.service.count(AVAILABLE), 1, "{text}: {said:?}");
        office.got(AVAILABLE, "11987654321", text);
    }
    Ok(())
}

#[test]
fn a_prefix_that_is_not_dialed_any_more_is_named_and_the_number_without_it_offered() -> Tested {
    let text = "+52 1 222 123 4567";
    let office = Office::open()?;
    let list = office.home.path().join("list.csv");
    let row = format!("{INSTANCE_ID},env:ZAPI_INSTANCE_TOKEN,env:ZAPI_CLIENT_TOKEN,{text}");
    std::fs::write(
        &list,
        format!("instance_id,instance_token,client_token,number\n{row}\n"),
    )?;
    let list = list.to_str().ok_or("a path")?;
    let step = office.run(&["check", "--number", text], &[], "")?;
    let lines = format!("\n\n\n55\n{text}\nquit\n");
    let lines = office.run(&["--plain"], &[], &lines)?;
    let queue = office.run(&["queue", list, "--plain"], &[], "quit\n")?;
    for (surface, output) in [("step", step), ("lines", lines), ("queue", queue)] {
        let said = String::from_utf8([output.stdout, output.stderr].concat())?;
        assert!(
            said.contains("The 1 in front of the number"),
            "{surface}: {said}"
        );
        assert!(said.contains("222 123 4567"), "{surface}: {said}");
    }
    let said = office.talk(&[], &[("number", json!({"national": text}))], "number")?;
    let said = said.last().ok_or("a line")?.to_string();
    assert!(said.contains("The 1 in front of the number"), "{said}");
    assert_eq!(
        office.service.count(AVAILABLE),
        0,
        "nothing was asked about it"
    );
    Ok(())
}

/// Texts that hold credentials, by the field that they are given in.
fn pasted() -> Vec<(&'static str, String)> {
    let address =
        format!("https://api.z-api.io/instances/{INSTANCE_ID}/token/{INSTANCE_TOKEN}/send-text");
    vec![
        ("an address", address.clone()),
        ("an address in quotes", format!("\"{address}\"")),
        (
            "one a line",
            format!("{CLIENT_TOKEN}\n{INSTANCE_TOKEN}\n{INSTANCE_ID}\n"),
        ),
        (
            "with labels",
            format!("ID: {INSTANCE_ID}\nToken: {INSTANCE_TOKEN}\nClient-Token: {CLIENT_TOKEN}"),
        ),
    ]
}

fn arrived(office: &Office, how: &str) {
    let asked = office.service.asked("/status");
    let first = asked.first().expect("the status is read");
    let path = format!("/instances/{INSTANCE_ID}/token/{INSTANCE_TOKEN}/status");
    assert_eq!(first.path, path, "{how}");
    assert_eq!(first.client_token, CLIENT_TOKEN, "{how}");
}

#[test]
fn credentials_are_read_alike_by_the_environment_json_and_line_mode() -> Tested {
    for (how, text) in pasted() {
        let client = if how.contains("address") {
            CLIENT_TOKEN
        } else {
            ""
        };
        let none = [
            ("ZAPI_INSTANCE_ID", text.as_str()),
            ("ZAPI_INSTANCE_TOKEN", ""),
            ("ZAPI_CLIENT_TOKEN", client),
        ];
        let office = Office::open()?;
        office.run(&["status"], &none, "")?;
        arrived(&office, how);
        let empty = none.map(|(name, _)| (name, ""));
        let office = Office::open()?;
        let mut answer = json!({"instance_id": text});
        if !client.is_empty() {
            answer["client_token"] = client.into();
        }
        office.talk(&empty, &[("credentials", answer)], "number")?;
        arrived(&office, how);
        // From a pipe each line is an answer of its own.
        let office = Office::open()?;
        let line = text.trim_end().replace('\n', "\t");
        office.run(&["--plain"], &empty, &format!("{line}\n{client}\nquit\n"))?;
        arrived(&office, how);
    }
    Ok(())
}

#[test]
fn a_value_that_fits_no_field_is_refused_where_no_person_can_be_asked_and_repeated_nowhere()
-> Tested {
    let odd = "neither-of-them-99";
    let text = format!("{INSTANCE_ID}\n{odd}\n{CLIENT_TOKEN}");
    let office = Office::open()?;
    let given = [("ZAPI_INSTANCE_ID", text.as_str()), NONE[1], NONE[2]];
    let step = office.run(&["status"], &given, "")?;
    let said = String::from_utf8([step.stdout, step.stderr].concat())?;
    assert_eq!(step.status.code(), Some(2), "{said}");
    assert!(
        !said.contains(odd) && !said.contains(CLIENT_TOKEN),
        "{said}"
    );
    assert_eq!(office.service.count("/status"), 0, "{said}");
    // A program says which it is by the name of the field.
    let answers = [
        ("credentials", json!({"instance_id": text})),
        ("credentials", json!({"instance_token": odd})),
    ];
    let said = office.talk(&NONE, &answers, "number")?;
    let said = said.iter().map(Value::to_string).collect::<String>();
    assert!(
        said.contains("does not look like any of these three"),
        "{said}"
    );
    assert!(
        !said.contains(odd) && !said.contains(CLIENT_TOKEN),
        "{said}"
    );
    let asked = office.service.asked("/status");
    let expected = format!("/instances/{INSTANCE_ID}/token/{odd}/status");
    assert_eq!(
        asked.first().map(|asked| asked.path.clone()),
        Some(expected)
    );
    Ok(())
}

/// The wizard in a terminal.
fn in_terminal(office: &Office, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let home = office.home.path().join(".local/state");
    let home = home.to_str().expect("a readable path");
    let mut environment = office.service.environment().to_vec();
    environment.push(("XDG_STATE_HOME", home));
    environment.extend(variables);
    Terminal::start(&Start {
        program: program(),
        arguments,
        environment: &environment,
        size: (100, 30),
    })
}

fn bracketed(text: &str) -> String {
    format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r"))
}

const NONE: [(&str, &str); 3] = [
    ("ZAPI_INSTANCE_ID", ""),
    ("ZAPI_INSTANCE_TOKEN", ""),
    ("ZAPI_CLIENT_TOKEN", ""),
];

fn was_never_seen(terminal: &Terminal, secrets: &[&str]) {
    let written = String::from_utf8_lossy(&terminal.written);
    for secret in secrets {
        assert!(!written.contains(secret), "{secret} was shown");
    }
}

#[test]
fn a_bracketed_paste_of_a_whole_message_on_the_screen_is_its_code() -> Tested {
    for text in &CODES[..2] {
        let office = Office::open()?;
        office.request()?;
        let mut terminal = in_terminal(&office, &["resume"], &[]);
        if terminal.wait_for_any(&["Welcome back", "Type the code"]) == "Welcome back" {
            terminal.settle().send("\r").wait_for("Type the code");
        }
        terminal.settle();
        terminal
            .send(&bracketed(text))
            .wait_for("Two-step verification PIN");
        office.got(CONFIRM, "123456", text);
        was_never_seen(&terminal, &["4sgLq1p5sV6"]);
    }
    Ok(())
}

#[test]
fn a_bracketed_paste_of_all_credentials_on_the_screen_fills_their_fields() -> Tested {
    for (how, text) in pasted() {
        let office = Office::open()?;
        let mut terminal = in_terminal(&office, &[], &NONE);
        terminal.wait_for("Credentials of the instance").settle();
        terminal.send(&bracketed(&text)).settle();
        if how.contains("address") {
            // The field that is still empty has the focus.
            terminal.send(&bracketed(CLIENT_TOKEN)).settle();
            terminal.send("\t").settle();
        }
        terminal.send("\r").wait_for("Number to connect");
        arrived(&office, how);
        was_never_seen(&terminal, &[INSTANCE_TOKEN, CLIENT_TOKEN]);
    }
    Ok(())
}

#[test]
fn a_bracketed_paste_with_a_value_that_fits_no_field_asks_which_it_is_and_shows_it_nowhere()
-> Tested {
    let odd = "neither-of-them-99";
    let text = format!("{INSTANCE_ID}\n{odd}\n{CLIENT_TOKEN}");
    for arguments in [&[][..], &["--plain"]] {
        let office = Office::open()?;
        let mut terminal = in_terminal(&office, arguments, &NONE);
        terminal.wait_for_any(&["Credentials of the instance", "Instance ID"]);
        terminal.settle().send(&bracketed(&text));
        let enter = if arguments.is_empty() { "" } else { "\r" };
        terminal.send(enter).wait_for("of 18 characters");
        terminal.settle().send(&format!("2{enter}")).settle();
        if arguments.is_empty() {
            terminal.send("\r");
        }
        terminal.wait_for_any(&["Number to connect", "Calling code"]);
        let asked = office.service.asked("/status");
        let path = asked.first().map(|asked| asked.path.clone());
        let expected = format!("/instances/{INSTANCE_ID}/token/{odd}/status");
        assert_eq!(path, Some(expected), "{arguments:?}");
        was_never_seen(&terminal, &[odd, CLIENT_TOKEN]);
    }
    Ok(())
}
