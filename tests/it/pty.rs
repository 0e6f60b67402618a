//! The built program in a real terminal: a pseudo-terminal and a model of what its screen shows.

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// How long a screen may take to come.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);
/// After this long without output, a program that sleeps has said what it had to say.
const QUIET: Duration = Duration::from_millis(250);

/// A program in a terminal.
pub(crate) struct Terminal {
    /// Our end of it, until it is hung up.
    line: Option<Line>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    /// What is read next is the last.
    closing: Arc<AtomicBool>,
    /// Whether nothing is read for the moment.
    frozen: Arc<(Mutex<bool>, Condvar)>,
    /// Processes that draw here and are no children of the program, such as those behind a server.
    drawing: Vec<u32>,
    /// The model of the screen.
    pub(crate) screen: vt100::Parser,
    /// Everything that was ever written.
    pub(crate) written: Vec<u8>,
    found: String,
    /// Where the program keeps its state, unless its environment says otherwise.
    _home: TempDir,
}

/// Our end of a terminal: of what the program has, nothing is left when it is dropped.
struct Line {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
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
        let pty = open(start.size);
        let mut command = CommandBuilder::new(start.program);
        command.args(start.arguments);
        command.env_clear();
        let home = home();
        for (name, value) in environment(start, &home) {
            command.env(name, value);
        }
        let found = settings(&*pty.master);
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the program starts");
        Self::watch(pty, child, start.size, (found, home))
    }

    /// Starts a program that writes to a terminal, and reads from it too unless there is another `input`, but
    /// whose session has another terminal or none: no signal tells it that this one is gone.
    pub(crate) fn start_apart(start: &Start<'_>, input: Option<&Input>) -> Self {
        let pty = open(start.size);
        let found = settings(&*pty.master);
        let output = far_end(&*pty.master);
        let reading = match input {
            Some(input) => far_end(&*input.line.master),
            None => output.try_clone().expect("a second handle"),
        };
        let home = home();
        let child = Command::new(start.program)
            .args(start.arguments)
            .env_clear()
            .envs(environment(start, &home))
            .stdin(reading)
            .stdout(output.try_clone().expect("a third handle"))
            .stderr(output)
            .spawn()
            .expect("the program starts");
        Self::watch(pty, Box::new(child), start.size, (found, home))
    }

    fn watch(
        pty: PtyPair,
        child: Box<dyn Child + Send + Sync>,
        (columns, rows): (u16, u16),
        (found, home): (String, TempDir),
    ) -> Self {
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let (send, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let last = Arc::clone(&closing);
        let frozen = Arc::new((Mutex::new(false), Condvar::new()));
        let thawed = Arc::clone(&frozen);
        std::thread::Builder::new()
            .spawn(move || {
                let mut buffer = vec![0; 65_536];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    let frozen = thawed.0.lock().expect("nothing panics with it");
                    let waited = thawed.1.wait_while(frozen, |frozen| *frozen);
                    drop(waited.expect("nothing panics with it"));
                    let heard = send.send(buffer[..count].to_vec());
                    if heard.is_err() || last.load(Ordering::SeqCst) {
                        break;
                    }
                }
                drop(reader);
            })
            .expect("a reading thread");
        Self {
            line: Some(Line::of(pty.master)),
            child,
            output,
            closing,
            frozen,
            drawing: Vec::new(),
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
            found,
            _home: home,
        }
    }

    /// Counts a process and its children among those that draw here.
    pub(crate) fn drawn_by(&mut self, pid: u32) {
        self.drawing.push(pid);
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
        settings(&*self.line().master) == self.found
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) -> &mut Self {
        self.send_bytes(keys.as_bytes())
    }

    /// Sends bytes, whatever they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.line_mut().send(bytes);
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
        self.settle_for(QUIET)
    }

    /// The same, where `quiet` is a while.
    pub(crate) fn settle_for(&mut self, quiet: Duration) -> &mut Self {
        loop {
            match self.output.recv_timeout(quiet) {
                Ok(bytes) => self.process(&bytes),
                Err(RecvTimeoutError::Timeout) if self.is_drawing() => {}
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

    /// Closes our end, as a terminal does that is closed by its window. What is written until then is read: `nudge`
    /// has the program write something.
    pub(crate) fn hang_up(&mut self, nudge: impl FnOnce(&mut Self)) {
        self.closing.store(true, Ordering::SeqCst);
        nudge(self);
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("nothing was written:\n{}", self.text()),
            }
        }
        self.line = None;
    }

    /// Reads nothing more that is written, as a window that hangs, until [`Terminal::thaw`].
    pub(crate) fn freeze(&mut self) -> &mut Self {
        self.set_frozen(true);
        self
    }

    /// Reads again.
    pub(crate) fn thaw(&mut self) -> &mut Self {
        self.set_frozen(false);
        self
    }

    fn set_frozen(&self, freezes: bool) {
        *self.frozen.0.lock().expect("nothing panics with it") = freezes;
        self.frozen.1.notify_all();
    }

    /// Types `keys` again and again until what is written has no room left.
    #[cfg(target_os = "linux")]
    pub(crate) fn fill(&mut self, keys: &str) {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let far = far_end(&*self.line().master);
        let at_once = Timespec::default();
        for _ in 0..2_000 {
            let mut room = [PollFd::new(&far, PollFlags::OUT)];
            if poll(&mut room, Some(&at_once)).expect("it can be looked at") == 0 {
                return;
            }
            self.send(keys);
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("there is always room:\n{}", self.text());
    }

    /// Changes the window's size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.line()
            .master
            .resize(size(columns, rows))
            .expect("the size can be set");
        self.screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self
    }

    /// Whether a process that draws here is merely kept from running.
    fn is_drawing(&self) -> bool {
        let roots = self.child.process_id().into_iter();
        let roots: Vec<u32> = roots.chain(self.drawing.iter().copied()).collect();
        family(&roots).into_iter().any(wants_to_run)
    }

    fn line(&self) -> &Line {
        self.line.as_ref().expect("the terminal was not hung up")
    }

    fn line_mut(&mut self) -> &mut Line {
        self.line.as_mut().expect("the terminal was not hung up")
    }

    fn process(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        self.set_frozen(false);
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Line {
    fn of(master: Box<dyn MasterPty + Send>) -> Self {
        let keyboard = master.take_writer().expect("a writer");
        Self { master, keyboard }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.keyboard
            .write_all(bytes)
            .expect("the terminal takes keys");
        self.keyboard.flush().expect("the terminal takes keys");
    }
}

/// A terminal that is only typed at; it is gone when it is dropped.
pub(crate) struct Input {
    line: Line,
}

impl Input {
    pub(crate) fn open() -> Self {
        let pty = open((80, 24));
        Self {
            line: Line::of(pty.master),
        }
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) {
        self.line.send(keys.as_bytes());
    }
}

fn open((columns, rows): (u16, u16)) -> PtyPair {
    native_pty_system()
        .openpty(size(columns, rows))
        .expect("a pseudo-terminal")
}

/// The group that this machine gives a terminal to.
pub(crate) fn group_of_terminals() -> u32 {
    let pty = open((80, 24));
    let name = pty.master.tty_name().expect("the terminal has a name");
    name.metadata().expect("the terminal is there").gid()
}

/// The end of a terminal that a program gets. It becomes nobody's controlling terminal.
fn far_end(master: &dyn MasterPty) -> File {
    let name = master.tty_name().expect("the terminal has a name");
    let flags = rustix::fs::OFlags::NOCTTY.bits();
    File::options()
        .read(true)
        .write(true)
        .custom_flags(i32::try_from(flags).expect("a flag"))
        .open(name)
        .expect("the terminal opens")
}

/// What a program is told by its environment.
fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn environment(start: &Start<'_>, home: &TempDir) -> Vec<(String, String)> {
    let path = std::env::var("PATH").expect("a path");
    let home = home.path().to_str().expect("a readable path");
    let common = [
        ("PATH", path.as_str()),
        ("HOME", home),
        ("XDG_STATE_HOME", home),
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
    ];
    let all = common.iter().chain(start.environment);
    all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
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

/// Processes with all their children and children's children, as Linux tells it in the second and fourth field of
/// `stat`. Elsewhere they are alone.
pub(crate) fn family(roots: &[u32]) -> Vec<u32> {
    let mut members = roots.to_vec();
    let parents: Vec<(u32, u32)> = processes().map(|it| (it.pid, it.parent)).collect();
    let mut at = 0;
    while let Some(parent) = members.get(at).copied() {
        let children = parents.iter().filter(|(_, of)| *of == parent);
        members.extend(children.map(|(child, _)| child));
        at += 1;
    }
    members
}

/// A process as Linux tells of it.
pub(crate) struct Told {
    pub(crate) pid: u32,
    pub(crate) parent: u32,
    /// The first 15 bytes of its program's name.
    pub(crate) name: String,
}

/// All processes that can be seen.
pub(crate) fn processes() -> impl Iterator<Item = Told> {
    let folders = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    folders.filter_map(|folder| {
        let pid = folder.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(folder.path().join("stat")).ok()?;
        let (before, rest) = stat.rsplit_once(')')?;
        let (_, name) = before.split_once('(')?;
        let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
        let name = name.to_owned();
        Some(Told { pid, parent, name })
    })
}

/// A process that may be nobody's child here, held so that its number cannot come to mean another one.
#[cfg(target_os = "linux")]
pub(crate) struct Process {
    pub(crate) pid: u32,
    handle: rustix::fd::OwnedFd,
}

#[cfg(target_os = "linux")]
impl Process {
    pub(crate) fn of(pid: u32) -> Self {
        use rustix::process::{Pid, PidfdFlags, pidfd_open};
        let raw = i32::try_from(pid).expect("a process id");
        let known = Pid::from_raw(raw).expect("a process id");
        let handle = pidfd_open(known, PidfdFlags::empty()).expect("a running process");
        Self { pid, handle }
    }

    /// Waits until it has ended.
    pub(crate) fn wait_for_end(&self) {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let patience = Timespec::try_from(PATIENCE).expect("a short time");
        let mut ends = [PollFd::new(&self.handle, PollFlags::IN)];
        let ended = poll(&mut ends, Some(&patience)).expect("it can be waited for");
        assert_eq!(ended, 1, "process {} does not end", self.pid);
    }
}

/// Sends a signal, by its name, to a process that the test started.
pub(crate) fn signal(name: &str, pid: u32) {
    let sent = std::process::Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status()
        .expect("kill is there");
    assert!(sent.success(), "no {name} to {pid}");
}
