//! The wizard: what the environment gives, what was left unfinished, and the end of a run in words.

use crate::cli::conversation::{
    Setting, acceptance_at, end_shift, outcome, prepare, say_farewell, say_how_to_go_on,
};
use crate::cli::credentials::{Given, given};
use crate::cli::state::{State, own_address};
use crate::cli::surface::Surface;
use crate::cli::surroundings::Kind;
use crate::cli::{Options, base_url, complain, in_runtime};
use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::bookmark::Kept;
use crate::flow::event::Trouble;
use crate::journal::Journal;
use crate::json::Json;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::{Before, Desk, Ending, Row};
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::sim::{Scenario, SimClock, Simulator};
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre::{self, WrapErr};
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;

/// The most onboardings that are offered at the start; the list of all is a command of its own.
const OFFERED: usize = 8;

/// What the wizard is started for.
pub(super) enum Purpose {
    /// A scenario of the simulated service, with so many numbers.
    Demo(Box<Scenario>, u16),
    /// An onboarding, new or left unfinished.
    Onboard,
    /// This one.
    TakeUp(Box<Kept>),
}

/// What a run begins with.
struct Start {
    fields: CredentialFields,
    partner: Option<Secret>,
    base: BaseUrl,
    records: Records,
    kept: Vec<Kept>,
    trouble: Option<Trouble>,
    /// Whether one onboarding was named, so that nothing has to be picked.
    is_named: bool,
    simulator: Option<Simulator>,
    /// Further numbers for the desk.
    queued: Vec<Row>,
}

pub(super) fn wizard(options: &Options, catalog: Catalog, purpose: Purpose) -> eyre::Result<Exit> {
    let Some((kind, zone)) = prepare(options, &catalog)? else {
        return Ok(Exit::Usage);
    };
    in_runtime(run(options, kind, (Rc::new(catalog), zone), purpose))
}

async fn run(
    options: &Options,
    kind: Kind,
    (catalog, zone): (Rc<Catalog>, Zone),
    purpose: Purpose,
) -> eyre::Result<Exit> {
    let clock = match &purpose {
        Purpose::Demo(..) => demo_clock(),
        Purpose::Onboard | Purpose::TakeUp(_) => SystemClock::new(),
    };
    let hints = match &purpose {
        Purpose::Demo(scenario, numbers) => {
            let mut hints = scenario.hints(catalog.language().tag());
            if *numbers > 1 {
                // Each has its own, which stands in the field.
                hints.remove("number");
            }
            Some(hints)
        }
        Purpose::Onboard | Purpose::TakeUp(_) => None,
    };
    let start = match purpose {
        Purpose::Demo(scenario, numbers) => {
            Some(Start::demo(*scenario, numbers, clock.clone()).await?)
        }
        Purpose::Onboard => Start::real(options, &catalog, None)?,
        Purpose::TakeUp(kept) => Start::real(options, &catalog, Some(*kept))?,
    };
    let Some(start) = start else {
        return Ok(Exit::Usage);
    };
    // The machine's certificates are read at the first call; what is wrong with them is told then.
    let client = Client::when_needed(&start.base);
    let setting = Setting {
        options,
        zone: zone.clone(),
        hints,
        acceptance: acceptance_at(&start.base),
        clock: clock.clone(),
    };
    let is_demo = start.simulator.is_some();
    let (mut desk, _serving) = start.desk(clock, client)?;
    let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
    let mut surface = setting
        .surface(kind, &catalog)
        .wrap_err("the terminal cannot be taken")?;
    let ending = desk.run(&mut surface, &mut signals).await;
    let catalog = surface.catalog().unwrap_or(catalog);
    let ended = ending.wrap_err("the wizard broke down");
    let Surface::Json(mut json) = surface else {
        drop(surface);
        let exit = say_farewell(&desk, ended?, &catalog, &zone);
        if !is_demo {
            say_how_to_go_on(&desk, &catalog);
        }
        return Ok(exit);
    };
    end_of_json(&mut json, &desk, ended?, (&catalog, &zone))
}

