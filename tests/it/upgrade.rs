//! From one version to the next: what an older one left behind is used as it is, and what a newer one wrote is refused
//! with a sentence that says what to do, and not a byte of it is changed.
//!
//! `tests/fixtures/0.1.0` is what that version wrote. Its service is at an address that no service of a test has; a test
//! puts its own in that place, and changes nothing else.

use crate::settings::Home;
use crate::steps::Machine;
use crate::terminal::Service;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

type Tested = Result<(), Box<dyn Error>>;

/// The service's address in the fixtures.
const ADDRESS: &str = "http://127.0.0.1:38999";

/// The onboarding in the fixtures.
const SESSION: &str = "d5547aee";

/// The latest schema of the journal.
const SCHEMA: i64 = 4;

/// How each language names who wrote the file.
const NEWER: [(&str, &str); 3] = [
    ("en", "newer version"),
    ("pt-BR", "versão mais nova"),
    ("es", "versión más nueva"),
];

/// A fixture, about this service.
fn left(name: &str, service: &Service) -> Result<String, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1.0");
    let text = fs::read_to_string(folder.join(name))?;
    let [(_, address), ..] = service.environment();
    Ok(text.replace(ADDRESS, address))
}

/// The journal of 0.1.0 with this schema, where the machine has its own.
fn lay_journal(here: &Machine, version: i64) -> Result<PathBuf, Box<dyn Error>> {
    fs::create_dir_all(here.journal())?;
    let path = here.journal().join("journal.db");
    let dump = left(&format!("journal_v{version}.sql"), &here.service)?;
    let store = Connection::open(&path)?;
    store.execute_batch(&dump)?;
    assert_eq!(number(&store, "PRAGMA user_version")?, version);
    Ok(path)
}

fn number(store: &Connection, query: &str) -> Result<i64, Box<dyn Error>> {
    Ok(store.query_row(query, [], |row| row.get(0))?)
}

/// What stands in the rows that were there before, in the order of their writing.
fn rows(store: &Connection) -> Result<Vec<String>, Box<dyn Error>> {
    let mut all = Vec::new();
    for query in [
        "SELECT id || at_ms || bookmark FROM checkpoint WHERE id <= 6 ORDER BY id",
        "SELECT id || at_ms || operator || entry FROM history WHERE id <= 6 ORDER BY id",
    ] {
        let mut asked = store.prepare(query)?;
        let found = asked.query_map([], |row| row.get(0))?;
        all.extend(found.collect::<Result<Vec<String>, _>>()?);
    }
    Ok(all)
}

#[test]
fn a_journal_of_each_earlier_schema_goes_on_to_its_end_with_nothing_of_it_changed() -> Tested {
    for version in 1..=SCHEMA {
        let here = Machine::with("happy")?;
        let elsewhere = tempfile::tempdir()?;
        let aside = elsewhere.path().to_str().ok_or("a readable path")?;
        // The service knows of the request that the journal tells of.
        let ask = ["request", "--number", "+5511987654321", "--method", "sms"];
        let (exit, _, err) = here.step(&[&ask, &["--state-dir", aside][..]].concat(), "")?;
        assert_eq!(exit, Some(0), "{err}");
        let path = lay_journal(&here, version)?;
        let before = rows(&Connection::open(&path)?)?;
        assert_eq!(before.len(), 12);

        let (_, listed, err) = here.step(&["sessions"], "")?;
        let line = format!("{SESSION}  +55 11 98765-4321: the code is awaited");
        assert!(listed.starts_with(&line), "{version}: {listed}{err}");
        let (_, told, _) = here.step(&["report", SESSION], "")?;
        assert!(
            told.contains("2026-03-05 17:32:05 UTC ana@desk: began"),
            "{told}"
        );
        let (code, _) = here.service.digits();
        let (exit, _, err) = here.step(&["confirm", "--session", SESSION], &format!("{code}\n"))?;
        assert_eq!(exit, Some(0), "{version}: {err}");
        assert_eq!(
            (
                here.requests(),
                here.service.count("/confirm-registration-code")
            ),
            (1, 1)
        );

        let store = Connection::open(&path)?;
        assert_eq!(number(&store, "PRAGMA user_version")?, SCHEMA);
        assert_eq!(
            rows(&store)?,
            before,
            "{version}: what was written stays as it was"
        );
        let finished = "SELECT count(*) FROM session WHERE finished_ms IS NOT NULL";
        assert_eq!(number(&store, finished)?, 1);
    }
    Ok(())
}

#[test]
fn every_schema_of_the_journal_has_a_fixture() -> Tested {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schemas = fs::read_dir(root.join("assets/migrations"))?.count();
    assert_eq!(
        i64::try_from(schemas)?,
        SCHEMA,
        "keep a journal of the schema before"
    );
    Ok(())
}

