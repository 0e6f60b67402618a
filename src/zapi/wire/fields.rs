//! The fields of a JSON object, read tolerantly.
//!
//! A field may be missing, `null`, of another type than documented, or a number in a string. Whatever cannot
//! be read is as good as missing; nothing here ever fails.

use super::wait::{retry_after_in, seconds};
use crate::domain::method::Wait;
use crate::flow::event::{Reason, RetryAfter};
use serde_json::{Map, Value};
use std::time::Duration;

/// Where the service puts its words, in the order of their weight.
const TEXTS: [&str; 6] = [
    "error",
    "message",
    "reason",
    "description",
    "details",
    "value",
];

/// The most pieces of text that are taken from one answer.
const MAX_TEXTS: usize = 12;

/// The longest international number has 15 digits; this leaves room for prefixes.
const MAX_PHONE_DIGITS: usize = 20;

/// The fields of one JSON object.
#[derive(Default)]
pub(super) struct Fields(pub(super) Map<String, Value>);

impl Fields {
    /// The field's value; `None` when it is missing or `null`.
    pub(super) fn given(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A yes or no, as JSON boolean or in a string.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        let value = self.given(name)?;
        value.as_bool().or_else(|| {
            let word = value.as_str()?.trim();
            let is = |text| word.eq_ignore_ascii_case(text);
            is("true").then_some(true).or(is("false").then_some(false))
        })
    }

    /// A text, without white space around it; `None` when there is nothing in it.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        filled(self.given(name)?)
    }

    /// A text inside the object `outer`.
    pub(super) fn inner(&self, outer: &str, name: &str) -> Option<&str> {
        filled(self.given(outer)?.get(name)?)
    }

    /// Whether there is something in the field: neither missing nor empty nor `false` nor 0.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.given(name).is_some_and(|value| {
            value.as_bool().unwrap_or(false)
                || filled(value).is_some()
                || value.as_f64().is_some_and(|number| number != 0.0)
                || value.as_array().is_some_and(|items| !items.is_empty())
                || value.as_object().is_some_and(|fields| !fields.is_empty())
        })
    }

    /// Whether the answer calls itself an error.
    pub(super) fn names_error(&self) -> bool {
        self.holds("error")
    }

    /// A count of things.
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        let count = number(self.given(name)?)?;
        let whole = (0.0..=f64::from(u32::MAX)).contains(&count) && count.fract() == 0.0;
        whole.then(|| format!("{count:.0}").parse().ok()).flatten()
    }

    /// A moment as Unix time, in seconds (ten digits) or milliseconds (thirteen); in milliseconds.
    pub(super) fn moment_ms(&self, name: &str) -> Option<i64> {
        let value = self.given(name)?;
        let text = match (value.as_str(), value.as_f64()) {
            (Some(text), _) => text.trim().to_owned(),
            (None, Some(number)) => format!("{number:.0}"),
            (None, None) => return None,
        };
        let (whole, _) = text.split_once('.').unwrap_or((&text, ""));
        let moment: i64 = whole.parse().ok().filter(|moment| *moment > 0)?;
        match whole.len() {
            10 => Some(moment * 1_000),
            13 => Some(moment),
            _ => None,
        }
    }

    /// A method's wait.
    pub(super) fn wait(&self, name: &str) -> Wait {
        let Some(value) = self.given(name) else {
            return Wait::Unknown;
        };
        match number(value) {
            Some(number) if (number + 1.0).abs() < f64::EPSILON => Wait::Closed,
            Some(number) => match seconds(number) {
                Some(Duration::ZERO) => Wait::Now,
                Some(wait) => Wait::For(wait),
                None => Wait::Unreadable,
            },
            None => Wait::Unreadable,
        }
    }

    /// How long the client shall wait, measured against the header `Date` where it is a date.
    pub(super) fn retry_after(&self, date: Option<&str>) -> RetryAfter {
        self.given("retryAfter")
            .map_or(RetryAfter::Absent, |value| retry_after_in(value, date))
    }

    /// What the field `reason` means: only a word that is all that stands in it is known.
    pub(super) fn reason(&self) -> Option<Reason> {
        self.text("reason").map(Reason::of_word)
    }

    /// The service's words, wherever they are, without repetitions.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for name in TEXTS {
            if let Some(value) = self.given(name) {
                collect(value, &mut texts);
            }
        }
        texts
    }
}

fn filled(value: &Value) -> Option<&str> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// The texts inside a value. JSON nests no deeper than its parser goes.
fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    if let Some(text) = filled(value) {
        if texts.len() < MAX_TEXTS && !texts.contains(&text) {
            texts.push(text);
        }
    } else if let Some(items) = value.as_array() {
        for item in items {
            collect(item, texts);
        }
    } else if let Some(fields) = value.as_object() {
        for field in fields.values() {
            collect(field, texts);
        }
    }
}

/// A number, as such or in a string.
fn number(value: &Value) -> Option<f64> {
    let number = match value.as_str() {
        Some(text) => text.trim().parse().ok()?,
        None => value.as_f64()?,
    };
    number.is_finite().then_some(number)
}

/// What stands behind the `@` of an address that begins with a phone number.
///
/// Source: clients of the live service.
const PHONE_ADDRESSES: [&str; 2] = ["s.whatsapp.net", "c.us"];

/// The digits of a line, from a number or a text, which may be an address like `5511…:3@s.whatsapp.net`.
///
/// `None` for anything that is not plainly a number: a masked one must not pass for another line, and what stands before
/// `@lid` is a name that `WhatsApp` gives to an account instead of its number.
pub(super) fn phone_digits(value: &Value) -> Option<String> {
    let text = match (value.as_str(), value.as_u64()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(number)) => number.to_string(),
        (None, None) => {
            let number = value.as_f64()?;
            let whole = number.is_sign_positive() && number.fract() == 0.0 && number < 1e16;
            whole.then(|| format!("{number:.0}"))?
        }
    };
    let (name, kind) = text.split_once('@').unwrap_or((&text, PHONE_ADDRESSES[0]));
    if !PHONE_ADDRESSES.contains(&kind.trim()) {
        return None;
    }
    let mut digits = String::new();
    for c in name.split(':').next()?.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' | '-' | '.' | '(' | ')' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    (1..=MAX_PHONE_DIGITS)
        .contains(&digits.len())
        .then_some(digits)
}
