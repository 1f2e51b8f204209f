//! Pages of lists of container groups, and walking through them while groups come and go.

use std::collections::BTreeSet;

use futures_util::{StreamExt as _, TryStreamExt as _};
use kci_sdk::request::Filter;
use kci_sdk::value::FilterName;

use crate::common::proves;
use crate::fixture::{World, world};
use crate::listing::{all, four, names};

#[tokio::test]
async fn the_total_counts_what_fits_on_all_pages() {
    let world = four().await;
    assert_eq!(names(&world, all().max_results(1)).await, (vec!["web-1".to_owned()], 4));
    assert_eq!(names(&world, all().search("api").max_results(1)).await, (vec!["api-1".to_owned()], 2));
}

#[tokio::test]
async fn twenty_groups_are_a_page_where_it_is_not_said() {
    let world = world().await;
    world.create_many(21).await;
    let first = world.list(all()).await;
    assert_eq!((first.container_groups.len(), first.max_results, first.marker), (20, 20, 20));
    let second = world.list(all().marker(20)).await;
    assert_eq!((second.container_groups.len(), second.marker, second.total_count), (1, 0, 21));
    proves(&world.kci, &["DescribeContainerGroup.Marker"]);
}

#[tokio::test]
async fn a_hundred_groups_are_the_largest_page() {
    let world = world().await;
    world.create_many(101).await;
    let page = world.list(all().max_results(100)).await;
    assert_eq!((page.container_groups.len(), page.max_results, page.marker), (100, 100, 100));
    let larger = world.raw("DescribeContainerGroup", &[("MaxResults", "101")]).await;
    assert_eq!(larger.told(), ("InvalidParameterValue", "MaxResults"));
    proves(&world.kci, &["DescribeContainerGroup.MaxResults"]);
}

#[tokio::test]
async fn a_page_that_ends_with_the_list_is_the_last() {
    let world = world().await;
    world.create_many(4).await;
    let page = world.list(all().max_results(2).marker(2)).await;
    assert_eq!((page.container_groups.len(), page.marker), (2, 0));
}

#[tokio::test]
async fn a_page_past_the_end_is_empty_and_the_last() {
    let world = world().await;
    world.create_many(2).await;
    for marker in [2, 3, i64::from(i32::MAX)] {
        let page = world.list(all().marker(marker)).await;
        assert_eq!((page.container_groups.len(), page.marker, page.total_count), (0, 0, 2), "{marker}");
    }
}

#[tokio::test]
async fn a_page_has_room_for_one_group_at_least_and_starts_no_earlier_than_the_first() {
    let world = world().await;
    world.create_many(2).await;
    for size in ["0", "-1"] {
        let json = world.raw("DescribeContainerGroup", &[("MaxResults", size), ("Marker", "-5")]).await.json;
        assert_eq!((&json["MaxResults"], &json["Marker"]), (&1.into(), &1.into()));
        assert_eq!(json["ContainerGroups"][0]["ContainerGroupName"], "web-0");
    }
}

#[tokio::test]
async fn a_list_of_nothing_is_one_empty_page() {
    let world = world().await;
    let page = world.list(all()).await;
    assert_eq!((page.container_groups.len(), page.marker, page.total_count, page.max_results), (0, 0, 0, 20));
    let request = world.client.describe_container_group(all());
    assert_eq!(request.pages().count().await, 1);
}

/// All ids that a walk through pages of a hundred meets. `meanwhile` is done after each page.
async fn walk(world: &World, mut meanwhile: impl AsyncFnMut(&World, usize)) -> Vec<String> {
    let pages = world.client.describe_container_group(all().max_results(100)).pages();
    let mut pages = std::pin::pin!(pages);
    let mut seen = Vec::new();
    let mut number = 0;
    while let Some(page) = pages.next().await {
        seen.extend(page.expect("a page").container_groups.into_iter().map(|group| group.container_group_id));
        meanwhile(world, number).await;
        number += 1;
    }
    seen
}

#[tokio::test]
async fn a_walk_meets_every_group_once() {
    let world = world().await;
    let ids = world.create_many(250).await;
    assert_eq!(walk(&world, async |_, _| {}).await, ids);
}

#[tokio::test]
async fn a_walk_meets_groups_that_are_created_meanwhile() {
    let world = world().await;
    world.create_many(250).await;
    let seen = walk(&world, async |world, number| {
        if number == 0 {
            world.create_many(10).await;
        }
    });
    let seen = seen.await;
    assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len()), (260, 260));
}

#[tokio::test]
async fn a_walk_misses_as_many_groups_as_are_deleted_behind_it() {
    let world = world().await;
    let ids = world.create_many(250).await;
    let seen = walk(&world, async |world, number| {
        if number == 0 {
            world.delete(&ids[0]).await;
            world.delete(&ids[1]).await;
            world.delete(&ids[249]).await;
        }
    });
    let missed: Vec<_> = {
        let seen: BTreeSet<_> = seen.await.into_iter().collect();
        ids.iter().filter(|id| !seen.contains(*id)).collect()
    };
    // A marker is a position: the first two of the second page had moved to the first.
    assert_eq!(missed, [&ids[100], &ids[101], &ids[249]]);
}

#[tokio::test]
async fn a_walk_through_what_a_filter_lets_pass_meets_nothing_else() {
    let world = four().await;
    let request = all().max_results(1).filters([Filter::new(FilterName::SubnetId, ["subnet-2"])]);
    let groups: Vec<_> = world.client.describe_container_group(request).items().try_collect().await.expect("groups");
    let names: Vec<_> = groups.iter().map(|group| group.container_group_name.as_str()).collect();
    assert_eq!(names, ["web-2", "api-2"]);
}
