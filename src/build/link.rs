//! What the linker is asked for.

use std::env;

/// On Linux with glibc, two things. The relocations of the position-independent program are packed (`DT_RELR`): the loader
/// reads a bitmap instead of 250 KiB of tables, and the file is smaller by as much. Only a C library from 2.36 on knows them,
/// so the program asks for that one by name and an older loader refuses it with a sentence. And what unwinds the stack comes
/// from the archive and not from a library, which would have to be found, mapped and searched for symbols.
///
/// An address of the program's own (`-no-pie`) would start 0.2 to 0.4 ms earlier. It is not taken: this program parses hostile
/// pictures and holds tokens, and an address that is known in advance is what an exploit of its parts in C would need.
pub(crate) fn tune() {
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
