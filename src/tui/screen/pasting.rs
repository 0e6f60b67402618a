//! What a paste or a key puts into a field: read by what the field is for, before any of it is shown.
//!
//! A code comes out of its message, several credentials go to their fields, and what cannot be taken is named under the
//! question and leaves the field as it was. Several lines are never shown in a field of one line; a value among them that fits
//! no field waits, unseen, until a digit says which it is.

use crate::domain::codes::{CODE_DIGITS, DigitsError, MAX_CODE_DIGITS, code_digits, pin_digits};
use crate::domain::credentials::{
    CredentialError, CredentialField, PastedText, PastedValues, read_pasted,
};
use crate::domain::phone::typed_number;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::domain::typed::{Odd, is_separator, lines_in, plain_sign, unmarked};
use crate::flow::prompt::{Ask, FieldName, Problem, Prompt};
use crate::tui::keymap::Key;
use crate::tui::screen::{Focus, Screen};
use crate::tui::widgets::field::{Field, Kind};
use zeroize::Zeroizing;

/// What becomes of a key in a field.
enum Read {
    /// The field takes it as it is.
    AsItIs,
    /// The field takes this where the caret stands.
    Text(Zeroizing<String>),
    /// The field holds this and nothing else.
    Whole(Zeroizing<String>),
    /// The fields hold what was pasted already.
    Placed,
    /// Nothing is taken; why.
    Refused(Problem),
}

impl Screen {
    /// Lets the focused field take a key.
    pub(super) fn edit(&mut self, key: &Key, prompt: &Prompt, now: Timestamp) {
        if prompt.activity.is_some() {
            return;
        }
        let Focus::Field(at) = self.focus else {
            return;
        };
        self.refused = None;
        let read = self.read_key(at, key, prompt);
        let Some(field) = self.fields.get_mut(at) else {
            return;
        };
        let changed = match read {
            Read::AsItIs => field.edit(key),
            Read::Text(text) => field.edit(&Key::Paste(text)),
            Read::Whole(text) => {
                field.clear();
                field.edit(&Key::Paste(text))
            }
            Read::Placed => true,
            Read::Refused(problem) => {
                self.refused = Some(problem);
                self.scrolled.set(0);
                false
            }
        };
        if changed && let Some(field) = self.fields.get(at) {
            self.scrolled.set(0);
            self.edited = true;
            // What is only a part of a paste is looked at by a person before it goes anywhere.
            let typed = matches!(key, Key::Char(_) | Key::Paste(_));
            let full = field.kind() == Kind::Digits && field.char_count() == CODE_DIGITS;
            self.complete = (typed && full).then_some(now);
            self.split_address(at, prompt);
        }
    }

    /// Reads a key for the field at this place.
    fn read_key(&mut self, at: usize, key: &Key, prompt: &Prompt) -> Read {
        let form = prompt.ask.form();
        let Some(name) = form.get(at).map(|field| field.name) else {
            return Read::AsItIs;
        };
        if let Key::Paste(text) | Key::TornPaste(text) = key {
            return self.read_paste(name, text, prompt);
        }
        match (key, self.fields.get(at)) {
            (Key::Char(c), Some(field)) => read_char(field, *c),
            (_, _) => Read::AsItIs,
        }
    }

    fn read_paste(&mut self, name: FieldName, text: &str, prompt: &Prompt) -> Read {
        match name {
            FieldName::InstanceId
            | FieldName::InstanceToken
            | FieldName::ClientToken
            | FieldName::PartnerToken => match read_pasted(text) {
                PastedText::One(value) => Read::Text(Zeroizing::new(value.expose().to_owned())),
                PastedText::Several(values) if matches!(prompt.ask, Ask::Credentials { .. }) => {
                    self.place(&values)
                }
                PastedText::Several(_) => Read::Refused(Problem::SeveralLines),
            },
            FieldName::Code => read_digits(code_digits(text)),
            FieldName::Pin | FieldName::NewPin | FieldName::NewPinAgain => {
                read_digits(pin_digits(text))
            }
            FieldName::CallingCode
            | FieldName::National
            | FieldName::Captcha
            | FieldName::Email
            | FieldName::EmailCode
                if lines_in(text) > 1 =>
            {
                Read::Refused(Problem::SeveralLines)
            }
            FieldName::National => Read::Text(Zeroizing::new(typed_number(text))),
            FieldName::Captcha | FieldName::Email | FieldName::EmailCode => {
                Read::Text(unmarked(text))
            }
            FieldName::CallingCode | FieldName::Appeal => Read::AsItIs,
        }
    }

    /// Puts several credentials into their fields. What fits none is shown nowhere.
    fn place(&mut self, values: &PastedValues) -> Read {
        for (field, shown) in CredentialField::ALL.iter().zip(&mut self.fields) {
            if let Some(value) = values.value(*field) {
                shown.set(value.expose());
            }
        }
        self.unplaced = values.unplaced().to_vec();
        self.edited = true;
        match self.ask_unplaced() {
            None => Read::Placed,
            Some(problem) => Read::Refused(problem),
        }
    }

    /// What is asked about the next value that has no field; without one, the focus goes to what is still to be filled in.
    fn ask_unplaced(&mut self) -> Option<Problem> {
        let Some(next) = self.unplaced.first() else {
            self.focus_empty();
            return None;
        };
        // No field has the focus: the digit is an answer and no text.
        self.focus = Focus::Submit;
        Some(Problem::Credentials(CredentialError::WhichField {
            left: self.unplaced.len(),
            chars: next.char_count(),
        }))
    }

    /// Takes the digit that says which field a value without one is for. Whether the key is taken: meanwhile nothing is handed in,
    /// typed or pasted.
    pub(super) fn press_unplaced(&mut self, key: &Key) -> bool {
        let passes = matches!(
            key,
            Key::Escape | Key::PageUp | Key::PageDown | Key::Reveal | Key::View(_)
        );
        if self.unplaced.is_empty() || passes {
            return false;
        }
        let Key::Char(c) = key else {
            return true;
        };
        let Some(place) = CredentialField::at_digit(*c) else {
            return true;
        };
        let value = self.unplaced.remove(0);
        if let Some(at) = place
            && let Some(field) = self.fields.get_mut(at as usize)
        {
            // Whatever it is, it came among several lines.
            field.conceal();
            field.set(value.expose());
        }
        self.refused = self.ask_unplaced();
        true
    }
}

/// A complete code takes the place of what was typed; fewer digits are a part of one.
fn read_digits(read: Result<Secret, DigitsError>) -> Read {
    match read {
        Ok(digits) => {
            let count = digits.char_count();
            let text = Zeroizing::new(digits.expose().to_owned());
            match count {
                CODE_DIGITS => Read::Whole(text),
                count if count > MAX_CODE_DIGITS => {
                    Read::Refused(Problem::Digits(DigitsError::Length(count)))
                }
                _ => Read::Text(text),
            }
        }
        Err(DigitsError::Empty) => Read::AsItIs,
        Err(error) => Read::Refused(Problem::Digits(error)),
    }
}

/// A digit of any script is one; what is neither digit nor separator is named and not taken.
fn read_char(field: &Field, c: char) -> Read {
    if !field.kind().is_digits() {
        return Read::AsItIs;
    }
    match plain_sign(c) {
        Some(sign) if sign.is_ascii_digit() => Read::Text(Zeroizing::new(sign.to_string())),
        Some(sign) if !is_separator(sign) => {
            let place = field.before_caret().chars().count() + 1;
            Read::Refused(Problem::Digits(DigitsError::NotDigits(Odd { place, sign })))
        }
        Some(_) | None => Read::AsItIs,
    }
}
