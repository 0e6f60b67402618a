//! The tables of a scenario's TOML and what they are when left out. Their meaning is written down in one place:
//! the doc of [`crate::sim::scenario`].

use crate::sim::scenario::service::{Due, Spelling};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Title {
    pub(super) en: String,
    #[serde(flatten)]
    pub(super) others: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Credentials {
    pub(super) instance_id: String,
    pub(super) instance_token: String,
    pub(super) client_token: String,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            instance_id: "3C67AB641C8AA0412F6A2242B4E23AC7".to_owned(),
            instance_token: "0F5D4E7A19B24C6D8E3F1A2B".to_owned(),
            client_token: "F7a1c9e0b2d34f56879a0b1c2d3e4f506S".to_owned(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Number {
    pub(super) calling_code: String,
    pub(super) national: String,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            calling_code: "55".to_owned(),
            national: "11987654321".to_owned(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Waits {
    pub(in crate::sim) sms: i64,
    pub(in crate::sim) voice: i64,
    pub(in crate::sim) wa_old: Option<i64>,
    pub(in crate::sim) wa_old_eligible: bool,
    pub(in crate::sim) after_sms: u64,
    pub(in crate::sim) after_voice: u64,
    pub(in crate::sim) after_wa_old: u64,
    pub(in crate::sim) named: NamedWaits,
}

/// What stands in answers where a wait does, instead of the seconds that are true.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct NamedWaits {
    pub(in crate::sim) sms: Option<Value>,
    pub(in crate::sim) voice: Option<Value>,
    pub(in crate::sim) wa_old: Option<Value>,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            sms: 0,
            voice: 0,
            wa_old: None,
            wa_old_eligible: false,
            after_sms: 60,
            after_voice: 60,
            after_wa_old: 120,
            named: NamedWaits::default(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Availability {
    pub(in crate::sim) available: bool,
    pub(in crate::sim) blocked: bool,
    pub(in crate::sim) appeal_token: Option<String>,
    pub(in crate::sim) reason: Option<String>,
    pub(in crate::sim) retry_after: Option<i64>,
}

impl Default for Availability {
    fn default() -> Self {
        Self {
            available: true,
            blocked: false,
            appeal_token: None,
            reason: None,
            retry_after: None,
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct CodeRequest {
    pub(in crate::sim) answer: RequestAnswer,
    pub(in crate::sim) method: Option<Method>,
    pub(in crate::sim) retry_after: Option<Value>,
    pub(in crate::sim) retry_after_header: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum RequestAnswer {
    #[default]
    Sent,
    Captcha,
    Blocked,
    Declined,
    Empty,
}

/// How a code is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Method {
    Sms,
    Voice,
    WaOld,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Code {
    pub(in crate::sim) value: String,
    #[serde(rename = "confirm_security_code")]
    pub(in crate::sim) asks_pin: bool,
    #[serde(rename = "device_confirm")]
    pub(in crate::sim) asks_device: bool,
    pub(in crate::sim) success: Reported,
    pub(in crate::sim) empty: bool,
    pub(in crate::sim) answers: Vec<EarlyAnswer>,
}

/// What a code, a PIN or the transfer is answered before anything is judged by what it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one field of the answer, or says yes or no to one thing"
)]
pub(in crate::sim) struct EarlyAnswer {
    pub(in crate::sim) status: Option<u16>,
    pub(in crate::sim) success: Reported,
    pub(in crate::sim) error: Option<String>,
    pub(in crate::sim) reason: Option<String>,
    pub(in crate::sim) retry_after: Option<Value>,
    pub(in crate::sim) retry_after_header: Option<Value>,
    pub(in crate::sim) blocked: bool,
    #[serde(rename = "confirm_security_code")]
    pub(in crate::sim) asks_pin: bool,
    #[serde(rename = "device_confirm")]
    pub(in crate::sim) asks_device: bool,
    pub(in crate::sim) captcha: bool,
    pub(in crate::sim) expires: bool,
}

/// A flag as it is reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Reported {
    True,
    #[default]
    False,
    Absent,
}

impl Default for Code {
    fn default() -> Self {
        Self {
            value: "123456".to_owned(),
            asks_pin: false,
            asks_device: false,
            success: Reported::default(),
            empty: false,
            answers: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Pin {
    pub(in crate::sim) value: String,
    #[serde(rename = "device_confirm")]
    pub(in crate::sim) asks_device: bool,
    pub(in crate::sim) recovery: Spelling,
    pub(in crate::sim) answers: Vec<EarlyAnswer>,
}

impl Default for Pin {
    fn default() -> Self {
        Self {
            value: "246810".to_owned(),
            asks_device: false,
            recovery: Spelling::default(),
            answers: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Device {
    pub(in crate::sim) accepted_after: u64,
    pub(in crate::sim) connects_by_itself: bool,
    pub(in crate::sim) wants_post: bool,
    pub(in crate::sim) answers: Vec<EarlyAnswer>,
}

impl Default for Device {
    fn default() -> Self {
        Self {
            accepted_after: 8,
            connects_by_itself: false,
            wants_post: false,
            answers: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Popup {
    pub(in crate::sim) connects_after: Option<u64>,
}

/// What an instance is like at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum Condition {
    #[default]
    Free,
    Connected,
    SessionLost,
    SessionConflict,
    SubscriptionEnded,
    Web,
}

/// In which form `/device` names the connected line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::sim) enum PhoneAs {
    #[default]
    Asked,
    Whatsapp,
    Lid,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::sim) struct Instance {
    pub(in crate::sim) is: Condition,
    pub(in crate::sim) phone: Option<String>,
    pub(in crate::sim) phone_as: PhoneAs,
    pub(in crate::sim) name: String,
    pub(in crate::sim) error_while_connected: String,
    pub(in crate::sim) error_while_registering: Option<String>,
    pub(in crate::sim) ended_status: u16,
    pub(in crate::sim) due: i64,
    pub(in crate::sim) due_in_days: Option<i64>,
    pub(in crate::sim) due_as: Due,
    pub(in crate::sim) payment_status: String,
}

impl Default for Instance {
    fn default() -> Self {
        Self {
            is: Condition::default(),
            phone: None,
            phone_as: PhoneAs::default(),
            name: "Padaria do Bairro".to_owned(),
            error_while_connected: "You are already connected".to_owned(),
            error_while_registering: None,
            ended_status: 200,
            due: 1_893_456_000,
            due_in_days: None,
            due_as: Due::default(),
            payment_status: "PAID".to_owned(),
        }
    }
}
