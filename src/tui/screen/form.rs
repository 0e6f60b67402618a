//! The fields of each question on the screen: how each is typed into, and what the flow holds for it.

use crate::domain::credentials::{CredentialError, CredentialField, split_address};
use crate::domain::phone::{NumberError, PhoneNumber, Region};
use crate::domain::secret::Secret;
use crate::flow::prompt::{Ask, FieldName, Holds, Live, Problem, Prompt};
use crate::tui::screen::{Focus, Screen};
use crate::tui::widgets::field::{Field, Kind};
use zeroize::Zeroizing;

/// How a field is typed into on the screen.
pub(super) fn kind(name: FieldName) -> Kind {
    match name {
        FieldName::National => Kind::Phone,
        FieldName::Code => Kind::Digits,
        FieldName::Pin | FieldName::NewPin | FieldName::NewPinAgain => Kind::SecretDigits,
        FieldName::InstanceToken | FieldName::ClientToken | FieldName::PartnerToken => Kind::Secret,
        FieldName::Appeal => Kind::Area,
        FieldName::InstanceId
        | FieldName::CallingCode
        | FieldName::Captcha
        | FieldName::Email
        | FieldName::EmailCode => Kind::Plain,
    }
}

/// Shows in the fields what the flow holds.
pub(super) fn fill(fields: &mut [Field], ask: &Ask) {
    for (field, form) in fields.iter_mut().zip(ask.form()) {
        match (form.holds, form.name) {
            (Holds::Text(text), _) => field.set(&text),
            (Holds::Secret(chars), _) => field.hold(Some(chars)),
            (
                Holds::Nothing,
                FieldName::InstanceToken | FieldName::ClientToken | FieldName::PartnerToken,
            ) => field.hold(None),
            (
                Holds::Nothing,
                FieldName::InstanceId | FieldName::CallingCode | FieldName::National,
            ) => field.set(""),
            // What was typed there is only the screen's until it is handed in.
            (
                Holds::Nothing,
                FieldName::Captcha
                | FieldName::Code
                | FieldName::Pin
                | FieldName::Appeal
                | FieldName::Email
                | FieldName::EmailCode
                | FieldName::NewPin
                | FieldName::NewPinAgain,
            ) => {}
        }
    }
}

/// The field that the problem of a question names.
pub(super) fn field_at_fault(prompt: &Prompt) -> Option<usize> {
    match prompt.problem.as_ref()? {
        Problem::Credentials(error) => {
            let named = match error {
                CredentialError::Empty(field)
                | CredentialError::Unusable(field)
                | CredentialError::OtherAddress(field) => *field,
                // The first field that is still empty.
                CredentialError::Unplaced(_) | CredentialError::WhichField { .. } => return None,
                CredentialError::SameToken => CredentialField::ClientToken,
            };
            CredentialField::ALL
                .iter()
                .position(|field| *field == named)
        }
        Problem::Partner(_) | Problem::Email(_) | Problem::PinsDiffer => Some(0),
        Problem::Number(error) => match error {
            NumberError::NoCallingCode | NumberError::UnknownCallingCode => Some(0),
            NumberError::Empty
            | NumberError::NotDigits(_)
            | NumberError::ExtraPrefix(_)
            | NumberError::TooShort
            | NumberError::TooLong
            | NumberError::WrongLength
            | NumberError::NoAreaCode
            | NumberError::RepeatsCallingCode => Some(1),
        },
        Problem::Digits(_)
        | Problem::SeveralLines
        | Problem::WrongEmailCode(_)
        | Problem::ChangeDeclined(_)
        | Problem::UnusualLength(_)
        | Problem::UnusualPin(_)
        | Problem::Declined { .. }
        | Problem::WrongCode(_)
        | Problem::WrongPin(_)
        | Problem::WrongCaptcha(_)
        | Problem::EmptyCaptcha
        | Problem::Appeal(_)
        | Problem::AppealDeclined(_)
        | Problem::AppealKeptBy(_)
        | Problem::RecoveryDeclined(_)
        | Problem::Unbanned(_)
        | Problem::TurnedAway { .. }
        | Problem::TransferTooEarly(_)
        | Problem::Refused(_)
        | Problem::Limited(..)
        | Problem::Failed(_)
        | Problem::NotSentYet(_)
        | Problem::StatusUnclear(_)
        | Problem::Locked(_) => None,
    }
}

