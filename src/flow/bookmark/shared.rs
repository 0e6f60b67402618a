//! What two bookmarks about one line know together, after they were kept as two lines.

use super::Bookmark;
use crate::domain::time::Deadline;
use crate::flow::prompt::Halt;

impl Bookmark {
    /// The same bookmark with the waits and requests of an earlier one about the same line, of which this one knows nothing.
    /// The later end of two waits holds. A method whose wait is not known here gets the other's, and a fresh look is owed.
    #[must_use]
    pub(crate) fn with_waits_of(mut self, earlier: &Bookmark) -> Self {
        let (dossier, theirs) = (&mut self.dossier, &earlier.dossier);
        if dossier.locks.lack_waits_of(&theirs.locks) {
            dossier.set_up = None;
        }
        dossier.locks = dossier.locks.with_waits_of(&theirs.locks);
        dossier.named.join(&theirs.named);
        dossier.request_shut.join(&theirs.request_shut);
        dossier.appeal_shut.join(&theirs.appeal_shut);
        dossier.look_shut.join(&theirs.look_shut);
        let is_newer = |block: Deadline| {
            let looked = dossier.looked.map(|looked| looked.wall_ms);
            looked.is_none_or(|looked| looked < block.from.wall_ms)
        };
        let their_halt = theirs.halt.as_ref();
        if dossier.halt.is_none() && their_halt.and_then(Halt::look_again).is_some_and(is_newer) {
            dossier.halt = their_halt.cloned();
        }
        dossier.requests.extend(theirs.requests.iter().copied());
        dossier.requests.sort_by_key(|(_, at)| at.wall_ms);
        self.limited = Deadline::latest_end(self.limited, earlier.limited);
        self.last_transfer = match (self.last_transfer, earlier.last_transfer) {
            (Some(ours), Some(theirs)) if theirs.wall_ms > ours.wall_ms => Some(theirs),
            (ours, theirs) => ours.or(theirs),
        };
        self
    }
}
