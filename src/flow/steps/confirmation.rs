//! What the answer to a code or a PIN means: the flags come before `success`.

use crate::flow::event::ConfirmationReply;
use crate::flow::prompt::AfterPin;

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The PIN is wanted, and then this.
    Pin(AfterPin),
    /// Somebody must accept on the phone.
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
    match (reply.pin_required, reply.device_required) {
        (true, true) => Verdict::Pin(AfterPin::Device),
        (true, false) => Verdict::Pin(AfterPin::Verification),
        (false, true) => Verdict::Device,
        (false, false) => plain(reply.success),
    }
}

/// Reads the answer to a PIN, after which `then` was to follow. A PIN that is wanted still is a wrong PIN.
pub(crate) fn of_pin(reply: &ConfirmationReply, then: AfterPin) -> Verdict {
    if reply.pin_required && reply.success != Some(true) {
        return Verdict::Wrong;
    }
    if reply.device_required {
        return Verdict::Device;
    }
    match (plain(reply.success), then) {
        (Verdict::Done, AfterPin::Device) => Verdict::Device,
        (verdict, _) => verdict,
    }
}

fn plain(success: Option<bool>) -> Verdict {
    match success {
        Some(true) => Verdict::Done,
        Some(false) => Verdict::Wrong,
        None => Verdict::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(pin: bool, device: bool, success: Option<bool>) -> ConfirmationReply {
        ConfirmationReply {
            pin_required: pin,
            device_required: device,
            success,
            text: None,
        }
    }

    #[test]
    fn flags_count_whatever_success_says() {
        for success in [None, Some(false), Some(true)] {
            let both = Verdict::Pin(AfterPin::Device);
            assert_eq!(of_code(&reply(true, true, success)), both);
            assert_eq!(of_code(&reply(false, true, success)), Verdict::Device);
            let pin = Verdict::Pin(AfterPin::Verification);
            assert_eq!(of_code(&reply(true, false, success)), pin);
        }
    }

    #[test]
    fn without_flags_only_an_explicit_no_is_a_wrong_code() {
        assert_eq!(of_code(&reply(false, false, Some(false))), Verdict::Wrong);
        assert_eq!(of_code(&reply(false, false, None)), Verdict::Unclear);
        assert_eq!(of_code(&reply(false, false, Some(true))), Verdict::Done);
    }

    #[test]
    fn after_a_pin_the_device_follows_when_it_was_announced_or_is_asked_now() {
        let done = reply(false, false, Some(true));
        assert_eq!(of_pin(&done, AfterPin::Device), Verdict::Device);
        assert_eq!(of_pin(&done, AfterPin::Verification), Verdict::Done);
        let asked = reply(false, true, Some(false));
        assert_eq!(of_pin(&asked, AfterPin::Verification), Verdict::Device);
        let still = reply(true, true, Some(false));
        assert_eq!(of_pin(&still, AfterPin::Device), Verdict::Wrong);
    }
}
