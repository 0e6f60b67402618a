//! The attributes that are on, and the shortest way from some to others.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What is seen of a blank, besides its ground.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Attributes and the codes that switch them on and off. Source: ECMA-48, SGR.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Whether nothing is seen of a cell but its ground.
pub(super) fn is_bare(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(VISIBLE_ON_BLANK)
}

/// The attributes of what is written next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Pen {
    const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        underline: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// The one that draws a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// Whether it draws a cell as it is to be seen. Of a bare one, or of one that is erased, nothing is seen but the
    /// ground.
    pub(super) fn draws(&self, cell: &Cell) -> bool {
        let leaves_bare = !self.modifier.intersects(VISIBLE_ON_BLANK);
        *self == Self::of(cell) || (is_bare(cell) && leaves_bare && self.bg == cell.bg)
    }

    /// The bytes that make it of another one; of one that nobody knows, it is begun anew.
    pub(super) fn switch_from(&self, former: Option<&Self>, bytes: &mut Vec<u8>) {
        let mut anew = Codes::default();
        if *self != Self::PLAIN {
            anew.push(0);
            self.changes(&Self::PLAIN, &mut anew);
        }
        let mut changed = Codes::default();
        let shortest = match former {
            Some(former) => {
                self.changes(former, &mut changed);
                Some(changed).filter(|changed| changed.len() <= anew.len())
            }
            None => None,
        };
        bytes.extend(b"\x1b[");
        bytes.extend(shortest.unwrap_or(anew).written());
        bytes.push(b'm');
    }

    /// The codes of what differs from `former`.
    fn changes(&self, former: &Self, codes: &mut Codes) {
        let (gone, mut new) = (
            former.modifier.difference(self.modifier),
            self.modifier.difference(former.modifier),
        );
        let mut off_last = 0;
        for (modifier, _, off) in CODES {
            if gone.contains(modifier) {
                if off != off_last {
                    codes.push(off);
                    off_last = off;
                }
                // Some codes switch two attributes off, of which one may have to stay.
                for (other, _, also) in CODES {
                    if also == off && self.modifier.contains(other) {
                        new |= other;
                    }
                }
            }
        }
        for (modifier, on, _) in CODES {
            if new.contains(modifier) {
                codes.push(on);
            }
        }
        if self.fg != former.fg {
            codes.colour(self.fg, 30);
        }
        if self.bg != former.bg {
            codes.colour(self.bg, 40);
        }
        if self.underline != former.underline {
            codes.long_colour(self.underline, 50);
        }
    }
}

/// Codes with their separators, in a place of fixed size: some are needed for every few signs.
struct Codes {
    bytes: [u8; Codes::MOST],
    len: usize,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            bytes: [0; Self::MOST],
            len: 0,
        }
    }
}

impl Codes {
    /// Nine attributes off and on, and three colours of five numbers each.
    const MOST: usize = 128;

    fn len(&self) -> usize {
        self.len
    }

    fn written(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    fn push(&mut self, code: u8) {
        if self.len > 0 {
            self.byte(b';');
        }
        for (unit, always) in [(100, false), (10, false), (1, true)] {
            if always || code >= unit {
                self.byte(b'0' + code / unit % 10);
            }
        }
    }

    /// A colour's code; `base` is 30 for the sign and 40 for the ground, for which the first sixteen have short ones.
    fn colour(&mut self, colour: Color, base: u8) {
        match Ink::from(colour) {
            Ink::Nth(nth @ 0..8) => self.push(base + nth),
            Ink::Nth(nth @ 8..16) => self.push(base + 60 + nth - 8),
            Ink::Own | Ink::Nth(_) | Ink::Rgb(..) => self.long_colour(colour, base),
        }
    }

    /// The code that every colour has; `base` is 50 for an underline's.
    fn long_colour(&mut self, colour: Color, base: u8) {
        let codes: &[u8] = match Ink::from(colour) {
            Ink::Own => &[base + 9],
            Ink::Nth(nth) => &[base + 8, 5, nth],
            Ink::Rgb(red, green, blue) => &[base + 8, 2, red, green, blue],
        };
        for code in codes {
            self.push(*code);
        }
    }
}

/// A colour, by how it is said.
enum Ink {
    /// The terminal's own.
    Own,
    /// One of its 256.
    Nth(u8),
    Rgb(u8, u8, u8),
}

impl From<Color> for Ink {
    fn from(colour: Color) -> Self {
        match colour {
            Color::Reset => Self::Own,
            Color::Rgb(red, green, blue) => Self::Rgb(red, green, blue),
            Color::Indexed(nth) => Self::Nth(nth),
            Color::Black => Self::Nth(0),
            Color::Red => Self::Nth(1),
            Color::Green => Self::Nth(2),
            Color::Yellow => Self::Nth(3),
            Color::Blue => Self::Nth(4),
            Color::Magenta => Self::Nth(5),
            Color::Cyan => Self::Nth(6),
            Color::Gray => Self::Nth(7),
            Color::DarkGray => Self::Nth(8),
            Color::LightRed => Self::Nth(9),
            Color::LightGreen => Self::Nth(10),
            Color::LightYellow => Self::Nth(11),
            Color::LightBlue => Self::Nth(12),
            Color::LightMagenta => Self::Nth(13),
            Color::LightCyan => Self::Nth(14),
            Color::White => Self::Nth(15),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, modifier: Modifier) -> Pen {
        Pen {
            fg,
            modifier,
            ..Pen::PLAIN
        }
    }

    fn switched(to: &Pen, from: Option<&Pen>) -> String {
        let mut bytes = Vec::new();
        to.switch_from(from, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn the_shorter_of_changing_and_beginning_anew_is_taken() {
        let focused = pen(Color::Cyan, Modifier::BOLD);
        let quiet = pen(Color::Reset, Modifier::DIM);
        assert_eq!(switched(&Pen::PLAIN, Some(&focused)), "\x1b[m");
        assert_eq!(switched(&Pen::PLAIN, None), "\x1b[m");
        assert_eq!(switched(&focused, Some(&Pen::PLAIN)), "\x1b[1;36m");
        assert_eq!(switched(&quiet, Some(&focused)), "\x1b[0;2m");
        assert_eq!(
            switched(&pen(Color::Red, Modifier::BOLD), Some(&focused)),
            "\x1b[31m"
        );
    }

    #[test]
    fn a_code_that_switches_two_off_leaves_the_one_that_stays_on() {
        let both = pen(Color::Red, Modifier::BOLD | Modifier::DIM);
        let bold = pen(Color::Red, Modifier::BOLD);
        assert_eq!(switched(&bold, Some(&both)), "\x1b[22;1m");
    }
}
