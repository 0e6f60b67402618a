//! What follows when HTTP refuses a call that acts: other credentials first, or one more try later.

use crate::flow::State;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Outcome, Refusal, RefusalCause, Reply};
use crate::flow::memory::{Dossier, Progress, Registration};
use crate::flow::prompt::Problem;
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::{Cx, refused};
use crate::flow::turned_away::{Acting, wants_credentials};
use std::ops::ControlFlow;

impl Dossier {
    /// Notes the end of `call`, which was made for this number.
    pub(crate) fn note_end(&mut self, call: Acting, outcome: &Outcome, cx: &mut Cx<'_>) {
        if let Ok(Reply::Refused(refusal)) = outcome
            && refusal.turned().is_some()
        {
            let status = refusal.status;
            cx.record(Checkpoint::TurnedAway { status });
        }
        let credentials = cx.memory.credentials.as_ref();
        self.turned.note(call, outcome, credentials, cx.now);
    }

    /// `problem` of `call`, with the time of the next try where the form of the call was refused.
    pub(crate) fn timed(&self, problem: Problem, call: Acting, cx: &Cx<'_>) -> Problem {
        match (problem, self.turned.shut_until(call, cx.now)) {
            (Problem::Refused(refusal), Some(until))
                if refusal.cause == RefusalCause::FormRefused =>
            {
                Problem::TurnedAway {
                    refusal,
                    until,
                    is_over: self.turned.is_over(call),
                }
            }
            (problem, _) => problem,
        }
    }
}

impl Registration {
    /// Notes the end of `call`, which was made for it: the state where the credentials are the next move, else the
    /// registration for the step to go on with.
    pub(crate) fn ended(
        mut self,
        call: Acting,
        outcome: &Outcome,
        cx: &mut Cx<'_>,
    ) -> ControlFlow<State, Self> {
        self.dossier.note_end(call, outcome, cx);
        match wants_credentials(outcome) {
            Some(refusal) => ControlFlow::Break(credentials_first(
                self.dossier,
                Some(self.progress),
                refusal.clone(),
                cx,
            )),
            None => ControlFlow::Continue(self),
        }
    }
}

/// The credentials are the next move; what is known of `dossier` waits for them.
pub(crate) fn credentials_first(
    dossier: Box<Dossier>,
    live: Option<Box<Progress>>,
    refusal: Refusal,
    cx: &mut Cx<'_>,
) -> State {
    wait_for_credentials(Bookmark::waiting(*dossier, live, cx.memory), refusal, cx)
}

/// The same for what was kept.
pub(crate) fn wait_for_credentials(kept: Bookmark, refusal: Refusal, cx: &mut Cx<'_>) -> State {
    cx.memory.resuming = Some(Box::new(kept));
    AskCredentials {
        problem: Some(refused(refusal, cx.now)),
    }
    .into()
}
