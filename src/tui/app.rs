//! What is on the screen, without a terminal: it takes terminal events in, says what they mean, and draws
//! into any ratatui frame.

mod anew;
mod beside;
mod desk;
mod drafts;
mod draw;
mod laid;
mod over;
mod pictures;
mod said;
mod stance;

pub use draw::Drawn;
pub use pictures::Placement;
pub use stance::{Place, Stance, Typed};

use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Prompt};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::front_end::{DeskView, HalfTyped, Heard, SessionId};
use crate::tui::app::desk::DeskState;
use crate::tui::app::drafts::Drafts;
use crate::tui::app::laid::Laid;
use crate::tui::app::said::Said;
use crate::tui::aside::CustomerLine;
use crate::tui::keymap::{Key, key_of};
use crate::tui::menu::{Chosen, OpenMenu};
use crate::tui::probe::{Hints, Means};
use crate::tui::rows::Rows;
use crate::tui::screen::{Pressed, Screen};
use crate::tui::theme::Theme;
use crate::wording::{DemoHints, Masking, Note, appeal_templates};
use crossterm::event::Event;
use ratatui::layout::Rect;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use zeroize::Zeroizing;

/// How the screen looks and what it says besides the prompts.
pub struct Look {
    /// The words.
    pub catalog: Rc<Catalog>,
    /// The zone of clock times.
    pub zone: Zone,
    /// Colours and signs.
    pub theme: Theme,
    /// In a demo: what to type, by the name of the question.
    pub hints: Option<DemoHints>,
    /// What the environment gives away about the terminal.
    pub terminal: Hints,
    /// Who and where the program runs, as `scp` wants it: `user@host`.
    pub address: String,
    /// Whether numbers and ids are masked.
    pub masking: Masking,
}

/// The screen's state.
pub struct App {
    look: Look,
    shown: Option<Shown>,
    pending: VecDeque<Key>,
    leaving: bool,
    gone: bool,
    redraw_all: bool,
    drafts: Drafts,
    customer: CustomerLine,
    /// What came of the last thing asked for beside the question, until the next key.
    notice: Option<Note>,
    /// What is to be handed to the terminal's clipboard.
    clipboard: Option<String>,
    /// What pictures are drawn by.
    means: Means,
    /// The window and the cells where one stands since the last drawing.
    placed: Cell<Option<(Rect, Rect)>>,
    /// What was typed on another surface.
    elsewhere: Option<HalfTyped>,
    desk: DeskState,
    /// What is said before there is a question.
    opening: String,
    /// What is said of a demo that plays itself.
    caption: Option<String>,
    /// What lies over the page of the question.
    over: Over,
    /// What was chosen from a menu.
    chosen: Option<Chosen>,
    /// The last frame of a page.
    laid: RefCell<Option<Laid>>,
    /// Whether the window showed nothing but that it is too small.
    too_small: Cell<bool>,
    /// What the last frame was made of.
    rows: Rows,
}

/// What lies over the page of the question.
enum Over {
    Nothing,
    /// What there is to choose from before there is a question.
    Menu(OpenMenu),
    /// Help about the question.
    Help,
}

/// The prompt on the screen.
struct Shown {
    session: SessionId,
    prompt: Prompt,
    screen: Screen,
    /// What was said of the prompt last.
    said: Said,
}

impl Shown {
    fn heard(&self, pressed: Pressed) -> Heard {
        match pressed {
            Pressed::Nothing => Heard::Nothing,
            Pressed::Answer(answer) => Heard::Answered {
                session: self.session,
                prompt: self.prompt.id,
                answer,
            },
        }
    }
}

/// What a new look at the desk asks of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Nothing in particular.
    Plain,
    /// A question that acts is on the screen for the first time: what was typed before is to be dropped.
    Guarded,
}

impl App {
    /// An empty screen.
    #[must_use]
    pub fn new(look: Look) -> Self {
        Self {
            look,
            shown: None,
            pending: VecDeque::new(),
            leaving: false,
            gone: false,
            redraw_all: false,
            drafts: Drafts::default(),
            customer: CustomerLine::default(),
            notice: None,
            clipboard: None,
            means: Means::Cells,
            placed: Cell::new(None),
            elsewhere: None,
            desk: DeskState::default(),
            opening: String::new(),
            caption: None,
            over: Over::Nothing,
            chosen: None,
            laid: RefCell::new(None),
            too_small: Cell::new(false),
            rows: Rows::default(),
        }
    }

    /// Says this until there is a question.
    pub fn open_with(&mut self, text: &str) {
        text.clone_into(&mut self.opening);
    }

    /// Says this of what is played, in the place of what the demo says to type; `None` for nothing.
    pub fn caption(&mut self, text: Option<String>) {
        self.caption = text;
    }

    /// Says this until the next key.
    pub fn notice(&mut self, note: Note) {
        self.notice = Some(note);
    }

