//! One answer has one consequence, on every surface: the screen, line mode, JSON, the queue and single steps say the same
//! and send nothing again.

use crate::fake_service::{
    Answers, CLIENT_TOKEN, FakeAnswer, FakeService, INSTANCE_ID, INSTANCE_TOKEN,
};
use crate::json_lines::Paper;
use crate::limits::WATCHDOG;
use crate::parity::hands::{Hands, JsonHands, LineHands, ScreenHands};
use crate::player::JumpingClock;
use crate::terminal::{fed, program};
use serde_json::{Value, json};
use std::error::Error;
use std::io;
use std::process::Command;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Choice, PromptId};
use zapi_onboard::journal::{FileSystem, Journal};
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::desk::{Before, Desk, Row};
use zapi_onboard::runtime::front_end::{DeskView, FrontEnd, Heard};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::zapi::{BaseUrl, Client};

type Tested = Result<(), Box<dyn Error>>;

const REQUEST: &str = "/request-registration-code";
const CONFIRM: &str = "/confirm-registration-code";
const CODE: &str = "918273";
const PIN: &str = "564738";
const ASK: [&str; 5] = ["request", "--number", "+5511987654321", "--method", "sms"];

/// A question by its name, and what is answered to it.
type Turn = (&'static str, Answer);

/// A step of a script: its arguments, what it reads, and its exit code.
type Step = (Vec<&'static str>, &'static str, i32);

struct Case {
    name: &'static str,
    answers: Answers,
    /// What is answered on the way; what is said from the last of them on counts, but for `more`.
    way: Vec<Turn>,
    /// What is tried once more, at the desk so long afterwards.
    more: Vec<Turn>,
    after: Duration,
    /// So many of them are asked for again.
    tried: usize,
    /// The same by single steps.
    steps: Vec<Step>,
    /// How many calls of which path may leave.
    calls: (&'static str, usize),
    /// What is said, on every surface.
    says: &'static [&'static str],
    /// What is said on none.
    never: &'static [&'static str],
}

fn choose(question: &'static str, choice: Choice) -> Turn {
    (question, Answer::Choose(choice))
}

fn fields() -> CredentialFields {
    CredentialFields {
        instance_id: INSTANCE_ID.to_owned(),
        instance_token: Some(Secret::new(INSTANCE_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    }
}

/// As far as the word that requests a code.
fn to_request() -> Vec<Turn> {
    let number = Answer::Number {
        calling_code: "55".to_owned(),
        national: "11987654321".to_owned(),
    };
    vec![
        ("credentials", Answer::Credentials(fields())),
        ("number", number),
        choose("number_gate", Choice::UseNumber),
        choose("board", Choice::Pick(Method::Sms)),
        choose("request_gate", Choice::Request(Method::Sms)),
    ]
}

fn then(turns: &[Turn]) -> Vec<Turn> {
    [&to_request()[..], turns].concat()
}

fn code() -> Turn {
    ("code", Answer::Code(Secret::new(CODE)))
}

fn pin() -> Turn {
    ("pin", Answer::Pin(Secret::new(PIN)))
}

/// A clock that jumps to what is waited for, when a service in another thread has had its turn.
#[derive(Clone, Default)]
struct ServedClock(JumpingClock);

impl Clock for ServedClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    async fn sleep(&self, wait: Duration) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.0.sleep(wait).await;
    }
}

/// A person who answers what was planned, and leaves when nothing is left to do.
struct Person<H> {
    hands: H,
    turns: std::vec::IntoIter<Turn>,
    next: Option<Turn>,
    /// So many turns are left when what is said begins to count.
    counts_from: usize,
    /// So long is waited before what is tried once more, or until then.
    after: Duration,
    until: Option<Timestamp>,
    said: String,
    saying: Option<PromptId>,
    /// Whether the surface has what was said.
    arrived: bool,
}

