//! Every rule of the comparison, in both directions.

mod common;

use std::collections::BTreeSet;

use kci_codegen::diff::{Level, Model, RULES, Report, Step, diff};
use serde_json::{Value, json};

/// A dump with a little of everything.
fn dump() -> Value {
    json!({
        "dump": 2, "service": "tea", "version": "1", "default_region": "n", "time_offset_seconds": 0, "action_in": "parameters",
        "signatures": [{"name": "v4", "parameters": [{"name": "X-Date", "in": "header", "required": true}]}],
        "endpoints": [{"name": "regional", "host": "tea.example.com"}],
        "errors": [{"code": "Hot", "message": "%s", "http_status": 400, "retryable": false,
            "fault": "client", "outcome": "refused", "throttling": false, "clock_skew": false}],
        "regions": [{"region": "n", "zones": ["na"]}],
        "subjects": {}, "conversions": ["From<Cup> for Cup"],
        "waiters": {"Ready": {"delay_seconds": 5}},
        "operations": {"Make": {
            "rust": "make", "methods": ["POST", "GET"], "recommended_method": null, "default_method": "POST", "body": "form", "effect": "create", "yields": "PotId", "find_again": null, "recreates": null,
            "paginator": {"items": "Pots.N"},
            "request": {
                "Leaf": {"type": "string", "required": false, "rust": "leaf"},
                "Kind": {"type": "string", "required": false, "enum": ["Green", "Black"],
                    "rust": "kind", "rust_type": "Kind", "rust_values": ["Green", "Black"]},
                "Cups": {"type": "integer", "required": false, "min": 1, "max": 9, "default": 2, "unit": "cup"},
                "Pot": {"type": "object", "required": false},
                "Pot.Size": {"type": "integer", "required": true}
            },
            "response": {
                "PotId": {"type": "string", "rust": "pot_id"}, "Pots.N": {"type": "object", "nullable": true},
                "State": {"type": "string", "enum": ["Brewing", "Ready"]}, "Water": {"type": "float", "max": 5}
            }
        }}
    })
}

/// A dump in which the value at a pointer is another; null takes the key away.
fn with(pointer: &str, value: &Value) -> Value {
    let mut dump = dump();
    let (holder, key) = pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/");
    match dump.pointer_mut(holder).expect("the place") {
        Value::Object(members) if value.is_null() => drop(members.remove(&key)),
        Value::Object(members) => drop(members.insert(key, value.clone())),
        Value::Array(elements) if value.is_null() => drop(elements.remove(key.parse().expect("an index"))),
        Value::Array(elements) => elements.push(value.clone()),
        other => panic!("nothing can be put into {other}"),
    }
    dump
}

fn compare(old: &Value, new: &Value) -> Report {
    let model = |dump: &Value| Model::from_dump(&dump.to_string()).expect("a dump");
    diff(&model(old), &model(new))
}

use Level::{Breaking as B, Compatible as C, None as N};

