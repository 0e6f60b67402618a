//! The single steps, run as a script runs them: what they do, what they refuse, and how they end.

use crate::terminal::{Service, fed, program};
use serde_json::Value;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use zapi_onboard::sim::Scenario;

const NUMBER: [&str; 2] = ["--number", "+5511987654321"];
const REQUEST: [&str; 5] = ["request", "--number", "+5511987654321", "--method", "sms"];

/// A machine with its journal.
pub(crate) struct Machine {
    pub(crate) service: Service,
    state: tempfile::TempDir,
}

/// How a step ended: its exit code, its data, and what it said beside.
pub(crate) type End = (Option<i32>, String, String);

impl Machine {
    pub(crate) fn with(scenario: &str) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            service: Service::start(scenario),
            state: tempfile::tempdir()?,
        })
    }

    /// A service as `keys` of a scenario describe it.
    pub(crate) fn of(keys: &str) -> Result<Self, Box<dyn Error>> {
        let scenario = Scenario::parse(&format!("title.en = 'x'\n{keys}"))?;
        Ok(Self {
            service: Service::serve(scenario),
            state: tempfile::tempdir()?,
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_clear()
            .envs(self.service.environment())
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env("HOME", self.state.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn step(&self, arguments: &[&str], said: &str) -> Result<End, Box<dyn Error>> {
        self.step_with(&[], arguments, said)
    }

    /// The same, with these variables in the place of the service's own.
    pub(crate) fn step_with(
        &self,
        variables: &[(&str, &str)],
        arguments: &[&str],
        said: &str,
    ) -> Result<End, Box<dyn Error>> {
        let mut command = self.command(arguments);
        self.end(fed(command.envs(variables.iter().copied()), said)?)
    }

    /// Nothing that was given in secret comes out again.
    fn end(&self, output: Output) -> Result<End, Box<dyn Error>> {
        let (out, err) = (
            String::from_utf8(output.stdout)?,
            String::from_utf8(output.stderr)?,
        );
        let (code, pin) = self.service.digits();
        let [_, _, (_, token), (_, client)] = self.service.environment();
        for secret in [code, pin, token, client] {
            assert!(!out.contains(secret) && !err.contains(secret), "{out}{err}");
        }
        Ok((output.status.code(), out, err))
    }

    pub(crate) fn journal(&self) -> std::path::PathBuf {
        self.state.path().join(".local/state/zapi-onboard")
    }

    pub(crate) fn requests(&self) -> usize {
        self.service.count("/mobile/request-registration-code")
    }
}

fn first(out: &str) -> &str {
    out.lines().next().unwrap_or_default()
}

#[test]
fn a_number_is_onboarded_by_single_steps_alone() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("pin-then-device")?;
    let (code, pin) = here.service.digits();
    let (exit, out, _) = here.step(&["status"], "")?;
    assert_eq!((exit, first(&out)), (Some(5), "connected: no"));
    let (exit, out, err) = here.step(&[&["check"], &NUMBER[..]].concat(), "")?;
    assert_eq!(
        (exit, first(&out), err.as_str()),
        (Some(0), "step: board", "")
    );
    assert!(out.contains("SMS: ready"), "{out}");
    let (exit, out, err) = here.step(&REQUEST, "")?;
    assert_eq!(
        (exit, first(&out), err.as_str()),
        (Some(0), "step: code", "")
    );
    let (exit, out, _) = here.step(&["confirm"], "111111\n")?;
    assert_eq!((exit, first(&out)), (Some(6), "step: code"));
    // A whole message, as it is copied from the phone, and digits of another script.
    let (left, right) = code.split_at(3);
    let message = format!(
        "\u{202a}<#> Your WhatsApp code:\n\n{left}-{right}\nDon't share this code\n4sgLq1p5sV6\n"
    );
    let (exit, out, _) = here.step(&["confirm"], &message)?;
    assert_eq!((exit, first(&out)), (Some(8), "step: pin"));
    let wide = pin
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0));
    let (exit, out, _) = here.step(&["pin"], &format!("{}\n", wide.collect::<String>()))?;
    assert_eq!((exit, first(&out)), (Some(8), "step: device"));
    let (exit, out, err) = here.step(&["transfer"], "")?;
    assert_eq!((exit, out.as_str()), (Some(2), ""));
    assert!(err.contains("--accepted-on-phone"), "{err}");
    assert_eq!(here.service.count("/mobile/device-transfer-confirmed"), 0);
    let (exit, out, _) = here.step(&["transfer", "--accepted-on-phone"], "")?;
    assert_eq!((exit, first(&out)), (Some(5), "step: device"), "too early");
    assert_eq!(here.service.count("/mobile/device-transfer-confirmed"), 1);
    assert_eq!(
        (
            here.requests(),
            here.service.count("/mobile/registration-available")
        ),
        (1, 1)
    );
    Ok(())
}

