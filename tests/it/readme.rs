//! The documentation is true: each of its commands is run as it stands there, and its tables hold what the program has.

use crate::pty::{Start, Terminal};
use crate::settings::Home;
use crate::terminal::{Service, program};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zapi_onboard::settings::Key;

type Tested = Result<(), Box<dyn Error>>;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const NUMBER: &str = "+5511987654321";

/// How a command of the documentation is tried.
enum Tried {
    /// In a shell: it says this on either output, and is content.
    Says(&'static str),
    /// In a terminal, until it shows this; then it is left.
    Shows(&'static str),
    /// It builds the program or looks after it: another file runs it.
    By(&'static str, &'static str),
}

use Tried::{By, Says, Shows};

/// The commands, in the order of the documentation.
const COMMANDS: [(&str, Tried); 37] = [
    (
        "cargo install --path . --locked",
        By(".ci/run", "cargo install --path . --locked"),
    ),
    (
        "cargo install cargo-deb --locked",
        By(".ci/run", "tool cargo-deb"),
    ),
    (".ci/package", By(".ci/run", "$(.ci/package)")),
    (
        "sudo dpkg -i target/package/zapi-onboard_*.deb",
        By(".ci/bare-root", "dpkg -i /zapi-onboard.deb"),
    ),
    (
        "mkdir -p ~/.local/share/man/man1 ~/.local/share/bash-completion/completions",
        Says(""),
    ),
    (
        "zapi-onboard man > ~/.local/share/man/man1/zapi-onboard.1",
        Says(""),
    ),
    (
        "zapi-onboard completions bash > ~/.local/share/bash-completion/completions/zapi-onboard",
        Says(""),
    ),
    ("zapi-onboard config template > zapi-onboard.toml", Says("")),
    ("cargo run --release -- demo", Shows("Choose a scenario")),
    ("cargo run --release", Shows("Welcome back")),
    ("zapi-onboard demo --list", Says("happy")),
    (
        "zapi-onboard demo device --lang pt-BR",
        Shows("Credenciais da instância"),
    ),
    ("zapi-onboard demo device --auto", Shows("Watch: ")),
    (
        "zapi-onboard demo happy pin captcha --auto --speed 3 --loop",
        Shows("Watch: "),
    ),
    (
        "zapi-onboard demo pin --auto --stop-at pin",
        Shows("Watch: "),
    ),
    (
        "zapi-onboard simulate captcha --listen 127.0.0.1:8080",
        Shows("ZAPI_INSTANCE_ID="),
    ),
    ("zapi-onboard profile add shop", Says("")),
    ("zapi-onboard profile list", Says("shop")),
    ("zapi-onboard --profile shop", Shows("Welcome back")),
    ("zapi-onboard config path", Says("config.toml")),
    (
        "zapi-onboard demo cooldown --numbers 12",
        Shows("12 numbers"),
    ),
    (
        "zapi-onboard queue numbers.csv --outcome done.csv",
        Shows("2 numbers"),
    ),
    (
        "printf '%s\\n' '' '' '' 55 11987654321 2 1 2 123456 1 | zapi-onboard demo --plain",
        Says("Connected"),
    ),
    ("zapi-onboard sessions --all", Says("+55 11 98765-4321")),
    (
        "zapi-onboard resume 4f",
        Shows("Credentials of the instance"),
    ),
    ("zapi-onboard report 4f", Says("+55 11 98765-4321")),
    ("zapi-onboard export 4f -o shop.json", Says("")),
    ("zapi-onboard import shop.json", Says("")),
    ("zapi-onboard forget 4f", Says("")),
    ("install -d -m 2770 -g support /srv/onboard", Says("")),
    (
        "tmux new-session -A -s onboard zapi-onboard",
        Shows("Credentials of the instance"),
    ),
    ("cargo test", By(".ci/run", "cargo test --locked")),
    (".ci/sdk", By(".ci/run", ".ci/sdk")),
    (".ci/run", By(".github/workflows/ci.yml", ".ci/run")),
    (
        "cargo bench --bench parts",
        By("Cargo.toml", "name = \"parts\""),
    ),
    (
        "cargo run --example picture",
        By(".ci/pictures", "--example picture"),
    ),
    (
        "cargo run --example picture -- sheet --only board --lang pt-BR",
        By(".ci/pictures", "sheet --only board --lang pt-BR"),
    ),
];

fn text(name: &str) -> std::io::Result<String> {
    std::fs::read_to_string(Path::new(ROOT).join(name))
}

/// The blocks of the documentation in this language.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let parts = readme.split(fence.as_str()).skip(1);
    parts
        .filter_map(|part| part.split("```").next().map(str::to_owned))
        .collect()
}

/// The commands of the documentation, without what is said about them.
fn commands(readme: &str) -> Vec<String> {
    let lines = blocks(readme, "sh");
    let lines = lines.iter().flat_map(|block| block.lines());
    let command = |line: &str| line.split("  #").next().unwrap_or(line).trim().to_owned();
    lines.map(command).filter(|line| !line.is_empty()).collect()
}

/// Where the commands are run: somebody's home, with an onboarding that was begun and a list of numbers.
struct Place {
    home: tempfile::TempDir,
    service: Service,
    /// The onboarding that the documentation calls `4f`.
    session: String,
}

impl Place {
    fn prepare(readme: &str) -> Result<Self, Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        // The profile has the instance of the service, which is the one of the example too.
        let list = blocks(readme, "csv")
            .swap_remove(0)
            .replace("23AC7", "23AC8");
        std::fs::write(home.path().join("numbers.csv"), list)?;
        let service = Service::start("happy");
        let mut place = Self {
            home,
            service,
            session: String::new(),
        };
        let (_, begun) = place.say(&format!(
            "zapi-onboard request --number {NUMBER} --method sms --json"
        ))?;
        let begun: serde_json::Value = serde_json::from_str(begun.lines().next().unwrap_or("{}"))
            .map_err(|error| format!("{error}: {begun}"))?;
        begun["kept_as"]
            .as_str()
            .ok_or_else(|| format!("no onboarding: {begun}"))?
            .clone_into(&mut place.session);
        Ok(place)
    }

