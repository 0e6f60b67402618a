//! The attributes that are on, and the shortest way from some to others.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What is seen of a blank, besides its ground.
pub(super) const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
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

    /// Whether a blank that it draws, or erases, is seen as nothing but this ground.
    pub(super) fn draws_blank_on(&self, ground: Color) -> bool {
        self.bg == ground && !self.modifier.intersects(VISIBLE_ON_BLANK)
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
            codes.push(underline_colour(self.underline));
        }
        codes
    }
}

fn sequence(codes: &[String]) -> String {
    format!("\x1b[{}m", codes.join(";"))
}

/// A colour's code; `base` is 30 for the sign and 40 for the ground.
fn colour(colour: Color, base: u8) -> String {
    let one_of = |nth: u8| {
        if nth < 8 {
            (base + nth).to_string()
        } else {
            (base + 60 + nth - 8).to_string()
        }
    };
    match colour {
        Color::Reset => (base + 9).to_string(),
        Color::Indexed(nth) if nth < 16 => one_of(nth),
        Color::Indexed(nth) => format!("{};5;{nth}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::DarkGray
        | Color::LightRed
        | Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => one_of(nth(colour)),
    }
}

/// The code of an underline's colour, which knows no short ones.
fn underline_colour(colour: Color) -> String {
    match colour {
        Color::Reset => "59".to_owned(),
        Color::Rgb(red, green, blue) => format!("58;2;{red};{green};{blue}"),
        Color::Indexed(_)
        | Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::DarkGray
        | Color::LightRed
        | Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => format!("58;5;{}", nth(colour)),
    }
}

/// Which of the terminal's colours it is; those that are none of them count as the first.
fn nth(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Reset | Color::Rgb(..) => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(nth) => nth,
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
