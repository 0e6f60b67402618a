//! The number screen under a person's hands: the list of countries, the number that takes shape, what is pasted.

use crate::gallery::{NOW, Subject, subjects};
use crate::screens::{Picture, app, drawn};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;
use zapi_onboard::domain::credentials::{CredentialError, CredentialField};
use zapi_onboard::domain::phone::NumberError;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Ask, Choice, Problem, PromptId};
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::runtime::front_end::{Card, DeskView, Heard, SessionId};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;

/// One key, or text that is typed or pasted.
pub(crate) enum Hand<'t> {
    Press(KeyCode),
    Type(&'t str),
    Paste(&'t str),
}

use Hand::{Paste, Press, Type};

/// The question of this name in a window, and the hands on it.
pub(crate) struct Desk {
    app: App,
    subject: Subject,
}

impl Desk {
    pub(crate) fn at(name: &str, language: Language) -> Self {
        let mut all = subjects().into_iter();
        let subject = all.find(|subject| subject.name == name).expect("a subject");
        let mut desk = Self {
            app: app(language, GlyphSet::Unicode),
            subject,
        };
        desk.show();
        desk
    }

    fn show(&mut self) {
        let card = Card {
            session: SessionId(0),
            prompt: self.subject.prompt.clone(),
        };
        self.app.show(&DeskView::alone(&card), NOW);
    }

    /// What the flow knows as typed from here on.
    fn typed(&mut self, code: &str, number: &str) {
        if let Ask::Number {
            calling_code,
            national,
            ..
        } = &mut self.subject.prompt.ask
        {
            code.clone_into(calling_code);
            number.clone_into(national);
        }
    }

    /// The same question once more, with a problem.
    fn asked_again(&mut self, problem: Problem) -> &mut Self {
        let PromptId(id) = self.subject.prompt.id;
        self.subject.prompt.id = PromptId(id + 1);
        self.subject.prompt.problem = Some(problem);
        self.show();
        self
    }

    /// What the hands lead to.
    pub(crate) fn does(&mut self, hands: &[Hand<'_>]) -> Heard {
        let press = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
        for hand in hands {
            match hand {
                Press(code) => self.app.take(press(*code)),
                Type(text) => text
                    .chars()
                    .for_each(|c| self.app.take(press(KeyCode::Char(c)))),
                Paste(text) => self.app.take(Event::Paste((*text).to_owned())),
            }
        }
        self.app.hear(NOW)
    }

    pub(crate) fn after(&mut self, hands: &[Hand<'_>]) -> &mut Self {
        assert_eq!(self.does(hands), Heard::Nothing);
        self
    }

    fn picture(&self, size: (u16, u16)) -> Picture {
        drawn(&self.app, size)
    }

    /// The row with the caret, and the column of the caret in it.
    fn caret_row(&self) -> (String, u16) {
        let taken = self.picture((80, 24));
        let Position { x, y } = taken.caret.expect("a caret");
        (taken.rows[usize::from(y)].clone(), x)
    }

    pub(crate) fn sees(&self, text: &str) -> bool {
        let rows = self.picture((80, 24)).rows;
        rows.iter().any(|row| row.contains(text))
    }
}

const UP: Hand<'_> = Press(KeyCode::Up);
const DOWN: Hand<'_> = Press(KeyCode::Down);
const TAB: Hand<'_> = Press(KeyCode::Tab);
const ENTER: Hand<'_> = Press(KeyCode::Enter);
const ESCAPE: Hand<'_> = Press(KeyCode::Esc);
const BACKSPACE: Hand<'_> = Press(KeyCode::Backspace);
const LEFT: Hand<'_> = Press(KeyCode::Left);

fn number_screen() -> Desk {
    Desk::at("number_empty", Language::English)
}

pub(crate) fn answered(heard: Heard) -> (String, String) {
    let Heard::Answered {
        answer: Answer::Number {
            calling_code,
            national,
        },
        ..
    } = heard
    else {
        panic!("no number was handed in: {heard:?}");
    };
    (calling_code, national)
}

#[test]
fn the_form_looks_as_recorded_at_each_turn() {
    let turns: [(&str, &[Hand<'_>]); 6] = [
        ("number_list", &[UP]),
        ("number_list_found", &[UP, Type("gui"), DOWN]),
        ("number_list_code", &[UP, Type("+44")]),
        ("number_list_nothing", &[UP, Type("xyz")]),
        ("number_typed", &[Type("119876")]),
        (
            "number_elsewhere",
            &[UP, Type("49"), ENTER, Type("15123456789")],
        ),
    ];
    for (name, hands) in turns {
        let mut album = String::new();
        for language in Language::ALL {
            for size in [(60, 18), (80, 24), (132, 43)] {
                let mut desk = Desk::at("number_empty", language);
                let taken = desk.after(hands).picture(size);
                let rows: Vec<String> = taken.rows.iter().map(|row| format!("│{row}\n")).collect();
                let heading = format!("── {} {}×{}\n", language.tag(), size.0, size.1);
                album.extend([heading, rows.concat()]);
            }
        }
        insta::assert_snapshot!(name, album);
    }
}

#[test]
fn a_country_is_found_picked_and_goes_with_the_number() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("port"), ENTER]);
    assert!(desk.sees("  Portugal +351"));
    assert!(desk.sees("For example 912 345 678."));
    let answer = desk.does(&[Type("912345678"), ENTER]);
    assert_eq!(answered(answer), ("351".to_owned(), "912345678".to_owned()));
}

#[test]
fn of_the_countries_that_share_a_calling_code_the_picked_one_stays() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("jamai"), TAB]);
    assert!(desk.sees("  Jamaica +1"));
    assert!(desk.sees("for example (876) 210-1234."));
    let answer = desk.does(&[Type("876210"), ENTER]);
    assert_eq!(answered(answer), ("1".to_owned(), "876210".to_owned()));
    desk.typed("1", "876210");
    desk.asked_again(Problem::Number(NumberError::TooShort));
    assert!(desk.sees("  Jamaica +1"));
}

