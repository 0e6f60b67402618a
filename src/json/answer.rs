//! What is read: one answer a line.

use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::domain::time::Timestamp;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, FieldName, Holds, Prompt};
use serde::de::Deserializer;
use serde::{Deserialize, Serialize};

/// An answer: the number of the prompt, and what is chosen or typed. Each field that a prompt names stands under
/// its own name; one that is left out counts as what is held for it.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AnswerLine {
    /// The onboarding that it is for, by its place at the desk, from 1. Without it, the only one.
    pub session: Option<u32>,
    /// What to do with the onboarding, or with the desk, instead of answering.
    pub command: Option<Command>,
    /// The prompt that is answered.
    pub prompt: u64,
    /// A choice, by its name.
    pub choose: Option<String>,
    /// `true` to leave the program here; the onboarding can be gone on with.
    pub leave: bool,
    /// The instance's id.
    instance_id: Option<SecretText>,
    /// The instance's token.
    instance_token: Option<SecretText>,
    /// The account security token.
    client_token: Option<SecretText>,
    /// The partner token.
    partner_token: Option<SecretText>,
    /// The calling code, with or without `+`.
    calling_code: Option<SecretText>,
    /// The national number, or an international one with its `+`.
    national: Option<SecretText>,
    /// What is read in the captcha.
    captcha: Option<SecretText>,
    /// The registration code.
    code: Option<SecretText>,
    /// The two-step PIN.
    pin: Option<SecretText>,
    /// Why the ban should be lifted.
    appeal: Option<SecretText>,
    /// The account's e-mail address.
    email: Option<SecretText>,
    /// The code that was mailed.
    email_code: Option<SecretText>,
    /// The two-step PIN to be set.
    new_pin: Option<SecretText>,
    /// The same once more.
    new_pin_again: Option<SecretText>,
}

/// What can be done beside answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Begin with an onboarding that waits its turn.
    Begin,
    /// Put another number on the desk.
    New,
    /// Begin anew with an onboarding that came to a stop.
    Retry,
    /// Set an onboarding aside, or take it back.
    SetAside,
}

/// Text that is wiped when it is dropped.
struct SecretText(Secret);

#[cfg(test)]
impl schemars::JsonSchema for SecretText {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

/// Why a line changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotTaken {
    /// It is not JSON.
    NotJson,
    /// It is JSON, and no answer: a field is unknown or of another kind.
    NotAnAnswer,
    /// It is longer than is read.
    TooLong,
    /// There are several onboardings, and it names none.
    NoSession,
    /// It names an onboarding that is not there, or waits its turn.
    UnknownSession,
    /// It names another prompt than the present one.
    StalePrompt,
    /// It chooses and types at once; or says nothing, where not every field has something that is held.
    Ambiguous,
    /// A call is under way; only what the event offers can be chosen.
    Busy,
    /// The prompt has no such field, or one of its fields is missing.
    WrongFields,
    /// The prompt does not offer this choice.
    NotOffered,
    /// The choice is shut at the moment.
    Locked,
    /// It was written before the phone was asked, so it cannot be what a person said.
    WrittenBeforeAsked,
}

/// What a line says that is about no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// The person leaves.
    Leave,
    /// Something is to be done with the desk.
    Do(Command),
}

impl AnswerLine {
    /// Reads a line.
    ///
    /// # Errors
    /// It is no answer.
    pub(super) fn parse(line: &str) -> Result<Self, NotTaken> {
        let is_object = line.trim_start().starts_with('{');
        let read = serde_json::from_str(line).map_err(|error| {
            if error.is_data() {
                NotTaken::NotAnAnswer
            } else {
                NotTaken::NotJson
            }
        });
        // An array would be taken for the fields in their order.
        read.and_then(|read| is_object.then_some(read).ok_or(NotTaken::NotAnAnswer))
    }

    /// What it says that is about no question; `None` when it is about one.
    ///
    /// # Errors
    /// It says something else besides.
    pub(super) fn aside(&mut self) -> Result<Option<Aside>, NotTaken> {
        let aside = match self.command {
            Some(command) => Aside::Do(command),
            None if self.leave => Aside::Leave,
            None => return Ok(None),
        };
        if self.count() > 1 {
            return Err(NotTaken::Ambiguous);
        }
        Ok(Some(aside))
    }

    /// How many things it says.
    fn count(&mut self) -> usize {
        let types = FieldName::ALL
            .iter()
            .any(|name| self.field(*name).is_some());
        let says = [
            self.leave,
            self.choose.is_some(),
            types,
            self.command.is_some(),
        ];
        says.into_iter().filter(|said| *said).count()
    }

    /// What it says to `prompt` at `now`.
    ///
    /// # Errors
    /// It is no answer to it.
    pub(super) fn to(mut self, prompt: &Prompt, now: Timestamp) -> Result<Answer, NotTaken> {
        let form = prompt.ask.form();
        // An appeal is filed by its text alone, never because one is held.
        let files = matches!(prompt.ask, Ask::Appeal { .. });
        let all_held = form.iter().all(|field| field.holds != Holds::Nothing);
        let held = !form.is_empty() && !files && all_held;
        match self.count() {
            1 => {}
            0 if held => {}
            _ => return Err(NotTaken::Ambiguous),
        }
        if self.prompt != prompt.id.0 {
            return Err(NotTaken::StalePrompt);
        }
        if let Some(choice) = self.choose {
            return chosen(&choice, prompt, now);
        }
        if prompt.activity.is_some() {
            return Err(NotTaken::Busy);
        }
        let foreign = FieldName::ALL
            .iter()
            .filter(|name| form.iter().all(|field| field.name != **name))
            .any(|name| self.field(*name).is_some());
        let texts = form
            .iter()
            .map(|field| self.field(field.name).take().map(|text| text.0))
            .collect();
        let answer = prompt.ask.typed(texts).filter(|_| !foreign);
        answer.ok_or(NotTaken::WrongFields)
    }

    fn field(&mut self, name: FieldName) -> &mut Option<SecretText> {
        match name {
            FieldName::InstanceId => &mut self.instance_id,
            FieldName::InstanceToken => &mut self.instance_token,
            FieldName::ClientToken => &mut self.client_token,
            FieldName::PartnerToken => &mut self.partner_token,
            FieldName::CallingCode => &mut self.calling_code,
            FieldName::National => &mut self.national,
            FieldName::Captcha => &mut self.captcha,
            FieldName::Code => &mut self.code,
            FieldName::Pin => &mut self.pin,
            FieldName::Appeal => &mut self.appeal,
            FieldName::Email => &mut self.email,
            FieldName::EmailCode => &mut self.email_code,
            FieldName::NewPin => &mut self.new_pin,
            FieldName::NewPinAgain => &mut self.new_pin_again,
        }
    }
}

fn chosen(name: &str, prompt: &Prompt, now: Timestamp) -> Result<Answer, NotTaken> {
    let offered = prompt
        .offers
        .iter()
        .find(|offer| offer.choice.name() == name);
    let Some(offer) = offered else {
        return Err(if prompt.activity.is_some() {
            NotTaken::Busy
        } else {
            NotTaken::NotOffered
        });
    };
    // A shut method is taken too on the screen, so that it says when it opens; here the lock says it.
    if offer.lock.at(now) != Lock::Open {
        return Err(NotTaken::Locked);
    }
    Ok(Answer::Choose(offer.choice))
}
