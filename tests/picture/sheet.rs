//! The contact sheet: every question of the tests' gallery in every size, language and look, as a PNG each, and a page
//! that shows them all. What is drawn are the bytes that the program would write to a terminal, read by a terminal's
//! model; so what is seen is what they say.

use crate::drawing::palette::{BLACK, DARK, LIGHT, Palette};
use crate::drawing::shot::Shot;
use crate::drawing::window::window;
use crate::gallery::{NOW, Subject, subjects};
use crate::keys::events;
use crate::raster::Raster;
use clap::builder::PossibleValuesParser;
use crossterm::event::Event;
use ratatui::layout::Size;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::num::{NonZeroU16, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::clock::SystemClock;
use zapi_onboard::runtime::desk::{Before, Desk, Row};
use zapi_onboard::runtime::front_end::{Card, DeskView, SessionId};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::tui::app::{App, Look};
use zapi_onboard::tui::painter::Painter;
use zapi_onboard::tui::probe::Hints;
use zapi_onboard::tui::theme::{Colours, Depth, GlyphSet, Theme};
use zapi_onboard::wording::Masking;
use zapi_onboard::zapi::{BaseUrl, Client};

/// A look of the program, and the terminal that it is seen on.
struct Style {
    name: &'static str,
    theme: fn() -> Theme,
    palette: &'static Palette,
}

/// The looks: a line each.
#[rustfmt::skip]
const STYLES: [Style; 14] = [
    style("dark",         || unicode(Colours::Dark, Depth::Rgb), &DARK),
    style("dark-256",     || unicode(Colours::Dark, Depth::Indexed), &DARK),
    style("dark-16",      || unicode(Colours::Dark, Depth::Sixteen), &BLACK),
    style("light",        || unicode(Colours::Light, Depth::Rgb), &LIGHT),
    style("light-256",    || unicode(Colours::Light, Depth::Indexed), &LIGHT),
    style("light-16",     || unicode(Colours::Light, Depth::Sixteen), &LIGHT),
    style("either",       || unicode(Colours::Either, Depth::Rgb), &DARK),
    style("either-light", || unicode(Colours::Either, Depth::Rgb), &LIGHT),
    style("either-256",   || unicode(Colours::Either, Depth::Indexed), &BLACK),
    style("contrast",     || unicode(Colours::Contrast, Depth::Rgb), &DARK),
    style("contrast-16",  || unicode(Colours::Contrast, Depth::Sixteen), &LIGHT),
    style("mono",         || unicode(Colours::Mono, Depth::Sixteen), &DARK),
    style("mono-light",   || unicode(Colours::Mono, Depth::Sixteen), &LIGHT),
    style("ascii",        || Theme::new(Colours::Dark, Depth::Sixteen, GlyphSet::Ascii), &BLACK),
];

fn unicode(colours: Colours, depth: Depth) -> Theme {
    Theme::new(colours, depth, GlyphSet::Unicode)
}

const fn style(name: &'static str, theme: fn() -> Theme, palette: &'static Palette) -> Style {
    Style {
        name,
        theme,
        palette,
    }
}

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 24), (132, 43)];

/// What to draw; every question, size and language where nothing is said.
#[derive(clap::Args)]
pub(crate) struct Sheet {
    /// Questions whose name holds this; `--list` has the names
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Columns and rows, such as 80x24
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    size: Vec<(u16, u16)>,
    /// Languages
    #[arg(long, value_parser = PossibleValuesParser::new(Language::ALL.map(Language::tag)))]
    lang: Vec<String>,
    /// Looks
    #[arg(
        long,
        value_name = "NAME",
        default_values = ["dark", "light", "contrast", "mono"],
        value_parser = PossibleValuesParser::new(STYLES.map(|style| style.name)),
    )]
    theme: Vec<String>,
    /// Keys to press first, such as `12<Enter>`, `<F2>` or `<C-r>`
    #[arg(long, value_name = "KEYS", value_parser = parse_keys, default_value = "")]
    keys: Keys,
    /// How many numbers are on the desk
    #[arg(long, default_value_t = 1)]
    numbers: u16,
    /// Seconds that have passed since the question came
    #[arg(long, default_value_t = 0)]
    after: u64,
    /// How many dots are drawn for one, across and down
    #[arg(long, default_value_t = 1)]
    scale: u16,
    /// The SVG beside each PNG
    #[arg(long)]
    svg: bool,
    /// The folder
    #[arg(long, value_name = "DIR", default_value = "target/pictures/sheet")]
    into: PathBuf,
    /// Name the questions, and draw nothing
    #[arg(long)]
    list: bool,
}

#[derive(Clone)]
struct Keys(Vec<Event>);

fn parse_keys(written: &str) -> Result<Keys, String> {
    events(written).map(Keys)
}

fn parse_size(written: &str) -> Result<(u16, u16), String> {
    let (width, height) = written.split_once('x').ok_or("no x in it")?;
    let cells = |text: &str| match text.parse() {
        Ok(0) | Err(_) => Err(format!("{text:?} is no count of cells")),
        Ok(cells) => Ok(cells),
    };
    Ok((cells(width)?, cells(height)?))
}

/// One picture of a sheet.
struct Wanted {
    question: usize,
    style: &'static Style,
    language: Language,
    size: (u16, u16),
    file: String,
}

