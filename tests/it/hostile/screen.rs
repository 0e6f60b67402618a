//! The built program in a terminal, at a server that hangs, drips or keeps on promising: the person can go on
//! typing, change the language, stop waiting and leave, all of it while the call is under way.

use crate::pty::{PATIENCE, Start, Terminal};
use crate::terminal::{program, reach};
use crate::wire::{CLIENT_TOKEN, INSTANCE_TOKEN, apart, drip, read_request};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

const ESCAPE: &str = "\x1b";
const CTRL_C: &str = "\x03";
/// Of answers that arrive decades later.
const DATE: &str = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
const F3: &str = "\x1bOR";

/// What the server does at the one route where it goes wrong.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Says nothing.
    Hang,
    /// Sends the body of its answer a byte at a time.
    Drip,
    /// Sends interim answers and never the one.
    Promise,
}

impl Fault {
    fn commit(self, stream: &mut TcpStream) -> io::Result<()> {
        let (first, again) = match self {
            // The other side never writes again, so this lasts until it closes.
            Fault::Hang => return stream.read(&mut [0]).map(drop),
            Fault::Drip => ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", " "),
            Fault::Promise => ("", "HTTP/1.1 100 Continue\r\n\r\n"),
        };
        stream.write_all(first.as_bytes())?;
        drip(stream, again.as_bytes()).map(drop)
    }
}

/// A server that answers everything well but one route.
struct Server {
    address: SocketAddr,
    /// A word for every request that it goes wrong at.
    wronged: Receiver<()>,
}

impl Server {
    fn start(route: &'static str, fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (tell, wronged) = channel();
        // It serves until this process ends.
        let _serving = apart(move || {
            for stream in listener.incoming().flatten() {
                let tell = tell.clone();
                let _served = apart(move || serve(stream, (route, fault), &tell));
            }
        });
        Self { address, wronged }
    }

    /// Waits until it goes wrong.
    fn wait_for_fault(&self) {
        let wronged = self.wronged.recv_timeout(PATIENCE);
        wronged.expect("it is asked what it goes wrong at");
    }

    /// How often it went wrong beside the times that were waited for.
    fn more_faults(&self) -> usize {
        self.wronged.try_iter().count()
    }

    fn wizard(&self) -> Terminal {
        let address = format!("http://{}", self.address);
        Terminal::start(&Start {
            program: program(),
            arguments: &[],
            environment: &[
                ("ZAPI_BASE_URL", &address),
                ("ZAPI_INSTANCE_ID", "3C01"),
                ("ZAPI_INSTANCE_TOKEN", INSTANCE_TOKEN),
                ("ZAPI_CLIENT_TOKEN", CLIENT_TOKEN),
            ],
            size: (80, 24),
        })
    }
}

fn serve(
    mut stream: TcpStream,
    (route, fault): (&str, Fault),
    tell: &Sender<()>,
) -> io::Result<()> {
    loop {
        let request = read_request(&mut stream)?;
        let Some(line) = request.lines().next() else {
            return Ok(());
        };
        let line = line.trim_end_matches(" HTTP/1.1");
        if line.ends_with(route) {
            // Nobody may listen any more.
            let _told = tell.send(());
            return fault.commit(&mut stream);
        }
        let body = if line.ends_with("registration-available") {
            r#"{"available":true,"smsWaitSeconds":0,"voiceWaitSeconds":0}"#
        } else {
            r#"{"connected":false,"name":"Shop"}"#
        };
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\n{DATE}Content-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
    }
}

#[test]
fn while_a_question_is_not_answered_every_key_works() {
    for fault in [Fault::Hang, Fault::Drip, Fault::Promise] {
        let server = Server::start("/status", fault);
        let mut terminal = server.wizard();
        terminal.wait_for("Credentials of the instance").settle();
        terminal
            .send("\r")
            .wait_for("Reading the instance's status…");
        server.wait_for_fault();
        // What is awaited is shown only while the call is under way.
        terminal.send(F3).wait_for("Lendo o estado da instância…");
        terminal
            .send(F3)
            .wait_for("Leyendo el estado de la instancia…");
        terminal.send(F3).wait_for("Reading the instance's status…");
        terminal.send(CTRL_C).wait_for("once more");
        terminal.send("\x0b").wait_for("To the customer");
        terminal.resize(132, 43).wait_for("●  Credentials");
        terminal.resize(80, 24).wait_for("Step 1 of 6");
        terminal.send(ESCAPE).wait_for("Leave the program");
        assert!(!terminal.text().contains("Reading"), "{}", terminal.text());
        terminal
            .settle()
            .send("\r")
            .wait_for("Reading the instance's");
        server.wait_for_fault();
        terminal.send(CTRL_C).wait_for("once more").send(CTRL_C);
        assert_eq!(terminal.end(), 130, "{fault:?}");
        assert!(!terminal.is_taken() && terminal.is_as_found());
        assert_eq!(server.more_faults(), 0, "{fault:?}");
    }
}

#[test]
fn while_a_code_request_is_not_answered_every_key_works_and_nothing_is_asked_twice() {
    for fault in [Fault::Hang, Fault::Drip, Fault::Promise] {
        let server = Server::start("/request-registration-code", fault);
        let mut terminal = server.wizard();
        reach(&mut terminal, "Requesting the code…");
        server.wait_for_fault();
        terminal.send(F3).wait_for("Pedindo o código…");
        terminal.send(F3).wait_for("Pidiendo el código…");
        terminal.send(F3).wait_for("Requesting the code…");
        terminal
            .send("\r\r\r")
            .send("\x0b")
            .wait_for("To the customer");
        terminal.send(CTRL_C).wait_for("once more").send(CTRL_C);
        // Left with an outcome that nobody knows.
        assert_eq!(terminal.end(), 9, "{fault:?}");
        assert!(!terminal.is_taken() && terminal.is_as_found());
        assert_eq!(server.more_faults(), 0, "{fault:?}");
    }
}

#[test]
fn a_clock_that_is_not_the_services_is_told_where_times_are() {
    let server = Server::start("/request-registration-code", Fault::Hang);
    let mut terminal = server.wizard();
    reach(&mut terminal, "How should the code arrive?");
    terminal.wait_for("ahead of the service's.");
}
