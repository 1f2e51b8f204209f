//! Waiters, and what they wait for.

use serde_json::{Value, json};

use super::model::with_texts;
use super::texts::text;
use crate::ir::{Acceptor, AcceptorTest, Hint, Ir, Outcome, Shape, Subject, Text, Waiter};

/// What a waiter asks, how long, and what each answer means.
pub(super) fn waiter(ir: &Ir, waiter: &Waiter) -> Value {
    let action = ir.action(waiter.action);
    let response = Start { ir, shape: ir.shape(action.response), above: &[] };
    let subject = ir.subjects.iter().find(|subject| subject.action == waiter.action);
    let above = subject.map_or_else(Vec::new, |subject| subject.items.clone());
    let element = Start { above: &above, ..response };
    let keys = [
        ("rust", json!(waiter.name.rust)),
        ("action", json!(action.name.wire)),
        ("delay_seconds", json!(waiter.delay_seconds)),
        ("max_delay_seconds", json!(waiter.max_delay_seconds)),
        ("deadline_seconds", json!(waiter.deadline_seconds)),
        ("acceptors", waiter.acceptors.iter().map(|one| acceptor(response, one)).collect()),
        ("hints", waiter.hints.iter().map(|one| hint(element, one)).collect()),
    ];
    with_texts(keys, &waiter.description, "", &Text::default())
}

fn acceptor(response: Start<'_>, acceptor: &Acceptor) -> Value {
    let outcome = match acceptor.outcome {
        Outcome::Success => "success",
        Outcome::Failure => "failure",
        Outcome::Retry => "retry",
    };
    let mut told = match &acceptor.test {
        AcceptorTest::All { path, values } => json!({ "all": response.path(path), "equals": values }),
        AcceptorTest::Any { path, values } => json!({ "any": response.path(path), "equals": values }),
        AcceptorTest::Empty { path } => json!({ "empty": response.path(path) }),
        AcceptorTest::Error { code } => json!({ "error": code }),
    };
    told["outcome"] = outcome.into();
    if let Some(seconds) = acceptor.for_seconds {
        told["for_seconds"] = seconds.into();
    }
    told
}

/// The action, and how its answer shows what is waited for.
pub(super) fn subject(ir: &Ir, subject: &Subject) -> (String, Value) {
    let action = ir.action(subject.action);
    let (request, response) = (ir.shape(action.request), ir.shape(action.response));
    let start = Start { ir, shape: response, above: &subject.items };
    let optional = |start: Start<'_>, path: &Option<Vec<usize>>| path.as_ref().map(|path| start.path(path));
    let parts = subject.parts.iter().map(|part| {
        let above: Vec<usize> = [subject.items.as_slice(), part.items.as_slice()].concat();
        let below = Start { above: &above, ..start };
        json!({
            "title": text(&part.title),
            "items": below.path(&[]),
            "name": optional(below, &part.name),
            "state": optional(below, &part.state),
            "reason": optional(below, &part.reason),
            "exit_code": part.exit_code.iter().map(|path| below.path(path)).collect::<Vec<_>>(),
        })
    });
    let events = subject.events.as_ref().map(|events| {
        let above: Vec<usize> = [subject.items.as_slice(), events.items.as_slice()].concat();
        let below = Start { above: &above, ..start };
        json!({
            "items": below.path(&[]),
            "kind": optional(below, &events.kind),
            "normal": events.normal,
            "reason": optional(below, &events.reason),
            "message": optional(below, &events.message),
            "count": optional(below, &events.count),
        })
    });
    let keys = [
        ("items", json!(start.path(&[]))),
        ("asked", json!(subject.asked.and_then(|index| request.members().get(index)).map(|member| &member.name.wire))),
        ("grace_seconds", json!(subject.grace_seconds)),
        ("id", json!(start.path(&subject.id))),
        ("name", json!(optional(start, &subject.name))),
        ("state", json!(optional(start, &subject.state))),
        ("reason", json!(optional(start, &subject.reason))),
        ("parts", parts.collect()),
        ("events", json!(events)),
        ("hints", subject.hints.iter().map(|one| hint(start, one)).collect()),
    ];
    (action.name.wire.clone(), with_texts(keys, &Text::default(), "", &subject.title))
}

fn hint(start: Start<'_>, hint: &Hint) -> Value {
    json!({ "any": start.path(&hint.path), "equals": hint.values, "hint": text(&hint.text) })
}

/// Where paths begin: members below a structure.
#[derive(Clone, Copy)]
struct Start<'a> {
    ir: &'a Ir,
    shape: &'a Shape,
    above: &'a [usize],
}

impl Start<'_> {
    /// The wire path from the response down.
    fn path(self, path: &[usize]) -> String {
        self.ir.path_from(self.shape, self.above.iter().chain(path))
    }
}
