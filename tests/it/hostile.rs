//! The real client against servers that mean harm or are badly broken: every call comes to an end, says no
//! more than is known, asks once, and gives nothing away.

pub(crate) mod certificates;
mod screen;
mod text;

use crate::wire::{
    CONNECTED, INSTANCE_TOKEN, Script, Server, Tested, all_lose, answer, ask, ask_within,
    credentials, every_call, header, is_left_alone, lost, read_request,
};
use futures_util::future::try_join_all;
use std::error::Error;
use std::io::{self, Write};
use std::net::TcpListener;
use std::time::Duration;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::at_hand::AtHand;
use zapi_onboard::flow::effect::{Call, Weight};
use zapi_onboard::flow::event::{Cause, Failure};
use zapi_onboard::zapi::{BaseUrl, Client};

/// A time limit that a test can wait for.
const SHORT: Duration = Duration::from_millis(300);

fn raw(text: &str) -> Script {
    Script::Write(text.as_bytes().to_vec())
}

fn request_code() -> Result<Call, Box<dyn Error>> {
    let number = PhoneNumber::parse("55", "11987654321")?;
    Ok(Call::RequestCode(number, Method::Sms))
}

/// A call that only reads, and one that acts.
fn two_calls() -> Result<[Call; 2], Box<dyn Error>> {
    Ok([Call::Status, request_code()?])
}

