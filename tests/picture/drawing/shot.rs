//! What a terminal shows at one moment, with every colour settled: reverse, dim and the cursor are colours here.

use crate::drawing::palette::{Palette, Rgb};

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shot {
    pub(crate) columns: u16,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// One sign and its place, one or two columns wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) column: u16,
    pub(crate) width: u16,
    /// A blank is a space.
    pub(crate) text: String,
    pub(crate) ink: Rgb,
    pub(crate) ground: Rgb,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underlined: bool,
}

/// How much is left of a dim colour, in hundredths.
const DIM: u8 = 70;

impl Shot {
    /// What `screen` shows on a terminal of these colours. The cursor is a block.
    pub(crate) fn of(screen: &vt100::Screen, palette: &Palette) -> Self {
        let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
        let caret = (!screen.hide_cursor()).then(|| screen.cursor_position());
        let row = |y: u16| {
            let cells = (0..columns).filter_map(|x| {
                let cell = screen.cell(y, x)?;
                let seen = Cell::of(cell, x, palette)?;
                Some(if caret == Some((y, x)) {
                    seen.under_the_caret(palette)
                } else {
                    seen
                })
            });
            cells.collect()
        };
        Self {
            columns,
            rows: (0..rows).map(row).collect(),
        }
    }

    /// The text of each row, without what is blank at its end.
    pub(crate) fn text(&self) -> Vec<String> {
        let text = |row: &Vec<Cell>| {
            let text: String = row.iter().map(|cell| cell.text.as_str()).collect();
            text.trim_end().to_owned()
        };
        self.rows.iter().map(text).collect()
    }
}

impl Cell {
    /// `None` for the right half of a wide sign.
    fn of(cell: &vt100::Cell, column: u16, palette: &Palette) -> Option<Self> {
        if cell.is_wide_continuation() {
            return None;
        }
        let mut ink = palette.colour(cell.fgcolor(), palette.text);
        let mut ground = palette.colour(cell.bgcolor(), palette.ground);
        if cell.inverse() {
            (ink, ground) = (ground, ink);
        }
        if cell.dim() {
            ink = ink.on(ground, DIM);
        }
        Some(Self {
            column,
            width: if cell.is_wide() { 2 } else { 1 },
            text: if cell.has_contents() {
                cell.contents().to_owned()
            } else {
                " ".to_owned()
            },
            ink,
            ground,
            bold: cell.bold(),
            italic: cell.italic(),
            underlined: cell.underline(),
        })
    }

    /// As a block of the caret's colour, or of the text's where that would not be seen on this ground.
    fn under_the_caret(self, palette: &Palette) -> Self {
        let block = if palette.caret.is_like(self.ground) {
            self.ink
        } else {
            palette.caret
        };
        Self {
            ink: self.ground,
            ground: block,
            ..self
        }
    }
}
