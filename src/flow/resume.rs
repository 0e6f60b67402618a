//! Going on where a former process left off.
//!
//! A call that acts and of whose end nothing was heard is an answer that was lost: the state that waited for it
//! hears just that, so that a resume takes the same way as a broken line.

use crate::domain::credentials::CredentialFields;
use crate::domain::instance::{InstanceKey, is_same_instance};
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::bookmark::{Bookmark, Pending};
use crate::flow::effect::Checkpoint;
use crate::flow::event::{CallId, Cause, Failure, Outcome};
use crate::flow::memory::{Dossier, Memory, Registration};
use crate::flow::prompt::{Activity, Certainty, Doing, Halt};
use crate::flow::steps::appeal::Appealing;
use crate::flow::steps::captcha::AnsweringCaptcha;
use crate::flow::steps::code::ConfirmingCode;
use crate::flow::steps::device::FinishingTransfer;
use crate::flow::steps::looking::{Looking, settle};
use crate::flow::steps::number::NumberGate;
use crate::flow::steps::pin::ConfirmingPin;
use crate::flow::steps::recovery::Recovering;
use crate::flow::steps::refused::wait_for_credentials;
use crate::flow::steps::requesting::Requesting;
use crate::flow::steps::{Cx, InFlight, Step, take_up};
use std::time::Duration;

/// The state in which `kept` goes on.
pub(crate) fn land(mut kept: Bookmark, cx: &mut Cx<'_>) -> State {
    if let Some(refusal) = cx.memory.refusal_for(&kept.dossier.turned) {
        return wait_for_credentials(kept, refusal, cx);
    }
    cx.record(Checkpoint::Resumed);
    let pending = kept.pending.take();
    let live = kept.live.take();
    let dossier = join(kept, cx);
    match (live, pending) {
        (None, None) => stand(dossier, cx),
        (None, Some(pending)) => lost_without_registration(dossier, pending, cx),
        (Some(progress), pending) => {
            let progress = Box::new(progress);
            let registration = Registration { dossier, progress };
            match pending {
                None => take_up(registration, cx),
                Some(pending) => lost_in_registration(registration, pending, cx),
            }
        }
    }
}

/// What `kept` knows about its number, with a registration at hand set aside, and what it knows of the
/// instance in memory.
pub(crate) fn join(kept: Bookmark, cx: &mut Cx<'_>) -> Box<Dossier> {
    let memory = &mut *cx.memory;
    memory.was_unconnected |= kept.was_unconnected && memory.is_here(&kept);
    if kept.finish.is_none() {
        memory.started = kept.started;
    }
    memory.last_transfer = match (memory.last_transfer, kept.last_transfer) {
        (Some(ours), Some(theirs)) if cx.now.since(theirs) < cx.now.since(ours) => Some(theirs),
        (ours, theirs) => ours.or(theirs),
    };
    memory.limited = Deadline::latest(memory.limited, kept.limited, cx.now);
    memory.typed = (
        kept.dossier.number.calling_code().to_string(),
        kept.dossier.number.national().to_owned(),
    );
    let mut dossier = Box::new(kept.dossier);
    let has_token = dossier.appeal_token.is_some() || dossier.appeal_kept_by.is_some();
    if matches!(dossier.halt, Some(Halt::Banned(_))) && !has_token {
        // The token for an appeal was not handed over, or is lost: another look brings one.
        dossier.halt = None;
        dossier.set_up = None;
    }
    if let Some(live) = kept.live {
        dossier.progress = Some(Box::new(live));
    }
    dossier
}

impl Bookmark {
    /// The same, with a call of whose end nothing was heard as what it is: in doubt. Its method stays shut, its
    /// registration waits for a word about it, its appeal may have been filed.
    pub(crate) fn doubted(mut self, now: Timestamp) -> Self {
        let act = self.act_in_doubt();
        if let (Some(_), Some(live)) = (self.pending, &mut self.live) {
            live.came = None;
        }
        match self.pending.take() {
            Some(Pending::RequestCode(method)) => {
                self.dossier.locks = self.dossier.locks.shut(None, now);
                let begun = Box::new(self.dossier.clone()).begin(method, method, now);
                self.live = Some(*begun.progress);
            }
            Some(Pending::Appeal) => {
                self.dossier.halt = Some(Halt::in_review(None, Certainty::Lost, now));
            }
            Some(
                Pending::Availability
                | Pending::AnswerCaptcha
                | Pending::ConfirmCode
                | Pending::ConfirmPin
                | Pending::RecoverPin(_)
                | Pending::Transfer,
            )
            | None => {}
        }
        if let Some(live) = &mut self.live {
            live.live.unknown = act;
        }
        self
    }
}

