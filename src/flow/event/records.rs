//! What is heard of the place where onboardings are written down.

use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use serde::Serialize;

/// Who has a number or an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// What they have.
    pub what: Resource,
    /// Their name, as their process wrote it down; `None` when nothing readable was.
    pub operator: Option<ServerText>,
    /// Since when.
    pub since: Timestamp,
}

/// A call that acts, by a former holder of the number, that may still arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnderWay {
    /// From when on nothing of it can arrive.
    pub until: Deadline,
    /// Whose call it is; `None` when nothing readable was written down.
    pub operator: Option<ServerText>,
}

/// What only one onboarding at a time may act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    /// A number, in whichever spelling.
    Line,
    /// An instance.
    Instance,
}

/// Why nothing can be written down, or what was written before is not to be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// What it is.
    pub kind: TroubleKind,
    /// The file or folder.
    pub path: String,
}

/// The kinds of trouble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKind {
    /// The file was damaged and set aside under this path; a fresh one was begun.
    SetAside(String),
    /// The file was written by a newer version of this program; it is left alone.
    Newer,
    /// It may not be written to.
    NotWritable,
    /// There is no room left.
    Full,
    /// A program has it open, and under its name is another file or none: it was removed, moved or replaced.
    Replaced,
    /// It may be read by others, and that could not be changed.
    Exposed,
    /// Another process keeps it busy.
    Busy,
    /// An earlier version of this program wrote it, and it cannot be brought up to date while others have it open; holds
    /// their names, `None` when those are not known.
    OpenElsewhere(Option<ServerText>),
    /// Something else.
    Broken,
}

impl Trouble {
    /// Whether things are written down all the same.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.kind, TroubleKind::SetAside(_))
    }
}
