//! What was created, by account and region. Nothing is shared between two accounts or two regions.

use std::collections::HashMap;

use kci_sdk::request::{CreateContainerGroupRequest, CreateImageCacheRequest};
use kci_sdk::runtime::jiff::Timestamp;

use crate::ids::Ids;
use crate::lifecycle;

/// Whose things, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Tenant {
    pub(crate) access_key: String,
    pub(crate) region: String,
}

/// Everything that exists.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) ids: Ids,
    tenants: HashMap<Tenant, Holdings>,
}

/// What one account has in one region.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    /// Oldest first.
    pub(crate) groups: Vec<Group>,
    /// Oldest first.
    pub(crate) image_caches: Vec<ImageCache>,
    /// How many addresses were given out.
    pub(crate) addresses: u32,
}

/// A container group: what was asked for, and what it was given.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    pub(crate) zone: String,
    pub(crate) interface_id: String,
    pub(crate) address: String,
    pub(crate) request: CreateContainerGroupRequest,
}

/// An image cache: what was asked for, and what it was given.
#[derive(Clone, Debug)]
pub(crate) struct ImageCache {
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    pub(crate) snapshot_id: String,
    pub(crate) group_id: String,
    pub(crate) request: CreateImageCacheRequest,
}

impl Group {
    /// The subnet it is in: the first of those that it may be in.
    pub(crate) fn subnet_id(&self) -> &str {
        let one = self.request.subnet_id.as_deref().filter(|id| !id.is_empty());
        one.or_else(|| self.request.multi_subnet_ids.first().map(String::as_str)).unwrap_or_default()
    }
}

impl Store {
    /// An empty store whose ids follow from `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self { ids: Ids::new(seed), tenants: HashMap::new() }
    }

    /// What a tenant has at `now`: expired image caches are gone.
    pub(crate) fn holdings(&mut self, tenant: &Tenant, now: Timestamp) -> (&mut Ids, &mut Holdings) {
        let holdings = self.tenants.entry(tenant.clone()).or_default();
        holdings.image_caches.retain(|cache| cache.expiry().is_none_or(|expiry| now < expiry));
        (&mut self.ids, holdings)
    }
}

impl ImageCache {
    /// When it expires; never, if it is kept for ever.
    pub(crate) fn expiry(&self) -> Option<Timestamp> {
        lifecycle::expiry(self.created, self.request.retention_days)
    }
}
