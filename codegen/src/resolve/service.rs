//! The service itself.

use std::collections::BTreeMap;

use super::names;
use crate::diagnostic::Sink;
use crate::ir::{ErrorOutcome, ErrorRow, Fault, Method, Name, Service};
use crate::spec::{ServiceTable, Spanned};

pub(super) fn service(table: &ServiceTable, sink: &mut Sink<'_>) -> Service {
    let methods = if table.methods.is_empty() { vec![Method::Post, Method::Get] } else { table.methods.clone() };
    let recommended_method = table.recommended_method.as_ref().map(|method| method.value);
    if let Some(method) = table.recommended_method.as_ref().filter(|method| !methods.contains(&method.value)) {
        sink.error("unknown-method", method.span, "the recommended method is none that the service takes");
    }
    if table.endpoints.is_empty() {
        sink.error("no-endpoint", table.name.span, "a service needs an endpoint");
    }
    check_dry_run(table, sink);
    Service {
        name: table.name.value.clone(),
        version: table.version.value.clone(),
        title: table.title.clone(),
        description: table.description.clone(),
        endpoints: table.endpoints.clone(),
        default_region: default_region(table, sink),
        regions: table.regions.clone(),
        recommended_method,
        action_in: table.action_in,
        methods,
        time_offset: table.time_offset,
        signatures: table.signatures.clone(),
        errors: errors(table, sink),
        errors_section: table.errors_section.clone(),
        list_rules: table.list_rules.clone(),
    }
}

/// A dry run is asked for by one parameter, and an error says that the request would have succeeded.
fn check_dry_run(table: &ServiceTable, sink: &mut Sink<'_>) {
    let Some(first) = table.dry_run.first() else { return };
    if let Some(other) = table.dry_run.iter().find(|other| other.value != first.value) {
        let message = format!("`{}` asks for a dry run, and so does `{}`", other.value, first.value);
        sink.error("bad-dry-run", other.span, message);
    }
    if !table.errors.iter().any(|row| row.fault == Fault::None) {
        let message = format!("`{}` asks for a dry run, and no error says that it would have succeeded", first.value);
        sink.error_with_help("bad-dry-run", first.span, message, "give that error the fault `none`");
    }
}

/// The one that is named, or else the first.
fn default_region(table: &ServiceTable, sink: &mut Sink<'_>) -> String {
    let Some(named) = &table.default_region else {
        return table.regions.first().map(|region| region.region.clone()).unwrap_or_default();
    };
    if !table.regions.iter().any(|region| region.region == named.value) {
        let known = table.regions.iter().map(|region| region.region.as_str());
        let message = format!("there is no region `{}`", named.value);
        sink.error_with_suggestion("unknown-region", named.span, message, &named.value, known);
    }
    named.value.clone()
}

fn errors(table: &ServiceTable, sink: &mut Sink<'_>) -> Vec<ErrorRow> {
    let mut variants: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    let row = |row: &'_ crate::spec::ErrorTableRow, rust: String| ErrorRow {
        code: Name { wire: row.code.value.clone(), rust },
        message: row.message.clone(),
        http_status: row.http_status,
        description: row.description.clone(),
        fault: row.fault,
        retryable: row.retryable,
        outcome: row.outcome.unwrap_or(match row.fault {
            Fault::Client | Fault::None => ErrorOutcome::Refused,
            Fault::Server => ErrorOutcome::Unknown,
        }),
        throttling: row.throttling,
        clock_skew: row.clock_skew,
    };
    let mut rows = Vec::with_capacity(table.errors.len());
    for one in &table.errors {
        let rust = names::variant(&one.code.value, None);
        names::check_identifier(&rust, &one.code, sink);
        match variants.get(&rust) {
            Some(other) if other.value != one.code.value => names::collision(&one.code, other, &rust, sink),
            Some(_) => {}
            None => drop(variants.insert(rust.clone(), &one.code)),
        }
        rows.push(row(one, rust));
    }
    rows
}
