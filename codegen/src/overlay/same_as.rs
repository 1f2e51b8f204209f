//! What an entry says that only names another, of another overlay.

use crate::diagnostic::Sink;
use crate::json::Node;
use crate::source::Span;
use crate::spec::{Fields, Spanned};

/// The entry that says it.
pub(super) struct SameAs {
    pub(super) overlay: Spanned<String>,
    pub(super) entry: Spanned<String>,
    pub(super) span: Span,
}

impl SameAs {
    /// Reads the value of `same_as` in an entry, which then has none of the keys of a change of its own.
    pub(super) fn new(node: &Node, entry: &mut Fields<'_>, keys: &[&'static str], sink: &mut Sink<'_>) -> Option<Self> {
        entry.take("same_as");
        for key in keys {
            if let Some(own) = entry.take(key) {
                let message = format!("an entry with `same_as` has no `{key}`: the other entry says it");
                let help = "take this away, or `same_as`";
                sink.error_with_help("overlay-same-as", own.span, message, help);
            }
        }
        let mut fields = Fields::new(node, "`same_as`", sink)?;
        let (overlay, entry) = (fields.name("overlay", sink), fields.name("entry", sink));
        fields.finish(sink);
        Some(Self { overlay: overlay?, entry: entry?, span: node.span })
    }

    /// Whether both mean the same entry.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.overlay.value == other.overlay.value && self.entry.value == other.entry.value
    }
}
