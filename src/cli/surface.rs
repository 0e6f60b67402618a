//! On which surface a conversation is held: the screen or line mode on a terminal, with a way from each to the
//! other; line mode on a pipe; JSON.

use crate::cli::demo::Pilot;
use crate::domain::time::Timestamp;
use crate::json::Json;
use crate::locale::catalog::Catalog;
use crate::plain::Plain;
use crate::runtime::front_end::{DeskView, Follows, FrontEnd, Heard};
use crate::tui::terminal::Tui;
use crate::wording::{DemoHints, Masking};
use std::io;
use std::rc::Rc;
use std::time::Duration;

/// Makes the screen when it is first wanted.
pub(super) type MakeScreen = Box<dyn Fn(Rc<Catalog>) -> io::Result<Tui>>;
/// Makes line mode when it is wanted.
pub(super) type MakeLines = Box<dyn Fn(Rc<Catalog>) -> io::Result<Plain>>;

/// The surface.
pub(super) enum Surface {
    /// A terminal.
    Terminal(Box<Terminal>),
    /// A program.
    Json(Box<Json>),
}

/// The screen and line mode of one terminal. The one that is away keeps what was typed.
pub(super) struct Terminal {
    make_screen: MakeScreen,
    make_lines: MakeLines,
    screen: Option<Tui>,
    /// Line mode, while it is on.
    lines: Option<Plain>,
    /// A switch that failed.
    failed: Option<io::Error>,
    /// Who plays a demo at the keys of the screen.
    pilot: Option<Pilot>,
}

impl Surface {
    /// Begins with line mode.
    pub(super) fn lines(
        make_screen: MakeScreen,
        make_lines: MakeLines,
        catalog: Rc<Catalog>,
    ) -> io::Result<Self> {
        let lines = Some(make_lines(catalog)?);
        Ok(Self::Terminal(Box::new(Terminal {
            make_screen,
            make_lines,
            screen: None,
            lines,
            failed: None,
            pilot: None,
        })))
    }

    /// Begins with the screen.
    pub(super) fn screen(
        make_screen: MakeScreen,
        make_lines: MakeLines,
        catalog: Rc<Catalog>,
    ) -> io::Result<Self> {
        let screen = Some(make_screen(catalog)?);
        Ok(Self::Terminal(Box::new(Terminal {
            make_screen,
            make_lines,
            screen,
            lines: None,
            failed: None,
            pilot: None,
        })))
    }

    /// Puts a player to the keys of the screen.
    pub(super) fn seat(&mut self, pilot: Pilot) {
        if let Surface::Terminal(terminal) = self {
            terminal.pilot = Some(pilot);
        }
    }

    /// Takes the player away; `None` when a person has the keys.
    pub(super) fn unseat(&mut self) -> Option<Pilot> {
        match self {
            Surface::Terminal(terminal) => terminal.pilot.take(),
            Surface::Json(_) => None,
        }
    }

    /// The screen, while it is shown.
    pub(super) fn shown_screen(&mut self) -> Option<&mut Tui> {
        match self {
            Surface::Terminal(terminal) if terminal.lines.is_none() => terminal.screen.as_mut(),
            Surface::Terminal(_) | Surface::Json(_) => None,
        }
    }

    /// Line mode, while it is on.
    pub(super) fn lines_in_use(&mut self) -> Option<&mut Plain> {
        match self {
            Surface::Terminal(terminal) => terminal.lines.as_mut(),
            Surface::Json(_) => None,
        }
    }

    /// Goes to the other surface of the terminal.
    pub(super) fn switch(&mut self) -> io::Result<()> {
        match self {
            Surface::Terminal(terminal) => terminal.switch(),
            Surface::Json(_) => Ok(()),
        }
    }

    /// Forgets the desk that was shown, for another one whose demo says this to type.
    pub(super) fn begin_anew(&mut self, hints: &DemoHints) -> io::Result<()> {
        let Surface::Terminal(terminal) = self else {
            return Ok(());
        };
        if let Some(screen) = &mut terminal.screen {
            screen.app_mut().begin_anew(Some(hints.clone()));
        }
        match &mut terminal.lines {
            Some(lines) => lines.begin_anew(Some(hints.clone())),
            None => Ok(()),
        }
    }

    /// Whether numbers and ids are masked at present.
    pub(super) fn masking(&mut self) -> Masking {
        let Surface::Terminal(terminal) = self else {
            return Masking::Off;
        };
        match (&terminal.lines, &mut terminal.screen) {
            (Some(lines), _) => lines.masking(),
            (None, Some(screen)) => screen.app_mut().masking(),
            (None, None) => Masking::Off,
        }
    }

    /// Masks numbers and ids, or shows them.
    pub(super) fn mask(&mut self, masking: Masking) {
        let Surface::Terminal(terminal) = self else {
            return;
        };
        if let Some(screen) = &mut terminal.screen {
            screen.app_mut().mask(masking);
        }
        if let Some(lines) = &mut terminal.lines {
            lines.mask(masking);
        }
    }

