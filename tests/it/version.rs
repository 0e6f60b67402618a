//! What the program says of its own version: with the commit that it was built from where there is one, and the same by
//! whichever way it is asked.

use crate::terminal::program;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

#[path = "../../src/build/origin/sentence.rs"]
mod sentence;

use sentence::{Commit, date, sentence};

type Tested = Result<(), Box<dyn Error>>;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn told(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = Command::new(program())
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()?;
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    Ok(String::from_utf8(output.stdout)?)
}

/// What git says in the package's folder; `None` where that is no repository of its own.
fn git(arguments: &[&str]) -> Result<Option<String>, Box<dyn Error>> {
    if !Path::new(ROOT).join(".git").exists() {
        return Ok(None);
    }
    let output = Command::new("git")
        .current_dir(ROOT)
        .args(arguments)
        .output()?;
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    Ok(Some(String::from_utf8(output.stdout)?))
}

#[test]
fn the_quick_answer_is_the_one_of_the_whole_command_line() -> Tested {
    let whole = told(&["--plain", "--version"])?;
    assert_eq!(told(&["--version"])?, whole);
    assert_eq!(told(&["-V"])?, whole);
    assert_eq!(told(&["--plain", "-V"])?, whole);
    Ok(())
}

#[test]
fn the_version_names_the_commit_that_is_checked_out() -> Tested {
    let said = told(&["--version"])?;
    let bare = format!("zapi-onboard {}", env!("CARGO_PKG_VERSION"));
    let Some(head) = git(&["rev-parse", "HEAD"])? else {
        assert_eq!(said, format!("{bare}\n"));
        return Ok(());
    };
    let rest = said.strip_prefix(&format!("{bare} (")).ok_or("a commit")?;
    let rest = rest.strip_suffix(")\n").ok_or("a bracket")?;
    let (commit, date) = rest.split_once(' ').ok_or("a date")?;
    let name = commit.strip_suffix("-dirty").unwrap_or(commit);
    assert_eq!(Some(name), head.get(..7));
    let is_date = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    assert_eq!(date.len(), 10, "{date}");
    assert!(date.bytes().enumerate().all(is_date), "{date}");
    Ok(())
}

#[test]
fn a_version_without_a_commit_stands_alone_and_a_changed_one_says_so() {
    let commit = |is_changed| Commit {
        name: "4b485c1a6b495c8cd404ebead5ed801aaa30c4b2".to_owned(),
        made: 1_795_838_994,
        is_changed,
    };
    assert_eq!(sentence("0.1.0", None, Some(1)), "0.1.0");
    assert_eq!(
        sentence("0.1.0", Some(&commit(false)), None),
        "0.1.0 (4b485c1 2026-11-28)"
    );
    assert_eq!(
        sentence("0.1.0", Some(&commit(true)), None),
        "0.1.0 (4b485c1-dirty 2026-11-28)"
    );
    // Who fixes the moment of a build means this one too.
    assert_eq!(
        sentence("0.1.0", Some(&commit(false)), Some(951_782_400)),
        "0.1.0 (4b485c1 2000-02-29)"
    );
}

#[test]
fn days_are_those_of_the_calendar() {
    for (moment, day) in [
        (0, "1970-01-01"),
        (86_399, "1970-01-01"),
        (86_400, "1970-01-02"),
        (951_782_399, "2000-02-28"),
        (951_868_800, "2000-03-01"),
        (1_709_164_800, "2024-02-29"),
        (1_735_689_599, "2024-12-31"),
        (1_735_689_600, "2025-01-01"),
        (4_107_542_400, "2100-03-01"),
        (4_107_456_000, "2100-02-28"),
    ] {
        assert_eq!(date(moment), day, "{moment}");
    }
}

#[test]
fn what_is_recorded_of_the_command_line_is_the_same_from_one_commit_to_the_next() -> Tested {
    let said = told(&["--version"])?;
    let Some((_, commit)) = said.split_once(" (") else {
        return Ok(());
    };
    let name = commit.get(..7).ok_or("a name")?;
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["man"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["completions", "fish"],
        &["config", "template"],
        &["demo", "--help"],
    ] {
        assert!(!told(arguments)?.contains(name), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn the_readme_names_the_compiler_that_the_manifest_states() -> Tested {
    let read = |name: &str| std::fs::read_to_string(Path::new(ROOT).join(name));
    let manifest = read("Cargo.toml")?.parse::<toml::Table>()?;
    let stated = manifest["package"]["rust-version"].as_str();
    let readme = read("README.md")?;
    let compiler = readme.split("https://rustup.rs)").skip(1);
    let named: Vec<Option<&str>> = compiler
        .map(|text| text.split_whitespace().next())
        .collect();
    assert!(!named.is_empty(), "it does not say which Rust is needed");
    assert!(named.iter().all(|version| *version == stated), "{named:?}");
    Ok(())
}
