//! The overlay that brings the tables to the live API: its fifteen actions and every parameter of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kci_codegen::Compiler;
use kci_codegen::diff::{Level, Model, Step, diff};
use kci_codegen::ir::{Ir, Provenance, Required};
use kci_sdk::Client;
use kci_sdk::auth::Credentials;
use kci_sdk::request::{
    CreateContainerGroupRequest, DescribeContainerLogRequest, DescribeRegionsRequest, ExecContainerCommandRequest,
};
use kci_sdk::value::{ChargeType, KciType};
use kci_tests::model;
use serde_json::Value;

fn documented() -> Ir {
    Compiler::new().files(kci_spec::KCI).overlays(["errata"]).resolve().expect("the spec compiles").ir
}

const MINUTE: Duration = Duration::from_secs(60);

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
    let model = kci_codegen::describe::json(&model::kci());
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
    assert_eq!(
        known.keys().collect::<BTreeSet<_>>(),
        model["operations"].as_object().expect("operations").keys().collect()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn from_live(provenance: &[Provenance]) -> bool {
    provenance.iter().any(|one| one.overlay == "live" && !one.reason.is_empty())
}

#[test]
fn what_it_adds_says_where_it_comes_from() {
    let ir = model::kci();
    for action in &ir.actions {
        let documented = kci_spec::KCI.iter().any(|(path, _)| *path == format!("actions/{}.json", action.name.wire));
        assert_ne!(from_live(&action.provenance), documented, "{}", action.name.wire);
    }
    let documented = documented();
    let paths = |ir: &Ir, action: &str| {
        let found = ir.actions.iter().find(|one| one.name.wire == action).expect("the action");
        let members = ir.shape(found.request).members().iter();
        members.map(|member| (member.name.wire.clone(), from_live(&member.provenance))).collect::<BTreeMap<_, _>>()
    };
    for action in &documented.actions {
        let before = paths(&documented, &action.name.wire);
        let after = paths(&ir, &action.name.wire);
        let silent: Vec<_> =
            after.iter().filter(|(name, told)| !before.contains_key(*name) && !**told).map(|(name, _)| name).collect();
        assert!(silent.is_empty(), "{}: {silent:?}", action.name.wire);
    }
}

#[test]
fn an_action_of_its_own_that_requires_something_says_that_this_is_a_reading() {
    let ir = model::kci();
    let own = ir.actions.iter().filter(|action| from_live(&action.provenance));
    let strict = own
        .filter(|action| ir.shape(action.request).members().iter().any(|member| member.required == Required::Always));
    let found: BTreeMap<_, _> = strict
        .map(|action| {
            (action.name.wire.as_str(), action.provenance.iter().any(|one| one.reason.contains("our reading")))
        })
        .collect();
    let expected = [
        "DescribeContainerGroupEvents",
        "DescribeImageCacheEvent",
        "ExecContainerCommand",
        "MatchImageCache",
        "UpdateImageCache",
    ];
    assert_eq!(found, expected.map(|action| (action, true)).into());
}

#[test]
fn the_generated_documentation_tells_of_it_on_actions_requests_members_and_variants() {
    let code = Compiler::new().files(kci_spec::KCI).generate().expect("the spec compiles");
    let docs_of = |item: &str| {
        let lines: Vec<_> = code.lines().map(str::trim).collect();
        let at = lines.iter().position(|line| line.starts_with(item)).unwrap_or_else(|| panic!("no {item}"));
        let above = lines[..at].iter().rev().take_while(|line| line.starts_with("///") || line.starts_with("#["));
        above.copied().collect::<Vec<_>>().join("\n")
    };
    for item in
        ["pub fn match_image_cache(", "pub struct MatchImageCacheRequest", "pub tail:", "HostPath(", "pub labels:"]
    {
        assert!(docs_of(item).contains("<sub>Origin: `live/"), "{item}: {}", docs_of(item));
    }
    let tail = docs_of("pub tail:");
    assert!(tail.contains("default `500` · at most 2000"), "{tail}");
}

#[test]
fn from_the_documents_to_the_live_api_is_a_major_step() {
    let report = diff(&Model::from(&documented()), &Model::from(&model::kci()));
    let count = |rule: &str| report.findings().iter().filter(|finding| finding.rule == rule).count();
    assert_eq!((count("action-added"), count("action-removed"), count("member-removed")), (8, 0, 0));
    assert_eq!(report.step(), Step::Major, "a subnet is no longer an argument");
    let back = diff(&Model::from(&model::kci()), &Model::from(&documented()));
    assert_eq!(back.findings().iter().filter(|finding| finding.rule == "action-removed").count(), 8);
}

#[test]
fn what_breaks_on_the_way_from_the_documents_to_the_live_api_is_this() {
    const CHANGED: &str = "optionality-changed";
    let report = diff(&Model::from(&documented()), &Model::from(&model::kci()));
    let breaking = report.findings().iter().filter(|finding| finding.rust == Level::Breaking);
    let found: BTreeSet<_> = breaking.map(|finding| (finding.place.as_str(), finding.rule)).collect();
    let expected = [
        ("CreateContainerGroup request Container.N", "member-became-optional"),
        ("CreateContainerGroup request Container.N.EnvironmentVar.N.Value", "member-became-optional"),
        ("CreateContainerGroup request Cpu", "upper-bound-lowered"),
        ("CreateContainerGroup request Memory", "upper-bound-lowered"),
        ("CreateContainerGroup request SubnetId", "member-became-optional"),
        (
            "DescribeContainerGroup response ContainerGroups.N.Containers.N.EnvironmentVars.N.Value",
            "nullability-changed",
        ),
        // The live API takes probes, so what is answered of them is optional as it is there.
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.LivenessProbe.HttpGet.Path", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.LivenessProbe.HttpGet.Port", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.LivenessProbe.HttpGet.Scheme", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.LivenessProbe.TcpSocket.Port", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.ReadinessProbe.HttpGet.Path", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.ReadinessProbe.HttpGet.Port", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.ReadinessProbe.HttpGet.Scheme", CHANGED),
        ("DescribeContainerGroup response ContainerGroups.N.Containers.N.ReadinessProbe.TcpSocket.Port", CHANGED),
        ("DescribeContainerLog request Tail", "default-changed"),
        ("DescribeImageCache request ImageCacheName", "pattern-added"),
        ("DescribeImageCache request ImageCacheName", "upper-bound-lowered"),
    ];
    assert_eq!(found, expected.into());
}

fn client() -> Client {
    Client::builder().credentials(Credentials::new("AKLTexample", "secret")).build().expect("a client")
}

#[tokio::test]
async fn its_actions_are_called_like_any_other() {
    let url =
        client().describe_regions(DescribeRegionsRequest::new()).presign(MINUTE).await.expect("a URL").to_string();
    assert!(url.contains("Action=DescribeRegions"), "{url}");
    let exec = ExecContainerCommandRequest::new("group", "nginx", ["/bin/sh"]);
    let url = client().exec_container_command(exec).presign(MINUTE).await.expect("a URL").to_string();
    assert!(url.contains("Command.1=%2Fbin%2Fsh") && url.contains("ContainerGroupId=group"), "{url}");
}

#[tokio::test]
async fn a_group_in_a_cluster_needs_neither_a_subnet_of_its_own_nor_containers() {
    let charge = ChargeType::HourlyInstantSettlement;
    let group = CreateContainerGroupRequest::new("web", ["sg-1"], KciType::Rbkci, charge);
    let bare = client().create_container_group(group.clone()).presign(MINUTE).await.expect_err("refused").to_string();
    assert!(bare.contains("SubnetId") && bare.contains("Container"), "{bare}");
    let clustered = group.multi_subnet_ids(["subnet-1", "subnet-2"]).kube_config("apiVersion: v1");
    assert!(client().create_container_group(clustered).presign(MINUTE).await.is_ok());
}

#[tokio::test]
async fn two_thousand_lines_of_a_log_can_be_asked_for_and_no_more() {
    let log = |lines: i64| DescribeContainerLogRequest::new("group", "nginx").tail(lines);
    assert!(client().describe_container_log(log(2000)).presign(MINUTE).await.is_ok());
    let refused = client().describe_container_log(log(2001)).presign(MINUTE).await.expect_err("refused").to_string();
    assert!(refused.contains("Tail"), "{refused}");
}
