//! Shapes: references followed, equal ones of two actions merged, recursion refused in requests.
//!
//! A structure of an answer may hold itself: while it is resolved, its place is kept for those that refer to it.

use std::collections::{BTreeMap, BTreeSet};

use super::enums::Enums;
use super::{circles, members, names};
use crate::diagnostic::Sink;
use crate::ir::{Enum, EnumId, Member, Name, Provenance, Shape, ShapeId, ShapeKind, Side, Text, Type, Variant};
use crate::source::Span;
use crate::spec::{ActionTable, MemberRow, RecreatesRow, ShapeRow, ShapeRowKind, SideTable, Spanned, VariantRow};

/// Deepest nesting of shapes. rustc follows types 128 steps down, to see that a call can be sent between threads: a list is
/// four steps, so 30 lists in lists compile, and what users put a call into needs some too.
const DEEPEST: usize = 24;

/// Which shape of which action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    side: Side,
    action: &'a str,
    shape: &'a str,
}

/// The shapes that were met.
pub(super) struct Shapes<'a> {
    actions: BTreeMap<&'a str, &'a ActionTable>,
    pub(super) nullable_collections: bool,
    pub(super) enums: Enums,
    list: Vec<Shape>,
    /// How deep each shape of the list is: one without shapes in it is 1.
    depths: Vec<usize>,
    /// Where each shape of the list is.
    spans: Vec<Span>,
    done: BTreeMap<Key<'a>, Option<ShapeId>>,
    /// Whether references were left unfollowed, so that nothing is known to be unused.
    incomplete: bool,
    /// What is being resolved, from the outside in.
    under_way: Vec<Key<'a>>,
    /// Places of shapes that are being resolved and were referred to.
    kept: BTreeMap<Key<'a>, ShapeId>,
    by_rust_name: BTreeMap<(Side, String), ShapeId>,
}

/// The table that a shape's members stand in.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    pub(super) action: &'a ActionTable,
    pub(super) side: Side,
}

impl<'a> Owner<'a> {
    fn table(self) -> &'a SideTable {
        match self.side {
            Side::Request => &self.action.request,
            Side::Response => &self.action.response,
        }
    }
}

