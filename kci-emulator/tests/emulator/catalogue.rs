//! Regions, sizes, and how many container groups there are.

use kci_sdk::SERVICE;
use kci_sdk::request::{
    DescribeContainerGroupCountRequest, DescribeKciPackagesRequest, DescribeRegionsRequest, Label, LabelFilter,
};

use crate::common::proves;
use crate::fixture::{World, group, world};

#[tokio::test]
async fn the_regions_are_the_documented_ones_with_their_zones() {
    let world = world().await;
    let answer = world.client.describe_regions(DescribeRegionsRequest::new()).await.expect("regions");
    let described = answer.regions.iter().map(|region| (region.region.as_str(), region.availability_zones.clone()));
    let known = SERVICE
        .regions
        .iter()
        .map(|region| (region.region, region.zones.iter().map(|zone| (*zone).to_owned()).collect::<Vec<_>>()));
    assert_eq!(described.collect::<Vec<_>>(), known.collect::<Vec<_>>());
    assert!(answer.regions.iter().all(|region| !region.region_name.is_empty() && !region.region_name.is_ascii()));
    proves(&world.kci, &["DescribeRegions"]);
}

#[tokio::test]
async fn every_zone_of_the_region_has_the_same_sizes() {
    let world = world().await;
    let packages = async |request| world.client.describe_kci_packages(request).await.expect("sizes").packages;
    let everywhere = packages(DescribeKciPackagesRequest::new()).await;
    assert!(!everywhere.is_empty());
    assert!(everywhere.iter().all(|package| package.cpu > 0.0 && !package.mem.is_empty()));
    let here = SERVICE.regions.iter().find(|region| region.region == SERVICE.default_region).expect("the region");
    for zone in here.zones {
        assert_eq!(packages(DescribeKciPackagesRequest::new().availability_zone(*zone)).await, everywhere);
    }
    proves(&world.kci, &["DescribeKciPackages"]);
}

#[tokio::test]
async fn sizes_are_whole_numbers_without_a_fraction() {
    let world = world().await;
    let json = world.raw("DescribeKciPackages", &[]).await.json;
    assert_eq!(json["Packages"][0].to_string(), r#"{"Cpu":1,"Mem":[2,4,8]}"#);
}

#[tokio::test]
async fn a_zone_of_another_region_has_no_sizes() {
    let world = world().await;
    for zone in ["cn-shanghai-2a", "nowhere"] {
        let answer = world.raw("DescribeKciPackages", &[("AvailabilityZone", zone)]).await;
        assert_eq!(answer.told(), ("InvalidParameterValue", "AvailabilityZone"));
    }
    assert_eq!(world.raw("DescribeKciPackages", &[("AvailabilityZone", "cn-beijing-6a")]).await.status, 200);
    proves(&world.kci, &["DescribeKciPackages.AvailabilityZone"]);
}

/// Counts by cluster.
async fn counts(world: &World, request: DescribeContainerGroupCountRequest) -> Vec<(String, i64)> {
    let answer = world.client.describe_container_group_count(request).await.expect("counts");
    answer.cluster_pod_counts.into_iter().map(|count| (count.cluster_id, count.count)).collect()
}

/// Groups of two clusters and of none.
async fn clusters() -> World {
    let world = world().await;
    let label = |key: &str, value: &str| Label::new(key).value(value);
    for labels in [
        vec![label("cluster-id", "a"), label("app", "web")],
        vec![label("app", "api"), label("cluster-id", "a")],
        vec![label("cluster-id", "b"), label("app", "web")],
        vec![],
    ] {
        world.create(group("web").labels(labels)).await;
    }
    world
}

fn counted(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected.iter().map(|(cluster, count)| ((*cluster).to_owned(), *count)).collect()
}

#[tokio::test]
async fn groups_are_counted_by_their_cluster() {
    let world = clusters().await;
    let request = DescribeContainerGroupCountRequest::new();
    assert_eq!(counts(&world, request).await, counted(&[("", 1), ("a", 2), ("b", 1)]));
    proves(
        &world.kci,
        &[
            "DescribeContainerGroupCount",
            "CreateContainerGroup.Label.N",
            "CreateContainerGroup.Label.N.Key",
            "CreateContainerGroup.Label.N.Value",
        ],
    );
}

#[tokio::test]
async fn only_groups_with_a_label_are_counted_where_one_is_named() {
    let world = clusters().await;
    let by = |key: &str, values: &[&str]| {
        let label = LabelFilter::new().key(key).values(values.iter().copied());
        DescribeContainerGroupCountRequest::new().label(label)
    };
    assert_eq!(counts(&world, by("app", &[])).await, counted(&[("a", 2), ("b", 1)]));
    assert_eq!(counts(&world, by("app", &["web"])).await, counted(&[("a", 1), ("b", 1)]));
    assert_eq!(counts(&world, by("app", &["web", "api"])).await, counted(&[("a", 2), ("b", 1)]));
    assert_eq!(counts(&world, by("cluster-id", &["b"])).await, counted(&[("b", 1)]));
    assert_eq!(counts(&world, by("app", &["none"])).await, []);
    assert_eq!(counts(&world, by("tier", &[])).await, []);
    proves(
        &world.kci,
        &[
            "DescribeContainerGroupCount.Label",
            "DescribeContainerGroupCount.Label.Key",
            "DescribeContainerGroupCount.Label.Value.N",
        ],
    );
}

#[tokio::test]
async fn where_there_are_no_groups_there_is_nothing_to_count() {
    let world = world().await;
    assert_eq!(counts(&world, DescribeContainerGroupCountRequest::new()).await, []);
}

#[tokio::test]
async fn a_deleted_group_is_not_counted() {
    let world = world().await;
    let ids = world.create_many(2).await;
    world.delete(&ids[0]).await;
    assert_eq!(counts(&world, DescribeContainerGroupCountRequest::new()).await, counted(&[("", 1)]));
}

#[tokio::test]
async fn values_of_a_label_need_its_key() {
    let world = clusters().await;
    let answer = world.raw("DescribeContainerGroupCount", &[("Label.Value.1", "web")]).await;
    assert_eq!(answer.told(), ("MissingParameter", "Label.Key"));
}
