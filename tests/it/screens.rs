//! Pictures of every question in three sizes and every language, and what must hold for each of them.

use crate::gallery::{NOW, QUESTIONS, Subject, subjects};
use crossterm::event::{Event, KeyCode};
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::Position;
use std::collections::BTreeSet;
use std::rc::Rc;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::prompt::{Ask, Consequence};
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::front_end::{Card, DeskView, Heard, SessionId};
use zapi_onboard::sim::Scenario;
use zapi_onboard::tui::app::{App, Look};
use zapi_onboard::tui::probe::Hints;
use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Theme};
use zapi_onboard::wording::{DemoHints, Masking, Wording};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (132, 43)];

fn zone() -> Zone {
    Zone::named("America/Sao_Paulo").expect("a zone")
}

pub(crate) fn app(language: Language, glyphs: GlyphSet) -> App {
    app_with(language, glyphs, None)
}

fn app_with(language: Language, glyphs: GlyphSet, hints: Option<DemoHints>) -> App {
    App::new(Look {
        catalog: Rc::new(Catalog::new(language)),
        zone: zone(),
        theme: Theme::new(Colours::Either, Depth::Indexed, glyphs),
        hints,
        terminal: Hints::from_env(&|_| None),
        address: "ana@203.0.113.7".to_owned(),
        masking: Masking::Off,
    })
}

/// The screen of a subject, as a person first sees it.
pub(crate) struct Picture {
    pub(crate) rows: Vec<String>,
    pub(crate) caret: Option<Position>,
}

impl Picture {
    /// The words, without what stands along them.
    fn text(&self) -> String {
        let rows = self.rows.join(" ");
        let words = rows.split_whitespace().filter(|word| *word != "▌");
        words.collect::<Vec<_>>().join(" ")
    }
}

fn picture(
    subject: &Subject,
    language: Language,
    (width, height): (u16, u16),
    glyphs: GlyphSet,
) -> Picture {
    taken_of(app(language, glyphs), subject, (width, height))
}

fn taken_of(mut app: App, subject: &Subject, (width, height): (u16, u16)) -> Picture {
    let card = Card {
        session: SessionId(0),
        prompt: subject.prompt.clone(),
    };
    app.show(&DeskView::alone(&card), NOW);
    drawn(&app, (width, height))
}

/// What is on the screen.
pub(crate) fn drawn(app: &App, size: (u16, u16)) -> Picture {
    drawn_at(app, size, NOW)
}

/// What is on the screen at `now`.
pub(crate) fn drawn_at(app: &App, (width, height): (u16, u16), now: Timestamp) -> Picture {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend");
    terminal
        .draw(|frame| {
            app.draw(frame, now);
        })
        .expect("a test backend draws");
    let caret = terminal.backend_mut().get_cursor_position().ok();
    let buffer = terminal.backend().buffer();
    let rows = (0..height).map(|y| {
        let cells = (0..width).filter_map(|x| buffer.cell((x, y)));
        cells.map(ratatui::buffer::Cell::symbol).collect::<String>()
    });
    Picture {
        rows: rows.map(|row| row.trim_end().to_owned()).collect(),
        caret,
    }
}

fn each_picture(mut check: impl FnMut(&Subject, Language, (u16, u16), &Picture)) {
    for subject in subjects() {
        for language in Language::ALL {
            for size in SIZES {
                let taken = picture(&subject, language, size, GlyphSet::Unicode);
                check(&subject, language, size, &taken);
            }
        }
    }
}

#[test]
fn every_question_looks_as_recorded() {
    for subject in subjects() {
        let mut album = String::new();
        for language in Language::ALL {
            for size in SIZES {
                let taken = picture(&subject, language, size, GlyphSet::Unicode);
                let rows: Vec<String> = taken.rows.iter().map(|row| format!("│{row}\n")).collect();
                let heading = format!("── {} {}×{}\n", language.tag(), size.0, size.1);
                album.extend([heading, rows.concat()]);
            }
        }
        insta::assert_snapshot!(subject.name, album);
    }
}

