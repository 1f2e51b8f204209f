//! Lists of image caches: what is found, in which order, and page by page.

use std::time::Duration;

use kci_emulator::Emulator;
use kci_sdk::request::DescribeImageCacheRequest;
use kci_sdk::value::{ImageCacheSortKey, SortDirection};

use crate::common::{Request, emulator, proves};
use crate::typed::{cache, create_cache, create_group, group, ready_cache};

/// The names of the image caches that a list has.
async fn names(kci: &Emulator, request: DescribeImageCacheRequest) -> Vec<String> {
    let caches = kci.client().describe_image_cache(request).await.expect("a list").image_caches;
    caches.into_iter().map(|cache| cache.image_cache_name).collect()
}

/// Three image caches, and the id of the second.
async fn three(kci: &Emulator) -> String {
    create_cache(&kci.client(), cache("web-1", &["hub.example/ksyun/nginx:1", "redis:7"])).await;
    let second = create_cache(&kci.client(), cache("web-2", &["redis:7"])).await;
    create_cache(&kci.client(), cache("job", &["hub.example/ksyun/python:3"])).await;
    second
}

#[tokio::test]
async fn all_are_listed_oldest_first() {
    let kci = emulator().await;
    three(&kci).await;
    assert_eq!(names(&kci, DescribeImageCacheRequest::new()).await, ["web-1", "web-2", "job"]);
    proves(&kci, &["DescribeImageCache"]);
}

#[tokio::test]
async fn a_part_of_an_image_or_of_a_name_is_looked_for() {
    let kci = emulator().await;
    three(&kci).await;
    let image = |part: &str| DescribeImageCacheRequest::new().image(part);
    let name = |part: &str| DescribeImageCacheRequest::new().image_cache_name(part);
    assert_eq!(names(&kci, image("ksyun/")).await, ["web-1", "job"]);
    assert_eq!(names(&kci, image("redis:7")).await, ["web-1", "web-2"]);
    assert_eq!(names(&kci, name("eb")).await, ["web-1", "web-2"]);
    assert_eq!(names(&kci, image("ksyun").image_cache_name("eb")).await, ["web-1"]);
    assert!(names(&kci, image("web")).await.is_empty());
    assert!(names(&kci, name("redis")).await.is_empty());
    proves(&kci, &["DescribeImageCache.Image", "DescribeImageCache.ImageCacheName", "CreateImageCache.ImageCacheName"]);
}

#[tokio::test]
async fn ids_leave_the_keywords_without_effect() {
    let kci = emulator().await;
    let second = three(&kci).await;
    let by_id = DescribeImageCacheRequest::new().image_cache_ids([second.as_str(), "nobody"]);
    assert_eq!(names(&kci, by_id.clone()).await, ["web-2"]);
    assert_eq!(names(&kci, by_id.image("python").image_cache_name("job")).await, ["web-2"]);
    proves(&kci, &["DescribeImageCache.ImageCacheId.N"]);
}

#[tokio::test]
async fn a_page_has_twenty_unless_it_is_said() {
    let kci = emulator().await;
    for number in 0..23 {
        create_cache(&kci.client(), cache(&format!("cache-{number}"), &["nginx:1"])).await;
    }
    let page = async |request| kci.client().describe_image_cache(request).await.expect("a page");
    let first = page(DescribeImageCacheRequest::new()).await;
    assert_eq!((first.image_caches.len(), first.max_results, first.marker, first.total_count), (20, 20, 20, 23));
    let rest = page(DescribeImageCacheRequest::new().marker(first.marker)).await;
    assert_eq!((rest.image_caches.len(), rest.marker, rest.total_count), (3, 0, 23));
    let all = page(DescribeImageCacheRequest::new().max_results(100)).await;
    assert_eq!((all.image_caches.len(), all.max_results, all.marker), (23, 100, 0));
    let beyond = page(DescribeImageCacheRequest::new().marker(23)).await;
    assert_eq!((beyond.image_caches.len(), beyond.marker, beyond.total_count), (0, 0, 23));
    proves(&kci, &["DescribeImageCache.Marker", "DescribeImageCache.MaxResults"]);
}

#[tokio::test]
async fn a_page_has_one_at_least_and_starts_at_the_first_at_the_earliest() {
    let kci = emulator().await;
    three(&kci).await;
    for (marker, most) in [(0, 0), (-1, 1), (i64::MIN, i64::MIN)] {
        let request = DescribeImageCacheRequest::new().marker(marker).max_results(most);
        let page = kci.client().describe_image_cache(request).await.expect("a page");
        assert_eq!((page.image_caches.len(), page.max_results, page.marker), (1, 1, 1), "{marker}, {most}");
    }
}

#[tokio::test]
async fn what_no_page_can_have_is_refused() {
    let kci = emulator().await;
    let list = |parameters: &[(&str, &str)]| Request::action("DescribeImageCache", parameters).signed(&kci);
    for (name, value) in [
        ("MaxResults", "101"),
        ("MaxResults", "many"),
        ("Marker", "two"),
        ("SortKey", "CreateTime"),
        ("SortDirection", "up"),
    ] {
        assert_eq!(list(&[(name, value)]).send(&kci).await.told(), ("InvalidParameterValue", name), "{value}");
    }
    assert_eq!(list(&[("MaxResults", "100"), ("Marker", "0")]).send(&kci).await.status, 200);
}

#[tokio::test]
async fn those_that_were_never_used_count_as_used_before_all_others() {
    let kci = emulator().await;
    for (name, image) in [("a", "a:1"), ("b", "b:1"), ("never", "never:1")] {
        ready_cache(&kci, name, &[image]).await;
    }
    for image in ["b:1", "a:1"] {
        kci.advance(Duration::from_secs(60));
        create_group(&kci.client(), group("web", &[image]).auto_match_image_cache(true)).await;
    }
    let sorted = DescribeImageCacheRequest::new().sort_key(ImageCacheSortKey::LastUsedTime);
    let descending = ["a", "b", "never"];
    assert_eq!(names(&kci, sorted.clone()).await, descending);
    assert_eq!(names(&kci, sorted.clone().sort_direction(SortDirection::Desc)).await, descending);
    assert_eq!(names(&kci, sorted.sort_direction(SortDirection::Asc)).await, ["never", "b", "a"]);
    proves(&kci, &["DescribeImageCache.SortKey", "DescribeImageCache.SortDirection"]);
}
