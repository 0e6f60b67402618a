//! An onboarding as a file for a colleague on another machine: step, timers and history, and no secret.

use super::entry::{Entry, HistoryRow};
use super::keys::Keys;
use super::read::{Session, at};
use super::store::{Journal, SessionKey, add_bookmark, add_entry, begin, make_session};
use super::trouble::Fault;
use super::vault::FileNames;
use crate::domain::server_text::ServerText;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::event::Trouble;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The file's contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The version of this format.
    pub format: u32,
    /// The session's name on the machine that it comes from.
    pub session: String,
    /// The service that it is with.
    pub service: String,
    /// Who handed it over.
    pub operator: Option<ServerText>,
    /// Where it stands.
    pub bookmark: Bookmark,
    /// What happened there.
    pub history: Vec<HistoryRow>,
}

/// Why a hand-over was not taken in.
#[derive(Debug, Error)]
pub enum HandOverError {
    /// It is not one, or a damaged one.
    #[error("this is no hand-over of an onboarding")]
    NotUnderstood(#[source] serde_json::Error),
    /// It was written by a newer version.
    #[error("the hand-over has format {0}, which a newer version wrote")]
    Newer(u32),
    /// The instance's id or the service's address is none.
    #[error("the hand-over names no usable instance or service")]
    Instance,
    /// There is an unfinished onboarding of the same number and instance here.
    #[error("session {0} of this machine is about the same number and instance")]
    Known(String),
    /// The journal cannot be used.
    #[error("the journal cannot be used: {0:?}")]
    Journal(Trouble),
}

impl HandOver {
    /// The version that this program writes.
    pub const FORMAT: u32 = 1;

    /// Reads a file's contents.
    ///
    /// # Errors
    /// It is no hand-over, or one of a newer version.
    pub fn parse(text: &str) -> Result<Self, HandOverError> {
        /// What every version has.
        #[derive(Deserialize)]
        struct Stamp {
            format: u32,
        }
        let stamp: Stamp = serde_json::from_str(text).map_err(HandOverError::NotUnderstood)?;
        if stamp.format > Self::FORMAT {
            return Err(HandOverError::Newer(stamp.format));
        }
        serde_json::from_str(text).map_err(HandOverError::NotUnderstood)
    }
}

impl Journal {
    /// Writes an onboarding out for somebody else, and notes that it was.
    ///
    /// # Errors
    /// The journal cannot be used.
    pub fn hand_over(&mut self, session: &Session, now: Timestamp) -> Result<HandOver, Trouble> {
        self.note(&session.key, &Entry::Exported, now)?;
        Ok(HandOver {
            format: HandOver::FORMAT,
            session: session.key.0.clone(),
            service: session.service.clone(),
            operator: ServerText::new(&self.operator, &[]),
            bookmark: session.kept.bookmark.clone(),
            history: self.history(&session.key.0)?,
        })
    }

    /// Takes an onboarding in that was handed over.
    ///
    /// # Errors
    /// There is one of the same number and instance here, or the journal cannot be used.
    pub fn take_in(
        &mut self,
        given: &HandOver,
        now: Timestamp,
    ) -> Result<SessionKey, HandOverError> {
        if !is_plain(given.bookmark.instance_id()) || !is_address(&given.service) {
            return Err(HandOverError::Instance);
        }
        let taken = self.try_take_in(given, now);
        match taken.map_err(|fault| HandOverError::Journal(self.trouble(&fault)))? {
            Ok(key) => Ok(key),
            Err(known) => Err(HandOverError::Known(known)),
        }
    }

    fn try_take_in(
        &mut self,
        given: &HandOver,
        now: Timestamp,
    ) -> Result<Result<SessionKey, String>, Fault> {
        let keys = Keys::of_bookmark(&given.bookmark);
        let operator = self.operator.clone();
        self.opened.check()?;
        let step = begin(&mut self.store)?;
        let known: Option<String> = step
            .query_row(
                "SELECT id FROM session
                    WHERE line = ?1 AND instance = ?2 AND finished_ms IS NULL",
                params![keys.line, keys.instance.as_str()],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(known) = known {
            return Ok(Err(known));
        }
        let id = make_session(&step, &keys, &given.service, &operator, now)?;
        for row in &given.history {
            let who = row.operator.as_ref().map_or("", ServerText::as_str);
            let then = at(row.at_ms);
            add_entry(&step, &id, &row.entry, who, then)?;
        }
        let from = given.operator.clone();
        add_entry(&step, &id, &Entry::Imported { from }, &operator, now)?;
        let key = SessionKey(id);
        let no_files = FileNames::default();
        add_bookmark(&step, &key, (&given.bookmark, &no_files), &operator, now)?;
        step.commit()?;
        Ok(Ok(key))
    }
}

/// Whether an instance's id is nothing but letters and digits: it comes from a file that anybody may have written.
fn is_plain(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether it can be the address of a service, without anything that a terminal would follow.
fn is_address(service: &str) -> bool {
    service.starts_with("http") && service.bytes().all(|byte| byte.is_ascii_graphic())
}
