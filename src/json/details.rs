//! What is known of a question, for programs: names and numbers, no sentences.

use crate::domain::keeper::Keeper;
use crate::domain::phone::NumberWarning;
use crate::domain::picture::PictureError;
use crate::domain::time::Timestamp;
use crate::flow::event::{DeviceReply, Trouble};
use crate::flow::prompt::{Ask, Halt, Live, Pause, PollView, Problem, Prompt, SecureStep};
use crate::json::names::{seconds, tag};
use crate::json::objects::{
    DeviceObject, HolderObject, InstanceObject, PictureObject, SessionObject, TroubleObject,
    device_object, holder_object, instance, picture_object, trouble_object,
};
use serde::Serialize;

/// What is known of a question. What does not belong to it is left out.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Details {
    /// The method that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The method that the service really used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
    /// When the code was requested, in milliseconds since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_at_ms: Option<i64>,
    /// What the registration under way waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<String>,
    /// Wrong answers since the code was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<u32>,
    /// Seconds for which nothing is handed in: after several wrong answers, or as long as the service wants it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause_s: Option<u64>,
    /// What is unusual about the number: `not_valid`, `lacks_ninth_digit` or `landline`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Code requests for this number from here in the last 24 hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<u32>,
    /// Transfer calls since the code was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfers: Option<u32>,
    /// What the last look at the service found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// The service's own words at that look, where they say something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding_text: Option<String>,
    /// Whether the final check takes so long that something may be wrong.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// Seconds until the service is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_check_in_s: Option<u64>,
    /// Why the onboarding stops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub halt: Option<String>,
    /// Seconds until a fresh look makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_again_in_s: Option<u64>,
    /// Seconds that are left of a wait whose rest the person overrides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_ends_in_s: Option<u64>,
    /// What was sent and not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// What is recommended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// The picture to be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureObject>,
    /// The account of this machine that keeps the picture, or the token for an appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_by: Option<String>,
    /// The kind of network file system that the journal is on. Programs on other machines may not see that a number is worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_journal: Option<String>,
    /// The line that is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceObject>,
    /// Who has the number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderObject>,
    /// What is the matter with the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<TroubleObject>,
    /// Onboardings that can be taken up; `take_up_N` counts them from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<SessionObject>,
    /// Instances to pick from; `take_instance_N` counts them from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<InstanceObject>,
}

impl Details {
    /// What is known of `prompt` at `now`.
    #[must_use]
    pub fn of_prompt(prompt: &Prompt, now: Timestamp) -> Self {
        Self {
            kept_by: keeper(prompt).map(ToString::to_string),
            network_journal: prompt
                .network_journal
                .as_ref()
                .map(|kind| kind.as_str().to_owned()),
            ..Self::of(&prompt.ask, now)
        }
    }

    fn with_device(self, device: &DeviceReply) -> Self {
        Self {
            device: Some(device_object(device)),
            ..self
        }
    }

