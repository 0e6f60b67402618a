//! One line and one instance in several spellings, in journals of before they had one name each.
//!
//! `tests/fixtures/spellings` is what a program of schema version 2 left behind.

use rusqlite::Connection;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Timestamp};
use zapi_onboard::flow::bookmark::{Bookmark, Situation};
use zapi_onboard::flow::effect::{Aim, Claim, Taking};
use zapi_onboard::flow::event::{Trouble, TroubleKind};
use zapi_onboard::flow::prompt::Awaiting;
use zapi_onboard::journal::{Grant, Journal, Verdict};

const SERVICE: &str = "http://127.0.0.1:38999";

/// The instance, as nobody typed it in the fixture.
const INSTANCE: &str = "3c67ab641c8aa0412f6a2242b4e23ac7";

/// Argentina, the earlier and the later spelling; Ivory Coast; Brazil, with the id in mixed case.
const SESSIONS: [&str; 4] = ["2f5ad6fe", "435bb202", "3ec2e6ab", "c866da7c"];

/// Five minutes after the last row of the fixture, in the same boot.
const NOW: Timestamp = Timestamp {
    wall_ms: 1_796_129_307_690,
    boot_ms: 2_754_760,
    boot: BootId(0x6e0c_5f0a_1b7d_4c2f_9a83_d1e4_b5c6_9708),
};

const SMS_WAIT: Duration = Duration::from_secs(169_282);
const VOICE_WAIT: Duration = Duration::from_mins(90);

/// The journal of version 2.
fn old_journal() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spellings");
    let dump = fs::read_to_string(fixture.join("journal_v2.sql")).expect("a fixture");
    let store = Connection::open(folder.path().join("journal.db")).expect("a file");
    store.execute_batch(&dump).expect("the fixture's rows");
    folder
}

fn version(folder: &TempDir) -> i64 {
    let store = Connection::open(folder.path().join("journal.db")).expect("a file");
    let asked = store.query_row("PRAGMA user_version", [], |row| row.get(0));
    asked.expect("a version")
}

fn open(folder: &TempDir) -> Journal {
    let opened = Journal::open(folder.path(), "ana@desk").expect("a journal");
    assert_eq!(opened.trouble, None);
    opened.journal
}

fn refused(folder: &TempDir) -> Trouble {
    Journal::open(folder.path(), "ana@desk").expect_err("it is refused")
}

