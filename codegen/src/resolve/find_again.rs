//! How what was created is found again: the action that lists it, and the members that hold its name and its id.

use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::{ActionId, FindAgain, Ir, Member, Shape, Type};
use crate::spec::{ActionTable, FindAgainRow, Spanned};

pub(super) fn find_again(tables: &[&ActionTable], ir: &Ir, sink: &mut Sink<'_>) -> Vec<FindAgain> {
    let rows =
        tables.iter().enumerate().filter_map(|(index, table)| Some((ActionId(index), table.find_again.as_ref()?)));
    rows.filter_map(|(create, row)| one(create, row, ir, sink)).collect()
}

fn one(create: ActionId, row: &FindAgainRow, ir: &Ir, sink: &mut Sink<'_>) -> Option<FindAgain> {
    let paginator = ir.paginators.iter().find(|paginator| ir.action(paginator.action).name.wire == row.action.value);
    let Some(paginator) = paginator else {
        let known = ir.paginators.iter().map(|paginator| ir.action(paginator.action).name.wire.as_str());
        let message = format!("`{}` is no action that lists page by page", row.action.value);
        sink.error_with_suggestion("find-again-action", row.action.span, message, &row.action.value, known);
        return None;
    };
    let (action, list) = (ir.action(create), ir.action(paginator.action));
    let items = ir.member_at(ir.shape(list.response), &paginator.items)?;
    let Type::Shape(item) = items.ty else {
        sink.error("find-again-action", row.action.span, "what it lists has no members");
        return None;
    };
    let Some(yields) = action.yields.and_then(|index| ir.shape(action.response).members().get(index)) else {
        sink.error("find-again-yields", row.action.span, "the action must say what it `yields`");
        return None;
    };
    let id = Spanned { value: yields.name.wire.clone(), span: row.action.span };
    let name = text(ir.shape(action.request), &row.name, sink);
    let search = text(ir.shape(list.request), &row.search, sink);
    let found_name = text(ir.shape(item), &row.name, sink);
    let found_id = text(ir.shape(item), &id, sink);
    let (name, search, found_name, found_id) = (name?, search?, found_name?, found_id?);
    Some(FindAgain { create, find: paginator.action, name, search, found_name, found_id })
}

/// The member of a name, which must be a single text.
fn text(shape: &Shape, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<usize> {
    let is_text = |member: &Member| member.ty == Type::String && !member.list && !member.is_hidden();
    let index = shape.members().iter().position(|member| member.name.wire == name.value && is_text(member));
    if index.is_none() {
        let message = format!("`{}` has no text `{}`", shape.name.wire, name.value);
        let known = shape.members().iter().filter(|member| is_text(member)).map(|member| member.name.wire.as_str());
        let help = did_you_mean(&name.value, known);
        match help {
            Some(help) => sink.error_with_help("find-again-member", name.span, message, help),
            None => sink.error("find-again-member", name.span, message),
        }
    }
    index
}
