//! Where the desk writes things down: the journal, or nowhere when the person agreed to that.

use crate::domain::instance::InstanceKey;
use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::{Checkpoint, Claim, Taking};
use crate::flow::event::{Cause, Claimed, Holder, Late, Resource, Trouble, UnderWay};
use crate::journal::{
    self, Acting, FileSystem, Journal, LastLook, LateNews, Lost, Opened, ReadTo, Tenure, Verdict,
    Withheld,
};
use crate::roster::SessionId;
use crate::runtime::clock;
use crate::zapi::Clearance;
use std::sync::Arc;

/// Opens the journal, again and again until it can be.
type Opener = Box<dyn FnMut() -> Result<Opened, Trouble>>;

/// Where things are written down.
pub struct Records {
    place: Place,
    /// The service's address, without tokens.
    service: String,
    /// The kind of network file system that it is on; `None` on a local one.
    network: Option<ServerText>,
}

enum Place {
    Journal(Box<Journal>),
    /// It could not be opened; every use tries again.
    Closed(Opener),
    /// Nothing is written; what a journal holds for us stays ours all the same.
    Nowhere {
        _held: Option<Box<Journal>>,
        given_out: Vec<Given>,
    },
}

impl Place {
    fn nowhere(held: Option<Box<Journal>>) -> Self {
        Place::Nowhere {
            _held: held,
            given_out: Vec::new(),
        }
    }
}

/// A number and an instance that an onboarding of this process alone may act on.
struct Given {
    to: SessionId,
    line: String,
    instance: InstanceKey,
}

/// Gives out what `claim` wants, unless another onboarding here has it.
fn give(given_out: &mut Vec<Given>, to: SessionId, claim: &Claim, now: Timestamp) -> Claimed {
    let (line, instance) = (claim.number.line(), InstanceKey::of(&claim.instance_id));
    let other =
        |given: &&Given| given.to != to && (given.line == line || given.instance == instance);
    if let Some(other) = given_out.iter().find(other)
        && claim.taking == Taking::IfFree
    {
        let what = if other.line == line {
            Resource::Line
        } else {
            Resource::Instance
        };
        return Claimed::Held(Holder {
            what,
            operator: None,
            since: now,
        });
    }
    given_out.retain(|given| given.to != to && given.line != line && given.instance != instance);
    given_out.push(Given { to, line, instance });
    Claimed::Granted(None)
}

/// What is to be written down at once.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) bookmark: Option<Box<Bookmark>>,
    pub(crate) records: Vec<Checkpoint>,
    /// What it means for the act window.
    pub(crate) acting: Acting,
    /// What came of a call that acts.
    pub(crate) late: Option<Late>,
}

impl Page {
    fn is_empty(&self) -> bool {
        let nothing_ended = self.late.is_none() && self.acting == Acting::Same;
        self.bookmark.is_none() && self.records.is_empty() && nothing_ended
    }
}

/// What came of a claim.
pub(crate) struct ClaimEnd {
    pub(crate) claimed: Claimed,
    /// The grant that is written with from here on.
    pub(crate) tenure: Option<Tenure>,
    /// The call of a former holder that may still arrive.
    pub(crate) under_way: Option<UnderWay>,
    /// What came of calls of former holders since the grant before.
    pub(crate) news: LateNews,
}

impl ClaimEnd {
    fn unrecorded(claimed: Claimed) -> Self {
        Self {
            claimed,
            tenure: None,
            under_way: None,
            news: LateNews::default(),
        }
    }
}

impl Records {
    /// Writes to a journal, about onboardings at `service`.
    #[must_use]
    pub fn journal(journal: Journal, service: &str) -> Self {
        Self {
            place: Place::Journal(Box::new(journal)),
            service: service.to_owned(),
            network: None,
        }
    }

    /// Opens the journal at its first use, and tries again at every use until it can be opened.
    #[must_use]
    pub fn opening(opener: Opener, service: &str) -> Self {
        Self {
            place: Place::Closed(opener),
            service: service.to_owned(),
            network: None,
        }
    }

    /// The same, in a folder on `file_system`.
    #[must_use]
    pub fn on(self, file_system: &FileSystem) -> Self {
        Self {
            network: file_system.network().cloned(),
            ..self
        }
    }

    /// The kind of network file system that things are written down on; `None` on a local one.
    pub(crate) fn network(&self) -> Option<&ServerText> {
        self.network.as_ref()
    }

