//! The command line: it chooses what to run, gathers what the environment gives, and turns the end of a run
//! into words and an exit code.

mod ask;
mod conversation;
mod credentials;
mod demo;
mod doctor;
mod examples;
mod generated;
mod kept;
mod options;
mod out;
mod outcome_file;
mod profile;
mod queue;
mod queue_words;
mod read;
mod setup;
mod simulate;
mod single;
mod state;
mod surface;
mod surroundings;
mod version;
mod wizard;

pub use crate::cli::version::told_version;

use crate::cli::kept::{Export, Forget, Import, Report, Resume, Sessions};
use crate::cli::options::{Color, ConfigCommand, HEARTBEAT, Options};
use crate::cli::out::words;
use crate::cli::version::VERSION;
use crate::cli::wizard::{Purpose, wizard};
use crate::exit::Exit;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::locale::negotiate::negotiate;
use crate::runtime::lines::restore_typing;
use crate::runtime::logging::log_to;
use crate::sim::{Scenario, ScenarioError};
use crate::tui::terminal;
use crate::zapi::{BaseUrl, BaseUrlError};
use clap::{CommandFactory, Parser, Subcommand};
use color_eyre::config::HookBuilder;
use color_eyre::eyre::{self, WrapErr};
use std::io::{self, IsTerminal, Write};

/// What is written under `--help`.
const AFTER_HELP: &str = "\
Credentials come from the screen or from ZAPI_INSTANCE_ID, ZAPI_INSTANCE_TOKEN and ZAPI_CLIENT_TOKEN;
ZAPI_PARTNER_TOKEN lists an account's instances to pick from.
No secret is ever a flag.

Exit codes: 0 connected or done, 1 unexpected, 2 usage, 3 number blocked or unavailable,
4 credentials refused, 5 try again later, 6 captcha, code or PIN refused, 7 somebody else at this number,
8 one more step needed, 9 outcome unknown, 129 hung up, 130 left or interrupted, 143 terminated.";

/// Takes a phone number from credentials to connected on a Z-API mobile instance.
#[derive(Debug, Parser)]
#[command(name = "zapi-onboard", version = VERSION, about, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play the wizard against a simulated service on this machine
    Demo(demo::Demo),
    /// Serve a simulated service to any client, until Ctrl-C
    Simulate(simulate::Simulate),
    /// Take many numbers through it, listed in a file
    Queue(queue::Queue),
    /// List the onboardings of this machine
    Sessions(Sessions),
    /// Go on with an onboarding where it stands
    Resume(Resume),
    /// Write what happened in an onboarding, for a ticket
    Report(Report),
    /// Write an onboarding to a file, for a colleague on another machine
    Export(Export),
    /// Take in an onboarding that a colleague handed over
    Import(Import),
    /// Erase an onboarding and everything known of it
    Forget(Forget),
    #[command(flatten)]
    Step(single::Step),
    #[command(flatten)]
    Aside(Aside),
}

/// What is of use also when the settings are not.
#[derive(Debug, Subcommand)]
enum Aside {
    /// Keep credentials under a name
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// The file of settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Say what the program sees of where it runs, for a ticket
    Doctor(doctor::Doctor),
    /// Write a shell's completions
    Completions(generated::Completions),
    /// Write the manual page
    Man,
}

/// The definition of the command line: what is parsed, told, completed and printed as a manual.
fn command() -> clap::Command {
    examples::with_examples(Cli::command())
}

/// Reports errors and panics by color-eyre; a panic gives the terminal back before it is told.
///
/// # Errors
/// Hooks were installed already.
pub fn install_hooks() -> eyre::Result<()> {
    let hooks = HookBuilder::default().display_env_section(false);
    let hooks = if io::stderr().is_terminal() {
        hooks
    } else {
        hooks.theme(color_eyre::config::Theme::new())
    };
    let (panic_hook, error_hook) = hooks.into_hooks();
    error_hook.install()?;
    std::panic::set_hook(Box::new(move |panic| {
        // While panicking there is nobody to hand these errors to.
        let _unrestored = terminal::restore();
        let _unrestored = restore_typing();
        let _unwritten = writeln!(io::stderr(), "{}", panic_hook.panic_report(panic));
    }));
    Ok(())
}

