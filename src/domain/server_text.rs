//! Text that a server sent, made safe for a terminal.
//!
//! It is untrusted: control characters, escape sequences and direction overrides would let a server draw on
//! the person's screen. [`ServerText`] can only be made through the filter, so holding one is the proof.

use crate::domain::digit_runs::DOTS;
use crate::domain::secret::Secret;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The most characters kept of a server's text; the rest is cut, with an ellipsis.
pub const MAX_CHARS: usize = 240;

/// A server's own words: one line, printable, at most [`MAX_CHARS`] characters, without our secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerText(String);

impl ServerText {
    /// A number, as its digits.
    pub(crate) fn of_number(number: u32) -> Self {
        Self(number.to_string())
    }

    /// Filters `raw`; `None` when nothing readable is left.
    ///
    /// Every occurrence of one of `secrets`, in capital or small letters, becomes dots first: the service echoes tokens
    /// in its errors.
    #[must_use]
    pub fn new(raw: &str, secrets: &[&Secret]) -> Option<Self> {
        Self::redacted(raw, |printable| without_secrets(printable, secrets))
    }

    /// Filters `raw`, after `redact` has taken out of its printable text what must not be seen; `None` when nothing readable
    /// is left.
    #[must_use]
    pub fn redacted(raw: &str, redact: impl FnOnce(String) -> String) -> Option<Self> {
        let redacted = redact(strip(raw));
        let mut line = redacted.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > MAX_CHARS {
            line = line.chars().take(MAX_CHARS).chain(['…']).collect();
        }
        (!line.is_empty()).then_some(Self(line))
    }

    /// The safe text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was written down passes the filter again: somebody may have changed it since.
impl<'de> Deserialize<'de> for ServerText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = String::deserialize(deserializer)?;
        Self::new(&stored, &[]).ok_or_else(|| D::Error::custom("a text without anything readable"))
    }
}

/// Fewer characters are no secret: too much of a text would go with them.
const MIN_SECRET_CHARS: usize = 4;

/// `text` with dots for each of `secrets`, in whichever case its letters are echoed.
#[must_use]
pub fn without_secrets(text: String, secrets: &[&Secret]) -> String {
    let long_enough = |secret: &&&Secret| secret.char_count() >= MIN_SECRET_CHARS;
    secrets
        .iter()
        .filter(long_enough)
        .fold(text, |text, secret| without(&text, secret.expose()))
}

fn without(text: &str, secret: &str) -> String {
    // Only ASCII letters change, so that places in both texts are the same.
    let folded = text.to_ascii_lowercase();
    let sought = secret.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in folded.match_indices(&sought) {
        kept.push_str(text.get(from..at).unwrap_or_default());
        kept.push_str(DOTS);
        from = at + found.len();
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// Drops escape sequences whole, then whatever else a terminal or a reader could be fooled by.
fn strip(raw: &str) -> String {
    let mut kept = String::with_capacity(raw.len().min(4 * MAX_CHARS));
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_sequence(&mut chars),
            '\u{9b}' => skip_csi(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut chars),
            _ if c.is_whitespace() => kept.push(' '),
            _ if c.is_control() || is_invisible(c) => {}
            _ => kept.push(c),
        }
    }
    kept
}

fn skip_sequence(chars: &mut std::str::Chars<'_>) {
    match chars.next() {
        Some('[') => skip_csi(chars),
        Some('P' | 'X' | ']' | '^' | '_') => skip_string(chars),
        Some('\u{20}'..='\u{2f}') => {
            chars.next();
        }
        Some(_) | None => {}
    }
}

fn skip_csi(chars: &mut std::str::Chars<'_>) {
    for c in chars.by_ref() {
        if ('\u{40}'..='\u{7e}').contains(&c) {
            return;
        }
    }
}

fn skip_string(chars: &mut std::str::Chars<'_>) {
    while let Some(c) = chars.next() {
        if matches!(c, '\u{07}' | '\u{9c}') {
            return;
        }
        if c == '\u{1b}' {
            chars.next();
            return;
        }
    }
}

/// Format characters that reorder, join or hide text, and the ranges no font agrees on.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(raw: &str) -> Option<String> {
        ServerText::new(raw, &[]).map(|text| text.as_str().to_owned())
    }

    #[test]
    fn escape_sequences_vanish_whole() {
        assert_eq!(clean("a\u{1b}[31;1mb\u{1b}[0m").as_deref(), Some("ab"));
        assert_eq!(clean("a\u{1b}]52;c;Zm9v\u{7}b").as_deref(), Some("ab"));
        assert_eq!(clean("a\u{1b}]8;;http://x\u{1b}\\b").as_deref(), Some("ab"));
        assert_eq!(
            clean("a\u{1b}Pq#0\u{1b}\\b\u{9b}2Jc").as_deref(),
            Some("abc")
        );
        assert_eq!(clean("a\u{1b}(0b").as_deref(), Some("ab"));
    }

    #[test]
    fn control_and_direction_characters_never_get_through() {
        assert_eq!(
            clean("a\u{202e}b\u{0}c\u{7f}d\u{85}e").as_deref(),
            Some("abcd e")
        );
        assert_eq!(clean("\u{200b}\u{1b}[2J\r\n"), None);
    }

    #[test]
    fn lines_become_one_and_long_text_is_cut() {
        assert_eq!(
            clean("one\r\n  two\tthree").as_deref(),
            Some("one two three")
        );
        let long = clean(&"x".repeat(5_000)).unwrap_or_default();
        assert_eq!(long.chars().count(), MAX_CHARS + 1);
    }

    #[test]
    fn an_echoed_token_is_replaced_even_when_escapes_split_it() {
        let token = Secret::new("F1234567890S");
        let text = ServerText::new("Client-Token F1234\u{1b}[m567890S not allowed", &[&token]);
        assert_eq!(
            text.as_ref().map(ServerText::as_str),
            Some("Client-Token ••• not allowed")
        );
    }

    #[test]
    fn an_upper_case_or_mixed_echo_of_a_token_is_not_shown() {
        let token = Secret::new("F12ab34cdefS");
        for echo in [
            "F12AB34CDEFS",
            "f12ab34cdefs",
            "f12Ab34CdEFs",
            "F12ab34cdefS",
        ] {
            let text = ServerText::new(&format!("É {echo}/{echo} é"), &[&token]);
            assert_eq!(text.as_ref().map(ServerText::as_str), Some("É •••/••• é"));
        }
    }
}
