//! A backend of ratatui that writes the fewest bytes.
//!
//! It knows what the terminal shows, where its cursor stands and which attributes are on, so it writes what differs
//! and nothing else: a digit typed at the cursor is one byte, an unchanged frame is none. ratatui's own backend
//! moves, resets and shows the cursor at every frame (ratatui's issue 2754), which is forty bytes for that digit.
//!
//! What it relies on is what every terminal since the VT100 does: the cursor moves that `moves` names, `EL`, `ED`,
//! `DECSC`, `DECRC` and, of the VT220, `ECH`. Erasing is left to the terminal only where the ground is its own, since
//! not every terminal erases with the colour of the pen. After a sign whose width terminals do not agree on, and at the
//! right edge, where they do not agree on the place of the cursor, it is moved anew and not reckoned with.
//!
//! It asks the terminal nothing, not even its size: whoever owns it says when that changed.

mod moves;
mod pen;
mod row;

use crate::tui::backend::moves::Place;
use crate::tui::backend::pen::{Pen, is_bare};
use crate::tui::backend::row::width_of;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};
use std::ops::Range;

/// The backend. Bytes go to `W` when a frame is complete, in one piece.
#[derive(Debug)]
pub struct Frugal<W> {
    out: W,
    size: Size,
    /// What the terminal shows, row by row. What is missing at a row's end is blank.
    shown: Vec<Vec<Cell>>,
    /// The row that is being drawn.
    row: WantedRow,
    /// What was encoded of the frame that is being drawn.
    bytes: Vec<u8>,
    place: Place,
    pen: Option<Pen>,
    /// Place and pen when the frame was begun.
    before: (Place, Option<Pen>),
    /// Whether nothing was drawn of the frame yet, or with which bytes its pen was taken up.
    first: First,
    /// Whether the cursor is seen; `None` when that is not known.
    visible: Option<bool>,
    /// Where it is to stand; `None` when it is not to be seen.
    caret: Option<Position>,
    /// Whether the terminal is to be emptied first.
    empties: bool,
}

/// How a frame begins.
#[derive(Clone, Debug, Default)]
enum First {
    /// With moves of the cursor, so far.
    #[default]
    Moves,
    /// With moves, then the pen was changed by these bytes, before anything was drawn.
    Pen(Range<usize>, Pen),
    /// Something was drawn with the pen that was on.
    Drawn,
}

/// What a row is to show.
#[derive(Debug, Default)]
struct WantedRow {
    y: u16,
    is_drawn: bool,
    /// What is missing at the end is blank.
    cells: Vec<Cell>,
}

/// Has the terminal remember the place of its cursor and its pen, and go back there. Source: DEC VT100, DECSC and DECRC.
const KEEP_PLACE: &[u8] = b"\x1b7";
const GO_BACK: &[u8] = b"\x1b8";

/// What the right half of a wide sign is kept as.
const HALF: &str = "";

