//! The command line: it chooses what to run, gathers what the environment gives, and turns the end of a run
//! into words and an exit code.

mod simulate;

use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::locale::catalog::{Catalog, Language};
use crate::locale::moment::Zone;
use crate::locale::negotiate::{codeset_is_utf8, negotiate};
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::signals::Signals;
use crate::sim::{Scenario, ScenarioError, SimClock, Simulator};
use crate::tui::app::{App, Look};
use crate::tui::probe::Hints;
use crate::tui::terminal::{self, Tui};
use crate::tui::theme::{Colours, GlyphSet, Theme};
use crate::wording::Wording;
use crate::zapi::{BaseUrl, BaseUrlError, Client};
use clap::{Args, Parser, Subcommand, ValueEnum};
use color_eyre::config::HookBuilder;
use color_eyre::eyre::{self, WrapErr};
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::Arc;

/// What is written under `--help`.
const AFTER_HELP: &str = "\
Credentials come from the screen or from ZAPI_INSTANCE_ID, ZAPI_INSTANCE_TOKEN and ZAPI_CLIENT_TOKEN;
ZAPI_PARTNER_TOKEN lists an account's instances to pick from.
No secret is ever a flag.

Exit codes: 0 connected or done, 1 unexpected, 2 usage, 3 number blocked or unavailable,
4 credentials refused, 5 try again later, 6 captcha, code or PIN refused, 8 one more step needed,
9 outcome unknown, 129 hung up, 130 left or interrupted, 143 terminated.";

/// Takes a phone number from credentials to connected on a Z-API mobile instance.
#[derive(Debug, Parser)]
#[command(name = "zapi-onboard", version, about, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play the wizard against a simulated service on this machine
    Demo {
        /// Which scenario to play
        #[arg(default_value = "happy")]
        scenario: String,
        /// Name the scenarios
        #[arg(long)]
        list: bool,
    },
    /// Serve a simulated service to any client, until Ctrl-C
    Simulate(simulate::Simulate),
}

#[derive(Debug, Args)]
struct Options {
    /// Language of the screens: en, pt-BR or es; without it, the locale decides
    #[arg(long, global = true, value_parser = parse_language)]
    lang: Option<Language>,
    /// Address of the service; plain http only to this machine
    #[arg(
        long,
        global = true,
        env = "ZAPI_BASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    base_url: Option<String>,
    /// Time zone of clock times, as in the tz database; without it, the machine's
    #[arg(long, global = true, value_name = "ZONE")]
    tz: Option<String>,
    /// Whether to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Draw with 7-bit signs only
    #[arg(long, global = true)]
    ascii: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

fn parse_language(tag: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::tag).join(", ");
    Language::from_tag(tag).ok_or_else(|| format!("known languages: {}", known()))
}

/// Reports errors and panics by color-eyre; a panic gives the terminal back before it is told.
///
/// # Errors
/// Hooks were installed already.
pub fn install_hooks() -> eyre::Result<()> {
    let hooks = HookBuilder::default().display_env_section(false);
    let (panic_hook, error_hook) = hooks.into_hooks();
    error_hook.install()?;
    std::panic::set_hook(Box::new(move |panic| {
        // While panicking there is nobody to hand these errors to.
        let _unrestored = terminal::restore();
        let _unwritten = writeln!(io::stderr(), "{}", panic_hook.panic_report(panic));
    }));
    Ok(())
}

