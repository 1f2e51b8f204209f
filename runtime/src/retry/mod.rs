//! Sending again: when it helps and does no harm, after how long, and until when.
//!
//! The runtime itself knows whether a failed request was carried out and whether it may be carried out twice; a
//! [`RetryPolicy`] only says how often and how fast, and is never asked about what could do harm.

mod policy;
mod quota;

pub use policy::{FailedAttempt, NoRetries, RetryPolicy, StandardRetries};
pub use quota::RetryQuota;
