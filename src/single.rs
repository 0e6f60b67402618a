//! One step for a script: a person who wants one thing and answers nothing else.
//!
//! ```text
//! Goal ─► next(prompt) ─► say this · wait so long · let it go on · stop here
//! ```
//!
//! The flow is the same as on every other surface, and so are its guards, its journal and its lease. A single step
//! says what leads to its goal, does the one thing that acts at most once, and stops at the first question that a
//! person should answer: nothing is guessed, and nothing is said for them.

mod front;
mod goal;
mod next;
mod verdict;

pub use front::Single;
pub use goal::{Goal, Patience, Registered, Secured, Session};
pub use verdict::{Verdict, of_halt, verdict};
