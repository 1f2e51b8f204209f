//! `overlays/*.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::service::{ErrorRow, Region};
use super::tables::{Action, EnumValue, Member, Shape, Variant};

/// Corrections and additions.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Overlay {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    name: String,
    description: Option<String>,
    entries: Option<Vec<Entry>>,
}

/// A place, what is expected there, what changes, and why; or the entry of another overlay that says it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{"required": ["at"]}, {"required": ["same_as"]}]))]
pub(super) struct Entry {
    id: String,
    at: Option<At>,
    /// Keys and values that the place must have now.
    expect: Option<BTreeMap<String, serde_json::Value>>,
    /// Keys to give it.
    set: Option<BTreeMap<String, serde_json::Value>>,
    /// Keys to take away.
    unset: Option<Vec<String>>,
    /// A new name.
    rename: Option<String>,
    /// Takes the place away.
    remove: Option<bool>,
    add: Option<Add>,
    /// The entry of another overlay that says this, in place of `at` and a change. Applied once where both are chosen.
    same_as: Option<SameEntry>,
    /// Why; told by `describe --json` and in the OpenAPI document.
    reason: String,
    evidence: Option<Vec<String>>,
}

/// An entry of another overlay.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SameEntry {
    overlay: String,
    /// Its id.
    entry: String,
}

/// A place; `{}` is the service.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct At {
    action: Option<String>,
    side: Option<SideName>,
    shape: Option<String>,
    variant: Option<String>,
    member: Option<String>,
    /// Index from 0.
    example: Option<u64>,
    parameter: Option<String>,
    /// Code of an error.
    error: Option<String>,
    /// How its message begins.
    message: Option<String>,
    region: Option<String>,
    list_rule: Option<String>,
    waiter: Option<String>,
    /// The action whose waiters wait for it.
    subject: Option<String>,
    paginator: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum SideName {
    Request,
    Response,
}

/// What to put under the place.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Add {
    members: Option<Vec<Member>>,
    shapes: Option<BTreeMap<String, Shape>>,
    variants: Option<Vec<Variant>>,
    values: Option<Vec<EnumValue>>,
    actions: Option<Vec<Action>>,
    errors: Option<Vec<ErrorRow>>,
    regions: Option<Vec<Region>>,
}
