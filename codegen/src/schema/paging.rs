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
    /// Request member that says where the page starts; this and `response_token`, or `page_number`, or `offset`.
    request_token: Option<String>,
    /// Response member that says where the next one starts; it may be inside of an object: `Data.NextToken`.
    response_token: Option<String>,
    /// Request member that is the number of the page.
    page_number: Option<String>,
    /// Request member that says how many items come before the page.
    offset: Option<String>,
    /// What the first page is asked for by. Default: the member's own default, or 1 for numbers and 0 for offsets.
    first: Option<i64>,
    /// Request member that limits a page.
    page_size: Option<String>,
    /// Response member that counts all; it may be inside of an object.
    total: Option<String>,
    /// Response member that is the list; it may be inside of an object: `Data.Ships`.
    items: String,
    /// Value of the response token that means the end; absent, null and empty always do.
    end: Option<Scalar>,
}
