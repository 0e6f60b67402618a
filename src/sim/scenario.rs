//! A scenario: what the simulated service is like, read from TOML. It is data and decides nothing.
//!
//! | table | key | meaning | default |
//! | --- | --- | --- | --- |
//! | – | `settle_ms` | from the last step to `connected` | 1000 |
//! | – | `latency_ms` | before every answer | 0 |
//! | – | `not_found_status` | status of `NOT_FOUND` for a path or verb that does not exist | 200 |
//! | – | `wrong_verb_status` | status of a path that exists, asked with a verb that it does not have | as for no path |
//! | `title` | a language's tag | one line for the list | required in `en` |
//! | `hints` | language, then the name of a question | what to type there | those of `assets/hints.toml` |
//! | `door` | `refuses` | nobody is let in: `instance`, `client_token`, `token_not_configured`, `ip` or `payment` (402) | absent |
//! | | `without_token` | a call without `Client-Token` hears `not_configured` or `null_not_allowed` | `not_configured` |
//! | `fields` | `numbers` | in all answers: `integers`, `floats` or `strings` | `integers` |
//! | | `absent`, `null` | fields that are left out of all answers, or are `null` in them | none |
//! | `credentials` | `instance_id`, `instance_token`, `client_token` | what the service lets in | demo ones |
//! | `number` | `calling_code`, `national` | the number that the scenario is made for | 55, 11987654321 |
//! | `waits` | `sms`, `voice` | seconds until the method opens; `-1` is closed | 0 |
//! | | `wa_old` | the same for the pop-up; absent leaves the field out | absent |
//! | | `wa_old_eligible` | whether the pop-up is offered | false |
//! | | `after_sms`, `after_voice`, `after_wa_old` | seconds that a method is shut after it was used | 60, 60, 120 |
//! | | `named.sms`, `named.voice`, `named.wa_old` | what stands in answers instead of the seconds: any value | the seconds |
//! | `availability` | `available`, `blocked` | flags; `false` leaves `blocked` out; neither lets a code be requested | true, false |
//! | | `appeal_token`, `reason`, `retry_after` | further fields, left out when absent | absent |
//! | `request` | `answer` | `sent`, `captcha`, `blocked`, `declined` or `empty` (`{}`, though a code is sent) | `sent` |
//! | | `method` | the method that is really used | the one asked |
//! | | `retry_after` | `retryAfter` beside a code that was sent; seconds are kept to, whatever the waits say | absent |
//! | | `retry_after_header` | the same in the header `Retry-After` | absent |
//! | `captcha` | `answer` | what the picture shows; case does not count | H7K4P |
//! | | `next_answer` | what the next picture shows, after a wrong answer | 4X9TE |
//! | | `form`, `format` | the picture is `raw` base64 or a `data_uri`; `png`, `jpeg` (of the two default answers only), `svg`, `bmp` or `half_png` | `raw`, `png` |
//! | | `on_wrong` | a wrong answer brings a `new` picture, the `same` or `none` | `new` |
//! | | `empty` | the right answer is answered with 200 and no body | false |
//! | `code` | `value` | the code that is right | 123456 |
//! | | `confirm_security_code`, `device_confirm` | flags in the answer to the right code | false |
//! | | `success` | `true`, `false` or `absent`: what is reported beside a flag | `false` |
//! | | `empty` | the right code is answered with `{}`, and taken | false |
//! | | `answers` | what the first codes are answered, right or not: see below | none |
//! | `pin` | `value` | the PIN that is right | 246810 |
//! | | `device_confirm` | the answer to the right PIN asks for the phone | false |
//! | | `recovery` | the path that exists: `recovery` (`/mobile/recovery-pin-code`), `recover` (`/mobile/recover-pin-code`) or `both` | `recovery` |
//! | | `answers` | what the first PINs are answered, right or not: see below | none |
//! | `appeal` | `answer` | `in_review`, `unbanned` or `refused` | `in_review` |
//! | | `unbanned_after` | seconds after which an appeal in review has lifted the ban | never |
//! | `device` | `accepted_after` | seconds until the phone has accepted | 8 |
//! | | `connects_by_itself` | the acceptance alone connects, without the transfer call | false |
//! | | `wants_post` | the transfer call is a `POST`, and its `GET` is `NOT_FOUND` | false |
//! | | `answers` | what the first transfer calls are answered once the phone accepted: see below | none |
//! | `popup` | `connects_after` | seconds after which the pop-up connects without a code | never |
//! | `instance` | `is` | `free`, `connected`, `session_lost`, `session_conflict`, `subscription_ended` or `web` at the start | `free` |
//! | | `phone`, `name` | the line and name that `/device` reports | the number, a shop |
//! | | `phone_as` | the form of that line: as `asked`; as `whatsapp` keeps it (Brazil without the ninth digit, Mexico 521, Argentina 549, Ivory Coast and Benin in eight digits); or a `lid`, which is no number | `asked` |
//! | | `error_while_connected` | `error` of `/status` when all is well; empty leaves it out | as the service says |
//! | | `error_while_registering` | `error` of `/status` from the code request until it is connected | as the service says |
//! | | `ended_status` | status of the answers of an instance whose subscription ended | 200 |
//! | | `due` | when it is paid until, as Unix seconds | 1893456000 |
//! | | `due_in_days` | the same, from the start; see [`Scenario::starting_at`] | absent |
//! | | `due_as` | `/me` and the list tell it in `milliseconds` or `seconds` | `milliseconds` |
//! | | `payment_status` | as `/me` and the list tell it | PAID |
//! | `account` | `email`, `email_verified`, `has_pin` | the account's e-mail and PIN at the start | none |
//! | | `verifies_email` | a new e-mail is confirmed by a code | true |
//! | | `verification_code` | the code that is right | 654321 |
//! | `partner` | `token` | the partner token that is right | a demo one |
//! | | `others` | how many instances are listed beside the scenario's own; every third is a web one | 23 |
//! | | `most_per_page` | a larger `pageSize` is cut to this | absent |
//! | `faults` | see [`crate::sim::faults`] | what goes wrong on the way | none |
//! | `play` | see [`Play`] | what whoever plays it says that is not the plainest answer | the plainest |
//!
//! Each of `code.answers`, `pin.answers` and `device.answers` is a list of tables. The first call gets the first of
//! them, and so on; when there are no more, the calls are judged by what they are. Their keys:
//!
//! | key | meaning | default |
//! | --- | --- | --- |
//! | `status` | the HTTP status | 200 |
//! | `success` | `true`, `false` or `absent`; `true` takes what was handed in | `false` |
//! | `error`, `reason` | texts of the answer | absent |
//! | `retry_after` | `retryAfter`; a call before so many seconds gets the same answer again, with what is left | absent |
//! | `retry_after_header` | the same in the header `Retry-After` | absent |
//! | `blocked` | the number is blocked, from then on | false |
//! | `confirm_security_code`, `device_confirm` | flags: the PIN, or the phone, is what comes next | false |
//! | `captcha` | a captcha is to be answered; then what was asked before is asked again | false |
//! | `expires` | the code is gone: every code gets the same again until another one is requested | false |

