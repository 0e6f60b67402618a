//! One line of typed text, plain, secret or digits only.
//!
//! Our own and not a library's: the ones there are print their text with `Debug`, keep deleted text in a
//! buffer, or take no paste, and a token must never be in any of those places. The text is wiped on drop.

use crate::domain::phone::typed_digit;
use crate::domain::secret::Secret;
use crate::tui::keymap::Key;
use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

/// The most characters that a field takes; more is a mistaken paste.
const MAX_CHARS: usize = 2_048;

/// What a field holds and how it shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text as it is.
    Plain,
    /// Text shown as dots.
    Secret,
    /// Text of several lines.
    Area,
    /// A phone number: digits without their separators.
    Phone,
    /// Digits, each in its box.
    Digits,
    /// Digits shown as dots, each in its box.
    SecretDigits,
}

impl Kind {
    /// Whether the text is shown as dots.
    pub(crate) fn is_secret(self) -> bool {
        matches!(self, Kind::Secret | Kind::SecretDigits)
    }

    /// Whether only digits are taken.
    pub(crate) fn is_digits(self) -> bool {
        matches!(self, Kind::Digits | Kind::SecretDigits)
    }
}

/// The field.
pub(crate) struct Field {
    kind: Kind,
    text: Zeroizing<String>,
    /// Byte index, always between two graphemes.
    caret: usize,
    /// Characters of a value that is held elsewhere and stands until something is typed.
    held: Option<usize>,
    /// Counts the changes, so that whoever drew it knows whether it looks the same.
    revision: u64,
}

