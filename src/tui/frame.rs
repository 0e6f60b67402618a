//! The one frame around every page: where one is, the page, and the keys that work here.
//!
//! ```text
//!  zapi-onboard            Step 3 of 6 · Method  ✓✓●○○○      in a large window the steps stand at the side:
//!
//!   (the page)                                              ✓ Number      (the page)
//!                                                           │
//!   ▌ Demo: what to type                                    ● Method
//!   ↑ ↓ choose   Enter take   Esc back   Ctrl-C leave       ╎
//! ```

mod keys;
mod rail;

pub(crate) use keys::Moving;

use crate::flow::prompt::Prompt;
use crate::locale::catalog::Catalog;
use crate::tui::compose::{Page, Spot};
use crate::tui::rows::{Placed, Rows};
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::text::{fit, wrap};
use crate::wording::{Note, Tone, Wording};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::cell::Cell;
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

/// The smallest window in which a page is shown.
pub(crate) const LEAST: (u16, u16) = (60, 18);
/// The widest that text runs, in columns.
const WIDEST: u16 = 96;
/// From this size on, a window is large.
const LARGE: (u16, u16) = (110, 30);
/// In a large window: the columns of the rail at the side, of the gap behind it, and of the page.
const SIDE: (u16, u16, u16) = (17, 6, 86);

/// Where everything goes in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    area: Rect,
    /// Where the rail stands, where that is at the side.
    rail: Option<Rect>,
    x: u16,
    width: u16,
}

impl Plan {
    /// For a window, or what of it is left beside a strip.
    pub(crate) fn of(area: Rect) -> Self {
        if area.width < LARGE.0 || area.height < LARGE.1 {
            let width = area.width.saturating_sub(4).min(WIDEST);
            return Self {
                area,
                rail: None,
                x: area.x + (area.width - width) / 2,
                width,
            };
        }
        let (rail, gap, page) = SIDE;
        let left = area.x + (area.width - rail - gap - page) / 2;
        let above = above_large(area);
        Self {
            area,
            rail: Some(Rect {
                x: left,
                y: area.y + above,
                width: rail,
                height: area.height - above,
            }),
            x: left + rail + gap,
            width: page,
        }
    }

    /// Whether there is room for what is only beautiful.
    pub(crate) fn is_large(&self) -> bool {
        self.rail.is_some()
    }

    /// Where the page goes, with this many rows of message below it.
    pub(crate) fn body(&self, message_rows: usize) -> Rect {
        let rows = u16::try_from(message_rows).unwrap_or(u16::MAX);
        let (above, below) = if self.is_large() {
            (above_large(self.area), 3)
        } else {
            (2, 1)
        };
        Rect {
            x: self.x,
            y: self.area.y + above,
            width: self.width,
            height: self.area.height.saturating_sub(above + below + rows),
        }
    }

    fn row(&self, y: u16) -> Rect {
        Rect {
            y,
            height: 1,
            ..self.area
        }
    }

    /// The row of the keys, which may run to the window's edge.
    fn keys(&self) -> Rect {
        let margin = u16::from(self.is_large());
        Rect {
            x: self.x,
            width: self.area.right().saturating_sub(self.x),
            ..self.row(self.area.bottom() - 1 - margin)
        }
    }
}

/// The rows above a page in a large window: a quarter of what a tall one has to spare.
fn above_large(area: Rect) -> u16 {
    3 + (area.height - LARGE.1) / 4
}

/// What the frame says besides the page.
pub(crate) struct Edges<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) wording: &'a Wording<'a>,
    pub(crate) theme: Theme,
    /// What to type in the demo; `None` outside of it.
    pub(crate) hint: Option<&'a str>,
    /// What is said of a demo that plays itself, in the place of what to type.
    pub(crate) caption: Option<&'a str>,
    /// Whether the program is a demo.
    pub(crate) demo: bool,
    /// What came of something asked for beside the question.
    pub(crate) notice: Option<&'a Note>,
    /// The sentence for the customer, where it is shown.
    pub(crate) customer: Option<&'a str>,
    /// Whether leaving was asked for once.
    pub(crate) leaving: bool,
    /// Whether a complete code is about to be handed in by itself.
    pub(crate) handing_in: bool,
    /// What the keys move in.
    pub(crate) moving: Moving,
}

/// A frame, laid out.
#[derive(Default)]
pub(crate) struct Layout {
    pub(crate) lines: Vec<Placed>,
    /// The cursor.
    pub(crate) caret: Option<Position>,
    /// A picture that is seen whole.
    pub(crate) picture: Option<Rect>,
    /// Of the lines, those of the field that is typed into, and where the first of them is on the screen; `None` when
    /// some are out of sight.
    pub(crate) input: Option<(usize, Position)>,
}

/// Lays frame and page out, and `message` below the page.
pub(crate) fn lay_out(
    plan: &Plan,
    (prompt, page): (&Prompt, &Page),
    scrolled: &Cell<isize>,
    edges: &Edges<'_>,
    message: Vec<Line<'static>>,
) -> Layout {
    let mut lines: Vec<Placed> = Vec::new();
    let mut put = |line: Line<'static>, place: Rect| lines.push((Rc::new(line), place));
    put(edges.header(prompt, plan), plan.row(plan.area.y));
    if let Some(rail) = plan.rail {
        for (line, y) in edges.side_rail(prompt).into_iter().zip(rail.y..) {
            put(
                line,
                Rect {
                    y,
                    height: 1,
                    ..rail
                },
            );
        }
    }
    let body = plan.body(message.len());
    let place = |y: u16| Rect {
        y,
        height: 1,
        ..body
    };
    let more = page.rows.len() > usize::from(body.height);
    put(edges.keys(prompt, more, plan.keys().width), plan.keys());
    for (line, y) in message.into_iter().zip(body.bottom()..) {
        put(line, place(y));
    }
    let first = first_row(page, usize::from(body.height), scrolled);
    let before = lines.len();
    let shown = page
        .rows
        .iter()
        .skip(first)
        .take(usize::from(body.height))
        .zip(body.y..);
    lines.extend(shown.map(|(line, y)| (Rc::clone(line), place(y))));
    let input = page.input.as_ref().and_then(|input| {
        let at = input.start.checked_sub(first)?;
        let in_sight = input.end - first <= usize::from(body.height);
        let y = body.y + u16::try_from(at).ok()?;
        in_sight.then_some((before + at, Position::new(body.x, y)))
    });
    Layout {
        lines,
        caret: caret(page, first, body),
        picture: page.picture.and_then(|spot| placed(spot, first, body)),
        input,
    }
}

