//! What state everything is in, as a function of the clock.
//!
//! The stages and how long each takes stand in a table in the crate's documentation; a test below holds it to the
//! constants here.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of the table in the crate's documentation: the one that has all of `parts`.
    fn row(parts: &[&str]) -> &'static str {
        let mut rows = include_str!("../lib.rs").lines().filter(|line| line.starts_with("//! |"));
        rows.find(|row| parts.iter().all(|part| row.contains(part))).unwrap_or_else(|| panic!("no row {parts:?}"))
    }

    fn says(parts: &[&str], lengths: &[SignedDuration]) {
        let row = row(parts);
        let mut rest = row;
        for length in lengths {
            let text = format!("{} s", length.as_secs());
            let (_, after) = rest.split_once(&text).unwrap_or_else(|| panic!("{row} does not say {text}"));
            rest = after;
        }
        assert!(!rest.contains(|c: char| c.is_ascii_digit()), "{row} says more than is known");
    }

    #[test]
    fn the_documented_lengths_are_the_real_ones() {
        says(&["`Pending`"], &[SCHEDULING]);
        says(&["`ImagePulling`"], &[PULLING]);
        says(&["init containers"], &[INIT]);
        says(&["`running`"], &[JOB]);
        says(&["to start again"], &[backoff::FIRST, backoff::LONGEST, backoff::FIRST, backoff::FORGIVEN_AFTER]);
        says(&["`Preparing`"], &[CACHE_STAGE]);
    }
}
