//! What is typed at a question: its fields, what is held for them, and the answer that they make. The same for
//! every front end.

use super::{Ask, SecureStep};
use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::flow::event::{Answer, PartnerFields, SecureAnswer};
use serde::Serialize;

/// A field to type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    /// The instance's id.
    InstanceId,
    /// The instance's token.
    InstanceToken,
    /// The account security token.
    ClientToken,
    /// The partner token.
    PartnerToken,
    /// The calling code of a number.
    CallingCode,
    /// The national number, or an international one with its `+`.
    National,
    /// What is read in a captcha.
    Captcha,
    /// The registration code.
    Code,
    /// The two-step PIN.
    Pin,
    /// Why a ban should be lifted.
    Appeal,
    /// The account's e-mail address.
    Email,
    /// The code that was mailed.
    EmailCode,
    /// The two-step PIN to be set.
    NewPin,
    /// The same once more.
    NewPinAgain,
}

/// How a field is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// One line that may be seen.
    Open,
    /// One line that nobody may see.
    Hidden,
    /// Several lines.
    Lines,
}

/// One field of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Which.
    pub name: FieldName,
    /// What the flow has for it.
    pub holds: Holds,
}

/// What the flow has for a field; it counts as typed when nothing else is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// This text.
    Text(String),
    /// A secret of so many characters.
    Secret(usize),
}

impl FieldName {
    /// All of them.
    pub const ALL: [FieldName; 14] = [
        FieldName::InstanceId,
        FieldName::InstanceToken,
        FieldName::ClientToken,
        FieldName::PartnerToken,
        FieldName::CallingCode,
        FieldName::National,
        FieldName::Captcha,
        FieldName::Code,
        FieldName::Pin,
        FieldName::Appeal,
        FieldName::Email,
        FieldName::EmailCode,
        FieldName::NewPin,
        FieldName::NewPinAgain,
    ];

    /// A name for it, the same in every language and version.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FieldName::InstanceId => "instance_id",
            FieldName::InstanceToken => "instance_token",
            FieldName::ClientToken => "client_token",
            FieldName::PartnerToken => "partner_token",
            FieldName::CallingCode => "calling_code",
            FieldName::National => "national",
            FieldName::Captcha => "captcha",
            FieldName::Code => "code",
            FieldName::Pin => "pin",
            FieldName::Appeal => "appeal",
            FieldName::Email => "email",
            FieldName::EmailCode => "email_code",
            FieldName::NewPin => "new_pin",
            FieldName::NewPinAgain => "new_pin_again",
        }
    }

    /// How it is typed into.
    #[must_use]
    pub fn nature(self) -> Nature {
        match self {
            FieldName::InstanceToken
            | FieldName::ClientToken
            | FieldName::PartnerToken
            | FieldName::Pin
            | FieldName::NewPin
            | FieldName::NewPinAgain => Nature::Hidden,
            FieldName::Appeal => Nature::Lines,
            FieldName::InstanceId
            | FieldName::CallingCode
            | FieldName::National
            | FieldName::Captcha
            | FieldName::Code
            | FieldName::Email
            | FieldName::EmailCode => Nature::Open,
        }
    }
}

impl Holds {
    fn text(text: &str) -> Self {
        if text.is_empty() {
            return Holds::Nothing;
        }
        Holds::Text(text.to_owned())
    }

    fn secret(chars: Option<usize>) -> Self {
        chars.map_or(Holds::Nothing, Holds::Secret)
    }
}

fn empty(name: FieldName) -> FormField {
    FormField {
        name,
        holds: Holds::Nothing,
    }
}

impl Ask {
    /// The fields to type into, in order; none where the answer is chosen.
    #[must_use]
    pub fn form(&self) -> Vec<FormField> {
        let field = |name, holds| FormField { name, holds };
        match self {
            Ask::Credentials {
                instance_id,
                instance_token,
                client_token,
                ..
            } => vec![
                field(FieldName::InstanceId, Holds::text(instance_id)),
                field(FieldName::InstanceToken, Holds::secret(*instance_token)),
                field(FieldName::ClientToken, Holds::secret(*client_token)),
            ],
            Ask::Partner {
                partner_token,
                client_token,
            } => vec![
                field(FieldName::PartnerToken, Holds::secret(*partner_token)),
                field(FieldName::ClientToken, Holds::secret(*client_token)),
            ],
            Ask::Number {
                calling_code,
                national,
                ..
            } => vec![
                field(FieldName::CallingCode, Holds::text(calling_code)),
                field(FieldName::National, Holds::text(national)),
            ],
            Ask::Captcha { .. } => vec![empty(FieldName::Captcha)],
            Ask::Code { .. } => vec![empty(FieldName::Code)],
            Ask::Pin { .. } => vec![empty(FieldName::Pin)],
            Ask::Appeal { description, .. } => {
                vec![field(FieldName::Appeal, Holds::text(description))]
            }
            Ask::Secure { step, .. } => step.form(),
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
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => Vec::new(),
        }
    }

    /// The answer that was typed into [`Ask::form`]: a text for each field, `None` where nothing was typed and
    /// what is held counts. `None` when the question takes none, or texts are missing.
    #[must_use]
    pub fn typed(&self, texts: Vec<Option<Secret>>) -> Option<Answer> {
        let mut texts =
            self.form()
                .into_iter()
                .zip(texts)
                .map(|(field, text)| match (text, field.holds) {
                    (None, Holds::Text(held)) => Some(Secret::new(held)),
                    (typed, _) => typed,
                });
        let mut secret = || texts.next();
        let open = |text: Option<Secret>| text.map_or_else(String::new, |t| t.expose().to_owned());
        match self {
            Ask::Credentials { .. } => Some(Answer::Credentials(CredentialFields {
                instance_id: open(secret()?),
                instance_token: secret()?,
                client_token: secret()?,
            })),
            Ask::Partner { .. } => Some(Answer::Partner(PartnerFields {
                partner_token: secret()?,
                client_token: secret()?,
            })),
            Ask::Number { .. } => Some(Answer::Number {
                calling_code: open(secret()?),
                national: open(secret()?),
            }),
            Ask::Captcha { .. } => secret().map(|text| Answer::Captcha(open(text))),
            Ask::Code { .. } => secret()?.map(Answer::Code),
            Ask::Pin { .. } => secret()?.map(Answer::Pin),
            Ask::Appeal { .. } => secret().map(|text| Answer::Appeal(open(text))),
            Ask::Secure { step, .. } => step.typed(secret).map(Answer::Secure),
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
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => None,
        }
    }
}

impl SecureStep {
    fn form(&self) -> Vec<FormField> {
        match self {
            SecureStep::Overview(_) => Vec::new(),
            SecureStep::Email => vec![empty(FieldName::Email)],
            SecureStep::EmailCode { .. } => vec![empty(FieldName::EmailCode)],
            SecureStep::NewPin => vec![empty(FieldName::NewPin), empty(FieldName::NewPinAgain)],
        }
    }

    fn typed(&self, mut next: impl FnMut() -> Option<Option<Secret>>) -> Option<SecureAnswer> {
        let text = |text: Option<Secret>| text.unwrap_or_else(|| Secret::new(String::new()));
        match self {
            SecureStep::Overview(_) => None,
            SecureStep::Email => {
                next().map(|typed| SecureAnswer::Email(text(typed).expose().to_owned()))
            }
            SecureStep::EmailCode { .. } => {
                next().map(|typed| SecureAnswer::EmailCode(text(typed)))
            }
            SecureStep::NewPin => Some(SecureAnswer::NewPin {
                pin: text(next()?),
                again: text(next()?),
            }),
        }
    }
}