/// Where a number without a registration at hand stands.
fn stand(dossier: Box<Dossier>, cx: &mut Cx<'_>) -> State {
    if dossier.is_set_up() || dossier.halt.is_some() {
        return settle(dossier, cx);
    }
    NumberGate {
        dossier,
        problem: None,
    }
    .into()
}

fn lost_without_registration(dossier: Box<Dossier>, pending: Pending, cx: &mut Cx<'_>) -> State {
    match pending {
        Pending::Availability => Looking::interrupted(dossier, cx.now).replied(lost(), cx),
        Pending::RequestCode(method) => {
            Requesting::interrupted(dossier, method, cx.now).replied(lost(), cx)
        }
        Pending::Appeal => Appealing::interrupted(dossier, cx.now).replied(lost(), cx),
        Pending::AnswerCaptcha
        | Pending::ConfirmCode
        | Pending::ConfirmPin
        | Pending::RecoverPin(_)
        | Pending::Transfer => stand(dossier, cx),
    }
}

fn lost_in_registration(registration: Registration, pending: Pending, cx: &mut Cx<'_>) -> State {
    let now = cx.now;
    match pending {
        Pending::AnswerCaptcha => {
            AnsweringCaptcha::interrupted(registration, now).replied(lost(), cx)
        }
        Pending::ConfirmCode => ConfirmingCode::interrupted(registration, now).replied(lost(), cx),
        Pending::ConfirmPin => ConfirmingPin::interrupted(registration, now).replied(lost(), cx),
        Pending::RecoverPin(route) => {
            Recovering::interrupted(registration, route, now).replied(lost(), cx)
        }
        Pending::Transfer => FinishingTransfer::interrupted(registration, cx).replied(lost(), cx),
        Pending::Availability | Pending::RequestCode(_) | Pending::Appeal => {
            take_up(registration, cx)
        }
    }
}

/// The end of a call that a former process made.
fn lost() -> Outcome {
    Err(Failure::OutcomeUnknown(Cause::Interrupted))
}

impl Memory {
    /// Sets out to take `kept` up. Tokens of another instance are no use for it.
    pub(crate) fn resume(&mut self, kept: Bookmark) {
        if !is_same_instance(&self.fields.instance_id, kept.instance_id()) {
            let given = std::mem::take(&mut self.fields);
            let is_unnamed = given.instance_id.is_empty();
            self.fields = CredentialFields {
                instance_id: kept.instance_id().to_owned(),
                instance_token: given.instance_token.filter(|_| is_unnamed),
                client_token: given.client_token,
            };
        }
        self.typed = (
            kept.number().calling_code().to_string(),
            kept.number().national().to_owned(),
        );
        self.resuming = Some(Box::new(kept));
    }

    /// Whether `kept` is about the instance whose credentials were accepted.
    pub(crate) fn is_here(&self, kept: &Bookmark) -> bool {
        let accepted = self.credentials.as_ref();
        accepted
            .is_some_and(|accepted| is_same_instance(accepted.instance_id(), kept.instance_id()))
    }

    /// Whether this onboarding alone may act on this number and its instance.
    pub(crate) fn has_claimed(&self, dossier: &Dossier) -> bool {
        self.claimed.as_ref().is_some_and(|(line, instance)| {
            *line == dossier.number.line() && *instance == InstanceKey::of(&dossier.instance_id)
        })
    }
}

impl InFlight {
    /// A call that a former process made: nobody awaits it any more.
    pub(crate) fn of_former_process(doing: Doing, now: Timestamp) -> Self {
        Self {
            id: CallId::default(),
            activity: Activity {
                doing,
                until: Deadline::after(now, Duration::ZERO),
            },
        }
    }
}
