//! The words about the instance and the account that pays for it.

use crate::domain::method::Lock;
use crate::flow::event::{InstanceKind, InstanceReply, InstanceRow, Payment};
use crate::flow::prompt::{About, Ask};
use crate::wording::facts::fact;
use crate::wording::notes::{info, warning};
use crate::wording::{Fact, Note, Wording};
use std::time::Duration;

/// A subscription that ends sooner than this is warned about.
const SOON: Duration = Duration::from_hours(7 * 24);

/// The most characters of an instance's name in a list.
const NAME_CHARS: usize = 32;

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
        if let Ask::Instances {
            page, pages, total, ..
        } = ask
        {
            return self.list_facts(*page, *pages, *total);
        }
        Vec::new()
    }

    /// The notes of the questions about the instance.
    pub(super) fn account_notes(&self, ask: &Ask) -> Vec<Note> {
        if let Ask::Number {
            instance: About::Known(instance),
            ..
        } = ask
        {
            return self.instance_warnings(instance);
        }
        if let Ask::Instances { rows, .. } = ask {
            return self.list_notes(rows);
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
        let name = self.others_words(name.as_str());
        Some(fact(self.catalog.fact_instance(), name))
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

    /// Page and total of the list.
    fn list_facts(&self, page: u32, pages: Option<u32>, total: Option<u32>) -> Vec<Fact> {
        let c = self.catalog;
        let total = total.map(|total| fact(c.fact_instances(), total.to_string()));
        let page = match pages {
            Some(pages) if pages > 1 => Some(c.page_of(page.to_string(), pages.to_string())),
            Some(_) => None,
            None => Some(page.to_string()),
        };
        let page = page.map(|page| fact(c.fact_page(), page));
        total.into_iter().chain(page).collect()
    }

    /// What is to be known about the list.
    fn list_notes(&self, rows: &[InstanceRow]) -> Vec<Note> {
        let c = self.catalog;
        let web = rows.iter().any(|row| row.kind == InstanceKind::Web);
        let none = rows.is_empty().then(|| info(c.instances_none()));
        let web = web.then(|| info(c.instances_web()));
        none.into_iter().chain(web).collect()
    }

    /// How a row of the list is called: by its name, and by the beginning of its id.
    pub(super) fn row_label(&self, ask: &Ask, at: u16) -> String {
        let c = self.catalog;
        let Some(row) = row_of(ask, at) else {
            return String::new();
        };
        let id = self.masking.short_instance(&row.id);
        match &row.about.name {
            Some(name) => {
                let name = self.others_words(name.as_str());
                c.instance_named(id, shortened(&name, NAME_CHARS))
            }
            None => c.instance_unnamed(id),
        }
    }

    /// What is said beside a row of the list.
    pub(super) fn row_state(&self, ask: &Ask, at: u16, lock: Lock) -> Option<String> {
        let c = self.catalog;
        let row = row_of(ask, at)?;
        let kind = match (row.kind, lock) {
            (InstanceKind::Web, _) => Some(c.instance_web()),
            (_, Lock::Unknown) => Some(c.instance_no_token()),
            (InstanceKind::Unknown, _) => Some(c.instance_kind_unknown()),
            (InstanceKind::Mobile, _) => None,
        };
        let payment = row.about.payment.as_ref();
        let due = row.about.due_unix_ms;
        let due = due.map(|due| {
            let day = c.calendar_day(due, self.zone);
            if due <= self.now.wall_ms {
                c.instance_ended(day)
            } else {
                c.instance_until(day)
            }
        });
        let connected = row.connected.map(|connected| {
            if connected {
                c.instance_connected()
            } else {
                c.instance_free()
            }
        });
        let parts = [
            kind,
            payment.map(|payment| self.payment(payment)),
            due,
            connected,
        ];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn payment(&self, payment: &Payment) -> String {
        match payment {
            Payment::Paid => self.catalog.payment_paid(),
            Payment::Other(word) => word.as_str().to_owned(),
        }
    }
}

fn row_of(ask: &Ask, at: u16) -> Option<&InstanceRow> {
    if let Ask::Instances { rows, .. } = ask {
        return rows.get(usize::from(at));
    }
    None
}

/// The first characters of a text, with an ellipsis where something is left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}
