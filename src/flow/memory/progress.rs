//! A registration under way: how far it has come.

use super::{Dossier, Shut, Tries};
use crate::domain::method::Method;
use crate::domain::time::Timestamp;
use crate::flow::event::Captcha;
use crate::flow::prompt::{Awaiting, Came, Live, Recovery};
use serde::{Deserialize, Serialize};

/// How far a registration under way has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// What it is and what it waits for.
    pub(crate) live: Live,
    /// The captcha to be answered; `None` when none is awaited.
    #[serde(skip)]
    pub(crate) captcha: Option<Captcha>,
    /// Captcha answers handed in.
    pub(crate) captchas: Tries,
    /// Codes handed in.
    pub(crate) codes: Tries,
    /// PINs handed in.
    pub(crate) pins: Tries,
    /// Mails for a new PIN asked for.
    pub(crate) recoveries: u32,
    /// The last of them.
    pub(crate) recovery: Option<Recovery>,
    /// Transfer calls made.
    pub(crate) transfers: u32,
    /// Since when the confirmation on the phone is awaited.
    pub(crate) device_since: Option<Timestamp>,
    /// Until when the service wants no mail for a new PIN to be asked for.
    #[serde(default)]
    pub(crate) recovery_shut: Shut,
    /// Until when the service wants no transfer call.
    #[serde(default)]
    pub(crate) transfer_shut: Shut,
    /// Whether the service said word for word that it does not know the documented transfer call.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) transfer_not_found: bool,
    /// What came instead of an answer to what was sent last, while its outcome is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) came: Option<Came>,
    /// Whether the last answer said that the code is too old or gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) expired: bool,
}

/// A number with its registration under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Registration {
    /// The number.
    pub(crate) dossier: Box<Dossier>,
    /// How far it has come.
    pub(crate) progress: Box<Progress>,
}

impl Dossier {
    /// Begins a registration with a code requested at `now`.
    pub(crate) fn begin(
        mut self: Box<Self>,
        asked: Method,
        used: Method,
        now: Timestamp,
    ) -> Registration {
        let former = self.progress.take();
        let live = Live {
            number: self.number.clone(),
            asked,
            used,
            requested: now,
            awaiting: Awaiting::Code,
            unknown: None,
        };
        let mut progress = Box::new(Progress {
            live,
            captcha: None,
            captchas: Tries::default(),
            codes: Tries::default(),
            pins: Tries::default(),
            recoveries: 0,
            recovery: None,
            transfers: 0,
            device_since: None,
            recovery_shut: Shut::default(),
            transfer_shut: Shut::default(),
            transfer_not_found: false,
            came: None,
            expired: false,
        });
        // Another code does not open what the service shut.
        if let Some(former) = former {
            progress.captchas.shut = former.captchas.shut;
            progress.codes.shut = former.codes.shut;
            progress.pins.shut = former.pins.shut;
            progress.recovery_shut = former.recovery_shut;
            progress.transfer_shut = former.transfer_shut;
        }
        Registration {
            dossier: self,
            progress,
        }
    }
}

impl Registration {
    /// Sets the registration aside.
    pub(crate) fn into_dossier(self) -> Box<Dossier> {
        let mut dossier = self.dossier;
        dossier.progress = Some(self.progress);
        dossier
    }
}
