//! Entries that say what an entry of another overlay says: two sources know the same, and each overlay is whole without
//! the other.

use super::Overlay;
use super::entry::{Change, Entry, Says};
use crate::diagnostic::{Sink, did_you_mean};
use crate::json::Node;
use crate::source::Span;
use crate::spec::{Fields, Spanned};

/// The entry that says it.
pub(super) struct SameAs {
    overlay: Spanned<String>,
    entry: Spanned<String>,
    span: Span,
}

impl SameAs {
    /// Reads the value of `same_as` in an entry, which has no change of its own then.
    pub(super) fn new(node: &Node, entry: &mut Fields<'_>, sink: &mut Sink<'_>) -> Option<Self> {
        entry.take("same_as");
        for key in Change::KEYS {
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

    /// The entry that is meant.
    pub(super) fn find<'o>(&self, overlays: &'o [Overlay]) -> Option<&'o Entry> {
        let overlay = overlays.iter().find(|overlay| overlay.name.value == self.overlay.value)?;
        overlay.entries.iter().find(|entry| entry.id.value == self.entry.value)
    }

    /// Whether both mean the same entry.
    fn is(&self, other: &Self) -> bool {
        self.overlay.value == other.overlay.value && self.entry.value == other.entry.value
    }

    /// Notes what is wrong with it, in an overlay of this name.
    fn check(&self, own: &str, overlays: &[Overlay], sink: &mut Sink<'_>) {
        let Self { overlay, entry, .. } = self;
        if overlay.value == own {
            let message = format!("`{own}` is this overlay itself, which applies each of its entries anyway");
            sink.error_with_help("overlay-same-as", overlay.span, message, "take this entry away");
            return;
        }
        let Some(meant) = overlays.iter().find(|one| one.name.value == overlay.value) else {
            let names = overlays.iter().map(|one| one.name.value.as_str()).filter(|name| *name != own);
            let message = format!("there is no overlay `{}`", overlay.value);
            sink.error_with_suggestion("unknown-overlay", overlay.span, message, &overlay.value, names);
            return;
        };
        if !meant.ids.contains(&entry.value) {
            let message = format!("there is no entry `{}` in overlay `{}`", entry.value, overlay.value);
            let names = meant.ids.iter().map(String::as_str);
            let gone = || "if the documents were mended and it was taken out there, take this one out too".to_owned();
            let help = did_you_mean(&entry.value, names).unwrap_or_else(gone);
            sink.error_with_help("unknown-overlay-entry", entry.span, message, help);
            return;
        }
        if let Some(Entry { says: Says::SameAs(further), .. }) = self.find(overlays) {
            let message = format!("`{}` only repeats another entry itself", entry.value);
            let (overlay, entry) = (&further.overlay.value, &further.entry.value);
            let help = format!(r#"name the one that it repeats: {{"overlay": "{overlay}", "entry": "{entry}"}}"#);
            sink.error_with_help("overlay-same-as", self.span, message, help);
        }
    }
}

/// Notes what is wrong with entries that repeat others, whichever overlays are applied.
pub(super) fn check(overlays: &[Overlay], sink: &mut Sink<'_>) {
    for overlay in overlays {
        let mut seen: Vec<&SameAs> = Vec::new();
        for entry in &overlay.entries {
            let Says::SameAs(same_as) = &entry.says else { continue };
            same_as.check(&overlay.name.value, overlays, sink);
            if seen.iter().any(|other| other.is(same_as)) {
                let message = format!("a second entry repeats `{}`", same_as.entry.value);
                sink.error("duplicate-overlay-entry", same_as.span, message);
            }
            seen.push(same_as);
        }
    }
}
