//! The generated code as people review it: each construct on a small spec, and the whole API.

use std::path::Path;

use kci_codegen::Compiler;
use serde_json::Value;

const SERVICE: &str = r#"{
    "service": "tea", "version": "1", "time_offset": "+08:00", "nullable_collections": true,
    "endpoints": {"rows": [{"name": "regional", "host": "tea.{region}.example.com"}]},
    "regions": {"rows": [{"region": "r-1", "zones": ["r-1a"]}]},
    "errors": {"section": "Errors", "rows": [
        {"code": "TooHot", "message": "%s is too hot.", "http_status": 400, "description": {"en": "Too hot to drink"}, "fault": "client"},
        {"code": "TooHot", "message": "Wait.", "http_status": 503, "description": {"en": "Not yet cool"}, "fault": "server", "retryable": true}]}
}"#;

/// An action of these two sides.
fn action(request: &str, response: &str) -> String {
    format!(
        r#"{{"action": "Make", "title": {{"en": "Make tea"}}, "description": {{"en": "Makes tea.", "zh": "泡茶。"}},
        "section": "Tea", "effect": "create", "request": {request}, "response": {response}}}"#
    )
}

const NOTHING: &str = r#"{"members": []}"#;

fn compile(files: &[(&str, &str)]) -> String {
    let all = [("service.json", SERVICE)].into_iter().chain(files.iter().copied());
    let compiler = Compiler::new().files(all);
    compiler.generate().expect("the spec compiles")
}

/// The top-level item that begins with this line.
fn item(code: &str, start: &str) -> String {
    let lines = code.lines().skip_while(|line| !line.starts_with(start));
    let mut taken = Vec::new();
    for line in lines {
        taken.push(line);
        if line.starts_with('}') {
            break;
        }
    }
    assert!(!taken.is_empty(), "nothing begins with {start}");
    taken.join("\n")
}

fn request(request: &str) -> String {
    item(&compile(&[("actions/Make.json", &action(request, NOTHING))]), "pub mod request")
}

#[test]
fn a_request_structure() {
    insta::assert_snapshot!(request(
        r#"{"section": "Tea › Request", "members": [
            {"name": "Leaf", "type": "string", "required": true, "description": {"en": "Which leaf.", "zh": "哪种茶叶。"}},
            {"name": "Grams", "type": "float", "decimals": 1, "min": 0.5, "max": 20, "default": 2.5, "unit": "g"},
            {"name": "Hot", "type": "boolean", "required": "recommended"},
            {"name": "Pot.Id", "type": "long"}]}"#
    ));
}

#[test]
fn lists_and_nested_structures() {
    insta::assert_snapshot!(request(
        r#"{"members": [
            {"name": "Cup", "shape": "Cup", "list": true, "required": true, "max_items": 3, "unique_by": "Name"},
            {"name": "Tag", "type": "string", "list": true, "min_index": 1, "max_index": 100},
            {"name": "Pot", "shape": "Pot"}],
          "shapes": {
            "Cup": {"section": "Tea › Cup", "members": [{"name": "Name", "type": "string", "required": true}]},
            "Pot": {"members": [{"name": "Cup", "shape": "Cup", "list": true}]}}}"#
    ));
}

#[test]
fn patterns_and_conditions() {
    let code = compile(&[(
        "actions/Make.json",
        &action(
            r#"{"members": [
                {"name": "Name", "type": "string", "required": true, "max_length": 8, "pattern": "^[a-z]([-a-z]*[a-z])?$"},
                {"name": "Kind", "type": "string", "enum": [{"value": "Green"}, {"value": "Black"}], "default": "Green"},
                {"name": "Minutes", "type": "integer", "required": {"when": {"member": "Kind", "equals": "Black"}},
                    "max": 3, "max_when": [{"when": {"member": "Kind", "equals": "Black"}, "max": 5}]},
                {"name": "Water", "type": "string", "required": {"when": {"member": "Minutes", "absent": true}}}]}"#,
            NOTHING,
        ),
    )]);
    insta::assert_snapshot!([item(&code, "pub mod request"), item(&code, "mod pattern")].join("\n\n"));
}

#[test]
fn a_tagged_union() {
    insta::assert_snapshot!(request(
        r#"{"members": [{"name": "Sweetener", "shape": "Sweetener"}],
          "shapes": {"Sweetener": {"tag": "Type", "description": {"en": "What sweetens it."}, "variants": [
            {"value": "SugarSweetener", "members": [
                {"name": "Type", "type": "string", "required": true}, {"name": "Cubes", "type": "integer", "required": true}]},
            {"value": "Honey", "members": [
                {"name": "Type", "type": "string", "required": true}, {"name": "Origin", "type": "string"}]}]}}}"#
    ));
}

#[test]
fn times_and_secrets() {
    insta::assert_snapshot!(request(
        r#"{"members": [
            {"name": "At", "type": "string", "format": "utc-time", "required": true},
            {"name": "Until", "type": "string", "format": "local-time"},
            {"name": "Recipe", "type": "string", "sensitive": true, "required": true},
            {"name": "Guest", "type": "string", "private": true, "list": true, "pattern": "^[a-z]+$"}]}"#
    ));
}

