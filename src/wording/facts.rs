//! What is known at a question: labels and values.

use crate::domain::method::{Lock, Method};
use crate::domain::time::Timestamp;
use crate::flow::event::DeviceReply;
use crate::flow::prompt::{Ask, Checked, Finding, Halt, Live, PollView};
use crate::wording::{Fact, Wording};
use std::time::Duration;

/// A wait up to this long is told without the clock time of its end.
const SHORT_WAIT: Duration = Duration::from_mins(1);
/// A check that is answered sooner is not told to be under way: what flashes up cannot be read, and costs a slow line
/// more than the answer. Until then the last second of the wait stands.
const SLOW_ANSWER: Duration = Duration::from_millis(400);

impl Wording<'_> {
    /// The facts of a question.
    pub(super) fn facts(&self, ask: &Ask) -> Vec<Fact> {
        match ask {
            Ask::AlreadyConnected { device }
            | Ask::SameLine { device, .. }
            | Ask::Halted {
                halt: Halt::WrongNumber(device),
                ..
            } => self.device_facts(device),
            Ask::Board {
                requests,
                last_request,
                ..
            } => self.board_facts(*requests, *last_request),
            Ask::RequestGate { requests, .. } => {
                self.requests_fact(*requests).into_iter().collect()
            }
            Ask::Number { .. } | Ask::NumberGate { .. } | Ask::Instances { .. } => {
                self.account_facts(ask)
            }
            Ask::NotArrived { live, requests, .. } => {
                let requests = self.requests_fact(*requests);
                self.live_facts(live).into_iter().chain(requests).collect()
            }
            Ask::Code {
                live,
                wrong,
                watch,
                locks,
                ..
            } => self.code_facts(live, *wrong, watch.as_ref(), locks),
            Ask::Captcha { wrong, .. } | Ask::Pin { wrong, .. } => {
                self.wrong_fact(*wrong).into_iter().collect()
            }
            Ask::Device {
                since,
                poll,
                transfers,
                ..
            } => self.device_panel_facts(*since, poll, *transfers),
            Ask::Verifying { since, poll, .. } => self.watch_facts(*since, poll),
            Ask::Unknown { check, .. } => self.check_fact(check.as_ref()).into_iter().collect(),
            Ask::Connected {
                device,
                started,
                finished,
                ..
            } => self.connected_facts(device, finished.since(*started)),
            Ask::Secure { step, .. } => self.secure_facts(step),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::PinRecovery { .. }
            | Ask::Appeal { .. }
            | Ask::Halted { .. }
            | Ask::LeaveGate { .. } => Vec::new(),
        }
    }

    fn check_fact(&self, check: Option<&Checked>) -> Option<Fact> {
        check.map(|check| fact(self.catalog.fact_last_check(), self.checked(check)))
    }

    fn connected_facts(&self, device: &DeviceReply, took: Duration) -> Vec<Fact> {
        let c = self.catalog;
        let mut facts = self.device_facts(device);
        facts.push(fact(c.fact_took(), c.duration(took)));
        facts
    }

    fn device_panel_facts(&self, since: Timestamp, poll: &PollView, transfers: u32) -> Vec<Fact> {
        let c = self.catalog;
        let tried = (transfers > 0).then(|| fact(c.fact_transfers(), transfers.to_string()));
        let watch = self.watch_facts(since, poll);
        watch.into_iter().chain(tried).collect()
    }

    fn watch_facts(&self, since: Timestamp, poll: &PollView) -> Vec<Fact> {
        let since = fact(self.catalog.fact_waiting_since(), self.moment(since));
        std::iter::once(since)
            .chain(self.poll_facts(poll))
            .collect()
    }

    fn live_facts(&self, live: &Live) -> Vec<Fact> {
        let c = self.catalog;
        vec![
            fact(c.fact_method(), self.method(live.used)),
            fact(c.fact_requested(), self.moment(live.requested)),
        ]
    }

    fn code_facts(
        &self,
        live: &Live,
        wrong: u32,
        watch: Option<&PollView>,
        locks: &[(Method, Lock)],
    ) -> Vec<Fact> {
        let mut facts = self.live_facts(live);
        let next = fact(self.catalog.fact_next_request(), self.locks_line(locks));
        facts.push(next);
        facts.extend(self.wrong_fact(wrong));
        facts.extend(watch.map_or_else(Vec::new, |poll| self.poll_facts(poll)));
        facts
    }

    fn board_facts(&self, requests: u32, last: Option<(Method, Timestamp)>) -> Vec<Fact> {
        let c = self.catalog;
        let last = last.map(|(method, at)| {
            let last = c.method_at(self.method(method), self.moment(at));
            fact(c.fact_last_request(), last)
        });
        self.requests_fact(requests)
            .into_iter()
            .chain(last)
            .collect()
    }

    fn requests_fact(&self, requests: u32) -> Option<Fact> {
        (requests > 0).then(|| fact(self.catalog.fact_requests(), requests.to_string()))
    }

    /// When each method opens again, in one line.
    fn locks_line(&self, locks: &[(Method, Lock)]) -> String {
        let c = self.catalog;
        let part = |(method, lock): &(Method, Lock)| {
            let when = match lock {
                Lock::Open => c.lock_open(),
                Lock::Until(deadline) => {
                    let _noted = self.left(*deadline);
                    self.at_end(*deadline)
                }
                Lock::Closed => c.lock_short_closed(),
                Lock::Unknown => c.lock_short_unknown(),
                Lock::NotEligible => return None,
            };
            Some(c.method_at(self.method(*method), when))
        };
        let parts: Vec<String> = locks.iter().filter_map(part).collect();
        parts.join(" · ")
    }

    pub(super) fn wrong_fact(&self, wrong: u32) -> Option<Fact> {
        (wrong > 0).then(|| fact(self.catalog.fact_wrong(), wrong.to_string()))
    }

    fn device_facts(&self, device: &DeviceReply) -> Vec<Fact> {
        let c = self.catalog;
        let number = self.line_of(device);
        let name = device.name.as_ref().map(|name| (c.fact_name(), name));
        let model = device.model.as_ref().map(|model| (c.fact_device(), model));
        let rest = name.into_iter().chain(model);
        std::iter::once(fact(c.fact_number(), number))
            .chain(rest.map(|(label, text)| fact(label, self.others_words(text.as_str()))))
            .collect()
    }

    fn poll_facts(&self, poll: &PollView) -> Vec<Fact> {
        let c = self.catalog;
        // The line is there from the start, so that nothing moves when there is something to say.
        let last = match &poll.last {
            Some(check) => self.checked(check),
            None => c.no_check_yet(),
        };
        let next = match (poll.next, poll.asked) {
            // It is due, and the checks of other numbers come first.
            (Some(next), _) if next.remaining(self.now).is_none() => c.desk_turn(),
            (Some(next), _) if next.remaining(self.now) <= Some(SHORT_WAIT) => {
                c.in_wait(self.left(next))
            }
            (Some(next), _) => c.in_wait_at(self.at_end(next), self.left(next)),
            (None, asked) => {
                let taken = asked.map_or(SLOW_ANSWER, |asked| self.now.since(asked));
                match SLOW_ANSWER
                    .checked_sub(taken)
                    .filter(|left| !left.is_zero())
                {
                    Some(left) => {
                        self.will_change_in(left);
                        c.in_wait(c.duration(Duration::from_secs(1)))
                    }
                    None => c.checking(),
                }
            }
        };
        vec![
            fact(c.fact_last_check(), last),
            fact(c.fact_next_check(), next),
        ]
    }

    fn checked(&self, check: &Checked) -> String {
        let c = self.catalog;
        let finding = match &check.finding {
            Finding::Pending => c.finding_pending(),
            Finding::TakenOver => c.finding_taken_over(),
            Finding::LineUnclear => c.finding_line_unclear(),
            Finding::Unclear => c.finding_unclear(),
            Finding::Unreachable(_) => c.finding_unreachable(),
            Finding::Limited => c.finding_limited(),
            Finding::Refused(_) => c.finding_refused(),
        };
        c.check_at(finding, self.clock(check.at))
    }

    /// A past moment: its clock time and how long ago it was.
    fn moment(&self, moment: Timestamp) -> String {
        let time = self.clock(moment);
        match self.age(moment) {
            Some(age) => self.catalog.at_time_ago(age, time),
            None => self.catalog.at_time_now(time),
        }
    }
}

pub(super) fn fact(label: String, value: String) -> Fact {
    Fact { label, value }
}
