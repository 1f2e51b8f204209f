//! From tables to the model: names made, references followed, everything checked.
//!
//! All actions are resolved, whichever are wanted, so that a mistake is found wherever it is; what no wanted action
//! reaches is left out at the end.

mod alike;
mod circles;
mod common;
mod constraints;
mod conversions;
mod enums;
mod find_again;
mod members;
mod names;
mod paging;
mod paths;
mod reach;
mod recreates;
mod relations;
mod service;
mod shapes;
mod times;
mod waiting;
mod way;

use std::collections::BTreeMap;

use crate::diagnostic::{Sink, did_you_mean};
use crate::ir::{self, Ir, Name, Side};
use crate::spec::{ActionTable, Spanned, Tables};
use shapes::Shapes;

/// The model of the wanted actions, or of all. Nothing where something is wrong; the sink then says what.
pub(crate) fn resolve(tables: &Tables, wanted: Option<&[String]>, sink: &mut Sink<'_>) -> Option<Ir> {
    check_wanted(tables, wanted, sink);
    if tables.actions.is_empty() {
        let help = "give it one: a file in actions/";
        sink.error_with_help("no-action", tables.service.name.span, "a spec needs an action", help);
    }
    let mut actions: Vec<&ActionTable> = tables.actions.iter().collect();
    actions.sort_by(|a, b| a.name.value.cmp(&b.name.value).then_with(|| a.name.span.cmp(&b.name.span)));
    names_of_actions(&actions, sink);

    let service = service::service(&tables.service, sink);
    let mut shapes = Shapes::new(&actions, tables.service.nullable_collections);
    let resolved: Vec<ir::Action> =
        actions.iter().map(|table| action(table, &service, tables.service.body, &mut shapes, sink)).collect();
    shapes.check_unused(sink);
    let described: Vec<_> = actions.iter().map(|table| shapes.described(table.recreates.as_ref()?, sink)).collect();
    let (shapes, enums) = shapes.finish();

    let mut ir = Ir::of(service, resolved, shapes, enums);
    ir.paginators = paging::paginators(&tables.paginators, &ir, sink);
    ir.find_again = find_again::find_again(&actions, &ir, sink);
    ir.subjects = waiting::subjects(&tables.waiting.subjects, &ir, sink);
    ir.waiters = waiting::waiters(&tables.waiting.waiters, &ir, sink);
    ir.recreations = recreates::recreations(&actions, &described, &ir, sink);
    alike::check(sink);
    if sink.has_errors() {
        return None;
    }
    for (shape, index) in conversions::optional_alike(&ir) {
        ir.make_optional(shape, index);
    }
    let mut ir = reach::reachable(ir, wanted);
    ir.conversions = conversions::conversions(&ir);
    Some(ir)
}

fn check_wanted(tables: &Tables, wanted: Option<&[String]>, sink: &mut Sink<'_>) {
    for name in wanted.unwrap_or_default() {
        if !tables.actions.iter().any(|action| action.name.value == *name) {
            let known = || tables.actions.iter().map(|action| action.name.value.as_str());
            let all = || format!("there are {}", known().collect::<Vec<_>>().join(", "));
            let help = did_you_mean(name, known()).unwrap_or_else(all);
            sink.push_option("unknown-action", format!("there is no action `{name}`"), Some(help));
        }
    }
}

/// No two actions of one name, on the wire or in Rust. They are sorted by wire name.
fn names_of_actions(actions: &[&ActionTable], sink: &mut Sink<'_>) {
    let mut by_rust_name: BTreeMap<String, &ActionTable> = BTreeMap::new();
    for action in actions {
        let rust = names::method(&action.name.value, action.rust_name.as_ref());
        match by_rust_name.get(&rust) {
            Some(other) if other.name.value == action.name.value => {
                let place = sink.place(other.name.span);
                let message = format!("a second action `{}`: the first is at {place}", action.name.value);
                sink.error("duplicate-action", action.name.span, message);
            }
            Some(other) => names::collision(&action.name, &other.name, &rust, sink),
            None => drop(by_rust_name.insert(rust, action)),
        }
    }
}

fn action<'a>(
    table: &'a ActionTable,
    service: &ir::Service,
    body: ir::Body,
    shapes: &mut Shapes<'a>,
    sink: &mut Sink<'_>,
) -> ir::Action {
    let methods = if table.methods.is_empty() { service.methods.clone() } else { table.methods.clone() };
    let own_method = table.recommended_method.as_ref().map(|method| method.value);
    let recommended_method = own_method.or(service.recommended_method);
    if recommended_method.is_some_and(|method| !methods.contains(&method)) {
        let span = table.recommended_method.as_ref().map_or(table.name.span, |method| method.span);
        sink.error("unknown-method", span, "the recommended method is none that the action takes");
    }
    if let Some(body) = table.body.as_ref().filter(|_| !methods.iter().any(|method| method.has_body())) {
        let message = "no method that the action takes has a body";
        sink.error_with_help("no-body", body.span, message, "take `body` away, or give it the method POST or PUT");
    }
    common::check(table, service, sink);
    let request = shapes.top(table, Side::Request, sink);
    let response = shapes.top(table, Side::Response, sink);
    let rust = names::method(&table.name.value, table.rust_name.as_ref());
    names::check_identifier(&rust, &table.name, sink);
    let yields = table.yields.as_ref().and_then(|name| yielded(name, table, sink));
    ir::Action {
        name: Name { wire: table.name.value.clone(), rust },
        title: table.title.clone(),
        description: table.description.clone(),
        section: table.section.clone(),
        default_method: recommended_method.or_else(|| methods.first().copied()).unwrap_or(ir::Method::Post),
        methods,
        recommended_method,
        body: table.body.as_ref().map_or(body, |body| body.value),
        effect: table.effect,
        yields,
        relations: relations::relations(table, request, shapes, sink),
        request,
        response,
        examples: table.examples.clone(),
        provenance: table.provenance.clone(),
    }
}

/// The response member that an action exists for.
fn yielded(name: &Spanned<String>, table: &ActionTable, sink: &mut Sink<'_>) -> Option<usize> {
    let members = &table.response.members;
    let index = members.iter().position(|member| member.name.value == name.value);
    if index.is_none() {
        let message = format!("the response has no member `{}`", name.value);
        let known = members.iter().map(|member| member.name.value.as_str());
        sink.error_with_suggestion("unknown-member", name.span, message, &name.value, known);
    }
    index
}