/// Runs the program with what the command line says.
///
/// # Errors
/// Something unexpected; what a person can mend ends as [`Exit::Usage`] with a sentence instead.
pub fn run(cli: Cli) -> eyre::Result<Exit> {
    let catalog = Catalog::new(negotiate(cli.options.lang, environment));
    match cli.command {
        Some(Command::Demo { list: true, .. }) => {
            list_scenarios(catalog.language())?;
            Ok(Exit::Done)
        }
        Some(Command::Demo { scenario, .. }) => match find(&catalog, &scenario)? {
            Some(scenario) => wizard(&cli.options, catalog, Some(scenario)),
            None => Ok(Exit::Usage),
        },
        Some(Command::Simulate(simulate)) => match find(&catalog, &simulate.scenario)? {
            Some(scenario) => in_runtime(simulate.run(&catalog, scenario)),
            None => Ok(Exit::Usage),
        },
        None => wizard(&cli.options, catalog, None),
    }
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The scenario of this name; says which there are when it is none of them.
fn find(catalog: &Catalog, name: &str) -> eyre::Result<Option<Scenario>> {
    match Scenario::named(name) {
        Ok(scenario) => Ok(Some(scenario)),
        Err(ScenarioError::Unknown { name }) => {
            let names: Vec<&str> = Scenario::names().collect();
            complain(&catalog.cli_unknown_scenario(name, names.join(", ")))?;
            Ok(None)
        }
        Err(broken) => Err(broken).wrap_err("a built-in scenario cannot be read"),
    }
}

fn list_scenarios(language: Language) -> eyre::Result<()> {
    let mut out = io::stdout().lock();
    for name in Scenario::names() {
        let scenario = Scenario::named(name)?;
        writeln!(out, "{name:<22}{}", scenario.title(language.tag()))?;
    }
    Ok(())
}

/// Says what is wrong and how to mend it.
fn complain(sentence: &str) -> eyre::Result<Exit> {
    writeln!(io::stderr().lock(), "{sentence}")?;
    Ok(Exit::Usage)
}

fn wizard(options: &Options, catalog: Catalog, scenario: Option<Scenario>) -> eyre::Result<Exit> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return complain(&catalog.cli_no_terminal());
    }
    let term = environment("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" {
        return complain(&catalog.cli_dumb_terminal(term));
    }
    let zone = match options.tz.as_deref() {
        None => Zone::system(),
        Some(name) => match Zone::named(name) {
            Ok(zone) => zone,
            Err(_unknown) => return complain(&catalog.cli_unknown_zone(name.to_owned())),
        },
    };
    in_runtime(run_wizard(options, catalog, zone, scenario))
}

fn in_runtime(run: impl Future<Output = eyre::Result<Exit>>) -> eyre::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .wrap_err("the runtime cannot be started")?;
    runtime.block_on(run)
}

async fn run_wizard(
    options: &Options,
    catalog: Catalog,
    zone: Zone,
    scenario: Option<Scenario>,
) -> eyre::Result<Exit> {
    let catalog = Rc::new(catalog);
    let clock = SystemClock::new();
    let language = catalog.language();
    let hints = scenario.as_ref().map(|s| s.hints(language.tag()));
    let fields = scenario.as_ref().map_or_else(given_fields, demo_fields);
    let partner = match &scenario {
        Some(scenario) => Some(Secret::new(scenario.partner_token())),
        None => given_partner_token(),
    };
    let simulator = match scenario {
        Some(scenario) => Some(simulate(scenario, clock).await?),
        None => None,
    };
    let address = simulator
        .as_ref()
        .map(|simulator| simulator.base_url().to_owned())
        .or_else(|| {
            options
                .base_url
                .clone()
                .filter(|address| !address.is_empty())
        });
    let base = match address
        .as_deref()
        .map_or_else(|| Ok(BaseUrl::vendor()), BaseUrl::parse)
    {
        Ok(base) => base,
        Err(error) => return complain(&base_error(&catalog, error)),
    };
    let Ok(client) = Client::new(&base) else {
        return complain(&catalog.cli_client());
    };
    let mut desk = Desk::new(clock, client);
    let session = desk.open(&fields);
    if let Some(token) = partner {
        desk.hold_partner_token(session, token);
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
    Ok(say_farewell(&desk, ending, &catalog, &zone))
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

/// Who and where this runs, as somebody at the other end of an SSH line would write it.
fn own_address() -> String {
    let user = environment("USER").or_else(|| environment("LOGNAME"));
    let line = environment("SSH_CONNECTION").unwrap_or_default();
    let host = line.split(' ').nth(2).map(ToOwned::to_owned);
    let name = || {
        rustix::system::uname()
            .nodename()
            .to_string_lossy()
            .into_owned()
    };
    let host = host.unwrap_or_else(name);
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host
    };
    user.map_or_else(|| host.clone(), |user| format!("{user}@{host}"))
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

fn base_error(catalog: &Catalog, error: BaseUrlError) -> String {
    match error {
        BaseUrlError::NotAnAddress => catalog.cli_base_not_address(),
        BaseUrlError::PlainHttp => catalog.cli_base_plain_http(),
        BaseUrlError::HoldsLogin | BaseUrlError::HoldsQuery | BaseUrlError::HoldsInstance => {
            catalog.cli_base_has_extras()
        }
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