/// Where the dump is changed, to what, and the rule with its levels (wire, rust) there and back.
type Case = (&'static str, Value, (&'static str, Level, Level), (&'static str, Level, Level));

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    vec![
        ("/version", json!("2"), ("version-changed", B, C), ("version-changed", B, C)),
        ("/default_region", json!("s"), ("default-region-changed", B, C), ("default-region-changed", B, C)),
        ("/endpoints/1", json!({"name": "global", "host": "t"}), ("endpoint-added", C, C), ("endpoint-removed", B, B)),
        ("/endpoints/0/host", json!("other"), ("endpoint-changed", B, C), ("endpoint-changed", B, C)),
        ("/regions/1", json!({"region": "s", "zones": []}), ("region-added", C, N), ("region-removed", B, N)),
        ("/regions/0/zones/1", json!("nb"), ("zone-added", C, N), ("zone-removed", B, N)),
        ("/errors/1", json!({"code": "Cold", "message": ""}), ("error-added", C, C), ("error-removed", C, B)),
        ("/errors/1", json!({"code": "Hot", "message": "still"}), ("error-added", C, C), ("error-removed", C, N)),
        ("/errors/0/http_status", json!(503), ("error-status-changed", B, C), ("error-status-changed", B, C)),
        ("/errors/0/outcome", json!("unknown"), ("error-outcome-changed", C, B), ("error-outcome-changed", C, B)),
        ("/errors/0/throttling", json!(true), ("error-throttling-changed", C, B), ("error-throttling-changed", C, B)),
        ("/errors/0/clock_skew", json!(true), ("error-clock-skew-changed", C, B), ("error-clock-skew-changed", C, B)),
        ("/operations/Make/recreates", json!({"shape": "Pot"}), ("recreation-added", N, C), ("recreation-removed", N, B)),
        ("/conversions/1", json!("From<Pot> for Pot"), ("conversion-added", N, C), ("conversion-removed", N, B)),
        ("/operations/Make/response/PotId/optional", json!(true), ("optionality-changed", N, B), ("optionality-changed", N, B)),
        ("/operations/Make/find_again", json!({"action": "List"}), ("find-again-changed", N, B), ("find-again-changed", N, B)),
        ("/operations/Make/yields", json!("Colour"), ("yields-changed", C, N), ("yields-changed", C, N)),
        ("/errors/0/retryable", json!(true), ("error-retryability-changed", C, B), ("error-retryability-changed", C, B)),
        ("/waiters/Cold", json!({}), ("waiter-added", N, C), ("waiter-removed", N, B)),
        ("/waiters/Ready/delay_seconds", json!(9), ("waiter-pace-changed", N, C), ("waiter-pace-changed", N, C)),
        ("/waiters/Ready/deadline_seconds", json!(9), ("waiter-pace-changed", N, C), ("waiter-pace-changed", N, C)),
        ("/waiters/Ready/max_delay_seconds", json!(9), ("waiter-pace-changed", N, C), ("waiter-pace-changed", N, C)),
        ("/waiters/Ready/hints", json!([{}]), ("subject-changed", N, C), ("subject-changed", N, C)),
        ("/subjects/List", json!({"items": "Pots.N"}), ("subject-changed", N, C), ("subject-changed", N, C)),
        ("/waiters/Ready/acceptors", json!([{}]), ("waiter-changed", N, B), ("waiter-changed", N, B)),
        ("/service", json!("coffee"), ("service-changed", B, B), ("service-changed", B, B)),
        ("/time_offset_seconds", json!(3600), ("time-offset-changed", B, B), ("time-offset-changed", B, B)),
        ("/title", json!({"en": "Tea", "zh": ""}), ("documentation-changed", N, N), ("documentation-changed", N, N)),
        ("/errors/0/message", json!("%s!"), ("error-message-changed", C, N), ("error-message-changed", C, N)),
        ("/errors/0/fault", json!("server"), ("error-fault-changed", C, B), ("error-fault-changed", C, B)),
        ("/signatures/1", json!({"name": "simple", "parameters": []}), ("signature-added", C, N), ("signature-removed", B, N)),
        ("/signatures/0/parameters/1", json!({"name": "X-Id", "in": "header", "required": true}), ("signature-changed", B, N), ("signature-changed", B, N)),
        ("/signatures/0/parameters/1", json!({"name": "X-Id", "in": "header", "required": false}), ("signature-changed", C, N), ("signature-changed", B, N)),
        ("/signatures/0/parameters/0/required", json!(false), ("signature-changed", C, N), ("signature-changed", B, N)),
        ("/signatures/0/parameters/0/dry_run", json!(true), ("dry-run-changed", N, C), ("dry-run-changed", N, B)),
        ("/operations/Pour", json!({"request": {}, "response": {}}), ("action-added", C, C), ("action-removed", B, B)),
        ("/operations/Make/methods/1", Value::Null, ("method-removed", B, N), ("method-added", C, N)),
        ("/operations/Make/recommended_method", json!("GET"), ("recommended-method-changed", N, N), ("recommended-method-changed", N, N)),
        ("/operations/Make/default_method", json!("GET"), ("default-method-changed", C, N), ("default-method-changed", C, N)),
        ("/operations/Make/body", json!("json"), ("body-changed", B, N), ("body-changed", B, N)),
        ("/operations/Make/relations", json!([{"unique": ["Leaf"]}]), ("relation-added", B, B), ("relation-removed", C, C)),
        ("/action_in", json!("headers"), ("action-place-changed", B, C), ("action-place-changed", B, C)),
        ("/operations/Make/effect", json!("read"), ("effect-changed", N, B), ("effect-changed", N, B)),
        ("/operations/Make/paginator/items", json!("Cups.N"), ("paginator-changed", N, B), ("paginator-changed", N, B)),
        ("/operations/Make/request/Milk", json!({"type": "string", "required": false}), ("member-added", C, C), ("member-removed", B, B)),
        ("/operations/Make/request/Milk", json!({"type": "string", "required": true}), ("member-added-required", B, B), ("member-removed", B, B)),
        ("/operations/Make/response/Milk", json!({"type": "string"}), ("member-added", C, C), ("member-removed", B, B)),
        ("/operations/Make/request/Leaf/required", json!(true), ("member-became-required", B, B), ("member-became-optional", C, B)),
        ("/operations/Make/request/Leaf/required", json!("conditional"), ("member-became-conditional", B, B), ("member-became-optional", C, C)),
        ("/operations/Make/request/Leaf/required_when", json!({"path": "Kind", "absent": true}), ("condition-changed", B, B), ("condition-changed", B, B)),
        ("/operations/Make/request/Leaf/recommended", json!(true), ("recommendation-changed", N, C), ("recommendation-changed", N, C)),
        ("/operations/Make/request/Leaf/type", json!("long"), ("type-changed", B, B), ("type-changed", B, B)),
        ("/operations/Make/request/Cups/type", json!("long"), ("type-widened", C, N), ("type-changed", B, B)),
        ("/operations/Make/request/Leaf/enum", json!(["a"]), ("enum-added", B, B), ("enum-removed", C, B)),
        ("/operations/Make/request/Kind/enum/2", json!("White"), ("enum-value-added", C, C), ("enum-value-removed", B, B)),
        ("/operations/Make/response/State/enum/2", json!("Cold"), ("enum-value-added", C, C), ("enum-value-removed", C, B)),
        ("/operations/Make/request/Cups/min", json!(2), ("lower-bound-raised", B, B), ("lower-bound-lowered", C, C)),
        ("/operations/Make/request/Cups/max", json!(8), ("upper-bound-lowered", B, B), ("upper-bound-raised", C, C)),
        ("/operations/Make/request/Leaf/max_length", json!(8), ("upper-bound-lowered", B, B), ("upper-bound-raised", C, C)),
        ("/operations/Make/response/Water/max", json!(4), ("upper-bound-lowered", C, C), ("upper-bound-raised", C, C)),
        ("/operations/Make/request/Leaf/pattern", json!("^a$"), ("pattern-added", B, B), ("pattern-removed", C, C)),
        ("/operations/Make/request/Cups/default", json!(3), ("default-changed", B, B), ("default-changed", B, B)),
        ("/operations/Make/request/Leaf/default", json!("a"), ("default-added", C, C), ("default-removed", C, C)),
        ("/operations/Make/request/Cups/unit", json!("mug"), ("unit-changed", B, B), ("unit-changed", B, B)),
        ("/operations/Make/request/Cups/max_when", json!([{"path": "Kind", "equals": "Green", "max": 3}]), ("upper-bound-lowered", B, B), ("upper-bound-raised", C, C)),
        ("/operations/Make/request/Cups/max_when", json!([{"context": {"sun": "high"}, "max": 30}]), ("upper-bound-raised", C, C), ("upper-bound-lowered", B, B)),
        ("/operations/Make/request/Cups/max_when", json!([{"path": "Leaf", "absent": true, "max": 9}]), ("limit-repeated", N, N), ("limit-repeated", N, N)),
        ("/operations/Make/request/Kind/enum_when", json!([{"path": "Cups", "equals": 1, "enum": ["Green"]}]), ("values-narrowed", B, B), ("values-widened", C, C)),
        ("/operations/Make/request/Leaf/enum_when", json!([{"path": "Cups", "equals": 1, "enum": ["a"]}]), ("values-narrowed", B, B), ("values-widened", C, C)),
        ("/operations/Make/request/Cups/default_when", json!([{"path": "Kind", "equals": "Green", "default": 3}]), ("default-changed", B, B), ("default-changed", B, B)),
        ("/operations/Make/request/Leaf/default_when", json!([{"path": "Kind", "equals": "Green", "default": "a"}]), ("default-added", C, C), ("default-removed", C, C)),
        ("/operations/Make/request/Leaf/effective_when", json!({"path": "Kind", "absent": true}), ("documentation-changed", N, N), ("documentation-changed", N, N)),
        ("/operations/Make/request/Leaf/description", json!({"en": "Which.", "zh": ""}), ("documentation-changed", N, N), ("documentation-changed", N, N)),
        ("/operations/Make/request/Pot/unique_by", json!("Size"), ("uniqueness-added", B, B), ("uniqueness-removed", C, C)),
        ("/operations/Make/request/Kind/ignore_case", json!(true), ("case-ignored", C, C), ("case-matters", B, B)),
        ("/operations/Make/response/PotId/aliases", json!(["Id"]), ("alias-added", C, N), ("alias-removed", B, N)),
        ("/operations/Make/rust", json!("brew"), ("rust-name-changed", N, B), ("rust-name-changed", N, B)),
        ("/operations/Make/request/Leaf/rust", json!("blade"), ("rust-name-changed", N, B), ("rust-name-changed", N, B)),
        ("/operations/Make/request/Kind/rust_type", json!("Sort"), ("rust-type-renamed", N, B), ("rust-type-renamed", N, B)),
        ("/operations/Make/request/Kind/rust_values", json!(["Verdant", "Black"]), ("rust-name-changed", N, B), ("rust-name-changed", N, B)),
        ("/operations/Make/request/Leaf/private", json!(true), ("privacy-changed", N, C), ("privacy-changed", N, C)),
        ("/operations/Make/request/Leaf/sensitive", json!(true), ("secrecy-changed", N, B), ("secrecy-changed", N, B)),
        ("/operations/Make/request/Leaf/format", json!("utc-time"), ("time-format-added", B, B), ("time-format-removed", C, B)),
        ("/operations/Make/response/PotId/format", json!("utc-time"), ("time-format-added", C, B), ("time-format-removed", B, B)),
        ("/operations/Make/response/PotId/nullable", json!(true), ("nullability-changed", C, B), ("nullability-changed", C, B)),
    ]
}

