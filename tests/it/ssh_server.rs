//! A throw-away OpenSSH server on this machine, with a host key and a user key of its own, and what a person with a
//! client does to it. It serves whoever runs the tests, root or not, and knows nobody else.

use crate::pty::{PATIENCE, Process, Start, Terminal, family, group_of_terminals, processes};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// Set to 1 where these tests must run.
const REQUIRED: &str = "ZAPI_ONBOARD_REQUIRE_SSH";
/// Where `sshd` is without being on everybody's path.
const OUT_OF_THE_WAY: [&str; 3] = ["/usr/sbin", "/usr/local/sbin", "/sbin"];
/// Another program may take a free port before the server does.
const MOST_PORTS: usize = 20;

/// Whether all of these programs are installed, and what else a server needs. Where one is not, the test of this name is left out and says so, past
/// what libtest keeps of a test that passes; or it fails, where it must run.
pub(crate) fn can_run<T>(_test: T, tools: &[&str]) -> bool {
    let needed = tools.iter().copied();
    let mut missing: Vec<&str> = needed.filter(|tool| find(tool).is_none()).collect();
    if !gives_out_terminals() {
        missing.push(
            "a devpts whose terminals belong to the group tty (for a server that is not root's)",
        );
    }
    if missing.is_empty() {
        return true;
    }
    let (missing, test) = (missing.join(", "), std::any::type_name::<T>());
    let required = std::env::var(REQUIRED).is_ok_and(|value| value == "1");
    assert!(!required, "{REQUIRED}=1, and missing: {missing}");
    let line = format!("left out: {test}; missing: {missing}\n");
    let written = std::io::stderr().write_all(line.as_bytes());
    written.expect("a test can say what it leaves out");
    false
}

/// Whether a server that we start can give out terminals. It gives each to the group `tty`, and unless that is done by
/// the system already, only root may.
fn gives_out_terminals() -> bool {
    let groups = std::fs::read_to_string("/etc/group").unwrap_or_default();
    let tty = groups.lines().find_map(|line| line.strip_prefix("tty:"));
    let group = tty.and_then(|rest| rest.split(':').nth(1)?.parse().ok());
    let is_given = |group: u32| group == group_of_terminals();
    rustix::process::geteuid().is_root() || group.is_none_or(is_given)
}

/// The absolute path of a program.
fn find(tool: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(OUT_OF_THE_WAY.map(PathBuf::from));
    let mut candidates = folders.map(|folder| folder.join(tool));
    candidates.find(|candidate| {
        let about = candidate.metadata();
        about.is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
    })
}

fn tool(name: &str) -> PathBuf {
    find(name).unwrap_or_else(|| panic!("{name} is not installed"))
}

/// What the people may do who connect.
pub(crate) enum Account<'a> {
    /// What they like: a command of theirs runs in the server's environment.
    Open,
    /// Lines of the server's configuration, such as a `Match` block. A line that begins with `SetEnv` is replaced
    /// with the server's own.
    Restricted(&'a str),
}

/// The server, until it is dropped.
pub(crate) struct Server {
    child: Child,
    port: u16,
    user: String,
    log: Arc<Mutex<String>>,
    folder: TempDir,
}

