//! Many numbers at one desk, listed in a file.

use crate::cli::conversation::{
    Setting, end_shift, exit_of_many, prepare, say_how_to_go_on, telling,
};
use crate::cli::credentials::Wallet;
use crate::cli::out::{data, words};
use crate::cli::outcome_file::{NotFree, OutcomeFile};
use crate::cli::queue_words::{Noticed, noticed, wants_word};
use crate::cli::state::State;
use crate::cli::surface::Surface;
use crate::cli::surroundings::Kind;
use crate::cli::{Options, base_url, complain, environment, in_runtime};
use crate::domain::credentials::CredentialFields;
use crate::domain::instance::InstanceKey;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::event::Trouble;
use crate::journal::{Journal, Session};
use crate::json::StateObject;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::queue::{self, OutcomeRow, QueuedNumber, Sources, UnusualNumbers, write_outcome};
use crate::roster::Condition;
use crate::runtime::budget::{Budget, CHECKS_PER_MINUTE};
use crate::runtime::clock::SystemClock;
use crate::runtime::desk::{Before, Desk, Ending, Row};
use crate::runtime::front_end::Acceptance;
use crate::runtime::front_end::SessionId;
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::wording::{Masking, Wording};
use crate::zapi::{BaseUrl, Client};
use clap::Args;
use color_eyre::eyre::{self, WrapErr};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

#[derive(Debug, Args)]
pub(super) struct Queue {
    /// The list: comma-separated values whose first line names the columns: profile (or `instance_id`, `instance_token` and
    /// `client_token`, the tokens as env:NAME), `calling_code`, number, note
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Go on with the good rows although others are wrong
    #[arg(long)]
    skip_bad: bool,
    /// Take numbers too that are not valid by their country's plan or lack their ninth digit
    #[arg(long, alias = "unusual-number")]
    unusual_numbers: bool,
    /// File that is told at the end what came of each number: .csv or .json, and not there yet, or told by this before
    #[arg(long, value_name = "FILE")]
    outcome: Option<PathBuf>,
    /// How often the service is checked in a minute, all numbers together
    #[arg(long, value_name = "CHECKS", default_value_t = CHECKS_PER_MINUTE, value_parser = clap::value_parser!(u32).range(1..=6000))]
    checks_per_minute: u32,
}

/// The numbers with what is known of them.
struct Loaded {
    rows: Vec<QueuedNumber>,
    /// What is wrong with the rows that are left out, and unusual about those that are taken.
    noticed: Noticed,
    records: Records,
    /// What stands before every question.
    trouble: Option<Trouble>,
    known: HashMap<Name, Session>,
}

impl Queue {
    pub(super) fn run(&self, options: &Options, catalog: Catalog) -> eyre::Result<Exit> {
        let Some((kind, zone)) = prepare(options, &catalog)? else {
            return Ok(Exit::Usage);
        };
        let outcome = match self.outcome.as_deref().map(OutcomeFile::take).transpose() {
            Ok(outcome) => outcome,
            Err(why) => return self.refuse_outcome(&why, &catalog),
        };
        let Some(base) = base_url(options, &catalog)? else {
            return Ok(Exit::Usage);
        };
        in_runtime(|| self.hold(options, kind, (Rc::new(catalog), zone), (base, outcome)))
    }

    fn refuse_outcome(&self, why: &NotFree, catalog: &Catalog) -> eyre::Result<Exit> {
        let path = self.outcome.as_deref().unwrap_or(Path::new(""));
        let path = path.display().to_string();
        complain(&match why {
            NotFree::Unusable => catalog.queue_outcome_file(path),
            NotFree::Taken => catalog.queue_outcome_taken(path),
        })
    }

