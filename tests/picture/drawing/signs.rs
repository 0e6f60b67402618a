//! The signs that are drawn as shapes, and not as letters: box drawing, blocks, braille, and the geometric ones. They meet
//! their neighbours without a gap, and look the same whatever the font.

use crate::drawing::CELL;
use std::fmt::Write;

/// A sign as filled shapes: the data of an SVG path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Fills parts of the cell: its edges are to be edges of pixels.
    Block(String),
    /// The whole cell, with so many hundredths of the colour.
    Shade(String, u8),
    /// Lines and curves.
    Line(String),
}

const WIDTH: u16 = CELL.0;
const HEIGHT: u16 = CELL.1;
/// How thick lines are.
const LIGHT: u16 = 1;
const HEAVY: u16 = 3;
/// Where the middle of a line of one pixel begins.
const MIDDLE: (u16, u16) = (4, 9);

/// The shapes of a sign in a cell that begins `left` pixels from the row's start; `None` for what is left to the font.
pub(crate) fn sign(text: &str, left: u16) -> Option<Sign> {
    let sign = only(text)?;
    level(sign, left, 1)
        .or_else(|| block(sign, left))
        .or_else(|| dashes(sign, left).map(Sign::Line))
        .or_else(|| rounded(sign, left).map(Sign::Line))
        .or_else(|| arms(sign, left).map(Sign::Line))
        .or_else(|| double(sign, left).map(Sign::Line))
        .or_else(|| geometric(sign, left).map(Sign::Line))
        .or_else(|| braille(sign, left).map(Sign::Line))
}

/// The same for so many of this sign side by side; `None` for signs that do not run through their cell from side to side.
pub(crate) fn run(text: &str, left: u16, count: u16) -> Option<Sign> {
    level(only(text)?, left, count)
}

fn only(text: &str) -> Option<char> {
    let mut signs = text.chars();
    let first = signs.next()?;
    signs.next().is_none().then_some(first)
}

/// A rectangle in a path.
pub(crate) fn rectangle((x, y): (u16, u16), (width, height): (u16, u16)) -> String {
    format!("M{x} {y}h{width}v{height}h-{width}z")
}

/// So many eighths of a length, rounded.
fn eighths(whole: u16, nth: u32) -> u16 {
    let nth = u16::try_from(nth).unwrap_or_default();
    (whole * nth + 4) / 8
}

/// What runs through its cell from side to side.
fn level(sign: char, left: u16, count: u16) -> Option<Sign> {
    let band = |top: u16, high: u16| rectangle((left, top), (count * WIDTH, high));
    let code = u32::from(sign);
    match sign {
        '─' => Some(Sign::Line(band(MIDDLE.1, LIGHT))),
        '━' => Some(Sign::Line(band(MIDDLE.1 - 1, HEAVY))),
        '═' => Some(Sign::Line(band(MIDDLE.1 - 1, 1) + &band(MIDDLE.1 + 1, 1))),
        '▀' => Some(Sign::Block(band(0, HEIGHT / 2))),
        '▔' => Some(Sign::Block(band(0, eighths(HEIGHT, 1)))),
        '▁'..='█' => {
            let high = eighths(HEIGHT, code - 0x2580);
            Some(Sign::Block(band(HEIGHT - high, high)))
        }
        '░'..='▓' => {
            let percent = u8::try_from((code - 0x2590) * 25).unwrap_or_default();
            Some(Sign::Shade(band(0, HEIGHT), percent))
        }
        _ => None,
    }
}