impl Server {
    /// Starts a server whose commands run in an environment of `environment` and little else, the same for every
    /// connection: what they keep in `XDG_STATE_HOME` is there for the next one.
    pub(crate) fn start(account: &Account<'_>, environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for key in ["host", "user"] {
            make_key(&folder.path().join(key));
        }
        let authorized = folder.path().join("authorized");
        std::fs::copy(folder.path().join("user.pub"), authorized).expect("a copied key");
        for name in ["state", "home", "tmux"] {
            let made = std::fs::DirBuilder::new()
                .mode(0o700)
                .create(folder.path().join(name));
            made.expect("a folder");
        }
        let configuration = configuration(folder.path(), account, environment);
        std::fs::write(folder.path().join("config"), configuration).expect("a file");
        separate_privileges();
        let (child, port, log) = listen(folder.path());
        let host = std::fs::read_to_string(folder.path().join("host.pub")).expect("a key");
        let known = format!("[127.0.0.1]:{port} {host}");
        std::fs::write(folder.path().join("known"), known).expect("a file");
        Self {
            child,
            port,
            user: own_name(),
            log,
            folder,
        }
    }

    /// A place for what belongs to this server.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A person connects from a terminal, and asks for `command`; for what the account is for when it is empty.
    pub(crate) fn connect(&self, command: &str) -> Terminal {
        let mut arguments = self.arguments("-p");
        arguments.extend(["-tt".to_owned(), self.address()]);
        arguments.extend((!command.is_empty()).then(|| command.to_owned()));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut terminal = Terminal::start(&Start {
            program: &tool("ssh"),
            arguments: &arguments,
            environment: &[],
            size: (80, 24),
        });
        terminal.drawn_by(self.child.id());
        terminal
    }

    /// A script connects without a terminal.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Output {
        let mut command = quiet("ssh");
        command.args(self.arguments("-p")).arg("-T");
        command.arg(self.address()).args(arguments);
        command.output().expect("the client runs")
    }

    /// A script copies a file to the account.
    pub(crate) fn copy(&self, file: &Path, to: &Path) -> Output {
        let mut command = quiet("scp");
        command.args(self.arguments("-P")).arg(file);
        command.arg(format!("{}:{}", self.address(), to.display()));
        command.output().expect("the client runs")
    }

    /// The one wizard that runs behind this server.
    pub(crate) fn wizard(&self) -> Process {
        let wizards = self.wizards();
        assert_eq!(wizards.len(), 1, "wizards: {wizards:?}");
        Process::of(wizards[0])
    }

    fn wizards(&self) -> Vec<u32> {
        let members = family(&[self.child.id()]);
        let named = processes().filter(|it| it.name == "zapi-onboard");
        named
            .map(|it| it.pid)
            .filter(|pid| members.contains(pid))
            .collect()
    }

    fn address(&self) -> String {
        format!("{}@127.0.0.1", self.user)
    }

    /// What a client needs, nothing of which is the machine's own. The clients disagree about the port's flag.
    fn arguments(&self, port: &str) -> Vec<String> {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let options = [
            format!("UserKnownHostsFile={}", quoted(&at("known"))),
            "GlobalKnownHostsFile=/dev/null".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "IdentitiesOnly=yes".to_owned(),
            "IdentityAgent=none".to_owned(),
            "BatchMode=yes".to_owned(),
            "EscapeChar=none".to_owned(),
            "LogLevel=ERROR".to_owned(),
        ];
        let fixed = [
            "-F",
            "none",
            "-i",
            &at("user"),
            port,
            &self.port.to_string(),
        ];
        let fixed = fixed.map(ToOwned::to_owned).into_iter();
        let options = options.into_iter();
        fixed
            .chain(options.flat_map(|option| ["-o".to_owned(), option]))
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
        if std::thread::panicking() {
            let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
            let _unwritten = writeln!(std::io::stderr(), "the server's log:\n{log}");
        }
    }
}

/// Starts a program of a client with nothing of our environment but the path.
fn quiet(program: &str) -> Command {
    let mut command = Command::new(tool(program));
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null());
    command
}

fn make_key(path: &Path) {
    let made = quiet("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"])
        .arg(path)
        .status();
    assert!(made.expect("ssh-keygen runs").success());
}

/// Who runs the tests.
pub(crate) fn own_name() -> String {
    let said = quiet("id").arg("-un").output().expect("id runs");
    let name = String::from_utf8(said.stdout).expect("a name");
    name.trim().to_owned()
}

/// A server of root's locks itself up in this folder while it does not know yet who connects.
fn separate_privileges() {
    if rustix::process::geteuid().is_root() {
        std::fs::create_dir_all("/run/sshd").expect("a folder for sshd");
    }
}

