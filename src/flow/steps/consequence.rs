//! What the facts of an answer lead to, whichever call that acts was answered: a block stops the onboarding, a wait shuts
//! what was sent for as long as it lasts, a captcha, the PIN and the phone come next, and a reason is said in its own words.
//!
//! "Incorrect" is left to the step that sent something: it is said only where `success` or the reason says so.

use crate::domain::method::Method;
use crate::domain::server_text::ServerText;
use crate::domain::time::{Deadline, Timestamp};
use crate::flow::State;
use crate::flow::effect::Checkpoint;
use crate::flow::event::{Reason, ReplyFacts};
use crate::flow::memory::{Dossier, Progress, Registration, Shut};
use crate::flow::prompt::{AfterPin, Awaiting, Halt, Problem};
use crate::flow::steps::Cx;
use crate::flow::steps::captcha::AskCaptcha;
use crate::flow::steps::code::AskCode;
use crate::flow::steps::device::AwaitDevice;
use crate::flow::steps::halted::Halted;
use crate::flow::steps::pin::AskPin;
use crate::flow::steps::recovery::RecoveryGate;
use crate::flow::turned_away::Acting;
use std::ops::ControlFlow;

/// What was sent, and may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// What was read in a captcha.
    Captcha,
    /// The code.
    Code,
    /// The two-step PIN.
    Pin,
    /// The wish for a mail by which the PIN is reset.
    Recovery,
    /// The transfer call.
    Transfer,
}

impl Sent {
    /// Until when nothing more of it is sent.
    fn shut_of(self, progress: &mut Progress) -> &mut Shut {
        match self {
            Sent::Captcha => &mut progress.captchas.shut,
            Sent::Code => &mut progress.codes.shut,
            Sent::Pin => &mut progress.pins.shut,
            Sent::Recovery => &mut progress.recovery_shut,
            Sent::Transfer => &mut progress.transfer_shut,
        }
    }
}

impl Registration {
    /// Until when nothing more is sent by `call`; `None` when that is not the registration's.
    pub(crate) fn shut_of(&mut self, call: Acting) -> Option<&mut Shut> {
        let sent = match call {
            Acting::Captcha => Sent::Captcha,
            Acting::Code => Sent::Code,
            Acting::Pin => Sent::Pin,
            Acting::Recovery => Sent::Recovery,
            Acting::Transfer => Sent::Transfer,
            Acting::Look
            | Acting::Request
            | Acting::Appeal
            | Acting::Email
            | Acting::EmailCode
            | Acting::NewPin => return None,
        };
        Some(sent.shut_of(&mut self.progress))
    }
}

/// An answer as far as it is the same for every call: its facts, and what `success` said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReplySummary<'a> {
    pub(crate) facts: &'a ReplyFacts,
    pub(crate) success: Option<bool>,
}

/// Takes in what the answer to what was `sent` says beside its verdict: the state that it leads to, or the registration
/// for the step to judge the verdict itself.
pub(crate) fn follow(
    mut registration: Registration,
    sent: Sent,
    summary: ReplySummary<'_>,
    cx: &mut Cx<'_>,
) -> ControlFlow<State, Registration> {
    let facts = summary.facts;
    note_waits(&mut registration.dossier, facts, cx.now);
    registration.progress.expired =
        facts.reason == Some(Reason::Expired) && summary.success != Some(true);
    if is_block(facts) {
        return ControlFlow::Break(block(registration.dossier, facts, cx));
    }
    if let Some(state) = next_question(sent, summary) {
        return ControlFlow::Break(state.begin(registration, facts, cx));
    }
    if summary.success == Some(true) {
        return ControlFlow::Continue(registration);
    }
    let until = sent.shut_of(&mut registration.progress).name(facts, cx.now);
    let problem = match (facts.reason, summary.success) {
        // The step says that it is incorrect, and the pause says until when nothing more is sent; or nothing says no, so
        // that it is not known what came of it.
        (Some(Reason::Incorrect), _) | (None | Some(Reason::Other), None) => {
            return ControlFlow::Continue(registration);
        }
        (None, Some(_)) if until.is_none() => return ControlFlow::Continue(registration),
        (reason, _) => declined(reason, facts.text.as_ref(), until),
    };
    ControlFlow::Break(ask_again(registration, sent, problem, cx))
}