impl Field {
    /// An empty field.
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            // Room from the start: a growing text would leave copies of itself behind.
            text: Zeroizing::new(String::with_capacity(256)),
            caret: 0,
            held: None,
            revision: 0,
        }
    }

    /// Another number after each change.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// What it holds.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// The typed text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The typed text as a secret; `None` when the value held elsewhere stands.
    pub(crate) fn secret(&self) -> Option<Secret> {
        (self.held.is_none()).then(|| Secret::new(self.text.as_str()))
    }

    /// Whether there is neither typed nor held text.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.held.is_none()
    }

    /// How many characters it shows.
    pub(crate) fn char_count(&self) -> usize {
        self.held.unwrap_or_else(|| self.text.chars().count())
    }

    /// The graphemes before the caret.
    pub(crate) fn before_caret(&self) -> &str {
        self.text.get(..self.caret).unwrap_or_default()
    }

    /// Whether the caret stands in typed text, or in a held value, which cannot be edited.
    pub(crate) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Replaces the text; the caret goes to its end.
    pub(crate) fn set(&mut self, text: &str) {
        if self.text.as_str() != text {
            self.clear();
            self.text.push_str(text);
            self.caret = self.text.len();
            self.revision += 1;
        }
    }

    /// Shows a value that is held elsewhere, unless the typed text has just that length.
    pub(crate) fn hold(&mut self, chars: Option<usize>) {
        let typed = self.text.chars().count();
        if !self.text.is_empty() && chars == Some(typed) {
            return;
        }
        self.clear();
        self.held = chars;
        self.revision += 1;
    }

    /// Shows text that is seen as it is as dots from here on.
    pub(crate) fn conceal(&mut self) {
        if self.kind == Kind::Plain {
            self.kind = Kind::Secret;
            self.revision += 1;
        }
    }

    /// Empties and wipes it.
    pub(crate) fn clear(&mut self) {
        self.text.zeroize();
        self.caret = 0;
        self.held = None;
        self.revision += 1;
    }

    /// Takes an editing key in. A held value is not typed over: a paste replaces it, and what removes a
    /// character removes it whole. `false` when the key is none.
    pub(crate) fn edit(&mut self, key: &Key) -> bool {
        self.revision += 1;
        match key {
            Key::Char(_) if self.held.is_some() => {}
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Paste(text) | Key::TornPaste(text) => self.insert(text),
            Key::Backspace => self.remove(self.previous()..self.caret),
            Key::Delete => self.remove(self.caret..self.next()),
            Key::ClearLine => self.clear(),
            Key::Left => self.caret = self.previous(),
            Key::Right => self.caret = self.next(),
            Key::Home => self.caret = 0,
            Key::End => self.caret = self.text.len(),
            Key::Next
            | Key::Previous
            | Key::Up
            | Key::Down
            | Key::Enter
            | Key::Escape
            | Key::PageUp
            | Key::PageDown
            | Key::Interrupt
            | Key::Redraw
            | Key::Suspend
            | Key::Switch
            | Key::Desk(_)
            | Key::Reveal
            | Key::View(_)
            | Key::Aside(_) => return false,
        }
        true
    }

    fn insert(&mut self, typed: &str) {
        let digits_only = self.kind.is_digits();
        let lines = self.kind == Kind::Area;
        let printable = |c: char| !c.is_control() || (lines && c == '\n');
        let fits = |c: &char| printable(*c) && (!digits_only || c.is_ascii_digit());
        let phone = self.kind == Kind::Phone;
        let taken = |c: char| if phone { typed_digit(c) } else { Some(c) };
        let room = MAX_CHARS.saturating_sub(self.text.chars().count());
        let limit = if digits_only {
            room.min(crate::domain::codes::MAX_CODE_DIGITS.saturating_sub(self.text.len()))
        } else {
            room
        };
        // Room from the start here too, and none of it grows.
        let mut kept = Zeroizing::new(String::with_capacity(typed.len()));
        kept.extend(typed.chars().filter_map(taken).filter(fits).take(limit));
        if kept.is_empty() {
            return;
        }
        if self.held.is_some() {
            self.clear();
        }
        self.make_room(kept.len());
        self.text.insert_str(self.caret, &kept);
        self.caret += kept.len();
    }

    /// Moves the text to a larger place when it must grow, and wipes the old one.
    fn make_room(&mut self, more: usize) {
        let needed = self.text.len() + more;
        if needed > self.text.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(2 * needed));
            larger.push_str(&self.text);
            self.text = larger;
        }
    }

    fn remove(&mut self, range: std::ops::Range<usize>) {
        if self.held.is_some() {
            self.clear();
        } else if self.text.get(range.clone()).is_some() {
            self.caret = range.start;
            self.text.replace_range(range, "");
        }
    }

    fn previous(&self) -> usize {
        let before = self.before_caret();
        before.len() - before.graphemes(true).next_back().map_or(0, str::len)
    }

    fn next(&self) -> usize {
        let after = self.text.get(self.caret..).unwrap_or_default();
        self.caret + after.graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paste(text: &str) -> Key {
        Key::Paste(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn editing_never_cuts_a_grapheme() {
        let mut field = Field::new(Kind::Plain);
        field.edit(&paste("a👨‍👩‍👧e\u{301}"));
        field.edit(&Key::Backspace);
        assert_eq!(field.text(), "a👨‍👩‍👧");
        field.edit(&Key::Left);
        field.edit(&Key::Delete);
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn a_paste_loses_its_line_ends_and_control_bytes() {
        let mut field = Field::new(Kind::Secret);
        field.edit(&paste("F12\r\n\u{1b}34\n"));
        assert_eq!(field.text(), "F1234");
    }

    #[test]
    fn a_code_is_pasted_with_its_separators() {
        let mut field = Field::new(Kind::Digits);
        field.edit(&paste(" 123-456 "));
        assert_eq!(field.text(), "123456");
    }

    #[test]
    fn a_number_is_kept_without_its_separators_and_loses_digits_one_by_one() {
        let mut field = Field::new(Kind::Phone);
        field.edit(&paste("(11) 98765\u{2011}4321"));
        assert_eq!(field.text(), "11987654321");
        field.edit(&Key::Backspace);
        field.edit(&Key::Char('-'));
        field.edit(&Key::Char('9'));
        assert_eq!(field.text(), "11987654329");
        field.edit(&Key::Char('x'));
        assert_eq!(field.text(), "11987654329x", "a mistake is seen");
    }

    #[test]
    fn a_held_value_stands_until_it_is_pasted_over_or_removed() {
        let mut field = Field::new(Kind::Secret);
        field.hold(Some(24));
        assert_eq!((field.secret(), field.char_count()), (None, 24));
        field.edit(&Key::Char('x'));
        assert_eq!((field.secret(), field.char_count()), (None, 24));
        field.edit(&paste("x"));
        assert_eq!(field.secret(), Some(Secret::new("x")));
        field.hold(Some(1));
        assert_eq!(field.text(), "x");
        field.hold(Some(24));
        for key in [Key::Backspace, Key::Delete, Key::ClearLine] {
            field.hold(Some(24));
            field.edit(&key);
            assert_eq!(field.secret(), Some(Secret::new("")));
        }
        field.edit(&Key::Char('y'));
        assert_eq!(field.secret(), Some(Secret::new("y")));
    }
}
