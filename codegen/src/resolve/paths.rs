//! Names with dots: in a request, the member `A.B` is on the wire what the member `B` of the structure `A` is.

use super::shapes::Shapes;
use crate::diagnostic::Sink;
use crate::ir::{Shape, ShapeKind, Type};
use crate::spec::MemberRow;

/// Notes members whose name is the path of something inside of another member of the table.
pub(super) fn check(rows: &[&MemberRow], types: &[Option<Type>], shapes: &Shapes<'_>, sink: &mut Sink<'_>) {
    for row in rows {
        for name in [&row.name].into_iter().chain(&row.aliases).filter(|name| name.value.contains('.')) {
            for (holder, ty) in rows.iter().zip(types) {
                let rest = name.value.strip_prefix(holder.name.value.as_str()).and_then(|rest| rest.strip_prefix('.'));
                if rest.is_some_and(|rest| is_inside(rest, holder.list, *ty, shapes)) {
                    let message = format!("`{}` is also what is inside of `{}`", name.value, holder.name.value);
                    let help = "the two are one parameter on the wire: take one of them away";
                    sink.error_with_help("duplicate-member", name.span, message, help);
                }
            }
        }
    }
}

/// Whether a path leads to something in a value of this type.
fn is_inside(path: &str, list: bool, ty: Option<Type>, shapes: &Shapes<'_>) -> bool {
    if list {
        let (index, rest) = path.split_once('.').map_or((path, None), |(index, rest)| (index, Some(rest)));
        let is_index = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
        return is_index && rest.is_none_or(|rest| is_inside(rest, false, ty, shapes));
    }
    let Some(Type::Shape(id)) = ty else { return false };
    in_shape(path, shapes.get(id), shapes)
}

fn in_shape(path: &str, shape: &Shape, shapes: &Shapes<'_>) -> bool {
    match &shape.kind {
        ShapeKind::Union { tag, variants, .. } => {
            path == tag.wire || variants.iter().any(|variant| in_shape(path, shapes.get(variant.shape), shapes))
        }
        ShapeKind::Structure { members } => members.iter().any(|member| {
            let Some(rest) = path.strip_prefix(member.name.wire.as_str()) else { return false };
            // The whole of a list or of a structure is no parameter itself.
            let whole = rest.is_empty() && !member.list && !matches!(member.ty, Type::Shape(_));
            whole || rest.strip_prefix('.').is_some_and(|rest| is_inside(rest, member.list, Some(member.ty), shapes))
        }),
    }
}
