//! The one frame around every page: where one is, the page, and the keys that work here.
//!
//! ```text
//!  zapi-onboard                Step 3 of 6 · Method   ✓✓●○○○
//! ──────────────────────────────────────────────────────────
//!   (the page)
//!
//!   Demo: what to type
//!   ↑ ↓ choose · Enter take · Esc back · Ctrl-C leave
//! ```

use crate::flow::prompt::{Ask, Choice, Prompt, SecureStep, Station};
use crate::locale::catalog::Catalog;
use crate::tui::compose::{Page, Spot};
use crate::tui::rows::Rows;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::{fit, wrap};
use crate::wording::{Note, Tone, Wording};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::cell::Cell;
use std::cmp::Ordering;
use unicode_width::UnicodeWidthStr;

/// The smallest window in which a page is shown.
pub(crate) const LEAST: (u16, u16) = (60, 18);
/// The widest that text runs, in columns.
const WIDEST: u16 = 96;
/// From this width on, the stations are named.
const NAMED_RAIL: u16 = 100;

/// How wide text runs in a window of `area`.
fn text_width(area: Rect) -> u16 {
    area.width.saturating_sub(4).min(WIDEST)
}

/// Where the page goes in a window of `area`, with this many rows of message below it.
pub(crate) fn body_of(area: Rect, message_rows: usize) -> Rect {
    let width = text_width(area);
    let rows = u16::try_from(message_rows)
        .unwrap_or(u16::MAX)
        .saturating_add(3);
    Rect {
        x: area.x + (area.width.saturating_sub(width)) / 2,
        y: area.y + 2,
        width,
        height: area.height.saturating_sub(rows),
    }
}

/// What the keys move in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moving {
    /// From one place of the page to the next.
    Page,
    /// In an open list.
    List,
}

/// What the frame says besides the page.
pub(crate) struct Edges<'a> {
    pub(crate) rows: &'a Rows,
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
    pub(crate) customer: Option<String>,
    /// Whether leaving was asked for once.
    pub(crate) leaving: bool,
    /// Whether a complete code is about to be handed in by itself.
    pub(crate) handing_in: bool,
    /// What the keys move in.
    pub(crate) moving: Moving,
}

/// Where things stand that are no text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Places {
    /// The cursor.
    pub(crate) caret: Option<Position>,
    /// A picture that is seen whole.
    pub(crate) picture: Option<Rect>,
}

