//! What whoever plays a scenario says that is not the plainest answer: where the scenario shows something only to
//! somebody who goes another way than straight on.

use serde::Deserialize;

/// What is said at the questions of a scenario, where it is not what suggests itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
pub struct Play {
    /// How the code is to come.
    pub method: Way,
    /// Codes that are typed before the right one.
    pub wrong_codes: Vec<String>,
    /// Whether no code is typed at all, because none is needed.
    pub no_code: bool,
    /// Captcha answers that are handed in before the right one.
    pub wrong_captchas: Vec<String>,
    /// Whether a ban is appealed.
    pub appeals: bool,
    /// Whether somebody looks later what became of an appeal.
    pub looks_again: bool,
    /// Whether the owner does not know the PIN.
    pub forgets_pin: bool,
    /// Whether nobody says that the phone accepted.
    pub only_watches: bool,
    /// Whether the instance is picked from the partner's list.
    pub lists_instances: bool,
    /// The e-mail address and the PIN that protect the account afterwards.
    pub protects: Option<Protection>,
    /// What the phone shows after a lost answer.
    pub sees: Sight,
}

/// A way of getting the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By SMS.
    #[default]
    Sms,
    /// By a call.
    Voice,
    /// By the pop-up in the app.
    Popup,
}

/// What the phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Nothing that tells.
    #[default]
    Nothing,
    /// That a code arrived.
    CodeArrived,
    /// That none did.
    NothingArrived,
}

/// What protects the account afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// The e-mail address.
    pub email: String,
    /// A code from the mail that is typed before the right one.
    pub wrong_code: String,
    /// The PIN.
    pub pin: String,
}
