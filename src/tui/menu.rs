//! A menu over the whole window: something is chosen from it before there is a question, and between two of them.
//!
//! ```text
//!  zapi-onboard · demo                          Choose a scenario
//! ────────────────────────────────────────────────────────────────
//!  Search › pin_
//!
//!  PIN and confirmation on the phone
//!  › The number has a two-step PIN              pin
//!    First the PIN, then the old phone          pin-then-device
//!
//!  Enter play · Ctrl-T watch · F3 language · Esc leave
//! ```

use crate::domain::time::Timestamp;
use crate::locale::catalog::Catalog;
use crate::tui::frame::draw_head;
use crate::tui::keymap::{Key, View};
use crate::tui::rows::Rows;
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::text::{fit, wrap};
use crate::wording::{Menu, MenuRow, Tone};
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use std::rc::Rc;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// An Enter this soon after another one, or after the menu was opened, is held down or doubled.
const ENTER_REPEATS_WITHIN: Duration = Duration::from_millis(700);
/// How many rows a page is.
const PAGE: isize = 8;

/// Makes the menu in a language.
pub type MakeMenu = Rc<dyn Fn(&Catalog) -> Menu>;

/// What was chosen, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The row of this name, for the person to play.
    Row(String),
    /// The row of this name, to be watched.
    Watched(String),
    /// Nothing: the person leaves.
    Leave,
}

/// A menu that is open.
pub(crate) struct OpenMenu {
    make: MakeMenu,
    all: Menu,
    found: Menu,
    search: Field,
    /// Which of the rows that were found.
    marked: usize,
    last_enter: Timestamp,
}

impl OpenMenu {
    /// Opens it at the row of this name, or at the first.
    pub(crate) fn open(
        make: MakeMenu,
        name: Option<&str>,
        catalog: &Catalog,
        now: Timestamp,
    ) -> Self {
        let all = make(catalog);
        let marked = all.rows().position(|row| Some(row.name.as_str()) == name);
        Self {
            make,
            found: all.clone(),
            all,
            search: Field::new(Kind::Plain),
            marked: marked.unwrap_or_default(),
            last_enter: now,
        }
    }

    /// Speaks another language.
    pub(crate) fn speak(&mut self, catalog: &Catalog) {
        let name = self.row().map(|row| row.name.clone());
        self.all = (self.make)(catalog);
        self.look(name.as_deref());
    }

    /// Takes a key in; says what was chosen by it.
    pub(crate) fn press(&mut self, key: &Key, now: Timestamp) -> Option<Chosen> {
        match key {
            Key::Enter => {
                let held = now.since(self.last_enter) < ENTER_REPEATS_WITHIN;
                self.last_enter = now;
                let row = self.row().filter(|_| !held)?;
                return Some(Chosen::Row(row.name.clone()));
            }
            Key::View(View::Variant) => {
                return self.row().map(|row| Chosen::Watched(row.name.clone()));
            }
            Key::Escape if self.search.text().is_empty() => return Some(Chosen::Leave),
            Key::Escape => {
                let name = self.row().map(|row| row.name.clone());
                self.search.clear();
                self.look(name.as_deref());
            }
            Key::Down | Key::Next => self.step(1),
            Key::Up | Key::Previous => self.step(-1),
            Key::PageDown => self.step(PAGE),
            Key::PageUp => self.step(-PAGE),
            Key::Char(_)
            | Key::Paste(_)
            | Key::TornPaste(_)
            | Key::Backspace
            | Key::Delete
            | Key::ClearLine
            | Key::Left
            | Key::Right
            | Key::Home
            | Key::End => {
                if self.search.edit(key) {
                    self.look(None);
                }
            }
            Key::Interrupt
            | Key::Redraw
            | Key::Suspend
            | Key::Reveal
            | Key::View(_)
            | Key::Aside(_)
            | Key::Switch
            | Key::Desk(_) => {}
        }
        None
    }

    fn row(&self) -> Option<&MenuRow> {
        self.found.rows().nth(self.marked)
    }

    fn step(&mut self, by: isize) {
        let last = self.found.rows().count().saturating_sub(1);
        self.marked = self.marked.saturating_add_signed(by).min(last);
    }

    /// Searches; the row of this name is marked if it is found.
    fn look(&mut self, name: Option<&str>) {
        self.found = self.all.searched(self.search.text());
        let at = self
            .found
            .rows()
            .position(|row| Some(row.name.as_str()) == name);
        self.marked = at.unwrap_or_default();
    }

