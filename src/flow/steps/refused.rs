//! What the end of a call that acts leads to, whatever it is: waits that its answer names, other credentials first where HTTP
//! refuses it, or one more try later.

use crate::domain::time::Deadline;
use crate::flow::State;
use crate::flow::bookmark::Bookmark;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Failure, Outcome, Refusal, Reply, ReplyFacts};
use crate::flow::memory::{Dossier, Progress, Registration};
use crate::flow::prompt::Problem;
use crate::flow::steps::consequence::note_waits;
use crate::flow::steps::credentials::AskCredentials;
use crate::flow::steps::{Cx, refused};
use crate::flow::turned_away::{Acting, wants_credentials};
use std::ops::ControlFlow;

impl Dossier {
    /// Notes the end of `call`, which was made for this number.
    pub(crate) fn note_end(&mut self, call: Acting, outcome: &Outcome, cx: &mut Cx<'_>) {
        record_turned(outcome, cx);
        let credentials = cx.memory.credentials.as_ref();
        self.turned.note(call, outcome, credentials, cx.now);
        self.note_named_waits(outcome, cx);
        if let Some(facts) = unheard(outcome, cx) {
            let shut = match call {
                Acting::Look => Some(&mut self.look_shut),
                Acting::Request => Some(&mut self.request_shut),
                Acting::Appeal => Some(&mut self.appeal_shut),
                Acting::Captcha
                | Acting::Code
                | Acting::Pin
                | Acting::Recovery
                | Acting::Transfer
                | Acting::Email
                | Acting::EmailCode
                | Acting::NewPin => None,
            };
            shut.map(|shut| shut.name(&facts, cx.now));
            note_waits(self, &facts, cx.now);
        }
    }

    /// Waits of the methods count in every answer as they do in that to a code request, which its own step reads.
    fn note_named_waits(&mut self, outcome: &Outcome, cx: &Cx<'_>) {
        if !matches!(outcome, Ok(Reply::Availability(_) | Reply::CodeRequest(_))) {
            self.locks = self.locks.after_answer(&cx.waits.methods, cx.now);
            self.named.name_each(&cx.waits.methods, cx.now);
        }
    }

    /// `problem` of `call`, with the time of the next try where the form of the call was refused.
    pub(crate) fn timed(&self, problem: Problem, call: Acting, cx: &Cx<'_>) -> Problem {
        let problem = self.turned.timed(problem, call, cx.now);
        match (problem, cx.waits.retry_after.wait()) {
            (
                Problem::TurnedAway {
                    refusal,
                    until,
                    is_over,
                },
                Some(wait),
            ) => Problem::TurnedAway {
                refusal,
                until: until.later(Deadline::after(cx.now, wait), cx.now),
                is_over,
            },
            (problem, _) => problem,
        }
    }
}

/// Records that HTTP refused a call that acts before anything was done.
fn record_turned(outcome: &Outcome, cx: &mut Cx<'_>) {
    if let Ok(Reply::Refused(refusal)) = outcome
        && refusal.did_nothing()
    {
        let status = refusal.status;
        cx.record(Checkpoint::TurnedAway { status });
    }
}

/// Notes the end of `call`, which was to change what protects the account.
pub(crate) fn note_change(call: Acting, outcome: &Outcome, cx: &mut Cx<'_>) {
    record_turned(outcome, cx);
    let credentials = cx.memory.credentials.as_ref();
    let turned = cx.memory.secured.turned.get_or_insert_default();
    turned.note(call, outcome, credentials, cx.now);
}

impl Registration {
    /// Notes the end of `call`, which was made for it and does not count if it did not leave: the state where the
    /// credentials are the next move, else the registration for the step to go on with.
    pub(crate) fn ended(
        mut self,
        call: Acting,
        outcome: &Outcome,
        cx: &mut Cx<'_>,
    ) -> ControlFlow<State, Self> {
        self.dossier.note_end(call, outcome, cx);
        if let (Some(facts), Some(shut)) = (unheard(outcome, cx), self.shut_of(call)) {
            shut.name(&facts, cx.now);
        }
        cx.memory.note_departure(outcome);
        if matches!(outcome, Err(Failure::NotSent(_))) {
            cx.record(Checkpoint::NothingSent);
            self.take_back(call);
        }
        self.looked(outcome, cx)
    }

    /// Takes in the end of a call that acts, or only reads: the state where the credentials are the next move, else the
    /// registration for the step to go on with.
    pub(crate) fn looked(self, outcome: &Outcome, cx: &mut Cx<'_>) -> ControlFlow<State, Self> {
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

    /// A call that did not leave does not count.
    fn take_back(&mut self, call: Acting) {
        let progress = &mut self.progress;
        let made = match call {
            Acting::Captcha => &mut progress.captchas.sent,
            Acting::Code => &mut progress.codes.sent,
            Acting::Pin => &mut progress.pins.sent,
            Acting::Recovery => &mut progress.recoveries,
            Acting::Transfer => &mut progress.transfers,
            Acting::Look
            | Acting::Request
            | Acting::Appeal
            | Acting::Email
            | Acting::EmailCode
            | Acting::NewPin => return,
        };
        *made = made.saturating_sub(1);
    }
}

/// The credentials are the next move where a line was to be read or `/status` to be read again, for `dossier` or for no
/// number yet.
pub(crate) fn credentials_for(
    dossier: Option<Box<Dossier>>,
    refusal: &Refusal,
    cx: &mut Cx<'_>,
) -> State {
    match dossier {
        Some(mut dossier) => {
            let live = dossier.progress.take();
            credentials_first(dossier, live, refusal.clone(), cx)
        }
        None => AskCredentials {
            problem: Some(refused(refusal.clone(), cx.now)),
        }
        .into(),
    }
}

/// What an answer says of waiting that no step reads as a reply of its call: a refusal, or one that does not tell.
fn unheard(outcome: &Outcome, cx: &Cx<'_>) -> Option<ReplyFacts> {
    matches!(outcome, Ok(Reply::Refused(_)) | Err(_)).then(|| ReplyFacts {
        retry_after: cx.waits.retry_after,
        ..ReplyFacts::default()
    })
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
