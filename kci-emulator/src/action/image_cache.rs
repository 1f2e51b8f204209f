//! Image caches: create, describe, delete.

use kci_sdk::request::{CreateImageCacheRequest, DeleteImageCacheRequest, DescribeImageCacheRequest};
use kci_sdk::response::{
    CreateImageCacheResponse, DeleteImageCacheResponse, DescribeImageCacheResponse, ImageCache as Described,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::ImageCacheStatus;

use super::Place;
use super::page::page;
use crate::lifecycle;
use crate::refusal::Refusal;
use crate::store::ImageCache;

/// Size in GB where a request says none.
const DEFAULT_SIZE: i64 = 20;

pub(super) fn create(request: &CreateImageCacheRequest, place: &mut Place<'_>) -> CreateImageCacheResponse {
    let cache = ImageCache {
        id: place.ids.id(),
        created: place.now,
        snapshot_id: place.ids.id(),
        group_id: place.ids.id(),
        request: request.clone(),
    };
    let response = CreateImageCacheResponse::default().image_cache_id(&cache.id);
    place.holdings.image_caches.push(cache);
    response
}

pub(super) fn describe(request: &DescribeImageCacheRequest, place: &mut Place<'_>) -> DescribeImageCacheResponse {
    let found = place.holdings.image_caches.iter().filter(|cache| matches(request, cache));
    let page = page(found, request.marker, request.max_results);
    DescribeImageCacheResponse::default()
        .max_results(page.max_results)
        .marker(page.marker)
        .total_count(page.total)
        .image_caches(page.items.into_iter().map(|cache| described(cache, place.now)))
}

/// An image cache cannot be deleted while it is prepared or its snapshot is made.
pub(super) fn delete(
    request: &DeleteImageCacheRequest,
    place: &mut Place<'_>,
) -> Result<DeleteImageCacheResponse, Refusal> {
    let caches = &mut place.holdings.image_caches;
    let refused = || Refusal::invalid("ImageCacheId");
    let index = caches.iter().position(|cache| cache.id == request.image_cache_id).ok_or_else(refused)?;
    match lifecycle::image_cache(caches[index].created, place.now) {
        ImageCacheStatus::Preparing | ImageCacheStatus::SnapshotCreating => Err(refused()),
        _ => {
            caches.remove(index);
            Ok(DeleteImageCacheResponse::default())
        }
    }
}

/// The ids pick exactly; without them the keywords are looked for in names and images.
fn matches(request: &DescribeImageCacheRequest, cache: &ImageCache) -> bool {
    if !request.image_cache_ids.is_empty() {
        return request.image_cache_ids.contains(&cache.id);
    }
    let in_image = |keyword: &String| cache.request.images.iter().any(|image| image.contains(keyword.as_str()));
    let in_name = |keyword: &String| cache.request.image_cache_name.contains(keyword.as_str());
    request.image.as_ref().is_none_or(in_image) && request.image_cache_name.as_ref().is_none_or(in_name)
}

fn described(cache: &ImageCache, now: Timestamp) -> Described {
    let status = lifecycle::image_cache(cache.created, now);
    let snapshot = if status == ImageCacheStatus::Ready { cache.snapshot_id.as_str() } else { "" };
    let mut described = Described::default()
        .image_cache_id(&cache.id)
        .image_cache_name(&cache.request.image_cache_name)
        .images(&cache.request.images)
        .image_cache_size(cache.request.image_cache_size.unwrap_or(DEFAULT_SIZE))
        .create_time(cache.created)
        .snapshot_id(snapshot)
        .container_group_id(&cache.group_id)
        .status(status);
    described.expire_time = cache.expiry();
    described
}
