//! Through a tunnel on this machine: a loopback address is the simulator where its answers say so, and the real service
//! where they do not; and what the service echoes later is not shown.

use crate::terminal::{Service, program};
use std::error::Error;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;

/// What makes an answer known as the simulator's, and what stands there of a real service.
const MARK: (&str, &str) = ("x-zapi-onboard-simulator", "x-something-else-of-a-server");

/// What `/status` says of an instance that is not connected, and the same length with the echo of a code.
const ECHO: (&str, &str) = ("You are not connected.", "You used 918-273 now..");

/// A tunnel on this machine that exchanges one text for another.
fn tunnel(to: &str, exchanged: (&'static str, &'static str)) -> Result<String, Box<dyn Error>> {
    let there = to.strip_prefix("http://").ok_or("an address")?.to_owned();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let here = format!("http://{}", listener.local_addr()?);
    // It ends with the process of the tests.
    thread::Builder::new().spawn(move || {
        for connection in listener.incoming().flatten() {
            let there = there.clone();
            // A connection that breaks is one of the program under test.
            let _apart = thread::Builder::new().spawn(move || carry(connection, &there, exchanged));
        }
    })?;
    Ok(here)
}

/// Carries one connection, and exchanges the text in what comes back.
fn carry(mut near: TcpStream, there: &str, (text, instead): (&str, &str)) -> std::io::Result<()> {
    let mut far = TcpStream::connect(there)?;
    let (mut from_near, mut to_far) = (near.try_clone()?, far.try_clone()?);
    thread::Builder::new().spawn(move || std::io::copy(&mut from_near, &mut to_far))?;
    let mut bytes = [0; 8 * 1024];
    loop {
        let count = far.read(&mut bytes)?;
        if count == 0 {
            return near.shutdown(std::net::Shutdown::Both);
        }
        let read = bytes.get(..count).unwrap_or_default();
        let came = String::from_utf8_lossy(read);
        near.write_all(came.replace(text, instead).as_bytes())?;
    }
}

/// The wizard in line mode, with every answer written ahead.
fn written_ahead(service: &Service, address: &str) -> Result<String, Box<dyn Error>> {
    let state = tempfile::tempdir()?;
    let mut child = Command::new(program())
        .arg("--plain")
        .env_clear()
        .envs(service.environment())
        .env("ZAPI_BASE_URL", address)
        .env("LANG", "en_US.UTF-8")
        .env("HOME", state.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut pen = child.stdin.take().ok_or("a pen")?;
    for answer in [
        "",
        "",
        "",
        "55",
        "11987654321",
        "use_number",
        "1",
        "2",
        service.digits().0,
        "1",
    ] {
        writeln!(pen, "{answer}")?;
    }
    drop(pen);
    Ok(String::from_utf8(child.wait_with_output()?.stdout)?)
}

#[test]
fn answers_written_ahead_request_a_code_at_the_simulator_and_at_no_tunnel()
-> Result<(), Box<dyn Error>> {
    for (through_tunnel, requests) in [(false, 1), (true, 0)] {
        let service = Service::start("happy");
        let [(_, simulator), ..] = service.environment();
        let address = if through_tunnel {
            tunnel(simulator, MARK)?
        } else {
            simulator.to_owned()
        };
        let said = written_ahead(&service, &address)?;
        assert_eq!(
            service.count("/mobile/request-registration-code"),
            requests,
            "{said}"
        );
        // It came as far as the question.
        assert_eq!(service.count("/mobile/registration-available"), 1, "{said}");
        assert_eq!(said.contains("request_sms"), through_tunnel, "{said}");
    }
    Ok(())
}

#[test]
fn what_status_echoes_after_a_code_request_is_in_no_log() -> Result<(), Box<dyn Error>> {
    assert_eq!(ECHO.0.len(), ECHO.1.len());
    let service = Service::start("happy");
    let [(_, simulator), ..] = service.environment();
    let address = tunnel(simulator, ECHO)?;
    let state = tempfile::tempdir()?;
    let log = state.path().join("log");
    let number = ["--number", "+5511987654321"];
    let mut seen = Vec::new();
    for step in [
        &["check"][..],
        &["request", "--method", "sms"],
        &["confirm"],
    ] {
        let output = Command::new(program())
            .arg("--log")
            .arg(&log)
            .args(step)
            .args(number)
            .env_clear()
            .envs(service.environment())
            .env("ZAPI_BASE_URL", &address)
            .env("ZAPI_ONBOARD_CODE", "111111")
            .env("HOME", state.path())
            .stdin(Stdio::null())
            .output()?;
        let told = std::fs::read_to_string(&log)?;
        let told = told
            .get(seen.iter().sum::<usize>()..)
            .unwrap_or_default()
            .to_owned();
        seen.push(told.len());
        let is_after = step[0] == "confirm";
        assert_eq!(
            told.contains("You used 918-273"),
            !is_after,
            "{output:?} {told}"
        );
        assert_eq!(told.contains("You used •••"), is_after, "{told}");
    }
    Ok(())
}
