//! The demo that plays itself: every scenario by the keys of the screen, on a clock that jumps, against the simulator
//! over HTTP; and what must hold for each key on the way.

use crate::gallery::{NOW, subjects};
use crate::journeys::{acts, rows};
use crate::limits::WATCHDOG;
use crate::player::JumpingClock;
use crate::screens::{app, drawn};
use crossterm::event::{Event, KeyCode};
use std::collections::BTreeSet;
use std::error::Error;
use std::io;
use std::time::Duration;
use zapi_onboard::demo::caption::caption;
use zapi_onboard::demo::plan::Plan;
use zapi_onboard::demo::player::{Player, Turn};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::runtime::desk::{Desk, Ending};
use zapi_onboard::runtime::front_end::{Card, DeskView, FrontEnd, Heard, SessionId};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::tui::app::{App, Arrival};
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::appeal_templates;
use zapi_onboard::zapi::{BaseUrl, Client};

/// The screen with the player at its keys, as a terminal would run it.
struct Played {
    app: App,
    player: Player,
    /// A key that is about to be heard.
    due: Option<Event>,
    seen: Seen,
}

/// What was seen of a play.
#[derive(Default)]
struct Seen {
    questions: Vec<&'static str>,
    captions: BTreeSet<String>,
    keys: Vec<(Timestamp, Event)>,
    skipped: Duration,
    over: bool,
}

impl Played {
    fn new(scenario: &Scenario, stop_at: Option<&str>) -> Self {
        let app = app(Language::English, GlyphSet::Unicode);
        let reason = appeal_templates(app.catalog()).swap_remove(0);
        let plan = Plan::of(scenario, &reason);
        Self {
            app,
            player: Player::new(plan, stop_at.map(str::to_owned)),
            due: None,
            seen: Seen::default(),
        }
    }
}

impl FrontEnd for Played {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        let arrival = self.app.show(desk, now);
        let stance = self
            .app
            .stance()
            .ok_or_else(|| io::Error::other("no question"))?;
        let name = stance.prompt().ask.name();
        if self.seen.questions.last() != Some(&name) {
            self.seen.questions.push(name);
        }
        assert!(self.seen.keys.len() < 1_000, "no end in sight at {name}");
        let turn = self.player.turn(&stance, now);
        let own = Catalog::new(Language::English);
        let text = self
            .player
            .doing()
            .and_then(|doing| caption(stance.prompt(), doing, &own));
        self.seen.captions.extend(text);
        self.due = None;
        Ok(match turn {
            Turn::Press(event) => {
                assert_eq!(
                    arrival,
                    Arrival::Plain,
                    "nobody types at what is shown first"
                );
                self.seen.keys.push((now, event.clone()));
                self.due = Some(event);
                Some(Duration::ZERO)
            }
            Turn::Wait(wait) => Some(wait),
            Turn::Skip(until, span) => {
                assert!(span < Duration::from_secs(10), "{span:?}");
                let wait = until.since(now);
                assert!(span <= wait);
                self.seen.skipped += wait;
                Some(wait)
            }
            Turn::Watch => None,
            Turn::Over => {
                self.seen.over = true;
                Some(Duration::ZERO)
            }
        })
    }

    async fn input(&mut self) -> io::Result<()> {
        if self.due.is_none() && !self.seen.over {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        if self.seen.over {
            return Heard::Leave;
        }
        if let Some(event) = self.due.take() {
            self.app.take(event);
        }
        self.app.hear(now)
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Outcome {
    seen: Seen,
    ending: Ending,
    standing: Standing,
    acts: Vec<String>,
}

async fn played(scenario: &str, stop_at: Option<&str>) -> Result<Outcome, Box<dyn Error>> {
    let scenario = Scenario::named(scenario)?.at_once();
    let mut front = Played::new(&scenario, stop_at);
    let fields = CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    };
    let partner = Secret::new(scenario.partner_token());
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario, clock.for_simulator()).await?;
    let base = BaseUrl::parse(simulator.base_url())?;
    let mut desk = Desk::new(clock, Client::new(&base)?, Records::nowhere());
    let session = desk.open(&fields);
    desk.hold_partner_token(session, partner);
    let mut signals = Signals::none();
    let run = desk.run(&mut front, &mut signals);
    let run = tokio::time::timeout(WATCHDOG, run).await;
    let ending = run.map_err(|_elapsed| format!("it hangs at {:?}", front.seen.questions))??;
    let (_, standing) = desk.standings().pop().ok_or("a standing")?;
    Ok(Outcome {
        seen: front.seen,
        ending,
        standing,
        acts: acts(&simulator.calls()),
    })
}

