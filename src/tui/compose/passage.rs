//! Where the number is on its way from the phone to the service:
//!
//! ```text
//! ╭─────────────╮                              ╭─────────╮
//! │ ● the phone │ ── waits for the owner ────▸ │ ○ Z-API │
//! ╰─────────────╯                              ╰─────────╯
//! ```

use crate::tui::compose::Composer;
use crate::tui::theme::Ink;
use crate::wording::{Passage, Reached};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// The most columns that it takes.
const WIDEST: usize = 64;

impl Composer<'_> {
    pub(super) fn passage(&mut self) {
        let Some(passage) = self.sheet.passage.as_ref().filter(|_| self.is_roomy()) else {
            return;
        };
        let glyphs = self.theme.glyphs();
        let frame = &glyphs.frame;
        let place = |text: &str, sign: &str| format!(" {sign} {} ", self.theme.plain(text));
        let Passage {
            phone,
            service,
            between,
            reached,
        } = passage;
        let [at_phone, at_service] = match reached {
            Reached::Phone => [glyphs.current, glyphs.ahead],
            Reached::OnTheWay => [glyphs.ahead, glyphs.busy],
            Reached::Service => [glyphs.ahead, glyphs.done],
        };
        let (from, to) = (place(phone, at_phone), place(service, at_service));
        let width = self.width.min(WIDEST);
        let road = width.saturating_sub(from.width() + to.width() + 4 + 2);
        let words = self.theme.plain(between);
        let Some(ahead) = road.checked_sub(words.width() + 6) else {
            return;
        };
        let road = format!(
            " {0}{0} {words} {1}{2} ",
            frame.horizontal,
            frame.horizontal.repeat(ahead),
            glyphs.arrow
        );
        let inks = |here: bool| self.theme.ink(if here { Ink::Accent } else { Ink::Quiet });
        let (left, right) = (
            inks(*reached == Reached::Phone),
            inks(*reached == Reached::Service),
        );
        self.gap();
        let edge = |inside: &str, (start, end): (&str, &str)| {
            format!("{start}{}{end}", frame.horizontal.repeat(inside.width()))
        };
        let side = |inside: &str| format!("{0}{inside}{0}", frame.vertical);
        let gap = " ".repeat(road.width());
        let top = (frame.top_left, frame.top_right);
        let bottom = (frame.bottom_left, frame.bottom_right);
        let middle_ink = self.theme.ink(Ink::Text);
        let rows = [
            (edge(&from, top), gap.clone(), edge(&to, top)),
            (side(&from), road, side(&to)),
            (edge(&from, bottom), gap, edge(&to, bottom)),
        ];
        for (from, road, to) in rows {
            self.push(Line::from(vec![
                Span::styled(from, left),
                Span::styled(road, middle_ink),
                Span::styled(to, right),
            ]));
        }
    }
}