impl<W> Frugal<W> {
    /// A backend for a terminal of `size`, of which nothing is known.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            shown: vec![Vec::new(); usize::from(size.height)],
            row: WantedRow::default(),
            bytes: Vec::new(),
            place: Place::Unknown,
            pen: None,
            before: (Place::Unknown, None),
            first: First::Moves,
            visible: None,
            caret: None,
            empties: true,
        }
    }

    /// The terminal has this size, and nothing else is known of it any more, neither what it shows nor what is
    /// switched on.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.before = (Place::Unknown, None);
        self.visible = None;
        self.empty();
    }

    /// The terminal is to be emptied before anything else is drawn.
    fn empty(&mut self) {
        self.shown.clear();
        self.shown.resize(usize::from(self.size.height), Vec::new());
        self.row.is_drawn = false;
        self.bytes.clear();
        self.first = First::Moves;
        (self.place, self.pen) = self.before;
        self.empties = true;
    }

    /// What is shown in a row.
    fn shown_in(&self, y: u16) -> &[Cell] {
        self.shown
            .get(usize::from(y))
            .map_or(&[], |row| row.as_slice())
    }

    /// Draws a whole row, as a buffer has it: what stands behind a wide sign is not seen, and what is missing at the end is
    /// blank.
    pub fn draw_row(&mut self, y: u16, cells: &[Cell]) {
        self.finish_row();
        let mut wanted = std::mem::take(&mut self.row.cells);
        wanted.clear();
        let inked = cells.iter().rposition(|cell| !is_blank(cell));
        let inked = inked.map_or(0, |last| last + 1);
        wanted.reserve_exact(inked);
        while let Some(cell) = cells.get(wanted.len()).filter(|_| wanted.len() < inked) {
            let halves = usize::from(width_of(cell)) - 1;
            wanted.push(seen(cell));
            if wanted.len() + halves <= cells.len() {
                wanted.extend(std::iter::repeat_n(half_of(cell), halves));
            } else if let Some(last) = wanted.last_mut() {
                last.set_symbol(" ");
            }
        }
        self.row = WantedRow {
            y,
            is_drawn: true,
            cells: wanted,
        };
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.size.width || y >= self.size.height {
            return;
        }
        self.turn_to(y);
        let at = usize::from(x);
        let width = usize::from(width_of(cell));
        let row = &mut self.row.cells;
        let fits = at + width <= row.len();
        if let Some(place) = row.get_mut(at) {
            *place = seen(cell);
            if !fits {
                place.set_symbol(" ");
            }
        }
        for half in row.iter_mut().skip(at + 1).take(width - 1) {
            if fits {
                *half = half_of(cell);
            }
        }
        if let Some(orphan) = row.get_mut(at + width)
            && orphan.symbol() == HALF
        {
            *orphan = Cell::EMPTY;
        }
    }

    /// Draws in row `y` from here on, on what is shown there.
    fn turn_to(&mut self, y: u16) {
        if self.row.is_drawn && self.row.y == y {
            return;
        }
        self.finish_row();
        let mut cells = std::mem::take(&mut self.row.cells);
        cells.clear();
        cells.extend_from_slice(self.shown_in(y));
        cells.resize(usize::from(self.size.width), Cell::EMPTY);
        self.row = WantedRow {
            y,
            is_drawn: true,
            cells,
        };
    }

    /// Encodes the row that was drawn last.
    fn finish_row(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.empties) {
            self.switch_pen(&Cell::EMPTY, &mut bytes);
            self.note_drawing();
            bytes.extend(b"\x1b[2J");
        }
        if std::mem::take(&mut self.row.is_drawn) {
            let inked = self.row.cells.iter().rposition(|cell| !is_blank(cell));
            self.row.cells.truncate(inked.map_or(0, |last| last + 1));
            let y = usize::from(self.row.y);
            let shown = self.shown.get_mut(y).map(std::mem::take);
            let shown = shown.unwrap_or_default();
            let mut wanted = std::mem::take(&mut self.row.cells);
            if wanted != shown {
                self.encode_row(self.row.y, (&mut wanted, &shown), &mut bytes);
            }
            if let Some(row) = self.shown.get_mut(y) {
                *row = wanted;
            }
            self.row.cells = shown;
        }
        self.bytes = bytes;
    }

    /// Says that row `y` and all below it are to be empty: they are emptied at once, when more than one of them is not
    /// empty yet.
    pub fn empty_below(&mut self, y: u16) {
        self.finish_row();
        let below = self.shown.iter().skip(usize::from(y));
        if below.filter(|row| !row.is_empty()).count() < 2 {
            return;
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        self.go(Position::new(0, y), &mut bytes);
        self.switch_pen(&Cell::EMPTY, &mut bytes);
        self.note_drawing();
        bytes.extend(b"\x1b[J");
        self.bytes = bytes;
        for row in self.shown.iter_mut().skip(usize::from(y)) {
            row.clear();
        }
    }

    /// The bytes that bring the terminal from what it showed to what it is to show.
    fn encode(&mut self) -> Vec<u8> {
        self.finish_row();
        let mut bytes = std::mem::take(&mut self.bytes);
        self.set_caret(&mut bytes);
        self.before = (self.place, self.pen);
        self.first = First::Moves;
        bytes
    }

    /// Puts the cursor where it is to stand. Where that is where it stood when the frame began, the terminal can
    /// remember the place, and its pen with it.
    fn set_caret(&mut self, bytes: &mut Vec<u8>) {
        if let Some(caret) = self.caret
            && self.place != Place::At(caret)
        {
            let start = bytes.len();
            self.go(caret, bytes);
            let way = bytes.len() - start;
            if self.before.0 == Place::At(caret) && way > KEEP_PLACE.len() + GO_BACK.len() {
                bytes.truncate(start);
                self.pen = self.before.1;
                let mut kept = KEEP_PLACE.to_vec();
                if let First::Pen(place, pen) = std::mem::take(&mut self.first) {
                    // Taken up before the place is kept, the pen is still on when the next frame needs it.
                    kept.splice(..0, bytes.drain(place));
                    self.pen = Some(pen);
                }
                bytes.splice(..0, kept);
                bytes.extend(GO_BACK);
            }
        }
        let wanted = self.caret.is_some();
        if self.visible != Some(wanted) {
            bytes.extend(if wanted { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.visible = Some(wanted);
        }
    }
}

impl<W: Write> Backend for Frugal<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.put(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        // It is seen where it is set to.
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.caret.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.empty();
        Ok(())
    }

    /// Whatever part is to be cleared, everything is: the full screen is never cleared in part.
    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    /// Without pixels, which nobody asks for.
    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = self.encode();
        if !bytes.is_empty() {
            self.out.write_all(&bytes)?;
        }
        self.out.flush()
    }
}

/// A cell as it is seen: of a blank, only the ground, unless something is drawn across it.
fn seen(cell: &Cell) -> Cell {
    let mut seen = cell.clone();
    if is_bare(cell) {
        seen.fg = Color::Reset;
        seen.underline_color = Color::Reset;
        seen.modifier = Modifier::empty();
    }
    seen
}

/// What a wide sign covers besides its own cell.
fn half_of(cell: &Cell) -> Cell {
    let mut half = cell.clone();
    half.set_symbol(HALF);
    half
}

/// Whether a cell is what erasing leaves behind.
fn is_blank(cell: &Cell) -> bool {
    is_bare(cell) && cell.bg == Color::Reset
}
