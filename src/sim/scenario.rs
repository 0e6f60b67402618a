//! A scenario: what the simulated service is like, read from TOML. It is data and decides nothing.
//!
//! | table | key | meaning | default |
//! | --- | --- | --- | --- |
//! | – | `waits_as_strings` | waits are sent as numeric strings | false |
//! | – | `settle_ms` | from the last step to `connected` | 1000 |
//! | – | `latency_ms` | before every answer | 0 |
//! | `title` | a language's tag | one line for the list | required in `en` |
//! | `hints` | language, then the name of a question | what to type there | none |
//! | `credentials` | `instance_id`, `instance_token`, `client_token` | what the service lets in | demo ones |
//! | `number` | `calling_code`, `national` | the number that the scenario is made for | 55, 11987654321 |
//! | `waits` | `sms`, `voice` | seconds until the method opens; `-1` is closed | 0 |
//! | | `wa_old` | the same for the pop-up; absent leaves the field out | absent |
//! | | `wa_old_eligible` | whether the pop-up is offered | false |
//! | | `after_sms`, `after_voice`, `after_wa_old` | seconds that a method is shut after it was used | 60, 60, 120 |
//! | `availability` | `available`, `blocked` | flags; `false` leaves `blocked` out | true, false |
//! | | `appeal_token`, `reason`, `retry_after` | further fields, left out when absent | absent |
//! | `request` | `answer` | `sent`, `captcha`, `blocked`, `declined` or `empty` (`{}`, though a code is sent) | `sent` |
//! | | `method` | the method that is really used | the one asked |
//! | `code` | `value` | the code that is right | 123456 |
//! | | `confirm_security_code`, `device_confirm` | flags in the answer to the right code | false |
//! | | `success` | `true`, `false` or `absent`: what is reported beside a flag | `false` |
//! | | `empty` | the right code is answered with `{}`, and taken | false |
//! | `pin` | `value` | the PIN that is right | 246810 |
//! | | `device_confirm` | the answer to the right PIN asks for the phone | false |
//! | `device` | `accepted_after` | seconds until the phone has accepted | 8 |
//! | | `connects_by_itself` | the acceptance alone connects, without the transfer call | false |
//! | `popup` | `connects_after` | seconds after which the pop-up connects without a code | never |
//! | `instance` | `is` | `free`, `connected`, `session_lost`, `subscription_ended` or `web` at the start | `free` |
//! | | `phone`, `name` | the line and name that `/device` reports | the number, a shop |
//! | | `error_while_connected` | `error` of `/status` when all is well; empty leaves it out | as the service says |
//! | `faults` | see [`crate::sim::faults`] | what goes wrong on the way | none |

mod tables;

pub(super) use tables::{Condition, Method, Reported, RequestAnswer, Waits};

use crate::sim::faults::Fault;
use serde::Deserialize;
use std::collections::BTreeMap;
use tables::{
    Availability, Code, CodeRequest, Credentials, Device, Instance, Number, Pin, Popup, Title,
};
use thiserror::Error;

/// What the simulated service is like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(skip)]
    name: String,
    title: Title,
    #[serde(default)]
    hints: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    credentials: Credentials,
    #[serde(default)]
    number: Number,
    #[serde(default)]
    pub(super) waits: Waits,
    #[serde(default)]
    pub(super) waits_as_strings: bool,
    #[serde(default)]
    pub(super) availability: Availability,
    #[serde(default)]
    pub(super) request: CodeRequest,
    #[serde(default)]
    pub(super) code: Code,
    #[serde(default)]
    pub(super) pin: Pin,
    #[serde(default)]
    pub(super) device: Device,
    #[serde(default)]
    pub(super) popup: Popup,
    #[serde(default)]
    pub(super) instance: Instance,
    #[serde(default)]
    pub(super) faults: Vec<Fault>,
    #[serde(default = "a_second")]
    pub(super) settle_ms: u64,
    #[serde(default)]
    pub(super) latency_ms: u64,
}