fn check(old: &Value, new: &Value, (rule, wire, rust): (&str, Level, Level), pointer: &str) {
    let report = compare(old, new);
    let found: Vec<_> = report.findings().iter().map(|finding| (finding.rule, finding.wire, finding.rust)).collect();
    assert_eq!(found, [(rule, wire, rust)], "{pointer}");
}

#[test]
fn every_change_is_found_there_and_back() {
    for (pointer, value, there, back) in cases() {
        let changed = with(pointer, &value);
        check(&dump(), &changed, there, pointer);
        check(&changed, &dump(), back, pointer);
        assert!(compare(&changed, &changed).findings().is_empty(), "{pointer}");
    }
}

#[test]
fn a_pattern_that_changes_may_refuse_what_it_allowed() {
    let pointer = "/operations/Make/request/Leaf/pattern";
    check(&with(pointer, &json!("^a$")), &with(pointer, &json!("^b$")), ("pattern-changed", B, B), pointer);
}

#[test]
fn patterns_are_compared_by_the_texts_that_they_take() {
    let pattern = |text: &str| with("/operations/Make/request/Leaf/pattern", &json!(text));
    let (few, many) = (pattern("^[a-z]{1,8}$"), pattern("^[a-zA-Z0-9]+$"));
    check(&few, &many, ("pattern-widened", C, C), "more texts");
    check(&many, &few, ("pattern-narrowed", B, B), "fewer texts");
    for (one, other) in [("^(ab|ac)$", "^a[bc]$"), ("^a[bc]$", "^(ab|ac)$")] {
        check(&pattern(one), &pattern(other), ("pattern-rewritten", N, N), "the same texts");
    }
    let answer = |text: &str| with("/operations/Make/response/PotId/pattern", &json!(text));
    check(&answer("^a+$"), &answer("^a$"), ("pattern-narrowed", C, C), "fewer texts to read");
}