#[test]
fn every_step_can_be_one_object() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("captcha")?;
    let object = |end: End| -> Result<(Option<i32>, Value), Box<dyn Error>> {
        assert_eq!(end.1.lines().count(), 1, "{}", end.1);
        Ok((end.0, serde_json::from_str(&end.1)?))
    };
    let (exit, asked) = object(here.step(&[&REQUEST[..], &["--json"]].concat(), "")?)?;
    assert_eq!((exit, &asked["exit"]), (Some(8), &Value::from(8)));
    assert_eq!(
        (&asked["command"], &asked["standing"]),
        (&"request".into(), &"step_needed".into())
    );
    assert_eq!(asked["last"]["name"], "captcha");
    assert_eq!(
        asked["last"]["details"]["picture"]["media_type"],
        "image/png"
    );
    let session = asked["kept_as"].as_str().ok_or("a name")?;
    let picture = here.state.path().join("captcha.png");
    let path = picture.display().to_string();
    let (exit, _, _) = here.step(&["captcha", "--session", session, "--save", &path], "")?;
    assert_eq!(exit, Some(8));
    assert!(std::fs::read(&picture)?.starts_with(b"\x89PNG"));
    let (exit, _, err) = here.step(&["captcha", "--save", &path], "")?;
    assert_eq!(exit, Some(2), "{err}");
    let (exit, wrong) = object(here.step(&["captcha", "--answer", "nope", "--json"], "")?)?;
    assert_eq!(
        (exit, &wrong["last"]["problem"]),
        (Some(6), &"wrong_captcha".into())
    );
    let right = Scenario::named("captcha")?.next_captcha().to_owned();
    let (exit, sent) = object(here.step(
        &["captcha", "--answer", "-", "--json"],
        &format!("{right}\n"),
    )?)?;
    assert_eq!((exit, &sent["last"]["name"]), (Some(8), &"code".into()));
    assert_eq!(here.requests(), 1);
    Ok(())
}

#[test]
fn what_is_shut_is_not_requested_and_what_is_waited_for_is_requested_once()
-> Result<(), Box<dyn Error>> {
    let here = Machine::with("cooldown")?;
    let (exit, out, err) = here.step(&REQUEST, "")?;
    assert_eq!((exit, first(&out)), (Some(5), "step: board"), "{out}");
    assert!(
        out.contains("SMS: opens in ") && err.contains("--wait"),
        "{out}{err}"
    );
    assert_eq!(here.requests(), 0);
    let voice = ["request", "--number", "+5511987654321", "--method", "voice"];
    let (exit, _, _) = here.step(&voice, "")?;
    assert_eq!((exit, here.requests()), (Some(3), 0), "closed for good");
    let mut waiting = here
        .command(&[&REQUEST[..], &["--wait"]].concat())
        .spawn()?;
    drop(waiting.stdin.take());
    // Once it has the number, nobody else gets at it.
    while !here
        .step(&["sessions", "--json"], "")?
        .1
        .contains("\"in_use\":true")
    {}
    let other = here.step(&REQUEST, "")?;
    assert_eq!((other.0, first(&other.1)), (Some(7), "step: held"));
    let (exit, out, _) = here.end(waiting.wait_with_output()?)?;
    assert_eq!((exit, first(&out)), (Some(0), "step: code"), "{out}");
    assert_eq!(here.requests(), 1);
    let (exit, _, err) = here.step(&[&REQUEST[..], &["--wait"]].concat(), "")?;
    assert_eq!((exit, here.requests()), (Some(5), 1), "{err}");
    assert!(err.contains("--again"), "{err}");
    Ok(())
}

