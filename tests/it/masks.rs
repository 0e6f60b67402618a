//! Masked numbers and ids: on every question, every surface and in every language, nothing of them is read but their
//! ends; and nobody turns one into text where it would not be masked.

use crate::gallery::{NOW, Subject, subjects};
use crate::json_lines::Paper;
use crate::parity::hands::pipe;
use crate::player::JumpingClock;
use crate::pty::{Start, Terminal};
use crate::screens::{app, drawn};
use crate::terminal::{program, reach};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::plain::{Look, OtherSurface, Pictures, Plain, Signs};
use zapi_onboard::runtime::desk::{Before, Desk, Row};
use zapi_onboard::runtime::front_end::{Acceptance, Card, DeskView, FrontEnd, SessionId};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::sim::Scenario;
use zapi_onboard::tui::app::{App, Place};
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::{DemoHints, Masking, Wording};
use zapi_onboard::zapi::{BaseUrl, Client};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (132, 43)];
/// So many characters of a number or an id in a row are more than its end.
const TELLING: usize = 4;

/// Every piece of a number or an id of a prompt that is not to be read.
fn telling(subject: &Subject) -> BTreeSet<String> {
    let json = serde_json::to_value(&subject.prompt).expect("plain data");
    let mut found = Vec::new();
    gather(&json, "", &mut found);
    let pieces = |text: &String| {
        let chars: Vec<char> = text.chars().collect();
        let windows = chars.windows(TELLING).map(|piece| piece.iter().collect());
        windows.collect::<Vec<String>>()
    };
    found.iter().flat_map(pieces).collect()
}