    /// Writes nothing down.
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            place: Place::nowhere(None),
            service: String::new(),
            network: None,
        }
    }

    /// Writes nothing down from here on: the person agreed. Nobody else is let in for that.
    pub(crate) fn waive(&mut self) {
        if !self.are_kept() {
            // What is held for us, and given out since, stays so.
            return;
        }
        let former = std::mem::replace(&mut self.place, Place::nowhere(None));
        if let Place::Journal(journal) = former {
            self.place = Place::nowhere(Some(journal));
        }
    }

    /// Whether things are to be written down.
    pub(crate) fn are_kept(&self) -> bool {
        !matches!(self.place, Place::Nowhere { .. })
    }

    /// The journal; `None` when nothing is written down.
    ///
    /// # Errors
    /// It cannot be opened; or it was, and there is something to know about it first.
    pub fn open(&mut self) -> Result<Option<&mut Journal>, Trouble> {
        if let Place::Closed(opener) = &mut self.place {
            let Opened { journal, trouble } = opener()?;
            self.place = Place::Journal(Box::new(journal));
            if let Some(trouble) = trouble {
                return Err(trouble);
            }
        }
        match &mut self.place {
            Place::Journal(journal) => Ok(Some(journal)),
            Place::Closed(_) | Place::Nowhere { .. } => Ok(None),
        }
    }

    /// Claims what `claim` says and lets go of what `previous` had.
    pub(crate) fn claim(
        &mut self,
        claim: &Claim,
        (owner, previous): (SessionId, Option<&Tenure>),
        now: Timestamp,
    ) -> Result<ClaimEnd, Trouble> {
        if let Place::Nowhere { given_out, .. } = &mut self.place {
            return Ok(ClaimEnd::unrecorded(give(given_out, owner, claim, now)));
        }
        let service = self.service.clone();
        let Some(journal) = self.open()? else {
            return Ok(ClaimEnd::unrecorded(Claimed::Granted(None)));
        };
        Ok(match journal.claim(claim, &service, previous, now)? {
            Verdict::Held(holder) => ClaimEnd {
                tenure: previous.cloned(),
                ..ClaimEnd::unrecorded(Claimed::Held(holder))
            },
            Verdict::Granted(grant) => ClaimEnd {
                tenure: Some(grant.tenure()),
                claimed: Claimed::Granted(grant.known.map(Box::new)),
                under_way: grant.under_way,
                news: grant.news,
            },
        })
    }

    /// What is asked right before the first byte of the call that was announced by `tenure`. `since_ms` is the boot
    /// clock before that was written down.
    pub(crate) fn clearance(
        &mut self,
        tenure: Option<&Tenure>,
        since_ms: u64,
    ) -> Result<Clearance, Trouble> {
        let look = match (tenure, self.open()?) {
            (Some(tenure), Some(journal)) => journal.last_look(tenure, since_ms)?,
            // Nothing is written down, as the person agreed to.
            _ => LastLook::at_clock(since_ms),
        };
        Ok(Arc::new(move || {
            look.may_act(clock::boot_ms)
                .map_err(|withheld| match withheld {
                    Withheld::TakenOver => Cause::TakenOver,
                    Withheld::TooLate => Cause::TooLate,
                    Withheld::Unreadable => Cause::NotRecorded,
                })
        }))
    }

    /// Writes a page into a session and empties it; says whether there was something on it.
    pub(crate) fn write(
        &mut self,
        tenure: &Tenure,
        page: &mut Page,
        now: Timestamp,
    ) -> Result<bool, Lost> {
        if page.is_empty() {
            return Ok(false);
        }
        if let Some(journal) = self.open().map_err(Lost::Trouble)? {
            let written = journal::Page {
                bookmark: page.bookmark.as_deref(),
                records: &page.records,
                acting: page.acting,
                late: page.late.as_ref(),
            };
            journal.write(tenure, &written, now)?;
        }
        *page = Page::default();
        Ok(true)
    }

    /// What came of calls of former holders since `read_to`, which is moved on. What cannot be read at this moment is found
    /// by the next look.
    pub(crate) fn late_since(&mut self, tenure: &Tenure, read_to: &mut ReadTo) -> Vec<Late> {
        match &self.place {
            Place::Journal(journal) => journal
                .late_since(&tenure.session, read_to)
                .unwrap_or_default(),
            Place::Closed(_) | Place::Nowhere { .. } => Vec::new(),
        }
    }

    /// Lets go of what an onboarding has that is written down nowhere.
    pub(crate) fn forget(&mut self, owner: SessionId) {
        if let Place::Nowhere { given_out, .. } = &mut self.place {
            given_out.retain(|given| given.to != owner);
        }
    }

    /// Lets go of what a session has.
    pub(crate) fn release(&mut self, tenure: &Tenure) -> Result<(), Trouble> {
        match &mut self.place {
            Place::Journal(journal) => journal.release(tenure),
            Place::Closed(_) | Place::Nowhere { .. } => Ok(()),
        }
    }
}
