//! The real client against raw sockets: what it puts on the wire, and what it makes of answers that no
//! well-behaved server gives. Every server counts what it was asked, and nothing is ever asked twice.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use zapi_onboard::domain::codes::{Pin, RegistrationCode};
use zapi_onboard::domain::credentials::{CredentialFields, Credentials, PartnerToken};
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::effect::{Call, RecoveryRoute, Weight};
use zapi_onboard::flow::event::{
    Cause, Failure, Link, Outcome, RefusalCause, Reply, StatusReply, TlsTrouble,
};
use zapi_onboard::zapi::{BaseUrl, Client, ClientError, MAX_BODY_BYTES};

pub(crate) type Tested = Result<(), Box<dyn Error>>;

pub(crate) const INSTANCE_TOKEN: &str = "0123456789ABCDEF01234567";
pub(crate) const CLIENT_TOKEN: &str = "F0123456789abcdef0123456789abcdefS";
pub(crate) const CONNECTED: Outcome = Ok(Reply::Status(StatusReply {
    link: Link::Connected,
    text: None,
}));

pub(crate) fn credentials() -> Result<Credentials, Box<dyn Error>> {
    Ok(Credentials::parse(&CredentialFields {
        instance_id: "3C01".to_owned(),
        instance_token: Some(Secret::new(INSTANCE_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    })?)
}

pub(crate) fn every_call() -> Result<[Call; 11], Box<dyn Error>> {
    let number = PhoneNumber::parse("55", "11987654321")?;
    Ok([
        Call::Status,
        Call::Device,
        Call::Instance,
        Call::Availability(number.clone()),
        Call::RequestCode(number, Method::Popup),
        Call::ConfirmCode(RegistrationCode::parse("012345")?),
        Call::ConfirmPin(Pin::parse("970654")?),
        Call::FinishTransfer,
        Call::AnswerCaptcha("7K4 w".to_owned()),
        Call::RecoverPin(RecoveryRoute::Documented),
        Call::Appeal {
            token: Secret::new("appeal-9d2c41"),
            description: "Line one.\nLine \"two\".".to_owned(),
        },
    ])
}

/// What a server does with the one connection that it takes.
pub(crate) enum Script {
    /// Reads the request, writes this, closes.
    Write(Vec<u8>),
    /// Reads the request and writes this, and then the other again and again, until the other side has enough.
    Flood(Vec<u8>, Vec<u8>),
    /// Reads the request and writes this, and then the other now and then, until the other side has enough.
    Drip(Vec<u8>, Vec<u8>),
    /// Closes as soon as the request begins to arrive, which resets the connection.
    Reset,
    /// Closes when it has all of the request and has written this, which resets the connection.
    ResetWhenAsked(Vec<u8>),
}

/// An answer whose body never ends.
fn endless() -> Script {
    let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
    Script::Flood(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
        chunk.into_bytes(),
    )
}

/// A server for one connection.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    serving: JoinHandle<io::Result<(TcpListener, String)>>,
}

impl Server {
    pub(crate) fn start(script: Script) -> io::Result<Self> {
        Self::serve(move |stream| play(stream, &script))
    }

    /// Hands its one connection to `serve`, which returns what it was asked.
    pub(crate) fn serve(
        serve: impl FnOnce(TcpStream) -> io::Result<String> + Send + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let serving = apart(move || {
            let (stream, _) = listener.accept()?;
            let request = serve(stream)?;
            Ok((listener, request))
        });
        Ok(Self { address, serving })
    }

    /// The request as it arrived. Fails when there was another connection.
    ///
    /// The runtime goes on meanwhile: it is the client's connection that closes behind an unread answer.
    pub(crate) async fn request(self) -> Result<String, Box<dyn Error>> {
        let Ok(served) = tokio::task::spawn_blocking(|| self.serving.join()).await? else {
            return Err("the server broke".into());
        };
        let (listener, request) = served?;
        assert!(is_left_alone(&listener)?, "there was a second connection");
        assert!(
            request.matches(" HTTP/1.1\r\n").count() <= 1,
            "there was a second request: {request}"
        );
        Ok(request)
    }
}

fn play(mut stream: TcpStream, script: &Script) -> io::Result<String> {
    match script {
        // Closing with unread bytes resets.
        Script::Reset => {
            stream.peek(&mut [0])?;
            Ok(String::new())
        }
        Script::ResetWhenAsked(answer) => {
            let mut bytes = [0; 4096];
            loop {
                let there = stream.peek(&mut bytes)?;
                let there = bytes.get(..there).unwrap_or_default();
                if is_whole(there) {
                    stream.write_all(answer)?;
                    return Ok(String::from_utf8_lossy(there).into_owned());
                }
            }
        }
        Script::Write(answer) => {
            let request = read_request(&mut stream)?;
            // A client that has read enough may be gone before all is written.
            drop(stream.write_all(answer));
            Ok(request)
        }
        Script::Flood(first, again) => {
            let request = read_request(&mut stream)?;
            let mut wanted = stream.write_all(first).is_ok();
            while wanted {
                wanted = stream.write_all(again).is_ok();
            }
            Ok(request)
        }
        Script::Drip(first, again) => {
            let mut request = read_request(&mut stream)?;
            drop(stream.write_all(first));
            request.push_str(&drip(&mut stream, again)?);
            Ok(request)
        }
    }
}

/// Writes something now and then, until the other side has enough; holds what came meanwhile.
pub(crate) fn drip(stream: &mut TcpStream, again: &[u8]) -> io::Result<String> {
    stream.set_read_timeout(Some(Duration::from_millis(5)))?;
    let mut heard = Vec::new();
    while stream.write_all(again).is_ok() {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => heard.extend(chunk.iter().take(read)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_gone) => break,
        }
    }
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a server that writes raw bytes has a thread of its own"
)]
pub(crate) fn apart<T: Send + 'static>(
    serve: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    thread::spawn(serve)
}

