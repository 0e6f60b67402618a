//! A scenario: what the simulated service is like, read from TOML.
//!
//! | table | key | meaning | default |
//! | --- | --- | --- | --- |
//! | `title` | a language's tag | one line for the list | required |
//! | `number` | `calling_code`, `national` | the number that the scenario is made for | 55, 11987654321 |
//! | `waits` | `sms`, `voice` | seconds until the method opens; `-1` is closed | 0 |
//! | | `wa_old` | the same for the pop-up; absent leaves the field out | absent |
//! | | `after_request` | seconds that a method is shut after it was used | 60 |
//! | | `as_strings` | waits are sent as numeric strings | false |
//! | `availability` | `available`, `blocked` | flags; `false` leaves `blocked` out | true, false |
//! | | `appeal_token`, `reason`, `retry_after` | further fields, left out when absent | absent |
//! | | `wa_old_eligible` | whether the pop-up is offered | false |
//! | `request` | `answer` | `sent`, `captcha`, `blocked`, `declined` or `empty` | `sent` |
//! | | `method` | the method that is really used | the one asked |
//! | `code` | `value` | the code that is right | 123456 |
//! | | `pin`, `device` | flags in the answer to the right code | false |
//! | | `success` | `success` beside flags; absent leaves it out | false |
//! | | `empty` | the right code is answered with `{}`, and taken | false |
//! | `pin` | `value` | the PIN that is right | 246810 |
//! | | `device` | the answer to the right PIN asks for the phone | false |
//! | `device` | `accepts_after` | seconds until the phone has accepted | 8 |
//! | | `by_itself` | the acceptance alone connects, without the transfer call | false |
//! | `popup` | `connects_after` | seconds after which the pop-up connects without a code | never |
//! | `instance` | `is` | `free`, `connected`, `session_lost`, `subscription_ended` or `web` at the start | `free` |
//! | | `phone`, `name` | the line and name that `/device` reports | the number, a shop |
//! | `faults` | see [`crate::sim::faults`] | what goes wrong on the way | none |
//! | – | `settle_ms` | from the last step to `connected` | 1000 |
//! | – | `latency_ms` | before every answer | 0 |
//! | `hints` | language, then the name of a question | what to type there | none |

use crate::sim::faults::Fault;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

const INSTANCE_ID: &str = "3C67AB641C8AA0412F6A2242B4E23AC7";
const INSTANCE_TOKEN: &str = "0F5D4E7A19B24C6D8E3F1A2B";
const CLIENT_TOKEN: &str = "F7a1c9e0b2d34f56879a0b1c2d3e4f506S";

/// What the simulated service is like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(skip)]
    name: String,
    title: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) number: Number,
    #[serde(default)]
    pub(super) waits: Waits,
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
    #[serde(default)]
    hints: BTreeMap<String, BTreeMap<String, String>>,
}

fn a_second() -> u64 {
    1_000
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Number {
    pub(super) calling_code: String,
    pub(super) national: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Waits {
    pub(super) sms: i64,
    pub(super) voice: i64,
    pub(super) wa_old: Option<i64>,
    pub(super) after_request: i64,
    pub(super) as_strings: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Availability {
    pub(super) available: bool,
    pub(super) blocked: bool,
    pub(super) appeal_token: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) retry_after: Option<i64>,
    pub(super) wa_old_eligible: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CodeRequest {
    pub(super) answer: RequestAnswer,
    pub(super) method: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RequestAnswer {
    #[default]
    Sent,
    Captcha,
    Blocked,
    Declined,
    Empty,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Code {
    pub(super) value: String,
    pub(super) pin: bool,
    pub(super) device: bool,
    pub(super) success: Option<bool>,
    pub(super) empty: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Pin {
    pub(super) value: String,
    pub(super) device: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Device {
    pub(super) accepts_after: u64,
    pub(super) by_itself: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Popup {
    pub(super) connects_after: Option<u64>,
}

/// What an instance is like at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Condition {
    #[default]
    Free,
    Connected,
    SessionLost,
    SubscriptionEnded,
    Web,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Instance {
    pub(super) is: Condition,
    pub(super) phone: Option<String>,
    pub(super) name: Option<String>,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            calling_code: "55".to_owned(),
            national: "11987654321".to_owned(),
        }
    }
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            sms: 0,
            voice: 0,
            wa_old: None,
            after_request: 60,
            as_strings: false,
        }
    }
}

impl Default for Availability {
    fn default() -> Self {
        Self {
            available: true,
            blocked: false,
            appeal_token: None,
            reason: None,
            retry_after: None,
            wa_old_eligible: false,
        }
    }
}

impl Default for Code {
    fn default() -> Self {
        Self {
            value: "123456".to_owned(),
            pin: false,
            device: false,
            success: Some(false),
            empty: false,
        }
    }
}

impl Default for Pin {
    fn default() -> Self {
        Self {
            value: "246810".to_owned(),
            device: false,
        }
    }
}

impl Default for Device {
    fn default() -> Self {
        Self {
            accepts_after: 8,
            by_itself: false,
        }
    }
}

/// Why there is no scenario.
#[derive(Debug, Error)]
pub enum ScenarioError {
    /// There is none of this name.
    #[error("there is no scenario named {name:?}")]
    Unknown {
        /// The name that was asked for.
        name: String,
    },
    /// Its text is not right.
    #[error("the scenario cannot be read")]
    Unreadable(#[from] toml::de::Error),
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
    /// The text is no TOML, or holds a key that no scenario has.
    pub fn parse(toml: &str) -> Result<Self, ScenarioError> {
        Ok(toml::from_str(toml)?)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// One line on it, in the language of this tag or else in English.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        let title = self.title.get(language).or_else(|| self.title.get("en"));
        title.map_or("", String::as_str)
    }

    /// What to type, by the name of the question, in the language of this tag or else in English.
    #[must_use]
    pub fn hints(&self, language: &str) -> BTreeMap<String, String> {
        let hints = self.hints.get(language).or_else(|| self.hints.get("en"));
        hints.cloned().unwrap_or_default()
    }

    /// The instance's id.
    #[must_use]
    pub fn instance_id(&self) -> &'static str {
        INSTANCE_ID
    }

    /// The instance's token.
    #[must_use]
    pub fn instance_token(&self) -> &'static str {
        INSTANCE_TOKEN
    }

    /// The account security token.
    #[must_use]
    pub fn client_token(&self) -> &'static str {
        CLIENT_TOKEN
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
    use super::*;

    #[test]
    fn every_built_in_scenario_has_its_title_and_hints_in_both_languages() {
        for name in Scenario::names() {
            let scenario = Scenario::named(name);
            let Ok(scenario) = scenario else {
                unreachable!("{name}: {scenario:?}");
            };
            for language in ["en", "pt-BR"] {
                assert!(
                    scenario.title.contains_key(language),
                    "{name}: title in {language}"
                );
                assert!(
                    scenario.hints.contains_key(language),
                    "{name}: hints in {language}"
                );
            }
            let keys = |language: &str| scenario.hints(language).into_keys().collect::<Vec<_>>();
            assert_eq!(keys("en"), keys("pt-BR"), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_and_an_unknown_key_are_refused() {
        let unknown = Scenario::named("sunny");
        assert!(matches!(unknown, Err(ScenarioError::Unknown { name }) if name == "sunny"));
        let odd = Scenario::parse("sunny = true\n[title]\nen = 'x'");
        assert!(matches!(odd, Err(ScenarioError::Unreadable(_))));
    }
}
