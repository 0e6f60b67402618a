//! The accounts of this machine: which one this process runs as, and to which one a file belongs.

use crate::domain::keeper::Keeper;
use nix::unistd::{Uid, User};

/// The number of the account that this process runs as.
pub(super) fn own() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The account with the number `uid`, by its name where the system knows one.
pub(super) fn keeper(uid: u32) -> Keeper {
    // A directory of users that cannot be reached gives no name: the number says it too.
    let known = User::from_uid(Uid::from_raw(uid)).ok().flatten();
    Keeper::new(known.as_ref().map(|user| user.name.as_str()), uid)
}
