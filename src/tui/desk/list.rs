//! The list of all onboardings: searched, sorted, and what can be done with one of them. On its other page, the shift.
//!
//! ```text
//!  The numbers at this desk                12 numbers · 3 need you
//! ────────────────────────────────────────────────────────────────
//!  Search › 9876_                        sorted by who needs you
//!
//! ›!    2 +55 11987654321   Code         needs you
//!       7 +55 1123459876    Method       waiting until 14:40
//!
//!  Enter look · Ctrl-T order · …
//! ```

use crate::roster::{Arrangement, Slip};
use crate::runtime::front_end::{DeskView, Heard, SessionId};
use crate::tui::desk::{MOST, Seen, Strip};
use crate::tui::keymap::{Key, View};
use crate::tui::rows::Rows;
use crate::tui::theme::Ink;
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::text::{fit, wrap};
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

/// A list that is open.
pub(crate) struct List {
    search: Field,
    arrangement: Arrangement,
    /// The slips around the one that is marked, in their order.
    slips: Vec<Slip>,
    /// Where the marked one is among them.
    marked: usize,
    page: Page,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    List,
    Shift,
}

/// What a key led to.
pub(crate) enum Taken {
    /// The list stays.
    Stays(Heard),
    /// It is shut.
    Shut(Heard),
}

impl List {
    /// Opens the list; the onboarding that is looked at is marked once the desk is taken in.
    pub(crate) fn open(seen: &Seen) -> Self {
        Self {
            search: Field::new(Kind::Plain),
            arrangement: Arrangement::default(),
            slips: seen.slips.first().cloned().into_iter().collect(),
            marked: 0,
            page: Page::List,
        }
    }

    /// Takes in what is on the desk.
    pub(crate) fn take_in(&mut self, desk: &DeskView<'_>) {
        let Some(roster) = desk.roster() else {
            return;
        };
        self.arrangement = roster.arrangement().clone();
        let marked = self.session();
        let from = |session| roster.from(session).take(MOST).cloned();
        let from: Vec<Slip> = marked.into_iter().flat_map(from).collect();
        if from.is_empty() {
            // The one that was marked is not among those that are seen.
            self.slips = roster.from_first().take(MOST).cloned().collect();
            self.marked = 0;
            return;
        }
        let before = |session| roster.before(session).take(MOST).cloned();
        self.slips = marked.into_iter().flat_map(before).collect();
        self.slips.reverse();
        self.marked = self.slips.len();
        self.slips.extend(from);
    }

    fn session(&self) -> Option<SessionId> {
        self.slips.get(self.marked).map(|slip| slip.session)
    }

    /// Takes a key in.
    pub(crate) fn press(&mut self, key: &Key) -> Taken {
        let Some(session) = self.session() else {
            return self.edit(key);
        };
        if *key == Key::Enter && self.page == Page::List {
            return Taken::Shut(Heard::Look(session));
        }
        if *key == Key::View(View::Invert) {
            return Taken::Stays(Heard::SetAside(session));
        }
        if *key == Key::Reveal {
            return Taken::Shut(Heard::Retry(session));
        }
        match steps_of(key) {
            Some(by) => self.step(by),
            None => self.edit(key),
        }
    }

    /// What is to be told when the list is shut: what was searched for is forgotten with it.
    pub(crate) fn shut(&self) -> Heard {
        Heard::Arrange(self.arrangement.searching(""))
    }

    fn step(&mut self, by: isize) -> Taken {
        let last = self.slips.len().saturating_sub(1);
        self.marked = self.marked.saturating_add_signed(by).min(last);
        Taken::Stays(Heard::Nothing)
    }

    fn edit(&mut self, key: &Key) -> Taken {
        if *key == Key::Escape {
            return Taken::Shut(self.shut());
        }
        if *key == Key::View(View::Save) {
            self.page = match self.page {
                Page::List => Page::Shift,
                Page::Shift => Page::List,
            };
            return Taken::Stays(Heard::Nothing);
        }
        if *key == Key::View(View::Variant) {
            return Taken::Stays(Heard::Arrange(self.arrangement.reordered()));
        }
        if self.page == Page::List && self.search.edit(key) {
            let sought = self.arrangement.searching(self.search.text());
            if sought != self.arrangement {
                self.slips.clear();
                self.marked = 0;
                return Taken::Stays(Heard::Arrange(sought));
            }
        }
        Taken::Stays(Heard::Nothing)
    }