/// The bytes of the journal, and of the log beside it.
fn bytes(path: &Path) -> Result<[Vec<u8>; 2], Box<dyn Error>> {
    let log = format!("{}-wal", path.display());
    Ok([fs::read(path)?, fs::read(log)?])
}

#[test]
fn a_journal_of_a_newer_version_is_refused_and_not_a_byte_of_it_or_its_log_changes() -> Tested {
    let here = Machine::with("happy")?;
    let path = lay_journal(&here, SCHEMA)?;
    // Its writer was killed before the log was folded in, so only the log says that the schema is newer.
    let store = Connection::open(&path)?;
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    store.execute_batch(&format!(
        "BEGIN; CREATE TABLE note (text TEXT) STRICT; PRAGMA user_version = {}; COMMIT;",
        SCHEMA + 1
    ))?;
    drop(store);
    let before = bytes(&path)?;
    assert!(!before[1].is_empty(), "there is a log");
    let handed = here.journal().join("hand_over.json");
    fs::write(&handed, left("hand_over.json", &here.service)?)?;
    let file = handed.to_str().ok_or("a readable path")?;
    let ask = ["request", "--number", "+5511987654321", "--method", "sms"];
    for (lang, word) in NEWER {
        for command in [
            &["sessions"][..],
            &["resume", SESSION],
            &["report", SESSION],
            &["export", SESSION],
            &["import", file],
            &["forget", SESSION],
            &["confirm", "--session", SESSION],
            &ask,
        ] {
            let (exit, out, err) = here.step(&[command, &["--lang", lang]].concat(), "123456\n")?;
            assert_eq!((exit, out.as_str()), (Some(2), ""), "{command:?}: {err}");
            assert!(err.contains(word), "{command:?}: {err}");
            assert!(err.contains("--state-dir"), "it says what to do: {err}");
            assert!(err.contains(&path.display().to_string()), "{err}");
            assert!(bytes(&path)? == before, "{command:?} changed it");
        }
    }
    assert_eq!(here.requests(), 0);
    assert_eq!(here.service.count("/confirm-registration-code"), 0);
    Ok(())
}

#[test]
fn a_hand_over_of_an_earlier_version_is_taken_in_and_goes_on() -> Tested {
    let here = Machine::with("happy")?;
    let file = here.journal().with_file_name("hand_over.json");
    fs::create_dir_all(file.parent().ok_or("a folder")?)?;
    fs::write(&file, left("hand_over.json", &here.service)?)?;
    let path = file.to_str().ok_or("a readable path")?;
    let (exit, out, err) = here.step(&["import", path], "")?;
    assert_eq!(exit, Some(0), "{err}");
    let (_, listed, _) = here.step(&["sessions"], "")?;
    let line = format!("{}  +55 11 98765-4321: the code is awaited", out.trim());
    assert!(listed.starts_with(&line), "{listed}");
    Ok(())
}

#[test]
fn a_hand_over_of_a_newer_version_is_refused_and_nothing_of_it_is_taken() -> Tested {
    let here = Machine::with("happy")?;
    let file = here.journal().with_file_name("hand_over.json");
    fs::create_dir_all(file.parent().ok_or("a folder")?)?;
    let mut handed: Value = serde_json::from_str(&left("hand_over.json", &here.service)?)?;
    handed["format"] = 2.into();
    handed["bookmark"] = "in another form".into();
    let text = handed.to_string();
    fs::write(&file, &text)?;
    let path = file.to_str().ok_or("a readable path")?;
    for (lang, word) in NEWER {
        let (exit, out, err) = here.step(&["import", path, "--lang", lang], "")?;
        assert_eq!((exit, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(word) && err.contains(path), "{err}");
        assert_eq!(fs::read_to_string(&file)?, text);
    }
    let (_, listed, _) = here.step(&["sessions", "--all"], "")?;
    assert_eq!(listed, "");
    Ok(())
}

/// Adds a profile, with these tokens.
const ADD: [&str; 5] = [
    "profile",
    "add",
    "third",
    "--instance-id",
    "0123456789ABCDEF",
];
const TOKENS: [(&str, &str); 2] = [
    ("ZAPI_INSTANCE_TOKEN", "0123456789ABCDEF01234567"),
    ("ZAPI_CLIENT_TOKEN", "F0123456789abcdef0123456789abcdefS"),
];

/// The bytes of the settings, the profiles and the tokens.
fn all(home: &Home) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let names = ["config.toml", "profiles.toml", "secrets.toml"];
    let read = names.map(|name| fs::read(home.file(name)));
    Ok(read.into_iter().collect::<Result<_, _>>()?)
}

