//! The fields of each question: which there are, what the flow holds for them, and the answer that they make.

use crate::domain::credentials::{
    CredentialError, CredentialField, CredentialFields, split_address,
};
use crate::domain::phone::{NumberError, PhoneNumber, Region};
use crate::flow::event::{Answer, PartnerFields, SecureAnswer};
use crate::flow::prompt::{Ask, Live, Problem, Prompt, SecureStep};
use crate::tui::screen::{Focus, Screen};
use crate::tui::widgets::field::{Field, Kind};
use zeroize::Zeroizing;

/// The fields of a question.
pub(super) fn kinds(ask: &Ask) -> &'static [Kind] {
    match ask {
        Ask::Credentials { .. } => &[Kind::Plain, Kind::Secret, Kind::Secret],
        Ask::Partner { .. } => &[Kind::Secret, Kind::Secret],
        Ask::Number { .. } => &[Kind::Plain, Kind::Phone],
        Ask::Captcha { .. } => &[Kind::Plain],
        Ask::Code { .. } => &[Kind::Digits],
        Ask::Pin { .. } => &[Kind::SecretDigits],
        Ask::Appeal { .. } => &[Kind::Area],
        Ask::Secure { step, .. } => match step {
            SecureStep::Overview(_) => &[],
            SecureStep::Email | SecureStep::EmailCode { .. } => &[Kind::Plain],
            SecureStep::NewPin => &[Kind::SecretDigits, Kind::SecretDigits],
        },
        Ask::Unrecorded { .. }
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
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::LeaveGate { .. }
        | Ask::Connected { .. } => &[],
    }
}

/// The answer that the fields make; `None` when the question takes none.
pub(super) fn answer(fields: &[Field], ask: &Ask) -> Option<Answer> {
    let text = |at: usize| fields.get(at).map(|field| field.text().to_owned());
    let secret = |at: usize| fields.get(at).and_then(Field::secret);
    match ask {
        Ask::Credentials { .. } => Some(Answer::Credentials(CredentialFields {
            instance_id: text(0)?,
            instance_token: secret(1),
            client_token: secret(2),
        })),
        Ask::Partner { .. } => Some(Answer::Partner(PartnerFields {
            partner_token: secret(0),
            client_token: secret(1),
        })),
        Ask::Number { .. } => Some(Answer::Number {
            calling_code: text(0)?,
            national: text(1)?,
        }),
        Ask::Captcha { .. } => text(0).map(Answer::Captcha),
        Ask::Code { .. } => secret(0).map(Answer::Code),
        Ask::Pin { .. } => secret(0).map(Answer::Pin),
        Ask::Appeal { .. } => text(0).map(Answer::Appeal),
        Ask::Secure { step, .. } => secured(fields, step).map(Answer::Secure),
        Ask::Unrecorded { .. }
        | Ask::Welcome { .. }
        | Ask::Held { .. }
        | Ask::AlreadyConnected { .. }
        | Ask::NumberGate { .. }
        | Ask::Board { .. }
        | Ask::RequestGate { .. }
        | Ask::NotArrived { .. }
        | Ask::PinRecovery { .. }
        | Ask::Device { .. }
        | Ask::Verifying { .. }
        | Ask::Unknown { .. }
        | Ask::Halted { .. }
        | Ask::LeaveGate { .. }
        | Ask::Connected { .. }
        | Ask::Instances { .. } => None,
    }
}

/// The answer of a form that protects the account.
fn secured(fields: &[Field], step: &SecureStep) -> Option<SecureAnswer> {
    let secret = |at: usize| fields.get(at).and_then(Field::secret);
    match step {
        SecureStep::Overview(_) => None,
        SecureStep::Email => {
            let typed = fields.first().map(|field| field.text().to_owned());
            typed.map(SecureAnswer::Email)
        }
        SecureStep::EmailCode { .. } => secret(0).map(SecureAnswer::EmailCode),
        SecureStep::NewPin => Some(SecureAnswer::NewPin {
            pin: secret(0)?,
            again: secret(1)?,
        }),
    }
}

/// Shows in the fields what the flow holds.
pub(super) fn fill(fields: &mut [Field], ask: &Ask) {
    let mut set = |at: usize, text: &str| {
        if let Some(field) = fields.get_mut(at) {
            field.set(text);
        }
    };
    if let Ask::Number {
        calling_code,
        national,
        ..
    } = ask
    {
        set(0, calling_code);
        set(1, national);
    }
    if let Ask::Appeal { description, .. } = ask
        && !description.is_empty()
    {
        set(0, description);
    }
    if let Ask::Credentials {
        instance_id,
        instance_token,
        client_token,
        ..
    } = ask
    {
        set(0, instance_id);
        hold(fields, [(1, *instance_token), (2, *client_token)]);
    }
    if let Ask::Partner {
        partner_token,
        client_token,
    } = ask
    {
        hold(fields, [(0, *partner_token), (1, *client_token)]);
    }
}

/// Shows in masked fields how long what is held for them is.
fn hold(fields: &mut [Field], held: [(usize, Option<usize>); 2]) {
    for (at, chars) in held {
        if let Some(field) = fields.get_mut(at) {
            field.hold(chars);
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
            | NumberError::NotDigits
            | NumberError::TooShort
            | NumberError::TooLong
            | NumberError::WrongLength
            | NumberError::NoAreaCode
            | NumberError::RepeatsCallingCode => Some(1),
        },
        Problem::Digits(_)
        | Problem::WrongEmailCode(_)
        | Problem::ChangeDeclined(_)
        | Problem::UnusualLength(_)
        | Problem::WrongCode(_)
        | Problem::WrongPin(_)
        | Problem::WrongCaptcha(_)
        | Problem::EmptyCaptcha
        | Problem::Appeal(_)
        | Problem::AppealDeclined(_)
        | Problem::RecoveryDeclined(_)
        | Problem::Unbanned(_)
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
