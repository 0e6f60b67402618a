//! What went wrong: the plain meaning with the next safe action, then the server's own words.

use crate::domain::codes::DigitsError;
use crate::domain::credentials::{CredentialError, CredentialField, PartnerTokenError};
use crate::domain::keeper::Keeper;
use crate::domain::phone::NumberError;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::domain::time::Deadline;
use crate::domain::typed::{Odd, OddKind};
use crate::flow::event::{
    Cause, CertificateFault, Failure, Reason, Refusal, RefusalCause, TlsTrouble,
};
use crate::flow::prompt::{AppealError, Problem, Prompt};
use crate::locale::catalog::Catalog;
use crate::wording::notes::warning;
use crate::wording::{Masking, Note, Tone, Wording};

impl Wording<'_> {
    /// The notes of the problem of `prompt`.
    pub(super) fn problem_notes(&self, prompt: &Prompt) -> Vec<Note> {
        let Some(problem) = &prompt.problem else {
            return Vec::new();
        };
        let c = self.catalog;
        let with_raw = |text: String, raw| {
            let raw = self.raw(raw);
            std::iter::once(error(text)).chain(raw).collect()
        };
        match problem {
            Problem::Credentials(mistake) => vec![error(self.credential_error(*mistake))],
            Problem::Partner(mistake) => vec![error(self.partner_error(*mistake))],
            Problem::Number(mistake) => vec![error(self.number_error(*mistake))],
            Problem::SeveralLines => vec![error(c.problem_several_lines())],
            Problem::Digits(mistake) => vec![error(self.digits_error(mistake))],
            Problem::UnusualLength(count) => vec![Note {
                tone: Tone::Warning,
                text: c.problem_unusual_length(*count),
            }],
            Problem::UnusualPin(count) => vec![Note {
                tone: Tone::Warning,
                text: c.problem_unusual_pin(*count),
            }],
            Problem::Declined {
                reason,
                text,
                until,
            } => {
                // The note about the pause says until when.
                let until = until.filter(|until| prompt.ask.pause() != Some(*until));
                with_raw(self.declined(*reason, until), text.as_ref())
            }
            Problem::WrongCode(raw) => with_raw(c.problem_wrong_code(), raw.as_ref()),
            Problem::WrongPin(raw) => with_raw(c.problem_wrong_pin(), raw.as_ref()),
            Problem::Email(mistake) => vec![error(self.email_error(*mistake))],
            Problem::PinsDiffer => vec![error(c.problem_pins_differ())],
            Problem::WrongEmailCode(raw) => with_raw(c.problem_wrong_email_code(), raw.as_ref()),
            Problem::ChangeDeclined(raw) => with_raw(c.problem_change_declined(), raw.as_ref()),
            Problem::WrongCaptcha(raw) => with_raw(c.problem_wrong_captcha(), raw.as_ref()),
            Problem::EmptyCaptcha => vec![error(c.problem_empty_captcha())],
            Problem::Appeal(AppealError::Empty) => vec![error(c.problem_appeal_empty())],
            Problem::Appeal(AppealError::TooLong(count)) => {
                vec![error(c.problem_appeal_long(*count, AppealError::MAX_CHARS))]
            }
            Problem::AppealDeclined(None) => vec![error(c.problem_appeal_declined_silent())],
            Problem::AppealDeclined(raw) => with_raw(c.problem_appeal_declined(), raw.as_ref()),
            Problem::AppealKeptBy(keeper) => vec![self.appeal_kept_by(keeper)],
            Problem::RecoveryDeclined(raw) => with_raw(c.problem_recovery_declined(), raw.as_ref()),
            Problem::Unbanned(raw) => self.unbanned_notes(raw.as_ref()),
            Problem::TransferTooEarly(raw) => with_raw(c.problem_too_early(), raw.as_ref()),
            Problem::NotSentYet(raw) => with_raw(c.problem_not_sent_yet(), raw.as_ref()),
            Problem::StatusUnclear(raw) => with_raw(c.problem_status_unclear(), raw.as_ref()),
            Problem::Refused(refusal) => self.refusal_notes(self.refusal(refusal), refusal),
            Problem::TurnedAway {
                refusal,
                until,
                is_over,
            } => self.turned_away_notes(refusal, *until, *is_over),
            Problem::Limited(refusal, until) => self.refusal_notes(self.limited(*until), refusal),
            Problem::Failed(failure) => self.failure_notes(failure),
            Problem::Locked(lock) => vec![error(c.problem_locked(self.lock(*lock)))],
        }
    }

    fn unbanned_notes(&self, raw: Option<&ServerText>) -> Vec<Note> {
        let good = Note {
            tone: Tone::Good,
            text: self.catalog.problem_unbanned(),
        };
        std::iter::once(good).chain(self.raw(raw)).collect()
    }

    /// A call whose form HTTP refused: from when on it may be sent once more, or what to tell the support.
    fn turned_away_notes(&self, refusal: &Refusal, until: Deadline, is_over: bool) -> Vec<Note> {
        let (time, wait) = (self.ends_at(until), self.left(until));
        let text = if is_over {
            self.catalog.refusal_form_over(refusal.status, time)
        } else {
            let c = self.catalog;
            c.refusal_form_once_more(refusal.status, time, wait)
        };
        let raw = self.raw_refusal(refusal);
        std::iter::once(error(text)).chain(raw).collect()
    }

    fn appeal_kept_by(&self, keeper: &Keeper) -> Note {
        let keeper = self.others_words(keeper.as_str());
        warning(self.catalog.problem_appeal_kept_by(keeper))
    }

    /// Until when the service wants fewer requests, or that it does not any more.
    fn limited(&self, until: Deadline) -> String {
        let (time, wait) = (self.ends_at(until), self.left(until));
        match until.remaining(self.now) {
            Some(_) => self.catalog.refusal_too_many_until(time, wait),
            None => self.catalog.refusal_too_many_over(),
        }
    }

    /// What a refusal means, and its raw side.
    fn refusal_notes(&self, meaning: String, refusal: &Refusal) -> Vec<Note> {
        std::iter::once(error(meaning))
            .chain(self.raw_refusal(refusal))
            .collect()
    }

    /// The HTTP status that came.
    pub(super) fn raw_status(&self, status: u16) -> Note {
        Note {
            tone: Tone::Raw,
            text: self.catalog.raw_status(status),
        }
    }

    /// The raw side of a refusal.
    pub(super) fn raw_refusal(&self, refusal: &Refusal) -> Vec<Note> {
        let status = self.raw_status(refusal.status);
        self.raw(refusal.text.as_ref())
            .into_iter()
            .chain([status])
            .collect()
    }

    fn failure_notes(&self, failure: &Failure) -> Vec<Note> {
        let c = self.catalog;
        let effect = match failure {
            Failure::NotSent(_) => c.effect_not_sent(),
            Failure::NoAnswer(_) => c.effect_no_answer(),
            Failure::OutcomeUnknown(_) => c.effect_unknown(),
        };
        let raw = match failure.cause() {
            Cause::ServerError(_, text) | Cause::NotUnderstood(_, text) => text.as_ref(),
            Cause::StatusRefused(refusal) => refusal.text.as_ref(),
            Cause::Dns
            | Cause::Connect
            | Cause::Tls(_)
            | Cause::Timeout
            | Cause::Interrupted
            | Cause::NotRecorded
            | Cause::TakenOver
            | Cause::TooLate
            | Cause::CallUnderWay
            | Cause::AlreadyConnected
            | Cause::StatusChanged
            | Cause::Broken
            | Cause::Redirected
            | Cause::TooLarge => None,
        };
        let text = format!("{} {effect}", self.cause(failure.cause()));
        std::iter::once(error(text)).chain(self.raw(raw)).collect()
    }

    fn cause(&self, cause: &Cause) -> String {
        let c = self.catalog;
        match cause {
            Cause::Dns => c.cause_dns(),
            Cause::Connect => c.cause_connect(),
            Cause::Tls(trouble) => self.tls_trouble(trouble),
            Cause::Timeout => c.cause_timeout(),
            Cause::Interrupted => c.cause_interrupted(),
            Cause::NotRecorded => c.cause_not_recorded(),
            Cause::TakenOver => c.cause_taken_over(),
            Cause::TooLate => c.cause_too_late(),
            Cause::CallUnderWay => c.cause_call_under_way(),
            Cause::AlreadyConnected => c.cause_already_connected(),
            Cause::StatusChanged => c.cause_status_changed(),
            Cause::StatusRefused(refusal) => self.refusal(refusal),
            Cause::Broken => c.cause_broken(),
            Cause::Redirected => c.cause_redirected(),
            Cause::TooLarge => c.cause_too_large(),
            Cause::ServerError(status, _) => c.cause_server_error(*status),
            Cause::NotUnderstood(status, _) => c.cause_not_understood(*status),
        }
    }

    fn tls_trouble(&self, trouble: &TlsTrouble) -> String {
        let c = self.catalog;
        let (fault, issuer) = match trouble {
            TlsTrouble::NoTrustStore => return c.cause_tls_no_store(),
            TlsTrouble::Handshake => return c.cause_tls_handshake(),
            TlsTrouble::Certificate { fault, issuer } => (fault, issuer),
        };
        let issuer = issuer.as_ref().map(ServerText::as_str);
        let today = || c.calendar_day(self.now.wall_ms, self.zone);
        let text = match (fault, issuer) {
            (CertificateFault::UnknownIssuer, Some(name)) => return c.cause_tls_issuer(name),
            (CertificateFault::UnknownIssuer, None) => c.cause_tls_issuer_unnamed(),
            (CertificateFault::WrongName(Some(names)), _) => c.cause_tls_name(names.as_str()),
            (CertificateFault::WrongName(None), _) => c.cause_tls_name_unread(),
            (CertificateFault::Expired, _) => c.cause_tls_expired(today()),
            (CertificateFault::NotYetValid, _) => c.cause_tls_early(today()),
            (CertificateFault::Other, _) => c.cause_tls_other(),
        };
        match issuer {
            Some(name) => format!("{text} {}", c.cause_tls_issued_by(name)),
            None => text,
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        let c = self.catalog;
        match refusal.cause {
            RefusalCause::ClientTokenMissing => c.refusal_client_missing(),
            RefusalCause::ClientTokenWrong => c.refusal_client_wrong(),
            RefusalCause::PartnerTokenWrong => c.refusal_partner_wrong(),
            RefusalCause::AddressNotAllowed => c.refusal_address(),
            RefusalCause::NoSuchInstance => c.refusal_no_instance(),
            RefusalCause::NotMobile => c.refusal_not_mobile(),
            RefusalCause::SessionConflict => c.refusal_conflict(),
            RefusalCause::SubscriptionEnded => c.refusal_subscription(),
            RefusalCause::Unauthorized => c.refusal_unauthorized(refusal.status),
            RefusalCause::FormRefused => c.refusal_form(refusal.status),
            RefusalCause::NoSuchRoute | RefusalCause::PathUnknown => c.refusal_no_route(),
            RefusalCause::TooManyRequests(_) => c.refusal_too_many(),
            RefusalCause::Other => c.refusal_other(),
        }
    }

    /// Why something was not taken, and until when nothing more of the kind is.
    fn declined(&self, reason: Option<Reason>, until: Option<Deadline>) -> String {
        let c = self.catalog;
        let what = match reason {
            Some(Reason::Expired) => c.declined_expired(),
            Some(Reason::TooOften) => c.declined_too_often(),
            Some(Reason::NoRoute) => c.declined_no_route(),
            Some(Reason::PinWanted) => c.declined_pin_wanted(),
            Some(Reason::BadRequest) => c.declined_bad_request(),
            Some(Reason::ServiceFault) => c.declined_service_fault(),
            Some(Reason::Later) => c.declined_later(),
            Some(Reason::NotAllowed) => c.declined_not_allowed(),
            // These two are said by a step of their own.
            Some(Reason::Incorrect | Reason::Blocked | Reason::Other) | None => c.declined_other(),
        };
        let until = until.filter(|until| until.remaining(self.now).is_some());
        match until {
            Some(until) => c.declined_until(self.ends_at(until), self.left(until), what),
            None => what,
        }
    }

    fn credential_error(&self, mistake: CredentialError) -> String {
        use CredentialField::{ClientToken, InstanceId, InstanceToken};
        let c = self.catalog;
        match mistake {
            CredentialError::Empty(InstanceId) => c.problem_empty_id(),
            CredentialError::Empty(InstanceToken) => c.problem_empty_token(),
            CredentialError::Empty(ClientToken) => c.problem_empty_client(),
            CredentialError::Unusable(InstanceId) => c.problem_unusable_id(),
            CredentialError::Unusable(InstanceToken) => c.problem_unusable_token(),
            CredentialError::Unusable(ClientToken) => c.problem_unusable_client(),
            CredentialError::OtherAddress(_) => c.problem_other_address(),
            CredentialError::Unplaced(count) => c.problem_unplaced(count),
            CredentialError::WhichField { left, chars } => c.problem_which_field(chars, left),
            CredentialError::SameToken => c.problem_same_token(),
        }
    }

    fn partner_error(&self, mistake: PartnerTokenError) -> String {
        let c = self.catalog;
        match mistake {
            PartnerTokenError::Empty => c.problem_partner_empty(),
            PartnerTokenError::Unusable => c.problem_partner_unusable(),
            PartnerTokenError::OtherToken => c.problem_partner_other(),
        }
    }

    fn number_error(&self, mistake: NumberError) -> String {
        if let NumberError::ExtraPrefix(extra) = mistake {
            let number = self.number(&extra.without());
            return self.catalog.problem_number_prefix(number, extra.prefix);
        }
        number_error(mistake, self.catalog)
    }

    fn digits_error(&self, mistake: &DigitsError) -> String {
        let c = self.catalog;
        match mistake {
            DigitsError::Empty => c.problem_digits_empty(),
            DigitsError::NotDigits(odd) => {
                c.problem_digits_not_digits(odd.place, odd_sign(*odd, c))
            }
            DigitsError::NoCode => c.problem_digits_no_code(),
            DigitsError::Several(codes) => c.problem_digits_several(self.codes(codes)),
            DigitsError::SeveralPins => c.problem_digits_several_pins(),
            DigitsError::Length(count) => c.problem_digits_length(*count),
        }
    }

    /// Codes to choose from, as they stand in the message; only how they begin where digits are masked.
    fn codes(&self, codes: &[Secret]) -> String {
        let shown = |code: &Secret| match self.masking {
            Masking::Off => code.expose().to_owned(),
            Masking::On => {
                let digits = code.expose().chars().enumerate();
                digits.map(|(at, c)| if at < 2 { c } else { '•' }).collect()
            }
        };
        codes.iter().map(shown).collect::<Vec<_>>().join(", ")
    }
}