    fn path(&self) -> PathBuf {
        self.home.path().to_owned()
    }

    /// The command with what is another one here: the program is built, the port is a free one, the folder and the
    /// group are ours.
    fn here(&self, command: &str) -> String {
        let group = rustix::process::getgid().as_raw();
        let folder = self.path().join("onboard");
        command
            .replace("cargo run --release --", "zapi-onboard")
            .replace("cargo run --release", "zapi-onboard")
            .replace("127.0.0.1:8080", "127.0.0.1:0")
            .replace(" 4f", &format!(" {}", self.session))
            // On a colleague's machine.
            .replace(
                "zapi-onboard import",
                "ZAPI_ONBOARD_STATE_DIR=theirs zapi-onboard import",
            )
            .replace("/srv/onboard", &folder.display().to_string())
            .replace("-g support", &format!("-g {group}"))
    }

    fn environment(&self) -> Vec<(String, String)> {
        let bin = program().parent().unwrap_or(Path::new("/"));
        let home = self.path().display().to_string();
        let own = [
            ("PATH", format!("{}:/usr/bin:/bin", bin.display())),
            ("HOME", home.clone()),
            ("TMUX_TMPDIR", home.clone()),
            ("ZAPI_ONBOARD_STATE_DIR", format!("{home}/state")),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("BAKERY_TOKEN", "0123456789ABCDEF01234568".to_owned()),
            ("SECURITY_TOKEN", "F0123456789abcdefS".to_owned()),
        ];
        let service = self.service.environment();
        let service = service.map(|(name, value)| (name, value.to_owned()));
        let all = own.into_iter().chain(service);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Runs it in a shell; its exit code, and all that it says.
    fn say(&self, command: &str) -> Result<(Option<i32>, String), Box<dyn Error>> {
        let output = Command::new("/bin/sh")
            .args(["-c", &self.here(command)])
            .current_dir(self.home.path())
            .env_clear()
            .envs(self.environment())
            .stdin(Stdio::null())
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.code(), String::from_utf8(said)?))
    }

    /// Runs it in a terminal until it shows `text`, and leaves it.
    fn show(&self, command: &str, text: &str) {
        let command = format!("cd {}; {}", self.path().display(), self.here(command));
        let environment = self.environment();
        let environment: Vec<(&str, &str)> = environment
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut terminal = Terminal::start(&Start {
            program: Path::new("/bin/sh"),
            arguments: &["-c", &command],
            environment: &environment,
            size: (100, 30),
        });
        terminal.wait_for(text).settle();
        assert!(!terminal.text().contains("panicked"), "{command}");
        terminal.send("\x03").settle().send("\x03");
        let code = terminal.end();
        assert!(
            [0, 1, 5, 130].contains(&code),
            "{command}: {code}\n{}",
            terminal.text()
        );
    }
}

