//! `simulate`: the simulated service alone, for any client, until it is told to end.
//!
//! Standard output holds what a client needs, as lines that a shell and an `.env` file both read; standard error
//! holds one line for each call: when, verb, route without the token, verdict.

use crate::cli::complain;
use crate::cli::out::{data, words};
use crate::exit::Exit;
use crate::flow::Standing;
use crate::locale::catalog::Catalog;
use crate::private_file::create_at;
use crate::runtime::clock::{Clock, SystemClock};
use crate::runtime::desk::Ending;
use crate::runtime::signals::{EndSignal, Request, Signals, stop_until_continued};
use crate::sim::{LoggedCall, Scenario, SimClock, Simulator, Witness};
use clap::Args;
use color_eyre::eyre::{self, WrapErr};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest route that a log line shows, in characters.
const LONGEST_ROUTE: usize = 120;

#[derive(Debug, Args)]
pub(super) struct Simulate {
    /// Which scenario to serve; `demo --list` names them
    #[arg(default_value = "happy")]
    pub(super) scenario: String,
    /// Where to serve; a port of 0 is any free one
    #[arg(long, value_name = "ADDR", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))]
    listen: SocketAddr,
    /// How many instances to serve, each with a number of its own
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=20_000))]
    instances: u16,
    /// File that the instances are listed in for `queue`; it must not be there yet
    #[arg(long, value_name = "FILE.csv")]
    list: Option<PathBuf>,
}

impl Simulate {
    /// Serves until a signal ends it.
    pub(super) async fn run(self, catalog: &Catalog, scenario: Scenario) -> eyre::Result<Exit> {
        let clock = SystemClock::new();
        let start = clock.now();
        let scenario = scenario.starting_at(start.wall_ms / 1_000);
        let since_start: SimClock = Arc::new(move || clock.now().since(start));
        let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
        let witness: Witness = Arc::new(log);
        let served = (scenario.clone(), scenario.others(self.instances));
        if let Some(path) = &self.list
            && list(&served, path).is_err()
        {
            return complain(&catalog.cli_cannot_write(path.display().to_string()));
        }
        let listening = Simulator::listen_many(served, since_start, self.listen, witness);
        let Ok(simulator) = listening.await else {
            return complain(&catalog.cli_simulate_no_address(self.listen.to_string()));
        };
        if !self.listen.ip().is_loopback() {
            writeln!(words(), "{}", catalog.cli_simulate_open())?;
        }
        introduce(catalog, &scenario, simulator.base_url())
            .wrap_err("what a client needs cannot be written")?;
        loop {
            match signals.next().await {
                Request::Stop => stop_until_continued()?,
                // Ctrl-C is how a service that was started by hand is meant to end.
                Request::End(EndSignal::Interrupt) => return Ok(Exit::Done),
                Request::End(signal) => {
                    return Ok(Exit::of(Ending::Signal(signal), &Standing::Unfinished));
                }
            }
        }
    }
}

/// Lists every instance with its number; the tokens stand in the environment.
fn list((first, more): &(Scenario, Vec<Scenario>), path: &Path) -> io::Result<()> {
    let mut out = io::BufWriter::new(create_at(path)?);
    writeln!(
        out,
        "instance_id,instance_token,client_token,calling_code,number"
    )?;
    for scenario in std::iter::once(first).chain(more) {
        writeln!(
            out,
            "{},env:ZAPI_INSTANCE_TOKEN,env:ZAPI_CLIENT_TOKEN,{},{}",
            scenario.instance_id(),
            scenario.calling_code(),
            scenario.national_number()
        )?;
    }
    out.flush()
}

/// Writes what a client needs.
fn introduce(catalog: &Catalog, scenario: &Scenario, base_url: &str) -> io::Result<()> {
    let mut out = data();
    writeln!(out, "# {}", scenario.title(catalog.language().tag()))?;
    for (name, value) in [
        ("ZAPI_BASE_URL", base_url),
        ("ZAPI_INSTANCE_ID", scenario.instance_id()),
        ("ZAPI_INSTANCE_TOKEN", scenario.instance_token()),
        ("ZAPI_CLIENT_TOKEN", scenario.client_token()),
        ("ZAPI_PARTNER_TOKEN", scenario.partner_token()),
    ] {
        writeln!(out, "{name}={value}")?;
    }
    let (calling_code, national) = (scenario.calling_code(), scenario.national_number());
    for line in [
        catalog.cli_simulate_number(format!("+{calling_code} {national}")),
        catalog.cli_simulate_code(scenario.right_code().to_owned()),
        catalog.cli_simulate_pin(scenario.right_pin().to_owned()),
        catalog.cli_simulate_captcha(
            scenario.right_captcha().to_owned(),
            scenario.next_captcha().to_owned(),
        ),
        catalog.cli_simulate_email_code(scenario.right_email_code().to_owned()),
        catalog.cli_simulate_end(),
    ] {
        writeln!(out, "# {line}")?;
    }
    out.flush()
}

/// Writes one call down. Nobody is served worse for a log that cannot be written.
fn log(call: &LoggedCall) {
    let route = call.route.chars().flat_map(char::escape_default);
    let route: String = route.take(LONGEST_ROUTE).collect();
    let (at, verb) = (call.at.as_secs_f64(), &call.verb);
    let line = format!("{at:>9.3}  {verb:<5} {route}  {}", call.verdict);
    let _unwritten = writeln!(words(), "{line}");
}
