//! What to say or to paste to the customer, in the customer's language. Whoever puts it into words holds a
//! [`Wording`] in that language.

use crate::domain::method::{Lock, Method};
use crate::flow::prompt::{Act, Ask, Halt, Live, Prompt};
use crate::wording::Wording;

impl Wording<'_> {
    /// The sentence for the customer at this question.
    #[must_use]
    pub fn for_customer(&self, prompt: &Prompt) -> String {
        let c = self.catalog;
        match &prompt.ask {
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. } => c.customer_preparing(),
            Ask::Number { .. } => c.customer_number(),
            Ask::NumberGate { number, .. } => c.customer_gate(self.number(number)),
            Ask::Board { locks, .. } if locks.iter().all(|(_, lock)| *lock != Lock::Open) => {
                c.customer_board_shut()
            }
            Ask::Board { .. } => c.customer_board(),
            Ask::RequestGate { method, .. } => self.before_request(*method),
            Ask::Captcha { .. } => c.customer_captcha(),
            Ask::Code { live, .. } => self.about_code(live),
            Ask::NotArrived { live, .. } => c.customer_not_arrived(self.number(&live.number)),
            Ask::Pin { .. } => c.customer_pin(),
            Ask::PinRecovery { .. } => c.customer_recovery(),
            Ask::Device { .. } => c.customer_device(),
            Ask::Verifying { .. } => c.customer_verifying(),
            Ask::SameLine { .. } => c.customer_same_line(),
            Ask::Unknown { act, .. } => self.what_is_seen(*act),
            Ask::Halted { halt, .. } => self.about_stop(halt),
            Ask::Appeal { .. } => c.customer_appeal(),
            Ask::LeaveGate { .. } => c.customer_later(),
            Ask::Secure { number, .. } => c.customer_secure(self.number(number)),
            Ask::Connected { number, .. } => c.customer_connected(self.number(number)),
        }
    }

    fn before_request(&self, method: Method) -> String {
        let c = self.catalog;
        match method {
            Method::Sms => c.customer_request_sms(),
            Method::Voice => c.customer_request_voice(),
            Method::Popup => c.customer_request_popup(),
        }
    }

    fn about_code(&self, live: &Live) -> String {
        let c = self.catalog;
        match live.used {
            Method::Sms => c.customer_code_sms(),
            Method::Voice => c.customer_code_voice(),
            Method::Popup => c.customer_code_popup(),
        }
    }

    fn what_is_seen(&self, act: Act) -> String {
        let c = self.catalog;
        match act {
            Act::RequestCode | Act::AnswerCaptcha => c.customer_seen_code(),
            Act::ConfirmCode | Act::ConfirmPin | Act::Transfer => c.customer_seen_phone(),
        }
    }

    fn about_stop(&self, halt: &Halt) -> String {
        let c = self.catalog;
        match halt {
            Halt::Unavailable { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. } => c.customer_stop_later(),
            Halt::Blocked { .. } => c.customer_stop_blocked(),
            Halt::Banned(_) => c.customer_stop_banned(),
            Halt::InReview { .. } => c.customer_stop_review(),
            Halt::WrongNumber(_) => c.customer_stop_wrong(),
        }
    }
}