#[test]
fn what_a_person_must_say_is_not_said_for_them() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("session-lost")?;
    let (exit, out, err) = here.step(&REQUEST, "")?;
    assert_eq!(
        (exit, first(&out)),
        (Some(8), "step: number_gate"),
        "{out}{err}"
    );
    assert!(err.contains("--replace"), "{err}");
    let popup = Machine::with("popup-code")?;
    let by_popup = ["request", "--number", "+5511987654321", "--method", "popup"];
    let (exit, out, err) = popup.step(&by_popup, "")?;
    assert_eq!(
        (exit, first(&out)),
        (Some(8), "step: request_gate"),
        "{out}{err}"
    );
    assert!(err.contains("--phone-in-hand"), "{err}");
    assert_eq!((here.requests(), popup.requests()), (0, 0));
    let happy = Machine::with("happy")?;
    happy.step(&REQUEST, "")?;
    let (exit, _, err) = happy.step(&["confirm"], "1234\n")?;
    assert_eq!(exit, Some(2));
    assert!(err.contains("--any-length"), "{err}");
    assert_eq!(happy.service.count("/mobile/confirm-registration-code"), 0);
    let (exit, _, _) = happy.step(&["confirm", "--any-length"], "1234\n")?;
    assert_eq!(
        (
            exit,
            happy.service.count("/mobile/confirm-registration-code")
        ),
        (Some(6), 1)
    );
    Ok(())
}

/// Numbers that are unusual, with what is said of them in English and in JSON.
const UNUSUAL: [(&str, &str, &str); 2] = [
    ("+551187654321", "ninth digit", "lacks_ninth_digit"),
    ("+5520987654321", "numbering plan", "not_valid"),
];

#[test]
fn an_unusual_number_is_warned_about_and_requested_only_on_a_persons_word()
-> Result<(), Box<dyn Error>> {
    for (number, words, name) in UNUSUAL {
        let here = Machine::with("happy")?;
        let request = ["request", "--number", number, "--method", "sms"];
        let (exit, out, err) = here.step(&request, "")?;
        assert_eq!((exit, out.as_str()), (Some(2), ""), "{err}");
        assert!(
            err.contains(words) && err.contains("--unusual-number"),
            "{err}"
        );
        let (exit, out, _) = here.step(&[&request[..], &["--json"]].concat(), "")?;
        let object: Value = serde_json::from_str(&out)?;
        assert_eq!((exit, &object["exit"]), (Some(2), &2.into()));
        assert_eq!(object["warnings"][0]["warning"], name, "{out}");
        assert_eq!(object["flag"], "--unusual-number", "{out}");
        assert_eq!(
            here.service.count("/status"),
            0,
            "nothing was asked of the service"
        );
        let (_, out, err) = here.step(&["check", "--number", number, "--json"], "")?;
        let object: Value = serde_json::from_str(&out)?;
        assert_eq!(object["warnings"][0]["warning"], name, "{out}");
        assert!(err.contains(words), "{err}");
        let (_, _, err) = here.step(&["check", "--number", number], "")?;
        assert!(err.contains(words), "{err}");
        assert_eq!(here.requests(), 0);
        let (_, _, err) = here.step(&[&request[..], &["--unusual-number"]].concat(), "")?;
        assert_eq!(here.requests(), 1, "{err}");
        assert!(err.contains(words), "{err}");
    }
    Ok(())
}

#[test]
fn a_landline_is_warned_about_and_sent_no_sms_unasked() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("happy")?;
    let by = |method| ["request", "--number", "+551132654321", "--method", method];
    let (exit, _, err) = here.step(&by("sms"), "")?;
    assert_eq!((exit, here.requests()), (Some(2), 0), "{err}");
    assert!(
        err.contains("landline") && err.contains("--unusual-number"),
        "{err}"
    );
    let (_, _, err) = here.step(&by("voice"), "")?;
    assert_eq!(here.requests(), 1, "{err}");
    assert!(err.contains("landline"), "{err}");
    Ok(())
}

#[test]
fn the_warnings_of_a_step_are_in_the_persons_language() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("happy")?;
    let request = ["request", "--number", "+551187654321", "--method", "sms"];
    for (language, words) in [("pt-BR", "nono dígito"), ("es", "noveno dígito")] {
        let (exit, _, err) = here.step(&[&request[..], &["--lang", language]].concat(), "")?;
        assert_eq!(exit, Some(2));
        assert!(
            err.contains(words) && err.contains("--unusual-number"),
            "{err}"
        );
    }
    Ok(())
}

