//! What goes on for a while: ids that are missing, and what will be a failure if it does not change.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::error::{Subject, WaiterState};

/// Since when what is as it should not be.
#[derive(Debug)]
pub(super) struct Watch {
    /// The ids that were asked for.
    asked: Vec<String>,
    /// Those that are missing, and since when.
    missing: BTreeMap<String, Duration>,
    /// Since when it looks like a failure.
    doubtful: Option<Duration>,
}

impl Watch {
    pub(super) fn new(mut asked: Vec<String>) -> Self {
        // An id that is asked for twice is there once.
        let mut told = BTreeSet::new();
        asked.retain(|id| told.insert(id.clone()));
        Self { asked, missing: BTreeMap::new(), doubtful: None }
    }

    /// Whether any ids were asked for.
    pub(super) fn has_ids(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Notes which ids are not in an answer that came after so long. Returns them.
    pub(super) fn look(&mut self, subjects: &[Subject], elapsed: Duration) -> Vec<String> {
        let there: BTreeSet<&str> = subjects.iter().filter_map(Subject::id).collect();
        let missing: Vec<String> = self.asked.iter().filter(|id| !there.contains(id.as_str())).cloned().collect();
        self.missing.retain(|id, _| missing.contains(id));
        for id in &missing {
            self.missing.entry(id.clone()).or_insert(elapsed);
        }
        missing
    }

    /// Whether any id is missing for at least so long.
    pub(super) fn misses_for(&self, grace: Duration, elapsed: Duration) -> bool {
        self.missing.values().any(|since| elapsed.saturating_sub(*since) >= grace)
    }

    /// What a state means that was seen after so long: a failure that must last is one only after that.
    pub(super) fn judge(&mut self, state: Option<WaiterState>, elapsed: Duration) -> Option<WaiterState> {
        let Some(WaiterState::FailureAfter(lasting)) = state else {
            self.doubtful = None;
            return state;
        };
        let since = *self.doubtful.get_or_insert(elapsed);
        (elapsed.saturating_sub(since) >= lasting).then_some(WaiterState::Failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn subjects(ids: &[&str]) -> Vec<Subject> {
        ids.iter().map(|id| Subject::new("group").with_id(Some((*id).to_owned()))).collect()
    }

    fn watch(ids: &[&str]) -> Watch {
        Watch::new(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn an_id_is_missing_from_when_it_was_not_there_first() {
        let mut watch = watch(&["a", "b"]);
        assert_eq!(watch.look(&subjects(&["b"]), seconds(1)), ["a"]);
        assert_eq!(watch.look(&subjects(&["b", "c"]), seconds(9)), ["a"]);
        assert!(!watch.misses_for(seconds(15), seconds(15)) && watch.misses_for(seconds(15), seconds(16)));
    }

    #[test]
    fn one_that_comes_back_is_missing_anew() {
        let mut watch = watch(&["a"]);
        watch.look(&[], seconds(0));
        assert!(watch.look(&subjects(&["a"]), seconds(10)).is_empty());
        watch.look(&[], seconds(20));
        assert!(!watch.misses_for(seconds(15), seconds(30)) && watch.misses_for(seconds(15), seconds(35)));
    }

    #[test]
    fn an_id_that_is_asked_for_twice_is_missing_once() {
        assert_eq!(watch(&["a", "b", "a"]).look(&[], seconds(0)), ["a", "b"]);
    }

    #[test]
    fn a_failure_that_must_last_is_one_after_that() {
        let mut watch = watch(&[]);
        let doubt = Some(WaiterState::FailureAfter(seconds(60)));
        assert_eq!(watch.judge(doubt, seconds(5)), None);
        assert_eq!(watch.judge(doubt, seconds(64)), None);
        assert_eq!(watch.judge(doubt, seconds(65)), Some(WaiterState::Failure));
    }

    #[test]
    fn one_that_passes_begins_anew() {
        let mut watch = watch(&[]);
        let doubt = Some(WaiterState::FailureAfter(seconds(60)));
        watch.judge(doubt, seconds(0));
        assert_eq!(watch.judge(None, seconds(30)), None);
        assert_eq!(watch.judge(doubt, seconds(61)), None);
    }
}
