//! From the words of a prompt to the rows of a page, from top to bottom:
//!
//! ```text
//! Title
//! What happens here, in a sentence or two
//!
//! ▌ ✗ what went wrong, and what to do
//!
//! ╭─────────╮              ╭─────────╮
//! │ ● phone │ ── moves ──▸ │ ○ Z-API │
//! ╰─────────╯              ╰─────────╯
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

mod board;
mod fields;
mod passage;

use crate::flow::prompt::Prompt;
use crate::tui::picture::Brush;
use crate::tui::probe::Means;
use crate::tui::screen::{Focus, Screen};
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::text::wrap;
use crate::wording::{Fact, Masking, Sheet, Tone};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

/// The widest label that the states of choices are aligned behind.
const WIDEST_COLUMN: usize = 26;

/// The rows of a page.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Rc<Line<'static>>>,
    /// The rows of what is focused, first and last.
    pub(crate) focus: Option<(usize, usize)>,
    /// Where the caret stands: column and row.
    pub(crate) caret: Option<(usize, usize)>,
    /// Where a picture stands.
    pub(crate) picture: Option<Spot>,
    /// The rows in which what is typed stands, while something can be typed.
    pub(crate) input: Option<Range<usize>>,
    /// How roomy it is.
    pub(crate) room: Room,
}

/// The rows of a field, and where the caret stands in them: column and row.
pub(crate) struct Input {
    pub(crate) rows: Vec<Line<'static>>,
    pub(crate) caret: (usize, usize),
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Room {
    /// As below, and digits that are read from afar.
    Grand,
    /// Gaps, tall boxes, cards, every hint.
    #[default]
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
    matter: Matter<'a>,
    sheet: &'a Sheet,
    screen: &'a Screen,
    theme: Theme,
    width: usize,
    room: Room,
    /// Rows for what takes as many as are left: a picture or an open list.
    spare_rows: usize,
}

/// What a page is made of.
#[derive(Clone, Copy)]
pub(crate) struct Matter<'a> {
    pub(crate) prompt: &'a Prompt,
    pub(crate) sheet: &'a Sheet,
    pub(crate) screen: &'a Screen,
    pub(crate) tools: Tools,
    /// Its columns.
    pub(crate) width: usize,
}

