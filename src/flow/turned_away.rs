//! What the service refused over HTTP before it did anything, and what that shuts.
//!
//! HTTP 401 and 403 turn the credentials away: they are the next move, and nothing that acts is offered until they
//! have changed. HTTP 405 and 415 turn the form of a call away: the program never sends it again by itself, the
//! person may once more after a minute, and after the second time not on that day. None of them says anything of
//! what was handed in, and a code request among them does not count as one.
//!
//! It is part of what is written down, so it holds after a restart and for a colleague.

use crate::domain::credentials::Credentials;
use crate::domain::method::{Lock, Method};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::event::{Cause, Failure, Outcome, Refusal, RefusalCause, Reply};
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::Problem;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// From the first refusal of a form to the one more try that the person may ask for.
const ONCE_MORE_AFTER: Duration = Duration::from_mins(1);
/// How long nothing of the kind is sent after the second.
const NOT_TODAY: Duration = Duration::from_hours(24);

/// A kind of call that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Acting {
    Look,
    Request,
    Captcha,
    Code,
    Pin,
    Recovery,
    Transfer,
    Appeal,
    Email,
    EmailCode,
    NewPin,
}

impl Acting {
    /// Whether it changes what protects the account.
    fn protects(self) -> bool {
        matches!(self, Acting::Email | Acting::EmailCode | Acting::NewPin)
    }
}

/// What a refusal over HTTP turns away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// The credentials, which must change first.
    Credentials,
    /// What stands around the credentials: a check that passes proves that it was mended.
    Access,
    /// The form of the call.
    Form,
}

impl Refusal {
    /// What it turns away; `None` when it is of another kind.
    pub(crate) fn turned(&self) -> Option<Turned> {
        match self.cause {
            RefusalCause::Unauthorized
            | RefusalCause::ClientTokenWrong
            | RefusalCause::NotMobile => Some(Turned::Credentials),
            RefusalCause::ClientTokenMissing | RefusalCause::AddressNotAllowed => {
                Some(Turned::Access)
            }
            RefusalCause::FormRefused => Some(Turned::Form),
            RefusalCause::PartnerTokenWrong
            | RefusalCause::NoSuchInstance
            | RefusalCause::SessionConflict
            | RefusalCause::SubscriptionEnded
            | RefusalCause::NoSuchRoute
            | RefusalCause::PathUnknown
            | RefusalCause::TooManyRequests(_)
            | RefusalCause::Other => None,
        }
    }

    /// Whether it is known that nothing was done: the journal says so.
    pub(crate) fn did_nothing(&self) -> bool {
        let is_known = matches!(
            self.cause,
            RefusalCause::TooManyRequests(_)
                | RefusalCause::NoSuchInstance
                | RefusalCause::SubscriptionEnded
        );
        is_known || self.turned().is_some()
    }

    /// Whether the credentials are the next move.
    pub(crate) fn wants_credentials(&self) -> bool {
        matches!(self.turned(), Some(Turned::Credentials | Turned::Access))
    }
}

/// The refusal that a call met: its own, or that of the `/status` right before it, so that it did not leave.
pub(crate) fn outcome_refusal(outcome: &Outcome) -> Option<&Refusal> {
    match outcome {
        Ok(Reply::Refused(refusal)) | Err(Failure::NotSent(Cause::StatusRefused(refusal))) => {
            Some(refusal)
        }
        Ok(_) | Err(_) => None,
    }
}

/// The refusal of `outcome` after which the credentials are the next move.
pub(crate) fn wants_credentials(outcome: &Outcome) -> Option<&Refusal> {
    outcome_refusal(outcome).filter(|refusal| refusal.wants_credentials())
}

/// A code request that HTTP refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRequest {
    /// The method that was asked for.
    pub method: Method,
    /// When it was sent.
    pub at: Timestamp,
    /// The HTTP status, 400 to 499.
    pub status: u16,
}

/// What was turned away for one number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TurnedAway {
    /// Code requests, the oldest first.
    requests: Vec<RefusedRequest>,
    /// Whether the last code request of all is the last of these.
    is_last: bool,
    credentials: Option<RefusedCredentials>,
    forms: Vec<RefusedForm>,
}

/// Credentials that were turned away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RefusedCredentials {
    refusal: Refusal,
    /// See [`Credentials::fingerprint`].
    fingerprint: u64,
}

/// A call whose form was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RefusedForm {
    call: Acting,
    /// How often in a row.
    times: u32,
    last: Timestamp,
}

impl RefusedForm {
    fn opens(&self) -> Deadline {
        let wait = if self.times > 1 {
            NOT_TODAY
        } else {
            ONCE_MORE_AFTER
        };
        Deadline::after(self.last, wait)
    }
}

impl TurnedAway {
    /// Whether there is nothing to write down.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many code requests were turned away in this session.
    pub(crate) fn request_count(&self) -> u32 {
        u32::try_from(self.requests.len()).unwrap_or(u32::MAX)
    }

    /// The last code request, when it was turned away.
    pub(crate) fn last_request(&self) -> Option<RefusedRequest> {
        self.requests.last().copied().filter(|_| self.is_last)
    }

