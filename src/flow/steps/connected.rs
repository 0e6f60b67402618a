//! The right number is connected. Nothing more is asked; the account can be protected.

use crate::domain::method::Lock;
use crate::domain::phone::PhoneNumber;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::bookmark::{Finish, Mark};
use crate::flow::event::{Answer, DeviceReply};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice};
use crate::flow::steps::{Cx, Step, View, locked, secure};

/// The good end.
#[derive(Clone, Debug)]
pub(crate) struct Connected {
    number: PhoneNumber,
    device: DeviceReply,
    finished: Timestamp,
}

impl Connected {
    /// `device` was found connected at `finished`.
    pub(crate) fn new(number: PhoneNumber, device: DeviceReply, finished: Timestamp) -> Self {
        Self {
            number,
            device,
            finished,
        }
    }

    /// The good end, to be kept.
    pub(crate) fn finish(&self) -> Finish {
        Finish {
            device: self.device.clone(),
            at: self.finished,
        }
    }

    /// The number that is connected.
    pub(crate) fn number(&self) -> &PhoneNumber {
        &self.number
    }
}

impl Step for Connected {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        let may_read = cx.memory.held(Lock::Open, cx.now) == Lock::Open;
        if answer == Answer::Choose(Choice::Protect) && may_read {
            return secure::begin(self, cx);
        }
        self.into()
    }

    fn mark(&self) -> Mark<'_> {
        Mark::Connected(self)
    }

    fn view(&self, memory: &Memory, now: Timestamp) -> View {
        let ask = Ask::Connected {
            number: self.number.clone(),
            device: self.device.clone(),
            started: memory.started,
            finished: self.finished,
        };
        View::new(ask, &[Choice::Leave])
            .with_offer(locked(Choice::Protect, memory.held(Lock::Open, now)))
    }
}
