//! Several onboardings on one screen: what is typed at each stays with it, and the others are in sight.

use crate::domain::time::Timestamp;
use crate::flow::prompt::{Ask, Prompt};
use crate::runtime::front_end::{DeskView, Heard, SessionId};
use crate::tui::app::drafts::Drafts;
use crate::tui::app::{App, Shown};
use crate::tui::desk::{List, Made, Seen, Strip, Taken, split};
use crate::tui::keymap::{DeskKey, Key};
use crate::tui::screen::Screen;
use crate::wording::Wording;
use ratatui::layout::Rect;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The part of the screen that is about the desk.
#[derive(Default)]
pub(super) struct DeskState {
    pub(super) seen: Option<Seen>,
    pub(super) list: Option<List>,
    /// What was typed at the onboardings that are not looked at.
    parked: BTreeMap<SessionId, Parked>,
    /// The moment of an Enter that led to another onboarding.
    entered: Option<Timestamp>,
    bell: bool,
    /// The strip as it was drawn last, for this place: most frames change nothing in it.
    strip: RefCell<Option<(Rect, Made)>>,
}

/// What was typed at one onboarding.
struct Parked {
    screen: Screen,
    drafts: Drafts,
}

impl App {
    /// Takes in how the others are doing.
    pub(super) fn see_desk(&mut self, desk: &DeskView<'_>) {
        self.desk.bell |= !desk.news().is_empty();
        let seen = Seen::of(desk);
        if seen != self.desk.seen {
            self.desk.seen = seen;
            self.forget_strip();
        }
        if let Some(list) = &mut self.desk.list {
            list.take_in(desk);
        }
    }

    /// Puts aside what was typed at another onboarding than `session`, and brings back what was typed at this one.
    pub(super) fn turn_to(&mut self, session: SessionId, now: Timestamp) {
        let Some(shown) = self.shown.take_if(|shown| shown.session != session) else {
            return;
        };
        self.notice = None;
        self.leaving = false;
        let Shown {
            session: other,
            mut screen,
            ..
        } = shown;
        screen.rest();
        let drafts = std::mem::take(&mut self.drafts);
        self.desk.parked.insert(other, Parked { screen, drafts });
        if let Some(parked) = self.desk.parked.get_mut(&session) {
            self.drafts = std::mem::take(&mut parked.drafts);
        }
        self.desk.entered = Some(now);
    }

    /// The screen of this question that was put aside.
    pub(super) fn take_parked(&mut self, session: SessionId, prompt: &Prompt) -> Option<Screen> {
        let parked = self.desk.parked.remove(&session)?;
        let mut screen = parked.screen;
        if !screen.is_of(session, prompt) {
            return None;
        }
        screen.renew(prompt);
        Some(screen)
    }

    /// Has an Enter that is still held from where somebody came count as held.
    pub(super) fn note_arrival(&mut self, screen: &mut Screen) {
        if let Some(entered) = self.desk.entered.take() {
            screen.note_former_enter(Some(entered));
        }
    }

    /// Follows a key that is about the desk; `None` when it is about the question.
    pub(super) fn press_desk(&mut self, key: &Key) -> Option<Heard> {
        if let Some(list) = &mut self.desk.list {
            if matches!(key, Key::Redraw | Key::Suspend | Key::Switch) {
                return None;
            }
            let taken = if let Key::Desk(key) = key {
                Taken::Shut(match key {
                    DeskKey::New => Heard::New,
                    DeskKey::Next => self.next_in_need(),
                    DeskKey::List => list.shut(),
                })
            } else {
                list.press(key)
            };
            return Some(match taken {
                Taken::Stays(heard) => heard,
                Taken::Shut(heard) => {
                    self.desk.list = None;
                    heard
                }
            });
        }
        let Key::Desk(key) = key else {
            return None;
        };
        Some(match key {
            DeskKey::New => Heard::New,
            DeskKey::Next => self.next_in_need(),
            DeskKey::List => {
                // The whole of it is taken in when the desk is shown next.
                self.desk.list = self.desk.seen.as_ref().map(List::open);
                Heard::Nothing
            }
        })
    }

    fn next_in_need(&self) -> Heard {
        let next = self.desk.seen.as_ref().and_then(|seen| seen.next);
        next.map_or(Heard::Nothing, Heard::Look)
    }

    /// The strip of the others; `None` where there are none.
    pub(super) fn strip<'a>(&'a self, wording: &'a Wording<'a>) -> Option<Strip<'a>> {
        Some(Strip {
            seen: self.desk.seen.as_ref()?,
            catalog: &self.look.catalog,
            wording,
            theme: self.look.theme,
        })
    }

    /// Has the strip drawn anew.
    pub(super) fn forget_strip(&self) {
        self.desk.strip.replace(None);
    }

    /// Draws the strip of the others, where there are any; says where the page goes.
    pub(super) fn draw_strip(&self, window: Rect, wording: &Wording<'_>) -> Rect {
        let Some(strip) = self.strip(wording) else {
            return window;
        };
        let (aside, page) = split(window);
        let mut made = self.desk.strip.borrow_mut();
        if made.as_ref().is_none_or(|(place, _)| *place != aside) {
            *made = Some((aside, strip.made(aside)));
        }
        for (line, place) in made.iter().flat_map(|(_, made)| made) {
            self.rows.put(Rc::clone(line), *place);
        }
        page
    }

    /// Whether the bell is to be rung; asked once.
    pub fn take_bell(&mut self) -> bool {
        std::mem::take(&mut self.desk.bell)
    }

    /// The title of the window: the step, the end of the number, and how many others need a person. `None` while there
    /// are no others.
    #[must_use]
    pub fn title(&self, now: Timestamp) -> Option<String> {
        let seen = self.desk.seen.as_ref()?;
        let shown = self.shown.as_ref()?;
        let wording = self.wording(now);
        let step = wording.station(shown.prompt.ask.station());
        let number = Ask::number(&shown.prompt.ask);
        let number = number.map(|number| self.look.masking.in_title(number));
        let c = &self.look.catalog;
        let own = match number {
            Some(number) => c.desk_title_bar(number, step),
            None => step,
        };
        let title = match seen.others_in_need() {
            0 => own,
            count => format!("({count}) {own}"),
        };
        Some(self.look.theme.plain(&title))
    }
}
