//! The service: identity, endpoints, regions, signatures, errors, rules of lists.

use super::fields::{Fields, Spanned, choice, string, wrong_type};
use crate::diagnostic::Sink;
use crate::ir::{
    ActionPlace, Body, Endpoint, ErrorOutcome, Fault, ListRule, ListRuleExample, Method, ParameterPlace, Region,
    Signature, SignatureParameter, Text,
};
use crate::json::{Node, Value};

pub(super) const METHODS: [(&str, Method); 4] =
    [("POST", Method::Post), ("GET", Method::Get), ("PUT", Method::Put), ("DELETE", Method::Delete)];

pub(super) const BODIES: [(&str, Body); 2] = [("form", Body::Form), ("json", Body::Json)];

const ACTION_PLACES: [(&str, ActionPlace); 2] =
    [("parameters", ActionPlace::Parameters), ("headers", ActionPlace::Headers)];

const PLACES: [(&str, ParameterPlace); 3] =
    [("header", ParameterPlace::Header), ("query", ParameterPlace::Query), ("parameter", ParameterPlace::Parameter)];

const FAULTS: [(&str, Fault); 3] = [("client", Fault::Client), ("server", Fault::Server), ("none", Fault::None)];
const OUTCOMES: [(&str, ErrorOutcome); 2] = [("refused", ErrorOutcome::Refused), ("unknown", ErrorOutcome::Unknown)];

/// `service.json`.
pub(crate) struct ServiceTable {
    pub(crate) name: Spanned<String>,
    pub(crate) version: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) description: Text,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) default_region: Option<Spanned<String>>,
    pub(crate) regions: Vec<Region>,
    pub(crate) methods: Vec<Method>,
    pub(crate) recommended_method: Option<Spanned<Method>>,
    pub(crate) body: Body,
    pub(crate) action_in: ActionPlace,
    pub(crate) time_offset: i32,
    pub(crate) nullable_collections: bool,
    pub(crate) signatures: Vec<Signature>,
    /// Parameters of signatures that ask for a dry run.
    pub(crate) dry_run: Vec<Spanned<String>>,
    pub(crate) errors: Vec<ErrorTableRow>,
    pub(crate) errors_section: String,
    pub(crate) list_rules: Vec<ListRule>,
}

/// A row of the error table.
pub(crate) struct ErrorTableRow {
    pub(crate) code: Spanned<String>,
    pub(crate) message: String,
    pub(crate) http_status: u16,
    pub(crate) description: Text,
    pub(crate) fault: Fault,
    pub(crate) retryable: bool,
    pub(crate) outcome: Option<ErrorOutcome>,
    pub(crate) throttling: bool,
    pub(crate) clock_skew: bool,
}

impl ServiceTable {
    pub(crate) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a service", sink)?;
        fields.string("$schema", sink);
        // They are chosen and applied before the tables are read.
        fields.list("overlays", sink, string);
        fields.list("documents", sink, document);
        let name = fields.name("service", sink);
        let version = fields.name("version", sink);
        let (title, description) = (fields.text("title", sink), fields.text("description", sink));
        let (_, endpoints) = section(fields.required("endpoints", sink), sink, |_, _| {}, endpoint);
        let mut default_region = None;
        let (_, regions) = section(
            fields.take("regions"),
            sink,
            |fields, sink| default_region = fields.string("default", sink),
            region,
        );
        let methods = fields.list("methods", sink, |node, sink| choice(node, &METHODS, sink));
        let recommended_method = fields.choice("recommended_method", &METHODS, sink);
        let body = fields.choice("body", &BODIES, sink).map_or(Body::Form, |body| body.value);
        let action_in = fields.choice("action_in", &ACTION_PLACES, sink);
        let time_offset = fields.take("time_offset").and_then(|node| offset(node, sink)).unwrap_or(0);
        let nullable_collections = fields.flag("nullable_collections", sink).is_some_and(|flag| flag.value);
        let mut dry_run = Vec::new();
        let signatures = fields.list("signatures", sink, |node, sink| signature(node, &mut dry_run, sink));
        let (errors_section, errors) = section(fields.take("errors"), sink, |_, _| {}, error);
        let (_, list_rules) = section(fields.take("list_rules"), sink, |_, _| {}, list_rule);
        fields.finish(sink);
        Some(Self {
            name: name?,
            version: version?,
            title,
            description,
            endpoints,
            default_region,
            regions,
            methods: methods.into_iter().map(|method| method.value).collect(),
            recommended_method,
            body,
            action_in: action_in.map_or(ActionPlace::Parameters, |place| place.value),
            time_offset,
            nullable_collections,
            signatures,
            dry_run,
            errors,
            errors_section,
            list_rules,
        })
    }
}

/// `{"section": …, "rows": […]}`, and what else `more` reads.
fn section<'n, T>(
    node: Option<&'n Node>,
    sink: &mut Sink<'_>,
    more: impl FnOnce(&mut Fields<'n>, &mut Sink<'_>),
    row: impl FnMut(&'n Node, &mut Sink<'_>) -> Option<T>,
) -> (String, Vec<T>) {
    let Some(mut fields) = node.and_then(|node| Fields::new(node, "a table", sink)) else {
        return (String::new(), Vec::new());
    };
    let section = fields.plain("section", sink);
    more(&mut fields, sink);
    let rows = fields.required("rows", sink).map(|node| super::elements(node, sink, row));
    fields.finish(sink);
    (section, rows.unwrap_or_default())
}

