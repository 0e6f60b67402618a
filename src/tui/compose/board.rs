//! The methods as cards beside each other, where there is room:
//!
//! ```text
//! ┏━━━━━━━━━━━━━━━━┓ ╭────────────────╮ ╭────────────────╮
//! ┃› SMS         ★ ┃ │  Voice call    │ │  WhatsApp pop… │
//! ┃  ✓ ready       ┃ │  … opens in    │ │  ✗ not offered │
//! ┗━━━━━━━━━━━━━━━━┛ ╰────────────────╯ ╰────────────────╯
//! ```

use crate::domain::method::{Lock, Method};
use crate::flow::prompt::{Advice, Ask, Choice, Offer};
use crate::tui::compose::{Composer, Room};
use crate::tui::screen::Focus;
use crate::tui::theme::{Frame, Ink};
use crate::tui::widgets::text::{fit, wrap};
use crate::wording::Tone;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Columns between two cards.
const GAP: usize = 2;
/// The least columns inside of a card's frame.
const NARROWEST: usize = 20;

/// A card that is about to be drawn.
struct Card {
    frame: &'static Frame,
    /// The frame, and the pointer.
    style: Style,
    /// What is inside, row by row.
    rows: Vec<Line<'static>>,
}

impl Composer<'_> {
    /// The choices that are drawn as cards; none where there is no room for them.
    pub(super) fn board(&self) -> Range<usize> {
        let picks = |offer: &Offer| matches!(offer.choice, Choice::Pick(_));
        let offers = &self.matter.prompt.offers;
        let start = offers.iter().position(picks).unwrap_or(0);
        let count = offers.iter().skip(start).take_while(|o| picks(o)).count();
        let wide = count > 1 && self.card_width(count) >= NARROWEST + 2;
        start..start + if wide && self.is_roomy() { count } else { 0 }
    }

    fn card_width(&self, count: usize) -> usize {
        (self.width + GAP) / count.max(1) - GAP
    }

    pub(super) fn cards(&mut self, board: Range<usize>) {
        let count = board.len();
        let inside = self.card_width(count) - 2;
        let mut cards: Vec<Card> = board.clone().map(|at| self.card(at, inside)).collect();
        let tall = cards.iter().map(|card| card.rows.len()).max().unwrap_or(0);
        let first = self.page.rows.len();
        self.edge(&cards, inside, |frame| (frame.top_left, frame.top_right));
        for _ in 0..tall {
            let mut spans = Vec::new();
            for card in &mut cards {
                let row = if card.rows.is_empty() {
                    Line::default()
                } else {
                    card.rows.remove(0)
                };
                if !spans.is_empty() {
                    spans.push(Span::raw(" ".repeat(GAP)));
                }
                let pad = " ".repeat(inside.saturating_sub(row.width()));
                let side = Span::styled(card.frame.vertical, card.style);
                spans.push(side.clone());
                spans.extend(row.spans);
                spans.extend([Span::raw(pad), side]);
            }
            self.push(Line::from(spans));
        }
        self.edge(&cards, inside, |frame| {
            (frame.bottom_left, frame.bottom_right)
        });
        if let Some(at) = board
            .clone()
            .position(|at| self.screen.focus == Focus::Offer(at))
        {
            let row = first + 1 + usize::from(self.room == Room::Grand);
            self.focus_from(first);
            self.page.caret = Some((at * (inside + 2 + GAP) + 1, row));
        }
        if board.end < self.sheet.choices.len() {
            self.gap();
        }
    }

    fn edge(
        &mut self,
        cards: &[Card],
        inside: usize,
        corners: impl Fn(&Frame) -> (&'static str, &'static str),
    ) {
        let mut spans = Vec::new();
        for card in cards {
            if !spans.is_empty() {
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            let (left, right) = corners(card.frame);
            let line = card.frame.horizontal.repeat(inside);
            spans.push(Span::styled(format!("{left}{line}{right}"), card.style));
        }
        self.push(Line::from(spans));
    }

    fn card(&self, at: usize, inside: usize) -> Card {
        let glyphs = self.theme.glyphs();
        let focused = self.screen.focus == Focus::Offer(at);
        let (style, pointer) = self.theme.marked(focused);
        let (frame, frame_style) = if focused {
            (&glyphs.heavy, style)
        } else {
            (&glyphs.frame, self.theme.ink(Ink::Quiet))
        };
        let offer = self.matter.prompt.offers.get(at);
        let words = self.sheet.choices.get(at);
        let text = |text: Option<&String>| self.theme.plain(text.map_or("", String::as_str));
        let star = if offer.is_some_and(|offer| self.is_recommended(offer.choice)) {
            format!("{} ", glyphs.star)
        } else {
            String::new()
        };
        let label = fit(
            &text(words.map(|words| &words.label)),
            inside.saturating_sub(2 + star.width()),
        );
        let gap = " ".repeat(inside.saturating_sub(2 + label.width() + star.width()));
        let label = Line::from(vec![
            Span::styled(format!("{pointer} "), style),
            Span::styled(label, style),
            Span::raw(gap),
            Span::styled(star, self.theme.ink(Ink::Good)),
        ]);
        let (sign, ink) = self.sign_of(offer.map(|offer| offer.lock));
        let state = text(words.and_then(|words| words.state.as_ref()));
        let state = wrap(&state, inside.saturating_sub(5));
        let mut rows = Vec::new();
        if self.room == Room::Grand {
            rows.push(Line::default());
        }
        rows.push(label);
        rows.extend(state.into_iter().enumerate().map(|(nth, row)| {
            let sign = if nth == 0 { sign } else { " " };
            Line::from(Span::styled(format!("  {sign} {row}"), self.theme.ink(ink)))
        }));
        if self.room == Room::Grand {
            rows.push(Line::default());
        }
        Card {
            frame,
            style: frame_style,
            rows,
        }
    }

    fn sign_of(&self, lock: Option<Lock>) -> (&'static str, Ink) {
        match lock {
            Some(Lock::Open) => (self.theme.sign(Tone::Good), Ink::Good),
            Some(Lock::Until(_)) => (self.theme.glyphs().busy, Ink::Warning),
            Some(Lock::Closed | Lock::NotEligible) => (self.theme.sign(Tone::Error), Ink::Quiet),
            Some(Lock::Unknown) | None => ("?", Ink::Quiet),
        }
    }

    fn is_recommended(&self, choice: Choice) -> bool {
        let (Ask::Board { advice, .. } | Ask::NotArrived { advice, .. }) = &self.matter.prompt.ask
        else {
            return false;
        };
        let recommended: Option<Method> = match advice {
            Advice::Ask(method) | Advice::Wait(method, _) => Some(*method),
            Advice::StayWithIt | Advice::Refresh | Advice::Nothing => None,
        };
        recommended.is_some_and(|method| choice == Choice::Pick(method))
    }
}
