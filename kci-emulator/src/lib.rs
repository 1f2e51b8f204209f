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
//! to wait: a group is `Pending` for 2 s, then `Running`; unless its restart policy is `Always` it is `Succeeded`
//! after another 30 s. An image cache is `Preparing`, `Creating` and `SnapshotCreating` for 1 s each, then `Ready`.
//!
//! `GET /openapi.json` answers without a signature: the API as an OpenAPI 3.1 document, with this emulator as the first
//! server. Requests are taken at any path, so that those made from the document's paths arrive.
//!
//! Nothing here was tried against the live service.

mod action;
mod auth;
mod clock;
mod document;
mod emulator;
mod ids;
mod lifecycle;
mod received;
mod refusal;
mod server;
mod service;
mod store;

pub use clock::Clock;
pub use emulator::{Builder, Emulator, start};
