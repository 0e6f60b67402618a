//! The journal: what is in the file, who may read it, and what becomes of one that cannot be used.

use crate::flow_driver::{CODE, Driver, fields, number, start, status};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Aim, Checkpoint, Claim, Taking};
use zapi_onboard::flow::event::{Holder, Link, Resource, TroubleKind};
use zapi_onboard::journal::{Entry, Grant, HandOver, HandOverError, Journal, Lost, Verdict};

pub(crate) const SERVICE: &str = "https://api.z-api.io";

pub(crate) fn open(folder: &Path, operator: &str) -> Journal {
    let opened = Journal::open(folder, operator).expect("a journal");
    assert_eq!(opened.trouble, None);
    opened.journal
}

pub(crate) fn claim(taking: Taking) -> Claim {
    Claim {
        number: number(),
        instance_id: fields().instance_id,
        taking,
        aim: Aim::Onboard,
    }
}

pub(crate) fn granted(journal: &mut Journal, claim: &Claim) -> Grant {
    match journal.claim(claim, SERVICE, None, start()) {
        Ok(Verdict::Granted(grant)) => *grant,
        other => panic!("{other:?}"),
    }
}

fn held(journal: &mut Journal, claim: &Claim) -> Holder {
    match journal.claim(claim, SERVICE, None, start()) {
        Ok(Verdict::Held(holder)) => holder,
        other => panic!("{other:?}"),
    }
}

/// Where an onboarding stands that waits for its code.
pub(crate) fn at_code() -> Bookmark {
    Driver::at_code().kept.pop().expect("it is kept")
}

/// A journal with one onboarding in it.
pub(crate) fn with_one(folder: &TempDir) -> (Journal, Grant) {
    let mut journal = open(folder.path(), "ana@desk");
    let grant = granted(&mut journal, &claim(Taking::IfFree));
    let records = [Checkpoint::Resumed];
    let written = journal.append(&grant.tenure(), Some(&at_code()), &records, start());
    assert_eq!(written, Ok(()));
    (journal, grant)
}

fn mode(path: &Path) -> u32 {
    let known = fs::metadata(path).expect("it is there");
    known.permissions().mode() & 0o777
}

#[test]
fn what_was_written_is_there_for_the_next_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, grant) = with_one(&folder);
    drop(journal);
    let mut next = open(folder.path(), "rui@desk");
    let found = next.unfinished(SERVICE).expect("readable");
    assert_eq!(found.len(), 1);
    let found = found.into_iter().next().expect("one");
    assert_eq!(found.id, grant.session.as_str());
    assert_eq!(found.bookmark, at_code());
    assert_eq!(found.holder, None, "nobody is at it any more");
    assert_eq!(next.unfinished("http://127.0.0.1:1").expect("readable"), []);
    let again = granted(&mut next, &claim(Taking::IfFree));
    assert_eq!(again.session, grant.session, "the same onboarding goes on");
    assert_eq!(again.known, Some(at_code()));
    let history = next.history(grant.session.as_str()).expect("readable");
    let who = |at: usize| history.get(at).and_then(|row| row.operator.clone());
    let what: Vec<&Entry> = history.iter().map(|row| &row.entry).collect();
    let step = Entry::Step(Checkpoint::Resumed);
    assert_eq!(what, [&Entry::Begun, &step, &Entry::TakenUp]);
    assert_eq!(who(0).expect("a name").as_str(), "ana@desk");
    assert_eq!(who(2).expect("a name").as_str(), "rui@desk");
}

#[test]
fn the_file_and_all_beside_it_are_their_owners_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("state");
    let mut journal = open(&inner, "ana");
    let grant = granted(&mut journal, &claim(Taking::IfFree));
    let captcha = Driver::at_captcha().kept.pop().expect("it is kept");
    let written = journal.append(&grant.tenure(), Some(&captcha), &[], start());
    assert_eq!(written, Ok(()));
    assert_eq!(mode(&inner), 0o700);
    for entry in walk(&inner) {
        let wanted = if entry.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(&entry), wanted, "{}", entry.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(walk(&path));
        }
        all.push(path);
    }
    all
}

#[test]
fn rows_are_only_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, _) = with_one(&folder);
    let raw = Connection::open(journal.path()).expect("a database");
    for table in ["checkpoint", "history"] {
        let changed = raw.execute(&format!("UPDATE {table} SET at_ms = 0"), []);
        let refused = changed.expect_err("it is refused").to_string();
        assert!(refused.contains("only added"), "{refused}");
    }
}

