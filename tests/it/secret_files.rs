//! The captcha's picture and the appeal token of a colleague who works in the same folder: nothing that another account
//! does erases or replaces them, and it is said whose they are.
//!
//! Another account is played by giving the files to one. Only root can do that; where the tests run as another user,
//! the files are made unreadable instead, which the program must treat alike.

use crate::flow_driver::{Driver, fields, number, start, status};
use crate::steps::Machine;
use serde_json::Value;
use std::error::Error;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use zapi_onboard::domain::picture::{Picture, PictureError};
use zapi_onboard::flow::bookmark::{Bookmark, SecretState};
use zapi_onboard::flow::effect::{Aim, Claim, Taking};
use zapi_onboard::flow::event::{Answer, Link};
use zapi_onboard::flow::prompt::{Ask, Choice, Problem};
use zapi_onboard::journal::{Grant, Journal, Verdict};

const NUMBER: [&str; 2] = ["--number", "+5511987654321"];
const REQUEST: [&str; 5] = ["request", "--number", "+5511987654321", "--method", "sms"];
/// An account that no machine has a name for.
const COLLEAGUE: u32 = 3_912_345;
const SERVICE: &str = "https://api.z-api.io";

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// How the colleague is called.
fn colleague() -> String {
    let own = std::env::var("USER").unwrap_or_default();
    if is_root() {
        COLLEAGUE.to_string()
    } else {
        own
    }
}

/// Makes a file another account's.
fn give_away(path: &Path) {
    if is_root() {
        chown(path, Some(COLLEAGUE), None).expect("root may");
    } else {
        fs::set_permissions(path, Permissions::from_mode(0o000)).expect("it is ours");
    }
}

/// Makes a file ours (again).
fn take_back(path: &Path) {
    if is_root() {
        let own = rustix::process::geteuid().as_raw();
        chown(path, Some(own), None).expect("root may");
    } else {
        fs::set_permissions(path, Permissions::from_mode(0o600)).expect("it is ours");
    }
}

/// What tells a file from one that was written over it: its inode, its size and when it changed.
fn identity(path: &Path) -> Option<(u64, u64, i64, i64)> {
    let known = fs::symlink_metadata(path).ok()?;
    Some((known.ino(), known.size(), known.mtime(), known.mtime_nsec()))
}

fn files(vault: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(vault).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("one").path()).collect();
    files.sort();
    files
}

fn only_file(vault: &Path) -> PathBuf {
    let mut files = files(vault);
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn a_colleagues_single_steps_erase_neither_picture_nor_token() -> Result<(), Box<dyn Error>> {
    for scenario in ["captcha", "banned"] {
        let here = Machine::with(scenario)?;
        here.step(&REQUEST, "")?;
        let file = only_file(&here.journal().join("vault"));
        give_away(&file);
        let before = identity(&file);
        assert!(before.is_some());
        let (_, listed, _) = here.step(&["--json", "sessions"], "")?;
        let listed: Value = serde_json::from_str(&listed)?;
        let id = listed["sessions"][0]["id"]
            .as_str()
            .ok_or("an id")?
            .to_owned();
        let picture = here.journal().join("picture.png");
        let picture = picture.to_str().ok_or("a path")?;
        let all: [&[&str]; 9] = [
            &["status"],
            &["status", "--session", &id],
            &["check", NUMBER[0], NUMBER[1]],
            &["captcha"],
            &["captcha", "--save", picture],
            &["sessions", "--all"],
            &["report", &id],
            &["--plain", "resume", &id],
            &["--json", "resume", &id],
        ];
        for arguments in all {
            let (_, out, err) = here.step(arguments, "")?;
            assert_eq!(identity(&file), before, "{arguments:?}: {out}{err}");
        }
        assert_eq!(files(&here.journal().join("vault")), [file], "{scenario}");
        assert!(!Path::new(picture).exists(), "{scenario}");
    }
    Ok(())
}

#[test]
fn whose_a_secret_is_stands_in_text_and_in_data() -> Result<(), Box<dyn Error>> {
    let words = |out: &str| out.contains(&format!("kept by {}", colleague()));
    for (scenario, step) in [("captcha", "captcha"), ("banned", "appeal")] {
        let here = Machine::with(scenario)?;
        here.step(&REQUEST, "")?;
        give_away(&only_file(&here.journal().join("vault")));
        let (_, out, err) = here.step(&[step], "It is a bakery.\n")?;
        assert!(words(&out), "{scenario}: {out}{err}");
        let (_, out, err) = here.step(&["--json", step], "It is a bakery.\n")?;
        let data: Value = serde_json::from_str(out.lines().next().ok_or("a line")?)?;
        let text = data.to_string();
        assert!(
            text.contains(&format!("\"kept_by\":\"{}\"", colleague())),
            "{text}{err}"
        );
        assert_eq!(here.service.count("/mobile/request-unbanning"), 0);
    }
    Ok(())
}

fn claim(taking: Taking) -> Claim {
    Claim {
        number: number(),
        instance_id: fields().instance_id,
        taking,
        aim: Aim::Onboard,
    }
}

fn open(folder: &Path, operator: &str) -> Journal {
    Journal::open(folder, operator).expect("a journal").journal
}

fn granted(journal: &mut Journal, taking: Taking) -> Grant {
    match journal.claim(&claim(taking), SERVICE, None, start()) {
        Ok(Verdict::Granted(grant)) => *grant,
        other => panic!("{other:?}"),
    }
}

fn shared_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o2770)).expect("ours");
    folder
}

