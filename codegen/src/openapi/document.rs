//! The document from its top: what the service is, where it is, its operations and components.

use serde_json::{Map, Value, json};

use super::bodies;
use super::object::Object;
use super::operation::{self, Forms};
use super::parameters::{self, COMMON};
use super::responses;
use super::schemas::{response, response_name};
use super::security::{Security, security};
use super::values::{enum_name, enumeration};
use crate::ir::{Endpoint, EnumId, Ir, ListRule, Region, Service, ShapeId, Side};

/// How requests are made, in words; the description of the service comes before it.
const CONVENTIONS: &str = "\
The service answers every action at `/`; the parameter `Action` says which is meant. The other paths, one for each \
action, exist for the sake of tools: before a request goes to the service, its path has to become `/`. Parameters are a \
form, in the query of a GET and in the body of a POST, and are flat: the name of the second port of the first container \
is `Container.1.Port.2.Name`. Forms list the parameters of the first element of each list as properties, and those of \
all elements as pattern properties; rules about what is inside of lists are stated for the first element.";

/// The same in Chinese.
const CONVENTIONS_ZH: &str = "\
服务的所有操作都在 `/` 上应答，由参数 `Action` 区分；其余路径（每个操作一个）只为工具而设，发往服务之前须将路径改为 `/`。\
参数是表单：GET 放在查询串中，POST 放在请求体中，且已展平，例如第一个容器的第二个端口的名字是 `Container.1.Port.2.Name`。\
表单把每个列表首个元素的参数列为属性，所有元素的参数列为模式属性；列表内部的规则以首个元素表述。";

/// The whole document.
pub(super) fn document(ir: &Ir) -> Value {
    let forms = Forms::new(ir);
    let Security { schemes, requirements } = security(&ir.service);
    let components = Object::new()
        .set("schemas", schemas(ir, &forms))
        .set("responses", responses::components(ir))
        .unless_empty("securitySchemes", schemes);
    Object::new()
        .set("openapi", "3.1.0")
        .set("info", info(&ir.service))
        .unless_empty("servers", servers(&ir.service))
        .set("paths", operation::paths(ir, &forms))
        .set("components", components)
        .unless_empty("security", requirements)
        .unless_empty("x-list-rules", list_rules(&ir.service))
        .value()
}

fn info(service: &Service) -> Value {
    let title = if service.title.en.is_empty() { &service.name } else { &service.title.en };
    let joined = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { format!("{one}\n\n{other}") };
    Object::new()
        .set("title", title.as_str())
        .set("version", service.version.as_str())
        .set("description", joined(&service.description.en, CONVENTIONS))
        .set("x-description-zh", joined(&service.description.zh, CONVENTIONS_ZH))
        .unless_empty("x-title-zh", service.title.zh.as_str())
        .set("x-service", service.name.as_str())
        .set("x-time-offset-seconds", service.time_offset)
        .value()
}

fn servers(service: &Service) -> Vec<Value> {
    let server = |endpoint: &Endpoint| {
        // Braces that mean nothing here would mean a variable to whoever reads it.
        let parts: Vec<_> =
            endpoint.host.split("{region}").map(|part| part.replace('{', "%7B").replace('}', "%7D")).collect();
        let regional = parts.len() > 1;
        let host = parts.join("{region}");
        let url = if host.contains("://") { host } else { format!("https://{host}") };
        Object::new()
            .set("url", url)
            .unless_empty("x-name", endpoint.name.as_str())
            .described(&endpoint.description)
            .maybe("variables", regional.then(|| json!({ "region": region_variable(service) })))
            .unless_empty("x-regions", if regional { regions(service) } else { Vec::new() })
            .value()
    };
    service.endpoints.iter().map(server).collect()
}

fn region_variable(service: &Service) -> Value {
    Object::new()
        .set("default", service.default_region.as_str())
        .unless_empty("enum", service.regions.iter().map(|one| one.region.clone()).collect::<Vec<_>>())
        .value()
}

/// The regions with their names and zones, beside the variable: some readers allow nothing inside of it.
fn regions(service: &Service) -> Vec<Value> {
    let region = |one: &Region| {
        Object::new()
            .set("region", one.region.as_str())
            .unless_empty("title", one.title.en.as_str())
            .unless_empty("title-zh", one.title.zh.as_str())
            .set("zones", one.zones.clone())
            .value()
    };
    service.regions.iter().map(region).collect()
}

fn schemas(ir: &Ir, forms: &Forms<'_>) -> Value {
    let mut all = Map::new();
    all.insert(COMMON.to_owned(), parameters::common(ir));
    for (action, form) in forms.iter() {
        all.extend(form.components.clone());
        all.insert(parameters::form_name(ir, action), form.schema(action));
    }
    for (index, shape) in ir.shapes.iter().enumerate().filter(|(_, shape)| shape.side == Side::Response) {
        all.insert(response_name(ir, ShapeId(index)), response(ir, shape));
    }
    for (index, item) in ir.enums.iter().enumerate() {
        all.insert(enum_name(ir, EnumId(index)), enumeration(item));
    }
    all.extend(bodies::components(ir));
    all.extend(responses::schemas(ir));
    Value::Object(all)
}

fn list_rules(service: &Service) -> Vec<Value> {
    let rule = |rule: &ListRule| {
        let examples = rule.examples.iter();
        let examples = examples.map(|one| json!({ "parameters": one.parameters, "accepted": one.accepted }));
        Object::new()
            .set("id", rule.id.as_str())
            .described(&rule.description)
            .unless_empty("examples", examples.collect::<Vec<_>>())
            .value()
    };
    service.list_rules.iter().map(rule).collect()
}
