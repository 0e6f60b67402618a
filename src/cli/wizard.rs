//! The wizard: what the environment gives, what was left unfinished, and the end of a run in words.

use crate::cli::Color;
use crate::cli::state::{State, own_address};
use crate::cli::{Options, base_url, complain, environment, in_runtime, zone};
use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::bookmark::Kept;
use crate::flow::event::Trouble;
use crate::journal::Journal;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::locale::negotiate::codeset_is_utf8;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::sim::{Scenario, SimClock, Simulator};
use crate::tui::app::{App, Look};
use crate::tui::probe::Hints;
use crate::tui::terminal::Tui;
use crate::tui::theme::{Colours, GlyphSet, Theme};
use crate::wording::Wording;
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre::{self, WrapErr};
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::Arc;

/// The most onboardings that are offered at the start; the list of all is a command of its own.
const OFFERED: usize = 8;

/// What the wizard is started for.
pub(super) enum Purpose {
    /// A scenario of the simulated service.
    Demo(Box<Scenario>),
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
}

pub(super) fn wizard(options: &Options, catalog: Catalog, purpose: Purpose) -> eyre::Result<Exit> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return complain(&catalog.cli_no_terminal());
    }
    let term = environment("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" {
        return complain(&catalog.cli_dumb_terminal(term));
    }
    let Some(zone) = zone(options, &catalog)? else {
        return Ok(Exit::Usage);
    };
    in_runtime(run(options, catalog, zone, purpose))
}

async fn run(
    options: &Options,
    catalog: Catalog,
    zone: Zone,
    purpose: Purpose,
) -> eyre::Result<Exit> {
    let catalog = Rc::new(catalog);
    let clock = SystemClock::new();
    let language = catalog.language();
    let hints = match &purpose {
        Purpose::Demo(scenario) => Some(scenario.hints(language.tag())),
        Purpose::Onboard | Purpose::TakeUp(_) => None,
    };
    let start = match purpose {
        Purpose::Demo(scenario) => Some(Start::demo(*scenario, clock).await?),
        Purpose::Onboard => Start::real(options, &catalog, None)?,
        Purpose::TakeUp(kept) => Start::real(options, &catalog, Some(*kept))?,
    };
    let Some(start) = start else {
        return Ok(Exit::Usage);
    };
    let Ok(client) = Client::new(&start.base) else {
        return complain(&catalog.cli_client());
    };
    let is_demo = start.simulator.is_some();
    let _serving = start.simulator;
    let mut desk = Desk::new(clock, client, start.records);
    let session = match start.kept.first() {
        Some(kept) if start.is_named => desk.take_up(kept.clone(), &start.fields)?,
        Some(_) => desk.welcome(start.kept, &start.fields),
        None => desk.open(&start.fields),
    };
    if let Some(token) = start.partner {
        desk.hold_partner_token(session, token);
    }
    if let Some(trouble) = start.trouble {
        desk.report(session, trouble)?;
    }
    let look = Look {
        catalog: Rc::clone(&catalog),
        zone: zone.clone(),
        theme: theme(options),
        hints,
        terminal: Hints::from_env(&environment),
        address: own_address(),
    };
    let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
    let mut tui =
        Tui::enter(App::new(look), move || clock.now()).wrap_err("the terminal cannot be taken")?;
    let ending = desk.run(&mut tui, &mut signals).await;
    drop(tui);
    let ending = ending.wrap_err("the wizard broke down")?;
    let exit = say_farewell(&desk, ending, &catalog, &zone);
    if !is_demo {
        say_how_to_go_on(&desk, &catalog);
    }
    Ok(exit)
}

impl Start {
    /// A scenario, written down in memory only: it ends with this process.
    async fn demo(scenario: Scenario, clock: SystemClock) -> eyre::Result<Self> {
        let fields = demo_fields(&scenario);
        let partner = Some(Secret::new(scenario.partner_token()));
        let simulator = simulate(scenario, clock).await?;
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
        let Some(state) = State::of(options) else {
            complain(&catalog.cli_no_state())?;
            return Ok(None);
        };
        let service = base.to_string();
        let is_named = named.is_some();
        let mut records = Records::opening(Box::new(move || state.open()), &service);
        let (unfinished, trouble) = match records.open() {
            Ok(None) => (Vec::new(), None),
            Ok(Some(journal)) => match journal.unfinished(&service) {
                Ok(kept) => (kept, None),
                Err(trouble) => (Vec::new(), Some(trouble)),
            },
            Err(trouble) => (Vec::new(), Some(trouble)),
        };
        let kept = match named {
            Some(named) => vec![named],
            None => unfinished.into_iter().take(OFFERED).collect(),
        };
        Ok(Some(Self {
            fields: given_fields(),
            partner: given_partner_token(),
            base,
            records,
            kept,
            trouble,
            is_named,
            simulator: None,
        }))
    }
}

/// Leaves one line on the normal screen, and says how the run ended.
fn say_farewell(desk: &Desk<SystemClock>, ending: Ending, catalog: &Catalog, zone: &Zone) -> Exit {
    let now = desk.now();
    let wording = Wording::new(catalog, zone, now);
    let mut exit = Exit::Done;
    for ((_, standing), card) in desk.standings().iter().zip(desk.cards()) {
        exit = Exit::of(ending, standing);
        let number = card.prompt.ask.number().map(PhoneNumber::international);
        let text = wording.farewell(standing, number.as_deref());
        // A line that is gone cannot be written to, and the exit code says what happened.
        let _unread = writeln!(io::stderr().lock(), "{}", catalog.cli_farewell(text));
    }
    exit
}

/// Says how each onboarding that was left can be gone on with.
fn say_how_to_go_on(desk: &Desk<SystemClock>, catalog: &Catalog) {
    for (session, standing) in desk.standings() {
        let is_over = matches!(
            standing,
            Standing::Connected | Standing::AlreadyConnected | Standing::HeldByOther
        );
        if let Some(key) = desk.kept_as(session).filter(|_| !is_over) {
            let line = catalog.cli_resume(key.as_str());
            let _unread = writeln!(io::stderr().lock(), "{line}");
        }
    }
}

async fn simulate(scenario: Scenario, clock: SystemClock) -> eyre::Result<Simulator> {
    let start = clock.now();
    let scenario = scenario.starting_at(start.wall_ms / 1_000);
    let clock: SimClock = Arc::new(move || clock.now().since(start));
    Simulator::start(scenario, clock)
        .await
        .wrap_err("the simulated service cannot be started")
}

fn given_fields() -> CredentialFields {
    CredentialFields {
        instance_id: environment("ZAPI_INSTANCE_ID").unwrap_or_default(),
        instance_token: environment("ZAPI_INSTANCE_TOKEN").map(Secret::new),
        client_token: environment("ZAPI_CLIENT_TOKEN").map(Secret::new),
    }
}

fn given_partner_token() -> Option<Secret> {
    let token = environment("ZAPI_PARTNER_TOKEN").map(Secret::new);
    token.filter(|token| !token.is_empty())
}

fn demo_fields(scenario: &Scenario) -> CredentialFields {
    CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    }
}

fn theme(options: &Options) -> Theme {
    let no_colour = environment("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colours = match options.color {
        Color::Always => Colours::Terminal,
        Color::Auto if !no_colour => Colours::Terminal,
        Color::Auto | Color::Never => Colours::None,
    };
    let glyphs = if options.ascii || !codeset_is_utf8(environment) {
        GlyphSet::Ascii
    } else {
        GlyphSet::Unicode
    };
    Theme::new(colours, glyphs)
}
