//! All tests that look at the crate from outside, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod flow_driver;
mod flow_property;
mod gallery;
mod journeys;
mod layers;
mod player;
mod screens;
mod wire;
