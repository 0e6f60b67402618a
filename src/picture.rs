//! A captcha's picture as greys, how a person wants to see it, and what of it is seen in so much room. Each front end
//! makes its own cells of that.

pub mod pixels;
mod saved;
mod shades;

pub use saved::SavedPicture;
pub(crate) use shades::{Ink, shades};

use crate::picture::pixels::{Pixels, Region};

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

    pub(crate) fn grey(self, grey: u8) -> u8 {
        let grey = match self.threshold {
            None => grey,
            Some(threshold) if grey < threshold => 0,
            Some(_) => u8::MAX,
        };
        if self.invert { u8::MAX - grey } else { grey }
    }
}

/// The cells (columns, rows) that a drawing fills in this room; (0, 0) when there is no room.
#[must_use]
pub fn fitted(pixels: &Pixels, look: Look, room: (usize, usize)) -> (usize, usize) {
    view(pixels, look, room).map_or((0, 0), |view| view.size)
}

/// The picture in at most `room` columns and rows of 7-bit signs, each as dense as the picture has ink there.
#[must_use]
pub fn text(pixels: &Pixels, look: Look, room: (usize, usize)) -> Vec<String> {
    let Some(view) = view(pixels, look, room) else {
        return Vec::new();
    };
    let dots = pixels.sampled(view.region, view.size);
    let rows = shades(&dots, look);
    let rows = rows.chunks(view.size.0);
    rows.map(|row| row.iter().collect::<String>().trim_end().to_owned())
        .collect()
}

/// What is seen of a picture, and on how many cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) region: Region,
    /// Columns, rows.
    pub(crate) size: (usize, usize),
}

/// `None` without room.
pub(crate) fn view(pixels: &Pixels, look: Look, room: (usize, usize)) -> Option<View> {
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