#[test]
fn a_damaged_file_is_set_aside_unchanged_and_a_fresh_one_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("journal.db");
    for (nth, damage) in [
        "not a database, but long enough to be taken for one",
        "SQLite format 3",
    ]
    .iter()
    .enumerate()
    {
        fs::write(&path, damage.repeat(40)).expect("written");
        let opened = Journal::open(folder.path(), "ana").expect("a fresh journal");
        let trouble = opened.trouble.expect("it is told");
        let aside = format!("{}.damaged-{}", path.display(), nth + 1);
        assert_eq!(trouble.kind, TroubleKind::SetAside(aside.clone()));
        assert_eq!(
            fs::read_to_string(aside).expect("it is there"),
            damage.repeat(40)
        );
        assert_eq!(opened.journal.sessions().expect("readable"), []);
    }
}

#[test]
fn a_file_whose_inside_is_torn_is_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut journal, grant) = with_one(&folder);
    for _ in 0..40 {
        let filled = journal.append(&grant.tenure(), Some(&at_code()), &[], start());
        assert_eq!(filled, Ok(()));
    }
    let path = journal.path().to_owned();
    drop(journal);
    let mut bytes = fs::read(&path).expect("readable");
    let (from, to) = (bytes.len() / 3, bytes.len() / 2);
    bytes.get_mut(from..to).expect("a range").fill(0xA5);
    fs::write(&path, bytes).expect("written");
    let opened = Journal::open(folder.path(), "ana").expect("a fresh journal");
    assert!(matches!(
        opened.trouble.expect("it is told").kind,
        TroubleKind::SetAside(_)
    ));
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, _) = with_one(&folder);
    let path = journal.path().to_owned();
    drop(journal);
    let raw = Connection::open(&path).expect("a database");
    raw.pragma_update(None, "user_version", 99)
        .expect("written");
    drop(raw);
    let before = fs::read(&path).expect("readable");
    let trouble = Journal::open(folder.path(), "ana").expect_err("it is refused");
    assert_eq!(trouble.kind, TroubleKind::Newer);
    assert_eq!(fs::read(&path).expect("readable"), before);
}

#[test]
fn a_file_of_the_first_version_is_brought_forward_with_what_is_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, grant) = with_one(&folder);
    let path = journal.path().to_owned();
    drop(journal);
    let raw = Connection::open(&path).expect("a database");
    raw.execute_batch("DROP TABLE lease; DROP TABLE fence; PRAGMA user_version = 1;")
        .expect("the first version");
    drop(raw);
    let mut journal = open(folder.path(), "ana");
    let again = granted(&mut journal, &claim(Taking::IfFree));
    assert_eq!(
        (again.session, again.known),
        (grant.session, Some(at_code()))
    );
}

#[test]
fn a_full_disk_is_told_and_nothing_half_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut journal, grant) = with_one(&folder);
    journal.limit_growth(0).expect("a limit");
    let mut ends = (0..200).map(|_| {
        journal.append(
            &grant.tenure(),
            Some(&at_code()),
            &[Checkpoint::Halted],
            start(),
        )
    });
    let full = ends.find(Result::is_err).expect("it gets full");
    assert!(matches!(full, Err(Lost::Trouble(trouble)) if trouble.kind == TroubleKind::Full));
    drop(ends);
    let raw = Connection::open(journal.path()).expect("a database");
    let count = |sql| {
        raw.query_row(sql, [], |row| row.get::<_, i64>(0))
            .expect("a count")
    };
    let checkpoints = count("SELECT count(*) FROM checkpoint");
    let steps = count("SELECT count(*) FROM history WHERE entry LIKE '%halted%'");
    assert_eq!(checkpoints, steps + 1, "both or neither");
}

#[test]
fn a_folder_open_to_everybody_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("ours");
    let trouble = Journal::open(folder.path(), "ana").expect_err("it is refused");
    assert_eq!(trouble.kind, TroubleKind::Exposed);
}

#[test]
fn rights_that_are_too_wide_are_narrowed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, _) = with_one(&folder);
    let path = journal.path().to_owned();
    drop(journal);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("ours");
    let _journal = open(folder.path(), "ana");
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn one_at_a_time_in_any_spelling_and_on_any_of_the_two() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, _) = with_one(&folder);
    let mut second = open(folder.path(), "rui");
    let other_spelling = Claim {
        number: PhoneNumber::parse("55", "1187654321").expect("a number"),
        instance_id: "0THER".to_owned(),
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    let holder = held(&mut second, &other_spelling);
    assert_eq!(holder.what, Resource::Line);
    assert_eq!(holder.operator.expect("a name").as_str(), "ana@desk");
    let other_number = Claim {
        number: PhoneNumber::parse("55", "21912345678").expect("a number"),
        ..claim(Taking::IfFree)
    };
    assert_eq!(held(&mut second, &other_number).what, Resource::Instance);
    for journal in [&first, &second] {
        let found = journal.unfinished(SERVICE).expect("readable");
        let holders = found.into_iter().map(|kept| kept.holder);
        let names = holders.map(|holder| holder.and_then(|holder| holder.operator));
        let names: Vec<_> = names.collect();
        assert_eq!(names, [ServerText::new("ana@desk", &[])]);
    }
    let elsewhere = Claim {
        instance_id: "0THER".to_owned(),
        ..other_number
    };
    granted(&mut second, &elsewhere);
    // With its process goes what it had.
    drop(first);
    granted(&mut second, &claim(Taking::IfFree));
}

