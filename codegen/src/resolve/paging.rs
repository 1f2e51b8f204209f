//! Paginators: the members that they name exist, and are of the right kind.

use crate::diagnostic::Sink;
use crate::ir::{Action, ActionId, Ir, Member, NextPage, Paginator, Path, Scalar, Shape, Type};
use crate::spec::{NextPageRow, PaginatorRow, Spanned};

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
    let next = next_page(&row.next, ir, (request, response), sink);
    let page_size = row.page_size.as_ref().map(|name| member(request, name, UNKNOWN, sink));
    let items = way(&row.items, ir, response, UNKNOWN, sink);
    let total = row.total.as_ref().map(|name| way(name, ir, response, UNKNOWN, sink));
    let (next, (items, list)) = (next?, items?);
    if !list.list {
        let message = format!("`{}` is no list", row.items.value);
        sink.error("paginator-items", row.items.span, message);
    }
    let page_size = page_size.flatten();
    if !matches!(next, NextPage::Token { .. }) {
        let sized = page_size.map(|index| &request.members()[index]).into_iter().zip(&row.page_size);
        let counted = total.iter().flatten().map(|(_, member)| *member).zip(&row.total);
        for (member, name) in sized.chain(counted).filter(|(member, _)| kind(member) != Some(false)) {
            let message = format!("`{}` is no whole number", member.name.wire);
            sink.error("paginator-count", name.span, message);
        }
    }
    Some(Paginator { action: id, next, page_size, items, total: total.flatten().map(|(way, _)| way) })
}

const UNKNOWN: &str = "paginator-unknown-member";

fn next_page(
    row: &NextPageRow,
    ir: &Ir,
    (request, response): (&Shape, &Shape),
    sink: &mut Sink<'_>,
) -> Option<NextPage> {
    match row {
        NextPageRow::Token { request: asked, response: told, end } => {
            let (index, way) = (member(request, asked, UNKNOWN, sink), way(told, ir, response, UNKNOWN, sink));
            let (index, (way, member)) = (index?, way?);
            check_tokens(&request.members()[index], member, end.as_ref(), told, sink);
            Some(NextPage::Token { request: index, response: way, end: end.clone() })
        }
        NextPageRow::Number { request: name, first } => {
            let (request, default) = counter(request, name, sink)?;
            Some(NextPage::Number { request, first: first.or(default).unwrap_or(1) })
        }
        NextPageRow::Offset { request: name, first } => {
            let (request, default) = counter(request, name, sink)?;
            Some(NextPage::Offset { request, first: first.or(default).unwrap_or(0) })
        }
    }
}

/// A token that is a number in the answer can be a text in the next request; a text is no number for sure.
fn check_tokens(asked: &Member, told: &Member, end: Option<&Scalar>, name: &Spanned<String>, sink: &mut Sink<'_>) {
    match (kind(asked), kind(told)) {
        (Some(true), Some(_)) | (Some(false), Some(false)) => {}
        (Some(false), Some(true)) => {
            let message = "the request wants a whole number, and the answer has a string";
            let help = "if it is one in quotes, its type is an integer: numbers are read from strings too";
            sink.error_with_help("paginator-token", name.span, message, help);
        }
        _ => {
            let message = "the two tokens must be strings or whole numbers, and no lists";
            sink.error("paginator-token", name.span, message);
        }
    }
    if matches!(end, Some(Scalar::String(_))) && kind(told) == Some(false) {
        sink.error("paginator-token", name.span, "`end` is of another type than the token");
    }
}

/// A request member that counts, and its default.
fn counter(request: &Shape, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<(usize, Option<i64>)> {
    let index = member(request, name, UNKNOWN, sink)?;
    let found = &request.members()[index];
    if kind(found) != Some(false) {
        sink.error("paginator-count", name.span, format!("`{}` is no whole number", name.value));
    }
    let default = match found.constraints.default {
        Some(Scalar::Integer(default)) => Some(default),
        _ => None,
    };
    Some((index, default))
}

/// Whether a token is a string (`Some(true)`) or a whole number (`Some(false)`).
fn kind(member: &Member) -> Option<bool> {
    match (member.list, member.ty) {
        (false, Type::String) => Some(true),
        (false, Type::Integer | Type::Long) => Some(false),
        _ => None,
    }
}

/// The way from a structure to a member of it, or of an object in it: `Data.NextToken`. No list is on the way.
pub(super) fn way<'i>(
    name: &Spanned<String>,
    ir: &'i Ir,
    start: &'i Shape,
    code: &'static str,
    sink: &mut Sink<'_>,
) -> Option<(Path, &'i Member)> {
    let (mut shape, mut rest, mut way) = (start, name.value.as_str(), Path::new());
    loop {
        // A name may itself have dots.
        let found = shape.members().iter().enumerate().find_map(|(index, member)| {
            let tail = rest.strip_prefix(member.name.wire.as_str())?;
            match (tail.strip_prefix('.'), member.ty) {
                _ if tail.is_empty() => Some((index, member, None)),
                (Some(tail), Type::Shape(inner)) if !member.list => Some((index, member, Some((inner, tail)))),
                _ => None,
            }
        });
        let Some((index, member, inner)) = found else {
            let known = shape.members().iter().map(|member| member.name.wire.as_str());
            let message = format!("`{}` has no member `{rest}`", shape.name.wire);
            sink.error_with_suggestion(code, name.span, message, rest, known);
            return None;
        };
        way.push(index);
        match inner {
            None => return Some((way, member)),
            Some((inner, tail)) => (shape, rest) = (ir.shape(inner), tail),
        }
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
