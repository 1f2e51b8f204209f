//! The life of an image cache: its states, when it can be deleted, and when it expires.

use std::time::Duration;

use kci_emulator::Script;
use kci_sdk::request::{DeleteImageCacheRequest, DescribeImageCacheEventRequest, ImageRegistryCredential};
use kci_sdk::value::{ImageCacheStatus, ImageCacheType};

use crate::common::{Request, emulator, proves};
use crate::typed::{assert_invalid, cache, create_cache, describe_cache, find_cache, ready_cache};

const MILLISECOND: Duration = Duration::from_millis(1);
/// All but a millisecond of a second.
const ALMOST: Duration = Duration::from_millis(999);
const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_state_lasts_a_second_and_no_longer() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
    let mut before = ImageCacheStatus::Preparing;
    for state in [ImageCacheStatus::Creating, ImageCacheStatus::SnapshotCreating, ImageCacheStatus::Ready] {
        kci.advance(ALMOST);
        assert_eq!(describe_cache(&kci.client(), &id).await.status, before);
        kci.advance(MILLISECOND);
        assert_eq!(describe_cache(&kci.client(), &id).await.status, state);
        before = state;
    }
    kci.advance(365 * DAY);
    assert_eq!(describe_cache(&kci.client(), &id).await.status, ImageCacheStatus::Ready);
    proves(&kci, &["CreateImageCache"]);
}

#[tokio::test]
async fn it_cannot_be_deleted_while_it_is_prepared_or_its_snapshot_is_made() {
    let kci = emulator().await;
    for (seconds, deletable) in [(0, false), (1, true), (2, false), (3, true)] {
        let id = create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
        kci.advance(Duration::from_secs(seconds));
        let answer = kci.client().delete_image_cache(DeleteImageCacheRequest::new(&id)).await;
        if deletable {
            answer.expect("deleted");
        } else {
            assert_invalid(answer, "ImageCacheId");
        }
        assert_eq!(find_cache(&kci.client(), &id).await.is_none(), deletable, "after {seconds} s");
    }
    proves(&kci, &["DeleteImageCache", "DeleteImageCache.ImageCacheId"]);
}

#[tokio::test]
async fn one_that_failed_says_why_and_can_be_deleted() {
    let kci = emulator().await;
    kci.add_script(Script::new("broken").pull_error("no such tag"));
    let id = create_cache(&kci.client(), cache("web", &["nginx:1", "broken:2"])).await;
    kci.advance(Duration::from_secs(1) + ALMOST);
    let building = describe_cache(&kci.client(), &id).await;
    assert_eq!((building.status, building.reason.as_str()), (ImageCacheStatus::Creating, ""));
    kci.advance(MILLISECOND);
    let failed = describe_cache(&kci.client(), &id).await;
    assert_eq!(failed.status, ImageCacheStatus::Failed);
    assert_eq!(failed.reason, "cannot pull image broken:2: no such tag");
    assert_eq!(failed.snapshot_id, "");
    kci.client().delete_image_cache(DeleteImageCacheRequest::new(&id)).await.expect("deleted");
    assert_eq!(find_cache(&kci.client(), &id).await, None);
}

#[tokio::test]
async fn its_snapshot_is_named_once_it_is_ready() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
    for _ in 0..3 {
        assert_eq!(describe_cache(&kci.client(), &id).await.snapshot_id, "");
        kci.advance(Duration::from_secs(1));
    }
    let ready = describe_cache(&kci.client(), &id).await;
    assert_eq!((ready.snapshot_id.len(), ready.reason.as_str()), (36, ""));
}

#[tokio::test]
async fn what_is_not_said_of_it_is_as_documented() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1", "redis:7"])).await;
    let plain = describe_cache(&kci.client(), &id).await;
    assert_eq!((plain.image_cache_size, plain.image_cache_type), (20, ImageCacheType::Common));
    assert_eq!((plain.image_cache_name.as_str(), plain.images), ("web", vec!["nginx:1".into(), "redis:7".into()]));
    let told = cache("web", &["nginx:1"]).image_cache_size(500).image_cache_type(ImageCacheType::Rapid);
    let id = create_cache(&kci.client(), told).await;
    let told = describe_cache(&kci.client(), &id).await;
    assert_eq!((told.image_cache_size, told.image_cache_type), (500, ImageCacheType::Rapid));
}

#[tokio::test]
async fn its_times_are_written_in_the_local_time_of_the_service() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1"]).retention_days(10)).await;
    let answer = Request::action("DescribeImageCache", &[("ImageCacheId.1", &id)]).signed(&kci).send(&kci).await;
    let described = &answer.json["ImageCaches"][0];
    assert_eq!(described["CreateTime"], "2026-11-24 10:55:27");
    assert_eq!(described["ExpireTime"], "2026-12-04 10:55:27");
    assert!(described["LastUsedTime"].is_null());
}

