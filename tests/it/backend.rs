//! The backend of the screen: whatever frames are drawn through it, two terminals that know nothing of each other show
//! what the frames say.

use crate::json_lines::Paper;
use alacritty_terminal::event::VoidListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::{Column, Line, Point};
use alacritty_terminal::term::cell::Flags;
use alacritty_terminal::term::{Config, Term, TermMode};
use alacritty_terminal::vte::ansi::{self, NamedColor, Processor};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier, Style};
use std::num::NonZeroU16;
use zapi_onboard::tui::backend::Frugal;

/// What a person sees of a cell.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    sign: String,
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What both terminals can tell.
const TOLD: Modifier = Modifier::BOLD
    .union(Modifier::DIM)
    .union(Modifier::ITALIC)
    .union(ACROSS);
/// What is drawn across a blank.
const ACROSS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED);

fn all_of(told: [(bool, Modifier); 5]) -> Modifier {
    let on = told.into_iter().filter(|(on, _)| *on);
    on.map(|(_, modifier)| modifier).collect()
}

impl Seen {
    /// Of a blank, nothing is seen but its ground and what is drawn across it.
    fn tidy(mut self) -> Self {
        if self.sign.trim().is_empty() && !self.modifier.intersects(ACROSS) {
            self.fg = Color::Reset;
            self.modifier = Modifier::empty();
        }
        if self.sign.is_empty() {
            " ".clone_into(&mut self.sign);
        }
        self
    }

    fn wanted(cell: &Cell) -> Self {
        Self {
            sign: cell.symbol().to_owned(),
            fg: indexed(cell.fg),
            bg: indexed(cell.bg),
            modifier: cell.modifier & TOLD,
        }
        .tidy()
    }

    fn by_vt100(cell: &vt100::Cell) -> Self {
        let colour = |colour| match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(nth) => Color::Indexed(nth),
            vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        };
        Self {
            sign: cell.contents().to_owned(),
            fg: colour(cell.fgcolor()),
            bg: colour(cell.bgcolor()),
            modifier: all_of([
                (cell.bold(), Modifier::BOLD),
                (cell.dim(), Modifier::DIM),
                (cell.italic(), Modifier::ITALIC),
                (cell.underline(), Modifier::UNDERLINED),
                (cell.inverse(), Modifier::REVERSED),
            ]),
        }
        .tidy()
    }

    fn by_alacritty(cell: &alacritty_terminal::term::cell::Cell) -> Self {
        let colour = |colour| match colour {
            ansi::Color::Named(NamedColor::Foreground | NamedColor::Background) => Color::Reset,
            ansi::Color::Named(name) => {
                Color::Indexed(u8::try_from(name as usize).expect("a colour"))
            }
            ansi::Color::Indexed(nth) => Color::Indexed(nth),
            ansi::Color::Spec(rgb) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        };
        let marks = cell.zerowidth().unwrap_or_default();
        let has = |flag| cell.flags.contains(flag);
        Self {
            sign: std::iter::once(&cell.c).chain(marks).collect(),
            fg: colour(cell.fg),
            bg: colour(cell.bg),
            modifier: all_of([
                (has(Flags::BOLD), Modifier::BOLD),
                (has(Flags::DIM), Modifier::DIM),
                (has(Flags::ITALIC), Modifier::ITALIC),
                (has(Flags::UNDERLINE), Modifier::UNDERLINED),
                (has(Flags::INVERSE), Modifier::REVERSED),
            ]),
        }
        .tidy()
    }
}

/// The colour by its number.
fn indexed(colour: Color) -> Color {
    const NAMES: [Color; 4] = [Color::Red, Color::Cyan, Color::DarkGray, Color::White];
    const NUMBERS: [u8; 4] = [1, 6, 8, 15];
    let mut names = NAMES.iter().zip(NUMBERS);
    let found = names.find(|(name, _)| **name == colour);
    found.map_or(colour, |(_, nth)| Color::Indexed(nth))
}

struct Window(Size);

