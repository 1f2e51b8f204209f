//! What can be waited for.

use super::fields::{Fields, Spanned, choice, string};
use crate::diagnostic::Sink;
use crate::ir::{Outcome, Text};
use crate::json::Node;
use crate::source::Span;

/// `waiters.json`.
#[derive(Default)]
pub(crate) struct WaitingTables {
    pub(crate) subjects: Vec<SubjectRow>,
    pub(crate) waiters: Vec<WaiterRow>,
}

/// What the waiters of an action wait for.
pub(crate) struct SubjectRow {
    pub(crate) action: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) items: Spanned<String>,
    pub(crate) asked: Option<Spanned<String>>,
    pub(crate) grace_seconds: u64,
    pub(crate) id: Spanned<String>,
    pub(crate) name: Option<Spanned<String>>,
    pub(crate) state: Option<Spanned<String>>,
    pub(crate) reason: Option<Spanned<String>>,
    pub(crate) parts: Vec<PartRow>,
    pub(crate) events: Option<EventsRow>,
    pub(crate) hints: Vec<HintRow>,
}

/// What a subject consists of.
pub(crate) struct PartRow {
    pub(crate) title: Text,
    pub(crate) items: Spanned<String>,
    pub(crate) name: Option<Spanned<String>>,
    pub(crate) state: Option<Spanned<String>>,
    pub(crate) reason: Option<Spanned<String>>,
    pub(crate) exit_code: Vec<Spanned<String>>,
}

/// What happened to a subject.
pub(crate) struct EventsRow {
    pub(crate) items: Spanned<String>,
    pub(crate) kind: Option<Spanned<String>>,
    pub(crate) normal: Vec<Spanned<String>>,
    pub(crate) reason: Option<Spanned<String>>,
    pub(crate) message: Option<Spanned<String>>,
    pub(crate) count: Option<Spanned<String>>,
}

/// What to look at.
pub(crate) struct HintRow {
    pub(crate) path: Spanned<String>,
    pub(crate) values: Vec<Spanned<String>>,
    pub(crate) text: Text,
}

/// A state that can be waited for.
pub(crate) struct WaiterRow {
    pub(crate) name: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) action: Spanned<String>,
    pub(crate) description: Text,
    pub(crate) delay_seconds: Option<Spanned<u64>>,
    pub(crate) max_delay_seconds: Option<Spanned<u64>>,
    pub(crate) deadline_seconds: Option<Spanned<u64>>,
    pub(crate) acceptors: Vec<AcceptorRow>,
    pub(crate) hints: Vec<HintRow>,
    pub(crate) span: Span,
}

/// What an answer means.
pub(crate) struct AcceptorRow {
    pub(crate) outcome: Outcome,
    pub(crate) test: AcceptorTestRow,
    pub(crate) for_seconds: Option<u64>,
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

/// Where nothing is said: how long something that was asked for may be missing.
const GRACE_SECONDS: u64 = 15;

pub(super) fn waiting(node: &Node, sink: &mut Sink<'_>) -> WaitingTables {
    let Some(mut fields) = Fields::new(node, "this file", sink) else { return WaitingTables::default() };
    fields.string("$schema", sink);
    let subjects = fields.list("subjects", sink, subject);
    let waiters = fields.required("waiters", sink).map(|node| super::elements(node, sink, waiter));
    fields.finish(sink);
    WaitingTables { subjects, waiters: waiters.unwrap_or_default() }
}

fn subject(node: &Node, sink: &mut Sink<'_>) -> Option<SubjectRow> {
    let mut fields = Fields::new(node, "a subject", sink)?;
    let (action, title) = (fields.name("action", sink), fields.text("title", sink));
    let (items, asked) = (fields.name("items", sink), fields.string("asked", sink));
    let grace_seconds = fields.count("grace_seconds", sink).map_or(GRACE_SECONDS, |count| count.value);
    let (id, name) = (fields.name("id", sink), fields.string("name", sink));
    let (state, reason) = (fields.string("state", sink), fields.string("reason", sink));
    let parts = fields.list("parts", sink, part);
    let events = fields.take("events").and_then(|node| events(node, sink));
    let hints = fields.list("hints", sink, hint);
    fields.finish(sink);
    let (action, items, id) = (action?, items?, id?);
    Some(SubjectRow { action, title, items, asked, grace_seconds, id, name, state, reason, parts, events, hints })
}

fn part(node: &Node, sink: &mut Sink<'_>) -> Option<PartRow> {
    let mut fields = Fields::new(node, "a part", sink)?;
    let (title, items) = (fields.text("title", sink), fields.name("items", sink));
    let (name, state) = (fields.string("name", sink), fields.string("state", sink));
    let (reason, exit_code) = (fields.string("reason", sink), fields.list("exit_code", sink, string));
    fields.finish(sink);
    Some(PartRow { title, items: items?, name, state, reason, exit_code })
}

fn events(node: &Node, sink: &mut Sink<'_>) -> Option<EventsRow> {
    let mut fields = Fields::new(node, "events", sink)?;
    let (items, kind) = (fields.name("items", sink), fields.string("kind", sink));
    let (normal, reason) = (fields.list("normal", sink, string), fields.string("reason", sink));
    let (message, count) = (fields.string("message", sink), fields.string("count", sink));
    fields.finish(sink);
    Some(EventsRow { items: items?, kind, normal, reason, message, count })
}

fn hint(node: &Node, sink: &mut Sink<'_>) -> Option<HintRow> {
    let mut fields = Fields::new(node, "a hint", sink)?;
    let path = fields.name("any", sink);
    let values = fields.required("equals", sink).map(|node| super::elements(node, sink, string));
    let text = fields.text("hint", sink);
    fields.finish(sink);
    Some(HintRow { path: path?, values: values?, text })
}

fn waiter(node: &Node, sink: &mut Sink<'_>) -> Option<WaiterRow> {
    let mut fields = Fields::new(node, "a waiter", sink)?;
    let (name, action) = (fields.name("name", sink), fields.name("action", sink));
    let rust_name = fields.string("rust_name", sink);
    let description = fields.text("description", sink);
    let delay_seconds = fields.count("delay_seconds", sink);
    let max_delay_seconds = fields.count("max_delay_seconds", sink);
    let deadline_seconds = fields.count("deadline_seconds", sink);
    let (acceptors, hints) = (fields.list("acceptors", sink, acceptor), fields.list("hints", sink, hint));
    fields.finish(sink);
    Some(WaiterRow {
        name: name?,
        rust_name,
        action: action?,
        description,
        delay_seconds,
        max_delay_seconds,
        deadline_seconds,
        acceptors,
        hints,
        span: node.span,
    })
}

fn acceptor(node: &Node, sink: &mut Sink<'_>) -> Option<AcceptorRow> {
    let mut fields = Fields::new(node, "an acceptor", sink)?;
    let outcome = fields.required("outcome", sink).and_then(|node| choice(node, &OUTCOMES, sink));
    let (all, any) = (fields.string("all", sink), fields.string("any", sink));
    let (empty, error) = (fields.string("empty", sink), fields.string("error", sink));
    let (values, lasting) = (fields.list("equals", sink, string), fields.count("for_seconds", sink));
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
    let outcome = outcome?.value;
    if let Some(lasting) = lasting.as_ref().filter(|_| outcome != Outcome::Failure) {
        sink.error("bad-acceptor", lasting.span, "only a failure can be one that goes on for a while");
    }
    Some(AcceptorRow { outcome, test, for_seconds: lasting.map(|lasting| lasting.value) })
}
