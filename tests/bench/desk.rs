//! What a desk of many numbers costs beside one of a single number: `cargo bench --bench desk`.
//!
//! For 1, 100 and 10,000 rows, of which up to 500 wait for a phone, the built program runs on a pseudo-terminal
//! against the simulated service in a process of its own. Measured are the time until the first frame and until the first question, the time
//! from a key to what it paints (the median of 60), the bytes a second on the line while the panel of one number
//! waits, and the most memory; each as a ratio to the single number in the same run. Nothing fails for a figure: the
//! table is what is read. Linux only, since the memory is read from `/proc`.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, prints its table and ends where something is missing"
)]

#[path = "../it/instances.rs"]
mod instances;

use instances::{Instances, way_to_the_phone};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error>>;

const PROGRAM: &str = env!("CARGO_BIN_EXE_zapi-onboard");
/// How many numbers wait for a phone, at the most.
const WAITING: u16 = 500;
const KEYS: usize = 60;
const WATCHED: Duration = Duration::from_secs(20);

struct Figures {
    rows: u16,
    first_frame: Duration,
    question: Duration,
    key: Duration,
    bytes_a_second: f64,
    peak_kib: u64,
}

fn main() -> Outcome<()> {
    let mut all = Vec::new();
    for rows in [1, 100, 10_000] {
        all.push(measure(rows)?);
    }
    println!(
        "{:>8} {:>16} {:>16} {:>16} {:>16} {:>12}",
        "rows", "first frame ms", "question ms", "key ms", "bytes/s", "peak MiB"
    );
    let Some(one) = all.first() else {
        return Ok(());
    };
    for of in &all {
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let ratio = |value: f64, floor: f64| format!("{value:.2} ({:.2}x)", value / floor);
        println!(
            "{:>8} {:>16} {:>16} {:>16} {:>16} {:>12.1}",
            of.rows,
            ratio(ms(of.first_frame), ms(one.first_frame)),
            ratio(ms(of.question), ms(one.question)),
            ratio(ms(of.key), ms(one.key)),
            ratio(of.bytes_a_second, one.bytes_a_second),
            f64::from(u32::try_from(of.peak_kib)?) / 1_024.0,
        );
    }
    Ok(())
}

fn measure(rows: u16) -> Outcome<Figures> {
    let home = tempfile::tempdir()?;
    let list = home.path().join("numbers.csv");
    let service = Instances::serve(Path::new(PROGRAM), "device", rows, &list)?;
    bring_to_phones(&service, home.path(), rows.min(WAITING))?;
    let pty = native_pty_system().openpty(PtySize {
        rows: 43,
        cols: 132,
        pixel_width: 0,
        pixel_height: 0,
    })?;
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(["queue", "--checks-per-minute", "3000"]);
    command.arg(&list);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "en_US.UTF-8");
    command.env("HOME", home.path());
    for (name, value) in service.environment() {
        command.env(name, value);
    }
    let heard = listen(pty.master.try_clone_reader()?);
    let mut pen = pty.master.take_writer()?;
    let begun = Instant::now();
    let mut child = pty.slave.spawn_command(command)?;
    // The first frame says that the list is being read; the question comes when it has been.
    read_until(&heard, "Reading")?;
    let first_frame = begun.elapsed();
    read_until(&heard, "Ctrl-C")?;
    let question = begun.elapsed();
    // Until everything that was under way is taken up and waits.
    while heard.recv_timeout(Duration::from_secs(4)).is_ok()
        && begun.elapsed() < Duration::from_secs(25)
    {}
    let mut keys: Vec<Duration> = (0..KEYS)
        .map(|nth| key_to_paint(&heard, pen.as_mut(), nth))
        .collect::<Outcome<_>>()?;
    keys.sort();
    let bytes = bytes_within(&heard, WATCHED);
    let pid = child.process_id().ok_or("its id")?;
    let peak_kib = peak_of(pid)?;
    child.kill()?;
    child.wait()?;
    Ok(Figures {
        rows,
        first_frame,
        question,
        key: keys.get(KEYS / 2).copied().ok_or("a key")?,
        bytes_a_second: f64::from(u32::try_from(bytes)?) / WATCHED.as_secs_f64(),
        peak_kib,
    })
}

/// Brings the first numbers to where they wait for a confirmation on the phone, and leaves.
fn bring_to_phones(service: &Instances, home: &Path, numbers: u16) -> Outcome<()> {
    let mut child = Command::new(PROGRAM)
        .args(["queue", "--json", "--checks-per-minute", "1"])
        .arg(home.join("numbers.csv"))
        .env_clear()
        .envs(service.environment())
        .env("LANG", "en_US.UTF-8")
        .env("HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut pen = child.stdin.take().ok_or("a pen")?;
    let out = BufReader::new(child.stdout.take().ok_or("its words")?);
    let mut waiting = 0;
    for line in out.lines() {
        let object: Value = serde_json::from_str(&line?)?;
        if object["type"] != "prompt" {
            continue;
        }
        let answer = if object["name"] == "device" {
            waiting += 1;
            if waiting == numbers {
                json!({"leave": true})
            } else {
                json!({"command": "begin", "session": waiting + 1})
            }
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

fn listen(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (said, heard) = channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(count) = reader.read(&mut bytes) {
            let piece = bytes.get(..count).unwrap_or_default().to_vec();
            if count == 0 || said.send(piece).is_err() {
                break;
            }
        }
    });
    heard
}

fn read_until(heard: &Receiver<Vec<u8>>, text: &str) -> Outcome<()> {
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains(text) {
        seen.extend(heard.recv_timeout(Duration::from_secs(30))?);
    }
    Ok(())
}

/// From a key that moves the focus to the first byte of what it paints, between two ticks of the panel.
fn key_to_paint(heard: &Receiver<Vec<u8>>, pen: &mut dyn Write, nth: usize) -> Outcome<Duration> {
    let quiet = Duration::from_millis(60);
    while heard.recv_timeout(quiet).is_ok() {}
    let key: &[u8] = if nth.is_multiple_of(2) {
        b"\x1b[B"
    } else {
        b"\x1b[A"
    };
    let pressed = Instant::now();
    pen.write_all(key)?;
    pen.flush()?;
    heard.recv_timeout(Duration::from_secs(5))?;
    Ok(pressed.elapsed())
}

fn bytes_within(heard: &Receiver<Vec<u8>>, time: Duration) -> usize {
    let begun = Instant::now();
    let mut bytes = 0;
    while let Some(left) = time.checked_sub(begun.elapsed()) {
        bytes += heard.recv_timeout(left).map_or(0, |piece| piece.len());
    }
    bytes
}

fn peak_of(pid: u32) -> Outcome<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib.ok_or("its peak")?.parse()?)
}