#[test]
fn an_answer_that_is_lost_is_not_sent_again() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("lost-request")?;
    let (exit, out, _) = here.step(&REQUEST, "")?;
    assert_eq!((exit, first(&out)), (Some(9), "step: unknown"), "{out}");
    let (exit, _, _) = here.step(&REQUEST, "")?;
    assert_eq!((exit, here.requests()), (Some(9), 1));
    let (code, _) = here.service.digits();
    let (exit, out, _) = here.step(&["confirm"], &format!("{code}\n"))?;
    assert_eq!((exit, first(&out)), (Some(0), "step: connected"), "{out}");
    Ok(())
}

#[test]
fn what_stops_a_number_has_its_code() -> Result<(), Box<dyn Error>> {
    for (scenario, arguments, code, step) in [
        ("blocked", &REQUEST[..], 3, "step: halted"),
        ("banned", &REQUEST[..], 3, "step: halted"),
        ("token-refused", &["status"], 4, "connected: unknown"),
        ("declined", &REQUEST[..], 5, "step: halted"),
        ("already-connected", &["status"], 0, "connected: yes"),
        ("already-connected", &["two-step"], 0, "step: secure"),
        (
            "already-connected",
            &["request", "--number", "+5511912345678", "--method", "sms"],
            1,
            "step: already_connected",
        ),
    ] {
        let here = Machine::with(scenario)?;
        let (exit, out, err) = here.step(arguments, "")?;
        assert_eq!(
            (exit, first(&out)),
            (Some(code), step),
            "{scenario}: {out}{err}"
        );
    }
    let here = Machine::with("banned")?;
    here.step(&REQUEST, "")?;
    let (exit, out, _) = here.step(&["appeal"], "It is a bakery.\n")?;
    assert_eq!((exit, first(&out)), (Some(5), "step: halted"), "{out}");
    assert_eq!(here.service.count("/mobile/request-unbanning"), 1);
    let (exit, _, err) = here.step(&["appeal", "--text-file", "/nowhere"], "")?;
    assert_eq!(exit, Some(2), "{err}");
    Ok(())
}

#[test]
fn another_connected_number_is_unexpected_and_both_numbers_are_told() -> Result<(), Box<dyn Error>>
{
    let here = Machine::with("already-connected")?;
    let other = "+5511911112222";
    for step in [&["status"][..], &["check"], &["request", "--method", "sms"]] {
        let arguments = [step, &["--number", other]].concat();
        let (exit, out, err) = here.step(&arguments, "")?;
        assert_eq!(exit, Some(1), "{step:?}: {out}{err}");
        let told = "is connected: +55 21 99887-7665. You asked for +55 11 91111-2222.";
        assert!(err.contains(told), "{err}");
        for number in ["+55 11 91111-2222", "+55 21 99887-7665"] {
            assert!(
                out.contains(number) && err.contains(number),
                "{step:?}: {out}{err}"
            );
        }
        let (exit, out, _) = here.step(&[&arguments[..], &["--json"]].concat(), "")?;
        let object: Value = serde_json::from_str(&out)?;
        assert_eq!((exit, &object["exit"]), (Some(1), &1.into()));
        assert_eq!(object["number"], other, "{out}");
        assert_eq!(
            object["last"]["details"]["device"]["phone"], "5521998877665",
            "{out}"
        );
        let right = [step, &["--number", "+5521998877665"]].concat();
        let (exit, out, err) = here.step(&right, "")?;
        assert_eq!(exit, Some(0), "{right:?}: {out}{err}");
    }
    assert_eq!(here.requests(), 0);
    Ok(())
}

#[test]
fn status_says_in_json_whether_the_instance_is_connected_without_any_onboarding()
-> Result<(), Box<dyn Error>> {
    for (scenario, exit, connected) in [
        ("happy", 5, Value::from(false)),
        ("already-connected", 0, true.into()),
        ("token-refused", 4, Value::Null),
    ] {
        for named in [&[][..], &["--number", "+5521998877665"]] {
            let here = Machine::with(scenario)?;
            let step = [&["status", "--json"], named].concat();
            let (code, out, err) = here.step(&step, "")?;
            let object: Value = serde_json::from_str(&out)?;
            assert_eq!(code, Some(exit), "{scenario}: {out}{err}");
            assert_eq!(
                object.get("connected"),
                Some(&connected),
                "{scenario}: {out}"
            );
            assert_eq!(object["command"], "status");
        }
    }
    let here = Machine::with("happy")?;
    let (exit, _, err) = here.step(&["status", "--session", "4f"], "")?;
    assert_eq!(exit, Some(2), "an onboarding that is not there: {err}");
    let (exit, _, err) = here.step(&["status", "--number", "12"], "")?;
    assert_eq!(exit, Some(2), "no number: {err}");
    Ok(())
}