fn a_second() -> u64 {
    1_000
}

/// Why there is no scenario.
#[derive(Debug, Error)]
pub enum ScenarioError {
    /// There is none of this name.
    #[error("there is no scenario named {name:?}; there are {}", listed())]
    Unknown {
        /// The name that was asked for.
        name: String,
    },
    /// Its text is not right.
    #[error("the scenario cannot be read")]
    Unreadable(#[from] toml::de::Error),
}

fn listed() -> String {
    let names: Vec<_> = Scenario::names().collect();
    names.join(", ")
}

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        const BUILT_IN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../assets/scenarios/", $name, ".toml")))),+
        ];
    };
}

built_in![
    "happy",
    "wrong-code",
    "pin",
    "device",
    "pin-then-device",
    "all-flags",
    "cooldown",
    "long-wait",
    "popup-connects",
    "popup-code",
    "method-changed",
    "ninth-digit",
    "already-connected",
    "session-lost",
    "wrong-number",
    "captcha",
    "blocked-at-request",
    "banned",
    "unavailable",
    "declined",
    "lost-request",
    "lost-code",
    "empty-code",
    "flaky-status",
    "web-instance",
    "subscription-ended",
    "broken-gateway",
];

impl Scenario {
    /// The names of the built-in scenarios, the plainest first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// A built-in scenario.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn named(name: &str) -> Result<Self, ScenarioError> {
        let found = BUILT_IN.iter().find(|(known, _)| *known == name);
        let Some((name, toml)) = found else {
            return Err(ScenarioError::Unknown {
                name: name.to_owned(),
            });
        };
        let mut scenario = Self::parse(toml)?;
        (*name).clone_into(&mut scenario.name);
        Ok(scenario)
    }

    /// Reads a scenario; it has no name.
    ///
    /// # Errors
    /// The text is no TOML, lacks an English title, or holds a key that no scenario has.
    pub fn parse(toml: &str) -> Result<Self, ScenarioError> {
        Ok(toml::from_str(toml)?)
    }

    /// Its name; empty when it was read by [`Scenario::parse`].
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One line on it, in the language of this tag or else in English.
    #[must_use]
    pub fn title(&self, lang: &str) -> &str {
        self.title.others.get(lang).unwrap_or(&self.title.en)
    }

    /// What to type at the question of this name, in the language of this tag or else in English; `None`
    /// where nobody needs to be told.
    #[must_use]
    pub fn hint(&self, lang: &str, at: &str) -> Option<&str> {
        self.hints_in(lang)?.get(at).map(String::as_str)
    }

    /// All of it, by the name of the question.
    #[must_use]
    pub fn hints(&self, lang: &str) -> BTreeMap<String, String> {
        self.hints_in(lang).cloned().unwrap_or_default()
    }

    fn hints_in(&self, lang: &str) -> Option<&BTreeMap<String, String>> {
        self.hints.get(lang).or_else(|| self.hints.get("en"))
    }

    /// The instance's id.
    #[must_use]
    pub fn instance_id(&self) -> &str {
        &self.credentials.instance_id
    }

    /// The instance's token.
    #[must_use]
    pub fn instance_token(&self) -> &str {
        &self.credentials.instance_token
    }

    /// The account security token.
    #[must_use]
    pub fn client_token(&self) -> &str {
        &self.credentials.client_token
    }

    /// The calling code of the number that the scenario is made for.
    #[must_use]
    pub fn calling_code(&self) -> &str {
        &self.number.calling_code
    }

    /// That number without its calling code.
    #[must_use]
    pub fn national_number(&self) -> &str {
        &self.number.national
    }

    /// The code that is right.
    #[must_use]
    pub fn right_code(&self) -> &str {
        &self.code.value
    }

    /// The PIN that is right.
    #[must_use]
    pub fn right_pin(&self) -> &str {
        &self.pin.value
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::*;
    use std::collections::BTreeSet;

    /// The questions that a hint can belong to.
    const QUESTIONS: [&str; 13] = [
        "credentials",
        "already_connected",
        "number",
        "number_gate",
        "board",
        "request_gate",
        "code",
        "pin",
        "device",
        "verifying",
        "connected",
        "unknown",
        "halted",
    ];

    #[test]
    fn every_built_in_scenario_has_its_title_and_hints_in_both_languages() {
        for name in Scenario::names() {
            let scenario = Scenario::named(name).unwrap();
            assert_eq!(scenario.name(), name);
            assert_ne!(scenario.title("pt-BR"), scenario.title("en"), "{name}");
            let keys = |lang: &str| scenario.hints[lang].keys().collect::<Vec<_>>();
            assert_eq!(keys("en"), keys("pt-BR"), "{name}");
            for (at, hint) in scenario.hints.values().flatten() {
                assert!(QUESTIONS.contains(&at.as_str()), "{name}: {at}");
                assert!(hint.chars().count() <= 100, "{name}: {hint}");
            }
        }
    }

    #[test]
    fn the_files_on_disk_and_the_built_in_names_are_the_same() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/scenarios");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let names = Scenario::names().map(|name| format!("{name}.toml"));
        assert_eq!(files, names.collect());
    }

    #[test]
    fn the_credentials_have_the_shapes_of_real_ones() {
        let upper_hex = |text: &str| {
            text.chars()
                .all(|c| c.is_ascii_digit() || ('A'..='F').contains(&c))
        };
        for name in Scenario::names() {
            let scenario = Scenario::named(name).unwrap();
            assert!(scenario.instance_id().len() == 32 && upper_hex(scenario.instance_id()));
            assert!(scenario.instance_token().len() == 24 && upper_hex(scenario.instance_token()));
            let middle = scenario.client_token().strip_prefix('F');
            let middle = middle.and_then(|rest| rest.strip_suffix('S')).unwrap();
            assert!(middle.len() == 32 && middle.chars().all(|c| c.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn an_unknown_language_is_answered_in_english() {
        let scenario = Scenario::named("happy").unwrap();
        assert_eq!(scenario.title("xx"), scenario.title("en"));
        assert_eq!(scenario.hint("xx", "code"), scenario.hint("en", "code"));
        assert_eq!(scenario.hint("en", "code"), Some("Type 123456."));
        assert_eq!(scenario.hint("en", "verifying"), None);
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_names_that_there_are() {
        let unknown = Scenario::named("sunny").unwrap_err().to_string();
        for name in Scenario::names() {
            assert!(unknown.contains(name), "{unknown}");
        }
    }

    #[test]
    fn unknown_keys_are_refused_in_every_table() {
        let head = "title.en = 'x'\n";
        assert!(Scenario::parse(head).is_ok());
        assert!(Scenario::parse("title.pt-BR = 'x'").is_err());
        assert!(Scenario::parse(&format!("{head}sunny = true")).is_err());
        let tables = [
            "credentials",
            "number",
            "waits",
            "availability",
            "request",
            "code",
            "pin",
            "device",
            "popup",
            "instance",
        ];
        for table in tables {
            let odd = Scenario::parse(&format!("{head}[{table}]\nsunny = true"));
            assert!(odd.is_err(), "{table}");
            assert!(Scenario::parse(&format!("{head}[{table}]")).is_ok());
        }
    }

    #[test]
    fn a_fault_names_the_calls_that_it_strikes() {
        let with = |keys: &str| {
            Scenario::parse(&format!(
                "title.en = 'x'\n[[faults]]\nroute = '/me'\nkind = 'hang'\n{keys}"
            ))
        };
        assert!(with("nth = 1").is_ok());
        assert!(with("every = true").is_ok());
        for wrong in [
            "",
            "nth = 0",
            "nth = 1\nevery = true",
            "nth = 1\nretry_after = 5",
            "nth = 1\nsunny = true",
        ] {
            assert!(with(wrong).is_err(), "{wrong}");
        }
    }
}
