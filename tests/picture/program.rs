//! The program that is played: the one of the sources beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// `target/PROFILE/zapi-onboard`, built from what the sources are by now.
pub(crate) fn built() -> PathBuf {
    let this = std::env::current_exe().expect("this program's path");
    let folder = this
        .parent()
        .and_then(Path::parent)
        .expect("target/PROFILE/examples");
    // Only cargo, which started this, knows how it was built.
    if let Some(cargo) = std::env::var_os("CARGO") {
        let mut build = Command::new(cargo);
        build.args(["build", "--locked", "--quiet", "--bin", "zapi-onboard"]);
        build.current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        let status = build.status().expect("cargo is there");
        assert!(status.success(), "the program cannot be built");
    }
    let program = folder.join("zapi-onboard");
    assert!(program.exists(), "the program is not built: cargo build");
    program
}
