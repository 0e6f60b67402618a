//! What an onboarding is about at the moment: for the reader of an answer, which digits may be shown; and when it is taken
//! over.

use crate::domain::phone::PhoneNumber;
use crate::flow::Flow;
use crate::flow::bookmark::{Bookmark, Mark};
use crate::flow::event::Holder;
use crate::flow::steps::claiming::{Held, Purpose};

/// What an onboarding is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtHand {
    /// The number, in the spelling that the service is asked with; `None` before there is one.
    pub number: Option<PhoneNumber>,
    /// Whether a code was requested for it, so that an answer may echo a code or a PIN.
    pub code_requested: bool,
}

impl Flow {
    /// What it is about.
    #[must_use]
    pub fn at_hand(&self) -> AtHand {
        let dossier = match self.state.mark() {
            Mark::At { dossier, .. } => Some(dossier),
            Mark::Nothing | Mark::Connected(_) => {
                let resuming = self.memory.resuming.as_deref();
                let kept = resuming.or(self.kept.as_ref());
                kept.map(|kept| &kept.dossier)
            }
        };
        AtHand {
            number: dossier.map(|dossier| dossier.number.clone()),
            code_requested: dossier.is_some_and(|dossier| !dossier.requests.is_empty()),
        }
    }
}

/// The state after somebody took over what `mark` is about; `None` when it is about nothing of theirs.
pub(super) fn held_by(mark: &Mark<'_>, kept: Option<&Bookmark>, holder: Holder) -> Option<Held> {
    let dossier = match mark {
        Mark::At { dossier, .. } => Some(*dossier),
        Mark::Nothing | Mark::Connected(_) => kept.map(|kept| &kept.dossier),
    };
    let dossier = Box::new(dossier?.clone());
    Some(Held::new(dossier, Purpose::Regain, holder))
}
