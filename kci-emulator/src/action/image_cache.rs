//! Image caches: create, describe, match, update, delete.

use std::cmp::Reverse;

use kci_sdk::request::{
    CreateImageCacheRequest, DeleteImageCacheRequest, DescribeImageCacheEventRequest, DescribeImageCacheRequest,
    MatchImageCacheRequest, UpdateImageCacheRequest,
};
use kci_sdk::response::{
    CreateImageCacheResponse, DeleteImageCacheResponse, DescribeImageCacheEventResponse, DescribeImageCacheResponse,
    ImageCache as Described, MatchImageCacheResponse, MatchedImageCache, UpdateImageCacheResponse,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::{ImageCacheSortKey, ImageCacheStatus, ImageCacheType, SortDirection};

use super::page::page;
use super::{Answer, Changed, Place};
use crate::facts::default_of;
use crate::lifecycle::events;
use crate::lifecycle::image_cache::{expiry, has_expired, status};
use crate::refusal::Refusal;
use crate::script::behaviour;
use crate::store::{Change, ImageCache};

pub(super) fn create(request: &CreateImageCacheRequest, place: &Place<'_>) -> Changed<CreateImageCacheRequest> {
    let mut cache = ImageCache {
        id: place.id(),
        created: place.now,
        built: place.now,
        last_used: None,
        snapshot_id: place.id(),
        group_id: place.id(),
        pull_error: pull_error(&request.images, place),
        request: request.clone(),
    };
    cache.request.image_registry_credentials.clear();
    let response = CreateImageCacheResponse::default().image_cache_id(&cache.id);
    Ok((response, expired(place).chain([Change::ImageCachePut(Box::new(cache))]).collect()))
}

/// Removes what has expired: nobody can see it any more.
fn expired(place: &Place<'_>) -> impl Iterator<Item = Change> {
    let expired = place.holdings.image_caches.iter().filter(|cache| has_expired(cache, place.now));
    expired.map(|cache| Change::ImageCacheDeleted { id: cache.id.clone() })
}

/// Why one of the images cannot be pulled, if so.
fn pull_error(images: &[String], place: &Place<'_>) -> Option<String> {
    images.iter().find_map(|image| {
        let reason = behaviour(place.scripts, image).pull_error?;
        Some(format!("cannot pull image {image}: {reason}"))
    })
}

pub(super) fn describe(request: &DescribeImageCacheRequest, place: &Place<'_>) -> Answer<DescribeImageCacheRequest> {
    let found = place.holdings.image_caches(place.now).map(AsRef::as_ref);
    let mut found: Vec<&ImageCache> = found.filter(|cache| matches(request, cache)).collect();
    if request.sort_key == Some(ImageCacheSortKey::LastUsedTime) {
        // Those that were never used count as used before all others.
        match request.sort_direction {
            Some(SortDirection::Asc) => found.sort_by_key(|cache| cache.last_used),
            _ => found.sort_by_key(|cache| Reverse(cache.last_used)),
        }
    }
    let default = default_of("DescribeImageCache", "MaxResults");
    let page = page(found, request.marker, request.max_results.unwrap_or(default));
    Ok(DescribeImageCacheResponse::default()
        .max_results(page.max_results)
        .marker(page.marker)
        .total_count(page.total)
        .image_caches(page.items.into_iter().map(|cache| described(cache, place.now))))
}

/// An image cache cannot be deleted while it is prepared or its snapshot is made.
pub(super) fn delete(request: &DeleteImageCacheRequest, place: &Place<'_>) -> Changed<DeleteImageCacheRequest> {
    let cache = find(place, &request.image_cache_id)?;
    match status(cache, place.now) {
        ImageCacheStatus::Preparing | ImageCacheStatus::SnapshotCreating => Err(Refusal::invalid("ImageCacheId")),
        _ => {
            let deleted = Change::ImageCacheDeleted { id: cache.id.clone() };
            Ok((DeleteImageCacheResponse::default(), vec![deleted]))
        }
    }
}

/// An image cache can be changed once it is built. It is built anew with other images or another size, and after a
/// failure with images or credentials, be they the same. Its age and its last use stay.
pub(super) fn update(request: &UpdateImageCacheRequest, place: &Place<'_>) -> Changed<UpdateImageCacheRequest> {
    let known = find(place, &request.image_cache_id)?;
    if !matches!(status(known, place.now), ImageCacheStatus::Ready | ImageCacheStatus::Failed) {
        return Err(Refusal::invalid("ImageCacheId"));
    }
    let mut cache = known.clone();
    let own = &mut cache.request;
    set(&mut own.image_cache_name, request.image_cache_name.as_ref());
    set(&mut own.subnet_id, request.subnet_id.as_ref());
    set(&mut own.security_group_id, request.security_group_id.as_ref());
    set_option(&mut own.image_cache_size, request.image_cache_size.as_ref());
    set_option(&mut own.retention_days, request.retention_days.as_ref());
    set_option(&mut own.image_cache_type, request.image_cache_type.as_ref());
    set_option(&mut own.enable_warm, request.enable_warm.as_ref());
    if !request.images.is_empty() {
        own.images.clone_from(&request.images);
    }
    let is_another_try = !request.images.is_empty() || !request.image_registry_credentials.is_empty();
    let has_failed = status(known, place.now) == ImageCacheStatus::Failed;
    let is_other = !is_same_set(&own.images, &known.request.images) || size(&cache) != size(known);
    if is_other || has_failed && is_another_try {
        cache.built = place.now;
        cache.snapshot_id = place.id();
        cache.group_id = place.id();
        cache.pull_error = pull_error(&cache.request.images, place);
    }
    let response = UpdateImageCacheResponse::default().image_cache_id(&cache.id);
    Ok((response, vec![Change::ImageCachePut(Box::new(cache))]))
}

fn is_same_set(left: &[String], right: &[String]) -> bool {
    left.iter().all(|one| right.contains(one)) && right.iter().all(|one| left.contains(one))
}

/// Its size in GB.
fn size(cache: &ImageCache) -> i64 {
    cache.request.image_cache_size.unwrap_or_else(|| default_of("CreateImageCache", "ImageCacheSize"))
}

fn set<T: Clone>(own: &mut T, given: Option<&T>) {
    if let Some(given) = given {
        own.clone_from(given);
    }
}

fn set_option<T: Clone>(own: &mut Option<T>, given: Option<&T>) {
    if given.is_some() {
        *own = given.cloned();
    }
}

pub(super) fn events(
    request: &DescribeImageCacheEventRequest,
    place: &Place<'_>,
) -> Answer<DescribeImageCacheEventRequest> {
    let cache = find(place, &request.image_cache_id)?;
    Ok(DescribeImageCacheEventResponse::default().events(events::of_image_cache(cache, place.now)))
}

pub(super) fn matching(request: &MatchImageCacheRequest, place: &Place<'_>) -> Answer<MatchImageCacheRequest> {
    let images: Vec<&str> = request.images.iter().map(String::as_str).collect();
    let found = ready_with(place, &images).map(|cache| {
        MatchedImageCache::default().image_cache_id(&cache.id).image_cache_name(&cache.request.image_cache_name)
    });
    Ok(MatchImageCacheResponse::default().image_caches(found))
}

/// The image caches that are ready and have all of the images: those with the fewest others first.
pub(super) fn ready_with<'a>(place: &Place<'a>, images: &[&str]) -> impl Iterator<Item = &'a ImageCache> {
    let now = place.now;
    let caches = place.holdings.image_caches(now).map(AsRef::as_ref);
    let ready = caches.filter(|cache| status(cache, now) == ImageCacheStatus::Ready);
    let mut fitting: Vec<&ImageCache> = ready.filter(|cache| images.iter().all(|image| has(cache, image))).collect();
    fitting.sort_by_key(|cache| cache.request.images.len());
    fitting.into_iter()
}

