//! Compiles tables of API parameters into a typed Rust SDK.
//!
//! A [spec](https://docs.rs/kci-spec) is a folder of JSON files that transcribe the documents of a service. A
//! [`Compiler`] reads it and makes request and response structs, the flattening of nested lists into parameters,
//! validators, client methods, paginators and waiters; nothing about any service is in here.
//!
//! ```no_run
//! // build.rs of a crate that needs two actions
//! fn main() -> Result<(), kci_codegen::Error> {
//!     kci_codegen::Compiler::new()
//!         .dir("spec/kci/2020-07-02")
//!         .actions(["DescribeContainerGroup", "DescribeContainerLog"])
//!         .write_to_out_dir("kci.rs")?;
//!     Ok(())
//! }
//! ```
//!
//! What is wrong with a spec comes back all at once, as [`Diagnostics`] with file, line and column. The resolved model
//! is public ([`ir`]), for other back ends. What a build script does not need is behind features: `describe` flattens the
//! model into tables, `diff` compares two of them, `openapi` makes an OpenAPI document, `schema` has JSON Schemas of the
//! format, `import` reads documentation pages,
//! `cli` makes tables of a command line.

#[cfg(feature = "cli")]
mod cli;
mod codes;
mod compiler;
#[cfg(feature = "describe")]
pub mod describe;
mod diagnostic;
#[cfg(feature = "diff")]
pub mod diff;
mod emit;
#[cfg_attr(not(all(feature = "describe", feature = "openapi")), allow(dead_code, reason = "each back end uses some"))]
mod facts;
#[cfg(feature = "import")]
pub mod import;
pub mod ir;
mod json;
mod load;
mod markdown;
#[cfg(feature = "openapi")]
pub mod openapi;
mod overlay;
mod package;
pub mod pattern;
mod resolve;
#[cfg(feature = "schema")]
pub mod schema;
mod source;
mod spec;
mod words;
pub mod write;

pub use codes::CODES;
pub use compiler::{Compiled, Compiler, Error};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use package::Package;
