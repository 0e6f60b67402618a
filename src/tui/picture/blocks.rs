//! Cells of two tones: quadrants with the best split of their four dots, and halves.

use crate::picture::pixels::Pixels;
use crate::picture::{Ink, Look};
use crate::tui::picture::Tones;
use ratatui::style::{Color, Style};

/// The block of each set of lit dots. Bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const QUADRANTS: [char; 16] = [
    ' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
];

/// The blocks of a column of two dots: none, upper, lower, both.
const HALVES: [char; 4] = [' ', '▀', '▄', '█'];

/// Cells of 2x2 dots, row by row.
pub(crate) fn quadrants(dots: &Pixels, look: Look, tones: Tones) -> Vec<(char, Style)> {
    let sign = |lit| QUADRANTS.get(lit).copied().unwrap_or(' ');
    cells::<4>(dots, (2, 2), look, tones, sign)
}

/// Cells of one dot above another, row by row.
pub(crate) fn halves(dots: &Pixels, look: Look, tones: Tones) -> Vec<(char, Style)> {
    let sign = |lit| HALVES.get(lit).copied().unwrap_or(' ');
    cells::<2>(dots, (1, 2), look, tones, sign)
}

/// A tone: how light it is, and the colour that shows it.
type Tone = (u8, Color);

/// A cell's dots in two tones.
#[derive(Clone, Copy)]
struct Split {
    /// The dots in the foreground, as bits.
    lit: usize,
    foreground: Tone,
    background: Tone,
}

fn cells<const N: usize>(
    dots: &Pixels,
    (across, down): (usize, usize),
    look: Look,
    tones: Tones,
    sign: impl Fn(usize) -> char,
) -> Vec<(char, Style)> {
    let (width, height) = dots.size();
    let palette = palette(tones);
    let ink = Ink::of(dots, look);
    let mut cells = Vec::with_capacity(width * height / N);
    for y in (0..height).step_by(down) {
        for x in (0..width).step_by(across) {
            let cell: [u8; N] =
                std::array::from_fn(|dot| dots.at(x + dot % across, y + dot / across));
            cells.push(match tones {
                Tones::OnOff => (sign(lit(cell, |grey| ink.covers(grey))), Style::new()),
                Tones::Sixteen | Tones::Greys => {
                    let split = best_split(cell.map(|grey| look.grey(grey)), &palette);
                    let (_, foreground) = split.foreground;
                    let (_, background) = split.background;
                    let style = Style::new().fg(foreground).bg(background);
                    (sign(split.lit), style)
                }
            });
        }
    }
    cells
}

fn lit<const N: usize>(cell: [u8; N], is_lit: impl Fn(u8) -> bool) -> usize {
    let bits = cell.iter().enumerate();
    bits.map(|(bit, grey)| usize::from(is_lit(*grey)) << bit)
        .sum()
}

/// The split of a cell that is nearest to its dots. A flat cell has none in the foreground.
fn best_split<const N: usize>(cell: [u8; N], palette: &[Tone]) -> Split {
    let mut best = split_at(cell, 0, palette);
    // The other half of all sets are the complements of these.
    for lit in 1..1 << (N - 1) {
        let next = split_at(cell, lit, palette);
        if next.1 < best.1 {
            best = next;
        }
    }
    best.0
}

/// A split, and how far its tones are from the dots: the sum of the squares.
fn split_at<const N: usize>(cell: [u8; N], lit: usize, palette: &[Tone]) -> (Split, u32) {
    let is_lit = |dot: usize| lit >> dot & 1 == 1;
    let tone = |wanted: bool| {
        let (mut sum, mut count) = (0_u32, 0_u32);
        for (dot, grey) in cell.iter().enumerate() {
            if is_lit(dot) == wanted {
                sum += u32::from(*grey);
                count += 1;
            }
        }
        nearest(sum.checked_div(count).unwrap_or(0), palette)
    };
    let background = tone(false);
    let foreground = if lit == 0 { background } else { tone(true) };
    let error = cell.iter().enumerate().map(|(dot, grey)| {
        let (tone, _) = if is_lit(dot) { foreground } else { background };
        u32::from(grey.abs_diff(tone)).pow(2)
    });
    let split = Split {
        lit,
        foreground,
        background,
    };
    (split, error.sum())
}

fn nearest(grey: u32, palette: &[Tone]) -> Tone {
    let distance = |tone: &&Tone| u32::from(tone.0).abs_diff(grey);
    let nearest = palette.iter().min_by_key(distance);
    nearest.copied().unwrap_or((0, Color::Black))
}

fn palette(tones: Tones) -> Vec<Tone> {
    match tones {
        Tones::OnOff => Vec::new(),
        // The two in the middle differ from terminal to terminal.
        Tones::Sixteen => vec![
            (0, Color::Black),
            (85, Color::DarkGray),
            (170, Color::Gray),
            (255, Color::White),
        ],
        // Source: xterm's 256 colours: 16 and 231 are the ends of the colour cube, 232 to 255 are 8, 18, … 238.
        Tones::Greys => {
            let ramp = (232..=255).zip((8..).step_by(10));
            let mut palette: Vec<Tone> = vec![(0, Color::Indexed(16))];
            palette.extend(ramp.map(|(index, grey)| (grey, Color::Indexed(index))));
            palette.push((255, Color::Indexed(231)));
            palette
        }
    }
}
