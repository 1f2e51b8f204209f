//! Parameters that all requests have: no member may be named like one, or the name would stand twice on the wire.

use crate::diagnostic::Sink;
use crate::ir::{ParameterPlace, Service};
use crate::spec::ActionTable;

/// Sent with every request, whatever signs it.
const ALWAYS: [&str; 2] = ["Action", "Version"];

/// Checks the parameters of an action; members inside of shapes have longer names.
pub(super) fn check(table: &ActionTable, service: &Service, sink: &mut Sink<'_>) {
    let signed = service.signatures.iter().flat_map(|signature| &signature.parameters);
    let sent = signed.filter(|parameter| parameter.place != ParameterPlace::Header);
    let common: Vec<&str> = ALWAYS.into_iter().chain(sent.map(|parameter| parameter.name.as_str())).collect();
    for row in &table.request.members {
        if common.contains(&row.name.value.as_str()) {
            let message = format!("`{}` is a parameter of all requests", row.name.value);
            let help = "it is sent anyway: take the member away";
            sink.error_with_help("common-parameter", row.name.span, message, help);
        }
    }
}
