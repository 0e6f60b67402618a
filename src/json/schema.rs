//! The schema in `assets/json.schema.json` is the one of the types.

use crate::json::{AnswerLine, Message};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};
use std::error::Error;

fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let out = generator.subschema_for::<Message>();
    let mut reading = SchemaSettings::draft2020_12()
        .for_deserialize()
        .into_generator();
    let answers = reading.subschema_for::<AnswerLine>();
    let mut definitions = generator.take_definitions(true);
    definitions.extend(reading.take_definitions(true));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zapi-onboard --json, version 1",
        "description": "One object a line: `out` is written, `in` is read.",
        "properties": { "out": out, "in": answers },
        "$defs": definitions,
    })
}

/// `SCHEMA_UPDATE=1 cargo test --lib json::schema` writes it.
#[test]
fn the_schema_is_the_one_of_the_types() -> Result<(), Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/json.schema.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&schema())?);
    if std::env::var_os("SCHEMA_UPDATE").is_some() {
        std::fs::write(path, &made)?;
    }
    assert_eq!(std::fs::read_to_string(path)?, made);
    Ok(())
}
