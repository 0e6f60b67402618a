//! How long a test waits at most for what takes a moment where nothing is wrong. A machine that is busy with other things is no
//! fault, so no test has a limit of its own.

use crate::pty::PATIENCE;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest that something may take, in real time. Only a failing test waits so long.
pub(crate) const WATCHDOG: Duration = PATIENCE;

/// What waits for no longer than it is told, when the limit is written on the spot.
const WRITTEN_ON_THE_SPOT: [&str; 2] = ["timeout(Duration::", "timeout(std::time::Duration::"];

/// A limit with a name, which is of a minute at least.
const LEAST: Duration = Duration::from_mins(1);

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// Lines that name a limit of this file's kind, with what they set it to in seconds.
fn named(text: &str) -> impl Iterator<Item = (&str, Option<u64>)> {
    let lines = text.lines().filter(|line| {
        let name = ["WATCHDOG", "PATIENCE", "LONG_ENOUGH"];
        line.contains("const ") && name.iter().any(|name| line.contains(&format!("{name}:")))
    });
    lines.map(|line| {
        let number = |unit: &str| -> Option<u64> {
            let (_, rest) = line.split_once(unit)?;
            rest.split_once(')')?.0.replace('_', "").parse().ok()
        };
        let seconds = number("from_secs(");
        (line, seconds.or_else(|| Some(60 * number("from_mins(")?)))
    })
}

#[test]
fn no_test_has_a_limit_of_less_than_a_minute() -> Result<(), Box<dyn Error>> {
    assert!(WATCHDOG >= LEAST);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("tests/it"), &mut files)?;
    sources(&root.join("src/sim"), &mut files)?;
    let mut limits = 0;
    for path in files.iter().filter(|path| !path.ends_with("limits.rs")) {
        let text = fs::read_to_string(path)?;
        for spot in WRITTEN_ON_THE_SPOT {
            assert!(!text.contains(spot), "{}: {spot}", path.display());
        }
        for (line, seconds) in named(&text) {
            limits += 1;
            let is_shared = line.contains("= WATCHDOG");
            let is_long = seconds.is_some_and(|seconds| seconds >= LEAST.as_secs());
            assert!(is_shared || is_long, "{}: {line}", path.display());
        }
    }
    assert!(limits > 0, "nothing was looked at");
    Ok(())
}
