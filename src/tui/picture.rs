//! A captcha's picture in the cells of a terminal.
//!
//! ```text
//! Picture ─decode─► Pixels ─view─► dots ─┬─ blocks   quadrants ▚ or halves ▀ in greys, or on and off
//!                      │                 └─ shades   " .:-=+*#%@", 7-bit
//!                      └─ protocols: kitty's and iTerm2's own pictures, as bytes to be written
//! ```
//!
//! The person reads characters off it, so legibility comes before likeness: colours become greys, contrast is
//! stretched, and the [`Look`] lets the person come nearer, turn light and dark around, or keep only the two.
//! Cells are taken to be twice as high as wide. Nothing here writes to a terminal or knows which one it is:
//! that is [`crate::tui::probe`].

mod blocks;
pub mod protocols;

pub use crate::picture::{Look, MAX_ZOOM, fitted, pixels};

use crate::picture::pixels::Pixels;
use crate::picture::{shades, view};
use crate::tui::probe::{Hints, Place};
use crate::tui::theme::{Colours, Depth, GlyphSet, Theme};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// What a cell is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// 2x2 dots.
    Quadrants,
    /// One dot above another, for fonts without quadrants.
    Halves,
    /// One 7-bit sign that is as dense as the picture is dark, without colours.
    Shades,
}

/// Which tones a cell's dots can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tones {
    /// The terminal's own two: dots are on or off. What there is less of in the picture is on.
    OnOff,
    /// Black, white and the two greys of the sixteen colours.
    Sixteen,
    /// The 24 greys of the 256 colours, black and white.
    Greys,
}

/// What a picture is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brush {
    /// What a cell is made of.
    pub cells: Cells,
    /// Which tones it can have; [`Cells::Shades`] has none.
    pub tones: Tones,
}

impl Brush {
    /// The best that these looks allow on a terminal of which the environment hints this much.
    #[must_use]
    pub fn of(theme: Theme, hints: &Hints) -> Self {
        let cells = match theme.glyph_set() {
            GlyphSet::Ascii => Cells::Shades,
            GlyphSet::Unicode if hints.place == Place::Console => Cells::Halves,
            GlyphSet::Unicode => Cells::Quadrants,
        };
        let tones = match (theme.colours(), theme.depth()) {
            (Colours::Mono, _) => Tones::OnOff,
            (_, Depth::Sixteen) => Tones::Sixteen,
            (_, Depth::Indexed | Depth::Rgb) => Tones::Greys,
        };
        Self { cells, tones }
    }
}

/// Draws into at most `room` (columns, rows). The lines are as long as the picture is wide there, and as many as
/// it is high: the caller places them.
#[must_use]
pub fn draw(pixels: &Pixels, look: Look, brush: Brush, room: (usize, usize)) -> Vec<Line<'static>> {
    let Some(view) = view(pixels, look, room) else {
        return Vec::new();
    };
    let (across, down) = match brush.cells {
        Cells::Quadrants => (2, 2),
        Cells::Halves => (1, 2),
        Cells::Shades => (1, 1),
    };
    let (columns, rows) = view.size;
    let dots = pixels.sampled(view.region, (columns * across, rows * down));
    let cells: Vec<(char, Style)> = match brush.cells {
        Cells::Quadrants => blocks::quadrants(&dots, look, brush.tones),
        Cells::Halves => blocks::halves(&dots, look, brush.tones),
        Cells::Shades => {
            let signs = shades(&dots, look).into_iter();
            signs.map(|sign| (sign, Style::new())).collect()
        }
    };
    cells.chunks(columns).map(line).collect()
}

/// Cells of one row as text, with one span for each run of one style.
fn line(cells: &[(char, Style)]) -> Line<'static> {
    cells
        .chunk_by(|(_, one), (_, next)| one == next)
        .map(|run| {
            let text: String = run.iter().map(|(sign, _)| sign).collect();
            let style = run.first().map_or_else(Style::new, |(_, style)| *style);
            Span::styled(text, style)
        })
        .collect()
}
