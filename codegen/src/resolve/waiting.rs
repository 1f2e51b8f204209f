//! Waiters and what they wait for: the members that they name exist, and are of the right kind.

use super::paging::{action, member, way as member_way};
use super::{names, way};
use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::{
    Acceptor, AcceptorTest, Action, Events, Hint, Ir, Member, Name, Part, Path, Shape, ShapeId, Subject, Type, Waiter,
};
use crate::spec::{AcceptorRow, AcceptorTestRow, HintRow, Spanned, SubjectRow, WaiterRow};

/// Codes of a path that leads nowhere, and of one that leads to the wrong place.
const WRONG_PATHS: (&str, &str) = ("waiter-unknown-path", "waiter-wrong-path");

pub(super) fn subjects(rows: &[SubjectRow], ir: &Ir, sink: &mut Sink<'_>) -> Vec<Subject> {
    let mut found: Vec<Subject> = Vec::new();
    for row in rows {
        let Some(subject) = subject(row, ir, sink) else { continue };
        if found.iter().any(|other| other.action == subject.action) {
            sink.error("duplicate-subject", row.action.span, format!("a second subject of `{}`", row.action.value));
            continue;
        }
        found.push(subject);
    }
    found.sort_by_key(|subject| subject.action);
    found
}

fn subject(row: &SubjectRow, ir: &Ir, sink: &mut Sink<'_>) -> Option<Subject> {
    let (id, action) = action(&row.action, "waiter-unknown-action", ir, sink)?;
    let response = ir.shape(action.response);
    let items = member_way(&row.items, ir, response, "waiter-unknown-path", sink);
    let asked = row.asked.as_ref().and_then(|name| asked(name, action, ir, sink));
    let (items, list) = items?;
    let Some(element) = element_of(list) else {
        sink.error("waiter-wrong-path", row.items.span, format!("`{}` is no list of structures", row.items.value));
        return None;
    };
    let mut below = Below { ir, shape: ir.shape(element), sink };
    let (name, state) = (below.optional(row.name.as_ref()), below.optional(row.state.as_ref()));
    let reason = below.optional(row.reason.as_ref());
    let parts = row.parts.iter().filter_map(|row| {
        let (items, mut below) = below.list(&row.items)?;
        Some(Part {
            title: row.title.clone(),
            items,
            name: below.optional(row.name.as_ref()),
            state: below.optional(row.state.as_ref()),
            reason: below.optional(row.reason.as_ref()),
            exit_code: row.exit_code.iter().filter_map(|path| below.number(path)).collect(),
        })
    });
    let parts = parts.collect();
    let events = row.events.as_ref().and_then(|row| {
        let (items, mut below) = below.list(&row.items)?;
        Some(Events {
            items,
            kind: below.optional(row.kind.as_ref()),
            normal: row.normal.iter().map(|kind| kind.value.clone()).collect(),
            reason: below.optional(row.reason.as_ref()),
            message: below.optional(row.message.as_ref()),
            count: row.count.as_ref().and_then(|path| below.number(path)),
        })
    });
    let hints = row.hints.iter().filter_map(|row| below.hint(row)).collect();
    Some(Subject {
        action: id,
        title: row.title.clone(),
        items,
        asked,
        grace_seconds: row.grace_seconds,
        id: below.text(&row.id)?,
        name,
        state,
        reason,
        parts,
        events,
        hints,
    })
}

/// The structure that a member lists.
fn element_of(member: &Member) -> Option<ShapeId> {
    match member.ty {
        Type::Shape(id) if member.list => Some(id),
        _ => None,
    }
}

/// The request member that names what is asked for.
fn asked(name: &Spanned<String>, action: &Action, ir: &Ir, sink: &mut Sink<'_>) -> Option<usize> {
    let request = ir.shape(action.request);
    let index = member(request, name, "waiter-unknown-path", sink)?;
    let found = &request.members()[index];
    if found.ty != Type::String || found.is_hidden() {
        sink.error("waiter-wrong-path", name.span, format!("`{}` is no string and no list of strings", name.value));
    }
    Some(index)
}

