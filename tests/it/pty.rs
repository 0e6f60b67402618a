//! The built program in a real terminal: a pseudo-terminal and a model of what its screen shows.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long a screen may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// After this long without output, a program that sleeps has said what it had to say.
const QUIET: Duration = Duration::from_millis(250);

/// A program in a terminal.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    /// The model of the screen.
    pub(crate) screen: vt100::Parser,
    /// Everything that was ever written.
    pub(crate) written: Vec<u8>,
    found: String,
}

/// What a program is started with.
pub(crate) struct Start<'a> {
    pub(crate) program: &'a Path,
    pub(crate) arguments: &'a [&'a str],
    pub(crate) environment: &'a [(&'a str, &'a str)],
    pub(crate) size: (u16, u16),
}

impl Terminal {
    /// Starts a program in a terminal of its own, with nothing of our environment but the path.
    pub(crate) fn start(start: &Start<'_>) -> Self {
        let (columns, rows) = start.size;
        let pty = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(start.program);
        command.args(start.arguments);
        command.env_clear();
        for (name, value) in [
            ("PATH", std::env::var("PATH").expect("a path").as_str()),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
        ] {
            command.env(name, value);
        }
        for (name, value) in start.environment {
            command.env(name, value);
        }
        let found = settings(&*pty.master);
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let keyboard = pty.master.take_writer().expect("a writer");
        let (send, output) = channel();
        std::thread::Builder::new()
            .spawn(move || {
                let mut buffer = vec![0; 65_536];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    if send.send(buffer[..count].to_vec()).is_err() {
                        break;
                    }
                }
            })
            .expect("a reading thread");
        Self {
            master: pty.master,
            child,
            keyboard,
            output,
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
            found,
        }
    }

    /// What the screen shows.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether the alternate screen or bracketed paste is on, or the cursor is hidden.
    pub(crate) fn is_taken(&self) -> bool {
        let screen = self.screen.screen();
        screen.alternate_screen() || screen.bracketed_paste() || screen.hide_cursor()
    }

    /// Whether the terminal's own settings are as they were found.
    pub(crate) fn is_as_found(&self) -> bool {
        settings(&*self.master) == self.found
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) -> &mut Self {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self.keyboard.flush().expect("the terminal takes keys");
        self
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_for_any(&[text]);
        self
    }

    /// Waits until the screen shows one of `texts`, and says which.
    pub(crate) fn wait_for_any<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        loop {
            let shown = self.text();
            if let Some(text) = texts.iter().find(|text| shown.contains(**text)) {
                return text;
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.process(&bytes),
                Err(error) => panic!("{texts:?} did not come ({error}):\n{shown}"),
            }
        }
    }

    /// Waits until nothing more is written for a while, and the program is not merely kept from running.
    pub(crate) fn settle(&mut self) -> &mut Self {
        loop {
            match self.output.recv_timeout(QUIET) {
                Ok(bytes) => self.process(&bytes),
                Err(RecvTimeoutError::Timeout) if wants_to_run(self.pid()) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return self,
            }
        }
    }

    /// Waits until `sequence` was written so many times.
    pub(crate) fn wait_for_bytes(&mut self, sequence: &[u8], times: usize) -> &mut Self {
        let seen = |written: &[u8]| {
            let windows = written.windows(sequence.len());
            windows.filter(|window| *window == sequence).count()
        };
        while seen(&self.written) < times {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.process(&bytes),
                Err(error) => panic!("{sequence:?} did not come ({error}):\n{}", self.text()),
            }
        }
        self
    }

    /// Waits for the end, and says the exit code.
    pub(crate) fn end(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.text()),
            }
        }
        self.child.wait().expect("the program ended").exit_code()
    }

    /// The process's id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a running program")
    }

    /// Changes the window's size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master
            .resize(size(columns, rows))
            .expect("the size can be set");
        self.screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self
    }

    fn process(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window with cells")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn settings(master: &dyn MasterPty) -> String {
    format!(
        "{:?}",
        master.get_termios().expect("the terminal's settings")
    )
}

/// Whether a thread of a process runs, waits for a processor or for a disk, as Linux tells it in the third
/// field of `stat`. Elsewhere, and when the process has ended, none does.
fn wants_to_run(pid: u32) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
        return false;
    };
    let state = |thread: std::fs::DirEntry| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).ok()?;
        let (_, rest) = stat.rsplit_once(')')?;
        rest.trim_start().chars().next()
    };
    let mut states = threads.flatten().filter_map(state);
    states.any(|state| matches!(state, 'R' | 'D'))
}

/// Sends a signal, by its name, to a process that the test started.
pub(crate) fn signal(name: &str, pid: u32) {
    let sent = std::process::Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status()
        .expect("kill is there");
    assert!(sent.success(), "no {name} to {pid}");
}
