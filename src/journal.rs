//! What is written down of every onboarding: one `SQLite` file, so that killing the program, the line or the
//! machine loses nothing.
//!
//! - Checkpoints and history are only added. A commit is on the disk before it returns.
//! - No row holds a secret. What a resume needs and may not be in clear lies in private files beside it.
//! - A number and an instance belong to one process at a time; [`Journal::write`] looks whether they still
//!   do in the same transaction that writes, so that a holder who was suspended and lost them writes nothing but what
//!   came of a call that was under way. No call that acts leaves after another holder was shown the number as theirs:
//!   see [`LastLook`].
//! - A damaged file is set aside, a newer one is left alone.
//!
//! Several Unix accounts may share one folder when it is writable for their group. Only the runtime and the
//! command line call it; it makes no calls to the service and shows nothing to anybody.

mod account;
mod acting;
mod entry;
mod file_system;
mod hand_over;
mod holder;
mod keys;
mod lease;
mod news;
mod opened;
mod page;
mod place;
mod read;
mod schema;
mod store;
mod trouble;
mod vault;

pub use acting::{ActLimits, Acting, LastLook, Withheld};
pub use entry::{Entry, HistoryRow};
pub use file_system::FileSystem;
pub use hand_over::{HandOver, HandOverError};
pub use lease::{Grant, Tenure, Verdict};
pub use news::{LateNews, ReadTo};
pub use page::Page;
pub use read::Session;
pub use store::{Journal, Lost, Opened, SessionKey};
