//! Changes of what exists: the only way in which it changes, and what is kept on disk.

use std::sync::Arc;

use kci_sdk::runtime::jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::holdings::{Group, Holdings, ImageCache, Line, Retained};
use crate::lifecycle::container::Exit;

/// A change of what one account has in one region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Change {
    /// A container group is there. It uses up a kept address if it has one of those.
    GroupCreated(Box<Group>),
    /// A container group is gone; its address may be kept.
    GroupDeleted {
        /// Of the group.
        id: String,
        /// Its address, if that is kept.
        retained: Option<Retained>,
    },
    /// A container was made to end.
    ContainerExited {
        /// Of the group.
        id: String,
        /// Its name.
        container: String,
        /// When, and with what.
        exit: Exit,
    },
    /// A container was made to log.
    ContainerLogged {
        /// Of the group.
        id: String,
        /// Its name.
        container: String,
        /// What, and when.
        lines: Vec<Line>,
    },
    /// An image cache is there, or is another than before.
    ImageCachePut(Box<ImageCache>),
    /// An image cache is gone.
    ImageCacheDeleted {
        /// Of the image cache.
        id: String,
    },
    /// An image cache was used.
    ImageCacheUsed {
        /// Of the image cache.
        id: String,
        /// When.
        at: Timestamp,
    },
}

impl Holdings {
    /// Makes a change. One that concerns something that is not there changes nothing.
    pub(crate) fn apply(&mut self, change: Change) {
        match change {
            Change::GroupCreated(group) => {
                self.addresses = self.addresses.saturating_add(1);
                self.retained.retain(|kept| kept.address != group.address && kept.until > group.created);
                self.add(Arc::from(group));
            }
            Change::GroupDeleted { id, retained } => {
                if let Some(group) = self.groups.remove(&id) {
                    self.hosts.give_back(group.subnet_id(), &group.address);
                }
                self.retained.extend(retained);
            }
            Change::ContainerExited { id, container, exit } => {
                self.groups.change(&id, |group| group.exit(&container, exit));
            }
            Change::ContainerLogged { id, container, lines } => {
                self.groups.change(&id, |group| {
                    let log = group.lines.entry(container).or_default();
                    log.extend(lines);
                    log.sort_by_key(|line| line.at);
                });
            }
            Change::ImageCachePut(cache) => match self.change_image_cache(&cache.id) {
                Some(known) => *known = *cache,
                None => self.image_caches.push(Arc::from(cache)),
            },
            Change::ImageCacheDeleted { id } => self.image_caches.retain(|cache| cache.id != id),
            Change::ImageCacheUsed { id, at } => {
                if let Some(cache) = self.change_image_cache(&id) {
                    cache.last_used = Some(at);
                }
            }
        }
    }

    fn change_image_cache(&mut self, id: &str) -> Option<&mut ImageCache> {
        self.image_caches.iter_mut().find(|cache| cache.id == id).map(Arc::make_mut)
    }
}

impl Group {
    fn exit(&mut self, container: &str, exit: Exit) {
        let index = self.position(container);
        if let Some(scripted) = index.and_then(|index| self.containers.get_mut(index)) {
            scripted.exits.push(exit);
            scripted.exits.sort_by_key(|exit| exit.at);
        }
    }
}