fn block(sign: char, left: u16) -> Option<Sign> {
    /// Of ▖▗▘▙▚▛▜▝▞▟: 1 and 2 are above, 4 and 8 below.
    const FILLED: [u8; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
    let part =
        |at: (u16, u16), size: (u16, u16)| Some(Sign::Block(rectangle((left + at.0, at.1), size)));
    // The half that has the odd pixel is the left one.
    let (half_x, half_y) = (WIDTH.div_ceil(2), HEIGHT / 2);
    let code = u32::from(sign);
    match sign {
        '▉'..='▏' => part((0, 0), (eighths(WIDTH, 0x2590 - code).max(1), HEIGHT)),
        '▐' => part((half_x, 0), (WIDTH - half_x, HEIGHT)),
        '▕' => part((WIDTH - 1, 0), (1, HEIGHT)),
        '▖'..='▟' => {
            let quarters = [
                ((0, 0), (half_x, half_y)),
                ((half_x, 0), (WIDTH - half_x, half_y)),
                ((0, half_y), (half_x, HEIGHT - half_y)),
                ((half_x, half_y), (WIDTH - half_x, HEIGHT - half_y)),
            ];
            let filled = FILLED[usize::try_from(code - 0x2596).ok()?];
            let filled = (0..4).filter(|nth| filled & (1 << nth) != 0);
            let path = filled.map(|nth: usize| {
                let (at, size) = quarters[nth];
                rectangle((left + at.0, at.1), size)
            });
            Some(Sign::Block(path.collect()))
        }
        _ => None,
    }
}

/// Lines with gaps: so many dashes.
fn dashes(sign: char, left: u16) -> Option<String> {
    let (count, thick, upright) = match sign {
        '╌' => (2, LIGHT, false),
        '╍' => (2, HEAVY, false),
        '╎' => (2, LIGHT, true),
        '╏' => (2, HEAVY, true),
        '┄' => (3, LIGHT, false),
        '┅' => (3, HEAVY, false),
        '┆' => (3, LIGHT, true),
        '┇' => (3, HEAVY, true),
        '┈' => (4, LIGHT, false),
        '┉' => (4, HEAVY, false),
        '┊' => (4, LIGHT, true),
        '┋' => (4, HEAVY, true),
        _ => return None,
    };
    let thin = thick / 2;
    let whole = if upright { HEIGHT } else { WIDTH };
    let dash = |nth: u16| {
        let (start, end) = (whole * nth / count, whole * (nth + 1) / count);
        let long = end - start - (end - start).div_ceil(3);
        if upright {
            rectangle((left + MIDDLE.0 - thin, start), (thick, long))
        } else {
            rectangle((left + start, MIDDLE.1 - thin), (long, thick))
        }
    };
    Some((0..count).map(dash).collect())
}

/// Corners that are round.
fn rounded(sign: char, left: u16) -> Option<String> {
    const RADIUS: u16 = 4;
    // To the right and down, or not.
    let (right, down) = match sign {
        '╭' => (true, true),
        '╮' => (false, true),
        '╰' => (true, false),
        '╯' => (false, false),
        _ => return None,
    };
    let (x, y) = (left + MIDDLE.0, MIDDLE.1);
    // The outer and the inner edge of the bend, from the cell's side to its top or foot.
    let (side, near, far) = if right {
        (left + WIDTH, x + 1 + RADIUS, [x, x + 1])
    } else {
        (left, x - RADIUS, [x + 1, x])
    };
    let (foot, bend, level) = if down {
        (HEIGHT, y + 1 + RADIUS, [y, y + 1])
    } else {
        (0, y - RADIUS, [y + 1, y])
    };
    let turns = u8::from(right == down);
    let back = 1 - turns;
    let (outer, inner) = (RADIUS + 1, RADIUS);
    Some(format!(
        "M{side} {}H{near}A{outer} {outer} 0 0 {back} {} {bend}V{foot}H{}V{bend}A{inner} {inner} 0 0 {turns} {near} {}H{side}z",
        level[0], far[0], far[1], level[1]
    ))
}

/// Every sign from ─ to ╋ and from ╴ to ╿ but the dashes, with the weight of its arms to the left, right, top and foot:
/// 0 for none, 1 for a light one and 2 for a heavy one.
const ARMS: [(char, &str); 8] = [
    ('─', "1100 2200 0011 0022"),
    (
        '┌',
        "0101 0201 0102 0202 1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020",
    ),
    (
        '├',
        "0111 0211 0121 0112 0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022",
    ),
    ('┬', "1101 2101 1201 2201 1102 2102 1202 2202"),
    ('┴', "1110 2110 1210 2210 1120 2120 1220 2220"),
    (
        '┼',
        "1111 2111 1211 2211 1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222",
    ),
    ('╴', "1000 0010 0100 0001 2000 0020 0200 0002"),
    ('╼', "1200 0012 2100 0021"),
];

/// Lines that meet in the middle of a cell.
fn arms(sign: char, left: u16) -> Option<String> {
    let code = u32::from(sign);
    let weights = ARMS.iter().find_map(|(first, all)| {
        let nth = code.checked_sub(u32::from(*first))?;
        all.split(' ').nth(usize::try_from(nth).ok()?)
    })?;
    let thick = |nth: usize| match weights.as_bytes()[nth] {
        b'1' => Some(LIGHT),
        b'2' => Some(HEAVY),
        _ => None,
    };
    let (x, y) = (left + MIDDLE.0, MIDDLE.1);
    // An arm reaches over the middle as far as the thickest one that it meets is wide.
    let over = |one: usize, other: usize| {
        let widest = thick(one).max(thick(other)).unwrap_or(LIGHT);
        widest / 2
    };
    let (across, upright) = (over(2, 3), over(0, 1));
    let mut path = String::new();
    if let Some(thick) = thick(0) {
        let size = (x + 1 + across - left, thick);
        path += &rectangle((left, y - thick / 2), size);
    }
    if let Some(thick) = thick(1) {
        let start = x - across;
        path += &rectangle((start, y - thick / 2), (left + WIDTH - start, thick));
    }
    if let Some(thick) = thick(2) {
        path += &rectangle((x - thick / 2, 0), (thick, y + 1 + upright));
    }
    if let Some(thick) = thick(3) {
        let start = y - upright;
        path += &rectangle((x - thick / 2, start), (thick, HEIGHT - start));
    }
    Some(path)
}

/// Double lines and their corners.
fn double(sign: char, left: u16) -> Option<String> {
    let (x, y) = (left + MIDDLE.0, MIDDLE.1);
    let end = left + WIDTH;
    // Lines beside the middle, on the near and on the far side.
    let (west, east, north, south) = (x - 1, x + 1, y - 1, y + 1);
    let level = |from: u16, to: u16, y: u16| rectangle((from, y), (to - from, 1));
    let upright = |from: u16, to: u16, x: u16| rectangle((x, from), (1, to - from));
    let path = match sign {
        '║' => upright(0, HEIGHT, west) + &upright(0, HEIGHT, east),
        '╔' => {
            level(west, end, north)
                + &level(east, end, south)
                + &upright(north, HEIGHT, west)
                + &upright(south, HEIGHT, east)
        }
        '╗' => {
            level(left, east + 1, north)
                + &level(left, west + 1, south)
                + &upright(south, HEIGHT, west)
                + &upright(north, HEIGHT, east)
        }
        '╚' => {
            level(east, end, north)
                + &level(west, end, south)
                + &upright(0, south + 1, west)
                + &upright(0, north + 1, east)
        }
        '╝' => {
            level(left, west + 1, north)
                + &level(left, east + 1, south)
                + &upright(0, north + 1, west)
                + &upright(0, south + 1, east)
        }
        _ => return None,
    };
    Some(path)
}

/// Discs, squares, triangles and a star.
fn geometric(sign: char, left: u16) -> Option<String> {
    let disc = |radius: u16, turns: u8| {
        let (x, y, wide) = (left + 4, 10, 2 * radius);
        let half =
            |sweep: &str, wide: &str| format!("a{radius} {radius} 0 0 {turns} {sweep}{wide} 0");
        format!(
            "M{}.5 {y}{}{}z",
            x - radius,
            half("", &wide.to_string()),
            half("-", &wide.to_string())
        )
    };
    let (l, m, r) = (left + 1, left + 4, left + 8);
    let path = match sign {
        '●' => disc(4, 1),
        '○' => disc(4, 1) + &disc(3, 0),
        '◉' => disc(4, 1) + &disc(3, 0) + &disc(2, 1),
        '■' => rectangle((l, 6), (7, 7)),
        '□' => rectangle((l, 6), (7, 7)) + &format!("M{} 7v5h5v-5z", l + 1),
        '▪' => rectangle((l + 1, 7), (5, 5)),
        '▲' => format!("M{m}.5 6L{r} 13H{l}z"),
        '▼' => format!("M{l} 7H{r}L{m}.5 14z"),
        '▶' | '►' => format!("M{l} 6L{r} 10L{l} 14z"),
        '◀' | '◄' => format!("M{r} 6L{l} 10L{r} 14z"),
        '▸' => format!("M{} 7L{} 10L{} 13z", l + 1, r - 1, l + 1),
        '◂' => format!("M{} 7L{} 10L{} 13z", r - 1, l + 1, r - 1),
        '▴' => format!("M{m}.5 7L{} 12H{}z", r - 1, l + 1),
        '▾' => format!("M{} 8H{}L{m}.5 13z", l + 1, r - 1),
        '★' => format!(
            "M{m}.5 5.4l1.1 3.1l3.3.1l-2.6 2l.9 3.1l-2.7-1.8l-2.7 1.8l.9-3.1l-2.6-2l3.3-.1z"
        ),
        '◆' => format!("M{m}.5 5L{r} 10L{m}.5 15L{l} 10z"),
        '◇' => format!(
            "M{m}.5 5L{r} 10L{m}.5 15L{l} 10zM{m}.5 7L{} 10L{m}.5 13L{} 10z",
            l + 1,
            r - 1
        ),
        _ => return None,
    };
    Some(path)
}

/// Two columns of four dots. Source: Unicode 16.0, 22.1 "Braille Patterns".
fn braille(sign: char, left: u16) -> Option<String> {
    const PLACES: [(u16, u16); 8] = [
        (1, 2),
        (1, 7),
        (1, 12),
        (5, 2),
        (5, 7),
        (5, 12),
        (1, 17),
        (5, 17),
    ];
    let dots = u32::from(sign).checked_sub(0x2800);
    let dots = dots.filter(|dots| *dots < 0x100)?;
    let mut path = String::new();
    for (nth, (x, y)) in PLACES.into_iter().enumerate() {
        if dots & (1 << nth) != 0 {
            let _written = write!(path, "{}", rectangle((left + x, y), (2, 2)));
        }
    }
    Some(path)
}
