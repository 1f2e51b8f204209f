//! `service.json`.

use schemars::JsonSchema;

use super::tables::{Body, Method, Text};

/// A service: identity, endpoints, regions, signatures, errors.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Service {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// Overlays that are applied, in this order.
    overlays: Option<Vec<String>>,
    /// What was transcribed.
    documents: Option<Vec<Document>>,
    /// Code of the service, as in the credential scope.
    service: String,
    /// Version of the API.
    version: String,
    title: Option<Text>,
    description: Option<Text>,
    /// The first is the default.
    endpoints: Rows<Endpoint>,
    regions: Option<Regions>,
    methods: Option<Vec<Method>>,
    /// The one that the documents prefer, if they do. Without it, the first of `methods` is sent.
    recommended_method: Option<Method>,
    /// How the bodies of requests are written, unless an action says otherwise. Default: `form`.
    body: Option<Body>,
    /// Where requests say which action of which version they call. Default: `parameters`.
    action_in: Option<ActionPlace>,
    /// Offset of local times from UTC: `+08:00`.
    time_offset: Option<String>,
    /// Every list and object of a response may be null.
    nullable_collections: Option<bool>,
    signatures: Option<Vec<Signature>>,
    errors: Option<Rows<ErrorRow>>,
    list_rules: Option<Rows<ListRule>>,
}

/// The parameters `Action` and `Version`, or the headers `X-Action` and `X-Version`, which are signed.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum ActionPlace {
    Parameters,
    Headers,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Rows<T> {
    section: Option<String>,
    rows: Vec<T>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Regions {
    section: Option<String>,
    /// Absent: the first.
    default: Option<String>,
    rows: Vec<Region>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Document {
    title: Option<String>,
    edition: Option<String>,
    sha256: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Endpoint {
    name: String,
    /// `{region}` is replaced.
    host: String,
    description: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Region {
    region: String,
    title: Option<Text>,
    zones: Option<Vec<String>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Signature {
    name: String,
    title: Option<Text>,
    section: Option<String>,
    parameters: Option<Vec<CommonParameter>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CommonParameter {
    name: String,
    #[schemars(rename = "in")]
    place: Place,
    required: Option<bool>,
    /// With the value `true` it makes a request a dry run. The error whose `fault` is `none` then says that the request
    /// would have succeeded.
    dry_run: Option<bool>,
    description: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Place {
    Header,
    Query,
    Parameter,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ErrorRow {
    code: String,
    /// `%s` where something is put in.
    message: Option<String>,
    http_status: u16,
    description: Option<Text>,
    fault: Fault,
    /// The same request, sent again later, can succeed.
    retryable: Option<bool>,
    /// Whether the request was carried out. Default: `unknown` where the server is at fault, `refused` otherwise.
    outcome: Option<ErrorOutcome>,
    /// Too many requests in too short a time.
    throttling: Option<bool>,
    /// The clock of the caller may be wrong.
    clock_skew: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum ErrorOutcome {
    /// It was not.
    Refused,
    /// Nobody knows.
    Unknown,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Fault {
    Client,
    Server,
    None,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ListRule {
    id: String,
    description: Option<Text>,
    examples: Option<Vec<ListRuleExample>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ListRuleExample {
    /// `key=value`.
    parameters: Option<Vec<String>>,
    accepted: Option<bool>,
}
