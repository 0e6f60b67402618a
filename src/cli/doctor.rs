//! `doctor`: what the program sees of where it runs, to be pasted into a ticket. It only reads, and nothing in it is a
//! secret: of proxies it names the host, of credentials which there are, and the home folder is written as `~`.

mod service;

use crate::cli::conversation::theme;
use crate::cli::out::data;
use crate::cli::setup::{Trouble, folder};
use crate::cli::state::State;
use crate::cli::surroundings::{Kind, is_seven_bit};
use crate::cli::version::VERSION;
use crate::cli::{Options, base_url, environment, zone};
use crate::exit::Exit;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::clock::{Clock, SystemClock};
use crate::tui::theme::{Colours, Depth, Theme};
use crate::wording::{Masking, Wording};
use crate::zapi::{BaseUrl, Client};
use clap::Args;
use color_eyre::eyre;
use rustix::termios::tcgetwinsize;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::os::unix::fs::MetadataExt;

/// The smallest full screen: columns and rows.
const LEAST: (u16, u16) = (60, 18);

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Ask nothing of the service
    #[arg(long)]
    offline: bool,
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Ok,
    Note,
    Warning,
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Line {
    /// The same in every language.
    name: &'static str,
    level: Level,
    #[serde(skip)]
    label: String,
    text: String,
}

/// All that was looked at.
struct Report<'c> {
    catalog: &'c Catalog,
    lines: Vec<Line>,
    exit: Exit,
}

#[derive(Serialize)]
struct Written<'r> {
    version: u32,
    exit: u8,
    lines: &'r [Line],
}

impl Doctor {
    /// Looks around. `trouble` is what is wrong with the settings, which then do not count.
    pub(super) async fn run(
        &self,
        options: &Options,
        catalog: &Catalog,
        trouble: Option<&Trouble>,
    ) -> eyre::Result<Exit> {
        let mut report = Report {
            catalog,
            lines: Vec::new(),
            exit: Exit::Done,
        };
        let program = format!(
            "{} {}, {} {}",
            env!("CARGO_PKG_NAME"),
            VERSION,
            std::env::consts::OS,
            std::env::consts::ARCH
        );
        report.add("program", Level::Ok, catalog.doctor_program(), program);
        report.terminal(options);
        report.place(options);
        report.network();
        report.settings(options, trouble);
        report.journal(options);
        let memory = catalog.doctor_memory_off();
        report.add("core_dumps", Level::Ok, catalog.doctor_memory(), memory);
        let (Some(zone), Some(base)) = (zone(options, catalog)?, base_url(options, catalog)?)
        else {
            report.exit = Exit::Usage;
            return report.write(options.json);
        };
        report
            .service(options, (&zone, &base), self.offline)
            .await?;
        report.write(options.json)
    }
}

