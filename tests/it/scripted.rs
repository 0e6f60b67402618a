//! A service whose every answer a test writes, and the built program run against it with a journal of its own.

use crate::terminal::program;
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) type Tested = Result<(), Box<dyn Error>>;

pub(crate) const REQUEST: &str = "POST /mobile/request-registration-code";
pub(crate) const CAPTCHA: &str = "POST /mobile/respond-captcha";
pub(crate) const CODE: &str = "POST /mobile/confirm-registration-code";
pub(crate) const PIN: &str = "POST /mobile/confirm-pin-code";
pub(crate) const RECOVER: &str = "POST /mobile/recovery-pin-code";
pub(crate) const TRANSFER: &str = "GET /mobile/device-transfer-confirmed";
pub(crate) const LOOK: &str = "POST /mobile/registration-available";
pub(crate) const STATUS: &str = "GET /status";
pub(crate) const DEVICE: &str = "GET /device";

const NUMBER: &str = "+5511987654321";
const INSTANCE: &str = "3CAFE0123456789ABCDEF0123456789A";
const TOKEN: &str = "9F00DDEADBEEF0123456789A";
const CLIENT: &str = "F0123456789abcdef0123456789abcdefS";

/// What a route answers, one after another; the last answer stays.
type Answers = HashMap<&'static str, VecDeque<Value>>;

/// What came, and what is answered.
#[derive(Default)]
struct Script {
    answers: Answers,
    came: Vec<String>,
}

/// A machine with its journal, and the service that it reaches.
pub(crate) struct Scripted {
    address: String,
    script: Arc<Mutex<Script>>,
    state: tempfile::TempDir,
}

/// How a step ended.
pub(crate) struct Ended {
    pub(crate) exit: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// The object that it printed last.
    pub(crate) fn object(&self) -> Result<Value, Box<dyn Error>> {
        let last = self.out.lines().last().ok_or("an object")?;
        Ok(serde_json::from_str(last)?)
    }

    /// All that it said.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

impl Scripted {
    /// A service that takes everything, but for these answers.
    pub(crate) fn answering(
        answers: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = format!("http://{}", listener.local_addr()?);
        let script = Arc::new(Mutex::new(Script::default()));
        let serving = Arc::clone(&script);
        std::thread::Builder::new().spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = Arc::clone(&serving);
                // One that breaks off is served no more.
                let _ended = std::thread::Builder::new().spawn(move || serve(stream, &serving));
            }
        })?;
        let service = Self {
            address,
            script,
            state: tempfile::tempdir()?,
        };
        for (route, answer) in answers {
            service.answers(route, [answer]);
        }
        Ok(service)
    }

    /// From here on `route` answers these, one after another; the last one stays.
    pub(crate) fn answers(&self, route: &'static str, answers: impl IntoIterator<Item = Value>) {
        let mut script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.answers.insert(route, answers.into_iter().collect());
    }

    /// How many calls of `route` came.
    pub(crate) fn count(&self, route: &str) -> usize {
        let script = self.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.came.iter().filter(|came| *came == route).count()
    }

    /// Its address and its credentials, as the environment gives them.
    pub(crate) fn environment(&self) -> [(&str, &str); 4] {
        [
            ("ZAPI_BASE_URL", self.address.as_str()),
            ("ZAPI_INSTANCE_ID", INSTANCE),
            ("ZAPI_INSTANCE_TOKEN", TOKEN),
            ("ZAPI_CLIENT_TOKEN", CLIENT),
        ]
    }

    /// The home of the person who runs the program.
    pub(crate) fn folder(&self) -> &Path {
        self.state.path()
    }

    /// Runs the program with `arguments`, and `typed` on its standard input.
    pub(crate) fn run(&self, arguments: &[&str], typed: &str) -> Result<Ended, Box<dyn Error>> {
        self.run_in("en_US.UTF-8", arguments, typed)
    }

    /// The same in another language.
    pub(crate) fn run_in(
        &self,
        language: &str,
        arguments: &[&str],
        typed: &str,
    ) -> Result<Ended, Box<dyn Error>> {
        let mut child = self
            .command()
            .args(arguments)
            .env("LANG", language)
            .spawn()?;
        let mut pen = child.stdin.take().ok_or("a pen")?;
        // A step that needs nothing may be gone before it is written to.
        let _unread = pen.write_all(typed.as_bytes());
        drop(pen);
        let output = child.wait_with_output()?;
        Ok(Ended {
            exit: output.status.code(),
            out: String::from_utf8(output.stdout)?,
            err: String::from_utf8(output.stderr)?,
        })
    }

    /// The program, without what it is to do.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(program());
        command
            .env_clear()
            .envs(self.environment())
            .envs([("LANG", "en_US.UTF-8"), ("TZ", "UTC")])
            .env("HOME", self.state.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Requests a code.
    pub(crate) fn request(&self) -> Result<Ended, Box<dyn Error>> {
        self.run(&["request", "--number", NUMBER, "--method", "sms"], "")
    }
}

/// Answers the requests of one connection until it ends.
fn serve(stream: TcpStream, script: &Mutex<Script>) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let Some((name, value)) = header.trim_end().split_once(':') else {
                break;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        reader.read_exact(&mut vec![0; length])?;
        let body = answer(&line, script).to_string();
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
    }
}

/// The answer to the request that begins with `line`.
fn answer(line: &str, script: &Mutex<Script>) -> Value {
    let mut words = line.split(' ');
    let verb = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    let path = path.split_once(TOKEN).map_or(path, |(_, rest)| rest);
    let route = format!("{verb} {path}");
    let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
    script.came.push(route.clone());
    match script.answers.get_mut(route.as_str()) {
        Some(answers) if answers.len() > 1 => answers.pop_front().unwrap_or_default(),
        Some(answers) => answers.front().cloned().unwrap_or_default(),
        None => by_default(&route),
    }
}

fn by_default(route: &str) -> Value {
    match route {
        STATUS => json!({"connected": false, "error": "You are not connected."}),
        DEVICE => json!({"phone": null}),
        "GET /me" => json!({"id": INSTANCE, "connected": false, "paymentStatus": "PAID"}),
        LOOK => json!({
            "available": true, "smsWaitSeconds": 0, "voiceWaitSeconds": 0,
            "waOldWaitSeconds": 0, "waOldEligible": true,
        }),
        _ => json!({"success": true}),
    }
}
