//! `paginators.json` and `waiters.json`.

use schemars::JsonSchema;

use super::tables::{Scalar, Text};

/// Which actions are read page by page.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Paginators {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    paginators: Vec<Paginator>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Paginator {
    action: String,
    /// Request member that says where the page starts.
    request_token: String,
    /// Response member that says where the next one starts.
    response_token: String,
    /// Request member that limits a page.
    page_size: Option<String>,
    /// Response member that counts all.
    total: Option<String>,
    /// Response member that is the list.
    items: String,
    /// Value of the response token that means the end; absent, null and empty always do.
    end: Option<Scalar>,
}

/// Which states can be waited for.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Waiters {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    waiters: Vec<Waiter>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Waiter {
    name: String,
    action: String,
    rust_name: Option<String>,
    description: Option<Text>,
    /// Default: 5.
    delay_seconds: Option<u64>,
    /// Default: 120.
    max_attempts: Option<u64>,
    /// Tried in order; the first that matches decides.
    acceptors: Vec<Acceptor>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Acceptor {
    outcome: Outcome,
    /// Response path whose values must all be among `equals`.
    all: Option<String>,
    /// Response path of which one value must be among `equals`.
    any: Option<String>,
    /// Response path of a list that must be empty.
    empty: Option<String>,
    /// Error code that the service must answer with.
    error: Option<String>,
    equals: Option<Vec<String>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Outcome {
    Success,
    Failure,
    Retry,
}
