//! The documents alone, mistakes put right: what is left when the live overlay is not chosen.

use std::collections::BTreeSet;

use kci_codegen::Compiler;
use kci_codegen::ir::Ir;
use kci_sdk::Error;
use kci_tests::documented::request::{Container, CreateContainerGroupRequest, DescribeContainerLogRequest};
use kci_tests::documented::value::{ChargeType, KciType};
use kci_tests::documented::{Client, waiter};
use kci_tests::model::Pair;
use kci_tests::strategy::parameters;
use kci_tests::typed;
use proptest::prelude::*;

fn documented() -> Ir {
    Compiler::new().files(kci_spec::KCI).overlays(["errata"]).resolve().expect("the spec compiles").ir
}

#[test]
fn it_has_the_seven_actions_of_the_documents() {
    let ir = documented();
    assert_eq!(ir.actions.len(), 7);
    for action in &ir.actions {
        assert!(action.provenance.iter().all(|one| one.overlay != "live"), "{}", action.name.wire);
    }
}

#[test]
fn without_any_overlay_it_compiles_as_well() {
    let code = Compiler::new().files(kci_spec::KCI).no_overlays().generate().expect("the spec compiles");
    assert!(code.contains("pub fn create_container_group(") && !code.contains("Origin: "), "{code}");
}

#[tokio::test]
async fn a_group_is_created_with_everything_that_the_documents_require() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let client = Client::from(kci.client().runtime().clone());
    let nginx = Container::new("nginx", "nginx:latest");
    let charge = ChargeType::HourlyInstantSettlement;
    let request = CreateContainerGroupRequest::new("web", "subnet-1", ["sg-1"], KciType::Rbkci, charge, [nginx]);
    let id = client.create_container_group(request).await.expect("a group").container_group_id;
    kci.clock().advance(std::time::Duration::from_secs(600));
    let describe = kci_tests::documented::request::DescribeContainerGroupRequest::new().container_group_ids([&id]);
    let running =
        client.describe_container_group(describe).wait_for(waiter::ContainerGroupRunning).await.expect("running");
    assert_eq!(running.container_groups[0].container_group_name, "web");
}

#[tokio::test]
async fn the_documents_own_limits_hold() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let log = DescribeContainerLogRequest::new("group", "nginx").tail(1001);
    let refused = Client::from(kci.client().runtime().clone()).describe_container_log(log).await;
    let Err(Error::Validation(error)) = refused else { panic!("a validation error") };
    assert_eq!(error.violations()[0].path, "Tail");
}

fn any_create() -> BoxedStrategy<Vec<Pair>> {
    let ir = documented();
    let action = ir.actions.iter().find(|action| action.name.wire == "CreateContainerGroup").expect("the action");
    parameters(&ir, action.request, "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn its_requests_are_written_as_they_were_read(pairs in any_create()) {
        let (request, _) = typed::both::<CreateContainerGroupRequest>(&pairs, None);
        prop_assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
        let written: BTreeSet<_> = request.written.into_iter().collect();
        prop_assert_eq!(written, pairs.into_iter().collect::<BTreeSet<_>>());
    }
}