impl Report<'_> {
    fn add(&mut self, name: &'static str, level: Level, label: String, text: impl AsRef<str>) {
        if level == Level::Problem && self.exit == Exit::Done {
            self.exit = Exit::Usage;
        }
        let text = without_home(text.as_ref());
        self.lines.push(Line {
            name,
            level,
            label,
            text,
        });
    }

    fn terminal(&mut self, options: &Options) {
        let c = self.catalog;
        let term = environment("TERM").unwrap_or_default();
        let size = tcgetwinsize(io::stdout()).ok();
        let size = size.map(|size| (size.ws_col, size.ws_row));
        let (level, text) = match (Kind::of(options), size) {
            (Ok(Kind::Screen), Some((columns, rows))) => {
                let shown = format!("{columns}×{rows}");
                if columns < LEAST.0 || rows < LEAST.1 {
                    (Level::Warning, c.doctor_terminal_small(shown))
                } else {
                    (Level::Ok, c.doctor_terminal_screen(shown, term))
                }
            }
            (Ok(Kind::Screen), None) => (Level::Ok, c.doctor_terminal_screen("?", term)),
            (Ok(Kind::LinesOrScreen | Kind::Lines), _) if io::stdin().is_terminal() => {
                (Level::Ok, c.doctor_terminal_lines(term))
            }
            (Ok(Kind::LinesOrScreen | Kind::Lines | Kind::Json) | Err(_), _) => {
                (Level::Note, c.doctor_terminal_none())
            }
        };
        self.add("terminal", level, c.doctor_terminal(), text);
        let around = [
            ("SSH_CONNECTION", "SSH"),
            ("TMUX", "tmux"),
            ("STY", "screen"),
        ];
        let around = around
            .into_iter()
            .filter(|(name, _)| environment(name).is_some());
        let around: Vec<&str> = around.map(|(_, what)| what).collect();
        let text = if around.is_empty() {
            c.doctor_plain_terminal()
        } else {
            around.join(", ")
        };
        self.add("around", Level::Ok, c.doctor_around(), text);
    }

    fn place(&mut self, options: &Options) {
        let c = self.catalog;
        let (level, signs) = if is_seven_bit(options) {
            (Level::Note, c.doctor_signs_seven())
        } else {
            (Level::Ok, c.doctor_signs_all())
        };
        self.add("signs", level, c.doctor_signs(), signs);
        let colours = self.colours(theme(options));
        self.add("colours", Level::Ok, c.doctor_colours(), colours);
        let language = c.language().tag().to_owned();
        self.add("language", Level::Ok, c.doctor_language(), language);
        let now = SystemClock::new().now();
        let zone = options
            .tz
            .as_deref()
            .and_then(|name| Zone::named(name).ok());
        let zone = zone.unwrap_or_else(Zone::system);
        let time = Catalog::date_and_time(now.wall_ms, &zone);
        self.add("time", Level::Ok, c.doctor_time(), time);
    }

    /// The colours that the screen uses, as `--theme` calls them, and how many there are.
    fn colours(&self, theme: Theme) -> String {
        let name = match theme.colours() {
            Colours::Dark => "dark",
            Colours::Light => "light",
            Colours::Either => "auto",
            Colours::Contrast => "contrast",
            Colours::Mono => return self.catalog.doctor_colours_off(),
        };
        let depth = match theme.depth() {
            Depth::Sixteen => "16",
            Depth::Indexed => "256",
            Depth::Rgb => "truecolor",
        };
        self.catalog.doctor_colours_on(depth, name)
    }

    fn network(&mut self) {
        let c = self.catalog;
        let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
        let proxy = names
            .into_iter()
            .find_map(environment)
            .filter(|value| !value.is_empty());
        let text = match proxy.as_deref().map(host_of) {
            Some(host) => c.doctor_proxy_set(host),
            None => c.doctor_proxy_none(),
        };
        let level = if proxy.is_some() {
            Level::Note
        } else {
            Level::Ok
        };
        self.add("proxy", level, c.doctor_proxy(), text);
        let file = environment("SSL_CERT_FILE").filter(|path| !path.is_empty());
        let (level, text) = match file {
            Some(path) if std::fs::File::open(&path).is_err() => {
                (Level::Problem, c.doctor_tls_missing(path))
            }
            _ if Client::new(&BaseUrl::vendor()).is_err() => (Level::Problem, c.doctor_tls_none()),
            Some(path) => (Level::Note, c.doctor_tls_file(path)),
            None => (Level::Ok, c.doctor_tls_system()),
        };
        self.add("certificates", level, c.doctor_tls(), text);
    }

    fn settings(&mut self, options: &Options, trouble: Option<&Trouble>) {
        let c = self.catalog;
        if let Some(trouble) = trouble {
            let text = trouble.sentence(c);
            let text = text.trim_start_matches("zapi-onboard: ").to_owned();
            self.add("settings", Level::Problem, c.doctor_settings(), text);
            return;
        }
        let path = options
            .config
            .clone()
            .or_else(|| folder().map(|folder| folder.config()));
        let path = path.filter(|path| path.exists());
        let text = path.map_or_else(
            || c.doctor_settings_none(),
            |path| path.display().to_string(),
        );
        self.add("settings", Level::Ok, c.doctor_settings(), text);
        let profile = options.chosen.as_ref().map(|chosen| chosen.name.clone());
        let text = profile.unwrap_or_else(|| c.doctor_profile_none());
        self.add("profile", Level::Ok, c.doctor_profile(), text);
    }

    fn journal(&mut self, options: &Options) {
        const OTHERS: u32 = 0o077;
        let c = self.catalog;
        let label = c.doctor_journal();
        let Some(state) = State::of(options) else {
            self.add("journal", Level::Problem, label, c.cli_no_state());
            return;
        };
        let path = state.folder.display().to_string();
        let opened = state.open();
        // That a damaged file was just set aside is told here, since nobody else will hear of it.
        let count = opened.and_then(|opened| match opened.trouble {
            Some(trouble) => Err(trouble),
            None => Ok(opened.journal.sessions()?.len()),
        });
        match count {
            Ok(count) => {
                let mode = std::fs::metadata(&state.folder).map(|known| known.mode());
                let text = c.doctor_journal_open(count, path.as_str());
                self.add("journal", Level::Ok, label, text);
                if let Some(kind) = state.file_system().network() {
                    let text = c.journal_on_network(kind.as_str().to_owned());
                    self.add("journal_network", Level::Warning, c.doctor_journal(), text);
                }
                if mode.is_ok_and(|mode| mode & OTHERS != 0) {
                    let shared = c.doctor_journal_shared(path);
                    self.add("journal", Level::Note, c.doctor_journal(), shared);
                }
            }
            Err(trouble) => {
                let (zone, now) = (Zone::system(), SystemClock::new().now());
                let text = Wording::new(c, &zone, now, Masking::Off).trouble(&trouble);
                self.add("journal", Level::Problem, label, text);
            }
        }
    }

    fn write(&self, json: bool) -> eyre::Result<Exit> {
        let mut out = data();
        if json {
            let written = Written {
                version: 1,
                exit: self.exit.code(),
                lines: &self.lines,
            };
            writeln!(out, "{}", serde_json::to_string(&written)?)?;
            return Ok(self.exit);
        }
        let c = self.catalog;
        for line in &self.lines {
            let level = match line.level {
                Level::Ok => c.doctor_ok(),
                Level::Note => c.doctor_note(),
                Level::Warning => c.doctor_warning(),
                Level::Problem => c.doctor_problem(),
            };
            writeln!(out, "{level:<9}{}: {}", line.label, line.text)?;
        }
        Ok(self.exit)
    }
}

/// The host of a proxy: what else stands in its address may be a password.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    // A password may hold every sign that ends a host, so it goes first.
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let host = host.split(['/', '?', '#']).next();
    host.unwrap_or_default().to_owned()
}

/// The text with the home folder as `~`.
fn without_home(text: &str) -> String {
    match environment("HOME").filter(|home| home.len() > 1) {
        Some(home) => text.replace(home.trim_end_matches('/'), "~"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn of_a_proxy_only_its_host_is_told() {
        for (address, host) in [
            (
                "http://ana:s3cret@proxy.example:3128/",
                "proxy.example:3128",
            ),
            ("proxy.example:3128", "proxy.example:3128"),
            ("socks5://a:b@c@[::1]:1080", "[::1]:1080"),
            ("http://ana:s3#cr/et@proxy:3128", "proxy:3128"),
        ] {
            assert_eq!(host_of(address), host);
        }
    }
}
