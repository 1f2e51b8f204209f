//! Paths down from a structure.

use crate::diagnostic::Sink;
use crate::ir::{Ir, Member, Path, Shape, Type};
use crate::spec::Spanned;

/// The members on the way along `ContainerGroups.N.Status`, and the last of them.
///
/// `codes` are those of a path that leads nowhere, and of one that says nothing of the elements of a list.
pub(super) fn walk<'i>(
    path: &Spanned<String>,
    codes: (&'static str, &'static str),
    (ir, start): (&'i Ir, &'i Shape),
    sink: &mut Sink<'_>,
) -> Option<(Path, &'i Member)> {
    let mut shape = Some(start);
    let mut way = Vec::new();
    let mut last = None;
    let mut walked = false;
    for part in path.value.split('.') {
        // A list is followed by `N`, and nothing else is.
        if part == "N" && last.is_some_and(|member: &Member| member.list && !walked) {
            walked = true;
            continue;
        }
        if last.is_some_and(|member| member.list && !walked) {
            return lacks_index(path, codes.1, last, sink);
        }
        walked = false;
        let members = shape.map(Shape::members).unwrap_or_default();
        let Some(index) = members.iter().position(|member| member.name.wire == part) else {
            let known = members.iter().map(|member| member.name.wire.as_str());
            let message = format!("`{}` leads nowhere: there is no `{part}`", path.value);
            sink.error_with_suggestion(codes.0, path.span, message, part, known);
            return None;
        };
        let member = &members[index];
        shape = match member.ty {
            Type::Shape(id) => Some(ir.shape(id)),
            _ => None,
        };
        way.push(index);
        last = Some(member);
    }
    if last.is_some_and(|member| member.list && !walked) {
        return lacks_index(path, codes.1, last, sink);
    }
    Some((way, last?))
}

/// Notes that a list on the way is not followed by `N`.
fn lacks_index<T>(path: &Spanned<String>, code: &'static str, list: Option<&Member>, sink: &mut Sink<'_>) -> Option<T> {
    let name = list.map_or("", |member| member.name.wire.as_str());
    let message = format!("`{}` says nothing of the elements of the list `{name}`", path.value);
    sink.error_with_help(code, path.span, message, format!("write `{name}.N`"));
    None
}
