//! What the service says on the ways that not every onboarding goes: captcha, PIN recovery, appeal.

use super::ReplyFacts;

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
