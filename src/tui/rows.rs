//! The rows of a frame: one that stays as it was needs neither be cut into signs nor be compared cell by cell.
//!
//! ratatui draws every frame from nothing and finds out afterwards what differs. For a digit that is typed, that is a
//! hundred times the work that the digit needs, on a machine whose caches something else has filled meanwhile. Here
//! whoever draws puts lines in their places, and what is the same as in the last frame goes no further.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use std::cell::RefCell;
use std::rc::Rc;

/// What a frame is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// Nothing.
    Nothing,
    /// The last frame.
    LastFrame,
}

/// What is drawn, row by row.
#[derive(Default)]
pub(crate) struct Rows(RefCell<State>);

#[derive(Default)]
struct State {
    rows: Vec<Row>,
    /// What everything lies on.
    paper: Style,
}

#[derive(Default)]
struct Row {
    /// What the last frame had there.
    was: Pieces,
    /// What this one has.
    is: Pieces,
}

/// A line in its place of one row.
pub(crate) type Placed = (Rc<Line<'static>>, Rect);

/// What is in one row.
#[derive(Default, PartialEq)]
pub(crate) struct Pieces(Vec<Placed>);

impl Rows {
    /// Begins a frame of so many rows, on such a paper.
    pub(crate) fn begin(&self, height: u16, paper: Style) {
        let mut state = self.0.borrow_mut();
        state.paper = paper;
        state.rows.resize_with(usize::from(height), Row::default);
        for row in &mut state.rows {
            row.is.0.clear();
        }
    }

    /// Puts `line` into the one row of `place`; what is outside of the frame is not seen.
    pub(crate) fn put(&self, line: impl Into<Rc<Line<'static>>>, place: Rect) {
        let mut state = self.0.borrow_mut();
        if let Some(row) = state.rows.get_mut(usize::from(place.y)) {
            row.is.0.push((line.into(), place));
        }
    }

    /// The first of the last rows that have become empty, when there are several; `None` on nothing, where all are empty.
    pub(crate) fn empty_from(&self, ground: Ground) -> Option<u16> {
        let State { rows, paper } = &*self.0.borrow();
        let is_drawn = |row: &Row| row.is.0.iter().any(|(line, _)| line.width() > 0);
        let last = rows.iter().rposition(is_drawn);
        let first = last.map_or(0, |last| last + 1);
        let emptied = rows.iter().skip(first).filter(|row| is_drawn_before(row));
        // What the terminal empties has its own ground.
        let own = paper.bg.is_none();
        let several = own && ground == Ground::LastFrame && emptied.count() > 1;
        u16::try_from(first).ok().filter(|_| several)
    }

    /// Hands out the rows that differ from what they are drawn on, from top to bottom, and keeps in mind what is in them.
    pub(crate) fn render(&self, ground: Ground, mut draw: impl FnMut(u16, &Pieces, Style)) {
        let State { rows, paper } = &mut *self.0.borrow_mut();
        for (y, row) in (0..).zip(rows.iter_mut()) {
            if ground == Ground::Nothing || row.is != row.was {
                draw(y, &row.is, *paper);
                std::mem::swap(&mut row.was, &mut row.is);
            }
        }
    }

    /// Draws all rows into a buffer that nobody keeps.
    pub(crate) fn render_all(&self, buffer: &mut Buffer) {
        let state = self.0.borrow();
        buffer.set_style(buffer.area, state.paper);
        for row in &state.rows {
            row.is.render(buffer);
        }
    }
}

fn is_drawn_before(row: &Row) -> bool {
    row.was.0.iter().any(|(line, _)| line.width() > 0)
}

impl Pieces {
    /// The column behind the last one that they draw in.
    pub(crate) fn end(&self) -> usize {
        let end = |(line, place): &Placed| {
            let is_plain = line.style == Style::new() && line.alignment.is_none();
            let width = if is_plain {
                line.width().min(usize::from(place.width))
            } else {
                usize::from(place.width)
            };
            usize::from(place.x) + width
        };
        self.0.iter().map(end).max().unwrap_or_default()
    }

    /// Draws them into a buffer that has their row.
    pub(crate) fn render(&self, buffer: &mut Buffer) {
        for (line, place) in &self.0 {
            draw(line, *place, buffer);
        }
    }
}

/// Draws a line as ratatui does. Most of them are letters of seven bits, for which nobody needs to find out where one
/// sign ends and how wide it is.
fn draw(line: &Line<'_>, place: Rect, buffer: &mut Buffer) {
    if line.style != Style::new() || line.alignment.is_some() {
        line.render(place, buffer);
        return;
    }
    let place = place.intersection(buffer.area);
    let mut x = place.x;
    for span in line.spans.iter().filter(|_| !place.is_empty()) {
        let room = place.right().saturating_sub(x);
        let letters = span.content.as_bytes();
        if !letters.iter().all(|letter| (b' '..=b'~').contains(letter)) {
            let width = span.width();
            if width > 0 {
                span.render(
                    Rect {
                        x,
                        width: room,
                        ..place
                    },
                    buffer,
                );
            }
            x = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX));
            continue;
        }
        for letter in letters.iter().take(usize::from(room)) {
            if let Some(cell) = buffer.cell_mut((x, place.y)) {
                cell.set_char(char::from(*letter)).set_style(span.style);
            }
            x += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::Color;
    use ratatui::text::Span;

    proptest! {
        #[test]
        fn a_line_is_drawn_as_the_toolkit_draws_it(
            texts in proptest::collection::vec(("[ -~]{0,9}|[a·●漢é\u{301}👍🏽]{0,5}", 0..3_u8), 0..5),
            (x, width) in (0..12_u16, 0..40_u16),
        ) {
            let style = |nth| match nth {
                0 => Style::new(),
                1 => Style::new().fg(Color::Red),
                _ => Style::new().bg(Color::Blue).bold(),
            };
            let spans = texts.iter().map(|(text, nth)| Span::styled(text, style(*nth)));
            let (line, place) = (spans.collect::<Line<'_>>(), Rect::new(x, 0, width, 1));
            let [mut ours, mut theirs] = [(); 2].map(|()| Buffer::empty(Rect::new(0, 0, 30, 1)));
            draw(&line, place, &mut ours);
            (&line).render(place, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