    /// Reads the file and what the journal knows of its numbers; otherwise what is wrong, in lines.
    fn load(
        &self,
        options: &Options,
        catalog: &Catalog,
        base: &BaseUrl,
    ) -> Result<Loaded, Noticed> {
        let Some(bytes) = bytes_of(&self.file) else {
            let path = self.file.display().to_string();
            return Err(Noticed::sentence(catalog.cli_cannot_read(path)));
        };
        let reading = queue::read(&bytes, &mut Wallet::new(options, catalog), self.unusual());
        let mut noticed = noticed(&self.file, &reading, catalog);
        if !noticed.problems.is_empty() && (!self.skip_bad || reading.rows.is_empty()) {
            noticed
                .lines
                .extend(wants_word(&reading).then(|| catalog.queue_unusual()));
            noticed
                .lines
                .push(catalog.queue_not_begun(reading.rows.len()));
            return Err(noticed);
        }
        let Some(state) = State::of(options) else {
            return Err(Noticed::sentence(catalog.cli_no_state()));
        };
        let service = base.to_string();
        let (records, known, trouble) = state.records(&service, Journal::sessions);
        let of_service = known.into_iter().filter(|known| known.service == service);
        Ok(Loaded {
            rows: reading.rows,
            noticed,
            records,
            trouble,
            known: by_name(of_service),
        })
    }

    async fn hold(
        &self,
        options: &Options,
        kind: Kind,
        (catalog, zone): (Rc<Catalog>, Zone),
        (base, outcome): (BaseUrl, Option<OutcomeFile>),
    ) -> eyre::Result<Exit> {
        let clock = SystemClock::new();
        let setting = Setting {
            options,
            zone: zone.clone(),
            hints: Rc::default(),
            acceptance: Acceptance::AfterAsked,
            masking: options.masking(),
            clock: telling(&clock),
        };
        let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
        let mut surface = setting
            .surface(kind, &catalog)
            .wrap_err("the terminal cannot be taken")?;
        // A long list takes its time: the screen is there first.
        let reading = catalog.desk_reading(self.file.display().to_string());
        surface
            .open_with(&reading)
            .wrap_err("the terminal cannot be written to")?;
        let loaded = match self.load(options, &catalog, &base) {
            Ok(loaded) => loaded,
            Err(noticed) => {
                noticed.tell(&mut surface, false)?;
                drop(surface);
                return say_all(&noticed.lines);
            }
        };
        loaded.noticed.tell(&mut surface, true)?;
        let Ok(client) = Client::new(&base) else {
            drop(surface);
            return complain(&catalog.cli_client());
        };
        let mut desk = Desk::new(clock, client, loaded.records);
        desk.check_within(Budget::per_minute(self.checks_per_minute));
        let rows = put_on(&mut desk, loaded.rows, loaded.known);
        if let Some(first) = first_of(&desk) {
            desk.look(first)?;
            if let Some(trouble) = loaded.trouble {
                desk.report(first, trouble)?;
            }
        }
        let ending = desk.run(&mut surface, &mut signals).await;
        let catalog = surface.catalog().unwrap_or(catalog);
        let ending = ending.wrap_err("the desk broke down")?;
        let end = self.end(
            &desk,
            (&rows, outcome),
            (ending, surface),
            (&catalog, &zone),
        );
        // What was left out is said where it stays to be read.
        say_all(&loaded.noticed.lines)?;
        end
    }

    fn end(
        &self,
        desk: &Desk<SystemClock>,
        (rows, file): (&[(SessionId, QueuedNumber)], Option<OutcomeFile>),
        (ending, surface): (Ending, Surface),
        (catalog, zone): (&Catalog, &Zone),
    ) -> eyre::Result<Exit> {
        let outcome: Vec<OutcomeRow> = rows
            .iter()
            .map(|(id, row)| came_of(desk, *id, row))
            .collect();
        let exit = if let Surface::Json(mut json) = surface {
            end_shift(&mut json, desk, ending, (catalog, zone))?
        } else {
            drop(surface);
            self.say_shift(desk, (catalog, zone));
            exit_of_many(ending, desk.roster().tally())
        };
        if let Some(mut file) = file
            && file.write(&outcome).is_err()
        {
            let path = file.path().display().to_string();
            let _unread = writeln!(words(), "{}", catalog.cli_cannot_write(path));
            // What came of it is not lost with the file.
            write_outcome(&outcome, file.format(), &mut data())?;
        }
        Ok(exit)
    }

    fn unusual(&self) -> UnusualNumbers {
        if self.unusual_numbers {
            UnusualNumbers::Taken
        } else {
            UnusualNumbers::Refused
        }
    }

