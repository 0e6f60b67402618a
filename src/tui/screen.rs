//! One prompt on the screen: its fields, what is focused, and what a key makes of it.
//!
//! A screen lives as long as its question: while a call runs and when the question is asked again, what was
//! typed stays. When another question comes, the screen is dropped and what was typed is wiped.

mod focus;
mod form;
mod number;
mod pasting;
mod shape;

pub(crate) use form::Draft;
pub(crate) use shape::Shape;

use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Choice, Consequence, Offer, Problem, Prompt, PromptId};
use crate::runtime::front_end::SessionId;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::{Key, View};
use crate::tui::screen::focus::default_offer;
use crate::tui::screen::form::{field_at_fault, fill, kind};
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::picker::Picker;
use std::cell::Cell;
use std::time::Duration;

/// An Enter this soon after another is held down or doubled, and never acts. Longer than the pause before a
/// keyboard begins to repeat.
const ENTER_REPEATS_WITHIN: Duration = Duration::from_millis(700);

/// A complete code is handed in by itself after this long, unless a key comes first.
pub(crate) const UNDO_PAUSE: Duration = Duration::from_millis(1_500);

/// After this long, secrets that were revealed are masked again.
const REVEAL_FOR: Duration = Duration::from_secs(10);

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    /// On a field.
    Field(usize),
    /// On the button under the fields.
    Submit,
    /// On an offer.
    Offer(usize),
}

/// What a key led to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// Something on the screen, or nothing.
    Nothing,
    /// An answer.
    Answer(Answer),
}

/// The screen of one question.
pub(crate) struct Screen {
    session: SessionId,
    question: &'static str,
    asking: PromptId,
    pub(crate) fields: Vec<Field>,
    pub(crate) focus: Focus,
    /// Ready-made texts for the field.
    pub(crate) templates: Vec<String>,
    /// The list of countries.
    pub(crate) picker: Option<Picker>,
    /// The picture that is asked about.
    pub(crate) canvas: Option<Canvas>,
    /// Since when secrets are shown; `None` when they are masked.
    revealed: Option<Timestamp>,
    /// Rows that the person scrolled by, up (negative) or down from where the focus would put the page.
    pub(crate) scrolled: Cell<isize>,
    last_enter: Option<Timestamp>,
    /// Whether something was typed or picked since the question was asked.
    edited: bool,
    /// Why the last key or paste was not taken; it stands until the next one.
    refused: Option<Problem>,
    /// Pasted values that fit no field, until a person says which each of them is.
    unplaced: Vec<Secret>,
    /// When typing made the code complete; `None` when it is not, or was handed in already.
    complete: Option<Timestamp>,
}

impl Screen {
    /// The screen of a question that was not on the screen before.
    pub(crate) fn open(session: SessionId, prompt: &Prompt) -> Self {
        let form = prompt.ask.form();
        let fields = form.iter().map(|field| Field::new(kind(field.name)));
        let mut screen = Self {
            session,
            question: prompt.ask.name(),
            asking: prompt.id,
            fields: fields.collect(),
            focus: Focus::Submit,
            templates: Vec::new(),
            picker: None,
            canvas: None,
            revealed: None,
            scrolled: Cell::new(0),
            last_enter: None,
            edited: false,
            refused: None,
            unplaced: Vec::new(),
            complete: None,
        };
        fill(&mut screen.fields, &prompt.ask);
        screen.hang(prompt);
        screen.focus = screen.default_focus(prompt);
        screen
    }

    /// Whether this is the screen of `prompt`'s question.
    pub(crate) fn is_of(&self, session: SessionId, prompt: &Prompt) -> bool {
        self.session == session && self.question == prompt.ask.name()
    }

    /// What is wrong: what was just typed or pasted, else what was with the answer, unless typing took that back.
    pub(crate) fn problem<'p>(&'p self, prompt: &'p Prompt) -> Option<&'p Problem> {
        let counts = |problem: &&Problem| !(self.edited && problem.is_about_typing());
        let answered = prompt.problem.as_ref().filter(counts);
        self.refused.as_ref().or(answered)
    }

    /// Whether secrets are shown.
    pub(crate) fn is_revealed(&self) -> bool {
        self.revealed.is_some()
    }

    /// When shown secrets will be masked again; `None` when none are shown.
    pub(crate) fn masks_in(&self, now: Timestamp) -> Option<Duration> {
        let since = self.revealed?;
        Some(REVEAL_FOR.saturating_sub(now.since(since)))
    }

    /// Masks secrets that were shown long enough.
    pub(crate) fn mask_if_due(&mut self, now: Timestamp) {
        if self.masks_in(now) == Some(Duration::ZERO) {
            self.revealed = None;
        }
    }

