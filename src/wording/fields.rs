//! The words of the fields to type into.

use crate::domain::credentials::CredentialField;
use crate::domain::phone::Region;
use crate::flow::prompt::Ask;
use crate::locale::countries::country_name;
use crate::wording::{FieldText, Wording};

impl Wording<'_> {
    /// The fields of a question, and what the button under them says.
    pub(super) fn fields(&self, ask: &Ask) -> (Vec<FieldText>, Option<String>) {
        let c = self.catalog;
        match ask {
            Ask::Credentials {
                unusual, keep_as, ..
            } => (
                self.credential_fields(unusual),
                Some(match keep_as {
                    Some(_) => c.submit_keep(),
                    None => c.submit_credentials(),
                }),
            ),
            Ask::Partner { .. } => (self.partner_fields(), Some(c.submit_partner())),
            Ask::Number { calling_code, .. } => (
                self.number_fields(calling_code).into(),
                Some(c.submit_number()),
            ),
            Ask::Code { .. } => {
                let code = field(c.field_code(), c.field_code_hint());
                (vec![code], Some(c.submit_code()))
            }
            Ask::Captcha { picture, .. } => {
                let hint = match picture {
                    Ok(picture) if picture.size().is_err() => c.field_captcha_save_hint(),
                    Ok(_) => c.field_captcha_hint(),
                    Err(_) => c.field_captcha_unseen_hint(),
                };
                let read = field(c.field_captcha(), hint);
                (vec![read], Some(c.submit_captcha()))
            }
            Ask::Appeal { .. } => {
                let text = field(c.field_appeal(), c.field_appeal_hint());
                (vec![text], Some(c.submit_appeal()))
            }
            Ask::Pin { .. } => {
                let pin = field(c.field_pin(), c.field_pin_hint());
                (vec![pin], Some(c.submit_pin()))
            }
            Ask::Secure { step, .. } => self.secure_fields(step),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::NotArrived { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. }
            | Ask::Connected { .. } => (Vec::new(), None),
        }
    }

    fn credential_fields(&self, unusual: &[CredentialField]) -> Vec<FieldText> {
        let c = self.catalog;
        let fields = CredentialField::ALL.map(|which| {
            let (label, hint, warning) = match which {
                CredentialField::InstanceId => (
                    c.field_instance_id(),
                    c.field_instance_id_hint(),
                    c.unusual_instance_id(),
                ),
                CredentialField::InstanceToken => (
                    c.field_instance_token(),
                    c.field_instance_token_hint(),
                    c.unusual_instance_token(),
                ),
                CredentialField::ClientToken => (
                    c.field_client_token(),
                    c.field_client_token_hint(),
                    c.unusual_client_token(),
                ),
            };
            FieldText {
                label,
                hint,
                warning: unusual.contains(&which).then_some(warning),
            }
        });
        fields.into()
    }

    fn partner_fields(&self) -> Vec<FieldText> {
        let c = self.catalog;
        vec![
            field(c.field_partner_token(), c.field_partner_token_hint()),
            field(c.field_client_token(), c.field_client_token_hint()),
        ]
    }

    /// The fields of a number where its calling code is typed and nothing is picked.
    fn number_fields(&self, calling_code: &str) -> [FieldText; 2] {
        let c = self.catalog;
        let code = calling_code.trim().trim_start_matches('+').parse().ok();
        let region = code.and_then(Region::main_of);
        let hint = region.map_or_else(String::new, |region| {
            let name = country_name(region, c.language());
            c.field_calling_code_hint(region.calling_code(), name)
        });
        let code = field(c.field_calling_code(), hint);
        [code, self.national_field(region)]
    }

    /// The field in which a country is looked for. `found` is how many the open list has; `None` when it is
    /// shut.
    #[must_use]
    pub fn country_field(&self, found: Option<usize>) -> FieldText {
        let c = self.catalog;
        let hint = match found {
            None => c.field_country_hint(),
            Some(0) => c.field_country_hint_none(),
            Some(count) => c.field_country_hint_list(count),
        };
        field(c.field_country(), hint)
    }

    /// The field of a national number in `region`; `None` where it is not known which that is.
    #[must_use]
    pub fn national_field(&self, region: Option<Region>) -> FieldText {
        let c = self.catalog;
        let Some(region) = region else {
            return field(c.field_national_other(), c.field_national_hint_unknown());
        };
        let example = region.example();
        if region == Region::BRAZIL {
            return field(c.field_national(), c.field_national_hint(example));
        }
        let hint = match region.trunk_prefix() {
            _ if region.keeps_zero() => c.field_national_hint_zero(example),
            Some(prefix) => c.field_national_hint_trunk(example, prefix),
            None => c.field_national_hint_other(example),
        };
        field(c.field_national_other(), hint)
    }

    /// What to do about a value that is held and not shown.
    #[must_use]
    pub fn held_hint(&self) -> String {
        self.catalog.field_held_hint()
    }
}

pub(super) fn field(label: String, hint: String) -> FieldText {
    FieldText {
        label,
        hint,
        warning: None,
    }
}
