//! A whole onboarding goes over one secure connection: the built program, a simulated service, and between the two a
//! server that speaks TLS and counts.

use crate::hostile::certificates::{Shown, authority_of, pem, shown};
use crate::instances::{Instances, way_to_the_phone};
use crate::terminal::program;
use rcgen::KeyPair;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{HandshakeKind, ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What came in: how each connection began, and the first line of every request.
#[derive(Default)]
struct Counted {
    handshakes: Vec<Option<HandshakeKind>>,
    requests: Vec<String>,
}

/// Passes requests on to `service`, until the process ends.
fn serve(Shown { chain, key }: Shown, service: String) -> Outcome<(u16, Arc<Mutex<Counted>>)> {
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key)))?;
    let config = Arc::new(config);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    let counted = Arc::new(Mutex::new(Counted::default()));
    let counting = Arc::clone(&counted);
    std::thread::Builder::new().spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a server");
            let stream = StreamOwned::new(connection, stream);
            // One at a time is enough: the next one waits, and is counted when it is served.
            let _ended = pass_on(stream, &service, &counting);
        }
    })?;
    Ok((port, counted))
}

fn pass_on(
    mut near: StreamOwned<ServerConnection, TcpStream>,
    service: &str,
    counted: &Mutex<Counted>,
) -> io::Result<()> {
    let mut far = TcpStream::connect(service)?;
    let mut is_first = true;
    loop {
        let request = message(&mut near)?;
        let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut is_first) {
            counted.handshakes.push(near.conn.handshake_kind());
        }
        let text = String::from_utf8_lossy(&request);
        let line = text.lines().next().unwrap_or_default();
        counted.requests.push(line.to_owned());
        drop(counted);
        far.write_all(&request)?;
        let answer = message(&mut far)?;
        near.write_all(&answer)?;
        near.flush()?;
    }
}

/// One HTTP message, with the body that its head announces.
fn message(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    bytes.extend(body);
    Ok(bytes)
}

/// Onboards until the service was asked once, by the program itself, whether the phone has confirmed, and leaves.
fn onboard(command: &mut Command) -> Outcome<()> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut pen = child.stdin.take().ok_or("a pen")?;
    for line in BufReader::new(child.stdout.take().ok_or("its words")?).lines() {
        let object: Value = serde_json::from_str(&line?)?;
        if object["type"] != "prompt" {
            continue;
        }
        if object["name"] == "number" {
            // The instance is read beside this question; an answer before its end would break that off, and the
            // connection with it.
            std::thread::sleep(Duration::from_secs(1));
        }
        let answer = if object["name"] == "device" {
            // Its first check by itself comes five seconds after the last call.
            std::thread::sleep(Duration::from_secs(6));
            json!({"leave": true})
        } else if let Some(answer) = way_to_the_phone(&object) {
            answer
        } else {
            continue;
        };
        writeln!(pen, "{answer}")?;
    }
    child.wait()?;
    Ok(())
}

#[test]
fn an_onboarding_takes_one_connection_and_its_checks_do_too() -> Outcome<()> {
    let home = tempfile::tempdir()?;
    let list = home.path().join("numbers.csv");
    let service = Instances::serve(program(), "device", 1, &list)?;
    let mut environment = service.environment();
    let base = environment.find(|(name, _)| *name == "ZAPI_BASE_URL");
    let base = base.and_then(|(_, url)| url.strip_prefix("http://"));
    let base = base.ok_or("an address")?.to_owned();

    let authority = authority_of(KeyPair::generate()?, "Test Root")?;
    let trusted = home.path().join("authority.pem");
    std::fs::write(&trusted, pem(&authority))?;
    let own = shown(Some(&authority), &["127.0.0.1"], |_| {})?;
    let (port, counted) = serve(own, base)?;

    let mut command = Command::new(program());
    command
        .args(["queue", "--json"])
        .arg(&list)
        .env_clear()
        .envs(service.environment())
        .env("ZAPI_BASE_URL", format!("https://127.0.0.1:{port}"))
        .env("SSL_CERT_FILE", &trusted)
        .env("LANG", "en_US.UTF-8")
        .env("HOME", home.path());
    onboard(&mut command)?;

    let counted = counted.lock().map_err(|_poisoned| "counted")?;
    let paths: Vec<&str> = counted
        .requests
        .iter()
        .filter_map(|line| line.split(' ').nth(1)?.rsplit('/').next())
        .collect();
    assert_eq!(counted.handshakes, [Some(HandshakeKind::Full)], "{paths:?}");
    // What the flow asks for, and the status before the code: the same calls as on any other surface.
    let expected = [
        "status",
        "me",
        "status",
        "registration-available",
        "status",
        "request-registration-code",
        "status",
        "confirm-registration-code",
        "status",
    ];
    assert_eq!(paths, expected);
    Ok(())
}