fn at_captcha() -> Bookmark {
    let kept = Driver::at_captcha().kept.pop().expect("it is kept");
    kept.with_kept(Some(Ok(picture())), None)
}

/// The head of a PNG of 8 by 8 pixels, which is all that is looked at before it is drawn.
fn picture() -> Picture {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
    Picture::from_bytes(bytes).expect("a picture")
}

fn at_code() -> Bookmark {
    Driver::at_code().kept.pop().expect("it is kept")
}

/// A journal in which a colleague keeps the picture of a captcha; and its file.
fn with_colleagues_captcha(folder: &Path) -> (Journal, Grant, PathBuf) {
    let mut journal = open(folder, "alice");
    let grant = granted(&mut journal, Taking::IfFree);
    let written = journal.append(&grant.tenure(), Some(&at_captcha()), &[], start());
    assert_eq!(written, Ok(()));
    let file = only_file(&folder.join("vault"));
    give_away(&file);
    (journal, grant, file)
}

#[test]
fn a_takeover_leaves_what_the_colleague_keeps_and_names_them() {
    let folder = shared_folder();
    let (_alice, _, file) = with_colleagues_captcha(folder.path());
    let before = identity(&file);
    let mut bob = open(folder.path(), "bob");
    let taken = granted(&mut bob, Taking::Over);
    let known = taken.known.clone().expect("it is known");
    assert_eq!(known.captcha(), SecretState::Elsewhere);
    let mut driver = Driver::resuming(known, start());
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    let Ask::Captcha { picture, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    let Err(PictureError::KeptBy { owner }) = picture else {
        panic!("{picture:?}");
    };
    assert_eq!(owner.as_str(), colleague());
    for bookmark in &driver.kept {
        assert_eq!(
            bob.append(&taken.tenure(), Some(bookmark), &[], start()),
            Ok(())
        );
    }
    assert_eq!(identity(&file), before);
    // What the rows say since leads alice to her picture all the same.
    drop(bob);
    take_back(&file);
    let mut alice = open(folder.path(), "alice");
    let again = granted(&mut alice, Taking::IfFree).known.expect("known");
    assert_eq!(again.captcha(), at_captcha().captcha());
    assert_eq!(identity(&file), before, "and reading it writes nothing");
}

#[test]
fn a_ban_whose_token_a_colleague_keeps_stays_one_and_a_fresh_look_brings_a_token() {
    let folder = shared_folder();
    let banned = Driver::at_appeal().kept.pop().expect("it is kept");
    let mut alice = open(folder.path(), "alice");
    let grant = granted(&mut alice, Taking::IfFree);
    assert_eq!(
        alice.append(&grant.tenure(), Some(&banned), &[], start()),
        Ok(())
    );
    drop(alice);
    let file = only_file(&folder.path().join("vault"));
    give_away(&file);
    let before = identity(&file);
    let mut bob = open(folder.path(), "bob");
    let taken = granted(&mut bob, Taking::IfFree);
    let mut driver = Driver::resuming(taken.known.clone().expect("known"), start());
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    let prompt = driver.prompt();
    assert_eq!(prompt.ask.name(), "halted");
    let Some(Problem::AppealKeptBy(keeper)) = &prompt.problem else {
        panic!("{prompt:?}");
    };
    assert_eq!(keeper.as_str(), colleague());
    assert_eq!(
        driver.choose(Choice::WriteAppeal),
        [],
        "there is nothing to file it with"
    );
    for bookmark in &driver.kept {
        assert_eq!(
            bob.append(&taken.tenure(), Some(bookmark), &[], start()),
            Ok(())
        );
    }
    driver.wait(60).choose(Choice::LookAgain);
    driver.reply(status(Link::NotConnected));
    driver.reply(crate::flow_driver::banned());
    let own = driver.kept.pop().expect("it is kept");
    assert_eq!(
        bob.append(&taken.tenure(), Some(&own), &[], start()),
        Ok(())
    );
    assert_eq!(identity(&file), before);
    if is_root() {
        assert_eq!(
            files(&folder.path().join("vault")).len(),
            2,
            "each has a file"
        );
    }
    driver.choose(Choice::WriteAppeal);
    assert_eq!(driver.prompt().ask.name(), "appeal");
}

#[test]
fn the_newest_picture_counts_and_what_is_of_no_use_goes_with_its_owners_next_work() {
    if !is_root() {
        // Two accounts are needed; the continuous build runs as root.
        return;
    }
    let folder = shared_folder();
    let (alice, _, file) = with_colleagues_captcha(folder.path());
    drop(alice);
    let vault = folder.path().join("vault");
    let mut bob = open(folder.path(), "bob");
    let taken = granted(&mut bob, Taking::IfFree);
    let append = |journal: &mut Journal, bookmark: &Bookmark| {
        let written = journal.append(&taken.tenure(), Some(bookmark), &[], start());
        assert_eq!(written, Ok(()));
    };
    // A picture of bob's own, beside alice's.
    append(&mut bob, &at_captcha());
    let own = files(&vault)
        .into_iter()
        .find(|one| *one != file)
        .expect("bob's");
    let found = bob
        .unfinished(SERVICE)
        .expect("readable")
        .remove(0)
        .bookmark;
    assert_eq!(found.captcha(), at_captcha().captcha());
    // The other way round, bob's is the one that counts: alice's older one is never shown to her as it.
    take_back(&file);
    give_away(&own);
    let found = bob
        .unfinished(SERVICE)
        .expect("readable")
        .remove(0)
        .bookmark;
    assert_eq!(found.captcha(), SecretState::Elsewhere);
    take_back(&own);
    give_away(&file);
    // Once it is solved, each account erases its own.
    append(&mut bob, &at_code());
    assert_eq!(only_file(&vault), file);
    drop(bob);
    take_back(&file);
    let mut alice = open(folder.path(), "alice");
    granted(&mut alice, Taking::IfFree);
    assert_eq!(files(&vault), Vec::<PathBuf>::new());
}

#[test]
fn a_picture_that_the_next_holder_erased_is_written_again_by_the_one_after() {
    let folder = shared_folder();
    let mut first = open(folder.path(), "alice");
    let had = granted(&mut first, Taking::IfFree);
    let mut second = open(folder.path(), "alice");
    let append = |journal: &mut Journal, grant: &Grant, bookmark: &Bookmark| {
        let written = journal.append(&grant.tenure(), Some(bookmark), &[], start());
        assert_eq!(written, Ok(()));
    };
    append(&mut first, &had, &at_captcha());
    let taken = granted(&mut second, Taking::Over);
    append(&mut second, &taken, &at_code());
    assert_eq!(files(&folder.path().join("vault")), Vec::<PathBuf>::new());
    let again = granted(&mut first, Taking::Over);
    append(&mut first, &again, &at_captcha());
    let found = second.unfinished(SERVICE).expect("readable").remove(0);
    assert_eq!(found.bookmark.captcha(), at_captcha().captcha());
}

#[test]
fn forgetting_leaves_a_colleagues_file_and_says_so() -> Result<(), Box<dyn Error>> {
    let here = Machine::with("captcha")?;
    here.step(&REQUEST, "")?;
    let file = only_file(&here.journal().join("vault"));
    give_away(&file);
    let (_, listed, _) = here.step(&["--json", "sessions"], "")?;
    let listed: Value = serde_json::from_str(&listed)?;
    let id = listed["sessions"][0]["id"]
        .as_str()
        .ok_or("an id")?
        .to_owned();
    let (exit, _, err) = here.step(&["forget", &id], "")?;
    assert_eq!(exit, Some(0), "{err}");
    if is_root() {
        assert!(file.exists());
        assert!(err.contains(&format!("kept by {}", colleague())), "{err}");
        take_back(&file);
        here.step(&["check", NUMBER[0], NUMBER[1]], "")?;
        assert!(!file.exists(), "its owner's next work erases it");
    }
    Ok(())
}