impl<H: Hands> Person<H> {
    fn new(hands: H, case: &Case) -> Self {
        let turns: Vec<Turn> = [&case.way[..], &case.more[..]].concat();
        let mut turns = turns.into_iter();
        Self {
            hands,
            next: turns.next(),
            turns,
            counts_from: case.more.len(),
            after: case.after,
            until: None,
            said: String::new(),
            saying: None,
            arrived: false,
        }
    }

    fn left(&self) -> usize {
        self.turns.len() + usize::from(self.next.is_some())
    }
}

impl<H: Hands> FrontEnd for Person<H> {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        let _own_pace = self.hands.show(desk, now)?;
        let said = self.hands.said(now);
        if self.left() <= self.counts_from {
            self.said.push_str(&said);
        }
        let card = desk.first().ok_or_else(|| io::Error::other("no card"))?;
        if card.prompt.activity.is_some() || self.saying == Some(card.prompt.id) {
            return Ok(None);
        }
        if self.left() <= self.counts_from {
            let until = *self.until.get_or_insert(now.plus(self.after));
            let left = until.since(now);
            if !left.is_zero() {
                return Ok(Some(left));
            }
        }
        self.saying = Some(card.prompt.id);
        let name = card.prompt.ask.name();
        match self.next.take() {
            Some((question, answer)) if question == name => {
                self.next = self.turns.next();
                let offered = |choice| card.prompt.offers.iter().any(|it| it.choice == choice);
                // What is not offered any more cannot be tried.
                if matches!(answer, Answer::Choose(choice) if !offered(choice)) {
                    self.hands.leave()?;
                } else {
                    self.hands.say(&card.prompt, &answer, now)?;
                }
            }
            next => {
                self.next = next;
                self.hands.leave()?;
            }
        }
        Ok(None)
    }

    async fn input(&mut self) -> io::Result<()> {
        if self.saying.is_none() {
            std::future::pending::<()>().await;
        }
        self.hands.input().await?;
        self.arrived = true;
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        let heard = self.hands.hear(now);
        let arrived = std::mem::take(&mut self.arrived);
        if heard != Heard::Nothing {
            // The same question may come once more.
            self.saying = None;
        }
        if heard == Heard::Nothing && arrived && self.saying.is_some() {
            // It was not taken; the surface has said why.
            return Heard::Leave;
        }
        heard
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the number is one of a queue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Among {
    None,
    Others,
}

/// What is said at a desk that ends with the case, and how many of its calls left.
async fn played<H: Hands>(
    case: &Case,
    hands: H,
    among: Among,
) -> Result<(String, usize), Box<dyn Error>> {
    played_on(case, hands, among, &FileSystem::Local).await
}

/// The same with the journal on `file_system`.
async fn played_on<H: Hands>(
    case: &Case,
    hands: H,
    among: Among,
    file_system: &FileSystem,
) -> Result<(String, usize), Box<dyn Error>> {
    let service = FakeService::start(case.answers.clone())?;
    let journal = Journal::in_memory("ana").map_err(|trouble| format!("{trouble:?}"))?;
    let client = Client::new(&BaseUrl::parse(&service.base)?)?;
    let records = Records::journal(journal, &service.base).on(file_system);
    let mut desk = Desk::new(ServedClock::default(), client, records);
    let mut person = Person::new(hands, case);
    if among == Among::Others {
        for last in ["4321", "4322"] {
            desk.queue(Row {
                fields: fields(),
                number: PhoneNumber::parse("55", &format!("1198765{last}"))?,
                note: None,
                before: Before::Nothing,
            });
        }
        desk.look(zapi_onboard::roster::SessionId(0))?;
        // The credentials are checked by the look.
        person.next = person.turns.next();
    } else {
        desk.open(&fields());
    }
    let mut signals = Signals::none();
    let run = desk.run(&mut person, &mut signals);
    let ended = tokio::time::timeout(WATCHDOG, run).await;
    let cards = desk.cards();
    ended.map_err(|_elapsed| format!("{} hangs at {cards:?}", case.name))??;
    let asked = cards.iter().map(|card| card.prompt.ask.name());
    let asked: Vec<&str> = asked.collect();
    assert!(
        person.left() + case.tried <= case.more.len(),
        "{} stays at {asked:?}: {}",
        case.name,
        person.said
    );
    Ok((person.said, service.count(case.calls.0)))
}

fn holds(case: &Case, surface: &str, (said, calls): &(String, usize)) {
    let name = case.name;
    let words = said.split_whitespace().filter(|word| *word != "▌");
    let said = words.collect::<Vec<_>>().join(" ");
    for text in case.says {
        assert!(
            said.contains(text),
            "{name} {surface}: no {text:?} in {said}"
        );
    }
    for text in case.never {
        assert!(!said.contains(text), "{name} {surface}: {text:?} in {said}");
    }
    assert_eq!(*calls, case.calls.1, "{name} {surface}: {said}");
}

/// Plays the case by single steps of the built program; what they say from the last of the way on.
fn by_steps(case: &Case, json: bool) -> Result<(String, usize), Box<dyn Error>> {
    let service = FakeService::start(case.answers.clone())?;
    let home = tempfile::tempdir()?;
    let mut said = String::new();
    for (arguments, read, exit) in &case.steps {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .args(json.then_some("--json"))
            .env_clear()
            .envs(service.environment())
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env("HOME", home.path());
        let ended = fed(&mut command, read)?;
        let out = String::from_utf8(ended.stdout)?;
        let err = String::from_utf8(ended.stderr)?;
        assert_eq!(
            ended.status.code(),
            Some(*exit),
            "{} {arguments:?}: {out}{err}",
            case.name
        );
        said.extend([out.as_str(), &err, "\n"]);
    }
    Ok((said, service.count(case.calls.0)))
}

async fn holds_everywhere(cases: Vec<Case>) -> Tested {
    for case in cases {
        let lines = || LineHands::on(Paper::default());
        holds(&case, "lines", &played(&case, lines()?, Among::None).await?);
        let json = JsonHands::on(Paper::default())?;
        holds(&case, "json", &played(&case, json, Among::None).await?);
        let screen = ScreenHands::new();
        holds(&case, "screen", &played(&case, screen, Among::None).await?);
        holds(
            &case,
            "queue",
            &played(&case, lines()?, Among::Others).await?,
        );
        holds(&case, "steps", &by_steps(&case, false)?);
        holds(&case, "steps in JSON", &by_steps(&case, true)?);
    }
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a body is written on the spot"
)]
fn answer(body: Value) -> Vec<FakeAnswer> {
    vec![FakeAnswer::json(&body)]
}

