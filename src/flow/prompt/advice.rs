//! What makes sense next, where several things can be done.

use crate::domain::method::Method;
use crate::domain::time::Deadline;
use serde::Serialize;

/// The recommended next move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Stay with the registration under way: its code may still come, or something else is awaited.
    StayWithIt,
    /// Ask by this method.
    Ask(Method),
    /// Wait until this method opens.
    Wait(Method, Deadline),
    /// Ask for fresh waits.
    Refresh,
    /// Nothing can be asked: WhatsApp closed every way.
    Nothing,
}
