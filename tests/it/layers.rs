//! The layers of `src/`: which module may name which, and which crates. The table below is the law; this test
//! reads the sources and holds them to it. It fails on a module that the table does not know, so a new module
//! starts with a line here.

mod paths;
mod planted;
mod tokens;
mod unused;

use paths::{Mention, Reading, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::{fmt, fs, io};

/// One line of the table.
struct Layer {
    module: &'static str,
    /// `None`: may name everything.
    limits: Option<Limits>,
}

/// What a module may name beside itself.
struct Limits {
    /// Our modules, or paths in them: `runtime::front_end` allows that one part of `runtime`.
    ours: &'static [&'static str],
    /// Other crates; `std` stands for `core` and `alloc` too.
    outside: &'static [&'static str],
    /// Parts of these crates that are closed all the same.
    never: &'static [&'static str],
}

/// What a module must not touch that neither waits nor reads nor writes.
const NO_IO: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::time::UNIX_EPOCH",
];

/// The table. Every module in it must be there, and no other.
#[rustfmt::skip]
const LAYERS: &[Layer] = &[
    //      module     ours                            outside                                                never
    limited("domain",  &[],                            &["base64", "rlibphonenumber", "serde", "std",
                                                         "thiserror", "zeroize"],                             NO_IO),
    limited("flow",    &["domain"],                    &["serde", "std"],                                     NO_IO),
    limited("locale",  &["domain"],                    &["fluent_bundle", "fluent_syntax", "jiff", "std",
                                                         "thiserror", "toml", "unic_langid"],                              &[]),
    limited("roster",  &["domain", "flow"],            &["serde", "std"],                                     NO_IO),
    limited("wording", &["domain", "flow", "locale",
                         "roster"],                    &["std"],                                              &[]),
    limited("zapi",    &["domain", "flow"],            &["jiff", "reqwest", "rustls",
                                                         "rustls_platform_verifier", "serde",
                                                         "serde_json", "std", "thiserror",
                                                         "tower_layer", "tower_service", "url"],              &[]),
    limited("journal", &["domain", "flow"],            &["nix", "rusqlite", "rustix", "serde", "serde_json",
                                                         "std", "thiserror"],                                 &[]),
    limited("runtime", &["domain", "flow", "journal",
                         "roster", "zapi"],                      &["rustix", "serde", "std",
                                                         "thiserror", "tokio", "tracing", "tracing_subscriber",
                                                         "zeroize"],                                          &[]),
    limited("tui",     &["domain", "flow", "locale",
                         "picture", "private_file", "roster",
                         "wording",
                         "runtime::front_end",
                         "runtime::input"],            &["base64", "crossterm", "png",
                                                         "ratatui", "rustix", "std", "thiserror",
                                                         "unicode_segmentation", "unicode_width",
                                                         "zeroize"],                                          &[]),
    limited("demo",    &["domain", "flow", "locale",
                         "runtime::clock",
                         "runtime::front_end",
                         "sim", "tui::app"],           &["crossterm", "std"],                                 &[]),
    limited("plain",   &["domain", "flow", "locale",
                         "picture", "roster", "wording",
                         "runtime::front_end",
                         "runtime::lines"],            &["std", "zeroize"],                                   &[]),
    limited("picture", &["domain", "private_file"],    &["png", "std", "zune_jpeg"],                         &[]),
    limited("queue",   &["domain"],                    &["csv", "serde", "serde_json", "std"],                &[]),
    limited("private_file",
                       &[],                            &["std"],                                              &[]),
    limited("json",    &["domain", "flow", "locale",
                         "roster", "wording",
                         "runtime::front_end",
                         "runtime::lines"],            &["schemars", "serde", "serde_json",
                                                         "std"],                                              &[]),
    limited("settings", &["domain"],                   &["keyring_core", "linux_keyutils_keyring_store",
                                                         "serde", "serde_json", "std",
                                                         "thiserror", "toml", "zeroize"],                     &[]),
    limited("single",  &["domain", "flow",
                         "runtime::front_end"],        &["std"],                                              &[]),
    limited("sim",     &[],                            &["axum", "base64", "png", "serde",
                                                         "serde_json", "std", "thiserror", "tokio",
                                                         "toml"],                                             &[]),
    free("cli"),
    free("exit"),
    free("report"),
    free("main"),
    free("lib"),
];

/// The package's build script lies among the modules and is none, with its parts.
const BUILD_SCRIPT: [&str; 2] = ["src/build.rs", "src/build/"];

