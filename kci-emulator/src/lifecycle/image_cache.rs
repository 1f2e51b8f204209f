//! How far an image cache is.

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::value::ImageCacheStatus;

use super::{CACHE_STAGE, after};
use crate::store::ImageCache;

/// State of an image cache at `now`.
pub(crate) fn status(cache: &ImageCache, now: Timestamp) -> ImageCacheStatus {
    let stages = stages(cache);
    let reached = stages.into_iter().rev().find(|(_, from)| now >= *from);
    reached.map_or(ImageCacheStatus::Preparing, |(status, _)| status)
}

/// The states it passes through, and when each begins.
pub(crate) fn stages(cache: &ImageCache) -> Vec<(ImageCacheStatus, Timestamp)> {
    let at = |stage| after(cache.built, CACHE_STAGE.saturating_mul(stage));
    let mut stages = vec![(ImageCacheStatus::Preparing, at(0)), (ImageCacheStatus::Creating, at(1))];
    if cache.pull_error.is_some() {
        stages.push((ImageCacheStatus::Failed, at(2)));
    } else {
        stages.push((ImageCacheStatus::SnapshotCreating, at(2)));
        stages.push((ImageCacheStatus::Ready, at(3)));
    }
    stages
}

/// When it expires; never, if it is kept for ever.
pub(crate) fn expiry(cache: &ImageCache) -> Option<Timestamp> {
    let days = cache.request.retention_days.filter(|days| *days > 0)?;
    Some(after(cache.created, SignedDuration::from_hours(days.checked_mul(24)?)))
}

/// Whether it has expired.
pub(crate) fn has_expired(cache: &ImageCache, now: Timestamp) -> bool {
    expiry(cache).is_some_and(|expiry| now >= expiry)
}

/// When it changes next by itself.
pub(crate) fn next(cache: &ImageCache, now: Timestamp) -> Option<Timestamp> {
    if has_expired(cache, now) {
        return None;
    }
    let stages = stages(cache).into_iter().map(|(_, from)| from);
    stages.chain(expiry(cache)).filter(|next| *next > now).min()
}
