//! What the program sees of where it runs, as it is pasted into a ticket.

use crate::terminal::{Service, program};
use serde_json::Value;
use std::error::Error;
use std::process::{Command, Stdio};

/// What was looked at: its name, how it stands, and what is told of it.
type Line = (String, String, String);

/// Exit code, and what was seen by its names; nothing was said beside, and no secret is among it.
fn seen(
    arguments: &[&str],
    environment: &[(&str, &str)],
    secrets: &[&str],
) -> Result<(Option<i32>, Vec<Line>), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let output = Command::new(program())
        .args([&["doctor", "--json"], arguments].concat())
        .env_clear()
        .env("HOME", home.path())
        .env("LANG", "en_US.UTF-8")
        .env("TZ", "UTC")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()?;
    let (out, err) = (
        String::from_utf8(output.stdout)?,
        String::from_utf8(output.stderr)?,
    );
    assert_eq!(err, "");
    let home = home.path().display().to_string();
    for secret in secrets.iter().copied().chain([home.as_str()]) {
        assert!(!out.contains(secret), "{secret} in {out}");
    }
    let whole: Value = serde_json::from_str(&out)?;
    assert_eq!(
        whole["exit"].as_i64().map(i32::try_from).transpose()?,
        output.status.code()
    );
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let lines = whole["lines"].as_array().ok_or("lines")?;
    let lines = lines
        .iter()
        .map(|line| (text(line, "name"), text(line, "level"), text(line, "text")));
    Ok((output.status.code(), lines.collect()))
}

/// How something was seen.
fn of<'s>(lines: &'s [Line], name: &str) -> (&'s str, &'s str) {
    let found = lines.iter().find(|(known, ..)| known == name);
    found.map_or(("", ""), |(_, level, text)| (level, text))
}

#[test]
fn everything_is_seen_and_nothing_secret_is_told() -> Result<(), Box<dyn Error>> {
    let environment = [
        ("HTTPS_PROXY", "http://ana:s3cret@proxy.example:3128"),
        ("SSH_CONNECTION", "198.51.100.7 50000 203.0.113.7 22"),
        ("TMUX", "/tmp/tmux"),
        ("ZAPI_INSTANCE_TOKEN", "0123456789ABCDEF01234567"),
    ];
    let (code, lines) = seen(
        &["--offline"],
        &environment,
        &["s3cret", "0123456789ABCDEF01234567"],
    )?;
    assert_eq!(code, Some(0), "{lines:?}");
    let names: Vec<&str> = lines.iter().map(|(name, ..)| name.as_str()).collect();
    let expected = "program terminal around signs colours language time proxy certificates settings profile journal \
                    core_dumps credentials service";
    assert_eq!(names, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(of(&lines, "around"), ("ok", "SSH, tmux"));
    assert!(of(&lines, "proxy").1.starts_with("proxy.example:3128;"));
    assert_eq!(of(&lines, "credentials").0, "warning");
    assert!(
        of(&lines, "journal")
            .1
            .starts_with("~/.local/state/zapi-onboard, 0 onboardings"),
        "{lines:?}"
    );
    Ok(())
}

#[test]
fn the_service_is_asked_for_its_status_only() -> Result<(), Box<dyn Error>> {
    for (scenario, code, level, word) in [
        ("happy", 0, "ok", "not connected"),
        ("already-connected", 0, "ok", "is connected"),
        ("token-refused", 4, "problem", "account security token"),
        ("subscription-ended", 4, "problem", "subscription"),
        ("broken-gateway", 5, "problem", "gateway"),
    ] {
        let service = Service::start(scenario);
        let environment = service.environment();
        let secrets = [environment[2].1, environment[3].1];
        let (exit, lines) = seen(&[], &environment, &secrets)?;
        assert_eq!(exit, Some(code), "{scenario}: {lines:?}");
        let (found, text) = of(&lines, "service");
        assert_eq!(found, level, "{scenario}");
        assert!(text.to_lowercase().contains(word), "{scenario}: {text}");
        assert_eq!(service.count("/mobile/registration-available"), 0);
    }
    Ok(())
}

#[test]
fn what_must_be_mended_is_a_problem() -> Result<(), Box<dyn Error>> {
    let file = tempfile::NamedTempFile::new()?;
    let place = file.path().display().to_string();
    let (code, lines) = seen(&["--offline"], &[("ZAPI_ONBOARD_STATE_DIR", &place)], &[])?;
    assert_eq!(
        (code, of(&lines, "journal").0),
        (Some(2), "problem"),
        "{lines:?}"
    );
    let (code, lines) = seen(&["--offline"], &[("SSL_CERT_FILE", "/nowhere.pem")], &[])?;
    assert_eq!(
        (code, of(&lines, "certificates").0),
        (Some(2), "problem"),
        "{lines:?}"
    );
    Ok(())
}
