//! The words of the trade as types: what a secret, a number, a method, a code and a moment are.
//!
//! Values are parsed once, at the border, and are right from then on. Nothing here reads a clock, a file or
//! the network, and nothing here speaks to people: errors are enums that other layers put into words.

pub mod codes;
pub mod credentials;
pub mod digit_runs;
pub mod email;
pub mod instance;
pub mod keeper;
pub mod method;
pub mod phone;
pub mod picture;
pub mod secret;
pub mod server_text;
pub mod time;
pub mod typed;
