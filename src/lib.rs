//! Onboarding of phone numbers at Z-API mobile instances, in a terminal.
pub mod domain;
pub mod flow;
pub mod locale;
pub mod runtime;
pub mod tui;
pub mod wording;
