//! A paste between its two brackets.

use crate::runtime::input::sequence::{ESC, Sequence, Step};
use zeroize::Zeroizing;

/// The most bytes of a paste that are kept.
pub(super) const LONGEST_PASTE: usize = 1024 * 1024;
/// What ends it.
pub(super) const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What is being pasted.
#[derive(Default)]
pub(super) struct Paste {
    text: Zeroizing<Vec<u8>>,
    /// How many bytes of its end have come.
    ending: usize,
    /// A part of it was handed on already.
    is_torn: bool,
}

impl Paste {
    /// Takes a byte in; `true` when it was the last one.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        if PASTE_ENDS.get(self.ending) == Some(&byte) {
            self.ending += 1;
            return self.ending == PASTE_ENDS.len();
        }
        // What looked like the end was text; only its first byte can begin another one.
        let text = PASTE_ENDS.get(..self.ending).unwrap_or_default();
        self.ending = usize::from(byte == ESC);
        let last = (byte != ESC).then_some(byte);
        let room = LONGEST_PASTE.saturating_sub(self.text.len());
        self.text
            .extend(text.iter().copied().chain(last).take(room));
        false
    }

    /// Hands its text out before its end.
    pub(super) fn interrupt(&mut self) -> Zeroizing<Vec<u8>> {
        self.is_torn = true;
        self.ending = 0;
        self.take_text()
    }

    pub(super) fn take_text(&mut self) -> Zeroizing<Vec<u8>> {
        std::mem::take(&mut self.text)
    }

    /// Whether a part of it was handed on already.
    pub(super) fn is_torn(&self) -> bool {
        self.is_torn
    }

    /// What has come of its end; `None` when that has not begun.
    pub(super) fn begun_end(&self) -> Option<(Sequence, Zeroizing<Vec<u8>>)> {
        let begun = PASTE_ENDS.get(..self.ending)?;
        let (first, others) = begun.split_first()?;
        let mut sequence = Sequence::begun_by(*first)?;
        for byte in others {
            match sequence.step(*byte) {
                Step::Held(next) => sequence = next,
                Step::Complete | Step::Through(_) | Step::Broken | Step::BrokenByEscape => {
                    return None;
                }
            }
        }
        Some((sequence, Zeroizing::new(begun.to_vec())))
    }
}
