//! What the service says on the ways that not every onboarding goes: captcha, PIN recovery, appeal.

use super::Captcha;
use crate::domain::server_text::ServerText;

/// The answer to what was read in a captcha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptchaReply {
    /// What became of it.
    pub verdict: CaptchaVerdict,
    /// The next picture, when there is one.
    pub picture: Option<Captcha>,
    /// The service's own words.
    pub text: Option<ServerText>,
}

/// What became of a captcha's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptchaVerdict {
    /// It was right: the code is on its way, without another request.
    Solved,
    /// It was wrong.
    Wrong,
    /// The number is blocked.
    Blocked,
    /// The answer does not tell.
    Unclear,
}

/// The answer to the wish for a PIN reset by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryReply {
    /// What `success` said; `None` when it was not there.
    pub success: Option<bool>,
    /// The service's own words.
    pub text: Option<ServerText>,
}

/// The answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealReply {
    /// What became of it.
    pub verdict: AppealVerdict,
    /// The service's own words.
    pub text: Option<ServerText>,
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
