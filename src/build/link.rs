//! What the linker is asked for, so that a start costs less.

use std::env;

/// On Linux with glibc, two things. The program lies at an address of its own: else the loader adjusts 250 KiB of tables at
/// every start, and the system copies each page of them, which takes a tenth of the time to the first frame. Heap, stack
/// and libraries lie at random addresses as before; that the program does not is one obstacle less to whoever exploits an
/// error in memory, of which there can be some in its two libraries in C only. And what unwinds the stack comes from the
/// archive and not from a library, which would have to be found, mapped and searched for symbols.
pub(crate) fn tune() {
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        println!("cargo::rustc-link-lib=static:-bundle=gcc_eh");
    }
}
