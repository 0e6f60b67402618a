//! `demo`: the wizard against a simulated service on this machine, typed by somebody or played by itself.

mod menu;
mod stage;

pub(super) use stage::Pilot;

use crate::cli::conversation::{Setting, end_of_json, prepare, say_farewell, telling};
use crate::cli::demo::menu::{Choice, Titles, choose};
use crate::cli::demo::stage::{Cast, Stage};
use crate::cli::options::Options;
use crate::cli::out::data;
use crate::cli::surface::Surface;
use crate::cli::surroundings::Kind;
use crate::cli::{complain, find, in_runtime};
use crate::demo::clock::{DemoClock, Pace};
use crate::demo::plan::Plan;
use crate::demo::player::Player;
use crate::exit::Exit;
use crate::flow::prompt::Ask;
use crate::locale::catalog::{Catalog, Language};
use crate::locale::moment::Zone;
use crate::runtime::clock::SystemClock;
use crate::runtime::desk::Ending;
use crate::runtime::front_end::Acceptance;
use crate::runtime::signals::Signals;
use crate::sim::Scenario;
use crate::wording::{DemoHints, Masking, appeal_templates};
use clap::Args;
use clap::builder::PossibleValuesParser;
use color_eyre::eyre::{self, WrapErr};
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;

/// The scenario that is played when none is named.
const STRAIGHT: &str = "happy";

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Which scenarios to play, one after the other; without any, a terminal shows a menu of them
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Name the scenarios
    #[arg(long)]
    list: bool,
    /// How many numbers to put on the desk
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=500))]
    numbers: u16,
    /// Have it play by itself on the full screen, numbers masked; any key leaves the keys to you
    #[arg(long, conflicts_with = "numbers")]
    auto: bool,
    /// How fast it plays, from 0.1 to 100; 1 is a person's pace
    #[arg(long, requires = "auto", value_name = "FACTOR", default_value = "1", value_parser = parse_pace)]
    speed: Pace,
    /// Begin anew after the end, until somebody presses a key
    #[arg(long = "loop", requires = "auto")]
    again: bool,
    /// Play up to this question and leave the keys to you; named as in JSON, such as device
    #[arg(
        long,
        requires = "auto",
        conflicts_with = "again",
        value_name = "QUESTION",
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(Ask::NAMES)
    )]
    stop_at: Option<String>,
}

fn parse_pace(factor: &str) -> Result<Pace, String> {
    Pace::parse(factor).ok_or_else(|| "a factor from 0.1 to 100".to_owned())
}

/// What a demo is held with.
struct Hall {
    clock: DemoClock,
    surface: Surface,
    signals: Signals,
    /// Whether numbers and ids are to be masked, where somebody said so.
    masking: Option<Masking>,
    /// What the scenario says to type.
    hints: Rc<RefCell<Option<DemoHints>>>,
    zone: Zone,
    /// The words that were chosen at the start.
    catalog: Rc<Catalog>,
}

/// What came of a scenario.
struct Came {
    stage: Stage,
    ending: Ending,
    /// Whether nobody wants another one.
    is_enough: bool,
}

/// Who plays a scenario.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hands {
    Person,
    Player,
}

impl Demo {
    pub(super) fn run(&self, options: &Options, catalog: Catalog) -> eyre::Result<Exit> {
        if self.list {
            list_scenarios(catalog.language())?;
            return Ok(Exit::Done);
        }
        let mut scenarios = Vec::new();
        for name in &self.scenarios {
            match find(&catalog, name)? {
                Some(scenario) => scenarios.push(scenario),
                None => return Ok(Exit::Usage),
            }
        }
        let Some((kind, zone)) = prepare(options, &catalog)? else {
            return Ok(Exit::Usage);
        };
        if self.auto && kind != Kind::Screen {
            return complain(&catalog.cli_demo_auto_screen());
        }
        if kind == Kind::Json && self.scenarios.len() > 1 {
            return complain(&catalog.cli_demo_one());
        }
        let has_menu = scenarios.is_empty() && !self.auto && is_at_terminal(kind);
        if scenarios.is_empty() && !has_menu {
            scenarios.push(Scenario::named(STRAIGHT)?);
        }
        in_runtime(|| self.hold(options, kind, (Rc::new(catalog), zone), scenarios))
    }

    async fn hold(
        &self,
        options: &Options,
        kind: Kind,
        (catalog, zone): (Rc<Catalog>, Zone),
        scenarios: Vec<Scenario>,
    ) -> eyre::Result<Exit> {
        let clock = DemoClock::new(demo_clock(), Pace::REAL);
        let hints = Rc::new(RefCell::new(None));
        let setting = Setting {
            options,
            zone: zone.clone(),
            hints: Rc::clone(&hints),
            acceptance: Acceptance::Anytime,
            masking: options.masking(),
            clock: telling(&clock),
        };
        let mut hall = Hall {
            signals: Signals::listen().wrap_err("signals cannot be listened to")?,
            surface: setting
                .surface(kind, &catalog)
                .wrap_err("the terminal cannot be taken")?,
            clock,
            hints,
            masking: options.masking_said(),
            zone,
            catalog,
        };
        if scenarios.is_empty() {
            return self.by_menu(&mut hall).await;
        }
        let came = self.in_turn(&mut hall, &scenarios).await?;
        end(hall, &came)
    }

