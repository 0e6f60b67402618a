//! Title, lead and standing notes of every question.

use crate::domain::method::Method;
use crate::domain::phone::{NumberWarning, PhoneNumber};
use crate::domain::picture::PictureError;
use crate::domain::server_text::ServerText;
use crate::domain::time::Deadline;
use crate::flow::prompt::{
    Act, Advice, Ask, Awaiting, Certainty, Halt, Leftover, Live, Prompt, Recovery,
};
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
            Ask::Captcha { live, .. } => (
                c.captcha_title(),
                c.captcha_lead(live.number.international()),
            ),
            Ask::Code { live, .. } => (c.code_title(), self.code_lead(live)),
            Ask::NotArrived { live, .. } => (
                c.not_arrived_title(),
                c.not_arrived_lead(live.number.international()),
            ),
            Ask::Pin { live, .. } => (c.pin_title(), c.pin_lead(live.number.international())),
            Ask::PinRecovery { live, .. } => (
                c.recovery_title(),
                c.recovery_lead(live.number.international()),
            ),
            Ask::Appeal { number, .. } => (c.appeal_title(), c.appeal_lead(number.international())),
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
                warnings, leftover, ..
            } => {
                let lost = leftover.map(|left| warning(self.leftover(left)));
                let number = warnings.iter().map(|known| warning(self.warning(*known)));
                lost.into_iter().chain(number).collect()
            }
            Ask::Board {
                live,
                reason,
                advice,
                ..
            } => {
                let live = live
                    .as_ref()
                    .map(|live| info(c.board_live(self.clock(live.requested))));
                let advice = std::iter::once(good(self.advice(*advice, &prompt.ask)));
                live.into_iter()
                    .chain(advice)
                    .chain(self.raw(reason.as_ref()))
                    .collect()
            }
            Ask::NotArrived { live, advice, .. } => vec![
                info(self.not_arrived_check(live)),
                good(self.advice(*advice, &prompt.ask)),
            ],
            Ask::Captcha { picture, pause, .. } => {
                let unshown = picture.as_ref().err();
                let unshown = unshown.map(|error| warning(self.picture_error(error)));
                self.pause(*pause).into_iter().chain(unshown).collect()
            }
            Ask::Appeal { reason, .. } => self.raw(reason.as_ref()).into_iter().collect(),
            Ask::PinRecovery { recovery, .. } => self.recovery(*recovery).into_iter().collect(),
            Ask::Code { live, pause, .. } => {
                let other = (live.asked != live.used).then(|| {
                    warning(c.code_other_method(self.method(live.asked), self.method(live.used)))
                });
                self.pause(*pause).into_iter().chain(other).collect()
            }
            Ask::Pin {
                pause, recovery, ..
            } => {
                let recovery = self.recovery(*recovery);
                self.pause(*pause).into_iter().chain(recovery).collect()
            }
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
            Act::AnswerCaptcha => c.unknown_lead_captcha(number.international()),
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
            Halt::InReview {
                since, certainty, ..
            } => match certainty {
                Certainty::Confirmed => c.halted_review_lead(number, self.clock(*since)),
                Certainty::Lost => c.halted_review_lost_lead(number, self.clock(*since)),
            },
            Halt::RequestDeclined { .. } => c.halted_declined_lead(number),
            Halt::UnknownAnswer { .. } => c.halted_unknown_lead(number),
            Halt::WrongNumber(_) => c.halted_wrong_lead(number),
        }
    }

    fn halt_notes(&self, halt: &Halt) -> Vec<Note> {
        match halt {
            Halt::Unavailable { reason, .. }
            | Halt::Banned(reason)
            | Halt::InReview { text: reason, .. }
            | Halt::RequestDeclined { text: reason, .. } => {
                self.raw(reason.as_ref()).into_iter().collect()
            }
            Halt::Blocked { reason, until, .. } => {
                let until = until.map(|until| {
                    let (time, wait) = (self.ends_at(until), self.left(until));
                    warning(self.catalog.halted_blocked_until(time, wait))
                });
                until.into_iter().chain(self.raw(reason.as_ref())).collect()
            }
            Halt::UnknownAnswer { refusal, .. } => self.raw_refusal(refusal),
            Halt::WrongNumber(_) => Vec::new(),
        }
    }

    fn leave_lead(&self, live: &Live) -> String {
        let c = self.catalog;
        let number = live.number.international();
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

    fn leftover(&self, left: Leftover) -> String {
        match left {
            Leftover::LostSession => self.catalog.gate_replaces_session(),
            Leftover::TakenOver => self.catalog.gate_taken_over(),
        }
    }

    /// The recommended next move.
    fn advice(&self, advice: Advice, ask: &Ask) -> String {
        let c = self.catalog;
        match advice {
            Advice::StayWithIt if matches!(ask, Ask::NotArrived { .. }) => c.advice_wait_for_code(),
            Advice::StayWithIt => c.advice_resume(),
            Advice::Ask(method) => c.advice_ask(self.method(method)),
            Advice::Wait(method, until) => {
                c.advice_wait(self.at_end(until), self.method(method), self.left(until))
            }
            Advice::Refresh => c.advice_refresh(),
            Advice::Nothing => c.advice_nothing(),
        }
    }

    /// What to look at together with the customer.
    fn not_arrived_check(&self, live: &Live) -> String {
        let c = self.catalog;
        match live.used {
            Method::Sms => c.not_arrived_check_sms(),
            Method::Voice => c.not_arrived_check_voice(),
            Method::Popup => c.not_arrived_check_popup(),
        }
    }

    fn recovery(&self, recovery: Option<Recovery>) -> Option<Note> {
        let c = self.catalog;
        let Recovery { at, certainty } = recovery?;
        Some(match certainty {
            Certainty::Confirmed => info(c.recovery_sent(self.clock(at))),
            Certainty::Lost => warning(c.recovery_lost(self.clock(at))),
        })
    }

    fn picture_error(&self, error: &PictureError) -> String {
        let c = self.catalog;
        let why = match error {
            PictureError::Empty => c.picture_empty(),
            PictureError::NotBase64 | PictureError::Damaged => c.picture_damaged(),
            PictureError::TooLarge { .. } | PictureError::TooManyPixels { .. } => {
                c.picture_too_large()
            }
            PictureError::UnknownFormat => c.picture_unknown_format(),
        };
        c.picture_not_shown(why)
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

fn good(text: String) -> Note {
    Note {
        tone: Tone::Good,
        text,
    }
}

fn info(text: String) -> Note {
    Note {
        tone: Tone::Info,
        text,
    }
}
