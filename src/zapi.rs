//! The vendor's HTTP API, and only that.
//!
//! [`Client::send`] makes one [`crate::flow::effect::Call`] and says what came of it. It never makes a call
//! twice, follows no redirect, keeps no state beyond idle connections, and writes no log. When a call may be
//! made, and what its answer leads to, is not decided here.
//!
//! What holds whatever the service answers:
//! - the instance's token is part of every URL, so no URL leaves this module: not in an error, not in a text;
//! - [`crate::flow::event::Failure::NotSent`] is only said when no byte of the request can have left;
//! - a call that acts and waits for a word goes out on the connection that `/status` was just read on, or after that
//!   word on another one;
//! - an acting call without a usable answer is an unknown outcome, never a "no" and never a "yes";
//! - a wait that nobody can read is not known, never "now";
//! - text of the service goes through [`crate::domain::server_text::ServerText`], with the secrets of the
//!   call taken out.
//!
//! The vendor's spellings (`ddi`, `wa_old`, `confirmSecurityCode`) stay inside this module. Who calls it: the
//! runtime, which runs effects.

mod base_url;
mod client;
mod door;
mod error;
mod exchange;
mod leaving;
mod line;
mod trust;
mod wire;

pub use base_url::{BaseUrl, BaseUrlError};
pub use client::{Client, MAX_BODY_BYTES};
pub use door::Clearance;
pub use error::ClientError;
pub use exchange::Exchange;
pub use line::WarmLane;
