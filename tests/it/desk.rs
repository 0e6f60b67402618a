//! Several numbers at one desk: nobody is mixed up with anybody, nobody waits for anybody, and the service is asked no
//! more than by one.

use crate::journeys::{acts, plan_of};
use crate::limits::WATCHDOG;
use crate::player::{JumpingClock, Plan, Player};
use crate::screens::{app, drawn_at};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::rc::Rc;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Choice, Prompt};
use zapi_onboard::journal::Journal;
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::roster::{Arrangement, Condition, Order, SessionId};
use zapi_onboard::runtime::budget::Budget;
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::desk::{Before, Desk, Ending, Row};
use zapi_onboard::runtime::front_end::{Card, DeskView, Follows, FrontEnd, Heard};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{LoggedCall, Scenario, Simulator};
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::zapi::{BaseUrl, Client};

type Fault = Box<dyn Error>;

/// A clock that jumps only when the service has had its turns to answer: it runs in the same thread.
#[derive(Clone, Default)]
struct PatientClock(JumpingClock);

impl Clock for PatientClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn sleep(&self, wait: Duration) {
        for _ in 0..5_000 {
            tokio::task::yield_now().await;
        }
        self.0.sleep(wait).await;
    }
}

/// A desk with the simulated service behind it.
struct Office {
    desk: Desk<PatientClock>,
    clock: PatientClock,
    simulator: Simulator,
    scenarios: Vec<Scenario>,
}

fn row_of(scenario: &Scenario) -> Result<Row, Fault> {
    Ok(Row {
        fields: CredentialFields {
            instance_id: scenario.instance_id().to_owned(),
            instance_token: Some(Secret::new(scenario.instance_token())),
            client_token: Some(Secret::new(scenario.client_token())),
        },
        number: PhoneNumber::parse(scenario.calling_code(), scenario.national_number())?,
        note: None,
        before: Before::Nothing,
    })
}

impl Office {
    async fn open(names: &[&str], records: Records) -> Result<Self, Fault> {
        let mut scenarios = Vec::new();
        for (name, place) in names.iter().zip(1..) {
            scenarios.push(Scenario::named(name)?.at_once().on_instance(place));
        }
        Self::open_with(scenarios, records).await
    }

    async fn open_with(scenarios: Vec<Scenario>, records: Records) -> Result<Self, Fault> {
        let clock = PatientClock::default();
        let first = scenarios.first().ok_or("a scenario")?.clone();
        let more = scenarios.iter().skip(1).cloned().collect();
        let simulator = Simulator::listen_many(
            (first, more),
            clock.0.for_simulator(),
            ([127, 0, 0, 1], 0).into(),
            std::sync::Arc::new(|_| {}),
        )
        .await?;
        let client = Client::new(&BaseUrl::parse(simulator.base_url())?)?;
        let mut desk = Desk::new(clock.clone(), client, records);
        for scenario in &scenarios {
            desk.queue(row_of(scenario)?);
        }
        Ok(Self {
            desk,
            clock,
            simulator,
            scenarios,
        })
    }

    /// One person at the desk for so long, who does for each number what its scenario wants, but for what `adapt`
    /// changes in the plan.
    fn person(&self, limit: Duration, adapt: impl Fn(&mut Plan)) -> Person {
        let players = self.scenarios.iter().zip(0..).map(|(scenario, id)| {
            let mut plan = plan_of(scenario);
            adapt(&mut plan);
            (SessionId(id), Player::new(plan).0)
        });
        Person {
            players: players.collect(),
            until: self.clock.now().plus(limit),
            watched: BTreeMap::new(),
        }
    }

    async fn run<M: Mind>(&mut self, mind: M) -> Result<(Ending, M), Fault> {
        let mut body = Body { mind, next: None };
        let mut signals = Signals::none();
        let run = self.desk.run(&mut body, &mut signals);
        let ending = tokio::time::timeout(WATCHDOG, run).await??;
        Ok((ending, body.mind))
    }

    fn calls_to(&self, route: &str) -> Vec<LoggedCall> {
        let calls = self.simulator.calls().into_iter();
        calls.filter(|call| call.route == route).collect()
    }
}

/// What somebody does next.
enum Next {
    /// Says this.
    Say(Heard),
    /// Waits for so long, unless something else happens.
    Wait(Duration),
}

