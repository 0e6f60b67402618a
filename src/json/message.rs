//! What is written.

use crate::domain::method::Lock;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::prompt::{
    Activity, Checked, Consequence, FormField, Holds, Nature, Offer, Prompt,
};
use crate::json::VERSION;
use crate::json::answer::NotTaken;
use crate::json::details::Details;
use crate::json::list::ListObject;
use crate::json::names::{digits, seconds, tag};
use crate::json::outcome::Outcome;
use crate::json::shift::{Shift, StateObject};
use crate::runtime::front_end::Card;
use crate::wording::{ChoiceText, FieldText, Sheet, Tone};
use serde::Serialize;

/// One line.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Message {
    /// The first line.
    Hello(Hello),
    /// What is wrong or unusual in a list of numbers.
    List(ListObject),
    /// An answer is wanted.
    Prompt(Box<PromptObject>),
    /// Something happens that needs no answer.
    Event(Box<EventObject>),
    /// A line that was read changed nothing.
    Error(ErrorObject),
    /// The last line.
    Outcome(Box<Outcome>),
    /// The last line of several onboardings.
    Shift(Box<Shift>),
}

/// Who speaks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hello {
    /// The version of these objects.
    pub version: u32,
    /// The program's name.
    pub program: &'static str,
    /// The program's version.
    pub program_version: &'static str,
    /// The language of titles, notes and labels, as a BCP 47 tag.
    pub language: String,
}

impl Hello {
    /// In this language.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self {
            version: VERSION,
            program: env!("CARGO_PKG_NAME"),
            program_version: env!("CARGO_PKG_VERSION"),
            language: language.to_owned(),
        }
    }
}

/// A question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PromptObject {
    /// The onboarding that it belongs to, by its place at the desk, from 1.
    pub session: u32,
    /// The name of the onboarding, which is the same wherever it stands; none before it has a number to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onboarding: Option<String>,
    /// The number that an answer names.
    pub prompt: u64,
    /// Which question it is; the same in every language.
    pub name: String,
    /// The station of the onboarding that it belongs to.
    pub station: String,
    /// What it is, for people.
    pub title: String,
    /// What happens here and what it does to the customer, for people.
    pub lead: String,
    /// The number that it is about, as digits behind a `+`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What is wrong with the last answer; the notes say it to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What must be known besides, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteObject>,
    /// What is known, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactObject>,
    /// What is typed, in order. An answer gives them by their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldObject>,
    /// What can be chosen instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceObject>,
    /// The call under way; while there is one, only choices are taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calling: Option<CallingObject>,
    /// What is known, for programs.
    pub details: Details,
}

/// Something to know.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NoteObject {
    /// `error`, `warning`, `info`, `good`, or `raw` for a server's own words.
    pub tone: &'static str,
    /// What, for people.
    pub text: String,
}

/// Something known.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactObject {
    /// What it is, for people.
    pub label: String,
    /// How it is, for people.
    pub value: String,
}

/// Something to type.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldObject {
    /// Its name in an answer.
    pub name: &'static str,
    /// Its name for people.
    pub label: String,
    /// Where to find what belongs in it, for people.
    pub hint: String,
    /// Whether it is a secret that nobody may see.
    pub hidden: bool,
    /// What is held for it and counts when an answer leaves it out; never a secret's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether something is held for it that counts when an answer leaves it out.
    pub held: bool,
    /// What is unusual about what stands in it, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
}

/// Something to choose.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChoiceObject {
    /// Its name in an answer.
    pub choice: String,
    /// What choosing it means, for people.
    pub label: String,
    /// Ready, or why and until when it is shut, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Whether choosing it does something that cannot be taken back.
    pub acts: bool,
    /// Whether it can be chosen: `open`, `until`, `closed`, `not_eligible` or `unknown`.
    pub lock: String,
    /// Seconds until it opens, with `until`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_in_s: Option<u64>,
}

/// A call under way.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CallingObject {
    /// What it does.
    pub doing: String,
    /// Whether it does something that cannot be taken back.
    pub acts: bool,
    /// Seconds within which it ends.
    pub ends_in_s: u64,
}

/// Something that happens.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventObject {
    /// A call is under way.
    Calling {
        /// The onboarding, by its place at the desk, from 1.
        session: u32,
        /// The name of the onboarding, as in prompts.
        #[serde(skip_serializing_if = "Option::is_none")]
        onboarding: Option<String>,
        /// The number that an answer names.
        prompt: u64,
        /// The question that it follows.
        name: String,
        /// The call.
        #[serde(flatten)]
        calling: CallingObject,
        /// What can be chosen meanwhile.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        choices: Vec<ChoiceObject>,
    },
    /// The service was looked at once more.
    Checked {
        /// The onboarding, by its place at the desk, from 1.
        session: u32,
        /// The name of the onboarding, as in prompts.
        #[serde(skip_serializing_if = "Option::is_none")]
        onboarding: Option<String>,
        /// The number that an answer names.
        prompt: u64,
        /// What was found.
        finding: String,
        /// The service's own words, where they say something else.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// When, in milliseconds since the Unix epoch.
        at_ms: i64,
        /// Seconds until it is looked at again.
        #[serde(skip_serializing_if = "Option::is_none")]
        next_in_s: Option<u64>,
    },
    /// One of several onboardings is doing otherwise than before.
    State(StateObject),
}

