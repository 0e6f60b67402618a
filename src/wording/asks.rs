//! Title, lead and standing notes of every question.

use crate::domain::method::Method;
use crate::domain::phone::{NumberWarning, PhoneNumber};
use crate::domain::server_text::ServerText;
use crate::domain::time::Deadline;
use crate::flow::prompt::{Act, Ask, Awaiting, Halt, Live, Prompt};
use crate::wording::{Note, Tone, Wording};

impl Wording<'_> {
    /// Title and lead.
    pub(super) fn heading(&self, ask: &Ask) -> (String, String) {
        let c = self.catalog;
        match ask {
            Ask::Credentials { .. } => (c.credentials_title(), c.credentials_lead()),
            Ask::AlreadyConnected { .. } => (c.already_title(), c.already_lead()),
            Ask::Number { .. } => (c.number_title(), c.number_lead()),
            Ask::NumberGate { number, .. } => (c.gate_title(number.international()), c.gate_lead()),
            Ask::Board { number, .. } => (c.board_title(), c.board_lead(number.international())),
            Ask::RequestGate { number, method, .. } => {
                (c.request_title(), self.request_lead(*method, number))
            }
            Ask::Code { live, .. } => (c.code_title(), self.code_lead(live)),
            Ask::Pin { live, .. } => (c.pin_title(), c.pin_lead(live.number.international())),
            Ask::Device { live, .. } => {
                (c.device_title(), c.device_lead(live.number.international()))
            }
            Ask::Verifying { number, .. } => (
                c.verifying_title(),
                c.verifying_lead(number.international()),
            ),
            Ask::Unknown { number, act, .. } => {
                (c.unknown_title(), self.unknown_lead(*act, number))
            }
            Ask::Halted { number, halt } => (self.halt_title(halt), self.halt_lead(halt, number)),
            Ask::LeaveGate { live } => (c.leave_title(), self.leave_lead(live)),
            Ask::Connected { number, .. } => (
                c.connected_title(),
                c.connected_lead(number.international()),
            ),
        }
    }

    /// What a question has to say beside its title and lead.
    pub(super) fn ask_notes(&self, prompt: &Prompt) -> Vec<Note> {
        let c = self.catalog;
        match &prompt.ask {
            Ask::AlreadyConnected { device }
                if device.phone.is_none() && prompt.activity.is_none() =>
            {
                vec![warning(c.already_line_unknown())]
            }
            Ask::NumberGate {
                warnings,
                replaces_session,
                ..
            } => {
                let lost = replaces_session.then(|| warning(c.gate_replaces_session()));
                let number = warnings.iter().map(|known| warning(self.warning(*known)));
                lost.into_iter().chain(number).collect()
            }
            Ask::Board { live, reason, .. } => {
                let live = live
                    .as_ref()
                    .map(|live| info(c.board_live(self.clock(live.requested))));
                live.into_iter().chain(self.raw(reason.as_ref())).collect()
            }
            Ask::Code { live, pause, .. } => {
                let other = (live.asked != live.used).then(|| {
                    warning(c.code_other_method(self.method(live.asked), self.method(live.used)))
                });
                self.pause(*pause).into_iter().chain(other).collect()
            }
            Ask::Pin { pause, .. } => self.pause(*pause).into_iter().collect(),
            Ask::Halted { halt, .. } => self.halt_notes(halt),
            Ask::Connected { number, device, .. } => {
                let other = device.phone.as_deref();
                let other = other.is_some_and(|digits| !number.is_spelt(digits));
                let note = other.then(|| info(c.connected_other_spelling()));
                note.into_iter().collect()
            }
            Ask::Credentials { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::RequestGate { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::Unknown { .. }
            | Ask::LeaveGate { .. } => Vec::new(),
        }
    }

    /// A server's own words as a note.
    pub(super) fn raw(&self, text: Option<&ServerText>) -> Option<Note> {
        text.map(|text| Note {
            tone: Tone::Raw,
            text: self.catalog.raw_text(text.as_str()),
        })
    }

    fn request_lead(&self, method: Method, number: &PhoneNumber) -> String {
        let c = self.catalog;
        let number = number.international();
        match method {
            Method::Sms => c.request_lead_sms(number),
            Method::Voice => c.request_lead_voice(number),
            Method::Popup => c.request_lead_popup(number),
        }
    }

    fn code_lead(&self, live: &Live) -> String {
        let c = self.catalog;
        let number = live.number.international();
        match live.used {
            Method::Sms => c.code_lead_sms(number),
            Method::Voice => c.code_lead_voice(number),
            Method::Popup => c.code_lead_popup(number),
        }
    }

    fn unknown_lead(&self, act: Act, number: &PhoneNumber) -> String {
        let c = self.catalog;
        match act {
            Act::RequestCode => c.unknown_lead_request(number.international()),
            Act::ConfirmCode => c.unknown_lead_code(),
            Act::ConfirmPin => c.unknown_lead_pin(),
            Act::Transfer => c.unknown_lead_transfer(),
        }
    }

    fn halt_lead(&self, halt: &Halt, number: &PhoneNumber) -> String {
        let c = self.catalog;
        let number = number.international();
        match halt {
            Halt::Unavailable { .. } => c.halted_unavailable_lead(number),
            Halt::Banned(_) => c.halted_banned_lead(number),
            Halt::Blocked { .. } => c.halted_blocked_lead(number),
            Halt::Captcha => c.halted_captcha_lead(number),
            Halt::RequestDeclined(_) => c.halted_declined_lead(number),
            Halt::UnknownAnswer(_) => c.halted_unknown_lead(number),
            Halt::PinForgotten => c.halted_pin_lead(number),
            Halt::WrongNumber(_) => c.halted_wrong_lead(number),
        }
    }

    fn halt_notes(&self, halt: &Halt) -> Vec<Note> {
        match halt {
            Halt::Unavailable { reason, .. }
            | Halt::Banned(reason)
            | Halt::RequestDeclined(reason) => self.raw(reason.as_ref()).into_iter().collect(),
            Halt::Blocked { reason, until, .. } => {
                let until = until.map(|until| {
                    let (time, wait) = (self.ends_at(until), self.left(until));
                    warning(self.catalog.halted_blocked_until(time, wait))
                });
                until.into_iter().chain(self.raw(reason.as_ref())).collect()
            }
            Halt::UnknownAnswer(refusal) => self.raw_refusal(refusal),
            Halt::Captcha | Halt::PinForgotten | Halt::WrongNumber(_) => Vec::new(),
        }
    }

    fn leave_lead(&self, live: &Live) -> String {
        let c = self.catalog;
        let number = live.number.international();
        if live.unknown.is_some() {
            return c.leave_lead_unknown(number);
        }
        match live.awaiting {
            Awaiting::Code => c.leave_lead_code(number),
            Awaiting::Pin { .. } => c.leave_lead_pin(number),
            Awaiting::Device => c.leave_lead_device(number),
            Awaiting::Verification => c.leave_lead_verification(number),
        }
    }

    fn warning(&self, known: NumberWarning) -> String {
        let c = self.catalog;
        match known {
            NumberWarning::NotValid => c.warn_not_valid(),
            NumberWarning::LacksNinthDigit => c.warn_lacks_ninth(),
            NumberWarning::Landline => c.warn_landline(),
        }
    }

    fn pause(&self, pause: Option<Deadline>) -> Option<Note> {
        pause.map(|pause| {
            warning(
                self.catalog
                    .pause_note(self.ends_at(pause), self.left(pause)),
            )
        })
    }
}

fn warning(text: String) -> Note {
    Note {
        tone: Tone::Warning,
        text,
    }
}

fn info(text: String) -> Note {
    Note {
        tone: Tone::Info,
        text,
    }
}
