//! Help about a question: what it does, what can go wrong, and the keys that work there.

use crate::flow::prompt::{Ask, Choice, Nature, Prompt};
use crate::wording::Wording;

/// The words of a page of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What the question is.
    pub title: String,
    /// What it does.
    pub does: String,
    /// What can go wrong.
    pub wrong: String,
    /// The keys that work there, the most used first.
    pub keys: Vec<String>,
}

impl Wording<'_> {
    /// Help about a question; `among_others` where there are several onboardings.
    #[must_use]
    pub fn help(&self, prompt: &Prompt, among_others: bool) -> Help {
        let (title, does) = self.heading(&prompt.ask);
        Help {
            title,
            does,
            wrong: self.can_go_wrong(&prompt.ask),
            keys: self.keys_at(prompt, among_others),
        }
    }

    fn can_go_wrong(&self, ask: &Ask) -> String {
        let c = self.catalog;
        match ask {
            Ask::Unrecorded { .. } => c.help_unrecorded(),
            Ask::Welcome { .. } => c.help_welcome(),
            Ask::Held { .. } => c.help_held(),
            Ask::Credentials { .. } => c.help_credentials(),
            Ask::Partner { .. } => c.help_partner(),
            Ask::Instances { .. } => c.help_instances(),
            Ask::AlreadyConnected { .. } => c.help_already(),
            Ask::Number { .. } => c.help_number(),
            Ask::NumberGate { .. } => c.help_gate(),
            Ask::Board { .. } => c.help_board(),
            Ask::RequestGate { .. } => c.help_request(),
            Ask::Captcha { .. } => c.help_captcha(),
            Ask::Code { .. } => c.help_code(),
            Ask::NotArrived { .. } => c.help_not_arrived(),
            Ask::Pin { .. } => c.help_pin(),
            Ask::PinRecovery { .. } => c.help_recovery(),
            Ask::Device { .. } => c.help_device(),
            Ask::Verifying { .. } => c.help_verifying(),
            Ask::SameLine { .. } => c.help_same_line(),
            Ask::Unknown { .. } => c.help_unknown(),
            Ask::Halted { .. } => c.help_halted(),
            Ask::Appeal { .. } => c.help_appeal(),
            Ask::LeaveGate { .. } => c.help_leave(),
            Ask::Secure { .. } => c.help_secure(),
            Ask::Connected { .. } => c.help_connected(),
        }
    }

    fn keys_at(&self, prompt: &Prompt, among_others: bool) -> Vec<String> {
        let c = self.catalog;
        let offered = |offered: &[Choice]| {
            prompt
                .offers
                .iter()
                .any(|offer| offered.contains(&offer.choice))
        };
        let goes_back = offered(&[Choice::Back, Choice::Stay]);
        let fields = prompt.ask.form();
        let hides = fields
            .iter()
            .any(|field| field.name.nature() == Nature::Hidden);
        let has_picture = matches!(
            &prompt.ask, Ask::Captcha { picture: Ok(picture), .. } if picture.size().is_ok()
        );
        let keys = [
            Some(c.help_key_move()),
            Some(c.help_key_enter()),
            goes_back.then(|| c.help_key_escape()),
            Some(c.help_key_scroll()),
            hides.then(|| c.help_key_secret()),
            has_picture.then(|| c.help_key_picture()),
            matches!(prompt.ask, Ask::Appeal { .. }).then(|| c.help_key_template()),
            Some(c.help_key_customer()),
            Some(c.help_key_language()),
            Some(c.help_key_lines()),
            Some(c.help_key_copy()),
            Some(c.help_key_save()),
            Some(c.help_key_mask()),
            among_others.then(|| c.help_key_desk()),
            Some(c.help_key_leave()),
        ];
        keys.into_iter().flatten().collect()
    }
}
