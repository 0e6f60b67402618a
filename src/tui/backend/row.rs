//! One row: what of it differs, and the bytes that make the difference.

use crate::tui::backend::moves::{Place, Step};
use crate::tui::backend::pen::Pen;
use crate::tui::backend::{First, Frugal, HALF, is_blank};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;

impl<W> Frugal<W> {
    /// Brings row `y` from what is `shown` to what is `wanted` of it.
    pub(super) fn encode_row(
        &mut self,
        y: u16,
        (wanted, shown): (&mut Vec<Cell>, &[Cell]),
        bytes: &mut Vec<u8>,
    ) {
        let inked = wanted.len();
        let columns = inked.max(shown.len());
        wanted.resize(columns, Cell::EMPTY);
        let changed = changed(wanted, shown);
        let last = changed.iter().rposition(|changed| *changed);
        let mut x = 0;
        while let Some(skipped) = last.and_then(|last| changed.get(x..=last).and_then(next_true)) {
            x += skipped;
            let position = Position::new(short(x), y);
            let rest = wanted.get(x..).unwrap_or_default();
            let mut blanks = rest.iter().take_while(|cell| is_blank(cell)).count();
            if x + blanks == columns {
                // What is missing is blank too.
                blanks = usize::from(self.size.width) - x;
            }
            let needed = last.map_or(0, |last| last + 1 - x);
            if blanks > 0 && self.erase(wanted, position, blanks, needed, bytes) {
                x += blanks;
                continue;
            }
            self.go_in(wanted, position, bytes);
            let differs = changed.get(x..).unwrap_or_default();
            x += self.write((rest, differs), position, bytes);
        }
        wanted.truncate(inked);
    }

    /// Has the terminal erase `blanks` cells, where that is shorter than writing them; after `needed` cells nothing else
    /// differs in the row.
    fn erase(
        &mut self,
        wanted: &[Cell],
        at: Position,
        blanks: usize,
        needed: usize,
        bytes: &mut Vec<u8>,
    ) -> bool {
        let to_edge = usize::from(at.x) + blanks >= usize::from(self.size.width);
        let erase = if to_edge {
            Step::EraseToEdge
        } else {
            Step::Erase(short(blanks))
        };
        let and_on = if !to_edge && needed > blanks {
            Step::Right(short(blanks)).len()
        } else {
            0
        };
        if erase.len() + and_on >= needed.min(blanks) {
            return false;
        }
        self.go_in(wanted, at, bytes);
        self.switch_pen(&Cell::EMPTY, bytes);
        self.note_drawing();
        erase.write(bytes);
        true
    }

    /// Writes the first of some cells at the cursor, and those behind it which nothing has to be said in between of; how
    /// many columns that takes.
    fn write(
        &mut self,
        (cells, differs): (&[Cell], &[bool]),
        at: Position,
        bytes: &mut Vec<u8>,
    ) -> usize {
        let Some(cell) = cells.first().filter(|cell| cell.symbol() != HALF) else {
            // The left half of this one is not there: nothing that a buffer can hold.
            return 1;
        };
        self.switch_pen(cell, bytes);
        self.note_drawing();
        bytes.extend(cell.symbol().as_bytes());
        let certain = has_certain_width(cell.symbol());
        let mut width = usize::from(width_of(cell));
        if certain {
            let behind = cells.get(width..).unwrap_or_default();
            let differs = differs.get(width..).unwrap_or_default();
            width += self.write_on(behind, differs, bytes);
        }
        let next = at.x.saturating_add(short(width));
        self.place = if !certain {
            Place::Unknown
        } else if next < self.size.width {
            Place::At(Position::new(next, at.y))
        } else {
            Place::Edge(at.y)
        };
        width
    }

    /// Writes letter after letter, as long as they differ and the pen that is on draws them: most of what is ever
    /// written. Several blanks may be erased instead, so it ends before them.
    fn write_on(&self, cells: &[Cell], differs: &[bool], bytes: &mut Vec<u8>) -> usize {
        let Some(pen) = self.pen else {
            return 0;
        };
        let mut written = 0;
        for (cell, _) in cells
            .iter()
            .zip(differs)
            .take_while(|(_, differs)| **differs)
        {
            let &[letter] = cell.symbol().as_bytes() else {
                break;
            };
            let ends = || cells.get(written + 1).is_none_or(is_blank);
            if !pen.draws(cell) || (letter == b' ' && ends()) {
                break;
            }
            bytes.push(letter);
            written += 1;
        }
        written
    }

