//! What lies over the page of the question: a menu before there is one, or help about it.

use crate::domain::time::Timestamp;
use crate::locale::catalog::Catalog;
use crate::runtime::front_end::Heard;
use crate::tui::app::{App, Drawn, Over};
use crate::tui::help;
use crate::tui::keymap::{Aside, Key};
use crate::tui::menu::{Chosen, MakeMenu, OpenMenu};
use ratatui::layout::Rect;
use std::rc::Rc;

impl App {
    /// Opens a menu at the row of this name, or at the first. What was typed before is not meant for it.
    pub fn offer(&mut self, make: MakeMenu, name: Option<&str>, now: Timestamp) {
        self.drop_typed();
        self.chosen = None;
        self.over = Over::Menu(OpenMenu::open(make, name, &self.look.catalog, now));
    }

    /// What was chosen, which shuts the menu; asked once.
    pub fn take_chosen(&mut self) -> Option<Chosen> {
        let chosen = self.chosen.take()?;
        self.over = Over::Nothing;
        Some(chosen)
    }

    /// Follows a key that is about what lies over the page, or opens it; `None` when it is about the page.
    pub(super) fn press_over(&mut self, key: &Key, now: Timestamp) -> Option<Heard> {
        if matches!(self.over, Over::Help) {
            self.over = Over::Nothing;
            let is_of_terminal = matches!(key, Key::Suspend | Key::Redraw | Key::Switch);
            return (!is_of_terminal).then_some(Heard::Nothing);
        }
        if *key == Key::Aside(Aside::Mask) {
            self.turn_mask();
            return Some(Heard::Nothing);
        }
        if let Over::Menu(menu) = &mut self.over {
            if *key == Key::Suspend {
                return Some(Heard::Suspend);
            } else if *key == Key::Switch {
                return Some(Heard::Switch);
            } else if *key == Key::Aside(Aside::Language) {
                let language = self.look.catalog.language().next();
                self.speak(Rc::new(Catalog::new(language)));
            } else {
                self.chosen = menu.press(key, now);
            }
            return Some(Heard::Nothing);
        }
        if *key == Key::Aside(Aside::Help)
            && let Some(shown) = &mut self.shown
        {
            // Nothing that is typed goes anywhere by itself meanwhile.
            shown.screen.rest();
            self.over = Over::Help;
            return Some(Heard::Nothing);
        }
        None
    }

    /// Draws what lies over the page; `None` when nothing does.
    pub(super) fn draw_over(&self, window: Rect, now: Timestamp) -> Option<Drawn> {
        let words = (&*self.look.catalog, self.look.theme);
        match &self.over {
            Over::Nothing => None,
            Over::Menu(menu) => Some(Drawn {
                changes_in: None,
                caret: Some(menu.draw(&self.rows, window, words, self.leaving)),
            }),
            Over::Help => {
                let shown = self.shown.as_ref()?;
                let wording = self.wording(now);
                let help = wording.help(&shown.prompt, self.desk.seen.is_some());
                help::draw(&self.rows, window, &help, words, self.leaving);
                Some(Drawn::default())
            }
        }
    }
}
