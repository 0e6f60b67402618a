//! What `success` in the answer to a code or a PIN means, once its facts lead to no other question.

use crate::flow::event::ConfirmationReply;
use crate::flow::prompt::AfterPin;

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The transfer must be accepted on the phone.
    Device,
    /// Nothing more is wanted.
    Done,
    /// What was handed in is wrong.
    Wrong,
    /// The answer does not tell.
    Unclear,
}

/// Reads the answer to a code.
pub(crate) fn of_code(reply: &ConfirmationReply) -> Verdict {
    match reply.success {
        Some(true) => Verdict::Done,
        Some(false) => Verdict::Wrong,
        None => Verdict::Unclear,
    }
}

/// Reads the answer to a PIN, after which `then` was to follow. A PIN that is wanted still is a wrong PIN.
pub(crate) fn of_pin(reply: &ConfirmationReply, then: AfterPin) -> Verdict {
    if reply.facts.pin_required && reply.success != Some(true) {
        return Verdict::Wrong;
    }
    match (of_code(reply), then) {
        (Verdict::Done, AfterPin::Device) => Verdict::Device,
        (verdict, _) => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::event::ReplyFacts;

    fn reply(pin: bool, success: Option<bool>) -> ConfirmationReply {
        ConfirmationReply {
            success,
            facts: ReplyFacts {
                pin_required: pin,
                ..ReplyFacts::default()
            },
        }
    }

    #[test]
    fn only_an_explicit_no_is_a_wrong_code() {
        assert_eq!(of_code(&reply(false, Some(false))), Verdict::Wrong);
        assert_eq!(of_code(&reply(false, None)), Verdict::Unclear);
        assert_eq!(of_code(&reply(false, Some(true))), Verdict::Done);
    }

    #[test]
    fn a_pin_that_is_wanted_still_is_wrong_and_a_right_one_leads_to_what_was_announced() {
        assert_eq!(of_pin(&reply(true, None), AfterPin::Device), Verdict::Wrong);
        let done = reply(true, Some(true));
        assert_eq!(of_pin(&done, AfterPin::Device), Verdict::Device);
        assert_eq!(of_pin(&done, AfterPin::Verification), Verdict::Done);
    }
}
