//! The instance and its account: who it is, what is paid, its session, the account's e-mail and PIN.

use crate::sim::date::iso_date;
use crate::sim::scenario::{Condition, PhoneAs, Scenario};
use crate::sim::world::number::{Number, digits_in};
use crate::sim::world::{Answer, Stage, World};
use serde_json::{Map, Value, json};
use std::time::Duration;

const DAY: i64 = 86_400;
/// When the scenario's own instance was made, in Unix seconds.
const CREATED: i64 = 1_735_689_600;
/// How many digits a two-step code may have; the vendor's documentation asks for six.
const PIN_LENGTHS: std::ops::RangeInclusive<usize> = 6..=8;

/// The account's e-mail and PIN.
#[derive(Clone, Debug)]
pub(super) struct Account {
    email: Option<Email>,
    has_pin: bool,
}

#[derive(Clone, Debug)]
struct Email {
    address: String,
    is_verified: bool,
}

impl Account {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let account = &scenario.account;
        let email = account.email.clone().map(|address| Email {
            address,
            is_verified: account.email_verified,
        });
        Self {
            email,
            has_pin: account.has_pin,
        }
    }
}

impl World {
    pub(super) fn status(&self, now: Duration) -> Answer {
        let down = |error: &str| {
            json!({ "connected": false, "smartphoneConnected": false, "session": false,
                "error": error })
        };
        let body = if self.is_connected(now) {
            let error = &self.scenario.instance.error_while_connected;
            let error = Some(error).filter(|text| !text.is_empty());
            json!({ "connected": true, "smartphoneConnected": false, "session": true, "error": error })
        } else if self.condition == Condition::SessionLost && self.stage == Stage::Idle {
            json!({ "connected": false, "error": "You need to restore the session." })
        } else if self.condition == Condition::SessionConflict && self.stage == Stage::Idle {
            down("Session conflict: another instance has logged in with this number")
        } else {
            let while_registering = &self.scenario.instance.error_while_registering;
            down(match (self.stage, while_registering) {
                (Stage::Idle, _) | (_, None) => "You are not connected.",
                (_, Some(text)) => text,
            })
        };
        Answer::ok("ok", body)
    }

    pub(super) fn device(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        let s = &self.scenario;
        let registered = self.registering.as_ref().map(Number::international);
        let own = || format!("{}{}", s.calling_code(), s.national_number());
        let line = s.instance.phone.clone().or(registered).unwrap_or_else(own);
        let phone = match s.instance.phone_as {
            PhoneAs::Asked => line,
            PhoneAs::Whatsapp => as_whatsapp_keeps_it(&line),
            PhoneAs::Lid => "182880134910105@lid".to_owned(),
        };
        let body = json!({ "phone": phone, "imgUrl": "https://example.com/shop.jpg", "about": "", "name": s.instance.name,
            "device": { "sessionName": "Z-API", "device_model": "Z-API Mobile" },
            "originalDevice": "iphone", "sessionId": 175, "isBusiness": false });
        Answer::ok("ok", body)
    }

    pub(super) fn me(&self, now: Duration) -> Answer {
        let s = &self.scenario;
        let body = json!({ "id": s.instance_id(), "token": s.instance_token(), "name": "Demo",
            "due": self.own_due(), "connected": self.is_connected(now),
            "paymentStatus": s.instance.payment_status, "created": iso_date(CREATED) });
        Answer::ok("ok", with_settings(body))
    }

    fn own_due(&self) -> i64 {
        let s = &self.scenario;
        let in_days = s.instance.due_in_days;
        let due = in_days.map_or(s.instance.due, |days| {
            s.starts_at().saturating_add(days.saturating_mul(DAY))
        });
        self.date(due)
    }

    /// The scenario's own instance, as the partner's list tells it.
    pub(super) fn own_entry(&self, now: Duration) -> Value {
        let s = &self.scenario;
        let kind = match s.instance.is {
            Condition::Web => "web",
            Condition::Free
            | Condition::Connected
            | Condition::SessionLost
            | Condition::SessionConflict
            | Condition::SubscriptionEnded => "mobile",
        };
        let is_connected = self.is_connected(now);
        json!({ "id": s.instance_id(), "token": s.instance_token(), "name": "Demo",
            "tenant": "demo", "created": iso_date(CREATED), "due": self.own_due(),
            "paymentStatus": s.instance.payment_status, "phoneConnected": is_connected,
            "whatsappConnected": is_connected, "middleware": kind })
    }

    /// Brings a lost session back.
    pub(super) fn restore_session(&mut self, now: Duration) -> Answer {
        if self.condition == Condition::SessionLost && self.stage == Stage::Idle {
            self.condition = Condition::Free;
            self.stage = Stage::Done { at: now };
        }
        Answer::ok("restored", json!({ "value": true })).counted()
    }

