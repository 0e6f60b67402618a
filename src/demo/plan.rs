//! What whoever plays a scenario knows: the number, the codes, what the phone shows.

use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::flow::event::SecureAnswer;
use crate::flow::prompt::Choice;
use crate::sim::{Protection, Scenario, Sight, Way};
use std::collections::VecDeque;
use std::time::Duration;

/// What the person knows and does.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Calling code and national number.
    pub number: (String, String),
    /// How the code shall come.
    pub method: Method,
    /// Codes to type, one after the other; when there are no more, the person only watches.
    pub codes: VecDeque<String>,
    /// The two-step PIN.
    pub pin: String,
    /// What is read in the captchas, one after the other; when there is no more, the person has no answer.
    pub captchas: VecDeque<String>,
    /// Why the ban should be lifted; `None` for no appeal.
    pub appeal: Option<String>,
    /// Whether the PIN is asked for by mail first.
    pub recovers: bool,
    /// Whether the person says that the customer accepted, or lets the panel watch.
    pub transfers: bool,
    /// How long the customer is given to accept before that is said.
    pub patience: Duration,
    /// Whether the person comes back to see what became of an appeal.
    pub looks_again: bool,
    /// The partner token, to pick the instance from the list; `None` to go on with what is filled in.
    pub partner: Option<String>,
    /// What is typed to protect the account, in order.
    pub secures: VecDeque<SecureAnswer>,
    /// What the person says after a lost answer, where it can be said; otherwise they check again.
    pub sight: Option<Choice>,
}

impl Plan {
    /// What there is to know of `scenario`. An appeal gives this reason.
    #[must_use]
    pub fn of(scenario: &Scenario, reason: &str) -> Self {
        let play = scenario.play();
        let right = (!play.no_code).then(|| scenario.right_code().to_owned());
        let wrong_captchas = play.wrong_captchas.iter().cloned();
        let right_captcha = if play.wrong_captchas.is_empty() {
            scenario.right_captcha()
        } else {
            scenario.next_captcha()
        };
        let protects = play.protects.as_ref();
        Self {
            number: (
                scenario.calling_code().to_owned(),
                scenario.national_number().to_owned(),
            ),
            method: match play.method {
                Way::Sms => Method::Sms,
                Way::Voice => Method::Voice,
                Way::Popup => Method::Popup,
            },
            codes: play.wrong_codes.iter().cloned().chain(right).collect(),
            pin: scenario.right_pin().to_owned(),
            captchas: wrong_captchas
                .chain([right_captcha.to_lowercase()])
                .collect(),
            appeal: play.appeals.then(|| reason.to_owned()),
            recovers: play.forgets_pin,
            transfers: !play.only_watches,
            patience: scenario.phone_accepts_after(),
            looks_again: play.looks_again,
            partner: play
                .lists_instances
                .then(|| scenario.partner_token().to_owned()),
            secures: protects.map_or_else(VecDeque::new, |protects| secures(protects, scenario)),
            sight: match play.sees {
                Sight::Nothing => None,
                Sight::CodeArrived => Some(Choice::CodeArrived),
                Sight::NothingArrived => Some(Choice::NothingArrived),
            },
        }
    }
}

fn secures(protects: &Protection, scenario: &Scenario) -> VecDeque<SecureAnswer> {
    let code = |code: &str| SecureAnswer::EmailCode(Secret::new(code));
    VecDeque::from([
        SecureAnswer::Email(protects.email.clone()),
        code(&protects.wrong_code),
        code(scenario.right_email_code()),
        SecureAnswer::NewPin {
            pin: Secret::new(protects.pin.as_str()),
            again: Secret::new(protects.pin.as_str()),
        },
    ])
}
