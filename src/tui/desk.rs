//! The desk around the question: a strip of the onboardings at hand, at the side where the window is wide, else above.
//!
//! ```text
//!  12 numbers · 3 need you · F7 list · F8 next      (above; below it a few of them where there is room)
//! ›! +55 11987654321    Code        needs you
//! ```
//!
//! Nothing in it counts down: a state stands with its clock time, so that a strip costs nothing while nobody's state
//! changes. Only as many slips are taken from the roster as a window can show.

mod list;

pub(crate) use list::{List, Taken};

use crate::locale::catalog::Catalog;
use crate::roster::{Condition, Roster, Slip, Tally};
use crate::runtime::front_end::{DeskView, SessionId};
use crate::tui::rows::Placed;
use crate::tui::theme::{Ink, Theme};
use crate::tui::widgets::text::fit;
use crate::wording::{Tone, Wording};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

/// The most slips that any window shows.
const MOST: usize = 100;
/// From this width on, the strip stands at the side.
const WIDE: u16 = 130;
/// The columns of a strip at the side.
const SIDE: u16 = 50;
/// From this height on, a strip above has a few slips and not one line alone.
const TALL: u16 = 22;
/// That many.
const FEW: u16 = 3;

/// What is to be seen of the desk.
#[derive(PartialEq)]
pub(crate) struct Seen {
    /// The first ones of the roster.
    slips: Vec<Slip>,
    tally: Tally,
    count: usize,
    looked_at: Option<SessionId>,
    /// The one that needs a person next.
    pub(crate) next: Option<SessionId>,
}

/// The lines of a strip, each in its place.
pub(crate) type Made = Vec<Placed>;

/// A strip as it is drawn.
pub(crate) struct Strip<'a> {
    pub(crate) seen: &'a Seen,
    pub(crate) catalog: &'a Catalog,
    pub(crate) wording: &'a Wording<'a>,
    pub(crate) theme: Theme,
}

impl Seen {
    /// What is seen of a desk; `None` of one with a single onboarding.
    pub(crate) fn of(desk: &DeskView<'_>) -> Option<Self> {
        let roster: &Roster = desk.others()?;
        let looked_at = desk.first().map(|card| card.session);
        let own = looked_at.and_then(|session| roster.slip(session));
        let others = roster
            .from_first()
            .filter(|slip| Some(slip.session) != looked_at);
        Some(Self {
            slips: own.into_iter().chain(others).take(MOST).cloned().collect(),
            tally: *roster.tally(),
            count: roster.len(),
            looked_at,
            next: roster.next_up(looked_at),
        })
    }

    /// How many others need a person.
    pub(crate) fn others_in_need(&self) -> u32 {
        let own = self.slips.first();
        let own = own.is_some_and(|slip| slip.condition == Condition::NeedsPerson);
        let count = self.tally.of(Condition::NeedsPerson);
        count.saturating_sub(u32::from(own))
    }
}

/// Where the strip goes in a window, and what is left for the page.
pub(crate) fn split(area: Rect) -> (Rect, Rect) {
    if area.width >= WIDE {
        let strip = Rect {
            width: SIDE,
            ..area
        };
        let page = Rect {
            x: area.x + SIDE + 1,
            width: area.width - SIDE - 1,
            ..area
        };
        return (strip, page);
    }
    let rows = if area.height >= TALL { FEW + 1 } else { 1 };
    let strip = Rect {
        height: rows,
        ..area
    };
    let page = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    (strip, page)
}

