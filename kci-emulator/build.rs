//! Makes what the emulator needs of the tables beside the SDK's types: the OpenAPI document that it serves, and facts
//! about parameters.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use kci_codegen::Compiler;
use kci_codegen::describe::rows;
use kci_codegen::ir::{Ir, Shape, Side};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let ir = Compiler::new().files(kci_spec::KCI).resolve()?.ir;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("openapi.json"), serde_json::to_string(&kci_codegen::openapi::openapi(&ir))?)?;
    fs::write(folder.join("facts.rs"), facts(&ir)?)?;
    Ok(())
}

/// `Container.N.EnvironmentVar.N.Value` is `Value` of `EnvironmentVar`.
fn with_its_holder(path: &str) -> (String, String) {
    let mut names = path.split('.').filter(|name| *name != "N").rev();
    let name = names.next().unwrap_or_default().to_owned();
    (names.next().unwrap_or_default().to_owned(), name)
}

/// The facts as Rust constants.
fn facts(ir: &Ir) -> Result<String, Box<dyn Error>> {
    let mut parameters = Vec::new();
    let mut defaults = Vec::new();
    let mut validated = Vec::new();
    let mut private = BTreeSet::new();
    for action in &ir.actions {
        let name = action.name.wire.as_str();
        for row in rows(ir, action, Side::Request) {
            if let Some(default) = row.json.get("default") {
                defaults.push((name, row.path.clone(), default.to_string()));
            }
            if row.json.contains_key("private") {
                private.insert(with_its_holder(&row.path));
            }
            let conditions = Some(row.required).filter(|words| words.starts_with("required"));
            let bounds =
                row.facts.into_iter().filter(|fact| !["default", "unit"].iter().any(|word| fact.starts_with(word)));
            validated.push((
                name,
                row.path.clone(),
                conditions.into_iter().chain(bounds).collect::<Vec<_>>().join("; "),
            ));
            parameters.push((name, row.path));
        }
    }
    validated.retain(|(_, _, words)| !words.is_empty());
    let actions: Vec<_> = ir.actions.iter().map(|action| &action.name.wire).collect();
    let members = ir.shapes.iter().filter(|shape| shape.side == Side::Request).flat_map(Shape::members);
    let mut sensitive: Vec<_> =
        members.filter(|member| member.is_sensitive()).map(|member| &member.name.wire).collect();
    sensitive.sort_unstable();
    sensitive.dedup();
    let titles = ir.service.regions.iter().map(|region| (&region.region, &region.title.zh));
    let mut text = String::new();
    let mut constant = |docs: &str, name: &str, ty: &str, value: String| {
        writeln!(text, "/// {docs}\npub(crate) const {name}: &[{ty}] = &{value};")
    };
    let pair = "(&str, &str)";
    constant("Every action.", "ACTIONS", "&str", format!("{actions:?}"))?;
    let triple = "(&str, &str, &str)";
    constant("What is validated: action, path, in words.", "VALIDATED", triple, format!("{validated:?}"))?;
    constant("Every parameter: action and path.", "PARAMETERS", pair, format!("{parameters:?}"))?;
    constant("Defaults: action, path, JSON.", "DEFAULTS", triple, format!("{defaults:?}"))?;
    constant("Names of members whose values are secret.", "SENSITIVE", "&str", format!("{sensitive:?}"))?;
    let docs = "Members whose values are private: each with the name of what holds it, empty at the top.";
    constant(docs, "PRIVATE", pair, format!("{:?}", private.iter().collect::<Vec<_>>()))?;
    constant("Regions and their names.", "REGION_NAMES", pair, format!("{:?}", titles.collect::<Vec<_>>()))?;
    Ok(text)
}
