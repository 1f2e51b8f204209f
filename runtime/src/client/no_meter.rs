//! Nothing is counted without the feature `metrics`.

use std::time::Duration;

use super::{ServiceClient, Target};
use crate::error::Error;

/// Counts nothing.
pub(super) struct Meter;

#[allow(clippy::unused_self, reason = "the other one has the same methods")]
impl Meter {
    pub(super) fn new(_: &ServiceClient, _: &Target) -> Self {
        Self
    }

    pub(super) fn call(&self, _: Option<&Error>, _: u32, _: Duration) {}

    pub(super) fn attempt(&self, _: Option<&Error>, _: Duration) {}

    pub(super) fn retry(&self, _: &Error) {}

    pub(super) fn quota(&self, _: Option<u32>) {}
}
