//! Drawing what is on the screen, anew or on the last frame.

use crate::domain::time::Timestamp;
use crate::tui::app::App;
use crate::tui::compose::{Tools, compose};
use crate::tui::frame::{Edges, LEAST, body_of, draw, draw_too_small, draw_words};
use crate::tui::picture::Brush;
use crate::tui::rows::Rows;
use crate::wording::Sheet;
use ratatui::layout::{Position, Rect};
use std::time::Duration;

/// The key that masks numbers and ids, and shows them again.
const MASK_KEY: &str = "F6";

/// What came of drawing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drawn {
    /// When what is shown will change by itself.
    pub changes_in: Option<Duration>,
    /// Where the cursor is to stand; `None` when it is not to be seen.
    pub caret: Option<Position>,
}

impl App {
    /// Draws into a frame of ratatui's; says when what is shown will change by itself.
    pub fn draw(&self, frame: &mut ratatui::Frame<'_>, now: Timestamp) -> Option<Duration> {
        let drawn = self.lay_out(frame.area(), now);
        self.rows.render_all(frame.buffer_mut());
        if let Some(caret) = drawn.caret {
            frame.set_cursor_position(caret);
        }
        drawn.changes_in
    }

    /// Puts the lines of a frame in their rows.
    pub(crate) fn lay_out(&self, window: Rect, now: Timestamp) -> Drawn {
        self.rows.begin(window.height);
        let (changes_in, caret) = self.draw_any(window, now);
        Drawn { changes_in, caret }
    }

    /// What was laid out last.
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    fn draw_any(&self, window: Rect, now: Timestamp) -> (Option<Duration>, Option<Position>) {
        self.placed.set(None);
        if window.width < LEAST.0 || window.height < LEAST.1 {
            draw_too_small(&self.rows, window, &self.look.catalog, self.look.theme);
            return (None, None);
        }
        if let Some(over) = self.draw_over(window, now) {
            return (over.changes_in, over.caret);
        }
        let Some(shown) = self.shown.as_ref() else {
            draw_words(&self.rows, window, &self.look.theme.plain(&self.opening));
            return (None, None);
        };
        let wording = self.wording(now);
        if let (Some(list), Some(strip)) = (&self.desk.list, self.strip(&wording)) {
            return (None, list.draw(&self.rows, window, &strip));
        }
        let area = self.draw_strip(window, &wording);
        let said_in = (self.look.catalog.language(), self.look.masking);
        let (sheet, words_change_in) = shown.words(&wording, said_in, now);
        let mut sheet = Sheet::clone(&sheet);
        if let Some(canvas) = &shown.screen.canvas {
            sheet.notes.extend(self.picture_note(&wording, canvas));
        }
        shown.screen.word_fields(&mut sheet.fields, &wording);
        let hints = self.look.hints.as_ref();
        let hint = hints.and_then(|hints| hints.get(shown.prompt.ask.name()));
        let hint = hint.map(|hint| wording.demo_hint(hint, MASK_KEY));
        let edges = Edges {
            rows: &self.rows,
            catalog: &self.look.catalog,
            wording: &wording,
            theme: self.look.theme,
            hint: hint.as_deref(),
            caption: self.caption.as_deref(),
            demo: hints.is_some(),
            notice: self.notice.as_ref(),
            customer: self.customer_text(&shown.prompt, now),
            leaving: self.leaving,
            handing_in: shown.screen.leaves_in(now).is_some(),
            moving: shown.screen.moving(),
        };
        let message = edges.message(area);
        let body = body_of(area, message.len());
        let room = (usize::from(body.width), usize::from(body.height));
        let page = compose(&shown.prompt, &sheet, &shown.screen, self.tools(), room);
        let scrolled = &shown.screen.scrolled;
        let places = draw(area, (&shown.prompt, &page), scrolled, &edges, &message);
        self.placed.set(places.picture.map(|cells| (window, cells)));
        let changes = words_change_in.into_iter();
        let changes = changes.chain(shown.screen.masks_in(now));
        let changes = changes.chain(shown.screen.leaves_in(now));
        (changes.min(), places.caret)
    }

    fn tools(&self) -> Tools {
        Tools {
            theme: self.look.theme,
            brush: Brush::of(self.look.theme, &self.look.terminal),
            means: self.means,
            masking: self.look.masking,
        }
    }
}
