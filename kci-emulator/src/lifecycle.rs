//! What state a container group or an image cache is in, a given time after it was created.
//!
//! | what | state | for |
//! |---|---|---|
//! | container group | `Pending` | 2 s |
//! | | `Running` | for ever, or 30 s where the restart policy is not `Always` |
//! | | `Succeeded` | for ever |
//! | image cache | `Preparing` | 1 s |
//! | | `Creating` | 1 s |
//! | | `SnapshotCreating` | 1 s |
//! | | `Ready` | until it expires |
//!
//! State is a function of the clock: nothing runs in the background, and turning the clock back turns it back too.

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::value::{ImageCacheStatus, RestartPolicy};

const GROUP_PENDING: SignedDuration = SignedDuration::from_secs(2);
const GROUP_RUNNING: SignedDuration = SignedDuration::from_secs(30);
const CACHE_STAGE: SignedDuration = SignedDuration::from_secs(1);

/// How far a container group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupPhase {
    /// Being placed, and its images pulled.
    Pending,
    /// Its containers run.
    Running {
        /// Since when.
        since: Timestamp,
    },
    /// Its containers have ended, all of them well.
    Succeeded {
        /// Since when they ran.
        since: Timestamp,
        /// When they ended.
        ended: Timestamp,
    },
}

/// How far a container group that was created at `created` is.
pub(crate) fn group(created: Timestamp, policy: Option<&RestartPolicy>, now: Timestamp) -> GroupPhase {
    let since = after(created, GROUP_PENDING);
    let ended = after(since, GROUP_RUNNING);
    let ends = !matches!(policy, None | Some(RestartPolicy::Always));
    if now < since {
        GroupPhase::Pending
    } else if ends && now >= ended {
        GroupPhase::Succeeded { since, ended }
    } else {
        GroupPhase::Running { since }
    }
}

/// State of an image cache that was created at `created`.
pub(crate) fn image_cache(created: Timestamp, now: Timestamp) -> ImageCacheStatus {
    let age = now.duration_since(created);
    if age < CACHE_STAGE {
        ImageCacheStatus::Preparing
    } else if age < CACHE_STAGE * 2 {
        ImageCacheStatus::Creating
    } else if age < CACHE_STAGE * 3 {
        ImageCacheStatus::SnapshotCreating
    } else {
        ImageCacheStatus::Ready
    }
}

/// When an image cache that is kept for `days` expires; one that is kept for none never does.
pub(crate) fn expiry(created: Timestamp, days: Option<i64>) -> Option<Timestamp> {
    let days = days.filter(|days| *days > 0)?;
    Some(after(created, SignedDuration::from_hours(days.checked_mul(24)?)))
}

fn after(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("a time")
    }

    #[test]
    fn a_service_runs_for_ever() {
        assert_eq!(group(at(0), None, at(1)), GroupPhase::Pending);
        assert_eq!(group(at(0), None, at(2)), GroupPhase::Running { since: at(2) });
        assert_eq!(group(at(0), Some(&RestartPolicy::Always), at(1_000_000)), GroupPhase::Running { since: at(2) });
    }

    #[test]
    fn a_job_succeeds() {
        let policy = Some(&RestartPolicy::Never);
        assert_eq!(group(at(0), policy, at(31)), GroupPhase::Running { since: at(2) });
        assert_eq!(group(at(0), policy, at(32)), GroupPhase::Succeeded { since: at(2), ended: at(32) });
    }

    #[test]
    fn an_image_cache_passes_through_the_documented_states() {
        let states: Vec<_> = (0..4).map(|second| image_cache(at(0), at(second)).to_string()).collect();
        assert_eq!(states, ["Preparing", "Creating", "SnapshotCreating", "Ready"]);
    }

    #[test]
    fn an_image_cache_kept_for_no_days_is_kept_for_ever() {
        assert_eq!(expiry(at(0), None), None);
        assert_eq!(expiry(at(0), Some(0)), None);
        assert_eq!(expiry(at(0), Some(2)), Some(at(172_800)));
        assert_eq!(expiry(at(0), Some(i64::MAX)), None);
    }
}
