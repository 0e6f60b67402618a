//! The conversation with a program: what is written, what is read, and the script of the documentation.

use crate::gallery::{NOW, subjects};
use crate::parity::hands::pipe;
use crate::takeover::of_ana;
use crate::terminal::{Service, program};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use zapi_onboard::flow::prompt::{Ask, Prompt};
use zapi_onboard::json::Json;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::front_end::{Acceptance, Card, DeskView, FrontEnd, Heard, SessionId};

/// An output that a test looks at.
#[derive(Clone, Default)]
pub(crate) struct Paper(Rc<RefCell<Vec<u8>>>);

impl Paper {
    /// What was written since the last look.
    pub(crate) fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.borrow_mut())).expect("text")
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A conversation at one question.
struct Talk {
    json: Json,
    paper: Paper,
    pen: File,
}

impl Talk {
    fn at(prompt: &Prompt, acceptance: Acceptance) -> io::Result<Self> {
        let (lines, pen) = pipe()?;
        let paper = Paper::default();
        let words = (Rc::new(Catalog::new(Language::English)), Zone::utc());
        let json = Json::new(lines, Box::new(paper.clone()), words, acceptance);
        let mut talk = Self { json, paper, pen };
        talk.ask(prompt)?;
        Ok(talk)
    }

    fn ask(&mut self, prompt: &Prompt) -> io::Result<()> {
        let card = Card {
            session: SessionId(0),
            prompt: prompt.clone(),
        };
        self.json.show(&DeskView::alone(&card), NOW).map(drop)
    }

    /// What a line is heard as, and what is written about it.
    async fn say(&mut self, line: &str) -> io::Result<(Heard, Vec<Value>)> {
        self.paper.take();
        // More than a pipe takes at once would wait for its reader.
        let (mut pen, line) = (self.pen.try_clone()?, format!("{line}\n"));
        let writing = std::thread::Builder::new().spawn(move || pen.write_all(line.as_bytes()))?;
        self.json.input().await?;
        let mut heard = self.json.hear(NOW);
        let mut written = objects(&self.paper.take());
        while heard == Heard::Nothing && written.is_empty() {
            // A long line comes in parts.
            self.json.input().await?;
            heard = self.json.hear(NOW);
            written = objects(&self.paper.take());
        }
        writing
            .join()
            .map_err(|_panicked| io::Error::other("not written"))??;
        Ok((heard, written))
    }
}

fn objects(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect()
}

fn subject(name: &str) -> Prompt {
    let mut all = subjects().into_iter();
    all.find(|subject| subject.name == name)
        .expect("a subject")
        .prompt
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/json.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON")
}

fn is_of_kind(value: &Value, schema: &Value) -> Result<(), String> {
    if let Some(kinds) = schema.get("type") {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is = |known: &Value| known == kind;
        if !(is(kinds) || kinds.as_array().is_some_and(|all| all.iter().any(is))) {
            return Err(format!("{value} is no {kinds}"));
        }
    }
    Ok(())
}

/// Every name that an object of `schema` may have, whichever of its ways it goes.
fn names(schema: &Value, whole: &Value) -> BTreeSet<String> {
    let own = schema.get("properties").and_then(Value::as_object);
    let mut found: BTreeSet<String> = own
        .into_iter()
        .flat_map(|own| own.keys().cloned())
        .collect();
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = whole.pointer(reference.trim_start_matches('#'));
        found.extend(
            target
                .map(|target| names(target, whole))
                .unwrap_or_default(),
        );
    }
    for key in ["oneOf", "anyOf"] {
        let ways = schema.get(key).and_then(Value::as_array);
        found.extend(ways.into_iter().flatten().flat_map(|way| names(way, whole)));
    }
    found
}

