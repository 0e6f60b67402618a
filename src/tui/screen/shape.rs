//! What is seen of a screen besides the text that is typed, to be compared with the last frame.

use crate::domain::phone::Region;
use crate::tui::screen::{Focus, Screen};

/// What is seen of a screen besides the text of the field that is focused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    focus: Focus,
    /// The revisions of the other fields.
    fields: Vec<u64>,
    region: Option<Region>,
    /// How many fields hold a value that was not typed.
    holds: usize,
    revealed: bool,
    scrolled: isize,
}

impl Screen {
    /// Its shape; `None` while there is more to it: a picture or an open list.
    pub(crate) fn shape(&self) -> Option<Shape> {
        if self.canvas.is_some() || self.is_picking() {
            return None;
        }
        let others = |at: usize| self.focus != Focus::Field(at);
        let fields = self.fields.iter().enumerate();
        let fields = fields.filter(|(at, _)| others(*at));
        Some(Shape {
            focus: self.focus,
            fields: fields.map(|(_, field)| field.revision()).collect(),
            region: self.region(),
            holds: self.fields.iter().filter(|field| field.is_held()).count(),
            revealed: self.is_revealed(),
            scrolled: self.scrolled.get(),
        })
    }
}
