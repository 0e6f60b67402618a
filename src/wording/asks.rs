//! Title and lead of every question.

use crate::domain::method::Method;
use crate::domain::phone::{LineMatch, PhoneNumber};
use crate::domain::time::Deadline;
use crate::flow::event::DeviceReply;
use crate::flow::prompt::{Act, Ask, Awaiting, Came, Certainty, Halt, Live};
use crate::wording::Wording;

impl Wording<'_> {
    /// Title and lead.
    pub(super) fn heading(&self, ask: &Ask) -> (String, String) {
        let c = self.catalog;
        match ask {
            Ask::Unrecorded { trouble } => self.trouble_heading(trouble),
            Ask::Welcome { .. } => (c.welcome_title(), c.welcome_lead()),
            Ask::Held { number, holder } => self.held_heading(number, holder),
            Ask::Credentials {
                resuming, keep_as, ..
            } => self.credentials_heading(resuming.as_ref(), keep_as.as_deref()),
            Ask::Partner { .. } => (c.partner_title(), c.partner_lead()),
            Ask::Instances { .. } => (c.instances_title(), c.instances_lead()),
            Ask::AlreadyConnected { .. } => (c.already_title(), c.already_lead()),
            Ask::Number { .. } => (c.number_title(), c.number_lead()),
            Ask::NumberGate { number, .. } => (c.gate_title(self.number(number)), c.gate_lead()),
            Ask::Board { number, .. } => (c.board_title(), c.board_lead(self.number(number))),
            Ask::RequestGate {
                number,
                method,
                wait_ends,
                ..
            } => self.request_heading(*method, number, *wait_ends),
            Ask::Captcha { live, .. } => {
                (c.captcha_title(), c.captcha_lead(self.number(&live.number)))
            }
            Ask::Code { live, .. } => (c.code_title(), self.code_lead(live)),
            Ask::NotArrived { live, .. } => (
                c.not_arrived_title(),
                c.not_arrived_lead(self.number(&live.number)),
            ),
            Ask::Pin { live, .. } => (c.pin_title(), c.pin_lead(self.number(&live.number))),
            Ask::PinRecovery { live, .. } => (
                c.recovery_title(),
                c.recovery_lead(self.number(&live.number)),
            ),
            Ask::Appeal { number, .. } => (c.appeal_title(), c.appeal_lead(self.number(number))),
            Ask::Device { live, .. } => {
                (c.device_title(), c.device_lead(self.number(&live.number)))
            }
            Ask::Verifying { number, .. } => {
                (c.verifying_title(), c.verifying_lead(self.number(number)))
            }
            Ask::SameLine { number, device } => {
                (c.same_line_title(), self.same_line_lead(number, device))
            }
            Ask::Unknown {
                number, act, came, ..
            } => (
                came.map_or_else(|| c.unknown_title(), |_| c.unknown_title_unclear()),
                self.unknown_lead(*act, *came, number),
            ),
            Ask::Halted { number, halt } => (self.halt_title(halt), self.halt_lead(halt, number)),
            Ask::LeaveGate { live } => (c.leave_title(), self.leave_lead(live)),
            Ask::Secure { number, step } => self.secure_heading(step, number),
            Ask::Connected { number, device, .. } => {
                (c.connected_title(), self.connected_lead(number, device))
            }
        }
    }

    fn credentials_heading(
        &self,
        resuming: Option<&PhoneNumber>,
        keep_as: Option<&str>,
    ) -> (String, String) {
        let c = self.catalog;
        match (resuming, keep_as) {
            (_, Some(name)) => (c.keep_title(), c.keep_lead(name)),
            (Some(number), None) => (
                c.credentials_title(),
                c.credentials_lead_resuming(self.number(number)),
            ),
            (None, None) => (c.credentials_title(), c.credentials_lead()),
        }
    }

    fn request_heading(
        &self,
        method: Method,
        number: &PhoneNumber,
        wait_ends: Option<Deadline>,
    ) -> (String, String) {
        let (c, lead) = (self.catalog, self.request_lead(method, number));
        let Some(until) = wait_ends else {
            return (c.request_title(), lead);
        };
        let at_stake = c.request_early_lead(self.ends_at(until), self.left(until));
        (c.request_early_title(), format!("{at_stake} {lead}"))
    }

    fn request_lead(&self, method: Method, number: &PhoneNumber) -> String {
        let c = self.catalog;
        let number = self.number(number);
        match method {
            Method::Sms => c.request_lead_sms(number),
            Method::Voice => c.request_lead_voice(number),
            Method::Popup => c.request_lead_popup(number),
        }
    }

    fn code_lead(&self, live: &Live) -> String {
        let c = self.catalog;
        let number = self.number(&live.number);
        match live.used {
            Method::Sms => c.code_lead_sms(number),
            Method::Voice => c.code_lead_voice(number),
            Method::Popup => c.code_lead_popup(number),
        }
    }

    fn connected_lead(&self, number: &PhoneNumber, device: &DeviceReply) -> String {
        let name = self.number(number);
        match number.matches(device.phone.as_deref()) {
            LineMatch::Same => self.catalog.connected_lead(name),
            LineMatch::Unsure | LineMatch::Different | LineMatch::Unreadable => {
                self.catalog.connected_lead_confirmed(name)
            }
        }
    }

    fn same_line_lead(&self, number: &PhoneNumber, device: &DeviceReply) -> String {
        let asked = self.number(number);
        match device.phone.as_deref() {
            Some(digits) if number.matches(Some(digits)) == LineMatch::Same => {
                let shown = self.masking.reported(digits);
                self.catalog.same_line_lead_already(asked, shown)
            }
            Some(digits) if number.matches(Some(digits)) == LineMatch::Unsure => {
                let shown = self.masking.reported(digits);
                self.catalog.same_line_lead(asked, shown)
            }
            Some(_) | None => self.catalog.same_line_lead_unreadable(asked),
        }
    }

    fn unknown_lead(&self, act: Act, came: Option<Came>, number: &PhoneNumber) -> String {
        let c = self.catalog;
        let came = self.came(came);
        match act {
            Act::RequestCode => c.unknown_lead_request(came, self.number(number)),
            Act::AnswerCaptcha => c.unknown_lead_captcha(came, self.number(number)),
            Act::ConfirmCode => c.unknown_lead_code(came),
            Act::ConfirmPin => c.unknown_lead_pin(came),
            Act::Transfer => c.unknown_lead_transfer(came),
        }
    }

    /// What came instead of an answer.
    pub(super) fn came(&self, came: Option<Came>) -> String {
        let c = self.catalog;
        match came {
            None => c.unknown_came_nothing(),
            Some(Came::Status(status)) => c.unknown_came_status(status),
            Some(Came::Vague) => c.unknown_came_vague(),
        }
    }

    fn halt_lead(&self, halt: &Halt, number: &PhoneNumber) -> String {
        let c = self.catalog;
        let number = self.number(number);
        match halt {
            Halt::Unavailable { .. } => c.halted_unavailable_lead(number),
            Halt::Banned(_) => c.halted_banned_lead(number),
            Halt::Blocked { .. } => c.halted_blocked_lead(number),
            Halt::InReview {
                since,
                certainty,
                came,
                ..
            } => match certainty {
                Certainty::Confirmed => c.halted_review_lead(number, self.clock(*since)),
                Certainty::Lost => {
                    c.halted_review_lost_lead(self.came(*came), number, self.clock(*since))
                }
            },
            Halt::RequestDeclined { .. } => c.halted_declined_lead(number),
            Halt::UnknownAnswer { .. } => c.halted_unknown_lead(number),
            Halt::WrongNumber(_) => c.halted_wrong_lead(number),
        }
    }

    fn leave_lead(&self, live: &Live) -> String {
        let c = self.catalog;
        let number = self.number(&live.number);
        if live.unknown.is_some() {
            return c.leave_lead_unknown(number);
        }
        match live.awaiting {
            Awaiting::Captcha => c.leave_lead_captcha(number),
            Awaiting::Code => c.leave_lead_code(number),
            Awaiting::Pin { .. } => c.leave_lead_pin(number),
            Awaiting::Device => c.leave_lead_device(number),
            Awaiting::Verification => c.leave_lead_verification(number),
        }
    }
}
