//! The rows of a frame: one that stays as it was needs neither be cut into signs nor be compared cell by cell.
//!
//! ratatui draws every frame from nothing and finds out afterwards what differs. For a digit that is typed, that is a
//! hundred times the work that the digit needs, on a machine whose caches something else has filled meanwhile. Here
//! whoever draws puts lines in their places, and what is the same as in the last frame goes no further.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use std::cell::RefCell;

/// What a frame is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// An empty buffer that nobody keeps.
    Passing,
    /// An empty buffer that the next frame will be drawn on.
    Empty,
    /// The buffer of the last frame.
    LastFrame,
}

/// What is drawn, row by row.
#[derive(Default)]
pub(crate) struct Rows(RefCell<Vec<Row>>);

#[derive(Default)]
struct Row {
    /// What the last frame had there.
    was: Vec<Piece>,
    /// What this one has.
    is: Vec<Piece>,
}

/// A line in its place.
#[derive(PartialEq)]
struct Piece {
    place: Rect,
    line: Line<'static>,
}

impl Rows {
    /// Begins a frame of so many rows.
    pub(crate) fn begin(&self, height: u16) {
        let mut rows = self.0.borrow_mut();
        rows.resize_with(usize::from(height), Row::default);
        for row in rows.iter_mut() {
            row.is.clear();
        }
    }

    /// Puts `line` into the one row of `place`; what is outside of the frame is not seen.
    pub(crate) fn put(&self, line: Line<'static>, place: Rect) {
        let mut rows = self.0.borrow_mut();
        if let Some(row) = rows.get_mut(usize::from(place.y)) {
            row.is.push(Piece { place, line });
        }
    }

    /// Ends a frame and draws it. The rows that differ from the last one; `None` when all may.
    pub(crate) fn end(&self, ground: Ground, buffer: &mut Buffer) -> Option<Vec<u16>> {
        let mut rows = self.0.borrow_mut();
        let mut changed = Vec::new();
        for (y, row) in (0..).zip(rows.iter_mut()) {
            let on_last = ground == Ground::LastFrame;
            if on_last && row.is == row.was {
                continue;
            }
            if on_last {
                empty(buffer, y);
                changed.push(y);
            }
            for piece in &row.is {
                (&piece.line).render(piece.place, buffer);
            }
            if ground != Ground::Passing {
                std::mem::swap(&mut row.was, &mut row.is);
            }
        }
        (ground == Ground::LastFrame).then_some(changed)
    }
}

fn empty(buffer: &mut Buffer, y: u16) {
    let width = usize::from(buffer.area.width);
    let start = usize::from(y.saturating_sub(buffer.area.y)) * width;
    for cell in buffer.content.iter_mut().skip(start).take(width) {
        *cell = Cell::EMPTY;
    }
}