#[test]
fn a_response_structure() {
    let response = r#"{"section": "Tea › Response", "members": [
        {"name": "TeaId", "type": "string", "description": {"en": "Id of the tea."}},
        {"name": "Grams", "type": "float", "nullable": true},
        {"name": "Cups", "shape": "Cup", "list": true},
        {"name": "Pot", "shape": "Cup"},
        {"name": "MadeTime", "type": "string", "format": "local-time", "aliases": ["CreationTime"]},
        {"name": "State", "type": "string", "enum_name": "TeaState", "enum": [{"value": "Steeping"}]}],
      "shapes": {"Cup": {"members": [{"name": "Names", "type": "string", "list": true}]}}}"#;
    let code = compile(&[("actions/Make.json", &action(NOTHING, response))]);
    insta::assert_snapshot!(item(&code, "pub mod response"));
}

#[test]
fn open_enums_and_error_codes() {
    let members = r#"{"members": [{"name": "Kind", "type": "string", "ignore_case": true,
        "description": {"en": "Kind of tea.", "zh": "茶的种类。"},
        "enum": [{"value": "green-tea", "description": {"en": "Not oxidised."}}, {"value": "Black"}]}]}"#;
    let code = compile(&[("actions/Make.json", &action(members, NOTHING))]);
    insta::assert_snapshot!(item(&code, "pub mod value"));
}

#[test]
fn paginators_waiters_and_client_methods() {
    let list = r#"{"action": "List", "effect": "read",
        "request": {"members": [{"name": "Marker", "type": "integer"}]},
        "response": {"members": [{"name": "Marker", "type": "integer"}, {"name": "Teas", "shape": "Tea", "list": true}],
            "shapes": {"Tea": {"members": [{"name": "State", "type": "string"}]}}}}"#;
    let paginators = r#"{"paginators": [{"action": "List", "request_token": "Marker", "response_token": "Marker",
        "items": "Teas", "end": 0}]}"#;
    let waiters = r#"{"waiters": [{"name": "TeaReady", "action": "List", "delay_seconds": 1, "deadline_seconds": 9, "acceptors": [
        {"outcome": "failure", "any": "Teas.N.State", "equals": ["Spilt"]},
        {"outcome": "success", "all": "Teas.N.State", "equals": ["Ready"]},
        {"outcome": "failure", "error": "TooHot"}]}]}"#;
    let code = compile(&[("actions/List.json", list), ("paginators.json", paginators), ("waiters.json", waiters)]);
    let items = ["pub static SERVICE", "pub struct Client", "impl Client", "pub mod request", "pub mod waiter"];
    insta::assert_snapshot!(items.map(|start| item(&code, start)).join("\n\n"));
}

#[test]
fn a_blocking_client() {
    let make = action(NOTHING, NOTHING);
    let compiler = Compiler::new().files([("service.json", SERVICE), ("actions/Make.json", make.as_str())]);
    let code = compiler.clone().blocking().generate().expect("the spec compiles");
    insta::assert_snapshot!(item(&code, "pub mod blocking"));
    assert!(!compiler.generate().expect("the spec compiles").contains("blocking"));
}

#[test]
fn what_an_overlay_changed_names_its_entry_in_the_end() {
    let overlay = r#"{"name": "errata", "entries": [{"id": "leaf", "rename": "Leaf", "reason": "A slip of the pen.",
        "at": {"action": "Make", "side": "request", "member": "Laef"}}]}"#;
    let members = r#"{"members": [{"name": "Laef", "type": "string", "description": {"en": "Which leaf."}}]}"#;
    let make = action(members, NOTHING);
    let files = [("service.json", SERVICE), ("actions/Make.json", make.as_str()), ("overlays/errata.json", overlay)];
    let code = Compiler::new().files(files).overlays(["errata"]).generate().expect("the spec compiles");
    assert!(code.contains("/// <sub>Origin: `errata/leaf`</sub>\n        pub leaf: Option<String>,"), "{code}");
}

fn kci() -> Compiler {
    Compiler::new().files(kci_spec::KCI).examples_from("kci_sdk").blocking_behind("blocking")
}

#[test]
fn the_whole_api() {
    insta::assert_snapshot!(kci().generate().expect("the spec compiles"));
}

#[test]
fn the_folder_and_the_embedded_files_in_any_order_make_the_same_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/kci/2020-07-02");
    let embedded = kci().generate().expect("the spec compiles");
    assert!(kci().files(kci_spec::KCI.iter().rev()).generate().expect("the spec compiles") == embedded);
    assert!(kci().dir(folder).generate().expect("the spec compiles") == embedded);
}

#[test]
fn the_flattened_model_of_the_whole_api() {
    let compiled = kci().resolve().expect("the spec compiles");
    let json = facts(kci_codegen::describe::json(&compiled.ir));
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).expect("JSON"));
}

/// The model without the texts, which the code has too.
fn facts(mut model: Value) -> Value {
    match &mut model {
        Value::Object(keys) => {
            let texts =
                ["description", "section", "origin", "title", "examples", "enum_texts", "errors_section", "list_rules"];
            keys.retain(|key, _| !texts.contains(&key.as_str()));
            keys.values_mut().for_each(|value| *value = facts(value.take()));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|value| *value = facts(value.take())),
        _ => {}
    }
    model
}
