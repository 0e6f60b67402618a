//! The tables of a scenario's TOML that are not about the registration's own steps: the door, the form of
//! answers, captchas, appeals, the account and the partner's list. Their meaning is written down in the doc of
//! [`crate::sim::scenario`].

use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Door {
    pub(in crate::sim) refuses: Option<Refusal>,
    pub(in crate::sim) without_token: WithoutToken,
}

/// Why nobody is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Refusal {
    Instance,
    ClientToken,
    TokenNotConfigured,
    Ip,
    Payment,
}

/// What is said to a call without `Client-Token`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum WithoutToken {
    #[default]
    NotConfigured,
    NullNotAllowed,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Fields {
    pub(in crate::sim) numbers: Numbers,
    pub(in crate::sim) absent: Vec<String>,
    pub(in crate::sim) null: Vec<String>,
}

/// How numbers are written in answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Numbers {
    #[default]
    Integers,
    Floats,
    Strings,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Captcha {
    pub(in crate::sim) answer: String,
    pub(in crate::sim) next_answer: String,
    pub(in crate::sim) form: PictureForm,
    pub(in crate::sim) format: PictureFormat,
    pub(in crate::sim) on_wrong: OnWrong,
    pub(in crate::sim) empty: bool,
}

impl Default for Captcha {
    fn default() -> Self {
        Self {
            answer: "H7K4P".to_owned(),
            next_answer: "4X9TE".to_owned(),
            form: PictureForm::default(),
            format: PictureFormat::default(),
            on_wrong: OnWrong::default(),
            empty: false,
        }
    }
}

/// How a picture is put into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum PictureForm {
    #[default]
    Raw,
    DataUri,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum PictureFormat {
    #[default]
    Png,
    Jpeg,
    Svg,
    Bmp,
    /// Half of the bytes of a PNG.
    HalfPng,
}

/// The picture that comes with the word that an answer was wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum OnWrong {
    #[default]
    New,
    Same,
    None,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Appeal {
    pub(in crate::sim) answer: AppealAnswer,
    pub(in crate::sim) unbanned_after: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum AppealAnswer {
    #[default]
    InReview,
    Unbanned,
    Refused,
}

/// Which spelling of the path that recovers a PIN exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Spelling {
    #[default]
    Recovery,
    Recover,
    Both,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Account {
    pub(in crate::sim) email: Option<String>,
    pub(in crate::sim) email_verified: bool,
    pub(in crate::sim) verifies_email: bool,
    pub(in crate::sim) verification_code: String,
    pub(in crate::sim) has_pin: bool,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            email: None,
            email_verified: false,
            verifies_email: true,
            verification_code: "654321".to_owned(),
            has_pin: false,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Partner {
    pub(in crate::sim) token: String,
    pub(in crate::sim) others: usize,
    pub(in crate::sim) most_per_page: Option<usize>,
}

impl Default for Partner {
    fn default() -> Self {
        Self {
            token: "zp-2b7e151628aed2a6abf7158809cf4f3c".to_owned(),
            others: 23,
            most_per_page: None,
        }
    }
}

/// How a date is written in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Due {
    #[default]
    Milliseconds,
    Seconds,
}