/// These calls, all at once, are given up when their time is over, having asked once.
async fn time_out(calls: &[Call], script: impl Fn() -> Script) -> Tested {
    let asked = calls.iter().map(|call| ask_within(call, script(), SHORT));
    for (call, (outcome, request)) in calls.iter().zip(try_join_all(asked).await?) {
        assert_eq!(outcome, lost(call, Cause::Timeout), "{call:?}");
        assert!(request.contains(" HTTP/1.1\r\n"), "{call:?}: {request}");
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_that_drips_ends_by_the_time_limit_wherever_it_has_come_to() -> Tested {
    for begun in [
        "HTTP/1.1 200 ",
        "HTTP/1.1 200 OK\r\nX-Slow:",
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"success\":true}",
        "HTTP/1.0 200 OK\r\n\r\n{\"connected\":true}",
    ] {
        let drip = || Script::Drip(begun.as_bytes().to_vec(), b" ".to_vec());
        time_out(&every_call()?, drip).await?;
    }
    Ok(())
}

#[tokio::test]
async fn interim_answers_that_never_end_are_given_up_when_the_time_is_over() -> Tested {
    for interim in [
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
    ] {
        let flood = || Script::Drip(Vec::new(), interim.repeat(100).into_bytes());
        time_out(&two_calls()?, flood).await?;
    }
    Ok(())
}

#[tokio::test]
async fn interim_answers_are_passed_over() -> Tested {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    let text =
        format!("{interim}HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{{\"connected\":true}}");
    let (outcome, _) = ask(&Call::Status, raw(&text)).await?;
    assert_eq!(outcome, CONNECTED);
    Ok(())
}

#[tokio::test]
async fn a_head_that_never_ends_breaks_the_connection() -> Tested {
    for (first, again) in [
        ("", "HTTP"),
        ("HTTP/1.1 200 OK\r\nX-Long: ", "aaaaaaaa"),
        ("HTTP/1.1 200 OK\r\n", "X-Many: a\r\n"),
        ("HTTP/1.1 200 OK\r\n", "Set-Cookie: a=b\r\n"),
    ] {
        let flood = || {
            let again = again.repeat(1_000).into_bytes();
            Script::Flood(first.as_bytes().to_vec(), again)
        };
        all_lose(Cause::Broken, flood).await?;
    }
    Ok(())
}

/// The readable text of an answer that is whole as HTTP and no use to this call.
async fn not_understood(call: &Call, script: Script) -> Result<Option<ServerText>, Box<dyn Error>> {
    let (outcome, _) = ask(call, script).await?;
    match (call.weight(), outcome) {
        (Weight::Reads, Err(Failure::NoAnswer(Cause::NotUnderstood(_, text))))
        | (Weight::Acts, Err(Failure::OutcomeUnknown(Cause::NotUnderstood(_, text)))) => Ok(text),
        (_, other) => Err(format!("{call:?}: {other:?}").into()),
    }
}

#[tokio::test]
async fn json_that_is_cut_off_says_nothing_however_much_of_it_came() -> Tested {
    let whole = r#"{"success":true,"connected":true,"available":true,"phone":"5511987654321"}"#;
    for call in every_call()? {
        for cut in [1, 2, 15, 16, 32, whole.len() - 1] {
            let body = whole.get(..cut).unwrap_or_default();
            let text = not_understood(&call, answer("200 OK", "", body)).await?;
            assert_eq!(text, None, "{body}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_length_that_is_a_lie_makes_no_yes() -> Tested {
    let body = r#"{"success":true,"connected":true,"available":true}"#;
    let with = |headers: &str| raw(&format!("HTTP/1.1 200 OK\r\n{headers}\r\n{body}"));
    // Too short: what is left of the body is no JSON.
    for call in every_call()? {
        for length in ["1", "15", "49"] {
            not_understood(&call, with(&format!("Content-Length: {length}\r\n"))).await?;
        }
    }
    for headers in [
        "Content-Length: 51\r\n",
        "Content-Length: 1000000\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x32\r\n",
        "Content-Length: 50, 51\r\n",
        "Content-Length: 50\r\nContent-Length: 15\r\n",
        "Content-Length: 99999999999999999999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 50\r\nTransfer-Encoding: chunked\r\n",
    ] {
        all_lose(Cause::Broken, || with(headers)).await?;
    }
    let beyond = || with("Content-Length: 18446744073709551610\r\n");
    all_lose(Cause::TooLarge, beyond).await
}

#[tokio::test]
async fn chunks_that_are_no_chunks_break_the_connection() -> Tested {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for chunks in [
        "ffffffffffffffffff\r\n{}",
        "-2\r\n{}\r\n0\r\n\r\n",
        "zz\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}",
        "2\r\n{}\r\n",
        "2\r\n{\"success\":true}\r\n0\r\n\r\n",
    ] {
        all_lose(Cause::Broken, || raw(&format!("{head}{chunks}"))).await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_calls_itself_something_else_is_judged_by_what_it_is() -> Tested {
    let page = "<html><body><h1>Log in to this network</h1></body></html>";
    for kind in [
        "application/json",
        "text/html",
        "image/png",
        "a/b; c=\"\u{85}",
    ] {
        let kind = format!("Content-Type: {kind}\r\n");
        let (outcome, _) = ask(
            &Call::Status,
            answer("200 OK", &kind, r#"{"connected":true}"#),
        )
        .await?;
        assert_eq!(outcome, CONNECTED);
        for call in every_call()? {
            let text = not_understood(&call, answer("200 OK", &kind, page)).await?;
            let text = text.as_ref().map(ServerText::as_str);
            assert_eq!(text, Some("Log in to this network"));
        }
    }
    Ok(())
}

#[tokio::test]
async fn other_json_than_an_object_says_nothing() -> Tested {
    let deep = format!("{}true{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in ["true", "1", "[true]", "\"true\"", deep.as_str()] {
        for call in every_call()? {
            not_understood(&call, answer("200 OK", "", body)).await?;
        }
    }
    Ok(())
}

/// `{"connected":true,"success":true,"available":true}`
const GZIPPED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\x4a\xce\xcf\xcb\x4b\x4d\x2e\x49\x4d\x51\xb2\x2a\
    \x29\x2a\x4d\xd5\x51\x2a\x2e\x4d\x4e\x4e\x2d\x2e\x86\x71\x13\xcb\x12\x33\x73\x12\x93\x72\x52\x21\
    \x02\xb5\x00\x94\x09\x70\x26\x32\x00\x00\x00";

/// What is never unpacked cannot burst.
#[tokio::test]
async fn nothing_packed_is_asked_for_or_unpacked() -> Tested {
    for encoding in ["gzip", "deflate", "br", "zstd", "identity"] {
        let length = GZIPPED.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {length}\r\n\r\n"
        );
        for call in every_call()? {
            let script = Script::Write([head.as_bytes(), GZIPPED].concat());
            not_understood(&call, script).await?;
        }
    }
    for call in every_call()? {
        let (_, request) = ask(&call, answer("200 OK", "", "{}")).await?;
        let (head, _) = request.split_once("\r\n\r\n").unwrap_or_default();
        for absent in ["accept-encoding", "te", "upgrade", "expect"] {
            assert_eq!(header(head, absent), None, "{call:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_reset_after_the_request_leaves_the_outcome_open() -> Tested {
    for begun in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"success\":true}",
        "HTTP/1.0 200 OK\r\n\r\n{\"succ",
    ] {
        for call in every_call()? {
            let script = Script::ResetWhenAsked(begun.as_bytes().to_vec());
            let (outcome, request) = ask(&call, script).await?;
            assert_eq!(outcome, lost(&call, Cause::Broken), "{call:?}: {begun}");
            assert!(request.contains(INSTANCE_TOKEN), "it was not asked");
        }
    }
    Ok(())
}

#[tokio::test]
async fn another_protocol_is_not_switched_to() -> Tested {
    for call in every_call()? {
        let script =
            raw("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n{}");
        not_understood(&call, script).await?;
    }
    let http2 = b"\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\xff\xff".to_vec();
    all_lose(Cause::Broken, || Script::Write(http2.clone())).await
}

#[tokio::test]
async fn no_other_host_is_called_whichever_way_an_answer_points_there() -> Tested {
    let elsewhere = TcpListener::bind("127.0.0.2:0")?;
    let host = elsewhere.local_addr()?;
    let pointers = format!(
        "Location: http://{host}/\r\nRefresh: 0; url=http://{host}/\r\nContent-Location: http://{host}/\r\n\
         Alt-Svc: h2=\"{host}\"; persist=1, clear\r\nLink: <http://{host}/>; rel=preload\r\n"
    );
    for status in [
        "300 a", "301 a", "302 a", "303 a", "304 a", "305 a", "307 a", "308 a", "399 a",
    ] {
        all_lose(Cause::Redirected, || answer(status, &pointers, "")).await?;
    }
    for call in every_call()? {
        for status in ["200 a", "201 a", "401 a", "407 a", "426 a", "503 a"] {
            // What it is taken for does not matter here.
            let _taken = ask(&call, answer(status, &pointers, "{}")).await?;
        }
    }
    // A second call of the same client goes where the first one went.
    let server = Server::serve(move |mut stream| {
        let mut asked = String::new();
        for _ in 0..2 {
            asked = read_request(&mut stream)?;
            let head = format!("HTTP/1.1 200 OK\r\n{pointers}Content-Length: 2\r\n\r\n{{}}");
            stream.write_all(head.as_bytes())?;
        }
        Ok(asked)
    })?;
    let client = Client::new(&BaseUrl::parse(&format!("http://{}", server.address))?)?;
    for _ in 0..2 {
        let _taken = client.send(&credentials()?, &Call::Status).await;
    }
    assert!(server.request().await?.starts_with("GET /instances/"));
    assert!(is_left_alone(&elsewhere)?, "somebody else was called");
    Ok(())
}

/// Serves as many connections as there are answers, one request each, and keeps each connection open until
/// the client leaves it. Holds the requests.
fn one_by_one(
    listener: TcpListener,
    answers: [&'static str; 2],
) -> std::thread::JoinHandle<io::Result<Vec<String>>> {
    crate::wire::apart(move || {
        let mut requests = Vec::new();
        for text in answers {
            let (mut stream, _) = listener.accept()?;
            requests.push(read_request(&mut stream)?);
            stream.write_all(text.as_bytes())?;
            requests.extend(Some(read_request(&mut stream)?).filter(|more| !more.is_empty()));
        }
        Ok(requests)
    })
}

#[tokio::test]
async fn an_answer_that_comes_ahead_of_its_question_is_not_taken() -> Tested {
    const AHEAD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=b\r\n\r\n{}\
        HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"success\":true}";
    const THEN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"success\":false}";
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = BaseUrl::parse(&format!("http://{}", listener.local_addr()?))?;
    let serving = one_by_one(listener, [AHEAD, THEN]);
    let client = Client::new(&base)?;
    let [.., code, _, _, _, _, _] = every_call()?;
    let first = client.send(&credentials()?, &Call::Device).await;
    let second = client.send(&credentials()?, &code).await;
    drop(client);
    let Ok(served) = tokio::task::spawn_blocking(|| serving.join()).await? else {
        return Err("the server broke".into());
    };
    let requests = served?;
    assert_eq!(requests.len(), 2, "{first:?} {second:?} {requests:?}");
    let shown = format!("{second:?}");
    assert!(shown.contains("success: Some(false)"), "{shown}");
    for request in requests {
        assert_eq!(header(&request, "cookie"), None);
    }
    Ok(())
}

#[tokio::test]
async fn a_date_that_is_far_off_is_told_and_changes_nothing_else() -> Tested {
    let good = "Sun, 06 Nov 1994 08:49:37 GMT";
    for (date, wall_ms) in [
        (good, Some(784_111_777_000)),
        ("yesterday", None),
        ("\u{9b}2J", None),
    ] {
        for call in two_calls()? {
            for (status, body) in [
                ("200 OK", "{}"),
                ("500 a", "x"),
                ("302 a", "x"),
                ("200 OK", "<"),
            ] {
                let (expected, _) = ask(&call, answer(status, "", body)).await?;
                let dated = answer(status, &format!("Date: {date}\r\n"), body);
                let server = Server::start(dated)?;
                let base = BaseUrl::parse(&format!("http://{}", server.address))?;
                let (client, credentials) = (Client::new(&base)?, credentials()?);
                let limit = call.time_limit();
                let hand = AtHand::default();
                let exchange = client.exchange(&credentials, &call, (limit, &hand)).await;
                assert_eq!(exchange.date.map(|date| date.wall_ms), wall_ms);
                assert_eq!(exchange.outcome, expected, "{date}");
                server.request().await?;
            }
        }
    }
    Ok(())
}