#[tokio::test]
async fn it_is_gone_when_it_expires() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1"]).retention_days(1)).await;
    kci.advance(Duration::from_secs(86_399) + ALMOST);
    assert_eq!(describe_cache(&kci.client(), &id).await.status, ImageCacheStatus::Ready);
    kci.advance(MILLISECOND);
    assert_eq!(find_cache(&kci.client(), &id).await, None);
    assert_invalid(kci.client().delete_image_cache(DeleteImageCacheRequest::new(&id)).await, "ImageCacheId");
    let events = kci.client().describe_image_cache_event(DescribeImageCacheEventRequest::new(&id)).await;
    assert_invalid(events, "ImageCacheId");
    proves(&kci, &["CreateImageCache.RetentionDays"]);
}

#[tokio::test]
async fn it_is_kept_for_ever_if_it_is_not_said_how_long() {
    let kci = emulator().await;
    let mut ids = Vec::new();
    for request in [cache("web", &["nginx:1"]), cache("web", &["nginx:1"]).retention_days(0)] {
        ids.push(create_cache(&kci.client(), request).await);
    }
    kci.advance(36_500 * DAY);
    for id in ids {
        assert_eq!(describe_cache(&kci.client(), &id).await.expire_time, None);
    }
}

#[tokio::test]
async fn a_jump_leads_from_one_of_its_states_to_the_next_and_to_its_end() {
    let kci = emulator().await;
    let start = kci.clock().now();
    create_cache(&kci.client(), cache("web", &["nginx:1"]).retention_days(1)).await;
    let jumps = std::iter::from_fn(|| kci.jump()).map(|moment| moment.duration_since(start).as_secs());
    assert_eq!(jumps.collect::<Vec<_>>(), [1, 2, 3, 86_400]);
}

#[tokio::test]
async fn its_events_tell_what_has_happened_so_far() {
    let kci = emulator().await;
    kci.add_script(Script::new("broken").pull_error("no such tag"));
    let [good, bad] = [&["nginx:1"][..], &["broken:2"]].map(|images| cache("web", images));
    let (good, bad) = (create_cache(&kci.client(), good).await, create_cache(&kci.client(), bad).await);
    let events = async |id: &str| {
        let answer = kci.client().describe_image_cache_event(DescribeImageCacheEventRequest::new(id)).await;
        let events = answer.expect("events").events.into_iter();
        events.map(|event| format!("{} {} {}", event.r#type, event.reason, event.count)).collect::<Vec<_>>()
    };
    assert_eq!(events(&good).await, ["Normal Preparing 1"]);
    kci.advance(Duration::from_secs(3));
    let all = ["Normal Preparing 1", "Normal Creating 1", "Normal SnapshotCreating 1", "Normal Ready 1"];
    assert_eq!(events(&good).await, all);
    assert_eq!(events(&bad).await, [all[0], all[1], "Warning Failed 1"]);
    proves(&kci, &["DescribeImageCacheEvent", "DescribeImageCacheEvent.ImageCacheId", "CreateImageCache.Image.N"]);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_deleted_nor_told_of() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["nginx:1"]).await;
    kci.client().delete_image_cache(DeleteImageCacheRequest::new(&id)).await.expect("deleted");
    for gone in [id.as_str(), "nobody"] {
        assert_invalid(kci.client().delete_image_cache(DeleteImageCacheRequest::new(gone)).await, "ImageCacheId");
        let events = kci.client().describe_image_cache_event(DescribeImageCacheEventRequest::new(gone)).await;
        assert_invalid(events, "ImageCacheId");
    }
}

#[tokio::test]
async fn a_password_of_a_registry_never_comes_back() {
    let kci = emulator().await;
    let credential = ImageRegistryCredential::new("hub.example", "someone", "hunter2");
    let request = cache("web", &["nginx:1"]).image_registry_credentials([credential]);
    let id = create_cache(&kci.client(), request).await;
    let list = Request::action("DescribeImageCache", &[]).signed(&kci).send(&kci).await.json.to_string();
    let state = Request::new("GET").path("/_kci/state").send(&kci).await.json.to_string();
    let journal = Request::new("GET").path("/_kci/journal").send(&kci).await.json.to_string();
    assert!(list.contains(&id) && state.contains(&id) && journal.contains("hub.example"));
    for text in [list, state, journal, format!("{kci:?}")] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}
