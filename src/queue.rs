//! A list of numbers in a file, one in a row, and what came of them.
//!
//! ```text
//! profile,calling_code,number,note
//! shop,55,11 98765-4321,the one in the window
//! ```
//!
//! Reading is strict, and tells everything that is wrong at once. No secret stands in the file: a row names a profile,
//! or the instance with the variables that hold its tokens.

mod decoding;
mod delimiter;
mod names;
mod outcome;
mod problem;
mod quoting;
mod read;

pub use outcome::{Format, OutcomeRow, is_outcome, write_outcome};
pub use problem::{Column, Fault, Problem};
pub use read::{QueuedNumber, Reading, Sources, UnusualNumbers, read};