/// The names of all messages that are captions.
fn caption_messages(language: Language) -> Vec<(String, String)> {
    let path = format!(
        "{}/assets/locales/{}.ftl",
        env!("CARGO_MANIFEST_DIR"),
        language.tag()
    );
    let text = std::fs::read_to_string(path).expect("the messages");
    let captions = text.lines().filter(|line| line.starts_with("caption-"));
    let parts = captions.filter_map(|line| line.split_once(" = "));
    parts
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

#[tokio::test]
async fn every_scenario_plays_itself_by_keys_to_its_recorded_end() -> Result<(), Box<dyn Error>> {
    let mut said = BTreeSet::new();
    for row in rows() {
        let name = row.scenario;
        let outcome = played(name, None)
            .await
            .map_err(|error| format!("{name}: {error}"))?;
        said.extend(outcome.seen.captions.iter().cloned());
        let seen = &outcome.seen;
        assert!(
            !seen.over,
            "{name}: the player knew no way on from {:?}",
            seen.questions
        );
        assert!(
            matches!(outcome.ending, Ending::Closed),
            "{name}: {:?}",
            outcome.ending
        );
        // It goes back to where leaving is offered, where others leave at once.
        let way = seen.questions.join(" ");
        let recorded = row.way();
        assert!(
            way.starts_with(&recorded),
            "{name}: {way} and not {recorded}"
        );
        let rest = way.strip_prefix(&recorded).unwrap_or_default();
        assert!(
            ["", " connected", " halted"].contains(&rest),
            "{name}: {way}"
        );
        // It gives the phone the time that it needs.
        let recorded: Vec<&str> = row
            .acts
            .iter()
            .copied()
            .filter(|act| !act.ends_with("too early"))
            .collect();
        assert_eq!(outcome.acts, recorded, "{name}");
        let connects = row.is_to_connect();
        assert_eq!(outcome.standing == Standing::Connected, connects, "{name}");
    }
    // Nothing is there to be said that nobody ever sees.
    for (name, text) in caption_messages(Language::English) {
        assert!(said.contains(&text), "{name} is never said");
    }
    Ok(())
}

#[tokio::test]
async fn it_keeps_the_pace_of_a_person_and_never_doubles_an_enter() -> Result<(), Box<dyn Error>> {
    let is = |event: &Event, code: KeyCode| matches!(event, Event::Key(key) if key.code == code);
    let is_char = |event: &Event| matches!(event, Event::Key(key) if matches!(key.code, KeyCode::Char(_)) && key.modifiers.is_empty());
    for scenario in ["happy", "secure", "captcha-wrong", "unbanned", "partner"] {
        let keys = played(scenario, None).await?.seen.keys;
        let enters: Vec<_> = keys
            .iter()
            .filter(|(_, event)| is(event, KeyCode::Enter))
            .collect();
        assert!(enters.len() > 4, "{scenario}");
        for pair in enters.windows(2) {
            assert!(
                pair[1].0.since(pair[0].0) > Duration::from_millis(700),
                "{scenario}"
            );
        }
        let mut paces = BTreeSet::new();
        for pair in keys.windows(2) {
            let pause = pair[1].0.since(pair[0].0);
            assert!(pause >= Duration::from_millis(90), "{scenario}: {pair:?}");
            if is_char(&pair[0].1) && is_char(&pair[1].1) && pause < Duration::from_secs(1) {
                assert!(pause < Duration::from_millis(300), "{scenario}: {pair:?}");
                paces.insert(pause);
            }
        }
        assert!(paces.len() > 3, "{scenario}: fingers are uneven: {paces:?}");
    }
    Ok(())
}

#[tokio::test]
async fn it_stops_at_the_question_that_is_named_and_touches_nothing_there()
-> Result<(), Box<dyn Error>> {
    for (question, last) in [
        ("credentials", "credentials"),
        ("device", "device"),
        ("captcha", "connected"),
    ] {
        let outcome = played("device", Some(question)).await?;
        assert_eq!(outcome.seen.questions.last(), Some(&last));
        assert_eq!(outcome.seen.over, question == last, "{question}");
        let transferred = outcome.acts.iter().any(|act| act.contains("transfer"));
        assert_eq!(
            transferred,
            question != last,
            "{question}: {:?}",
            outcome.acts
        );
    }
    Ok(())
}

#[tokio::test]
async fn long_waits_are_skipped_and_short_ones_are_watched() -> Result<(), Box<dyn Error>> {
    let skipped =
        |name| async move { played(name, None).await.map(|outcome| outcome.seen.skipped) };
    assert!(skipped("long-wait").await? > Duration::from_mins(85));
    assert!(skipped("unbanned-later").await? > Duration::from_mins(55));
    assert_eq!(skipped("happy").await?, Duration::ZERO);
    Ok(())
}

#[test]
fn every_caption_fits_into_the_smallest_window() {
    let subject = subjects().swap_remove(0);
    for language in Language::ALL {
        for (name, text) in caption_messages(language) {
            let mut app = app(language, GlyphSet::Unicode);
            let card = Card {
                session: SessionId(0),
                prompt: subject.prompt.clone(),
            };
            app.show(&DeskView::alone(&card), NOW);
            app.caption(Some(text.clone()));
            let seen = drawn(&app, (60, 18)).rows.join(" ").replace('▌', "");
            let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(
                seen.contains(&text),
                "{}: {name} is cut:\n{seen}",
                language.tag()
            );
        }
    }
}

/// The screen of a subject, and a player of a scenario in front of it.
fn at(subject: &str, scenario: &str) -> (App, Player) {
    let found = subjects().into_iter().find(|known| known.name == subject);
    let card = Card {
        session: SessionId(0),
        prompt: found.expect("a subject").prompt,
    };
    let mut app = app(Language::English, GlyphSet::Unicode);
    app.show(&DeskView::alone(&card), NOW);
    let scenario = Scenario::named(scenario).expect("a built-in scenario");
    (
        app,
        Player::new(Plan::of(&scenario, "It is a bakery."), None),
    )
}

/// The keys that are pressed within a minute when nothing else happens, up to the first that concerns the desk.
fn keys_at(subject: &str, scenario: &str) -> (String, Heard) {
    let (mut app, mut player) = at(subject, scenario);
    let mut keys = String::new();
    let mut now = NOW;
    let end = NOW.plus(Duration::from_mins(1));
    while !end.since(now).is_zero() {
        let turn = player.turn(&app.stance().expect("a question"), now);
        match turn {
            Turn::Press(event) => {
                keys.push_str(&name_of(&event));
                app.take(event);
            }
            Turn::Wait(wait) => now = now.plus(wait),
            Turn::Skip(..) | Turn::Watch | Turn::Over => break,
        }
        let heard = app.hear(now);
        if heard != Heard::Nothing {
            return (keys, heard);
        }
    }
    (keys, Heard::Nothing)
}

fn name_of(event: &Event) -> String {
    let Event::Key(key) = event else {
        return "?".to_owned();
    };
    let KeyCode::Char(c) = key.code else {
        return format!("<{}>", key.code);
    };
    let control = if key.modifiers.is_empty() { "" } else { "^" };
    format!("{control}{c}")
}

#[test]
fn hands_go_to_what_is_meant_and_mend_what_stands_there() {
    for (subject, scenario, keys) in [
        ("credentials_filled", "happy", "<Enter>"),
        ("credentials_filled", "partner", "<Tab><Enter>"),
        ("number_empty", "happy", "11987654321<Enter>"),
        ("number_gate", "happy", "<Tab><Enter>"),
        ("request_gate_sms", "happy", "<Tab><Enter>"),
        ("pin", "pin", "246810<Enter>"),
        ("pin", "pin-forgotten", "<Tab><Tab><Enter>"),
        ("email", "secure", "ana@example.com<Enter>"),
        ("connected", "happy", "<Enter>"),
        ("halted_banned", "banned", "<Tab><Enter>"),
    ] {
        let (pressed, heard) = keys_at(subject, scenario);
        assert_eq!(pressed, keys, "{subject}");
        assert!(
            matches!(heard, Heard::Answered { .. }),
            "{subject}: {heard:?}"
        );
    }
    // Six digits go by themselves.
    let (pressed, heard) = keys_at("code_sms", "happy");
    assert_eq!(pressed, "123456");
    assert!(matches!(
        heard,
        Heard::Answered {
            answer: Answer::Code(_),
            ..
        }
    ));
    // What stands there and is not meant is cleared; a ready-made text is brought by its key.
    let (pressed, heard) = keys_at("appeal_written", "banned");
    assert!(
        pressed.starts_with("^u") && pressed.ends_with("<Tab><Enter>"),
        "{pressed}"
    );
    let said = Answer::Appeal("It is a bakery.".to_owned());
    assert!(matches!(heard, Heard::Answered { answer, .. } if answer == said));
}

#[test]
fn at_a_question_that_nobody_planned_for_the_keys_are_handed_over() {
    let (app, mut player) = at("unrecorded_full", "happy");
    let turn = player.turn(&app.stance().expect("a question"), NOW);
    assert_eq!(turn, Turn::Over);
    let (app, mut player) = at("credentials_checking", "happy");
    let turn = player.turn(&app.stance().expect("a question"), NOW);
    assert_eq!(turn, Turn::Watch, "nobody types while a call is under way");
}
