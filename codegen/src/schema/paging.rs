//! `paginators.json`.

use schemars::JsonSchema;

use super::tables::Scalar;

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
