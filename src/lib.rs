//! Onboarding of phone numbers at Z-API mobile instances, in a terminal.
pub mod domain;
pub mod flow;
