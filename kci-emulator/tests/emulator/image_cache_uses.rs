//! Which image caches fit images, and container groups that start from them.

use std::time::Duration;

use kci_emulator::{Emulator, Script};
use kci_sdk::request::{DeleteImageCacheRequest, MatchImageCacheRequest};
use kci_sdk::value::{ContainerGroupStatus, ImageCacheStatus};

use crate::common::{Request, emulator, proves};
use crate::typed::{assert_invalid, cache, create_cache, create_group, describe_cache, group, ready_cache};

/// The names of the image caches that fit images.
async fn matches(kci: &Emulator, images: &[&str]) -> Vec<String> {
    let request = MatchImageCacheRequest::new(images.iter().copied());
    let found = kci.client().match_image_cache(request).await.expect("a list").image_caches;
    found.into_iter().map(|cache| cache.image_cache_name).collect()
}

/// When the image cache of an id was last used, in seconds after it was created.
async fn last_used(kci: &Emulator, id: &str) -> Option<i64> {
    let cache = describe_cache(&kci.client(), id).await;
    Some(cache.last_used_time?.duration_since(cache.create_time?).as_secs())
}

/// How a group of an id is, a second after it was created: at work if its images are in a cache.
async fn status_after_a_second(kci: &Emulator, id: String) -> ContainerGroupStatus {
    kci.advance(Duration::from_secs(1));
    let request = kci_sdk::request::DescribeContainerGroupRequest::new().container_group_ids([id]);
    kci.client().describe_container_group(request).await.expect("a list").container_groups.remove(0).status
}

#[tokio::test]
async fn those_with_all_images_fit_the_ones_with_the_fewest_others_first() {
    let kci = emulator().await;
    ready_cache(&kci, "three", &["a:1", "b:1", "c:1"]).await;
    ready_cache(&kci, "two", &["b:1", "a:1"]).await;
    ready_cache(&kci, "one", &["a:1"]).await;
    ready_cache(&kci, "other-two", &["a:1", "d:1"]).await;
    assert_eq!(matches(&kci, &["a:1"]).await, ["one", "two", "other-two", "three"]);
    assert_eq!(matches(&kci, &["a:1", "b:1"]).await, ["two", "three"]);
    assert!(matches(&kci, &["a:1", "e:1"]).await.is_empty());
    assert!(matches(&kci, &["a"]).await.is_empty());
    proves(&kci, &["MatchImageCache", "MatchImageCache.Image.N", "CreateImageCache.Image.N"]);
}

#[tokio::test]
async fn only_those_that_are_ready_fit() {
    let kci = emulator().await;
    kci.add_script(Script::new("b:1").pull_error("no such tag"));
    create_cache(&kci.client(), cache("failed", &["a:1", "b:1"])).await;
    create_cache(&kci.client(), cache("good", &["a:1"]).retention_days(1)).await;
    for _ in 0..3 {
        assert!(matches(&kci, &["a:1"]).await.is_empty());
        kci.advance(Duration::from_secs(1));
    }
    assert_eq!(matches(&kci, &["a:1"]).await, ["good"]);
    kci.advance(Duration::from_secs(86_400));
    assert!(matches(&kci, &["a:1"]).await.is_empty());
}

#[tokio::test]
async fn one_image_at_least_is_matched_and_five_at_most() {
    let kci = emulator().await;
    let five = ["a:1", "b:1", "c:1", "d:1", "e:1"];
    ready_cache(&kci, "all", &five).await;
    assert_eq!(matches(&kci, &five).await, ["all"]);
    let none = Request::action("MatchImageCache", &[]).signed(&kci).send(&kci).await;
    assert_eq!(none.told(), ("MissingParameter", "Image"));
    let six: Vec<_> = (1..=6).map(|number| (format!("Image.{number}"), "a:1")).collect();
    let six: Vec<_> = six.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    let six = Request::action("MatchImageCache", &six).signed(&kci).send(&kci).await;
    assert_eq!(six.told(), ("InvalidParameterValue", "Image"));
}

