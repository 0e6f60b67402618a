//! What is written of several onboardings.

use crate::domain::time::Timestamp;
use crate::json::names::{digits, seconds, tag};
use crate::roster::Slip;
use serde::Serialize;

/// How one of several onboardings is doing.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateObject {
    /// The onboarding, by its place at the desk, from 1.
    pub session: u32,
    /// The name of the onboarding, which is the same wherever it stands; none before it has a number to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onboarding: Option<String>,
    /// The number, as digits behind a `+`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What somebody wrote about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The station that it is at.
    pub station: String,
    /// How it is doing: `needs_person`, `busy`, `waiting`, `not_begun`, `blocked`, `connected`, `set_aside` or `left`.
    pub condition: String,
    /// Seconds until it goes on, or can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_in_s: Option<u64>,
    /// Seconds that it took, once it is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_s: Option<u64>,
}

impl StateObject {
    /// The object of `slip` at `now`.
    #[must_use]
    pub fn of(slip: &Slip, onboarding: Option<String>, now: Timestamp) -> Self {
        Self {
            session: slip.session.place(),
            onboarding,
            number: slip.number.as_ref().map(digits),
            note: slip.note.as_deref().map(str::to_owned),
            station: tag(&slip.station),
            condition: tag(&slip.condition),
            due_in_s: slip.due.map(|due| seconds(due, now)),
            took_s: slip.took.map(|took| took.as_secs()),
        }
    }
}

/// How several onboardings ended.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Shift {
    /// The version of these objects.
    pub version: u32,
    /// The exit code of the program.
    pub exit: u8,
    /// How it ended, for people.
    pub text: String,
    /// Every onboarding that is not merely waiting its turn.
    pub states: Vec<StateObject>,
    /// How many wait their turn.
    pub not_begun: u32,
}
