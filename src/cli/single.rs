//! The single steps: what the command line asks for, run on the same flow as the wizard, and told as data.

mod ending;
mod numbered;
mod print;
mod secrets;
mod steps;
mod unusual;

pub(super) use steps::Step;

use crate::cli::credentials::{Given, given};
use crate::cli::out::words;
use crate::cli::single::secrets::Asked;
use crate::cli::single::steps::{Begun, Wanted};
use crate::cli::single::unusual::Unusual;
use crate::cli::state::State;
use crate::cli::{Options, base_url, complain, in_runtime, zone};
use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::exit::Exit;
use crate::flow::bookmark::Kept;
use crate::flow::event::Trouble;
use crate::journal::Session as Written;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::single::{Goal, Session, Single, verdict};
use crate::wording::{Masking, Wording};
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre::{self, WrapErr};
use std::io::Write;

/// What a step begins with.
struct Start {
    zone: Zone,
    base: BaseUrl,
    fields: CredentialFields,
    records: Records,
    /// The onboarding that is gone on with.
    kept: Option<Kept>,
    /// The number of the onboarding that is named.
    line: Option<PhoneNumber>,
}

/// How a step ended before it began: it was told why.
type Told = Exit;

impl Step {
    /// Runs the step.
    pub(super) fn run(self, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
        in_runtime(|| run(self, options, catalog))
    }
}

async fn run(step: Step, options: &Options, catalog: &Catalog) -> eyre::Result<Exit> {
    let command = step.name();
    let wanted = match step.wanted(catalog) {
        Ok(wanted) => wanted,
        Err(sentence) => return complain(&sentence),
    };
    let unusual = Unusual::of(&wanted, catalog);
    unusual.tell(catalog)?;
    if unusual.wants_word {
        return unusual.refuse(command, options.json, catalog);
    }
    let mut start = match Start::new(options, catalog, &wanted)? {
        Ok(start) => start,
        Err(told) => return Ok(told),
    };
    let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
    let goal = match secrets::goal(wanted.goal, catalog, &mut signals).await? {
        Asked::Goal(goal) => goal,
        Asked::Missing(sentence) => return complain(&sentence),
        Asked::Interrupted(signal) => {
            return Ok(Exit::of(
                Ending::Signal(signal),
                &crate::flow::Standing::Unfinished,
            ));
        }
    };
    let Ok(client) = Client::new(&start.base) else {
        return complain(&catalog.cli_client());
    };
    let records = std::mem::replace(&mut start.records, Records::nowhere());
    let mut desk = Desk::new(SystemClock::new(), client, records);
    let session = match start.kept.take() {
        Some(kept) => desk.take_up(kept, &start.fields)?,
        None => desk.open(&start.fields),
    };
    let mut single = Single::new(goal.about(start.line.take()));
    let ending = desk.run(&mut single, &mut signals).await;
    let ending = ending.wrap_err("the step broke down")?;
    let end = print::End {
        command,
        json: options.json,
        desk: &desk,
        session,
        single: &single,
        ending,
        masking: options.masking(),
        warnings: unusual.warnings,
    };
    end.tell(catalog, &start.zone, wanted.save.as_deref())
}