    /// Says this until there is a question, where it can be painted over.
    pub(super) fn open_with(&mut self, text: &str) -> io::Result<()> {
        match self {
            Surface::Terminal(terminal) => match &mut terminal.screen {
                Some(screen) => screen.open_with(text),
                None => Ok(()),
            },
            Surface::Json(_) => Ok(()),
        }
    }

    /// The words that it speaks at present; `None` for a program.
    pub(super) fn catalog(&mut self) -> Option<Rc<Catalog>> {
        let Surface::Terminal(terminal) = self else {
            return None;
        };
        match (&terminal.lines, &mut terminal.screen) {
            (Some(lines), _) => Some(Rc::clone(lines.catalog())),
            (None, Some(screen)) => Some(Rc::clone(screen.app_mut().catalog())),
            (None, None) => None,
        }
    }
}

impl Terminal {
    /// Goes to the surface that is away.
    fn switch(&mut self) -> io::Result<()> {
        if let Some(lines) = self.lines.take() {
            let (catalog, masking) = (Rc::clone(lines.catalog()), lines.masking());
            if self.enter_screen(lines).is_err() {
                // Without a screen, lines go on.
                self.screen = None;
                let mut lines = (self.make_lines)(catalog)?;
                lines.mask(masking);
                self.lines = Some(lines);
            }
            return Ok(());
        }
        if let Some(screen) = &mut self.screen {
            screen.suspend()?;
            let typed = screen.app_mut().half_typed();
            let catalog = Rc::clone(screen.app_mut().catalog());
            let mut lines = (self.make_lines)(catalog)?;
            lines.put(typed);
            lines.mask(screen.app_mut().masking());
            self.lines = Some(lines);
        }
        Ok(())
    }

    fn enter_screen(&mut self, mut lines: Plain) -> io::Result<()> {
        let typed = lines.half_typed();
        lines.hand_over()?;
        let (catalog, masking) = (Rc::clone(lines.catalog()), lines.masking());
        // Nobody else reads the terminal's input from here on.
        drop(lines);
        if let Some(screen) = &mut self.screen {
            screen.app_mut().speak(catalog);
            screen.app_mut().put(typed);
            screen.app_mut().mask(masking);
            return screen.resume();
        }
        let mut screen = (self.make_screen)(catalog)?;
        screen.app_mut().put(typed);
        screen.app_mut().mask(masking);
        self.screen = Some(screen);
        Ok(())
    }
}

impl FrontEnd for Terminal {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        match (&mut self.lines, &mut self.screen) {
            (Some(lines), _) => lines.show(desk, now),
            (None, Some(screen)) => match &mut self.pilot {
                Some(pilot) => pilot.show(screen, desk, now),
                None => screen.show(desk, now),
            },
            (None, None) => Ok(None),
        }
    }

    async fn input(&mut self) -> io::Result<()> {
        match (&mut self.lines, &mut self.screen) {
            (Some(lines), _) => lines.input().await,
            (None, Some(screen)) => screen.input().await,
            (None, None) => std::future::pending().await,
        }
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        let heard = match (&mut self.lines, &mut self.screen) {
            (Some(lines), _) => lines.hear(now),
            (None, Some(screen)) => match &mut self.pilot {
                Some(pilot) => pilot.hear(screen, now),
                None => screen.hear(now),
            },
            (None, None) => Heard::Nothing,
        };
        self.pilot.take_if(|pilot| pilot.is_off());
        if heard != Heard::Switch {
            return heard;
        }
        self.failed = self.switch().err();
        Heard::Nothing
    }

    fn suspend(&mut self) -> io::Result<()> {
        match (&mut self.lines, &mut self.screen) {
            (Some(lines), _) => lines.suspend(),
            (None, Some(screen)) => screen.suspend(),
            (None, None) => Ok(()),
        }
    }

    fn resume(&mut self) -> io::Result<()> {
        match (&mut self.lines, &mut self.screen) {
            (Some(lines), _) => lines.resume(),
            (None, Some(screen)) => screen.resume(),
            (None, None) => Ok(()),
        }
    }
}

impl FrontEnd for Surface {
    type Error = io::Error;

    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> io::Result<Option<Duration>> {
        match self {
            Surface::Terminal(terminal) => terminal.show(desk, now),
            Surface::Json(json) => json.show(desk, now),
        }
    }

    fn follows(&self) -> Follows {
        match self {
            Surface::Terminal(terminal) => terminal.follows(),
            Surface::Json(json) => json.follows(),
        }
    }

    async fn input(&mut self) -> io::Result<()> {
        match self {
            Surface::Terminal(terminal) => terminal.input().await,
            Surface::Json(json) => json.input().await,
        }
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        match self {
            Surface::Terminal(terminal) => terminal.hear(now),
            Surface::Json(json) => json.hear(now),
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        match self {
            Surface::Terminal(terminal) => terminal.suspend(),
            Surface::Json(json) => json.suspend(),
        }
    }

    fn resume(&mut self) -> io::Result<()> {
        match self {
            Surface::Terminal(terminal) => terminal.resume(),
            Surface::Json(json) => json.resume(),
        }
    }
}