/// Whether `value` is what `schema` says, for as much of JSON Schema as the generator uses, and has no name that
/// the schema does not know.
fn fits(value: &Value, schema: &Value, whole: &Value) -> Result<(), String> {
    let known = names(schema, whole);
    let keys = value
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys());
    if let Some(name) = keys.into_iter().find(|name| !known.contains(*name)) {
        return Err(format!("{name} is not known"));
    }
    says(value, schema, whole)
}

fn says(value: &Value, schema: &Value, whole: &Value) -> Result<(), String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let found = whole.pointer(reference.trim_start_matches('#'));
        says(
            value,
            found.ok_or_else(|| format!("no {reference}"))?,
            whole,
        )?;
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(ways) = schema.get(key).and_then(Value::as_array) {
            let faults: Vec<String> = ways
                .iter()
                .filter_map(|way| says(value, way, whole).err())
                .collect();
            if faults.len() == ways.len() {
                return Err(format!("none of {key}: {faults:?}"));
            }
        }
    }
    if let Some(only) = schema.get("const")
        && only != value
    {
        return Err(format!("{value} instead of {only}"));
    }
    is_of_kind(value, schema)?;
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        values
            .iter()
            .try_for_each(|value| fits(value, items, whole))?;
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        if let Some(value) = value.get(name) {
            fits(value, schema, whole).map_err(|fault| format!("{name}: {fault}"))?;
        }
    }
    let required = schema.get("required").and_then(Value::as_array);
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        if value.get(name).is_none() {
            return Err(format!("{name} is missing"));
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_question_is_written_as_the_schema_says_and_without_a_secret()
-> Result<(), Box<dyn Error>> {
    let whole = schema();
    let out = whole.pointer("/properties/out").ok_or("out")?;
    let mut kinds = BTreeSet::new();
    for subject in subjects() {
        let talk = Talk::at(&subject.prompt, Acceptance::AfterAsked)?;
        for object in objects(&talk.paper.take()) {
            fits(&object, out, &whole).map_err(|fault| format!("{}: {fault}", subject.name))?;
            kinds.insert(object["type"].as_str().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(
        kinds,
        BTreeSet::from(["event", "hello", "prompt"].map(str::to_owned))
    );
    // The validator is awake.
    assert!(fits(&json!({"type": "prompt"}), out, &whole).is_err());
    assert!(fits(&json!({"type": "hello", "token": "x"}), out, &whole).is_err());
    Ok(())
}

#[tokio::test]
async fn what_is_no_answer_to_the_question_gets_an_error_and_changes_nothing()
-> Result<(), Box<dyn Error>> {
    let mut talk = Talk::at(&subject("board_shut"), Acceptance::AfterAsked)?;
    let asked = subject("board_shut").id.0;
    let shut = subject("board_shut")
        .offers
        .into_iter()
        .find(|offer| !offer.lock.is_open(NOW));
    let shut = shut.ok_or("something shut")?.choice.name();
    for (line, error) in [
        ("not json".to_owned(), "not_json"),
        ("[]".to_owned(), "not_an_answer"),
        (
            json!({"prompt": asked, "chose": "back"}).to_string(),
            "not_an_answer",
        ),
        (
            json!({"prompt": asked + 1, "choose": "back"}).to_string(),
            "stale_prompt",
        ),
        (json!({"prompt": asked}).to_string(), "ambiguous"),
        (
            json!({"prompt": asked, "choose": "back", "code": "1"}).to_string(),
            "ambiguous",
        ),
        (
            json!({"prompt": asked, "code": "123456"}).to_string(),
            "wrong_fields",
        ),
        (
            json!({"prompt": asked, "choose": "request_sms"}).to_string(),
            "not_offered",
        ),
        (
            json!({"prompt": asked, "choose": shut}).to_string(),
            "locked",
        ),
        ("x".repeat(70_000), "too_long"),
    ] {
        let said = talk.say(&line).await?;
        assert_eq!(said.0, Heard::Nothing, "{line:.60}");
        let expected = json!({"type": "error", "error": error, "session": 1, "prompt": asked});
        assert_eq!(said.1, [expected], "{line:.60}");
    }
    let (heard, written) = talk
        .say(&json!({"prompt": asked, "choose": "back"}).to_string())
        .await?;
    assert!(matches!(heard, Heard::Answered { .. }) && written.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_answer_during_a_call_is_refused_as_busy() -> Result<(), Box<dyn Error>> {
    let mut seen = 0;
    for subject in subjects() {
        let prompt = &subject.prompt;
        if prompt.activity.is_none() {
            continue;
        }
        let mut talk = Talk::at(prompt, Acceptance::Anytime)?;
        let id = prompt.id.0;
        let typed = prompt.ask.form();
        let fields = typed
            .iter()
            .map(|field| json!({"prompt": id, field.name.name(): "123456"}));
        let held = !typed.is_empty();
        let held = held.then(|| json!({"prompt": id}));
        let shut = [json!({"prompt": id, "choose": "request_sms"})];
        for answer in fields.chain(shut) {
            let (heard, written) = talk.say(&answer.to_string()).await?;
            assert_eq!(heard, Heard::Nothing, "{}: {answer}", subject.name);
            assert_eq!(written[0]["error"], "busy", "{}: {answer}", subject.name);
            seen += 1;
        }
        // What is held for a form is no answer during a call either.
        if let Some(held) = held {
            let (heard, _) = talk.say(&held.to_string()).await?;
            assert_eq!(heard, Heard::Nothing, "{}: {held}", subject.name);
        }
    }
    assert!(seen > 10, "{seen}");
    Ok(())
}

#[tokio::test]
async fn an_acceptance_that_was_written_before_the_phone_was_asked_counts_on_this_machine_only()
-> Result<(), Box<dyn Error>> {
    let mut device = subject("device_first");
    device.id.0 += 1;
    let accepted = json!({"prompt": device.id.0, "choose": "accepted_on_phone"}).to_string();
    for (acceptance, counts) in [(Acceptance::AfterAsked, false), (Acceptance::Anytime, true)] {
        let mut talk = Talk::at(&subject("code_sms"), acceptance)?;
        writeln!(talk.pen, "{accepted}")?;
        talk.ask(&device)?;
        talk.paper.take();
        talk.json.input().await?;
        let heard = talk.json.hear(NOW);
        assert_eq!(matches!(heard, Heard::Answered { .. }), counts);
        let refused = talk.paper.take().contains("written_before_asked");
        assert_eq!(refused, !counts);
        let (heard, _) = talk.say(&accepted).await?;
        assert!(
            matches!(heard, Heard::Answered { .. }),
            "said after the question"
        );
    }
    Ok(())
}

/// The script of the documentation, as it stands there.
fn script() -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("a file");
    let (_, rest) = readme.split_once("```python\n").expect("a script");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn the_script_of_the_documentation_onboards_a_number() -> Result<(), Box<dyn Error>> {
    let script = script();
    assert!(script.lines().count() <= 30);
    let found = Command::new("python3").arg("--version").output();
    if found.is_err() {
        let required = std::env::var_os("ZAPI_ONBOARD_REQUIRE_PYTHON").is_some();
        assert!(!required, "python3 is required and not there");
        return Ok(());
    }
    let service = Service::start("pin");
    let state = tempfile::tempdir()?;
    let folder = program().parent().ok_or("a folder")?;
    let mut python = Command::new("python3");
    python
        .env_clear()
        .envs(service.environment())
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
    python
        .env("HOME", state.path())
        .env("LANG", "C.UTF-8")
        .env("ZAPI_ONBOARD_STATE_DIR", state.path());
    let mut python = python
        .args(["-c", &script, "+5511987654321"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let digits = service.digits();
    // A PIN is read from the terminal, and without one from here.
    write!(
        python.stdin.take().ok_or("a pen")?,
        "{}\n{}\n",
        digits.0,
        digits.1
    )?;
    let output = python.wait_with_output()?;
    let (out, err) = (
        String::from_utf8(output.stdout)?,
        String::from_utf8(output.stderr)?,
    );
    assert_eq!(output.status.code(), Some(0), "{out}{err}");
    assert!(
        out.contains("+55 11 98765-4321 is connected."),
        "{out}{err}"
    );
    assert_eq!(service.count("/mobile/request-registration-code"), 1);
    Ok(())
}

#[tokio::test]
async fn a_final_check_that_takes_long_and_what_the_service_says_are_data() -> io::Result<()> {
    let words = "Sessão aguardando sincronização do aparelho";
    let (before, mut late) = (subject("verifying"), subject("verifying_overdue"));
    let mut talk = Talk::at(&before, Acceptance::AfterAsked)?;
    late.id = before.id;
    talk.paper.take();
    talk.ask(&late)?;
    let written = objects(&talk.paper.take());
    let prompt = written.first().expect("a prompt");
    assert_eq!(prompt["type"], "prompt", "{prompt}");
    assert_eq!(prompt["details"]["overdue"], true);
    assert_eq!(prompt["details"]["finding_text"], words);
    let notes = prompt["notes"].as_array().expect("notes");
    assert!(
        notes
            .iter()
            .any(|note| note["tone"] == "raw" && note["text"].to_string().contains(words))
    );

    // Before that, what a look found is an event.
    let mut talk = Talk::at(&before, Acceptance::AfterAsked)?;
    let mut looked = late;
    if let Ask::Verifying { is_overdue, .. } = &mut looked.ask {
        *is_overdue = false;
    }
    if let (
        Ask::Verifying { since, .. },
        Ask::Verifying {
            since: as_before, ..
        },
    ) = (&mut looked.ask, &before.ask)
    {
        *since = *as_before;
    }
    talk.paper.take();
    talk.ask(&looked)?;
    let written = objects(&talk.paper.take());
    let event = written.first().expect("an event");
    assert_eq!(
        (&event["event"], &event["text"]),
        (&json!("checked"), &json!(words))
    );
    Ok(())
}

#[tokio::test]
async fn what_came_of_a_former_holders_call_is_told_at_the_question_that_stands() -> io::Result<()>
{
    for name in ["code_sms", "pin", "board_shut"] {
        let before = subject(name);
        let mut talk = Talk::at(&before, Acceptance::AfterAsked)?;
        talk.paper.take();
        let after = Prompt {
            late: Some(of_ana()),
            ..before
        };
        talk.ask(&after)?;
        let written = objects(&talk.paper.take());
        let prompt = written.first().expect("a prompt");
        let notes = prompt["notes"].to_string();
        let told = notes.contains("the call by ana@desk") && notes.contains("the service did it");
        assert!(told, "{name}: {prompt}");
        assert!(!notes.contains("nothing was sent"), "{name}: {prompt}");
    }
    Ok(())
}

#[tokio::test]
async fn an_onboarding_has_its_name_in_prompts_calls_and_checks() -> io::Result<()> {
    let (before, mut later) = (subject("verifying"), subject("verifying_unclear"));
    later.id = before.id;
    let mut calling = subject("code_sending");
    calling.id.0 += 1;
    let mut talk = Talk::at(&subject("code_sms"), Acceptance::AfterAsked)?;
    let unnamed = objects(&talk.paper.take());
    assert!(unnamed.iter().all(|object| object["onboarding"].is_null()));
    for (prompt, kind) in [(before, "prompt"), (later, "checked"), (calling, "calling")] {
        let session = SessionId(0);
        let card = Card { session, prompt };
        let name = |_| Some("4f2a9c01".to_owned());
        talk.json.show(&DeskView::alone(&card).named(&name), NOW)?;
        let written = objects(&talk.paper.take());
        let last = written.last().expect("an object");
        assert!(
            last["type"] == kind || last["event"] == kind,
            "{kind}: {last}"
        );
        assert_eq!(last["onboarding"], "4f2a9c01", "{kind}");
    }
    Ok(())
}
