//! Calls that act, and what they need beside the person's word.

use super::*;
use crate::domain::credentials::CredentialFields;
use crate::domain::method::Method;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::domain::time::BootId;
use crate::flow::effect::{Aim, Taking};
use crate::journal::Journal;
use crate::runtime::clock;
use crate::zapi::BaseUrl;
use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread;
use tempfile::TempDir;

type Tested = Result<(), Box<dyn Error>>;

/// An onboarding that is about to ask for a code, with a journal in a folder of its own.
struct Bench {
    session: Session,
    client: Client,
    calls: Calls,
    records: Records,
    since_ms: u64,
    service: Service,
    folder: TempDir,
}

const CALL: CallId = CallId(1);

fn now() -> Timestamp {
    Timestamp {
        wall_ms: 1_772_731_925_000,
        boot_ms: 1_000_000,
        boot: BootId(3),
    }
}

fn number() -> Result<PhoneNumber, Box<dyn Error>> {
    Ok(PhoneNumber::parse("55", "11987654321")?)
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let opened = Journal::open(folder.path(), "ana").map_err(|trouble| trouble.path)?;
        let service = Service::start()?;
        let base = BaseUrl::parse(&service.address)?;
        let fields = CredentialFields {
            instance_id: "3C67AB641C8AA0412F6A2242B4E23AC7".to_owned(),
            instance_token: Some(Secret::new("0F5D4E7A19B24C6D8E3F1A2B")),
            client_token: Some(Secret::new("F7a1c9e0b2d34f56879a0b1c2d3e4f506S")),
        };
        let mut session = Session::new(SessionId(0), Flow::new(&fields, now()), None);
        session.credentials = Some(Arc::new(Credentials::parse(&fields)?));
        Ok(Self {
            session,
            client: Client::new(&base)?,
            calls: Calls::default(),
            records: Records::journal(opened.journal, &base.to_string()),
            since_ms: clock::boot_ms(),
            service,
            folder,
        })
    }

    fn run(&mut self, effects: Vec<Effect>) -> Result<Vec<Event>, DeskError> {
        let mut tools = Tools {
            client: &self.client,
            calls: &mut self.calls,
            records: &mut self.records,
            since_ms: self.since_ms,
            now: now(),
        };
        self.session.run_all(effects, &mut tools)
    }

    fn tell(&mut self, event: Event) -> Result<(), DeskError> {
        let mut tools = Tools {
            client: &self.client,
            calls: &mut self.calls,
            records: &mut self.records,
            since_ms: self.since_ms,
            now: now(),
        };
        self.session.tell(event, &mut tools)
    }

    fn claim(&mut self) -> Result<Tenure, Box<dyn Error>> {
        self.claim_by(Taking::IfFree)
    }

    fn claim_by(&mut self, taking: Taking) -> Result<Tenure, Box<dyn Error>> {
        let claim = Claim {
            number: number()?,
            instance_id: "3C67AB641C8AA0412F6A2242B4E23AC7".to_owned(),
            taking,
            aim: Aim::Onboard,
        };
        self.run(vec![Effect::Claim(claim)])?;
        Ok(self.session.tenure.clone().ok_or("it is not granted")?)
    }

    fn ask_for_a_code(&mut self) -> Result<Result<Vec<Event>, DeskError>, Box<dyn Error>> {
        let (number, method) = (number()?, Method::Sms);
        let record = Checkpoint::CodeRequested {
            number: number.clone(),
            method,
            nth: 1,
        };
        let call = Call::RequestCode(number, method);
        Ok(self.run(vec![Effect::Record(record), Effect::Call(CALL, call)]))
    }
}

#[tokio::test]
async fn a_call_that_acts_begins_with_a_lease() -> Tested {
    let mut bench = Bench::new()?;
    bench.claim()?;
    assert_eq!(bench.ask_for_a_code()??, []);
    assert!(!bench.calls.is_empty());
    let ended = bench.calls.next().await?.ok_or("a call")?;
    let outcome = ended.exchange.outcome;
    assert!(!matches!(outcome, Err(Failure::NotSent(_))), "{outcome:?}");
    Ok(())
}