#[test]
fn every_kind_of_question_has_a_picture() {
    let pictured: BTreeSet<&str> = subjects().iter().map(|s| s.prompt.ask.name()).collect();
    assert_eq!(pictured, BTreeSet::from(QUESTIONS));
}

#[test]
fn the_caret_stands_inside_the_window_and_on_no_acting_choice() {
    each_picture(|subject, language, size, taken| {
        let label = format!("{} {} {size:?}", subject.name, language.tag());
        let Some(caret) = taken.caret else {
            return;
        };
        assert!(caret.x < size.0 && caret.y < size.1, "{label}: {caret:?}");
        let row = taken
            .rows
            .get(usize::from(caret.y))
            .map_or("", String::as_str);
        let catalog = Catalog::new(language);
        let zone = zone();
        let sheet = Wording::new(&catalog, &zone, NOW, Masking::Off).sheet(&subject.prompt);
        for (offer, words) in subject.prompt.offers.iter().zip(&sheet.choices) {
            if offer.acts == Consequence::Acts {
                let at_it = row.trim_start_matches([' ', '›']).starts_with(&words.label);
                assert!(!at_it, "{label}: focus on {:?}", words.label);
            }
        }
    });
}

/// At 80×24 and above everything is on the screen at once; at 60×18 what does not fit can be scrolled to, and
/// the title and the problem, if there is one, are there from the start.
#[test]
fn nothing_that_must_be_read_is_cut() {
    each_picture(|subject, language, size, taken| {
        let label = format!("{} {} {size:?}", subject.name, language.tag());
        let catalog = Catalog::new(language);
        let zone = zone();
        let sheet = Wording::new(&catalog, &zone, NOW, Masking::Off).sheet(&subject.prompt);
        let seen = taken.text();
        assert!(!seen.contains('~'), "{label}: something is cut off\n{seen}");
        let must: Vec<&str> = if size.0 >= 80 {
            let notes = sheet.notes.iter().map(|note| note.text.as_str());
            let choices = sheet.choices.iter().map(|choice| choice.label.as_str());
            let rest = sheet
                .submit
                .as_deref()
                .into_iter()
                .chain(sheet.activity.as_deref());
            std::iter::once(sheet.lead.as_str())
                .chain(notes)
                .chain(choices)
                .chain(rest)
                .collect()
        } else {
            sheet
                .notes
                .first()
                .map(|note| note.text.as_str())
                .into_iter()
                .collect()
        };
        for text in must.into_iter().chain([sheet.title.as_str()]) {
            let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let words_in_order = text.split(' ').try_fold(seen.as_str(), |rest, word| {
                rest.split_once(word).map(|(_, rest)| rest)
            });
            assert!(
                words_in_order.is_some(),
                "{label}: {text:?} is not on the screen"
            );
        }
    });
}

/// Every hint of every scenario, on a screen of the smallest size: whole, and beside a whole header.
#[test]
fn every_hint_of_the_demo_fits() {
    let mut tried = BTreeSet::new();
    for name in Scenario::names() {
        let scenario = Scenario::named(name).expect("a built-in scenario");
        for language in Language::ALL {
            let hints = scenario.hints(language.tag());
            for subject in subjects() {
                let Some(hint) = hints.get(subject.prompt.ask.name()) else {
                    continue;
                };
                // Most scenarios share most hints.
                if !tried.insert((language.tag(), subject.name, hint.clone())) {
                    continue;
                }
                let app = app_with(
                    language,
                    GlyphSet::Unicode,
                    Some(DemoHints::new(|tag| scenario.hints(tag))),
                );
                let seen = taken_of(app, &subject, (60, 18)).text();
                let hint = format!("Demo: {hint}");
                assert!(seen.contains(&hint), "{name}: {hint:?} is cut:\n{seen}");
                assert!(seen.starts_with("zapi-onboard · demo "), "{name}: {seen}");
            }
        }
    }
}