    /// Draws the list over the whole window; says where the caret is to stand, where something can be typed.
    pub(crate) fn draw(&self, rows: &Rows, area: Rect, strip: &Strip<'_>) -> Option<Position> {
        let c = strip.catalog;
        let width = usize::from(area.width).saturating_sub(2);
        let (title, keys) = match self.page {
            Page::List => (c.desk_title(), c.desk_list_keys()),
            Page::Shift => (c.desk_shift_title(), c.desk_shift_keys()),
        };
        let head = strip.counted();
        let plain = |text: &str| strip.theme.plain(text);
        let at = |y: u16| Rect {
            x: area.x + 1,
            y,
            width: area.width.saturating_sub(2),
            height: 1,
        };
        let bar = across(&plain(&title), &plain(&head), width);
        let bar = Line::styled(format!(" {bar} "), strip.theme.ink(Ink::Bar));
        rows.put(bar, Rect { height: 1, ..area });
        let keys = wrap(&plain(&keys), width);
        let tall = u16::try_from(keys.len()).unwrap_or(1);
        for (y, row) in (area.bottom().saturating_sub(tall)..).zip(keys) {
            rows.put(Line::styled(row, strip.theme.ink(Ink::Quiet)), at(y));
        }
        let body = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(tall + 3),
            ..area
        };
        match self.page {
            Page::List => Some(self.draw_slips(rows, body, strip)),
            Page::Shift => {
                draw_shift(rows, body, strip);
                None
            }
        }
    }

    fn draw_slips(&self, rows: &Rows, body: Rect, strip: &Strip<'_>) -> Position {
        let c = strip.catalog;
        let width = usize::from(body.width).saturating_sub(2);
        let at = |y: u16| Rect {
            y,
            height: 1,
            ..body
        };
        let label = format!(" {} {} ", c.desk_search(), strip.theme.glyphs().pointer);
        let order = strip.wording.order(self.arrangement.order);
        let text = self.search.text();
        let typed = if text.is_empty() {
            c.desk_search_hint()
        } else {
            text.to_owned()
        };
        let line = across(
            &strip.theme.plain(&format!("{label}{typed}")),
            &strip.theme.plain(&order),
            width,
        );
        let title = strip.theme.ink(Ink::Title);
        rows.put(Line::styled(line, title), at(body.y));
        let before = label.width() + self.search.before_caret().width();
        let column = u16::try_from(before.min(width)).unwrap_or(0);
        let caret = Position::new(body.x + column, body.y);
        let tall = usize::from(body.height.saturating_sub(2));
        if self.slips.is_empty() {
            let none = strip.theme.plain(&c.desk_none_found());
            let text = strip.theme.ink(Ink::Text);
            rows.put(Line::styled(format!(" {none}"), text), at(body.y + 2));
            return caret;
        }
        let first = self.marked.saturating_sub(tall / 2);
        let first = first.min(self.slips.len().saturating_sub(tall));
        let shown = self.slips.iter().enumerate().skip(first).take(tall);
        for ((place, slip), y) in shown.zip(body.y + 2..) {
            let marked = place == self.marked;
            rows.put(strip.listed(slip, marked, usize::from(body.width)), at(y));
        }
        caret
    }
}

fn draw_shift(rows: &Rows, body: Rect, strip: &Strip<'_>) {
    let c = strip.catalog;
    let mut lines: Vec<String> = strip
        .wording
        .tally(&strip.seen.tally)
        .into_iter()
        .map(|(state, count)| format!("{count:>7}  {state}"))
        .collect();
    lines.push(String::new());
    lines.push(match strip.wording.average(&strip.seen.tally) {
        Some(time) => format!("  {}: {time}", c.desk_shift_average()),
        None => format!("  {}", c.desk_shift_none()),
    });
    for (line, y) in lines.iter().zip(body.y + 1..body.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..body
        };
        let text = strip.theme.ink(Ink::Text);
        rows.put(Line::styled(strip.theme.plain(line), text), place);
    }
}

impl Strip<'_> {
    /// A row of the list.
    fn listed(&self, slip: &Slip, marked: bool, width: usize) -> Line<'static> {
        let (style, pointer) = self.theme.marked(marked);
        let room = width.saturating_sub(3);
        let text = self.theme.plain(&self.row(slip, room));
        let text = fit(text.trim_end(), room);
        Line::styled(format!("{pointer}{} {text}", self.sign(slip)), style)
    }
}

/// How many rows a key moves by; `None` when it moves by none.
fn steps_of(key: &Key) -> Option<isize> {
    let steps = [
        (Key::Down, 1),
        (Key::Next, 1),
        (Key::Up, -1),
        (Key::Previous, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
    ];
    let found = steps.into_iter().find(|(known, _)| known == key);
    found.map(|(_, by)| by)
}

/// Two texts at the two ends of a row of `width` columns; the right one goes where there is no room.
fn across(left: &str, right: &str, width: usize) -> String {
    let used = left.width() + right.width();
    let (left, right) = if used + 2 > width {
        (fit(left, width), "")
    } else {
        (left.to_owned(), right)
    };
    let gap = " ".repeat(width.saturating_sub(left.width() + right.width()));
    format!("{left}{gap}{right}")
}