/// Runs the program with what the command line says.
///
/// # Errors
/// Something unexpected; what a person can mend ends as [`Exit::Usage`] with a sentence instead.
pub fn run(cli: Cli) -> eyre::Result<Exit> {
    let given = cli.options.lang;
    let catalog = || Catalog::new(negotiate(given, environment));
    match cli.command {
        Some(Command::Aside(aside)) => aside.run(cli.options, &catalog()),
        command => match cli.options.set_up() {
            Ok(options) => run_command(command, &options),
            Err(trouble) => setup::say(&trouble, &catalog()),
        },
    }
}

impl Aside {
    fn run(self, options: Options, catalog: &Catalog) -> eyre::Result<Exit> {
        match self {
            Aside::Profile(profile) => in_runtime(|| profile.run(&options, catalog)),
            Aside::Config(config) => config.run(catalog),
            Aside::Doctor(doctor) => examine(&doctor, options),
            Aside::Completions(completions) => completions.run(),
            Aside::Man => generated::manual(),
        }
    }
}

/// Looks around, also when the settings are not what they should be.
fn examine(doctor: &doctor::Doctor, given: Options) -> eyre::Result<Exit> {
    let (options, trouble) = match given.clone().set_up() {
        Ok(options) => (options, None),
        Err(trouble) => (given, Some(trouble)),
    };
    let catalog = Catalog::new(negotiate(options.lang, environment));
    in_runtime(|| doctor.run(&options, &catalog, trouble.as_ref()))
}

fn run_command(command: Option<Command>, options: &Options) -> eyre::Result<Exit> {
    let catalog = Catalog::new(negotiate(options.lang, environment));
    if let Some(path) = &options.log
        && log_to(path).is_err()
    {
        return complain(&catalog.cli_cannot_log(path.display().to_string()));
    }
    match command {
        Some(Command::Demo(demo)) => demo.run(options, catalog),
        Some(Command::Simulate(simulate)) => match find(&catalog, &simulate.scenario)? {
            Some(scenario) => in_runtime(|| simulate.run(&catalog, scenario)),
            None => Ok(Exit::Usage),
        },
        Some(Command::Queue(queue)) => queue.run(options, catalog),
        Some(Command::Sessions(sessions)) => sessions.run(options, &catalog),
        Some(Command::Resume(resume)) => resume.run(options, catalog),
        Some(Command::Report(report)) => report.run(options, &catalog),
        Some(Command::Export(export)) => export.run(options, &catalog),
        Some(Command::Import(import)) => import.run(options, &catalog),
        Some(Command::Forget(forget)) => forget.run(options, &catalog),
        Some(Command::Step(step)) => step.run(options, &catalog),
        Some(Command::Aside(aside)) => aside.run(options.clone(), &catalog),
        None => wizard(options, catalog, Purpose::Onboard),
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

/// Says what is wrong and how to mend it.
fn complain(sentence: &str) -> eyre::Result<Exit> {
    writeln!(words(), "{sentence}")?;
    Ok(Exit::Usage)
}

/// Runs a command. What it keeps while it waits lies in a frame of its own: the frames of all the others would be touched
/// at every start, which takes the system longer than anything else that happens there.
#[inline(never)]
fn in_runtime<R: Future<Output = eyre::Result<Exit>>>(
    run: impl FnOnce() -> R,
) -> eyre::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .wrap_err("the runtime cannot be started")?;
    runtime.block_on(run())
}

/// The service's address; `None` after saying what is wrong with the one given.
fn base_url(options: &Options, catalog: &Catalog) -> eyre::Result<Option<BaseUrl>> {
    let given = options
        .base_url
        .as_deref()
        .filter(|address| !address.is_empty());
    match given.map_or_else(|| Ok(BaseUrl::vendor()), BaseUrl::parse) {
        Ok(base) => Ok(Some(base)),
        Err(error) => {
            complain(&base_error(catalog, error))?;
            Ok(None)
        }
    }
}

/// The zone of clock times; `None` after saying that there is none of the name given.
fn zone(options: &Options, catalog: &Catalog) -> eyre::Result<Option<Zone>> {
    let Some(name) = options.tz.as_deref() else {
        return Ok(Some(Zone::system()));
    };
    match Zone::named(name) {
        Ok(zone) => Ok(Some(zone)),
        Err(_unknown) => {
            complain(&catalog.cli_unknown_zone(name.to_owned()))?;
            Ok(None)
        }
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
