//! What describes that which an action creates: the structure exists, and tells what a request needs.

use super::{conversions, way};
use crate::diagnostic::Sink;
use crate::ir::{ActionId, Carried, Effect, Ir, Recreation, ShapeId, Source, Type};
use crate::spec::{ActionTable, RecreatesRow, Spanned};

/// Codes of a path that leads nowhere, and of one that leads to the wrong place.
const WRONG_PATHS: (&str, &str) = ("recreates-unknown-path", "recreates-wrong-path");

/// The recreations of the actions. `described` are the structures that they name, in the order of the actions.
pub(super) fn recreations(
    tables: &[&ActionTable],
    described: &[Option<ShapeId>],
    ir: &Ir,
    sink: &mut Sink<'_>,
) -> Vec<Recreation> {
    let rows = tables.iter().zip(described).enumerate();
    let rows = rows.filter_map(|(index, (table, from))| Some((ActionId(index), table.recreates.as_ref()?, (*from)?)));
    rows.filter_map(|(create, row, from)| one(create, row, from, ir, sink)).collect()
}

fn one(create: ActionId, row: &RecreatesRow, from: ShapeId, ir: &Ir, sink: &mut Sink<'_>) -> Option<Recreation> {
    let action = ir.action(create);
    if action.effect != Effect::Create {
        let message = format!("`{}` creates nothing", action.name.wire);
        sink.error_with_help("recreates-effect", row.shape.span, message, "only what creates can create again");
    }
    let describe = ActionId(ir.actions.iter().position(|action| action.name.wire == row.action.value)?);
    let elsewhere = row.members.iter().map(|(name, path)| carried(action.request, name, from, path, ir, sink));
    let elsewhere = elsewhere.collect::<Option<Vec<_>>>()?;
    let recreation = Recreation { create, describe, from, elsewhere };
    for member in conversions::lacking(ir, &recreation) {
        let message = format!("`{}` must be there, and `{}` does not tell it", member.name.wire, row.shape.value);
        let help = "say where it is: a path in `members`";
        sink.error_with_help("recreates-lacks", row.shape.span, message, help);
    }
    Some(recreation)
}

/// A member of the request, and the value that a path leads to.
fn carried(
    request: ShapeId,
    name: &Spanned<String>,
    from: ShapeId,
    path: &Spanned<String>,
    ir: &Ir,
    sink: &mut Sink<'_>,
) -> Option<Carried> {
    let members = ir.shape(request).members();
    let Some(to) = members.iter().position(|member| member.name.wire == name.value) else {
        let known = members.iter().map(|member| member.name.wire.as_str());
        let message = format!("the request has no member `{}`", name.value);
        sink.error_with_suggestion("unknown-member", name.span, message, &name.value, known);
        return None;
    };
    let (way, last) = way::walk(path, WRONG_PATHS, (ir, ir.shape(from)), sink)?;
    let target = &members[to];
    if matches!(last.ty, Type::Shape(_)) || !conversions::is_alike(last, target) {
        let message = format!("`{}` leads to no value of `{}`", path.value, name.value);
        sink.error("recreates-wrong-path", path.span, message);
    }
    Some(Carried { to, from: Source::Path(way) })
}
