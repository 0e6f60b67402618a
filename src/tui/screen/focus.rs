//! Which offer is focused before a key is pressed.

use crate::domain::method::Lock;
use crate::flow::prompt::{Choice, Consequence, Offer, Prompt};

/// The place of the offer that is focused at first: the recommended method, or the first harmless offer. `None` where that
/// is a method that is shut, and no other is open: an unthinking Enter does nothing then.
pub(super) fn default_offer(prompt: &Prompt) -> Option<usize> {
    let harmless = |offer: &Offer| offer.acts == Consequence::Harmless;
    let is_method = |offer: &Offer| matches!(offer.choice, Choice::Pick(_));
    let is_open = |offer: &Offer| !is_method(offer) || offer.lock == Lock::Open;
    let advised = prompt.ask.advised().map(Choice::Pick);
    let at = |wanted: &dyn Fn(&Offer) -> bool| prompt.offers.iter().position(wanted);
    let recommended = at(&|offer| advised == Some(offer.choice) && is_open(offer));
    let first = at(&harmless).filter(|at| prompt.offers.get(*at).is_some_and(is_open));
    let other = at(&|offer| is_method(offer) && is_open(offer));
    recommended.or(first).or(other)
}
