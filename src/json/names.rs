//! Names and numbers as every object writes them.

use crate::domain::phone::PhoneNumber;
use crate::domain::time::{Deadline, Timestamp};
use serde::Serialize;
use serde_json::Value;

/// A number as digits behind a `+`.
#[must_use]
pub fn digits(number: &PhoneNumber) -> String {
    format!("+{}{}", number.calling_code(), number.national())
}

/// Seconds left of a wait, rounded up.
pub(super) fn seconds(deadline: Deadline, now: Timestamp) -> u64 {
    let left = deadline.remaining(now).unwrap_or_default();
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// The name of a variant, as it is serialised.
pub(super) fn tag<T: Serialize>(variant: &T) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(name)) => name,
        Ok(Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | Err(_) => {
            String::new()
        }
    }
}