/// The cells of a picture on a page that is shown from row `first` on; `None` when some are out of sight.
fn placed(spot: Spot, first: usize, body: Rect) -> Option<Rect> {
    let row = u16::try_from(spot.row.checked_sub(first)?).ok()?;
    let place = Rect {
        x: body.x,
        y: body.y.checked_add(row)?,
        width: u16::try_from(spot.size.0).ok()?,
        height: u16::try_from(spot.size.1).ok()?,
    };
    (place.bottom() <= body.bottom()).then_some(place)
}

/// Draws the head of what lies over the whole window: two texts at the ends of a row, and a rule below it.
pub(crate) fn draw_head(rows: &Rows, area: Rect, (left, right): (&str, &str), theme: Theme) {
    let [left, right] = [left, right].map(|text| theme.plain(text));
    let text = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let width = usize::from(text.width);
    let gap = width.saturating_sub(left.width() + right.width()).max(1);
    let across = fit(&format!("{left}{}{right}", " ".repeat(gap)), width);
    rows.put(Line::styled(across, theme.ink(Ink::Title)), text);
    let below = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    let rule = theme.glyphs().rule.repeat(usize::from(area.width));
    rows.put(Line::styled(rule, theme.ink(Ink::Quiet)), below);
}

/// Draws the words for a window that is too small, whatever its size.
pub(crate) fn draw_too_small(rows: &Rows, window: Rect, catalog: &Catalog, theme: Theme) {
    let text = catalog.too_small(window.width, window.height);
    draw_words(rows, window, &theme.plain(&text), theme);
}

/// Draws words alone.
pub(crate) fn draw_words(rows: &Rows, window: Rect, text: &str, theme: Theme) {
    let wrapped = wrap(text, usize::from(window.width));
    for (y, row) in (window.y..window.bottom()).zip(wrapped) {
        let place = Rect {
            y,
            height: 1,
            ..window
        };
        rows.put(Line::styled(row, theme.ink(Ink::Text)), place);
    }
}

/// The first row to show: the page's first, unless what is focused lies below the window.
fn first_row(page: &Page, height: usize, scrolled: &Cell<isize>) -> usize {
    let most = page.rows.len().saturating_sub(height);
    let (start, end) = page.focus.unwrap_or((0, 0));
    let for_focus = (end + 1).saturating_sub(height).min(start);
    let first = for_focus.saturating_add_signed(scrolled.get()).min(most);
    // Scrolling past an end counts for nothing.
    scrolled.set(first.cast_signed() - for_focus.cast_signed());
    first
}

fn caret(page: &Page, first: usize, body: Rect) -> Option<Position> {
    let (column, row) = page.caret?;
    let row = u16::try_from(row.checked_sub(first)?).ok()?;
    let column = u16::try_from(column)
        .ok()?
        .min(body.width.saturating_sub(1));
    (row < body.height).then(|| Position::new(body.x + column, body.y + row))
}

impl Edges<'_> {
    /// What there is to say between the page and the keys: the sentence for the customer in at most three rows,
    /// and one thing of the program's own in at most two.
    pub(crate) fn message(&self, plan: &Plan) -> Vec<Line<'static>> {
        let customer = self
            .customer
            .map(|text| (text.to_owned(), Ink::Customer, 3));
        let own = self.own_message().map(|(text, ink)| (text, ink, 2));
        let said = customer.into_iter().chain(own);
        said.flat_map(|(text, ink, most)| self.aside(&text, self.theme.ink(ink), most, plan))
            .collect()
    }

    /// Text behind a bar.
    fn aside(&self, text: &str, style: Style, most: usize, plan: &Plan) -> Vec<Line<'static>> {
        let bar = self.theme.glyphs().bar;
        let rows = wrap(&self.theme.plain(text), usize::from(plan.width) - 2);
        let rows = rows.into_iter().take(most);
        rows.map(|row| Line::from(Span::styled(format!("{bar} {row}"), style)))
            .collect()
    }

    fn own_message(&self) -> Option<(String, Ink)> {
        if self.leaving {
            return Some((self.catalog.leave_again(), Ink::Warning));
        }
        if self.handing_in {
            return Some((self.catalog.handing_in(), Ink::Warning));
        }
        if let Some(notice) = self.notice {
            let ink = match notice.tone {
                Tone::Error => Ink::Error,
                Tone::Warning => Ink::Warning,
                Tone::Good => Ink::Good,
                Tone::Info | Tone::Raw => Ink::Text,
            };
            return Some((notice.text.clone(), ink));
        }
        if let Some(caption) = self.caption {
            return Some((self.catalog.demo_plays(caption.to_owned()), Ink::Good));
        }
        let hint = self.hint?;
        Some((self.catalog.demo_hint(hint.to_owned()), Ink::Good))
    }
}
