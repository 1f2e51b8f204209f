//! Two ways to compile only the actions that are needed: in a build script, and once with the command line.

/// Two actions, compiled by this crate's build script.
pub mod compiled {
    include!(concat!(env!("OUT_DIR"), "/kci.rs"));
}

/// One action, compiled once by
/// `cargo run -p kci-gen -- generate --actions DeleteContainerGroup --output examples/src/generated.rs`
/// and kept with the sources.
#[rustfmt::skip]
pub mod generated;
