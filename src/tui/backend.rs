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
    /// What the terminal is to show.
    wanted: Vec<Cell>,
    /// What it shows.
    shown: Vec<Cell>,
    /// Which rows may differ.
    touched: Vec<bool>,
    place: Place,
    pen: Option<Pen>,
    /// Whether the cursor is seen; `None` when that is not known.
    visible: Option<bool>,
    /// Where it is to stand; `None` when it is not to be seen.
    caret: Option<Position>,
    /// Whether the terminal is to be emptied first.
    empties: bool,
}

/// Has the terminal remember the place of its cursor and its pen, and go back there. Source: DEC VT100, DECSC and DECRC.
const KEEP_PLACE: &[u8] = b"\x1b7";
const GO_BACK: &[u8] = b"\x1b8";

/// What the right half of a wide sign is kept as.
const HALF: &str = "";

impl<W> Frugal<W> {
    /// A backend for a terminal of `size`, of which nothing is known.
    pub fn new(out: W, size: Size) -> Self {
        let cells = vec![Cell::EMPTY; cells_of(size)];
        Self {
            out,
            size,
            wanted: cells.clone(),
            shown: cells,
            touched: vec![true; usize::from(size.height)],
            place: Place::Unknown,
            pen: None,
            visible: None,
            caret: None,
            empties: true,
        }
    }

    /// The terminal has this size, and nothing else is known of it any more, neither what it shows nor what is
    /// switched on.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.place = Place::Unknown;
        self.pen = None;
        self.visible = None;
        self.empty();
    }

    /// The terminal is to be emptied before anything else is drawn.
    fn empty(&mut self) {
        let cells = cells_of(self.size);
        for screen in [&mut self.wanted, &mut self.shown] {
            screen.clear();
            screen.resize(cells, Cell::EMPTY);
        }
        self.touched = vec![true; usize::from(self.size.height)];
        self.empties = true;
    }

    fn row(&self, y: u16) -> Range<usize> {
        let width = usize::from(self.size.width);
        let start = usize::from(y) * width;
        start..start + width
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        if x >= self.size.width || y >= self.size.height {
            return;
        }
        let at = self.row(y).start + usize::from(x);
        let width = usize::from(width_of(cell));
        let fits = usize::from(x) + width <= usize::from(self.size.width);
        if let Some(place) = self.wanted.get_mut(at) {
            *place = seen(cell);
            if !fits {
                place.set_symbol(" ");
            }
        }
        for half in self.wanted.iter_mut().skip(at + 1).take(width - 1) {
            if fits {
                *half = cell.clone();
                half.set_symbol(HALF);
            }
        }
        let after = at + width;
        let inside = self.row(y).contains(&after);
        if let Some(orphan) = self.wanted.get_mut(after).filter(|_| inside)
            && orphan.symbol() == HALF
        {
            *orphan = Cell::EMPTY;
        }
        if let Some(touched) = self.touched.get_mut(usize::from(y)) {
            *touched = true;
        }
    }

    /// The bytes that bring the terminal from what it shows to what it is to show.
    fn encode(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let before = (self.place, self.pen);
        if std::mem::take(&mut self.empties) {
            self.switch_pen(&Cell::EMPTY, &mut bytes);
            bytes.extend(b"\x1b[2J");
        }
        let last_inked = self.wanted.iter().rposition(|cell| !is_blank(cell));
        for y in 0..self.size.height {
            let touched = self.touched.get_mut(usize::from(y));
            if touched.is_some_and(std::mem::take) {
                let below = last_inked.is_none_or(|last| last < self.row(y).start);
                if below && self.empty_below(y, &mut bytes) {
                    break;
                }
                self.encode_row(y, &mut bytes);
            }
        }
        self.set_caret(before, &mut bytes);
        bytes
    }

    /// Empties this row and all below it at once, when more than one of them is not empty yet.
    fn empty_below(&mut self, y: u16, bytes: &mut Vec<u8>) -> bool {
        let start = self.row(y).start;
        let rows = self
            .shown
            .get(start..)
            .unwrap_or_default()
            .chunks(usize::from(self.size.width).max(1))
            .filter(|row| !row.iter().all(is_blank))
            .count();
        if rows < 2 {
            return false;
        }
        self.go(Position::new(0, y), bytes);
        self.switch_pen(&Cell::EMPTY, bytes);
        bytes.extend(b"\x1b[J");
        for cell in self.shown.iter_mut().skip(start) {
            *cell = Cell::EMPTY;
        }
        self.touched.fill(false);
        true
    }

    /// Puts the cursor where it is to stand. Where that is where it stood when the frame began, the terminal can
    /// remember the place, and its pen with it.
    fn set_caret(&mut self, before: (Place, Option<Pen>), bytes: &mut Vec<u8>) {
        if let Some(caret) = self.caret
            && self.place != Place::At(caret)
        {
            let start = bytes.len();
            self.go(caret, bytes);
            let way = bytes.len() - start;
            if before.0 == Place::At(caret) && way > KEEP_PLACE.len() + GO_BACK.len() {
                bytes.truncate(start);
                bytes.splice(..0, KEEP_PLACE.iter().copied());
                bytes.extend(GO_BACK);
                self.pen = before.1;
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

/// Whether a cell is what erasing leaves behind.
fn is_blank(cell: &Cell) -> bool {
    is_bare(cell) && cell.bg == Color::Reset
}

fn cells_of(size: Size) -> usize {
    usize::from(size.width) * usize::from(size.height)
}