/// Reads a head, and as much of a body as it announces.
pub(crate) fn read_request(stream: &mut impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    while !is_whole(&bytes) {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        bytes.extend(chunk.iter().take(read));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = header(head, "content-length").and_then(|length| length.parse::<usize>().ok());
    body.len() >= length.unwrap_or(0)
}

pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
}

pub(crate) fn is_left_alone(listener: &TcpListener) -> io::Result<bool> {
    listener.set_nonblocking(true)?;
    match listener.accept() {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
        Err(error) => Err(error),
    }
}

pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Script {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}\r\n");
    Script::Write([head.as_bytes(), body.as_bytes()].concat())
}

/// Makes the call to a server that plays `script`; holds what came of it and the request.
pub(crate) async fn ask(call: &Call, script: Script) -> Result<(Outcome, String), Box<dyn Error>> {
    ask_within(call, script, call.time_limit()).await
}

/// The same with another time limit.
pub(crate) async fn ask_within(
    call: &Call,
    script: Script,
    limit: Duration,
) -> Result<(Outcome, String), Box<dyn Error>> {
    let server = Server::start(script)?;
    let base = BaseUrl::parse(&format!("http://{}/prefix/", server.address))?;
    let client = Client::new(&base)?;
    let outcome = client.send_within(&credentials()?, call, limit).await;
    let shown = format!("{outcome:?} {client:?} {base}");
    for secret in [INSTANCE_TOKEN, CLIENT_TOKEN, "012345", "970654"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    Ok((outcome, server.request().await?))
}

pub(crate) fn lost(call: &Call, cause: Cause) -> Outcome {
    Err(match call.weight() {
        Weight::Reads => Failure::NoAnswer(cause),
        Weight::Acts => Failure::OutcomeUnknown(cause),
    })
}

/// Every call meets the same fate.
pub(crate) async fn all_lose(cause: Cause, script: impl Fn() -> Script) -> Tested {
    for call in every_call()? {
        let (outcome, _) = ask(&call, script()).await?;
        assert_eq!(outcome, lost(&call, cause.clone()), "{call:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_request_has_the_documented_path_headers_and_body() -> Tested {
    let number = r#"{"ddi":"55","phone":"11987654321"}"#;
    let expected = [
        ("GET", "status", ""),
        ("GET", "device", ""),
        ("GET", "me", ""),
        ("POST", "mobile/registration-available", number),
        (
            "POST",
            "mobile/request-registration-code",
            r#"{"ddi":"55","phone":"11987654321","method":"wa_old"}"#,
        ),
        (
            "POST",
            "mobile/confirm-registration-code",
            r#"{"code":"012345"}"#,
        ),
        ("POST", "mobile/confirm-pin-code", r#"{"code":"970654"}"#),
        ("GET", "mobile/device-transfer-confirmed", ""),
        ("POST", "mobile/respond-captcha", r#"{"captcha":"7K4 w"}"#),
        ("POST", "mobile/recovery-pin-code", ""),
        (
            "POST",
            "mobile/request-unbanning",
            r#"{"appealToken":"appeal-9d2c41","description":"Line one.\nLine \"two\"."}"#,
        ),
    ];
    for (call, (verb, path, body)) in every_call()?.iter().zip(expected) {
        let (_, request) = ask(call, answer("200 OK", "", "{}")).await?;
        let (head, sent) = request.split_once("\r\n\r\n").unwrap_or_default();
        let line = format!("{verb} /prefix/instances/3C01/token/{INSTANCE_TOKEN}/{path} HTTP/1.1");
        assert_eq!(head.lines().next(), Some(line.as_str()));
        assert_eq!(sent, body, "{path}");
        assert_eq!(header(head, "client-token"), Some(CLIENT_TOKEN), "{path}");
        assert_eq!(header(head, "accept"), Some("application/json"), "{path}");
        let agent = concat!("zapi-onboard/", env!("CARGO_PKG_VERSION"));
        assert_eq!(header(head, "user-agent"), Some(agent), "{path}");
        let content = (verb == "POST").then_some("application/json");
        assert_eq!(header(head, "content-type"), content, "{path}");
        for absent in ["referer", "cookie", "authorization", "transfer-encoding"] {
            assert_eq!(header(head, absent), None, "{path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_list_of_instances_is_read_at_the_root_with_the_partner_token_alone() -> Tested {
    let partner = PartnerToken::parse(Some(&Secret::new("eyJ0.a-b_c==")))?;
    let call = Call::Instances { partner, page: 3 };
    let server = Server::start(answer("200 OK", "", r#"{"content":[]}"#))?;
    let base = BaseUrl::parse(&format!("http://{}/prefix/", server.address))?;
    let outcome = Client::new(&base)?.send(None, &call).await;
    assert!(matches!(outcome, Ok(Reply::Instances(_))), "{outcome:?}");
    let request = server.request().await?;
    let (head, sent) = request.split_once("\r\n\r\n").unwrap_or_default();
    let line = "GET /prefix/instances?page=3&pageSize=8 HTTP/1.1";
    assert_eq!((head.lines().next(), sent), (Some(line), ""));
    assert_eq!(header(head, "authorization"), Some("Bearer eyJ0.a-b_c=="));
    assert_eq!(header(head, "client-token"), None);
    Ok(())
}

#[tokio::test]
async fn a_call_to_an_instance_without_credentials_is_not_sent() -> Tested {
    let base = BaseUrl::parse("http://127.0.0.1:1")?;
    let outcome = Client::new(&base)?.send(None, &Call::Status).await;
    assert!(matches!(outcome, Err(Failure::NotSent(_))), "{outcome:?}");
    Ok(())
}

#[tokio::test]
async fn an_answer_is_read_whether_it_is_measured_chunked_or_ended_by_closing() -> Tested {
    let body = r#"{"connected":true}"#;
    for script in [
        answer("200 OK", "Content-Type: text/html\r\n", body),
        Script::Write(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
            5\r\n{\"con\r\nd\r\nnected\":true}\r\n0\r\n\r\n"
                .to_vec(),
        ),
        Script::Write(format!("HTTP/1.0 200 OK\r\n\r\n{body}").into_bytes()),
    ] {
        let (outcome, _) = ask(&Call::Status, script).await?;
        assert_eq!(outcome, CONNECTED);
    }
    Ok(())
}

#[tokio::test]
async fn a_redirect_is_not_followed() -> Tested {
    let elsewhere = TcpListener::bind("127.0.0.1:0")?;
    let location = format!("Location: http://{}/\r\n", elsewhere.local_addr()?);
    let large = " ".repeat(2 * MAX_BODY_BYTES);
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        all_lose(Cause::Redirected, || answer(status, &location, "{}")).await?;
        let (outcome, _) = ask(&Call::Status, answer(status, &location, &large)).await?;
        assert_eq!(outcome, lost(&Call::Status, Cause::Redirected));
    }
    assert!(is_left_alone(&elsewhere)?);
    Ok(())
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit_and_no_further() -> Tested {
    let body = r#"{"connected":true}"#;
    let padded = format!("{body}{}", " ".repeat(MAX_BODY_BYTES - body.len()));
    let (outcome, _) = ask(&Call::Status, answer("200 OK", "", &padded)).await?;
    assert_eq!(outcome, CONNECTED);

    // A picture of 1 MiB fits into the answers that may hold one.
    let number = PhoneNumber::parse("55", "11987654321")?;
    let request = Call::RequestCode(number, Method::Sms);
    let picture = format!(r#"{{"captcha":"{}"}}"#, "A".repeat(4 * MAX_BODY_BYTES / 3));
    let (outcome, _) = ask(&request, answer("200 OK", "", &picture)).await?;
    assert!(matches!(outcome, Ok(Reply::CodeRequest(_))), "{outcome:?}");

    let larger = format!("{body}{}", " ".repeat(3 * MAX_BODY_BYTES / 2));
    all_lose(Cause::TooLarge, || answer("200 OK", "", &larger)).await?;
    let by_a_byte = format!("{padded} ");
    let (outcome, _) = ask(&Call::Status, answer("200 OK", "", &by_a_byte)).await?;
    assert_eq!(outcome, lost(&Call::Status, Cause::TooLarge));
    let unmeasured = format!("HTTP/1.0 200 OK\r\n\r\n{larger}");
    all_lose(Cause::TooLarge, || {
        Script::Write(unmeasured.clone().into_bytes())
    })
    .await?;
    all_lose(Cause::TooLarge, endless).await
}

#[tokio::test]
async fn a_connection_that_breaks_leaves_the_outcome_open() -> Tested {
    all_lose(Cause::Broken, || Script::Reset).await?;
    all_lose(Cause::Broken, || Script::Write(Vec::new())).await?;
    let cut = |text: &'static str| move || Script::Write(text.as_bytes().to_vec());
    all_lose(Cause::Broken, cut("HTTP/1.1 200 O")).await?;
    all_lose(
        Cause::Broken,
        cut("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"success\":true}"),
    )
    .await?;
    all_lose(Cause::Broken, cut("SSH-2.0-server\r\n\r\n")).await
}

#[tokio::test]
async fn a_server_that_is_not_there_was_not_sent_anything() -> Tested {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let client = Client::new(&BaseUrl::parse(&format!("http://{address}"))?)?;
    for call in every_call()? {
        assert_eq!(
            client.send(&credentials()?, &call).await,
            Err(Failure::NotSent(Cause::Connect))
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_was_not_sent_anything() -> Tested {
    for script in [b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), Vec::new()] {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let base = BaseUrl::parse(&format!("https://{}", listener.local_addr()?))?;
        let client = match Client::new(&base) {
            // A machine without certificates opens no secure connection at all.
            Err(ClientError::NoTrustStore(_)) => return Ok(()),
            other => other?,
        };
        let serving = apart(move || -> io::Result<bool> {
            let (mut stream, _) = listener.accept()?;
            let mut hello = [0; 4096];
            let greeted = stream.read(&mut hello)?;
            stream.write_all(&script)?;
            let greeting = hello.get(..greeted).unwrap_or_default();
            Ok(String::from_utf8_lossy(greeting).contains("token"))
        });
        let outcome = client.send(&credentials()?, &Call::FinishTransfer).await;
        let trouble = Cause::Tls(TlsTrouble::Handshake);
        assert_eq!(outcome, Err(Failure::NotSent(trouble)));
        assert!(
            matches!(serving.join(), Ok(Ok(false))),
            "the request was in the clear"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_never_answers_runs_into_the_time_limit() -> Tested {
    // The system accepts the connection; nobody ever reads from it.
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = BaseUrl::parse(&format!("http://{}", listener.local_addr()?))?;
    let client = Client::new(&base)?;
    for call in every_call()? {
        let limit = Duration::from_millis(10);
        let outcome = client.send_within(&credentials()?, &call, limit).await;
        assert_eq!(outcome, lost(&call, Cause::Timeout));
    }
    Ok(())
}

#[tokio::test]
async fn a_gateways_page_is_reduced_to_readable_text_without_tokens() -> Tested {
    let page = format!(
        "<html><head><style>p{{}}</style></head><body><h1>502 Bad Gateway</h1>\
        <p>/instances/3C01/token/{INSTANCE_TOKEN}/status</p></body></html>"
    );
    for call in every_call()? {
        let (outcome, _) = ask(&call, answer("502 Bad Gateway", "", &page)).await?;
        let Err(Failure::NoAnswer(cause) | Failure::OutcomeUnknown(cause)) = outcome else {
            return Err(format!("{outcome:?}").into());
        };
        let Cause::ServerError(502, Some(text)) = cause else {
            return Err(format!("{cause:?}").into());
        };
        assert_eq!(
            text.as_str(),
            "502 Bad Gateway /instances/3C01/token/•••/status"
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_empty_answer_is_no_no() -> Tested {
    let [_, _, _, _, _, code, pin, transfer, ..] = every_call()?;
    let unknown = |status| Err(Failure::OutcomeUnknown(Cause::NotUnderstood(status, None)));
    for call in [code, pin] {
        let (outcome, _) = ask(&call, answer("200 OK", "", "")).await?;
        assert_eq!(outcome, unknown(200));
    }
    let no_content = Script::Write(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec());
    let (outcome, _) = ask(&transfer, no_content).await?;
    assert_eq!(outcome, unknown(204));
    Ok(())
}

#[tokio::test]
async fn a_limit_on_requests_names_its_wait_in_seconds_or_as_a_date() -> Tested {
    for (headers, wait) in [
        ("", None),
        ("Retry-After: 120\r\n", Some(120)),
        ("retry-after: soon\r\n", None),
        (
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:50:37 GMT\r\n",
            Some(60),
        ),
        ("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT\r\n", None),
    ] {
        for call in every_call()? {
            let limited = answer("429 Too Many Requests", headers, "slow down");
            let (outcome, _) = ask(&call, limited).await?;
            let Ok(Reply::Refused(refusal)) = outcome else {
                return Err(format!("{outcome:?}").into());
            };
            let wait = wait.map(Duration::from_secs);
            assert_eq!(
                refusal.cause,
                RefusalCause::TooManyRequests(wait),
                "{headers}"
            );
            assert_eq!(refusal.status, 429);
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_token_is_echoed_as_dots() -> Tested {
    let body = format!(r#"{{"error":"Client-Token {CLIENT_TOKEN} not allowed"}}"#);
    for call in every_call()? {
        let (outcome, _) = ask(&call, answer("403 Forbidden", "", &body)).await?;
        let Ok(Reply::Refused(refusal)) = outcome else {
            return Err(format!("{outcome:?}").into());
        };
        assert_eq!(refusal.cause, RefusalCause::ClientTokenWrong);
        let text = refusal.text.as_ref().map(ServerText::as_str);
        assert_eq!(text, Some("Client-Token ••• not allowed"));
    }
    Ok(())
}
