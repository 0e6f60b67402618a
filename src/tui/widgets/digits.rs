//! The digit boxes: six to begin with, more when more is typed.
//!
//! ```text
//! ╭───╮ ╭───╮ ╭───╮
//! │ 1 │ │ 2 │ │   │     or, where rows are short:  [1] [2] [ ]
//! ╰───╯ ╰───╯ ╰───╯     and in a large window, digits that are read from afar
//! ```
//!
//! The cursor stands in the box that the next digit goes into. That box has no frame of its own: moving it would cost a
//! slow line several times what the digit costs.

use crate::domain::codes::CODE_DIGITS;
use crate::tui::compose::Input;
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::field::Field;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// How large the boxes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// One row.
    Short,
    /// A frame around each digit.
    Tall,
    /// The same with large digits; as tall ones, where there are more digits than fit.
    Grand,
}

/// The columns before the first box.
const INDENT: usize = 2;
/// The most large boxes in a row.
const MOST_LARGE: usize = CODE_DIGITS + 1;
/// Columns and rows of a large digit.
const LARGE: (usize, usize) = (6, 5);

/// Large digits, row by row, three dots wide; a dot is two columns. Drawn for this program.
const SHAPES: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b011, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
/// A digit that is not shown.
const HIDDEN: [u8; 5] = [0b000, 0b000, 0b010, 0b000, 0b000];

/// Draws the digits of `field`; `shown` tells whether secret digits are revealed.
pub(crate) fn boxes(field: &Field, theme: Theme, focused: bool, shown: bool, size: Size) -> Input {
    let digits: Vec<char> = field.text().chars().collect();
    let count = digits.len().max(CODE_DIGITS);
    let at = field.before_caret().chars().count().min(count - 1);
    let hidden = field.kind().is_secret() && !shown;
    let boxes = Boxes {
        digits,
        count,
        hidden,
        theme,
        focused,
    };
    match size {
        Size::Short => boxes.short(at),
        Size::Grand if count <= MOST_LARGE => boxes.framed(LARGE, at),
        Size::Tall | Size::Grand => boxes.framed((1, 1), at),
    }
}

struct Boxes {
    digits: Vec<char>,
    count: usize,
    hidden: bool,
    theme: Theme,
    focused: bool,
}

impl Boxes {
    fn short(&self, at: usize) -> Input {
        const PITCH: usize = 4;
        let (style, _) = self.theme.marked(self.focused);
        let cells = (0..self.count).map(|nth| format!("[{}]", self.cell(nth, (1, 1), 0)));
        let cells: Vec<String> = cells.collect();
        let text = format!("{}{}", " ".repeat(INDENT), cells.join(" "));
        Input {
            rows: vec![Line::from(Span::styled(text, style))],
            caret: (INDENT + at * PITCH + 1, 0),
        }
    }

    fn framed(&self, cell: (usize, usize), at: usize) -> Input {
        let (columns, tall) = cell;
        let pitch = columns + 5;
        let frame = &self.theme.glyphs().frame;
        let style = self.theme.ink(if self.focused {
            Ink::Accent
        } else {
            Ink::Quiet
        });
        let edge = |[left, right]: [&str; 2]| {
            let line = frame.horizontal.repeat(columns + 2);
            vec![Span::styled(format!("{left}{line}{right}"), style)]
        };
        let digit = self.theme.ink(Ink::Text).add_modifier(Modifier::BOLD);
        let mut rows = vec![self.row(|_| edge([frame.top_left, frame.top_right]))];
        for y in 0..tall {
            rows.push(self.row(|nth| {
                let side = Span::styled(frame.vertical, style);
                let inside = format!(" {} ", self.cell(nth, cell, y));
                vec![side.clone(), Span::styled(inside, digit), side]
            }));
        }
        rows.push(self.row(|_| edge([frame.bottom_left, frame.bottom_right])));
        Input {
            rows,
            caret: (INDENT + at * pitch + 2, 1 + tall / 2),
        }
    }

    fn row(&self, part: impl Fn(usize) -> Vec<Span<'static>>) -> Line<'static> {
        let mut spans = vec![Span::raw(" ".repeat(INDENT))];
        for nth in 0..self.count {
            if nth > 0 {
                spans.push(Span::raw(" "));
            }
            spans.extend(part(nth));
        }
        Line::from(spans)
    }

    /// Row `y` of what is inside of a box.
    fn cell(&self, nth: usize, (columns, _): (usize, usize), y: usize) -> String {
        let Some(digit) = self.digits.get(nth) else {
            return " ".repeat(columns);
        };
        if columns == 1 {
            return if self.hidden {
                self.theme.glyphs().dot.to_owned()
            } else {
                digit.to_string()
            };
        }
        let shape = digit
            .to_digit(10)
            .filter(|_| !self.hidden)
            .and_then(|digit| SHAPES.get(digit as usize))
            .unwrap_or(&HIDDEN);
        let dots = shape.get(y).copied().unwrap_or_default();
        let block = self.theme.glyphs().block;
        let dot = |bit: u8| if dots & bit == 0 { " " } else { block }.repeat(2);
        [0b100, 0b010, 0b001].map(dot).concat()
    }
}