/// The most lines that a file may have without its tests.
const LONGEST_FILE: usize = 400;

const fn limited(
    module: &'static str,
    ours: &'static [&'static str],
    outside: &'static [&'static str],
    never: &'static [&'static str],
) -> Layer {
    let limits = Limits {
        ours,
        outside,
        never,
    };
    Layer {
        module,
        limits: Some(limits),
    }
}

const fn free(module: &'static str) -> Layer {
    Layer {
        module,
        limits: None,
    }
}

/// What the files are held to.
struct Rules {
    layers: &'static [Layer],
    /// The crates that the program can name, as they are written in Rust.
    dependencies: BTreeSet<String>,
    /// The crates that only tests can name.
    dev_dependencies: BTreeSet<String>,
}

/// One place where a file breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    file: String,
    /// 0 when the whole file is meant.
    line: usize,
    seen: String,
    rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: `{}`: {}",
            self.file, self.line, self.seen, self.rule
        )
    }
}

#[test]
fn every_module_names_only_what_its_layer_may() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        collect(root, folder, &mut files)?;
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?.parse::<toml::Table>()?;
    let rules = Rules {
        layers: LAYERS,
        dependencies: crates(&manifest, "dependencies"),
        dev_dependencies: crates(&manifest, "dev-dependencies"),
    };
    assert!(
        rules.dependencies.contains("serde"),
        "Cargo.toml was not understood"
    );
    let found: Vec<String> = violations(&files, &rules)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        found.is_empty(),
        "{} violations:\n{}",
        found.len(),
        found.join("\n")
    );
    Ok(())
}

/// Every Rust file under `folder`, as (path from the root, text).
fn collect(root: &Path, folder: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(root.join(folder))? {
        names.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    for name in names {
        let path = format!("{folder}/{name}");
        if root.join(&path).is_dir() {
            collect(root, &path, files)?;
        } else if Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "rs")
        {
            let text = fs::read_to_string(root.join(&path))?;
            files.push((path, text));
        }
    }
    Ok(())
}

/// The crates of one kind of dependency, those of single targets included.
fn crates(manifest: &toml::Table, kind: &str) -> BTreeSet<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables = targets
        .into_iter()
        .flat_map(toml::Table::values)
        .filter_map(toml::Value::as_table);
    tables
        .chain([manifest])
        .filter_map(|table| table.get(kind)?.as_table())
        .flat_map(toml::Table::keys)
        .map(|name| name.replace('-', "_"))
        .collect()
}

/// All that is wrong with `files`, given as (path from the package's root, text), in the order of the files.
fn violations(files: &[(String, String)], rules: &Rules) -> Vec<Violation> {
    let mut names: BTreeSet<String> = ["std", "core", "alloc"].map(str::to_owned).into();
    names.extend(
        rules
            .dependencies
            .iter()
            .chain(&rules.dev_dependencies)
            .cloned(),
    );
    let readings: BTreeMap<&str, Reading> = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/"))
        .map(|(path, text)| (path.as_str(), paths::read(text, &module_of(path), &names)))
        .collect();
    let test_modules: Vec<&Vec<String>> = readings
        .values()
        .flat_map(|reading| &reading.test_files)
        .collect();

    let mut found = Vec::new();
    for (path, text) in files {
        if path.ends_with("/mod.rs") {
            found.push(whole_file(
                path,
                "mod.rs",
                "a module is name.rs beside name/, never mod.rs",
            ));
        }
        let Some(reading) = readings.get(path.as_str()) else {
            continue;
        };
        let module = module_of(path);
        let is_test = test_modules.iter().any(|tests| module.starts_with(tests));
        if !is_test {
            found.extend(too_long(path, text, &reading.test_blocks));
        }
        if BUILD_SCRIPT.iter().any(|part| path.starts_with(part)) {
            continue;
        }
        match rules
            .layers
            .iter()
            .find(|layer| layer.module == layer_of(path))
        {
            None => found.push(whole_file(
                path,
                layer_of(path),
                "the table of layers does not know this module",
            )),
            Some(layer) => found.extend(misplaced(path, reading, is_test, layer, rules)),
        }
    }
    for layer in rules.layers {
        if !readings.keys().any(|path| layer_of(path) == layer.module) {
            found.push(whole_file(
                "src",
                layer.module,
                "the table of layers has this module, but it is not there",
            ));
        }
    }
    found
}

/// The name of the top-level module that a file in `src/` belongs to.
fn layer_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let name = inside.split('/').next().unwrap_or(inside);
    name.strip_suffix(".rs").unwrap_or(name)
}