fn again() -> Vec<&'static str> {
    [&ASK[..], &["--again"]].concat()
}

#[tokio::test]
async fn the_longest_wait_that_an_answer_names_holds() -> Tested {
    let waits = |body: Value| vec![(REQUEST, answer(body))];
    let later = vec![
        choose("code", Choice::NotArrived),
        // The look says that all is open.
        choose("not_arrived", Choice::LookAgain),
        choose("board", Choice::Pick(Method::Sms)),
        choose("request_gate", Choice::Request(Method::Sms)),
    ];
    let case = |name, answers, says: &'static [&'static str]| Case {
        name,
        answers,
        way: to_request(),
        more: later.clone(),
        // By then every other wait is over.
        after: Duration::from_mins(10),
        tried: 3,
        steps: vec![(ASK.to_vec(), "", 0), (again(), "", 5)],
        calls: (REQUEST, 1),
        says,
        never: &[],
    };
    let header = FakeAnswer::json(&json!({"success": true})).with("Retry-After", "900");
    holds_everywhere(vec![
        case(
            "retryAfter beside shorter waits",
            waits(json!({"success": true, "retryAfter": 1805, "smsWaitSeconds": 8, "voiceWaitSeconds": 8})),
            &[],
        ),
        case("retryAfter alone", waits(json!({"success": true, "retryAfter": "900"})), &[]),
        case("the header alone", vec![(REQUEST, vec![header])], &[]),
    ])
    .await
}

