//! What to type at each question: the hints that all scenarios share, and what a scenario says otherwise.
//!
//! A text may name `{number}`, `{code}`, `{pin}`, `{captcha}`, `{next_captcha}` and `{email_code}`: the
//! scenario's values stand there in the end.

use crate::sim::scenario::{ScenarioError, read};
use std::collections::BTreeMap;

/// By language, then by the name of the question.
pub(super) type Hints = BTreeMap<String, BTreeMap<String, String>>;

const SHARED: &str = include_str!("../../../assets/hints.toml");

/// The hints of a scenario whose own ones are `own`; each `(name, value)` fills `{name}`.
///
/// # Errors
/// The shared hints are no TOML, or no hints.
pub(super) fn whole(own: &Hints, values: &[(&str, &str)]) -> Result<Hints, ScenarioError> {
    let mut hints: Hints = read(SHARED)?;
    for (language, texts) in own {
        hints
            .entry(language.clone())
            .or_default()
            .extend(texts.clone());
    }
    for text in hints.values_mut().flat_map(BTreeMap::values_mut) {
        for (name, value) in values {
            *text = text.replace(&format!("{{{name}}}"), value);
        }
    }
    Ok(hints)
}

/// A number as people write it: a Brazilian one, whose country stands in the form, without it; any other one whole.
pub(super) fn spaced(calling_code: &str, national: &str) -> String {
    if calling_code != "55" {
        return format!("+{calling_code} {national}");
    }
    let parts = || {
        let (area, line) = national.split_at_checked(2)?;
        let (first, last) = line.split_at_checked(line.len().checked_sub(4)?)?;
        matches!(first.len(), 4 | 5).then(|| format!("{area} {first}-{last}"))
    };
    parts().unwrap_or_else(|| national.to_owned())
}
