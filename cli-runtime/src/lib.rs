//! The runtime of command lines that `kci-codegen` generates: everything that is the same for any service.
//!
//! The compiler makes [tables](table) of a service: statics that name its actions, members, bounds and waiters. An [`App`]
//! is made of them and of [verbs](Verb) written by hand, and [`App::run`] is all that `main` does:
//!
//! ```ignore
//! static APP: App = App { name: "kci", verbs: &[&Ls, &Run], ..App::new(&tables::SERVICE) };
//!
//! fn main() -> std::process::ExitCode {
//!     APP.run(std::env::args_os())
//! }
//! ```
//!
//! That is a program with `api ACTION` for every action, its input by flags named after the wire or from files,
//! `explain`, templates, completion and manual pages. A verb gets a [`Context`]: the client, the settings, and the
//! [output] that shows an answer in whichever form was asked for.
#![deny(missing_docs)]

mod app;
mod command;
mod complete;
mod context;
mod debug;
mod defaults;
mod failure;
pub mod input;
mod lang;
pub mod output;
mod settings;
pub mod table;
mod usage;
mod words;

pub use command::duration;

pub use app::{App, Connection, Local, LocalFuture, Verb};
pub use context::Context;
pub use failure::{Exit, Failure, Invalid};
pub use lang::{Lang, Text};
pub use settings::{Settings, When};
pub use words::closest;
pub use {clap, kci_runtime as runtime, serde_json};