#[test]
fn a_pattern_that_nothing_can_be_made_of_is_taken_for_another() {
    let pattern = |text: &str| with("/operations/Make/request/Leaf/pattern", &json!(text));
    check(&pattern("^a(?=b)$"), &pattern("^a$"), ("pattern-changed", B, B), "old");
    check(&pattern("^a$"), &pattern("^a(?=b)$"), ("pattern-changed", B, B), "new");
}

#[test]
fn times_of_another_format_are_of_the_same_type() {
    let format = |text: &str| with("/operations/Make/response/PotId/format", &json!(text));
    for (one, other) in [("utc-time", "local-time"), ("local-time", "utc-time")] {
        check(&format(one), &format(other), ("time-format-changed", B, N), one);
    }
}

#[test]
fn a_type_that_is_renamed_is_told_of_once() {
    let mut old = dump();
    old["operations"]["Make"]["request"]["Second"] = old["operations"]["Make"]["request"]["Kind"].clone();
    let mut new = old.clone();
    for member in ["Kind", "Second"] {
        new["operations"]["Make"]["request"][member]["rust_type"] = json!("Sort");
    }
    check(&old, &new, ("rust-type-renamed", N, B), "there");
    check(&new, &old, ("rust-type-renamed", N, B), "back");
}

#[test]
fn what_a_dump_of_old_does_not_tell_is_not_compared() {
    let new = with("/operations/Make/request/Leaf/sensitive", &json!(true));
    let mut old = dump();
    old.as_object_mut().expect("a dump").remove("dump");
    old["operations"]["Make"]["request"]["Leaf"].as_object_mut().expect("a member").remove("rust");
    old["operations"]["Make"].as_object_mut().expect("an action").remove("rust");
    old["operations"]["Make"]["request"]["Kind"] =
        json!({"type": "string", "required": false, "enum": ["Green", "Black"]});
    assert!(compare(&old, &new).findings().is_empty());
    assert!(compare(&new, &old).findings().is_empty());
}

