//! What is said in line mode: whole lines, one after the other, and nothing that moves the cursor.

use crate::locale::seven_bit::seven_bit;
use std::io::{self, Write};

/// Which signs may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Any.
    All,
    /// Those of 7 bits.
    SevenBit,
}

/// Says things, and knows whether somebody is being asked at the moment.
pub(super) struct Voice {
    out: Box<dyn Write>,
    signs: Signs,
    /// How many columns a line may have; `None` where whoever shows it breaks it better.
    width: Option<usize>,
    /// A question stands at the beginning of a line that is not ended.
    asking: bool,
    /// Nobody listens any more.
    unheard: bool,
}

impl Voice {
    pub(super) fn new(out: Box<dyn Write>, signs: Signs, width: Option<usize>) -> Self {
        Self {
            out,
            signs,
            width,
            asking: false,
            unheard: false,
        }
    }

    /// Whether nobody listens any more.
    pub(super) fn is_unheard(&self) -> bool {
        self.unheard
    }

    /// Whether a question is open.
    pub(super) fn is_asking(&self) -> bool {
        self.asking
    }

    /// Says a line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        let text = format!("{}\n", self.broken(&self.plain(text)));
        self.write(&text)?;
        self.asking = false;
        Ok(())
    }

    /// Leaves a line empty.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        self.line("")
    }

    /// Asks; the answer stands on the same line.
    pub(super) fn ask(&mut self, text: &str) -> io::Result<()> {
        let text = format!("{}: ", self.broken(&self.plain(text)));
        self.write(&text)?;
        self.asking = true;
        Ok(())
    }

    /// The person ended the line of the question.
    pub(super) fn answered(&mut self) {
        self.asking = false;
    }

    /// The text with its lines broken between words, where that is wanted.
    fn broken(&self, text: &str) -> String {
        let Some(width) = self.width.filter(|_| !text.starts_with(' ')) else {
            return text.to_owned();
        };
        let (mut whole, mut column) = (String::new(), 0);
        for word in text.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                whole.push('\n');
                column = 0;
            } else if column > 0 {
                whole.push(' ');
                column += 1;
            }
            whole.push_str(word);
            column += length;
        }
        whole
    }

    fn plain(&self, text: &str) -> String {
        let shown = text.chars().filter(|c| !c.is_control());
        let shown: String = shown.collect();
        match self.signs {
            Signs::All => shown,
            Signs::SevenBit => seven_bit(&shown),
        }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.unheard {
            return Ok(());
        }
        // What comes up while somebody is asked begins on a line of its own.
        let lead = if self.asking { "\n" } else { "" };
        let out = &mut self.out;
        let written = out
            .write_all(lead.as_bytes())
            .and_then(|()| out.write_all(text.as_bytes()))
            .and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.unheard = true;
                Ok(())
            }
            written => written,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(width: Option<usize>) -> Voice {
        Voice::new(Box::new(io::sink()), Signs::All, width)
    }

    #[test]
    fn lines_are_broken_between_words_only_where_that_is_wanted() {
        let text = "one two three overlongword 1. two";
        assert_eq!(voice(None).broken(text), text);
        let broken = voice(Some(9)).broken(text);
        assert_eq!(broken, "one two\nthree\noverlongword\n1. two");
        assert_eq!(broken.replace('\n', " "), text, "no word is lost");
    }

    #[test]
    fn a_row_of_a_picture_stays_as_it_is() {
        assert_eq!(voice(Some(9)).broken("   .@@@   @@@."), "   .@@@   @@@.");
    }

    #[test]
    fn what_would_move_a_cursor_is_left_out() {
        assert_eq!(voice(None).plain("a\x1b[2Jb\u{9b}c\rd"), "a[2Jbcd");
    }
}
