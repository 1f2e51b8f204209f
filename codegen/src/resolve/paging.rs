//! Paginators and waiters: the members that they name exist, and are of the right kind.

use super::names;
use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::{Acceptor, AcceptorTest, Action, ActionId, Ir, Member, Name, Paginator, Scalar, Shape, Type, Waiter};
use crate::spec::{AcceptorRow, AcceptorTestRow, PaginatorRow, Spanned, WaiterRow};

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

pub(super) fn waiters(rows: &[WaiterRow], ir: &Ir, sink: &mut Sink<'_>) -> Vec<Waiter> {
    let mut found: Vec<Waiter> = Vec::new();
    let mut named: Vec<&Spanned<String>> = Vec::new();
    for row in rows {
        let Some(waiter) = waiter(row, ir, sink) else { continue };
        if let Some(other) = found.iter().position(|other| other.name.rust == waiter.name.rust) {
            names::collision(&row.name, named[other], &waiter.name.rust, sink);
            continue;
        }
        found.push(waiter);
        named.push(&row.name);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn waiter(row: &WaiterRow, ir: &Ir, sink: &mut Sink<'_>) -> Option<Waiter> {
    let (id, action) = action(&row.action, "waiter-unknown-action", ir, sink)?;
    let rust = names::type_name(&row.name.value, "Waiter", row.rust_name.as_ref());
    names::check_identifier(&rust, &row.name, sink);
    let response = ir.shape(action.response);
    let acceptors: Vec<Acceptor> = row.acceptors.iter().filter_map(|row| acceptor(row, ir, response, sink)).collect();
    if row.acceptors.is_empty() {
        sink.error("bad-acceptor", row.span, "a waiter needs an acceptor");
    }
    Some(Waiter {
        name: Name { wire: row.name.value.clone(), rust },
        action: id,
        description: row.description.clone(),
        delay_seconds: pace("delay_seconds", row.delay_seconds.as_ref(), 5, sink),
        max_attempts: pace("max_attempts", row.max_attempts.as_ref(), 120, sink),
        acceptors,
    })
}

/// How often is asked, and how many times: not without a pause, and once at least.
fn pace(key: &str, given: Option<&Spanned<u64>>, otherwise: u64, sink: &mut Sink<'_>) -> u64 {
    if let Some(zero) = given.filter(|count| count.value == 0) {
        sink.error("waiter-pace", zero.span, format!("`{key}` is at least 1"));
    }
    given.map_or(otherwise, |count| count.value)
}

/// A code that the error table lists; without a table, any.
fn check_code(code: &Spanned<String>, ir: &Ir, sink: &mut Sink<'_>) {
    let known = || ir.service.errors.iter().map(|row| row.code.wire.as_str());
    if known().next().is_some() && !known().any(|known| known == code.value) {
        let message = format!("no row of the error table has the code `{}`", code.value);
        let help = did_you_mean(&code.value, known());
        let help = help.unwrap_or_else(|| "add the code to `errors` of the service".to_owned());
        sink.error_with_help("waiter-unknown-code", code.span, message, help);
    }
}

fn acceptor(row: &AcceptorRow, ir: &Ir, response: &Shape, sink: &mut Sink<'_>) -> Option<Acceptor> {
    let test = match &row.test {
        AcceptorTestRow::All { path, values } => {
            let (path, values) = compared(path, values, ir, response, sink)?;
            AcceptorTest::All { path, values }
        }
        AcceptorTestRow::Any { path, values } => {
            let (path, values) = compared(path, values, ir, response, sink)?;
            AcceptorTest::Any { path, values }
        }
        AcceptorTestRow::Empty { path } => {
            let (way, last) = walk(path, ir, response, sink)?;
            if !last.list {
                sink.error("waiter-wrong-path", path.span, format!("`{}` is no list", path.value));
            }
            AcceptorTest::Empty { path: way }
        }
        AcceptorTestRow::Error { code } => {
            check_code(code, ir, sink);
            AcceptorTest::Error { code: code.value.clone() }
        }
    };
    Some(Acceptor { outcome: row.outcome, test })
}

/// A path to values, and what they are compared with.
fn compared(
    path: &Spanned<String>,
    values: &[Spanned<String>],
    ir: &Ir,
    response: &Shape,
    sink: &mut Sink<'_>,
) -> Option<(Vec<usize>, Vec<String>)> {
    let (way, last) = walk(path, ir, response, sink)?;
    if matches!(last.ty, Type::Shape(_) | Type::Time(_) | Type::Float) {
        sink.error("waiter-wrong-path", path.span, format!("`{}` leads to no value that can be compared", path.value));
    }
    if let Type::Enum(id) = last.ty {
        let listed = &ir.enumeration(id).values;
        for value in values.iter().filter(|value| !listed.iter().any(|known| known.name.wire == value.value)) {
            let message = format!("`{}` does not list `{}`", path.value, value.value);
            let known = listed.iter().map(|known| known.name.wire.as_str());
            sink.error_with_suggestion("waiter-wrong-value", value.span, message, &value.value, known);
        }
    }
    Some((way, values.iter().map(|value| value.value.clone()).collect()))
}

/// The members on the way along `ContainerGroups.N.Status`, and the last of them.
fn walk<'i>(
    path: &Spanned<String>,
    ir: &'i Ir,
    response: &'i Shape,
    sink: &mut Sink<'_>,
) -> Option<(Vec<usize>, &'i Member)> {
    let mut shape = Some(response);
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
            return lacks_index(path, last, sink);
        }
        walked = false;
        let members = shape.map(Shape::members).unwrap_or_default();
        let Some(index) = members.iter().position(|member| member.name.wire == part) else {
            let known = members.iter().map(|member| member.name.wire.as_str());
            let message = format!("`{}` leads nowhere: there is no `{part}`", path.value);
            sink.error_with_suggestion("waiter-unknown-path", path.span, message, part, known);
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
        return lacks_index(path, last, sink);
    }
    Some((way, last?))
}

/// Notes that a list on the way is not followed by `N`.
fn lacks_index<T>(path: &Spanned<String>, list: Option<&Member>, sink: &mut Sink<'_>) -> Option<T> {
    let name = list.map_or("", |member| member.name.wire.as_str());
    let message = format!("`{}` says nothing of the elements of the list `{name}`", path.value);
    sink.error_with_help("waiter-wrong-path", path.span, message, format!("write `{name}.N`"));
    None
}

fn action<'i>(
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

fn member(shape: &Shape, name: &Spanned<String>, code: &'static str, sink: &mut Sink<'_>) -> Option<usize> {
    let found = shape.members().iter().position(|member| member.name.wire == name.value);
    if found.is_none() {
        let known = shape.members().iter().map(|member| member.name.wire.as_str());
        let message = format!("`{}` has no member `{}`", shape.name.wire, name.value);
        sink.error_with_suggestion(code, name.span, message, &name.value, known);
    }
    found
}
