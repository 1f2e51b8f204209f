//! The overlay that brings the tables to the live API: its fifteen actions and every parameter of them.

use std::collections::BTreeMap;

use kci_codegen::Compiler;
use kci_codegen::diff::{Model, Step, diff};
use kci_codegen::ir::{Ir, Side};
use kci_sdk::Client;
use kci_sdk::auth::Credentials;
use kci_tests::live::Api;
use kci_tests::live::request::{DescribeRegionsRequest, ExecContainerCommandRequest};
use kci_tests::strategy::parameters;
use kci_tests::typed;
use proptest::prelude::*;
use serde_json::Value;

fn live() -> Ir {
    Compiler::new().files(kci_spec::KCI).overlays(["errata", "live"]).resolve().expect("the spec compiles").ir
}

/// Paths and types of one side, by action and side.
type Tables = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// Where the documents and the wire agree against the vendor's SDKs, or where the tables are wider than those: the
/// type in the SDKs, and the one here.
const QUIRKS: [(&str, &str, &str); 6] = [
    ("Volume.N.EBSVolume.SnapshotId", "integer", "string"),
    ("Container.N.Memory", "string", "float"),
    ("InitContainer.N.Memory", "string", "float"),
    ("ProjectId.N", "integer", "long"),
    ("ContainerGroups.N.Cpu", "integer", "float"),
    ("ContainerGroups.N.Memory", "integer", "float"),
];

#[test]
fn every_parameter_and_field_of_the_live_api_is_there_with_its_type() {
    let file: Value = serde_json::from_str(include_str!("../data/live_parameters.json")).expect("JSON");
    let known: Tables = serde_json::from_value(file["operations"].clone()).expect("tables");
    let model = kci_codegen::describe::json(&live());
    let mut wrong = Vec::new();
    for (action, sides) in &known {
        for (path, ty) in sides.iter().flat_map(|(side, table)| table.iter().map(move |(path, ty)| ((side, path), ty)))
        {
            let (side, path) = path;
            // The action's own name is a common parameter.
            if path == "Action" {
                continue;
            }
            let here = &model["operations"][action][side.as_str()][path.as_str()]["type"];
            let quirk = QUIRKS.iter().any(|(at, theirs, ours)| at == path && theirs == ty && here == ours);
            if here != ty.as_str() && !quirk {
                wrong.push(format!("{action} {side} {path}: {ty} there, {here} here"));
            }
        }
    }
    assert_eq!(known.len(), 15);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_it_adds_says_where_it_comes_from() {
    let ir = live();
    for action in &ir.actions {
        let added = action.provenance.iter().any(|one| one.overlay == "live");
        let documented = kci_spec::KCI.iter().any(|(path, _)| *path == format!("actions/{}.json", action.name.wire));
        assert_ne!(added, documented, "{}", action.name.wire);
    }
    let create = ir.actions.iter().find(|action| action.name.wire == "CreateContainerGroup").expect("the action");
    let label =
        ir.shape(create.request).members().iter().find(|member| member.name.wire == "Label").expect("the member");
    assert!(label.provenance.iter().any(|one| one.overlay == "live"));
    assert!(ir.shapes.iter().any(|shape| shape.side == Side::Response));
}

#[test]
fn from_the_documents_to_the_live_api_is_a_major_step() {
    let documents = Compiler::new().files(kci_spec::KCI).overlays(["errata"]).resolve().expect("the spec compiles").ir;
    let report = diff(&Model::from(&documents), &Model::from(&live()));
    let count = |rule: &str| report.findings().iter().filter(|finding| finding.rule == rule).count();
    assert_eq!((count("action-added"), count("action-removed"), count("member-removed")), (8, 0, 0));
    assert_eq!(report.step(), Step::Major, "a subnet is no longer an argument");
    let back = diff(&Model::from(&live()), &Model::from(&documents));
    assert_eq!(back.findings().iter().filter(|finding| finding.rule == "action-removed").count(), 8);
}

#[test]
fn its_actions_are_called_like_any_other() {
    let client = Client::builder().credentials(Credentials::new("AKLTexample", "secret")).build().expect("a client");
    let api = Api::new(client);
    let url = api.describe_regions(DescribeRegionsRequest::new()).presign().expect("a URL").to_string();
    assert!(url.contains("Action=DescribeRegions"), "{url}");
    let exec = ExecContainerCommandRequest::new().container_group_id("group").commands(["/bin/sh"]);
    let url = api.exec_container_command(exec).presign().expect("a URL").to_string();
    assert!(url.contains("Command.1=%2Fbin%2Fsh"), "{url}");
}

fn any_create() -> BoxedStrategy<Vec<(String, String)>> {
    let ir = live();
    let action = ir.actions.iter().find(|action| action.name.wire == "CreateContainerGroup").expect("the action");
    parameters(&ir, action.request, "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn its_requests_are_written_as_they_were_read(pairs in any_create()) {
        let (request, _) = typed::both::<kci_tests::live::request::CreateContainerGroupRequest>(&pairs, None);
        prop_assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
        let written: std::collections::BTreeSet<_> = request.written.into_iter().collect();
        prop_assert_eq!(written, pairs.into_iter().collect::<std::collections::BTreeSet<_>>());
    }
}
