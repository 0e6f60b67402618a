//! Where the onboarding of one number stands, as it is kept on disk: enough to go on from, and no secret.
//!
//! A bookmark is the format of what is written down, so a change to its fields or to what they are made of
//! needs a migration of what was written before. What a resume needs and may not be written in clear (the
//! captcha's picture, the appeal token) is held beside it and never serialised.

mod secrets;
mod shared;

pub use secrets::SecretState;

use crate::domain::method::{Lock, Method};
use crate::domain::phone::PhoneNumber;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::effect::RecoveryRoute;
use crate::flow::event::{DeviceReply, Holder};
use crate::flow::memory::{Dossier, Memory, Progress, Registration};
use crate::flow::prompt::{Act, Awaiting, Halt};
use crate::flow::steps::connected::Connected;
use serde::{Deserialize, Serialize};

/// Where one onboarding stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// What is known about the number.
    pub(crate) dossier: Dossier,
    /// The registration at hand; one that was set aside is in the dossier.
    pub(crate) live: Option<Progress>,
    /// The call that acts and of whose end nothing was heard.
    pub(crate) pending: Option<Pending>,
    /// The good end.
    pub(crate) finish: Option<Finish>,
    /// When the onboarding began.
    pub(crate) started: Timestamp,
    /// When the last transfer call was made.
    pub(crate) last_transfer: Option<Timestamp>,
    /// Until when the service wants fewer requests.
    pub(crate) limited: Option<Deadline>,
    /// Whether `/status` of the instance said that no number is connected, since a code was requested last.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) was_unconnected: bool,
}

/// A call that acts and of whose end nothing was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Pending {
    Availability,
    RequestCode(Method),
    AnswerCaptcha,
    ConfirmCode,
    ConfirmPin,
    RecoverPin(RecoveryRoute),
    Transfer,
    Appeal,
}

/// The good end of an onboarding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Finish {
    pub(crate) device: DeviceReply,
    pub(crate) at: Timestamp,
}

/// In which situation a kept onboarding is, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    /// The number was accepted and the service not asked yet, or its answer was lost.
    NumberAccepted,
    /// A method is to be chosen.
    Board,
    /// A registration waits for this.
    Live(Awaiting),
    /// A call left, and nobody knows whether it took effect.
    InDoubt(Act),
    /// It came to a stop.
    Halted(Halt),
    /// The right number was connected.
    Connected,
}

impl Bookmark {
    /// The number.
    #[must_use]
    pub fn number(&self) -> &PhoneNumber {
        &self.dossier.number
    }

    /// The instance that it is to be connected to.
    #[must_use]
    pub fn instance_id(&self) -> &str {
        &self.dossier.instance_id
    }

    /// When the onboarding began.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// Whether the onboarding came to its good end.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.finish.is_some()
    }

    /// The line as the service showed it when it was found connected, where that is not the very spelling of the number:
    /// calling code first, digits only.
    #[must_use]
    pub fn connected_as(&self) -> Option<&str> {
        let shown = self.finish.as_ref()?.device.phone.as_deref()?;
        (!self.number().is_spelt(shown)).then_some(shown)
    }

    /// In which situation it is.
    #[must_use]
    pub fn situation(&self) -> Situation {
        if self.finish.is_some() {
            return Situation::Connected;
        }
        if let Some(act) = self.act_in_doubt() {
            return Situation::InDoubt(act);
        }
        if let Some(live) = &self.live {
            return Situation::Live(live.live.awaiting);
        }
        match &self.dossier.halt {
            Some(halt) => Situation::Halted(halt.clone()),
            None if self.dossier.is_set_up() => Situation::Board,
            None => Situation::NumberAccepted,
        }
    }

    /// The wait that holds the onboarding up at `now`; `None` when a person can go on at once.
    #[must_use]
    pub fn wait(&self, now: Timestamp) -> Option<Deadline> {
        let limited = self.limited.filter(|wait| wait.remaining(now).is_some());
        let own = match self.situation() {
            Situation::Board => self.first_opening(now),
            Situation::Halted(halt) => halt.look_again(),
            Situation::NumberAccepted
            | Situation::Live(_)
            | Situation::InDoubt(_)
            | Situation::Connected => None,
        };
        let own = own.filter(|wait| wait.remaining(now).is_some());
        Deadline::latest(own, limited, now)
    }

    /// Code requests in the 24 hours before `now`.
    #[must_use]
    pub fn requests_lately(&self, now: Timestamp) -> u32 {
        self.dossier.requests_lately(now)
    }

    /// Each code request with its moment, the oldest first.
    #[must_use]
    pub fn requests(&self) -> &[(Method, Timestamp)] {
        &self.dossier.requests
    }

    /// Each method with its lock at `now`.
    #[must_use]
    pub fn locks(&self, now: Timestamp) -> [(Method, Lock); 3] {
        Method::ALL.map(|method| (method, self.dossier.lock_of(method, now)))
    }

    /// A bookmark of which nothing is known but its number.
    pub(crate) fn begun(dossier: &Dossier, now: Timestamp) -> Self {
        Self {
            dossier: dossier.clone(),
            live: None,
            pending: None,
            finish: None,
            started: now,
            last_transfer: None,
            limited: None,
            was_unconnected: false,
        }
    }

    /// What is known of `dossier` and the registration at hand, while it waits for other credentials.
    pub(crate) fn waiting(dossier: Dossier, live: Option<Box<Progress>>, memory: &Memory) -> Self {
        Self {
            dossier,
            live: live.map(|live| *live),
            pending: None,
            finish: None,
            started: memory.started,
            last_transfer: memory.last_transfer,
            limited: memory.limited,
            was_unconnected: memory.was_unconnected,
        }
    }

    /// The same bookmark at its good end.
    pub(crate) fn finished(self, finish: Finish) -> Self {
        Self {
            live: None,
            pending: None,
            finish: Some(finish),
            ..self
        }
    }

    /// The same bookmark with what holds for every call, whatever it is about.
    fn with_pace_of(mut self, memory: &Memory) -> Self {
        self.last_transfer = memory.last_transfer;
        self.limited = memory.limited;
        if let Some(turned) = &memory.secured.turned {
            self.dossier.turned.take_protection(turned);
        }
        self
    }

    pub(crate) fn act_in_doubt(&self) -> Option<Act> {
        let pending = match self.pending {
            Some(Pending::RequestCode(_)) => Some(Act::RequestCode),
            Some(Pending::AnswerCaptcha) => Some(Act::AnswerCaptcha),
            Some(Pending::ConfirmCode) => Some(Act::ConfirmCode),
            Some(Pending::ConfirmPin) => Some(Act::ConfirmPin),
            Some(Pending::Transfer) => Some(Act::Transfer),
            Some(Pending::Availability | Pending::RecoverPin(_) | Pending::Appeal) | None => None,
        };
        pending.or_else(|| self.live.as_ref()?.live.unknown)
    }

    /// When the first method opens; `None` when one is open or none ever will.
    fn first_opening(&self, now: Timestamp) -> Option<Deadline> {
        let mut first: Option<Deadline> = None;
        for (_, lock) in self.locks(now) {
            match lock {
                Lock::Open => return None,
                Lock::Until(deadline) => {
                    let sooner =
                        first.is_none_or(|known| deadline.remaining(now) < known.remaining(now));
                    first = if sooner { Some(deadline) } else { first };
                }
                Lock::Closed | Lock::NotEligible | Lock::Unknown => {}
            }
        }
        first
    }
}

