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

mod fields;

use crate::flow::prompt::Prompt;
use crate::tui::picture::Brush;
use crate::tui::probe::Means;
use crate::tui::screen::{Focus, Screen};
use crate::tui::theme::Theme;
use crate::tui::widgets::text::wrap;
use crate::wording::{Fact, Masking, Sheet, Tone};
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
    /// Where a picture stands.
    pub(crate) picture: Option<Spot>,
}

/// The place of a picture on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Its first row.
    pub(crate) row: usize,
    /// Columns and rows.
    pub(crate) size: (usize, usize),
}

/// What a page is drawn with.
#[derive(Clone, Copy)]
pub(crate) struct Tools {
    pub(crate) theme: Theme,
    pub(crate) brush: Brush,
    pub(crate) means: Means,
    pub(crate) masking: Masking,
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
    tools: Tools,
    width: usize,
    room: Room,
    /// Rows for what takes as many as are left: a picture or an open list.
    spare_rows: usize,
}

/// Makes the page of `sheet` for `width` columns, as roomy as `height` rows allow.
pub(crate) fn compose(
    prompt: &Prompt,
    sheet: &Sheet,
    screen: &Screen,
    tools: Tools,
    (width, height): (usize, usize),
) -> Page {
    let page = |room, spare_rows| {
        let composer = Composer {
            page: Page::default(),
            sheet,
            screen,
            theme: tools.theme,
            tools,
            width,
            room,
            spare_rows,
        };
        composer.compose(prompt)
    };
    if screen.canvas.is_some() {
        return around(&PICTURE, page, height);
    }
    if screen.is_picking() {
        return around(&LIST, page, height);
    }
    let fits = |page: &Page| page.rows.len() <= height;
    Some(page(Room::Roomy, 0))
        .filter(fits)
        .or_else(|| Some(page(Room::Snug, 0)).filter(fits))
        .or_else(|| Some(page(Room::Tight, 0)).filter(fits))
        .unwrap_or_else(|| page(Room::Bare, 0))
}

/// How many rows something wants that takes what is left.
struct Wish {
    /// With fewer rows it is read with effort.
    enough: [(Room, usize); 3],
    least: usize,
    most: usize,
}

const PICTURE: Wish = Wish {
    enough: [(Room::Roomy, 10), (Room::Snug, 10), (Room::Tight, 8)],
    least: 6,
    most: usize::MAX,
};

const LIST: Wish = Wish {
    enough: [(Room::Roomy, 8), (Room::Snug, 6), (Room::Tight, 4)],
    least: 3,
    most: 10,
};

/// The roomiest page that leaves enough rows for what is wished for.
fn around(wish: &Wish, page: impl Fn(Room, usize) -> Page, height: usize) -> Page {
    let left = |room| height.saturating_sub(page(room, 0).rows.len());
    let enough = |(room, least)| Some((room, left(room))).filter(|(_, rows)| *rows >= least);
    let found = wish.enough.into_iter().find_map(enough);
    let (room, rows) = found.unwrap_or_else(|| (Room::Bare, left(Room::Bare)));
    page(room, rows.clamp(wish.least, wish.most))
}

impl Composer<'_> {
    fn compose(mut self, prompt: &Prompt) -> Page {
        let sheet = self.sheet;
        self.text(&sheet.title, Theme::title());
        let first = sheet.notes.first();
        let wrong = first.is_some_and(|note| note.tone == Tone::Error);
        let replaced = wrong || self.screen.canvas.is_some() || self.screen.is_picking();
        if self.room != Room::Bare || !replaced {
            self.text(&sheet.lead, Style::new());
        }
        self.notes();
        self.facts();
        self.picture();
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
        let (style, pointer) = self.theme.marked(focused);
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