    /// Draws it over the whole window; says where the caret stands.
    pub(crate) fn draw(
        &self,
        rows: &Rows,
        area: Rect,
        (catalog, theme): (&Catalog, Theme),
        leaving: bool,
    ) -> Position {
        let at = |y: u16| Rect {
            x: area.x + 1,
            y,
            width: area.width.saturating_sub(2),
            height: 1,
        };
        let width = usize::from(at(0).width);
        let plain = |text: &str| theme.plain(text);
        let name = format!("zapi-onboard · {}", catalog.demo_mark());
        draw_head(rows, area, (&name, &catalog.menu_title()), theme);
        let (text, style) = if leaving {
            (catalog.leave_again(), theme.tone(Tone::Warning))
        } else {
            (catalog.menu_keys(), theme.ink(Ink::Quiet))
        };
        let keys = wrap(&plain(&text), width);
        let tall = u16::try_from(keys.len()).unwrap_or(1);
        for (y, row) in (area.bottom().saturating_sub(tall)..).zip(keys) {
            rows.put(Line::styled(row, style), at(y));
        }
        let caret = self.draw_search(rows, at(area.y + 2), (catalog, theme));
        let first = area.y + 4;
        let room = area.bottom().saturating_sub(first + tall + 1);
        for (y, line) in (first..).zip(self.lines(usize::from(room), width, (catalog, theme))) {
            rows.put(line, at(y));
        }
        caret
    }

    fn draw_search(
        &self,
        rows: &Rows,
        place: Rect,
        (catalog, theme): (&Catalog, Theme),
    ) -> Position {
        let label = theme.plain(&format!(
            "{} {} ",
            catalog.menu_search(),
            theme.glyphs().pointer
        ));
        let text = self.search.text();
        let room = usize::from(place.width).saturating_sub(label.width() + 1);
        let (typed, style) = if text.is_empty() {
            (catalog.menu_search_hint(), theme.ink(Ink::Quiet))
        } else {
            (text.to_owned(), theme.ink(Ink::Text))
        };
        let before = self.search.before_caret().width().min(room);
        let column = u16::try_from(label.width() + before).unwrap_or_default();
        let typed = Span::styled(fit(&theme.plain(&typed), room), style);
        rows.put(Line::from(vec![Span::raw(label), typed]), place);
        Position::new(place.x + column, place.y)
    }

    /// The rows around the marked one, as many as there is room for.
    fn lines(
        &self,
        room: usize,
        width: usize,
        (catalog, theme): (&Catalog, Theme),
    ) -> Vec<Line<'static>> {
        let (mut lines, mut marked, mut nth) = (Vec::new(), 0, 0);
        let columns = Columns::of(&self.all, width);
        for part in &self.found.parts {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let heading = fit(&theme.plain(&part.heading), width);
            lines.push(Line::styled(heading, theme.ink(Ink::Title)));
            for row in &part.rows {
                if nth == self.marked {
                    marked = lines.len();
                }
                lines.push(columns.line(row, nth == self.marked, theme));
                nth += 1;
            }
        }
        if lines.is_empty() {
            let none = wrap(&theme.plain(&catalog.menu_none()), width);
            return none.into_iter().map(Line::raw).collect();
        }
        // The heading of the first rows stays in sight, and some of what follows the marked one.
        let last = lines.len().saturating_sub(room);
        let skipped = (marked + 3).saturating_sub(room).min(last);
        lines.into_iter().skip(skipped).take(room).collect()
    }
}

/// How wide the columns of the rows are.
struct Columns {
    title: usize,
    /// `None` where there is no room for names beside whole titles.
    name: Option<usize>,
}

impl Columns {
    /// What stands before a title: a space, the pointer and another one.
    const INDENT: usize = 3;
    const GAP: usize = 2;

    fn of(menu: &Menu, width: usize) -> Self {
        let widest = |text: fn(&MenuRow) -> &str| menu.rows().map(|row| text(row).width()).max();
        let title = widest(|row| &row.title).unwrap_or_default();
        let name = widest(|row| &row.name).unwrap_or_default();
        let has_room = Self::INDENT + title + Self::GAP + name <= width;
        Self {
            title: title.min(width.saturating_sub(Self::INDENT)),
            name: has_room.then_some(name),
        }
    }

    fn line(&self, row: &MenuRow, is_marked: bool, theme: Theme) -> Line<'static> {
        let (style, pointer) = theme.marked(is_marked);
        let title = fit(&theme.plain(&row.title), self.title);
        let mut spans = vec![Span::styled(format!(" {pointer} {title}"), style)];
        if let Some(name) = self.name {
            let pad = " ".repeat(self.title.saturating_sub(title.width()) + Self::GAP);
            spans.push(Span::raw(pad));
            spans.push(Span::styled(fit(&row.name, name), theme.ink(Ink::Quiet)));
        }
        Line::from(spans)
    }
}
