//! The commands about what is written down: list, go on, report, hand over, take in, forget.

use crate::cli::out::{data, words};
use crate::cli::state::State;
use crate::cli::wizard::{Purpose, wizard};
use crate::cli::{Options, complain, zone};
use crate::domain::time::Timestamp;
use crate::exit::Exit;
use crate::flow::event::Trouble;
use crate::journal::{HandOver, HandOverError, Journal, Session};
use crate::json::{self, SessionObject};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::private_file::create_at;
use crate::report;
use crate::runtime::clock::{Clock, SystemClock};
use crate::wording::{Masking, Wording};
use clap::{Args, ValueEnum};
use color_eyre::eyre::{self, WrapErr};
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// The largest hand-over that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

#[derive(Debug, Args)]
pub(super) struct Sessions {
    /// Those that came to their good end too
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Resume {
    /// Which one, as `sessions` names it; the beginning suffices. Without it, they are offered
    id: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    /// Which one, as `sessions` names it; the beginning suffices
    id: String,
    /// Text for a ticket, or data
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Markdown,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Which one, as `sessions` names it; the beginning suffices
    id: String,
    /// File to write, which must not be there yet; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// File that `export` wrote; - for standard input
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Forget {
    /// Which one, as `sessions` names it; the beginning suffices
    id: String,
}

/// The journal and what goes with it.
struct Desk<'c> {
    journal: Journal,
    catalog: &'c Catalog,
    zone: Zone,
    now: Timestamp,
    masking: Masking,
}

impl<'c> Desk<'c> {
    /// Opens the journal; `None` after saying why it cannot be used.
    fn open(options: &Options, catalog: &'c Catalog) -> eyre::Result<Option<Self>> {
        let Some(zone) = zone(options, catalog)? else {
            return Ok(None);
        };
        let Some(state) = State::of(options) else {
            complain(&catalog.cli_no_state())?;
            return Ok(None);
        };
        let now = SystemClock::new().now();
        match state.open() {
            Ok(opened) => {
                if let Some(trouble) = &opened.trouble {
                    say(catalog, &zone, trouble)?;
                }
                let journal = opened.journal;
                Ok(Some(Self {
                    journal,
                    catalog,
                    zone,
                    now,
                    masking: options.masking(),
                }))
            }
            Err(trouble) => {
                say(catalog, &zone, &trouble)?;
                Ok(None)
            }
        }
    }

    /// The one onboarding of this name; `None` after saying that there is none, or more than one.
    fn find(&self, name: &str) -> eyre::Result<Option<Session>> {
        let found = self.journal.named(name);
        let mut found = match found {
            Ok(found) => found,
            Err(trouble) => {
                say(self.catalog, &self.zone, &trouble)?;
                return Ok(None);
            }
        };
        let c = self.catalog;
        match (found.pop(), found.len()) {
            (Some(session), 0) if !name.is_empty() => return Ok(Some(session)),
            (None, _) => complain(&c.cli_no_session(name.to_owned()))?,
            (Some(_), _) => complain(&c.cli_many_sessions(name.to_owned()))?,
        };
        Ok(None)
    }

    /// The journal and its onboarding of this name; `None` after saying why not, also when somebody is at it.
    fn with_idle(
        options: &Options,
        catalog: &'c Catalog,
        name: &str,
    ) -> eyre::Result<Option<(Self, Session)>> {
        let Some(desk) = Self::open(options, catalog)? else {
            return Ok(None);
        };
        let Some(session) = desk.find(name)? else {
            return Ok(None);
        };
        if session.kept.holder.is_some() {
            complain(&catalog.cli_session_in_use(session.key.as_str().to_owned()))?;
            return Ok(None);
        }
        Ok(Some((desk, session)))
    }

    /// Turns trouble into words and a code.
    fn tell(&self, trouble: &Trouble) -> eyre::Result<Exit> {
        say(self.catalog, &self.zone, trouble)
    }

    fn wording(&self) -> Wording<'_> {
        Wording::new(self.catalog, &self.zone, self.now, self.masking)
    }
}

/// Says what is the matter with the journal.
fn say(catalog: &Catalog, zone: &Zone, trouble: &Trouble) -> eyre::Result<Exit> {
    let now = SystemClock::new().now();
    let text = Wording::new(catalog, zone, now, Masking::Off).trouble(trouble);
    complain(&catalog.cli_farewell(text))
}

impl Sessions {
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some(desk) = Desk::open(options, catalog)? else {
            return Ok(Exit::Usage);
        };
        let sessions = match desk.journal.sessions() {
            Ok(sessions) => sessions,
            Err(trouble) => return desk.tell(&trouble),
        };
        let shown = |session: &&Session| self.all || !session.kept.bookmark.is_finished();
        let rows = sessions
            .iter()
            .filter(shown)
            .map(|session| session.kept.row(desk.now));
        let mut out = data();
        if options.json {
            let sessions: Vec<_> = rows.map(|row| SessionObject::of(&row, desk.now)).collect();
            let whole = serde_json::json!({ "version": json::VERSION, "sessions": sessions });
            writeln!(out, "{whole}")?;
            return Ok(Exit::Done);
        }
        let wording = desk.wording();
        for row in rows {
            let label = wording.unfinished_label(&row);
            let state = wording.unfinished_state(&row);
            writeln!(out, "{}  {label}  [{state}]", row.id)?;
        }
        Ok(Exit::Done)
    }
}