/// Whether an image cache has an image.
pub(super) fn has(cache: &ImageCache, image: &str) -> bool {
    cache.request.images.iter().any(|own| own == image)
}

fn find<'a>(place: &Place<'a>, id: &str) -> Result<&'a ImageCache, Refusal> {
    let cache = place.holdings.image_cache(id, place.now);
    cache.map(AsRef::as_ref).ok_or_else(|| Refusal::invalid("ImageCacheId"))
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

/// An image cache as it is described.
pub(crate) fn described(cache: &ImageCache, now: Timestamp) -> Described {
    let status = status(cache, now);
    let snapshot = if status == ImageCacheStatus::Ready { cache.snapshot_id.as_str() } else { "" };
    let reason = cache.pull_error.as_deref().filter(|_| status == ImageCacheStatus::Failed);
    let mut described = Described::default()
        .image_cache_id(&cache.id)
        .image_cache_name(&cache.request.image_cache_name)
        .images(&cache.request.images)
        .image_cache_size(size(cache))
        .image_cache_type(cache.request.image_cache_type.clone().unwrap_or(ImageCacheType::Common))
        .create_time(cache.created)
        .snapshot_id(snapshot)
        .container_group_id(&cache.group_id)
        .reason(reason.unwrap_or_default())
        .status(status);
    described.expire_time = expiry(cache);
    described.last_used_time = cache.last_used;
    described
}
