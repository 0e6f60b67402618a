//! Every scenario with known secrets: none of them is in anything that is shown, written, logged or handed
//! over, plain, percent-encoded or as base64. What is kept beside the journal for a resume, closed to everybody
//! else, is the one place that is meant for some.

use crate::journeys::{plan_of, rows};
use crate::player::{JumpingClock, Player};
use crate::screens::{app, drawn_at};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::Level;
use tracing_subscriber::filter::LevelFilter;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::journal::Journal;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::report;
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::front_end::{DeskView, FrontEnd, Heard};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::{Masking, Wording};
use zapi_onboard::zapi::{BaseUrl, Client};

/// A person made of rules in front of a real screen; everything drawn is kept.
struct Watched {
    player: Player,
    app: App,
    drawn: String,
}

impl FrontEnd for Watched {
    type Error = Infallible;

    fn show(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> Result<Option<Duration>, Infallible> {
        self.app.show(desk, now);
        for row in drawn_at(&self.app, (80, 24), now).rows {
            self.drawn.push_str(&row);
            self.drawn.push('\n');
        }
        self.player.show(desk, now)
    }

    async fn input(&mut self) -> Result<(), Infallible> {
        self.player.input().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.player.hear(now)
    }

    fn suspend(&mut self) -> Result<(), Infallible> {
        self.player.suspend()
    }

    fn resume(&mut self) -> Result<(), Infallible> {
        self.player.resume()
    }
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one writer").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("one writer")).into_owned()
    }
}

/// Everything that comes of playing a scenario, by where it was seen.
type Traces = Vec<(&'static str, String)>;

fn traces_of(scenario: &Scenario, plan: crate::player::Plan) -> Traces {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let log = Log::default();
    let writer = log.clone();
    // Libraries are asked for everything too: what they know of must not be secret either.
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        // Six digits of a fraction of a second may be any code.
        .without_time()
        .with_max_level(LevelFilter::from_level(Level::TRACE))
        .with_writer(move || writer.clone())
        .finish();
    let mut traces =
        tracing::subscriber::with_default(subscriber, || runtime.block_on(played(scenario, plan)));
    let text = log.text();
    assert!(text.contains("calling"), "nothing is logged: {text}");
    traces.push(("the log", text));
    traces
}

async fn played(scenario: &Scenario, plan: crate::player::Plan) -> Traces {
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario.clone(), clock.for_simulator())
        .await
        .expect("a free port");
    let base = BaseUrl::parse(simulator.base_url()).expect("a loopback address");
    let service = base.to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let journal = Journal::open(folder.path(), "ana")
        .expect("a journal")
        .journal;
    let client = Client::new(&base).expect("a client");
    let mut traces = vec![("the client", format!("{client:?}"))];
    let mut desk = Desk::new(clock.clone(), client, Records::journal(journal, &service));
    let session = desk.open(&CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    });
    let (player, diary) = Player::new(plan);
    let mut front = Watched {
        player,
        app: app(Language::English, GlyphSet::Unicode),
        drawn: String::new(),
    };
    desk.run(&mut front, &mut Signals::none())
        .await
        .expect("the desk keeps going");
    traces.push(("the screen", front.drawn));
    traces.push(("the prompts", format!("{:?}", diary.borrow().shown)));
    traces.push(("the records", format!("{:?}", desk.history(session))));
    traces.push(("the standing", format!("{:?}", desk.standings())));
    drop(desk);
    traces.extend(written_in(folder.path(), clock.now()));
    traces
}

/// What the journal holds, says and hands over.
fn written_in(folder: &Path, now: Timestamp) -> Traces {
    let mut journal = Journal::open(folder, "rui").expect("a journal").journal;
    let mut traces = Vec::new();
    let (catalog, zone) = (Catalog::new(Language::English), Zone::utc());
    for session in journal.sessions().expect("readable") {
        let history = journal.history(session.key.as_str()).expect("readable");
        let wording = Wording::new(&catalog, &zone, now, Masking::Off);
        let text = report::markdown(&session, &history, &catalog, &wording, (&zone, now));
        traces.push(("the report", text));
        let data = report::json(&session, &history, now).expect("plain data");
        traces.push(("the report as data", data));
        traces.push(("Debug", format!("{session:?} {history:?} {journal:?}")));
        let handed = journal.hand_over(&session, now).expect("written");
        let handed = serde_json::to_string(&handed).expect("plain data");
        traces.push(("the hand-over", handed));
    }
    drop(journal);
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = fs::read(&path).expect("readable");
            let mut text = String::new();
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
            }
            traces.push(("the journal's file", text));
        }
    }
    traces
}

