//! Proof that the checker sees: violations planted in every spelling, and look-alikes that must pass.

use super::{LAYERS, Rules, Violation, violations};

/// The files of a tree in which nothing is wrong, with the planted ones in their places.
fn tree(planted: &[(&str, &str)]) -> Vec<(String, String)> {
    let stubs = LAYERS
        .iter()
        .map(|layer| format!("src/{}.rs", layer.module));
    let stubs = stubs.filter(|path| !planted.iter().any(|(planted, _)| planted == path));
    let stubs = stubs.map(|path| (path, "//! Nothing.\n".to_owned()));
    let planted = planted
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    stubs.chain(planted).collect()
}

fn rules() -> Rules {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Rules {
        layers: LAYERS,
        dependencies: names(&[
            "axum",
            "crossterm",
            "jiff",
            "ratatui",
            "reqwest",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "toml",
            "url",
            "zeroize",
        ]),
        dev_dependencies: names(&["insta", "proptest"]),
    }
}

fn found(planted: &[(&str, &str)]) -> Vec<Violation> {
    violations(&tree(planted), &rules())
}

/// What is found in one planted file: (line, path as seen).
fn seen(path: &str, text: &str) -> Vec<(usize, String)> {
    let found = found(&[(path, text)]);
    assert!(
        found.iter().all(|violation| violation.file == path),
        "{found:?}"
    );
    found
        .into_iter()
        .map(|violation| (violation.line, violation.seen))
        .collect()
}

/// Asserts that one line in the file `path` is a violation, seen as `expected`.
fn caught(path: &str, line: &str, expected: &str) {
    let text = format!("//! Planted.\n\n{line}\n");
    assert_eq!(
        seen(path, &text),
        [(3, expected.to_owned())],
        "{path}: {line}"
    );
}

/// Asserts that nothing in the file is a violation.
fn clean(path: &str, text: &str) {
    assert_eq!(seen(path, text), [], "{path}: {text}");
}

#[test]
fn a_tree_with_every_module_in_its_place_is_clean() {
    assert_eq!(found(&[]), []);
}

#[test]
fn a_use_of_a_module_in_the_wrong_layer_is_caught_in_every_spelling() {
    let file = "src/flow/steps/code.rs";
    caught(
        file,
        "use crate::zapi::client::Client;",
        "crate::zapi::client::Client",
    );
    caught(
        file,
        "use crate::{domain::codes, zapi as api};",
        "crate::zapi",
    );
    caught(file, "use {crate::zapi::{self}};", "crate::zapi");
    caught(file, "use crate::zapi::*;", "crate::zapi::*");
    caught(
        file,
        "pub use super::super::super::zapi::Client;",
        "super::super::super::zapi::Client",
    );
    caught(
        file,
        "use self::super::super::super::tui;",
        "self::super::super::super::tui",
    );
    caught(
        file,
        "use zapi_onboard::runtime::desk::Desk;",
        "zapi_onboard::runtime::desk::Desk",
    );
    caught(file, "use crate::nowhere::X;", "crate::nowhere::X");
    caught("src/flow.rs", "use super::*;", "super::*");
    caught(
        "src/sim/world.rs",
        "use crate::domain::phone::PhoneNumber;",
        "crate::domain::phone::PhoneNumber",
    );
}

#[test]
fn a_module_of_ours_named_in_the_middle_of_code_is_caught_in_every_spelling() {
    let file = "src/flow/steps/code.rs";
    caught(
        file,
        "fn f() { let _ = crate::zapi::client::get(); }",
        "crate::zapi::client::get",
    );
    caught(
        file,
        "fn f(_: &super::super::super::zapi::Client) {}",
        "super::super::super::zapi::Client",
    );
    caught(
        file,
        "impl crate :: wording :: Say for X {}",
        "crate::wording::Say",
    );
    caught(
        file,
        "fn f() { <X as crate::wording::Say>::say(); }",
        "crate::wording::Say",
    );
    caught(
        file,
        "macro_rules! m { () => { $crate::zapi::get() } }",
        "crate::zapi::get",
    );
    caught(file, "pub(in crate::sim) fn f() {}", "crate::sim");
    caught(
        file,
        "#[derive(crate::cli::Parse)] struct X;",
        "crate::cli::Parse",
    );
}

