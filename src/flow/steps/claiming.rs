//! One onboarding at a time for a number and for an instance: both are claimed before anything acts on them,
//! and somebody else's claim is taken over only on the person's word.

use crate::domain::instance::{InstanceKey, is_same_instance};
use crate::domain::method::Lock;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::{Bookmark, Mark};
use crate::flow::effect::{Aim, Checkpoint, Claim, Effect, Taking};
use crate::flow::event::{Answer, Claimed, DeviceReply, Holder, Link};
use crate::flow::memory::{Dossier, Memory};
use crate::flow::prompt::{Ask, Choice};
use crate::flow::resume::{join, land};
use crate::flow::steps::connected::Connected;
use crate::flow::steps::credentials::{AskCredentials, check_held};
use crate::flow::steps::existing::{AlreadyConnected, Identifying};
use crate::flow::steps::number::{NumberGate, go_on};
use crate::flow::steps::{Cx, Step, View, acting, harmless, secure};

/// The claim is being made.
#[derive(Clone, Debug)]
pub(crate) struct Claiming {
    dossier: Box<Dossier>,
    purpose: Purpose,
    taking: Taking,
}

/// Somebody else has it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    dossier: Box<Dossier>,
    purpose: Purpose,
    holder: Holder,
}

/// What a claim is made for.
#[derive(Clone, Debug)]
pub(crate) enum Purpose {
    /// The consequence of the number was accepted.
    UseNumber,
    /// An onboarding that a former process left is taken up; `/status` said this.
    Resume {
        /// Where it was left.
        kept: Box<Bookmark>,
        /// How the instance is connected.
        link: Link,
    },
    /// Somebody took it over from us in the middle.
    Regain,
    /// The account behind the number that was found connected is to be protected.
    Protect {
        /// The line as the service reports it.
        device: Box<DeviceReply>,
    },
}

impl Claiming {
    /// Claims the number of `dossier` and its instance, if nobody else has them.
    pub(crate) fn begin(dossier: Box<Dossier>, purpose: Purpose, cx: &mut Cx<'_>) -> Self {
        Self::taking(dossier, purpose, Taking::IfFree, cx)
    }

    /// Takes up `kept`, after `/status` said how the instance is connected.
    pub(crate) fn resume(kept: Box<Bookmark>, link: Link, cx: &mut Cx<'_>) -> Self {
        let dossier = Box::new(kept.dossier.clone());
        Self::begin(dossier, Purpose::Resume { kept, link }, cx)
    }

    fn taking(dossier: Box<Dossier>, purpose: Purpose, taking: Taking, cx: &mut Cx<'_>) -> Self {
        let claiming = Self {
            dossier,
            purpose,
            taking,
        };
        cx.effects.push(Effect::Claim(claiming.claim()));
        claiming
    }

    /// The claim itself, to be made again when it could not be written down.
    pub(crate) fn claim(&self) -> Claim {
        Claim {
            number: self.dossier.number.clone(),
            instance_id: self.dossier.instance_id.clone(),
            taking: self.taking,
            aim: match self.purpose {
                Purpose::Protect { .. } => Aim::Protect,
                Purpose::UseNumber | Purpose::Resume { .. } | Purpose::Regain => Aim::Onboard,
            },
        }
    }

    fn granted(self, known: Option<Box<Bookmark>>, cx: &mut Cx<'_>) -> State {
        let instance = InstanceKey::of(&self.dossier.instance_id);
        cx.memory.claimed = Some((self.dossier.number.line(), instance));
        match self.purpose {
            Purpose::UseNumber => use_number(self.dossier, known, self.taking, cx),
            Purpose::Resume { kept, link } => {
                let is_moved =
                    |known: &Bookmark| !is_same_instance(known.instance_id(), kept.instance_id());
                if let Some(known) = known.as_ref().filter(|known| is_moved(known)) {
                    return moved(known.as_ref().clone(), self.dossier, link, cx);
                }
                let kept = known.unwrap_or(kept);
                if link == Link::Connected {
                    return Identifying::begin(Some(join(kept.doubted(cx.now), cx)), cx).into();
                }
                land(*kept, cx)
            }
            Purpose::Protect { device } => protect(&self.dossier, *device, known, cx),
            Purpose::Regain => {
                if let Some(known) = known {
                    return look_first(known, cx);
                }
                cx.memory.shelve(self.dossier);
                AskCredentials { problem: None }.into()
            }
        }
    }
}

