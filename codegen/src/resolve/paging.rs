//! Paginators: the members that they name exist, and are of the right kind.

use crate::diagnostic::Sink;
use crate::ir::{Action, ActionId, Ir, Member, Paginator, Scalar, Shape, Type};
use crate::spec::{PaginatorRow, Spanned};

pub(super) fn paginators(rows: &[PaginatorRow], ir: &Ir, sink: &mut Sink<'_>) -> Vec<Paginator> {
    let mut found: Vec<Paginator> = Vec::new();
    for row in rows {
        let Some(paginator) = paginator(row, ir, sink) else { continue };
        if found.iter().any(|other| other.action == paginator.action) {
            sink.error("duplicate-paginator", row.action.span, format!("a second paginator of `{}`", row.action.value));
            continue;
        }
        found.push(paginator);
    }
    found.sort_by_key(|paginator| paginator.action);
    found
}

fn paginator(row: &PaginatorRow, ir: &Ir, sink: &mut Sink<'_>) -> Option<Paginator> {
    let (id, action) = action(&row.action, "paginator-unknown-action", ir, sink)?;
    let (request, response) = (ir.shape(action.request), ir.shape(action.response));
    let mut find = |shape: &Shape, name: &Spanned<String>| member(shape, name, "paginator-unknown-member", sink);
    let request_token = find(request, &row.request_token);
    let response_token = find(response, &row.response_token);
    let page_size = row.page_size.as_ref().map(|name| find(request, name));
    let items = find(response, &row.items);
    let total = row.total.as_ref().map(|name| find(response, name));
    let (request_token, response_token, items) = (request_token?, response_token?, items?);
    if !response.members()[items].list {
        let message = format!("`{}` is no list", row.items.value);
        sink.error("paginator-items", row.items.span, message);
    }
    let (asked, told) = (&request.members()[request_token], &response.members()[response_token]);
    if kind(asked).is_none() || kind(asked) != kind(told) {
        let message = "the two tokens must both be strings or both be whole numbers, and no lists";
        sink.error("paginator-token", row.response_token.span, message);
    }
    if row.end.as_ref().is_some_and(|end| matches!(end, Scalar::String(_)) != (kind(told) == Some(true))) {
        sink.error("paginator-token", row.response_token.span, "`end` is of another type than the token");
    }
    Some(Paginator {
        action: id,
        request_token,
        response_token,
        page_size: page_size.flatten(),
        items,
        total: total.flatten(),
        end: row.end.clone(),
    })
}

/// Whether a token is a string (`Some(true)`) or a whole number (`Some(false)`).
fn kind(member: &Member) -> Option<bool> {
    match (member.list, member.ty) {
        (false, Type::String) => Some(true),
        (false, Type::Integer | Type::Long) => Some(false),
        _ => None,
    }
}

/// The action of a name.
pub(super) fn action<'i>(
    name: &Spanned<String>,
    code: &'static str,
    ir: &'i Ir,
    sink: &mut Sink<'_>,
) -> Option<(ActionId, &'i Action)> {
    let index = ir.actions.iter().position(|action| action.name.wire == name.value);
    let Some(index) = index else {
        let known = ir.actions.iter().map(|action| action.name.wire.as_str());
        let message = format!("there is no action `{}`", name.value);
        sink.error_with_suggestion(code, name.span, message, &name.value, known);
        return None;
    };
    Some((ActionId(index), &ir.actions[index]))
}

/// The index of the member of a name.
pub(super) fn member(shape: &Shape, name: &Spanned<String>, code: &'static str, sink: &mut Sink<'_>) -> Option<usize> {
    let found = shape.members().iter().position(|member| member.name.wire == name.value);
    if found.is_none() {
        let known = shape.members().iter().map(|member| member.name.wire.as_str());
        let message = format!("`{}` has no member `{}`", shape.name.wire, name.value);
        sink.error_with_suggestion(code, name.span, message, &name.value, known);
    }
    found
}