/// Whether the answer says that `WhatsApp` blocked the number.
pub(crate) fn is_block(facts: &ReplyFacts) -> bool {
    facts.blocked || facts.reason == Some(Reason::Blocked)
}

/// The stop of a blocked number; its registration under way is over.
pub(crate) fn block(mut dossier: Box<Dossier>, facts: &ReplyFacts, cx: &mut Cx<'_>) -> State {
    dossier.progress = None;
    let halt = Halt::blocked(facts.text.clone(), facts.retry_after.wait(), cx.now);
    Halted::begin(dossier, halt, cx).into()
}

/// What was not taken, for this cause.
pub(crate) fn declined(
    reason: Option<Reason>,
    text: Option<&ServerText>,
    until: Option<Deadline>,
) -> Problem {
    Problem::Declined {
        reason: reason.filter(|reason| *reason != Reason::Other),
        text: text.cloned(),
        until,
    }
}

/// No code is requested before the end of a wait that any answer names, by whichever method.
pub(crate) fn note_waits(dossier: &mut Dossier, facts: &ReplyFacts, now: Timestamp) {
    if let Some(wait) = facts.retry_after.wait() {
        for method in Method::ALL {
            dossier.named.name(method, wait, now);
        }
    }
}

/// The question that an answer leads to.
enum Next {
    Captcha,
    Pin(AfterPin),
    Device,
}

impl Next {
    fn begin(self, mut registration: Registration, facts: &ReplyFacts, cx: &mut Cx<'_>) -> State {
        match self {
            Next::Captcha => {
                cx.record(Checkpoint::CaptchaRequired);
                registration.progress.captcha.clone_from(&facts.captcha);
                AskCaptcha::begin(registration).into()
            }
            Next::Pin(then) => {
                cx.record(Checkpoint::PinRequired);
                registration.progress.pins.shut.name(facts, cx.now);
                registration.progress.live.awaiting = Awaiting::Pin { then };
                AskPin::begin(registration).into()
            }
            Next::Device => {
                cx.record(Checkpoint::DeviceRequired);
                registration.progress.transfer_shut.name(facts, cx.now);
                AwaitDevice::begin(registration, cx).into()
            }
        }
    }
}

/// The question that the answer leads to, when it is another one than `sent` was about.
fn next_question(sent: Sent, summary: ReplySummary<'_>) -> Option<Next> {
    let facts = summary.facts;
    let is_new_captcha = match sent {
        // Beside a no, a picture is the next try at the same question.
        Sent::Captcha => summary.success == Some(true),
        Sent::Code | Sent::Pin | Sent::Recovery | Sent::Transfer => true,
    };
    if facts.captcha.is_some() && is_new_captcha {
        return Some(Next::Captcha);
    }
    let wants_pin = facts.pin_required || facts.reason == Some(Reason::PinWanted);
    let after_pin = if facts.device_required && sent != Sent::Transfer {
        AfterPin::Device
    } else {
        AfterPin::Verification
    };
    match sent {
        Sent::Captcha | Sent::Code | Sent::Transfer if wants_pin => Some(Next::Pin(after_pin)),
        Sent::Captcha | Sent::Code if facts.device_required => Some(Next::Device),
        // A PIN that is wanted still was wrong.
        Sent::Pin
            if facts.device_required && !(facts.pin_required && summary.success != Some(true)) =>
        {
            Some(Next::Device)
        }
        Sent::Captcha | Sent::Code | Sent::Pin | Sent::Recovery | Sent::Transfer => None,
    }
}

fn ask_again(registration: Registration, sent: Sent, problem: Problem, cx: &Cx<'_>) -> State {
    let problem = Some(problem);
    match sent {
        Sent::Captcha => AskCaptcha::asking(registration, problem).into(),
        Sent::Code => AskCode::asking(registration, problem, cx).into(),
        Sent::Pin => AskPin::asking(registration, problem).into(),
        Sent::Recovery => RecoveryGate::asking(registration, problem).into(),
        Sent::Transfer => AwaitDevice::asking(registration, problem, cx).into(),
    }
}
