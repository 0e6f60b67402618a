//! On which connections a call that acts goes out: the real client against a server that counts its connections and says
//! what `/status` is told to say.

use crate::wire::{Tested, apart, credentials, read_request};
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use zapi_onboard::domain::codes::{Pin, RegistrationCode};
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::at_hand::AtHand;
use zapi_onboard::flow::effect::{Call, RecoveryRoute};
use zapi_onboard::flow::event::{Cause, Failure, Outcome};
use zapi_onboard::zapi::{BaseUrl, Clearance, Client};

const FREE: &str = r#"{"connected":false,"error":"You are not connected."}"#;
const CONNECTED: &str = r#"{"connected":true}"#;
const UNCLEAR: &str = r#"{"connected":"maybe"}"#;

/// How the server answers.
#[derive(Clone, Copy)]
struct Manner {
    status: &'static str,
    headers: &'static str,
    /// Whether it closes each connection after its answer.
    closes: bool,
    /// What it answers to a call that acts; nothing, and the end of the connection, where it is `None`.
    acted: Option<&'static str>,
}

const PLAIN: Manner = Manner {
    status: FREE,
    headers: "",
    closes: false,
    acted: Some(r#"{"success":true,"available":true}"#),
};

/// Every request that came: the connection, counted from 1, and the end of its path.
type Asked = Vec<(usize, String)>;

struct Service {
    address: SocketAddr,
    asked: Arc<Mutex<Asked>>,
}

impl Service {
    fn start(manner: Manner) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&asked);
        apart(move || {
            for (nth, stream) in listener.incoming().flatten().enumerate() {
                let noted = Arc::clone(&noted);
                apart(move || serve(stream, manner, nth + 1, &noted));
            }
        });
        Ok(Self { address, asked })
    }

    fn client(&self) -> Result<Client, Box<dyn std::error::Error>> {
        let base = BaseUrl::parse(&format!("http://{}", self.address))?;
        Ok(Client::new(&base)?)
    }

    fn asked(&self) -> Asked {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }
}

fn serve(mut stream: TcpStream, manner: Manner, nth: usize, noted: &Mutex<Asked>) {
    while let Ok(request) = read_request(&mut stream) {
        let line = request.lines().next().unwrap_or_default();
        let Some(path) = line.split(' ').nth(1) else {
            return;
        };
        let end = path.rsplit('/').next().unwrap_or_default().to_owned();
        let body = if end == "status" {
            Some(manner.status)
        } else {
            manner.acted
        };
        noted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((nth, end));
        let Some(body) = body else {
            return;
        };
        let close = if manner.closes {
            "Connection: close\r\n"
        } else {
            ""
        };
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}{close}\r\n{body}",
            body.len(),
            manner.headers,
        );
        if stream.write_all(answer.as_bytes()).is_err() || manner.closes {
            return;
        }
    }
}