    /// Notes the end of a code request by `method` that was sent at `at`; `true` when it was turned away.
    pub(crate) fn note_request(
        &mut self,
        refusal: Option<&Refusal>,
        (method, at): (Method, Timestamp),
    ) -> bool {
        let turned = refusal.filter(|refusal| refusal.turned().is_some());
        self.is_last = turned.is_some();
        self.requests.extend(turned.map(|refusal| RefusedRequest {
            method,
            at,
            status: refusal.status,
        }));
        self.is_last
    }

    /// Notes the end of `call` at `now`, which was made with `credentials`.
    pub(crate) fn note(
        &mut self,
        call: Acting,
        outcome: &Outcome,
        credentials: Option<&Credentials>,
        now: Timestamp,
    ) {
        let turned = match outcome {
            Ok(Reply::Refused(refusal)) => refusal.turned().map(|turned| (refusal, turned)),
            // Nothing was learned of the form.
            Err(_) => return,
            Ok(_) => None,
        };
        match turned {
            Some((refusal, Turned::Credentials)) => {
                self.credentials = credentials.map(|credentials| RefusedCredentials {
                    refusal: refusal.clone(),
                    fingerprint: credentials.fingerprint(),
                });
            }
            Some((_, Turned::Form)) => self.count_form(call, now),
            Some((_, Turned::Access)) => {}
            None => self.forms.retain(|form| form.call != call),
        }
    }

    fn count_form(&mut self, call: Acting, now: Timestamp) {
        match self.forms.iter_mut().find(|form| form.call == call) {
            Some(form) => {
                form.times = form.times.saturating_add(1);
                form.last = now;
            }
            None => self.forms.push(RefusedForm {
                call,
                times: 1,
                last: now,
            }),
        }
    }

    /// Why `credentials` are of no use for this number; `None` when nothing speaks against them.
    pub(crate) fn refusal_of(&self, credentials: &Credentials) -> Option<&Refusal> {
        let refused = self.credentials.as_ref()?;
        (refused.fingerprint == credentials.fingerprint()).then_some(&refused.refusal)
    }

    /// Until when `call` is shut at `now`. A call whose form was refused twice shuts code requests as well: what
    /// follows them would be refused again.
    pub(crate) fn shut_until(&self, call: Acting, now: Timestamp) -> Option<Deadline> {
        let concerns = |form: &&RefusedForm| {
            form.call == call
                || (call == Acting::Request && form.times > 1 && !form.call.protects())
        };
        let ends = self.forms.iter().filter(concerns).map(RefusedForm::opens);
        ends.filter(|end| end.remaining(now).is_some())
            .reduce(|one, other| one.later(other, now))
    }

    /// Whether the form of `call` was refused more than once.
    fn is_over(&self, call: Acting) -> bool {
        self.forms
            .iter()
            .any(|form| form.call == call && form.times > 1)
    }

    /// `problem` of `call` at `now`, with the time of the next try where the form of the call was refused.
    pub(crate) fn timed(&self, problem: Problem, call: Acting, now: Timestamp) -> Problem {
        match (problem, self.shut_until(call, now)) {
            (Problem::Refused(refusal), Some(until))
                if refusal.cause == RefusalCause::FormRefused =>
            {
                Problem::TurnedAway {
                    refusal,
                    until,
                    is_over: self.is_over(call),
                }
            }
            (problem, _) => problem,
        }
    }

    /// Takes over what `other` says of the calls that change what protects the account.
    pub(crate) fn take_protection(&mut self, other: &Self) {
        self.forms.retain(|form| !form.call.protects());
        let theirs = other.forms.iter().filter(|form| form.call.protects());
        self.forms.extend(theirs.copied());
    }

    /// `lock` at `now`, shut at least as long as `call` is.
    pub(crate) fn held(&self, call: Acting, lock: Lock, now: Timestamp) -> Lock {
        lock.no_earlier_than(self.shut_until(call, now), now)
    }
}

impl Memory {
    /// Until when nothing is sent by `call` for a number at `now`.
    pub(crate) fn shut_until(
        &self,
        dossier: &Dossier,
        call: Acting,
        now: Timestamp,
    ) -> Option<Deadline> {
        let own = match call {
            Acting::Look => dossier.look_shut.at(now),
            Acting::Request => dossier.request_shut.at(now),
            Acting::Appeal => dossier.appeal_shut.at(now),
            Acting::Captcha
            | Acting::Code
            | Acting::Pin
            | Acting::Recovery
            | Acting::Transfer
            | Acting::Email
            | Acting::EmailCode
            | Acting::NewPin => None,
        };
        let turned = dossier.turned.shut_until(call, now);
        let until = Deadline::latest(own, turned, now);
        Deadline::latest(self.acts_from(now), until, now)
    }

    /// Why the credentials that were accepted last are of no use for the number of `turned`.
    pub(crate) fn refusal_for(&self, turned: &TurnedAway) -> Option<Refusal> {
        turned.refusal_of(self.credentials.as_ref()?).cloned()
    }
}

impl Dossier {
    /// How many code requests were sent in this session, with those that were turned away.
    pub(crate) fn request_count(&self) -> u32 {
        let counted = u32::try_from(self.requests.len()).unwrap_or(u32::MAX);
        counted.saturating_add(self.turned.request_count())
    }

    /// The lock of `method` at `now`, as far as it is the number's.
    pub(crate) fn lock_of(&self, method: Method, now: Timestamp) -> Lock {
        let lock = self.named.held(method, self.locks.of(method), now);
        let lock = self.request_shut.held(lock, now);
        self.turned.held(Acting::Request, lock, now)
    }
}
