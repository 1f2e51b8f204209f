//! What state everything is in, as a function of the clock.
//!
//! | what | stage | for |
//! |---|---|---|
//! | container group | `Pending`: placed in a zone, given an address | 1 s |
//! | | `ImagePulling` | 1 s; not at all where a ready image cache has every image |
//! | | init containers, one after another | 1 s each |
//! | | `Running` | until its containers have ended for good |
//! | | `Succeeded`, or `Failed` if a container ended with another exit code than 0 | for ever |
//! | container | `running` | for ever where the restart policy is `Always`, else 30 s; or as scripted |
//! | | `waiting` to start again | 10 s, twice as long after every further end, 300 s at most; 10 s again after a run of 600 s |
//! | image that cannot be pulled | `waiting`, one try after another | as between two starts |
//! | image cache | `Preparing` | 1 s |
//! | | `Creating` | 1 s; ends in `Failed` where an image cannot be pulled |
//! | | `SnapshotCreating` | 1 s |
//! | | `Ready` | until it expires |
//!
//! Nothing runs in the background: what is true at a moment follows from what was asked for, what was scripted, and
//! the clock. So turning the clock back turns everything back too, and turning it ahead by a year costs no more than
//! by a second.

pub(crate) mod backoff;
pub(crate) mod container;
pub(crate) mod events;
pub(crate) mod group;
pub(crate) mod image_cache;

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};

/// A container group is placed and given an address.
pub(crate) const SCHEDULING: SignedDuration = SignedDuration::from_secs(1);
/// Images are pulled that no cache has.
pub(crate) const PULLING: SignedDuration = SignedDuration::from_secs(1);
/// An init container runs.
pub(crate) const INIT: SignedDuration = SignedDuration::from_secs(1);
/// A container runs that is not meant to run for ever.
pub(crate) const JOB: SignedDuration = SignedDuration::from_secs(30);
/// A stage of an image cache.
pub(crate) const CACHE_STAGE: SignedDuration = SignedDuration::from_secs(1);

/// A moment after another; the end of time if there is none.
pub(crate) fn after(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// A time without parts of a second, as the service writes it.
pub(crate) fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
