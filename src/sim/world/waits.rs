//! The ways a code can be sent, and when each opens. Each has its own wait.

use crate::sim::scenario::{Method, Waits};
use serde_json::{Map, Value};
use std::time::Duration;

/// All methods, with the wait's field.
const FIELDS: [(Method, &str); 3] = [
    (Method::Sms, "smsWaitSeconds"),
    (Method::Voice, "voiceWaitSeconds"),
    (Method::WaOld, "waOldWaitSeconds"),
];

impl Method {
    /// The method that a request names.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut all = FIELDS.into_iter().map(|(method, _)| method);
        all.find(|method| method.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Method::Sms => "sms",
            Method::Voice => "voice",
            Method::WaOld => "wa_old",
        }
    }
}

/// When a method opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Closed,
    Shut {
        until: Duration,
        /// How long it was shut for.
        length: Duration,
    },
}

/// What is left of a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    Nothing,
    For(Duration),
    Forever,
}

/// When each method opens.
#[derive(Clone, Debug)]
pub(super) struct Gates {
    sms: Gate,
    voice: Gate,
    wa_old: Gate,
    /// The method that was used last, and until when it is kept shut beyond what its wait says.
    held: Option<(Method, Duration)>,
}

impl Gates {
    pub(super) fn new(waits: &Waits) -> Self {
        let gate = |wait: i64| match u64::try_from(wait).map(Duration::from_secs) {
            Ok(wait) => Gate::Shut {
                until: wait,
                length: wait,
            },
            Err(_negative) => Gate::Closed,
        };
        Self {
            sms: gate(waits.sms),
            voice: gate(waits.voice),
            wa_old: gate(waits.wa_old.unwrap_or(0)),
            held: None,
        }
    }

    fn gate(&mut self, method: Method) -> &mut Gate {
        match method {
            Method::Sms => &mut self.sms,
            Method::Voice => &mut self.voice,
            Method::WaOld => &mut self.wa_old,
        }
    }

    /// Keeps a method shut until then, whatever its wait says.
    pub(super) fn hold(&mut self, method: Method, until: Duration) {
        self.held = Some((method, until));
    }

    /// How long a request by this method would still come too early.
    pub(super) fn left(&self, method: Method, now: Duration) -> Left {
        let held = self.held.filter(|(held, _)| *held == method);
        let held = held.map(|(_, until)| until.saturating_sub(now));
        match (self.named(method, now), held.filter(|left| !left.is_zero())) {
            (Left::Nothing, Some(held)) => Left::For(held),
            (Left::For(left), Some(held)) => Left::For(left.max(held)),
            (left, _) => left,
        }
    }

    /// What is left of the wait that answers name.
    fn named(&self, method: Method, now: Duration) -> Left {
        let gate = match method {
            Method::Sms => self.sms,
            Method::Voice => self.voice,
            Method::WaOld => self.wa_old,
        };
        match gate {
            Gate::Closed => Left::Forever,
            Gate::Shut { until, .. } if now < until => Left::For(until.saturating_sub(now)),
            Gate::Shut { .. } => Left::Nothing,
        }
    }

    /// Starts the wait that follows a granted request.
    pub(super) fn shut(&mut self, method: Method, waits: &Waits, now: Duration) {
        let length = Duration::from_secs(match method {
            Method::Sms => waits.after_sms,
            Method::Voice => waits.after_voice,
            Method::WaOld => waits.after_wa_old,
        });
        *self.gate(method) = Gate::Shut {
            until: now.saturating_add(length),
            length,
        };
    }

    /// A request before its time makes things worse: the method is shut for twice as long as it was. A closed
    /// one stays closed.
    pub(super) fn double(&mut self, method: Method, now: Duration) {
        let gate = self.gate(method);
        if let Gate::Shut { length, .. } = *gate {
            let length = length.saturating_mul(2);
            *gate = Gate::Shut {
                until: now.saturating_add(length),
                length,
            };
        }
    }

    /// Writes the waits into an answer; the pop-up's only where the scenario names one.
    pub(super) fn write(&self, body: &mut Map<String, Value>, now: Duration, waits: &Waits) {
        for (method, field) in FIELDS {
            if method == Method::WaOld && waits.wa_old.is_none() && waits.named.wa_old.is_none() {
                continue;
            }
            let seconds = match self.named(method, now) {
                Left::Nothing => 0,
                Left::Forever => -1,
                Left::For(left) => whole_seconds(left),
            };
            let instead = match method {
                Method::Sms => &waits.named.sms,
                Method::Voice => &waits.named.voice,
                Method::WaOld => &waits.named.wa_old,
            };
            let value = instead.clone().unwrap_or_else(|| seconds.into());
            body.insert(field.to_owned(), value);
        }
    }
}

/// Rounded up, so that a wait that is named is never too short.
pub(super) fn whole_seconds(wait: Duration) -> i64 {
    i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX)
}

/// The seconds that a value names, as a number or in a text; of anything else none.
pub(super) fn seconds_in(value: Option<&Value>) -> Duration {
    let seconds = value.and_then(|value| match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => value.as_u64(),
    });
    Duration::from_secs(seconds.unwrap_or_default())
}
