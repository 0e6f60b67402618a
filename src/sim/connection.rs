//! The TCP below the HTTP: a listener whose connections can be cut, or be made to send without an end.
//!
//! Not responsible for HTTP, nor for when a connection is to break. Invariants: a cut connection sends nothing
//! more, not even a status line; once the [`Line`] is down, no connection of it is served.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What an answer without an end begins with; blanks follow.
const ENDLESS_HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
const BLANKS: &[u8] = &[b' '; 16_384];

/// How long to wait before the next try when a connection could not be accepted.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Served,
    Endless,
    Cut,
}

/// Decides, from outside, what becomes of one connection.
#[derive(Clone, Debug)]
pub(super) struct Switch(Arc<Mutex<Wire>>);

#[derive(Debug)]
struct Wire {
    fate: Fate,
    /// Whom to wake when the fate changes.
    waker: Option<Waker>,
}

impl Switch {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Wire {
            fate: Fate::Served,
            waker: None,
        })))
    }

    /// Breaks the connection; the other side sees a reset.
    pub(super) fn cut(&self) {
        self.turn(Fate::Cut);
    }

    /// Sends a body that never ends, instead of an answer.
    pub(super) fn pour(&self) {
        self.turn(Fate::Endless);
    }

    fn turn(&self, fate: Fate) {
        let waker = {
            let mut wire = self.wire();
            if wire.fate != Fate::Cut {
                wire.fate = fate;
            }
            wire.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn fate(&self) -> Fate {
        self.wire().fate
    }

    /// The fate; a change of it wakes the task.
    fn watched_fate(&self, context: &Context<'_>) -> Fate {
        let mut wire = self.wire();
        wire.waker = Some(context.waker().clone());
        wire.fate
    }

    fn wire(&self) -> MutexGuard<'_, Wire> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connected<IncomingStream<'_, Doorway>> for Switch {
    fn connect_info(stream: IncomingStream<'_, Doorway>) -> Self {
        stream.io().switch.clone()
    }
}

/// All connections of one simulator.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<Mutex<Connections>>);

#[derive(Debug, Default)]
struct Connections {
    down: bool,
    switches: Vec<Weak<Mutex<Wire>>>,
}

impl Line {
    /// Cuts every connection, and those that are still to come.
    pub(super) fn take_down(&self) {
        let switches = {
            let mut connections = self.connections();
            connections.down = true;
            std::mem::take(&mut connections.switches)
        };
        for wire in switches.iter().filter_map(Weak::upgrade) {
            Switch(wire).cut();
        }
    }

    fn join(&self, switch: &Switch) {
        let mut connections = self.connections();
        if connections.down {
            switch.cut();
        }
        let switches = &mut connections.switches;
        switches.retain(|known| known.strong_count() > 0);
        switches.push(Arc::downgrade(&switch.0));
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where connections come in.
pub(super) struct Doorway {
    listener: TcpListener,
    line: Line,
}

impl Doorway {
    pub(super) fn new(listener: TcpListener, line: Line) -> Self {
        Self { listener, line }
    }
}

impl Listener for Doorway {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.listener.accept().await {
                let switch = Switch::new();
                self.line.join(&switch);
                return (Connection::new(stream, switch), address);
            }
            tokio::time::sleep(ACCEPT_AGAIN).await;
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection.
pub(super) struct Connection {
    stream: TcpStream,
    switch: Switch,
    poured: usize,
}

impl Connection {
    fn new(stream: TcpStream, switch: Switch) -> Self {
        Self {
            stream,
            switch,
            poured: 0,
        }
    }

    /// Breaks with a reset rather than with an orderly end.
    fn reset<T>(&self) -> Poll<io::Result<T>> {
        // Where the option is not to be had, the connection still closes without an answer.
        let _unset = self.stream.set_zero_linger();
        Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }

    /// Writes for as long as the other side takes it.
    fn pour(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            let head = ENDLESS_HEAD.get(self.poured..).unwrap_or_default();
            let part = if head.is_empty() { BLANKS } else { head };
            let written = ready!(Pin::new(&mut self.stream).poll_write(context, part))?;
            self.poured = self.poured.saturating_add(written);
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        match this.switch.watched_fate(context) {
            Fate::Served => Pin::new(&mut this.stream).poll_read(context, buffer),
            Fate::Endless => this.pour(context),
            Fate::Cut => this.reset(),
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match this.switch.fate() {
            Fate::Served | Fate::Endless => Pin::new(&mut this.stream).poll_write(context, bytes),
            Fate::Cut => this.reset(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        match this.switch.fate() {
            Fate::Served | Fate::Endless => Pin::new(&mut this.stream).poll_shutdown(context),
            Fate::Cut => this.reset(),
        }
    }
}
