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
pub mod pixels;
pub mod protocols;
mod shades;

use crate::tui::picture::pixels::{Pixels, Region};
use crate::tui::probe::{Hints, Place};
use crate::tui::theme::{Colours, GlyphSet, Theme};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// The largest [`Look::zoom`]: five times as large as what fits.
pub const MAX_ZOOM: u8 = 8;

/// No terminal has more columns and rows; it bounds the work.
const MOST_CELLS: (usize, usize) = (1000, 500);

/// How the person wants to see the picture. The default shows all of it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Steps nearer, up to [`MAX_ZOOM`]; 0 fits the room. Each adds half of that size.
    pub zoom: u8,
    /// Steps to the right of the middle, each an eighth of what is seen; beyond the edge it stays at the edge.
    pub pan_x: i16,
    /// Steps below the middle, as [`Look::pan_x`].
    pub pan_y: i16,
    /// Whether light and dark change places.
    pub invert: bool,
    /// Greys below it become black and all others white; `None` keeps the greys. See [`Pixels::threshold`].
    pub threshold: Option<u8>,
}

impl Look {
    /// One step nearer.
    pub fn zoom_in(&mut self) {
        self.zoom = self.zoom.saturating_add(1).min(MAX_ZOOM);
    }

    /// One step back, which may bring the edges nearer.
    pub fn zoom_out(&mut self) {
        self.zoom = self.zoom.saturating_sub(1);
        self.pan(0, 0);
    }

    /// Moves what is seen, as far as the edges.
    pub fn pan(&mut self, right: i16, down: i16) {
        let most = 2 * i16::from(self.zoom.min(MAX_ZOOM));
        self.pan_x = self.pan_x.saturating_add(right).clamp(-most, most);
        self.pan_y = self.pan_y.saturating_add(down).clamp(-most, most);
    }

    /// Keeps only black and white, divided where `pixels` divide best, or goes back to greys.
    pub fn toggle_threshold(&mut self, pixels: &Pixels) {
        self.threshold = match self.threshold {
            None => Some(pixels.threshold()),
            Some(_) => None,
        };
    }

    fn grey(self, grey: u8) -> u8 {
        let grey = match self.threshold {
            None => grey,
            Some(threshold) if grey < threshold => 0,
            Some(_) => u8::MAX,
        };
        if self.invert { u8::MAX - grey } else { grey }
    }
}

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
        let tones = match theme.colours() {
            Colours::None => Tones::OnOff,
            Colours::Terminal if hints.many_colours => Tones::Greys,
            Colours::Terminal => Tones::Sixteen,
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
        Cells::Shades => shades::shades(&dots, look),
    };
    cells.chunks(columns).map(line).collect()
}

/// The cells (columns, rows) that [`draw`] fills in this room; (0, 0) when there is no room.
#[must_use]
pub fn fitted(pixels: &Pixels, look: Look, room: (usize, usize)) -> (usize, usize) {
    view(pixels, look, room).map_or((0, 0), |view| view.size)
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

/// What is seen of a picture, and on how many cells.
#[derive(Clone, Copy, Debug)]
struct View {
    region: Region,
    /// Columns, rows.
    size: (usize, usize),
}

/// `None` without room.
fn view(pixels: &Pixels, look: Look, room: (usize, usize)) -> Option<View> {
    let (columns, rows) = (room.0.min(MOST_CELLS.0), room.1.min(MOST_CELLS.1));
    if columns == 0 || rows == 0 {
        return None;
    }
    let (width, height) = pixels.size();
    let zoom = 2 + usize::from(look.zoom.min(MAX_ZOOM));
    // A pixel is `cells / pixels` columns wide, and half as many rows high.
    let by_width = columns * height <= 2 * rows * width;
    let scale = if by_width {
        (columns * zoom, 2 * width)
    } else {
        (2 * rows * zoom, 2 * height)
    };
    let (cells, per_pixels) = scale;
    let across = seen(width, (cells, per_pixels), columns, look.pan_x);
    let down = seen(height, (cells, 2 * per_pixels), rows, look.pan_y);
    Some(View {
        region: Region {
            x: across.from,
            y: down.from,
            width: across.length,
            height: down.length,
        },
        size: (across.cells, down.cells),
    })
}

/// What is seen of one side.
struct Seen {
    from: usize,
    length: usize,
    cells: usize,
}

fn seen(side: usize, (cells, per_pixels): (usize, usize), most: usize, pan: i16) -> Seen {
    let rounded = |over: usize, under: usize| ((2 * over + under) / (2 * under)).max(1);
    let whole = rounded(side * cells, per_pixels);
    if whole <= most {
        return Seen {
            from: 0,
            length: side,
            cells: whole,
        };
    }
    let length = rounded(most * per_pixels, cells).min(side);
    let spare = side - length;
    let shift = length * usize::from(pan.unsigned_abs()) / 8;
    let from = if pan < 0 {
        (spare / 2).saturating_sub(shift)
    } else {
        (spare / 2 + shift).min(spare)
    };
    Seen {
        from,
        length,
        cells: most,
    }
}
