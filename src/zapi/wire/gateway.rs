//! Whether what refused a call that acts may be a gateway, behind which the call may have taken effect.

use super::{Class, Content, Reading};
use crate::flow::effect::Weight;
use crate::flow::event::RefusalCause;

impl Reading<'_> {
    /// Whether a call that acts may have taken effect although HTTP calls it refused: what came is not the service's JSON,
    /// and the status is none of those by which the service itself refuses. `/status` was read right before with the same
    /// credentials, so that such a 404 does not tell of the instance.
    pub(super) fn leaves_open(&self) -> bool {
        let is_services = matches!(self.status, 400..=403 | 405 | 409 | 415 | 422 | 429);
        self.call.weight() == Weight::Acts
            && self.class == Class::Refused
            && !is_services
            && !matches!(self.content, Content::Object(_))
    }

    /// `cause`, unless it is what a gateway's page says of its own paths.
    pub(super) fn beyond_gateway(&self, cause: Option<RefusalCause>) -> Option<RefusalCause> {
        cause.filter(|cause| *cause != RefusalCause::PathUnknown || !self.leaves_open())
    }
}
