//! The words of the questions that protect the account.

use crate::domain::email::EmailError;
use crate::domain::phone::PhoneNumber;
use crate::flow::event::EmailState;
use crate::flow::prompt::{SecureStep, Shield};
use crate::wording::facts::fact;
use crate::wording::fields::field;
use crate::wording::notes::warning;
use crate::wording::{Fact, FieldText, Note, Wording};

impl Wording<'_> {
    /// Title and lead.
    pub(super) fn secure_heading(
        &self,
        step: &SecureStep,
        number: &PhoneNumber,
    ) -> (String, String) {
        let c = self.catalog;
        let number = self.number(number);
        match step {
            SecureStep::Overview(_) => (c.secure_title(), c.secure_lead(number)),
            SecureStep::Email => (c.email_title(), c.email_lead(number)),
            SecureStep::EmailCode { .. } => (c.email_code_title(), c.email_code_lead()),
            SecureStep::NewPin => (c.new_pin_title(), c.new_pin_lead(number)),
        }
    }

    /// What is set, and how often a code was wrong.
    pub(super) fn secure_facts(&self, step: &SecureStep) -> Vec<Fact> {
        match step {
            SecureStep::Overview(shield) => self.shield_facts(shield),
            SecureStep::EmailCode { wrong, .. } => self.wrong_fact(*wrong).into_iter().collect(),
            SecureStep::Email | SecureStep::NewPin => Vec::new(),
        }
    }

    /// What has to be said besides.
    pub(super) fn secure_notes(&self, step: &SecureStep) -> Vec<Note> {
        let pause = match step {
            SecureStep::EmailCode { pause, .. } => pause.map(|pause| {
                let (time, wait) = (self.ends_at(pause), self.left(pause));
                warning(self.catalog.email_code_pause(time, wait))
            }),
            SecureStep::Overview(_) | SecureStep::Email | SecureStep::NewPin => None,
        };
        pause.into_iter().collect()
    }

    /// Fields and button.
    pub(super) fn secure_fields(&self, step: &SecureStep) -> (Vec<FieldText>, Option<String>) {
        let c = self.catalog;
        match step {
            SecureStep::Overview(_) => (Vec::new(), None),
            SecureStep::Email => {
                let email = field(c.field_email(), c.field_email_hint());
                (vec![email], Some(c.submit_email()))
            }
            SecureStep::EmailCode { .. } => {
                let code = field(c.field_email_code(), c.field_email_code_hint());
                (vec![code], Some(c.submit_email_code()))
            }
            SecureStep::NewPin => {
                let pin = field(c.field_new_pin(), c.field_new_pin_hint());
                let again = field(c.field_new_pin_again(), c.field_new_pin_again_hint());
                (vec![pin, again], Some(c.submit_new_pin()))
            }
        }
    }

    /// Why a text is no address.
    pub(super) fn email_error(&self, mistake: EmailError) -> String {
        let c = self.catalog;
        match mistake {
            EmailError::Empty => c.problem_email_empty(),
            EmailError::Space => c.problem_email_space(),
            EmailError::NoAt => c.problem_email_at(),
            EmailError::NoDomain => c.problem_email_domain(),
            EmailError::TooLong => c.problem_email_long(),
        }
    }

    fn shield_facts(&self, shield: &Shield) -> Vec<Fact> {
        let c = self.catalog;
        let email = match &shield.email {
            Some(email) => self.email_value(email),
            None => c.shield_unread(),
        };
        let pin = match shield.pin {
            Some(true) => c.shield_set(),
            Some(false) => c.shield_unset(),
            None => c.shield_unread(),
        };
        vec![fact(c.fact_email(), email), fact(c.fact_two_step(), pin)]
    }

    fn email_value(&self, email: &EmailState) -> String {
        let c = self.catalog;
        let address = match (&email.address, email.is_set) {
            (_, Some(false)) => return c.shield_unset(),
            (None, None) => return c.shield_unread(),
            (None, Some(true)) => c.shield_set(),
            (Some(address), _) => address.as_str().to_owned(),
        };
        match email.verified {
            Some(true) => c.email_verified(address),
            Some(false) => c.email_unverified(address),
            None => address,
        }
    }
}