impl Strip<'_> {
    /// The lines of the strip in their places; with the rule beside it, where it stands at the side.
    pub(crate) fn made(&self, area: Rect) -> Made {
        let is_side = area.height > FEW + 1;
        let width = usize::from(area.width);
        let head = self.head(width, is_side);
        let slips = self.seen.slips.iter().map(|slip| self.slip(slip, width));
        let at = |y| Rect {
            y,
            height: 1,
            ..area
        };
        let rows = (area.y..area.bottom()).map(at);
        let lines = head.into_iter().chain(slips).map(Rc::new);
        let mut made: Made = lines.zip(rows.clone()).collect();
        if is_side {
            let rule = Line::styled(
                self.theme.glyphs().frame.vertical,
                self.theme.ink(Ink::Quiet),
            );
            made.extend(rows.map(|row| {
                let beside = Rect {
                    x: area.right(),
                    width: 1,
                    ..row
                };
                (Rc::new(rule.clone()), beside)
            }));
        }
        made
    }

    fn head(&self, width: usize, is_side: bool) -> Vec<Line<'static>> {
        let style = match self.seen.tally.of(Condition::NeedsPerson) {
            0 => self.theme.ink(Ink::Text),
            _ => self.theme.tone(Tone::Warning),
        };
        let plain = |text: String| fit(&self.theme.plain(&text), width);
        if is_side {
            let rule = self.theme.glyphs().rule.repeat(width);
            return vec![
                Line::styled(plain(format!(" {}", self.counted())), style),
                Line::styled(rule, self.theme.ink(Ink::Quiet)),
            ];
        }
        let short = format!(" {}", self.counted());
        let long = format!("{short} · {}", self.catalog.desk_keys());
        let text = if long.width() <= width { long } else { short };
        vec![Line::styled(plain(text), style)]
    }

    /// How many numbers there are, and how many of them need a person.
    fn counted(&self) -> String {
        let count = self.catalog.desk_numbers(self.seen.count);
        format!("{count} · {}", self.wording.in_need(&self.seen.tally))
    }

    fn slip(&self, slip: &Slip, width: usize) -> Line<'static> {
        let (style, pointer) = self.theme.marked(self.seen.looked_at == Some(slip.session));
        let sign = Span::styled(self.sign(slip), self.tone(slip));
        let room = width.saturating_sub(2);
        let text = self.theme.plain(&self.row(slip, room));
        Line::from(vec![
            Span::styled(pointer, style),
            sign,
            Span::styled(fit(text.trim_end(), room), style),
        ])
    }

    /// Number, step and state, and what else there is room for.
    fn row(&self, slip: &Slip, room: usize) -> String {
        const NUMBER: usize = 16;
        const STEP: usize = 12;
        const STATE: usize = 24;
        let number = padded(&fit(&self.wording.number_of(slip), NUMBER), NUMBER);
        let step = padded(&fit(&self.wording.station(slip.station), STEP), STEP);
        let state = self.wording.short_state_of(slip);
        let row = format!("{number} {step} {}", padded(&state, STATE));
        let place = slip.session.place();
        let note = self.wording.note_of(slip);
        if room < row.width() + 6 {
            return row;
        }
        format!("{place:>5} {row} {note}")
    }

    fn sign(&self, slip: &Slip) -> &'static str {
        let glyphs = self.theme.glyphs();
        match slip.condition {
            Condition::NeedsPerson => self.theme.sign(Tone::Warning),
            Condition::Busy | Condition::Waiting => glyphs.busy,
            Condition::NotBegun => glyphs.ahead,
            Condition::Blocked => self.theme.sign(Tone::Error),
            Condition::Connected => self.theme.sign(Tone::Good),
            Condition::SetAside | Condition::Left => self.theme.sign(Tone::Info),
        }
    }

    fn tone(&self, slip: &Slip) -> Style {
        match slip.condition {
            Condition::NeedsPerson => self.theme.tone(Tone::Warning),
            Condition::Blocked => self.theme.tone(Tone::Error),
            Condition::Connected => self.theme.tone(Tone::Good),
            Condition::Busy
            | Condition::Waiting
            | Condition::NotBegun
            | Condition::SetAside
            | Condition::Left => self.theme.ink(Ink::Text),
        }
    }
}

fn padded(text: &str, width: usize) -> String {
    let pad = " ".repeat(width.saturating_sub(text.width()));
    format!("{text}{pad}")
}
