//! Lists of numbers: what is read, what is refused, and a whole shift by the built program.

use crate::instances::Instances;
use crate::terminal::{fed, program};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Output, Stdio};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::phone::{NumberError, NumberWarning};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::queue::{Column, Fault, Reading, Sources, UnusualNumbers, read};

type Fallible = Result<(), Box<dyn Error>>;

/// Profiles and variables of a test.
struct Known;

const HEX: &str = "0123456789ABCDEF0123456789ABC";

impl Sources for Known {
    fn profile(&mut self, name: &str) -> Result<CredentialFields, String> {
        let number: u16 = name.parse().map_err(|_none| format!("no profile {name}"))?;
        Ok(CredentialFields {
            instance_id: format!("{HEX}{number:03}"),
            instance_token: Some(Secret::new("INSTANCETOKEN")),
            client_token: Some(Secret::new("CLIENTTOKEN")),
        })
    }

    fn variable(&mut self, name: &str) -> Option<Secret> {
        let known = BTreeMap::from([("TOKEN", "INSTANCETOKEN"), ("SECURITY", "CLIENTTOKEN")]);
        known.get(name).map(|value| Secret::new(*value))
    }
}

fn reading(text: &str) -> Reading {
    read(text.as_bytes(), &mut Known, UnusualNumbers::Refused)
}

fn faults(text: &str) -> Vec<(u64, Option<Column>, Fault)> {
    let problems = reading(text).problems.into_iter();
    let told = problems.map(|problem| (problem.line, problem.column, problem.fault));
    told.collect()
}