#[test]
fn the_arrows_move_in_the_open_list_and_stop_at_its_ends() {
    let mut desk = number_screen();
    desk.after(&[UP, DOWN, DOWN, UP]);
    assert!(desk.sees("› Argentina"));
    desk.after(&[UP, UP, UP]);
    assert!(desk.sees("› Brazil"));
    desk.after(&[DOWN, ENTER]);
    assert!(desk.sees("  Argentina +54"));
    assert!(desk.caret_row().0.starts_with("  › _"));
}

#[test]
fn escape_shuts_the_list_first_and_goes_back_then() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("port"), ESCAPE]);
    assert!(desk.sees("› Brazil +55"), "what was picked stands");
    assert!(!desk.sees("Portugal"));
    let heard = desk.does(&[ESCAPE]);
    assert!(matches!(
        heard,
        Heard::Answered {
            answer: Answer::Choose(Choice::Back),
            ..
        }
    ));
}

#[test]
fn a_name_of_no_country_is_not_taken() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("xyz"), ENTER, TAB, TAB]);
    assert!(desk.caret_row().0.starts_with("  › xyz_"));
    desk.after(&[BACKSPACE, BACKSPACE, BACKSPACE]);
    assert!(desk.sees("› Brazil"), "the whole list is there again");
}

#[test]
fn a_calling_code_of_no_country_is_taken_as_it_is() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("+800"), ENTER]);
    let answer = desk.does(&[Type("12345678"), ENTER]);
    assert_eq!(answered(answer), ("800".to_owned(), "12345678".to_owned()));
}

#[test]
fn the_number_takes_shape_and_loses_digits_not_separators() {
    let mut desk = number_screen();
    desk.after(&[Type("11987654321")]);
    let (row, caret) = desk.caret_row();
    assert!(row.starts_with("  › (11) 98765-4321_"), "{row}");
    assert_eq!(caret, 4 + 15);
    desk.after(&[BACKSPACE, BACKSPACE, BACKSPACE, BACKSPACE]);
    let (row, caret) = desk.caret_row();
    assert!(row.starts_with("  › (11) 98765_"), "{row}");
    assert_eq!(caret, 4 + 10);
    desk.after(&[LEFT, LEFT, LEFT, LEFT, LEFT]);
    assert_eq!(desk.caret_row().1, 4 + 3);
    desk.after(&[BACKSPACE, Type("2")]);
    assert!(desk.caret_row().0.starts_with("  › (12) 98765_"));
    let answer = desk.does(&[Type("\r"), TAB, ENTER]);
    assert_eq!(answered(answer), ("55".to_owned(), "1298765".to_owned()));
}

