//! What outlives a step: the credentials, the number as typed, and what is known about each number.

mod progress;
mod tries;

pub(crate) use progress::{Progress, Registration};
pub(crate) use tries::{Shut, Tries};

use crate::domain::credentials::{CredentialFields, Credentials};
use crate::domain::instance::{InstanceKey, is_same_instance};
use crate::domain::keeper::Keeper;
use crate::domain::method::{Lock, Method};
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Skew, Timestamp};
use crate::flow::bookmark::Bookmark;
use crate::flow::cooldown::{Locks, NamedWaits};
use crate::flow::event::{InstanceReply, Late, Outcome, RefusalCause, UnderWay};
use crate::flow::prompt::{Halt, Leftover};
use crate::flow::turned_away::{Acting, TurnedAway, outcome_refusal};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Between two looks at the availability of one number.
pub(crate) const LOOK_SPACING: Duration = Duration::from_mins(1);

/// What the flow keeps across its states.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    /// The credential fields as typed or given.
    pub(crate) fields: CredentialFields,
    /// The partner token as typed or given.
    pub(crate) partner: Option<Secret>,
    /// The set that the service accepted last.
    pub(crate) credentials: Option<Credentials>,
    /// What is left on the instance of a former connection.
    pub(crate) leftover: Option<Leftover>,
    /// What is known of the instance.
    pub(crate) instance: Option<InstanceReply>,
    /// Whether `/me` of the instance has still to be read.
    pub(crate) owes_instance: bool,
    /// Calling code and national number as typed.
    pub(crate) typed: (String, String),
    /// What was sent to protect the account.
    pub(crate) secured: Secured,
    /// When the onboarding began.
    pub(crate) started: Timestamp,
    /// How far this machine's clock is off, as the last dated answer tells.
    pub(crate) skew: Option<Skew>,
    /// Whether an answer of this process bore a date, which `skew` comes from.
    pub(crate) dated: bool,
    /// The kind of network file system that the journal is on; `None` on a local one.
    pub(crate) network_journal: Option<ServerText>,
    /// When the last transfer call was made, for whichever registration.
    pub(crate) last_transfer: Option<Timestamp>,
    /// The wait that the service named when it last wanted fewer requests.
    pub(crate) limited: Option<Deadline>,
    /// A call of a former holder that may still arrive.
    pub(crate) under_way: Option<UnderWay>,
    /// What came of a call that was under way when the number changed hands, until the person's next word.
    pub(crate) late: Option<Late>,
    /// Whether `/status` of this instance said that no number is connected, since a code was requested last.
    pub(crate) was_unconnected: bool,
    /// How often in a row it wanted that when credentials were checked.
    pub(crate) limited_checks: u32,
    /// The line and the instance that this onboarding alone may act on.
    pub(crate) claimed: Option<(String, InstanceKey)>,
    /// Where a former process left off, until the way there is free.
    pub(crate) resuming: Option<Box<Bookmark>>,
    shelf: Vec<Dossier>,
}

/// What was sent to protect the account in this session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Secured {
    /// E-mail addresses.
    pub(crate) emails: u32,
    /// Codes that were mailed to one.
    pub(crate) codes: Tries,
    /// PINs.
    pub(crate) pins: u32,
    /// What of it was refused before anything was done; `None` where nothing is known of that.
    pub(crate) turned: Option<TurnedAway>,
}

/// What is known about one number on one instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dossier {
    /// The number, in the spelling that the service was asked with.
    pub(crate) number: PhoneNumber,
    /// The instance that was asked.
    pub(crate) instance_id: String,
    /// When availability was last asked, whatever came of it.
    pub(crate) looked: Option<Timestamp>,
    /// When it was last answered.
    #[serde(default)]
    pub(crate) answered: Option<Timestamp>,
    /// The instance and the spelling that the last availability answer was about.
    pub(crate) set_up: Option<(String, PhoneNumber)>,
    /// The locks of its methods.
    pub(crate) locks: Locks,
    /// Waits that the answers to calls that act named: a look does not shorten them.
    #[serde(default)]
    pub(crate) named: NamedWaits,
    /// Until when the service wants no code requested, by whichever method.
    #[serde(default)]
    pub(crate) request_shut: Shut,
    /// Until when the service wants no appeal.
    #[serde(default)]
    pub(crate) appeal_shut: Shut,
    /// Until when it wants no look.
    #[serde(default)]
    pub(crate) look_shut: Shut,
    /// The service's own words at the last look.
    pub(crate) reason: Option<ServerText>,
    /// Code requests in this session, the oldest first.
    pub(crate) requests: Vec<(Method, Timestamp)>,
    /// What an appeal against a ban is filed with.
    #[serde(skip)]
    pub(crate) appeal_token: Option<Secret>,
    /// Whose account keeps the token, when it is not ours.
    #[serde(skip)]
    pub(crate) appeal_kept_by: Option<Keeper>,
    /// The appeal as typed so far.
    pub(crate) appeal: String,
    /// Appeals filed in this session.
    pub(crate) appeals: u32,
    /// Why nothing more can be requested.
    pub(crate) halt: Option<Halt>,
    /// A registration under way that was set aside.
    pub(crate) progress: Option<Box<Progress>>,
    /// What was refused before anything was done.
    #[serde(default, skip_serializing_if = "TurnedAway::is_empty")]
    pub(crate) turned: TurnedAway,
}

