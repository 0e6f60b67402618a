//! A journal whose files are removed, moved or replaced while a program uses it: nothing that counts is sent, since what
//! is written there would be seen by no other program.

use crate::flow_driver::{Driver, fields, number, start};
use crate::terminal::{Service, program};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Aim, Checkpoint, Claim, Taking};
use zapi_onboard::flow::event::TroubleKind;
use zapi_onboard::journal::{Entry, Grant, HandOver, HandOverError, Journal, Lost, Verdict};

const SERVICE: &str = "https://api.z-api.io";

fn claim() -> Claim {
    Claim {
        number: number(),
        instance_id: fields().instance_id,
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    }
}

fn open(folder: &Path) -> Journal {
    Journal::open(folder, "ana").expect("a journal").journal
}

fn granted(journal: &mut Journal) -> Grant {
    match journal.claim(&claim(), SERVICE, None, start()) {
        Ok(Verdict::Granted(grant)) => *grant,
        other => panic!("{other:?}"),
    }
}

fn at_code() -> Bookmark {
    Driver::at_code().kept.pop().expect("it is kept")
}

/// What may become of the files in a folder. Each is undone by the second.
type Mischief = (&'static str, fn(&Path), fn(&Path));

fn aside(path: &Path) -> PathBuf {
    path.with_extension("aside")
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}

fn hide(path: &Path) {
    fs::rename(path, aside(path)).expect("it is there");
}

fn put_back(path: &Path) {
    fs::rename(aside(path), path).expect("it is there");
}

fn copy_over(path: &Path) {
    hide(path);
    fs::copy(aside(path), path).expect("it is there");
}

const MISCHIEF: [Mischief; 7] = [
    ("the folder is moved", |at| hide(at), |at| put_back(at)),
    (
        "another folder has its name",
        |at| {
            hide(at);
            fs::create_dir(at).expect("a folder");
        },
        |at| {
            fs::remove_dir_all(at).expect("it is there");
            put_back(at);
        },
    ),
    (
        "the file is renamed",
        |at| hide(&file(at, "journal.db")),
        |at| put_back(&file(at, "journal.db")),
    ),
    (
        "a copy has its name",
        |at| copy_over(&file(at, "journal.db")),
        |at| put_back(&file(at, "journal.db")),
    ),
    (
        "the log is deleted",
        |at| hide(&file(at, "journal.db-wal")),
        |at| put_back(&file(at, "journal.db-wal")),
    ),
    (
        "the log is replaced",
        |at| copy_over(&file(at, "journal.db-wal")),
        |at| put_back(&file(at, "journal.db-wal")),
    ),
    (
        "the index is deleted",
        |at| hide(&file(at, "journal.db-shm")),
        |at| put_back(&file(at, "journal.db-shm")),
    ),
];

#[test]
fn nothing_is_written_to_files_that_no_other_program_would_open() {
    for (what, make, undo) in MISCHIEF {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state");
        let mut journal = open(&state);
        let grant = granted(&mut journal);
        let append = |journal: &mut Journal| {
            let records = [Checkpoint::Resumed];
            journal.append(&grant.tenure(), Some(&at_code()), &records, start())
        };
        assert_eq!(append(&mut journal), Ok(()));
        assert_eq!(journal.is_in_place(), Ok(()));
        let session = journal.sessions().expect("readable").remove(0);
        let handed = journal.hand_over(&session, start()).expect("written");
        make(&state);
        let kind = |kind: &TroubleKind| assert_eq!(*kind, TroubleKind::Replaced, "{what}");
        kind(&journal.is_in_place().expect_err(what).kind);
        let Err(Lost::Trouble(trouble)) = append(&mut journal) else {
            panic!("{what}: it was written");
        };
        kind(&trouble.kind);
        let claimed = journal.claim(&claim(), SERVICE, Some(&grant.tenure()), start());
        kind(&claimed.expect_err(what).kind);
        let noted = journal.note(&grant.session, &Entry::Exported, start());
        kind(&noted.expect_err(what).kind);
        kind(
            &journal
                .forget(&grant.session, start())
                .expect_err(what)
                .kind,
        );
        kind(&journal.hand_over(&session, start()).expect_err(what).kind);
        let text = serde_json::to_string(&handed).expect("data");
        let given = HandOver::parse(&text).expect("one");
        let Err(HandOverError::Journal(trouble)) = journal.take_in(&given, start()) else {
            panic!("{what}: it was taken in");
        };
        kind(&trouble.kind);
        // Where it is put back, it goes on.
        undo(&state);
        assert_eq!(append(&mut journal), Ok(()), "{what}");
        drop(journal);
        let found = open(&state)
            .history(grant.session.as_str())
            .expect("readable");
        let steps = found
            .iter()
            .filter(|row| matches!(row.entry, Entry::Step(_)));
        assert_eq!(steps.count(), 2, "{what}");
    }
}

#[test]
fn another_program_begins_no_second_journal_beside_one_that_is_in_use() {
    // Where the folder is another one, nothing in it tells of the first.
    for (what, make, undo) in MISCHIEF.into_iter().skip(2) {
        let folder = tempfile::tempdir().expect("a folder");
        let state = folder.path().join("state");
        let mut journal = open(&state);
        let grant = granted(&mut journal);
        make(&state);
        let refused = Journal::open(&state, "rui").expect_err(what);
        assert_eq!(refused.kind, TroubleKind::Replaced, "{what}");
        undo(&state);
        let written = journal.append(&grant.tenure(), Some(&at_code()), &[], start());
        assert_eq!(written, Ok(()), "{what}: nothing was harmed");
        drop(journal);
        open(&state);
    }
}

#[test]
fn a_file_that_is_replaced_when_no_program_uses_it_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = open(folder.path());
    let grant = granted(&mut journal);
    let written = journal.append(&grant.tenure(), Some(&at_code()), &[], start());
    assert_eq!(written, Ok(()));
    drop(journal);
    copy_over(&file(folder.path(), "journal.db"));
    let sessions = open(folder.path()).sessions().expect("readable");
    assert_eq!(sessions.len(), 1);
}

