//! What is written down at once: where an onboarding stands, what happened, and what that means for the act window.

use super::acting::{self, Acting, Window};
use super::entry::Entry;
use super::lease::{self, Tenure};
use super::read;
use super::store::{Journal, Lost, add_bookmark, add_entry, begin};
use super::trouble::Fault;
use super::vault::{FileNames, Held};
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::Checkpoint;
use crate::flow::event::Late;

/// What is written down at once.
#[derive(Debug, Default)]
pub struct Page<'p> {
    /// Where the onboarding stands; `None` when that has not changed.
    pub bookmark: Option<&'p Bookmark>,
    /// What happened.
    pub records: &'p [Checkpoint],
    /// What it means for the act window.
    pub acting: Acting,
    /// What came of a call that acts: it is kept in the history, even when the number was lost meanwhile.
    pub late: Option<&'p Late>,
}

impl Journal {
    /// Writes down where an onboarding stands and what happened, at once or not at all, if the onboarding
    /// still has its number and its instance by this grant. What came of a call that was under way is kept in the
    /// history even if not.
    ///
    /// # Errors
    /// Another program took them over, a call of another holder may still arrive and the page announces one, or the file
    /// cannot be written to.
    pub fn write(&mut self, tenure: &Tenure, page: &Page<'_>, now: Timestamp) -> Result<(), Lost> {
        match self.try_write(tenure, page, now) {
            Ok(None) => Ok(()),
            Ok(Some(lost)) => Err(lost),
            Err(fault) => Err(Lost::Trouble(self.trouble(&fault))),
        }
    }

    /// Writes a page that means nothing for the act window.
    ///
    /// # Errors
    /// As [`Journal::write`].
    pub fn append(
        &mut self,
        tenure: &Tenure,
        bookmark: Option<&Bookmark>,
        records: &[Checkpoint],
        now: Timestamp,
    ) -> Result<(), Lost> {
        let page = Page {
            bookmark,
            records,
            ..Page::default()
        };
        self.write(tenure, &page, now)
    }

    fn try_write(
        &mut self,
        tenure: &Tenure,
        page: &Page<'_>,
        now: Timestamp,
    ) -> Result<Option<Lost>, Fault> {
        let session = &tenure.session;
        let held = page.bookmark.map(Held::of);
        self.opened.check()?;
        let step = begin(&mut self.store)?;
        if let Some(holder) = lease::lost_to(&step, tenure, &self.holder, now)? {
            if let Some(late) = page.late {
                add_entry(
                    &step,
                    &session.0,
                    &Entry::Late(late.clone()),
                    &self.operator,
                    now,
                )?;
            }
            if page.acting == Acting::Ends {
                acting::close_windows(&step, tenure.fence)?;
            }
            lease::let_go(&step, tenure, &self.holder)?;
            step.commit()?;
            return Ok(Some(Lost::Lease(holder)));
        }
        match page.acting {
            Acting::Same => {}
            Acting::Begins => {
                if let Some(under_way) = acting::under_way(&step, tenure, now)? {
                    return Ok(Some(Lost::Early(under_way)));
                }
                let lasts = self.limits.window;
                let window = Window::begun(tenure.fence, &self.operator, lasts, now);
                acting::open_window(&step, tenure, &window)?;
            }
            Acting::Ends => acting::close_windows(&step, tenure.fence)?,
        }
        // What is wanted beside the row must be there before the row says so; what is not wanted any more goes
        // after it.
        let mut files = FileNames::default();
        if let (Some(vault), Some(held)) = (&mut self.vault, &held) {
            let before = if held.is_partly_elsewhere() {
                read::last_files(&step, &session.0)?
            } else {
                FileNames::default()
            };
            files = vault.store(&session.0, held, &before)?;
        }
        if let Some(bookmark) = page.bookmark {
            add_bookmark(&step, session, (bookmark, &files), &self.operator, now)?;
        }
        if let Some(late) = page.late {
            let ended = Entry::Ended(late.clone());
            add_entry(&step, &session.0, &ended, &self.operator, now)?;
        }
        for record in page.records {
            let entry = Entry::Step(record.clone());
            add_entry(&step, &session.0, &entry, &self.operator, now)?;
        }
        self.opened.check()?;
        step.commit()?;
        if let (Some(vault), Some(held)) = (&mut self.vault, held) {
            vault.settle(&session.0, held, files)?;
        }
        Ok(None)
    }
}
