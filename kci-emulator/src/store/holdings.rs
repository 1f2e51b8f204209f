//! What one account has in one region.

use std::collections::BTreeMap;
use std::sync::Arc;

use kci_sdk::request::{CreateContainerGroupRequest, CreateImageCacheRequest};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::RestartPolicy;
use serde::{Deserialize, Serialize};

use super::groups::Groups;
use super::hosts::Hosts;
use super::told::Told;
use super::wire;
use crate::lifecycle::group::Scripted;
use crate::lifecycle::image_cache;

/// What one account has in one region. Copies are cheap as long as they are not changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holdings {
    pub(crate) groups: Groups,
    /// Oldest first.
    pub(crate) image_caches: Vec<Arc<ImageCache>>,
    /// Addresses of deleted groups that are kept for their successors.
    pub(crate) retained: Vec<Retained>,
    /// How many addresses were given out.
    pub(crate) addresses: u32,
    /// The addresses that groups have.
    pub(crate) hosts: Hosts,
}

/// A container group: what was asked for, and what it was given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    pub(crate) zone: String,
    pub(crate) interface_id: String,
    pub(crate) address: String,
    /// Id of the image cache that has all of its images.
    pub(crate) image_cache: Option<String>,
    /// How its init containers behave, in the order of the request.
    pub(crate) init_containers: Vec<Scripted>,
    /// How its containers behave, in the order of the request.
    pub(crate) containers: Vec<Scripted>,
    /// Lines that were added to the logs of its containers, by name, sorted by time.
    pub(crate) lines: BTreeMap<String, Vec<Line>>,
    /// Without what is secret in it.
    #[serde(with = "wire")]
    pub(crate) request: CreateContainerGroupRequest,
    /// Its description.
    #[serde(skip)]
    pub(crate) told: Told,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) at: Timestamp,
    pub(crate) text: String,
}

/// An image cache: what was asked for, and what it was given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ImageCache {
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    /// When it was last begun to be built.
    pub(crate) built: Timestamp,
    pub(crate) last_used: Option<Timestamp>,
    pub(crate) snapshot_id: String,
    pub(crate) group_id: String,
    /// Why one of its images cannot be pulled, if so.
    pub(crate) pull_error: Option<String>,
    /// Without what is secret in it.
    #[serde(with = "wire")]
    pub(crate) request: CreateImageCacheRequest,
}

/// An address that is kept for a group of the same name in the same subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retained {
    pub(crate) group_name: String,
    pub(crate) subnet_id: String,
    pub(crate) address: String,
    pub(crate) until: Timestamp,
}

impl Group {
    /// The subnet it is in: the first of those that it may be in.
    pub(crate) fn subnet_id(&self) -> &str {
        subnet_id(&self.request)
    }

    /// The project it is in.
    pub(crate) fn project_id(&self) -> i64 {
        self.request.project_id.unwrap_or(0)
    }

    /// Where a container of this name is among its containers.
    pub(crate) fn position(&self, container: &str) -> Option<usize> {
        self.request.containers.iter().position(|one| one.name == container)
    }

    /// What happens to its containers when they end.
    pub(crate) fn restart_policy(&self) -> &RestartPolicy {
        self.request.restart_policy.as_ref().unwrap_or(&RestartPolicy::Always)
    }
}

/// The subnet that a group will be in.
pub(crate) fn subnet_id(request: &CreateContainerGroupRequest) -> &str {
    let one = request.subnet_id.as_deref().filter(|id| !id.is_empty());
    one.or_else(|| request.multi_subnet_ids.first().map(String::as_str)).unwrap_or_default()
}

impl Holdings {
    /// Adds a group, which has its address from now on.
    pub(crate) fn add(&mut self, group: Arc<Group>) {
        self.hosts.take(group.subnet_id(), &group.address);
        self.groups.push(group);
    }

    /// The group of an id.
    pub(crate) fn group(&self, id: &str) -> Option<&Arc<Group>> {
        self.groups.get(id)
    }

    /// The image caches that have not expired.
    pub(crate) fn image_caches(&self, now: Timestamp) -> impl Iterator<Item = &Arc<ImageCache>> {
        self.image_caches.iter().filter(move |cache| !image_cache::has_expired(cache, now))
    }

    /// The image cache of an id, unless it has expired.
    pub(crate) fn image_cache(&self, id: &str, now: Timestamp) -> Option<&Arc<ImageCache>> {
        self.image_caches(now).find(|cache| cache.id == id)
    }
}
