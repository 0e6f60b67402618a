//! An onboarding has one name wherever it is named, and its report says how each try ended.

use crate::scripted::{CODE, LOOK, PIN, REQUEST, Scripted, Tested};
use serde_json::{Value, json};
use std::error::Error;

const NUMBER: &str = "+5511987654321";

fn requested(here: &Scripted) -> Result<Value, Box<dyn Error>> {
    let asked = ["request", "--number", NUMBER, "--method", "sms", "--json"];
    here.run(&asked, "")?.object()
}

fn report(here: &Scripted, name: &str, format: &str) -> Result<String, Box<dyn Error>> {
    Ok(here.run(&["report", name, "--format", format], "")?.out)
}

/// Every name under `onboarding` in it, wherever it stands.
fn names(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str().filter(|_| name == "onboarding") {
                    Some(text) => found.push(text.to_owned()),
                    None => names(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_called(value: &Value, name: &str, times: usize) {
    let mut found = Vec::new();
    names(value, &mut found);
    assert!(found.len() >= times, "{value:#}");
    assert!(
        found.iter().all(|found| found == name),
        "{found:?}: {value:#}"
    );
}

#[test]
fn single_steps_lists_and_reports_give_an_onboarding_one_name() -> Tested {
    let here = Scripted::answering([])?;
    let asked = requested(&here)?;
    let name = asked["onboarding"].as_str().ok_or("a name")?.to_owned();
    assert_eq!(
        asked["session"],
        name.as_str(),
        "as it stood in the first version"
    );
    assert_eq!(asked["kept_as"], name.as_str());
    is_called(&asked, &name, 2);
    let listed = here.run(&["sessions", "--json"], "")?.object()?;
    assert_eq!(listed["sessions"][0]["id"], name.as_str());
    is_called(&listed, &name, 1);
    let told: Value = serde_json::from_str(&report(&here, &name, "json")?)?;
    assert_eq!(told["onboarding"]["id"], name.as_str());
    let rows = told["history"].as_array().ok_or("a history")?.len();
    is_called(&told, &name, rows + 1);
    Ok(())
}

#[test]
fn the_conversation_as_json_gives_an_onboarding_the_same_name() -> Tested {
    let here = Scripted::answering([])?;
    let name = requested(&here)?["onboarding"]
        .as_str()
        .ok_or("a name")?
        .to_owned();
    let talk = here.run(&["--json"], "{\"prompt\":1,\"choose\":\"take_up_0\"}\n")?;
    let events: Vec<Value> = talk
        .out
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let offered = events
        .iter()
        .find(|event| event["name"] == "welcome")
        .ok_or("an offer")?;
    is_called(&offered["details"], &name, 1);
    let asked = events
        .iter()
        .find(|event| event["name"] == "code")
        .ok_or("the code")?;
    assert_eq!(asked["onboarding"], name.as_str(), "{asked:#}");
    let end = events.last().ok_or("an outcome")?;
    assert_eq!(end["type"], "outcome");
    is_called(end, &name, 2);
    assert_eq!(end["session"], name.as_str());
    Ok(())
}

/// The words of a report's last lines, without time and person.
fn told(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("- 2"));
    lines
        .filter_map(|line| Some(line.split_once(": ")?.1))
        .collect()
}

#[test]
fn a_report_says_how_each_try_ended() -> Tested {
    let here = Scripted::answering([])?;
    here.answers(
        CODE,
        [
            json!({"success": false}),
            json!("nonsense"),
            json!({"success": false, "confirmSecurityCode": true}),
        ],
    );
    here.answers(
        PIN,
        [
            json!({"success": false}),
            json!({"success": false, "blocked": true}),
        ],
    );
    let name = requested(&here)?["onboarding"]
        .as_str()
        .ok_or("a name")?
        .to_owned();
    for _ in 0..2 {
        here.run(&["confirm"], "123456\n")?;
    }
    // What became of the second is not known, so the person says that a code is there all the same.
    let text = report(&here, &name, "markdown")?;
    let lines = told(&text);
    let says = |what: &str| lines.iter().filter(|line| line.contains(what)).count();
    assert_eq!(says("98765-4321: SMS, request 1"), 2, "{text}");
    assert_eq!(says("– accepted"), 2, "the look and the request: {text}");
    assert_eq!(says("code handed in, try 1 – refused"), 1, "{text}");
    assert_eq!(
        says("code handed in, try 2 – it is not known whether"),
        1,
        "{text}"
    );
    let data: Value = serde_json::from_str(&report(&here, &name, "json")?)?;
    let ended = data["history"].as_array().ok_or("a history")?;
    let ended: Vec<&Value> = ended
        .iter()
        .filter_map(|row| row["entry"].get("ended"))
        .map(|ended| &ended["outcome"])
        .collect();
    assert_eq!(
        ended,
        ["succeeded", "succeeded", "declined", "unknown"],
        "{data:#}"
    );
    assert_eq!((here.count(REQUEST), here.count(LOOK)), (1, 1));
    Ok(())
}

#[test]
fn a_report_does_not_grow_with_each_step_that_only_looks() -> Tested {
    let here = Scripted::answering([])?;
    let name = requested(&here)?["onboarding"]
        .as_str()
        .ok_or("a name")?
        .to_owned();
    here.run(&["status", "--session", &name], "")?;
    let before = (
        report(&here, &name, "markdown")?,
        report(&here, &name, "json")?,
    );
    for _ in 0..3 {
        here.run(&["status", "--session", &name], "")?;
    }
    let after = (
        report(&here, &name, "markdown")?,
        report(&here, &name, "json")?,
    );
    assert_eq!(told(&after.0), told(&before.0));
    let rows = |text: &str| -> Result<usize, Box<dyn Error>> {
        let data: Value = serde_json::from_str(text)?;
        Ok(data["history"].as_array().ok_or("a history")?.len())
    };
    assert_eq!(rows(&after.1)?, rows(&before.1)?);
    assert_eq!(
        before
            .0
            .lines()
            .filter(|line| line.starts_with('#'))
            .count(),
        1
    );
    Ok(())
}

#[test]
fn the_text_of_a_step_speaks_of_that_step() -> Tested {
    let here = Scripted::answering([(CODE, json!({"success": false}))])?;
    let text = |end: Value| end["text"].as_str().map(ToOwned::to_owned);
    let asked = text(requested(&here)?);
    assert_eq!(asked.as_deref(), Some("A code was requested: SMS."));
    let refused = text(here.run(&["confirm", "--json"], "123456\n")?.object()?);
    assert!(refused.is_some_and(|text| text.starts_with("The code is incorrect.")));
    let checked = here
        .run(&["check", "--number", NUMBER, "--json"], "")?
        .object()?;
    let checked = text(checked);
    assert!(
        checked.is_some_and(|text| !text.contains("Left")),
        "not of the wizard"
    );
    Ok(())
}