impl<'a> Shapes<'a> {
    pub(super) fn new(actions: &[&'a ActionTable], nullable_collections: bool) -> Self {
        // The first of two actions of one name; the second is an error already.
        let actions = actions.iter().rev().map(|action| (action.name.value.as_str(), *action)).collect();
        Self {
            actions,
            nullable_collections,
            enums: Enums::default(),
            list: Vec::new(),
            depths: Vec::new(),
            spans: Vec::new(),
            done: BTreeMap::new(),
            incomplete: false,
            under_way: Vec::new(),
            kept: BTreeMap::new(),
            by_rust_name: BTreeMap::new(),
        }
    }

    /// The request or response of an action.
    pub(super) fn top(&mut self, action: &'a ActionTable, side: Side, sink: &mut Sink<'_>) -> ShapeId {
        let owner = Owner { action, side };
        let table = owner.table();
        let suffix = match side {
            Side::Request => "Request",
            Side::Response => "Response",
        };
        let rust = names::side(&action.name.value, suffix);
        if side == Side::Request {
            names::check_identifier(&rust, &action.name, sink);
        }
        let members = members::members(self, owner, &table.members, sink);
        self.intern(
            &action.name,
            Shape {
                side,
                name: Name { wire: format!("{}{suffix}", action.name.value), rust },
                description: Text::default(),
                section: table.section.clone(),
                kind: ShapeKind::Structure { members },
                fractions: false,
                provenance: Vec::new(),
            },
            sink,
        )
    }

    /// The shape that a member refers to.
    pub(super) fn reference(
        &mut self,
        owner: Owner<'a>,
        name: &'a Spanned<String>,
        sink: &mut Sink<'_>,
    ) -> Option<ShapeId> {
        let table = owner.table();
        let Some(row) = table.shapes.iter().find(|row| row.name.value == name.value) else {
            let known = table.shapes.iter().map(|row| row.name.value.as_str());
            let message = format!("there is no shape `{}` on this side of the action", name.value);
            sink.error_with_suggestion("unknown-shape", name.span, message, &name.value, known);
            return None;
        };
        let key = Key { side: owner.side, action: &owner.action.name.value, shape: &row.name.value };
        if let Some(id) = self.done.get(&key) {
            return *id;
        }
        let is_alias = matches!(row.kind, ShapeRowKind::SameAs { .. });
        if self.under_way.contains(&key) && owner.side == Side::Response && !is_alias {
            return Some(self.keep(key, &row.name));
        }
        if self.under_way.contains(&key) {
            let way: Vec<_> = self.under_way.iter().map(|key| key.shape).chain([row.name.value.as_str()]).collect();
            let help = match owner.side {
                Side::Request => "a request of endless depth cannot be flattened: break the circle",
                Side::Response => "it is the same as itself: say what it is",
            };
            sink.error_with_help(
                "recursive-shape",
                name.span,
                format!("a shape holds itself: {}", way.join(" › ")),
                help,
            );
            return None;
        }
        // Only so that the stack lasts: `intern` counts.
        if self.under_way.len() >= DEEPEST * 2 {
            self.too_deep(name, sink);
            return None;
        }
        self.under_way.push(key);
        let id = self.shape(owner, row, sink);
        self.under_way.pop();
        self.done.insert(key, id);
        id
    }

    /// The place of a shape that is being resolved.
    fn keep(&mut self, key: Key<'a>, name: &Spanned<String>) -> ShapeId {
        if let Some(id) = self.kept.get(&key) {
            return *id;
        }
        let name_of = Name { wire: name.value.clone(), rust: String::new() };
        let placeholder = Shape {
            side: key.side,
            name: name_of,
            description: Text::default(),
            section: String::new(),
            kind: ShapeKind::Structure { members: Vec::new() },
            provenance: Vec::new(),
            fractions: false,
        };
        let id = self.push(placeholder, 0, name.span);
        self.kept.insert(key, id);
        id
    }

    fn push(&mut self, shape: Shape, depth: usize, span: Span) -> ShapeId {
        let id = ShapeId(self.list.len());
        self.list.push(shape);
        self.depths.push(depth);
        self.spans.push(span);
        id
    }

    fn shape(&mut self, owner: Owner<'a>, row: &'a ShapeRow, sink: &mut Sink<'_>) -> Option<ShapeId> {
        let rust = names::type_name(&row.name.value, "Shape", row.rust_name.as_ref());
        names::check_identifier(&rust, &row.name, sink);
        let kind = match &row.kind {
            ShapeRowKind::SameAs { action, shape } => return self.same_as(owner, action.as_ref(), shape, sink),
            ShapeRowKind::Structure { members } => {
                ShapeKind::Structure { members: members::members(self, owner, members, sink) }
            }
            ShapeRowKind::Union { tag, .. } if owner.side == Side::Response => {
                let help = "write the response as a structure with all members";
                sink.error_with_help("response-union", tag.span, "only requests have tagged unions", help);
                return None;
            }
            ShapeRowKind::Union { tag, variants } => self.union(owner, &rust, tag, variants, sink)?,
        };
        Some(self.intern(
            &row.name,
            Shape {
                side: owner.side,
                name: Name { wire: row.name.value.clone(), rust },
                description: row.description.clone(),
                section: row.section.clone(),
                kind,
                fractions: false,
                provenance: row.provenance.clone(),
            },
            sink,
        ))
    }

    fn same_as(
        &mut self,
        owner: Owner<'a>,
        action: Option<&'a Spanned<String>>,
        shape: &'a Spanned<String>,
        sink: &mut Sink<'_>,
    ) -> Option<ShapeId> {
        let Some(name) = action else { return self.reference(owner, shape, sink) };
        let action = self.action(name, sink)?;
        self.reference(Owner { action, ..owner }, shape, sink)
    }

    fn union(
        &mut self,
        owner: Owner<'a>,
        union: &str,
        tag: &Spanned<String>,
        variants: &'a [VariantRow],
        sink: &mut Sink<'_>,
    ) -> Option<ShapeKind> {
        if variants.is_empty() {
            sink.error("empty-union", tag.span, "a tagged union needs a variant");
            return None;
        }
        let mut resolved: Vec<Variant> = Vec::new();
        let mut tag_description = Text::default();
        for row in variants {
            let rust = names::union_variant(&row.value.value, union, row.rust_name.as_ref());
            names::check_identifier(&rust, &row.value, sink);
            if resolved.iter().any(|other| other.name.wire == row.value.value) {
                sink.error("duplicate-value", row.value.span, format!("a second variant `{}`", row.value.value));
            } else if let Some(other) = resolved.iter().position(|other| other.name.rust == rust) {
                names::collision(&row.value, &variants[other].value, &rust, sink);
            } else if let Some(other) = resolved.iter().position(|other| names::same_function(&other.name.rust, &rust))
            {
                names::collision(&row.value, &variants[other].value, &names::field(&rust, false, None), sink);
            }
            let (tags, members): (Vec<&MemberRow>, Vec<&MemberRow>) =
                row.members.iter().partition(|member| member.name.value == tag.value);
            for tag in tags.iter().skip(1) {
                sink.error(
                    "duplicate-member",
                    tag.name.span,
                    format!("`{}` stands twice in this table", tag.name.value),
                );
            }
            match tags.first() {
                Some(first) if tag_description == Text::default() => tag_description = first.description.clone(),
                Some(_) => {}
                None => {
                    let message = format!("the table of this variant has no row for the tag `{}`", tag.value);
                    sink.error("missing-tag", row.span, message);
                }
            }
            let members = members::members(self, owner, members, sink);
            let shape = self.intern(
                &row.value,
                Shape {
                    side: owner.side,
                    name: Name {
                        wire: row.value.value.clone(),
                        rust: format!("{union}{}", rust.trim_start_matches("r#")),
                    },
                    description: row.description.clone(),
                    section: row.section.clone(),
                    kind: ShapeKind::Structure { members },
                    fractions: false,
                    provenance: row.provenance.clone(),
                },
                sink,
            );
            resolved.push(Variant { name: Name { wire: row.value.value.clone(), rust }, shape });
        }
        let tag = Name { wire: tag.value.clone(), rust: names::field(&tag.value, false, None) };
        Some(ShapeKind::Union { tag, tag_description, variants: resolved })
    }

    /// Adds a shape, or finds the equal one of that name. What it refers to was added before.
    fn intern(&mut self, name: &Spanned<String>, mut shape: Shape, sink: &mut Sink<'_>) -> ShapeId {
        let key = (shape.side, shape.name.rust.clone());
        let kept = self.under_way.last().and_then(|key| self.kept.remove(key));
        if let Some(id) = self.by_rust_name.get(&key) {
            // A second table that refers to itself refers to the first.
            if let Some(kept) = kept {
                redirect(&mut shape, kept, *id);
            }
            let known = &mut self.list[id.0];
            if !merge(known, &shape) {
                let place = self.spans.get(id.0).map(|span| sink.place(*span)).unwrap_or_default();
                let message =
                    format!("a second, different shape becomes `{}` in Rust: the first is at {place}", shape.name.rust);
                let help = "make the tables equal and write `same_as`, or give one of them a `rust_name`";
                sink.error_with_help("shape-conflict", name.span, message, help);
            }
            return *id;
        }
        let inside = references(&shape).0;
        let deepest = inside.iter().filter_map(|id| self.depths.get(id.0)).max();
        let depth = deepest.map_or(1, |depth| depth.saturating_add(1));
        // The request or response around them is one more.
        if depth > DEEPEST + 1 {
            self.too_deep(name, sink);
        }
        let id = match kept {
            None => self.push(shape, depth, name.span),
            Some(kept) => {
                self.list[kept.0] = shape;
                self.depths[kept.0] = depth;
                kept
            }
        };
        self.by_rust_name.insert(key, id);
        id
    }

    /// Said once, of the first that is too deep, not of those around it.
    fn too_deep(&mut self, name: &Spanned<String>, sink: &mut Sink<'_>) {
        if !self.incomplete {
            sink.error("too-deep", name.span, format!("shapes are nested more than {DEEPEST} deep here"));
        }
        self.incomplete = true;
    }

    /// The shape that describes what an action creates.
    pub(super) fn described(&self, row: &RecreatesRow, sink: &mut Sink<'_>) -> Option<ShapeId> {
        let action = self.action(&row.action, sink)?;
        let key = Key { side: Side::Response, action: &action.name.value, shape: &row.shape.value };
        let found = self.done.iter().find(|(known, _)| **known == key);
        let Some((_, id)) = found else {
            let known = action.response.shapes.iter().map(|row| row.name.value.as_str());
            let message = format!("the response of `{}` has no shape `{}`", row.action.value, row.shape.value);
            sink.error_with_suggestion("unknown-shape", row.shape.span, message, &row.shape.value, known);
            return None;
        };
        *id
    }

    /// The action of a name.
    fn action(&self, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<&'a ActionTable> {
        let found = self.actions.get(name.value.as_str()).copied();
        if found.is_none() {
            let known: Vec<_> = self.actions.keys().copied().collect();
            let message = format!("there is no action `{}`", name.value);
            sink.error_with_suggestion("unknown-action", name.span, message, &name.value, known);
        }
        found
    }

    /// Members of a shape that was resolved.
    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.list[id.0]
    }

