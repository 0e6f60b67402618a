//! A conversation about what is on the desk: the surface that it is held on, and its end in words.

use crate::cli::options::{Backend, Notifying, ThemeName};
use crate::cli::out::words;
use crate::cli::setup::color;
use crate::cli::state::own_address;
use crate::cli::surface::{MakeLines, MakeScreen, Surface};
use crate::cli::surroundings::{Kind, NoWay, columns, is_accessible, is_seven_bit};
use crate::cli::{Color, HEARTBEAT, Options, complain, environment, zone};
use crate::domain::time::Timestamp;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::json::{Json, Outcome, PromptObject};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::plain::{self, OtherSurface, Pictures, Plain, Signs};
use crate::roster::{Condition, Tally};
use crate::runtime::clock::Clock;
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::front_end::Acceptance;
use crate::runtime::lines::Lines;
use crate::tui::app::{App, Look};
use crate::tui::probe::Hints;
use crate::tui::terminal::{Backends, Notify, Tui};
use crate::tui::theme::{Colours, GlyphSet, Theme};
use crate::wording::{DemoHints, Masking, Wording};
use color_eyre::eyre::{self, WrapErr};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;

/// On what a conversation can be held, and the zone of its clock times; `None` after saying why it cannot.
pub(super) fn prepare(options: &Options, catalog: &Catalog) -> eyre::Result<Option<(Kind, Zone)>> {
    let kind = match Kind::of(options) {
        Ok(kind) => kind,
        Err(no_way) => {
            complain(&match no_way {
                NoWay::NobodyAnswers => catalog.cli_nobody_answers(),
                NoWay::OutputElsewhere => catalog.cli_output_elsewhere(),
            })?;
            return Ok(None);
        }
    };
    Ok(zone(options, catalog)?.map(|zone| (kind, zone)))
}

/// What every surface is made of.
pub(super) struct Setting<'o> {
    pub(super) options: &'o Options,
    pub(super) zone: Zone,
    /// What to type, by the name of the question; another demo may say something else.
    pub(super) hints: Rc<RefCell<Option<DemoHints>>>,
    pub(super) acceptance: Acceptance,
    /// Whether numbers and ids are masked at the start.
    pub(super) masking: Masking,
    pub(super) clock: Rc<dyn Fn() -> Timestamp>,
}

/// What a surface asks for the time.
pub(super) fn telling<C: Clock + Clone + 'static>(clock: &C) -> Rc<dyn Fn() -> Timestamp> {
    let clock = clock.clone();
    Rc::new(move || clock.now())
}

impl Setting<'_> {
    pub(super) fn surface(self, kind: Kind, catalog: &Rc<Catalog>) -> io::Result<Surface> {
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
        let (zone, hints) = (self.zone.clone(), Rc::clone(&self.hints));
        let notify = match self.options.notify {
            Notifying::Bell => Notify::Bell,
            Notifying::Desktop => Notify::Desktop,
            Notifying::Off => Notify::Silent,
        };
        let backend = match self.options.backend {
            Backend::Frugal => Backends::Frugal,
            Backend::Stock => Backends::Stock,
        };
        let masking = self.masking;
        let make_screen = move |catalog| {
            let look = Look {
                catalog,
                zone: zone.clone(),
                theme,
                hints: hints.borrow().clone(),
                terminal: Hints::from_env(&environment),
                address: own_address(),
                masking,
            };
            let clock = Rc::clone(&clock);
            let tui = Tui::enter(App::new(look), backend, move || clock())?;
            Ok(tui.notifying_by(notify))
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
                hints: self.hints.borrow().clone(),
                address: own_address(),
                pictures: if is_accessible() {
                    Pictures::OnRequest
                } else {
                    Pictures::Drawn
                },
                acceptance: self.acceptance,
                masking: self.masking,
                screen,
            };
            Ok(Plain::new(look, Lines::stdin()?, Box::new(io::stdout())))
        };
        (Box::new(make_screen), Box::new(make_lines))
    }
}

