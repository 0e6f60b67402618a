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
    pub(super) fn switch_from(&self, former: Option<&Self>) -> String {
        let anew = sequence(&[vec!["0".to_owned()], self.changes(&Self::PLAIN)].concat());
        let anew = if *self == Self::PLAIN {
            "\x1b[m".to_owned()
        } else {
            anew
        };
        match former {
            Some(former) => {
                let changed = sequence(&self.changes(former));
                if changed.len() <= anew.len() {
                    changed
                } else {
                    anew
                }
            }
            None => anew,
        }
    }

    /// The codes of what differs from `former`.
    fn changes(&self, former: &Self) -> Vec<String> {
        let (gone, mut new) = (
            former.modifier.difference(self.modifier),
            self.modifier.difference(former.modifier),
        );
        let mut codes: Vec<String> = Vec::new();
        for (modifier, _, off) in CODES {
            let off = off.to_string();
            if gone.contains(modifier) && !codes.contains(&off) {
                codes.push(off);
            }
        }
        // Some codes switch two attributes off, of which one may have to stay.
        for (modifier, _, off) in CODES {
            if codes.contains(&off.to_string()) && self.modifier.contains(modifier) {
                new |= modifier;
            }
        }
        let on = CODES
            .iter()
            .filter(|(modifier, _, _)| new.contains(*modifier));
        codes.extend(on.map(|(_, on, _)| on.to_string()));
        if self.fg != former.fg {
            codes.push(colour(self.fg, 30));
        }
        if self.bg != former.bg {
            codes.push(colour(self.bg, 40));
        }
        if self.underline != former.underline {
            codes.push(long_colour(self.underline, 50));
        }
        codes
    }
}

fn sequence(codes: &[String]) -> String {
    format!("\x1b[{}m", codes.join(";"))
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

/// A colour's code; `base` is 30 for the sign and 40 for the ground, for which the first sixteen have short ones.
fn colour(colour: Color, base: u8) -> String {
    match Ink::from(colour) {
        Ink::Nth(nth @ 0..8) => (base + nth).to_string(),
        Ink::Nth(nth @ 8..16) => (base + 60 + nth - 8).to_string(),
        Ink::Own | Ink::Nth(_) | Ink::Rgb(..) => long_colour(colour, base),
    }
}

/// The code that every colour has; `base` is 50 for an underline's.
fn long_colour(colour: Color, base: u8) -> String {
    match Ink::from(colour) {
        Ink::Own => (base + 9).to_string(),
        Ink::Nth(nth) => format!("{};5;{nth}", base + 8),
        Ink::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
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

    #[test]
    fn the_shorter_of_changing_and_beginning_anew_is_taken() {
        let focused = pen(Color::Cyan, Modifier::BOLD);
        let quiet = pen(Color::Reset, Modifier::DIM);
        assert_eq!(Pen::PLAIN.switch_from(Some(&focused)), "\x1b[m");
        assert_eq!(Pen::PLAIN.switch_from(None), "\x1b[m");
        assert_eq!(focused.switch_from(Some(&Pen::PLAIN)), "\x1b[1;36m");
        assert_eq!(quiet.switch_from(Some(&focused)), "\x1b[0;2m");
        assert_eq!(
            pen(Color::Red, Modifier::BOLD).switch_from(Some(&focused)),
            "\x1b[31m"
        );
    }

    #[test]
    fn a_code_that_switches_two_off_leaves_the_one_that_stays_on() {
        let both = pen(Color::Red, Modifier::BOLD | Modifier::DIM);
        let bold = pen(Color::Red, Modifier::BOLD);
        assert_eq!(bold.switch_from(Some(&both)), "\x1b[22;1m");
    }
}