impl Dimensions for Window {
    fn total_lines(&self) -> usize {
        self.screen_lines()
    }

    fn screen_lines(&self) -> usize {
        usize::from(self.0.height)
    }

    fn columns(&self) -> usize {
        usize::from(self.0.width)
    }
}

/// One thing that is done to the screen.
#[derive(Clone, Debug)]
enum Step {
    /// A frame of these texts, each at its place, and where the cursor is to stand.
    Frame(Vec<(u16, u16, String, Style)>, Option<(u16, u16)>),
    /// The window has another size.
    Resize(u16, u16),
    /// Everything is drawn anew.
    Forget,
}

fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        8 => "[a-z0-9 ]",
        4 => Just(" ".to_owned()),
        2 => Just("─".to_owned()),
        2 => Just("日".to_owned()),
        1 => Just("e\u{301}".to_owned()),
        1 => Just("\u{1F511}".to_owned()),
    ];
    proptest::collection::vec(sign, 0..30).prop_map(|signs| signs.concat())
}

fn style() -> impl Strategy<Value = Style> {
    let colour = || {
        prop_oneof![
            4 => Just(None),
            1 => Just(Some(Color::Cyan)),
            1 => Just(Some(Color::Red)),
            1 => Just(Some(Color::DarkGray)),
            1 => Just(Some(Color::White)),
            1 => Just(Some(Color::Indexed(200))),
            1 => Just(Some(Color::Rgb(1, 2, 3))),
        ]
    };
    // Bold and dim at once are told apart by few.
    let weight = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
    ];
    let more = prop_oneof![
        6 => Just(Modifier::empty()),
        1 => Just(Modifier::ITALIC),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
    ];
    (colour(), colour(), weight, more).prop_map(|(fg, bg, weight, more)| Style {
        fg,
        bg,
        ..Style::new()
            .remove_modifier(Modifier::all())
            .add_modifier(weight | more)
    })
}

