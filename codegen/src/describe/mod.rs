//! The resolved model as flattened tables: one row for every parameter and every field, with all that is known of it.
//!
//! A list `L` is one row `L.N`, which carries the type of its elements; every object on the way has a row of its own.
//!
//! [`json`] leaves nothing out: whatever changes the generated code or the OpenAPI document changes it too, so that
//! [`diff`](crate::diff) needs nothing else. A test changes every key of the format and holds them together.

mod keys;
mod model;
mod rust;
mod texts;
mod waiting;
mod walk;

use serde_json::{Map, Value};

use crate::ir::Text;

pub use model::json;
pub use walk::rows;

/// Edition of the dumps that [`json`] makes, in their key `dump`. Dumps of the first had no such key.
pub(crate) const EDITION: u64 = 2;

/// One row of a flattened table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Full path, with `N` for the numbers of lists: `Container.N.Port.N.Port`.
    pub path: String,
    /// `string`, `integer`, `long`, `float`, `boolean` or `object`.
    pub ty: &'static str,
    /// Whether it must be there, in words; empty in responses.
    pub required: String,
    /// Bounds, defaults, units and conditions, in words. What only some variants of a union say begins with the variant.
    pub facts: Vec<String>,
    /// What it is.
    pub description: Text,
    /// The same facts by their keys. A member of variants of a union has them once more for each of these, under
    /// `by_variant` and the path and value of the tag: `Volume.N.Type=EBSVolume`.
    pub json: Map<String, Value>,
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}
