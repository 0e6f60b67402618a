//! The wizard: what the environment gives, what was left unfinished, and the end of a run in words.

use crate::cli::Color;
use crate::cli::credentials::{Given, given};
use crate::cli::out::words;
use crate::cli::setup::color;
use crate::cli::state::{State, own_address};
use crate::cli::surface::{MakeLines, MakeScreen, Surface};
use crate::cli::surroundings::{Kind, NoWay, columns, is_accessible, is_seven_bit};
use crate::cli::{HEARTBEAT, Options, base_url, complain, environment, in_runtime, zone};
use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::bookmark::Kept;
use crate::flow::event::Trouble;
use crate::journal::Journal;
use crate::json::{Json, Outcome, PromptObject};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::plain::{self, OtherSurface, Pictures, Plain, Signs};
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::front_end::Acceptance;
use crate::runtime::lines::Lines;
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
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

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
    let kind = match Kind::of(options) {
        Ok(kind) => kind,
        Err(NoWay::NobodyAnswers) => return complain(&catalog.cli_nobody_answers()),
        Err(NoWay::OutputElsewhere) => return complain(&catalog.cli_output_elsewhere()),
    };
    let Some(zone) = zone(options, &catalog)? else {
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
    let clock = SystemClock::new();
    let hints = match &purpose {
        Purpose::Demo(scenario) => Some(scenario.hints(catalog.language().tag())),
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
    let setting = Setting {
        options,
        zone: zone.clone(),
        hints,
        acceptance: if start.base.is_loopback() {
            Acceptance::Anytime
        } else {
            Acceptance::AfterAsked
        },
        clock,
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
    let (exit, outcome) = outcome(&desk, ended?, &catalog, &zone);
    json.end(outcome)
        .wrap_err("the outcome cannot be written")?;
    Ok(exit)
}

/// What the outcome of a conversation with a program is.
fn outcome(
    desk: &Desk<SystemClock>,
    ending: Ending,
    catalog: &Catalog,
    zone: &Zone,
) -> (Exit, Outcome) {
    let now = desk.now();
    let wording = Wording::new(catalog, zone, now);
    let mut last = (
        Exit::Done,
        Outcome::new(0, &Standing::Unfinished, String::new()),
    );
    for ((session, standing), card) in desk.standings().iter().zip(desk.cards()) {
        let exit = Exit::of(ending, standing);
        let number = card.prompt.ask.number().map(PhoneNumber::international);
        let text = wording.farewell(standing, number.as_deref());
        let mut outcome = Outcome::new(exit as u8, standing, text);
        outcome.session = desk.kept_as(*session).map(|key| key.as_str().to_owned());
        let sheet = wording.sheet(&card.prompt);
        outcome.last = Some(PromptObject::of(&card.prompt, &sheet, now));
        last = (exit, outcome);
    }
    last
}

/// What every surface is made of.
struct Setting<'o> {
    options: &'o Options,
    zone: Zone,
    hints: Option<BTreeMap<String, String>>,
    acceptance: Acceptance,
    clock: SystemClock,
}

impl Setting<'_> {
    fn surface(self, kind: Kind, catalog: &Rc<Catalog>) -> io::Result<Surface> {
        let screen = match kind {
            Kind::Screen | Kind::LinesOrScreen => OtherSurface::There,
            Kind::Lines => OtherSurface::None,
            Kind::Json => {
                let out = Box::new(io::stdout());
                let words = (Rc::clone(catalog), self.zone);
                let json = Json::new(Lines::stdin()?, out, words, self.acceptance);
                return Ok(Surface::Json(Box::new(json)));
            }
        };
        let catalog = Rc::clone(catalog);
        let (make_screen, make_lines) = self.makers(screen);
        match kind {
            Kind::Screen => Surface::screen(make_screen, make_lines, catalog),
            Kind::LinesOrScreen | Kind::Lines | Kind::Json => {
                Surface::lines(make_screen, make_lines, catalog)
            }
        }
    }

    fn makers(self, screen: OtherSurface) -> (MakeScreen, MakeLines) {
        let theme = theme(self.options);
        let clock = self.clock;
        let (zone, hints) = (self.zone.clone(), self.hints.clone());
        let make_screen = move |catalog| {
            let look = Look {
                catalog,
                zone: zone.clone(),
                theme,
                hints: hints.clone(),
                terminal: Hints::from_env(&environment),
                address: own_address(),
            };
            Tui::enter(App::new(look), move || clock.now())
        };
        let heartbeat = Duration::from_secs(u64::from(self.options.heartbeat.unwrap_or(HEARTBEAT)));
        let signs = if is_seven_bit(self.options) {
            Signs::SevenBit
        } else {
            Signs::All
        };
        let make_lines = move |catalog| {
            let look = plain::Look {
                catalog,
                zone: self.zone.clone(),
                signs,
                width: columns(),
                heartbeat,
                hints: self.hints.clone(),
                address: own_address(),
                pictures: if is_accessible() {
                    Pictures::OnRequest
                } else {
                    Pictures::Drawn
                },
                acceptance: self.acceptance,
                screen,
            };
            Ok(Plain::new(look, Lines::stdin()?, Box::new(io::stdout())))
        };
        (Box::new(make_screen), Box::new(make_lines))
    }
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
        if let Some(trouble) = self.trouble {
            desk.report(session, trouble)?;
        }
        Ok((desk, self.simulator))
    }

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
        let Some(Given { fields, partner }) = given(options, catalog)? else {
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
            fields,
            partner,
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
        let _unread = writeln!(words(), "{}", catalog.cli_farewell(text));
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
            let _unread = writeln!(words(), "{line}");
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

fn demo_fields(scenario: &Scenario) -> CredentialFields {
    CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    }
}

fn theme(options: &Options) -> Theme {
    let colours = match color(options) {
        Color::Always | Color::Auto => Colours::Terminal,
        Color::Never => Colours::None,
    };
    let glyphs = if is_seven_bit(options) {
        GlyphSet::Ascii
    } else {
        GlyphSet::Unicode
    };
    Theme::new(colours, glyphs)
}