#[test]
fn a_holder_that_lost_its_number_writes_nothing_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut first, mine) = with_one(&folder);
    let mut second = open(folder.path(), "rui");
    held(&mut second, &claim(Taking::IfFree));
    let theirs = granted(&mut second, &claim(Taking::Over));
    assert_eq!(theirs.session, mine.session);
    let record = Checkpoint::CodeRequested {
        number: number(),
        method: zapi_onboard::domain::method::Method::Sms,
        nth: 2,
    };
    let lost = first.append(&mine.tenure(), None, &[record], start());
    let Err(Lost::Lease(holder)) = lost else {
        panic!("{lost:?}");
    };
    assert_eq!(holder.operator.expect("a name").as_str(), "rui");
    let history = second.history(mine.session.as_str()).expect("readable");
    assert!(
        history
            .iter()
            .all(|row| !matches!(row.entry, Entry::Step(Checkpoint::CodeRequested { .. })))
    );
    let from = history.iter().find_map(|row| {
        if let Entry::TakenOver { from } = &row.entry {
            return from.clone();
        }
        None
    });
    assert_eq!(from.expect("it is noted").as_str(), "ana@desk");
}

#[test]
fn a_shared_folder_serves_several_accounts_of_its_group() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o2770)).expect("ours");
    let (mut journal, grant) = with_one(&folder);
    for entry in walk(folder.path()) {
        let own = entry
            .parent()
            .is_some_and(|parent| parent.ends_with("vault"));
        let wanted = match (entry.is_dir(), own) {
            (true, _) => 0o770,
            (false, true) => 0o600,
            (false, false) => 0o660,
        };
        assert_eq!(mode(&entry), wanted, "{}", entry.display());
    }
    let mut second = open(folder.path(), "rui");
    held(&mut second, &claim(Taking::IfFree));
    assert_eq!(journal.unfinished(SERVICE).expect("readable").len(), 1);
    journal.release(&grant.tenure()).expect("released");
    granted(&mut second, &claim(Taking::IfFree));
}

#[test]
fn what_may_not_be_in_clear_lies_beside_and_goes_with_its_session() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = open(folder.path(), "ana");
    let grant = granted(&mut journal, &claim(Taking::IfFree));
    let banned = Driver::at_appeal().kept.pop().expect("it is kept");
    let token = banned.appeal_token().present().cloned().expect("a token");
    assert_eq!(
        journal.append(&grant.tenure(), Some(&banned), &[], start()),
        Ok(())
    );
    let raw = fs::read(journal.path()).expect("readable");
    let wal = fs::read(format!("{}-wal", journal.path().display())).unwrap_or_default();
    for bytes in [raw, wal] {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(token.expose()) && !text.contains(CODE));
    }
    let found = journal
        .unfinished(SERVICE)
        .expect("readable")
        .pop()
        .expect("one");
    assert_eq!(found.bookmark.appeal_token().present(), Some(&token));
    journal.forget(&grant.session, start()).expect("forgotten");
    assert_eq!(journal.sessions().expect("readable"), []);
    let left = walk(&folder.path().join("vault"));
    assert!(left.is_empty(), "{left:?}");
    let history = journal.history(grant.session.as_str()).expect("readable");
    let what: Vec<Entry> = history.into_iter().map(|row| row.entry).collect();
    assert_eq!(what, [Entry::Forgotten], "that alone stays");
}