impl Start {
    /// `Err` after saying what is wrong.
    fn new(
        options: &Options,
        catalog: &Catalog,
        wanted: &Wanted,
    ) -> eyre::Result<Result<Self, Told>> {
        let (Some(zone), Some(base)) = (zone(options, catalog)?, base_url(options, catalog)?)
        else {
            return Ok(Err(Exit::Usage));
        };
        let Some(Given { fields, .. }) = given(options, catalog)? else {
            return Ok(Err(Exit::Usage));
        };
        if !fields.are_complete() {
            return complain(&catalog.cli_single_credentials()).map(Err);
        }
        let Some(state) = State::of(options) else {
            return complain(&catalog.cli_no_state()).map(Err);
        };
        let service = base.to_string();
        let mut records = records_of(state, &service, catalog)?;
        let reads_only = matches!(wanted.goal, secrets::Open::Goal(Goal::Status(_)));
        if !reads_only || wanted.begun.is_named() {
            // What acts is written down first, so that has to be possible.
            if let Err(trouble) = records.open() {
                return say(catalog, &zone, &trouble).map(Err);
            }
        }
        let mut line = None;
        let kept = if wanted.session() == Session::Begun || wanted.begun.is_named() {
            match find(
                &mut records,
                &service,
                &fields,
                &wanted.begun,
                (catalog, &zone, options.masking()),
            )? {
                Found::Begun(kept) => {
                    line = Some(kept.bookmark.number().clone());
                    Some(*kept)
                }
                Found::Finished(number) if reads_only => {
                    writeln!(words(), "{}", catalog.cli_single_finished())?;
                    line = Some(number);
                    None
                }
                // The instance can be read all the same.
                Found::None if reads_only && !wanted.begun.names_session() => None,
                Found::Finished(_) | Found::None => {
                    return complain(&catalog.cli_single_none()).map(Err);
                }
                Found::Told(told) => return Ok(Err(told)),
            }
        } else {
            None
        };
        Ok(Ok(Self {
            zone,
            base,
            fields,
            records,
            kept,
            line,
        }))
    }
}

/// Where things are written down; says when that is on a network file system.
fn records_of(state: State, service: &str, catalog: &Catalog) -> eyre::Result<Records> {
    let file_system = state.file_system();
    if let Some(kind) = file_system.network() {
        let notice = catalog.journal_on_network(kind.as_str().to_owned());
        writeln!(words(), "{}", catalog.cli_farewell(notice))?;
    }
    let records = Records::opening(Box::new(move || state.open()), service);
    Ok(records.on(&file_system))
}

/// What was found of the onboarding that is meant.
enum Found {
    /// It goes on.
    Begun(Box<Kept>),
    /// It has come to its good end, with this number.
    Finished(PhoneNumber),
    /// There is none.
    None,
    /// One that cannot be told from others: it was told why.
    Told(Told),
}

/// The one onboarding that is meant.
fn find(
    records: &mut Records,
    service: &str,
    fields: &CredentialFields,
    begun: &Begun,
    (catalog, zone, masking): (&Catalog, &Zone, Masking),
) -> eyre::Result<Found> {
    let found = match records.open() {
        Ok(Some(journal)) => journal.sessions(),
        Ok(None) => Ok(Vec::new()),
        Err(trouble) => Err(trouble),
    };
    let all = match found {
        Ok(all) => all,
        Err(trouble) => return say(catalog, zone, &trouble).map(Found::Told),
    };
    let meant =
        |written: &Written| written.service == service && begun.means(written, &fields.instance_id);
    let meant = all.into_iter().filter(meant);
    let (finished, mut meant): (Vec<Written>, Vec<Written>) =
        meant.partition(|written| written.kept.bookmark.is_finished());
    match (meant.pop(), meant.is_empty()) {
        (Some(one), true) => Ok(Found::Begun(Box::new(one.kept))),
        (None, _) => Ok(match finished.first().filter(|_| begun.is_named()) {
            Some(finished) => Found::Finished(finished.kept.bookmark.number().clone()),
            None => Found::None,
        }),
        (Some(last), false) => {
            writeln!(words(), "{}", catalog.cli_single_many())?;
            let now = SystemClock::new().now();
            let wording = Wording::new(catalog, zone, now, masking);
            for one in meant.iter().chain([&last]) {
                let label = wording.unfinished_label(&one.kept.row(now));
                writeln!(words(), "  {}  {label}", one.key.as_str())?;
            }
            Ok(Found::Told(Exit::Usage))
        }
    }
}

fn say(catalog: &Catalog, zone: &Zone, trouble: &Trouble) -> eyre::Result<Exit> {
    let now = SystemClock::new().now();
    let text = Wording::new(catalog, zone, now, Masking::Off).trouble(trouble);
    complain(&catalog.cli_farewell(text))
}