/// Goes on to what protects the account of a number that was found connected, once that is written down.
fn protect(
    dossier: &Dossier,
    device: DeviceReply,
    known: Option<Box<Bookmark>>,
    cx: &mut Cx<'_>,
) -> State {
    let connected = Connected::new(dossier.number.clone(), device, cx.now);
    let known = known.filter(|known| is_same_instance(known.instance_id(), &dossier.instance_id));
    if let Some(known) = &known {
        let turned = cx.memory.secured.turned.get_or_insert_default();
        turned.take_protection(&known.dossier.turned);
    }
    if known.as_ref().is_none_or(|known| !known.is_finished()) {
        let before = known.map_or_else(|| Bookmark::begun(dossier, cx.now), |known| *known);
        let finished = before.finished(connected.finish());
        cx.effects.push(Effect::Keep(Box::new(finished)));
        cx.record(Checkpoint::Connected);
    }
    secure::begin(connected, cx)
}

/// The line was worked with on another instance since, so what was under way on this one is void. What is known
/// of the line counts, and the person says whether it is used here.
fn moved(known: Bookmark, here: Box<Dossier>, link: Link, cx: &mut Cx<'_>) -> State {
    let elsewhere = join(known.doubted(cx.now), cx);
    cx.memory.shelve(elsewhere);
    let dossier = cx.memory.take(here.number);
    if link == Link::Connected {
        return Identifying::begin(Some(dossier), cx).into();
    }
    NumberGate {
        dossier,
        problem: None,
    }
    .into()
}

/// Goes on with a number that is new to this process, and perhaps not to others.
fn use_number(
    dossier: Box<Dossier>,
    known: Option<Box<Bookmark>>,
    taking: Taking,
    cx: &mut Cx<'_>,
) -> State {
    let Some(known) = known else {
        return go_on(dossier, cx);
    };
    let same_instance = is_same_instance(&known.dossier.instance_id, &dossier.instance_id);
    if same_instance && (known.pending.is_some() || taking == Taking::Over) {
        return look_first(known, cx);
    }
    let before = join(known.doubted(cx.now), cx);
    cx.memory.shelve(before);
    go_on(cx.memory.take(dossier.number), cx)
}

/// Reads `/status` before what is known is believed.
fn look_first(known: Box<Bookmark>, cx: &mut Cx<'_>) -> State {
    cx.memory.resuming = Some(known);
    check_held(cx)
}

impl Step for Claiming {
    fn answered(self, _answer: Answer, _cx: &mut Cx<'_>) -> State {
        self.into()
    }

    fn claimed(self, claimed: Claimed, cx: &mut Cx<'_>) -> State {
        match claimed {
            Claimed::Granted(known) => self.granted(known, cx),
            Claimed::Held(holder) => Held::new(self.dossier, self.purpose, holder).into(),
        }
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        View::new(NumberGate::ask(&self.dossier, memory), &[])
    }
}

impl Held {
    /// Shows who has the number of `dossier` or its instance.
    pub(crate) fn new(dossier: Box<Dossier>, purpose: Purpose, holder: Holder) -> Self {
        Self {
            dossier,
            purpose,
            holder,
        }
    }

    fn back(self, cx: &mut Cx<'_>) -> State {
        match self.purpose {
            Purpose::UseNumber => NumberGate {
                dossier: self.dossier,
                problem: None,
            }
            .into(),
            Purpose::Resume { kept, .. } => {
                cx.memory.resuming = Some(kept);
                AskCredentials { problem: None }.into()
            }
            Purpose::Protect { device } => AlreadyConnected::of(*device, cx).into(),
            // Which credentials are in use may have changed since.
            Purpose::Regain => {
                cx.memory.shelve(self.dossier);
                AskCredentials { problem: None }.into()
            }
        }
    }

    fn claim(self, taking: Taking, cx: &mut Cx<'_>) -> State {
        Claiming::taking(self.dossier, self.purpose, taking, cx).into()
    }
}

impl Step for Held {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Back) {
            return self.back(cx);
        }
        if answer == Answer::Choose(Choice::TryAgain) {
            return self.claim(Taking::IfFree, cx);
        }
        if answer == Answer::Choose(Choice::TakeOver) {
            return self.claim(Taking::Over, cx);
        }
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Nothing
    }

    fn view(&self, _memory: &Memory, _now: Timestamp) -> View {
        let ask = Ask::Held {
            number: self.dossier.number.clone(),
            holder: self.holder.clone(),
        };
        View::new(ask, &[Choice::TryAgain, Choice::Back])
            .with_offer(acting(Choice::TakeOver, Lock::Open))
            .with_offer(harmless(Choice::Leave))
    }
}