#[test]
fn a_pasted_international_number_is_taken_apart_at_once() {
    for pasted in [
        "+351 912 345 678",
        "00351 912 345 678",
        "(+351) 912-345-678",
    ] {
        for hands in [&[Paste(pasted)][..], &[UP, Paste(pasted)]] {
            let mut desk = number_screen();
            desk.after(hands);
            assert!(desk.sees("  Portugal +351"), "{pasted}");
            assert!(
                desk.caret_row().0.starts_with("  › 912 345 678_"),
                "{pasted}"
            );
            let answer = desk.does(&[ENTER]);
            assert_eq!(answered(answer), ("351".to_owned(), "912345678".to_owned()));
        }
    }
    let mut desk = number_screen();
    desk.after(&[Paste("5511987654321\r\n")]);
    assert!(desk.sees("  Brazil +55"));
    assert!(desk.caret_row().0.starts_with("  › (11) 98765-4321_"));
    desk.after(&[Paste("+1 416 555 0123")]);
    assert!(desk.sees("  Canada +1"), "a paste replaces what was there");
}

#[test]
fn a_whole_number_in_the_place_of_a_country_is_taken_apart() {
    for hands in [
        &[UP, Paste("5511987654321")][..],
        &[UP, Type("+55 11 98765-4321"), ENTER],
        &[UP, Type("005511987654321"), TAB],
    ] {
        let mut desk = number_screen();
        desk.after(hands);
        assert!(desk.sees("  Brazil +55"));
        assert!(desk.caret_row().0.starts_with("  › (11) 98765-4321_"));
    }
}

#[test]
fn a_typed_international_number_is_taken_apart_when_its_field_is_left() {
    let mut desk = number_screen();
    desk.after(&[Type("+351912345678")]);
    assert!(desk.caret_row().0.starts_with("  › +351 912 345 678_"));
    desk.after(&[TAB]);
    assert!(desk.sees("  Portugal +351"));
    assert!(desk.sees("    912 345 678_"));
    assert!(desk.caret_row().0.starts_with("  › [ Continue ]"));
}

#[test]
fn the_language_can_change_while_the_list_is_open() {
    let mut desk = number_screen();
    desk.after(&[UP, Type("germ"), Press(KeyCode::F(3))]);
    assert!(desk.sees("› Alemanha"));
    desk.after(&[ENTER]);
    assert!(desk.sees("  Alemanha +49"));
}

#[test]
fn the_field_that_a_problem_names_gets_the_focus() {
    let number = |error| Problem::Number(error);
    let mut desk = number_screen();
    desk.after(&[Type("119"), TAB]);
    desk.typed("55", "119");
    desk.asked_again(number(NumberError::TooShort));
    assert!(desk.caret_row().0.starts_with("  › (11) 9_"));
    desk.typed("999", "119");
    desk.asked_again(number(NumberError::UnknownCallingCode));
    assert!(desk.caret_row().0.starts_with("  › 999_"));
    assert!(desk.sees("Nothing found."), "the list is open");

    let label = |desk: &Desk| {
        let taken = desk.picture((80, 24));
        let y = usize::from(taken.caret.expect("a caret").y);
        taken.rows[y - 1].trim().to_owned()
    };
    for (error, field) in [
        (
            CredentialError::Unusable(CredentialField::InstanceId),
            "Instance ID",
        ),
        (
            CredentialError::OtherAddress(CredentialField::InstanceToken),
            "Instance token",
        ),
        (
            CredentialError::SameToken,
            "Account security token (Client-Token)",
        ),
    ] {
        let mut desk = Desk::at("credentials_filled", Language::English);
        desk.asked_again(Problem::Credentials(error));
        assert_eq!(label(&desk), field);
    }
}

#[test]
fn a_stray_key_leaves_a_token_that_is_held_alone() {
    let tokens = |heard| {
        let Heard::Answered {
            answer: Answer::Credentials(fields),
            ..
        } = heard
        else {
            panic!("nothing was handed in: {heard:?}");
        };
        let text = |token: Option<Secret>| token.map(|token| token.expose().to_owned());
        (text(fields.instance_token), text(fields.client_token))
    };
    let held = || {
        let mut desk = Desk::at("credentials_filled", Language::English);
        desk.after(&[UP]);
        desk
    };
    assert!(held().sees("Kept. Backspace clears it, a paste replaces it."));
    assert_eq!(tokens(held().does(&[Type("x"), ENTER])), (None, None));
    let pasted = held().does(&[Paste("F00"), ENTER]);
    assert_eq!(tokens(pasted), (None, Some("F00".to_owned())));
    let typed = held().does(&[BACKSPACE, Type("F1"), ENTER]);
    assert_eq!(tokens(typed), (None, Some("F1".to_owned())));
}
