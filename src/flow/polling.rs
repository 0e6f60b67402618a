//! Watching `/status`: every five seconds, more slowly when it fails, as the service asks when it does.
//!
//! `/status` only reads, so it is the one call that repeats itself.

use crate::domain::method::Lock;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::effect::Call;
use crate::flow::event::{CallId, Cause, Link, Outcome, Refusal, RefusalCause, Reply};
use crate::flow::prompt::{Checked, Finding, PollView};
use crate::flow::steps::{Cx, InFlight};
use crate::flow::{Wakeup, Why};
use std::time::Duration;

/// Between two checks while all is well.
pub(crate) const POLL_EVERY: Duration = Duration::from_secs(5);
/// The longest pause between checks that fail.
pub(crate) const POLL_AT_MOST: Duration = Duration::from_mins(1);
/// Between two checks that the person asks for.
pub(crate) const CHECK_SPACING: Duration = Duration::from_secs(2);
/// How long the service needs after the last step before its `/status` can be believed.
pub(crate) const SETTLE: Duration = Duration::from_millis(2_500);

/// A watch on `/status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Poll {
    last: Option<Checked>,
    next: Deadline,
    /// The wait that the service named for the account: before its end not even the person can check.
    limited: Option<Deadline>,
    flight: Option<InFlight>,
    /// When a check left last.
    asked: Option<Timestamp>,
    failures: u32,
    /// The service's own words beside the last connection.
    words: Option<ServerText>,
}

impl Poll {
    /// A watch whose first check is due after `wait`, or when the service wants requests again.
    pub(crate) fn first_after(wait: Duration, cx: &Cx<'_>) -> Self {
        let limited = cx.memory.limit_at(cx.now);
        let next = Deadline::after(cx.now, wait);
        Self {
            last: None,
            next: limited.map_or(next, |limited| limited.later(next, cx.now)),
            limited,
            flight: None,
            asked: None,
            failures: 0,
            words: None,
        }
    }

    /// A watch whose first check is due at once, when the service wants requests at all.
    pub(crate) fn at_once(cx: &Cx<'_>) -> Self {
        Self::first_after(Duration::ZERO, cx)
    }

    /// When the check that is under way, or the last one, left; `None` before the first.
    pub(crate) fn asked(&self) -> Option<Timestamp> {
        self.asked
    }

    /// Checks again at `deadline`, unless the service wants it later.
    pub(crate) fn look_at(&mut self, deadline: Deadline, now: Timestamp) {
        self.next = self
            .limited
            .map_or(deadline, |limited| limited.later(deadline, now));
    }

    /// What a front end shows of it.
    pub(crate) fn view(&self) -> PollView {
        PollView {
            last: self.last.clone(),
            next: self.flight.is_none().then_some(self.next),
            asked: self.flight.and(self.asked),
        }
    }

    /// The call that it awaits.
    pub(crate) fn awaits(&self) -> Option<CallId> {
        self.flight.map(|flight| flight.id)
    }

    /// When it wants to be woken.
    pub(crate) fn wakeup(&self) -> Option<Wakeup> {
        self.flight.is_none().then_some(Wakeup {
            due: self.next,
            why: Why::PollStatus,
        })
    }

    /// Whether the person can ask for a check at `now`.
    pub(crate) fn check_lock(&self, now: Timestamp) -> Lock {
        match &self.last {
            Some(Checked {
                finding: Finding::Limited,
                ..
            }) => Lock::Until(self.next).at(now),
            Some(_) | None => self.limited.map_or(Lock::Open, Lock::Until).at(now),
        }
    }

    /// Sends a check if one is due.
    pub(crate) fn check_if_due(&mut self, cx: &mut Cx<'_>) {
        if self.next.remaining(cx.now).is_none() && !self.keeps_quiet(cx) {
            self.check(cx);
        }
    }

    /// Sends a check on the person's word, unless one is under way. When one has just been, the next one comes as soon
    /// as it may: nobody has to be told to wait for a second.
    pub(crate) fn check_on_request(&mut self, cx: &mut Cx<'_>) {
        if !self.check_lock(cx.now).is_open(cx.now) || self.keeps_quiet(cx) {
            return;
        }
        let last = self.last.as_ref();
        let spacing = last.map(|checked| Deadline::after(checked.at, CHECK_SPACING));
        match spacing.filter(|spacing| spacing.remaining(cx.now).is_some()) {
            Some(spacing) => self.next = spacing,
            None => self.check(cx),
        }
    }

    /// Puts the check off while the service wants fewer requests of the account, whoever it told that.
    fn keeps_quiet(&mut self, cx: &Cx<'_>) -> bool {
        let Some(limit) = cx.memory.limit_at(cx.now) else {
            return false;
        };
        self.limited = Some(limit);
        self.next = limit.later(self.next, cx.now);
        true
    }