#[test]
fn every_command_of_the_documentation_does_what_it_says() -> Tested {
    let readme = text("README.md")?;
    let written = commands(&readme);
    let known: Vec<&str> = COMMANDS.iter().map(|(command, _)| *command).collect();
    assert_eq!(
        written, known,
        "those of the documentation, and those that are tried"
    );
    let place = Place::prepare(&readme)?;
    for (command, tried) in &COMMANDS {
        match tried {
            Says(wanted) => {
                let (code, said) = place.say(command)?;
                assert_eq!(code, Some(0), "{command}:\n{said}");
                assert!(said.contains(wanted), "{command}:\n{said}");
            }
            Shows(wanted) => place.show(command, wanted),
            By(file, wanted) => {
                assert!(
                    text(file)?.contains(wanted),
                    "{file} does not run {command}"
                );
            }
        }
    }
    for file in [
        "zapi-onboard.toml",
        "shop.json",
        ".local/share/man/man1/zapi-onboard.1",
        ".local/share/bash-completion/completions/zapi-onboard",
    ] {
        let size = place.path().join(file).metadata()?.len();
        assert!(size > 100, "{file} has {size} bytes");
    }
    Ok(())
}

#[test]
fn every_command_setting_and_exit_code_is_in_the_documentation() -> Tested {
    let readme = text("README.md")?;
    let (_, help, _) = Home::new()?.run(&["--help"], &[], "")?;
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let list = list.split("\n\n").next().unwrap_or_default();
    let names = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    let section = |title: &str| {
        let part = readme.split(&format!("\n## {title}\n")).nth(1);
        part.and_then(|part| part.split("\n## ").next())
            .ok_or_else(|| format!("no section of {title}"))
    };
    let told = section("Commands")?;
    for name in names.filter(|name| *name != "help") {
        let is_told = [format!("`{name}`"), format!("`{name} ")];
        assert!(is_told.iter().any(|word| told.contains(word)), "{name}");
    }
    let told = section("Settings")?;
    for key in &Key::ALL {
        let row = format!("| `{}` |", key.option);
        let row = told.lines().find(|line| line.starts_with(&row));
        let row = row.ok_or_else(|| format!("no row of {}", key.option))?;
        for variable in key.variable.split(", ") {
            assert!(row.contains(&format!("`{variable}`")), "{variable}: {row}");
        }
    }
    let told = section("Exit codes")?;
    let codes = help.split("Exit codes:").nth(1).unwrap_or_default();
    let codes: BTreeSet<&str> = codes
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .collect();
    let rows = told.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = rows.filter_map(|row| row.split(" |").next());
    let rows: BTreeSet<&str> = rows
        .flat_map(|cell| cell.split(", "))
        .filter(|word| word.parse::<u8>().is_ok())
        .collect();
    assert!(rows.len() > 10);
    assert_eq!(codes, rows, "the help's, and the documentation's");
    Ok(())
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() -> Tested {
    let readme = text("README.md")?;
    let heading = |line: &str| {
        let title = line.strip_prefix("## ")?.to_lowercase();
        let kept = title
            .chars()
            .filter(|sign| sign.is_alphanumeric() || " -".contains(*sign));
        Some(kept.collect::<String>().replace(' ', "-"))
    };
    let headings: BTreeSet<String> = readme.lines().filter_map(heading).collect();
    let links = readme.split("](").skip(1);
    let links: Vec<&str> = links.filter_map(|rest| rest.split(')').next()).collect();
    assert!(links.len() > 20);
    for link in links {
        if let Some(anchor) = link.strip_prefix('#') {
            assert!(headings.contains(anchor), "{link}");
        } else if !link.starts_with("https://") {
            assert!(Path::new(ROOT).join(link).exists(), "{link}");
        }
    }
    Ok(())
}

#[test]
fn every_file_that_the_documentation_names_is_there() -> Tested {
    let readme = text("README.md")?;
    let named = readme.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = named
        .filter(|name| {
            Path::new(name).extension().is_some_and(|kind| kind == "rs")
                || name.starts_with("assets/")
                || name.starts_with("tests/")
        })
        .collect();
    assert!(paths.len() > 10, "{paths:?}");
    for path in paths {
        let is_there = [path.to_owned(), format!("src/{path}")]
            .iter()
            .any(|path| Path::new(ROOT).join(path).exists());
        assert!(is_there, "{path}");
    }
    Ok(())
}

/// The Rust files under `folder`, as texts.
fn sources(folder: &Path, found: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// Whether `text` declares `name` as one of `kinds`, such as `struct`.
fn declares(text: &str, kinds: &[&str], name: &str) -> bool {
    kinds.iter().any(|kind| {
        let declared = format!("{kind} {name}");
        text.match_indices(&declared).any(|(at, found)| {
            let next = text
                .get(at + found.len()..)
                .and_then(|rest| rest.chars().next());
            !next.is_some_and(|sign| sign.is_alphanumeric() || sign == '_')
        })
    })
}

/// Whether `part` is a function of the type `of` in one of these files, or a variant of it.
fn has_part(sources: &[String], of: &str, part: &str) -> bool {
    sources.iter().any(|text| {
        let body = |head: &str| text.split(head).nth(1).map(str::to_owned);
        let heads = [
            format!("enum {of} {{"),
            format!("impl {of} {{"),
            format!("impl<'a> {of}"),
        ];
        heads.iter().filter_map(|head| body(head)).any(|rest| {
            // A block at the margin ends with a brace there.
            let block = rest.split("\n}").next().unwrap_or_default().to_owned();
            let variant = block.lines().any(|line| {
                let line = line.strip_prefix("    ").unwrap_or_default();
                let after = line.strip_prefix(part).and_then(|rest| rest.chars().next());
                after.is_some_and(|sign| "({, ".contains(sign))
            });
            variant || declares(&block, &["fn"], part)
        })
    })
}

#[test]
fn the_walk_of_a_code_names_what_there_is() -> Tested {
    let readme = text("README.md")?;
    let walk = readme.split("**The walk of one code.**").nth(1);
    let walk = walk
        .and_then(|rest| rest.split("\n\n").next())
        .ok_or("a walk")?;
    let mut all = Vec::new();
    sources(&Path::new(ROOT).join("src"), &mut all)?;
    let kinds = ["struct", "enum", "fn", "trait"];
    let mut names = 0;
    for name in walk.split('`').skip(1).step_by(2) {
        let is_there = if let Some(route) = name.strip_prefix('/') {
            all.iter()
                .any(|text| text.contains(&format!("\"{route}\"")))
        } else if Path::new(name).extension().is_some() {
            Path::new(ROOT).join("src").join(name).exists()
        } else if let Some((of, part)) = name.split_once("::") {
            has_part(&all, of, part)
        } else {
            let module = Path::new(ROOT).join(format!("src/{name}.rs"));
            module.exists() || all.iter().any(|text| declares(text, &kinds, name))
        };
        assert!(is_there, "{name}");
        names += 1;
    }
    assert!(names > 15, "{names}");
    for gone in ["Flow::on_event", "App::here", "Effect::Kept"] {
        let (of, part) = gone.split_once("::").ok_or("a part")?;
        assert!(
            !has_part(&all, of, part),
            "{gone} is found though it is not there"
        );
    }
    Ok(())
}

#[test]
fn the_documentation_says_of_a_system_what_was_run_there() -> Tested {
    let readme = text("README.md")?;
    assert!(readme.contains("On macOS it is type-checked, not run."));
    assert!(readme.contains("On Windows it is used by ssh or WSL2"));
    assert!(!readme.contains("runs on Linux and macOS"));
    assert!(!readme.contains("wiped from memory after use"));
    Ok(())
}
