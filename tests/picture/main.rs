//! Makes the README's picture: starts the built program in a terminal, plays the demo up to the code, and
//! writes what the screen shows as `assets/screen.svg`.
//!
//! ```sh
//! cargo build && cargo run --example picture
//! ```
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a tool for developers, which fails by panicking"
)]

#[path = "../it/pty.rs"]
#[expect(
    dead_code,
    reason = "the tests' terminal can do more than the picture needs"
)]
mod pty;
mod svg;

use pty::{Start, Terminal};
use std::path::{Path, PathBuf};

/// Titles of the screens on the way, and the keys that lead on from each.
const WAY: [(&str, &str); 5] = [
    ("Credentials of the instance", "\r"),
    ("Number to connect", "11987654321\r"),
    ("Use +55", "\x1b[B\r"),
    ("How should the code arrive?", "\r"),
    ("Request a code now?", "\x1b[B\r"),
];

fn main() {
    let program = built_program();
    let mut terminal = Terminal::start(&Start {
        program: &program,
        arguments: &["demo", "happy", "--lang", "en"],
        environment: &[],
        size: (80, 24),
    });
    for (title, keys) in WAY {
        terminal.wait_for(title).settle().send(keys);
    }
    terminal.wait_for("Type the code").settle().send("1234");
    terminal.wait_for("4 │").settle();
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    std::fs::write(picture, svg::of(terminal.screen.screen())).expect("the picture is written");
}

/// The program beside this example: `target/PROFILE/zapi-onboard`.
fn built_program() -> PathBuf {
    let this = std::env::current_exe().expect("this program's path");
    let profile = this
        .parent()
        .and_then(Path::parent)
        .expect("target/PROFILE/examples");
    let program = profile.join("zapi-onboard");
    assert!(program.exists(), "build the program first: cargo build");
    program
}
