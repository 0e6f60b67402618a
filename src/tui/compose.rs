//! From the words of a prompt to the rows of a page, from top to bottom:
//!
//! ```text
//! Title
//! What happens here, in a sentence or two
//!
//! ✗ what went wrong, and what to do
//!
//! Label      value
//!
//! Field label
//! › typed text_
//!   where to find it
//!   [ Go on ]
//! › choice                 ready
//! ```
//!
//! A page is made as roomy as the height allows; the least roomy one is scrolled, never clipped for good.

use crate::flow::prompt::Prompt;
use crate::tui::screen::{Focus, Screen};
use crate::tui::theme::Theme;
use crate::tui::widgets::area::area;
use crate::tui::widgets::digits::boxes;
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::text::{fit, tail, wrap};
use crate::wording::{Fact, Sheet, Tone};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// The widest label that the states of choices are aligned behind.
const WIDEST_COLUMN: usize = 26;

/// The rows of a page.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Line<'static>>,
    /// The rows of what is focused, first and last.
    pub(crate) focus: Option<(usize, usize)>,
    /// Where the caret stands: column and row.
    pub(crate) caret: Option<(usize, usize)>,
}

/// How much room a page takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Gaps, tall boxes, every hint.
    Roomy,
    /// Gaps between the parts, hints only where the focus is.
    Snug,
    /// No gap, hints only where the focus is.
    Tight,
    /// As tight, and where something went wrong, that stands in the place of the lead.
    Bare,
}

struct Composer<'a> {
    page: Page,
    sheet: &'a Sheet,
    screen: &'a Screen,
    theme: Theme,
    width: usize,
    room: Room,
}

/// Makes the page of `sheet` for `width` columns, as roomy as `height` rows allow.
pub(crate) fn compose(
    prompt: &Prompt,
    sheet: &Sheet,
    screen: &Screen,
    theme: Theme,
    (width, height): (usize, usize),
) -> Page {
    let page = |room| {
        let composer = Composer {
            page: Page::default(),
            sheet,
            screen,
            theme,
            width,
            room,
        };
        composer.compose(prompt)
    };
    let fits = |page: &Page| page.rows.len() <= height;
    Some(page(Room::Roomy))
        .filter(fits)
        .or_else(|| Some(page(Room::Snug)).filter(fits))
        .or_else(|| Some(page(Room::Tight)).filter(fits))
        .unwrap_or_else(|| page(Room::Bare))
}