/// Paths down from a structure.
struct Below<'a, 's, 'k> {
    ir: &'a Ir,
    shape: &'a Shape,
    sink: &'s mut Sink<'k>,
}

impl<'a, 'k> Below<'a, '_, 'k> {
    /// The way to a value that can be shown on one line.
    fn text(&mut self, path: &Spanned<String>) -> Option<Path> {
        let (way, last) = walk(path, self.ir, self.shape, self.sink)?;
        if matches!(last.ty, Type::Shape(_) | Type::Json) || last.is_hidden() {
            let message = format!("`{}` leads to no value that can be shown", path.value);
            self.sink.error("waiter-wrong-path", path.span, message);
        }
        Some(way)
    }

    fn optional(&mut self, path: Option<&Spanned<String>>) -> Option<Path> {
        self.text(path?)
    }

    fn number(&mut self, path: &Spanned<String>) -> Option<Path> {
        let (way, last) = walk(path, self.ir, self.shape, self.sink)?;
        if !matches!(last.ty, Type::Integer | Type::Long) || last.list {
            self.sink.error("waiter-wrong-path", path.span, format!("`{}` leads to no whole number", path.value));
        }
        Some(way)
    }

    /// The way to a list of structures, and paths down from those.
    fn list<'s>(&'s mut self, path: &Spanned<String>) -> Option<(Path, Below<'a, 's, 'k>)> {
        let (way, last) = walk(path, self.ir, self.shape, self.sink)?;
        let Some(element) = element_of(last) else {
            let message = format!("`{}` leads to no list of structures", path.value);
            self.sink.error("waiter-wrong-path", path.span, message);
            return None;
        };
        Some((way, Below { ir: self.ir, shape: self.ir.shape(element), sink: self.sink }))
    }

    fn hint(&mut self, row: &HintRow) -> Option<Hint> {
        let (path, values) = compared(&row.path, &row.values, self.ir, self.shape, self.sink)?;
        Some(Hint { path, values, text: row.text.clone() })
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
    let subject = ir.subjects.iter().find(|subject| subject.action == id);
    let element = subject.and_then(|subject| element_of(ir.member_at(response, &subject.items)?));
    let hints = match (element, row.hints.first()) {
        (Some(element), _) => {
            let mut below = Below { ir, shape: ir.shape(element), sink };
            row.hints.iter().filter_map(|row| below.hint(row)).collect()
        }
        (None, Some(hint)) => {
            let message = format!("`{}` has no subject that a hint could be about", row.action.value);
            sink.error("waiter-unknown-path", hint.path.span, message);
            Vec::new()
        }
        (None, None) => Vec::new(),
    };
    Some(Waiter {
        name: Name { wire: row.name.value.clone(), rust },
        action: id,
        description: row.description.clone(),
        delay_seconds: pace("delay_seconds", row.delay_seconds.as_ref(), 2, sink),
        max_delay_seconds: pace("max_delay_seconds", row.max_delay_seconds.as_ref(), 30, sink),
        deadline_seconds: pace("deadline_seconds", row.deadline_seconds.as_ref(), 600, sink),
        acceptors,
        hints,
    })
}

/// How often is asked, and how long: not without a pause, and for a while at least.
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
    Some(Acceptor { outcome: row.outcome, test, for_seconds: row.for_seconds })
}

/// A path to values, and what they are compared with.
fn compared(
    path: &Spanned<String>,
    values: &[Spanned<String>],
    ir: &Ir,
    start: &Shape,
    sink: &mut Sink<'_>,
) -> Option<(Path, Vec<String>)> {
    let (way, last) = walk(path, ir, start, sink)?;
    if matches!(last.ty, Type::Shape(_) | Type::Time(_) | Type::Float | Type::Json) {
        sink.error("waiter-wrong-path", path.span, format!("`{}` leads to no value that can be compared", path.value));
    }
    if let Type::Enum(id) | Type::IntegerEnum(id) = last.ty {
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
fn walk<'i>(path: &Spanned<String>, ir: &'i Ir, start: &'i Shape, sink: &mut Sink<'_>) -> Option<(Path, &'i Member)> {
    way::walk(path, WRONG_PATHS, (ir, start), sink)
}
