//! A small Z-API for demos and tests: a real HTTP server on this machine that judges requests as the service
//! would.
//!
//! ```text
//! connection (TCP, cut or kept) ─► router (HTTP, faults) ─► world (decides; time is an argument)
//!                                                             ▲
//! server (starts, stops)                                  scenario (TOML)
//! ```
//!
//! It knows nothing of the rest of the program and shares no types with it, on purpose: with one struct for
//! both sides, a misspelt field would agree with itself. What it answers follows the vendor's documentation
//! and what people report of the live service; what nobody knows it does not invent beyond plain texts.

mod captcha;
mod connection;
mod date;
mod faults;
mod router;
mod scenario;
mod server;
mod world;

pub use router::{SimClock, Witness};
pub use scenario::{Scenario, ScenarioError};
pub use server::Simulator;
pub use world::LoggedCall;