impl Composer<'_> {
    fn compose(mut self, prompt: &Prompt) -> Page {
        let sheet = self.sheet;
        self.text(&sheet.title, Theme::title());
        let first = sheet.notes.first();
        let wrong = first.is_some_and(|note| note.tone == Tone::Error);
        if self.room != Room::Bare || !wrong {
            self.text(&sheet.lead, Style::new());
        }
        self.notes();
        self.facts();
        self.fields();
        self.submit();
        self.choices(prompt);
        self.activity();
        self.page
    }

    fn push(&mut self, row: Line<'static>) {
        self.page.rows.push(row);
    }

    fn gap(&mut self) {
        if matches!(self.room, Room::Roomy | Room::Snug) {
            self.push(Line::default());
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        self.indented("", text, style);
    }

    fn indented(&mut self, indent: &str, text: &str, style: Style) {
        let room = self.width.saturating_sub(indent.width());
        for row in wrap(&self.theme.plain(text), room) {
            self.push(Line::styled(format!("{indent}{row}"), style));
        }
    }

    fn notes(&mut self) {
        let notes = &self.sheet.notes;
        if notes.is_empty() {
            return;
        }
        self.gap();
        for note in notes {
            let (sign, style) = (self.theme.sign(note.tone), self.theme.tone(note.tone));
            self.hanging(sign, &self.theme.plain(&note.text), style);
        }
    }

    /// Text behind a sign of one column, indented by it.
    fn hanging(&mut self, sign: &str, text: &str, style: Style) {
        let rows = wrap(text, self.width.saturating_sub(2));
        for (at, row) in rows.into_iter().enumerate() {
            let lead = if at == 0 { sign } else { " " };
            self.push(Line::styled(format!("{lead} {row}"), style));
        }
    }

    /// How something that can be focused looks, and the sign in front of it.
    fn marked(&self, focused: bool) -> (Style, &'static str) {
        if focused {
            (self.theme.focused(), self.theme.glyphs().pointer)
        } else {
            (Style::new(), " ")
        }
    }

    /// Notes that everything from row `first` on is what is focused.
    fn focus_from(&mut self, first: usize) {
        self.page.focus = Some((first, self.page.rows.len().saturating_sub(1)));
    }

    fn facts(&mut self) {
        if self.sheet.facts.is_empty() {
            return;
        }
        self.gap();
        let labels = self.sheet.facts.iter().map(|fact| fact.label.width());
        let column = labels.max().unwrap_or(0) + 2;
        for fact in &self.sheet.facts {
            self.fact(fact, column);
        }
    }

    fn fact(&mut self, fact: &Fact, column: usize) {
        let value = self.theme.plain(&fact.value);
        let label = self.theme.plain(&fact.label);
        let rows = wrap(&value, self.width.saturating_sub(column));
        for (at, row) in rows.into_iter().enumerate() {
            let label = if at == 0 { label.as_str() } else { "" };
            let pad = " ".repeat(column.saturating_sub(label.width()));
            let label = Span::styled(format!("{label}{pad}"), Theme::quiet());
            self.push(Line::from(vec![label, Span::raw(row)]));
        }
    }

    fn fields(&mut self) {
        let (sheet, screen) = (self.sheet, self.screen);
        for (at, text) in sheet.fields.iter().enumerate() {
            if at == 0 || self.room == Room::Roomy {
                self.gap();
            }
            let focused = self.screen.focus == Focus::Field(at);
            let first = self.page.rows.len();
            let (style, _) = self.marked(focused);
            let label = fit(&self.theme.plain(&text.label), self.width);
            self.push(Line::styled(label, style));
            if let Some(field) = screen.fields.get(at) {
                self.input(field, focused);
            }
            if focused || self.room == Room::Roomy {
                self.indented("  ", &text.hint, Theme::quiet());
            }
            if focused {
                self.focus_on_field(first);
            }
        }
    }

    /// What must be seen of a field: all of it, or the row of the caret where it has many.
    fn focus_on_field(&mut self, first: usize) {
        const MOST: usize = 6;
        self.focus_from(first);
        if let (Some((_, last)), Some((_, caret))) = (self.page.focus, self.page.caret)
            && last - first > MOST
        {
            self.page.focus = Some((caret.saturating_sub(1).max(first), (caret + 1).min(last)));
        }
    }

    fn input(&mut self, field: &Field, focused: bool) {
        let (style, pointer) = self.marked(focused);
        let row = self.page.rows.len();
        if field.kind().is_digits() {
            let tall = self.room == Room::Roomy;
            let boxes = boxes(field, self.theme, style, self.screen.is_revealed(), tall);
            for line in boxes.rows {
                self.push(
                    Line::from(vec![Span::raw("  "), Span::raw(line.to_string())]).style(style),
                );
            }
            if focused {
                self.page.caret = Some((boxes.caret.0 + 2, row + boxes.caret.1));
            }
            return;
        }
        if field.kind() == Kind::Area {
            self.area(field, focused);
            return;
        }
        let room = self.width.saturating_sub(3);
        let (before, shown) = self.field_text(field, room);
        let filled = shown.width();
        let line = "_".repeat(room.min(48).saturating_sub(filled));
        self.push(Line::from(vec![
            Span::styled(format!("{pointer} "), style),
            Span::raw(shown),
            Span::styled(line, Theme::quiet()),
        ]));
        if focused {
            self.page.caret = Some((before + 2, row));
        }
    }

    /// Text of several lines, each behind a bar.
    fn area(&mut self, field: &Field, focused: bool) {
        let (style, _) = self.marked(focused);
        let first = self.page.rows.len();
        let bar = self.theme.glyphs().frame.vertical;
        let shown = area(
            field.text(),
            field.before_caret().len(),
            self.width.saturating_sub(3),
        );
        for row in shown.rows {
            let text = Span::raw(self.theme.plain(&row));
            let bar = Span::styled(format!("{bar} "), style);
            self.push(Line::from(vec![bar, text]));
        }
        if focused {
            let (column, row) = shown.caret;
            self.page.caret = Some((column + 2, first + row));
        }
    }

    /// The columns before the caret, and the text in at most `room` columns, scrolled to the caret.
    fn field_text(&self, field: &Field, room: usize) -> (usize, String) {
        let dots = |count: usize| self.theme.glyphs().dot.repeat(count);
        let hidden = field.kind().is_secret() && !self.screen.is_revealed();
        if field.is_held() || hidden {
            let all = field.char_count().min(room);
            let before = if field.is_held() {
                all
            } else {
                field.before_caret().chars().count().min(all)
            };
            return (before, dots(all));
        }
        let before = tail(field.before_caret(), room.saturating_sub(1));
        let rest = field
            .text()
            .get(field.before_caret().len()..)
            .unwrap_or_default();
        let shown = format!("{before}{rest}");
        (before.width(), fit(&self.theme.plain(&shown), room))
    }

    fn submit(&mut self) {
        let Some(label) = &self.sheet.submit else {
            return;
        };
        self.gap();
        let focused = self.screen.focus == Focus::Submit;
        let label = self.theme.plain(label);
        self.focusable(&format!("[ {label} ]"), None, focused);
    }

    fn choices(&mut self, prompt: &Prompt) {
        let sheet = self.sheet;
        if sheet.submit.is_none() || prompt.activity.is_some() {
            self.gap();
        }
        let labels = sheet.choices.iter().map(|choice| choice.label.width());
        let column = labels
            .filter(|width| *width <= WIDEST_COLUMN)
            .max()
            .unwrap_or(0)
            + 2;
        for (at, choice) in sheet.choices.iter().enumerate() {
            let focused = self.screen.focus == Focus::Offer(at);
            let label = self.theme.plain(&choice.label);
            let state = choice.state.as_ref().map(|state| self.theme.plain(state));
            self.focusable(&label, state.map(|state| (column, state)), focused);
        }
    }

    /// A row that can be focused, with its state in a column of its own where there is room, else below.
    fn focusable(&mut self, label: &str, state: Option<(usize, String)>, focused: bool) {
        let first = self.page.rows.len();
        let (style, pointer) = self.marked(focused);
        self.hanging(pointer, label, style);
        if let Some((column, state)) = state {
            self.state(label, column, &state);
        }
        if focused {
            self.focus_from(first);
            self.page.caret = self.page.caret.or(Some((0, first)));
        }
    }

    fn state(&mut self, label: &str, column: usize, state: &str) {
        let quiet = Theme::quiet();
        let room = self.width.saturating_sub(2);
        let column = column.max(label.width() + 2);
        if column + state.width() <= room {
            let pad = " ".repeat(column.saturating_sub(label.width()));
            if let Some(row) = self.page.rows.last_mut() {
                row.push_span(Span::raw(pad));
                row.push_span(Span::styled(state.to_owned(), quiet));
            }
            return;
        }
        self.indented("    ", state, quiet);
    }

    fn activity(&mut self) {
        if let Some(activity) = &self.sheet.activity {
            self.gap();
            let style = self.theme.tone(Tone::Info);
            self.hanging(self.theme.glyphs().busy, &self.theme.plain(activity), style);
        }
    }
}