#[test]
fn another_crate_in_the_wrong_layer_is_caught_in_every_spelling() {
    let file = "src/flow/polling.rs";
    caught(file, "use tokio::time::{sleep};", "tokio::time::sleep");
    caught(file, "use ::reqwest;", "::reqwest");
    caught(file, "use {serde::Serialize, reqwest as http};", "reqwest");
    caught(file, "use tokio::{self};", "tokio");
    caught(file, "extern crate reqwest as http;", "::reqwest");
    caught(file, "pub use ratatui::*;", "ratatui::*");
    caught(file, "fn f() { tokio::spawn(g()); }", "tokio::spawn");
    caught(
        file,
        "fn f() { return ::reqwest::get(); }",
        "::reqwest::get",
    );
    caught(
        file,
        "fn f() { tokio::select! { _ = g() => {} } }",
        "tokio::select",
    );
    caught(file, "fn f() { g!(a, [1..tokio::LIMIT]); }", "tokio::LIMIT");
    caught(file, "#[tokio::main] async fn f() {}", "tokio::main");
    caught(
        file,
        "#[cfg_attr(unix, derive(thiserror::Error))] struct X;",
        "thiserror::Error",
    );
    caught(
        file,
        "fn f() -> Vec<r#jiff::Zoned> { vec![] }",
        "jiff::Zoned",
    );
    caught(
        "src/locale/moment.rs",
        "#[serde(rename = \"x\")] struct X;",
        "serde",
    );
    caught(
        "src/locale/moment.rs",
        "#[cfg_attr(unix, serde(default))] struct X;",
        "serde",
    );
    caught(
        "src/domain.rs",
        "use unicode_segmentation as _; use url::Url;",
        "url::Url",
    );
}

#[test]
fn a_closed_part_of_std_is_caught_in_every_spelling() {
    let file = "src/flow/cooldown.rs";
    caught(file, "use std::{collections::BTreeMap, fs};", "std::fs");
    caught(
        file,
        "use std::time::{Duration, Instant};",
        "std::time::Instant",
    );
    caught(
        file,
        "fn f() { let _ = std::time::SystemTime::now(); }",
        "std::time::SystemTime::now",
    );
    caught(
        file,
        "fn f() { core::net::Ipv4Addr::LOCALHOST; }",
        "core::net::Ipv4Addr::LOCALHOST",
    );
    caught(file, "use std::time::*;", "std::time::*");
    caught(file, "use std::*;", "std::*");
    clean(
        file,
        "use std::{fmt, time::Duration}; use std::collections::*; use core::mem;",
    );
    clean(
        "src/runtime/clock.rs",
        "use std::time::{Instant, SystemTime};",
    );
}

#[test]
fn an_alias_hides_nothing() {
    let file = "src/flow/memory.rs";
    caught(
        file,
        "use crate as root; type X = root::zapi::Client;",
        "root::zapi::Client",
    );
    caught(
        file,
        "use super::super as up; use up::tui::App;",
        "up::tui::App",
    );
    caught(
        file,
        "use std::time as t; fn f() { t::Instant::now(); }",
        "t::Instant::now",
    );
    caught(file, "use std as s; use s::fs;", "s::fs");
    caught(
        file,
        "extern crate self as me; type X = me::flow::memory::X; use crate::sim as s; type Y = s::Y;",
        "crate::sim",
    );
}

#[test]
fn of_the_runtime_the_screens_may_name_the_front_end_only() {
    let file = "src/tui/app.rs";
    clean(
        file,
        "use crate::runtime::front_end::{self, FrontEnd}; type X = crate::runtime::front_end::Told;",
    );
    caught(
        file,
        "use crate::runtime::desk::Desk;",
        "crate::runtime::desk::Desk",
    );
    caught(file, "use crate::runtime;", "crate::runtime");
    caught(file, "use crate::runtime::*;", "crate::runtime::*");
    caught(
        file,
        "use crate::runtime::{front_end::FrontEnd, session};",
        "crate::runtime::session",
    );
    caught(file, "use tokio::time;", "tokio::time");
}

#[test]
fn look_alikes_are_clean() {
    clean(
        "src/flow/steps/code.rs",
        r##"//! Not crate::zapi::X and not [`crate::zapi`].
/// `use tokio::spawn;`
/* use crate::zapi; /* nested: tokio::spawn */ reqwest::get() */
const TEXT: &str = "use crate::zapi::X; \" tokio::spawn";
const RAW: &str = r#"" crate::zapi::X"#;
const BYTES: &[u8] = br"reqwest::get";
const C: &core::ffi::CStr = c"tokio::x";
const QUOTES: [char; 3] = ['"', '\'', '\u{22}'];
const BYTE: u8 = b'"'; // tokio::spawn
fn lifetime<'tokio>(x: &'tokio str) -> &'tokio str { x }
fn field(x: X) -> u8 { x.tokio.reqwest::<u8>() }
fn local(tokio: u8, url: u8) -> bool { tokio < url && zapi::x() }
struct Url { url: self::super::Link, reqwest: ::std::string::String }
impl Link { fn reqwest() -> Self { Self::tokio::<u8>() } }
use crate::domain::{codes::Digits as tokio_like, time::{self, Timestamp}};
use super::super::event::Event; use super::{number, pin::*};
use serde::{Deserialize, Serialize}; #[derive(Serialize)] #[serde(tag = "tokio::x")] enum X { Tokio }
fn capturing<'a>() -> impl Iterator + use<'a> { 0..1 }
"##,
    );
}