impl Screen {
    /// What stands in the fields, and is not merely what the flow holds in secret.
    pub(crate) fn typed(&self) -> Vec<Option<Secret>> {
        let typed = |field: &Field| field.secret().filter(|text| !text.is_empty());
        self.fields.iter().map(typed).collect()
    }

    /// Puts texts into the fields.
    pub(crate) fn put(&mut self, texts: &[Option<Secret>]) {
        for (field, text) in self.fields.iter_mut().zip(texts) {
            if let Some(text) = text {
                field.set(text.expose());
            }
        }
        self.follow_fields();
    }

    /// Takes a pasted API address apart at once: the token in it is not to be shown.
    pub(super) fn split_address(&mut self, at: usize, prompt: &Prompt) {
        let Ask::Credentials { client_token, .. } = &prompt.ask else {
            return;
        };
        let found = self
            .fields
            .get(at)
            .and_then(|field| split_address(field.text()));
        let Some((id, token)) = found else {
            return;
        };
        if let Some(field) = self.fields.get_mut(at) {
            // The one field that the address does not fill shows again what is held for it.
            field.hold(*client_token);
        }
        for (at, text) in [(0, id.as_str()), (1, token.expose())] {
            if let Some(field) = self.fields.get_mut(at) {
                field.set(text);
            }
        }
        // What is pasted next is not to be seen in the field of the ID.
        self.focus_empty();
    }

    /// The focus goes to what is still to be filled in.
    pub(super) fn focus_empty(&mut self) {
        let empty = self.fields.iter().position(Field::is_empty);
        self.focus = empty.map_or(Focus::Submit, Focus::Field);
    }

    /// Puts the next ready-made text into the field, unless the person wrote something of their own.
    pub(super) fn next_template(&mut self) {
        let Some(field) = self.fields.first_mut() else {
            return;
        };
        let written = field.text().trim();
        let at = self.templates.iter().position(|text| text == written);
        let next = match at {
            Some(at) => (at + 1) % self.templates.len(),
            None if written.is_empty() => 0,
            None => return,
        };
        if let Some(text) = self.templates.get(next) {
            field.set(text);
            self.focus = Focus::Field(0);
        }
    }
}

/// What was typed into a form and not handed in, to be put back when the very same question comes again.
pub(crate) struct Draft {
    of: DraftOf,
    texts: Vec<Zeroizing<String>>,
    /// The country that was picked.
    pub(super) region: Option<Region>,
}

/// The questions whose typed text outlives them, with what makes each the same.
#[derive(PartialEq, Eq)]
enum DraftOf {
    Number,
    Captcha(Live, u32),
    Code(Live, u32),
    Appeal(PhoneNumber),
}

impl DraftOf {
    fn question(ask: &Ask) -> Option<Self> {
        match ask {
            Ask::Number { .. } => Some(DraftOf::Number),
            Ask::Captcha { live, wrong, .. } => Some(DraftOf::Captcha(live.clone(), *wrong)),
            Ask::Code { live, wrong, .. } => Some(DraftOf::Code(live.clone(), *wrong)),
            Ask::Appeal { number, .. } => Some(DraftOf::Appeal(number.clone())),
            // What is masked is typed again.
            Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Pin { .. }
            | Ask::Secure { .. }
            | Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::NotArrived { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => None,
        }
    }
}

impl Draft {
    /// What stands in the fields of `ask`; `None` when it is not to be kept.
    pub(crate) fn of(fields: &[Field], region: Option<Region>, ask: &Ask) -> Option<Self> {
        let of = DraftOf::question(ask)?;
        let text = |field: &Field| Zeroizing::new(field.text().to_owned());
        let texts = fields.iter().map(text).collect();
        Some(Self { of, texts, region })
    }

    /// Whether it was typed at this very question.
    pub(crate) fn is_of(&self, ask: &Ask) -> bool {
        DraftOf::question(ask).is_some_and(|of| of == self.of)
    }

    /// Puts it back.
    pub(crate) fn restore(&self, fields: &mut [Field]) {
        for (field, text) in fields.iter_mut().zip(&self.texts) {
            field.set(text);
        }
    }
}
