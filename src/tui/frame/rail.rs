//! Where one is of how many: in the bar above the page, and in a large window at its side.

use crate::flow::prompt::{Ask, Prompt, Station};
use crate::tui::frame::{Edges, Plan};
use crate::tui::theme::Ink;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use std::cmp::Ordering;

/// From this width on, the stations are named in the bar.
const NAMED: u16 = 100;

/// Where a station lies, seen from where one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Done,
    Here,
    Ahead,
}

fn seen(station: Station, ask: &Ask) -> Seen {
    let arrived = matches!(ask, Ask::Connected { .. } | Ask::Secure { .. });
    match station.cmp(&ask.station()) {
        Ordering::Less => Seen::Done,
        Ordering::Equal if arrived => Seen::Done,
        Ordering::Equal => Seen::Here,
        Ordering::Greater => Seen::Ahead,
    }
}

/// Whether a question belongs to an onboarding.
pub(super) fn is_on_the_way(ask: &Ask) -> bool {
    !matches!(
        ask,
        Ask::Credentials {
            keep_as: Some(_),
            ..
        }
    )
}

impl Edges<'_> {
    /// The bar: the program's name, and where one is.
    pub(super) fn header(&self, prompt: &Prompt, plan: &Plan) -> Line<'static> {
        let mark = self
            .demo
            .then(|| format!(" · {}", self.catalog.demo_mark()));
        let name = self
            .theme
            .plain(&format!(" zapi-onboard{} ", mark.unwrap_or_default()));
        let bar = self.theme.ink(Ink::Bar);
        let width = usize::from(plan.area.width);
        let mut where_one_is = if !is_on_the_way(&prompt.ask) {
            Vec::new()
        } else if plan.is_large() {
            vec![Span::raw(format!("{}  ", self.step(&prompt.ask)))]
        } else if plan.area.width >= NAMED {
            self.named_rail(&prompt.ask)
        } else {
            self.short_rail(&prompt.ask)
        };
        let rail: usize = where_one_is.iter().map(Span::width).sum();
        let name = Span::styled(name, bar);
        let mut spans = vec![name];
        let gap = width.saturating_sub(spans.iter().map(Span::width).sum::<usize>() + rail);
        spans.push(Span::raw(" ".repeat(gap)));
        spans.append(&mut where_one_is);
        // Over the whole width it would be a tenth of a form's bytes.
        let along = if plan.is_large() { Ink::Bar } else { Ink::Text };
        Line::from(spans).style(self.theme.ink(along))
    }

    fn step(&self, ask: &Ask) -> String {
        let here = ask.station();
        let nth = Station::ALL.iter().take_while(|one| **one <= here).count();
        let step = self.catalog.rail_step(Station::ALL.len(), nth);
        let step = format!("{step} · {}", self.wording.station(here));
        self.theme.plain(&step)
    }

    fn sign(&self, station: Station, ask: &Ask) -> &'static str {
        let glyphs = self.theme.glyphs();
        match seen(station, ask) {
            Seen::Done => glyphs.done,
            Seen::Here => glyphs.current,
            Seen::Ahead => glyphs.ahead,
        }
    }

    fn short_rail(&self, ask: &Ask) -> Vec<Span<'static>> {
        let signs = Station::ALL.map(|station| self.sign(station, ask)).concat();
        vec![Span::raw(format!("{}  {signs} ", self.step(ask)))]
    }

    fn named_rail(&self, ask: &Ask) -> Vec<Span<'static>> {
        let named = Station::ALL.map(|station| {
            let name = self.theme.plain(&self.wording.station(station));
            let weight = match seen(station, ask) {
                Seen::Here => Style::new().add_modifier(Modifier::BOLD),
                Seen::Done | Seen::Ahead => Style::new(),
            };
            Span::styled(format!("{} {name}  ", self.sign(station, ask)), weight)
        });
        named.into()
    }

    /// The stations one below the other, and the way between them.
    pub(super) fn side_rail(&self, prompt: &Prompt) -> Vec<Line<'static>> {
        let [gone, ahead] = self.theme.glyphs().way;
        let mut lines = Vec::new();
        let stations = Station::ALL.into_iter();
        for station in stations.filter(|_| is_on_the_way(&prompt.ask)) {
            let (way, ink, name_ink) = match seen(station, &prompt.ask) {
                Seen::Done => (gone, Ink::Good, Ink::Text),
                Seen::Here => (gone, Ink::Accent, Ink::Accent),
                Seen::Ahead => (ahead, Ink::Quiet, Ink::Quiet),
            };
            if !lines.is_empty() {
                lines.push(Line::styled(way, self.theme.ink(Ink::Quiet)));
            }
            let name = self.theme.plain(&self.wording.station(station));
            lines.push(Line::from(vec![
                Span::styled(self.sign(station, &prompt.ask), self.theme.ink(ink)),
                Span::styled(format!("  {name}"), self.theme.ink(name_ink)),
            ]));
        }
        lines
    }
}
