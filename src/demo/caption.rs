//! What is said of the play: what happens at a question, and why, in a line or two.

use crate::demo::player::Doing;
use crate::domain::phone::{LineMatch, PhoneNumber};
use crate::flow::event::{Answer, DeviceReply};
use crate::flow::prompt::{Ask, Choice, Halt, Problem, Prompt, SecureStep};
use crate::locale::catalog::Catalog;

/// The caption of what somebody who is `doing` this does at `prompt`; `None` where the one before still holds.
#[must_use]
pub fn caption(prompt: &Prompt, doing: Doing<'_>, c: &Catalog) -> Option<String> {
    if prompt.activity.is_some() {
        return None;
    }
    Some(match &prompt.ask {
        Ask::Credentials { .. } => match doing {
            Doing::Answering(Answer::Choose(_)) => c.caption_list(),
            Doing::Ending => c.caption_refused(),
            Doing::Answering(_) | Doing::Waiting | Doing::Watching => c.caption_credentials(),
        },
        Ask::Partner { .. } => c.caption_partner(),
        Ask::Instances { .. } => c.caption_instances(),
        Ask::AlreadyConnected { .. } => c.caption_already(),
        Ask::Number { .. } => c.caption_number(),
        Ask::NumberGate { leftover, .. } => match (leftover, doing) {
            (_, Doing::Ending) => c.caption_refused(),
            (Some(_), _) => c.caption_leftover(),
            (None, _) => c.caption_gate(),
        },
        Ask::Board { .. } => match doing {
            Doing::Waiting => c.caption_shut(),
            Doing::Answering(Answer::Choose(Choice::LookAgain)) => c.caption_look_again(),
            Doing::Answering(_) | Doing::Watching | Doing::Ending => c.caption_board(),
        },
        Ask::RequestGate { .. } => c.caption_request(),
        Ask::Captcha { wrong: 0, .. } => c.caption_captcha(),
        Ask::Captcha { .. } => c.caption_captcha_again(),
        Ask::Code { wrong, .. } => at_code(*wrong, doing, c),
        Ask::Pin { recovery, .. } => match (recovery, doing) {
            (_, Doing::Answering(Answer::Choose(_))) => c.caption_pin_forgotten(),
            (Some(_), _) => c.caption_pin_mailed(),
            (None, _) => c.caption_pin(),
        },
        Ask::PinRecovery { .. } => c.caption_recovery(),
        Ask::Device { .. } => match doing {
            Doing::Answering(_) => c.caption_accepted(),
            Doing::Waiting | Doing::Watching | Doing::Ending => c.caption_device(),
        },
        Ask::Verifying { .. } => c.caption_verifying(),
        Ask::SameLine { .. } => c.caption_same_line(),
        Ask::Unknown { .. } => at_unknown(doing, c),
        Ask::Halted { halt, .. } => stopped(halt, doing, c),
        Ask::Appeal { .. } => match doing {
            Doing::Ending => c.caption_appeal_refused(),
            Doing::Answering(_) | Doing::Waiting | Doing::Watching => c.caption_appeal(),
        },
        Ask::Secure { step, .. } => at_secure(step, prompt, doing, c),
        Ask::Connected { number, device, .. } => match doing {
            Doing::Answering(_) => c.caption_protect(),
            Doing::Waiting | Doing::Watching | Doing::Ending => connected(number, device, c),
        },
        // Whoever plays a scenario from its start does not come here.
        Ask::Unrecorded { .. }
        | Ask::Welcome { .. }
        | Ask::Held { .. }
        | Ask::NotArrived { .. }
        | Ask::LeaveGate { .. } => return None,
    })
}

fn connected(number: &PhoneNumber, device: &DeviceReply, c: &Catalog) -> String {
    match number.matches(device.phone.as_deref()) {
        LineMatch::Same => c.caption_connected(),
        LineMatch::Unsure | LineMatch::Different | LineMatch::Unreadable => {
            c.caption_connected_confirmed()
        }
    }
}

fn at_unknown(doing: Doing<'_>, c: &Catalog) -> String {
    match doing {
        Doing::Answering(Answer::Choose(Choice::CheckNow)) => c.caption_check(),
        Doing::Answering(_) | Doing::Waiting | Doing::Watching | Doing::Ending => c.caption_seen(),
    }
}

fn at_code(wrong: u32, doing: Doing<'_>, c: &Catalog) -> String {
    match (wrong, doing) {
        (_, Doing::Watching) => c.caption_code_watched(),
        (0, Doing::Answering(_) | Doing::Waiting | Doing::Ending) => c.caption_code(),
        (_, Doing::Answering(_) | Doing::Waiting | Doing::Ending) => c.caption_code_again(),
    }
}

fn stopped(halt: &Halt, doing: Doing<'_>, c: &Catalog) -> String {
    match (halt, doing) {
        (_, Doing::Answering(Answer::Choose(Choice::WriteAppeal))) => c.caption_banned(),
        (Halt::InReview { .. }, Doing::Waiting) => c.caption_review(),
        (Halt::InReview { .. }, Doing::Answering(_)) => c.caption_look_later(),
        (Halt::InReview { .. }, Doing::Ending | Doing::Watching) => c.caption_filed(),
        (Halt::WrongNumber(_), _) => c.caption_wrong_number(),
        (
            Halt::Unavailable { .. }
            | Halt::Banned(_)
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. },
            _,
        ) => c.caption_halted(),
    }
}

fn at_secure(step: &SecureStep, prompt: &Prompt, doing: Doing<'_>, c: &Catalog) -> String {
    match step {
        SecureStep::Overview(_) => match doing {
            Doing::Ending => c.caption_secured(),
            Doing::Answering(_) | Doing::Waiting | Doing::Watching => c.caption_secure(),
        },
        SecureStep::Email => c.caption_email(),
        SecureStep::EmailCode { .. }
            if matches!(prompt.problem, Some(Problem::WrongEmailCode(_))) =>
        {
            c.caption_email_code_again()
        }
        SecureStep::EmailCode { .. } => c.caption_email_code(),
        SecureStep::NewPin => c.caption_new_pin(),
    }
}
