//! An Enter that is held down or doubled: what is typed is handed in by one that a person meant for it.

use crate::gallery::{NOW, Subject, subjects};
use crate::screens::app;
use crossterm::event::{Event, KeyCode};
use std::time::Duration;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Choice, Prompt, PromptId};
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::runtime::front_end::{Card, DeskView, Heard, SessionId};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;

/// How soon a keyboard repeats a key that is held down.
const REPEATS: Duration = Duration::from_millis(30);

struct Desk {
    app: App,
    now: Timestamp,
    asked: u64,
}

impl Desk {
    fn at(name: &str) -> Self {
        let mut desk = Self {
            app: app(Language::English, GlyphSet::Unicode),
            now: NOW,
            asked: 0,
        };
        desk.ask(name);
        desk
    }

    fn ask(&mut self, name: &str) {
        let named = |subject: &Subject| subject.name == name;
        let subject = subjects().into_iter().find(named).expect("a subject");
        self.asked += 1;
        let card = Card {
            session: SessionId(0),
            prompt: Prompt {
                id: PromptId(self.asked),
                ..subject.prompt
            },
        };
        self.app.show(&DeskView::alone(&card), self.now);
    }

    fn press(&mut self, code: KeyCode, after: Duration) -> Option<Answer> {
        self.now = self.now.plus(after);
        self.app.take(Event::Key(code.into()));
        if let Heard::Answered { answer, .. } = self.app.hear(self.now) {
            Some(answer)
        } else {
            None
        }
    }

    fn type_digits(&mut self, digits: &str) {
        for digit in digits.chars() {
            let answer = self.press(KeyCode::Char(digit), REPEATS);
            assert_eq!(answer, None);
        }
    }
}

#[test]
fn of_a_held_and_of_a_doubled_enter_only_the_first_hands_in_what_is_typed() {
    for (name, digits) in [("code_sms", "123456"), ("pin", "246810")] {
        for apart in [Duration::ZERO, REPEATS, Duration::from_millis(650)] {
            let mut desk = Desk::at(name);
            desk.type_digits(digits);
            let first = desk.press(KeyCode::Enter, REPEATS);
            assert!(first.is_some_and(|answer| answer.acts()), "{name}");
            for _ in 0..40 {
                assert_eq!(desk.press(KeyCode::Enter, apart), None, "{name} {apart:?}");
            }
            let later = desk.press(KeyCode::Enter, Duration::from_millis(800));
            assert!(later.is_some(), "{name}: a key of its own counts");
        }
    }
}

#[test]
fn an_enter_that_is_still_held_from_the_page_before_hands_in_no_typed_code() {
    let mut desk = Desk::at("code_sms");
    desk.type_digits("123456");
    let back = desk.press(KeyCode::Esc, REPEATS);
    assert_eq!(back, Some(Answer::Choose(Choice::Back)));
    desk.ask("leave_code");
    let stay = desk.press(KeyCode::Enter, REPEATS);
    assert_eq!(stay, Some(Answer::Choose(Choice::Stay)));
    // What was typed stands there again.
    desk.ask("code_sms");
    for _ in 0..40 {
        assert_eq!(desk.press(KeyCode::Enter, REPEATS), None, "still held");
    }
    let later = desk.press(KeyCode::Enter, Duration::from_millis(800));
    assert!(matches!(later, Some(Answer::Code(_))), "{later:?}");
}