    /// What is known of `ask` at `now`.
    #[must_use]
    pub fn of(ask: &Ask, now: Timestamp) -> Self {
        if let Some(details) = Self::of_registration(ask, now) {
            return details;
        }
        let details = Self::default();
        match ask {
            Ask::Unrecorded { trouble } => details.with_trouble(trouble),
            Ask::Welcome { sessions } => Self {
                sessions: sessions.iter().map(|row| SessionObject::of(row, now)).collect(),
                ..details
            },
            Ask::Held { holder, .. } => Self {
                holder: Some(holder_object(holder)),
                ..details
            },
            Ask::NumberGate { warnings, .. } => details.with_warnings(warnings),
            Ask::Instances { rows, .. } => Self {
                instances: rows.iter().map(instance).collect(),
                ..details
            },
            Ask::AlreadyConnected { device }
            | Ask::SameLine { device, .. }
            | Ask::Connected { device, .. } => details.with_device(device),
            Ask::Board { .. } | Ask::RequestGate { .. } => details.with_requests(ask, now),
            Ask::Verifying {
                poll, is_overdue, ..
            } => Self {
                overdue: *is_overdue,
                ..details.with_poll(Some(poll), now)
            },
            Ask::Unknown { act, check, .. } => Self {
                unknown: Some(tag(act)),
                finding: check.as_ref().map(|check| tag(&check.finding)),
                ..details
            },
            Ask::Halted { halt, .. } => details.with_halt(halt, now),
            Ask::Secure { step, .. } => details.with_secure(step, now),
            Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Number { .. }
            | Ask::Appeal { .. }
            // Of a registration under way.
            | Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::NotArrived { .. }
            | Ask::Pin { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::LeaveGate { .. } => details,
        }
    }

    /// What is known of code requests, where one is to be chosen or confirmed.
    fn with_requests(self, ask: &Ask, now: Timestamp) -> Self {
        if let Ask::RequestGate {
            method,
            requests,
            wait_ends,
            ..
        } = ask
        {
            return Self {
                asked: Some(tag(method)),
                requests: Some(*requests),
                wait_ends_in_s: wait_ends.map(|until| seconds(until, now)),
                ..self
            };
        }
        let Ask::Board {
            requests,
            advice,
            live,
            ..
        } = ask
        else {
            return self;
        };
        Self {
            requests: Some(*requests),
            advice: Some(tag(advice)),
            ..self.with_live(live.as_ref())
        }
    }

    /// What is known where a registration is under way; `None` elsewhere.
    fn of_registration(ask: &Ask, now: Timestamp) -> Option<Self> {
        let details = Self::default();
        Some(match ask {
            Ask::Captcha {
                live,
                picture,
                wrong,
                pause,
            } => Self {
                picture: picture.as_ref().ok().map(picture_object),
                ..details
                    .with_live(Some(live))
                    .with_wrong(*wrong, *pause, now)
            },
            Ask::Code {
                live,
                wrong,
                pause,
                watch,
                ..
            } => details
                .with_live(Some(live))
                .with_wrong(*wrong, *pause, now)
                .with_poll(watch.as_ref(), now),
            Ask::Pin {
                live, wrong, pause, ..
            } => details
                .with_live(Some(live))
                .with_wrong(*wrong, *pause, now),
            Ask::NotArrived { live, .. }
            | Ask::PinRecovery { live, .. }
            | Ask::LeaveGate { live } => details.with_live(Some(live)),
            Ask::Device {
                live,
                poll,
                transfers,
                ..
            } => Self {
                transfers: Some(*transfers),
                ..details.with_live(Some(live)).with_poll(Some(poll), now)
            },
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::RequestGate { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. }
            | Ask::Secure { .. }
            | Ask::Connected { .. } => return None,
        })
    }

    fn with_live(self, live: Option<&Live>) -> Self {
        let Some(live) = live else {
            return self;
        };
        Self {
            asked: Some(tag(&live.asked)),
            used: Some(tag(&live.used)),
            requested_at_ms: Some(live.requested.wall_ms),
            awaiting: Some(tag(&live.awaiting)),
            unknown: live.unknown.as_ref().map(tag),
            ..self
        }
    }

    fn with_wrong(self, wrong: u32, pause: Option<Pause>, now: Timestamp) -> Self {
        Self {
            wrong: Some(wrong),
            pause_s: pause.map(|pause| seconds(pause.until, now)),
            ..self
        }
    }

    fn with_poll(self, poll: Option<&PollView>, now: Timestamp) -> Self {
        let last = poll.and_then(|poll| poll.last.as_ref());
        let next = poll.and_then(|poll| poll.next);
        Self {
            finding: last.map(|checked| tag(&checked.finding)),
            finding_text: last.and_then(|checked| Some(checked.text.as_ref()?.as_str().to_owned())),
            next_check_in_s: next.map(|next| seconds(next, now)),
            ..self
        }
    }

    fn with_halt(self, halt: &Halt, now: Timestamp) -> Self {
        let device = match halt {
            Halt::WrongNumber(device) => Some(device_object(device)),
            Halt::Unavailable { .. }
            | Halt::Banned(_)
            | Halt::InReview { .. }
            | Halt::Blocked { .. }
            | Halt::RequestDeclined { .. }
            | Halt::UnknownAnswer { .. } => None,
        };
        Self {
            halt: Some(tag(halt)),
            look_again_in_s: halt.look_again().map(|again| seconds(again, now)),
            device,
            ..self
        }
    }

    fn with_secure(self, step: &SecureStep, now: Timestamp) -> Self {
        match step {
            SecureStep::EmailCode { wrong, pause } => Self {
                wrong: Some(*wrong),
                pause_s: pause.map(|until| seconds(until, now)),
                ..self
            },
            SecureStep::Overview(_) | SecureStep::Email | SecureStep::NewPin => self,
        }
    }

    fn with_warnings(self, warnings: &[NumberWarning]) -> Self {
        Self {
            warnings: warnings.iter().map(tag).collect(),
            ..self
        }
    }

    fn with_trouble(self, trouble: &Trouble) -> Self {
        Self {
            trouble: Some(trouble_object(trouble)),
            ..self
        }
    }
}

/// The account of this machine that keeps what the question needs.
fn keeper(prompt: &Prompt) -> Option<&Keeper> {
    if let Ask::Captcha {
        picture: Err(PictureError::KeptBy { owner }),
        ..
    } = &prompt.ask
    {
        return Some(owner);
    }
    match &prompt.problem {
        Some(Problem::AppealKeptBy(keeper)) => Some(keeper),
        Some(_) | None => None,
    }
}
