//! From an answer and what stands on the screen to the next key. Nothing is remembered: each key is found anew from what
//! is there, so that a key which did nothing is simply pressed again.

use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::{Answer, SecureAnswer};
use crate::flow::prompt::Choice;
use crate::tui::app::{Place, Stance, Typed};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// A key of somebody who types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// A character.
    Char(char),
    /// Empties the field.
    Clear,
    /// To the next place.
    Next,
    /// To the one before.
    Previous,
    /// The next ready-made text.
    ReadyMade,
    /// Takes what is focused.
    Enter,
    /// Wishes to leave, which is asked about once.
    Leave,
}

impl Press {
    /// What a terminal would say.
    pub(super) fn event(self) -> Event {
        let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        Event::Key(match self {
            Press::Char(c) => plain(KeyCode::Char(c)),
            Press::Clear => control('u'),
            Press::Next => plain(KeyCode::Tab),
            Press::Previous => plain(KeyCode::BackTab),
            Press::ReadyMade => control('t'),
            Press::Enter => plain(KeyCode::Enter),
            Press::Leave => control('c'),
        })
    }
}

/// The next key on the way to `answer`; `None` while it goes by itself, and for a choice that is not there.
pub(super) fn towards(answer: &Answer, stance: &Stance<'_>, now: Timestamp) -> Option<Press> {
    if let Answer::Choose(choice) = answer {
        return choose(*choice, stance);
    }
    for (field, text) in texts(answer).into_iter().enumerate() {
        // What is filled in and not to be said otherwise stays.
        if let Some(text) = text
            && let Some(press) = write(field, text, stance)
        {
            return Some(press);
        }
    }
    if stance.hands_in(now).is_some() {
        return None;
    }
    let last = stance.fields().checked_sub(1).map(Place::Field);
    // In a text of several lines, Enter begins the next one.
    let is_lines = matches!(answer, Answer::Appeal(_));
    if stance.place() == Place::Submit || (last == Some(stance.place()) && !is_lines) {
        return Some(Press::Enter);
    }
    Some(step(stance.place(), Place::Submit))
}

/// The key that ends the visit: the offer to leave, the way back to where it is offered, or the wish to leave.
pub(super) fn towards_the_end(stance: &Stance<'_>) -> Press {
    let way = |choice| choose(choice, stance);
    way(Choice::Leave)
        .or_else(|| way(Choice::Back))
        .unwrap_or(Press::Leave)
}

fn choose(choice: Choice, stance: &Stance<'_>) -> Option<Press> {
    let mut offers = stance.prompt().offers.iter();
    let at = offers.position(|offer| offer.choice == choice)?;
    let place = Place::Offer(at);
    if stance.place() == place {
        return Some(Press::Enter);
    }
    Some(step(stance.place(), place))
}

fn step(from: Place, to: Place) -> Press {
    if from < to {
        Press::Next
    } else {
        Press::Previous
    }
}

/// The next key that brings `text` into a field; `None` when it stands there.
fn write(field: usize, text: &str, stance: &Stance<'_>) -> Option<Press> {
    let place = Place::Field(field);
    match stance.typed(field, text) {
        Typed::Whole => None,
        Typed::Part(_) | Typed::Other if stance.place() != place => {
            Some(step(stance.place(), place))
        }
        Typed::Part(_) | Typed::Other if stance.is_ready_made(text) => Some(Press::ReadyMade),
        Typed::Part(count) => text.chars().nth(count).map(|c| match c {
            '\n' => Press::Enter,
            c => Press::Char(c),
        }),
        Typed::Other => Some(Press::Clear),
    }
}

/// What is to stand in each field; `None` for what is there.
fn texts(answer: &Answer) -> Vec<Option<&str>> {
    match answer {
        Answer::Choose(_) => Vec::new(),
        Answer::Credentials(fields) => {
            let tokens = [&fields.instance_token, &fields.client_token];
            let tokens = tokens.map(|token| token.as_ref().map(Secret::expose));
            std::iter::once(Some(fields.instance_id.as_str()))
                .chain(tokens)
                .collect()
        }
        Answer::Partner(fields) => {
            let tokens = [&fields.partner_token, &fields.client_token];
            tokens
                .map(|token| token.as_ref().map(Secret::expose))
                .into()
        }
        Answer::Number {
            calling_code,
            national,
        } => vec![Some(calling_code), Some(national)],
        Answer::Code(digits) | Answer::Pin(digits) => vec![Some(digits.expose())],
        Answer::Captcha(read) => vec![Some(read)],
        Answer::Appeal(text) => vec![Some(text)],
        Answer::Secure(SecureAnswer::Email(address)) => vec![Some(address)],
        Answer::Secure(SecureAnswer::EmailCode(code)) => vec![Some(code.expose())],
        Answer::Secure(SecureAnswer::NewPin { pin, again }) => {
            vec![Some(pin.expose()), Some(again.expose())]
        }
    }
}
