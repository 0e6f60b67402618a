//! The colours themselves.
//!
//! For a terminal's own ground, text keeps the terminal's own colour, which its owner reads all day. Where nobody knows
//! the ground, an ink has to be readable on black and on white: that leaves few of the 256, and of the sixteen, of which
//! everybody's are different, none; there weight tells what colour cannot.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where colours are made of red, green and blue"
)]

use crate::tui::theme::{Colours, Depth, Ink};
use ratatui::style::{Color, Modifier, Style};

/// What everything is drawn with.
#[derive(Debug)]
pub(super) struct Palette {
    /// What everything lies on; empty where that is the terminal's own.
    pub(super) ground: Style,
    title: Style,
    quiet: Style,
    accent: Style,
    bar: Style,
    button: Style,
    good: Style,
    warning: Style,
    error: Style,
    customer: Style,
}

impl Palette {
    pub(super) fn of(colours: Colours, depth: Depth) -> &'static Self {
        match (colours, depth) {
            (Colours::Dark, Depth::Sixteen) => &DARK_16,
            (Colours::Dark, Depth::Indexed) => &DARK_256,
            (Colours::Dark, Depth::Rgb) => &DARK_RGB,
            (Colours::Light, Depth::Sixteen) => &LIGHT_16,
            (Colours::Light, Depth::Indexed) => &LIGHT_256,
            (Colours::Light, Depth::Rgb) => &LIGHT_RGB,
            (Colours::Either, Depth::Sixteen) | (Colours::Mono, _) => &MONO,
            (Colours::Either, Depth::Indexed) => &EITHER_256,
            (Colours::Either, Depth::Rgb) => &EITHER_RGB,
            (Colours::Contrast, Depth::Sixteen) => &CONTRAST_16,
            (Colours::Contrast, Depth::Indexed) => &CONTRAST_256,
            (Colours::Contrast, Depth::Rgb) => &CONTRAST_RGB,
        }
    }

    pub(super) fn ink(&self, ink: Ink) -> Style {
        match ink {
            Ink::Text => Style::new(),
            Ink::Title => self.title,
            Ink::Quiet => self.quiet,
            Ink::Accent => self.accent,
            Ink::Bar => self.bar,
            Ink::Button => self.button,
            Ink::Good => self.good,
            Ink::Warning => self.warning,
            Ink::Error => self.error,
            Ink::Customer => self.customer,
        }
    }
}

const fn fg(colour: Color) -> Style {
    Style::new().fg(colour)
}

const fn bold(colour: Color) -> Style {
    fg(colour).add_modifier(Modifier::BOLD)
}

const fn on(ground: Color, colour: Color) -> Style {
    bold(colour).bg(ground)
}

const fn nth(colour: u8) -> Color {
    Color::Indexed(colour)
}

/// A colour as it is written everywhere: `0xRRGGBB`.
const fn rgb(colour: u32) -> Color {
    Color::from_u32(colour)
}

const PLAIN_BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const REVERSED: Style = Style::new().add_modifier(Modifier::REVERSED);

/// Without colours, and where none of the sixteen is readable on every ground.
const MONO: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: Style::new(),
    accent: PLAIN_BOLD,
    bar: REVERSED,
    button: PLAIN_BOLD.add_modifier(Modifier::REVERSED),
    good: Style::new(),
    warning: PLAIN_BOLD,
    error: PLAIN_BOLD.add_modifier(Modifier::UNDERLINED),
    customer: Style::new(),
};

const DARK_16: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(Color::Gray),
    accent: bold(Color::LightCyan),
    bar: on(Color::Blue, Color::White),
    button: on(Color::Blue, Color::White),
    good: fg(Color::LightGreen),
    warning: fg(Color::LightYellow),
    error: bold(Color::LightRed),
    customer: fg(Color::LightMagenta),
};

const DARK_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(249)),
    accent: bold(nth(81)),
    bar: on(nth(24), nth(255)),
    button: on(nth(81), nth(16)),
    good: fg(nth(78)),
    warning: fg(nth(221)),
    error: bold(nth(210)),
    customer: fg(nth(183)),
};

const DARK_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(rgb(0x009a_a5b1)),
    accent: bold(rgb(0x007c_c7ff)),
    bar: on(rgb(0x000b_5c8a), rgb(0x00ff_ffff)),
    button: on(rgb(0x007c_c7ff), rgb(0x0008_1820)),
    good: fg(rgb(0x006e_e7a8)),
    warning: fg(rgb(0x00ff_d166)),
    error: bold(rgb(0x00ff_8f8f)),
    customer: fg(rgb(0x00d6_a8ff)),
};

