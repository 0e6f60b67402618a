//! `simulate` as a client meets it: started, read, called over HTTP, ended.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

/// The running program; ended when it is dropped, however a test ends.
struct Served(Option<Child>);

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let child = command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        Self(Some(child))
    }

    /// Reads the introduction, up to the line that says it is serving.
    fn introduction(&mut self) -> Vec<String> {
        let child = self.0.as_mut().expect("it runs");
        let out = child.stdout.take().expect("its output");
        let mut lines = Vec::new();
        for line in BufReader::new(out).lines() {
            lines.push(line.expect("text"));
            if lines.last().is_some_and(|line| line.contains("Ctrl-C")) {
                break;
            }
        }
        lines
    }

    /// Ends it as Ctrl-C does.
    fn interrupt(mut self) -> Output {
        let child = self.0.take().expect("it runs");
        crate::pty::signal("INT", child.id());
        child.wait_with_output().expect("it ends")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            // It may have ended by itself.
            let _killed = child.kill();
            let _waited = child.wait();
        }
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zapi-onboard"));
    command
        .arg("simulate")
        .args(arguments)
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::null());
    command
}

fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    let prefix = format!("{name}=");
    let mut values = lines.iter().filter_map(|line| line.strip_prefix(&prefix));
    values
        .next()
        .unwrap_or_else(|| panic!("{name} is not in {lines:?}"))
}

/// All that comes back.
fn ask(lines: &[String], path: &str, headers: &str) -> String {
    let address = value(lines, "ZAPI_BASE_URL").trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n{headers}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

#[test]
fn a_client_is_told_what_it_needs_and_served_until_ctrl_c() {
    let mut served = Served::start(&["pin"]);
    let lines = served.introduction();
    let told = lines.join("\n");
    for needed in ["+55 11987654321", "123456", "246810", "H7K4P"] {
        assert!(told.contains(needed), "{needed} is not in {told}");
    }
    let base = value(&lines, "ZAPI_BASE_URL");
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    let id = value(&lines, "ZAPI_INSTANCE_ID");
    let token = value(&lines, "ZAPI_INSTANCE_TOKEN");
    let client = value(&lines, "ZAPI_CLIENT_TOKEN");
    let partner = value(&lines, "ZAPI_PARTNER_TOKEN");

    let path = format!("/instances/{id}/token/{token}/status");
    let answer = ask(&lines, &path, &format!("client-token: {client}\r\n"));
    assert!(answer.contains("You are not connected."), "{answer}");
    let answer = ask(&lines, &path, "");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    let bearer = format!("authorization: Bearer {partner}\r\n");
    let answer = ask(&lines, "/instances?page=1&pageSize=5", &bearer);
    assert!(answer.contains(id), "{answer}");

    let ended = served.interrupt();
    assert_eq!(ended.status.code(), Some(0));
    let log = String::from_utf8(ended.stderr).expect("text");
    let words: Vec<Vec<&str>> = log
        .lines()
        .map(|line| line.split_whitespace().skip(1).collect())
        .collect();
    assert_eq!(
        words,
        [
            vec!["GET", "/status", "ok"],
            vec!["GET", "/status", "refused:", "no", "client", "token"],
            vec!["GET", "/instances", "ok"],
        ]
    );
    for secret in [id, token, client, partner] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn who_opens_it_to_other_machines_is_warned() {
    let mut served = Served::start(&["--listen", "0.0.0.0:0"]);
    let lines = served.introduction();
    assert!(value(&lines, "ZAPI_BASE_URL").starts_with("http://0.0.0.0:"));
    let ended = served.interrupt();
    let log = String::from_utf8(ended.stderr).expect("text");
    assert!(log.contains("other machines"), "{log}");
}

#[test]
fn a_scenario_or_an_address_that_is_not_there_is_a_matter_of_usage() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    for (arguments, words) in [
        (vec!["sunny"], "happy"),
        (vec!["--listen", address.as_str()], "--listen"),
        (vec!["--listen", "nowhere"], "--listen"),
    ] {
        let ended = command(&arguments).output().expect("it ends");
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(ended.stderr).expect("text");
        assert!(said.contains(words), "{said}");
        assert!(ended.stdout.is_empty(), "{arguments:?}");
    }
}
