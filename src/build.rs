//! The package's build script, in its parts: the messages as typed methods, what the program says of its own
//! origin, and how it is linked.

#[path = "build/link.rs"]
mod link;
#[path = "build/messages.rs"]
mod messages;
#[path = "build/origin.rs"]
mod origin;

use std::process::ExitCode;

fn main() -> ExitCode {
    link::tune();
    let mut problems = messages::write().err().unwrap_or_default();
    problems.extend(origin::tell().err());
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
