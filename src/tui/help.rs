//! A page of help over the whole window, as roomy as it allows.
//!
//! ```text
//!  zapi-onboard                                                Help
//! ────────────────────────────────────────────────────────────────
//!   Type the code
//!   An SMS with a code was requested for …
//!
//!   What can go wrong
//!   A code may be wrong or old: …
//!
//!   Keys
//!   Tab, Shift-Tab, arrows: move
//!   …
//!
//!   Any key shuts this page.
//! ```

use crate::locale::catalog::Catalog;
use crate::tui::frame::draw_head;
use crate::tui::rows::Rows;
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::text::wrap;
use crate::wording::Help;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// The widest that text runs, in columns.
const WIDEST: u16 = 96;

/// How much room a page takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Gaps, and a row for each key.
    Roomy,
    /// Gaps, and the keys one behind the other.
    Snug,
    /// No gaps.
    Tight,
    /// No gaps, and nothing that the question itself says.
    Bare,
}

/// Draws it; `leaving` says that leaving was asked for once.
pub(crate) fn draw(
    rows: &Rows,
    area: Rect,
    help: &Help,
    (catalog, theme): (&Catalog, Theme),
    leaving: bool,
) {
    let width = area.width.saturating_sub(4).min(WIDEST);
    let at = |y: u16| Rect {
        x: area.x + area.width.saturating_sub(width) / 2,
        y,
        width,
        height: 1,
    };
    draw_head(rows, area, ("zapi-onboard", &catalog.help_title()), theme);
    let room = usize::from(area.height.saturating_sub(3));
    let page = |room| page(help, room, usize::from(width), (catalog, theme));
    let fits = |page: &Vec<Line<'static>>| page.len() <= room;
    let lines = Some(page(Room::Roomy))
        .filter(fits)
        .or_else(|| Some(page(Room::Snug)).filter(fits))
        .or_else(|| Some(page(Room::Tight)).filter(fits))
        .unwrap_or_else(|| page(Room::Bare));
    for (y, line) in (area.y + 2..area.bottom().saturating_sub(1)).zip(lines) {
        rows.put(line, at(y));
    }
    let (last, style) = if leaving {
        (
            catalog.leave_again(),
            theme.tone(crate::wording::Tone::Warning),
        )
    } else {
        (catalog.help_shut(), theme.ink(Ink::Quiet))
    };
    let last = Line::styled(theme.plain(&last), style);
    rows.put(last, at(area.bottom().saturating_sub(1)));
}

fn page(
    help: &Help,
    room: Room,
    width: usize,
    (catalog, theme): (&Catalog, Theme),
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |text: &str, style: Style| {
        let rows = wrap(&theme.plain(text), width);
        lines.extend(rows.into_iter().map(|row| Line::styled(row, style)));
    };
    let has_gaps = matches!(room, Room::Roomy | Room::Snug);
    say(&help.title, theme.ink(Ink::Title));
    if room != Room::Bare {
        say(&help.does, theme.ink(Ink::Text));
    }
    if has_gaps {
        say("", theme.ink(Ink::Text));
    }
    say(&catalog.help_wrong(), theme.ink(Ink::Title));
    say(&help.wrong, theme.ink(Ink::Text));
    if has_gaps {
        say("", theme.ink(Ink::Text));
    }
    say(&catalog.help_keys(), theme.ink(Ink::Title));
    if room == Room::Roomy {
        help.keys
            .iter()
            .for_each(|key| say(key, theme.ink(Ink::Text)));
    } else {
        say(&help.keys.join(" · "), theme.ink(Ink::Text));
    }
    lines
}
