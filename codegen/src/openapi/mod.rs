//! The resolved model as an [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.0) document.
//!
//! The service answers every action at `/`, told apart by the parameter `Action`, and OpenAPI has room for one
//! operation a method and path. So the document has two views:
//!
//! - `/` is what is on the wire: one operation a method, whose form is one of the actions' forms;
//! - `/ACTION` is a path of its own for each action, for tools that show or call operations one by one. The form is the
//!   same, with `Action` and `Version` as parameters of one value. Whoever sends it to the service strips the path;
//!   the emulator takes requests at any path.
//!
//! Forms are flat: a parameter of a list is `Container.1.Name`. See `parameters` for how a form is described, and
//! `rules` for what depends on other parameters.
//!
//! | component | what |
//! |---|---|
//! | `request.X` | the form of the request `X` |
//! | `body.X` | the request shape `X` as a JSON object, where an action's body is JSON |
//! | `request.X.Member` | one member of the request shape `X`, wherever it is in a form |
//! | `common.Parameters` | parameters of signatures, which any form may have |
//! | `response.X` | the response shape `X` |
//! | `value.X` | the enum `X` |
//! | `error.Error`, `error.StatusN` | an error, and one of HTTP status N |
//!
//! What OpenAPI has no key for is in `x-` keys: `x-description-zh`, `x-section` (where in the documents),
//! `x-provenance` (the overlay entries behind it), `x-unit`, `x-effect`, `x-paginator` and others.

mod bodies;
mod digits;
mod document;
mod examples;
mod name;
mod object;
mod operation;
mod parameters;
mod path;
mod responses;
mod rules;
mod schemas;
mod security;
mod values;

use serde_json::Value;

use crate::ir::Ir;

/// The document, of the same text for the same model.
///
/// ```
/// let compiled = kci_codegen::Compiler::new()
///     .files([("service.json", r#"{
///         "service": "tea", "version": "1",
///         "endpoints": {"rows": [{"name": "global", "host": "tea.example.com"}]}
///     }"#), ("actions/MakeTea.json", r#"{
///         "action": "MakeTea", "effect": "create", "request": {"members": []}, "response": {"members": []}
///     }"#)])
///     .resolve()?;
/// let document = kci_codegen::openapi::openapi(&compiled.ir);
/// assert_eq!(document["servers"][0]["url"], "https://tea.example.com");
/// # Ok::<(), kci_codegen::Diagnostics>(())
/// ```
pub fn openapi(ir: &Ir) -> Value {
    document::document(ir)
}