/// A home with the settings, the profiles and the tokens of 0.1.0, and a folder for the journal.
fn lay_settings(service: &Service) -> Result<(Home, tempfile::TempDir), Box<dyn Error>> {
    let (home, state) = (Home::new()?, tempfile::tempdir()?);
    let place = state.path().to_str().ok_or("a readable path")?;
    for name in ["config.toml", "profiles.toml", "secrets.toml"] {
        home.write(name, &left(name, service)?.replace("@STATE@", place))?;
        fs::set_permissions(home.file(name), fs::Permissions::from_mode(0o600))?;
    }
    Ok((home, state))
}

#[test]
fn settings_profiles_and_tokens_of_an_earlier_version_are_used() -> Tested {
    let service = Service::start("happy");
    let (home, state) = lay_settings(&service)?;
    // Address, profile, instance and tokens all come from these files; so do the language and the journal's folder.
    let (exit, out, err) = home.run(&["status"], &[], "")?;
    assert_eq!(exit, Some(5), "{out}{err}");
    let asked = service.count("/status");
    assert!(
        asked > 0,
        "the service was asked with the tokens of the file"
    );
    let ask = ["check", "--number", "+5511987654321"];
    let (exit, _, err) = home.run(&ask, &[], "")?;
    assert_eq!(exit, Some(0), "{err}");
    assert!(state.path().join("journal.db").exists());
    let (_, seen, _) = home.run(&["doctor", "--offline", "--json"], &[], "")?;
    let seen: Value = serde_json::from_str(&seen)?;
    let lines = seen["lines"].as_array().ok_or("lines")?;
    let language = lines.iter().find(|line| line["name"] == "language");
    assert_eq!(language.ok_or("a line")?["text"], "es");
    Ok(())
}

#[test]
fn what_is_added_to_profiles_of_an_earlier_version_takes_nothing_from_them() -> Tested {
    let service = Service::start("happy");
    let (home, _state) = lay_settings(&service)?;
    let read = |name: &str| -> Result<toml::Table, Box<dyn Error>> {
        Ok(fs::read_to_string(home.file(name))?.parse()?)
    };
    let before = (read("profiles.toml")?, read("secrets.toml")?);
    let (exit, _, err) = home.run(&ADD, &TOKENS, "")?;
    assert_eq!(exit, Some(0), "{err}");
    for (name, mut known) in [("profiles.toml", before.0), ("secrets.toml", before.1)] {
        let mut after = read(name)?;
        assert_eq!(
            after.remove("version"),
            Some(1.into()),
            "{name} says its form"
        );
        let profiles = after.get_mut("profile").and_then(toml::Value::as_table_mut);
        assert!(profiles.ok_or("profiles")?.remove("third").is_some());
        // Only what is the default there anyway may be written out.
        known.remove("version");
        assert_eq!(after, known, "{name}");
    }
    let (exit, _, err) = home.run(&["status", "--profile", "shop"], &[], "")?;
    assert_eq!(exit, Some(5), "{err}");
    Ok(())
}

#[test]
fn settings_profiles_and_tokens_of_a_newer_version_are_refused_and_stay_as_they_are() -> Tested {
    let service = Service::start("happy");
    for (name, commands) in [
        (
            "config.toml",
            &[&["status"][..], &["sessions"], &["demo", "--list"]][..],
        ),
        (
            "profiles.toml",
            &[
                &["status"],
                &ADD,
                &["profile", "list"],
                &["profile", "remove", "shop"],
                &["profile", "default", "shop"],
            ],
        ),
        (
            "secrets.toml",
            &[
                &["status"],
                &ADD,
                &["profile", "remove", "shop"],
                &["profile", "remove", "spare"],
            ],
        ),
    ] {
        let (home, _state) = lay_settings(&service)?;
        let older = fs::read_to_string(home.file(name))?;
        // A form that is not known can have anything in it, before its version and after.
        let newer = format!("ways = [\"new\"]\nversion = 7\n{older}\n[elsewhere]\nkey = 1\n");
        home.write(name, &newer)?;
        let before = all(&home)?;
        for (lang, word) in NEWER {
            for command in commands {
                let arguments = [*command, &["--lang", lang]].concat();
                let given = if *command == ADD { &TOKENS[..] } else { &[] };
                let (exit, out, err) = home.run(&arguments, given, "")?;
                assert_eq!((exit, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
                let path = home.file(name).display().to_string();
                for said in [word, path.as_str(), "7", "1"] {
                    assert!(err.contains(said), "{said}: {err}");
                }
                assert!(all(&home)? == before, "{arguments:?} changed a file");
            }
        }
    }
    assert_eq!(service.count(""), 0, "half of the settings ask nothing");
    Ok(())
}