#[test]
fn a_local_name_is_not_the_crate_of_that_name() {
    clean("src/zapi/wire.rs", "mod tokio; fn f() { tokio::x(); }");
    clean(
        "src/zapi.rs",
        "use crate::domain::url as toml; fn f() { toml::x(); }",
    );
    clean(
        "src/flow.rs",
        "mod url { pub fn x() {} } use url::x; fn f() { self::url::x(); }",
    );
    caught(
        "src/zapi/wire.rs",
        "mod tests { mod tokio {} } fn f() { tokio::x(); }",
        "tokio::x",
    );
    caught(
        "src/zapi/wire.rs",
        "mod tokio; fn f() { ::tokio::x(); }",
        "::tokio::x",
    );
}

#[test]
fn tests_may_name_more_crates_but_no_more_of_ours() {
    let file = "src/flow/resume.rs";
    let tests =
        |inside: &str| format!("fn f() {{}}\n\n#[cfg(test)]\nmod tests {{\n    {inside}\n}}\n");
    clean(
        file,
        &tests("use super::*; use proptest::prelude::*; use std::fs; use std::time::Instant;"),
    );
    clean(
        file,
        &tests(
            "use super::super::event::Event; fn f() { super::f(); super::super::super::domain::x(); }",
        ),
    );
    for (inside, path) in [
        ("use crate::zapi::Client;", "crate::zapi::Client"),
        (
            "use super::super::super::zapi::X;",
            "super::super::super::zapi::X",
        ),
        ("#[tokio::test] async fn f() {}", "tokio::test"),
        ("mod deeper { use reqwest::get; }", "reqwest::get"),
    ] {
        assert_eq!(
            seen(file, &tests(inside)),
            [(5, path.to_owned())],
            "{inside}"
        );
    }
    caught(
        file,
        "#[cfg(not(test))] mod shipped { use proptest::prelude; }",
        "proptest::prelude",
    );
    caught(
        file,
        "#[cfg(test)] mod tests {} use insta::assert_snapshot;",
        "insta::assert_snapshot",
    );
}

#[test]
fn a_module_declared_for_tests_may_lie_in_its_own_file() {
    let declared = ("src/flow.rs", "#[cfg(test)]\nmod plays;\n");
    let text = "use proptest::prelude::*; use crate::zapi::X;\n".to_owned() + &"\n".repeat(500);
    let violations = found(&[declared, ("src/flow/plays.rs", &text)]);
    let seen: Vec<&str> = violations
        .iter()
        .map(|violation| violation.seen.as_str())
        .collect();
    assert_eq!(seen, ["crate::zapi::X"]);
}

#[test]
fn the_outermost_modules_may_name_everything() {
    for file in [
        "src/main.rs",
        "src/lib.rs",
        "src/cli.rs",
        "src/cli/demo.rs",
        "src/exit.rs",
    ] {
        clean(
            file,
            "use crate::{zapi, sim::World}; use tokio::runtime; use std::process::exit;",
        );
    }
}

#[test]
fn a_module_that_the_table_does_not_know_is_refused() {
    for file in ["src/ledger.rs", "src/utils/text.rs"] {
        let violations = found(&[(file, "//! Empty.\n")]);
        let files: Vec<&str> = violations
            .iter()
            .map(|violation| violation.file.as_str())
            .collect();
        assert_eq!(files, [file]);
    }
}

#[test]
fn a_module_that_is_gone_is_missed() {
    let mut files = tree(&[]);
    files.retain(|(path, _)| path != "src/wording.rs");
    let missed: Vec<String> = violations(&files, &rules())
        .into_iter()
        .map(|missed| missed.seen)
        .collect();
    assert_eq!(missed, ["wording"]);
}

#[test]
fn the_build_script_is_no_module() {
    clean(
        "src/build.rs",
        "use fluent_syntax::ast; use crate::zapi; use tokio::spawn;",
    );
}

#[test]
fn a_file_over_400_lines_is_refused_its_tests_aside() {
    let lines = |count: usize| "fn f() {}\n".repeat(count);
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", lines(300));
    clean("src/flow/effect.rs", &(lines(400) + &tests));
    let text = lines(401) + &tests;
    assert_eq!(
        seen("src/flow/effect.rs", &text),
        [(0, "401 lines".to_owned())]
    );
    assert_eq!(
        seen("src/build.rs", &lines(401)),
        [(0, "401 lines".to_owned())]
    );
    clean("tests/it/plays.rs", &lines(900));
}

#[test]
fn a_mod_rs_is_refused_anywhere() {
    for file in [
        "src/flow/mod.rs",
        "src/flow/steps/mod.rs",
        "tests/it/support/mod.rs",
    ] {
        assert_eq!(seen(file, "//! Empty.\n"), [(0, "mod.rs".to_owned())]);
    }
}

#[test]
fn a_violation_says_file_line_path_and_rule() {
    let found = found(&[(
        "src/wording.rs",
        "//! Words.\n\nuse tokio::spawn;\nuse crate::sim;\n",
    )]);
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "src/wording.rs:3: `tokio::spawn`: of other crates `wording` may name only std",
            "src/wording.rs:4: `crate::sim`: of ours `wording` may name only domain, flow, locale, roster",
        ]
    );
}