    pub(super) fn switch_pen(&mut self, cell: &Cell, bytes: &mut Vec<u8>) {
        if self.pen.is_some_and(|pen| pen.draws(cell)) {
            return;
        }
        let (wanted, start) = (Pen::of(cell), bytes.len());
        wanted.switch_from(self.pen.as_ref(), bytes);
        self.pen = Some(wanted);
        if let First::Moves = self.first {
            self.first = First::Pen(start..bytes.len(), wanted);
        }
    }

    /// Something is about to be drawn with the pen that is on.
    pub(super) fn note_drawing(&mut self) {
        if let First::Moves = self.first {
            self.first = First::Drawn;
        }
    }

    /// Moves the cursor.
    pub(super) fn go(&mut self, to: Position, bytes: &mut Vec<u8>) {
        let mut row = self.shown.get_mut(usize::from(to.y)).map(std::mem::take);
        self.go_in(row.as_deref().unwrap_or_default(), to, bytes);
        if let Some(place) = self.shown.get_mut(usize::from(to.y)) {
            *place = row.take().unwrap_or_default();
        }
    }

    /// Moves the cursor, over cells of its row that stay as they are too: writing them again can be the shortest way.
    fn go_in(&mut self, row: &[Cell], to: Position, bytes: &mut Vec<u8>) {
        if self.place == Place::At(to) {
            return;
        }
        let way = self.place.way_to(to);
        match self.again(row, to, way.len()) {
            Some(again) => {
                self.note_drawing();
                bytes.extend(again.as_bytes());
            }
            None => way.write(bytes),
        }
        self.place = Place::At(to);
    }

    /// The signs of `row` between the cursor and `to` on its right, when the pen that is on draws them and they are `most`
    /// bytes at most.
    fn again(&self, row: &[Cell], to: Position, most: usize) -> Option<String> {
        let (Place::At(from), Some(pen)) = (self.place, &self.pen) else {
            return None;
        };
        let columns = to.x.checked_sub(from.x).map_or(0, usize::from);
        if from.y != to.y || !(1..=most).contains(&columns) {
            return None;
        }
        let mut text = String::new();
        for at in from.x..to.x {
            let cell = row.get(usize::from(at)).unwrap_or(&Cell::EMPTY);
            let narrow = width_of(cell) == 1 && has_certain_width(cell.symbol());
            if !narrow || !pen.draws(cell) || cell.symbol() == HALF {
                return None;
            }
            text.push_str(cell.symbol());
        }
        Some(text).filter(|text| text.len() <= most)
    }
}

/// Which cells of a row differ; what is missing at the end of what is `shown` is blank. A wide sign differs as a whole, on
/// both sides: half of one is never drawn over.
fn changed(wanted: &[Cell], shown: &[Cell]) -> Vec<bool> {
    let both = wanted.iter().enumerate();
    let differs = |(x, wanted): (usize, &Cell)| match shown.get(x) {
        Some(shown) => wanted != shown,
        None => !is_blank(wanted),
    };
    let mut changed: Vec<bool> = both.map(differs).collect();
    if !wanted.iter().chain(shown).any(|cell| cell.symbol() == HALF) {
        return changed;
    }
    loop {
        let before = changed.clone();
        for cells in [wanted, shown] {
            for (x, cell) in cells.iter().enumerate() {
                join_halves(&mut changed, x, cell.symbol());
            }
        }
        if changed == before {
            return changed;
        }
    }
}

/// How many columns a cell's sign takes, at least one.
pub(super) fn width_of(cell: &Cell) -> u16 {
    if cell.symbol().len() == 1 {
        return 1;
    }
    cell.cell_width().max(1)
}

/// Whether every terminal agrees on how many columns a sign takes.
fn has_certain_width(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    // One sign of the plane that terminals' tables have had for long.
    matches!((chars.next(), chars.next()), (Some(sign), None) if u32::from(sign) <= 0xFFFF)
}

/// A wide sign and its other half change together.
fn join_halves(changed: &mut [bool], x: usize, symbol: &str) {
    if symbol == HALF
        && let Some([left, right]) = x.checked_sub(1).and_then(|left| changed.get_mut(left..=x))
    {
        *left |= *right;
        *right = *left;
    }
}

fn next_true(changed: &[bool]) -> Option<usize> {
    changed.iter().position(|changed| *changed)
}

fn short(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
