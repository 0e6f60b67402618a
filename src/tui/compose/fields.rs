//! The part of a page that is typed into: a picture to be read, and the fields with their hints.

use crate::domain::phone::{as_you_type, caret_in};
use crate::tui::compose::{Composer, Input, Room, Spot, Tools};
use crate::tui::screen::Focus;
use crate::tui::theme::Ink;
use crate::tui::widgets::area::area;
use crate::tui::widgets::digits::{Size, boxes};
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::text::{fit, tail};
use crate::wording::Tone;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

impl Composer<'_> {
    pub(super) fn picture(&mut self) {
        let Some(canvas) = self.screen.canvas.as_ref().filter(|_| self.spare_rows > 0) else {
            return;
        };
        let room = (self.width, self.spare_rows);
        let Tools { means, brush, .. } = self.matter.tools;
        let (lines, size) = canvas.lines(means, brush, room);
        let row = self.page.rows.len();
        self.page.picture = (size.1 > 0).then_some(Spot { row, size });
        let mut lines = lines.into_iter();
        for _ in 0..size.1 {
            self.push(lines.next().unwrap_or_default());
        }
    }

    pub(super) fn fields(&mut self) {
        let (sheet, screen) = (self.sheet, self.screen);
        for (at, text) in sheet.fields.iter().enumerate() {
            if at == 0 || self.is_roomy() {
                self.gap();
            }
            let focused = screen.focus == Focus::Field(at);
            let first = self.page.rows.len();
            let (style, _) = self.theme.marked(focused);
            let label = fit(&self.theme.plain(&text.label), self.width);
            self.push(Line::from(Span::styled(label, style)));
            if let Some(field) = screen.fields.get(at) {
                self.input(at, field, focused);
            }
            if let Some(warning) = &text.warning {
                let said = format!("{} {warning}", self.theme.sign(Tone::Warning));
                self.indented("  ", &said, Ink::Warning);
            }
            if focused || self.is_roomy() {
                self.indented("  ", &text.hint, Ink::Quiet);
            }
            if focused && screen.is_picking() {
                self.list();
            }
            if focused {
                self.focus_from(first);
            }
        }
    }

    /// The open list, always as tall, so that nothing below it jumps while it follows what is typed.
    fn list(&mut self) {
        const INDENT: usize = 4;
        let Some(picker) = &self.screen.picker else {
            return;
        };
        let rows = picker.rows(self.spare_rows);
        let room = self.width.saturating_sub(INDENT + "  +999".len());
        let theme = self.theme;
        let name = |name: &str| fit(&theme.plain(name), room);
        let column = rows.iter().map(|row| name(&row.name).width()).max();
        let column = column.unwrap_or(0);
        let blank = self.spare_rows.saturating_sub(rows.len());
        for row in &rows {
            let (style, pointer) = self.theme.marked(row.marked);
            let name = name(&row.name);
            let pad = " ".repeat(column.saturating_sub(name.width()));
            let text = format!("  {pointer} {name}{pad}  +{}", row.calling_code);
            self.push(Line::from(Span::styled(text, style)));
        }
        for _ in 0..blank {
            self.push(Line::default());
        }
    }

    fn input(&mut self, at: usize, field: &Field, focused: bool) {
        let first = self.page.rows.len();
        let Input { rows, caret } = self.input_of(at, field, focused);
        for row in rows {
            self.push(row);
        }
        if focused {
            self.page.caret = Some((caret.0, first + caret.1));
            self.page.input = Some(first..self.page.rows.len());
        }
    }

    /// The rows of a field.
    pub(super) fn input_of(&self, at: usize, field: &Field, focused: bool) -> Input {
        if field.kind().is_digits() {
            let size = match self.room {
                Room::Grand => Size::Grand,
                Room::Roomy => Size::Tall,
                Room::Snug | Room::Tight | Room::Bare => Size::Short,
            };
            let revealed = self.screen.is_revealed();
            return boxes(field, self.theme, focused, revealed, size);
        }
        if field.kind() == Kind::Area {
            return self.area(field, focused);
        }
        let (style, pointer) = self.theme.marked(focused);
        let room = self.width.saturating_sub(3);
        let (before, shown) = match self.picked(at) {
            Some(label) => (label.width(), fit(&self.theme.plain(&label), room)),
            None if focused => self.field_text(field, room),
            None => (
                0,
                self.matter
                    .tools
                    .masking
                    .field(&self.field_text(field, room).1),
            ),
        };
        let filled = shown.width();
        let line = "_".repeat(room.min(48).saturating_sub(filled));
        Input {
            rows: vec![Line::from(vec![
                Span::styled(format!("{pointer} "), style),
                Span::styled(shown, self.theme.ink(Ink::Text)),
                Span::styled(line, self.theme.ink(Ink::Quiet)),
            ])],
            caret: (before + 2, 0),
        }
    }

    /// Text of several lines, each behind a bar: as many as there is room for, the caret's among them.
    fn area(&self, field: &Field, focused: bool) -> Input {
        let (style, _) = self.theme.marked(focused);
        let bar = self.theme.glyphs().frame.vertical;
        let shown = area(
            field.text(),
            field.before_caret().len(),
            self.width.saturating_sub(3),
        );
        let most = match self.room {
            Room::Grand | Room::Roomy => usize::MAX,
            Room::Snug => 8,
            Room::Tight => 5,
            Room::Bare => 3,
        };
        let (column, caret) = shown.caret;
        let skipped = (caret + 1).saturating_sub(most);
        let rows = shown.rows.into_iter().skip(skipped).take(most);
        let masking = self.matter.tools.masking;
        let row = |row: String| {
            let row = if focused { row } else { masking.text(&row) };
            let text = Span::styled(self.theme.plain(&row), self.theme.ink(Ink::Text));
            Line::from(vec![Span::styled(format!("{bar} "), style), text])
        };
        Input {
            rows: rows.map(row).collect(),
            caret: (column + 2, caret - skipped),
        }
    }

    /// The country that stands in the place of its calling code.
    fn picked(&self, at: usize) -> Option<String> {
        let picker = self.screen.picker.as_ref().filter(|_| at == 0)?;
        picker.label()
    }

    /// The columns before the caret, and the text in at most `room` columns, scrolled to the caret.
    fn field_text(&self, field: &Field, room: usize) -> (usize, String) {
        let dots = |count: usize| self.theme.glyphs().dot.repeat(count);
        let hidden = field.kind().is_secret() && !self.screen.is_revealed();
        if field.is_held() || hidden {
            let all = field.char_count().min(room);
            let before = if field.is_held() {
                all
            } else {
                field.before_caret().chars().count().min(all)
            };
            return (before, dots(all));
        }
        if field.kind() == Kind::Phone {
            let written = as_you_type(self.screen.region(), field.text());
            if written != field.text() && written.width() <= room {
                let before = caret_in(&written, field.before_caret().chars().count());
                return (before, written);
            }
        }
        let before = tail(field.before_caret(), room.saturating_sub(1));
        let rest = field
            .text()
            .get(field.before_caret().len()..)
            .unwrap_or_default();
        let shown = format!("{before}{rest}");
        (before.width(), fit(&self.theme.plain(&shown), room))
    }
}