impl Resume {
    pub(super) fn run(self, options: &Options, catalog: Catalog) -> eyre::Result<Exit> {
        let Some(name) = self.id else {
            return wizard(options, catalog, Purpose::Onboard);
        };
        let found = {
            let Some(desk) = Desk::open(options, &catalog)? else {
                return Ok(Exit::Usage);
            };
            desk.find(&name)?
        };
        let Some(session) = found else {
            return Ok(Exit::Usage);
        };
        let Some(base) = super::base_url(options, &catalog)? else {
            return Ok(Exit::Usage);
        };
        if base.to_string() != session.service {
            return complain(&catalog.cli_other_service(base.to_string(), session.service));
        }
        wizard(options, catalog, Purpose::TakeUp(Box::new(session.kept)))
    }
}

impl Report {
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some(desk) = Desk::open(options, catalog)? else {
            return Ok(Exit::Usage);
        };
        let Some(session) = desk.find(&self.id)? else {
            return Ok(Exit::Usage);
        };
        let history = match desk.journal.history(session.key.as_str()) {
            Ok(history) => history,
            Err(trouble) => return desk.tell(&trouble),
        };
        let format = if options.json {
            Format::Json
        } else {
            self.format
        };
        let text = match format {
            Format::Markdown => {
                let wording = desk.wording();
                report::markdown(
                    &session,
                    &history,
                    catalog,
                    &wording,
                    (&desk.zone, desk.now),
                )
            }
            Format::Json => report::json(&session, &history, desk.now)?,
        };
        writeln!(data(), "{text}")?;
        Ok(Exit::Done)
    }
}

impl Export {
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some((mut desk, session)) = Desk::with_idle(options, catalog, &self.id)? else {
            return Ok(Exit::Usage);
        };
        let mut out: Box<dyn Write> = match &self.output {
            None => Box::new(data()),
            Some(path) => match create_at(path) {
                Ok(file) => Box::new(file),
                Err(_) => return complain(&catalog.cli_cannot_write(path.display().to_string())),
            },
        };
        let handed = match desk.journal.hand_over(&session, desk.now) {
            Ok(handed) => handed,
            Err(trouble) => return desk.tell(&trouble),
        };
        let text = serde_json::to_string_pretty(&handed)?;
        writeln!(out, "{text}").and_then(|()| out.flush())?;
        writeln!(words(), "{}", catalog.cli_exported())?;
        Ok(Exit::Done)
    }
}

impl Import {
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Ok(text) = self.read() else {
            return complain(&catalog.cli_cannot_read(self.file.display().to_string()));
        };
        let Some(mut desk) = Desk::open(options, catalog)? else {
            return Ok(Exit::Usage);
        };
        let taken = HandOver::parse(&text).and_then(|given| desk.journal.take_in(&given, desk.now));
        match taken {
            Ok(key) => {
                writeln!(data(), "{}", key.as_str())?;
                writeln!(words(), "{}", catalog.cli_resume(key.as_str()))?;
                Ok(Exit::Done)
            }
            Err(HandOverError::NotUnderstood(_) | HandOverError::Instance) => {
                complain(&catalog.cli_no_hand_over(self.file.display().to_string()))
            }
            Err(HandOverError::Newer(_)) => {
                complain(&catalog.cli_newer_hand_over(self.file.display().to_string()))
            }
            Err(HandOverError::Known(known)) => complain(&catalog.cli_known_session(known)),
            Err(HandOverError::Journal(trouble)) => desk.tell(&trouble),
        }
    }

    fn read(&self) -> io::Result<String> {
        let mut text = String::new();
        if self.file.as_os_str() == "-" {
            io::stdin().lock().take(LARGEST).read_to_string(&mut text)?;
        } else {
            let file = std::fs::File::open(&self.file)?;
            file.take(LARGEST).read_to_string(&mut text)?;
        }
        Ok(text)
    }
}

impl Forget {
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        let Some((mut desk, session)) = Desk::with_idle(options, catalog, &self.id)? else {
            return Ok(Exit::Usage);
        };
        let kept_by = match desk.journal.other_keeper(&session.key) {
            Ok(keeper) => keeper,
            Err(trouble) => return desk.tell(&trouble),
        };
        match desk.journal.forget(&session.key, desk.now) {
            Ok(()) => {
                let said = catalog.cli_forgotten(session.key.as_str().to_owned());
                writeln!(words(), "{said}").wrap_err("nothing can be said")?;
                if let Some(keeper) = kept_by {
                    writeln!(words(), "{}", catalog.cli_still_kept_by(keeper.to_string()))?;
                }
                Ok(Exit::Done)
            }
            Err(trouble) => desk.tell(&trouble),
        }
    }
}
