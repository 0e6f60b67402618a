//! The digit boxes: six to begin with, more when more is typed.
//!
//! ```text
//! ┌───┐ ┌───┐ ┌───┐
//! │ 1 │ │ 2 │ │   │     or, where rows are short:  [1] [2] [ ]
//! └───┘ └───┘ └───┘
//! ```

use crate::domain::codes::CODE_DIGITS;
use crate::tui::theme::Theme;
use crate::tui::widgets::field::Field;
use ratatui::style::Style;
use ratatui::text::Line;

/// Columns from one box to the next.
const PITCH: usize = 6;
/// Columns from one short box to the next.
const SHORT_PITCH: usize = 4;

/// The rows of the boxes, and where the caret stands: column and row within them.
pub(crate) struct Boxes {
    pub(crate) rows: Vec<Line<'static>>,
    pub(crate) caret: (usize, usize),
}

/// Draws the digits of `field`; `shown` tells whether secret digits are revealed.
pub(crate) fn boxes(field: &Field, theme: Theme, style: Style, shown: bool, tall: bool) -> Boxes {
    let dot = theme.glyphs().dot;
    let hidden = field.kind().is_secret() && !shown;
    let typed = |c: char| {
        if hidden {
            dot.to_owned()
        } else {
            c.to_string()
        }
    };
    let digits: Vec<String> = field.text().chars().map(typed).collect();
    let count = digits.len().max(CODE_DIGITS);
    let cell = |at: usize| digits.get(at).cloned().unwrap_or_else(|| " ".to_owned());
    let before = field.before_caret().chars().count().min(count - 1);
    let row = |text: String| Line::styled(text, style);
    if !tall {
        let text: Vec<String> = (0..count).map(|at| format!("[{}]", cell(at))).collect();
        return Boxes {
            rows: vec![row(text.join(" "))],
            caret: (before * SHORT_PITCH + 1, 0),
        };
    }
    let frame = theme.glyphs().frame;
    let edge = |left: &str, right: &str| {
        let side = frame.horizontal.repeat(3);
        vec![format!("{left}{side}{right}"); count].join(" ")
    };
    let middle: Vec<String> = (0..count)
        .map(|at| format!("{0} {1} {0}", frame.vertical, cell(at)))
        .collect();
    Boxes {
        rows: vec![
            row(edge(frame.top_left, frame.top_right)),
            row(middle.join(" ")),
            row(edge(frame.bottom_left, frame.bottom_right)),
        ],
        caret: (before * PITCH + 2, 1),
    }
}
