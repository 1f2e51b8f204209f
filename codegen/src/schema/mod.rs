//! JSON Schemas of the spec format, so that editors complete the files and check them as they are typed.
//!
//! The types here say what a file may hold and are never read into: the decoders of `spec` report more than a schema
//! can. A test holds the keys of both together.
#![allow(dead_code, clippy::struct_field_names, reason = "the types are read by their schema only")]

mod overlay;
mod paging;
mod service;
mod tables;
mod waiting;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// File name and text of each schema, in the order of their names.
///
/// The text ends with a line end, as files do.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("action.schema.json", text::<tables::Action>()),
        ("overlay.schema.json", text::<overlay::Overlay>()),
        ("paginators.schema.json", text::<paging::Paginators>()),
        ("service.schema.json", text::<service::Service>()),
        ("waiters.schema.json", text::<waiting::Waiters>()),
    ]
}

fn text<T: JsonSchema>() -> String {
    let schema: Schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let value = serde_json::to_value(schema).unwrap_or_default();
    // A value of strings as keys is always written.
    serde_json::to_string_pretty(&value).unwrap_or_default() + "\n"
}
