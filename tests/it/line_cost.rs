//! What the screen costs on the line. Bytes are exact, so this can be a test: a digit that is typed, a second that is
//! counted down and a minute in which nothing happens have a budget each.
//!
//! And what is drawn on the last frame, row by row, must look like what is drawn from nothing.

use crate::gallery::{NOW, Subject, subjects};
use crate::json_lines::Paper;
use crate::screens::{app, drawn_at};
use ratatui::layout::Size;
use std::num::NonZeroU16;
use std::time::Duration;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::runtime::front_end::{Card, DeskView, SessionId};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::painter::Painter;
use zapi_onboard::tui::theme::GlyphSet;

struct Bench {
    app: App,
    painter: Painter<Paper>,
    paper: Paper,
    terminal: vt100::Parser,
    size: (u16, u16),
}

impl Bench {
    fn new((width, height): (u16, u16)) -> Self {
        let paper = Paper::default();
        let painter = Painter::new(paper.clone(), Size::new(width, height));
        Self {
            app: app(Language::English, GlyphSet::Unicode),
            painter,
            paper,
            terminal: vt100::Parser::new(some(height), some(width), 0),
            size: (width, height),
        }
    }

    fn ask(&mut self, subject: &Subject) {
        let card = Card {
            session: SessionId(0),
            prompt: subject.prompt.clone(),
        };
        self.app.show(&DeskView::alone(&card), NOW);
    }

    fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let key = crossterm::event::KeyCode::Char(c);
            self.app.take(crossterm::event::Event::Key(key.into()));
        }
        self.app.hear(NOW);
    }

    /// Draws; what it cost.
    fn draw(&mut self, now: Timestamp) -> Vec<u8> {
        self.painter.draw(&self.app, now).expect("a frame");
        let bytes = self.paper.take().into_bytes();
        self.terminal.process(&bytes);
        let fresh = drawn_at(&self.app, self.size, now).rows;
        let screen = self.terminal.screen();
        let seen: Vec<String> = screen
            .rows(0, self.size.0)
            .map(|row| row.trim_end().to_owned())
            .collect();
        assert_eq!(seen, fresh, "drawn on the last frame, and from nothing");
        bytes
    }
}

fn some(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).expect("a window")
}

fn subject(name: &str) -> Subject {
    let mut all = subjects().into_iter();
    all.find(|subject| subject.name == name).expect("a subject")
}

fn later(seconds: u64) -> Timestamp {
    let ms = Duration::from_secs(seconds).as_millis();
    Timestamp {
        wall_ms: NOW.wall_ms + i64::try_from(ms).expect("not that late"),
        boot_ms: NOW.boot_ms + u64::try_from(ms).expect("not that late"),
        ..NOW
    }
}

#[test]
fn what_is_drawn_on_the_last_frame_looks_like_what_is_drawn_from_nothing() {
    for size in [(60, 18), (80, 24), (132, 43)] {
        let mut bench = Bench::new(size);
        for subject in subjects() {
            bench.ask(&subject);
            bench.draw(NOW);
            bench.draw(later(1));
            bench.type_text("12");
            bench.draw(later(2));
        }
        let smaller = (size.0 - 1, size.1 - 1);
        bench.terminal.set_size(some(smaller.1), some(smaller.0));
        bench.painter.forget(Size::new(smaller.0, smaller.1));
        bench.size = smaller;
        bench.draw(NOW);
    }
}

#[test]
fn a_typed_character_is_one_byte() {
    let mut bench = Bench::new((80, 24));
    bench.ask(&subject("credentials_empty"));
    bench.draw(NOW);
    bench.type_text("3");
    // The field's quiet line gives way to text.
    assert!(bench.draw(NOW).len() <= 4);
    for c in ["C", "A", "F", "E"] {
        bench.type_text(c);
        assert_eq!(bench.draw(NOW), c.as_bytes());
    }
    bench.type_text("0123456789");
    assert_eq!(
        bench.draw(NOW),
        b"0123456789",
        "as much when it comes at once"
    );
}

#[test]
fn a_digit_of_a_code_is_a_few_bytes_in_its_box() {
    // In a large window it is drawn large, in five rows.
    for (size, most) in [((60, 18), 5), ((80, 24), 6), ((132, 43), 120)] {
        let mut bench = Bench::new(size);
        bench.ask(&subject("code_sms"));
        bench.draw(NOW);
        bench.type_text("1");
        bench.draw(NOW);
        for digit in ["8", "3", "4", "5"] {
            bench.type_text(digit);
            let cost = bench.draw(NOW);
            assert!(
                cost.len() <= most,
                "{size:?}: {} bytes: {:?}",
                cost.len(),
                String::from_utf8_lossy(&cost)
            );
        }
    }
}

#[test]
fn a_second_that_is_counted_down_is_thirteen_bytes() {
    let mut bench = Bench::new((80, 24));
    bench.ask(&subject("device_first"));
    bench.draw(NOW);
    // The place is kept, moved to, written, and gone back to; the first time the pen is taken up, too.
    let cost = bench.draw(later(1));
    assert!((1..=16).contains(&cost.len()), "{cost:?}");
    let cost = bench.draw(NOW);
    let told = String::from_utf8_lossy(&cost);
    assert!((1..=13).contains(&cost.len()), "{}: {told:?}", cost.len());
}

#[test]
fn nothing_is_written_when_nothing_changes() {
    let mut bench = Bench::new((80, 24));
    for name in ["credentials_empty", "pin", "recovery"] {
        bench.ask(&subject(name));
        bench.draw(NOW);
        let changes_in = bench.painter.draw(&bench.app, NOW).expect("a frame");
        assert_eq!(bench.paper.take(), "", "{name}");
        assert_eq!(changes_in, None, "{name}: a timer runs");
        assert_eq!(bench.draw(later(60)), b"", "{name}: an idle minute");
    }
}

#[test]
fn the_first_frame_is_little_more_than_its_text() {
    let mut bench = Bench::new((80, 24));
    bench.ask(&subject("credentials_empty"));
    let cost = bench.draw(NOW).len();
    let rows = drawn_at(&bench.app, (80, 24), NOW).rows;
    let text: usize = rows.iter().map(|row| row.trim_start().len() + 2).sum();
    assert!(cost * 100 <= text * 125, "{cost} bytes for {text} of text");
}