/// A line that changed nothing.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ErrorObject {
    /// Why.
    pub error: NotTaken,
    /// The onboarding that it was for, by its place at the desk, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<u32>,
    /// The question that is asked at present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<u64>,
}

impl PromptObject {
    /// The object of a session's prompt, whose words are `sheet`, at `now`.
    #[must_use]
    pub fn of((card, onboarding): (&Card, Option<String>), sheet: &Sheet, now: Timestamp) -> Self {
        let prompt = &card.prompt;
        let notes = sheet.notes.iter().map(|note| NoteObject {
            tone: tone(note.tone),
            text: note.text.clone(),
        });
        let facts = sheet.facts.iter().map(|fact| FactObject {
            label: fact.label.clone(),
            value: fact.value.clone(),
        });
        let form = prompt.ask.form();
        Self {
            session: card.session.place(),
            onboarding,
            prompt: prompt.id.0,
            name: prompt.ask.name().to_owned(),
            station: tag(&prompt.ask.station()),
            title: sheet.title.clone(),
            lead: sheet.lead.clone(),
            number: prompt.ask.number().map(digits),
            problem: prompt.problem.as_ref().map(tag),
            notes: notes.collect(),
            facts: facts.collect(),
            fields: form.iter().zip(&sheet.fields).map(field).collect(),
            choices: choices(prompt, sheet, now),
            calling: prompt.activity.map(|activity| calling(activity, now)),
            details: Details::of_prompt(prompt, now),
        }
    }
}

impl EventObject {
    /// A call under way at the question of `card`.
    #[must_use]
    pub fn calling(
        (card, onboarding): (&Card, Option<String>),
        activity: Activity,
        sheet: &Sheet,
        now: Timestamp,
    ) -> EventObject {
        let prompt = &card.prompt;
        EventObject::Calling {
            session: card.session.place(),
            onboarding,
            prompt: prompt.id.0,
            name: prompt.ask.name().to_owned(),
            calling: calling(activity, now),
            choices: choices(prompt, sheet, now),
        }
    }

    /// A check of the service.
    #[must_use]
    pub fn checked(
        (card, onboarding): (&Card, Option<String>),
        checked: &Checked,
        next: Option<Deadline>,
        now: Timestamp,
    ) -> EventObject {
        EventObject::Checked {
            session: card.session.place(),
            onboarding,
            prompt: card.prompt.id.0,
            finding: tag(&checked.finding),
            text: checked.text.as_ref().map(|text| text.as_str().to_owned()),
            at_ms: checked.at.wall_ms,
            next_in_s: next.map(|next| seconds(next, now)),
        }
    }
}

fn choices(prompt: &Prompt, sheet: &Sheet, now: Timestamp) -> Vec<ChoiceObject> {
    let offers = prompt.offers.iter().zip(&sheet.choices);
    offers
        .map(|(offer, text)| choice(offer, text, now))
        .collect()
}

fn choice(offer: &Offer, text: &ChoiceText, now: Timestamp) -> ChoiceObject {
    let lock = offer.lock.at(now);
    let opens_in_s = match lock {
        Lock::Until(deadline) => Some(seconds(deadline, now)),
        Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
    };
    ChoiceObject {
        choice: offer.choice.name().into_owned(),
        label: text.label.clone(),
        state: text.state.clone(),
        acts: offer.acts == Consequence::Acts,
        lock: tag(&lock),
        opens_in_s,
    }
}

fn field((form, text): (&FormField, &FieldText)) -> FieldObject {
    let value = match &form.holds {
        Holds::Text(text) => Some(text.clone()),
        Holds::Nothing | Holds::Secret(_) => None,
    };
    FieldObject {
        name: form.name.name(),
        label: text.label.clone(),
        hint: text.hint.clone(),
        hidden: form.name.nature() == Nature::Hidden,
        held: form.holds != Holds::Nothing,
        value,
        warning: text.warning.clone(),
    }
}

fn calling(activity: Activity, now: Timestamp) -> CallingObject {
    CallingObject {
        doing: tag(&activity.doing),
        acts: activity.doing.acts(),
        ends_in_s: seconds(activity.until, now),
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Error => "error",
        Tone::Warning => "warning",
        Tone::Info => "info",
        Tone::Good => "good",
        Tone::Raw => "raw",
    }
}