    /// Follows the question being asked anew: what was typed stays, unless it was refused as wrong.
    pub(crate) fn renew(&mut self, prompt: &Prompt) {
        if self.asking == prompt.id {
            self.keep_focus_valid(prompt);
            return;
        }
        self.asking = prompt.id;
        self.edited = false;
        self.refused = None;
        self.unplaced.clear();
        self.hang(prompt);
        self.scrolled.set(0);
        self.complete = None;
        fill(&mut self.fields, &prompt.ask);
        let wrong = prompt.problem.as_ref().is_some_and(Problem::says_wrong);
        if wrong {
            self.fields.iter_mut().for_each(Field::clear);
        }
        let typing = prompt.activity.is_none() && !self.fields.is_empty();
        let at_fault = field_at_fault(prompt).is_some();
        if !typing || wrong || at_fault || matches!(self.focus, Focus::Offer(_)) {
            self.focus = self.default_focus(prompt);
        }
        self.follow_fields();
    }

    /// Takes a key in.
    pub(crate) fn press(&mut self, key: &Key, prompt: &Prompt, now: Timestamp) -> Pressed {
        let held_down = self.note_enter(key, now);
        self.complete = None;
        if self.press_number(key) || self.press_unplaced(key) {
            return Pressed::Nothing;
        }
        match key {
            Key::Enter => return self.enter(prompt, held_down, now),
            Key::Escape => return back(prompt),
            Key::Next | Key::Down => self.step(1, prompt),
            Key::Previous | Key::Up => self.step(-1, prompt),
            // Cards stand beside each other.
            Key::Right if matches!(self.focus, Focus::Offer(_)) => self.step(1, prompt),
            Key::Left if matches!(self.focus, Focus::Offer(_)) => self.step(-1, prompt),
            Key::PageDown => self.scrolled.set(self.scrolled.get() + 5),
            Key::PageUp => self.scrolled.set(self.scrolled.get() - 5),
            Key::View(view) => self.change_view(*view),
            Key::Reveal => self.revealed = self.revealed.is_none().then_some(now),
            Key::Char(_)
            | Key::Paste(_)
            | Key::TornPaste(_)
            | Key::Backspace
            | Key::Delete
            | Key::ClearLine
            | Key::Left
            | Key::Right
            | Key::Home
            | Key::End => self.edit(key, prompt, now),
            Key::Interrupt
            | Key::Redraw
            | Key::Suspend
            | Key::Aside(_)
            | Key::Switch
            | Key::Desk(_) => {}
        }
        Pressed::Nothing
    }

    /// Whether a picture is drawn.
    pub(crate) fn shows_picture(&self) -> bool {
        self.canvas.as_ref().is_some_and(Canvas::is_drawn)
    }

    /// Hangs the picture of the question up, unless it hangs there already.
    fn hang(&mut self, prompt: &Prompt) {
        let Ask::Captcha {
            picture: Ok(picture),
            ..
        } = &prompt.ask
        else {
            self.canvas = None;
            return;
        };
        let known = self.canvas.as_ref();
        if !known.is_some_and(|canvas| canvas.shows(picture)) {
            self.canvas = Some(Canvas::open(picture));
        }
    }

    /// Nobody looks at it for the time being: nothing goes by itself, and nothing is shown that was revealed.
    pub(crate) fn rest(&mut self) {
        self.complete = None;
        self.revealed = None;
    }

    /// An Enter was pressed elsewhere right before this was looked at.
    pub(crate) fn note_former_enter(&mut self, at: Option<Timestamp>) {
        self.last_enter = at;
    }

    /// When Enter was pressed, if it was the last key.
    pub(crate) fn last_enter(&self) -> Option<Timestamp> {
        self.last_enter
    }

    fn note_enter(&mut self, key: &Key, now: Timestamp) -> bool {
        let before = self.last_enter.take();
        if *key != Key::Enter {
            return false;
        }
        self.last_enter = Some(now);
        before.is_some_and(|before| now.since(before) < ENTER_REPEATS_WITHIN)
    }

    /// When a complete code will be handed in by itself; `None` when none will.
    pub(crate) fn leaves_in(&self, now: Timestamp) -> Option<Duration> {
        let complete = self.complete?;
        Some(UNDO_PAUSE.saturating_sub(now.since(complete)))
    }

    /// Hands a complete code in, once its pause is over.
    pub(crate) fn leave_if_due(&mut self, prompt: &Prompt, now: Timestamp) -> Pressed {
        if self.leaves_in(now) != Some(Duration::ZERO) {
            return Pressed::Nothing;
        }
        self.complete = None;
        self.submit(prompt, false)
    }

    /// What was typed and not handed in, where it is to be kept.
    pub(crate) fn draft(&self, prompt: &Prompt) -> Option<Draft> {
        Draft::of(&self.fields, self.region(), &prompt.ask)
    }

