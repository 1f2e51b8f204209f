//! Paginators and waiters.

use super::fields::{Fields, Spanned, choice, string, wrong_type};
use crate::diagnostic::Sink;
use crate::ir::{Outcome, Scalar, Text};
use crate::json::{Node, Value};
use crate::source::Span;

/// How an action is read page by page.
pub(crate) struct PaginatorRow {
    pub(crate) action: Spanned<String>,
    pub(crate) request_token: Spanned<String>,
    pub(crate) response_token: Spanned<String>,
    pub(crate) page_size: Option<Spanned<String>>,
    pub(crate) items: Spanned<String>,
    pub(crate) total: Option<Spanned<String>>,
    pub(crate) end: Option<Scalar>,
}

/// A state that can be waited for.
pub(crate) struct WaiterRow {
    pub(crate) name: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) action: Spanned<String>,
    pub(crate) description: Text,
    pub(crate) delay_seconds: Option<Spanned<u64>>,
    pub(crate) max_attempts: Option<Spanned<u64>>,
    pub(crate) acceptors: Vec<AcceptorRow>,
    pub(crate) span: Span,
}

/// What an answer means.
pub(crate) struct AcceptorRow {
    pub(crate) outcome: Outcome,
    pub(crate) test: AcceptorTestRow,
}

/// When.
pub(crate) enum AcceptorTestRow {
    All { path: Spanned<String>, values: Vec<Spanned<String>> },
    Any { path: Spanned<String>, values: Vec<Spanned<String>> },
    Empty { path: Spanned<String> },
    Error { code: Spanned<String> },
}

const OUTCOMES: [(&str, Outcome); 3] =
    [("success", Outcome::Success), ("failure", Outcome::Failure), ("retry", Outcome::Retry)];

pub(super) fn paginators(node: &Node, sink: &mut Sink<'_>) -> Vec<PaginatorRow> {
    file(node, "paginators", sink, paginator)
}

pub(super) fn waiters(node: &Node, sink: &mut Sink<'_>) -> Vec<WaiterRow> {
    file(node, "waiters", sink, waiter)
}

fn file<'n, T>(
    node: &'n Node,
    key: &'static str,
    sink: &mut Sink<'_>,
    row: impl FnMut(&'n Node, &mut Sink<'_>) -> Option<T>,
) -> Vec<T> {
    let Some(mut fields) = Fields::new(node, "this file", sink) else { return Vec::new() };
    fields.string("$schema", sink);
    let rows = fields.required(key, sink).map(|node| super::elements(node, sink, row));
    fields.finish(sink);
    rows.unwrap_or_default()
}

fn paginator(node: &Node, sink: &mut Sink<'_>) -> Option<PaginatorRow> {
    let mut fields = Fields::new(node, "a paginator", sink)?;
    let action = fields.name("action", sink);
    let (request_token, response_token) = (fields.name("request_token", sink), fields.name("response_token", sink));
    let (page_size, total) = (fields.string("page_size", sink), fields.string("total", sink));
    let items = fields.name("items", sink);
    let end = fields.take("end").and_then(|node| {
        let end = match &node.value {
            Value::Number(digits) => digits.parse().ok().map(Scalar::Integer),
            Value::String(text) => Some(Scalar::String(text.clone())),
            _ => None,
        };
        end.or_else(|| wrong_type(node, "a whole number or a string", sink))
    });
    fields.finish(sink);
    Some(PaginatorRow {
        action: action?,
        request_token: request_token?,
        response_token: response_token?,
        page_size,
        items: items?,
        total,
        end,
    })
}

fn waiter(node: &Node, sink: &mut Sink<'_>) -> Option<WaiterRow> {
    let mut fields = Fields::new(node, "a waiter", sink)?;
    let (name, action) = (fields.name("name", sink), fields.name("action", sink));
    let rust_name = fields.string("rust_name", sink);
    let description = fields.text("description", sink);
    let delay_seconds = fields.count("delay_seconds", sink);
    let max_attempts = fields.count("max_attempts", sink);
    let acceptors = fields.list("acceptors", sink, acceptor);
    fields.finish(sink);
    let (name, action) = (name?, action?);
    Some(WaiterRow { name, rust_name, action, description, delay_seconds, max_attempts, acceptors, span: node.span })
}

fn acceptor(node: &Node, sink: &mut Sink<'_>) -> Option<AcceptorRow> {
    let mut fields = Fields::new(node, "an acceptor", sink)?;
    let outcome = fields.required("outcome", sink).and_then(|node| choice(node, &OUTCOMES, sink));
    let (all, any) = (fields.string("all", sink), fields.string("any", sink));
    let (empty, error) = (fields.string("empty", sink), fields.string("error", sink));
    let values: Vec<_> = fields.list("equals", sink, string);
    fields.finish(sink);
    let test = match (all, any, empty, error, values.is_empty()) {
        (Some(path), None, None, None, false) => AcceptorTestRow::All { path, values },
        (None, Some(path), None, None, false) => AcceptorTestRow::Any { path, values },
        (None, None, Some(path), None, true) => AcceptorTestRow::Empty { path },
        (None, None, None, Some(code), true) => AcceptorTestRow::Error { code },
        _ => {
            let help = "use `all` or `any` with `equals`, or `empty`, or `error`";
            sink.error_with_help("bad-acceptor", node.span, "this is no acceptor", help);
            return None;
        }
    };
    Some(AcceptorRow { outcome: outcome?.value, test })
}
