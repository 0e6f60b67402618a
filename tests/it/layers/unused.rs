//! Crates that `Cargo.toml` has and nobody names: each costs everybody who builds the program.

use super::paths::{Reading, Target, read};
use super::{BUILD_SCRIPT, collect, crates, module_of};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

#[test]
fn every_crate_that_is_asked_for_is_named() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        collect(root, folder, &mut files)?;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?.parse::<toml::Table>()?;
    assert_eq!(unnamed(&files, &manifest), [""; 0]);
    Ok(())
}

/// Who may name a crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    BuildScript,
    Program,
    Tests,
}

/// The crates that are not named where they are asked for, as `kind: name`.
fn unnamed(files: &[(String, String)], manifest: &toml::Table) -> Vec<String> {
    let kinds = [
        ("build-dependencies", Place::BuildScript),
        ("dependencies", Place::Program),
        ("dev-dependencies", Place::Tests),
    ];
    let mut found = Vec::new();
    for (kind, place) in kinds {
        let asked = crates(manifest, kind);
        let named = named(files, place, &asked);
        let missing = asked.difference(&named);
        found.extend(missing.map(|name| format!("{kind}: {name}")));
    }
    found
}

/// Those of `crates` that are named in this place.
fn named(files: &[(String, String)], place: Place, crates: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in files {
        let is_script = BUILD_SCRIPT.iter().any(|part| path.starts_with(part));
        if is_script != (place == Place::BuildScript) {
            continue;
        }
        let is_program = path.starts_with("src/");
        let Reading { mentions, .. } = read(text, &module_of(path), crates);
        for mention in mentions {
            // What only tests derive stands in the program too.
            let counts = place != Place::Program || is_program && !mention.in_tests;
            if let Target::Outside(segments) = mention.target
                && counts
            {
                found.extend(segments.into_iter().next());
            }
        }
    }
    found
}

#[test]
fn a_crate_that_nobody_names_is_told_and_so_is_one_that_is_named_elsewhere_only()
-> Result<(), Box<dyn Error>> {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file(
            "src/build.rs",
            "use fluent_syntax::ast; fn f() { toml::x(); }",
        ),
        file(
            "src/zapi.rs",
            "use url::Url; #[cfg(test)] mod tests { use csv::Reader; use png::Decoder; }",
        ),
        file(
            "tests/it/main.rs",
            "//! Not insta::x.\nuse vt100::Parser; use serde::Serialize;",
        ),
    ];
    let manifest = "[dependencies]\nurl = \"2\"\ncsv = \"1\"\nserde = \"1\"\n\
        [target.'cfg(unix)'.dependencies]\nrustix = \"1\"\n\
        [build-dependencies]\nfluent-syntax = \"1\"\nurl = \"2\"\n\
        [dev-dependencies]\npng = \"1\"\nvt100 = \"1\"\ninsta = \"1\"\n";
    assert_eq!(
        unnamed(&files, &manifest.parse::<toml::Table>()?),
        [
            "build-dependencies: url",
            "dependencies: csv",
            "dependencies: rustix",
            "dependencies: serde",
            "dev-dependencies: insta",
        ]
    );
    Ok(())
}