/// Writes the last line of a conversation with a program.
fn end_of_json(
    json: &mut Json,
    desk: &Desk<SystemClock>,
    ended: Ending,
    (catalog, zone): (&Catalog, &Zone),
) -> eyre::Result<Exit> {
    if desk.roster().len() > 1 {
        return end_shift(json, desk, ended, (catalog, zone));
    }
    let (exit, outcome) = outcome(desk, ended, catalog, zone);
    json.end(outcome)
        .wrap_err("the outcome cannot be written")?;
    Ok(exit)
}

impl Start {
    /// The desk with its one onboarding, and the simulator that has to live as long.
    fn desk(
        self,
        clock: SystemClock,
        client: Client,
    ) -> eyre::Result<(Desk<SystemClock>, Option<Simulator>)> {
        let mut desk = Desk::new(clock, client, self.records);
        let session = match self.kept.first() {
            Some(kept) if self.is_named => desk.take_up(kept.clone(), &self.fields)?,
            Some(_) => desk.welcome(self.kept, &self.fields),
            None => desk.open(&self.fields),
        };
        if let Some(token) = self.partner {
            desk.hold_partner_token(session, token);
        }
        for row in self.queued {
            desk.queue(row);
        }
        if let Some(trouble) = self.trouble {
            desk.report(session, trouble)?;
        }
        Ok((desk, self.simulator))
    }

    /// A scenario, written down in memory only: it ends with this process.
    async fn demo(scenario: Scenario, numbers: u16, clock: SystemClock) -> eyre::Result<Self> {
        let fields = demo_fields(&scenario);
        let others = scenario.others(numbers);
        let queued = others.iter().filter_map(demo_row).collect();
        let partner = Some(Secret::new(scenario.partner_token()));
        let simulator = simulate(scenario, others, clock).await?;
        let base = BaseUrl::parse(simulator.base_url())?;
        let records = match Journal::in_memory(&own_address()) {
            Ok(journal) => Records::journal(journal, simulator.base_url()),
            Err(_no_memory) => Records::nowhere(),
        };
        Ok(Self {
            fields,
            partner,
            base,
            records,
            kept: Vec::new(),
            trouble: None,
            is_named: false,
            simulator: Some(simulator),
            queued,
        })
    }

    /// The service itself; `None` after saying what is wrong with how the program was started.
    fn real(
        options: &Options,
        catalog: &Catalog,
        named: Option<Kept>,
    ) -> eyre::Result<Option<Self>> {
        let Some(base) = base_url(options, catalog)? else {
            return Ok(None);
        };
        let Some(Given { fields, partner }) = given(options, catalog)? else {
            return Ok(None);
        };
        let Some(state) = State::of(options) else {
            complain(&catalog.cli_no_state())?;
            return Ok(None);
        };
        let service = base.to_string();
        let is_named = named.is_some();
        let (records, unfinished, trouble) =
            state.records_if_begun(&service, |journal| journal.unfinished(&service));
        let kept = match named {
            Some(named) => vec![named],
            None => unfinished.into_iter().take(OFFERED).collect(),
        };
        Ok(Some(Self {
            fields,
            partner,
            base,
            records,
            kept,
            trouble,
            is_named,
            simulator: None,
            queued: Vec::new(),
        }))
    }
}

/// The clock that a demo goes by: the machine's, or a file that somebody turns who draws pictures of it.
fn demo_clock() -> SystemClock {
    let file = std::env::var_os("ZAPI_ONBOARD_DEMO_CLOCK");
    file.map_or_else(SystemClock::new, |file| SystemClock::told_by(file.into()))
}

async fn simulate(
    scenario: Scenario,
    others: Vec<Scenario>,
    clock: SystemClock,
) -> eyre::Result<Simulator> {
    let start = clock.now();
    let begin = |scenario: Scenario| scenario.starting_at(start.wall_ms / 1_000);
    let served = (begin(scenario), others.into_iter().map(begin).collect());
    let clock: SimClock = Arc::new(move || clock.now().since(start));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Simulator::listen_many(served, clock, address, Arc::new(|_| {}))
        .await
        .wrap_err("the simulated service cannot be started")
}

/// A number of the demo that waits its turn.
fn demo_row(scenario: &Scenario) -> Option<Row> {
    let number = PhoneNumber::parse(scenario.calling_code(), scenario.national_number());
    Some(Row {
        fields: demo_fields(scenario),
        number: number.ok()?,
        note: None,
        before: Before::Nothing,
    })
}

fn demo_fields(scenario: &Scenario) -> CredentialFields {
    CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    }
}
