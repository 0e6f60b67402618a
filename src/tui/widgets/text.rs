//! Text in rows: wrapping and measuring by the columns that a terminal gives each grapheme.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Breaks `text` into rows of at most `width` columns, at spaces where it can. A no-break space is none of
/// them, and neither are those in a phone number that begins with `+`.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut rows = vec![String::new()];
    let mut used = 0;
    for word in words(text) {
        let row = rows.last_mut();
        let Some(row) = row else { break };
        let gap = usize::from(!row.is_empty());
        let wide = word.width();
        if used + gap + wide <= width {
            if gap == 1 {
                row.push(' ');
            }
            row.push_str(word);
            used += gap + wide;
        } else {
            if row.is_empty() {
                rows.pop();
            }
            rows.extend(break_word(word, width));
            used = rows.last().map_or(0, |row| row.width());
        }
    }
    rows
}

/// The parts of a text that stay together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = if text.starts_with(|c: char| c == '+' || !c.is_alphanumeric()) {
            number_end(text)
        } else {
            None
        };
        let end = end.or_else(|| text.find(' ')).unwrap_or(text.len());
        let (word, behind) = text.split_at_checked(end)?;
        rest = behind.strip_prefix(' ');
        Some(word)
    })
}

/// Where the phone number ends that `text` begins with, with what hangs on to it; `None` when there is none.
fn number_end(text: &str) -> Option<usize> {
    let first = text.split(' ').next().unwrap_or_default();
    let digits = first.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+');
    let number = |part: &str| {
        // Masked digits are signs.
        let written = |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '.' | '*');
        part.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '*'))
            && part.chars().all(written)
    };
    // A sentence or a clause may end behind a part.
    let goes_on = |part: &str| number(part) && !part.ends_with('.');
    let begins = digits.strip_prefix('+').is_some_and(goes_on);
    if !begins {
        return None;
    }
    let mut end = first.len();
    for part in text.get(first.len() + 1..).unwrap_or_default().split(' ') {
        let bare = part.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '*'));
        if !number(bare) {
            break;
        }
        end += 1 + part.len();
        if bare.len() < part.len() {
            break;
        }
    }
    Some(end)
}

/// Cuts `text` to `width` columns, with an ellipsis where something was cut.
pub(crate) fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        if kept.width() + grapheme.width() >= width {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.push('~');
    kept
}

/// The end of `text` that fits into `width` columns.
pub(crate) fn tail(text: &str, width: usize) -> &str {
    let mut start = text.len();
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme.width();
        if used > width {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

fn break_word(word: &str, width: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for grapheme in word.graphemes(true) {
        let full = rows
            .last()
            .is_some_and(|row| !row.is_empty() && row.width() + grapheme.width() > width);
        if full {
            rows.push(String::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push_str(grapheme);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a abcdefgh b", 4), ["a", "abcd", "efgh", "b"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn a_phone_number_never_breaks() {
        let masked = wrap("Use +55 ** *****-**21?", 20);
        assert_eq!(masked, ["Use", "+55 ** *****-**21?"]);
        assert_eq!(
            wrap("Use +55 11 98765-4321? Now", 20),
            ["Use", "+55 11 98765-4321?", "Now"]
        );
        assert_eq!(
            wrap("A call to +1 202-555-0143, please", 18),
            ["A call to", "+1 202-555-0143,", "please"]
        );
        assert_eq!(
            wrap("(+54 9 11 2345-6789) 3 times", 24),
            ["(+54 9 11 2345-6789) 3", "times"]
        );
        assert_eq!(
            wrap("for +55 11 98765-4321. 24 hours", 21),
            ["for", "+55 11 98765-4321. 24", "hours"]
        );
        assert_eq!(wrap("one + one is two", 5), ["one +", "one", "is", "two"]);
        assert_eq!(wrap("a\u{a0}b c", 3), ["a\u{a0}b", "c"]);
        assert_eq!(wrap("+55 11 98765-4321", 8), ["+55 11 9", "8765-432", "1"]);
    }

    #[test]
    fn wide_characters_count_two_columns() {
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(fit("日本語", 5), "日本~");
        assert_eq!(tail("日本語", 3), "語");
    }
}