fn granted(journal: &mut Journal, number: &str) -> (String, Bookmark) {
    let claim = Claim {
        number: PhoneNumber::parse("", number).expect("a number"),
        instance_id: INSTANCE.to_owned(),
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    match journal.claim(&claim, SERVICE, None, NOW) {
        Ok(Verdict::Granted(grant)) => {
            let Grant { session, known, .. } = *grant;
            (session.as_str().to_owned(), known.expect("it is known"))
        }
        other => panic!("{number}: {other:?}"),
    }
}

/// What is left of a method's wait.
fn left(bookmark: &Bookmark, method: Method) -> Option<Duration> {
    let (_, lock) = bookmark
        .locks(NOW)
        .into_iter()
        .find(|(known, _)| *known == method)?;
    match lock {
        Lock::Until(deadline) => deadline.remaining(NOW),
        Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
    }
}

/// Whether so much is left of a wait that began about five minutes ago.
fn is_running(left: Option<Duration>, wait: Duration) -> bool {
    let begun = Duration::from_mins(4)..Duration::from_mins(6);
    left.is_some_and(|left| begun.contains(&wait.saturating_sub(left)))
}

#[test]
fn an_onboarding_of_an_older_journal_is_found_under_every_spelling_and_its_waits_hold() {
    for (number, session) in [
        ("+225 07 07 12 34 56", "3ec2e6ab"),
        ("+55 11 98765-4321", "c866da7c"),
        ("+55 11 8765-4321", "c866da7c"),
    ] {
        let folder = old_journal();
        let (found, known) = granted(&mut open(&folder), number);
        assert_eq!(found, session, "{number}");
        assert!(is_running(left(&known, Method::Sms), SMS_WAIT), "{number}");
        assert!(
            is_running(left(&known, Method::Voice), VOICE_WAIT),
            "{number}"
        );
    }
}

#[test]
fn of_two_onboardings_that_turn_out_to_be_one_line_the_later_goes_on_and_the_waits_of_both_hold() {
    for number in ["+54 11 2345-6789", "+54 9 11 2345-6789"] {
        let folder = old_journal();
        let (found, known) = granted(&mut open(&folder), number);
        assert_eq!(found, "435bb202", "{number}");
        assert_eq!(known.situation(), Situation::Live(Awaiting::Code));
        assert_eq!(known.requests().len(), 1);
        // Its own SMS was shut for a minute, and voice was open.
        assert!(is_running(left(&known, Method::Sms), SMS_WAIT), "{number}");
        assert!(
            is_running(left(&known, Method::Voice), VOICE_WAIT),
            "{number}"
        );
    }
}

#[test]
fn no_onboarding_of_an_older_journal_is_lost_and_what_was_typed_stays() {
    let folder = old_journal();
    let journal = open(&folder);
    let sessions = journal.sessions().expect("readable");
    let mut found: Vec<_> = sessions
        .iter()
        .map(|session| {
            let bookmark = &session.kept.bookmark;
            let key = session.key.as_str();
            let requests = journal.history(key).expect("readable").len();
            (
                key,
                bookmark.number().e164(),
                bookmark.instance_id(),
                requests,
            )
        })
        .collect();
    found.sort_by_key(|(key, ..)| SESSIONS.iter().position(|known| known == key));
    let capitals = INSTANCE.to_uppercase();
    assert_eq!(
        found,
        [
            ("2f5ad6fe", "+541123456789".to_owned(), capitals.as_str(), 3),
            ("435bb202", "+5491123456789".to_owned(), &capitals, 4),
            ("3ec2e6ab", "+2250707123456".to_owned(), &capitals, 3),
            (
                "c866da7c",
                "+5511987654321".to_owned(),
                "3c67AB641c8aa0412f6a2242b4e23ac7",
                3
            ),
        ]
    );
    // The earlier of the two that are one line is as it was.
    let earlier = sessions.iter().find(|s| s.key.as_str() == "2f5ad6fe");
    let earlier = &earlier.expect("it is there").kept.bookmark;
    assert_eq!(earlier.situation(), Situation::Board);
    assert!(earlier.requests().is_empty());
}

#[test]
fn an_older_journal_is_left_alone_while_another_program_has_it_open_and_its_user_is_named() {
    let folder = old_journal();
    let holders = folder.path().join("holders");
    fs::create_dir(&holders).expect("a folder");
    for (file, written, expected) in [
        // A program of that version wrote nothing into its lock file; its lease says who.
        ("2f1c9a70e4b85d36", "", Some("rui@desk")),
        ("0123456789abcdef", "bia@desk", Some("bia@desk")),
        ("0123456789abcdef", "", None),
    ] {
        let path = holders.join(file);
        fs::write(&path, written).expect("written");
        let lock = File::open(&path).expect("it is there");
        lock.lock().expect("locked");
        let trouble = refused(&folder);
        let TroubleKind::OpenElsewhere(who) = trouble.kind else {
            panic!("{trouble:?}");
        };
        assert_eq!(who.as_ref().map(ServerText::as_str), expected);
        assert_eq!(version(&folder), 2, "nothing is changed");
        drop(lock);
    }
    let journal = open(&folder);
    drop(journal);
    assert!(version(&folder) > 2);
}

#[test]
fn who_has_a_journal_of_this_version_open_stands_in_the_lock_file() {
    let folder = old_journal();
    let journal = open(&folder);
    let store = Connection::open(folder.path().join("journal.db")).expect("a file");
    store.pragma_update(None, "user_version", 2).expect("set");
    let trouble = refused(&folder);
    drop(journal);
    let TroubleKind::OpenElsewhere(Some(who)) = trouble.kind else {
        panic!("{trouble:?}");
    };
    assert_eq!(who.as_str(), "ana@desk");
}

#[test]
fn an_instance_in_another_spelling_is_held_like_the_one_that_was_typed() {
    let folder = old_journal();
    let mut journal = open(&folder);
    let _ = granted(&mut journal, "+55 11 98765-4321");
    let claim = |number: &str, instance: &str| Claim {
        number: PhoneNumber::parse("", number).expect("a number"),
        instance_id: instance.to_owned(),
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    for (number, instance) in [
        ("+55 21 98765-4321", INSTANCE.to_uppercase().as_str()),
        ("+55 11 8765-4321", "another"),
    ] {
        let verdict = journal.claim(&claim(number, instance), SERVICE, None, NOW);
        assert!(
            matches!(verdict, Ok(Verdict::Held(_))),
            "{number}: {verdict:?}"
        );
    }
}
