//! The page of help on the screen: whole in every size and language, and gone with any key.

use crate::gallery::{NOW, Subject, subjects};
use crate::screens::{app, drawn};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;
use std::time::Duration;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::front_end::{Card, DeskView, Heard, SessionId};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::{Masking, Wording};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (132, 43)];

fn shown(subject: &Subject, language: Language) -> App {
    let mut app = app(language, GlyphSet::Unicode);
    show(&mut app, subject, NOW);
    app
}

fn show(app: &mut App, subject: &Subject, now: Timestamp) {
    let card = Card {
        session: SessionId(0),
        prompt: subject.prompt.clone(),
    };
    app.show(&DeskView::alone(&card), now);
}

fn press(app: &mut App, code: KeyCode, modifiers: KeyModifiers) -> Heard {
    app.take(Event::Key(KeyEvent::new(code, modifiers)));
    app.hear(NOW)
}

fn help(app: &mut App) {
    assert_eq!(
        press(app, KeyCode::F(1), KeyModifiers::NONE),
        Heard::Nothing
    );
}

fn text(app: &App, size: (u16, u16)) -> String {
    let rows = drawn(app, size).rows.join(" ");
    rows.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find(name: &str) -> Subject {
    let found = subjects().into_iter().find(|subject| subject.name == name);
    found.expect("a subject")
}

/// Every kind of question once: help is about the kind.
fn kinds() -> Vec<Subject> {
    let mut known = BTreeSet::new();
    let all = subjects().into_iter();
    all.filter(|subject| known.insert(subject.prompt.ask.name()))
        .collect()
}

#[test]
fn help_is_whole_in_every_size_and_language() {
    let zone = Zone::named("America/Sao_Paulo").expect("the zone of the pictures");
    let mut wrongs = BTreeSet::new();
    for subject in kinds() {
        for language in Language::ALL {
            let mut app = shown(&subject, language);
            help(&mut app);
            let catalog = Catalog::new(language);
            let wording = Wording::new(&catalog, &zone, NOW, Masking::Off);
            let help = wording.help(&subject.prompt, false);
            assert!(help.keys.len() >= 9, "{}", subject.name);
            for size in SIZES {
                let seen = text(&app, size);
                let label = format!("{} {} {size:?}", subject.name, language.tag());
                let keys = help.keys.iter().map(String::as_str);
                for said in keys.chain([help.title.as_str(), &help.wrong, &catalog.help_shut()]) {
                    assert!(seen.contains(said), "{label}: {said:?} is cut:\n{seen}");
                }
                let with_lead = seen.contains(&help.does);
                assert!(size.0 < 80 || with_lead, "{label}: {seen}");
                assert!(!seen.contains('~'), "{label}: {seen}");
            }
            wrongs.insert(help.wrong);
        }
    }
    assert!(wrongs.len() >= 3 * 24, "{}", wrongs.len());
}

#[test]
fn help_about_a_code_looks_as_recorded() {
    let mut album = String::new();
    for language in Language::ALL {
        let mut app = shown(&find("code_sms"), language);
        help(&mut app);
        for size in SIZES {
            let heading = format!("── {} {}×{}\n", language.tag(), size.0, size.1);
            let rows = drawn(&app, size).rows;
            let rows: Vec<String> = rows.iter().map(|row| format!("│{row}\n")).collect();
            album.extend([heading, rows.concat()]);
        }
    }
    insta::assert_snapshot!(album);
}

#[test]
fn any_key_shuts_it_and_does_nothing_else() {
    let subject = find("request_gate_sms");
    let mut app = shown(&subject, Language::English);
    let before = text(&app, (80, 24));
    for (code, modifiers) in [
        (KeyCode::Enter, KeyModifiers::NONE),
        (KeyCode::Esc, KeyModifiers::NONE),
        (KeyCode::Char('x'), KeyModifiers::NONE),
        (KeyCode::Down, KeyModifiers::NONE),
        (KeyCode::F(1), KeyModifiers::NONE),
    ] {
        // The byte of Ctrl-_ is told as Ctrl-7.
        press(&mut app, KeyCode::Char('7'), KeyModifiers::CONTROL);
        assert!(text(&app, (80, 24)).contains("What can go wrong"));
        assert_eq!(press(&mut app, code, modifiers), Heard::Nothing);
        assert_eq!(text(&app, (80, 24)), before, "{code:?}");
    }
    help(&mut app);
    press(&mut app, KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert!(text(&app, (80, 24)).contains("Press Ctrl-C once more"));
    assert_eq!(
        press(&mut app, KeyCode::Char('c'), KeyModifiers::CONTROL),
        Heard::Leave
    );
}

#[test]
fn what_is_asked_meanwhile_is_seen_and_nothing_leaves_by_itself() {
    let mut app = shown(&find("code_sms"), Language::English);
    for digit in "123456".chars() {
        press(&mut app, KeyCode::Char(digit), KeyModifiers::NONE);
    }
    help(&mut app);
    assert_eq!(app.hear(NOW.plus(Duration::from_secs(5))), Heard::Nothing);
    press(&mut app, KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(app.hear(NOW.plus(Duration::from_secs(9))), Heard::Nothing);
    help(&mut app);
    let mut next = find("pin");
    next.prompt.id.0 += 100;
    show(&mut app, &next, NOW);
    assert!(text(&app, (80, 24)).contains("Two-step verification PIN"));
    assert!(!text(&app, (80, 24)).contains("What can go wrong"));
}