/// A bookmark as it was found where onboardings are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The onboarding's name among those that are kept.
    pub id: String,
    /// Where it stands.
    pub bookmark: Bookmark,
    /// When that was written down.
    pub last: Timestamp,
    /// Who wrote it; `None` when nothing readable was there.
    pub operator: Option<ServerText>,
    /// Who is at it at this moment.
    pub holder: Option<Holder>,
    /// Whether it was handed over to another machine, and nobody went on with it here since.
    pub handed_over: bool,
}

impl Kept {
    /// The onboarding as it is offered at `now`.
    #[must_use]
    pub fn row(&self, now: Timestamp) -> Unfinished {
        Unfinished {
            id: self.id.clone(),
            number: self.bookmark.number().clone(),
            situation: self.bookmark.situation(),
            wait: self.bookmark.wait(now),
            last: self.last,
            handed_over: self.handed_over,
            operator: self.operator.clone(),
            holder: self.holder.clone(),
        }
    }
}

/// An onboarding that is kept, for lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unfinished {
    /// Its name among those that are kept.
    pub id: String,
    /// The number.
    pub number: PhoneNumber,
    /// In which situation it is.
    pub situation: Situation,
    /// The wait that holds it up; `None` when a person can go on at once.
    pub wait: Option<Deadline>,
    /// When it was last gone on with.
    pub last: Timestamp,
    /// Who went on with it last.
    pub operator: Option<ServerText>,
    /// Who is at it at this moment.
    pub holder: Option<Holder>,
    /// Whether it was handed over to another machine, and nobody went on with it here since.
    pub handed_over: bool,
}

/// What a state says about where the onboarding stands.
pub(crate) enum Mark<'s> {
    /// No number is at hand: what was kept before stays.
    Nothing,
    /// This is known about a number.
    At {
        dossier: &'s Dossier,
        live: Option<&'s Progress>,
        pending: Option<Pending>,
    },
    /// The good end.
    Connected(&'s Connected),
}

impl<'s> Mark<'s> {
    /// A number without a registration at hand.
    pub(crate) fn at(dossier: &'s Dossier) -> Self {
        Mark::At {
            dossier,
            live: None,
            pending: None,
        }
    }

    /// A registration at hand.
    pub(crate) fn live(registration: &'s Registration) -> Self {
        Mark::At {
            dossier: &registration.dossier,
            live: Some(&registration.progress),
            pending: None,
        }
    }

    /// While a call that acts is under way.
    pub(crate) fn while_pending(self, call: Pending) -> Self {
        match self {
            Mark::At { dossier, live, .. } => Mark::At {
                dossier,
                live,
                pending: Some(call),
            },
            Mark::Nothing | Mark::Connected(_) => self,
        }
    }

    /// The bookmark that it makes, after `before`; `None` when there is nothing to keep.
    pub(crate) fn bookmark(self, memory: &Memory, before: Option<&Bookmark>) -> Option<Bookmark> {
        let (dossier, live, pending) = match self {
            Mark::Nothing => {
                let before = before.filter(|before| memory.has_claimed(&before.dossier))?;
                // What waits for other credentials is further than what was kept last.
                let waiting = memory.resuming.as_deref();
                let waiting = waiting.filter(|waiting| memory.has_claimed(&waiting.dossier));
                return Some(waiting.unwrap_or(before).clone().with_pace_of(memory));
            }
            Mark::Connected(connected) => {
                let finished = before?.clone().finished(connected.finish());
                return Some(finished.with_pace_of(memory));
            }
            Mark::At {
                dossier,
                live,
                pending,
            } => (dossier, live, pending),
        };
        memory.has_claimed(dossier).then(|| Bookmark {
            dossier: dossier.clone(),
            live: live.cloned(),
            pending,
            finish: None,
            started: memory.started,
            last_transfer: memory.last_transfer,
            limited: memory.limited,
            was_unconnected: memory.was_unconnected,
        })
    }
}