impl Memory {
    /// Nothing is known but what the environment gave.
    pub(crate) fn new(fields: &CredentialFields, now: Timestamp) -> Self {
        Self {
            fields: fields.placed().0,
            partner: None,
            credentials: None,
            leftover: None,
            instance: None,
            owes_instance: false,
            typed: ("55".to_owned(), String::new()),
            secured: Secured::default(),
            started: now,
            skew: None,
            dated: false,
            network_journal: None,
            last_transfer: None,
            limited: None,
            under_way: None,
            late: None,
            was_unconnected: false,
            limited_checks: 0,
            claimed: None,
            resuming: None,
            shelf: Vec::new(),
        }
    }

    /// The dossier of `number` on the present instance, taken from the shelf or begun.
    ///
    /// What was learned about the same line in another spelling or on another instance stays: the waits and
    /// stops belong to the line. Only the look is owed again, since the service wants the very same spelling.
    pub(crate) fn take(&mut self, number: PhoneNumber) -> Box<Dossier> {
        let instance_id = self
            .credentials
            .as_ref()
            .map_or_else(String::new, |c| c.instance_id().to_owned());
        let found = self
            .shelf
            .iter()
            .position(|dossier| dossier.number.same_line(&number));
        let Some(found) = found else {
            return Box::new(Dossier::new(number, instance_id));
        };
        let mut dossier = self.shelf.swap_remove(found);
        if !is_same_instance(&dossier.instance_id, &instance_id) {
            dossier.move_to_other_instance();
        }
        dossier.number = number;
        dossier.instance_id = instance_id;
        Box::new(dossier)
    }

    /// Keeps in mind how long the service wants fewer requests, when that is what it says.
    pub(crate) fn heed(&mut self, outcome: &Outcome, now: Timestamp) {
        if let Some(wait) = asked_quiet(outcome) {
            self.keep_quiet(Deadline::after(now, wait), now);
        }
    }

    /// Wants nothing of the service until `limit`, or longer when that is known already.
    pub(crate) fn keep_quiet(&mut self, limit: Deadline, now: Timestamp) {
        self.limited = Deadline::latest(self.limited, Some(limit), now);
    }

    /// When availability of a number may be asked (again).
    pub(crate) fn look_lock(&self, dossier: &Dossier, now: Timestamp) -> Lock {
        let spacing = dossier.looked.map_or(Lock::Open, |looked| {
            Lock::Until(Deadline::after(looked, LOOK_SPACING))
        });
        let lock = dossier.look_shut.held(spacing, now);
        self.held(dossier.turned.held(Acting::Look, lock, now), now)
    }

    /// The lock of a method of a number.
    pub(crate) fn method_lock(&self, dossier: &Dossier, method: Method, now: Timestamp) -> Lock {
        self.held(dossier.lock_of(method, now), now)
    }

    /// Every method of a number with its lock.
    pub(crate) fn locks(&self, dossier: &Dossier, now: Timestamp) -> Vec<(Method, Lock)> {
        let lock = |method| (method, self.method_lock(dossier, method, now));
        Method::ALL.map(lock).into()
    }

    /// What is left at `now` of the wait that the service named.
    pub(crate) fn limit_at(&self, now: Timestamp) -> Option<Deadline> {
        self.limited
            .filter(|limited| limited.remaining(now).is_some())
    }

    /// `lock` at `now`, shut at least as long as nothing that acts may leave.
    pub(crate) fn held(&self, lock: Lock, now: Timestamp) -> Lock {
        lock.no_earlier_than(self.acts_from(now), now)
    }

    /// Puts a dossier away for later.
    pub(crate) fn shelve(&mut self, dossier: Box<Dossier>) {
        self.shelf
            .retain(|other| !other.number.same_line(&dossier.number));
        self.shelf.push(*dossier);
    }
}

impl Dossier {
    fn new(number: PhoneNumber, instance_id: String) -> Self {
        Self {
            number,
            instance_id,
            looked: None,
            answered: None,
            set_up: None,
            locks: Locks::UNKNOWN,
            named: NamedWaits::default(),
            request_shut: Shut::default(),
            appeal_shut: Shut::default(),
            look_shut: Shut::default(),
            reason: None,
            requests: Vec::new(),
            appeal_token: None,
            appeal_kept_by: None,
            appeal: String::new(),
            appeals: 0,
            halt: None,
            progress: None,
            turned: TurnedAway::default(),
        }
    }

    /// Whether an availability answer was had for this spelling on this instance.
    pub(crate) fn is_set_up(&self) -> bool {
        self.set_up.as_ref().is_some_and(|(instance, number)| {
            is_same_instance(instance, &self.instance_id) && *number == self.number
        })
    }

    /// Code requests in the 24 hours before `now`.
    pub(crate) fn requests_lately(&self, now: Timestamp) -> u32 {
        let lately = |at: Timestamp| now.since(at) < Duration::from_hours(24);
        let count = self.requests.iter().filter(|(_, at)| lately(*at)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Notes an availability answer.
    pub(crate) fn note_set_up(&mut self) {
        self.set_up = Some((self.instance_id.clone(), self.number.clone()));
    }

    /// Forgets what belongs to an instance and not to the line.
    fn move_to_other_instance(&mut self) {
        self.progress = None;
        self.lift_wrong_number();
    }

    /// Forgets that another number was connected, once that one is gone.
    pub(crate) fn lift_wrong_number(&mut self) {
        let halt = self.halt.take();
        self.halt = halt.filter(|halt| !matches!(halt, Halt::WrongNumber(_)));
    }
}

/// How long the service wants fewer requests, when that is what it says.
pub(crate) fn asked_quiet(outcome: &Outcome) -> Option<Duration> {
    let refusal = outcome_refusal(outcome)?;
    if let RefusalCause::TooManyRequests(wait) = refusal.cause {
        return Some(wait.unwrap_or(LOOK_SPACING));
    }
    None
}
