//! Corrections and additions, applied to the nodes before the tables are read.
//!
//! An entry that finds nothing at its place, finds something else than it expects, or changes nothing, is an error:
//! so a correction announces itself when the documents are mended. An entry that two overlays know is written in one and
//! repeated in the other, and applied once: any choice of overlays is whole.

mod change;
mod entry;
mod file;
mod place;
mod repeat;
mod same_as;

use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::Provenance;
use crate::json::Node;
use crate::source::Span;
use crate::spec::Files;
use entry::{Entry, Says};

pub(crate) use file::Overlay;

/// Which overlays are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// Those that the service names, in its order.
    #[default]
    Service,
    /// These, in this order.
    These(Vec<String>),
}

/// Applies the chosen overlays to the files.
pub(crate) fn apply(files: &mut Files, overlays: &[Overlay], chosen: &Chosen, sink: &mut Sink<'_>) {
    repeat::check(overlays, sink);
    let mut applied: Vec<Span> = Vec::new();
    for overlay in select(files, overlays, chosen, sink) {
        for entry in &overlay.entries {
            let meant = match &entry.says {
                Says::Own(_) => Some(entry),
                Says::SameAs(same_as) => repeat::find(same_as, overlays),
            };
            // What is repeated is applied where it is said first.
            let Some(Entry { id, says: Says::Own(change), .. }) = meant else { continue };
            if applied.contains(&id.span) {
                continue;
            }
            applied.push(id.span);
            let Entry { id, reason, .. } = entry;
            let (overlay, entry) = (overlay.name.value.clone(), id.value.clone());
            change.apply(files, id.span, Provenance { overlay, entry, reason: reason.clone() }, sink);
        }
    }
}

fn select<'o>(files: &Files, overlays: &'o [Overlay], chosen: &Chosen, sink: &mut Sink<'_>) -> Vec<&'o Overlay> {
    let find = |name: &str| overlays.iter().find(|overlay| overlay.name.value == name);
    let names = || overlays.iter().map(|overlay| overlay.name.value.as_str());
    for Overlay { name, .. } in overlays {
        if find(&name.value).is_some_and(|first| first.name.span != name.span) {
            sink.error("duplicate-overlay", name.span, format!("a second overlay is called `{}`", name.value));
        }
    }
    match chosen {
        Chosen::These(wanted) => wanted
            .iter()
            .filter_map(|name| {
                let found = find(name);
                if found.is_none() {
                    sink.push_option(
                        "unknown-overlay",
                        format!("there is no overlay `{name}`"),
                        did_you_mean(name, names()),
                    );
                }
                found
            })
            .collect(),
        Chosen::Service => {
            let wanted = files.service.as_ref().and_then(|service| service.get("overlays")).map(Node::elements);
            wanted
                .unwrap_or_default()
                .iter()
                .filter_map(|node| {
                    let name = node.text()?;
                    let found = find(name);
                    if found.is_none() {
                        let message = format!("there is no overlay `{name}`");
                        sink.error_with_suggestion("unknown-overlay", node.span, message, name, names());
                    }
                    found
                })
                .collect()
        }
    }
}
