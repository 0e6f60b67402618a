//! What the first codes, PINs and transfer calls are answered, whatever they are, and what such an answer changes.

use crate::sim::scenario::{EarlyAnswer, Reported};
use crate::sim::world::captcha::{Asked, Then};
use crate::sim::world::registration::object;
use crate::sim::world::waits::{seconds_in, whole_seconds};
use crate::sim::world::{Answer, Stage, World};
use serde_json::Value;
use std::time::Duration;

/// Where something is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Code,
    Pin,
    Transfer,
}

/// How far the answers of one entry have come.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    given: usize,
    /// Until when the last of them is given again.
    shut_until: Duration,
}

/// The turns of all entries, and what their answers brought about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Turns {
    code: Turn,
    pin: Turn,
    transfer: Turn,
    /// Until when an answer blocked the number.
    blocked_until: Duration,
}

impl Turns {
    fn of(&mut self, entry: Entry) -> &mut Turn {
        match entry {
            Entry::Code => &mut self.code,
            Entry::Pin => &mut self.pin,
            Entry::Transfer => &mut self.transfer,
        }
    }

    /// Whether an answer blocked the number, and it still is.
    pub(super) fn is_blocked(&self, now: Duration) -> bool {
        now < self.blocked_until
    }
}

impl World {
    /// The answer that comes before any judgement; `None` when there is no more of them.
    pub(super) fn answer_early(&mut self, entry: Entry, now: Duration) -> Option<Answer> {
        let turn = *self.turns.of(entry);
        if now < turn.shut_until {
            return self.repeat(entry, now, "too early");
        }
        let early = self.list(entry).get(turn.given)?.clone();
        *self.turns.of(entry) = Turn {
            given: turn.given + 1,
            shut_until: now.saturating_add(wait_of(&early)),
        };
        self.take_effect(&early, now);
        let verdict = if early.success == Reported::True {
            "accepted"
        } else {
            "turned down"
        };
        Some(self.written(&early, verdict).counted())
    }

    /// The last answer of this entry once more, where its next step is what that answer asked for: another code, or the
    /// PIN that finishes the transfer.
    pub(super) fn repeat_early(&mut self, entry: Entry, now: Duration) -> Option<Answer> {
        let last = self.last_early(entry)?;
        let is_due = match (entry, self.stage) {
            (Entry::Code, Stage::Idle) => last.expires,
            (Entry::Transfer, Stage::Pin) => last.asks_pin,
            _ => false,
        };
        is_due.then(|| self.repeat(entry, now, "said again"))?
    }

    fn last_early(&mut self, entry: Entry) -> Option<EarlyAnswer> {
        let given = self.turns.of(entry).given.checked_sub(1)?;
        self.list(entry).get(given).cloned()
    }

    fn list(&self, entry: Entry) -> &[EarlyAnswer] {
        match entry {
            Entry::Code => &self.scenario.code.answers,
            Entry::Pin => &self.scenario.pin.answers,
            Entry::Transfer => &self.scenario.device.answers,
        }
    }

    /// The last answer, with what is left of its wait, and without a captcha.
    fn repeat(&mut self, entry: Entry, now: Duration, verdict: &'static str) -> Option<Answer> {
        let mut early = self.last_early(entry)?;
        let left = self.turns.of(entry).shut_until.saturating_sub(now);
        let left = (!left.is_zero()).then(|| Value::from(whole_seconds(left)));
        let named = |value: Option<Value>| value.and_then(|_| left.clone());
        early.retry_after = named(early.retry_after);
        early.retry_after_header = named(early.retry_after_header);
        early.captcha = false;
        Some(self.written(&early, verdict).counted())
    }

    fn take_effect(&mut self, early: &EarlyAnswer, now: Duration) {
        let was_transfer = matches!(self.stage, Stage::Device { .. });
        if early.blocked {
            let wait = wait_of(early);
            self.turns.blocked_until = if wait.is_zero() {
                Duration::MAX
            } else {
                now.saturating_add(wait)
            };
        }
        if early.asks_pin {
            // A phone that accepted is not asked once more after the PIN, unless the answer says so.
            self.phone_owed = early.asks_device || (self.phone_owed && !was_transfer);
            self.stage = Stage::Pin;
        } else if early.asks_device {
            self.stage = Stage::Device { asked: now };
        } else if early.captcha {
            self.ask_captcha_here();
        } else if early.expires {
            self.stage = Stage::Idle;
        } else if early.success == Reported::True {
            self.stage = Stage::Done { at: now };
        }
    }

    /// Puts a captcha before what is handed in now.
    fn ask_captcha_here(&mut self) {
        let then = match self.stage {
            Stage::Code { method, .. } => Then::Code(method),
            Stage::Pin => Then::Pin,
            Stage::Device { asked } => Then::Device { asked },
            Stage::Idle | Stage::Captcha { .. } | Stage::Done { .. } => return,
        };
        let asked = Asked::default();
        self.stage = Stage::Captcha { then, asked };
    }

    fn written(&self, early: &EarlyAnswer, verdict: &'static str) -> Answer {
        let success = match early.success {
            Reported::True => Some(true),
            Reported::False => Some(false),
            Reported::Absent => None,
        };
        let flag = |is_set: bool| is_set.then_some(Value::from(true));
        let picture = || self.picture(Asked::default());
        let body = object([
            ("success", success.map(Value::from)),
            ("error", early.error.clone().map(Value::from)),
            ("reason", early.reason.clone().map(Value::from)),
            ("blocked", flag(early.blocked)),
            ("confirmSecurityCode", flag(early.asks_pin)),
            ("deviceConfirm", flag(early.asks_device)),
            ("captcha", early.captcha.then(picture).map(Value::from)),
            ("retryAfter", early.retry_after.clone()),
        ]);
        Answer {
            status: early.status.unwrap_or(200),
            ..Answer::ok(verdict, body)
        }
        .retry_after(early.retry_after_header.as_ref())
    }
}

/// The longer of the waits that an answer names in seconds.
fn wait_of(early: &EarlyAnswer) -> Duration {
    let named = [&early.retry_after, &early.retry_after_header];
    let longest = named.into_iter().map(|value| seconds_in(value.as_ref()));
    longest.max().unwrap_or_default()
}
