//! What is on the screen, without a terminal: it takes terminal events in, says what they mean, and draws
//! into any ratatui frame.

use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Consequence, Prompt};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::front_end::{Card, Heard, SessionId};
use crate::tui::compose::compose;
use crate::tui::frame::{Edges, LEAST, body_of, draw, draw_too_small};
use crate::tui::keymap::{Key, key_of};
use crate::tui::screen::{Draft, Pressed, Screen};
use crate::tui::theme::Theme;
use crate::wording::{Wording, appeal_templates};
use crossterm::event::Event;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

/// How the screen looks and what it says besides the prompts.
pub struct Look {
    /// The words.
    pub catalog: Rc<Catalog>,
    /// The zone of clock times.
    pub zone: Zone,
    /// Colours and signs.
    pub theme: Theme,
    /// In a demo: what to type, by the name of the question.
    pub hints: Option<BTreeMap<String, String>>,
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
}

/// The prompt on the screen.
struct Shown {
    session: SessionId,
    prompt: Prompt,
    screen: Screen,
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

/// What was typed and not handed in when the person went elsewhere, the newest last.
#[derive(Default)]
struct Drafts(VecDeque<Draft>);

impl Drafts {
    /// More than there are questions on any way through.
    const MOST: usize = 4;

    fn keep(&mut self, draft: Option<Draft>) {
        self.0.extend(draft);
        while self.0.len() > Self::MOST {
            self.0.pop_front();
        }
    }

    /// The newest one of this question.
    fn take(&mut self, ask: &Ask) -> Option<Draft> {
        let at = self.0.iter().rposition(|draft| draft.is_of(ask))?;
        self.0.remove(at)
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
        }
    }

    /// Takes in what the desk shows.
    pub fn show(&mut self, desk: &[Card], now: Timestamp) -> Arrival {
        let Some(card) = desk.first() else {
            self.shown = None;
            return Arrival::Plain;
        };
        let (session, prompt) = (card.session, card.prompt.clone());
        let known = self.shown.take();
        let is_new = known
            .as_ref()
            .is_none_or(|shown| shown.prompt.id != prompt.id || shown.session != session);
        let mut screen = match known {
            Some(shown) if shown.screen.is_of(session, &prompt) => {
                let mut screen = shown.screen;
                screen.renew(&prompt);
                screen
            }
            Some(_) | None => {
                let mut screen = Screen::open(session, &prompt);
                if matches!(prompt.ask, Ask::Appeal { .. }) {
                    screen.templates = appeal_templates(&self.look.catalog);
                }
                if let Some(draft) = self.drafts.take(&prompt.ask) {
                    screen.restore(&draft, &prompt);
                }
                screen
            }
        };
        screen.mask_if_due(now);
        let arrival = if is_new && acts(&prompt) {
            self.drop_typed();
            Arrival::Guarded
        } else {
            Arrival::Plain
        };
        self.shown = Some(Shown {
            session,
            prompt,
            screen,
        });
        arrival
    }

    /// Draws; says when what is shown will change by itself.
    pub fn draw(&self, frame: &mut ratatui::Frame<'_>, now: Timestamp) -> Option<Duration> {
        let area = frame.area();
        if area.width < LEAST.0 || area.height < LEAST.1 {
            draw_too_small(frame, &self.look.catalog, self.look.theme);
            return None;
        }
        let shown = self.shown.as_ref()?;
        let wording = Wording::new(&self.look.catalog, &self.look.zone, now);
        let sheet = wording.sheet(&shown.prompt);
        let hints = self.look.hints.as_ref();
        let edges = Edges {
            catalog: &self.look.catalog,
            wording: &wording,
            theme: self.look.theme,
            hint: hints
                .and_then(|hints| hints.get(shown.prompt.ask.name()))
                .map(String::as_str),
            demo: hints.is_some(),
            leaving: self.leaving,
            handing_in: shown.screen.leaves_in(now).is_some(),
        };
        let message = edges.message(area);
        let body = body_of(area, message.len());
        let room = (usize::from(body.width), usize::from(body.height));
        let page = compose(&shown.prompt, &sheet, &shown.screen, self.look.theme, room);
        let scrolled = &shown.screen.scrolled;
        draw(frame, (&shown.prompt, &page), scrolled, &edges, &message);
        sheet
            .changes_in
            .into_iter()
            .chain(shown.screen.masks_in(now))
            .chain(shown.screen.leaves_in(now))
            .min()
    }

    /// Keeps what a terminal event means for [`App::hear`].
    pub fn take(&mut self, event: Event) {
        self.pending.extend(key_of(event));
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
        let Some(shown) = &mut self.shown else {
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
        if *key == Key::Redraw {
            self.redraw_all = true;
        }
        if *key == Key::Suspend {
            return Heard::Suspend;
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

/// Whether something on this prompt acts, or says what a person saw.
fn acts(prompt: &Prompt) -> bool {
    let delicate = matches!(
        prompt.ask,
        Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::Pin { .. }
            | Ask::Unknown { .. }
            | Ask::Appeal { .. }
    );
    delicate
        || prompt
            .offers
            .iter()
            .any(|offer| offer.acts == Consequence::Acts)
}
