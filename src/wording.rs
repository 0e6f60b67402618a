//! From a prompt to the words that any front end shows: meaning, next safe action, raw text second.
//!
//! Written once here, so that every surface says the same. A front end decides how the words look, never what
//! they are. Pure: the moment and the zone are arguments.

mod account;
mod asks;
mod customer;
mod desk;
mod evidence;
mod facts;
mod fields;
mod help;
mod hints;
mod history;
mod kept;
mod mask;
mod menu;
mod notes;
mod offers;
mod passage;
mod pause;
mod problems;
mod secure;

pub use help::Help;
pub use hints::DemoHints;
pub use mask::Masking;
pub use menu::{Menu, MenuPart, MenuRow};
pub use notes::number_warning;
pub use passage::{Passage, Reached};
pub use problems::number_error;

use crate::domain::method::{Lock, Method};
use crate::domain::phone::PhoneNumber;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::Standing;
use crate::flow::prompt::{Activity, Doing, Halt, Prompt, Station};
use crate::locale::catalog::{Catalog, Language};
use crate::locale::moment::{Zone, shown_unit};
use std::cell::Cell;
use std::time::Duration;

/// All words of one prompt at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What this is, in a few words.
    pub title: String,
    /// What happens here and what it does to the customer.
    pub lead: String,
    /// What must be known besides, the most urgent first.
    pub notes: Vec<Note>,
    /// Where the number is on its way, where that is the matter.
    pub passage: Option<Passage>,
    /// What is known, as label and value.
    pub facts: Vec<Fact>,
    /// The fields to type into, in order.
    pub fields: Vec<FieldText>,
    /// What the button under the fields says.
    pub submit: Option<String>,
    /// One line for each offer of the prompt, in its order.
    pub choices: Vec<ChoiceText>,
    /// What is under way.
    pub activity: Option<String>,
    /// When one of these words will change by itself; `None` when none will.
    pub changes_in: Option<Duration>,
}

/// How urgent a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something went wrong.
    Error,
    /// Something deserves care.
    Warning,
    /// Something to know.
    Info,
    /// Something went right.
    Good,
    /// A server's own words, quoted.
    Raw,
}

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How urgent.
    pub tone: Tone,
    /// What.
    pub text: String,
}

/// One known thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// The words of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldText {
    /// Its name.
    pub label: String,
    /// Where to find what belongs in it.
    pub hint: String,
    /// What is unusual about what stands in it.
    pub warning: Option<String>,
}

/// The words of one offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceText {
    /// What choosing it means.
    pub label: String,
    /// Its state: ready, or why and until when it is shut.
    pub state: Option<String>,
}

/// Puts prompts into words, in one language, for one moment and zone.
pub struct Wording<'a> {
    catalog: &'a Catalog,
    zone: &'a Zone,
    now: Timestamp,
    masking: Masking,
    changes_in: Cell<Option<Duration>>,
}

impl<'a> Wording<'a> {
    /// Words for `now`, clock times in `zone`, numbers and ids as `masking` has them.
    #[must_use]
    pub fn new(catalog: &'a Catalog, zone: &'a Zone, now: Timestamp, masking: Masking) -> Self {
        Self {
            catalog,
            zone,
            now,
            masking,
            changes_in: Cell::new(None),
        }
    }

    /// All words of `prompt`.
    #[must_use]
    pub fn sheet(&self, prompt: &Prompt) -> Sheet {
        let heading = self.heading(&prompt.ask);
        let mut notes = self.problem_notes(prompt);
        notes.extend(self.hand_over_notes(prompt));
        notes.extend(self.ask_notes(prompt));
        notes.extend(self.check_note(&prompt.ask));
        notes.extend(self.network_note(prompt));
        notes.extend(self.skew_note(prompt));
        let (fields, submit) = self.fields(&prompt.ask);
        let facts = self.facts(&prompt.ask);
        let choices = prompt
            .offers
            .iter()
            .map(|offer| self.choice(prompt, offer))
            .collect();
        let activity = prompt.activity.map(|activity| self.activity(activity));
        Sheet {
            title: heading.0,
            lead: heading.1,
            notes,
            passage: self.passage(&prompt.ask),
            facts,
            fields,
            submit,
            choices,
            activity,
            changes_in: self.changes_in.get(),
        }
    }

    /// The name of a station.
    #[must_use]
    pub fn station(&self, station: Station) -> String {
        let c = self.catalog;
        match station {
            Station::Credentials => c.station_credentials(),
            Station::Number => c.station_number(),
            Station::Method => c.station_method(),
            Station::Code => c.station_code(),
            Station::Security => c.station_security(),
            Station::Connected => c.station_connected(),
        }
    }

    /// The one line that stays on the normal screen after leaving. `number` is the number, once there is one.
    #[must_use]
    pub fn farewell(&self, standing: &Standing, number: Option<&PhoneNumber>) -> String {
        let c = self.catalog;
        match standing {
            Standing::Connected => {
                let number = number.map(|number| self.number(number));
                c.left_connected(number.unwrap_or_default())
            }
            Standing::AlreadyConnected => c.left_already(),
            Standing::CredentialsRefused => c.left_credentials(),
            Standing::Halted(halt) => c.left_halted(self.halt_title(halt)),
            Standing::DigitsRefused => c.left_digits(),
            Standing::StepNeeded => c.left_step_needed(),
            Standing::Waiting => c.left_waiting(),
            Standing::OutcomeUnknown => c.left_unknown(),
            Standing::HeldByOther => c.left_held(),
            Standing::Unfinished => c.left_unfinished(),
        }
    }

