//! Pictures of the screen.
//!
//! ```sh
//! cargo run --example picture -- sheet                  # every question, as PNGs in target/pictures
//! cargo run --example picture -- sheet --only board_ready --size 80x24 --lang pt-BR --theme light
//! ```
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool for developers, which fails by panicking"
)]

// Parts of the tests, and the drawing that tests look at too.
#[path = "../it"]
mod it {
    pub(crate) mod captcha;
    #[expect(
        dead_code,
        clippy::wildcard_imports,
        reason = "the tests ask more of the questions, and may import everything"
    )]
    pub(crate) mod gallery;
}
mod drawing;
mod keys;
mod raster;
mod sheet;

use clap::{Parser, Subcommand};
use it::{captcha, gallery};
use sheet::Sheet;

/// Makes pictures of the screen.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Draw every question, as PNGs to look at
    Sheet(Sheet),
}

fn main() {
    match Arguments::parse().task {
        Task::Sheet(sheet) => sheet.draw(),
    }
}
