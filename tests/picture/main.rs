//! Pictures of the screen: those of the README, which a check keeps from going stale, and a contact sheet of every question
//! for whoever works on the screen.
//!
//! ```sh
//! cargo run --example picture              # plays the built program, and draws assets/pictures
//! cargo run --example picture -- check     # does the same, and says which of them are stale
//! cargo run --example picture -- png       # the same as PNGs in target/pictures, to look at
//! cargo run --example picture -- sheet     # every question in every size, language and look, as PNGs
//! cargo run --example picture -- sheet --only board_ready --size 80x24 --lang pt-BR --theme light
//! ```
//!
//! Pictures in the repository are SVG: letters are sharp at any size, a difference can be read (the screen's text is in
//! each), and the same screen gives the same bytes on every machine, which pixels of a renderer do not promise. They bring
//! the letters that they are written with. A page may show them without scripts, also the one that moves.
//!
//! The program is the real one, in a pseudo-terminal, with a demo that goes by a clock which is turned here: what is on
//! the screen depends on the keys and on nothing else.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool for developers, which fails by panicking"
)]

// Parts of the tests.
#[path = "../it"]
mod it {
    pub(crate) mod captcha;
    #[expect(
        dead_code,
        clippy::wildcard_imports,
        reason = "the tests ask more of the questions, and may import everything"
    )]
    pub(crate) mod gallery;
    #[expect(
        dead_code,
        reason = "the tests' terminal can do more than pictures need"
    )]
    pub(crate) mod pty;
}
mod album;
mod drawing;
mod keys;
mod program;
mod raster;
mod scenes;
mod sheet;
mod stage;

use clap::{Parser, Subcommand};
use it::{captcha, gallery, pty};
use sheet::Sheet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Draws the pictures of the README.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Draw the pictures of the README, and say which of those that are there are stale
    Check,
    /// Draw them as PNGs to look at, with every screen of the one that moves
    Png {
        /// How many dots are drawn for one, across and down
        #[arg(long, default_value_t = 1)]
        scale: u16,
        /// The folder
        #[arg(long, value_name = "DIR", default_value = "target/pictures/readme")]
        into: PathBuf,
    },
    /// Draw every question, as PNGs to look at
    Sheet(Sheet),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        None => album::draw(),
        Some(Task::Check) if !album::check() => return ExitCode::FAILURE,
        Some(Task::Check) => {}
        Some(Task::Png { scale, into }) => album::develop(&into, scale),
        Some(Task::Sheet(sheet)) => sheet.draw(),
    }
    ExitCode::SUCCESS
}