fn document(node: &Node, sink: &mut Sink<'_>) -> Option<()> {
    let mut fields = Fields::new(node, "a document", sink)?;
    for key in ["title", "edition", "sha256"] {
        fields.string(key, sink);
    }
    fields.finish(sink);
    Some(())
}

fn endpoint(node: &Node, sink: &mut Sink<'_>) -> Option<Endpoint> {
    let mut fields = Fields::new(node, "an endpoint", sink)?;
    let (name, host) = (fields.name("name", sink), fields.name("host", sink));
    let description = fields.text("description", sink);
    fields.finish(sink);
    Some(Endpoint { name: name?.value, host: host?.value, description })
}

fn region(node: &Node, sink: &mut Sink<'_>) -> Option<Region> {
    let mut fields = Fields::new(node, "a region", sink)?;
    let region = fields.name("region", sink);
    let title = fields.text("title", sink);
    let zones = fields.list("zones", sink, string).into_iter().map(|zone| zone.value).collect();
    fields.finish(sink);
    Some(Region { region: region?.value, title, zones })
}

fn signature(node: &Node, dry_run: &mut Vec<Spanned<String>>, sink: &mut Sink<'_>) -> Option<Signature> {
    let mut fields = Fields::new(node, "a signature", sink)?;
    let name = fields.name("name", sink);
    let title = fields.text("title", sink);
    fields.string("section", sink);
    let parameters = fields.list("parameters", sink, |node, sink| parameter(node, dry_run, sink));
    fields.finish(sink);
    Some(Signature { name: name?.value, title, parameters })
}

fn parameter(node: &Node, dry_run: &mut Vec<Spanned<String>>, sink: &mut Sink<'_>) -> Option<SignatureParameter> {
    let mut fields = Fields::new(node, "a common parameter", sink)?;
    let name = fields.name("name", sink);
    let place = fields.required("in", sink).and_then(|node| choice(node, &PLACES, sink));
    let required = fields.flag("required", sink).is_some_and(|flag| flag.value);
    let asks = fields.flag("dry_run", sink).filter(|flag| flag.value);
    let description = fields.text("description", sink);
    fields.finish(sink);
    let (name, place) = (name?.value, place?.value);
    if let Some(flag) = &asks {
        if place != ParameterPlace::Parameter {
            let message = format!("`{name}` cannot ask for a dry run: it is no parameter of the request itself");
            sink.error_with_help("bad-dry-run", flag.span, message, "only what is in `parameter` can");
        }
        dry_run.push(Spanned { value: name.clone(), span: flag.span });
    }
    Some(SignatureParameter { name, place, required, dry_run: asks.is_some(), description })
}

fn error(node: &Node, sink: &mut Sink<'_>) -> Option<ErrorTableRow> {
    let mut fields = Fields::new(node, "an error", sink)?;
    let code = fields.name("code", sink);
    let message = fields.plain("message", sink);
    let status = fields.count("http_status", sink);
    let description = fields.text("description", sink);
    let fault = fields.required("fault", sink).and_then(|node| choice(node, &FAULTS, sink));
    let mut flag = |name| fields.flag(name, sink).is_some_and(|flag| flag.value);
    let (retryable, throttling, clock_skew) = (flag("retryable"), flag("throttling"), flag("clock_skew"));
    let outcome = fields.choice("outcome", &OUTCOMES, sink).map(|outcome| outcome.value);
    fields.finish(sink);
    let status = status?;
    let http_status = u16::try_from(status.value).ok().filter(|status| (100..1000).contains(status));
    if http_status.is_none() {
        sink.error("bad-status", status.span, format!("{} is no HTTP status", status.value));
    }
    // Its code is known all the same.
    let http_status = http_status.unwrap_or(500);
    let (code, fault) = (code?, fault?.value);
    Some(ErrorTableRow { code, message, http_status, description, fault, retryable, outcome, throttling, clock_skew })
}

fn list_rule(node: &Node, sink: &mut Sink<'_>) -> Option<ListRule> {
    let mut fields = Fields::new(node, "a rule of lists", sink)?;
    let id = fields.name("id", sink);
    let description = fields.text("description", sink);
    let examples = fields.list("examples", sink, list_rule_example);
    fields.finish(sink);
    Some(ListRule { id: id?.value, description, examples })
}

fn list_rule_example(node: &Node, sink: &mut Sink<'_>) -> Option<ListRuleExample> {
    let mut fields = Fields::new(node, "an example of a rule", sink)?;
    let parameters = fields.list("parameters", sink, string).into_iter().map(|text| text.value).collect();
    let accepted = fields.flag("accepted", sink).is_some_and(|flag| flag.value);
    fields.finish(sink);
    Some(ListRuleExample { parameters, accepted })
}

/// `+08:00` in seconds.
fn offset(node: &Node, sink: &mut Sink<'_>) -> Option<i32> {
    let seconds = |text: &str| {
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let two = |text: &str| text.parse::<i32>().ok().filter(|_| digits(text));
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    };
    match &node.value {
        Value::String(text) => {
            let found = seconds(text);
            if found.is_none() {
                let message = format!("`{text}` is no offset from UTC");
                sink.error_with_help("bad-offset", node.span, message, "write it like +08:00");
            }
            found
        }
        _ => wrong_type(node, "an offset such as \"+08:00\"", sink),
    }
}
