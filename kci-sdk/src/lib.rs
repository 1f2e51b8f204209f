//! Typed, validated SDK for Kingsoft Cloud's container instances (KCI).
//!
//! ```no_run
//! use kci_sdk::Client;
//! use kci_sdk::request::DescribeContainerGroupRequest;
//!
//! # async fn example() -> Result<(), kci_sdk::Error> {
//! let client = Client::from_env()?;
//! let answer = client.describe_container_group(DescribeContainerGroupRequest::new().max_results(20)).await?;
//! for group in answer.container_groups {
//!     println!("{} is {}", group.container_group_id, group.status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - [`request`] and [`response`] are what is sent and what comes back; [`value`] has the enums of both.
//! - [`Client`] has a method for each action. Awaiting it sends the request; [`pages`](Call::pages) and
//!   [`items`](Call::items) read lists to their end, [`wait_for`](Call::wait_for) waits for a state
//!   out of [`waiter`].
//! - [`bulk`] makes many calls at once, but not too many, and tells what became of each.
//! - `exec`, behind the feature of that name, opens what `exec_container_command` answers: input, output, exit status.
//! - `blocking`, behind the feature of that name, has the same client for programs that are not async.
//! - `mock`, behind the feature of that name, answers what a test says, for unit tests of code that calls.
//! - [`Error`] says what went wrong on one line, and whether [trying again](Error::is_retryable) makes sense.
//! - [`credentials`] says where credentials may come from, and how they are renewed.
//! - [`auth`] has both signature algorithms as pure functions.
//! - [`runtime`] is what the generated code is written against: a crate of its own, which knows no KCI.
//!
//! The API is that of the documents of 2020-07-02, with their mistakes put right, and with what the live API has beyond
//! them, as the vendor's own SDKs know it: eight more actions, and more parameters, members and limits. Each item names the
//! section of the documents that it comes from; where it ends with *Origin: `errata/…`* or *`live/…`*, that entry of that
//! overlay corrected or added it, for the reason given there.
//! [`DescribeContainerLogRequest::tail`](request::DescribeContainerLogRequest::tail) is an example.
//! Nothing was tried against the live service.
//!
//! The log goes through `tracing`: a span for each call, with its action, status and request id. Parameters and
//! secrets are never in it, at no level, and not in the lines of the libraries below either. With the feature `metrics`,
//! calls, retries and the quota are counted and measured for any recorder of the `metrics` crate; the module of that name
//! lists them.
#![deny(missing_docs)]

/// What `build.rs` makes of the spec.
mod generated {
    include!(concat!(env!("OUT_DIR"), "/kci.rs"));
}

#[doc(no_inline)]
pub use kci_runtime as runtime;
#[cfg(feature = "exec")]
pub use kci_runtime::exec;
#[cfg(feature = "metrics")]
pub use kci_runtime::metrics;
pub use kci_runtime::{
    AfterResponse, Attempt, BeforeSigning, Call, CallMetadata, ConversionError, CreateOnce, DecodeError, Error,
    ErrorKind, GaveUp, Interceptor, InterceptorError, Items, NoRetries, OnError, Outcome, Pages, Phase, Presence,
    Progress, RawAnswer, RawCall, RetryPolicy, RetryQuota, Rule, Secret, ServiceError, Severity, StandardRetries,
    TimeoutError, Transport, TransportError, Validation, ValidationError, Violation, Wait, Waiter, WaiterEnd,
    WaiterError, auth, credentials, fingerprint,
};
pub use kci_runtime::{Bulk, BulkItem, BulkProgress, BulkReport, bulk};

pub use generated::{Client, SERVICE, request, response, value, waiter};

/// Unit tests of code that calls, without a network and without waiting.
///
/// ```
/// use kci_sdk::Client;
/// use kci_sdk::mock::Mock;
/// use kci_sdk::request::{DeleteContainerGroupRequest, DescribeContainerGroupRequest};
/// use kci_sdk::response::{ContainerGroup, DeleteContainerGroupResponse, DescribeContainerGroupResponse};
/// use kci_sdk::value::{ContainerGroupStatus, ErrorCode};
///
/// /// What is tested: deletes the container groups that have failed, and says how many.
/// async fn tidy(client: &Client) -> Result<usize, kci_sdk::Error> {
///     let all = client.describe_container_group(DescribeContainerGroupRequest::new()).collect_all().await?;
///     let is_failed = |group: &ContainerGroup| group.status == ContainerGroupStatus::Failed;
///     let mut deleted = 0;
///     for group in all.container_groups.into_iter().filter(is_failed) {
///         client.delete_container_group(DeleteContainerGroupRequest::new(group.container_group_id)).await?;
///         deleted += 1;
///     }
///     Ok(deleted)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), kci_sdk::Error> {
/// let mock = Mock::new().in_order();
/// let group = |id: &str, status| ContainerGroup::default().container_group_id(id).status(status);
/// let groups = [group("g-1", ContainerGroupStatus::Running), group("g-2", ContainerGroupStatus::Failed)];
/// let listed = DescribeContainerGroupResponse::default().container_groups(groups);
/// mock.expect::<DescribeContainerGroupRequest>().answer(listed);
/// // The client sends again what was throttled.
/// mock.expect::<DeleteContainerGroupRequest>().fail(ErrorCode::LimitExceeded);
/// let delete = mock.expect::<DeleteContainerGroupRequest>().with(DeleteContainerGroupRequest::new("g-2"));
/// delete.answer(DeleteContainerGroupResponse::default());
///
/// assert_eq!(tidy(&mock.client()).await?, 1);
/// mock.verify();
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "mock")]
pub mod mock {
    #[doc(inline)]
    pub use kci_runtime::mock::{Expect, Mock};
}

/// ```no_run
/// use kci_sdk::blocking::Client;
/// use kci_sdk::request::DescribeContainerGroupRequest;
/// use kci_sdk::waiter;
///
/// # fn main() -> Result<(), kci_sdk::Error> {
/// let client = Client::from_env()?;
/// let describe = DescribeContainerGroupRequest::new;
/// let answer = client.describe_container_group(describe().max_results(20)).send()?;
/// println!("{} container groups", answer.total_count);
/// for group in client.describe_container_group(describe()).items() {
///     println!("{}", group?.container_group_name);
/// }
/// client.describe_container_group(describe()).wait_for(waiter::ContainerGroupRunning).send()?;
/// # Ok(())
/// # }
/// ```
///
#[cfg(feature = "blocking")]
#[doc(inline)]
pub use generated::blocking;

/// Makes a [`Client`].
pub type ClientBuilder = kci_runtime::ClientBuilder<Client>;
