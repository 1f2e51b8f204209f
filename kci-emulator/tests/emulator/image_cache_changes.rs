//! Changes of image caches, and when they are built anew.

use std::time::Duration;

use kci_emulator::{Emulator, Script};
use kci_sdk::request::{ImageRegistryCredential, UpdateImageCacheRequest};
use kci_sdk::response::ImageCache;
use kci_sdk::value::{ImageCacheStatus, ImageCacheType};

use crate::common::{Request, emulator, proves};
use crate::typed::{assert_invalid, cache, create_cache, describe_cache, find_cache, ready_cache};

/// Changes an image cache, and describes it.
async fn update(kci: &Emulator, id: &str, request: UpdateImageCacheRequest) -> ImageCache {
    let answer = kci.client().update_image_cache(request.image_cache_id(id)).await.expect("updated");
    assert_eq!(answer.image_cache_id, id);
    describe_cache(&kci.client(), id).await
}

/// A change of nothing, of no image cache yet.
fn change() -> UpdateImageCacheRequest {
    UpdateImageCacheRequest::new("")
}

#[tokio::test]
async fn its_name_and_type_change_at_once() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["nginx:1"]).await;
    let before = describe_cache(&kci.client(), &id).await;
    let change = change().image_cache_name("shop").image_cache_type(ImageCacheType::Rapid).enable_warm(true);
    let after = update(&kci, &id, change.subnet_id("subnet-2").security_group_id("group-2")).await;
    assert_eq!(after, before.image_cache_name("shop").image_cache_type(ImageCacheType::Rapid));
    proves(
        &kci,
        &[
            "UpdateImageCache",
            "UpdateImageCache.ImageCacheId",
            "UpdateImageCache.ImageCacheName",
            "UpdateImageCache.ImageCacheType",
        ],
    );
}

#[tokio::test]
async fn what_is_not_said_stays() {
    let kci = emulator().await;
    let request = cache("web", &["nginx:1"]).image_cache_size(40).retention_days(10);
    let id = create_cache(&kci.client(), request.image_cache_type(ImageCacheType::Rapid)).await;
    kci.advance(Duration::from_secs(3));
    let before = describe_cache(&kci.client(), &id).await;
    assert_eq!(update(&kci, &id, change()).await, before);
}

#[tokio::test]
async fn its_days_count_from_its_creation() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["nginx:1"]).await;
    let kept = update(&kci, &id, change().retention_days(2)).await;
    let [created, expires] = [kept.create_time, kept.expire_time].map(|time| time.expect("a time"));
    assert_eq!(expires.duration_since(created).as_hours(), 48);
    assert_eq!(update(&kci, &id, change().retention_days(0)).await.expire_time, None);
    kci.advance(Duration::from_secs(2 * 86_400));
    let answer = kci.client().update_image_cache(change().image_cache_id(&id).retention_days(1)).await;
    answer.expect("updated");
    assert_eq!(find_cache(&kci.client(), &id).await, None);
    proves(&kci, &["UpdateImageCache.RetentionDays"]);
}

#[tokio::test]
async fn it_is_built_anew_with_other_images_or_another_size() {
    let kci = emulator().await;
    for other in [change().images(["nginx:2"]), change().images(["nginx:1", "nginx:2"]), change().image_cache_size(40)]
    {
        let id = ready_cache(&kci, "web", &["nginx:1"]).await;
        let before = describe_cache(&kci.client(), &id).await;
        kci.advance(Duration::from_secs(60));
        let building = update(&kci, &id, other).await;
        assert_eq!((&building.status, building.snapshot_id.as_str()), (&ImageCacheStatus::Preparing, ""));
        assert_ne!(building.container_group_id, before.container_group_id);
        assert_eq!(building.create_time, before.create_time);
        kci.advance(Duration::from_secs(3));
        let ready = describe_cache(&kci.client(), &id).await;
        assert_eq!(ready.status, ImageCacheStatus::Ready);
        assert_ne!(ready.snapshot_id, before.snapshot_id);
    }
    proves(&kci, &["UpdateImageCache.Image.N", "UpdateImageCache.ImageCacheSize"]);
}

#[tokio::test]
async fn it_stays_ready_with_the_same_images_and_size() {
    let kci = emulator().await;
    let id = ready_cache(&kci, "web", &["nginx:1", "redis:7"]).await;
    // 20 GB is what it has by default.
    for same in [change().images(["nginx:1", "redis:7"]), change().image_cache_size(20)] {
        assert_eq!(update(&kci, &id, same).await.status, ImageCacheStatus::Ready);
    }
    let turned = update(&kci, &id, change().images(["redis:7", "nginx:1"])).await;
    assert_eq!((turned.status, turned.images[0].as_str()), (ImageCacheStatus::Ready, "redis:7"));
    proves(&kci, &["UpdateImageCache.ImageCacheSize"]);
}

#[tokio::test]
async fn it_cannot_be_changed_while_it_is_built() {
    let kci = emulator().await;
    let id = create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
    for _ in 0..3 {
        let answer = kci.client().update_image_cache(change().image_cache_id(&id).image_cache_name("shop")).await;
        assert_invalid(answer, "ImageCacheId");
        kci.advance(Duration::from_secs(1));
    }
    assert_eq!(update(&kci, &id, change().image_cache_name("shop")).await.image_cache_name, "shop");
}

#[tokio::test]
async fn one_that_failed_is_tried_again_with_images_or_credentials() {
    let kci = emulator().await;
    kci.add_script(Script::new("broken").pull_error("no such tag"));
    let id = ready_cache(&kci, "web", &["broken:1"]).await;
    let renamed = update(&kci, &id, change().image_cache_name("shop")).await;
    assert_eq!(renamed.status, ImageCacheStatus::Failed);
    let credential = ImageRegistryCredential::new("hub.example", "someone", "hunter2");
    for again in [change().image_registry_credentials([credential]), change().images(["broken:1"])] {
        assert_eq!(update(&kci, &id, again).await.status, ImageCacheStatus::Preparing);
        kci.advance(Duration::from_secs(3));
        assert_eq!(describe_cache(&kci.client(), &id).await.status, ImageCacheStatus::Failed);
    }
    update(&kci, &id, change().images(["nginx:1"])).await;
    kci.advance(Duration::from_secs(3));
    let ready = describe_cache(&kci.client(), &id).await;
    assert_eq!((ready.status, ready.reason.as_str()), (ImageCacheStatus::Ready, ""));
    let journal = Request::new("GET").path("/_kci/journal").send(&kci).await.json.to_string();
    assert!(journal.contains("hub.example") && !journal.contains("hunter2"));
    proves(&kci, &["UpdateImageCache.ImageRegistryCredential.N"]);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_changed() {
    let kci = emulator().await;
    assert_invalid(kci.client().update_image_cache(change().image_cache_id("nobody")).await, "ImageCacheId");
    let request = Request::action("UpdateImageCache", &[("ImageCacheName", "shop")]).signed(&kci);
    assert_eq!(request.send(&kci).await.told(), ("MissingParameter", "ImageCacheId"));
}
