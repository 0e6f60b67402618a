//! A player at the keys of the screen. It hands the screen the events of a terminal, one after the other, each when its
//! time has come; the first key of a person ends that.

use crate::demo::caption::caption;
use crate::demo::clock::{DemoClock, Pace};
use crate::demo::player::{Doing, Player, Turn};
use crate::domain::time::Timestamp;
use crate::runtime::front_end::{DeskView, FrontEnd, Heard};
use crate::tui::app::App;
use crate::tui::terminal::Tui;
use crate::wording::{Note, Tone};
use crossterm::event::Event;
use std::io;
use std::time::Duration;

/// How long a frame stands at the least that only shows how time goes by: nobody reads faster.
const FRAME: Duration = Duration::from_millis(40);

/// The player, with the clock that it may hurry.
pub(in crate::cli) struct Pilot {
    player: Player,
    clock: DemoClock,
    /// How fast it plays.
    pace: Pace,
    /// The key that is about to be heard.
    due: Option<Event>,
    /// Whether it has handed the keys over.
    is_off: bool,
}

impl Pilot {
    pub(super) fn new(player: Player, clock: DemoClock, pace: Pace) -> Self {
        clock.run_at(pace);
        Self {
            player,
            clock,
            pace,
            due: None,
            is_off: false,
        }
    }

    /// Whether it has handed the keys over.
    pub(in crate::cli) fn is_off(&self) -> bool {
        self.is_off
    }

    /// Shows the desk, with what is said of the play; says when something changes, or a key is due.
    pub(in crate::cli) fn show(
        &mut self,
        screen: &mut Tui,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> io::Result<Option<Duration>> {
        let mut own = None;
        let changes_in = screen.show_with(desk, now, |app| own = self.look(app, now))?;
        let frame = self.clock.pace().of_real(FRAME);
        let changes_in = changes_in.map(|wait| wait.max(frame));
        Ok(own.into_iter().chain(changes_in).min())
    }

    /// Takes in what a person pressed, which ends the play, or what the player does.
    pub(in crate::cli) fn hear(&mut self, screen: &mut Tui, now: Timestamp) -> Heard {
        if screen.is_pressed() {
            let app = screen.app_mut();
            // The key was meant for the play, unless it is the one that leaves.
            app.drop_typed();
            let text = app.catalog().demo_taken_over();
            self.hand_over(app, text);
        } else if let Some(event) = self.due.take() {
            screen.app_mut().take(event);
        }
        screen.hear(now)
    }

    /// Looks at what is shown, and says when the next key is due.
    fn look(&mut self, app: &mut App, now: Timestamp) -> Option<Duration> {
        self.due = None;
        let stance = app.stance()?;
        let turn = self.player.turn(&stance, now);
        let doing = self.player.doing();
        let text = doing.and_then(|doing| caption(stance.prompt(), doing, app.catalog()));
        if matches!(doing, Some(Doing::Answering(_) | Doing::Ending)) {
            self.clock.run_at(self.pace);
        }
        if text.is_some() {
            app.caption(text);
        }
        match turn {
            Turn::Press(event) => {
                self.due = Some(event);
                Some(Duration::ZERO)
            }
            Turn::Wait(wait) => Some(wait),
            Turn::Skip(until, span) => {
                self.clock.rush_to(until, span);
                Some(until.since(now))
            }
            Turn::Watch => None,
            Turn::Over => {
                let text = app.catalog().demo_played_up_to_here();
                self.hand_over(app, text);
                Some(Duration::ZERO)
            }
        }
    }

    fn hand_over(&mut self, app: &mut App, text: String) {
        self.is_off = true;
        self.clock.run_at(Pace::REAL);
        app.caption(None);
        app.notice(Note {
            tone: Tone::Warning,
            text,
        });
    }
}
