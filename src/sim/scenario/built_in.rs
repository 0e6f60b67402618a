//! The scenarios that are part of the program: one file each, named as the scenario, by what they are about. The
//! plainest come first.

/// What a scenario is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// The straight way.
    Straight,
    /// PIN and confirmation on the phone.
    Security,
    /// Waits, and the ways to the code.
    Code,
    /// Captchas.
    Captcha,
    /// The instance and the account behind it.
    Account,
    /// Numbers that cannot go on.
    Stopped,
    /// Answers that were lost.
    Lost,
    /// Answers that look odd.
    Odd,
    /// Nobody is let in.
    Refused,
}

/// A scenario of the program.
pub(super) struct BuiltIn {
    pub(super) name: &'static str,
    pub(super) chapter: Chapter,
    pub(super) toml: &'static str,
}

macro_rules! built_in {
    ($($chapter:ident: $($name:literal),+;)+) => {
        pub(super) const BUILT_IN: &[BuiltIn] = &[
            $($(BuiltIn {
                name: $name,
                chapter: Chapter::$chapter,
                toml: include_str!(concat!("../../../assets/scenarios/", $name, ".toml")),
            }),+),+
        ];
    };
}

built_in! {
    Straight: "happy";
    Security: "pin", "device", "pin-then-device", "all-flags", "pin-forgotten", "pin-forgotten-404",
        "pin-shut", "transfer-asks-pin";
    Code: "wrong-code", "code-too-fast", "code-expired", "cooldown", "long-wait", "popup-connects", "popup-code", "method-changed";
    Captcha: "captcha", "captcha-wrong", "captcha-jpeg", "captcha-empty";
    Account: "partner", "secure", "already-connected", "session-lost", "session-conflict", "trial-ending";
    Stopped: "blocked-at-request", "blocked", "code-blocked", "banned", "unbanned", "unbanned-later", "appeal-refused", "unavailable",
        "declined", "wrong-number";
    Lost: "lost-request", "cut-request", "busy-request", "empty-request", "truncated-request", "lost-code",
        "endless-code", "empty-code", "no-success";
    Odd: "ninth-digit", "mexico", "argentina", "spelling-unsure", "no-number", "odd-numbers", "sparse", "slow", "flaky-status";
    Refused: "token-refused", "token-inactive", "instance-gone", "address-refused", "web-instance",
        "subscription-ended", "payment-required", "rate-limited", "redirect", "broken-gateway";
}
