//! The keys that work here, in the last row of the frame.

use crate::flow::prompt::{Ask, Choice, Prompt, SecureStep, Station};
use crate::tui::frame::Edges;
use crate::tui::theme::Ink;
use crate::tui::widgets::text::fit;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Between two keys, with and without room.
const GAPS: [usize; 2] = [3, 2];

/// What the keys move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moving {
    /// From one place of the page to the next.
    Page,
    /// In an open list.
    List,
}

impl Edges<'_> {
    /// The keys that work here. In a narrow window the plainest ones go first.
    pub(super) fn keys(&self, prompt: &Prompt, more: bool, width: u16) -> Line<'static> {
        let keys = self.keys_here(prompt, more);
        let mut keys: Vec<String> = keys.iter().map(|key| self.theme.plain(key)).collect();
        let width = usize::from(width);
        let taken = |keys: &[String], gap: usize| {
            let words: usize = keys.iter().map(|key| key.width()).sum();
            words + gap * keys.len().saturating_sub(1)
        };
        // What everybody can do without comes only where there is room.
        for key in self.keys_beside(prompt) {
            keys.push(self.theme.plain(&key));
            if taken(&keys, GAPS[1]) > width {
                keys.pop();
            }
        }
        let gap = GAPS.into_iter().find(|gap| taken(&keys, *gap) <= width);
        let gap = gap.unwrap_or(GAPS[1]);
        while keys.len() > 3 && taken(&keys, gap) > width {
            keys.remove(0);
        }
        let mut spans = Vec::new();
        let mut left = width;
        for key in keys {
            if !spans.is_empty() {
                spans.push(Span::raw(" ".repeat(gap)));
                left = left.saturating_sub(gap);
            }
            let key = fit(&key, left);
            left = left.saturating_sub(key.width());
            self.key(&key, &mut spans);
        }
        Line::from(spans).style(self.theme.ink(Ink::Quiet))
    }

    /// A key's name stands out from what it does.
    fn key(&self, key: &str, spans: &mut Vec<Span<'static>>) {
        let bold = self.theme.ink(Ink::Quiet).add_modifier(Modifier::BOLD);
        let (name, does) = key.split_once(' ').unwrap_or((key, ""));
        spans.push(Span::styled(name.to_owned(), bold));
        spans.push(Span::raw(format!(" {does}")));
    }

    /// Those that are not about the question itself. A customer is told something once there is a number.
    fn keys_beside(&self, prompt: &Prompt) -> Vec<String> {
        let has_customer = prompt.ask.station() > Station::Credentials;
        let help = (self.moving == Moving::Page).then(|| self.catalog.keys_help());
        let customer = has_customer.then(|| self.catalog.keys_customer());
        help.into_iter().chain(customer).collect()
    }

    fn keys_here(&self, prompt: &Prompt, more: bool) -> Vec<String> {
        let c = self.catalog;
        let listed = self.moving == Moving::List;
        let typing = prompt.activity.is_none() && prompt.ask.takes_text();
        let back = prompt
            .offers
            .iter()
            .any(|offer| matches!(offer.choice, Choice::Back | Choice::Stay));
        let (move_on, take) = if listed {
            (c.keys_choose(), c.keys_take())
        } else if typing && matches!(prompt.ask, Ask::Appeal { .. }) {
            (c.keys_next(), c.keys_new_line())
        } else if typing {
            (c.keys_next(), c.keys_go_on())
        } else {
            (c.keys_choose(), c.keys_take())
        };
        [
            Some(move_on),
            Some(take),
            (typing && has_secret(&prompt.ask)).then(|| c.keys_secret()),
            listed.then(|| c.keys_shut_list()),
            (back && !listed).then(|| c.keys_back()),
            (more && !listed).then(|| c.keys_more()),
            matches!(prompt.ask, Ask::Connected { .. } | Ask::Halted { .. }).then(|| c.keys_copy()),
            Some(c.keys_leave()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Whether something is typed that is shown as dots.
fn has_secret(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Pin { .. }
            | Ask::Secure {
                step: SecureStep::NewPin,
                ..
            }
    )
}