/// Somebody who makes up their mind whenever the desk is shown.
trait Mind {
    fn next(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Next>;
}

/// The surface of a mind.
struct Body<M> {
    mind: M,
    next: Option<Heard>,
}

impl<M: Mind> FrontEnd for Body<M> {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        let (next, wait) = match self.mind.next(desk, now)? {
            Next::Say(heard) => (Some(heard), None),
            Next::Wait(wait) => (None, Some(wait)),
        };
        self.next = next;
        Ok(wait)
    }

    fn follows(&self) -> Follows {
        Follows::All
    }

    async fn input(&mut self) -> io::Result<()> {
        if self.next.is_none() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, _now: Timestamp) -> Heard {
        self.next.take().unwrap_or(Heard::Nothing)
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Somebody who looks at whoever needs them, and else at the next number.
struct Person {
    players: BTreeMap<SessionId, Player>,
    until: Timestamp,
    /// What was on each question that was left as it stood.
    watched: BTreeMap<SessionId, Prompt>,
}

impl Mind for Person {
    fn next(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Next> {
        let card = desk.first().ok_or_else(|| io::Error::other("a card"))?;
        let left = self.until.since(now);
        if left.is_zero() {
            return Ok(Next::Say(Heard::Leave));
        }
        let player = self.players.get_mut(&card.session);
        let player = player.ok_or_else(|| io::Error::other("a player"))?;
        let Ok(_own) = player.show(&DeskView::alone(card), now);
        if let Some(answer) = player.take_answer() {
            return Ok(Next::Say(answered(card, answer)));
        }
        self.watched.insert(card.session, card.prompt.clone());
        let roster = desk.roster().ok_or_else(|| io::Error::other("a roster"))?;
        let wanted = |condition| matches!(condition, Condition::NotBegun | Condition::NeedsPerson);
        let waiting = roster.all().filter(|slip| wanted(slip.condition));
        let next = waiting.map(|slip| slip.session).find(|session| {
            let card = desk.card(*session);
            let known = self.watched.get(session);
            self.players.contains_key(session) && card.map(|card| card.prompt).as_ref() != known
        });
        Ok(match next {
            Some(next) => Next::Say(Heard::Look(next)),
            None => Next::Wait(left),
        })
    }
}

fn answered(card: &Card, answer: Answer) -> Heard {
    Heard::Answered {
        session: card.session,
        prompt: card.prompt.id,
        answer,
    }
}

fn journal() -> Result<Records, Fault> {
    let journal = Journal::in_memory("ana").map_err(|trouble| format!("{trouble:?}"))?;
    Ok(Records::journal(journal, "the service"))
}

#[tokio::test]
async fn many_numbers_come_to_their_end_and_each_is_asked_for_once() -> Result<(), Fault> {
    let names = ["happy", "pin", "happy", "happy", "pin-then-device", "happy"];
    let mut office = Office::open(&names, journal()?).await?;
    let first = SessionId(0);
    office.desk.look(first)?;
    let person = office.person(Duration::from_hours(1), |_| ());
    let (ending, _) = office.run(person).await?;
    assert_eq!(ending, Ending::Closed);
    for (id, standing) in office.desk.standings() {
        assert_eq!(standing, Standing::Connected, "{id:?}");
    }
    assert_eq!(office.desk.roster().tally().of(Condition::Connected), 6);
    let requests = office.calls_to("/mobile/request-registration-code");
    assert_eq!(requests.len(), names.len());
    assert!(!acts(&office.simulator.calls()).is_empty());
    assert!(office.desk.roster().tally().average().is_some());
    Ok(())
}

#[tokio::test]
async fn all_numbers_that_wait_share_one_budget_of_checks() -> Result<(), Fault> {
    let names = vec!["device"; 40];
    let mut office = Office::open(&names, journal()?).await?;
    office.desk.check_within(Budget::per_minute(30));
    office.desk.look(SessionId(0))?;
    // Nobody ever says that the customer accepted.
    let person = office.person(Duration::from_mins(6), |plan| plan.transfers = false);
    let (ending, _) = office.run(person).await?;
    assert_eq!(ending, Ending::Left);
    assert_eq!(office.desk.roster().tally().of(Condition::Waiting), 40);
    let mut checks: Vec<u64> = office
        .calls_to("/status")
        .iter()
        .map(|call| call.at.as_secs())
        .collect();
    checks.sort_unstable();
    // What a person asks for comes at the start; from the second minute on there are checks alone.
    for minute in 2..5 {
        let from = minute * 60;
        let made = checks
            .iter()
            .filter(|at| (from..from + 60).contains(*at))
            .count();
        assert!(
            (25..=35).contains(&made),
            "{made} checks in minute {minute}"
        );
    }
    Ok(())
}

/// Takes the first number as far as its phone, looks at the others one right after the other, and then only waits.
struct Passer {
    player: Player,
    looks: Vec<SessionId>,
    /// Since when it only waits.
    waits: Option<Timestamp>,
    limit: Duration,
}

impl Mind for Passer {
    fn next(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Next> {
        let card = desk.first().ok_or_else(|| io::Error::other("a card"))?;
        if card.session == SessionId(0) {
            let Ok(_own) = self.player.show(&DeskView::alone(card), now);
            if let Some(answer) = self.player.take_answer() {
                return Ok(Next::Say(answered(card, answer)));
            }
            let at_phone = card.prompt.ask.name() == "device" && card.prompt.activity.is_none();
            if !at_phone {
                return Ok(Next::Wait(self.limit));
            }
        }
        if let Some(other) = self.looks.pop() {
            return Ok(Next::Say(Heard::Look(other)));
        }
        let since = *self.waits.get_or_insert(now);
        let left = self.limit.saturating_sub(now.since(since));
        Ok(if left.is_zero() {
            Next::Say(Heard::Leave)
        } else {
            Next::Wait(left)
        })
    }
}

#[tokio::test]
async fn a_look_that_begins_with_a_number_spends_the_budget_of_checks() -> Result<(), Fault> {
    let limit = Duration::from_mins(2);
    let mut made = Vec::new();
    for others in [0, 6] {
        let names = vec!["device"; 1 + others];
        let mut office = Office::open(&names, journal()?).await?;
        office.desk.check_within(Budget::per_minute(1));
        office.desk.look(SessionId(0))?;
        let mut plan = plan_of(&office.scenarios[0]);
        plan.transfers = false;
        let (_, passer) = office
            .run(Passer {
                player: Player::new(plan).0,
                looks: (1..).map(SessionId).take(others).collect(),
                waits: None,
                limit,
            })
            .await?;
        let since = passer.waits.ok_or("it came to the phone")?;
        let since = since.since(PatientClock::default().now());
        let checks = office.calls_to("/status");
        made.push(checks.iter().filter(|call| call.at > since).count());
    }
    // Without looks, what the budget has at once is left; after six of them it is spent for minutes.
    assert!(made[0] >= 3, "{made:?}");
    assert_eq!(made[1], 0, "{made:?}");
    Ok(())
}

#[tokio::test]
async fn a_number_or_an_instance_is_never_in_two_hands_of_one_desk() -> Result<(), Fault> {
    for records in [journal()?, Records::nowhere()] {
        let mut office = Office::open(&["happy", "happy"], records).await?;
        let first = &office.scenarios[0];
        let same = (
            first.calling_code().to_owned(),
            first.national_number().to_owned(),
        );
        let person = office.person(Duration::from_mins(1), |plan| {
            plan.codes.clear();
            plan.number = same.clone();
        });
        office.desk.look(SessionId(0))?;
        office.run(person).await?;
        let standings = office.desk.standings();
        assert_eq!(standings[0].1, Standing::Waiting);
        assert_eq!(standings[1].1, Standing::HeldByOther);
        let requests = office.calls_to("/mobile/request-registration-code");
        assert_eq!(requests.len(), 1);
    }
    Ok(())
}

/// Says what each question wants, whichever number is looked at.
struct Talker {
    says: Vec<(&'static str, Answer)>,
    until: Timestamp,
}

impl Mind for Talker {
    fn next(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Next> {
        let card = desk.first().ok_or_else(|| io::Error::other("a card"))?;
        let left = self.until.since(now);
        if left.is_zero() {
            return Ok(Next::Say(Heard::Leave));
        }
        let name = card.prompt.ask.name();
        let at = self.says.iter().position(|(asked, _)| *asked == name);
        Ok(match at.filter(|_| card.prompt.activity.is_none()) {
            Some(at) => Next::Say(answered(card, self.says.remove(at).1)),
            None => Next::Wait(left),
        })
    }
}

async fn talk(office: &mut Office, says: Vec<(&'static str, Answer)>) -> Result<(), Fault> {
    let until = office.clock.now().plus(Duration::from_secs(30));
    let (_, talker) = office.run(Talker { says, until }).await?;
    assert!(talker.says.is_empty(), "{:?}", talker.says);
    Ok(())
}

#[tokio::test]
async fn whoever_is_taken_over_at_the_same_desk_can_do_nothing_more() -> Result<(), Fault> {
    let mut office = Office::open(&["happy"], journal()?).await?;
    let row = row_of(&office.scenarios[0])?;
    let number = |row: &Row| Answer::Number {
        calling_code: row.number.calling_code().to_string(),
        national: row.number.national().to_owned(),
    };
    let second = office.desk.queue(row.clone());
    office.desk.look(SessionId(0))?;
    talk(
        &mut office,
        vec![
            ("number", number(&row)),
            ("number_gate", Answer::Choose(Choice::UseNumber)),
        ],
    )
    .await?;
    office.desk.look(second)?;
    talk(
        &mut office,
        vec![
            ("number", number(&row)),
            ("number_gate", Answer::Choose(Choice::UseNumber)),
            ("held", Answer::Choose(Choice::TakeOver)),
        ],
    )
    .await?;
    let standings = office.desk.standings();
    assert_eq!(standings[0].1, Standing::HeldByOther);
    assert_ne!(standings[1].1, Standing::HeldByOther);
    assert!(office.desk.kept_as(SessionId(0)).is_none());
    assert!(office.desk.kept_as(second).is_some());
    Ok(())
}

#[tokio::test]
async fn an_instance_with_another_line_on_it_is_not_taken_for_connected() -> Result<(), Fault> {
    let mut office = Office::open(&["already-connected"], journal()?).await?;
    office
        .desk
        .queue(row_of(&Scenario::named("happy")?.on_instance(9))?);
    office.desk.look(SessionId(0))?;
    talk(&mut office, Vec::new()).await?;
    let slip = office.desk.roster().slip(SessionId(0)).ok_or("its slip")?;
    assert_eq!(office.desk.standings()[0].1, Standing::AlreadyConnected);
    assert_eq!(slip.condition, Condition::NeedsPerson);
    Ok(())
}

/// Keys at a screen over a desk whose calls are never made.
struct Keys {
    desk: Desk<JumpingClock>,
    app: App,
    clock: JumpingClock,
}

impl Keys {
    fn with(numbers: u16) -> Result<Self, Fault> {
        Self::speaking(Language::English, numbers)
    }

    fn speaking(language: Language, numbers: u16) -> Result<Self, Fault> {
        let clock = JumpingClock::default();
        let client = Client::new(&BaseUrl::parse("http://127.0.0.1:9")?)?;
        let mut desk = Desk::new(clock.clone(), client, Records::nowhere());
        for place in 1..=numbers {
            let mut row = row_of(&Scenario::named("happy")?.on_instance(place))?;
            // What is missing is asked for, so nothing is sent.
            row.fields.client_token = None;
            row.note = Some(Rc::from(format!("shop {place}")));
            desk.queue(row);
        }
        desk.look(SessionId(0))?;
        let app = app(language, GlyphSet::Unicode);
        Ok(Self { desk, app, clock })
    }

    /// Presses a key, and has the desk follow what came of it.
    async fn press(&mut self, code: KeyCode) -> Result<(), Fault> {
        self.app
            .take(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        self.turn().await
    }

    async fn write(&mut self, text: &str) -> Result<(), Fault> {
        for c in text.chars() {
            self.press(KeyCode::Char(c)).await?;
        }
        Ok(())
    }

    /// Has the desk follow what the screen heard, and shows it.
    async fn turn(&mut self) -> Result<(), Fault> {
        let mut hands = Hands {
            app: &mut self.app,
            turns: 0,
        };
        let mut signals = Signals::none();
        let run = self.desk.run(&mut hands, &mut signals);
        tokio::time::timeout(WATCHDOG, run).await??;
        Ok(())
    }

    fn screen(&self, size: (u16, u16)) -> String {
        drawn_at(&self.app, size, self.clock.now()).rows.join("\n")
    }
}

/// Hands that leave once everything was heard and shown.
struct Hands<'a> {
    app: &'a mut App,
    turns: u32,
}

impl FrontEnd for Hands<'_> {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        self.app.show(desk, now);
        self.turns += 1;
        Ok(None)
    }

    async fn input(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        if self.turns > 3 {
            return Heard::Leave;
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

const WIDE: (u16, u16) = (132, 43);

#[tokio::test]
async fn what_is_typed_at_one_number_is_there_when_one_comes_back_to_it() -> Result<(), Fault> {
    let mut keys = Keys::with(3)?;
    keys.turn().await?;
    keys.write("TOKENOFONE").await?;
    let masked = "•".repeat("TOKENOFONE".len());
    assert!(keys.screen(WIDE).contains(&masked), "{}", keys.screen(WIDE));
    keys.press(KeyCode::F(7)).await?;
    assert!(keys.screen(WIDE).contains("The numbers at this desk"));
    keys.press(KeyCode::Down).await?;
    keys.press(KeyCode::Enter).await?;
    assert_eq!(keys.desk.looked_at(), Some(SessionId(1)));
    let elsewhere = keys.screen(WIDE);
    assert!(!elsewhere.contains(&format!(" {masked}_")), "{elsewhere}");
    keys.write("XY").await?;
    keys.press(KeyCode::F(8)).await?;
    assert_eq!(keys.desk.looked_at(), Some(SessionId(0)));
    assert!(
        keys.screen(WIDE).contains(&format!(" {masked}_")),
        "{}",
        keys.screen(WIDE)
    );
    keys.press(KeyCode::F(8)).await?;
    assert_eq!(keys.desk.looked_at(), Some(SessionId(1)));
    assert!(keys.screen(WIDE).contains(" ••_"), "{}", keys.screen(WIDE));
    Ok(())
}

#[tokio::test]
async fn the_list_is_searched_sorted_and_shows_the_shift_in_every_size() -> Result<(), Fault> {
    for size in [(60, 18), (80, 24), WIDE] {
        let mut keys = Keys::with(30)?;
        keys.turn().await?;
        assert!(
            keys.screen(size).contains("30 numbers"),
            "{}",
            keys.screen(size)
        );
        keys.press(KeyCode::F(7)).await?;
        keys.write("00017").await?;
        let found = keys.screen(size);
        assert!(
            found.contains("+55 11987600017") && !found.contains("+55 11987600016"),
            "{found}"
        );
        keys.press(KeyCode::Enter).await?;
        assert_eq!(keys.desk.looked_at(), Some(SessionId(16)));
        assert_eq!(
            keys.desk.roster().seen(),
            30,
            "what was searched for is forgotten"
        );
        keys.press(KeyCode::F(7)).await?;
        keys.write("shop 9").await?;
        assert_eq!(keys.desk.roster().seen(), 1);
        keys.write("99").await?;
        assert!(
            keys.screen(size).contains("Nothing found"),
            "{}",
            keys.screen(size)
        );
        keys.press(KeyCode::Esc).await?;
        assert_eq!(keys.desk.roster().seen(), 30);
        keys.press(KeyCode::F(7)).await?;
        keys.app.take(Event::Key(KeyEvent::new(
            KeyCode::Char('s'),
            KeyModifiers::CONTROL,
        )));
        keys.turn().await?;
        let shift = keys.screen(size);
        assert!(
            shift.contains("This shift") && shift.contains("28  not begun"),
            "{shift}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_desk_looks_as_recorded() -> Result<(), Fault> {
    let control = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
    let mut album = String::new();
    for language in Language::ALL {
        for size in [(60, 18), (80, 24), WIDE] {
            let mut keys = Keys::speaking(language, 4)?;
            keys.turn().await?;
            let mut pictures = vec![keys.screen(size)];
            for key in ['d', 's'] {
                keys.app.take(control(key));
                keys.turn().await?;
                pictures.push(keys.screen(size));
            }
            for picture in pictures {
                let heading = format!("── {} {}×{}\n", language.tag(), size.0, size.1);
                let rows = picture.lines().map(|row| format!("│{row}\n"));
                album.push_str(&heading);
                album.extend(rows);
            }
        }
    }
    insta::assert_snapshot!("desk", album);
    Ok(())
}

#[tokio::test]
async fn a_number_is_set_aside_and_taken_back_and_another_one_begun() -> Result<(), Fault> {
    let mut keys = Keys::with(3)?;
    let aside = Event::Key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL));
    keys.press(KeyCode::F(7)).await?;
    keys.write("00002").await?;
    for expected in [Condition::SetAside, Condition::NotBegun] {
        keys.app.take(aside.clone());
        keys.turn().await?;
        let slip = keys.desk.roster().slip(SessionId(1)).ok_or("its slip")?;
        assert_eq!(slip.condition, expected);
    }
    keys.press(KeyCode::F(9)).await?;
    assert_eq!(keys.desk.looked_at(), Some(SessionId(3)));
    assert!(keys.screen(WIDE).contains("4 numbers"));
    Ok(())
}

#[tokio::test]
async fn the_window_is_told_what_happens_elsewhere_with_masked_numbers() -> Result<(), Fault> {
    let mut office = Office::open(&["happy", "device"], journal()?).await?;
    office.desk.look(SessionId(0))?;
    let mut app = app(Language::English, GlyphSet::Unicode);
    let mut watcher = Watcher {
        app: &mut app,
        begun: false,
        rang: false,
        titles: Vec::new(),
        until: office.clock.now().plus(Duration::from_secs(30)),
    };
    let mut signals = Signals::none();
    let run = office.desk.run(&mut watcher, &mut signals);
    tokio::time::timeout(WATCHDOG, run).await??;
    assert!(
        watcher.rang,
        "the first number came to need somebody while the other was looked at"
    );
    assert!(
        watcher.titles.iter().any(|title| title.starts_with("(1) ")),
        "{:?}",
        watcher.titles
    );
    for title in &watcher.titles {
        assert!(!title.contains("9876"), "{title}");
    }
    Ok(())
}

/// Looks at the second number as soon as the first one is under way.
struct Watcher<'a> {
    app: &'a mut App,
    begun: bool,
    rang: bool,
    titles: Vec<String>,
    until: Timestamp,
}

impl FrontEnd for Watcher<'_> {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        self.app.show(desk, now);
        self.rang |= self.app.take_bell();
        self.titles.extend(self.app.title(now));
        Ok(Some(self.until.since(now)))
    }

    async fn input(&mut self) -> io::Result<()> {
        if self.begun && !self.rang {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, _now: Timestamp) -> Heard {
        if !std::mem::replace(&mut self.begun, true) {
            return Heard::Look(SessionId(1));
        }
        if self.rang {
            Heard::Leave
        } else {
            Heard::Nothing
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_limit_that_one_number_meets_is_respected_by_all_of_the_account() -> Result<(), Fault> {
    const LIMIT: &str =
        "[[faults]]\nroute = '/status'\nnth = 8\nkind = 'rate_limited'\nretry_after = 300\n";
    let device = include_str!("../../assets/scenarios/device.toml");
    let limited = Scenario::parse(&format!("{device}\n{LIMIT}"))?;
    let scenarios = vec![
        limited.at_once().on_instance(1),
        Scenario::named("device")?.at_once().on_instance(2),
        Scenario::named("device")?.at_once().on_instance(3),
    ];
    let mut office = Office::open_with(scenarios, journal()?).await?;
    office.desk.look(SessionId(0))?;
    let person = office.person(Duration::from_mins(8), |plan| plan.transfers = false);
    office.run(person).await?;
    let checks = office.calls_to("/status");
    let refused = checks
        .iter()
        .find(|call| call.verdict != "ok")
        .ok_or("a refusal")?
        .at;
    let quiet = refused..refused + Duration::from_mins(5);
    let made = |call: &&LoggedCall| call.verdict == "ok" && quiet.contains(&call.at);
    // One that was under way at the very moment may still end.
    let meanwhile: Vec<_> = checks
        .iter()
        .filter(made)
        .filter(|call| call.at > refused)
        .collect();
    assert!(meanwhile.is_empty(), "{meanwhile:?}");
    let after = checks.iter().filter(|call| call.at >= quiet.end).count();
    assert!(after >= 3, "all go on: {checks:?}");
    Ok(())
}

#[tokio::test]
async fn slips_are_seen_in_every_order() -> Result<(), Fault> {
    let mut office = Office::open(&["cooldown", "happy", "blocked"], journal()?).await?;
    office.desk.look(SessionId(0))?;
    let seen = |desk: &Desk<PatientClock>| -> Vec<SessionId> {
        desk.roster()
            .from_first()
            .map(|slip| slip.session)
            .collect()
    };
    assert_eq!(seen(&office.desk).len(), 3);
    let mut order = Order::Need;
    for _ in 0..3 {
        order = order.next();
        let arrangement = Arrangement {
            order,
            search: String::new(),
        };
        office.run(Once(Some(Heard::Arrange(arrangement)))).await?;
        let mut all = seen(&office.desk);
        if order == Order::Arrival {
            assert_eq!(all, [SessionId(0), SessionId(1), SessionId(2)]);
        }
        all.sort();
        assert_eq!(all.len(), 3);
    }
    Ok(())
}

/// Says one thing and leaves.
struct Once(Option<Heard>);

impl Mind for Once {
    fn next(&mut self, _desk: &DeskView<'_>, _now: Timestamp) -> io::Result<Next> {
        Ok(Next::Say(self.0.take().unwrap_or(Heard::Leave)))
    }
}
