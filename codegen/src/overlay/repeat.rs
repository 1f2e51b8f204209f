//! Entries that say what an entry of another overlay says: two sources know the same, and each overlay is whole without
//! the other.

use super::entry::{Entry, Says};
use super::file::Overlay;
use super::same_as::SameAs;
use crate::diagnostic::{Sink, did_you_mean};

/// The entry that is meant.
pub(super) fn find<'o>(same_as: &SameAs, overlays: &'o [Overlay]) -> Option<&'o Entry> {
    let overlay = overlays.iter().find(|overlay| overlay.name.value == same_as.overlay.value)?;
    overlay.entries.iter().find(|entry| entry.id.value == same_as.entry.value)
}

/// Notes what is wrong with one, in an overlay of this name.
fn check_one(same_as: &SameAs, own: &str, overlays: &[Overlay], sink: &mut Sink<'_>) {
    let SameAs { overlay, entry, .. } = same_as;
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
    if let Some(Entry { says: Says::SameAs(further), .. }) = find(same_as, overlays) {
        let message = format!("`{}` only repeats another entry itself", entry.value);
        let (overlay, entry) = (&further.overlay.value, &further.entry.value);
        let help = format!(r#"name the one that it repeats: {{"overlay": "{overlay}", "entry": "{entry}"}}"#);
        sink.error_with_help("overlay-same-as", same_as.span, message, help);
    }
}

/// Notes what is wrong with entries that repeat others, whichever overlays are applied.
pub(super) fn check(overlays: &[Overlay], sink: &mut Sink<'_>) {
    for overlay in overlays {
        let mut seen: Vec<&SameAs> = Vec::new();
        for entry in &overlay.entries {
            let Says::SameAs(same_as) = &entry.says else { continue };
            check_one(same_as, &overlay.name.value, overlays, sink);
            if seen.iter().any(|other| other.is(same_as)) {
                let message = format!("a second entry repeats `{}`", same_as.entry.value);
                sink.error("duplicate-overlay-entry", same_as.span, message);
            }
            seen.push(same_as);
        }
    }
}
