//! A field that is shut for some time: until when, by whom, and what comes next.

use crate::domain::method::Lock;
use crate::flow::prompt::{Pause, PausedBy, Problem, Prompt};
use crate::locale::catalog::Catalog;
use crate::wording::notes::warning;
use crate::wording::{Note, Wording};

impl Wording<'_> {
    /// A pause, and of one so long that the code will be too old, what comes next. `three_wrong` says what was wrong three
    /// times, `long` what comes next.
    pub(super) fn pause(
        &self,
        pause: Option<Pause>,
        three_wrong: fn(&Catalog, String, String) -> String,
        long: fn(&Catalog, String, String) -> String,
    ) -> Option<Note> {
        let pause = pause?;
        let (time, wait) = (self.ends_at(pause.until), self.left(pause.until));
        Some(warning(match pause.by {
            PausedBy::ThreeWrong => three_wrong(self.catalog, time, wait),
            PausedBy::Service if pause.is_long() => long(self.catalog, time, wait),
            PausedBy::Service => self.catalog.pause_by_service(time, wait),
        }))
    }
}

/// The pause that is the field's own: one that only waits for another holder's call has its own note, and a short one that
/// the problem names already is named once.
pub(super) fn own_pause(prompt: &Prompt, pause: Option<Pause>) -> Option<Pause> {
    let under_way = prompt.under_way.as_ref().map(|under_way| under_way.until);
    let named = match &prompt.problem {
        Some(
            Problem::Limited(_, until)
            | Problem::Locked(Lock::Until(until))
            | Problem::TurnedAway { until, .. },
        ) => Some(*until),
        Some(_) | None => None,
    };
    let pause = pause.filter(|pause| Some(pause.until) != under_way)?;
    (pause.is_long() || Some(pause.until) != named).then_some(pause)
}
