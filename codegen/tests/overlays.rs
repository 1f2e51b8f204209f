//! Overlays: what each operation does, and that what was touched says why.

mod common;

use common::{compiler, finding, resolved, with_entries, with_file};
use kci_codegen::ir::{Ir, Member, Shape, ShapeKind, Side, Type};

/// The request of the action that makes tea.
fn request(ir: &Ir) -> &Shape {
    let action = ir.actions.iter().find(|action| action.name.wire == "Make").expect("the action");
    ir.shape(action.request)
}

fn member<'i>(ir: &'i Ir, name: &str) -> Option<&'i Member> {
    request(ir).members().iter().find(|member| member.name.wire == name)
}

/// The model with one entry at a place.
fn with(at: &str, change: &str) -> Ir {
    resolved(&with_entries(&format!(r#"{{"id": "entry", "at": {at}, {change}, "reason": "Because."}}"#))).ir
}

const POT: &str = r#"{"action": "Make", "side": "request", "member": "Pot"}"#;

#[test]
fn set_gives_a_key_a_value_and_tells_why() {
    let ir = with(POT, r#""set": {"max_length": 30}"#);
    let pot = member(&ir, "Pot").expect("the member");
    assert_eq!(pot.constraints.max_length, Some(30));
    let why: Vec<_> =
        pot.provenance.iter().map(|one| (one.overlay.as_str(), one.entry.as_str(), one.reason.as_str())).collect();
    assert_eq!(why, [("errata", "entry", "Because.")]);
    assert!(member(&ir, "Cups").expect("another").provenance.is_empty());
}

#[test]
fn unset_takes_a_key_away() {
    let ir = with(POT, r#""unset": ["pattern"]"#);
    assert_eq!(member(&ir, "Pot").expect("the member").constraints.pattern, None);
}

#[test]
fn a_member_is_renamed() {
    let ir = with(POT, r#""rename": "Kettle""#);
    assert!(member(&ir, "Pot").is_none());
    assert_eq!(member(&ir, "Kettle").expect("the member").name.rust, "kettle");
}

#[test]
fn references_follow_a_renamed_shape() {
    let ir = with(r#"{"action": "Make", "side": "request", "shape": "Guest"}"#, r#""rename": "Visitor""#);
    let guest = member(&ir, "Guest").expect("the member");
    let Type::Shape(id) = guest.ty else { panic!("a shape") };
    assert_eq!(ir.shape(id).name.wire, "Visitor");
    assert!(matches!(member(&ir, "Host").expect("the member").ty, Type::Shape(other) if other == id));
}

#[test]
fn a_parameter_of_an_example_is_renamed() {
    let ir = with(r#"{"action": "Make", "example": 0, "parameter": "Pot"}"#, r#""rename": "Kettle""#);
    let action = ir.actions.iter().find(|action| action.name.wire == "Make").expect("the action");
    assert!(action.examples[0].parameters.contains(&("Kettle".to_owned(), "blue".to_owned())));
}

#[test]
fn a_member_is_removed() {
    let ir = with(r#"{"action": "Make", "side": "request", "member": "Served"}"#, r#""remove": true"#);
    assert!(member(&ir, "Served").is_none());
}

#[test]
fn members_and_shapes_are_added() {
    let files = with_entries(
        r#"{"id": "shape", "at": {"action": "Make", "side": "request"}, "reason": "r",
            "add": {"shapes": {"Spoon": {"members": [{"name": "Long", "type": "boolean"}]}}}},
           {"id": "member", "at": {"action": "Make", "side": "request"}, "reason": "r",
            "add": {"members": [{"name": "Spoon", "shape": "Spoon", "list": true}]}}"#,
    );
    let ir = resolved(&files).ir;
    let spoon = member(&ir, "Spoon").expect("the member");
    assert_eq!(spoon.provenance.len(), 1);
    let Type::Shape(id) = spoon.ty else { panic!("a shape") };
    assert_eq!(ir.shape(id).provenance[0].entry, "shape");
}

#[test]
fn variants_are_added() {
    let at = r#"{"action": "Make", "side": "request", "shape": "Topping"}"#;
    let ir = with(at, r#""add": {"variants": [{"value": "Lemon", "members": [{"name": "Type", "type": "string"}]}]}"#);
    let topping = ir.shapes.iter().find(|shape| shape.name.wire == "Topping").expect("the shape");
    let ShapeKind::Union { variants, .. } = &topping.kind else { panic!("a union") };
    assert_eq!(
        variants.iter().map(|variant| variant.name.rust.as_str()).collect::<Vec<_>>(),
        ["Milk", "Syrup", "Lemon"]
    );
}

#[test]
fn values_are_added() {
    let at = r#"{"action": "Make", "side": "request", "member": "Leaf"}"#;
    let ir = with(at, r#""add": {"values": [{"value": "White"}]}"#);
    let leaf = ir.enums.iter().find(|item| item.name.wire == "Leaf").expect("the enum");
    assert_eq!(leaf.values.last().expect("a value").name.wire, "White");
    assert_eq!(member(&ir, "Leaf").expect("the member").provenance.len(), 1, "the member tells of it");
}

#[test]
fn actions_errors_and_regions_are_added() {
    let ir = with(
        "{}",
        r#""add": {
            "actions": [{"action": "Pour", "effect": "idempotent", "request": {"members": []}, "response": {"members": []}}],
            "errors": [{"code": "Spilt", "message": "", "http_status": 410, "fault": "client"}],
            "regions": [{"region": "west-1", "zones": []}]}"#,
    );
    let pour = ir.actions.iter().find(|action| action.name.wire == "Pour").expect("the action");
    assert_eq!(pour.provenance[0].entry, "entry");
    assert_eq!(ir.service.errors.last().expect("a row").code.wire, "Spilt");
    assert_eq!(ir.service.regions.last().expect("a region").region, "west-1");
}

#[test]
fn rows_of_the_service_are_changed_where_they_stand() {
    let ir = with(r#"{"error": "TooBusy", "message": "Try"}"#, r#""set": {"http_status": 429}"#);
    let row = ir.service.errors.iter().find(|row| row.code.wire == "TooBusy").expect("the row");
    assert_eq!(row.http_status, 429);
    let ir = with(r#"{"waiter": "PotReady"}"#, r#""set": {"delay_seconds": 9}"#);
    assert_eq!(ir.waiters[0].delay_seconds, 9);
}

#[test]
fn overlays_are_those_of_the_service_or_those_that_are_chosen() {
    let files = with_file(
        "overlays/second.json",
        r#"{"name": "second", "entries": [
        {"id": "two", "at": {"action": "Make", "side": "request", "member": "Guest"}, "set": {"max_items": 2}, "reason": "r"}]}"#,
    );
    let guests = |compiler: kci_codegen::Compiler| {
        let ir = compiler.resolve().expect("the spec compiles").ir;
        member(&ir, "Guest").expect("the member").constraints.max_items
    };
    assert_eq!(guests(compiler(&files)), Some(8));
    assert_eq!(guests(compiler(&files).no_overlays()), Some(4));
    assert_eq!(guests(compiler(&files).overlays(["second"])), Some(2));
    assert_eq!(guests(compiler(&files).overlays(["errata", "second"])), Some(2));
}

#[test]
fn an_overlay_that_does_not_exist_is_an_error() {
    let found = compiler(&common::tea()).overlays(["eratta"]).resolve().expect_err("an error");
    let finding = found.iter().next().expect("a finding");
    assert_eq!((finding.code, finding.help.as_deref()), ("unknown-overlay", Some("did you mean `errata`?")));
}

#[test]
fn a_side_knows_its_own_shapes_only() {
    let ir = resolved(&common::tea()).ir;
    assert!(ir.shapes.iter().any(|shape| shape.side == Side::Response && shape.name.wire == "Pot"));
    assert!(!ir.shapes.iter().any(|shape| shape.side == Side::Request && shape.name.wire == "Pot"));
}

#[test]
fn equal_shapes_that_two_entries_correct_are_one_and_tell_of_both() {
    let action = |name: &str| {
        format!(
            r#"{{"action": "{name}", "effect": "read", "response": {{"members": []}}, "request": {{
                "members": [{{"name": "Cup", "shape": "Cup"}}],
                "shapes": {{"Cup": {{"members": [{{"name": "Size", "type": "string"}}]}}}}}}}}"#
        )
    };
    let entry = |name: &str| {
        format!(
            r#"{{"id": "{name}", "reason": "Because.", "set": {{"unit": "ml"}},
                "at": {{"action": "{name}", "side": "request", "shape": "Cup", "member": "Size"}}}}"#
        )
    };
    let mut files = with_entries(&[entry("Fill"), entry("Tip")].join(","));
    files.extend(["Fill", "Tip"].map(|name| (format!("actions/{name}.json"), action(name))));
    let ir = resolved(&files).ir;
    let cup = ir.shapes.iter().find(|shape| shape.name.wire == "Cup").expect("the shape");
    let entries: Vec<_> = cup.members()[0].provenance.iter().map(|one| one.entry.as_str()).collect();
    assert_eq!(entries, ["Fill", "Tip"]);
}

#[test]
fn what_is_added_is_a_list() {
    let files = with_entries(
        r#"{"id": "a", "reason": "r", "at": {"action": "Make", "side": "request"}, "add": {"members": {"name": "A"}}}"#,
    );
    assert_eq!(finding(&files).code, "wrong-type");
}