    /// Notes the shapes that nothing refers to.
    pub(super) fn check_unused(&self, sink: &mut Sink<'_>) {
        if self.incomplete {
            return;
        }
        for action in self.actions.values() {
            for owner in [Side::Request, Side::Response].map(|side| Owner { action, side }) {
                for row in &owner.table().shapes {
                    let key = Key { side: owner.side, action: &action.name.value, shape: &row.name.value };
                    if !self.done.contains_key(&key) {
                        let message = format!("nothing refers to the shape `{}`", row.name.value);
                        sink.error_with_help("unused-shape", row.name.span, message, "refer to it, or take it out");
                    }
                }
            }
        }
    }

    /// All shapes and enums.
    pub(super) fn finish(mut self) -> (Vec<Shape>, Vec<Enum>) {
        circles::note(&mut self.list);
        (self.list, self.enums.finish())
    }
}

/// Lets members that refer to one shape refer to another.
fn redirect(shape: &mut Shape, from: ShapeId, to: ShapeId) {
    for member in members_mut(&mut shape.kind).iter_mut().filter(|member| member.ty == Type::Shape(from)) {
        member.ty = Type::Shape(to);
    }
}

/// Makes one of two equal shapes: what overlays did to either is told of both. False where they are not equal.
fn merge(known: &mut Shape, other: &Shape) -> bool {
    let bare = |shape: &Shape| {
        let mut kind = shape.kind.clone();
        for member in members_mut(&mut kind) {
            member.provenance.clear();
        }
        kind
    };
    if bare(known) != bare(other) {
        return false;
    }
    add_missing(&mut known.provenance, &other.provenance);
    for (member, other) in members_mut(&mut known.kind).iter_mut().zip(other.members()) {
        add_missing(&mut member.provenance, &other.provenance);
    }
    true
}

fn members_mut(kind: &mut ShapeKind) -> &mut [Member] {
    match kind {
        ShapeKind::Structure { members } => members,
        ShapeKind::Union { .. } => &mut [],
    }
}

fn add_missing(known: &mut Vec<Provenance>, others: &[Provenance]) {
    for other in others {
        if !known.contains(other) {
            known.push(other.clone());
        }
    }
}

/// What a type refers to.
pub(super) fn references(shape: &Shape) -> (BTreeSet<ShapeId>, BTreeSet<EnumId>) {
    let mut found = (BTreeSet::new(), BTreeSet::new());
    match &shape.kind {
        ShapeKind::Union { variants, .. } => found.0.extend(variants.iter().map(|variant| variant.shape)),
        ShapeKind::Structure { members } => {
            for member in members {
                match member.ty {
                    Type::Shape(id) => drop(found.0.insert(id)),
                    Type::Enum(id) | Type::IntegerEnum(id) => drop(found.1.insert(id)),
                    _ => {}
                }
            }
        }
    }
    found
}
