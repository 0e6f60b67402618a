//! The built program in a terminal, playing a demo by a clock that is turned here: the same keys lead to the same screens,
//! whatever the machine is busy with.
//!
//! Time stands still but for [`Stage::pass`], which is also what a film is timed by: what lies between two frames is what
//! the program's clock was turned by.

use crate::drawing::film::Frame;
use crate::drawing::palette::Palette;
use crate::drawing::shot::Shot;
use crate::pty::{Start, Terminal};
use crate::scenes::Scene;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use zapi_onboard::tui::probe::QUESTIONS;

/// After this long without output, a program that sleeps has drawn what it had to draw.
const QUIET: Duration = Duration::from_millis(80);
/// How often the screen is looked at until something has come of a key: every key of a scene shows.
const MOST_LOOKS: usize = 250;
/// 5 March 2026, 14:32:05 in São Paulo.
const START_MS: i64 = 1_772_731_925_000;
/// How long a typed sign is seen before the next one, in milliseconds.
const BETWEEN_SIGNS: u16 = 110;
/// The longest piece of time that passes at once.
const STEP: u16 = 1_000;
/// What a terminal that draws no pictures itself answers when it is asked.
const ATTRIBUTES: &str = "\x1b[?62;4;22c";

/// A program that is being played.
pub(crate) struct Stage {
    terminal: Terminal,
    palette: &'static Palette,
    clock: Clockwork,
    frames: Vec<Frame>,
}

struct Clockwork {
    folder: TempDir,
    ms: i64,
}

impl Clockwork {
    fn wind() -> Self {
        let clock = Self {
            folder: tempfile::tempdir().expect("a folder"),
            ms: START_MS,
        };
        clock.tell();
        clock
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// In one piece: the program never reads half of it.
    fn tell(&self) {
        let next = self.folder.path().join("next");
        std::fs::write(&next, self.ms.to_string()).expect("the time is told");
        std::fs::rename(&next, self.file()).expect("the time is told");
    }
}

impl Stage {
    /// Plays a scene; what was seen.
    pub(crate) fn played(program: &Path, scene: &Scene) -> Vec<Frame> {
        let mut stage = Self::raise(program, scene);
        (scene.play)(&mut stage);
        stage.frames
    }

    /// Starts the program, and waits for its first question.
    fn raise(program: &Path, scene: &Scene) -> Self {
        let clock = Clockwork::wind();
        let file = clock.file();
        let mut terminal = Terminal::start(&Start {
            program,
            arguments: scene.command,
            environment: &[
                (
                    "ZAPI_ONBOARD_DEMO_CLOCK",
                    file.to_str().expect("a readable path"),
                ),
                ("COLORTERM", "truecolor"),
                ("COLORFGBG", scene.ground.colours()),
                ("TZ", "America/Sao_Paulo"),
            ],
            size: scene.size,
        });
        terminal.wait_for("Ctrl-C").settle();
        let mut stage = Self {
            terminal,
            palette: scene.ground.palette(),
            clock,
            frames: Vec::new(),
        };
        stage.shoot();
        stage
    }

    /// Presses keys at once, and waits for what comes of them.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        let before = self.terminal.text();
        let asked = self.count_questions();
        self.terminal.send(keys);
        let changes = (0..MOST_LOOKS).any(|_| self.terminal.settle_for(QUIET).text() != before);
        assert!(changes, "nothing came of {keys:?}:\n{before}");
        if self.count_questions() > asked {
            self.terminal.send(ATTRIBUTES).settle();
        }
        self.shoot();
        self
    }

    /// Types, sign by sign.
    pub(crate) fn write(&mut self, text: &str) -> &mut Self {
        for sign in text.chars() {
            self.press(sign.encode_utf8(&mut [0; 4]));
            self.pass(BETWEEN_SIGNS);
        }
        self
    }

    /// Has time pass.
    pub(crate) fn pass(&mut self, ms: u16) -> &mut Self {
        let mut left = ms;
        while left > 0 {
            let step = left.min(STEP);
            left -= step;
            self.clock.ms += i64::from(step);
            self.clock.tell();
            if let Some(last) = self.frames.last_mut() {
                last.ms += u32::from(step);
            }
            self.terminal.settle_for(QUIET);
            self.shoot();
        }
        self
    }

    /// Makes sure that the screen shows this.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        let seen = self.terminal.text();
        assert!(
            seen.contains(text),
            "{text:?} is not on the screen:\n{seen}"
        );
        self
    }

    /// Takes a frame, if there is something else to see.
    fn shoot(&mut self) {
        let shot = Shot::of(self.terminal.screen.screen(), self.palette);
        match self.frames.last_mut() {
            Some(last) if last.shot == shot => {}
            // What nobody had time to see.
            Some(last) if last.ms == 0 => last.shot = shot,
            Some(_) | None => self.frames.push(Frame { shot, ms: 0 }),
        }
    }

    /// How often the terminal was asked what it can draw.
    fn count_questions(&self) -> usize {
        let windows = self.terminal.written.windows(QUESTIONS.len());
        windows.filter(|window| *window == QUESTIONS).count()
    }
}