    /// Takes in what the desk shows.
    pub fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> Arrival {
        let Some(card) = desk.first() else {
            self.shown = None;
            return Arrival::Plain;
        };
        let (session, prompt) = (card.session, card.prompt.clone());
        self.see_desk(desk);
        self.turn_to(session, now);
        let mut known = self.shown.take();
        let is_new = known
            .as_ref()
            .is_none_or(|shown| shown.prompt.id != prompt.id);
        if is_new {
            // What is asked is to be seen.
            self.over = Over::Nothing;
        }
        let said = known.as_mut().filter(|shown| shown.prompt == prompt);
        let said = said.map(|shown| std::mem::take(&mut shown.said));
        let entered = known.as_ref().and_then(|shown| shown.screen.last_enter());
        let mut screen = match known {
            Some(shown) if shown.screen.is_of(session, &prompt) => {
                let mut screen = shown.screen;
                screen.renew(&prompt);
                screen
            }
            Some(_) | None => {
                let parked = self.take_parked(session, &prompt);
                let mut screen = parked.unwrap_or_else(|| self.open_screen(session, &prompt));
                // The Enter that led here may still be held.
                screen.note_former_enter(entered);
                screen
            }
        };
        self.note_arrival(&mut screen);
        screen.mask_if_due(now);
        self.customer.prepare(&prompt, self.look.catalog.language());
        let arrival = if is_new && prompt.is_delicate() {
            self.drop_typed();
            Arrival::Guarded
        } else {
            Arrival::Plain
        };
        self.shown = Some(Shown {
            session,
            prompt,
            screen,
            said: said.unwrap_or_default(),
        });
        self.put_now();
        arrival
    }

    fn open_screen(&mut self, session: SessionId, prompt: &Prompt) -> Screen {
        let mut screen = Screen::open(session, prompt);
        if matches!(prompt.ask, Ask::Appeal { .. }) {
            screen.templates = appeal_templates(&self.look.catalog);
        }
        screen.offer_countries(self.look.catalog.language(), prompt);
        if let Some(draft) = self.drafts.take(&prompt.ask) {
            screen.restore(&draft, prompt);
        }
        screen
    }

    /// Whether numbers and ids are masked at present.
    #[must_use]
    pub fn masking(&self) -> Masking {
        self.look.masking
    }

    /// Masks numbers and ids from here on, or shows them.
    pub fn mask(&mut self, masking: Masking) {
        self.look.masking = masking;
        self.forget_strip();
    }

    /// The words that it speaks at present.
    #[must_use]
    pub fn catalog(&self) -> &Rc<Catalog> {
        &self.look.catalog
    }

    /// Speaks these words from here on.
    pub fn speak(&mut self, catalog: Rc<Catalog>) {
        let language = catalog.language();
        self.forget_strip();
        self.look.catalog = catalog;
        if let Some(shown) = &mut self.shown {
            shown.screen.speak(language);
        }
        if let Over::Menu(menu) = &mut self.over {
            menu.speak(&self.look.catalog);
        }
    }

    /// Keeps what a terminal event means for [`App::hear`].
    pub fn take(&mut self, event: Event) {
        self.pending.extend(key_of(event));
    }

    /// Keeps a part of a paste whose end got lost for [`App::hear`].
    pub fn take_torn(&mut self, text: Zeroizing<String>) {
        self.pending.push_back(Key::TornPaste(text));
    }

    /// The person looks at something else for the time being: nothing goes by itself, and what was revealed is masked.
    pub fn rest(&mut self) {
        if let Some(shown) = &mut self.shown {
            shown.screen.rest();
        }
    }

    /// The terminal is gone.
    pub fn lose_terminal(&mut self) {
        self.gone = true;
    }

    /// Whether there is something to hear.
    #[must_use]
    pub fn has_pending(&self) -> bool {
        self.gone || !self.pending.is_empty()
    }

    /// Has everything drawn anew at the next drawing.
    pub fn redraw_all(&mut self) {
        self.redraw_all = true;
    }

    /// Whether everything is to be drawn anew; asked once.
    pub fn wants_full_redraw(&mut self) -> bool {
        std::mem::take(&mut self.redraw_all)
    }

    /// Forgets everything that was typed and not heard yet, but an interrupt.
    pub fn drop_typed(&mut self) {
        self.pending.retain(|key| *key == Key::Interrupt);
    }

    /// Takes in what was typed, up to the first thing that concerns the desk.
    pub fn hear(&mut self, now: Timestamp) -> Heard {
        if self.gone {
            return Heard::Gone;
        }
        while let Some(key) = self.pending.pop_front() {
            let heard = self.press(&key, now);
            if heard != Heard::Nothing {
                return heard;
            }
        }
        let covered = self.desk.list.is_some() || matches!(self.over, Over::Help);
        let covered = covered || self.too_small.get();
        let Some(shown) = self.shown.as_mut().filter(|_| !covered) else {
            return Heard::Nothing;
        };
        let left = shown.screen.leave_if_due(&shown.prompt, now);
        shown.heard(left)
    }

    fn press(&mut self, key: &Key, now: Timestamp) -> Heard {
        if *key == Key::Interrupt {
            if self.leaving {
                return Heard::Leave;
            }
            self.leaving = true;
            return Heard::Nothing;
        }
        self.leaving = false;
        self.notice = None;
        if *key == Key::Redraw {
            self.redraw_all = true;
        }
        if self.too_small.get() {
            // Nobody answers what they do not see.
            return if *key == Key::Suspend {
                Heard::Suspend
            } else if *key == Key::Switch {
                Heard::Switch
            } else {
                Heard::Nothing
            };
        }
        if let Some(heard) = self.press_over(key, now) {
            return heard;
        }
        if let Some(heard) = self.press_desk(key) {
            return heard;
        }
        self.beside(key, now);
        if *key == Key::Suspend {
            return Heard::Suspend;
        }
        if *key == Key::Switch {
            return Heard::Switch;
        }
        let Some(shown) = &mut self.shown else {
            return Heard::Nothing;
        };
        let pressed = shown.screen.press(key, &shown.prompt, now);
        if matches!(pressed, Pressed::Answer(Answer::Choose(_))) {
            self.drafts.keep(shown.screen.draft(&shown.prompt));
        }
        shown.heard(pressed)
    }
}
