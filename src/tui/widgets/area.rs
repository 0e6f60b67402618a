//! Text of several lines: wrapped at spaces, with the place of the caret.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text in rows, and where the caret stands: column and row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) rows: Vec<String>,
    pub(crate) caret: (usize, usize),
}

/// Breaks `text` into rows of at most `width` columns; `caret` is a byte index into it.
pub(crate) fn area(text: &str, caret: usize, width: usize) -> Area {
    let width = width.max(1);
    let mut rows: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        rows.extend(broken(line, width).map(|(at, row)| (start + at, row)));
        start += line.len() + 1;
    }
    let row = rows.iter().rposition(|(at, _)| *at <= caret).unwrap_or(0);
    let column = rows.get(row).map_or(0, |(at, row)| {
        row.get(..caret - at)
            .map_or_else(|| row.width(), UnicodeWidthStr::width)
    });
    Area {
        rows: rows.into_iter().map(|(_, row)| row.to_owned()).collect(),
        caret: (column, row),
    }
}

/// The rows of one line with the byte index of each; a space at which it breaks stays at the row's end.
fn broken(line: &str, width: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let from = rest?;
        let text = line.get(from..)?;
        let to = from + end_of_row(text, width);
        rest = (to < line.len()).then_some(to);
        Some((from, line.get(from..to)?))
    })
}

/// How many bytes of `text` go into a row: all, or up to behind the last space that fits, or what fits.
fn end_of_row(text: &str, width: usize) -> usize {
    let (mut used, mut space) = (0, None);
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > width && grapheme == " " {
            return at + 1;
        }
        if used > width {
            return match (space, at) {
                (_, 0) => grapheme.len(),
                (Some(space), _) => space,
                (None, at) => at,
            };
        }
        if grapheme == " " {
            space = Some(at + 1);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_the_text_stands_in_exactly_one_row() {
        let text = "one two three\n\nabcdefghij kl";
        let shown = area(text, 0, 7);
        assert_eq!(shown.rows, ["one two ", "three", "", "abcdefg", "hij kl"]);
        assert_eq!(shown.rows.concat(), text.replace('\n', ""));
    }

    #[test]
    fn the_caret_is_found_in_its_row() {
        let text = "one two three\n\nabc";
        let caret = |at| area(text, at, 8).caret;
        assert_eq!(caret(0), (0, 0));
        assert_eq!(caret(7), (7, 0));
        assert_eq!(caret(8), (0, 1));
        assert_eq!(caret(13), (5, 1));
        assert_eq!(caret(14), (0, 2));
        assert_eq!(caret(text.len()), (3, 3));
    }

    #[test]
    fn a_character_wider_than_the_row_gets_a_row_of_its_own() {
        assert_eq!(area("日本", 0, 1).rows, ["日", "本"]);
    }
}