mod built_in;
mod hints;
mod play;
mod service;
mod tables;
mod values;

pub use built_in::Chapter;
pub use play::{Play, Protection, Sight, Way};

pub(super) use service::{
    AppealAnswer, Captcha, Due, Fields, Numbers, OnWrong, PictureForm, PictureFormat, Refusal,
    Spelling, WithoutToken,
};
pub(super) use tables::{Condition, EarlyAnswer, Method, PhoneAs, Reported, RequestAnswer, Waits};

use crate::sim::captcha;
use crate::sim::faults::Fault;
use built_in::BUILT_IN;
use hints::Hints;
use serde::{Deserialize, de::DeserializeOwned};
use service::{Account, Appeal, Door, Partner};
use std::collections::BTreeMap;
use std::time::Duration;
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
    hints: Hints,
    #[serde(default)]
    credentials: Credentials,
    #[serde(default)]
    number: Number,
    #[serde(default)]
    pub(super) waits: Waits,
    #[serde(default)]
    pub(super) door: Door,
    #[serde(default)]
    pub(super) fields: Fields,
    #[serde(default)]
    pub(super) availability: Availability,
    #[serde(default)]
    pub(super) request: CodeRequest,
    #[serde(default)]
    pub(super) captcha: Captcha,
    #[serde(default)]
    pub(super) appeal: Appeal,
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
    pub(super) account: Account,
    #[serde(default)]
    pub(super) partner: Partner,
    #[serde(default)]
    pub(super) faults: Vec<Fault>,
    #[serde(default)]
    play: Play,
    #[serde(default = "a_second")]
    pub(super) settle_ms: u64,
    #[serde(default)]
    pub(super) latency_ms: u64,
    #[serde(default = "found_all_the_same")]
    pub(super) not_found_status: u16,
    pub(super) wrong_verb_status: Option<u16>,
    /// Unix seconds at the start; `None` when nobody told.
    #[serde(skip)]
    pub(super) begins: Option<i64>,
}