/// What the outcome of a conversation with a program is.
fn outcome<C: Clock>(
    desk: &Desk<C>,
    ending: Ending,
    catalog: &Catalog,
    zone: &Zone,
) -> (Exit, Outcome) {
    let now = desk.now();
    // It is for a program, which needs what it is about.
    let wording = Wording::new(catalog, zone, now, Masking::Off);
    let mut last = (
        Exit::Done,
        Outcome::new(0, &Standing::Unfinished, String::new()),
    );
    for ((session, standing), card) in desk.standings().iter().zip(desk.cards()) {
        let exit = Exit::of(ending, standing);
        let text = wording.farewell(standing, card.prompt.ask.number());
        let name = desk.kept_as(*session).map(|key| key.as_str().to_owned());
        let outcome = Outcome::new(exit.code(), standing, text);
        let mut outcome = outcome.of_onboarding(name.clone());
        let sheet = wording.sheet(&card.prompt);
        outcome.last = Some(PromptObject::of((&card, name), &sheet, now));
        last = (exit, outcome);
    }
    last
}

/// The exit code of several numbers: 0 when every one is connected, 3 when the others cannot go on, else 5.
pub(super) fn exit_of_many(ending: Ending, tally: &Tally) -> Exit {
    if let Ending::Signal(signal) = ending {
        return Exit::by_signal(signal);
    }
    let none = |conditions: &[Condition]| conditions.iter().all(|c| tally.of(*c) == 0);
    let open = [
        Condition::NeedsPerson,
        Condition::Busy,
        Condition::Waiting,
        Condition::NotBegun,
        Condition::SetAside,
        Condition::Left,
    ];
    match (none(&open), none(&[Condition::Blocked])) {
        (true, true) => Exit::Done,
        (true, false) => Exit::NumberBlocked,
        (false, _) => Exit::Later,
    }
}

/// Writes the last line of a conversation about several numbers with a program.
pub(super) fn end_shift<C: Clock>(
    json: &mut Json,
    desk: &Desk<C>,
    ending: Ending,
    (catalog, zone): (&Catalog, &Zone),
) -> eyre::Result<Exit> {
    let (roster, now) = (desk.roster(), desk.now());
    let exit = exit_of_many(ending, roster.tally());
    let shift = Wording::new(catalog, zone, now, Masking::Off).shift(roster.tally());
    json.end_of_shift(exit.code(), roster, shift, now)
        .wrap_err("the outcome cannot be written")?;
    Ok(exit)
}

/// Writes the last line of a conversation with a program.
pub(super) fn end_of_json<C: Clock>(
    json: &mut Json,
    desk: &Desk<C>,
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

/// Leaves one line on the normal screen, and says how the run ended.
pub(super) fn say_farewell<C: Clock>(
    desk: &Desk<C>,
    ending: Ending,
    (catalog, masking): (&Catalog, Masking),
    zone: &Zone,
) -> Exit {
    let now = desk.now();
    let wording = Wording::new(catalog, zone, now, masking);
    let mut exit = Exit::Done;
    for ((_, standing), card) in desk.standings().iter().zip(desk.cards()) {
        exit = Exit::of(ending, standing);
        let text = wording.farewell(standing, card.prompt.ask.number());
        // A line that is gone cannot be written to, and the exit code says what happened.
        let _unread = writeln!(words(), "{}", catalog.cli_farewell(text));
    }
    if desk.roster().len() > 1 {
        // The last one's code would hide what became of the others.
        return exit_of_many(ending, desk.roster().tally());
    }
    exit
}

/// Says how each onboarding that was left can be gone on with.
pub(super) fn say_how_to_go_on<C: Clock>(desk: &Desk<C>, catalog: &Catalog) {
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

/// The looks that the options and the terminal allow.
pub(super) fn theme(options: &Options) -> Theme {
    let hints = Hints::from_env(&environment);
    let wanted = match options.theme.unwrap_or(ThemeName::Auto) {
        ThemeName::Auto => hints.ground,
        ThemeName::Dark => Colours::Dark,
        ThemeName::Light => Colours::Light,
        ThemeName::Contrast => Colours::Contrast,
        ThemeName::Mono => Colours::Mono,
    };
    let colours = match color(options) {
        Color::Always | Color::Auto => wanted,
        Color::Never => Colours::Mono,
    };
    let glyphs = if is_seven_bit(options) {
        GlyphSet::Ascii
    } else {
        GlyphSet::Unicode
    };
    Theme::new(colours, hints.depth, glyphs)
}
