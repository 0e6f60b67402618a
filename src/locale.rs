//! Text for people in the language that they read: what is said lies in `assets/locales`, one Fluent file per
//! language; which of them is used is [`negotiate`]d; durations and moments are said by [`moment`], countries are
//! named and found by [`countries`].
//!
//! Messages are typed: the build makes one method of [`catalog::Catalog`] from each message and refuses to
//! build when a language lacks one, so no key is written as a string and no text is missing at run time.
//! Nothing here decides *what* to say; that is the business of the wording.

pub mod catalog;
pub mod countries;
pub mod moment;
pub mod negotiate;
pub mod seven_bit;
