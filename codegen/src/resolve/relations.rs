//! Rules across lists: their paths lead to members that can be compared, or to lists.

use super::shapes::Shapes;
use crate::diagnostic::Sink;
use crate::ir::{Member, Relation, ShapeId, ShapeKind, Type};
use crate::spec::{ActionTable, RelationRow, Spanned};

pub(super) fn relations(
    table: &ActionTable,
    request: ShapeId,
    shapes: &Shapes<'_>,
    sink: &mut Sink<'_>,
) -> Vec<Relation> {
    if let Some(row) = table.response.relations.first() {
        sink.error("constraint-not-applicable", span(row), "`relations` is for requests");
    }
    let mut paths = Paths { shapes, request, sink };
    table.request.relations.iter().filter_map(|row| paths.relation(row)).collect()
}

fn span(row: &RelationRow) -> crate::source::Span {
    match row {
        RelationRow::Among { each, .. } => each.span,
        RelationRow::Unique(paths) | RelationRow::AsMany(paths) => paths[0].span,
    }
}

struct Paths<'s, 'a, 'k> {
    shapes: &'s Shapes<'a>,
    request: ShapeId,
    sink: &'s mut Sink<'k>,
}

impl Paths<'_, '_, '_> {
    fn relation(&mut self, row: &RelationRow) -> Option<Relation> {
        Some(match row {
            RelationRow::Among { each, among } => {
                let (each, among) = (self.value(each), self.value(among));
                Relation::Among { each: each?, among: among? }
            }
            RelationRow::Unique(paths) => Relation::Unique(self.all(paths, Self::value)?),
            RelationRow::AsMany(paths) => Relation::AsMany(self.all(paths, Self::list)?),
        })
    }

    fn all(
        &mut self,
        paths: &[Spanned<String>],
        one: fn(&mut Self, &Spanned<String>) -> Option<String>,
    ) -> Option<Vec<String>> {
        let found: Vec<_> = paths.iter().map(|path| one(self, path)).collect();
        found.into_iter().collect()
    }

    /// A path to a value that can be compared and shown.
    fn value(&mut self, path: &Spanned<String>) -> Option<String> {
        let (member, at_element) = self.walk(path)?;
        let comparable =
            matches!(member.ty, Type::String | Type::Enum(_) | Type::IntegerEnum(_) | Type::Integer | Type::Long);
        if !comparable || member.is_hidden() || member.list != at_element {
            let message = format!("`{}` leads to no value that can be compared and shown", path.value);
            self.sink.error("relation-path", path.span, message);
        }
        Some(path.value.clone())
    }

    /// A path to the elements of a list.
    fn list(&mut self, path: &Spanned<String>) -> Option<String> {
        let (_, at_element) = self.walk(path)?;
        if !at_element {
            let message = format!("`{}` leads to no elements of a list", path.value);
            self.sink.error_with_help("relation-path", path.span, message, "write `N` behind the name of a list");
        }
        Some(path.value.clone())
    }

    /// The member that a path leads to, and whether it ends with the `N` of its elements.
    fn walk(&mut self, path: &Spanned<String>) -> Option<(Member, bool)> {
        let (mut holder, mut last) = (Some(self.request), None::<Member>);
        let mut at_element = false;
        for part in path.value.split('.') {
            if part == "N" && !at_element && last.as_ref().is_some_and(|member| member.list) {
                at_element = true;
                continue;
            }
            let known = holder.map(|id| self.members(id)).unwrap_or_default();
            let inside = last.as_ref().is_none_or(|member| member.list == at_element);
            let Some(member) = known.iter().find(|member| member.name.wire == part && inside) else {
                let message = format!("`{}` leads nowhere: there is no `{part}`", path.value);
                let names = known.iter().map(|member| member.name.wire.as_str());
                self.sink.error_with_suggestion("relation-path", path.span, message, part, names);
                return None;
            };
            holder = match member.ty {
                Type::Shape(id) => Some(id),
                _ => None,
            };
            (last, at_element) = (Some(member.clone()), false);
        }
        Some((last?, at_element))
    }

    /// The members of a structure, or of all variants of a union.
    fn members(&self, id: ShapeId) -> Vec<Member> {
        match &self.shapes.get(id).kind {
            ShapeKind::Structure { members } => members.clone(),
            ShapeKind::Union { variants, .. } => {
                variants.iter().flat_map(|variant| self.shapes.get(variant.shape).members().to_vec()).collect()
            }
        }
    }
}
