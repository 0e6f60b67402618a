//! Where the desk writes things down: the journal, or nowhere when the person agreed to that.

use crate::domain::instance::InstanceKey;
use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::{Checkpoint, Claim, Taking};
use crate::flow::event::{Claimed, Holder, Resource, Trouble};
use crate::journal::{FileSystem, Journal, Lost, Opened, SessionKey, Verdict};
use crate::roster::SessionId;

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
}

impl Page {
    fn is_empty(&self) -> bool {
        self.bookmark.is_none() && self.records.is_empty()
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

    /// Claims what `claim` says and lets go of what `previous` had; with it, the session that is written to.
    pub(crate) fn claim(
        &mut self,
        claim: &Claim,
        (owner, previous): (SessionId, Option<&SessionKey>),
        now: Timestamp,
    ) -> Result<(Claimed, Option<SessionKey>), Trouble> {
        if let Place::Nowhere { given_out, .. } = &mut self.place {
            return Ok((give(given_out, owner, claim, now), None));
        }
        let service = self.service.clone();
        let Some(journal) = self.open()? else {
            return Ok((Claimed::Granted(None), None));
        };
        Ok(match journal.claim(claim, &service, previous, now)? {
            Verdict::Held(holder) => (Claimed::Held(holder), previous.cloned()),
            Verdict::Granted(grant) => {
                let known = grant.known.map(Box::new);
                (Claimed::Granted(known), Some(grant.session))
            }
        })
    }

    /// Writes a page into a session and empties it; says whether there was something on it.
    pub(crate) fn write(
        &mut self,
        session: &SessionKey,
        page: &mut Page,
        now: Timestamp,
    ) -> Result<bool, Lost> {
        if page.is_empty() {
            return Ok(false);
        }
        if let Some(journal) = self.open().map_err(Lost::Trouble)? {
            journal.append(session, page.bookmark.as_deref(), &page.records, now)?;
        }
        *page = Page::default();
        Ok(true)
    }

    /// Lets go of what an onboarding has that is written down nowhere.
    pub(crate) fn forget(&mut self, owner: SessionId) {
        if let Place::Nowhere { given_out, .. } = &mut self.place {
            given_out.retain(|given| given.to != owner);
        }
    }

    /// Lets go of what a session has.
    pub(crate) fn release(&mut self, session: &SessionKey) -> Result<(), Trouble> {
        match &mut self.place {
            Place::Journal(journal) => journal.release(session),
            Place::Closed(_) | Place::Nowhere { .. } => Ok(()),
        }
    }
}
