//! Core dumps: a file of all that is in memory, tokens and codes included, which a crash would leave behind.

use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

/// Has no crash of this process leave a core dump. On Linux no other process of the same user can read this
/// one's memory either, nor can a helper that is piped the dumps.
///
/// # Errors
/// The system refuses every means against them.
pub fn forbid() -> io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let unwritten = setrlimit(Resource::Core, none).map_err(io::Error::from);
    // A sandbox may know one of the two and not the other; one is enough.
    hide_memory().or(unwritten)
}

#[cfg(target_os = "linux")]
fn hide_memory() -> io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

#[cfg(not(target_os = "linux"))]
fn hide_memory() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::getrlimit;

    #[test]
    fn afterwards_neither_a_file_nor_another_process_gets_the_memory() {
        assert!(forbid().is_ok());
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        #[cfg(target_os = "linux")]
        {
            use rustix::process::{DumpableBehavior, dumpable_behavior};
            assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        }
    }
}
