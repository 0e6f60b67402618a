//! What happened in an onboarding, a line each.

use crate::flow::effect::Checkpoint;
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
            Checkpoint::AppealFiled { nth } => c.step_appeal(*nth),
            Checkpoint::EmailSubmitted { .. } => c.step_email(),
            Checkpoint::EmailCodeSubmitted { .. } => c.step_email_code(),
            Checkpoint::NewPinSubmitted { .. } => c.step_new_pin(),
            Checkpoint::NothingSent => c.step_nothing_sent(),
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
}