    fn check(&mut self, cx: &mut Cx<'_>) {
        if self.flight.is_none() {
            self.flight = Some(cx.call(Call::Status, 0));
            self.asked = Some(cx.now);
        }
    }

    /// Gives up a check that is under way, to make room for another call.
    pub(crate) fn stop(&mut self, cx: &mut Cx<'_>) {
        if let Some(flight) = self.flight.take() {
            cx.abandon(flight);
            self.next = Deadline::after(cx.now, POLL_EVERY);
        }
    }

    /// Takes the end of a check in and plans the next one. `true` when the instance is connected.
    pub(crate) fn heard(&mut self, outcome: Outcome, now: Timestamp) -> bool {
        self.flight = None;
        let text = words_of(&outcome);
        let (finding, asked_wait) = match judge(outcome) {
            Heard::Connected => {
                self.words = text;
                return true;
            }
            Heard::Found(finding, wait) => (finding, wait),
        };
        self.failures = if matches!(finding, Finding::Pending | Finding::TakenOver) {
            0
        } else {
            self.failures.saturating_add(1)
        };
        self.plan(asked_wait, now);
        let at = now;
        self.last = Some(Checked { at, finding, text });
        false
    }

    /// Notes that the line behind a connection could not be read, and plans another check, later each time.
    pub(crate) fn line_unclear(&mut self, asked_wait: Option<Duration>, now: Timestamp) {
        self.last = Some(Checked {
            at: now,
            finding: Finding::LineUnclear,
            text: self.words.take(),
        });
        self.failures = self.failures.saturating_add(1);
        self.plan(asked_wait, now);
    }

    /// Plans the next check: when the service asks for it, or later with every failure in a row.
    fn plan(&mut self, asked_wait: Option<Duration>, now: Timestamp) {
        let backoff = POLL_EVERY
            .saturating_mul(1 << self.failures.saturating_sub(1).min(4))
            .min(POLL_AT_MOST);
        self.next = Deadline::after(now, asked_wait.unwrap_or(backoff).max(POLL_EVERY));
    }
}

enum Heard {
    Connected,
    Found(Finding, Option<Duration>),
}

fn judge(outcome: Outcome) -> Heard {
    match outcome {
        Ok(Reply::Status(status)) => match status.link {
            Link::Connected => Heard::Connected,
            Link::NotConnected | Link::SessionLost => Heard::Found(Finding::Pending, None),
            Link::TakenOver => Heard::Found(Finding::TakenOver, None),
            Link::Unclear => Heard::Found(Finding::Unclear, None),
        },
        Ok(Reply::Refused(Refusal {
            cause: RefusalCause::TooManyRequests(wait),
            ..
        })) => Heard::Found(Finding::Limited, wait),
        Ok(Reply::Refused(refusal)) => Heard::Found(Finding::Refused(refusal), None),
        Err(failure) => Heard::Found(Finding::Unreachable(failure), None),
        Ok(
            Reply::Device(_)
            | Reply::Instance(_)
            | Reply::Instances(_)
            | Reply::Security(_)
            | Reply::Availability(_)
            | Reply::CodeRequest(_)
            | Reply::Confirmation(_)
            | Reply::Captcha(_)
            | Reply::Recovery(_)
            | Reply::Transfer(_)
            | Reply::Appeal(_),
        ) => Heard::Found(Finding::Unclear, None),
    }
}

/// The service's own words in the answer to a check, where they say more than what was found.
pub(crate) fn words_of(outcome: &Outcome) -> Option<ServerText> {
    match outcome {
        Ok(Reply::Status(status)) => status.text.clone(),
        Ok(Reply::Refused(refusal)) => refusal.text.clone(),
        Err(failure) => match failure.cause() {
            Cause::ServerError(_, text) | Cause::NotUnderstood(_, text) => text.clone(),
            Cause::StatusRefused(refusal) => refusal.text.clone(),
            Cause::Dns
            | Cause::Connect
            | Cause::Tls(_)
            | Cause::Timeout
            | Cause::Interrupted
            | Cause::NotRecorded
            | Cause::TakenOver
            | Cause::TooLate
            | Cause::CallUnderWay
            | Cause::AlreadyConnected
            | Cause::StatusChanged
            | Cause::Broken
            | Cause::Redirected
            | Cause::TooLarge => None,
        },
        Ok(
            Reply::Device(_)
            | Reply::Instance(_)
            | Reply::Instances(_)
            | Reply::Security(_)
            | Reply::Availability(_)
            | Reply::CodeRequest(_)
            | Reply::Confirmation(_)
            | Reply::Captcha(_)
            | Reply::Recovery(_)
            | Reply::Transfer(_)
            | Reply::Appeal(_),
        ) => None,
    }
}

/// What one check of `/status` outside a watch found; `None` when the instance is connected.
pub(crate) fn finding_of(outcome: Outcome) -> Option<Finding> {
    match judge(outcome) {
        Heard::Connected => None,
        Heard::Found(finding, _) => Some(finding),
    }
}
