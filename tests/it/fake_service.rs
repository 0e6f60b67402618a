//! A service that gives the answers of a test, call by call, and counts what it is asked.

use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) const INSTANCE_ID: &str = "3CAFE0123456789ABCDEF0123456789A";
pub(crate) const INSTANCE_TOKEN: &str = "9F00DDEADBEEF0123456789A";
pub(crate) const CLIENT_TOKEN: &str = "F0123456789abcdef0123456789abcdefS";

/// What an answer is.
#[derive(Clone, Debug)]
pub(crate) struct FakeAnswer {
    status: u16,
    headers: String,
    body: String,
}

impl FakeAnswer {
    /// 200 with a body in JSON.
    pub(crate) fn json(body: &Value) -> Self {
        Self::of(200, "application/json", &body.to_string())
    }

    /// A status with a body of another kind.
    pub(crate) fn of(status: u16, kind: &str, body: &str) -> Self {
        Self {
            status,
            headers: format!("Content-Type: {kind}\r\n"),
            body: body.to_owned(),
        }
    }

    /// The same with a header more.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let (status, headers) = (self.status, &self.headers);
        let length = self.body.len();
        let head = format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\n\r\n");
        [head.as_bytes(), self.body.as_bytes()].concat()
    }
}

/// The answers to calls whose path ends so, in order; the last one again and again.
pub(crate) type Answers = Vec<(&'static str, Vec<FakeAnswer>)>;

/// What is answered where a test says nothing.
fn happy() -> Answers {
    let answer = |body: Value| vec![FakeAnswer::json(&body)];
    let success = || answer(json!({"success": true}));
    let waits = json!({"success": true, "smsWaitSeconds": 60, "voiceWaitSeconds": 60,
        "waOldWaitSeconds": 60});
    let open = json!({"available": true, "smsWaitSeconds": 0, "voiceWaitSeconds": 0,
        "waOldWaitSeconds": 0, "waOldEligible": true});
    let link = json!({"connected": false, "error": "You are not connected."});
    vec![
        ("/status", answer(link)),
        (
            "/me",
            answer(json!({"id": INSTANCE_ID, "name": "Shop", "connected": false})),
        ),
        ("/device", answer(json!({"phone": null}))),
        ("/registration-available", answer(open)),
        ("/request-registration-code", answer(waits)),
        ("/confirm-registration-code", success()),
        ("/confirm-pin-code", success()),
        ("/respond-captcha", success()),
        ("/device-transfer-confirmed", success()),
        (
            "/request-unbanning",
            answer(json!({"success": true, "status": "IN_REVIEW"})),
        ),
    ]
}

#[derive(Default)]
struct Counted {
    answers: BTreeMap<&'static str, VecDeque<FakeAnswer>>,
    asked: Vec<Asked>,
}

/// A call as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Without what stands behind a question mark.
    pub(crate) path: String,
    pub(crate) client_token: String,
    pub(crate) body: String,
}

impl Counted {
    fn answer(&mut self, asked: Asked) -> FakeAnswer {
        self.asked.push(asked.clone());
        let path = asked.path;
        let known = self
            .answers
            .iter_mut()
            .find(|(end, _)| path.ends_with(*end));
        let given = known.and_then(|(_, given)| {
            if given.len() > 1 {
                given.pop_front()
            } else {
                given.front().cloned()
            }
        });
        given.unwrap_or_else(|| FakeAnswer::of(404, "text/html", "nothing here"))
    }
}

/// The service, which lasts as long as the process.
pub(crate) struct FakeService {
    pub(crate) base: String,
    counted: Arc<Mutex<Counted>>,
}

impl FakeService {
    pub(crate) fn start(answers: Answers) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let base = format!("http://{}", listener.local_addr()?);
        let all = happy().into_iter().chain(answers);
        let answers = all.map(|(path, given)| (path, given.into()));
        let counted = Arc::new(Mutex::new(Counted {
            answers: answers.collect(),
            asked: Vec::new(),
        }));
        let counting = Arc::clone(&counted);
        std::thread::Builder::new().spawn(move || {
            for stream in listener.incoming().flatten() {
                let counting = Arc::clone(&counting);
                let serving = std::thread::Builder::new().spawn(move || {
                    // The other side may be gone at any time.
                    let _ended = serve(stream, &counting);
                });
                drop(serving);
            }
        })?;
        Ok(Self { base, counted })
    }

    /// The calls that came whose path ends so.
    pub(crate) fn asked(&self, path: &str) -> Vec<Asked> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let of_path = counted
            .asked
            .iter()
            .filter(|asked| asked.path.ends_with(path));
        of_path.cloned().collect()
    }

    /// How many calls came whose path ends so.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked(path).len()
    }

    /// Its address and its credentials, as the environment gives them.
    pub(crate) fn environment(&self) -> [(&str, &str); 4] {
        [
            ("ZAPI_BASE_URL", &self.base),
            ("ZAPI_INSTANCE_ID", INSTANCE_ID),
            ("ZAPI_INSTANCE_TOKEN", INSTANCE_TOKEN),
            ("ZAPI_CLIENT_TOKEN", CLIENT_TOKEN),
        ]
    }
}

fn serve(mut stream: TcpStream, counted: &Mutex<Counted>) -> io::Result<()> {
    loop {
        let asked = request(&mut stream)?;
        let answer = {
            let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
            counted.answer(asked)
        };
        stream.write_all(&answer.bytes())?;
    }
}

/// Reads a request with its body.
fn request(stream: &mut TcpStream) -> io::Result<Asked> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let header = |wanted: &str| {
        head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case(wanted)
                .then(|| value.trim().to_owned())
        })
    };
    let length = header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    let path = head.split(' ').nth(1).unwrap_or_default();
    let (path, _) = path.split_once('?').unwrap_or((path, ""));
    Ok(Asked {
        path: path.to_owned(),
        client_token: header("client-token").unwrap_or_default(),
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
