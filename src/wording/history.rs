//! What happened in an onboarding, a line each.

use crate::flow::effect::Checkpoint;
use crate::flow::event::{Late, LateOutcome};
use crate::wording::Wording;

impl Wording<'_> {
    /// One step of an onboarding, as something that happened.
    #[must_use]
    pub fn step(&self, step: &Checkpoint) -> String {
        let c = self.catalog;
        match step {
            Checkpoint::CredentialsAccepted { instance_id } => {
                c.step_credentials(self.instance_id(instance_id.as_str()))
            }
            Checkpoint::AvailabilityAsked { number } => c.step_availability(self.number(number)),
            Checkpoint::CodeRequested {
                number,
                method,
                nth,
            } => c.step_requested(self.method(*method), *nth, self.number(number)),
            Checkpoint::CodeSubmitted { nth } => c.step_code(*nth),
            Checkpoint::PinSubmitted { nth } => c.step_pin(*nth),
            Checkpoint::CaptchaAnswered { nth } => c.step_captcha(*nth),
            Checkpoint::PinRecoveryAsked { .. } => c.step_recovery(),
            Checkpoint::TransferCalled { nth } => c.step_transfer(*nth),
            Checkpoint::TransferPosted { nth } => c.step_transfer_posted(*nth),
            Checkpoint::AppealFiled { nth } => c.step_appeal(*nth),
            Checkpoint::EmailSubmitted { .. } => c.step_email(),
            Checkpoint::EmailCodeSubmitted { .. } => c.step_email_code(),
            Checkpoint::NewPinSubmitted { .. } => c.step_new_pin(),
            Checkpoint::NothingSent => c.step_nothing_sent(),
            Checkpoint::TurnedAway { status } => c.step_turned_away(*status),
            Checkpoint::WaitOverridden { method } => c.step_wait_overridden(self.method(*method)),
            Checkpoint::CaptchaRequired => c.step_captcha_required(),
            Checkpoint::PinRequired => c.step_pin_required(),
            Checkpoint::DeviceRequired => c.step_device_required(),
            Checkpoint::OutcomeUnknown => c.step_unknown(),
            Checkpoint::InReview => c.step_in_review(),
            Checkpoint::Unbanned => c.step_unbanned(),
            Checkpoint::Halted => c.step_halted(),
            Checkpoint::Connected => c.step_connected(),
            Checkpoint::Resumed => c.step_resumed(),
        }
    }
    /// What came of a call that acts, by its answer.
    #[must_use]
    pub fn ended(&self, ended: &Late) -> String {
        let c = self.catalog;
        let outcome = match ended.outcome {
            LateOutcome::NotSent => c.ended_not_sent(),
            LateOutcome::Succeeded => c.ended_succeeded(),
            LateOutcome::StepWanted => c.late_step_wanted(),
            LateOutcome::Declined => c.ended_declined(),
            LateOutcome::Blocked => c.late_blocked(),
            LateOutcome::Unknown => c.late_unknown(),
        };
        c.entry_ended(outcome, self.step(&ended.call))
    }

    /// What came of a call after its holder had lost the number.
    #[must_use]
    pub fn late(&self, late: &Late) -> String {
        let (step, outcome) = (self.step(&late.call), self.late_outcome(late.outcome));
        self.catalog.entry_late(outcome, step)
    }

    pub(super) fn late_outcome(&self, outcome: LateOutcome) -> String {
        let c = self.catalog;
        match outcome {
            LateOutcome::NotSent => c.late_not_sent(),
            LateOutcome::Succeeded => c.late_succeeded(),
            LateOutcome::StepWanted => c.late_step_wanted(),
            LateOutcome::Declined => c.late_declined(),
            LateOutcome::Blocked => c.late_blocked(),
            LateOutcome::Unknown => c.late_unknown(),
        }
    }
}