#[test]
fn a_value_that_becomes_a_list_is_one_change() {
    let mut changed = with("/operations/Make/request/Leaf", &Value::Null);
    changed["operations"]["Make"]["request"]["Leaf.N"] = json!({"type": "string", "required": false});
    check(&dump(), &changed, ("member-became-list", B, B), "Leaf");
    check(&changed, &dump(), ("member-became-single", B, B), "Leaf");
}

/// Puts a value at a pointer of both sides' dump, and expects one finding there and one back.
#[track_caller]
fn check_values(pointer: &str, [one, other]: [Value; 2], there: (&str, Level, Level), back: (&str, Level, Level)) {
    let (old, new) = (with(pointer, &one), with(pointer, &other));
    check(&old, &new, there, pointer);
    check(&new, &old, back, pointer);
}

#[test]
fn a_type_that_can_no_longer_be_compared_breaks_callers() {
    let (lost, gained) = (("equality-lost", N, B), ("equality-gained", N, C));
    for pointer in ["/operations/Make/request_shape", "/operations/Make/request/Pot/shape"] {
        check_values(pointer, [true, false].map(|eq| json!({"eq": eq})), lost, gained);
        check_values(pointer, [true, false].map(|eq| json!({"variants": {"Clay": {"eq": eq}}})), lost, gained);
    }
}

#[test]
fn a_number_with_a_fraction_takes_equality_from_what_holds_it() {
    let new = common::tea();
    let old = common::with(common::LIST, ",\n          {\"name\": \"Water\", \"type\": \"float\"}", "");
    let model = |files| Model::from(&common::resolved(files).ir);
    let report = diff(&model(&old), &model(&new));
    let lost = report.findings().iter().filter(|finding| finding.rule == "equality-lost");
    let places: Vec<_> = lost.map(|finding| finding.place.as_str()).collect();
    assert_eq!(places, ["List response", "List response Pots.N"]);
    assert_eq!(report.rust(), B);
}

