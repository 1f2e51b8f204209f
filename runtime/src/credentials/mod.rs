//! Where credentials come from.
//!
//! A client takes [`Credentials`] themselves, or anything that [provides](ProvideCredentials) them:
//!
//! | provider | where it looks |
//! |---|---|
//! | [`Credentials`] | nowhere: they are given in code |
//! | [`Environment`] | environment variables |
//! | [`ProfileFiles`] | `~/.ks/credentials` and `~/.ks/config` |
//! | [`KeyFiles`] | a folder of key files that are rotated in place, such as `/var/lib/aksk` |
//! | [`from_fn`] | a function of yours |
//! | [`Chain`] | one provider after another, until one has some; [`Chain::standard`] looks at variables, profiles, key files |
//!
//! ```
//! use kci_runtime::Client;
//! use kci_runtime::auth::Credentials;
//! use kci_runtime::credentials::{Chain, Surroundings, from_fn};
//!
//! let around = Surroundings::empty().variable("KSYUN_ACCESS_KEY", "AKLT0123").variable("KSYUN_SECRET_KEY", "a secret key");
//! let vault = from_fn("vault", || async {
//!     let hour = std::time::Duration::from_secs(3600);
//!     let expiry = kci_runtime::jiff::Timestamp::now() + hour;
//!     Ok::<_, std::io::Error>(Credentials::new("AKTP0123", "another").with_session_token("…").with_expiry(expiry))
//! });
//! let client = Client::builder().credentials(Chain::standard(&around).or(vault)).build()?;
//! # Ok::<(), kci_runtime::Error>(())
//! ```
//!
//! [`ClientBuilder::from_env`](crate::ClientBuilder::from_env) is what most programs need: the standard chain, and region
//! and endpoint from the same places. What is set in code wins over it.
//!
//! # Asked for when, and how often
//!
//! Credentials are looked at before each attempt of a call, so that a retry is signed with those of its own time.
//!
//! - What has no expiry is asked for once, and again when its provider says that it [has
//!   changed](ProvideCredentials::has_changed).
//! - What expires is asked for again before that: five minutes before, or in the last quarter of its time if that is
//!   shorter. Calls go on with the old credentials meanwhile. Only in the last ten seconds do they wait for new ones.
//! - However many calls need new credentials, the provider is asked once, and all of them have its answer.
//! - A failure is an error of the calls that waited for it, if the old credentials do not hold any more. It is not kept:
//!   the next call asks again. While the old ones hold, it is a warning in the log, and the provider is asked again after a
//!   tenth of the time that is left.
//! - A provider that does not answer within 30 seconds has failed.

mod chain;
mod check;
mod environment;
mod error;
mod files;
mod key_files;
mod profile;
mod profile_files;
mod provider;
mod shared;
mod surroundings;

pub use chain::Chain;
pub use environment::Environment;
pub use error::CredentialsError;
pub use key_files::KeyFiles;
pub use profile::{Profile, ProfileError, Profiles};
pub use profile_files::ProfileFiles;
pub use provider::{FromFn, ProvideCredentials, from_fn};
pub use shared::SharedCredentials;
pub use surroundings::Surroundings;

pub(crate) use environment::{DRY_RUN, ENDPOINT, REGION};

#[doc(no_inline)]
pub use crate::auth::Credentials;
