//! What a question has to say beside its title and lead: warnings, advice, the server's own words.

use crate::domain::method::Method;
use crate::domain::phone::{LineMatch, NumberWarning, PhoneNumber};
use crate::domain::picture::PictureError;
use crate::domain::server_text::ServerText;
use crate::domain::time::Skew;
use crate::flow::event::{Captcha, DeviceReply, InstanceReply};
use crate::flow::prompt::{
    Advice, Ask, Came, Certainty, Choice, Halt, Leftover, Live, Prompt, Recovery,
};
use crate::flow::turned_away::RefusedRequest;
use crate::locale::catalog::Catalog;
use crate::wording::pause::own_pause;
use crate::wording::{Note, Tone, Wording};

impl Wording<'_> {
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
                leftover,
                instance,
                ..
            } => self.gate_notes(warnings, *leftover, instance.as_ref()),
            Ask::Board { .. } => self.board_notes(prompt),
            Ask::RequestGate { turned_away, .. } => Vec::from_iter(self.turned_away(*turned_away)),
            Ask::NotArrived { live, advice, .. } => vec![
                info(self.not_arrived_check(live)),
                good(self.advice(*advice, &prompt.ask)),
            ],
            Ask::Captcha { picture, pause, .. } => {
                let unshown = self.unshown(picture);
                let (wrong, long) = (Catalog::pause_note_captcha, Catalog::pause_long_captcha);
                let pause = self.pause(own_pause(prompt, *pause), wrong, long);
                pause.into_iter().chain(unshown).collect()
            }
            Ask::Appeal { reason, .. } => self.appeal_notes(reason.as_ref(), prompt),
            Ask::PinRecovery { recovery, .. } => self.recovery(*recovery).into_iter().collect(),
            Ask::Code { live, pause, .. } => {
                let other = self.other_method(live);
                let (wrong, long) = (Catalog::pause_note, Catalog::pause_long_code);
                let pause = self.pause(own_pause(prompt, *pause), wrong, long);
                pause.into_iter().chain(other).collect()
            }
            Ask::Pin {
                pause, recovery, ..
            } => {
                let recovery = self.recovery(*recovery);
                let (wrong, long) = (Catalog::pause_note_pin, Catalog::pause_long_pin);
                let pause = self.pause(own_pause(prompt, *pause), wrong, long);
                pause.into_iter().chain(recovery).collect()
            }
            Ask::Halted { halt, .. } => self.halt_notes(halt),
            Ask::Verifying { is_overdue, .. } => {
                Vec::from_iter(is_overdue.then(|| warning(c.verifying_overdue())))
            }
            Ask::Connected { number, device, .. } => {
                self.other_spelling(number, device).into_iter().collect()
            }
            Ask::Secure { step, .. } => self.secure_notes(step),
            Ask::Number { .. } | Ask::Instances { .. } => self.account_notes(&prompt.ask),
            Ask::Held { .. } | Ask::Unrecorded { .. } => self.kept_notes(&prompt.ask),
            Ask::Welcome { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Device { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::LeaveGate { .. } => Vec::new(),
        }
    }

    /// What was said of the ban, which is no answer to the appeal.
    fn appeal_notes(&self, reason: Option<&ServerText>, prompt: &Prompt) -> Vec<Note> {
        let answered = prompt.problem.as_ref();
        let answered = answered.is_some_and(|problem| !problem.is_about_typing());
        self.raw(reason.filter(|_| !answered)).into_iter().collect()
    }

    fn board_notes(&self, prompt: &Prompt) -> Vec<Note> {
        let ask = &prompt.ask;
        let Ask::Board {
            live,
            reason,
            advice,
            turned_away,
            ..
        } = ask
        else {
            return Vec::new();
        };
        let live = live.as_ref().map(|live| {
            let since = self.clock(live.requested);
            info(self.catalog.board_live(since))
        });
        let advice = good(self.advice(*advice, ask));
        let raw = self.raw(reason.as_ref());
        let turned_away = self.turned_away(*turned_away);
        live.into_iter()
            .chain(turned_away)
            .chain([advice])
            .chain(raw)
            .chain(self.early_notes(prompt))
            .collect()
    }

    /// Methods whose rest of a wait may be overridden.
    fn early_notes(&self, prompt: &Prompt) -> Vec<Note> {
        let offers = || prompt.offers.iter().map(|offer| offer.choice);
        let is_early = |method: &Method| offers().any(|at| at == Choice::PickEarly(*method));
        let note = |method| warning(self.catalog.board_early(self.method(method)));
        let early = Method::ALL.into_iter().filter(is_early);
        early.map(note).collect()
    }

    /// A code request that HTTP refused.
    fn turned_away(&self, refused: Option<RefusedRequest>) -> Option<Note> {
        let RefusedRequest { method, at, status } = refused?;
        let (method, time) = (self.method(method), self.clock(at));
        Some(warning(
            self.catalog.board_turned_away(method, status, time),
        ))
    }

    /// The call of another holder that may still arrive, and what came of one, before everything else that is said.
    pub(super) fn hand_over_notes(&self, prompt: &Prompt) -> Vec<Note> {
        let c = self.catalog;
        let under_way = prompt.under_way.as_ref().map(|under_way| {
            let who = under_way.operator.as_ref();
            let who = who.map_or_else(|| c.under_way_unnamed(), |who| who.as_str().to_owned());
            let until = under_way.until;
            warning(c.under_way_note(self.ends_at(until), self.left(until), who))
        });
        let late = prompt.late.as_ref().map(|late| {
            let (step, outcome) = (self.step(&late.call), self.late_outcome(late.outcome));
            warning(match &late.by {
                Some(who) => c.late_note_by(outcome, step, who.as_str()),
                None => c.late_note(outcome, step),
            })
        });
        under_way.into_iter().chain(late).collect()
    }

    /// How far the clock is off, where clock times are told that somebody plans by.
    pub(super) fn skew_note(&self, prompt: &Prompt) -> Option<Note> {
        let tells_times = matches!(
            prompt.ask,
            Ask::Board { .. }
                | Ask::RequestGate { .. }
                | Ask::PinRecovery { .. }
                | Ask::Halted { .. }
        );
        Some(warning(self.skew(prompt.skew.filter(|_| tells_times)?)))
    }

    /// How far the clock is off.
    #[must_use]
    pub fn skew(&self, skew: Skew) -> String {
        let c = self.catalog;
        match skew {
            Skew::Ahead(by) => c.clock_ahead(c.duration(by)),
            Skew::Behind(by) => c.clock_behind(c.duration(by)),
        }
    }

    fn gate_notes(
        &self,
        warnings: &[NumberWarning],
        leftover: Option<Leftover>,
        instance: Option<&InstanceReply>,
    ) -> Vec<Note> {
        let lost = leftover.map(|left| warning(self.leftover(left)));
        let number = warnings
            .iter()
            .map(|known| warning(number_warning(*known, self.catalog)));
        let instance = instance.map(|instance| self.instance_warnings(instance));
        lost.into_iter()
            .chain(number)
            .chain(instance.into_iter().flatten())
            .collect()
    }

    /// Why a picture is not shown, where that is known without decoding it.
    fn unshown(&self, picture: &Captcha) -> Option<Note> {
        let error = match picture {
            Ok(picture) => picture.size().err()?,
            Err(error) => error.clone(),
        };
        Some(self.picture_not_shown(&error))
    }

    fn other_method(&self, live: &Live) -> Option<Note> {
        let (asked, used) = (self.method(live.asked), self.method(live.used));
        (live.asked != live.used).then(|| warning(self.catalog.code_other_method(asked, used)))
    }

    fn other_spelling(&self, number: &PhoneNumber, device: &DeviceReply) -> Option<Note> {
        let digits = device.phone.as_deref()?;
        (number.matches(Some(digits)) == LineMatch::Same && !number.is_spelt(digits)).then(|| {
            let (asked, shown) = (self.number(number), self.masking.reported(digits));
            info(self.catalog.connected_other_spelling(asked, shown))
        })
    }

    /// What the service said at the last look, beside what was found.
    pub(super) fn check_note(&self, ask: &Ask) -> Option<Note> {
        let last = if let Ask::Unknown { check, .. } = ask {
            check.as_ref()
        } else {
            ask.poll().and_then(|poll| poll.last.as_ref())
        };
        self.raw(last?.text.as_ref())
    }

    /// A server's own words as a note.
    pub(super) fn raw(&self, text: Option<&ServerText>) -> Option<Note> {
        text.map(|text| Note {
            tone: Tone::Raw,
            text: self.catalog.raw_text(self.others_words(text.as_str())),
        })
    }

    fn halt_notes(&self, halt: &Halt) -> Vec<Note> {
        match halt {
            Halt::Unavailable { reason, .. }
            | Halt::Banned(reason)
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
            Halt::InReview { text, came, .. } => {
                let status = match came {
                    Some(Came::Status(status)) => Some(self.raw_status(*status)),
                    Some(Came::Vague) | None => None,
                };
                self.raw(text.as_ref()).into_iter().chain(status).collect()
            }
            Halt::UnknownAnswer { refusal, .. } => self.raw_refusal(refusal),
            Halt::WrongNumber(_) => Vec::new(),
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
        let Recovery {
            at,
            certainty,
            came,
        } = recovery?;
        Some(match certainty {
            Certainty::Confirmed => info(c.recovery_sent(self.clock(at))),
            Certainty::Lost => warning(c.recovery_lost(self.came(came), self.clock(at))),
        })
    }

    /// A picture that cannot be shown.
    #[must_use]
    pub fn picture_not_shown(&self, error: &PictureError) -> Note {
        warning(self.picture_error(error))
    }

    /// Where a picture was saved, and how to fetch it; `None` when it could not be.
    #[must_use]
    pub fn picture_saved(&self, path: Option<&str>, address: &str) -> Note {
        let c = self.catalog;
        match path {
            Some(path) => good(c.picture_saved(format!("scp {address}:{path} ."), path.to_owned())),
            None => warning(c.picture_not_saved()),
        }
    }

    /// Where a picture was saved for good, and how to fetch it.
    #[must_use]
    pub fn picture_kept(&self, path: &str, address: &str) -> String {
        let command = format!("scp {address}:{path} .");
        self.catalog.picture_kept(command, path.to_owned())
    }

    fn picture_error(&self, error: &PictureError) -> String {
        let c = self.catalog;
        match error {
            PictureError::Empty => c.picture_not_shown(c.picture_empty()),
            PictureError::NotKept => c.picture_not_shown(c.picture_not_kept()),
            PictureError::KeptBy { owner } => {
                let owner = self.others_words(owner.as_str());
                c.picture_not_shown(c.picture_kept_by(owner))
            }
            PictureError::TooLarge { .. } => c.picture_not_shown(c.picture_too_large()),
            PictureError::TooManyPixels { .. } => c.picture_elsewhere(c.picture_too_large()),
            PictureError::Damaged => c.picture_elsewhere(c.picture_damaged()),
            PictureError::NotDrawn { format } => c.picture_elsewhere(match format.name() {
                Some(name) => c.picture_other_format(name),
                None => c.picture_unknown_format(),
            }),
        }
    }
}

/// What a number is warned about.
#[must_use]
pub fn number_warning(known: NumberWarning, c: &Catalog) -> String {
    match known {
        NumberWarning::NotValid => c.warn_not_valid(),
        NumberWarning::LacksNinthDigit => c.warn_lacks_ninth(),
        NumberWarning::Landline => c.warn_landline(),
    }
}

pub(super) fn warning(text: String) -> Note {
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

pub(super) fn info(text: String) -> Note {
    Note {
        tone: Tone::Info,
        text,
    }
}
