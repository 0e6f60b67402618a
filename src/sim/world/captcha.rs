//! The captcha that stands before a code, and its answer.

use crate::sim::captcha;
use crate::sim::scenario::{Method, OnWrong};
use crate::sim::world::number::Number;
use crate::sim::world::registration::declined;
use crate::sim::world::{Answer, Stage, World};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Which picture was shown last: 0 is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked(u32);

/// What comes once a captcha is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// A code is sent that way.
    Code(Method),
    /// The PIN is awaited.
    Pin,
    /// The transfer is awaited, of which the phone was asked then.
    Device { asked: Duration },
}

impl Then {
    fn stage(self, now: Duration) -> Stage {
        match self {
            Then::Code(method) => Stage::Code { method, sent: now },
            Then::Pin => Stage::Pin,
            Then::Device { asked } => Stage::Device { asked },
        }
    }
}

impl World {
    /// Answers a code request with a captcha.
    pub(super) fn ask_captcha(&mut self, number: Number, method: Method, now: Duration) -> Answer {
        self.gates.shut(method, &self.scenario.waits, now);
        self.registering = Some(number);
        let asked = Asked(0);
        self.stage = Stage::Captcha {
            then: Then::Code(method),
            asked,
        };
        let body = json!({ "success": false, "captcha": self.picture(asked) });
        Answer::ok("captcha", body)
    }

    pub(super) fn respond_captcha(&mut self, body: &Map<String, Value>, now: Duration) -> Answer {
        let Some(typed) = body.get("captcha").and_then(Value::as_str) else {
            return Answer::refusal(400, "refused: body", "Invalid captcha");
        };
        let Stage::Captcha { then, asked } = self.stage else {
            return Answer::refusal(400, "refused: order", "No captcha requested");
        };
        if !typed.trim().eq_ignore_ascii_case(self.shown(asked)) {
            return self.wrong_captcha(then, asked).counted();
        }
        self.stage = then.stage(now);
        let body = if self.scenario.captcha.empty {
            Value::Null
        } else {
            json!({ "success": true })
        };
        Answer::ok("sent", body).counted()
    }

    fn wrong_captcha(&mut self, then: Then, asked: Asked) -> Answer {
        let asked = match self.scenario.captcha.on_wrong {
            OnWrong::None => return declined("wrong"),
            OnWrong::Same => asked,
            OnWrong::New => Asked(asked.0.saturating_add(1)),
        };
        self.stage = Stage::Captcha { then, asked };
        let body = json!({ "success": false, "captcha": self.picture(asked) });
        Answer::ok("wrong", body)
    }

    /// What the picture shows: the two answers take turns.
    fn shown(&self, asked: Asked) -> &str {
        let captcha = &self.scenario.captcha;
        if asked.0.is_multiple_of(2) {
            &captcha.answer
        } else {
            &captcha.next_answer
        }
    }

    pub(super) fn picture(&self, asked: Asked) -> String {
        captcha::field(&self.scenario.captcha, self.shown(asked), asked.0)
    }
}
