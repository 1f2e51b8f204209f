//! The runtime of generated clients: all that the code which `kci-codegen` emits is written against, for any service.
//!
//! Nothing here knows a service's actions. A generated crate has the requests, the responses and a `Client` with a method
//! for each action; the [`Client`] here is what all of them share: credentials, settings, connections. Clients of two
//! services are made of one:
//!
//! ```
//! use kci_runtime::auth::Credentials;
//!
//! let shared = kci_runtime::Client::builder().credentials(Credentials::new("AKLT0123", "a secret key")).build()?;
//! // let containers = kci_sdk::Client::from(shared.clone());
//! // let lending = lending_api::Client::from(shared);
//! # Ok::<(), kci_runtime::Error>(())
//! ```
//!
//! The folders are layers, each built on those before it: [`params`](ParamWriter), [`validate`](Validator),
//! [`document`], [`action`](Action), [`error`](Error), [`decode`](Decode), [`auth`], [`credentials`], `http`, `retry`,
//! [`client`](Client), [`call`](struct@Call), [`bulk`].
#![deny(missing_docs)]

mod action;
pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod bulk;
mod call;
mod client;
mod clock;
mod conversion;
mod counted;
pub mod credentials;
mod decode;
pub mod document;
mod error;
#[cfg(feature = "exec")]
pub mod exec;
mod fingerprint;
mod future;
mod http;
mod interceptor;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "mock")]
pub mod mock;
mod open_enum;
mod params;
mod random;
mod retry;
mod secret;
mod text;
mod time;
mod validate;

pub use action::{
    Action, ActionInfo, ActionPlace, Body, Effect, Endpoint, ErrorRow, Fault, Method, Outcome, Paginate, Region,
    ServiceInfo,
};
pub use bulk::{Bulk, BulkItem, BulkProgress, BulkReport, bulk};
pub use call::{
    Call, CallMetadata, CreateOnce, FindAgain, Items, Pages, Position, Presence, Progress, RawAnswer, RawCall, Wait,
    Waiter, WaiterInfo, all_of, any_of, call, marked,
};
pub use client::{Client, ClientBuilder, ServiceClient, TypedClient, Validation};
pub use clock::{Clock, SystemClock};
pub use conversion::{ConversionError, convert_all, distinct, text_of};
pub use counted::CountedPage;
pub use decode::{Decode, Decoded, JsonReader, Unreadable, deserialize, read as read_json, ser};
pub use document::{Document, Field, Shape};
pub use error::{
    DecodeError, Error, ErrorKind, GaveUp, InterceptorError, Phase, ServiceError, Subject, SubjectEvent, SubjectPart,
    TimeoutError, TransportError, ValidationError, WaiterEnd, WaiterError, WaiterState, first,
};
pub use fingerprint::fingerprint;
pub use future::BoxFuture;
pub use http::Transport;
pub use interceptor::{AfterResponse, Attempt, BeforeSigning, Interceptor, OnError};
#[doc(hidden)]
pub use open_enum::knows_empty;
pub use params::{Form, ListRule, ParamReader, ParamWriter, Params, ReadParam, Rounded, WriteParam, read};
pub use retry::{FailedAttempt, NoRetries, RetryPolicy, RetryQuota, StandardRetries};
pub use secret::{Hidden, Secret};
pub use time::TimeFormat;
pub use validate::{
    ByteDfa, ListCheck, NumberCheck, PresenceCheck, Relation, Rule, Severity, TextCheck, TextValue, Validate,
    Validator, Violation, violations,
};
pub use {jiff, serde, serde_json};

#[doc(inline)]
pub use {
    __deserialize as deserialize, __document as impl_document, __open_enum as open_enum,
    __open_integer_enum as open_integer_enum,
};
