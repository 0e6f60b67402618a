//! The menu of scenarios: on the screen, or as numbered lines.

use crate::cli::demo::Hall;
use crate::cli::surface::Surface;
use crate::locale::catalog::Catalog;
use crate::plain::Picked;
use crate::runtime::clock::Clock;
use crate::runtime::front_end::{FrontEnd, Heard};
use crate::runtime::signals::{EndSignal, Request, stop_until_continued};
use crate::sim::{Chapter, Scenario, ScenarioError};
use crate::tui::menu::{Chosen, MakeMenu};
use crate::wording::{DemoHints, Menu, MenuPart, MenuRow};
use color_eyre::eyre::{self, WrapErr};
use std::rc::Rc;

/// What comes after the menu.
pub(super) enum Choice {
    /// A scenario, which somebody plays.
    Play(String),
    /// A scenario that plays itself.
    Watch(String),
    /// The end.
    Leave,
    /// The end, by a signal.
    Signal(EndSignal),
}

/// Every scenario with its titles, by their languages.
pub(super) struct Titles(Vec<(Chapter, &'static str, Scenario)>);

impl Titles {
    /// Reads all scenarios.
    pub(super) fn read() -> Result<Self, ScenarioError> {
        let known = Scenario::chapters();
        let read = |(chapter, name)| Ok((chapter, name, Scenario::named(name)?));
        known.map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The menu in the language of `catalog`.
    fn menu(&self, catalog: &Catalog) -> Menu {
        let lang = catalog.language().tag();
        let mut menu = Menu::default();
        let mut last = None;
        for (chapter, name, scenario) in &self.0 {
            if last != Some(*chapter) {
                menu.parts.push(MenuPart {
                    heading: heading(*chapter, catalog),
                    rows: Vec::new(),
                });
                last = Some(*chapter);
            }
            if let Some(part) = menu.parts.last_mut() {
                part.rows.push(MenuRow {
                    name: (*name).to_owned(),
                    title: scenario.title(lang).to_owned(),
                });
            }
        }
        menu
    }
}

fn heading(chapter: Chapter, c: &Catalog) -> String {
    match chapter {
        Chapter::Straight => c.menu_straight(),
        Chapter::Security => c.menu_security(),
        Chapter::Code => c.menu_code(),
        Chapter::Captcha => c.menu_captcha(),
        Chapter::Account => c.menu_account(),
        Chapter::Stopped => c.menu_stopped(),
        Chapter::Lost => c.menu_lost(),
        Chapter::Odd => c.menu_odd(),
        Chapter::Refused => c.menu_refused(),
    }
}

/// Has a scenario chosen; `last` is the one that was played before.
pub(super) async fn choose(
    hall: &mut Hall,
    titles: &Rc<Titles>,
    last: Option<&str>,
) -> eyre::Result<Choice> {
    hall.surface
        .begin_anew(&DemoHints::default())
        .wrap_err("the terminal cannot be written to")?;
    loop {
        let chosen = if hall.surface.lines_in_use().is_some() {
            in_lines(hall, titles).await?
        } else {
            on_screen(hall, titles, last).await?
        };
        // Nobody chose anything while they went to the other surface.
        if let Some(chosen) = chosen {
            return Ok(chosen);
        }
    }
}

async fn on_screen(
    hall: &mut Hall,
    titles: &Rc<Titles>,
    last: Option<&str>,
) -> eyre::Result<Option<Choice>> {
    let titles = Rc::clone(titles);
    let make: MakeMenu = Rc::new(move |catalog| titles.menu(catalog));
    let now = hall.clock.now();
    let Some(screen) = hall.surface.shown_screen() else {
        return Ok(None);
    };
    screen.app_mut().offer(make, last, now);
    loop {
        let now = hall.clock.now();
        let Some(screen) = hall.surface.shown_screen() else {
            return Ok(None);
        };
        screen
            .show_alone(now)
            .wrap_err("the terminal cannot be written to")?;
        let request = tokio::select! {
            biased;
            request = hall.signals.next() => Some(request),
            typed = screen.input() => {
                typed.wrap_err("the terminal cannot be read")?;
                None
            }
        };
        match request {
            Some(Request::End(signal)) => return Ok(Some(Choice::Signal(signal))),
            Some(Request::Stop) => suspend(&mut hall.surface)?,
            None => {}
        }
        let Some(screen) = hall.surface.shown_screen() else {
            return Ok(None);
        };
        let heard = screen.hear(hall.clock.now());
        let chosen = screen.app_mut().take_chosen();
        if heard == Heard::Leave {
            return Ok(Some(Choice::Leave));
        } else if heard == Heard::Gone {
            return Ok(Some(Choice::Signal(EndSignal::Hangup)));
        } else if heard == Heard::Suspend {
            suspend(&mut hall.surface)?;
        } else if heard == Heard::Switch {
            hall.surface
                .switch()
                .wrap_err("the terminal cannot be taken")?;
        }
        if let Some(chosen) = chosen {
            return Ok(Some(match chosen {
                Chosen::Row(name) => Choice::Play(name),
                Chosen::Watched(name) => Choice::Watch(name),
                Chosen::Leave => Choice::Leave,
            }));
        }
    }
}

async fn in_lines(hall: &mut Hall, titles: &Titles) -> eyre::Result<Option<Choice>> {
    let Hall {
        surface, signals, ..
    } = hall;
    let mut menu = None;
    loop {
        let Some(lines) = surface.lines_in_use() else {
            return Ok(None);
        };
        let said = if let Some(said) = menu.take() {
            said
        } else {
            let made = titles.menu(lines.catalog());
            lines
                .say_menu(&made)
                .wrap_err("the terminal cannot be written to")?;
            made
        };
        let request = tokio::select! {
            biased;
            request = signals.next() => Some(request),
            typed = lines.menu_line() => {
                typed.wrap_err("the terminal cannot be read")?;
                None
            }
        };
        match request {
            Some(Request::End(signal)) => return Ok(Some(Choice::Signal(signal))),
            Some(Request::Stop) => {
                suspend(surface)?;
                continue;
            }
            None => {}
        }
        match lines
            .pick(&said)
            .wrap_err("the terminal cannot be written to")?
        {
            Picked::Nothing => menu = Some(said),
            Picked::Language => {}
            Picked::Row(name) => return Ok(Some(Choice::Play(name))),
            Picked::Leave => return Ok(Some(Choice::Leave)),
            Picked::Screen => surface.switch().wrap_err("the terminal cannot be taken")?,
        }
    }
}

fn suspend(surface: &mut Surface) -> eyre::Result<()> {
    surface
        .suspend()
        .wrap_err("the terminal cannot be given back")?;
    stop_until_continued().wrap_err("the program could not be suspended")?;
    surface.resume().wrap_err("the terminal cannot be taken")
}