const LIGHT_16: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: Style::new(),
    accent: bold(Color::Blue),
    bar: on(Color::Blue, Color::White),
    button: on(Color::Blue, Color::White),
    good: fg(Color::Blue),
    warning: bold(Color::Magenta),
    error: bold(Color::Red),
    customer: fg(Color::Magenta),
};

const LIGHT_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(59)),
    accent: bold(nth(24)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(nth(22)),
    warning: fg(nth(94)),
    error: bold(nth(124)),
    customer: fg(nth(55)),
};

const LIGHT_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(rgb(0x005b_6470)),
    accent: bold(rgb(0x0000_578a)),
    bar: on(rgb(0x0000_578a), rgb(0x00ff_ffff)),
    button: on(rgb(0x0000_578a), rgb(0x00ff_ffff)),
    good: fg(rgb(0x000a_6b3d)),
    warning: fg(rgb(0x007a_5200)),
    error: bold(rgb(0x00b3_261e)),
    customer: fg(rgb(0x006b_2fb3)),
};

const EITHER_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(243)),
    accent: bold(nth(63)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(nth(29)),
    warning: PLAIN_BOLD,
    error: bold(nth(131)),
    customer: fg(nth(98)),
};

const EITHER_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    // As short as it goes: it is the most frequent one.
    quiet: fg(nth(243)),
    accent: bold(rgb(0x0020_75d6)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(rgb(0x0000_8744)),
    warning: fg(rgb(0x00a1_6b00)),
    error: bold(rgb(0x00e0_2f28)),
    customer: fg(rgb(0x008c_5dcf)),
};

const CONTRAST_16: Palette = Palette {
    ground: fg(Color::White).bg(Color::Black),
    title: bold(Color::White),
    quiet: fg(Color::White),
    accent: bold(Color::LightYellow),
    bar: on(Color::LightYellow, Color::Black),
    button: on(Color::LightYellow, Color::Black),
    good: bold(Color::LightGreen),
    warning: bold(Color::LightYellow),
    error: on(Color::White, Color::Black),
    customer: bold(Color::LightCyan),
};

const CONTRAST_256: Palette = Palette {
    ground: fg(nth(231)).bg(nth(16)),
    title: bold(nth(231)),
    quiet: fg(nth(231)),
    accent: bold(nth(226)),
    bar: on(nth(226), nth(16)),
    button: on(nth(226), nth(16)),
    good: bold(nth(120)),
    warning: bold(nth(226)),
    error: on(nth(217), nth(16)),
    customer: bold(nth(123)),
};

