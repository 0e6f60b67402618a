//! The colours of the screen: what is drawn with them can be read.

use ratatui::style::Color;
use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Ink, Theme};

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
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Cyan => 6,
        Color::DarkGray => 8,
        Color::LightBlue => 12,
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
                        Color::Reset
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
                        | Color::White => Depth::Sixteen,
                    };
                    assert!(needs <= depth, "{colours:?} {depth:?} {ink:?}: {colour:?}");
                }
            }
        }
    }
}
