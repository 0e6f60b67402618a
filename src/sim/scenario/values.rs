//! What is right in a scenario: the credentials, the number, codes and answers that the service takes.

use crate::sim::scenario::{OnWrong, Scenario};

impl Scenario {
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

    /// What the first captcha shows.
    #[must_use]
    pub fn right_captcha(&self) -> &str {
        &self.captcha.answer
    }

    /// What a captcha shows that comes after a wrong answer.
    #[must_use]
    pub fn next_captcha(&self) -> &str {
        match self.captcha.on_wrong {
            OnWrong::New => &self.captcha.next_answer,
            OnWrong::Same | OnWrong::None => &self.captcha.answer,
        }
    }

    /// The code that confirms a new e-mail address of the account.
    #[must_use]
    pub fn right_email_code(&self) -> &str {
        &self.account.verification_code
    }

    /// The token of the account's partner, which lists the instances.
    #[must_use]
    pub fn partner_token(&self) -> &str {
        &self.partner.token
    }
}