fn gather(value: &serde_json::Value, key: &str, found: &mut Vec<String>) {
    use serde_json::Value;
    match value {
        Value::String(text) if ["national", "phone", "instance_id"].contains(&key) => {
            let known = text.chars().filter(char::is_ascii_alphanumeric);
            found.push(known.collect());
        }
        Value::Array(all) => all.iter().for_each(|value| gather(value, key, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                gather(value, name, found);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without what separates the digits of a number.
fn joined(text: &str) -> String {
    let mut joined = String::new();
    let mut between = String::new();
    for c in text.chars() {
        if matches!(c, ' ' | '-' | '(' | ')') {
            between.push(c);
            continue;
        }
        let in_number = c.is_ascii_digit() && joined.ends_with(|last: char| last.is_ascii_digit());
        if !in_number {
            joined.push_str(&between);
        }
        between.clear();
        joined.push(c);
    }
    joined
}

fn check(subject: &Subject, text: &str, label: &str) {
    let text = joined(text);
    for piece in telling(subject) {
        assert!(
            !text.contains(&piece),
            "{}: {label}: {piece} in\n{text}",
            subject.name
        );
    }
}

fn shown(subject: &Subject, language: Language) -> App {
    let mut app = app(language, GlyphSet::Unicode);
    app.mask(Masking::On);
    let card = Card {
        session: SessionId(0),
        prompt: subject.prompt.clone(),
    };
    app.show(&DeskView::alone(&card), NOW);
    app
}

fn press(app: &mut App, code: KeyCode, modifiers: KeyModifiers, now: Timestamp) {
    app.take(Event::Key(KeyEvent::new(code, modifiers)));
    app.hear(now);
}

/// What the screen shows beside the row that is typed into.
fn beside_the_caret(app: &App, size: (u16, u16), has_fields: bool) -> String {
    let picture = drawn(app, size);
    let caret = picture.caret.filter(|_| has_fields);
    let rows = picture.rows.iter().enumerate();
    let rows = rows.filter(|(y, _)| caret.is_none_or(|caret| usize::from(caret.y) != *y));
    rows.map(|(_, row)| row.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_gallery_has_numbers_and_ids_to_mask() {
    let telling: Vec<usize> = subjects()
        .iter()
        .map(|subject| telling(subject).len())
        .collect();
    let some = telling.iter().filter(|count| **count > 0).count();
    assert!(some > 60, "{some} of {}", telling.len());
    // What is looked for is there when nothing is masked.
    for subject in subjects()
        .iter()
        .filter(|subject| subject.name == "connected")
    {
        let app = shown(subject, Language::English);
        let mut open = shown(subject, Language::English);
        open.mask(Masking::Off);
        let seen = |app: &App| joined(&drawn(app, (80, 24)).rows.join("\n"));
        let found = |text: &str| {
            self::telling(subject)
                .iter()
                .any(|piece| text.contains(piece))
        };
        assert!(found(&seen(&open)) && !found(&seen(&app)));
    }
}

#[test]
fn no_question_on_the_screen_shows_a_masked_number() {
    for subject in subjects() {
        let has_fields = !subject.prompt.ask.form().is_empty();
        for language in Language::ALL {
            let mut app = shown(&subject, language);
            for size in SIZES {
                let text = beside_the_caret(&app, size, has_fields);
                check(&subject, &text, &format!("{} {size:?}", language.tag()));
            }
            // The sentence for the customer, in each language; then the evidence.
            for _ in 0..=Language::ALL.len() {
                press(&mut app, KeyCode::F(2), KeyModifiers::NONE, NOW);
                let text = beside_the_caret(&app, (132, 43), has_fields);
                check(&subject, &text, language.tag());
            }
            press(&mut app, KeyCode::F(5), KeyModifiers::NONE, NOW);
            let copied = app.take_clipboard().expect("a text for the clipboard");
            check(&subject, &copied, "clipboard");
        }
    }
}

#[test]
fn no_question_in_line_mode_says_a_masked_number() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let _guard = runtime.enter();
    for subject in subjects() {
        for language in Language::ALL {
            let (lines, _pen) = pipe()?;
            let paper = Paper::default();
            let look = Look {
                catalog: Rc::new(Catalog::new(language)),
                zone: Zone::utc(),
                signs: Signs::All,
                width: None,
                heartbeat: Duration::ZERO,
                hints: None,
                address: String::new(),
                pictures: Pictures::OnRequest,
                acceptance: Acceptance::Anytime,
                masking: Masking::On,
                screen: OtherSurface::None,
            };
            let mut plain = Plain::new(look, lines, Box::new(paper.clone()));
            let card = Card {
                session: SessionId(0),
                prompt: subject.prompt.clone(),
            };
            plain.show(&DeskView::alone(&card), NOW)?;
            check(&subject, &paper.take(), language.tag());
        }
    }
    Ok(())
}

#[test]
fn farewells_histories_and_titles_are_masked() {
    let number = PhoneNumber::parse("55", "11987654321").expect("a number");
    let zone = Zone::utc();
    for language in Language::ALL {
        let catalog = Catalog::new(language);
        let wording = Wording::new(&catalog, &zone, NOW, Masking::On);
        let connected = zapi_onboard::flow::Standing::Connected;
        let text = wording.farewell(&connected, Some(&number));
        assert!(text.contains("+55 ** *****-**21"), "{text}");
    }
}

#[test]
fn strip_list_and_title_of_a_desk_are_masked_with_what_somebody_noted() {
    let base = BaseUrl::parse("http://127.0.0.1:9").expect("an address");
    let client = Client::new(&base).expect("a client");
    let mut desk = Desk::new(JumpingClock::default(), client, Records::nowhere());
    for (national, note) in [
        ("11987654321", "shop"),
        ("21998877665", "call 21 99887-7665 first"),
    ] {
        desk.queue(Row {
            fields: CredentialFields::default(),
            number: PhoneNumber::parse("55", national).expect("a number"),
            note: Some(Rc::from(note)),
            before: Before::Nothing,
        });
    }
    let roster = desk.roster();
    let subject = subjects()
        .into_iter()
        .find(|subject| subject.name == "code_sms")
        .expect("a code");
    let card = Card {
        session: SessionId(0),
        prompt: subject.prompt.clone(),
    };
    let none = BTreeSet::new();
    let cards = |_| None;
    let view = DeskView::new(Some(&card), roster, (&none, &[]), &cards);
    let mut app = app(Language::English, GlyphSet::Unicode);
    app.show(&view, NOW);
    let open = joined(&drawn(&app, (132, 43)).rows.join("\n"));
    assert!(open.contains("9887") && open.contains("4321"), "{open}");
    assert!(
        app.title(NOW)
            .expect("a title")
            .ends_with("+55 *******4321")
    );
    press(&mut app, KeyCode::F(6), KeyModifiers::NONE, NOW);
    app.show(&view, NOW);
    let looks = |app: &App| {
        for size in SIZES {
            let text = joined(&drawn(app, size).rows.join("\n"));
            for piece in ["1998", "9887", "7665", "1198", "9876", "4321"] {
                assert!(!text.contains(piece), "{size:?}: {piece} in\n{text}");
            }
        }
    };
    looks(&app);
    assert!(
        app.title(NOW)
            .expect("a title")
            .ends_with("+55 *********21")
    );
    press(&mut app, KeyCode::F(7), KeyModifiers::NONE, NOW);
    app.show(&view, NOW);
    looks(&app);
    assert!(
        drawn(&app, (132, 43))
            .rows
            .concat()
            .contains("call ** *****-**65 first")
    );
}

#[test]
fn a_key_masks_and_shows_again_at_once() {
    let subject = subjects()
        .into_iter()
        .find(|subject| subject.name == "code_sms")
        .expect("a code");
    let mut app = shown(&subject, Language::English);
    let reads = |app: &App, text: &str| drawn(app, (80, 24)).rows.concat().contains(text);
    assert!(reads(&app, "+55 ** *****-**21"));
    press(&mut app, KeyCode::F(6), KeyModifiers::NONE, NOW);
    assert!(reads(&app, "+55 11 98765-4321") && reads(&app, "Numbers and ids are shown."));
    press(&mut app, KeyCode::Char(' '), KeyModifiers::CONTROL, NOW);
    assert!(reads(&app, "+55 ** *****-**21") && reads(&app, "Numbers and ids are masked."));
}

#[test]
fn what_is_typed_is_seen_until_the_field_is_left() {
    let subject = subjects()
        .into_iter()
        .find(|subject| subject.name == "number_ending")
        .expect("a number");
    let mut app = shown(&subject, Language::English);
    let place = |app: &App| app.stance().map(|stance| stance.place());
    while place(&app) != Some(Place::Field(1)) {
        press(&mut app, KeyCode::Tab, KeyModifiers::NONE, NOW);
    }
    press(&mut app, KeyCode::Char('u'), KeyModifiers::CONTROL, NOW);
    for c in "11987654321".chars() {
        press(&mut app, KeyCode::Char(c), KeyModifiers::NONE, NOW);
    }
    let reads = |app: &App, text: &str| drawn(app, (80, 24)).rows.concat().contains(text);
    assert!(reads(&app, "(11) 98765-4321"));
    press(&mut app, KeyCode::Tab, KeyModifiers::NONE, NOW);
    assert!(reads(&app, "(**) *****-**21") && !reads(&app, "98765"));
}

/// Who may turn a number or an id into text: whoever masks it, what is data, and fields that hold what is typed.
const HOMES: [&str; 12] = [
    "src/domain/",
    "src/flow/",
    "src/sim/",
    "src/zapi/",
    "src/journal/",
    "src/json/",
    "src/roster/search.rs",
    "src/runtime/",
    "src/queue/read.rs",
    "src/wording/mask.rs",
    "src/tui/screen/number.rs",
    "src/demo/plan.rs",
];

/// Lines of the commands that handle data, and say nothing on a screen.
const DATA: [&str; 6] = [
    "src/cli/queue.rs",
    "src/cli/profile",
    "src/cli/simulate.rs",
    "src/cli/single/steps.rs",
    "src/cli/demo/stage.rs",
    "src/report.rs",
];

#[test]
fn nobody_else_turns_a_number_or_an_id_into_text() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = Vec::new();
    sources(&root.join("src"), &mut seen)?;
    assert!(seen.len() > 200);
    let telling = [
        ".international()",
        ".e164()",
        ".national()",
        ".instance_id()",
        "international_from_digits(",
    ];
    let (mut found, mut homes) = (Vec::new(), BTreeSet::new());
    for path in seen {
        let name = path.strip_prefix(root)?.display().to_string();
        let text = fs::read_to_string(&path)?;
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in own
            .lines()
            .filter(|line| telling.iter().any(|call| line.contains(call)))
        {
            let home = HOMES
                .iter()
                .chain(&DATA)
                .find(|home| name.starts_with(**home));
            match home {
                Some(home) => _ = homes.insert(*home),
                None => found.push(format!("{name}: {}", line.trim())),
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(homes.contains("src/wording/mask.rs"));
    Ok(())
}

fn sources(folder: &Path, seen: &mut Vec<std::path::PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, seen)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            seen.push(path);
        }
    }
    Ok(())
}

fn demo(arguments: &[&str], environment: &[(&str, &str)]) -> Terminal {
    Terminal::start(&Start {
        program: program(),
        arguments: &[&["demo", "happy"], arguments].concat(),
        environment,
        size: (80, 24),
    })
}

#[test]
fn an_option_a_variable_and_the_settings_mask_the_wizard() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let settings = folder.path().join("config.toml");
    fs::write(&settings, "mask = true\n")?;
    let settings = settings.display().to_string();
    let settings = [("ZAPI_ONBOARD_CONFIG", settings.as_str())];
    let yes = [("ZAPI_ONBOARD_MASK", "1")];
    let empty = [("ZAPI_ONBOARD_MASK", "")];
    for (arguments, environment, masked) in [
        (&["--mask"][..], &[][..], true),
        (&[], &yes, true),
        (&[], &settings, true),
        (&["--mask=false"], &yes, false),
        (&["--mask=false"], &settings, false),
        (&[], &empty, false),
    ] {
        let mut terminal = demo(arguments, environment);
        reach(&mut terminal, "Number to connect");
        terminal.settle().send("11987654321\r");
        let title = if masked {
            "Use +55 ** *****-**21?"
        } else {
            "Use +55 11 98765-4321?"
        };
        terminal.wait_for(title);
    }
    Ok(())
}

#[test]
fn what_the_demo_says_to_type_is_masked_and_fits_and_a_key_shows_it() {
    let subject = subjects()
        .into_iter()
        .find(|subject| subject.name == "number_empty")
        .expect("a number");
    for language in Language::ALL {
        let scenario = Scenario::named("happy").expect("a scenario");
        let hints = DemoHints::new(|tag| scenario.hints(tag));
        let mut app = shown(&subject, language);
        app.begin_anew(Some(hints));
        let card = Card {
            session: SessionId(0),
            prompt: subject.prompt.clone(),
        };
        app.show(&DeskView::alone(&card), NOW);
        let text = |app: &App| drawn(app, (60, 18)).rows.join(" ");
        assert!(
            text(&app).contains("** *****-**21") && text(&app).contains(" F6 "),
            "{}",
            text(&app)
        );
        assert!(!text(&app).contains("98765"));
        press(&mut app, KeyCode::F(6), KeyModifiers::NONE, NOW);
        press(&mut app, KeyCode::Down, KeyModifiers::NONE, NOW);
        assert!(text(&app).contains("11 98765-4321"), "{}", text(&app));
    }
}

#[test]
fn the_mask_goes_along_to_line_mode_and_back() {
    let mut terminal = demo(&["--mask"], &[]);
    reach(&mut terminal, "Number to connect");
    terminal
        .settle()
        .send("11987654321\r")
        .wait_for("Use +55 **")
        .settle();
    terminal.send("\x07").wait_for("Use +55 ** *****-**21?");
    terminal.wait_for("Write a number").send("mask\r");
    terminal
        .wait_for("Numbers and ids are shown.")
        .send("again\r");
    terminal.wait_for("Use +55 11 98765-4321?").send("screen\r");
    terminal.wait_for("Step 2 of 6").settle();
    assert!(
        terminal.text().contains("Use +55 11 98765-4321?"),
        "{}",
        terminal.text()
    );
}
