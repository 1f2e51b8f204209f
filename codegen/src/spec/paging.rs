//! Which actions are read page by page.

use super::fields::{Fields, Spanned, wrong_type};
use crate::diagnostic::Sink;
use crate::ir::Scalar;
use crate::json::{Node, Value};

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

pub(super) fn paginators(node: &Node, sink: &mut Sink<'_>) -> Vec<PaginatorRow> {
    let Some(mut fields) = Fields::new(node, "this file", sink) else { return Vec::new() };
    fields.string("$schema", sink);
    let rows = fields.required("paginators", sink).map(|node| super::elements(node, sink, paginator));
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