#[test]
fn a_list_is_read_with_a_mark_in_front_with_either_line_end_and_either_separator() {
    let plain =
        "profile,calling_code,number,note\n1,55,11987654321,\"shop, first\"\n2,,+5511987654322,\n";
    let semicolons = plain
        .replace("\"shop, first\"", "shop first")
        .replace(',', ";");
    for text in [
        plain.to_owned(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        semicolons,
    ] {
        let found = reading(&text);
        assert_eq!(found.problems, [], "{text}");
        assert_eq!(found.count, 2);
        let numbers: Vec<String> = found.rows.iter().map(|row| row.number.e164()).collect();
        assert_eq!(numbers, ["+5511987654321", "+5511987654322"]);
        assert_eq!(found.rows[0].line, 2);
        assert!(
            found.rows[0]
                .note
                .as_deref()
                .is_some_and(|note| note.starts_with("shop"))
        );
        assert_eq!(found.rows[1].note, None);
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_line_and_column() {
    let text = "profile,instance_id,instance_token,client_token,calling_code,number,note\n\
        1,,,,55,11987654321,\n\
        nobody,,,,55,11987654322,\n\
        3,,,,55,12,\n\
        4,,,,55,11987654321,\n\
        1,,,,55,11987654325,\n\
        ,0123456789ABCDEF0123456789ABCDEF,sometoken,env:SECURITY,55,11987654326,\n\
        ,0123456789ABCDEF0123456789ABCDEF,env:NOT_SET,env:SECURITY,55,11987654327,\n\
        5,0123456789ABCDEF0123456789ABCDEF,,,55,11987654328,\n\
        6,,,,999999,11987654329,\n\
        7,,,,55,,\n\
        8,,,,55\n\
        9,,,,55,119\"87654321,\n\
        ,,,,55,11987654330,\n";
    let told = faults(text);
    let expected = [
        (
            3,
            Some(Column::Profile),
            Fault::Profile("no profile nobody".to_owned()),
        ),
        (
            4,
            Some(Column::Number),
            Fault::Number(NumberError::TooShort),
        ),
        (5, Some(Column::Number), Fault::SameNumber(2)),
        (6, Some(Column::Profile), Fault::SameInstance(2)),
        (7, Some(Column::InstanceToken), Fault::NotAReference),
        (
            8,
            Some(Column::InstanceToken),
            Fault::NoVariable("NOT_SET".to_owned()),
        ),
        (9, Some(Column::InstanceId), Fault::ProfileAndInstance),
        (
            10,
            Some(Column::CallingCode),
            Fault::Number(NumberError::UnknownCallingCode),
        ),
        (11, Some(Column::Number), Fault::Empty),
        (12, None, Fault::FieldCount(5, 7)),
        (13, Some(Column::Number), Fault::Quotes(6)),
        (14, Some(Column::Profile), Fault::Empty),
    ];
    assert_eq!(told, expected);
    let found = reading(text);
    assert_eq!((found.rows.len(), found.count), (1, 13));
    // What may have been a secret is not told.
    assert!(!format!("{:?}", found.problems).contains("sometoken"));
}

#[test]
fn one_instance_in_two_spellings_is_one_instance_and_one_line_in_two_spellings_is_one_line() {
    let capitals = "0123456789ABCDEF0123456789ABCDEF";
    let address =
        format!("https://api.z-api.io/instances/{capitals}/token/INSTANCETOKEN/send-text");
    for other in [capitals.to_lowercase(), format!("\" {capitals}\""), address] {
        let rows = format!(
            "instance_id,instance_token,client_token,number\n\
            {capitals},env:TOKEN,env:SECURITY,11987654321\n\
            {other},env:TOKEN,env:SECURITY,11987654322\n"
        );
        let same = (3, Some(Column::InstanceId), Fault::SameInstance(2));
        assert_eq!(faults(&rows), [same], "{other}");
    }
    for (one, other) in [
        ("+55 11 98765-4321", "+55 11 8765-4321"),
        ("+54 11 2345-6789", "+54 9 11 2345-6789"),
        ("+54 9 11 2345-6789", "+54 11 15 2345-6789"),
        ("+229 01 97 12 34 56", "+229 97 12 34 56"),
    ] {
        let rows = format!("profile,number\n1,{one}\n2,{other}\n");
        let same = (3, Some(Column::Number), Fault::SameNumber(2));
        assert_eq!(faults(&rows), [same], "{one} {other}");
    }
}

#[test]
fn a_first_line_that_cannot_be_right_is_told_before_any_row_is_read() {
    let of = |text: &str| {
        faults(text)
            .into_iter()
            .map(|(_, column, fault)| (column, fault))
    };
    let told: Vec<_> = of("profile,quem,number,number\n1,2,3,4\n").collect();
    assert_eq!(
        told,
        [
            (None, Fault::UnknownColumn("quem".to_owned())),
            (Some(Column::Number), Fault::ColumnTwice),
        ]
    );
    let told: Vec<_> = of("instance_id,number\nx,1\n").collect();
    assert_eq!(
        told,
        [
            (Some(Column::InstanceToken), Fault::ColumnMissing),
            (Some(Column::ClientToken), Fault::ColumnMissing),
        ]
    );
    assert_eq!(faults(""), [(1, None, Fault::NoHeader)]);
    assert_eq!(faults("profile,number\n"), [(1, None, Fault::NoRows)]);
    let mut latin = b"profile,number,note\n1,11987654321,".to_vec();
    latin.extend([0x81, b'\n']);
    let told = read(&latin, &mut Known, UnusualNumbers::Refused).problems;
    assert_eq!(
        told.first().map(|problem| &problem.fault),
        Some(&Fault::NotText)
    );
}

#[test]
fn a_number_in_a_list_is_read_as_it_is_on_every_other_surface() {
    for text in crate::pasted_everywhere::NUMBERS {
        let found = reading(&format!("profile,number\n1,{text}\n"));
        assert_eq!(found.problems, [], "{text}");
        assert_eq!(found.rows[0].number.e164(), "+5511987654321", "{text}");
    }
}

/// The bytes of `text` in Windows-1252, as far as it is Latin-1 too.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(0x81))
        .collect()
}

#[test]
fn lists_are_read_as_offices_save_them() {
    let rows = "1;+55 11 98765-4321;loja é aqui\r\n2;5511987654322;\r\n3;\u{a0}11 98765-4323;\r\n;;\r\n;;\r\n";
    let text = format!("Perfil;Telefone;Observação\r\n{rows}");
    let unit = |unit: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    };
    let tabs = text.replace(';', "\t");
    let spanish = text.replace("Telefone;Observação", "Teléfono;Observación");
    for bytes in [
        text.as_bytes().to_vec(),
        windows_1252(&text),
        windows_1252(&spanish),
        [b"\xef\xbb\xbfsep=;\r\n", text.as_bytes()].concat(),
        [b"\xff\xfe".to_vec(), unit(u16::to_le_bytes, &tabs)].concat(),
        [b"\xfe\xff".to_vec(), unit(u16::to_be_bytes, &text)].concat(),
        text.replace("Observação", "Observação;;").into_bytes(),
        windows_1252(&text.replace(';', ",")),
    ] {
        let found = read(&bytes, &mut Known, UnusualNumbers::Refused);
        assert_eq!(found.problems, [], "{bytes:?}");
        assert_eq!(found.count, 3);
        let numbers: Vec<String> = found.rows.iter().map(|row| row.number.e164()).collect();
        assert_eq!(
            numbers,
            ["+5511987654321", "+5511987654322", "+5511987654323"]
        );
        assert_eq!(found.rows[0].note.as_deref(), Some("loja é aqui"));
    }
}

#[test]
fn every_fault_of_an_office_list_has_its_line_and_the_column_as_it_is_called_there() {
    let text =
        "Perfil;Telefone;Obs.\r\n1;+52 1 222 123 4567;\r\n2;11 9876S-4321;\r\n;;\r\n3;119;\r\n";
    let found = read(&windows_1252(text), &mut Known, UnusualNumbers::Refused);
    let told: Vec<_> = found
        .problems
        .iter()
        .map(|problem| (problem.line, problem.column, &problem.fault))
        .collect();
    assert!(
        matches!(
            told.as_slice(),
            [
                (2, Some(Column::Number), Fault::Number(NumberError::ExtraPrefix(_))),
                (3, Some(Column::Number), Fault::Number(NumberError::NotDigits(odd))),
                (5, Some(Column::Number), Fault::Number(NumberError::TooShort)),
            ] if (odd.place, odd.sign) == (7, 'S')
        ),
        "{told:?}"
    );
    assert_eq!(found.header_of(Column::Number), Some((2, "Telefone")));
}

/// A list of instances of the simulated service, and a home.
struct Shift {
    service: Instances,
    home: tempfile::TempDir,
}

impl Shift {
    fn of(scenario: &str, instances: u16) -> Result<Self, Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let list = home.path().join("numbers.csv");
        let service = Instances::serve(program(), scenario, instances, &list)?;
        Ok(Self { service, home })
    }

    fn run(&self, arguments: &[&str], said: &str) -> Result<Output, Box<dyn Error>> {
        Ok(fed(&mut self.command(arguments), said)?)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .arg("queue")
            .args(arguments)
            .current_dir(self.home.path())
            .env_clear()
            .envs(self.service.environment())
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env("HOME", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn sessions(&self) -> Result<usize, Box<dyn Error>> {
        let listed = Command::new(program())
            .args(["sessions", "--all", "--json"])
            .env_clear()
            .envs(self.service.environment())
            .env("HOME", self.home.path())
            .output()?;
        let text = String::from_utf8(listed.stdout)?;
        Ok(text.matches("\"id\"").count())
    }
}

const ONE_NUMBER: &str = "\n\n/use_number\n/pick_sms\n/request_sms\n123456\n/leave\n";

#[test]
fn a_shift_in_line_mode_through_a_pipe_connects_every_number_and_writes_what_came_of_it() -> Fallible
{
    let shift = Shift::of("happy", 2)?;
    let said = ONE_NUMBER.repeat(2);
    let ended = shift.run(&["numbers.csv", "--plain", "--outcome", "done.csv"], &said)?;
    let (out, err) = (
        String::from_utf8(ended.stdout)?,
        String::from_utf8(ended.stderr)?,
    );
    assert_eq!(ended.status.code(), Some(0), "{out}\n{err}");
    assert!(err.contains("2 connected"), "{err}");
    let mut done = csv::Reader::from_path(shift.home.path().join("done.csv"))?;
    let rows: Vec<csv::StringRecord> = done.records().collect::<Result<_, _>>()?;
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!(row.get(4), Some("connected"));
    }
    // Another time there is nothing left to do, and nothing is begun by itself.
    let again = shift.run(
        &["numbers.csv", "--plain", "--outcome", "again.json"],
        "quit\n",
    )?;
    assert_eq!(
        again.status.code(),
        Some(0),
        "{}",
        String::from_utf8(again.stderr)?
    );
    let text = fs::read_to_string(shift.home.path().join("again.json"))?;
    let rows: Value = serde_json::from_str(&text)?;
    assert_eq!(rows[1]["condition"], "connected", "{text}");
    Ok(())
}

#[test]
fn a_bad_row_stops_everything_unless_it_is_left_out() -> Fallible {
    let shift = Shift::of("happy", 2)?;
    let list = shift.home.path().join("numbers.csv");
    let mut text = fs::read_to_string(&list)?;
    text.push_str("X,SECRETINTHEFILE,env:ZAPI_CLIENT_TOKEN,55,11987\n");
    fs::write(&list, text)?;
    let ended = shift.run(&["numbers.csv", "--plain"], ONE_NUMBER)?;
    let err = String::from_utf8(ended.stderr)?;
    assert_eq!(ended.status.code(), Some(2), "{err}");
    assert!(err.contains("numbers.csv:4:5: number: "), "{err}");
    assert!(err.contains("numbers.csv:4:2: instance_token: "), "{err}");
    assert!(!err.contains("SECRETINTHEFILE"), "{err}");
    assert!(err.contains("--skip-bad"), "{err}");
    assert_eq!(shift.sessions()?, 0, "nothing was begun");
    let ended = shift.run(&["numbers.csv", "--plain", "--skip-bad"], ONE_NUMBER)?;
    let err = String::from_utf8(ended.stderr)?;
    assert_eq!(ended.status.code(), Some(5), "{err}");
    assert!(err.contains("1 connected"), "{err}");
    Ok(())
}

#[test]
fn an_unusual_number_is_refused_or_taken_with_a_warning_and_a_landline_is_warned_about() {
    let text = "profile,number\n1,11 8765-4321\n2,20 98765-4321\n3,11 3265-4321\n4,11987654329\n";
    let told = |problems: &[zapi_onboard::queue::Problem]| -> Vec<_> {
        let told = problems.iter();
        told.map(|problem| (problem.line, problem.column, problem.fault.clone()))
            .collect()
    };
    let at = |line, warning| (line, Some(Column::Number), Fault::Unusual(warning));
    let unusual = [
        at(2, NumberWarning::LacksNinthDigit),
        at(3, NumberWarning::NotValid),
    ];
    let landline = at(4, NumberWarning::Landline);
    let refused = read(text.as_bytes(), &mut Known, UnusualNumbers::Refused);
    assert_eq!(told(&refused.problems), unusual);
    assert_eq!(told(&refused.warnings), std::slice::from_ref(&landline));
    assert_eq!(refused.rows.len(), 2);
    let taken = read(text.as_bytes(), &mut Known, UnusualNumbers::Taken);
    assert_eq!(taken.problems, []);
    assert_eq!(told(&taken.warnings), [&unusual[..], &[landline]].concat());
    assert_eq!(taken.rows.len(), 4);
}

#[test]
fn a_queue_with_an_unusual_number_begins_only_on_a_persons_word() -> Fallible {
    let shift = Shift::of("happy", 1)?;
    let file = shift.home.path().join("numbers.csv");
    let text = fs::read_to_string(&file)?.replace("987654321", "87654321");
    fs::write(&file, &text)?;
    let ended = shift.run(&["numbers.csv", "--plain"], ONE_NUMBER)?;
    let err = String::from_utf8(ended.stderr)?;
    assert_eq!(ended.status.code(), Some(2), "{err}");
    assert!(err.contains("numbers.csv:2:5: number: "), "{err}");
    assert!(
        err.contains("ninth digit") && err.contains("--unusual-numbers"),
        "{err}"
    );
    assert_eq!(shift.sessions()?, 0, "nothing was begun");
    let ended = shift.run(&["numbers.csv", "--json"], "\n")?;
    let out = String::from_utf8(ended.stdout)?;
    let last: Value = serde_json::from_str(out.lines().last().ok_or("a line")?)?;
    assert_eq!(
        (ended.status.code(), &last["type"]),
        (Some(2), &"list".into()),
        "{out}"
    );
    assert_eq!(
        (&last["begun"], &last["problems"][0]["line"]),
        (&false.into(), &2.into())
    );
    assert_eq!(last["problems"][0]["warning"], "lacks_ninth_digit", "{out}");
    let taken = ["numbers.csv", "--json", "--unusual-numbers"];
    let ended = shift.run(&taken, "{\"session\": 1, \"command\": \"begin\"}\n")?;
    let out = String::from_utf8(ended.stdout)?;
    let second: Value = serde_json::from_str(out.lines().nth(1).ok_or("a line")?)?;
    assert_eq!(
        (&second["type"], &second["begun"]),
        (&"list".into(), &true.into()),
        "{out}"
    );
    assert_eq!(
        second["warnings"][0]["warning"], "lacks_ninth_digit",
        "{out}"
    );
    let taken = ["numbers.csv", "--plain", "--unusual-numbers"];
    let ended = shift.run(&taken, ONE_NUMBER)?;
    let out = String::from_utf8(ended.stdout)?;
    assert!(
        out.contains("without its ninth digit"),
        "each row is warned about: {out}"
    );
    Ok(())
}

#[test]
fn what_is_unusual_about_a_number_stands_beside_what_came_of_it() -> Fallible {
    let shift = Shift::of("happy", 2)?;
    let file = shift.home.path().join("numbers.csv");
    let text = fs::read_to_string(&file)?.replacen("987654321", "87654321", 1);
    fs::write(&file, &text)?;
    let command = ["numbers.csv", "--plain", "--unusual-numbers", "--outcome"];
    for name in ["done.csv", "done.json"] {
        let arguments = [&command[..], &[name]].concat();
        let ended = shift.run(&arguments, "quit\n")?;
        let err = String::from_utf8(ended.stderr)?;
        assert!(err.contains("numbers.csv:2:5: number: "), "{err}");
        assert!(err.contains("ninth digit"), "{err}");
    }
    let mut done = csv::Reader::from_path(shift.home.path().join("done.csv"))?;
    let at = done.headers()?.iter().position(|name| name == "warnings");
    let at = at.ok_or("a column of warnings")?;
    let rows: Vec<csv::StringRecord> = done.records().collect::<Result<_, _>>()?;
    let cells: Vec<_> = rows.iter().map(|row| row.get(at)).collect();
    assert_eq!(cells, [Some("lacks_ninth_digit"), Some("")]);
    let done = fs::read_to_string(shift.home.path().join("done.json"))?;
    let done: Value = serde_json::from_str(&done)?;
    let warnings = [&done[0]["warnings"], &done[1]["warnings"]];
    assert_eq!(
        warnings,
        [
            &serde_json::json!(["lacks_ninth_digit"]),
            &serde_json::json!([])
        ]
    );
    Ok(())
}

#[test]
fn a_queue_that_was_killed_goes_on_where_it_was() -> Fallible {
    let shift = Shift::of("happy", 2)?;
    let mut child = shift.command(&["numbers.csv", "--plain"]).spawn()?;
    let mut pen = child.stdin.take().ok_or("a pen")?;
    pen.write_all(b"\n\n/use_number\n/pick_sms\n/request_sms\n")?;
    let mut out = BufReader::new(child.stdout.take().ok_or("its words")?);
    let mut line = String::new();
    while !line.contains("Type the code") {
        line.clear();
        assert_ne!(out.read_line(&mut line)?, 0, "it ended too early");
    }
    child.kill()?;
    child.wait()?;
    drop(pen);
    let mut rest = String::new();
    out.read_to_string(&mut rest)?;
    // The code that was asked for then is typed now; no other is asked for.
    let said = format!("123456\n/leave\n{ONE_NUMBER}");
    let ended = shift.run(&["numbers.csv", "--plain"], &said)?;
    let (out, err) = (
        String::from_utf8(ended.stdout)?,
        String::from_utf8(ended.stderr)?,
    );
    assert_eq!(ended.status.code(), Some(0), "{out}\n{err}");
    assert!(err.contains("2 connected"), "{err}");
    Ok(())
}

#[test]
fn a_program_takes_numbers_through_by_json_with_the_session_on_every_object() -> Fallible {
    let shift = Shift::of("happy", 2)?;
    let mut child = shift.command(&["numbers.csv", "--json"]).spawn()?;
    let mut pen = child.stdin.take().ok_or("a pen")?;
    let out = BufReader::new(child.stdout.take().ok_or("its words")?);
    let mut last = Value::Null;
    let mut answered = std::collections::BTreeSet::new();
    for line in out.lines() {
        let object: Value = serde_json::from_str(&line?)?;
        let kind = object["type"].as_str().unwrap_or_default().to_owned();
        if matches!(kind.as_str(), "prompt" | "event" | "error") {
            assert!(object["session"].is_u64(), "{object}");
        }
        assert_ne!(kind, "error", "{object}");
        if object["event"] == "state" && object["condition"] == "not_begun" {
            writeln!(
                pen,
                "{}",
                serde_json::json!({"session": object["session"], "command": "begin"})
            )?;
        }
        if kind == "prompt" {
            let (session, prompt) = (object["session"].clone(), object["prompt"].clone());
            let name = object["name"].as_str().unwrap_or_default();
            // A question is told again when more is known of it, and is answered once.
            if !answered.insert((session.to_string(), prompt.to_string())) {
                continue;
            }
            let mut answer = serde_json::json!({"session": session, "prompt": prompt});
            match name {
                "number" => {}
                "number_gate" => answer["choose"] = "use_number".into(),
                "board" => answer["choose"] = "pick_sms".into(),
                "request_gate" => answer["choose"] = "request_sms".into(),
                "code" => answer["code"] = "123456".into(),
                "connected" => answer["choose"] = "leave".into(),
                _ => continue,
            }
            writeln!(pen, "{answer}")?;
        }
        last = object;
    }
    assert_eq!(child.wait()?.code(), Some(0));
    assert_eq!(last["type"], "shift", "{last}");
    assert_eq!(last["states"].as_array().map(Vec::len), Some(2), "{last}");
    Ok(())
}

#[test]
fn a_row_names_its_profile_and_one_that_nobody_knows_is_told() -> Fallible {
    let shift = Shift::of("happy", 1)?;
    let kept = Command::new(program())
        .args(["profile", "add", "shop"])
        .env_clear()
        .envs(shift.service.environment())
        .env("HOME", shift.home.path())
        .output()?;
    assert!(kept.status.success(), "{kept:?}");
    let list = "profile,number\nshop,11987654321\nnobody,11987654322\n";
    fs::write(shift.home.path().join("numbers.csv"), list)?;
    let ended = shift.run(&["numbers.csv", "--plain", "--skip-bad"], ONE_NUMBER)?;
    let err = String::from_utf8(ended.stderr)?;
    assert_eq!(ended.status.code(), Some(0), "{err}");
    assert!(err.contains("1 connected"), "{err}");
    assert!(err.contains("numbers.csv:3:1: profile: "), "{err}");
    Ok(())
}
