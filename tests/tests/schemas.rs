//! The JSON Schemas of the spec format: up to date, true of the spec, and of one mind with the compiler.

use std::collections::BTreeSet;
use std::path::Path;

use kci_codegen::Compiler;
use serde_json::Value;

fn schema(name: &str) -> Value {
    let found = kci_codegen::schema::schemas().into_iter().find(|(file, _)| *file == name);
    serde_json::from_str(&found.expect("a schema of that name").1).expect("JSON")
}

/// The schema that a file names.
fn name_of(file: &Value) -> String {
    let path = file["$schema"].as_str().expect("every file names its schema");
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[test]
fn the_files_in_the_spec_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/schema");
    for (name, text) in kci_codegen::schema::schemas() {
        let present = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(present == text, "{name} is stale: run `cargo run -p kci-gen -- schema spec/schema`");
    }
}

#[test]
fn every_file_of_the_spec_is_valid() {
    for (path, text) in kci_spec::KCI {
        let file: Value = serde_json::from_str(text).expect("JSON");
        let validator = jsonschema::validator_for(&schema(&name_of(&file))).expect("a schema");
        let errors: Vec<_> =
            validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn a_schema_refuses_an_unknown_key() {
    let validator = jsonschema::validator_for(&schema("paginators.schema.json")).expect("a schema");
    assert!(!validator.is_valid(&serde_json::json!({"paginators": [], "pages": 1})));
}

/// The keys that the compiler says an object of this kind has.
fn keys_of_compiler(files: &[(&str, &str)], key: &str) -> BTreeSet<String> {
    let found = Compiler::new().files(files.iter().copied()).resolve().expect_err("an unknown key");
    let finding = found.iter().find(|finding| finding.message.contains(&format!("`{key}`"))).expect("the finding");
    let help = finding.help.as_deref().expect("help");
    let keys = help.strip_prefix("its keys are ").expect("the list of keys");
    keys.split(", ").map(ToOwned::to_owned).collect()
}

fn keys_of_schema(file: &str, definition: &str) -> BTreeSet<String> {
    let schema = schema(file);
    let object = if definition.is_empty() { &schema } else { &schema["$defs"][definition] };
    object["properties"].as_object().expect("properties").keys().cloned().collect()
}

const SERVICE: &str = r#"{"service": "s", "version": "1", "endpoints": {"rows": [{"name": "e", "host": "h"}]}}"#;

#[test]
fn the_compiler_and_the_schemas_know_the_same_keys() {
    let action = |inner: &str| {
        format!(
            r#"{{"action": "A", "effect": "read", "request": {{"members": [], {inner}}}, "response": {{"members": []}}}}"#
        )
    };
    let member = r#""xyzzyq": 0, "shapes": {}"#;
    let shape = r#""shapes": {"S": {"members": [], "xyzzyq": 0}}"#;
    let variant = r#""shapes": {"S": {"tag": "T", "variants": [{"value": "v", "members": [], "xyzzyq": 0}]}}"#;
    let in_action = [("Side", member.to_owned()), ("Shape", shape.to_owned()), ("Variant", variant.to_owned())];
    for (definition, inner) in in_action {
        let text = action(&inner);
        let files = [("service.json", SERVICE), ("actions/A.json", text.as_str())];
        assert_eq!(
            keys_of_compiler(&files, "xyzzyq"),
            keys_of_schema("action.schema.json", definition),
            "{definition}"
        );
    }
    let rows = r#"{"action": "A", "effect": "read", "xyzzyq": 0,
        "request": {"members": [{"name": "M", "type": "string", "zzyzxq": 0}]}, "response": {"members": []}}"#;
    let files = [("service.json", SERVICE), ("actions/A.json", rows)];
    assert_eq!(keys_of_compiler(&files, "xyzzyq"), keys_of_schema("action.schema.json", ""));
    assert_eq!(keys_of_compiler(&files, "zzyzxq"), keys_of_schema("action.schema.json", "Member"));
    let service = SERVICE.replace("{\"service\"", "{\"xyzzyq\": 0, \"service\"");
    assert_eq!(keys_of_compiler(&[("service.json", &service)], "xyzzyq"), keys_of_schema("service.schema.json", ""));
    let paginators = r#"{"paginators": [{"xyzzyq": 0}]}"#;
    let files = [("service.json", SERVICE), ("paginators.json", paginators)];
    assert_eq!(keys_of_compiler(&files, "xyzzyq"), keys_of_schema("paginators.schema.json", "Paginator"));
    let waiters = r#"{"waiters": [{"xyzzyq": 0, "acceptors": [{"zzyzxq": 0}]}]}"#;
    let files = [("service.json", SERVICE), ("waiters.json", waiters)];
    assert_eq!(keys_of_compiler(&files, "xyzzyq"), keys_of_schema("waiters.schema.json", "Waiter"));
    assert_eq!(keys_of_compiler(&files, "zzyzxq"), keys_of_schema("waiters.schema.json", "Acceptor"));
    let subjects = r#"{"waiters": [], "subjects": [{"xyzzyq": 0, "parts": [{"zzyzxq": 0}], "events": {"xzzyyq": 0}, "hints": [{"xyyzzq": 0}]}]}"#;
    let files = [("service.json", SERVICE), ("waiters.json", subjects)];
    for (key, definition) in [("xyzzyq", "Subject"), ("zzyzxq", "Part"), ("xzzyyq", "Events"), ("xyyzzq", "Hint")] {
        assert_eq!(keys_of_compiler(&files, key), keys_of_schema("waiters.schema.json", definition));
    }
    let overlay = r#"{"name": "o", "entries": [{"xyzzyq": 0, "at": {"zzyzxq": 0}}]}"#;
    let files = [("service.json", SERVICE), ("overlays/o.json", overlay)];
    assert_eq!(keys_of_compiler(&files, "xyzzyq"), keys_of_schema("overlay.schema.json", "Entry"));
    assert_eq!(keys_of_compiler(&files, "zzyzxq"), keys_of_schema("overlay.schema.json", "At"));
}