#[test]
fn a_request_that_is_made_of_other_values_breaks_callers() {
    let told = ("recreation-changed", N, B);
    check_values("/operations/Make/recreates", ["Pot", "Cup"].map(|shape| json!({"shape": shape})), told, told);
}

#[test]
fn arguments_that_are_swapped_break_callers() {
    let order = |new: [&str; 2]| json!({"new": new, "members": new});
    let told = ("arguments-reordered", N, B);
    check_values(
        "/operations/Make/request_shape",
        [order(["BoxName", "Zone"]), order(["Zone", "BoxName"])],
        told,
        told,
    );
    check_values(
        "/operations/Make/request/Pot/shape",
        [["BoxName", "Zone"], ["Zone", "BoxName"]].map(|new| json!({"variants": {"Clay": order(new)}})),
        told,
        told,
    );
}

#[test]
fn members_that_are_swapped_break_nobody() {
    let order = |members: [&str; 2]| json!({"new": [], "members": members});
    let told = ("order-changed", N, N);
    check_values("/operations/Make/request_shape", [order(["Leaf", "Kind"]), order(["Kind", "Leaf"])], told, told);
}

#[test]
fn the_first_endpoint_is_the_default() {
    let (a, b) = (json!({"name": "a", "host": "a"}), json!({"name": "b", "host": "b"}));
    let told = ("default-endpoint-changed", B, C);
    check_values("/endpoints", [json!([a, b]), json!([b, a])], told, told);
}

#[test]
fn maxima_under_a_condition_are_compared_with_what_held_before() {
    let pointer = "/operations/Make/request/Cups/max_when";
    let max = |max: u64| json!([{"path": "Kind", "equals": "Green", "max": max}]);
    let (raised, lowered) = (("upper-bound-raised", C, C), ("upper-bound-lowered", B, B));
    check_values(pointer, [max(3), max(4)], raised, lowered);
    let also = json!([{"path": "Kind", "equals": "Green", "max": 3}, {"path": "Leaf", "absent": true, "max": 4}]);
    let turned = json!([{"path": "Leaf", "absent": true, "max": 4}, {"path": "Kind", "equals": "Green", "max": 3}]);
    check_values(pointer, [max(3), also.clone()], lowered, raised);
    let told = ("conditions-reordered", B, B);
    check_values(pointer, [also, turned], told, told);
}

#[test]
fn values_under_a_condition_are_compared_as_sets() {
    let pointer = "/operations/Make/request/Kind/enum_when";
    let values = |values: &[&str]| json!([{"path": "Cups", "equals": 1, "enum": values}]);
    let (widened, narrowed) = (("values-widened", C, C), ("values-narrowed", B, B));
    check_values(pointer, [values(&["Green"]), values(&["Green", "Black"])], widened, narrowed);
    check_values(pointer, [values(&["Green"]), values(&["Black"])], narrowed, narrowed);
}

#[test]
fn another_key_that_no_two_may_share_refuses_other_lists() {
    let told = ("uniqueness-changed", B, B);
    check_values("/operations/Make/request/Pot/unique_by", [json!("Size"), json!("Name")], told, told);
}

#[test]
fn a_member_of_one_variant_is_compared_with_that_of_the_same_variant() {
    let tag = json!({"type": "string", "required": true, "enum": ["Clay", "Iron"]});
    let variants = |clay: Value, iron: Option<Value>| {
        let mut dump = with("/operations/Make/request/Pot.Type", &tag);
        let mut by_variant = json!({"Pot.Type=Clay": clay});
        if let Some(iron) = iron {
            by_variant["Pot.Type=Iron"] = iron;
        }
        // What is said of all variants is that of the first.
        dump["operations"]["Make"]["request"]["Pot.Lid"] =
            json!({"type": "integer", "required": false, "by_variant": by_variant});
        dump
    };
    let lid = |max: u64| json!({"type": "integer", "required": false, "max": max});
    let (one, other) = (variants(lid(9), Some(lid(9))), variants(lid(9), Some(lid(8))));
    check(&one, &other, ("upper-bound-lowered", B, B), "the second variant");
    check(&other, &one, ("upper-bound-raised", C, C), "the second variant");
    let (without, with) =
        (variants(lid(9), None), variants(lid(9), Some(json!({"type": "integer", "required": true}))));
    check(&without, &with, ("member-added-required", B, B), "another argument of the second variant");
    check(&with, &without, ("member-removed", B, B), "another argument of the second variant");
}

