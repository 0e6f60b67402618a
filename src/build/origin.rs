//! What the program says of its own origin: its version, with the commit that it was built from and that commit's
//! date where both are known, such as `0.1.0 (4b485c1 2026-11-28)`.
//!
//! The commit is the one that is checked out in the package's own repository. It carries `-dirty` when one of the
//! files that the program is built from differs from it. Outside of a repository, inside of somebody else's, and
//! where there is no git, the version stands alone. Where `SOURCE_DATE_EPOCH` is set, the date is that one's.
//!
//! The script runs again when the commit that is checked out changes, and when such a file does, which has the
//! program compiled again anyway.

#[path = "origin/sentence.rs"]
mod sentence;

use sentence::{Commit, sentence};
use std::env;
use std::path::Path;
use std::process::Command;

/// What the program is built from, seen from the package's folder.
const SOURCES: [&str; 5] = [".cargo", "Cargo.lock", "Cargo.toml", "assets", "src"];

/// The variable that fixes the moment of a build, in seconds since the Unix epoch.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The first moment whose year has five digits.
const END: u64 = 253_402_300_800;

/// Hands the version to the compiler, as `VERSION_AND_ORIGIN`.
///
/// # Errors
/// `SOURCE_DATE_EPOCH` is no moment; in words.
pub(crate) fn tell() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={EPOCH}");
    let moment = match env::var(EPOCH) {
        Err(env::VarError::NotPresent) => None,
        said => match said.ok().and_then(|text| text.parse().ok()) {
            Some(moment) if moment < END => Some(moment),
            _ => return Err(format!("{EPOCH} is no number of seconds up to {END}")),
        },
    };
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = checked_out();
    println!(
        "cargo::rustc-env=VERSION_AND_ORIGIN={}",
        sentence(&version, commit.as_ref(), moment)
    );
    Ok(())
}

/// The commit of the package's own repository, which is watched from then on; `None` when there is none. Says so when
/// there should be one.
fn checked_out() -> Option<Commit> {
    if !Path::new(".git").exists() {
        return None;
    }
    let commit = read();
    if commit.is_none() {
        println!("cargo::warning=git does not tell the commit; the program will not name it");
    }
    commit
}

fn read() -> Option<Commit> {
    let branch = git(&["rev-parse", "--symbolic-full-name", "HEAD"])?;
    for name in ["HEAD", "logs/HEAD", branch.trim()] {
        let file = git(&["rev-parse", "--git-path", name])?;
        // A file that is not there would count as changed each time.
        if Path::new(file.trim()).exists() {
            println!("cargo::rerun-if-changed={}", file.trim());
        }
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    let stamped = git(&["rev-list", "--max-count=1", "--timestamp", "HEAD"])?;
    let (made, name) = stamped.trim().split_once(' ')?;
    let status = ["status", "--porcelain", "--untracked-files=all", "--"];
    Some(Commit {
        name: name.to_owned(),
        made: made.parse().ok()?,
        is_changed: !git(&[&status[..], &SOURCES].concat())?.is_empty(),
    })
}

/// What git answers in the package's folder, where the script runs; `None` when it does not.
fn git(arguments: &[&str]) -> Option<String> {
    // Its answer is wanted, and not the refreshed index that it would leave behind.
    let output = Command::new("git")
        .arg("--no-optional-locks")
        .args(arguments)
        .output()
        .ok()?;
    let answer = output.status.success().then_some(output.stdout)?;
    String::from_utf8(answer).ok()
}