    /// What the command is called with, for going on with it.
    fn again(&self) -> String {
        let mut words = vec![self.file.display().to_string()];
        words.extend(self.skip_bad.then(|| "--skip-bad".to_owned()));
        words.extend(self.unusual_numbers.then(|| "--unusual-numbers".to_owned()));
        let outcome = self.outcome.iter();
        words.extend(outcome.map(|path| format!("--outcome {}", path.display())));
        words.join(" ")
    }

    /// Leaves on the normal screen how the shift went, and how to go on with it.
    fn say_shift(&self, desk: &Desk<SystemClock>, (catalog, zone): (&Catalog, &Zone)) {
        let tally = desk.roster().tally();
        let wording = Wording::new(catalog, zone, desk.now(), Masking::Off);
        // A line that is gone cannot be written to, and the exit code says what happened.
        let _unread = writeln!(words(), "{}", catalog.cli_farewell(wording.shift(tally)));
        if tally.of(Condition::Connected) as usize != desk.roster().len() {
            let again = catalog.queue_go_on(self.again());
            let _unread = writeln!(words(), "{again}");
        }
        if desk.roster().len() == 1 {
            say_how_to_go_on(desk, catalog);
        }
    }
}

/// What names an onboarding in a list: its line and its instance.
type Name = (String, InstanceKey);

fn name_of(number: &PhoneNumber, instance_id: &str) -> Name {
    (number.line(), InstanceKey::of(instance_id))
}

/// The onboardings by their names; of several the first, which is the latest.
fn by_name(sessions: impl Iterator<Item = Session>) -> HashMap<Name, Session> {
    let mut known = HashMap::new();
    for session in sessions {
        let bookmark = &session.kept.bookmark;
        let name = name_of(bookmark.number(), bookmark.instance_id());
        known.entry(name).or_insert(session);
    }
    known
}

impl Sources for Wallet<'_> {
    fn profile(&mut self, name: &str) -> Result<CredentialFields, String> {
        self.fields_of(name)
    }

    fn variable(&mut self, name: &str) -> Option<Secret> {
        environment(name).map(Secret::new)
    }
}

fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    use std::io::Read as _;
    let file = std::fs::File::open(path).ok()?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    (u64::try_from(read).ok()? <= LARGEST).then_some(bytes)
}

fn say_all(lines: &[String]) -> eyre::Result<Exit> {
    let mut out = words();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(Exit::Usage)
}

/// Puts every row on the desk, with what is known of it.
fn put_on(
    desk: &mut Desk<SystemClock>,
    rows: Vec<QueuedNumber>,
    mut known: HashMap<Name, Session>,
) -> Vec<(SessionId, QueuedNumber)> {
    let put = |row: QueuedNumber| {
        let before = match known.remove(&name_of(&row.number, &row.fields.instance_id)) {
            None => Before::Nothing,
            Some(session) if session.kept.bookmark.is_finished() => Before::Connected,
            Some(session) => Before::Begun(Box::new(session.kept)),
        };
        let id = desk.queue(Row {
            fields: row.fields.clone(),
            number: row.number.clone(),
            note: row.note.as_deref().map(Rc::from),
            before,
        });
        (id, row)
    };
    rows.into_iter().map(put).collect()
}

/// The first number that is not connected, else the first.
fn first_of(desk: &Desk<SystemClock>) -> Option<SessionId> {
    desk.roster().from_first().next().map(|slip| slip.session)
}

fn came_of(desk: &Desk<SystemClock>, id: SessionId, row: &QueuedNumber) -> OutcomeRow {
    let slip = desk.roster().slip(id);
    let now = desk.now();
    let state = slip.map(|slip| StateObject::of(slip, None, now));
    let (condition, step, took_s) = state.map_or_else(Default::default, |state| {
        (state.condition, state.station, state.took_s)
    });
    let warnings = row.number.warnings().into_iter();
    OutcomeRow {
        line: row.line,
        number: row.number.e164(),
        note: row.note.clone().unwrap_or_default(),
        instance_id: row.fields.instance_id.clone(),
        condition,
        step,
        took_s,
        due_ms: slip.and_then(|slip| Some(slip.due?.ends_at_wall_ms(now))),
        onboarding: desk.kept_as(id).map(|key| key.as_str().to_owned()),
        session: desk.kept_as(id).map(|key| key.as_str().to_owned()),
        warnings: warnings.map(|known| known.name().to_owned()).collect(),
    }
}
