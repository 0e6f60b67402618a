//! The account's instances, page by page. Picking one fills id and token of the credentials, which are then
//! checked as if they had been typed. The tokens of the list stay here and are never shown.

use crate::domain::credentials::PartnerToken;
use crate::domain::method::Lock;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::Mark;
use crate::flow::effect::{Call, INSTANCES_PER_PAGE};
use crate::flow::event::{
    Answer, CallId, InstanceKind, InstancesReply, ListedInstance, Outcome, Reply,
};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice, Problem};
use crate::flow::steps::credentials::check_held;
use crate::flow::steps::partner::{self, AskPartner};
use crate::flow::steps::{Cx, InFlight, Step, View, harmless, locked, problem_of};

/// A page is being read.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    token: PartnerToken,
    page: u32,
    /// The page that was shown before; `None` when there was none.
    from: Option<PickInstance>,
    flight: InFlight,
}

/// A page is shown.
#[derive(Clone, Debug)]
pub(crate) struct PickInstance {
    token: PartnerToken,
    page: u32,
    listed: InstancesReply,
    problem: Option<Problem>,
}

impl Listing {
    /// Reads page `page`, counted from 1.
    pub(crate) fn begin(
        token: PartnerToken,
        page: u32,
        from: Option<PickInstance>,
        cx: &mut Cx<'_>,
    ) -> Self {
        let call = Call::Instances {
            partner: token.clone(),
            page,
        };
        let flight = cx.call(call, 0);
        Self {
            token,
            page,
            from,
            flight,
        }
    }

    /// Where the reading was asked for.
    fn back_with(self, problem: Option<Problem>) -> State {
        match self.from {
            Some(mut from) => {
                from.problem = problem;
                from.into()
            }
            None => AskPartner { problem }.into(),
        }
    }
}

impl Step for Listing {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            cx.abandon(self.flight);
            return self.back_with(None);
        }
        self.into()
    }

    fn replied(self, outcome: Outcome, cx: &mut Cx<'_>) -> State {
        let Ok(Reply::Instances(mut listed)) = outcome else {
            return self.back_with(Some(problem_of(outcome, cx.now)));
        };
        listed.instances.sort_by_key(|instance| instance.row.kind);
        PickInstance {
            token: self.token,
            page: self.page,
            listed,
            problem: None,
        }
        .into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        let ask = match &self.from {
            Some(from) => from.ask(),
            None => partner::ask(memory),
        };
        View::new(ask, &[Choice::Back]).while_doing(Some(self.flight.activity))
    }

    fn awaits(&self) -> Option<CallId> {
        Some(self.flight.id)
    }
}

impl PickInstance {
    fn ask(&self) -> Ask {
        let rows = self.listed.instances.iter();
        Ask::Instances {
            rows: rows.map(|instance| instance.row.clone()).collect(),
            page: self.page,
            pages: self.listed.pages,
            total: self.listed.total,
        }
    }

    fn has_next(&self) -> bool {
        match self.listed.pages {
            Some(pages) => self.page < pages,
            None => u32::try_from(self.listed.instances.len())
                .is_ok_and(|count| count >= INSTANCES_PER_PAGE),
        }
    }

    fn turn(self, page: u32, cx: &mut Cx<'_>) -> State {
        if cx.memory.limit_at(cx.now).is_some() {
            return self.into();
        }
        Listing::begin(self.token.clone(), page, Some(self), cx).into()
    }

    fn take(self, at: u16, cx: &mut Cx<'_>) -> State {
        let picked = self.listed.instances.get(usize::from(at));
        let picked = picked.filter(|instance| lock_of(instance) == Lock::Open);
        let Some(ListedInstance { row, token }) = picked else {
            return self.into();
        };
        cx.memory.fields.instance_id.clone_from(&row.id);
        cx.memory.fields.instance_token.clone_from(token);
        check_held(cx)
    }
}

impl Step for PickInstance {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        let Answer::Choose(choice) = answer else {
            return self.into();
        };
        if let Choice::TakeInstance(at) = choice {
            return self.take(at, cx);
        }
        if choice == Choice::NextPage && self.has_next() {
            let next = self.page.saturating_add(1);
            return self.turn(next, cx);
        }
        if choice == Choice::PreviousPage && self.page > 1 {
            let previous = self.page - 1;
            return self.turn(previous, cx);
        }
        if choice == Choice::Back {
            return AskPartner { problem: None }.into();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let mut view = View::new(self.ask(), &[]).with_problem(self.problem.clone());
        for (at, instance) in (0..).zip(&self.listed.instances) {
            view = view.with_offer(locked(Choice::TakeInstance(at), lock_of(instance)));
        }
        let turning = memory.held(Lock::Open, now);
        if self.has_next() {
            view = view.with_offer(locked(Choice::NextPage, turning));
        }
        if self.page > 1 {
            view = view.with_offer(locked(Choice::PreviousPage, turning));
        }
        view.with_offer(harmless(Choice::Back))
    }
}

/// Whether an instance can be taken: only a mobile one registers numbers, and its token must be known.
fn lock_of(instance: &ListedInstance) -> Lock {
    match (instance.row.kind, &instance.token) {
        (InstanceKind::Web, _) => Lock::NotEligible,
        (InstanceKind::Mobile | InstanceKind::Unknown, None) => Lock::Unknown,
        (InstanceKind::Mobile | InstanceKind::Unknown, Some(_)) => Lock::Open,
    }
}
