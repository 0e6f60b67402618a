//! The history of an onboarding: who did what, and when.

use crate::domain::server_text::ServerText;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Holder, Late};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The onboarding was begun.
    Begun,
    /// A process took it up.
    TakenUp,
    /// Somebody took it over from somebody else who was at it.
    TakenOver {
        /// From whom; `None` when nothing readable was written down.
        from: Option<ServerText>,
    },
    /// It was written to a file for somebody on another machine.
    Exported,
    /// It came from another machine.
    Imported {
        /// Who handed it over; `None` when nothing readable was written down.
        from: Option<ServerText>,
    },
    /// It was forgotten on somebody's word.
    Forgotten,
    /// A step of the onboarding itself.
    Step(Checkpoint),
    /// What came of a call that acts, as far as its answer tells.
    Ended(Late),
    /// What came of a call after its holder had lost the number: written under that holder's name.
    Late(Late),
}

impl Entry {
    /// Whether it says that a process was granted the number.
    pub(super) fn is_grant(&self) -> bool {
        match self {
            Entry::Begun | Entry::TakenUp | Entry::TakenOver { .. } => true,
            Entry::Exported
            | Entry::Imported { .. }
            | Entry::Forgotten
            | Entry::Step(_)
            | Entry::Ended(_)
            | Entry::Late(_) => false,
        }
    }

    /// What a claim is in the history; `taken_from` is who had it.
    pub(super) fn of_claim(taken_from: Option<Holder>, is_new: bool) -> Self {
        match taken_from {
            Some(holder) => Entry::TakenOver {
                from: holder.operator,
            },
            None if is_new => Entry::Begun,
            None => Entry::TakenUp,
        }
    }
}

/// One row of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// Wall clock, milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// Who; `None` when nothing readable was written down.
    pub operator: Option<ServerText>,
    /// What.
    pub entry: Entry,
}
