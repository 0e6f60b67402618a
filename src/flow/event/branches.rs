//! What the service says on the ways that not every onboarding goes: captcha, PIN recovery, appeal.

use super::{CodeRequestVerdict, Reply, ReplyFacts, TransferVerdict};

/// The answer to what was read in a captcha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptchaReply {
    /// What became of it.
    pub verdict: CaptchaVerdict,
    /// What else it says, the next picture among it.
    pub facts: ReplyFacts,
}

/// What became of a captcha's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptchaVerdict {
    /// It was right: the code is on its way, without another request.
    Solved,
    /// It was wrong.
    Wrong,
    /// The answer does not tell.
    Unclear,
}

/// The answer to the wish for a PIN reset by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryReply {
    /// What `success` said; `None` when it was not there.
    pub success: Option<bool>,
    /// What else it says.
    pub facts: ReplyFacts,
}

/// The answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealReply {
    /// What became of it.
    pub verdict: AppealVerdict,
    /// What else it says.
    pub facts: ReplyFacts,
}

/// What became of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealVerdict {
    /// WhatsApp looks at it.
    InReview,
    /// The ban is lifted.
    Unbanned,
    /// It was not taken.
    Declined,
    /// The answer does not tell.
    Unclear,
}

impl ReplyFacts {
    /// Whether it says what comes next, or that the number is blocked.
    fn asks_more(&self) -> bool {
        self.blocked || self.pin_required || self.device_required || self.captcha.is_some()
    }
}

impl Reply {
    /// Whether it says no and nothing beside that.
    pub(crate) fn is_mere_no(&self) -> bool {
        match self {
            Reply::CodeRequest(reply) => reply.verdict == CodeRequestVerdict::NotSent,
            Reply::Confirmation(reply) => reply.success != Some(true) && !reply.facts.asks_more(),
            Reply::Captcha(reply) => {
                reply.verdict != CaptchaVerdict::Solved && !reply.facts.blocked
            }
            Reply::Recovery(reply) => reply.success != Some(true) && !reply.facts.asks_more(),
            Reply::Transfer(reply) => {
                reply.verdict != TransferVerdict::Done && !reply.facts.asks_more()
            }
            Reply::Appeal(reply) => reply.verdict == AppealVerdict::Declined,
            Reply::Status(_)
            | Reply::Device(_)
            | Reply::Instance(_)
            | Reply::Instances(_)
            | Reply::Availability(_)
            | Reply::Security(_)
            | Reply::Refused(_) => false,
        }
    }
}