#[tokio::test]
async fn a_code_or_pin_that_came_too_fast_is_not_called_incorrect_and_waits() -> Tested {
    let wrong = &["incorrect", "as wrong"];
    let wants_pin = answer(json!({"success": false, "confirmSecurityCode": true}));
    let shut = json!({"success": false, "confirmSecurityCode": true, "retryAfter": 43200});
    let fast = json!({"success": false, "reason": "guessed_too_fast", "retryAfter": 88});
    holds_everywhere(vec![
        Case {
            name: "guessed too fast",
            answers: vec![(CONFIRM, answer(fast))],
            way: then(&[code()]),
            more: vec![code()],
            after: Duration::ZERO,
            tried: 1,
            steps: vec![
                (ASK.to_vec(), "", 0),
                (vec!["confirm"], CODE, 5),
                (vec!["confirm"], CODE, 5),
            ],
            calls: (CONFIRM, 1),
            says: &[],
            never: wrong,
        },
        Case {
            name: "a PIN shut for hours",
            answers: vec![(CONFIRM, wants_pin), ("/confirm-pin-code", answer(shut))],
            way: then(&[code(), pin()]),
            more: vec![pin()],
            after: Duration::ZERO,
            tried: 1,
            steps: vec![
                (ASK.to_vec(), "", 0),
                (vec!["confirm"], CODE, 8),
                (vec!["pin"], PIN, 5),
                (vec!["pin"], PIN, 5),
            ],
            calls: ("/confirm-pin-code", 1),
            says: &[],
            never: wrong,
        },
        Case {
            name: "blocked at the code",
            answers: vec![(
                CONFIRM,
                answer(json!({"success": false, "blocked": true, "retryAfter": 3600})),
            )],
            way: then(&[code()]),
            more: vec![code()],
            after: Duration::ZERO,
            tried: 0,
            steps: vec![
                (ASK.to_vec(), "", 0),
                (vec!["confirm"], CODE, 3),
                (vec!["confirm"], CODE, 3),
            ],
            calls: (CONFIRM, 1),
            says: &["blocked"],
            never: wrong,
        },
    ])
    .await
}

#[tokio::test]
async fn what_http_refuses_has_its_remedy_and_is_not_sent_again() -> Tested {
    let page = |status| vec![FakeAnswer::of(status, "text/html", "<html>nope</html>")];
    let refused = |name, status, exit, says| Case {
        name,
        answers: vec![(CONFIRM, page(status))],
        way: then(&[code()]),
        more: vec![code()],
        after: Duration::ZERO,
        tried: 0,
        steps: vec![
            (ASK.to_vec(), "", 0),
            (vec!["confirm"], CODE, exit),
            (vec!["confirm"], CODE, exit),
        ],
        calls: (CONFIRM, 1),
        says,
        never: &["incorrect", "as wrong", "has not accepted"],
    };
    let request = |name, status, exit, says| Case {
        name,
        answers: vec![(REQUEST, page(status))],
        way: to_request(),
        more: vec![
            choose("board", Choice::Pick(Method::Sms)),
            choose("request_gate", Choice::Request(Method::Sms)),
        ],
        after: Duration::ZERO,
        tried: 0,
        steps: vec![(ASK.to_vec(), "", exit), (ASK.to_vec(), "", exit)],
        calls: (REQUEST, 1),
        says,
        never: &["no answer came", "The code is on its way"],
    };
    holds_everywhere(vec![
        refused("401 at the code", 401, 4, &["HTTP 401"]),
        refused("403 at the code", 403, 4, &["HTTP 403"]),
        refused("405 at the code", 405, 5, &["HTTP 405"]),
        refused("415 at the code", 415, 5, &["HTTP 415"]),
        request("403 at the request", 403, 4, &["HTTP 403"]),
        request("405 at the request", 405, 5, &["HTTP 405"]),
        request("a page at the request", 502, 9, &["HTTP 502"]),
    ])
    .await
}

