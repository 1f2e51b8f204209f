//! Keeping what exists beyond the life of the process.

use std::fmt::Debug;
use std::io;

use super::{Change, Holdings, Tenant};
use crate::ids::Ids;

/// Something that keeps what exists. What it says it has kept is there after a crash.
pub(crate) trait Keep: Debug + Send + Sync {
    /// Keeps changes, all or none. `changed` is what the tenant has after them.
    fn keep(&self, tenant: &Tenant, changes: &[Change], changed: &Holdings, ids: Ids) -> io::Result<()>;

    /// Forgets everything.
    fn clear(&self, ids: Ids) -> io::Result<()>;
}