fn found_all_the_same() -> u16 {
    200
}

/// The start of 2026, for whoever does not tell.
const SOME_DAY: i64 = 1_767_225_600;

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
    /// Its text is no TOML.
    #[error("the scenario cannot be read")]
    Unreadable(#[from] toml::de::Error),
    /// Its text says something that no scenario does.
    #[error("the scenario cannot be understood")]
    NotUnderstood(#[from] serde_json::Error),
    /// Its captcha has signs that are not drawn, is too long, or is wanted as a JPEG that is not kept.
    #[error("there is no captcha picture of {answer:?}")]
    NoPicture {
        /// What the picture was to show.
        answer: String,
    },
}

/// Reads TOML by way of a value: with a reader of each table for each of the ways in which the library hands out values,
/// scenarios would be a tenth of the program's own code.
fn read<T: DeserializeOwned>(toml: &str) -> Result<T, ScenarioError> {
    let value: serde_json::Value = toml::from_str(toml)?;
    Ok(serde_json::from_value(value)?)
}

fn listed() -> String {
    let names: Vec<_> = Scenario::names().collect();
    names.join(", ")
}

impl Scenario {
    /// The names of the built-in scenarios, the plainest first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|known| known.name)
    }

    /// The same, each with what it is about.
    pub fn chapters() -> impl Iterator<Item = (Chapter, &'static str)> {
        BUILT_IN.iter().map(|known| (known.chapter, known.name))
    }

    /// A built-in scenario.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn named(name: &str) -> Result<Self, ScenarioError> {
        let found = BUILT_IN.iter().find(|known| known.name == name);
        let Some(known) = found else {
            return Err(ScenarioError::Unknown {
                name: name.to_owned(),
            });
        };
        let mut scenario = Self::parse(known.toml)?;
        known.name.clone_into(&mut scenario.name);
        Ok(scenario)
    }

    /// Reads a scenario; it has no name.
    ///
    /// # Errors
    /// The text is no TOML, lacks an English title, holds a key that no scenario has, or wants a captcha that
    /// there is no picture of.
    pub fn parse(toml: &str) -> Result<Self, ScenarioError> {
        let mut scenario: Self = read(toml)?;
        for answer in [&scenario.captcha.answer, &scenario.captcha.next_answer] {
            if !captcha::can_show(&scenario.captcha, answer) {
                return Err(ScenarioError::NoPicture {
                    answer: answer.clone(),
                });
            }
        }
        let number = hints::spaced(scenario.calling_code(), scenario.national_number());
        let values = [
            ("number", number.as_str()),
            ("code", &scenario.code.value),
            ("pin", &scenario.pin.value),
            ("captcha", &scenario.captcha.answer),
            ("next_captcha", &scenario.captcha.next_answer),
            ("email_code", &scenario.account.verification_code),
        ];
        scenario.hints = hints::whole(&scenario.hints, &values)?;
        Ok(scenario)
    }

    /// The same, beginning at this time, in Unix seconds; dates in answers are told from there.
    #[must_use]
    pub fn starting_at(mut self, unix_seconds: i64) -> Self {
        self.begins = Some(unix_seconds);
        self
    }

    /// Unix seconds at the start.
    pub(super) fn starts_at(&self) -> i64 {
        self.begins.unwrap_or(SOME_DAY)
    }

    /// The same, answering without latency: for whoever has no time but an injected one.
    #[must_use]
    pub fn at_once(mut self) -> Self {
        self.latency_ms = 0;
        self
    }

    /// The same, answering so many thousandths as late.
    #[must_use]
    pub fn answering_after(mut self, thousandths: u64) -> Self {
        self.latency_ms = self.latency_ms.saturating_mul(thousandths) / 1_000;
        self
    }

    /// What whoever plays it says that is not the plainest answer.
    #[must_use]
    pub fn play(&self) -> &Play {
        &self.play
    }

    /// How long the phone takes to accept, once it was asked.
    #[must_use]
    pub fn phone_accepts_after(&self) -> Duration {
        Duration::from_secs(self.device.accepted_after)
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

    /// The same on another instance of the account, the one of this place, with a number of its own. The tokens are
    /// the same.
    #[must_use]
    pub fn on_instance(mut self, place: u16) -> Self {
        let end = |text: &str, digits: usize| text.len().saturating_sub(digits);
        let id = &mut self.credentials.instance_id;
        id.truncate(end(id, 4));
        *id = format!("{id}{place:04X}");
        let number = &mut self.number.national;
        number.truncate(end(number, 5));
        *number = format!("{number}{place:05}");
        self
    }

    /// The same on each further instance of an account with so many.
    #[must_use]
    pub fn others(&self, instances: u16) -> Vec<Self> {
        let other = |place| self.clone().on_instance(place);
        (2..=instances).map(other).collect()
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::built_in::BuiltIn;
    use super::*;
    use std::collections::BTreeSet;

    /// The questions that a hint can belong to.
    const QUESTIONS: [&str; 25] = [
        "credentials",
        "partner",
        "instances",
        "already_connected",
        "number",
        "number_gate",
        "board",
        "request_gate",
        "captcha",
        "code",
        "not_arrived",
        "pin",
        "pin_recovery",
        "device",
        "verifying",
        "connected",
        "unknown",
        "halted",
        "appeal",
        "review",
        "secure",
        "email",
        "email_code",
        "new_pin",
        "same_line",
    ];

    const LANGUAGES: [&str; 3] = ["en", "pt-BR", "es"];

    #[test]
    fn every_built_in_scenario_has_its_title_and_hints_in_each_language() {
        for name in Scenario::names() {
            let scenario = Scenario::named(name).unwrap();
            assert_eq!(scenario.name(), name);
            let titles: BTreeSet<&str> = LANGUAGES.map(|lang| scenario.title(lang)).into();
            assert_eq!(titles.len(), LANGUAGES.len(), "{name}");
            let keys = |lang: &str| scenario.hints[lang].keys().collect::<Vec<_>>();
            for lang in LANGUAGES {
                assert_eq!(keys("en"), keys(lang), "{name}");
            }
            for (at, hint) in scenario.hints.values().flatten() {
                assert!(QUESTIONS.contains(&at.as_str()), "{name}: {at}");
                assert!(hint.chars().count() <= 100, "{name}: {hint}");
                assert!(!hint.contains(['{', '}']), "{name}: {hint}");
            }
        }
    }

    #[test]
    fn what_a_scenario_is_about_is_told_in_one_piece_and_the_straight_way_is_first() {
        let chapters: Vec<Chapter> = Scenario::chapters().map(|(chapter, _)| chapter).collect();
        let mut pieces = chapters.clone();
        pieces.dedup();
        let nth = |chapter: &Chapter| pieces.iter().filter(|known| *known == chapter).count();
        assert!(pieces.iter().all(|chapter| nth(chapter) == 1), "{pieces:?}");
        assert_eq!(
            Scenario::chapters().next(),
            Some((Chapter::Straight, "happy"))
        );
    }

    #[test]
    fn a_scenarios_own_hint_comes_before_the_shared_one_in_every_language() {
        for BuiltIn { name, toml, .. } in BUILT_IN {
            let table: toml::Table = toml.parse().unwrap();
            let Some(own) = table.get("hints").and_then(toml::Value::as_table) else {
                continue;
            };
            let keys = |lang: &str| own[lang].as_table().unwrap().keys().collect::<Vec<_>>();
            for lang in LANGUAGES {
                assert_eq!(keys("en"), keys(lang), "{name}");
            }
        }
        let own = Scenario::named("popup-code").unwrap();
        assert_eq!(own.hint("en", "code"), Some("Type 482-915."));
        assert_eq!(own.hint("es", "pin"), Some("Escriba 246810."));
    }

    #[test]
    fn hints_are_filled_with_what_is_right_in_the_scenario() {
        let scenario = Scenario::parse(
            "title.en = 'x'\n[number]\ncalling_code = '351'\nnational = '912345678'\n\
             [code]\nvalue = '000111'\n[captcha]\nanswer = '3333'\n\
             [hints.en]\ncaptcha = '{captcha}, then {next_captcha}'",
        )
        .unwrap();
        let hint = |at| scenario.hint("en", at).unwrap();
        assert_eq!(hint("code"), "Type 000111.");
        assert_eq!(hint("captcha"), "3333, then 4X9TE");
        assert_eq!(hint("number"), "Type +351 912345678 and press Enter.");
        let happy = Scenario::named("happy").unwrap();
        let number = happy.hint("en", "number");
        assert_eq!(number, Some("Type 11 98765-4321 and press Enter."));
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
            "door",
            "fields",
            "waits",
            "availability",
            "request",
            "captcha",
            "code",
            "pin",
            "appeal",
            "device",
            "popup",
            "instance",
            "account",
            "partner",
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
