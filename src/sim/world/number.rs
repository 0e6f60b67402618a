//! Numbers as requests name them: digits in a text, or a whole number, which the service takes as well.

use serde_json::{Map, Value};

/// The most digits of a national number, by calling code, with what old spellings of `WhatsApp` put before it.
///
/// Source: the countries' numbering plans.
const LONGEST: [(&str, usize); 14] = [
    ("1", 10),
    ("7", 10),
    ("34", 9),
    ("44", 10),
    ("51", 9),
    ("52", 11),
    ("54", 11),
    ("55", 11),
    ("56", 9),
    ("57", 10),
    ("91", 10),
    ("225", 10),
    ("229", 10),
    ("351", 9),
];

/// The most digits of an international number. Source: ITU-T E.164.
const LONGEST_WITH_CODE: usize = 15;

/// A phone number as requests name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    ddi: String,
    phone: String,
}

impl Number {
    /// Both fields must be digits and nothing else.
    pub(super) fn in_body(body: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            ddi: digits_in(body, "ddi")?,
            phone: digits_in(body, "phone")?,
        })
    }

    /// With its calling code.
    pub(super) fn international(&self) -> String {
        format!("{}{}", self.ddi, self.phone)
    }

    /// Whether the national number begins with the calling code and is too long to be one that just looks so, such as
    /// a number of the area 55 in Brazil.
    pub(super) fn carries_calling_code(&self) -> bool {
        let known = LONGEST.iter().find(|(code, _)| *code == self.ddi);
        let longest = known.map_or(LONGEST_WITH_CODE - self.ddi.len().min(3), |(_, most)| *most);
        self.phone.starts_with(&self.ddi) && self.phone.len() > longest
    }
}

/// The digits of a field: of a text of digits and nothing else, or of a whole number.
pub(super) fn digits_in(body: &Map<String, Value>, key: &str) -> Option<String> {
    let value = body.get(key)?;
    let text = match (value.as_str(), value.as_u64()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(number)) => number.to_string(),
        (None, None) => return None,
    };
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(text)
}