/// Why something cannot be a number.
#[must_use]
pub fn number_error(mistake: NumberError, c: &Catalog) -> String {
    match mistake {
        NumberError::NoCallingCode => c.problem_no_calling_code(),
        NumberError::UnknownCallingCode => c.problem_unknown_calling_code(),
        NumberError::Empty => c.problem_number_empty(),
        NumberError::NotDigits(odd) => c.problem_number_not_digits(odd.place, odd_sign(odd, c)),
        NumberError::ExtraPrefix(extra) => {
            c.problem_number_prefix(Masking::Off.international(&extra.without()), extra.prefix)
        }
        NumberError::TooShort => c.problem_number_short(),
        NumberError::TooLong => c.problem_number_long(),
        NumberError::WrongLength => c.problem_number_length(),
        NumberError::NoAreaCode => c.problem_number_area(),
        NumberError::RepeatsCallingCode => c.problem_number_repeats(),
    }
}

/// A sign that cannot be taken, as people call it.
fn odd_sign(odd: Odd, c: &Catalog) -> String {
    match odd.kind() {
        OddKind::Letter(letter) => c.odd_letter(letter.to_string()),
        OddKind::Sign(sign) => c.odd_sign(sign.to_string()),
        OddKind::Unseen(number) => c.odd_unseen(format!("U+{number:04X}")),
    }
}

fn error(text: String) -> Note {
    Note {
        tone: Tone::Error,
        text,
    }
}
