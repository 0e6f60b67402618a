//! The words about several onboardings at once.

use crate::roster::{Condition, Order, Slip, Tally};
use crate::wording::Wording;

impl Wording<'_> {
    /// How an onboarding is doing.
    #[must_use]
    pub fn condition(&self, condition: Condition) -> String {
        let c = self.catalog;
        match condition {
            Condition::NeedsPerson => c.condition_needs_person(),
            Condition::Busy => c.condition_busy(),
            Condition::Waiting => c.condition_waiting(),
            Condition::NotBegun => c.condition_not_begun(),
            Condition::Blocked => c.condition_blocked(),
            Condition::Connected => c.condition_connected(),
            Condition::SetAside => c.condition_set_aside(),
            Condition::Left => c.condition_left(),
        }
    }

    /// How an onboarding is doing, and until when that is known. The clock time stands still, unlike what is left.
    #[must_use]
    pub fn state_of(&self, slip: &Slip) -> String {
        let state = self.condition(slip.condition);
        match slip.due.filter(|due| due.remaining(self.now).is_some()) {
            Some(due) => self.catalog.condition_until(state, self.ends_at(due)),
            None => state,
        }
    }

    /// The same in few columns; a sign beside it tells the rest.
    #[must_use]
    pub fn short_state_of(&self, slip: &Slip) -> String {
        match slip.due.filter(|due| due.remaining(self.now).is_some()) {
            Some(due) => self.catalog.condition_due(self.ends_at(due)),
            None => self.condition(slip.condition),
        }
    }

    /// The number of an onboarding.
    #[must_use]
    pub fn number_of(&self, slip: &Slip) -> String {
        match &slip.number {
            Some(number) => self.masking.short(number),
            None => self.catalog.desk_no_number(),
        }
    }

    /// How many need a person.
    #[must_use]
    pub fn in_need(&self, tally: &Tally) -> String {
        match tally.of(Condition::NeedsPerson) {
            0 => self.catalog.desk_nobody_in_need(),
            count => self.catalog.desk_in_need(count),
        }
    }

    /// In which order they are listed.
    #[must_use]
    pub fn order(&self, order: Order) -> String {
        match order {
            Order::Need => self.catalog.desk_order_need(),
            Order::Deadline => self.catalog.desk_order_deadline(),
            Order::Arrival => self.catalog.desk_order_arrival(),
        }
    }

    /// How many are doing how, of what there is.
    #[must_use]
    pub fn tally(&self, tally: &Tally) -> Vec<(String, u32)> {
        let counted = Condition::ALL.map(|condition| (condition, tally.of(condition)));
        let some = counted.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(condition, count)| (self.condition(condition), count))
            .collect()
    }

    /// How long the connected ones took on average; `None` before one is.
    #[must_use]
    pub fn average(&self, tally: &Tally) -> Option<String> {
        let average = tally.average()?;
        Some(self.catalog.duration(average))
    }

    /// The whole shift in one sentence.
    #[must_use]
    pub fn shift(&self, tally: &Tally) -> String {
        let c = self.catalog;
        let part = |(state, count)| c.desk_shift_part(count, state);
        let mut parts: Vec<String> = self.tally(tally).into_iter().map(part).collect();
        parts.extend(self.average(tally).map(|time| c.desk_shift_took(time)));
        c.desk_shift(parts.join(", "))
    }
}
