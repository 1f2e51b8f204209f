//! The documents, what is put right in them, and what the live API has beyond them: any choice of these compiles.

use std::collections::{BTreeMap, BTreeSet};

use kci_codegen::Compiler;
use kci_codegen::diff::{Level, Model, diff};
use serde_json::Value;

const CHOICES: [&[&str]; 4] = [&[], &["errata"], &["live"], &["errata", "live"]];

fn compiler(overlays: &[&str]) -> Compiler {
    Compiler::new().files(kci_spec::KCI).overlays(overlays)
}

fn model(overlays: &[&str]) -> Value {
    let compiled = compiler(overlays).resolve().unwrap_or_else(|findings| panic!("{overlays:?}: {findings}"));
    kci_codegen::describe::json(&compiled.ir)
}

fn overlay(name: &str) -> Value {
    let path = format!("overlays/{name}.json");
    let (_, text) = kci_spec::KCI.iter().find(|(file, _)| *file == path).expect("the overlay");
    serde_json::from_str(text).expect("JSON")
}

fn entries(overlay: &Value) -> impl Iterator<Item = &Value> {
    overlay["entries"].as_array().expect("entries").iter()
}

#[test]
fn every_choice_of_overlays_becomes_code() {
    for overlays in CHOICES {
        let compiled = compiler(overlays).resolve().unwrap_or_else(|findings| panic!("{overlays:?}: {findings}"));
        assert!(compiled.warnings.is_empty(), "{overlays:?}: {}", compiled.warnings);
        let code = compiler(overlays).generate().expect("the spec compiles");
        assert!(syn::parse_file(&code).is_ok(), "{overlays:?}");
        let live = overlays.contains(&"live");
        assert_eq!(code.contains("pub struct ExecContainerCommandRequest"), live, "{overlays:?}");
        assert_eq!(code.contains("\"ContainerGroup.Name\""), overlays.is_empty(), "{overlays:?}");
    }
}

#[test]
fn the_order_of_the_overlays_does_not_matter_to_the_wire() {
    let (one, other) = (compiler(&["errata", "live"]), compiler(&["live", "errata"]));
    let model = |compiler: Compiler| Model::from(&compiler.resolve().expect("the spec compiles").ir);
    let report = diff(&model(one), &model(other));
    assert_eq!(report.wire().max(report.rust()), Level::None, "{report}");
}

/// A path, and the type there.
type Table = BTreeMap<String, Value>;

#[test]
fn the_live_overlay_alone_has_every_name_of_the_live_api() {
    let known: Value = serde_json::from_str(include_str!("../data/live_parameters.json")).expect("JSON");
    let known: BTreeMap<String, BTreeMap<String, Table>> =
        serde_json::from_value(known["operations"].clone()).expect("tables");
    let (alone, both) = (model(&["live"]), model(&["errata", "live"]));
    let mut compared = 0;
    for (action, sides) in &known {
        for (side, table) in sides {
            let at = |model: &Value, path: &str| model["operations"][action][side][path]["type"].clone();
            // The action's own name is a common parameter.
            for path in table.keys().filter(|path| *path != "Action") {
                assert!(at(&alone, path).is_string(), "{action} {side} {path}");
                assert_eq!(at(&alone, path), at(&both, path), "{action} {side} {path}");
                compared += 1;
            }
        }
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn the_live_overlay_alone_keeps_no_name_that_the_errata_put_right() {
    let (alone, both) = (model(&["live"]), model(&["errata", "live"]));
    for (action, sides) in both["operations"].as_object().expect("actions") {
        for side in ["request", "response"] {
            let paths = |value: &Value| value[side].as_object().expect("a table").keys().cloned().collect::<Vec<_>>();
            assert_eq!(paths(&alone["operations"][action]), paths(sides), "{action} {side}");
        }
    }
}

#[test]
fn what_the_errata_add_to_the_live_overlay_refuses_nothing() {
    let model = |overlays: &[&str]| Model::from(&compiler(overlays).resolve().expect("the spec compiles").ir);
    let report = diff(&model(&["live"]), &model(&["errata", "live"]));
    let breaking = report.findings().iter().filter(|finding| finding.wire == Level::Breaking);
    let rules: BTreeSet<&str> = breaking.map(|finding| finding.rule).collect();
    // `Gi` and `GiB` are one unit.
    assert_eq!(rules, BTreeSet::from(["unit-changed"]));
}

#[test]
fn every_correction_that_rests_on_the_sdks_is_one_of_the_live_overlay_too() {
    let (errata, live) = (overlay("errata"), overlay("live"));
    let rests = |entry: &&Value| entry["evidence"].to_string().contains("SDK");
    let resting: BTreeSet<&str> = entries(&errata).filter(rests).filter_map(|entry| entry["id"].as_str()).collect();
    let repeated: BTreeSet<&str> = entries(&live).filter_map(|entry| entry["same_as"]["entry"].as_str()).collect();
    let missing: Vec<_> = resting.difference(&repeated).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(resting.len() > 20, "{resting:?}");
}
