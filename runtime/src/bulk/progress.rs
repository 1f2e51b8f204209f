//! How far many calls are.

use std::fmt;

use super::report::Counts;
use crate::error::Error;

/// How far many calls are, when one of them has ended.
///
/// `Display` says it on one line: `12 of 40 done, 1 failed`.
#[derive(Debug)]
pub struct BulkProgress<'a, T> {
    index: usize,
    result: &'a Result<T, Error>,
    counts: Counts,
}

impl<'a, T> BulkProgress<'a, T> {
    pub(super) fn new(index: usize, result: &'a Result<T, Error>, counts: Counts) -> Self {
        Self { index, result, counts }
    }

    /// The place of the call that has ended, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What it came to.
    pub fn result(&self) -> &'a Result<T, Error> {
        self.result
    }

    /// How many calls there are.
    pub fn total(&self) -> usize {
        self.counts.total
    }

    /// How many have an answer.
    pub fn done(&self) -> usize {
        self.counts.done
    }

    /// How many have ended without.
    pub fn failed(&self) -> usize {
        self.counts.failed
    }

    /// How many are under way.
    pub fn under_way(&self) -> usize {
        self.counts.unfinished
    }
}

impl<T> fmt::Display for BulkProgress<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} done", self.done(), self.total())?;
        match self.failed() {
            0 => Ok(()),
            failed => write!(f, ", {failed} failed"),
        }
    }
}