    /// Takes the number off the instance.
    pub(super) fn disconnect(&mut self, now: Duration) -> Answer {
        if self.is_connected(now) {
            self.condition = Condition::Free;
            self.stage = Stage::Idle;
            self.registering = None;
        }
        Answer::ok("disconnected", json!({ "value": true })).counted()
    }

    pub(super) fn email(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        let email = self.account.email.as_ref();
        let body = json!({ "success": true, "hasEmail": email.is_some(),
            "email": email.map(|email| &email.address),
            "verified": email.is_some_and(|email| email.is_verified) });
        Answer::ok("ok", body)
    }

    pub(super) fn set_email(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        let address = body.get("email").and_then(Value::as_str);
        let Some(address) = address.filter(|text| text.contains('@')) else {
            return Answer::refusal(400, "refused: body", "Invalid email");
        };
        let is_verified = !self.scenario.account.verifies_email;
        self.account.email = Some(Email {
            address: address.to_owned(),
            is_verified,
        });
        let body = if is_verified {
            json!({ "success": true })
        } else {
            json!({ "success": true, "message": "VERIFY_EMAIL" })
        };
        Answer::ok("e-mail set", body).counted()
    }

    pub(super) fn verify_email(&mut self, body: &Map<String, Value>, _now: Duration) -> Answer {
        let Some(typed) = digits_in(body, "verificationCode") else {
            return Answer::refusal(400, "refused: body", "Invalid verificationCode");
        };
        let awaited = self
            .account
            .email
            .as_mut()
            .filter(|email| !email.is_verified);
        let Some(email) = awaited else {
            let text = "No email verification in progress";
            return Answer::refusal(400, "refused: order", text);
        };
        if typed != self.scenario.account.verification_code {
            return Answer::ok("wrong", json!({ "success": false })).counted();
        }
        email.is_verified = true;
        Answer::ok("accepted", json!({ "success": true })).counted()
    }

    pub(super) fn remove_email(&mut self, _: &Map<String, Value>, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        self.account.email = None;
        let body = json!({ "success": true, "message": "REMOVED" });
        Answer::ok("e-mail removed", body).counted()
    }

    pub(super) fn account_pin(&self, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        let body = json!({ "success": true, "hasCode": self.account.has_pin });
        Answer::ok("ok", body)
    }

    pub(super) fn set_account_pin(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        let typed = digits_in(body, "code").unwrap_or_default();
        if !PIN_LENGTHS.contains(&typed.len()) {
            return Answer::refusal(400, "refused: body", "Invalid code");
        }
        self.account.has_pin = true;
        Answer::ok("PIN set", json!({ "success": true })).counted()
    }

    pub(super) fn remove_account_pin(&mut self, _: &Map<String, Value>, now: Duration) -> Answer {
        if !self.is_connected(now) {
            return not_connected();
        }
        self.account.has_pin = false;
        Answer::ok("PIN removed", json!({ "success": true })).counted()
    }
}

/// The settings that `/me` tells beside the instance: where its events go, and what it does by itself.
///
/// Source: the vendor's documentation.
pub(super) fn with_settings(mut body: Value) -> Value {
    let settings = json!({ "connectedCallbackUrl": "", "deliveryCallbackUrl": "",
        "disconnectedCallbackUrl": "", "messageStatusCallbackUrl": "",
        "presenceChatCallbackUrl": "", "receivedCallbackUrl": "", "receiveCallbackSentByMe": false,
        "callRejectAuto": false, "callRejectMessage": "", "autoReadMessage": false,
        "initialDataCallbackUrl": "" });
    if let (Value::Object(body), Value::Object(settings)) = (&mut body, settings) {
        body.extend(settings);
    }
    body
}

/// Starts the instance anew, which changes nothing here.
pub(super) fn restart() -> Answer {
    Answer::ok("restarted", json!({ "value": true })).counted()
}

/// A line as `WhatsApp` keeps it: with the digits that an old account of its country has, calling code first.
fn as_whatsapp_keeps_it(line: &str) -> String {
    let respelt = |code: &str, national: &str| match (code, national.len()) {
        ("55", 11) => {
            let (area, rest) = national.split_at_checked(2)?;
            Some(format!("{area}{}", rest.strip_prefix('9')?))
        }
        ("52", 10) => Some(format!("1{national}")),
        ("54", 10) => Some(format!("9{national}")),
        ("225" | "229", 10) => national.get(2..).map(str::to_owned),
        _ => None,
    };
    let kept = ["55", "52", "54", "225", "229"]
        .into_iter()
        .find_map(|code| {
            let national = respelt(code, line.strip_prefix(code)?)?;
            Some(format!("{code}{national}"))
        });
    kept.unwrap_or_else(|| line.to_owned())
}

fn not_connected() -> Answer {
    Answer::refusal(200, "not connected", "You are not connected.")
}