impl Sheet {
    pub(crate) fn draw(&self) {
        if self.list {
            let questions = subjects();
            let names: Vec<&str> = questions.iter().map(|subject| subject.name).collect();
            println!("{}", names.join("\n"));
            return;
        }
        let wanted = self.wanted();
        for part in &self.only {
            let found = wanted
                .iter()
                .any(|wanted| wanted.file.contains(part.as_str()));
            assert!(found, "no question is called {part}: try --list");
        }
        std::fs::create_dir_all(&self.into).expect("the folder can be made");
        let next = AtomicUsize::new(0);
        let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| self.draw_some(&wanted, &next));
            }
        });
        write(&self.into.join("index.html"), page(&wanted).as_bytes());
        println!("{} pictures in {}", wanted.len(), self.into.display());
    }

    fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        let sizes = if self.size.is_empty() {
            SIZES.to_vec()
        } else {
            self.size.clone()
        };
        let means =
            |said: &[String], name: &str| said.is_empty() || said.iter().any(|it| it == name);
        for (question, subject) in subjects().iter().enumerate() {
            if !self.only.is_empty()
                && !self
                    .only
                    .iter()
                    .any(|part| subject.name.contains(part.as_str()))
            {
                continue;
            }
            for size in &sizes {
                for language in Language::ALL {
                    for style in &STYLES {
                        if !means(&self.lang, language.tag()) || !means(&self.theme, style.name) {
                            continue;
                        }
                        let (width, height) = *size;
                        let (name, tag) = (subject.name, language.tag());
                        wanted.push(Wanted {
                            question,
                            style,
                            language,
                            size: *size,
                            file: format!("{name}.{width}x{height}.{tag}.{}", style.name),
                        });
                    }
                }
            }
        }
        wanted
    }

    /// Draws those that nobody else draws.
    fn draw_some(&self, wanted: &[Wanted], next: &AtomicUsize) {
        let (questions, raster) = (subjects(), Raster::new());
        while let Some(wanted) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
            let shot = self.shot(&questions[wanted.question], wanted);
            let svg = window(&shot, &wanted.file, wanted.style.palette);
            let file = |kind| self.into.join(format!("{}.{kind}", wanted.file));
            if self.svg {
                write(&file("svg"), svg.as_bytes());
            }
            write(&file("png"), &raster.png(&svg, self.scale));
        }
    }

    fn shot(&self, subject: &Subject, wanted: &Wanted) -> Shot {
        let mut app = App::new(Look {
            catalog: Rc::new(Catalog::new(wanted.language)),
            zone: Zone::named("America/Sao_Paulo").expect("a zone"),
            theme: (wanted.style.theme)(),
            hints: None,
            terminal: Hints::from_env(&|name| {
                (name == "TERM").then(|| "xterm-256color".to_owned())
            }),
            address: "ana@203.0.113.7".to_owned(),
            masking: Masking::Off,
        });
        let card = Card {
            session: SessionId(0),
            prompt: subject.prompt.clone(),
        };
        let desk = desk_of(self.numbers);
        let all = desk.roster().all().map(|slip| slip.session).collect();
        let none = |_| None;
        let view = DeskView::new(Some(&card), desk.roster(), (&all, &[]), &none);
        app.show(&view, NOW);
        for event in &self.keys.0 {
            app.take(event.clone());
            let _answer = app.hear(NOW);
        }
        app.show(&view, NOW);
        let (width, height) = wanted.size;
        let mut bytes = Vec::new();
        let now = NOW.plus(std::time::Duration::from_secs(self.after));
        Painter::new(&mut bytes, Size::new(width, height))
            .draw(&app, now)
            .expect("memory takes bytes");
        let cells = |count| NonZeroU16::new(count).expect("a window with cells");
        let mut terminal = vt100::Parser::new(cells(height), cells(width), 0);
        terminal.process(&bytes);
        Shot::of(terminal.screen(), wanted.style.palette)
    }
}

/// A desk on which nothing was begun: of its numbers, each third was connected on another day.
fn desk_of(numbers: u16) -> Desk<SystemClock> {
    let nowhere = BaseUrl::parse("http://127.0.0.1:9").expect("an address");
    let mut desk = Desk::new(
        SystemClock::new(),
        Client::when_needed(&nowhere),
        Records::nowhere(),
    );
    for nth in 1..=numbers {
        let national = format!("119876543{:02}", 20 + nth % 80);
        desk.queue(Row {
            fields: CredentialFields::default(),
            number: PhoneNumber::parse("55", &national).expect("a number"),
            note: Some(Rc::from(format!("shop {nth}"))),
            before: if nth % 3 == 0 {
                Before::Connected
            } else {
                Before::Nothing
            },
        });
    }
    desk
}

/// A page with all pictures, question by question.
fn page(wanted: &[Wanted]) -> String {
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for wanted in wanted {
        let name = wanted.file.split('.').next().unwrap_or_default();
        by_name.entry(name).or_default().push(&wanted.file);
    }
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>Screens</title>\
         <style>body{font:14px sans-serif;background:#888}img{margin:4px;vertical-align:top}</style>\n",
    );
    for (name, files) in by_name {
        let _written = writeln!(page, "<h2>{name}</h2>");
        for file in files {
            let _written = writeln!(
                page,
                "<img loading=lazy src=\"{file}.png\" title=\"{file}\">"
            );
        }
    }
    page
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
