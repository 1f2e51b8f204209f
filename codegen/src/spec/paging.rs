//! Which actions are read page by page.

use super::fields::{Fields, Spanned, wrong_type};
use crate::diagnostic::Sink;
use crate::ir::Scalar;
use crate::json::{Node, Value};

/// How an action is read page by page.
pub(crate) struct PaginatorRow {
    pub(crate) action: Spanned<String>,
    pub(crate) next: NextPageRow,
    pub(crate) page_size: Option<Spanned<String>>,
    pub(crate) items: Spanned<String>,
    pub(crate) total: Option<Spanned<String>>,
}

/// How the page after another is asked for.
pub(crate) enum NextPageRow {
    Token { request: Spanned<String>, response: Spanned<String>, end: Option<Scalar> },
    Number { request: Spanned<String>, first: Option<i64> },
    Offset { request: Spanned<String>, first: Option<i64> },
}

pub(super) fn paginators(node: &Node, sink: &mut Sink<'_>) -> Vec<PaginatorRow> {
    let Some(mut fields) = Fields::new(node, "this file", sink) else { return Vec::new() };
    fields.string("$schema", sink);
    let rows = fields.required("paginators", sink).map(|node| super::elements(node, sink, paginator));
    fields.finish(sink);
    rows.unwrap_or_default()
}

const HELP: &str = "use `request_token` and `response_token`, or `page_number`, or `offset`; `end` is for tokens, `first` \
                    for the others";

fn paginator(node: &Node, sink: &mut Sink<'_>) -> Option<PaginatorRow> {
    let mut fields = Fields::new(node, "a paginator", sink)?;
    let action = fields.name("action", sink);
    let tokens = (fields.string("request_token", sink), fields.string("response_token", sink));
    let (number, offset) = (fields.string("page_number", sink), fields.string("offset", sink));
    let (page_size, total) = (fields.string("page_size", sink), fields.string("total", sink));
    let items = fields.name("items", sink);
    let end = fields.take("end").and_then(|node| end(node, sink));
    let first = fields.take("first").and_then(|node| first(node, sink));
    fields.finish(sink);
    let next = match (tokens, number, offset, end, first) {
        ((Some(request), Some(response)), None, None, end, None) => NextPageRow::Token { request, response, end },
        ((None, None), Some(request), None, None, first) => NextPageRow::Number { request, first },
        ((None, None), None, Some(request), None, first) => NextPageRow::Offset { request, first },
        _ => {
            sink.error_with_help("bad-paginator", node.span, "this is no paginator", HELP);
            return None;
        }
    };
    Some(PaginatorRow { action: action?, next, page_size, items: items?, total })
}

fn end(node: &Node, sink: &mut Sink<'_>) -> Option<Scalar> {
    let end = match &node.value {
        Value::Number(digits) => digits.parse().ok().map(Scalar::Integer),
        Value::String(text) => Some(Scalar::String(text.clone())),
        _ => None,
    };
    end.or_else(|| wrong_type(node, "a whole number or a string", sink))
}

fn first(node: &Node, sink: &mut Sink<'_>) -> Option<i64> {
    let first = match &node.value {
        Value::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    first.or_else(|| wrong_type(node, "a whole number", sink))
}
