//! The commands about what is written down, run as a script runs them.

use crate::flow_driver::{CLIENT_TOKEN, CODE, Driver, PIN, TOKEN, fields, number, start};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use zapi_onboard::flow::effect::{Aim, Checkpoint, Claim, Taking};
use zapi_onboard::journal::{Journal, Verdict};

/// A state folder with one onboarding that waits for its code; and its name.
fn with_one() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = Journal::open(folder.path(), "ana@desk")
        .expect("a journal")
        .journal;
    let claim = Claim {
        number: number(),
        instance_id: fields().instance_id,
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    let granted = journal.claim(&claim, "https://api.z-api.io/", None, start());
    let Ok(Verdict::Granted(grant)) = granted else {
        panic!("nobody else is here");
    };
    let bookmark = Driver::at_code().kept.pop().expect("it is kept");
    let requested = Checkpoint::CodeRequested {
        number: number(),
        method: zapi_onboard::domain::method::Method::Sms,
        nth: 1,
    };
    let written = journal.append(&grant.tenure(), Some(&bookmark), &[requested], start());
    assert_eq!(written, Ok(()));
    (folder, grant.session.as_str().to_owned())
}

fn run(state: &Path, arguments: &[&str]) -> Output {
    run_as("ana@desk", state, arguments)
}

fn run_as(operator: &str, state: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zapi-onboard"))
        .args(arguments)
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .env("TZ", "UTC")
        .env("ZAPI_INSTANCE_TOKEN", TOKEN)
        .env("ZAPI_CLIENT_TOKEN", CLIENT_TOKEN)
        .env("ZAPI_ONBOARD_OPERATOR", operator)
        .env("ZAPI_ONBOARD_STATE_DIR", state)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

/// What it said on its output and beside it; neither holds a secret.
fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    for secret in [TOKEN, CLIENT_TOKEN, CODE, PIN] {
        assert!(!out.contains(secret) && !err.contains(secret), "{secret}");
    }
    (out, err)
}

#[test]
fn the_list_names_what_can_be_gone_on_with() {
    let (state, id) = with_one();
    let listed = run(state.path(), &["sessions"]);
    let (out, err) = said(&listed);
    assert_eq!(listed.status.code(), Some(0));
    assert!(
        out.starts_with(&format!("{id}  +55 11 98765-4321: the code is awaited")),
        "{out}"
    );
    assert_eq!(err, "");
}

#[test]
fn the_list_is_had_as_data_too() {
    let (state, id) = with_one();
    let (out, err) = said(&run(state.path(), &["sessions", "--json"]));
    let listed: serde_json::Value = serde_json::from_str(&out).expect("an object");
    let one = &listed["sessions"][0];
    assert_eq!(
        (&one["id"], &one["number"]),
        (&id.into(), &"+5511987654321".into())
    );
    assert_eq!(
        (&one["situation"], &one["in_use"]),
        (&"live".into(), &false.into())
    );
    assert_eq!(err, "");
}

#[test]
fn masked_the_list_and_the_report_show_the_end_of_the_number_and_data_is_whole() {
    let (state, id) = with_one();
    let instance = fields().instance_id;
    for arguments in [&["sessions", "--mask"][..], &["report", &id, "--mask"]] {
        let (out, _) = said(&run(state.path(), arguments));
        assert!(out.contains("21") && out.contains("+55"), "{out}");
        for telling in ["98765", "4321", "11 9", &instance] {
            assert!(!out.contains(telling), "{arguments:?}: {out}");
        }
    }
    let (out, _) = said(&run(state.path(), &["sessions", "--json", "--mask"]));
    assert!(out.contains("+5511987654321"), "{out}");
    let (out, _) = said(&run(state.path(), &["sessions", "--mask=maybe"]));
    assert_eq!(out, "");
}

#[test]
fn a_report_tells_what_happened_as_text_and_as_data() {
    let (state, id) = with_one();
    let (out, err) = said(&run(state.path(), &["report", &id]));
    assert!(
        out.starts_with("# Onboarding of +55 11 98765-4321\n"),
        "{out}"
    );
    assert!(
        out.contains("2026-03-05 17:32:05 UTC ana@desk: began"),
        "{out}"
    );
    assert!(
        out.contains("code requested for +55 11 98765-4321: SMS, request 1"),
        "{out}"
    );
    assert_eq!(err, "");
    let (out, _) = said(&run(state.path(), &["report", &id, "--format", "json"]));
    let data: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(data["onboarding"]["number"]["national"], "11987654321");
    assert_eq!(data["history"][0]["entry"], "begun");
    // In another language, by the beginning of the name.
    let (beginning, _) = id.split_at(4);
    let (out, _) = said(&run(
        state.path(),
        &["report", beginning, "--lang", "pt-BR"],
    ));
    assert!(out.starts_with("# Registro de"), "{out}");
}

