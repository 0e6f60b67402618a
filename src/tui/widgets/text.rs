//! Text in rows: wrapping and measuring by the columns that a terminal gives each grapheme.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Breaks `text` into rows of at most `width` columns, at spaces where it can.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut rows = vec![String::new()];
    for word in text.split(' ') {
        let row = rows.last_mut();
        let Some(row) = row else { break };
        let gap = usize::from(!row.is_empty());
        if row.width() + gap + word.width() <= width {
            if gap == 1 {
                row.push(' ');
            }
            row.push_str(word);
        } else {
            if row.is_empty() {
                rows.pop();
            }
            rows.extend(break_word(word, width));
        }
    }
    rows
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
    fn wide_characters_count_two_columns() {
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(fit("日本語", 5), "日本~");
        assert_eq!(tail("日本語", 3), "語");
    }
}
