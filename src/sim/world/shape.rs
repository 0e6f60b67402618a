//! The form of answers: fields that are missing or `null`, numbers that are written as something else.

use crate::sim::scenario::{Fields, Numbers};
use serde_json::{Number, Value};

/// Gives an answer the form that the scenario wants, nested objects and lists included.
pub(super) fn apply(fields: &Fields, body: &mut Value) {
    match body {
        Value::Object(object) => {
            object.retain(|name, _| !fields.absent.contains(name));
            for (name, value) in object {
                if fields.null.contains(name) {
                    *value = Value::Null;
                } else {
                    apply(fields, value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| apply(fields, item)),
        Value::Number(number) => {
            if let Some(other) = written(number, fields.numbers) {
                *body = other;
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn written(number: &Number, numbers: Numbers) -> Option<Value> {
    match numbers {
        Numbers::Integers => None,
        Numbers::Floats => number.as_f64().map(Value::from),
        Numbers::Strings => Some(number.to_string().into()),
    }
}
