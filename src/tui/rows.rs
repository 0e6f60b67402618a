//! The rows of the last frame: one that stays as it is needs neither be cut into signs nor be compared cell by cell.
//!
//! ratatui draws every frame from nothing and finds out afterwards what differs. For a digit that is typed, that is a
//! hundred times the work that the digit needs, on a machine whose caches something else has filled meanwhile.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::cell::RefCell;

/// What a frame is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Nothing, as ratatui does.
    Nothing,
    /// The last frame: what is not drawn again is to be taken away.
    LastFrame,
}

/// What was drawn, row by row.
#[derive(Default)]
pub(crate) struct Rows(RefCell<State>);

#[derive(Default)]
struct State {
    over: bool,
    /// Of the last frame.
    area: Rect,
    rows: Vec<Row>,
}

#[derive(Default)]
struct Row {
    /// What the last frame had there.
    known: Option<(Rect, Line<'static>)>,
    is_drawn: bool,
    is_changed: bool,
}

impl Rows {
    /// Begins a frame. Whoever draws something else than rows, or does not draw on the last frame, begins on nothing.
    pub(crate) fn begin(&self, buffer: &mut Buffer, ground: Ground, rows_only: bool) {
        let mut state = self.0.borrow_mut();
        let height = usize::from(buffer.area.height);
        let same = state.area == buffer.area && state.rows.len() == height;
        state.over = ground == Ground::LastFrame && rows_only && same;
        state.area = buffer.area;
        if state.over {
            for row in &mut state.rows {
                row.is_drawn = false;
                row.is_changed = false;
            }
            return;
        }
        if ground == Ground::LastFrame {
            buffer.reset();
        }
        state.rows.clear();
        // What was drawn otherwise is not known, and may be anywhere.
        if rows_only {
            state.rows.resize_with(height, || Row {
                is_changed: true,
                ..Row::default()
            });
        }
    }

    /// Draws `line` into the one row of `area`.
    pub(crate) fn draw(&self, frame: &mut ratatui::Frame<'_>, line: Line<'static>, area: Rect) {
        let mut state = self.0.borrow_mut();
        let over = state.over;
        let Some(row) = state.rows.get_mut(usize::from(area.y)) else {
            frame.render_widget(line, area);
            return;
        };
        row.is_drawn = true;
        if over {
            if row
                .known
                .as_ref()
                .is_some_and(|known| (known.0, &known.1) == (area, &line))
            {
                return;
            }
            empty(frame.buffer_mut(), area.y);
        }
        frame.render_widget(&line, area);
        row.is_changed = true;
        row.known = Some((area, line));
    }

    /// Ends a frame: takes away what was not drawn again. The rows that differ from the last frame; `None` when all may.
    pub(crate) fn end(&self, buffer: &mut Buffer) -> Option<Vec<u16>> {
        let mut state = self.0.borrow_mut();
        if !state.over {
            return None;
        }
        let mut changed = Vec::new();
        for (y, row) in (0..).zip(&mut state.rows) {
            if !row.is_drawn && row.known.take().is_some() {
                empty(buffer, y);
                row.is_changed = true;
            }
            if row.is_changed {
                changed.push(y);
            }
        }
        Some(changed)
    }
}

fn empty(buffer: &mut Buffer, y: u16) {
    let width = usize::from(buffer.area.width);
    let start = usize::from(y.saturating_sub(buffer.area.y)) * width;
    for cell in buffer.content.iter_mut().skip(start).take(width) {
        *cell = Cell::EMPTY;
    }
}