#[test]
fn one_more_step_is_named_as_the_command_that_comes_next() -> Result<(), Box<dyn Error>> {
    let named = |end: &End| -> Option<String> {
        let next = end.1.lines().find_map(|line| line.strip_prefix("next: "));
        next.map(str::to_owned)
    };
    let here = Machine::with("pin-then-device")?;
    let (code, pin) = here.service.digits();
    let asked = here.step(&REQUEST, "")?;
    assert_eq!(asked.0, Some(0));
    let next = named(&asked).ok_or("a code was requested")?;
    assert!(
        next.starts_with("zapi-onboard confirm --session "),
        "{next}"
    );
    let handed_in = here.step(&["confirm"], &format!("{code}\n"))?;
    let next = named(&handed_in).ok_or("the PIN is needed")?;
    assert!(next.starts_with("zapi-onboard pin --session "), "{next}");
    // It is a command that can be typed.
    let words: Vec<&str> = next.split(' ').skip(1).collect();
    let (exit, out, _) = here.step(&[&words[..], &["--json"]].concat(), &format!("{pin}\n"))?;
    let object: Value = serde_json::from_str(&out)?;
    assert_eq!(
        (exit, &object["standing"]),
        (Some(8), &"waiting".into()),
        "{out}"
    );
    let next = object["next"].as_str().ok_or("the phone is next")?;
    assert!(
        next.starts_with("zapi-onboard transfer --session "),
        "{next}"
    );
    assert!(next.ends_with(" --accepted-on-phone"), "{next}");
    let here = Machine::with("captcha")?;
    let asked = here.step(&REQUEST, "")?;
    let next = named(&asked).ok_or("the captcha is next")?;
    assert!(
        next.ends_with("--save FILE") && asked.2.contains(&next),
        "{asked:?}"
    );
    let here = Machine::with("session-lost")?;
    let gate = here.step(&REQUEST, "")?;
    let again = "zapi-onboard request --number +5511987654321 --method sms --replace";
    assert_eq!((gate.0, named(&gate).as_deref()), (Some(8), Some(again)));
    Ok(())
}

#[test]
fn a_step_ends_in_its_own_words() -> Result<(), Box<dyn Error>> {
    for (scenario, code, words) in [
        ("blocked", 3, "blocked or not available"),
        ("captcha", 8, "One more step is needed"),
        ("lost-request", 9, "not known whether this took effect"),
    ] {
        let here = Machine::with(scenario)?;
        let (exit, out, err) = here.step(&REQUEST, "")?;
        assert_eq!(exit, Some(code), "{out}{err}");
        assert!(
            err.contains(words) && !err.contains("Left "),
            "{scenario}: {err}"
        );
        let (_, out, _) = here.step(&[&REQUEST[..], &["--json"]].concat(), "")?;
        let object: Value = serde_json::from_str(&out)?;
        let text = object["text"].as_str().ok_or("a text")?;
        assert!(!text.contains("Left "), "{scenario}: {text}");
    }
    let here = Machine::with("happy")?;
    here.step(&REQUEST, "")?;
    let (exit, _, err) = here.step(&["confirm"], "111111\n")?;
    assert_eq!(exit, Some(6));
    assert!(
        err.contains("The code is incorrect") && !err.contains("Left "),
        "{err}"
    );
    Ok(())
}

#[test]
fn a_wrong_number_that_gets_connected_is_unexpected() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("wrong-number")?;
    here.step(&REQUEST, "")?;
    let (code, _) = here.service.digits();
    let (exit, out, _) = here.step(&["confirm"], &format!("{code}\n"))?;
    assert_eq!((exit, first(&out)), (Some(1), "step: halted"), "{out}");
    assert!(out.contains("Number asked for: +55 11 98765-4321"), "{out}");
    Ok(())
}

#[test]
fn the_account_of_a_connected_number_is_protected_and_written_down() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("already-connected")?;
    let (exit, out, _) = here.step(&["email", "--set", "owner@example.com"], "")?;
    assert_eq!((exit, first(&out)), (Some(8), "step: email_code"), "{out}");
    assert_eq!(here.service.count("/security/email"), 2, "read, and set");
    let (exit, listed, _) = here.step(&["sessions", "--all"], "")?;
    assert_eq!(exit, Some(0));
    let id = listed.split(' ').next().ok_or("a session")?;
    let (_, report, _) = here.step(&["report", id], "")?;
    assert!(report.contains("e-mail"), "{report}");
    assert!(!report.contains("owner@example.com"), "{report}");
    Ok(())
}