#[tokio::test]
async fn a_journal_on_a_network_is_told_at_the_start_and_before_a_request_on_every_surface()
-> Tested {
    let on_network = FileSystem::Network(ServerText::new("nfs4", &[]).ok_or("a name")?);
    let before_the_word = to_request().into_iter().take(4).collect();
    let case = Case {
        name: "a journal on a network",
        answers: Vec::new(),
        way: Vec::new(),
        // All that is said counts.
        more: before_the_word,
        after: Duration::ZERO,
        tried: 0,
        steps: Vec::new(),
        calls: (REQUEST, 0),
        says: &[
            "Saved progress is on a network file system (nfs4): programs on other machines",
            "Request a code only if no one works on this number from another machine",
        ],
        never: &[],
    };
    let lines = || LineHands::on(Paper::default());
    let said = played_on(&case, lines()?, Among::None, &on_network).await?;
    holds(&case, "lines", &said);
    let said = played_on(&case, lines()?, Among::Others, &on_network).await?;
    holds(&case, "queue", &said);
    let json = JsonHands::on(Paper::default())?;
    let said = played_on(&case, json, Among::None, &on_network).await?;
    assert!(
        said.0.contains("\"network_journal\":\"nfs4\""),
        "{}",
        said.0
    );
    holds(&case, "json", &said);
    let said = played_on(&case, ScreenHands::new(), Among::None, &on_network).await?;
    holds(&case, "screen", &said);
    Ok(())
}

/// Ten answers of the status before it says that the instance is connected: those before and right after the code.
fn connected_after(calls: usize) -> Vec<FakeAnswer> {
    let not_yet = FakeAnswer::json(&json!({"connected": false, "error": "You are not connected."}));
    let mut answers = vec![not_yet; calls];
    answers.push(FakeAnswer::json(&json!({"connected": true})));
    answers
}

#[tokio::test]
async fn a_connected_line_that_cannot_be_read_is_a_question_and_never_another_number() -> Tested {
    let unreadable = |name, phone: Value| Case {
        name,
        answers: vec![
            ("/status", connected_after(6)),
            ("/device", answer(json!({"phone": phone}))),
        ],
        way: then(&[code()]),
        more: Vec::new(),
        after: Duration::ZERO,
        tried: 0,
        steps: vec![(ASK.to_vec(), "", 0), (vec!["confirm"], CODE, 8)],
        calls: (CONFIRM, 1),
        says: &["+55 11 98765-4321"],
        never: &["different number", "Another number", "Disconnect"],
    };
    holds_everywhere(vec![
        unreadable("a lid", json!("182880134910105@lid")),
        unreadable("no number", Value::Null),
    ])
    .await
}

#[tokio::test]
async fn an_appeal_that_is_not_taken_without_a_word_quotes_no_former_reason() -> Tested {
    let banned = json!({"available": false, "blocked": true, "appealToken": "SECRETAPPEAL",
        "reason": "spam-from-before"});
    let case = Case {
        name: "a refused appeal",
        answers: vec![
            ("/registration-available", answer(banned)),
            ("/request-unbanning", answer(json!({"success": false}))),
        ],
        way: vec![
            to_request()[0].clone(),
            to_request()[1].clone(),
            choose("number_gate", Choice::UseNumber),
            choose("halted", Choice::WriteAppeal),
            ("appeal", Answer::Appeal("It is ours.".to_owned())),
        ],
        more: Vec::new(),
        after: Duration::ZERO,
        tried: 0,
        steps: vec![
            (vec!["check", "--number", "+5511987654321"], "", 3),
            (vec!["appeal"], "It is ours.", 3),
        ],
        calls: ("/request-unbanning", 1),
        says: &["gave no reason"],
        never: &["SECRETAPPEAL"],
    };
    holds_everywhere(vec![case]).await
}