#[test]
fn an_onboarding_goes_to_another_machine_without_a_secret() {
    let (here, there) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let (mut journal, _) = with_one(&here);
    let session = journal.sessions().expect("readable").pop().expect("one");
    let handed = journal.hand_over(&session, start()).expect("written");
    let text = serde_json::to_string(&handed).expect("plain data");
    let given = HandOver::parse(&text).expect("it can be read");
    let mut other = open(there.path(), "rui@elsewhere");
    let key = other.take_in(&given, start()).expect("taken in");
    let found = other
        .unfinished(SERVICE)
        .expect("readable")
        .pop()
        .expect("one");
    assert_eq!(
        (found.id.as_str(), &found.bookmark),
        (key.as_str(), &at_code())
    );
    let last = other
        .history(key.as_str())
        .expect("readable")
        .pop()
        .expect("a row");
    assert!(
        matches!(last.entry, Entry::Imported { from: Some(from) } if from.as_str() == "ana@desk")
    );
    let twice = other.take_in(&given, start());
    assert!(matches!(twice, Err(HandOverError::Known(known)) if known == key.as_str()));
    // Waits go on by the wall clock there.
    let later = start().plus(Duration::from_hours(30));
    assert_eq!(found.bookmark.requests_lately(start()), 1);
    assert_eq!(found.bookmark.requests_lately(later), 0);
}

#[test]
fn a_hand_over_with_an_address_that_draws_is_refused() {
    let (here, there) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let (mut journal, _) = with_one(&here);
    let session = journal.sessions().expect("readable").pop().expect("one");
    let mut handed = journal.hand_over(&session, start()).expect("written");
    handed.service = "https://api.z-api.io\u{1b}]0;title\u{7}".to_owned();
    let mut other = open(there.path(), "rui");
    let refused = other.take_in(&handed, start());
    assert!(
        matches!(refused, Err(HandOverError::Instance)),
        "{refused:?}"
    );
}

#[test]
fn whoever_has_no_lock_file_is_not_shown_and_has_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_journal, _) = with_one(&folder);
    for holder in walk(&folder.path().join("holders")) {
        fs::remove_file(holder).expect("ours");
    }
    let mut next = open(folder.path(), "rui");
    let found = next.unfinished(SERVICE).expect("readable");
    let holders: Vec<_> = found.into_iter().map(|kept| kept.holder).collect();
    assert_eq!(holders, [None]);
    granted(&mut next, &claim(Taking::IfFree));
}

#[test]
fn a_journal_that_is_closed_leaves_its_name_at_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, grant) = with_one(&folder);
    let store = Connection::open(folder.path().join("journal.db")).expect("it can be opened");
    let names = || -> i64 {
        let sql = "SELECT count(*) FROM lease WHERE holder <> ''";
        store
            .query_row(sql, [], |row| row.get(0))
            .expect("readable")
    };
    assert_eq!(names(), 2, "the line and the instance: {grant:?}");
    drop(journal);
    assert_eq!(names(), 0);
}

#[test]
fn a_hand_over_of_an_instance_that_is_no_plain_word_is_refused() {
    let (here, there) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let (mut journal, _) = with_one(&here);
    let session = journal.sessions().expect("readable").pop().expect("one");
    let handed = journal.hand_over(&session, start()).expect("written");
    let id = fields().instance_id;
    let text = serde_json::to_string(&handed).expect("it can be written");
    assert!(text.contains(&id), "{text}");
    let mut other = open(there.path(), "rui");
    for odd in [
        "",
        "../3C67",
        "3C67/token",
        "3C 67",
        "3C67?x",
        "\\u001b[31m",
    ] {
        let handed = HandOver::parse(&text.replace(&id, odd)).expect("a hand-over");
        let refused = other.take_in(&handed, start());
        assert!(
            matches!(refused, Err(HandOverError::Instance)),
            "{odd}: {refused:?}"
        );
    }
    let plain = HandOver::parse(&text.replace(&id, "3c67-AB")).expect("a hand-over");
    assert!(other.take_in(&plain, start()).is_ok());
}

#[test]
fn what_is_no_hand_over_is_refused_by_name() {
    for (text, is_newer) in [
        ("", false),
        ("{}", false),
        ("{\"format\":1}", false),
        ("{\"format\":2}", true),
    ] {
        let refused = HandOver::parse(text).expect_err("it is refused");
        assert_eq!(
            matches!(refused, HandOverError::Newer(2)),
            is_newer,
            "{text}"
        );
    }
}

#[test]
fn a_bookmark_of_the_first_version_can_be_read() {
    let stored = include_str!("../fixtures/bookmark_v1.json");
    let read: Bookmark = serde_json::from_str(stored).expect("it can be read");
    assert_eq!(read.number(), at_code().number());
    let stored: Value = serde_json::from_str(stored).expect("it is JSON");
    let written = serde_json::to_value(at_code()).expect("it can be written");
    let lost = lost_of(&stored, &written);
    assert_eq!(
        lost,
        Vec::<String>::new(),
        "what is written has another form: write a migration"
    );
}

