//! The KCI API on localhost: an emulator to develop, test and learn against, without an account.
//!
//! It is made from the same tables as the SDK. Requests are un-flattened by the SDK's generated readers and checked
//! by its generated validators, errors are the rows of the documents' error table, and responses are the SDK's own
//! types; only what the actions *do* is written by hand. Signatures are verified: version 4 in the header and in the
//! query, and the simplified signature.
//!
//! ```
//! use kci_sdk::request::DescribeContainerGroupRequest;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let kci = kci_emulator::start().await?;
//! let answer = kci.client().describe_container_group(DescribeContainerGroupRequest::new()).await?;
//! assert_eq!(answer.total_count, 0);
//! # Ok(())
//! # }
//! ```
//!
//! Container groups and image caches pass through their states by a [`Clock`] that tests can turn, so that none has
//! to wait ([`Emulator::advance`], [`Emulator::jump`]):
//!
//! | what | stage | for |
//! |---|---|---|
//! | container group | `Pending`: placed in a zone, given an address | 1 s |
//! | | `ImagePulling` | 1 s; not at all where a ready image cache has every image |
//! | | `Pending` again: init containers, one after another | 1 s each |
//! | | `Running` | until its containers have ended for good |
//! | | `Succeeded`, or `Failed` if a container ended with another exit code than 0 | for ever |
//! | container | `running` | for ever where the restart policy is `Always`, else 30 s; or as a [`Script`] says |
//! | | `waiting` to start again | 10 s, twice as long after every further end, 300 s at most; 10 s again after a run of 600 s |
//! | | `waiting` because its image cannot be pulled | for ever; each try comes as long after the one before as a start does |
//! | image cache | `Preparing`, `Creating`, `SnapshotCreating` | 1 s each |
//! | | `Ready`, or `Failed` instead of `SnapshotCreating` if an image cannot be pulled | until it expires |
//!
//! What should go wrong is scripted with a [`Fault`], what containers do with a [`Script`], and every request is in the
//! [journal](Emulator::journal). The same over HTTP: [`control`].
//!
//! A browser on the same machine is shown a page at `/`: what exists now, what was asked, and how clients are pointed
//! at the emulator.
//!
//! `GET /openapi.json` answers without a signature: the API as an OpenAPI 3.1 document, with this emulator as the first
//! server. Requests are taken at any path, so that those made from the document's paths arrive.
//!
//! Nothing here was tried against the live service: [`coverage`] says what is proven here, and what is unknown there.

mod action;
mod auth;
mod blocking;
mod clock;
mod command;
pub mod control;
pub mod coverage;
mod document;
mod emulator;
pub mod exec;
mod facts;
mod fault;
mod ids;
mod journal;
mod lifecycle;
mod local;
mod page;
mod received;
mod refusal;
mod script;
mod server;
mod service;
mod store;
mod thread;

pub use auth::TemporaryCredentials;
pub use clock::{Clock, Hold};
pub use command::Failed;
pub use emulator::{Builder, Emulator, default_account, start};
pub use fault::{Fault, FaultKind};
pub use journal::JournalEntry;
pub use script::Script;
