//! A frame as it was laid out last, kept for as long as it looks the same: a key that was typed changes the rows of its
//! field, and laying the whole page out for it would be twenty times the work.

use crate::tui::compose::{Input, Room};
use crate::tui::frame::Layout;
use crate::tui::rows::Placed;
use crate::tui::screen::Shape;
use crate::wording::{Note, Sheet};
use ratatui::layout::{Position, Rect};
use std::rc::Rc;

/// What a frame is laid out from, besides the text that is typed.
pub(super) struct Seen {
    pub(super) area: Rect,
    pub(super) sheet: Rc<Sheet>,
    pub(super) shape: Option<Shape>,
    pub(super) leaving: bool,
    pub(super) handing_in: bool,
    pub(super) notice: Option<Note>,
    pub(super) caption: Option<String>,
    pub(super) customer: Option<String>,
}

impl Seen {
    /// Whether a frame laid out from both looks the same. The words are the same only when nobody said them anew.
    fn is_like(&self, other: &Self) -> bool {
        self.shape.is_some()
            && self.shape == other.shape
            && Rc::ptr_eq(&self.sheet, &other.sheet)
            && (self.area, self.leaving, self.handing_in)
                == (other.area, other.leaving, other.handing_in)
            && self.notice == other.notice
            && self.caption == other.caption
            && self.customer == other.customer
    }
}

/// A frame that was laid out.
pub(super) struct Laid {
    seen: Seen,
    layout: Layout,
    /// How roomy its page is, and how many rows its focused field has.
    room: Room,
    rows: usize,
}

impl Laid {
    pub(super) fn new(seen: Seen, layout: Layout, (room, rows): (Room, usize)) -> Self {
        Self {
            seen,
            layout,
            room,
            rows,
        }
    }

    /// Whether it holds for what is seen now, once the rows of the focused field are what `input` makes them.
    pub(super) fn still_holds(
        &mut self,
        seen: &Seen,
        input: impl FnOnce(Room) -> Option<Input>,
    ) -> bool {
        if !self.seen.is_like(seen) {
            return false;
        }
        let Some(Input { rows, caret }) = input(self.room) else {
            // Nothing is typed.
            return true;
        };
        let Some((first, corner)) = self.layout.input.filter(|_| rows.len() == self.rows) else {
            return false;
        };
        for (line, known) in rows
            .into_iter()
            .zip(self.layout.lines.iter_mut().skip(first))
        {
            if *known.0 != line {
                known.0 = Rc::new(line);
            }
        }
        let at = |start: u16, steps: usize| {
            start.saturating_add(u16::try_from(steps).unwrap_or(u16::MAX))
        };
        self.layout.caret = Some(Position::new(at(corner.x, caret.0), at(corner.y, caret.1)));
        true
    }

    pub(super) fn lines(&self) -> &[Placed] {
        &self.layout.lines
    }

    pub(super) fn caret(&self) -> Option<Position> {
        self.layout.caret
    }

    pub(super) fn picture(&self) -> Option<Rect> {
        self.layout.picture
    }
}