#[test]
fn what_is_handed_over_goes_on_elsewhere_and_is_noted_on_both_sides() {
    let (here, id) = with_one();
    let there = tempfile::tempdir().expect("a folder");
    let file = there.path().join("hand-over.json");
    let path = file.to_str().expect("a readable path");
    let written = run(here.path(), &["export", &id, "--output", path]);
    let (out, err) = said(&written);
    assert_eq!((written.status.code(), out.as_str()), (Some(0), ""));
    assert!(err.contains("Do not go on with it here"), "{err}");
    let mode = std::fs::metadata(&file)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let handed = std::fs::read_to_string(&file).expect("readable");
    for secret in [TOKEN, CLIENT_TOKEN, CODE, PIN] {
        assert!(!handed.contains(secret));
    }
    // What is there is not written over.
    let again = run(here.path(), &["export", &id, "--output", path]);
    assert_eq!(again.status.code(), Some(2));

    let other = there.path().join("state");
    let taken = run_as("rui@elsewhere", &other, &["import", path]);
    let (out, err) = said(&taken);
    assert_eq!(taken.status.code(), Some(0), "{err}");
    let theirs = out.trim();
    assert!(
        err.contains(&format!("zapi-onboard resume {theirs}")),
        "{err}"
    );
    let (report, _) = said(&run(&other, &["report", theirs]));
    assert!(
        report.contains("ana@desk: handed it over to another machine"),
        "{report}"
    );
    assert!(
        report.contains("rui@elsewhere: took it in from ana@desk"),
        "{report}"
    );
    let twice = run(&other, &["import", path]);
    let (_, err) = said(&twice);
    assert_eq!(twice.status.code(), Some(2));
    assert!(err.contains("the same number and instance"), "{err}");
}

#[test]
fn what_is_forgotten_is_gone_and_an_unknown_name_is_told() {
    let (state, id) = with_one();
    let forgotten = run(state.path(), &["forget", &id]);
    let (out, err) = said(&forgotten);
    assert_eq!((forgotten.status.code(), out.as_str()), (Some(0), ""));
    assert!(err.contains("is forgotten"), "{err}");
    assert_eq!(said(&run(state.path(), &["sessions", "--all"])).0, "");
    for command in ["resume", "report", "export", "forget"] {
        let unknown = run(state.path(), &[command, &id]);
        let (out, err) = said(&unknown);
        assert_eq!((unknown.status.code(), out.as_str()), (Some(2), ""));
        assert!(
            err.contains(&format!("no onboarding is named \"{id}\"")),
            "{err}"
        );
    }
}

#[test]
fn what_is_no_hand_over_is_refused_with_a_sentence() {
    let state = tempfile::tempdir().expect("a folder");
    let file = state.path().join("other.json");
    let path = file.to_str().expect("a readable path");
    for (text, sentence) in [
        ("{}", "is no onboarding"),
        ("{\"format\":7}", "newer version"),
        ("not JSON", "is no onboarding"),
    ] {
        std::fs::write(&file, text).expect("written");
        let refused = run(&state.path().join("state"), &["import", path]);
        let (_, err) = said(&refused);
        assert_eq!(refused.status.code(), Some(2));
        assert!(err.contains(sentence), "{err}");
    }
    let missing = run(state.path(), &["import", "/nowhere/at/all"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn an_onboarding_with_another_service_is_not_taken_up_by_mistake() {
    let (state, id) = with_one();
    let elsewhere = ["resume", &id, "--base-url", "http://127.0.0.1:9"];
    let refused = run(state.path(), &elsewhere);
    let (_, err) = said(&refused);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err.contains("https://api.z-api.io"), "{err}");
    assert!(err.contains("if you trust it"), "{err}");
}

#[test]
fn a_log_is_its_owners_alone_and_one_that_cannot_be_is_refused() {
    let (state, _) = with_one();
    let log = state.path().join("log");
    let path = log.to_str().expect("a readable path");
    let logged = run(state.path(), &["sessions", "--log", path]);
    assert_eq!(logged.status.code(), Some(0));
    let mode = std::fs::metadata(&log)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let refused = run(state.path(), &["sessions", "--log", "/nowhere/at/all"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).1.contains("--log"));
}
