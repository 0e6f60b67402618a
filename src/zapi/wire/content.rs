//! What an answer is at first sight: by its HTTP status, and by what its body turned out to be.

use super::censor;
use super::fields::Fields;
use serde_json::Value;

/// What HTTP says of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// 2xx.
    Fine,
    /// 3xx.
    Elsewhere,
    /// 4xx: the call was refused, so it did nothing.
    Refused,
    /// 5xx and 408: what became of the call is not known.
    Faulty,
    /// No status that HTTP knows.
    Odd,
}

pub(super) fn class_of(status: u16) -> Class {
    match status {
        200..=299 => Class::Fine,
        300..=399 => Class::Elsewhere,
        408 | 500..=599 => Class::Faulty,
        400..=499 => Class::Refused,
        _ => Class::Odd,
    }
}

/// What a body turned out to be.
pub(super) enum Content {
    Object(Fields),
    Empty,
    /// Anything else: a gateway's page, plain text, broken or foreign JSON.
    Text(String),
}

pub(super) fn content_of(body: &[u8]) -> Content {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(fields)) => Content::Object(Fields(fields)),
        Ok(Value::Null) => Content::Empty,
        Ok(Value::String(text)) => Content::Text(text),
        Ok(Value::Bool(_) | Value::Number(_) | Value::Array(_)) => Content::Text(String::new()),
        Err(_) if body.trim_ascii().is_empty() => Content::Empty,
        Err(_) => Content::Text(censor::readable(&String::from_utf8_lossy(body))),
    }
}