/// Every call that acts upon an instance that is to be connected yet.
fn acting() -> Result<[(Call, &'static str); 9], Box<dyn std::error::Error>> {
    let number = PhoneNumber::parse("55", "11987654321")?;
    Ok([
        (Call::Availability(number.clone()), "registration-available"),
        (
            Call::RequestCode(number, Method::Sms),
            "request-registration-code",
        ),
        (
            Call::RecoverPin(RecoveryRoute::Documented),
            "recovery-pin-code",
        ),
        (Call::FinishTransfer, "device-transfer-confirmed"),
        (Call::PostTransfer, "device-transfer-confirmed"),
        (
            Call::Appeal {
                token: Secret::new("appeal-9d2c41"),
                description: "We ask for a review.".to_owned(),
            },
            "request-unbanning",
        ),
        (
            Call::ConfirmCode(RegistrationCode::parse("012345")?),
            "confirm-registration-code",
        ),
        (Call::ConfirmPin(Pin::parse("970654")?), "confirm-pin-code"),
        (Call::AnswerCaptcha("7K4w".to_owned()), "respond-captcha"),
    ])
}

fn cleared() -> Clearance {
    Arc::new(|| Ok(()))
}

/// Makes `call` as one that nothing was read for before.
async fn act(client: &Client, call: &Call) -> Result<Outcome, Box<dyn std::error::Error>> {
    let hand = AtHand::default();
    let within = (call.time_limit(), &hand);
    let (credentials, clearance) = (credentials()?, cleared());
    let exchange = client.act(&credentials, call, within, (None, &clearance));
    Ok(exchange.await.outcome)
}

fn as_asked(asked: &[(usize, &str)]) -> Asked {
    let owned = asked.iter().map(|(nth, end)| (*nth, (*end).to_owned()));
    owned.collect()
}

#[tokio::test]
async fn nothing_acts_while_the_status_says_connected_or_says_nothing() -> Tested {
    for (call, _) in acting()? {
        let service = Service::start(Manner {
            status: CONNECTED,
            ..PLAIN
        })?;
        let outcome = act(&service.client()?, &call).await?;
        assert_eq!(outcome, Err(Failure::NotSent(Cause::AlreadyConnected)));
        assert_eq!(service.asked(), as_asked(&[(1, "status")]), "{call:?}");

        let service = Service::start(Manner {
            status: UNCLEAR,
            ..PLAIN
        })?;
        let outcome = act(&service.client()?, &call).await?;
        let unread = Failure::NotSent(Cause::NotUnderstood(200, None));
        assert_eq!(outcome, Err(unread));
        assert_eq!(service.asked(), as_asked(&[(1, "status")]), "{call:?}");
    }
    Ok(())
}

#[tokio::test]
async fn what_acts_goes_out_on_the_connection_that_the_status_was_read_on() -> Tested {
    for (call, end) in acting()? {
        let service = Service::start(PLAIN)?;
        let outcome = act(&service.client()?, &call).await?;
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(service.asked(), as_asked(&[(1, "status"), (1, end)]));
    }
    Ok(())
}

#[tokio::test]
async fn what_acts_on_a_connection_that_breaks_is_not_sent_again() -> Tested {
    for (call, end) in acting()? {
        let service = Service::start(Manner {
            acted: None,
            ..PLAIN
        })?;
        let outcome = act(&service.client()?, &call).await?;
        assert_eq!(outcome, Err(Failure::OutcomeUnknown(Cause::Broken)));
        assert_eq!(service.asked(), as_asked(&[(1, "status"), (1, end)]));
    }
    Ok(())
}

#[tokio::test]
async fn what_may_not_leave_any_more_is_not_tried_on_another_connection() -> Tested {
    let refused: Clearance = Arc::new(|| Err(Cause::StatusChanged));
    for (call, _) in acting()? {
        let service = Service::start(PLAIN)?;
        let hand = AtHand::default();
        let within = (call.time_limit(), &hand);
        let (client, credentials) = (service.client()?, credentials()?);
        let exchange = client.act(&credentials, &call, within, (None, &refused));
        let never = Failure::NotSent(Cause::StatusChanged);
        assert_eq!(exchange.await.outcome, Err(never));
        assert_eq!(service.asked(), as_asked(&[(1, "status")]), "{call:?}");
    }
    Ok(())
}

#[tokio::test]
async fn where_the_server_closes_each_connection_the_status_is_read_on_another_one_first() -> Tested
{
    for (call, end) in acting()? {
        let service = Service::start(Manner {
            closes: true,
            ..PLAIN
        })?;
        let client = service.client()?;
        let outcome = act(&client, &call).await?;
        assert!(outcome.is_ok(), "{outcome:?}");
        let expected = [(1, "status"), (2, "status"), (3, end)];
        assert_eq!(service.asked(), as_asked(&expected));
    }
    Ok(())
}

#[tokio::test]
async fn a_status_that_was_just_read_and_says_connected_keeps_every_call_back() -> Tested {
    for (call, _) in acting()? {
        let service = Service::start(Manner {
            status: CONNECTED,
            ..PLAIN
        })?;
        let (client, credentials) = (service.client()?, credentials()?);
        let hand = AtHand::default();
        let within = (Call::Status.time_limit(), &hand);
        let read = client.exchange_on_lane(&credentials, &Call::Status, within);
        let (_, warm) = read.await;
        let clearance = cleared();
        let exchange = client.act(&credentials, &call, within, (warm, &clearance));
        let outcome = exchange.await.outcome;
        assert_eq!(outcome, Err(Failure::NotSent(Cause::AlreadyConnected)));
        assert_eq!(service.asked(), as_asked(&[(1, "status")]), "{call:?}");
    }
    Ok(())
}

/// Reads `/status`, lets 1.3 s go by and acts.
async fn after_a_while(service: &Service) -> Result<Outcome, Box<dyn std::error::Error>> {
    let client = service.client()?;
    let credentials = credentials()?;
    let hand = AtHand::default();
    let within = (Call::Status.time_limit(), &hand);
    let read = client.exchange_on_lane(&credentials, &Call::Status, within);
    let (_, warm) = read.await;
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    let call = Call::ConfirmPin(Pin::parse("970654")?);
    let (within, clearance) = ((call.time_limit(), &hand), cleared());
    let exchange = client.act(&credentials, &call, within, (warm, &clearance));
    Ok(exchange.await.outcome)
}

#[tokio::test]
async fn a_connection_is_used_as_long_as_the_server_says_that_it_keeps_it() -> Tested {
    let brief = Service::start(Manner {
        headers: "Keep-Alive: timeout=2\r\n",
        ..PLAIN
    })?;
    let long = Service::start(PLAIN)?;
    let (after_brief, after_long) = tokio::join!(after_a_while(&brief), after_a_while(&long));
    assert!(after_brief?.is_ok() && after_long?.is_ok());
    let pin = "confirm-pin-code";
    let another = [(1, "status"), (2, "status"), (2, pin)];
    assert_eq!(brief.asked(), as_asked(&another));
    assert_eq!(long.asked(), as_asked(&[(1, "status"), (1, pin)]));
    Ok(())
}
