use kci_sdk::request::CreateContainerGroupRequest;
use kci_sdk::value::{ChargeType, ContainerGroupStatus, KciType};
use memchr::memmem::Finder;

use super::*;
use crate::store::{Told, subnet_id};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

fn group(number: usize) -> Arc<Group> {
    let request = CreateContainerGroupRequest::new(
        format!("web-{number}"),
        ["sg-1"],
        KciType::Rbkci,
        ChargeType::HourlyInstantSettlement,
    );
    let request = request.subnet_id(format!("subnet-{}", number % 3)).project_id(i64::from(number.is_multiple_of(2)));
    Arc::new(Group {
        id: format!("id-{number}"),
        created: at(0),
        zone: format!("zone-{}", number % 2),
        interface_id: String::new(),
        address: crate::ids::private_address(subnet_id(&request), u32::try_from(number).expect("a number")),
        image_cache: None,
        init_containers: Vec::new(),
        containers: Vec::new(),
        lines: BTreeMap::new(),
        request,
        told: Told::default(),
    })
}

fn groups(count: usize) -> Groups {
    let mut groups = Groups::default();
    (0..count).for_each(|number| groups.push(group(number)));
    groups
}

/// The numbers of all groups, in their order.
fn numbers(groups: &Groups) -> Vec<usize> {
    let number = |group: &Arc<Group>| group.id.trim_start_matches("id-").parse().expect("a number");
    groups.iter().map(number).collect()
}

/// How many of the groups are found chunk by chunk.
fn found(groups: &Groups, find: impl Fn(&Chunk) -> Bits) -> usize {
    groups.chunks().map(|chunk| find(chunk).count()).sum()
}

#[test]
fn groups_stay_in_the_order_in_which_they_were_added() {
    let mut groups = groups(2_000);
    assert_eq!(numbers(&groups), (0..2_000).collect::<Vec<_>>());
    let mut left: Vec<_> = (0..2_000).collect();
    for number in (0..2_000).filter(|number| number % 5 != 0) {
        assert!(groups.remove(&format!("id-{number}")).is_some_and(|group| group.id == format!("id-{number}")));
        left.retain(|other| *other != number);
    }
    assert_eq!((left.len(), groups.len()), (400, 400));
    assert_eq!(numbers(&groups), left);
    assert!(groups.chunks.len() < 4, "{} chunks of few", groups.chunks.len());
    groups.push(group(2_000));
    assert_eq!(numbers(&groups).last(), Some(&2_000));
}

#[test]
fn the_first_are_passed_over() {
    let groups = groups(1_200);
    for count in [0, 1, 511, 512, 513, 1_024, 1_199, 1_200, 5_000] {
        let rest: Vec<_> = groups.skip(count).map(|group| group.id.clone()).collect();
        assert_eq!(rest, (count..1_200).map(|number| format!("id-{number}")).collect::<Vec<_>>(), "{count}");
    }
}

#[test]
fn each_is_found_by_its_id_until_it_is_removed() {
    let mut groups = groups(1_500);
    for number in (0..1_500).rev().step_by(2) {
        groups.remove(&format!("id-{number}"));
    }
    for number in 0..1_500 {
        let found = groups.get(&format!("id-{number}")).map(|group| group.id.clone());
        assert_eq!(found, (number % 2 == 0).then(|| format!("id-{number}")));
    }
    assert!(groups.remove("id-1").is_none() && groups.get("nobody").is_none());
}

#[test]
fn those_of_some_ids_come_in_order_and_once() {
    let groups = groups(1_200);
    let ids = ["id-1100", "id-3", "nobody", "id-2", "id-3"].map(ToOwned::to_owned);
    let found: Vec<_> = groups.of_ids(&ids).flat_map(|(chunk, bits)| bits.iter().map(|at| chunk.get(at))).collect();
    let found: Vec<_> = found.into_iter().flatten().map(|group| group.id.as_str()).collect();
    assert_eq!(found, ["id-2", "id-3", "id-1100"]);
}

#[test]
fn a_copy_does_not_see_later_changes() {
    let mut groups = groups(600);
    let before = groups.clone();
    groups.remove("id-0");
    groups.change("id-1", |group| group.zone = "another".to_owned());
    groups.push(group(600));
    assert_eq!((numbers(&before).len(), before.get("id-1").expect("a group").zone.as_str()), (600, "zone-1"));
    assert_eq!((numbers(&groups).len(), groups.get("id-1").expect("a group").zone.as_str()), (600, "another"));
    assert!(before.get("id-0").is_some() && before.get("id-600").is_none());
}

#[test]
fn what_was_told_of_a_group_is_not_told_of_it_once_it_has_changed() {
    let mut groups = groups(1);
    let tell = |groups: &Groups, text: &str| {
        let group = groups.get("id-0").expect("a group");
        group.told.at(at(0), || Ok::<_, ()>((text.into(), None))).expect("a text").to_vec()
    };
    assert_eq!([tell(&groups, "before"), tell(&groups, "again")], [b"before", b"before"]);
    groups.change("id-0", |_| ());
    assert_eq!(tell(&groups, "after"), b"after");
}

#[test]
fn what_is_filtered_by_is_what_the_groups_have() {
    let groups = groups(1_200);
    assert_eq!(found(&groups, |chunk| chunk.in_subnets(|subnet| subnet == "subnet-1")), 400);
    assert_eq!(found(&groups, |chunk| chunk.in_zones(|zone| zone == "zone-1")), 600);
    assert_eq!(found(&groups, |chunk| chunk.of_projects(|project| project == 1)), 600);
    assert_eq!(found(&groups, Chunk::all), 1_200);
}

#[test]
fn names_and_addresses_are_searched_each_for_itself() {
    let groups = groups(1_200);
    let named = |text: &str| found(&groups, |chunk| chunk.named(&Finder::new(text)));
    let address = groups.get("id-700").expect("a group").address.clone();
    assert_eq!([named("web-1199"), named("web-119"), named(&address)], [1, 11, 1]);
    assert_eq!([named(""), named("web-1\0"), named("1199\x0010."), named("\0")], [1_200, 0, 0, 0]);
}

#[test]
fn a_change_is_seen_by_filters_that_were_asked_before() {
    let mut groups = groups(10);
    let count = |groups: &Groups| {
        let name = found(groups, |chunk| chunk.named(&Finder::new("renamed")));
        (name, found(groups, |chunk| chunk.in_zones(|zone| zone == "zone-0")), found(groups, Chunk::all))
    };
    assert_eq!(count(&groups), (0, 5, 10));
    groups.change("id-0", |group| {
        group.request.container_group_name = "renamed".to_owned();
        group.zone = "another".to_owned();
    });
    assert_eq!(count(&groups), (1, 4, 10));
    groups.remove("id-2");
    groups.push(group(10));
    assert_eq!(count(&groups), (1, 4, 10));
}

#[test]
fn states_follow_the_clock_ahead_and_back() {
    let groups = groups(600);
    let running =
        |second| found(&groups, |chunk| chunk.in_states(at(second), |status| *status == ContainerGroupStatus::Running));
    assert_eq!([running(0), running(1), running(2), running(1_000), running(1)], [0, 0, 600, 600, 0]);
    assert_eq!(groups.next_change(at(0)), Some(at(1)));
    assert_eq!(groups.next_change(at(1)), Some(at(2)));
    assert_eq!(groups.next_change(at(2)), None);
    assert_eq!(groups.next_change(at(0)), Some(at(1)));
}
