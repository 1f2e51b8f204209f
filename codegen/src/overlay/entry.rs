//! Entries of overlays: a place, what is expected there, what changes, and why; or the entry of another overlay that
//! says it.

use super::change;
use super::place::{At, Place};
use super::same_as::SameAs;
use crate::diagnostic::Sink;
use crate::ir::Provenance;
use crate::json::Node;
use crate::source::Span;
use crate::spec::{Fields, Files, Spanned};

/// One entry.
pub(super) struct Entry {
    pub(super) id: Spanned<String>,
    pub(super) reason: String,
    pub(super) says: Says,
}

/// What an entry says.
pub(super) enum Says {
    /// A change of its own.
    Own(Box<Change>),
    /// What an entry of another overlay says.
    SameAs(SameAs),
}

/// A change at a place.
pub(super) struct Change {
    at: At,
    expect: Vec<crate::json::Entry>,
    set: Vec<crate::json::Entry>,
    unset: Vec<Spanned<String>>,
    rename: Option<Spanned<String>>,
    remove: bool,
    add: Vec<crate::json::Entry>,
}

impl Entry {
    pub(super) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "an entry", sink)?;
        let id = fields.name("id", sink);
        let says = match node.get("same_as") {
            Some(same_as) => SameAs::new(same_as, &mut fields, &Change::KEYS, sink).map(Says::SameAs),
            None => Change::new(&mut fields, sink).map(|change| Says::Own(Box::new(change))),
        };
        let reason = fields.name("reason", sink).map(|reason| reason.value).unwrap_or_default();
        fields.list("evidence", sink, crate::spec::string);
        fields.finish(sink);
        let (id, says) = (id?, says?);
        if let Says::Own(change) = &says
            && change.is_nothing()
        {
            let help = "give it `set`, `unset`, `rename`, `remove` or `add`";
            sink.error_with_help("overlay-changes-nothing", id.span, "this entry changes nothing", help);
            return None;
        }
        if let Says::Own(change) = &says
            && change.remove
            && !change.is_only_removal()
        {
            let message = "this entry takes its place away, and changes it too";
            let help = "keep `remove`, or what else it does";
            sink.error_with_help("overlay-remove-and-change", id.span, message, help);
            return None;
        }
        Some(Self { id, reason, says })
    }
}

impl Change {
    /// The keys of an entry that are about a change of its own.
    pub(super) const KEYS: [&str; 7] = ["at", "expect", "set", "unset", "rename", "remove", "add"];

    fn new(fields: &mut Fields<'_>, sink: &mut Sink<'_>) -> Option<Self> {
        let at = fields.required("at", sink).and_then(|node| At::new(node, sink));
        let object = |node: Option<&Node>, sink: &mut Sink<'_>| {
            let node = node.filter(|node| Fields::new(node, "this", sink).is_some());
            node.map(|node| node.entries().to_vec()).unwrap_or_default()
        };
        let expect = object(fields.take("expect"), sink);
        let set = object(fields.take("set"), sink);
        let unset = fields.list("unset", sink, crate::spec::string);
        let rename = fields.name_if_present("rename", sink);
        let remove = fields.flag("remove", sink).is_some_and(|flag| flag.value);
        let add = object(fields.take("add"), sink);
        fields.take("same_as");
        Some(Self { at: at?, expect, set, unset, rename, remove, add })
    }

    fn is_only_removal(&self) -> bool {
        let Self { set, unset, rename, add, .. } = self;
        set.is_empty() && unset.is_empty() && rename.is_none() && add.is_empty()
    }

    fn is_nothing(&self) -> bool {
        self.is_only_removal() && !self.remove
    }

    /// Applies it for the entry `id`. What is wrong is noted, and the rest of it is applied all the same.
    pub(super) fn apply(&self, files: &mut Files, id: Span, provenance: Provenance, sink: &mut Sink<'_>) {
        let Some(place) = self.at.find(files, sink) else { return };
        self.check_expectations(files, &place, sink);
        if self.remove {
            if !place.remove(files) {
                let message = "what is at this place cannot be taken away";
                sink.error("overlay-cannot-remove", id, message);
            }
            return;
        }
        if let Some(node) = place.node_mut(files) {
            for entry in &self.set {
                change::set(node, entry, &provenance, sink);
            }
            for key in &self.unset {
                change::unset(node, key, sink);
            }
        }
        for entry in &self.add {
            change::add(files, &place, entry, &provenance, sink);
        }
        if let Some(node) = place.node_mut(files)
            && !node.touched.contains(&provenance)
            && (!self.set.is_empty() || !self.unset.is_empty() || self.rename.is_some())
        {
            node.touched.push(provenance);
        }
        // Last, because the place is found by its name.
        if let Some(name) = &self.rename {
            change::rename(files, &place, name, sink);
        }
    }

    fn check_expectations(&self, files: &Files, place: &Place, sink: &mut Sink<'_>) {
        for entry in &self.expect {
            let found = place.node(files).and_then(|node| node.get(&entry.key));
            let met = match found {
                Some(found) => found.same(&entry.node),
                None => matches!(entry.node.value, crate::json::Value::Null),
            };
            if !met {
                let found = found.map_or_else(|| "nothing".to_owned(), |node| node.to_json().to_string());
                let message = format!("`{}` is not what this entry expects: found {found}", entry.key);
                let help = "look whether the documents were mended, and whether the entry is still needed";
                sink.error_with_help("overlay-expectation-failed", entry.node.span, message, help);
            }
        }
    }
}
