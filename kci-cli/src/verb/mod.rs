//! The everyday commands, written by hand, a file each: a type that implements [`Verb`], named in [`ALL`].
//!
//! A verb makes typed calls with `cx.client::<kci_sdk::Client>()`, and shows its data, as JSON with a
//! [`View`](kci_cli_runtime::output::View), by `cx.out.show`: every form of output follows from that. Notes and progress go
//! to standard error by `cx.out`. Errors of the SDK become a [`Failure`](kci_cli_runtime::Failure) with `?`.

mod arguments;
mod cache;
mod events;
mod exec;
mod get;
mod logs;
mod ls;
mod rm;
mod run;
mod wait;
mod why;

use kci_cli_runtime::Verb;

/// All of them, in the order of the help.
pub(crate) const ALL: &[&dyn Verb] = &[
    &run::Run,
    &ls::Ls,
    &get::Get,
    &logs::Logs,
    &exec::Execute,
    &wait::WaitFor,
    &events::Events,
    &why::Why,
    &rm::Rm,
    &cache::Cache,
];