#[tokio::test]
async fn a_group_starts_sooner_from_its_images_in_a_cache() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "all", &["a:1", "b:1"]).await;
    let slow = create_group(&kci.client(), group("web", &["a:1"])).await;
    assert_eq!(status_after_a_second(&kci, slow).await, ContainerGroupStatus::ImagePulling);
    assert_eq!(last_used(&kci, &id).await, None);
    let quick = create_group(&kci.client(), group("web", &["a:1"]).image_cache_id(&id)).await;
    assert_eq!(status_after_a_second(&kci, quick).await, ContainerGroupStatus::Running);
    assert_eq!(last_used(&kci, &id).await, Some(4));
}

#[tokio::test]
async fn a_group_starts_from_the_cache_that_fits_best_if_it_may() {
    let kci = emulator().await;
    let large = ready_cache(&kci, "large", &["a:1", "b:1"]).await;
    let small = ready_cache(&kci, "small", &["a:1"]).await;
    let matched = |images| group("web", images).auto_match_image_cache(true);
    let quick = create_group(&kci.client(), matched(&["a:1"])).await;
    assert_eq!(status_after_a_second(&kci, quick).await, ContainerGroupStatus::Running);
    assert_eq!((last_used(&kci, &small).await, last_used(&kci, &large).await), (Some(3), None));
    let slow = create_group(&kci.client(), matched(&["c:1"])).await;
    assert_eq!(status_after_a_second(&kci, slow).await, ContainerGroupStatus::ImagePulling);
    proves(&kci, &["CreateContainerGroup.AutoMatchImageCache"]);
}

#[tokio::test]
async fn a_cache_that_is_named_counts_and_not_one_that_fits_better() {
    let kci = emulator().await;
    let named = ready_cache(&kci, "named", &["a:1", "b:1"]).await;
    let better = ready_cache(&kci, "better", &["a:1"]).await;
    let request = group("web", &["a:1"]).image_cache_id(&named).auto_match_image_cache(true);
    create_group(&kci.client(), request).await;
    assert!(last_used(&kci, &named).await.is_some());
    assert_eq!(last_used(&kci, &better).await, None);
    proves(&kci, &["CreateContainerGroup.ImageCacheId"]);
}

#[tokio::test]
async fn images_that_a_named_cache_lacks_are_pulled() {
    let kci = emulator().await;
    let named = ready_cache(&kci, "named", &["a:1"]).await;
    let request = group("web", &["a:1", "b:1"]).image_cache_id(&named).auto_match_image_cache(true);
    let id = create_group(&kci.client(), request).await;
    assert_eq!(status_after_a_second(&kci, id).await, ContainerGroupStatus::ImagePulling);
}

#[tokio::test]
async fn a_cache_that_is_unknown_or_cannot_be_used_yet_or_any_more_is_refused() {
    let kci = emulator().await;
    let create = async |id: &str| {
        let request = group("web", &["a:1"]).image_cache_id(id).auto_match_image_cache(true);
        kci.client().create_container_group(request).await
    };
    assert_invalid(create("nobody").await, "ImageCacheId");
    let id = create_cache(&kci.client(), cache("web", &["a:1"]).retention_days(1)).await;
    for _ in 0..3 {
        assert_invalid(create(&id).await, "ImageCacheId");
        kci.advance(Duration::from_secs(1));
    }
    create(&id).await.expect("a group");
    kci.advance(Duration::from_secs(86_400));
    assert_invalid(create(&id).await, "ImageCacheId");
    kci.add_script(Script::new("a:1").pull_error("no such tag"));
    let failed = ready_cache(&kci, "failed", &["a:1"]).await;
    assert_eq!(describe_cache(&kci.client(), &failed).await.status, ImageCacheStatus::Failed);
    assert_invalid(create(&failed).await, "ImageCacheId");
}

#[tokio::test]
async fn an_image_in_a_cache_starts_though_it_can_no_longer_be_pulled() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["a:1"]).await;
    kci.add_script(Script::new("a:1").pull_error("no such tag"));
    let request = group("web", &["a:1"]).image_cache_id(&id);
    let group = create_group(&kci.client(), request).await;
    assert_eq!(status_after_a_second(&kci, group).await, ContainerGroupStatus::Running);
}

#[tokio::test]
async fn a_group_outlives_the_cache_that_it_started_from() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["a:1"]).await;
    let group = create_group(&kci.client(), group("web", &["a:1"]).image_cache_id(&id)).await;
    kci.client().delete_image_cache(DeleteImageCacheRequest::new(&id)).await.expect("deleted");
    assert_eq!(status_after_a_second(&kci, group).await, ContainerGroupStatus::Running);
}