#[tokio::test]
async fn a_call_that_acts_is_refused_when_nothing_was_claimed() -> Tested {
    let mut bench = Bench::new()?;
    let refused = bench.ask_for_a_code()?;
    assert!(
        matches!(refused, Err(DeskError::Unannounced(CALL))),
        "{refused:?}"
    );
    assert!(bench.calls.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_call_that_acts_is_refused_when_its_lease_was_released_or_its_onboarding_erased() -> Tested
{
    for is_erased in [false, true] {
        let mut bench = Bench::new()?;
        let tenure = bench.claim()?;
        let released = bench.records.release(&tenure);
        assert_eq!(released, Ok(()));
        if is_erased {
            let journal = bench.records.open().map_err(|trouble| trouble.path)?;
            let forgotten = journal.ok_or("a journal")?.forget(&tenure.session, now());
            assert_eq!(forgotten, Ok(()));
        }
        let events = bench.ask_for_a_code()??;
        assert!(matches!(*events, [Event::Dispossessed(_)]), "{events:?}");
        assert!(bench.calls.is_empty(), "erased: {is_erased}");
        assert_eq!(bench.session.tenure, None);
        // Nothing that is asked for afterwards leaves either.
        let refused = bench.ask_for_a_code()?;
        assert!(
            matches!(refused, Err(DeskError::Unannounced(CALL))),
            "{refused:?}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_call_that_acts_is_too_late_when_the_desk_stood_still_before_it_was_announced() -> Tested
{
    let mut bench = Bench::new()?;
    bench.claim()?;
    // The window of the call is counted from then too.
    bench.since_ms = clock::boot_ms().saturating_sub(5_000);
    assert_eq!(bench.ask_for_a_code()??, []);
    let ended = bench.calls.next().await?.ok_or("a call")?;
    let outcome = ended.exchange.outcome;
    assert_eq!(outcome, Err(Failure::NotSent(Cause::TooLate)));
    let asked = bench
        .service
        .asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let for_a_code = |line: &&String| line.contains("request-registration-code");
    assert_eq!(asked.iter().find(for_a_code), None, "{asked:?}");
    Ok(())
}

/// A service that is never connected, says yes to everything else, and notes what it is asked.
struct Service {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    #[expect(
        clippy::disallowed_methods,
        reason = "the other side of the line, which must not stand on the runtime that is tested"
    )]
    fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let noted = Arc::clone(&noted);
                thread::spawn(move || serve(stream, &noted));
            }
        });
        Ok(Self { address, asked })
    }
}

fn serve(mut stream: TcpStream, noted: &Mutex<Vec<String>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        let text = String::from_utf8_lossy(buffer.get(..count).unwrap_or_default()).into_owned();
        // A body may come by itself.
        if !text.starts_with("GET ") && !text.starts_with("POST ") {
            continue;
        }
        let line = text.lines().next().unwrap_or_default().to_owned();
        if let Ok(mut noted) = noted.lock() {
            noted.push(line);
        }
        let body = r#"{"connected":false,"success":true,"error":"You are not connected."}"#;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length:";
        let answer = format!("{head} {}\r\n\r\n{body}", body.len());
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn what_came_of_a_former_holders_call_is_told_with_the_next_answer_of_the_service() -> Tested
{
    let mut bench = Bench::new()?;
    let hers = bench.claim()?;
    let record = Checkpoint::CodeRequested {
        number: number()?,
        method: Method::Sms,
        nth: 1,
    };
    let opened = Journal::open(bench.folder.path(), "rui").map_err(|trouble| trouble.path)?;
    let mut his = Bench {
        records: Records::journal(opened.journal, &bench.service.address),
        ..Bench::new()?
    };
    his.claim_by(Taking::Over)?;
    // What came of her call after he had taken over.
    let late = Late {
        call: record,
        outcome: LateOutcome::Succeeded,
        by: None,
    };
    let mut page = Page {
        acting: Acting::Ends,
        late: Some(late.clone()),
        ..Page::default()
    };
    let lost = bench.records.write(&hers, &mut page, now());
    assert!(matches!(lost, Err(Lost::Lease(_))), "{lost:?}");

    let told = |his: &Bench| his.session.flow.prompt(now()).late;
    assert_eq!(told(&his), None);
    let status = Event::Replied {
        call: CALL,
        outcome: Err(Failure::NoAnswer(Cause::Timeout)),
        waits: AnswerWaits::default(),
    };
    his.tell(status)?;
    let by = ServerText::new("ana", &[]);
    assert_eq!(told(&his), Some(Late { by, ..late }));
    Ok(())
}