/// The module that a file in `src/` holds, from the crate's root.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let name = inside.strip_suffix(".rs").unwrap_or(inside);
    let name = name.strip_suffix("/mod").unwrap_or(name);
    match name {
        "lib" | "main" => Vec::new(),
        _ => name.split('/').map(str::to_owned).collect(),
    }
}

fn whole_file(path: &str, seen: &str, rule: &str) -> Violation {
    Violation {
        file: path.to_owned(),
        line: 0,
        seen: seen.to_owned(),
        rule: rule.to_owned(),
    }
}

fn too_long(path: &str, text: &str, test_blocks: &[(usize, usize)]) -> Option<Violation> {
    let tests: usize = test_blocks
        .iter()
        .map(|(first, last)| last - first + 1)
        .sum();
    let lines = text.lines().count().saturating_sub(tests);
    (lines > LONGEST_FILE).then(|| {
        let rule = format!("a file has at most {LONGEST_FILE} lines without its tests");
        whole_file(path, &format!("{lines} lines"), &rule)
    })
}

/// The paths of one file that its layer may not name.
fn misplaced(
    path: &str,
    reading: &Reading,
    is_test: bool,
    layer: &Layer,
    rules: &Rules,
) -> Vec<Violation> {
    let Some(limits) = &layer.limits else {
        return Vec::new();
    };
    let mut found = BTreeSet::new();
    for mention in &reading.mentions {
        let in_tests = is_test || mention.in_tests;
        let judge = |target: &Target, glob: bool| match target {
            Target::Ours(segments) => misplaced_ours(layer.module, limits, segments, glob),
            Target::Outside(segments) if in_tests => {
                misplaced_in_tests(layer.module, limits, segments, rules)
            }
            Target::Outside(segments) => misplaced_outside(layer.module, limits, segments, glob),
        };
        // What an import brings in is reported at the import, not at each use.
        let reported = |through: &Target| judge(through, false).is_some();
        if mention.through.as_ref().is_some_and(reported) {
            continue;
        }
        if let Some(rule) = judge(&mention.target, mention.glob) {
            found.insert(violation(path, mention, rule));
        }
    }
    found.into_iter().collect()
}

fn violation(path: &str, mention: &Mention, rule: String) -> Violation {
    Violation {
        file: path.to_owned(),
        line: mention.line,
        seen: mention.seen.clone(),
        rule,
    }
}

fn misplaced_ours(
    module: &str,
    limits: &Limits,
    segments: &[String],
    glob: bool,
) -> Option<String> {
    let allowed = match segments.first() {
        None => !glob,
        Some(first) => first == module || limits.ours.iter().any(|part| within(segments, part)),
    };
    (!allowed).then(|| format!("of ours `{module}` may name {}", list(limits.ours)))
}

fn misplaced_outside(
    module: &str,
    limits: &Limits,
    segments: &[String],
    glob: bool,
) -> Option<String> {
    let segments = as_std(segments);
    let name = segments.first()?;
    if !limits.outside.contains(&name.as_str()) {
        return Some(format!(
            "of other crates `{module}` may name {}",
            list(limits.outside)
        ));
    }
    let opens = |closed: &&&str| {
        within(&segments, closed) || glob && closed.starts_with(&segments.join("::"))
    };
    let closed = limits.never.iter().find(opens)?;
    Some(format!("`{module}` must not name `{closed}`"))
}

fn misplaced_in_tests(
    module: &str,
    limits: &Limits,
    segments: &[String],
    rules: &Rules,
) -> Option<String> {
    let segments = as_std(segments);
    let name = segments.first()?;
    let allowed = name == "std"
        || rules.dev_dependencies.contains(name)
        || limits.outside.contains(&name.as_str());
    (!allowed).then(|| {
        let outside = list(limits.outside);
        format!("of other crates the tests of `{module}` may name {outside}, std and the dev-dependencies")
    })
}

/// `core` and `alloc` are parts of `std`.
fn as_std(segments: &[String]) -> Vec<String> {
    let mut segments = segments.to_vec();
    if let Some(first) = segments
        .first_mut()
        .filter(|first| *first == "core" || *first == "alloc")
    {
        "std".clone_into(first);
    }
    segments
}

/// Whether a path is `part`, written with `::`, or lies in it.
fn within(segments: &[String], part: &str) -> bool {
    let mut segments = segments.iter();
    part.split("::")
        .all(|word| segments.next().is_some_and(|segment| segment == word))
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "nothing".to_owned();
    }
    format!("only {}", names.join(", "))
}
