//! The method board: every way a code can come, with its lock, and nothing that can be asked before its time.

use crate::domain::method::{Lock, Method};
use crate::domain::phone::NumberWarning;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::event::Answer;
use crate::flow::memory::{Dossier, Memory, Progress, Registration};
use crate::flow::prompt::{Advice, Ask, Awaiting, Choice, Live, Problem};
use crate::flow::steps::looking::{Looking, Origin};
use crate::flow::steps::new_code::UnderWay;
use crate::flow::steps::number::AskNumber;
use crate::flow::steps::requesting::RequestGate;
use crate::flow::steps::{Cx, Step, View, acting, harmless, method_offers, take_up};
use std::time::Duration;

/// The board is shown.
#[derive(Clone, Debug)]
pub(crate) struct Board {
    pub(crate) dossier: Box<Dossier>,
    pub(crate) problem: Option<Problem>,
}

impl Board {
    fn lock(&self, method: Method, memory: &Memory, now: Timestamp) -> Lock {
        memory.method_lock(&self.dossier, method, now)
    }

    fn pick(mut self, method: Method, cx: &mut Cx<'_>) -> State {
        let lock = self.lock(method, cx.memory, cx.now);
        if lock == Lock::Open {
            return RequestGate::new(self.dossier, method).into();
        }
        self.problem = Some(Problem::Locked(lock));
        self.into()
    }
}

impl Step for Board {
    fn answered(mut self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if let Choice::Pick(method) = choice {
            return self.pick(method, cx);
        }
        if let Choice::PickEarly(method) = choice
            && cx
                .memory
                .overridable(&self.dossier, method, cx.now)
                .is_some()
        {
            return RequestGate::early(self.dossier, method).into();
        }
        if choice == Choice::Back {
            cx.memory.shelve(self.dossier);
            return AskNumber::open(cx).into();
        }
        if choice == Choice::LookAgain && cx.memory.look_lock(&self.dossier, cx.now) == Lock::Open {
            return Looking::begin(self.dossier, Origin::Board, cx).into();
        }
        if choice == Choice::Resume
            && let Some(progress) = self.dossier.progress.take()
        {
            let registration = Registration {
                dossier: self.dossier,
                progress,
            };
            return take_up(registration, cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::at(&self.dossier)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let dossier = &self.dossier;
        let live = dossier.progress.as_ref().map(|p| p.live.clone());
        let first: &[Choice] = if live.is_some() {
            &[Choice::Resume]
        } else {
            &[]
        };
        let ask = Ask::Board {
            number: dossier.number.clone(),
            locks: memory.locks(dossier, now),
            requests: dossier.requests_lately(now),
            last_request: dossier.requests.last().copied(),
            turned_away: dossier.turned.last_request(),
            advice: advise(dossier, dossier.progress.as_deref(), memory, now),
            live,
            reason: dossier.reason.clone(),
        };
        let mut view = View::new(ask, first);
        view.offers
            .extend(method_offers(memory.locks(dossier, now)));
        let early = |method: &Method| memory.overridable(dossier, *method, now).is_some();
        let early = Method::ALL.into_iter().filter(early);
        view.offers
            .extend(early.map(|method| harmless(Choice::PickEarly(method))));
        view.with_offer(acting(Choice::LookAgain, memory.look_lock(dossier, now)))
            .with_offer(harmless(Choice::Back))
            .with_problem(standing(self.problem.as_ref(), now))
    }
}

/// What went wrong last, unless time has mended it.
pub(crate) fn standing(problem: Option<&Problem>, now: Timestamp) -> Option<Problem> {
    let over = |problem: &&Problem| {
        if let Problem::Locked(lock) = problem {
            return lock.is_open(now);
        }
        matches!(
            problem,
            Problem::Limited(_, until) | Problem::TurnedAway { until, .. }
                if until.remaining(now).is_none()
        )
    };
    problem.filter(|problem| !over(problem)).cloned()
}

/// A code that is younger than this may still come.
const MAY_STILL_COME: Duration = Duration::from_mins(3);

/// What makes sense next for a number: what is under way first, then a way that was not tried last, then the
/// one that opens first. `progress` is the registration under way.
pub(crate) fn advise(
    dossier: &Dossier,
    progress: Option<&Progress>,
    memory: &Memory,
    now: Timestamp,
) -> Advice {
    let under_way = progress.map(|progress| UnderWay { dossier, progress });
    let leads_on = |under_way: UnderWay<'_>| {
        !under_way.wants_new_code(memory, now) && is_worth_staying(&under_way.progress.live, now)
    };
    if under_way.is_some_and(leads_on) {
        return Advice::StayWithIt;
    }
    let landline = dossier.number.warnings().contains(&NumberWarning::Landline);
    let mut locks = memory.locks(dossier, now);
    locks.retain(|(method, _)| *method == Method::Voice || !landline);
    let last = dossier.requests.last().map(|(method, _)| *method);
    let open = || locks.iter().filter(|(_, lock)| *lock == Lock::Open);
    let other = open().find(|(method, _)| Some(*method) != last);
    if let Some((method, _)) = other.or_else(|| open().next()) {
        return Advice::Ask(*method);
    }
    let opening = locks.iter().filter_map(|(method, lock)| match lock {
        Lock::Until(deadline) => Some((*method, *deadline)),
        Lock::Open | Lock::Closed | Lock::NotEligible | Lock::Unknown => None,
    });
    if let Some((method, deadline)) = opening.min_by_key(|(_, deadline)| deadline.remaining(now)) {
        return Advice::Wait(method, deadline);
    }
    if locks.iter().any(|(_, lock)| *lock == Lock::Unknown) {
        return Advice::Refresh;
    }
    Advice::Nothing
}

/// Whether a registration under way is a better bet than another request.
fn is_worth_staying(live: &Live, now: Timestamp) -> bool {
    match live.awaiting {
        Awaiting::Code => live.unknown.is_some() || now.since(live.requested) < MAY_STILL_COME,
        Awaiting::Captcha | Awaiting::Pin { .. } | Awaiting::Device | Awaiting::Verification => {
            true
        }
    }
}
