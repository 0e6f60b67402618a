//! The words about the instance and the account that pays for it.

use crate::flow::event::{InstanceReply, Payment};
use crate::flow::prompt::{About, Ask};
use crate::wording::notes::warning;
use crate::wording::facts::fact;
use crate::wording::{Fact, Note, Wording};
use std::time::Duration;

/// A subscription that ends sooner than this is warned about.
const SOON: Duration = Duration::from_hours(7 * 24);

impl Wording<'_> {
    /// The facts of the questions about the instance.
    pub(super) fn account_facts(&self, ask: &Ask) -> Vec<Fact> {
        if let Ask::Number { instance, .. } = ask {
            return self.about_facts(instance);
        }
        if let Ask::NumberGate {
            instance: Some(instance),
            ..
        } = ask
        {
            return self.instance_name(instance).into_iter().collect();
        }
        Vec::new()
    }

    /// What is known of the instance at the question for the number.
    fn about_facts(&self, about: &About) -> Vec<Fact> {
        let c = self.catalog;
        match about {
            About::Reading => vec![fact(c.fact_instance(), c.checking())],
            About::Known(instance) => self.instance_facts(instance),
            About::Unknown => Vec::new(),
        }
    }

    /// Name, end and payment of an instance.
    fn instance_facts(&self, instance: &InstanceReply) -> Vec<Fact> {
        let c = self.catalog;
        let name = self.instance_name(instance);
        let due = instance.due_unix_ms;
        let due = due.map(|due| fact(c.fact_due(), c.calendar_day(due, self.zone)));
        let payment = instance.payment.as_ref();
        let payment = payment.map(|payment| fact(c.fact_payment(), self.payment(payment)));
        name.into_iter().chain(due).chain(payment).collect()
    }

    /// Name of an instance alone.
    fn instance_name(&self, instance: &InstanceReply) -> Option<Fact> {
        let name = instance.name.as_ref()?;
        Some(fact(self.catalog.fact_instance(), name.as_str().to_owned()))
    }

    /// What is to be warned about before an instance is worked with.
    pub(super) fn instance_warnings(&self, instance: &InstanceReply) -> Vec<Note> {
        let c = self.catalog;
        let term = instance.due_unix_ms.and_then(|due| self.term(due));
        let unpaid = match &instance.payment {
            Some(Payment::Other(word)) => Some(c.warn_payment(word.as_str())),
            Some(Payment::Paid) | None => None,
        };
        term.into_iter().chain(unpaid).map(warning).collect()
    }

    /// A warning when a subscription ended, or ends soon.
    fn term(&self, due_unix_ms: i64) -> Option<String> {
        let c = self.catalog;
        let day = c.calendar_day(due_unix_ms, self.zone);
        let left = due_unix_ms.saturating_sub(self.now.wall_ms);
        let left = u64::try_from(left).map(Duration::from_millis);
        match left {
            Err(_past) => Some(c.warn_ended(day)),
            Ok(left) if left.is_zero() => Some(c.warn_ended(day)),
            Ok(left) if left <= SOON => Some(c.warn_ends_soon(day, self.in_words(left))),
            Ok(_) => None,
        }
    }

    fn payment(&self, payment: &Payment) -> String {
        match payment {
            Payment::Paid => self.catalog.payment_paid(),
            Payment::Other(word) => word.as_str().to_owned(),
        }
    }
}