#[test]
fn a_pin_of_eight_digits_wants_a_word_and_goes_as_it_is_then() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("pin")?;
    here.step(&REQUEST, "")?;
    let (code, _) = here.service.digits();
    here.step(&["confirm"], &format!("{code}\n"))?;
    let tries = |expected| {
        let count = here.service.count("/mobile/confirm-pin-code");
        assert_eq!(count, expected);
    };
    let (exit, out, err) = here.step(&["pin"], "12345678\n")?;
    assert_eq!((exit, first(&out)), (Some(2), "step: pin"), "{out}{err}");
    assert!(err.contains("--any-length"), "{err}");
    assert!(!format!("{out}{err}").contains("12345678"), "{out}{err}");
    tries(0);
    let (exit, out, err) = here.step(&["pin", "--any-length"], "12345678\n")?;
    assert_eq!((exit, first(&out)), (Some(6), "step: pin"), "{out}{err}");
    tries(1);

    let here = Machine::with("already-connected")?;
    let twice = "12345678\n12345678\n";
    let set = ["two-step", "--set"];
    let (exit, out, err) = here.step(&set, twice)?;
    assert_eq!(
        (exit, first(&out)),
        (Some(2), "step: new_pin"),
        "{out}{err}"
    );
    assert!(err.contains("--any-length"), "{err}");
    assert_eq!(here.service.count("/security/two-fa-code"), 1, "read alone");
    let (exit, out, err) = here.step(&[&set[..], &["--any-length"]].concat(), twice)?;
    assert_eq!((exit, first(&out)), (Some(0), "step: secure"), "{out}{err}");
    Ok(())
}

#[test]
fn without_a_journal_nothing_that_acts_is_done() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("happy")?;
    let folder = here.journal();
    std::fs::create_dir_all(folder.parent().ok_or("a folder")?)?;
    std::fs::write(&folder, "a file where a folder should be")?;
    for arguments in [
        &REQUEST[..],
        &["check", "--number", "+5511987654321"],
        &["confirm"],
        &["two-step", "--set"],
    ] {
        let (exit, out, err) = here.step(arguments, "123456\n123456\n")?;
        assert_eq!((exit, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains("zapi-onboard"), "{err}");
    }
    let (exit, _, _) = here.step(&["status"], "")?;
    assert_eq!(exit, Some(5), "reading needs none");
    assert_eq!(here.service.count("/mobile/registration-available"), 0);
    Ok(())
}

#[test]
fn what_is_missing_is_named() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("happy")?;
    for (arguments, word) in [
        (&["confirm"][..], "no such unfinished onboarding"),
        (&["check", "--number", "11987654321"], "--calling-code"),
        (&["request", "--number", "+5511987654321"], "--method"),
    ] {
        let (exit, out, err) = here.step(arguments, "")?;
        assert_eq!((exit, out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(word), "{err}");
    }
    here.step(&REQUEST, "")?;
    let (exit, _, err) = here.step(&["confirm"], "")?;
    assert_eq!(exit, Some(2));
    assert!(err.contains("ZAPI_ONBOARD_CODE"), "{err}");
    let bare = here
        .command(&["status"])
        .env_remove("ZAPI_CLIENT_TOKEN")
        .output()?;
    assert_eq!(bare.status.code(), Some(2));
    assert!(String::from_utf8(bare.stderr)?.contains("ZAPI_CLIENT_TOKEN"));
    let given = here
        .command(&["confirm"])
        .env("ZAPI_ONBOARD_CODE", here.service.digits().0)
        .output()?;
    assert_eq!(given.status.code(), Some(0));
    Ok(())
}

#[test]
fn a_service_that_is_away_is_for_later() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("happy")?;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", nobody.local_addr()?);
    drop(nobody);
    let output = here
        .command(&["status"])
        .env("ZAPI_BASE_URL", address)
        .output()?;
    assert_eq!(output.status.code(), Some(5));
    Ok(())
}

#[test]
fn who_stops_reading_changes_nothing_about_the_end() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("captcha")?;
    let (reader, writer) = std::io::pipe()?;
    drop(reader);
    let output = here.command(&REQUEST).stdout(writer).output()?;
    assert_eq!(output.status.code(), Some(8));
    assert!(Path::new(&here.journal()).exists());
    Ok(())
}
