//! The right number is connected. Nothing more is asked.

use crate::domain::phone::PhoneNumber;
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::event::{Answer, DeviceReply};
use crate::flow::memory::Memory;
use crate::flow::prompt::{Ask, Choice};
use crate::flow::steps::{Cx, Step, View};

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
}

impl Step for Connected {
    fn answered(self, answer: Answer, cx: &mut Cx<'_>) -> State {
        if answer == Answer::Choose(Choice::Leave) {
            cx.close();
        }
        self.into()
    }

    fn view(&self, memory: &Memory, _now: Timestamp) -> View {
        let ask = Ask::Connected {
            number: self.number.clone(),
            device: self.device.clone(),
            started: memory.started,
            finished: self.finished,
        };
        View::new(ask, &[Choice::Leave])
    }
}
