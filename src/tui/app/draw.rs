//! Drawing what is on the screen.

use crate::domain::time::Timestamp;
use crate::tui::app::laid::{Laid, Seen};
use crate::tui::app::{App, Shown};
use crate::tui::compose::{Matter, Room, Tools};
use crate::tui::frame::{Edges, LEAST, Layout, Plan, draw_too_small, draw_words, lay_out};
use crate::tui::picture::Brush;
use crate::tui::rows::Rows;
use crate::wording::{Sheet, Wording};
use ratatui::layout::{Position, Rect};
use std::rc::Rc;
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
        self.rows.begin(window.height, self.look.theme.ground());
        self.placed.set(None);
        let too_small = window.width < LEAST.0 || window.height < LEAST.1;
        self.too_small.set(too_small);
        if too_small {
            draw_too_small(&self.rows, window, &self.look.catalog, self.look.theme);
            return Drawn::default();
        }
        if let Some(over) = self.draw_over(window, now) {
            return over;
        }
        let Some(shown) = self.shown.as_ref() else {
            let theme = self.look.theme;
            draw_words(&self.rows, window, &theme.plain(&self.opening), theme);
            return Drawn::default();
        };
        let wording = self.wording(now);
        if let (Some(list), Some(strip)) = (&self.desk.list, self.strip(&wording)) {
            return Drawn {
                caret: list.draw(&self.rows, window, &strip),
                changes_in: None,
            };
        }
        let area = self.draw_strip(window, &wording);
        self.draw_page((window, area), shown, &wording, now)
    }

    /// What was laid out last.
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Draws the page and its frame into `area`; of the last frame, what is the same.
    fn draw_page(
        &self,
        (window, area): (Rect, Rect),
        shown: &Shown,
        wording: &Wording<'_>,
        now: Timestamp,
    ) -> Drawn {
        let said_in = (self.look.catalog.language(), self.look.masking);
        let (sheet, words_change_in) = shown.words(wording, said_in, now);
        let seen = Seen {
            area,
            sheet: Rc::clone(&sheet),
            shape: shown.screen.shape(),
            leaving: self.leaving,
            handing_in: shown.screen.leaves_in(now).is_some(),
            notice: self.notice.clone(),
            caption: self.caption.clone(),
            customer: self.customer_text(&shown.prompt, now),
        };
        let mut laid = self.laid.borrow_mut();
        let known = laid.take_if(|laid| {
            laid.still_holds(&seen, |room| {
                self.matter(shown, &seen.sheet, Plan::of(area)).input(room)
            })
        });
        let known = known.unwrap_or_else(|| self.lay_page_out(shown, wording, seen));
        for (line, place) in known.lines() {
            self.rows.put(Rc::clone(line), *place);
        }
        self.placed
            .set(known.picture().map(|cells| (window, cells)));
        let caret = known.caret();
        *laid = Some(known);
        let changes = words_change_in.into_iter();
        let changes = changes.chain(shown.screen.masks_in(now));
        let changes = changes.chain(shown.screen.leaves_in(now));
        Drawn {
            changes_in: changes.min(),
            caret,
        }
    }

    fn lay_page_out(&self, shown: &Shown, wording: &Wording<'_>, seen: Seen) -> Laid {
        let mut sheet = Sheet::clone(&seen.sheet);
        if let Some(canvas) = &shown.screen.canvas {
            sheet.notes.extend(self.picture_notes(wording, canvas));
        }
        shown.screen.word_fields(&mut sheet.fields, wording);
        let hints = self.look.hints.as_ref();
        let language = self.look.catalog.language();
        let hint = hints.and_then(|hints| hints.get(language, shown.prompt.ask.name()));
        let hint = hint.map(|hint| wording.demo_hint(hint, MASK_KEY));
        let edges = Edges {
            catalog: &self.look.catalog,
            wording,
            theme: self.look.theme,
            hint: hint.as_deref(),
            caption: seen.caption.as_deref(),
            demo: hints.is_some(),
            notice: seen.notice.as_ref(),
            customer: seen.customer.as_deref(),
            leaving: seen.leaving,
            handing_in: seen.handing_in,
            moving: shown.screen.moving(),
        };
        let plan = Plan::of(seen.area);
        let message = edges.message(&plan);
        let height = usize::from(plan.body(message.len()).height);
        let grandest = if plan.is_large() {
            Room::Grand
        } else {
            Room::Roomy
        };
        let page = self.matter(shown, &sheet, plan).compose(grandest, height);
        let scrolled = &shown.screen.scrolled;
        let layout: Layout = lay_out(&plan, (&shown.prompt, &page), scrolled, &edges, message);
        let rows = page.input.map_or(0, |input| input.len());
        Laid::new(seen, layout, (page.room, rows))
    }

    fn matter<'a>(&'a self, shown: &'a Shown, sheet: &'a Sheet, plan: Plan) -> Matter<'a> {
        Matter {
            prompt: &shown.prompt,
            sheet,
            screen: &shown.screen,
            tools: Tools {
                theme: self.look.theme,
                brush: Brush::of(self.look.theme, &self.look.terminal),
                means: self.means,
                masking: self.look.masking,
            },
            width: usize::from(plan.body(0).width),
        }
    }
}