impl Matter<'_> {
    /// The page, as roomy as `height` rows allow; `grandest` is the most.
    pub(crate) fn compose(&self, grandest: Room, height: usize) -> Page {
        let page = |room, spare_rows| self.composer(room, spare_rows).compose();
        if self.screen.shows_picture() {
            return around(&PICTURE, page, height);
        }
        if self.screen.is_picking() {
            return around(&LIST, page, height);
        }
        [Room::Grand, Room::Roomy, Room::Snug, Room::Tight]
            .into_iter()
            .filter(|room| *room >= grandest)
            .map(|room| page(room, 0))
            .find(|page| page.rows.len() <= height)
            .unwrap_or_else(|| page(Room::Bare, 0))
    }

    /// The rows of the field that is focused, as on the page that this was composed as.
    pub(crate) fn input(&self, room: Room) -> Option<Input> {
        let Focus::Field(at) = self.screen.focus else {
            return None;
        };
        let field = self.screen.fields.get(at)?;
        Some(self.composer(room, 0).input_of(at, field, true))
    }

    fn composer(&self, room: Room, spare_rows: usize) -> Composer<'_> {
        Composer {
            page: Page {
                room,
                ..Page::default()
            },
            matter: *self,
            sheet: self.sheet,
            screen: self.screen,
            theme: self.tools.theme,
            width: self.width,
            room,
            spare_rows,
        }
    }
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
    fn compose(mut self) -> Page {
        let sheet = self.sheet;
        self.text(&sheet.title, Ink::Title);
        if self.room == Room::Grand {
            self.gap();
        }
        let first = sheet.notes.first();
        let wrong = first.is_some_and(|note| note.tone == Tone::Error);
        let replaced = wrong || self.screen.canvas.is_some() || self.screen.is_picking();
        if self.room != Room::Bare || !replaced {
            self.text(&sheet.lead, Ink::Text);
        }
        self.notes();
        self.passage();
        self.facts();
        self.picture();
        self.fields();
        self.submit();
        self.choices();
        self.activity();
        self.page
    }

    fn push(&mut self, row: Line<'static>) {
        self.page.rows.push(Rc::new(row));
    }

    fn gap(&mut self) {
        if self.room <= Room::Snug {
            self.push(Line::default());
        }
    }

    fn is_roomy(&self) -> bool {
        self.room <= Room::Roomy
    }

    fn text(&mut self, text: &str, ink: Ink) {
        self.indented("", text, ink);
    }

    fn indented(&mut self, indent: &str, text: &str, ink: Ink) {
        let room = self.width.saturating_sub(indent.width());
        let style = self.theme.ink(ink);
        for row in wrap(&self.theme.plain(text), room) {
            self.push(Line::from(Span::styled(format!("{indent}{row}"), style)));
        }
    }

    fn notes(&mut self) {
        let notes = &self.sheet.notes;
        if notes.is_empty() {
            return;
        }
        self.gap();
        for note in notes {
            let style = self.theme.tone(note.tone);
            let lead = format!("{} {}", self.theme.glyphs().bar, self.theme.sign(note.tone));
            let along = format!("{}  ", self.theme.glyphs().bar);
            self.hanging((&lead, &along), &self.theme.plain(&note.text), style);
        }
    }

    /// Text behind a sign, and on its further rows behind another one.
    fn hanging(&mut self, (lead, along): (&str, &str), text: &str, style: Style) {
        let rows = wrap(text, self.width.saturating_sub(lead.width() + 1));
        for (at, row) in rows.into_iter().enumerate() {
            let lead = if at == 0 { lead } else { along };
            self.push(Line::from(Span::styled(format!("{lead} {row}"), style)));
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
            let label = Span::styled(format!("{label}{pad}"), self.theme.ink(Ink::Quiet));
            let value = Span::styled(row, self.theme.ink(Ink::Text));
            self.push(Line::from(vec![label, value]));
        }
    }

    fn submit(&mut self) {
        let Some(label) = &self.sheet.submit else {
            return;
        };
        self.gap();
        let focused = self.screen.focus == Focus::Submit;
        let label = self.theme.plain(label);
        let row = self.page.rows.len();
        let (pointer_style, pointer) = self.theme.marked(focused);
        let style = self
            .theme
            .ink(if focused { Ink::Button } else { Ink::Text });
        self.push(Line::from(vec![
            Span::styled(format!("{pointer} "), pointer_style),
            Span::styled(format!("[ {label} ]"), style),
        ]));
        if focused {
            self.focus_from(row);
            self.page.caret = self.page.caret.or(Some((0, row)));
        }
    }

    fn choices(&mut self) {
        let (sheet, prompt) = (self.sheet, self.matter.prompt);
        if sheet.submit.is_none() || prompt.activity.is_some() {
            self.gap();
        }
        let board = self.board();
        let labels = sheet.choices.iter().map(|choice| choice.label.width());
        let column = labels
            .filter(|width| *width <= WIDEST_COLUMN)
            .max()
            .unwrap_or(0)
            + 2;
        for (at, choice) in sheet.choices.iter().enumerate() {
            if board.contains(&at) {
                if at == board.start {
                    self.cards(board.clone());
                }
                continue;
            }
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
        self.hanging((pointer, " "), label, style);
        if let Some((column, state)) = state {
            self.state(label, column, &state);
        }
        if focused {
            self.focus_from(first);
            self.page.caret = self.page.caret.or(Some((0, first)));
        }
    }

    fn state(&mut self, label: &str, column: usize, state: &str) {
        let room = self.width.saturating_sub(2);
        let column = column.max(label.width() + 2);
        if column + state.width() <= room {
            let pad = " ".repeat(column.saturating_sub(label.width()));
            let quiet = self.theme.ink(Ink::Quiet);
            if let Some(row) = self.page.rows.last_mut().map(Rc::make_mut) {
                row.push_span(Span::raw(pad));
                row.push_span(Span::styled(state.to_owned(), quiet));
            }
            return;
        }
        self.indented("    ", state, Ink::Quiet);
    }

    fn activity(&mut self) {
        if let Some(activity) = &self.sheet.activity {
            self.gap();
            let style = self.theme.tone(Tone::Info);
            let busy = self.theme.glyphs().busy;
            self.hanging((busy, " "), &self.theme.plain(activity), style);
        }
    }
}
