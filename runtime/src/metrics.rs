//! What clients count and measure, for any recorder of the `metrics` crate: one for Prometheus, for statsd, for
//! OpenTelemetry.
//!
//! Whoever installs a recorder has them all; without one they cost next to nothing. Names and labels are
//! OpenTelemetry's where it has some.
//!
//! | name | kind | unit | labels | what |
//! |---|---|---|---|---|
//! | `rpc.client.calls` | counter | | service, method, error | calls that have ended |
//! | `rpc.client.call.duration` | histogram | seconds | service, method, error | how long calls took, all attempts and the waiting between them included |
//! | `rpc.client.call.attempts` | histogram | | service, method, error | how often calls were sent, or tried to be |
//! | `rpc.client.attempt.duration` | histogram | seconds | service, method, error | how long single attempts took |
//! | `rpc.client.retries` | counter | | service, method, error | attempts after the first, by what the one before failed of |
//! | `rpc.client.throttled` | counter | | service, method | attempts that came too fast |
//! | `rpc.client.gave_up` | counter | | service, method, reason | calls that were not sent again though that might have helped |
//! | `rpc.client.retry_quota` | gauge | tokens | service | what is left of the [quota of retries](crate::RetryQuota) of the client that called last |
//!
//! | label | name | values |
//! |---|---|---|
//! | service | `rpc.service` | `kci` |
//! | method | `rpc.method` | the action: `DescribeContainerGroup` |
//! | error | `error.type` | the [kind](crate::ErrorKind) of the error; absent where there was none |
//! | reason | `reason` | [why](crate::GaveUp): `policy`, `quota`, `deadline`, `outcome` |
//!
//! Times are those of the machine, and the waiting between attempts is that of the client's clock.

pub(crate) const CALLS: &str = "rpc.client.calls";
pub(crate) const CALL_DURATION: &str = "rpc.client.call.duration";
pub(crate) const CALL_ATTEMPTS: &str = "rpc.client.call.attempts";
pub(crate) const ATTEMPT_DURATION: &str = "rpc.client.attempt.duration";
pub(crate) const RETRIES: &str = "rpc.client.retries";
pub(crate) const THROTTLED: &str = "rpc.client.throttled";
pub(crate) const GAVE_UP: &str = "rpc.client.gave_up";
pub(crate) const RETRY_QUOTA: &str = "rpc.client.retry_quota";

pub(crate) const SERVICE: &str = "rpc.service";
pub(crate) const METHOD: &str = "rpc.method";
pub(crate) const ERROR_TYPE: &str = "error.type";
pub(crate) const REASON: &str = "reason";

/// Tells the recorder that is installed what each of them is, and its unit. Recorders need not be told.
pub fn describe() {
    use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

    describe_counter!(CALLS, "Calls that have ended");
    describe_histogram!(CALL_DURATION, Unit::Seconds, "How long calls took, with all attempts");
    describe_histogram!(CALL_ATTEMPTS, "How often calls were sent");
    describe_histogram!(ATTEMPT_DURATION, Unit::Seconds, "How long single attempts took");
    describe_counter!(RETRIES, "Attempts after the first");
    describe_counter!(THROTTLED, "Attempts that came too fast");
    describe_counter!(GAVE_UP, "Calls that were not sent again though that might have helped");
    describe_gauge!(RETRY_QUOTA, "What is left of the quota of retries");
}
