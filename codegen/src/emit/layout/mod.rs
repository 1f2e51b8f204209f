//! Tokens to text: formatted for people with the feature `format`; without it a statement a line, for the compiler, which
//! is many times faster and needs no parser of Rust.

#[cfg(feature = "format")]
mod formatted;
#[cfg(not(feature = "format"))]
mod plain;
#[cfg(feature = "format")]
mod spaced;

#[cfg(feature = "format")]
pub(super) use formatted::{file, program};
#[cfg(not(feature = "format"))]
pub(super) use plain::{file, program};