    /// Puts a draft back.
    pub(crate) fn restore(&mut self, draft: &Draft, prompt: &Prompt) {
        draft.restore(&mut self.fields);
        self.focus = self.default_focus(prompt);
        if let Some(picker) = &mut self.picker {
            picker.pick(draft.region);
        }
        self.follow_fields();
    }

    fn enter(&mut self, prompt: &Prompt, held_down: bool, now: Timestamp) -> Pressed {
        match self.focus {
            Focus::Offer(at) => match prompt.offers.get(at) {
                Some(offer) => take(offer, held_down, now),
                None => Pressed::Nothing,
            },
            Focus::Field(at) if self.is_area(at) => {
                self.edit(&Key::Char('\n'), prompt, now);
                Pressed::Nothing
            }
            Focus::Field(at) if at + 1 < self.fields.len() => {
                self.focus = Focus::Field(at + 1);
                Pressed::Nothing
            }
            Focus::Field(_) | Focus::Submit => self.submit(prompt, held_down),
        }
    }

    fn change_view(&mut self, view: View) {
        match &mut self.canvas {
            Some(canvas) => canvas.change(view),
            None if view == View::Variant => self.next_template(),
            None => {}
        }
    }

    fn is_area(&self, at: usize) -> bool {
        let field = self.fields.get(at);
        field.is_some_and(|field| field.kind() == Kind::Area)
    }

    fn submit(&self, prompt: &Prompt, held_down: bool) -> Pressed {
        let typed = self.fields.iter().map(Field::secret).collect();
        let Some(answer) = prompt.ask.typed(typed) else {
            return Pressed::Nothing;
        };
        if prompt.activity.is_some() || (answer.acts() && held_down) {
            return Pressed::Nothing;
        }
        Pressed::Answer(answer)
    }

    /// Every place that can be focused, from top to bottom.
    fn places(&self, prompt: &Prompt) -> Vec<Focus> {
        let busy = prompt.activity.is_some();
        let fields = (0..self.fields.len()).map(Focus::Field);
        let submit = (!self.fields.is_empty()).then_some(Focus::Submit);
        let offers = (0..prompt.offers.len()).map(Focus::Offer);
        fields
            .chain(submit)
            .filter(|_| !busy)
            .chain(offers)
            .collect()
    }

    fn step(&mut self, by: isize, prompt: &Prompt) {
        let places = self.places(prompt);
        let at = places.iter().position(|place| *place == self.focus);
        let to = match at {
            Some(at) => at.checked_add_signed(by),
            None => Some(0),
        };
        if let Some(place) = to.and_then(|to| places.get(to)) {
            self.focus = *place;
            self.scrolled.set(0);
            self.arrive();
        }
    }

    /// The field with a mistake in it, the first empty one, the button when all are filled, else an offer, if any.
    fn default_focus(&self, prompt: &Prompt) -> Focus {
        if prompt.activity.is_none() && !self.fields.is_empty() {
            // Enter writes a line there, and sends nothing.
            let area = (0..self.fields.len()).find(|at| self.is_area(*at));
            let at_fault = field_at_fault(prompt);
            let empty = self.fields.iter().position(Field::is_empty);
            // Whoever comes back to the number wants to mend it; from its field one Enter goes on, too.
            let number = matches!(prompt.ask, Ask::Number { .. }).then(|| self.fields.len() - 1);
            let field = area.or(at_fault).or(empty).or(number);
            return field.map_or(Focus::Submit, Focus::Field);
        }
        default_offer(prompt).map_or(Focus::Submit, Focus::Offer)
    }

    fn keep_focus_valid(&mut self, prompt: &Prompt) {
        if !self.places(prompt).contains(&self.focus) {
            self.focus = self.default_focus(prompt);
        }
    }
}

/// Takes an offer. A shut method is taken too, so that the flow says when it opens.
fn take(offer: &Offer, held_down: bool, now: Timestamp) -> Pressed {
    let tells_when = matches!(offer.choice, Choice::Pick(_));
    let open = offer.lock.at(now) == Lock::Open || tells_when;
    if !open || (held_down && offer.acts == Consequence::Acts) {
        return Pressed::Nothing;
    }
    Pressed::Answer(Answer::Choose(offer.choice))
}

/// Back is always the same key, where there is a way back; where leaving is asked about, it means staying.
fn back(prompt: &Prompt) -> Pressed {
    let offered = |choice: &Choice| prompt.offers.iter().any(|offer| offer.choice == *choice);
    let back = [Choice::Stay, Choice::Back].into_iter().find(offered);
    back.map_or(Pressed::Nothing, |choice| {
        Pressed::Answer(Answer::Choose(choice))
    })
}