const CONTRAST_RGB: Palette = Palette {
    ground: fg(rgb(0x00ff_ffff)).bg(rgb(0x0000_0000)),
    title: bold(rgb(0x00ff_ffff)),
    quiet: fg(rgb(0x00ff_ffff)),
    accent: bold(rgb(0x00ff_ff00)),
    bar: on(rgb(0x00ff_ff00), rgb(0x0000_0000)),
    button: on(rgb(0x00ff_ff00), rgb(0x0000_0000)),
    good: bold(rgb(0x0080_ff9e)),
    warning: bold(rgb(0x00ff_ff00)),
    error: on(rgb(0x00ff_c2c2), rgb(0x0000_0000)),
    customer: bold(rgb(0x0080_ffff)),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{GlyphSet, Theme};

    /// The sixteen, as xterm has them. Source: xterm's `XTerm-col.ad`.
    const XTERM: [u32; 16] = [
        0x0000_0000,
        0x00cd_0000,
        0x0000_cd00,
        0x00cd_cd00,
        0x0000_00ee,
        0x00cd_00cd,
        0x0000_cdcd,
        0x00e5_e5e5,
        0x007f_7f7f,
        0x00ff_0000,
        0x0000_ff00,
        0x00ff_ff00,
        0x005c_5cff,
        0x00ff_00ff,
        0x0000_ffff,
        0x00ff_ffff,
    ];
    /// The sixteen of the VGA text console, which Linux' has too.
    const VGA: [u32; 16] = [
        0x0000_0000,
        0x00aa_0000,
        0x0000_aa00,
        0x00aa_5500,
        0x0000_00aa,
        0x00aa_00aa,
        0x0000_aaaa,
        0x00aa_aaaa,
        0x0055_5555,
        0x00ff_5555,
        0x0055_ff55,
        0x00ff_ff55,
        0x0055_55ff,
        0x00ff_55ff,
        0x0055_ffff,
        0x00ff_ffff,
    ];
    /// Grounds that dark and light terminals come with.
    const DARK: [u32; 3] = [0x0000_0000, 0x001e_1e2e, 0x0028_2c34];
    const LIGHT: [u32; 3] = [0x00ff_ffff, 0x00fd_f6e3, 0x00ee_eeee];
    const EITHER: [u32; 2] = [0x0000_0000, 0x00ff_ffff];

    fn value(colour: Color, sixteen: &[u32; 16]) -> Option<u32> {
        let nth = match colour {
            Color::Reset => return None,
            Color::Rgb(r, g, b) => return Some(u32::from_be_bytes([0, r, g, b])),
            Color::Indexed(nth) => nth,
            Color::Black => 0,
            Color::Red => 1,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Gray => 7,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
            other => panic!("not reckoned with: {other:?}"),
        };
        Some(match nth {
            0..16 => sixteen[usize::from(nth)],
            16..232 => {
                let step = |n: u8| [0, 95, 135, 175, 215, 255][usize::from(n % 6)];
                let n = nth - 16;
                u32::from_be_bytes([0, step(n / 36), step(n / 6), step(n)])
            }
            232.. => u32::from(8 + (nth - 232) * 10) * 0x0001_0101,
        })
    }

    /// Source: WCAG 2.2, relative luminance.
    fn luminance(colour: u32) -> f64 {
        let [_, r, g, b] = colour.to_be_bytes();
        let part = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    /// Source: WCAG 2.2, contrast ratio.
    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// A terminal with no more than sixteen colours has no finer grounds either.
    fn own_grounds(theme: Theme) -> &'static [u32] {
        let plain = theme.depth() == Depth::Sixteen;
        match theme.colours() {
            Colours::Dark if plain => &DARK[..1],
            Colours::Dark => &DARK,
            Colours::Light if plain => &LIGHT[..1],
            Colours::Light => &LIGHT,
            Colours::Either => &EITHER,
            Colours::Contrast | Colours::Mono => &[],
        }
    }

    /// Every ink on every ground that it comes on, with the contrast of the two; without the terminal's own pair, which
    /// nobody here chose.
    fn pairs(theme: Theme, sixteen: &[u32; 16]) -> Vec<(Ink, f64)> {
        let mut pairs = Vec::new();
        for ink in Ink::ALL {
            let style = theme.ink(ink);
            let fg = style.fg.and_then(|fg| value(fg, sixteen));
            let bg = style.bg.and_then(|bg| value(bg, sixteen));
            match (fg, bg) {
                (Some(fg), Some(bg)) => pairs.push((ink, contrast(fg, bg))),
                (Some(fg), None) => {
                    let grounds = own_grounds(theme).iter();
                    pairs.extend(grounds.map(|ground| (ink, contrast(fg, *ground))));
                }
                (None, Some(_)) => panic!("{ink:?}: a ground for a colour that is not known"),
                (None, None) => {}
            }
        }
        pairs
    }

    #[test]
    fn every_text_can_be_read_on_every_ground_that_it_comes_on() {
        let mut compared = 0;
        for colours in Colours::ALL {
            for depth in Depth::ALL {
                for (name, sixteen) in [("xterm", &XTERM), ("VGA", &VGA)] {
                    let theme = Theme::new(colours, depth, GlyphSet::Unicode);
                    let least = if colours == Colours::Contrast {
                        7.0
                    } else {
                        4.5
                    };
                    for (ink, contrast) in pairs(theme, sixteen) {
                        assert!(
                            contrast >= least,
                            "{colours:?} {depth:?} {name} {ink:?}: {contrast:.2}"
                        );
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 300, "{compared} pairs were compared");
    }

    #[test]
    fn without_colours_nothing_has_one() {
        for depth in Depth::ALL {
            let theme = Theme::new(Colours::Mono, depth, GlyphSet::Unicode);
            for ink in Ink::ALL {
                let style = theme.ink(ink);
                assert_eq!((style.fg, style.bg), (None, None), "{ink:?}");
            }
        }
    }

    #[test]
    fn a_terminal_gets_no_more_colours_than_it_has() {
        for colours in Colours::ALL {
            for depth in Depth::ALL {
                for ink in Ink::ALL {
                    let style = Theme::new(colours, depth, GlyphSet::Unicode).ink(ink);
                    for colour in [style.fg, style.bg].into_iter().flatten() {
                        let needs = match colour {
                            Color::Rgb(..) => Depth::Rgb,
                            Color::Indexed(_) => Depth::Indexed,
                            _ => Depth::Sixteen,
                        };
                        assert!(needs <= depth, "{colours:?} {depth:?} {ink:?}: {colour:?}");
                    }
                }
            }
        }
    }
}