/// The fields of `stored` that are not in `written`, or say something else there. What is added later has a default.
fn lost_of(stored: &Value, written: &Value) -> Vec<String> {
    let Some(fields) = stored.as_object() else {
        let lost = (stored != written).then(|| format!("{stored} is {written}"));
        return lost.into_iter().collect();
    };
    let lost = fields.iter().flat_map(|(name, value)| {
        let lost = lost_of(value, written.get(name).unwrap_or(&Value::Null));
        lost.into_iter().map(move |lost| format!("{name}: {lost}"))
    });
    lost.collect()
}

#[test]
fn finished_onboardings_are_not_offered_and_what_they_knew_of_the_line_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = open(folder.path(), "ana");
    let grant = granted(&mut journal, &claim(Taking::IfFree));
    let mut driver = Driver::verifying();
    driver.wait(10).wake();
    driver.reply(status(Link::Connected));
    driver.reply(crate::flow_driver::device(Some("5511987654321")));
    let finished = driver.kept.pop().expect("it is kept");
    assert!(finished.is_finished());
    assert_eq!(
        journal.append(&grant.tenure(), Some(&finished), &[], start()),
        Ok(())
    );
    assert_eq!(journal.unfinished(SERVICE).expect("readable"), []);
    journal.release(&grant.tenure()).expect("released");
    let next = granted(&mut journal, &claim(Taking::IfFree));
    assert_ne!(next.session, grant.session);
    assert_eq!(
        next.known.expect("it is known").requests_lately(driver.now),
        1
    );
}

#[test]
fn of_many_who_claim_at_once_one_is_granted() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..8 {
        let mut journals: Vec<Journal> = (0..4)
            .map(|nth| open(folder.path(), &format!("person {nth}")))
            .collect();
        let barrier = std::sync::Barrier::new(journals.len());
        let granted: usize = std::thread::scope(|scope| {
            let claims: Vec<_> = journals
                .iter_mut()
                .map(|journal| {
                    scope.spawn(|| {
                        barrier.wait();
                        let verdict = journal.claim(&claim(Taking::IfFree), SERVICE, None, start());
                        matches!(verdict, Ok(Verdict::Granted(_)))
                    })
                })
                .collect();
            let ended = claims
                .into_iter()
                .map(|claim| claim.join().expect("it ends"));
            ended.filter(|granted| *granted).count()
        });
        assert_eq!(granted, 1);
    }
}

#[test]
fn a_bookmark_about_another_instance_is_not_written_into_a_session() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut journal, grant) = with_one(&folder);
    let written = serde_json::to_string(&at_code()).expect("plain data");
    let other = written.replace(&fields().instance_id, "0THER");
    let other: Bookmark = serde_json::from_str(&other).expect("it can be read");
    let appended = journal.append(&grant.tenure(), Some(&other), &[], start());
    assert_eq!(appended, Ok(()));
    let found = journal.unfinished(SERVICE).expect("readable").pop();
    assert_eq!(found.expect("one").bookmark, at_code());
}

#[test]
fn a_damaged_file_that_somebody_has_open_is_left_where_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (journal, _) = with_one(&folder);
    for ending in ["-wal", "-shm"] {
        let beside = format!("{}{ending}", journal.path().display());
        fs::remove_file(beside).expect("it is there");
    }
    let damage = "not a database any more, and long enough for one";
    fs::write(journal.path(), damage).expect("written");
    let refused = || Journal::open(folder.path(), "rui").expect_err("it is refused");
    assert_eq!(refused().kind, TroubleKind::Replaced);
    // A process of an earlier version does not say which files it has open.
    for holder in walk(&folder.path().join("holders")) {
        fs::write(holder, "").expect("ours");
    }
    assert_eq!(refused().kind, TroubleKind::Busy);
    let left = fs::read_to_string(journal.path()).expect("it is there");
    assert_eq!(left, damage);
}

#[test]
fn an_onboarding_that_a_colleague_erased_is_no_longer_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut journal, grant) = with_one(&folder);
    let mut second = open(folder.path(), "rui");
    second.forget(&grant.session, start()).expect("erased");
    let record = Checkpoint::CodeRequested {
        number: number(),
        method: zapi_onboard::domain::method::Method::Sms,
        nth: 2,
    };
    let written = journal.append(&grant.tenure(), Some(&at_code()), &[record], start());
    assert!(matches!(written, Err(Lost::Lease(_))), "{written:?}");
    assert_eq!(second.sessions().expect("readable"), []);
    let history = second.history(grant.session.as_str()).expect("readable");
    let what: Vec<Entry> = history.into_iter().map(|row| row.entry).collect();
    assert_eq!(what, [Entry::Forgotten], "and nothing was written about it");
}
