//! An overlay as it is written.

use super::entry::Entry;
use crate::diagnostic::Sink;
use crate::json::Node;
use crate::spec::{Fields, Spanned};

/// An overlay's file, read.
pub(crate) struct Overlay {
    pub(super) name: Spanned<String>,
    pub(super) entries: Vec<Entry>,
    /// The ids of all entries, those too that could not be read.
    pub(super) ids: Vec<String>,
}

impl Overlay {
    /// Reads a file.
    pub(crate) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "an overlay", sink)?;
        fields.string("$schema", sink);
        let name = fields.name("name", sink);
        fields.string("description", sink);
        let mut ids = Vec::new();
        let entries = fields.list("entries", sink, |node, sink| {
            ids.extend(node.get("id").and_then(Node::text).map(ToOwned::to_owned));
            Entry::new(node, sink)
        });
        fields.finish(sink);
        let mut seen = Vec::new();
        for entry in &entries {
            if seen.contains(&entry.id.value.as_str()) {
                sink.error("duplicate-overlay-entry", entry.id.span, format!("a second entry `{}`", entry.id.value));
            }
            seen.push(&entry.id.value);
        }
        Some(Self { name: name?, entries, ids })
    }
}
