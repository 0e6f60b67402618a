//! The last line of an onboarding.

use crate::flow::Standing;
use crate::json::VERSION;
use crate::json::list::WarningObject;
use crate::json::message::PromptObject;
use serde::{Serialize, Serializer};

/// How it ended.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Outcome {
    /// The version of these objects.
    pub version: u32,
    /// The single step that this is the end of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The exit code of the program.
    pub exit: u8,
    /// Where the onboarding stands.
    pub standing: String,
    /// Where it stands, for people.
    pub text: String,
    /// The number that the single step is about, as digits behind a `+`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// For `status`: whether the instance is connected; `null` where that was not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected: Option<Connected>,
    /// The command that comes next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What is unusual about the number that was named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningObject>,
    /// The flag by which a person says what the single step does not say for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<&'static str>,
    /// The name of the onboarding, which is the same wherever it stands, and by which it can be gone on with; none before it has a number to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onboarding: Option<String>,
    /// The same name, as it stood here in the first version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_as: Option<String>,
    /// The file that the captcha's picture was saved in, with the bytes that came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved: Option<String>,
    /// The last question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<PromptObject>,
}

/// Whether an instance is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connected {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// That was not told.
    Unknown,
}

impl Connected {
    /// As it stands in what a script reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Connected::Yes => "yes",
            Connected::No => "no",
            Connected::Unknown => "unknown",
        }
    }
}

/// `true`, `false`, or `null` for what was not told.
impl Serialize for Connected {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Connected::Yes => serializer.serialize_bool(true),
            Connected::No => serializer.serialize_bool(false),
            Connected::Unknown => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Connected {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Connected".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<bool>::json_schema(generator)
    }
}

/// The name of a standing.
#[must_use]
pub(super) fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Connected => "connected",
        Standing::AlreadyConnected => "already_connected",
        Standing::CredentialsRefused => "credentials_refused",
        Standing::Halted(_) => "halted",
        Standing::DigitsRefused => "refused",
        Standing::StepNeeded => "step_needed",
        Standing::Waiting => "waiting",
        Standing::OutcomeUnknown => "outcome_unknown",
        Standing::HeldByOther => "held_by_other",
        Standing::Unfinished => "unfinished",
    }
}

impl Outcome {
    /// The same, of an onboarding that is written down under this name.
    #[must_use]
    pub fn of_onboarding(self, name: Option<String>) -> Self {
        Self {
            onboarding: name.clone(),
            session: name.clone(),
            kept_as: name,
            ..self
        }
    }

    /// The end of an onboarding that stands so, with the exit code `exit` and a sentence for people.
    #[must_use]
    pub fn new(exit: u8, stands: &Standing, text: String) -> Self {
        Self {
            version: VERSION,
            command: None,
            exit,
            standing: standing(stands).to_owned(),
            text,
            number: None,
            connected: None,
            next: None,
            warnings: Vec::new(),
            flag: None,
            onboarding: None,
            session: None,
            kept_as: None,
            saved: None,
            last: None,
        }
    }
}