/// Draws frame and page, and `message` below the page.
pub(crate) fn draw(
    area: Rect,
    (prompt, page): (&Prompt, &Page),
    scrolled: &Cell<isize>,
    edges: &Edges<'_>,
    message: &[Line<'static>],
) -> Places {
    let row = |y: u16| Rect {
        y,
        height: 1,
        ..area
    };
    let rows = edges.rows;
    rows.put(edges.header(prompt, area.width), row(area.y));
    let rule = edges.theme.glyphs().rule.repeat(usize::from(area.width));
    let rule = Line::styled(rule, Theme::quiet());
    rows.put(rule, row(area.y + 1));
    let body = body_of(area, message.len());
    let first = first_row(page, usize::from(body.height), scrolled);
    for (y, line) in page
        .rows
        .iter()
        .skip(first)
        .take(usize::from(body.height))
        .enumerate()
    {
        let y = body.y + u16::try_from(y).unwrap_or(u16::MAX);
        let place = Rect {
            y,
            height: 1,
            ..body
        };
        rows.put(line.clone(), place);
    }
    let more = page.rows.len() > usize::from(body.height);
    let inner = |y: u16| Rect {
        x: body.x,
        width: body.width,
        y,
        height: 1,
    };
    for (y, line) in (body.bottom()..).zip(message) {
        rows.put(line.clone(), inner(y));
    }
    // The keys may run to the window's edge.
    let whole = area.right().saturating_sub(body.x);
    let keys = Rect {
        width: whole,
        ..inner(area.bottom() - 1)
    };
    rows.put(edges.keys(prompt, more, whole), keys);
    Places {
        caret: caret(page, first, body),
        picture: page.picture.and_then(|spot| placed(spot, first, body)),
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

/// Draws the words for a window that is too small, whatever its size.
pub(crate) fn draw_too_small(rows: &Rows, window: Rect, catalog: &Catalog, theme: Theme) {
    let text = catalog.too_small(window.width, window.height);
    draw_words(rows, window, &theme.plain(&text));
}

/// Draws words alone.
pub(crate) fn draw_words(rows: &Rows, window: Rect, text: &str) {
    let wrapped = wrap(text, usize::from(window.width));
    for (y, row) in (window.y..window.bottom()).zip(wrapped) {
        let place = Rect {
            y,
            height: 1,
            ..window
        };
        rows.put(Line::raw(row), place);
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
    fn header(&self, prompt: &Prompt, width: u16) -> Line<'static> {
        let mark = self
            .demo
            .then(|| format!(" · {}", self.catalog.demo_mark()));
        let name = self
            .theme
            .plain(&format!(" zapi-onboard{}", mark.unwrap_or_default()));
        let rail = self.rail(&prompt.ask, width);
        let used = name.width() + rail.iter().map(Span::width).sum::<usize>() + 1;
        let gap = " ".repeat(usize::from(width).saturating_sub(used));
        let mut spans = vec![Span::styled(name, Theme::title()), Span::raw(gap)];
        spans.extend(rail);
        Line::from(spans)
    }

    fn rail(&self, ask: &Ask, width: u16) -> Vec<Span<'static>> {
        let glyphs = self.theme.glyphs();
        let here = ask.station();
        let arrived = matches!(ask, Ask::Connected { .. } | Ask::Secure { .. });
        let station = |station: Station| {
            let (sign, style) = match station.cmp(&here) {
                Ordering::Equal if arrived => (glyphs.done, self.theme.rail_current()),
                Ordering::Less => (glyphs.done, Style::new()),
                Ordering::Equal => (glyphs.current, self.theme.rail_current()),
                Ordering::Greater => (glyphs.ahead, Theme::quiet()),
            };
            if width >= NAMED_RAIL {
                let name = self.theme.plain(&self.wording.station(station));
                Span::styled(format!("{sign} {name}  "), style)
            } else {
                Span::styled(sign.to_owned(), style)
            }
        };
        let stations = Station::ALL.map(station);
        if width >= NAMED_RAIL {
            return stations.into();
        }
        let nth = Station::ALL.iter().take_while(|one| **one <= here).count();
        let step = self.catalog.rail_step(Station::ALL.len(), nth);
        let words = format!("{step} · {}  ", self.wording.station(here));
        let mut spans = vec![Span::raw(self.theme.plain(&words))];
        spans.extend(stations);
        spans
    }

    /// What there is to say between the page and the keys: the sentence for the customer in at most three rows,
    /// and one thing of the program's own in at most two.
    pub(crate) fn message(&self, area: Rect) -> Vec<Line<'static>> {
        let width = usize::from(text_width(area));
        let customer = self.customer.iter().flat_map(|text| {
            let rows = wrap(&self.theme.plain(text), width);
            let style = self.theme.customer();
            rows.into_iter()
                .take(3)
                .map(move |row| Line::styled(row, style))
        });
        customer.chain(self.own_message(area)).collect()
    }

    fn own_message(&self, area: Rect) -> Vec<Line<'static>> {
        let (text, style) = if self.leaving {
            (self.catalog.leave_again(), self.theme.tone(Tone::Warning))
        } else if self.handing_in {
            (self.catalog.handing_in(), self.theme.tone(Tone::Warning))
        } else if let Some(notice) = self.notice {
            (notice.text.clone(), self.theme.tone(notice.tone))
        } else if let Some(caption) = self.caption {
            let caption = self.catalog.demo_plays(caption.to_owned());
            (caption, self.theme.tone(Tone::Good))
        } else if let Some(hint) = self.hint {
            let hint = self.catalog.demo_hint(hint.to_owned());
            (hint, self.theme.tone(Tone::Good))
        } else {
            return Vec::new();
        };
        let rows = wrap(&self.theme.plain(&text), usize::from(text_width(area)));
        let rows = rows.into_iter().take(2);
        rows.map(|row| Line::styled(row, style)).collect()
    }

    /// The keys that work here. In a narrow window the plainest ones go first.
    fn keys(&self, prompt: &Prompt, more: bool, width: u16) -> Line<'static> {
        let c = self.catalog;
        let listed = self.moving == Moving::List;
        let typing = prompt.activity.is_none() && prompt.ask.takes_text();
        let secret = typing
            && matches!(
                prompt.ask,
                Ask::Credentials { .. }
                    | Ask::Partner { .. }
                    | Ask::Pin { .. }
                    | Ask::Secure {
                        step: SecureStep::NewPin,
                        ..
                    }
            );
        let back = prompt
            .offers
            .iter()
            .any(|offer| matches!(offer.choice, Choice::Back | Choice::Stay));
        let (move_on, take) = if listed {
            (c.keys_choose(), c.keys_take())
        } else if typing && matches!(prompt.ask, Ask::Appeal { .. }) {
            (c.keys_next(), c.keys_new_line())
        } else if typing {
            (c.keys_next(), c.keys_go_on())
        } else {
            (c.keys_choose(), c.keys_take())
        };
        let mut keys: Vec<String> = [
            Some(move_on),
            Some(take),
            secret.then(|| c.keys_secret()),
            listed.then(|| c.keys_shut_list()),
            (back && !listed).then(|| c.keys_back()),
            (more && !listed).then(|| c.keys_more()),
            matches!(prompt.ask, Ask::Connected { .. } | Ask::Halted { .. }).then(|| c.keys_copy()),
            Some(c.keys_leave()),
        ]
        .into_iter()
        .flatten()
        .map(|key| self.theme.plain(&key))
        .collect();
        let width = usize::from(width);
        let [wide, narrow] = ["  ·  ", " · "].map(|gap| self.theme.plain(gap));
        // What everybody can do without comes only where there is room.
        let more = format!("{wide}{}", self.theme.plain(&c.keys_customer()));
        if keys.join(&wide).width() + more.width() <= width {
            return Line::styled(format!("{}{more}", keys.join(&wide)), Theme::quiet());
        }
        if keys.join(&wide).width() <= width {
            return Line::styled(keys.join(&wide), Theme::quiet());
        }
        while keys.len() > 3 && keys.join(&narrow).width() > width {
            keys.remove(0);
        }
        Line::styled(fit(&keys.join(&narrow), width), Theme::quiet())
    }
}