    fn halt_title(&self, halt: &Halt) -> String {
        let c = self.catalog;
        match halt {
            Halt::Unavailable { .. } => c.halted_unavailable_title(),
            Halt::Banned(_) => c.halted_banned_title(),
            Halt::Blocked { .. } => c.halted_blocked_title(),
            Halt::InReview { .. } => c.halted_review_title(),
            Halt::RequestDeclined { .. } => c.halted_declined_title(),
            Halt::UnknownAnswer { .. } => c.halted_unknown_title(),
            Halt::WrongNumber(_) => c.halted_wrong_title(),
        }
    }

    pub(crate) fn method(&self, method: Method) -> String {
        match method {
            Method::Sms => self.catalog.method_sms(),
            Method::Voice => self.catalog.method_voice(),
            Method::Popup => self.catalog.method_popup(),
        }
    }

    fn lock(&self, lock: Lock) -> String {
        let c = self.catalog;
        match lock {
            Lock::Open => c.lock_open(),
            Lock::Until(deadline) => c.lock_until(self.at_end(deadline), self.left(deadline)),
            Lock::Closed => c.lock_closed(),
            Lock::NotEligible => c.lock_not_eligible(),
            Lock::Unknown => c.lock_unknown(),
        }
    }

    fn activity(&self, activity: Activity) -> String {
        let c = self.catalog;
        let doing = match activity.doing {
            Doing::ReadingStatus => c.doing_reading_status(),
            Doing::ReadingDevice => c.doing_reading_device(),
            Doing::ReadingInstance => c.doing_reading_instance(),
            Doing::ListingInstances => c.doing_listing_instances(),
            Doing::AskingAvailability => c.doing_asking_availability(),
            Doing::RequestingCode => c.doing_requesting_code(),
            Doing::SendingCode => c.doing_sending_code(),
            Doing::SendingPin => c.doing_sending_pin(),
            Doing::AnsweringCaptcha => c.doing_answering_captcha(),
            Doing::RecoveringPin => c.doing_recovering_pin(),
            Doing::FinishingTransfer => c.doing_finishing_transfer(),
            Doing::Appealing => c.doing_appealing(),
            Doing::ReadingSecurity => c.doing_reading_security(),
            Doing::SettingEmail => c.doing_setting_email(),
            Doing::VerifyingEmail => c.doing_verifying_email(),
            Doing::SettingPin => c.doing_setting_pin(),
        };
        c.doing_until(
            doing,
            self.ends_at(activity.until),
            self.left(activity.until),
        )
    }

    /// The clock time of a moment.
    fn clock(&self, moment: Timestamp) -> String {
        self.catalog
            .clock_time(moment.wall_ms, self.now.wall_ms, self.zone)
    }

    /// The clock time at which a wait ends.
    fn ends_at(&self, deadline: Deadline) -> String {
        self.catalog.clock_time(
            deadline.ends_at_wall_ms(self.now),
            self.now.wall_ms,
            self.zone,
        )
    }

    /// The same as an answer to "when".
    fn at_end(&self, deadline: Deadline) -> String {
        self.catalog.at_clock_time(
            deadline.ends_at_wall_ms(self.now),
            self.now.wall_ms,
            self.zone,
        )
    }

    /// What is left of a wait, in words; notes when they will change.
    fn left(&self, deadline: Deadline) -> String {
        self.in_words(deadline.remaining(self.now).unwrap_or_default())
    }

    /// What is left, in words; notes when they will change.
    fn in_words(&self, left: Duration) -> String {
        if !left.is_zero() {
            let unit = shown_unit(left);
            let into_unit = Duration::from_nanos(
                u64::try_from(left.as_nanos() % unit.as_nanos()).unwrap_or_default(),
            );
            self.will_change_in(if into_unit.is_zero() { unit } else { into_unit });
        }
        self.catalog.duration(left)
    }

    /// How long ago a moment was, in steps of ten seconds and later of whole minutes, hours; `None` when it was
    /// just now. Notes when that will change.
    fn age(&self, moment: Timestamp) -> Option<String> {
        let age = self.now.since(moment);
        let unit = if age < Duration::from_mins(1) {
            Duration::from_secs(10)
        } else {
            shown_unit(age).max(Duration::from_mins(1))
        };
        let whole = age.as_secs() / unit.as_secs() * unit.as_secs();
        self.will_change_in(Duration::from_secs(whole + unit.as_secs()).saturating_sub(age));
        (whole > 0).then(|| self.catalog.duration(Duration::from_secs(whole)))
    }

    fn will_change_in(&self, wait: Duration) {
        let wait = wait.max(Duration::from_millis(1));
        let sooner = self.changes_in.get().map_or(wait, |known| known.min(wait));
        self.changes_in.set(Some(sooner));
    }
}

/// Ready-made reasons for an appeal: in the language of `catalog` first, then in every other one, since the
/// appeal may be better understood in the customer's.
#[must_use]
pub fn appeal_templates(catalog: &Catalog) -> Vec<String> {
    let own = templates_in(catalog);
    let others = Language::ALL
        .into_iter()
        .filter(|l| *l != catalog.language());
    let others = others.flat_map(|language| templates_in(&Catalog::new(language)));
    own.into_iter().chain(others).collect()
}

fn templates_in(catalog: &Catalog) -> [String; 3] {
    [
        catalog.appeal_template_business(),
        catalog.appeal_template_new(),
        catalog.appeal_template_mended(),
    ]
}