fn step() -> impl Strategy<Value = Step> {
    let place = (0..24_u16, 0..9_u16, text(), style());
    let place = place.prop_map(|(x, y, text, style)| (x, y, text, style));
    let frame = (
        proptest::collection::vec(place, 0..9),
        proptest::option::of((0..24_u16, 0..9_u16)),
    );
    prop_oneof![
        12 => frame.prop_map(|(texts, caret)| Step::Frame(texts, caret)),
        1 => (2..24_u16, 1..9_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => Just(Step::Forget),
    ]
}

/// Who draws through the backend.
enum Ours {
    /// ratatui's terminal, which finds out which cells differ.
    Toolkit(Terminal<Frugal<Paper>>),
    /// Somebody who draws whole rows, as the program does.
    Rows(Frugal<Paper>),
}

impl Ours {
    fn backend_mut(&mut self) -> &mut Frugal<Paper> {
        match self {
            Ours::Toolkit(terminal) => terminal.backend_mut(),
            Ours::Rows(backend) => backend,
        }
    }

    /// Draws a frame; what it was to look like.
    fn draw(&mut self, size: Size, caret: Option<Position>, fill: impl Fn(&mut Buffer)) -> Buffer {
        match self {
            Ours::Toolkit(terminal) => {
                let drawn = terminal.draw(|frame| {
                    fill(frame.buffer_mut());
                    if let Some(caret) = caret {
                        frame.set_cursor_position(caret);
                    }
                });
                drawn.expect("a frame").buffer.clone()
            }
            Ours::Rows(backend) => {
                let mut buffer = Buffer::empty(size.into());
                fill(&mut buffer);
                let rows: Vec<&[Cell]> = buffer.content.chunks(usize::from(size.width)).collect();
                let inked = rows
                    .iter()
                    .rposition(|row| row.iter().any(|cell| *cell != Cell::EMPTY));
                let below = inked.map_or(0, |last| last + 1);
                backend.empty_below(u16::try_from(below).expect("a row"));
                for (y, row) in (0..).zip(rows) {
                    backend.draw_row(y, row);
                }
                match caret {
                    Some(caret) => backend.set_cursor_position(caret),
                    None => backend.hide_cursor(),
                }
                .and_then(|()| backend.flush())
                .expect("paper takes everything");
                buffer
            }
        }
    }
}

struct Screens {
    ours: Ours,
    paper: Paper,
    one: vt100::Parser,
    other: Term<VoidListener>,
    parser: Processor,
    size: Size,
}

fn some(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a window")
}

impl Screens {
    fn new(size: Size, by_rows: bool) -> Self {
        let paper = Paper::default();
        let backend = Frugal::new(paper.clone(), size);
        let ours = if by_rows {
            Ours::Rows(backend)
        } else {
            Ours::Toolkit(Terminal::new(backend).expect("a terminal"))
        };
        Self {
            ours,
            paper,
            one: vt100::Parser::new(some(size.height), some(size.width), 0),
            other: Term::new(Config::default(), &Window(size), VoidListener),
            parser: Processor::new(),
            size,
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Frame(texts, caret) => self.frame(texts, *caret),
            Step::Resize(width, height) => {
                self.size = Size::new(*width, *height);
                self.one.set_size(some(*height), some(*width));
                self.other.resize(Window(self.size));
                self.ours.backend_mut().resize(self.size);
            }
            Step::Forget => {
                self.ours.backend_mut().resize(self.size);
                if let Ours::Toolkit(terminal) = &mut self.ours {
                    terminal.clear().expect("a clear");
                }
            }
        }
    }

    fn frame(&mut self, texts: &[(u16, u16, String, Style)], caret: Option<(u16, u16)>) {
        let caret = caret.map(|(x, y)| {
            let (width, height) = (self.size.width, self.size.height);
            Position::new(x.min(width - 1), y.min(height - 1))
        });
        let wanted = self.ours.draw(self.size, caret, |buffer| {
            for (x, y, text, style) in texts {
                if *x < buffer.area.width && *y < buffer.area.height {
                    buffer.set_string(*x, *y, text, *style);
                }
            }
        });
        let bytes = self.paper.take().into_bytes();
        self.one.process(&bytes);
        self.parser.advance(&mut self.other, &bytes);
        self.compare(&wanted, caret, &bytes);
    }

    fn compare(&self, wanted: &Buffer, caret: Option<Position>, bytes: &[u8]) {
        let said = || String::from_utf8_lossy(bytes).escape_debug().to_string();
        for y in 0..self.size.height {
            let mut x = 0;
            while x < self.size.width {
                let cell = &wanted[(x, y)];
                let seen = Seen::wanted(cell);
                let one = self.one.screen().cell(y, x).expect("a cell");
                assert_eq!(Seen::by_vt100(one), seen, "vt100 at {x},{y}: {}", said());
                let point = Point::new(Line(i32::from(y)), Column(usize::from(x)));
                let other = Seen::by_alacritty(&self.other.grid()[point]);
                assert_eq!(other, seen, "alacritty at {x},{y}: {}", said());
                x += cell.cell_width().max(1);
            }
        }
        let screen = self.one.screen();
        assert_eq!(screen.hide_cursor(), caret.is_none());
        let shows = self.other.mode().contains(TermMode::SHOW_CURSOR);
        assert_eq!(shows, caret.is_some());
        if let Some(caret) = caret {
            assert_eq!(screen.cursor_position(), (caret.y, caret.x), "{}", said());
            let point = self.other.grid().cursor.point;
            let place = (point.line.0, point.column.0);
            assert_eq!(
                place,
                (i32::from(caret.y), usize::from(caret.x)),
                "{}",
                said()
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_terminals_show_what_was_drawn(
        steps in proptest::collection::vec(step(), 1..14),
        width in 2..24_u16,
        height in 1..9_u16,
        by_rows: bool,
    ) {
        let mut screens = Screens::new(Size::new(width, height), by_rows);
        for step in &steps {
            screens.take(step);
        }
    }
}
