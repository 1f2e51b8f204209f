//! Network interfaces: addresses, those that are kept, zones, and ids.

use std::collections::BTreeSet;

use kci_emulator::{Clock, Emulator};
use kci_sdk::SERVICE;
use kci_sdk::request::{CreateContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::value::NetworkInterfaceType;

use crate::common::{emulator, proves};
use crate::fixture::{START, World, group, time, world};

/// A group whose address is kept for a day.
fn keeping(name: &str) -> CreateContainerGroupRequest {
    group(name).retain_ip(true)
}

/// Creates a group at the beginning, deletes it at 100 s, and creates another at a time. Returns both addresses.
async fn recreated(
    first: CreateContainerGroupRequest,
    seconds: i64,
    second: CreateContainerGroupRequest,
) -> [String; 2] {
    let world = world().await;
    let id = world.create(first).await;
    let before = world.address(&id).await;
    world.at(100);
    world.delete(&id).await;
    world.at(seconds);
    let id = world.create(second).await;
    [before, world.address(&id).await]
}

fn are_same([before, after]: [String; 2]) -> bool {
    before == after
}

#[tokio::test]
async fn a_group_of_the_same_name_gets_a_kept_address_again() {
    assert!(are_same(recreated(keeping("web"), 100, keeping("web")).await));
}

#[tokio::test]
async fn an_address_is_kept_for_a_day() {
    const DAY: i64 = 86_400;
    assert!(are_same(recreated(keeping("web"), 100 + DAY - 1, keeping("web")).await));
    assert!(!are_same(recreated(keeping("web"), 100 + DAY, keeping("web")).await));
}

#[tokio::test]
async fn an_address_is_kept_for_as_many_hours_as_are_asked_for() {
    let asked = || keeping("web").retain_ip_hours(2);
    assert!(are_same(recreated(asked(), 100 + 7_199, keeping("web")).await));
    assert!(!are_same(recreated(asked(), 100 + 7_200, keeping("web")).await));
}

#[tokio::test]
async fn a_group_of_another_name_gets_another_address() {
    assert!(!are_same(recreated(keeping("web"), 100, keeping("api")).await));
}

#[tokio::test]
async fn a_group_in_another_subnet_gets_another_address() {
    assert!(!are_same(recreated(keeping("web"), 100, keeping("web").subnet_id("subnet-2")).await));
}

#[tokio::test]
async fn an_address_is_kept_only_if_that_was_asked_for() {
    assert!(!are_same(recreated(group("web"), 100, keeping("web")).await));
    assert!(!are_same(recreated(group("web").retain_ip(false), 100, keeping("web")).await));
}

#[tokio::test]
async fn a_group_that_wants_no_kept_address_gets_another() {
    assert!(!are_same(recreated(keeping("web"), 100, group("web")).await));
}

#[tokio::test]
async fn a_kept_address_is_used_once() {
    let world = world().await;
    let id = world.create(keeping("web")).await;
    let kept = world.address(&id).await;
    world.delete(&id).await;
    let one = world.create(keeping("web")).await;
    let two = world.create(keeping("web")).await;
    assert_eq!(world.address(&one).await, kept);
    assert_ne!(world.address(&two).await, kept);
    proves(&world.kci, &["CreateContainerGroup.RetainIp"]);
}

#[tokio::test]
async fn a_kept_address_is_kept_again() {
    let world = world().await;
    let mut addresses = BTreeSet::new();
    for _ in 0..5 {
        let id = world.create(keeping("web")).await;
        addresses.insert(world.address(&id).await);
        world.delete(&id).await;
    }
    assert_eq!(addresses.len(), 1);
}

#[tokio::test]
async fn groups_of_the_same_name_get_back_all_that_they_had() {
    let world = world().await;
    let ids = [world.create(keeping("web")).await, world.create(keeping("web")).await];
    let before: BTreeSet<_> = [world.address(&ids[0]).await, world.address(&ids[1]).await].into();
    world.delete(&ids[0]).await;
    world.delete(&ids[1]).await;
    let ids = [world.create(keeping("web")).await, world.create(keeping("web")).await];
    let after: BTreeSet<_> = [world.address(&ids[0]).await, world.address(&ids[1]).await].into();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_kept_address_is_given_to_nobody_else() {
    let world = world().await;
    let id = world.create(keeping("web")).await;
    let kept = world.address(&id).await;
    world.delete(&id).await;
    for id in world.create_many(20).await {
        assert_ne!(world.address(&id).await, kept);
    }
}

#[tokio::test]
async fn groups_that_are_there_have_different_addresses() {
    let world = world().await;
    world.create_many(150).await;
    let mut addresses = BTreeSet::new();
    for marker in [0, 100] {
        let page = world.list(DescribeContainerGroupRequest::new().max_results(100).marker(marker)).await;
        let interfaces = page.container_groups.iter().map(|group| &group.network_interface_attributes[0]);
        addresses.extend(interfaces.map(|interface| interface.private_ip_address.clone()));
    }
    assert_eq!(addresses.len(), 150);
    assert!(addresses.iter().all(|address| address.starts_with("10.")), "{addresses:?}");
}

#[tokio::test]
async fn how_long_an_address_is_kept_is_described_where_it_is() {
    let world = world().await;
    for (request, kept) in [
        (group("web"), (None, None)),
        (group("web").retain_ip(false), (Some(false), None)),
        (keeping("web"), (Some(true), Some(24))),
        (keeping("web").retain_ip_hours(8_760), (Some(true), Some(8_760))),
    ] {
        let id = world.create(request).await;
        let described = world.describe(&id).await;
        assert_eq!((described.retain_ip, described.retain_ip_hours), kept);
    }
}

#[tokio::test]
async fn a_group_has_one_interface_in_its_subnet_with_its_security_groups() {
    let world = world().await;
    let id = world.create(group("web").security_group_ids(["sg-1", "sg-2"])).await;
    let interfaces = world.describe(&id).await.network_interface_attributes;
    assert_eq!(interfaces.len(), 1);
    let interface = &interfaces[0];
    assert_eq!(interface.network_interface_type, NetworkInterfaceType::Primary);
    assert_eq!((interface.subnet_id.as_str(), interface.public_ip.as_ref()), ("subnet-1", None));
    assert!(interface.mac_address.starts_with("fa:16:3e:"), "{}", interface.mac_address);
    let security_groups: Vec<_> = interface.security_groups.iter().map(|one| one.security_group_id.as_str()).collect();
    assert_eq!(security_groups, ["sg-1", "sg-2"]);
}

#[tokio::test]
async fn of_several_subnets_the_first_is_taken() {
    let world = world().await;
    let mut request = group("web").multi_subnet_ids(["subnet-7", "subnet-8"]);
    request.subnet_id = None;
    let id = world.create(request).await;
    assert_eq!(world.describe(&id).await.network_interface_attributes[0].subnet_id, "subnet-7");
    proves(&world.kci, &["CreateContainerGroup.MultiSubnetId.N"]);
}

#[tokio::test]
async fn the_zone_is_one_of_the_region_and_always_the_same_for_a_subnet() {
    for region in SERVICE.regions {
        let kci = emulator().await;
        let here = World { client: kci.client_builder().region(region.region).build().expect("a client"), kci };
        let mut zones = BTreeSet::new();
        for number in 0..20 {
            let subnet = format!("subnet-{number}");
            let mut zone = None;
            for _ in 0..2 {
                let id = here.create(group("web").subnet_id(&subnet)).await;
                let described = here.describe(&id).await.availability_zone;
                assert!(region.zones.contains(&described.as_str()), "{described}");
                assert_eq!(zone.get_or_insert_with(|| described.clone()), &described);
            }
            zones.extend(zone);
        }
        assert!(zones.len() > 1, "{zones:?}");
    }
}

#[tokio::test]
async fn groups_in_a_subnet_are_in_one_network() {
    let world = world().await;
    let one = world.create(group("web")).await;
    let two = world.create(group("api")).await;
    let other = world.create(group("web").subnet_id("subnet-2")).await;
    let mut networks = Vec::new();
    for id in [one, two, other] {
        networks.push(world.describe(&id).await.network_interface_attributes[0].vpc_id.clone());
    }
    assert_eq!(networks[0], networks[1]);
    assert_ne!(networks[0], networks[2]);
    proves(&world.kci, &["CreateContainerGroup.SubnetId"]);
}

#[tokio::test]
async fn a_public_address_is_bound_once_the_group_has_started() {
    let world = world().await;
    let one = world.create(group("web").eip_allocation_id("eip-1")).await;
    let many = world.create(group("web").multi_eip_allocation_ids(["eip-1", "eip-2"])).await;
    for id in [one, many] {
        let public = async || world.describe(&id).await.network_interface_attributes[0].public_ip.clone();
        world.just_before(START);
        assert_eq!(public().await, None);
        world.at(START);
        let address = public().await.expect("an address");
        assert!(address.starts_with("203.0.113."), "{address}");
    }
    proves(&world.kci, &["CreateContainerGroup.EipAllocationId", "CreateContainerGroup.MultiEipAllocationId.N"]);
}

/// Ids and addresses of three groups.
async fn of_seed(seed: u64) -> Vec<(String, String, String)> {
    let kci = Emulator::builder().clock(Clock::stopped_at(time(0))).seed(seed).start().await.expect("it starts");
    let world = World { client: kci.client(), kci };
    let mut all = Vec::new();
    for id in world.create_many(3).await {
        let interface = world.describe(&id).await.network_interface_attributes.remove(0);
        all.push((id, interface.network_interface_id, interface.private_ip_address));
    }
    all
}

#[tokio::test]
async fn ids_and_addresses_follow_from_the_seed() {
    let first = of_seed(7).await;
    assert_eq!(first, of_seed(7).await);
    let ids = |all: &[(String, String, String)]| all.iter().map(|(id, _, _)| id.clone()).collect::<Vec<_>>();
    assert_ne!(ids(&first), ids(&of_seed(8).await));
}