/// The program as it talks with another one.
struct Talk {
    child: Child,
    pen: ChildStdin,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Talk {
    fn begin(service: &Service, state: &Path) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(program())
            .arg("--json")
            .env_clear()
            .envs(service.environment())
            .env("LANG", "en_US.UTF-8")
            .env("ZAPI_ONBOARD_STATE_DIR", state)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pen = child.stdin.take().ok_or("a pen")?;
        let lines = BufReader::new(child.stdout.take().ok_or("an output")?).lines();
        Ok(Self { child, pen, lines })
    }

    /// The next question that is not a call under way.
    fn prompt(&mut self) -> Result<Value, Box<dyn Error>> {
        for line in self.lines.by_ref() {
            let said: Value = serde_json::from_str(&line?)?;
            if said["type"] == "prompt" && said["calling"].is_null() {
                return Ok(said);
            }
        }
        Err("it ended".into())
    }

    fn answer(&mut self, prompt: &Value, mut answer: Value) -> Result<(), Box<dyn Error>> {
        answer["prompt"] = prompt["prompt"].clone();
        writeln!(self.pen, "{answer}")?;
        Ok(())
    }

    /// Answers until a question named `name` is asked.
    fn reach(&mut self, name: &str) -> Result<Value, Box<dyn Error>> {
        loop {
            let prompt = self.prompt()?;
            let asked = prompt["name"].as_str().unwrap_or_default().to_owned();
            if asked == name {
                return Ok(prompt);
            }
            let answer = match asked.as_str() {
                "credentials" => json!({}),
                "number" => json!({"calling_code": "55", "national": "11987654321"}),
                "number_gate" => json!({"choose": "use_number"}),
                "board" => json!({"choose": "pick_sms"}),
                "request_gate" => json!({"choose": "request_sms"}),
                other => return Err(format!("{other}: {prompt}").into()),
            };
            self.answer(&prompt, answer)?;
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[test]
fn a_running_program_sends_no_request_when_its_journal_is_gone_and_goes_on_when_it_is_back()
-> Result<(), Box<dyn Error>> {
    for (what, make, undo) in MISCHIEF {
        let service = Service::start("happy");
        let folder = tempfile::tempdir()?;
        let state = folder.path().join("state");
        let mut talk = Talk::begin(&service, &state)?;
        let gate = talk.reach("request_gate")?;
        make(&state);
        talk.answer(&gate, json!({"choose": "request_sms"}))?;
        let trouble = talk.reach("unrecorded")?;
        assert_eq!(trouble["details"]["trouble"]["kind"], "replaced", "{what}");
        let requests = || service.count("/mobile/request-registration-code");
        assert_eq!(requests(), 0, "{what}");
        undo(&state);
        talk.answer(&trouble, json!({"choose": "try_again"}))?;
        talk.reach("code")?;
        assert_eq!(requests(), 1, "{what}");
    }
    Ok(())
}