#[test]
fn a_dump_of_a_later_edition_is_refused() {
    let mut dump = dump();
    dump["dump"] = json!(99);
    assert!(Model::from_dump(&dump.to_string()).is_err_and(|error| error.to_string().contains("edition 99")));
}

#[test]
fn a_paginator_comes_and_goes() {
    let mut changed = dump();
    changed["operations"]["Make"]["paginator"] = Value::Null;
    check(&dump(), &changed, ("paginator-removed", N, B), "paginator");
    check(&changed, &dump(), ("paginator-added", N, C), "paginator");
}

#[test]
fn what_comes_with_its_holder_is_told_once() {
    let mut changed = with("/operations/Make/request/Pot", &Value::Null);
    changed["operations"]["Make"]["request"].as_object_mut().expect("members").remove("Pot.Size");
    check(&dump(), &changed, ("member-removed", B, B), "Pot");
    check(&changed, &dump(), ("member-added", C, C), "Pot");
}

#[test]
fn every_rule_is_tried_and_the_list_of_rules_is_sorted() {
    let elsewhere = [
        "pattern-changed",
        "pattern-narrowed",
        "pattern-rewritten",
        "pattern-widened",
        "time-format-changed",
        "member-became-list",
        "member-became-single",
        "paginator-added",
        "paginator-removed",
        "arguments-reordered",
        "recreation-changed",
        "equality-gained",
        "equality-lost",
        "order-changed",
        "conditions-reordered",
        "default-endpoint-changed",
        "uniqueness-changed",
    ];
    let tried: BTreeSet<&str> = cases().iter().flat_map(|case| [case.2.0, case.3.0]).chain(elsewhere).collect();
    let listed: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert!(listed.is_sorted());
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), tried);
    assert!(RULES.iter().all(|rule| !rule.why.is_empty()));
}

#[test]
fn the_step_of_the_version_is_that_of_the_worst() {
    let step = |pointer: &str, value: Value| compare(&dump(), &with(pointer, &value)).step();
    assert_eq!(compare(&dump(), &dump()).step(), Step::None);
    assert_eq!(step("/operations/Make/request/Milk", json!({"type": "string"})), Step::Minor);
    assert_eq!(step("/operations/Make/request/Leaf", Value::Null), Step::Major);
}

#[test]
fn what_is_no_dump_is_refused() {
    for text in ["", "[]", "{}", r#"{"operations": {"Make": {}}}"#] {
        assert!(Model::from_dump(text).is_err(), "{text}");
    }
}

#[test]
fn a_model_and_its_dump_are_the_same() {
    let ir = common::resolved(&common::tea()).ir;
    let text = kci_codegen::describe::json(&ir).to_string();
    assert_eq!(Model::from_dump(&text).expect("a dump"), Model::from(&ir));
}

#[test]
fn the_changelog_is_ready_to_paste() {
    let mut changed = with("/operations/Make/request/Cups/max", &json!(8));
    changed["operations"]["Make"]["request"]["Milk"] = json!({"type": "string", "required": false});
    changed["operations"]["Make"]["default_method"] = json!("GET");
    changed["operations"]["Make"]["title"] = json!({"en": "Make tea", "zh": ""});
    insta::assert_snapshot!(compare(&dump(), &changed).changelog());
}

#[test]
fn the_verdict_is_read_by_people() {
    insta::assert_snapshot!(compare(&dump(), &with("/operations/Make/request/Cups/max", &json!(8))));
}