/// A secret as it is, and as it looks inside an address or inside base64 of something longer.
fn guises(secret: &str) -> Vec<String> {
    let mut percent = String::new();
    for byte in secret.bytes() {
        write!(percent, "%{byte:02X}").expect("a string takes it");
    }
    let mut guises = vec![secret.to_owned(), percent.to_lowercase(), percent];
    for engine in [&STANDARD, &URL_SAFE] {
        for shift in 0..3 {
            let encoded = engine.encode("~".repeat(shift) + secret);
            let trimmed = encoded.trim_end_matches('=');
            // The signs at both ends depend on what stands beside it.
            let inner = trimmed
                .get(shift * 2..trimmed.len() - 2)
                .unwrap_or_default();
            guises.push(inner.to_owned());
        }
    }
    guises.retain(|guise| guise.len() >= 6);
    guises
}

/// Digits of a moment in milliseconds, in which any six digits may stand.
const MOMENT_DIGITS: usize = 13;

/// Whether `guise` stands in `text`; digits do not count as part of a moment.
fn holds(text: &str, guise: &str) -> bool {
    let is_digits = guise.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(guise).any(|(at, found)| {
        let digits =
            |side: &mut dyn Iterator<Item = char>| side.take_while(char::is_ascii_digit).count();
        let (before, rest) = text.split_at(at);
        let after = rest.get(found.len()..).unwrap_or_default();
        let run = digits(&mut before.chars().rev()) + found.len() + digits(&mut after.chars());
        !is_digits || run != MOMENT_DIGITS
    })
}

#[test]
fn a_code_is_found_beside_anything_but_not_inside_a_moment() {
    for seen in [
        "123456",
        "code=123456,",
        "x123456y",
        "00123456",
        "1234567",
        "5511123456",
    ] {
        assert!(holds(seen, "123456"), "{seen}");
    }
    for moment in ["1761234567890", "{\"wall_ms\":1712345612345}"] {
        assert!(!holds(moment, "123456"), "{moment}");
    }
    assert!(holds("1761234567890 123456", "123456"), "beside a moment");
    assert!(holds("a1234567890123", "a12345"), "no digits alone");
}

#[test]
fn the_search_finds_a_secret_in_any_guise() {
    let secret = "F7a1c9e0b2d34f56879a";
    let longer = format!("ab{secret}cd");
    for seen in [
        format!("/token/{secret}/status"),
        format!("Basic {}", STANDARD.encode(&longer)),
        format!("Basic {}", STANDARD.encode(format!("x{longer}"))),
        format!("Basic {}", URL_SAFE.encode(format!("xy{longer}"))),
    ] {
        let found = guises(secret).iter().any(|guise| seen.contains(guise));
        assert!(found, "{seen}");
    }
}

#[test]
fn no_scenario_leaves_a_secret_anywhere() {
    for row in rows() {
        let scenario = Scenario::named(row.scenario).expect("a built-in scenario");
        let scenario = scenario.at_once();
        let plan = plan_of(&scenario);
        let secrets = [
            scenario.instance_token(),
            scenario.client_token(),
            scenario.partner_token(),
            scenario.right_code(),
            scenario.right_pin(),
            "246813",
        ];
        let secrets = secrets.map(str::to_owned);
        for (place, text) in traces_of(&scenario, plan) {
            for secret in &secrets {
                for guise in guises(secret) {
                    assert!(
                        !holds(&text, &guise),
                        "{}: {place} holds {guise}",
                        row.scenario
                    );
                }
            }
        }
    }
}
