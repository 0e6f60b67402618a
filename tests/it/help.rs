//! What is told of the command line, and what is generated from its definition.

use crate::terminal::program;
use std::error::Error;
use std::process::{Command, Stdio};

/// What a command writes: its exit code, its data, and what it says beside.
fn told(arguments: &[&str]) -> Result<(Option<i32>, String, String), Box<dyn Error>> {
    let output = Command::new(program())
        .args(arguments)
        .env_clear()
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()?;
    let (out, err) = (
        String::from_utf8(output.stdout)?,
        String::from_utf8(output.stderr)?,
    );
    Ok((output.status.code(), out, err))
}

/// What a command writes as data, and nothing beside.
fn data(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let (code, out, err) = told(arguments)?;
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    Ok(out)
}

/// The commands below this one, by what its help says.
fn commands(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let list = list.split("\n\n").next().unwrap_or_default();
    let first = |line: &str| {
        line.strip_prefix("  ")?
            .split(' ')
            .next()
            .map(str::to_owned)
    };
    let names = list.lines().filter_map(first);
    names
        .filter(|name| !name.is_empty() && name != "help")
        .collect()
}

/// Every command with the ones above it.
fn every_command() -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut found: Vec<Vec<String>> = vec![Vec::new()];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        for name in commands(&data(&arguments)?) {
            found.push(path.iter().cloned().chain([name]).collect());
        }
        at += 1;
    }
    Ok(found)
}

#[test]
fn the_help_of_every_command_is_as_recorded() -> Result<(), Box<dyn Error>> {
    let all = every_command()?;
    assert!(all.len() > 28, "{all:?}");
    for path in all {
        let arguments = |help| {
            path.iter()
                .map(String::as_str)
                .chain([help])
                .collect::<Vec<_>>()
        };
        let short = data(&arguments("-h"))?;
        let long = data(&arguments("--help"))?;
        let name = format!("help_{}", path.join("_"));
        insta::assert_snapshot!(
            name.trim_end_matches('_'),
            format!("{short}\n════ --help\n\n{long}")
        );
    }
    Ok(())
}

#[test]
fn completions_are_as_recorded_and_know_every_command() -> Result<(), Box<dyn Error>> {
    let all = every_command()?;
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = data(&["completions", shell])?;
        for name in all.iter().flatten() {
            assert!(
                script.contains(name.as_str()),
                "{shell} does not know {name}"
            );
        }
        insta::assert_snapshot!(format!("completions_{shell}"), script);
    }
    let (code, _, err) = told(&["completions", "tcsh"])?;
    assert_eq!(code, Some(2));
    assert!(err.contains("powershell"), "{err}");
    Ok(())
}

#[test]
fn the_completions_of_bash_are_a_script_that_bash_takes() -> Result<(), Box<dyn Error>> {
    let script = data(&["completions", "bash"])?;
    let checked = Command::new("bash").args(["-n", "-c", &script]).output()?;
    assert!(checked.status.success(), "{checked:?}");
    Ok(())
}

#[test]
fn the_manual_has_every_command_and_every_option() -> Result<(), Box<dyn Error>> {
    let page = data(&["man"])?;
    let plain = page
        .replace("\\-", "-")
        .replace("\\fB", "")
        .replace("\\fR", "")
        .replace("\\fI", "");
    for path in every_command()? {
        let title = format!("ZAPI-ONBOARD {}", path.join(" ").to_uppercase());
        assert!(
            path.is_empty() || plain.contains(&title),
            "{title} is missing"
        );
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        let help = data(&arguments)?;
        let words = help
            .split_whitespace()
            .filter(|word| word.starts_with("--"));
        for option in words.map(|word| word.trim_end_matches([',', '.', ';', ')'])) {
            assert!(plain.contains(option), "{option} of {path:?} is missing");
        }
    }
    insta::assert_snapshot!("man", page);
    Ok(())
}

#[test]
fn whoever_stops_reading_early_has_read_enough() -> Result<(), Box<dyn Error>> {
    let state = tempfile::tempdir()?;
    for arguments in [
        &["--help"][..],
        &["completions", "bash"],
        &["man"],
        &["demo", "--list"],
        &["sessions"],
        &["config", "template"],
        &["config", "path"],
        &["doctor", "--offline"],
        &["profile", "list"],
    ] {
        let (reader, writer) = std::io::pipe()?;
        drop(reader);
        let output = Command::new(program())
            .args(arguments)
            .env_clear()
            .env("HOME", state.path())
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()?;
        let said = String::from_utf8(output.stderr)?;
        assert_eq!(
            (output.status.code(), said.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
    Ok(())
}
