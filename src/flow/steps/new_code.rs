//! A field that is shut, and the way on from one that stays so: another code, as soon as its method may be asked.

use crate::domain::method::{Lock, Method};
use crate::domain::time::Timestamp;
use crate::flow::State;
use crate::flow::memory::{Dossier, Memory, Progress, Registration};
use crate::flow::prompt::{Awaiting, Pause, PausedBy};
use crate::flow::steps::requesting::RequestGate;
use crate::flow::steps::{View, method_offers};
use crate::flow::turned_away::Acting;
use std::ops::ControlFlow;

/// What a registration under way waits for, with the number it is of.
#[derive(Clone, Copy)]
pub(crate) struct UnderWay<'r> {
    pub(crate) dossier: &'r Dossier,
    pub(crate) progress: &'r Progress,
}

impl UnderWay<'_> {
    /// Until when nothing more is handed in by `call` at `now`: by what was handed in before, or by what the service said
    /// of whatever call.
    pub(crate) fn pause_of(self, call: Acting, memory: &Memory, now: Timestamp) -> Option<Pause> {
        let own = match call {
            Acting::Captcha => self.progress.captchas.pause_at(now),
            Acting::Code => self.progress.codes.pause_at(now),
            Acting::Pin => self.progress.pins.pause_at(now),
            Acting::Look
            | Acting::Request
            | Acting::Recovery
            | Acting::Transfer
            | Acting::Appeal
            | Acting::Email
            | Acting::EmailCode
            | Acting::NewPin => None,
        };
        let shut = memory
            .shut_until(self.dossier, call, now)
            .map(|until| Pause {
                until,
                by: PausedBy::Service,
            });
        let left = |pause: Pause| pause.until.remaining(now);
        own.filter(|own| left(*own) >= shut.and_then(left)).or(shut)
    }

    /// Whether the code at hand leads nowhere: it has expired, or its field is shut for so long that it will have.
    pub(crate) fn wants_new_code(self, memory: &Memory, now: Timestamp) -> bool {
        let field = match self.progress.live.awaiting {
            Awaiting::Captcha => Some(Acting::Captcha),
            Awaiting::Code => Some(Acting::Code),
            // The PIN outlives the code, and can be reset.
            Awaiting::Pin { .. } | Awaiting::Device | Awaiting::Verification => None,
        };
        let pause = field.and_then(|field| self.pause_of(field, memory, now));
        self.progress.expired || pause.is_some_and(Pause::is_long)
    }
}

impl Registration {
    pub(crate) fn under_way(&self) -> UnderWay<'_> {
        UnderWay {
            dossier: &self.dossier,
            progress: &self.progress,
        }
    }

    /// The gate of another code by `method`; the registration and the lock of the method where it is shut, or where the
    /// code at hand is still good.
    pub(crate) fn another_code(
        self,
        method: Method,
        memory: &Memory,
        now: Timestamp,
    ) -> ControlFlow<State, (Self, Lock)> {
        let lock = memory.method_lock(&self.dossier, method, now);
        if lock == Lock::Open && self.under_way().wants_new_code(memory, now) {
            let dossier = self.into_dossier();
            return ControlFlow::Break(RequestGate::new(dossier, method).into());
        }
        ControlFlow::Continue((self, lock))
    }
}

impl View {
    /// Offers another code by each method, shut as the method is, where the one at hand leads nowhere.
    pub(crate) fn with_new_code(
        mut self,
        registration: &Registration,
        memory: &Memory,
        now: Timestamp,
    ) -> Self {
        if registration.under_way().wants_new_code(memory, now) {
            let locks = memory.locks(&registration.dossier, now);
            let offers: Vec<_> = method_offers(locks).collect();
            self.offers.splice(0..0, offers);
        }
        self
    }
}