#[test]
fn with_ascii_signs_every_screen_is_seven_bit() {
    for subject in subjects() {
        for language in Language::ALL {
            let taken = picture(&subject, language, (80, 24), GlyphSet::Ascii);
            let wide: Vec<&String> = taken.rows.iter().filter(|row| !row.is_ascii()).collect();
            assert!(
                wide.is_empty(),
                "{} {}: {wide:?}",
                subject.name,
                language.tag()
            );
        }
    }
}

#[test]
fn any_window_from_one_cell_up_is_drawn() {
    for subject in subjects() {
        for size in [
            (1, 1),
            (2, 40),
            (40, 10),
            (59, 18),
            (60, 17),
            (61, 19),
            (400, 120),
        ] {
            let taken = picture(
                &subject,
                Language::BrazilianPortuguese,
                size,
                GlyphSet::Unicode,
            );
            assert_eq!(taken.rows.len(), usize::from(size.1));
        }
    }
}

#[test]
fn a_small_window_says_so() {
    let subject = subjects().into_iter().next().expect("a subject");
    let pictures = Language::ALL.map(|language| {
        let taken = picture(&subject, language, (40, 10), GlyphSet::Unicode);
        taken.rows.join("\n")
    });
    insta::assert_snapshot!("too_small", pictures.join("\n────\n"));
}

/// Nobody answers what they do not see.
#[test]
fn in_a_window_that_shows_nothing_no_key_answers() {
    let subject = subjects()
        .into_iter()
        .find(|known| known.name == "request_gate_sms");
    let card = Card {
        session: SessionId(0),
        prompt: subject.expect("a subject").prompt,
    };
    let mut app = app(Language::English, GlyphSet::Unicode);
    app.show(&DeskView::alone(&card), NOW);
    drawn(&app, (40, 10));
    for code in [KeyCode::Down, KeyCode::Enter, KeyCode::F(1), KeyCode::Esc] {
        app.take(Event::Key(code.into()));
        assert_eq!(app.hear(NOW), Heard::Nothing, "{code}");
    }
    app.take(Event::Key(KeyCode::F(4).into()));
    assert_eq!(app.hear(NOW), Heard::Switch);
    let rows = drawn(&app, (80, 24)).rows;
    assert!(
        rows.iter().any(|row| row.contains("› No, back")),
        "{rows:#?}"
    );
    app.take(Event::Key(KeyCode::Esc.into()));
    assert_ne!(
        app.hear(NOW),
        Heard::Nothing,
        "where it can be seen, it is answered"
    );
}

#[test]
fn the_evidence_says_what_the_screen_says_and_the_customer_has_a_sentence_for_everything() {
    let zone = zone();
    for language in Language::ALL {
        let catalog = Catalog::new(language);
        let wording = Wording::new(&catalog, &zone, NOW, Masking::Off);
        for subject in subjects() {
            let sheet = wording.sheet(&subject.prompt);
            let evidence = wording.evidence(&subject.prompt);
            assert!(evidence.contains("2026-03-05 14:32:05 -03"), "{evidence}");
            let parts = [sheet.title.as_str(), sheet.lead.as_str()];
            let is_private = matches!(subject.prompt.ask, Ask::Secure { .. });
            let addresses = sheet.facts.iter().filter(|fact| fact.value.contains('@'));
            for fact in addresses {
                assert!(!evidence.contains(&fact.value), "{evidence}");
            }
            let shown = sheet.facts.iter().filter(|_| !is_private);
            let values = shown.map(|fact| fact.value.as_str());
            let notes = sheet.notes.iter().map(|note| note.text.as_str());
            for part in parts.into_iter().chain(values).chain(notes) {
                assert!(evidence.contains(part), "{}: {evidence}", subject.name);
            }
            let customer = wording.for_customer(&subject.prompt);
            assert!(!customer.is_empty(), "{}", subject.name);
            // Three rows of the narrowest window.
            assert!(
                customer.chars().count() <= 140,
                "{}: {customer}",
                subject.name
            );
        }
    }
}
