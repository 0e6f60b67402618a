//! What came of a call that was under way when its number changed hands.

use super::{
    AppealVerdict, CaptchaVerdict, ChangeReply, CodeRequestVerdict, Failure, Outcome, Reply,
    ReplyFacts, SecurityReply, TransferVerdict,
};
use crate::domain::server_text::ServerText;
use crate::flow::effect::Checkpoint;
use serde::{Deserialize, Serialize};

/// What came of a call that acts after its holder had lost the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The record that announced it.
    pub call: Checkpoint,
    /// What came of it.
    pub outcome: LateOutcome,
    /// Whose call it was; `None` when it was the reader's own, or nothing readable was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ServerText>,
}

/// What came of a call, as far as the present holder of the number must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateOutcome {
    /// It was held back: nothing was sent.
    NotSent,
    /// The service did what was asked.
    Succeeded,
    /// The service wants a captcha, the PIN or the phone next.
    StepWanted,
    /// The service did not do it.
    Declined,
    /// The number is blocked.
    Blocked,
    /// Nobody knows.
    Unknown,
}

impl LateOutcome {
    /// What an outcome is for the present holder of the number.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let plain = |success: Option<bool>| match success {
            Some(true) => LateOutcome::Succeeded,
            Some(false) => LateOutcome::Declined,
            None => LateOutcome::Unknown,
        };
        match outcome {
            Err(Failure::NotSent(_)) => LateOutcome::NotSent,
            Ok(Reply::Refused(_)) => LateOutcome::Declined,
            Ok(Reply::Availability(reply)) if reply.blocked.is_some() => LateOutcome::Blocked,
            Ok(Reply::Availability(_)) => LateOutcome::Succeeded,
            Ok(Reply::CodeRequest(reply)) => match reply.verdict {
                CodeRequestVerdict::Blocked => LateOutcome::Blocked,
                CodeRequestVerdict::Captcha => LateOutcome::StepWanted,
                CodeRequestVerdict::Sent(_) => LateOutcome::Succeeded,
                CodeRequestVerdict::NotSent => LateOutcome::Declined,
                CodeRequestVerdict::Unclear => LateOutcome::Unknown,
            },
            Ok(Reply::Confirmation(reply)) => of_facts(&reply.facts, plain(reply.success)),
            Ok(Reply::Captcha(reply)) => of_facts(
                &reply.facts,
                match reply.verdict {
                    CaptchaVerdict::Solved => LateOutcome::Succeeded,
                    CaptchaVerdict::Wrong => LateOutcome::Declined,
                    CaptchaVerdict::Unclear => LateOutcome::Unknown,
                },
            ),
            Ok(Reply::Recovery(reply)) => of_facts(&reply.facts, plain(reply.success)),
            Ok(Reply::Transfer(reply)) => of_facts(
                &reply.facts,
                match reply.verdict {
                    TransferVerdict::Done => LateOutcome::Succeeded,
                    TransferVerdict::NotAccepted => LateOutcome::Declined,
                    TransferVerdict::Unclear => LateOutcome::Unknown,
                },
            ),
            Ok(Reply::Appeal(reply)) => of_appeal(reply.verdict),
            Ok(Reply::Security(SecurityReply::Change(reply))) => of_change(reply),
            Err(Failure::NoAnswer(_) | Failure::OutcomeUnknown(_))
            | Ok(
                Reply::Status(_)
                | Reply::Device(_)
                | Reply::Instance(_)
                | Reply::Instances(_)
                | Reply::Security(SecurityReply::Email(_) | SecurityReply::Pin(_)),
            ) => LateOutcome::Unknown,
        }
    }
}

/// What else an answer says comes before its verdict.
fn of_facts(facts: &ReplyFacts, verdict: LateOutcome) -> LateOutcome {
    if facts.blocked {
        LateOutcome::Blocked
    } else if facts.pin_required || facts.device_required || facts.captcha.is_some() {
        LateOutcome::StepWanted
    } else {
        verdict
    }
}

fn of_appeal(verdict: AppealVerdict) -> LateOutcome {
    match verdict {
        AppealVerdict::InReview | AppealVerdict::Unbanned => LateOutcome::Succeeded,
        AppealVerdict::Declined => LateOutcome::Declined,
        AppealVerdict::Unclear => LateOutcome::Unknown,
    }
}

fn of_change(reply: &ChangeReply) -> LateOutcome {
    match reply {
        ChangeReply::Done => LateOutcome::Succeeded,
        ChangeReply::CodeWanted => LateOutcome::StepWanted,
        ChangeReply::Declined(_) => LateOutcome::Declined,
        ChangeReply::Unclear => LateOutcome::Unknown,
    }
}