    /// Plays one scenario after the other, and begins anew with the first where that is wanted.
    async fn in_turn(&self, hall: &mut Hall, scenarios: &[Scenario]) -> eyre::Result<Came> {
        let hands = if self.auto {
            Hands::Player
        } else {
            Hands::Person
        };
        let mut turns = scenarios.iter().enumerate().cycle();
        loop {
            let Some((nth, scenario)) = turns.next() else {
                eyre::bail!("there is no scenario to play");
            };
            let came = self.play(scenario, hands, hall).await?;
            let is_last = nth + 1 == scenarios.len() && !self.again;
            if is_last || came.is_enough {
                return Ok(came);
            }
        }
    }

    /// Plays what is chosen from the menu, until somebody leaves it.
    async fn by_menu(&self, hall: &mut Hall) -> eyre::Result<Exit> {
        let titles = Rc::new(Titles::read()?);
        let mut last: Option<String> = None;
        loop {
            let (name, hands) = match choose(hall, &titles, last.as_deref()).await? {
                Choice::Play(name) => (name, Hands::Person),
                Choice::Watch(name) => (name, Hands::Player),
                Choice::Leave => return Ok(Exit::Done),
                Choice::Signal(signal) => return Ok(Exit::by_signal(signal)),
            };
            let scenario = Scenario::named(&name)?;
            last = Some(name);
            // Whoever leaves a scenario comes back to the menu.
            let came = self.play(&scenario, hands, hall).await?;
            if let Ending::Signal(signal) = came.ending {
                return Ok(Exit::by_signal(signal));
            }
        }
    }

    /// Plays one scenario in a world of its own.
    async fn play(&self, scenario: &Scenario, hands: Hands, hall: &mut Hall) -> eyre::Result<Came> {
        let catalog = hall.surface.catalog();
        let catalog = catalog.unwrap_or_else(|| Rc::clone(&hall.catalog));
        let hinted = self.hints(scenario);
        hall.surface
            .begin_anew(&hinted)
            .wrap_err("the terminal cannot be written to")?;
        hall.hints.replace(Some(hinted));
        if hall.masking.is_none() {
            // What plays itself is likely to be recorded.
            hall.surface.mask(match hands {
                Hands::Player => Masking::On,
                Hands::Person => Masking::Off,
            });
        }
        let cast = (hands == Hands::Player).then(|| self.cast(scenario, &catalog));
        let pace = cast.as_ref().map_or(Pace::REAL, |cast| cast.pace);
        let mut stage = Stage::raise(scenario.clone(), self.numbers, (&hall.clock, pace)).await?;
        let played = stage
            .run(&mut hall.surface, &mut hall.signals, cast)
            .await
            .wrap_err("the wizard broke down")?;
        let is_left = matches!(played.ending, Ending::Signal(_) | Ending::Left);
        let is_taken_over = hands == Hands::Player && !played.to_the_end;
        Ok(Came {
            stage,
            ending: played.ending,
            is_enough: is_taken_over || (is_left && !played.to_the_end),
        })
    }

    fn cast(&self, scenario: &Scenario, catalog: &Catalog) -> Cast {
        let reason = appeal_templates(catalog).into_iter().next();
        let plan = Plan::of(scenario, &reason.unwrap_or_default());
        Cast {
            player: Player::new(plan, self.stop_at.clone()),
            pace: self.speed,
        }
    }

    fn hints(&self, scenario: &Scenario) -> DemoHints {
        let hints = DemoHints::new(|tag| scenario.hints(tag));
        if self.numbers > 1 {
            // Each has its own, which stands in the field.
            return hints.without("number");
        }
        hints
    }
}

/// Whether a menu can be chosen from: somebody sits there, and nobody wrote their answers ahead.
fn is_at_terminal(kind: Kind) -> bool {
    match kind {
        Kind::Screen | Kind::LinesOrScreen => true,
        Kind::Lines => io::stdin().is_terminal(),
        Kind::Json => false,
    }
}

/// Says how the last scenario ended.
fn end(hall: Hall, came: &Came) -> eyre::Result<Exit> {
    let Hall {
        mut surface,
        zone,
        catalog,
        ..
    } = hall;
    let (catalog, masking) = (surface.catalog().unwrap_or(catalog), surface.masking());
    let (desk, ending) = (came.stage.desk(), came.ending);
    let Surface::Json(mut json) = surface else {
        drop(surface);
        return Ok(say_farewell(desk, ending, (&catalog, masking), &zone));
    };
    end_of_json(&mut json, desk, ending, (&catalog, &zone))
}

fn list_scenarios(language: Language) -> eyre::Result<()> {
    let mut out = data();
    for name in Scenario::names() {
        let scenario = Scenario::named(name)?;
        writeln!(out, "{name:<22}{}", scenario.title(language.tag()))?;
    }
    Ok(())
}

/// The clock that a demo goes by: the machine's, or a file that somebody turns who draws pictures of it.
fn demo_clock() -> SystemClock {
    let file = std::env::var_os("ZAPI_ONBOARD_DEMO_CLOCK");
    file.map_or_else(SystemClock::new, |file| SystemClock::told_by(file.into()))
}
