//! The one loop: it reads the clock, runs the effects of the flows at the desk, and brings back what came of
//! them. It is the only place that spawns and the only one that waits.

pub mod budget;
pub mod clock;
pub mod core_dumps;
pub mod desk;
mod execute;
pub mod front_end;
pub mod input;
pub mod lines;
pub mod logging;
pub mod question;
pub mod records;
mod session;
pub mod signals;
mod watch;