fn configuration(folder: &Path, account: &Account<'_>, environment: &[(&str, &str)]) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    let path = std::env::var("PATH").expect("a path");
    let (state, home, tmux) = (at("state"), at("home"), at("tmux"));
    let own = [
        ("PATH", path.as_str()),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("HOME", &home),
        ("XDG_STATE_HOME", &state),
        ("TMUX_TMPDIR", &tmux),
    ];
    let given = own.iter().chain(environment);
    let given: Vec<String> = given
        .map(|(name, value)| quoted(&format!("{name}={value}")))
        .collect();
    let given = format!("SetEnv {}", given.join(" "));
    let account = match account {
        Account::Open => given,
        Account::Restricted(lines) => {
            let own = |line| match str::trim_start(line) {
                known if known.starts_with("SetEnv") => given.as_str(),
                _ => line,
            };
            lines.lines().map(own).collect::<Vec<_>>().join("\n")
        }
    };
    format!(
        "ListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\nStrictModes no\n\
         PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitUserRC no\nPrintMotd no\n\
         PrintLastLog no\nUseDNS no\nSubsystem sftp internal-sftp\n{account}\n",
        quoted(&at("host")),
        quoted(&at("authorized")),
    )
}

fn quoted(text: &str) -> String {
    assert!(!text.contains(['"', '\n']), "{text} cannot be quoted");
    format!("\"{text}\"")
}

/// Starts the server on a free port, and waits until it listens there.
fn listen(folder: &Path) -> (Child, u16, Arc<Mutex<String>>) {
    for _ in 0..MOST_PORTS {
        let port = free_port();
        let mut child = quiet("sshd")
            .args(["-D", "-e", "-p", &port.to_string(), "-f"])
            .arg(folder.join("config"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("sshd starts");
        let (said, log) = listen_to(&mut child);
        loop {
            match said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains("Server listening on") => return (child, port, log),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        let _ended = child.kill();
        let _reaped = child.wait();
        let log = log.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(log.contains("in use"), "sshd does not listen:\n{log}");
    }
    panic!("no free port stays free")
}

fn free_port() -> u16 {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    free.local_addr().expect("an address").port()
}

/// Passes on what the server says, line by line, and keeps it.
fn listen_to(child: &mut Child) -> (Receiver<String>, Arc<Mutex<String>>) {
    let out = child.stderr.take().expect("its log");
    let (send, said) = channel();
    let log = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&log);
    std::thread::Builder::new()
        .spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push_str(&line);
                kept.push('\n');
                // Once it listens, nobody waits for more.
                let _unheard = send.send(line);
            }
        })
        .expect("a thread");
    (said, log)
}

/// Sessions of tmux that are this server's alone, until it is dropped.
pub(crate) struct Tmux {
    folder: PathBuf,
}

/// The name of the socket in a folder of its own.
const SOCKET: &str = "onboard";

impl Tmux {
    pub(crate) fn of(server: &Server) -> Self {
        let folder = server.folder().join("tmux");
        Self { folder }
    }

    /// The command that starts `program` in a session, or shows the session that is there.
    pub(crate) fn command(program: &str) -> String {
        let line = program.replace('\'', r"'\''");
        // Its status line holds a clock.
        let start = format!("new-session -A -s onboard '{line}'");
        format!(r"tmux -L {SOCKET} -f /dev/null {start} \; set -g status off")
    }

    /// The process that holds the sessions.
    pub(crate) fn pid(&self) -> u32 {
        let said = self.tell(&["display-message", "-p", "#{pid}"]);
        let text = String::from_utf8(said.stdout).expect("text");
        text.trim().parse().expect("a process id")
    }

    fn tell(&self, arguments: &[&str]) -> Output {
        let mut command = quiet("tmux");
        command.args(["-L", SOCKET, "-f", "/dev/null"]);
        command.args(arguments).env("TMUX_TMPDIR", &self.folder);
        command.output().expect("tmux runs")
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        // With its last session it has ended by itself.
        let _ended = self.tell(&["kill-server"]);
    }
}
